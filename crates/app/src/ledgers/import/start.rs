//! Handing workbooks in, and undoing an import.
//!
//! In: files. Out: the way to their preview; or a word that all of an import is taken back.
//! Only whoever may write some kind of record may hand anything in.

use axum::{http::StatusCode, response::Response};
use base::words;
use page::{
    field::{Field, Input},
    form::{Form, Group},
    frame::Place,
    section::{Head, narrow},
};

use crate::{
    front::{
        Call, Done, Stop, see_other,
        show::{self, Sheet},
    },
    intake::{File, undo},
};

/// The most files of one import.
const MOST_FILES: usize = 20;

/// Whether the caller may write any kind that has a sheet.
///
/// # Errors
/// `NotThere` when they may not.
pub(super) fn may(call: &Call) -> Result<(), Stop> {
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
    Ok(form(&call, None))
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
        return Ok(form(&call, Some(problem.get(call.lang()))));
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

fn form(call: &Call, problem: Option<&str>) -> Response {
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
    let body = narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]);
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    call.page_as(
        status,
        Sheet {
            title,
            place: Some(Place::Ledgers),
            back: None,
            body,
        },
    )
}
