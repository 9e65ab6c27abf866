//! Handing workbooks in, and undoing an import.
//!
//! In: files. Out: the way to their preview; the imports taken before; or a word that all of one
//! is taken back.
//! Only whoever may write some kind of record may hand anything in.

use axum::http::StatusCode;
use base::{Id, Lang, words};
use page::{
    Act, To,
    field::{Field, Input},
    form::{Form, Group},
    frame::Place,
    section::{End, Head, Item, Section, items, narrow, stack},
};

use crate::{
    front::{
        Call, Done, Stop, see_other,
        show::{self, Sheet},
    },
    intake::{File, past, undo},
    ledgers::in_charge,
};

/// The most imports that are listed.
const MOST_PAST: usize = 30;
/// The most files of one import.
const MOST_FILES: usize = 20;

/// Whether the caller may write any kind that has a sheet.
///
/// # Errors
/// `NotThere` when they may not.
pub(in crate::ledgers) fn may(call: &Call) -> Result<(), Stop> {
    let (catalogue, scope) = (call.catalogue(), &call.visitor()?.scope);
    let any = catalogue
        .kinds()
        .any(|kind| !kind.sheet.is_empty() && scope.may_write(kind));
    if any { Ok(()) } else { Err(Stop::NotThere) }
}

/// GET `/import`.
///
/// # Errors
/// `NotThere` for whoever may write nothing.
pub(super) async fn show(call: Call) -> Done {
    may(&call)?;
    form(&call, None).await
}

/// POST `/import`: takes the files and begins to look them through.
///
/// # Errors
/// `NotThere` as above; `Busy` when too much waits.
pub(super) async fn hand_in(call: Call) -> Done {
    may(&call)?;
    let given = call
        .files
        .iter()
        .filter(|f| f.field == "files" && !f.content.is_empty());
    let files: Vec<File> = given
        .map(|f| File {
            name: f.name.clone(),
            bytes: f.content.to_vec(),
        })
        .collect();
    if files.is_empty() || files.len() > MOST_FILES {
        let problem = words(
            "请选 1 到 20 个 .xlsx 或 .csv 文件。",
            "Choose 1 to 20 files, .xlsx or .csv.",
        );
        return form(&call, Some(problem.get(call.lang()))).await;
    }
    let visitor = call.visitor()?;
    let (token, job) = call
        .house
        .waiting
        .put(visitor.account.id, files, call.house.now())?;
    job.work(call.house.clone(), visitor.scope.clone(), None);
    Ok(see_other(&format!("/import/{token}")))
}

/// POST `/import/undo/{id}`: takes back all that an import wrote.
///
/// # Errors
/// `Problems` with what was changed since; `NotThere` when there is nothing to undo.
pub(super) async fn undo(call: Call) -> Done {
    may(&call)?;
    let scope = &call.visitor()?.scope;
    match undo::undo(&call.house.store, scope, call.id()?).await {
        Ok(_) => Ok(show::see_done("/ledgers", "undone")),
        Err(undo::UndoError::Nothing) => Err(Stop::NotThere),
        Err(undo::UndoError::Since(since)) => Err(Stop::Problems(undo::problems(&since))),
        Err(undo::UndoError::Ask(error)) => Err(error.into()),
        Err(undo::UndoError::Write(error)) => Err(error.into()),
    }
}

async fn form(call: &Call, problem: Option<&str>) -> Done {
    let lang = call.lang();
    let input = Input::File {
        accept: ".xlsx,.csv",
        many: true,
        held: None,
    };
    let mut files = Field::new(
        "files",
        words("Excel 或 CSV 文件", "XLSX or CSV files").get(lang),
        input,
    );
    files.must = true;
    files.problem = problem.map(str::to_owned);
    let form = Form {
        id: "import".to_owned(),
        action: "/import".into(),
        with: call.hidden(),
        groups: vec![Group {
            fields: vec![files],
            ..Group::default()
        }],
        save: words(
            "先看看，不写入",
            "Look through it first; nothing is written",
        )
        .get(lang)
        .to_owned(),
        ..Form::default()
    };
    let title = words("从表格导入", "Import a sheet").get(lang).to_owned();
    let lead = words(
        "平时用的表就行，列的顺序、表头的叫法不必改。可以一次选几本。",
        "The sheets you keep will do: columns in any order, under the names you use. Several files at once are fine.",
    );
    let head = Head {
        title: title.clone(),
        lead: lead.get(lang).into(),
        ..Head::default()
    };
    let mut parts = vec![head.show(call.reading.lang), form.show(call.reading.lang)];
    parts.extend(before(call).await?);
    let body = narrow(&parts);
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(call.page_as(
        status,
        Sheet {
            title,
            place: Some(Place::Ledgers),
            back: None,
            body,
        },
    ))
}

/// The imports that the caller may undo: who took each, when, of which files, what it came to.
async fn before(call: &Call) -> Result<Option<page::Markup>, Stop> {
    let (house, visitor, lang) = (&call.house, call.visitor()?, call.lang());
    let all = past::all(&house.store, &visitor.scope).await?;
    let mine = all.into_iter().filter(|p| undo::may(&visitor.scope, p));
    let mine: Vec<past::Past> = mine.take(MOST_PAST).collect();
    if mine.is_empty() {
        return Ok(None);
    }
    let actors: Vec<Id> = mine.iter().map(|past| past.actor).collect();
    let names = in_charge::names(call, &actors).await?;
    let mut parts = Vec::new();
    for past in &mine {
        let name = names.iter().find(|(id, _)| *id == past.actor);
        let who = name.map_or(words("命令行", "Command line").get(lang), |(_, name)| {
            name
        });
        let (day, time) = house.day_and_time(past.at);
        let came_to = match lang {
            Lang::Zh => format!(
                "{who}，新增{}，修改{}，待核{}",
                past.added, past.changed, past.held
            ),
            Lang::En => format!(
                "{who}: {} added, {} changed, {} held back",
                past.added, past.changed, past.held
            ),
        };
        let item = Item {
            what: past.files.clone(),
            small: came_to,
            end: End::Soft(format!("{day} {time}")),
            ..Item::default()
        };
        parts.push(items(&[item], call.reading.lang));
        let mut undo = Act::post(words("撤销这次导入", "Undo this import").get(lang), "#");
        undo.to = To::Post(format!("/import/undo/{}", past.act).into(), call.hidden());
        parts.push(undo.button());
    }
    let title = words("导入过的", "Past imports").get(lang);
    Ok(Some(Section::new(title, stack(&parts)).show()))
}
