//! Our figure held against a list somebody sent: handing it in, what came of it, who is whom.
//!
//! In: a file; then a query with the columns and the decisions. Out: the sentence, the steps,
//! the pairs to be decided. Every choice stands in the address, so that going back, reloading
//! and sending the page on lose nothing; nothing is written.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::{Id, Lang, Words, words};
use page::{
    Link, Markup, Standing,
    field::{Choice, Field, Input},
    form::{Form, Group},
    frame,
    section::{self, Head, Note},
};
use store::Scope;

use super::{
    draw,
    held::{Held, hold},
    kept::List,
    ours::{self, Ours},
    theirs::{Columns, Tells, Theirs},
};
use crate::{
    front::{Call, Done, Fields, Stop, see_other, show::Sheet},
    reports::{
        explain::{
            answer::opens,
            side::{Asked, Figured, MOST},
        },
        kept::Wanted,
    },
};

/// The figure, as the addresses of lists name it.
const NAMES: [&str; 3] = ["figure", "period", "place"];

const TITLE: Words = words("跟别人的名单对一对", "Compare with somebody's list");

/// GET `/explain/list`.
///
/// # Errors
/// `NotThere` without such a figure, or where the reader may not open it.
pub async fn ask(call: Call) -> Done {
    let figured = figured(&call, &call.query).await?;
    Ok(form(&call, &figured, &call.query, None))
}

/// POST `/explain/list`.
///
/// # Errors
/// As above; `Busy` when too many lists wait.
pub async fn hand_in(call: Call) -> Done {
    let figured = figured(&call, &call.form).await?;
    let file = call
        .files
        .iter()
        .find(|f| f.field == "list" && !f.content.is_empty());
    let Some(file) = file else {
        let problem = words(
            "请选一个 .xlsx 或 .csv 文件。",
            "Choose one file, .xlsx or .csv.",
        );
        return Ok(form(
            &call,
            &figured,
            &call.form,
            Some(problem.get(call.lang()).to_owned()),
        ));
    };
    let owner = (call.visitor()?.account.id, call.house.now());
    let given = (file.name.clone(), file.content.clone());
    match call.house.lists.put(owner, given, call.lang()).await? {
        Ok(token) => Ok(see_other(&format!(
            "/explain/list/{token}?{}",
            figure_of(&call.form).write()
        ))),
        Err(refused) => Ok(form(&call, &figured, &call.form, Some(refused))),
    }
}

/// GET `/explain/list/{token}`.
///
/// # Errors
/// As above; `NotThere` when the list is another's or was forgotten.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let (token, list) = call.house.lists.get(&call)?;
    let figured = figured(&call, &call.query).await?;
    let scope = system(&call)?;
    let store = (&call.house.store, &scope);
    let head = Head {
        crumb: draw::about(&figured, lang).as_str().into(),
        title: TITLE.get(lang).to_owned(),
        lead: list.name.as_str().into(),
        ..Head::default()
    };
    let mut parts = vec![head.show(call.reading.lang)];
    let Some(ours) = ours_of(store, &figured, lang).await? else {
        parts.push(note(&call, NOT_NAMED));
        return Ok(framed(&call, StatusCode::OK, &parts));
    };
    let at: usize = call.query.text("sheet").parse().unwrap_or(0);
    let Some(sheet) = list.sheets.get(at) else {
        parts.push(note(&call, NO_ROWS));
        return Ok(framed(&call, StatusCode::OK, &parts));
    };
    let summed = ours.summed.as_deref();
    let theirs = Theirs::of(sheet, ours.kind, summed);
    let columns = columns(&call.query, &theirs, &ours);
    let [key, name, ..] = columns;
    if key.is_none() && name.is_none() {
        parts.push(note(&call, NO_COLUMNS));
        parts.push(choosing(&call, &token, (&list, at), (&theirs, columns)));
        return Ok(framed(&call, StatusCode::OK, &parts));
    }
    let (entries, blank) = theirs.entries(columns, ours.places);
    if entries.is_empty() {
        parts.push(note(&call, NO_ROWS));
        parts.push(choosing(&call, &token, (&list, at), (&theirs, columns)));
        return Ok(framed(&call, StatusCode::OK, &parts));
    }
    let decided = decided(&call.query);
    let held = hold(store, &figured, &ours, entries, &decided).await?;
    let one: Option<usize> = call.query.get("step").and_then(|n| n.parse().ok());
    let drawing = draw::Drawing {
        call: &call,
        figured: &figured,
        ours: &ours,
        theirs: &theirs,
        held: &held,
    };
    let path = format!("/explain/list/{token}");
    if let Some(at) = one {
        parts.push(drawing.whole(&path, at).await?);
        return Ok(framed(&call, StatusCode::OK, &parts));
    }
    parts.extend(drawing.all(&path, blank).await?);
    parts.extend(deciding(&call, &path, &drawing, &held).await?);
    parts.push(choosing(&call, &token, (&list, at), (&theirs, columns)));
    Ok(framed(&call, StatusCode::OK, &parts))
}

pub(super) const NOT_NAMED: Words = words(
    "这个数不是一条条记录加起来的，或者记录太多，没法跟名单逐条对。请选场次、人次、人数这样的数，或者缩短时间。",
    "This figure is no sum over records, or over too many, so a list cannot be held against it. Choose a count, or a shorter period.",
);
const NO_ROWS: Words = words(
    "名单里没有能用的行：表头下面要有数据，每行至少要有编号或名称。",
    "The list has no usable row: below its header, each row needs a number or a name.",
);
const NO_COLUMNS: Words = words(
    "没认出哪一列是编号、哪一列是名称。请在下面选一选。",
    "It is not clear which column holds the number and which the name. Please choose below.",
);

/// Our side; nothing where it cannot be held against a list.
pub(super) async fn ours_of(
    store: (&store::Store, &Scope),
    figured: &Figured,
    lang: Lang,
) -> Result<Option<Ours>, Stop> {
    if figured.pieces.is_none() || figured.count(store.0, store.1).await? > MOST {
        return Ok(None);
    }
    Ok(ours::read(store, figured, lang).await?)
}

pub(super) fn system(call: &Call) -> Result<Scope, Stop> {
    let park = call.visitor()?.scope.park();
    Ok(Scope::system(park, "a figure against somebody's list"))
}

/// The figure asked for, where it opens to the reader.
pub(super) async fn figured(call: &Call, query: &Fields) -> Result<Figured, Stop> {
    let [figure, period, place] = NAMES.map(|name| query.text(name));
    let this_year = base::Period::Year(call.house.today().year());
    let period = match period {
        "" => this_year,
        text => text.parse().map_err(|_| Stop::NotThere)?,
    };
    let place = match place {
        "" => None,
        text => Some(text.parse::<Id>().map_err(|_| Stop::NotThere)?),
    };
    let asked = Asked {
        key: figure.to_owned(),
        wanted: Wanted {
            period,
            place,
            only: Some(figure.to_owned()),
        },
        at: None,
    };
    let scope = system(call)?;
    let house = &call.house;
    let read = Figured::read(&house.store, &scope, &house.figures, asked).await?;
    let figured = read.ok_or(Stop::NotThere)?;
    match opens(call, &figured)? {
        true => Ok(figured),
        false => Err(Stop::NotThere),
    }
}

/// The pairs of a query that name the figure.
fn figure_of(query: &Fields) -> Fields {
    let pairs = query
        .0
        .iter()
        .filter(|(name, _)| NAMES.contains(&name.as_str()));
    Fields(pairs.cloned().collect())
}

fn columns(query: &Fields, theirs: &Theirs<'_>, ours: &Ours) -> Columns {
    let understood = theirs.understood(ours.kind, ours.summed.as_deref());
    let mut columns = understood;
    for ((_, name), column) in Tells::ALL.iter().zip(columns.iter_mut()) {
        if let Some(chosen) = query.get(name) {
            *column = chosen.parse().ok();
        }
    }
    columns
}

/// What a person decided: `p12=345` says that row 12 is thing 345, `p12=no` that it is none.
fn decided(query: &Fields) -> BTreeMap<u32, Option<String>> {
    let one = |(name, value): &(String, String)| {
        let row: u32 = name.strip_prefix('p')?.parse().ok()?;
        match value.as_str() {
            "" => None,
            "no" => Some((row, None)),
            thing => Some((row, Some(thing.to_owned()))),
        }
    };
    query.0.iter().filter_map(one).collect()
}

fn framed(call: &Call, status: StatusCode, parts: &[Markup]) -> axum::response::Response {
    let lang = call.lang();
    let back = Link::new(
        words("为什么对不上", "Why they differ").get(lang),
        "/explain",
    );
    call.page_as(
        status,
        Sheet {
            title: TITLE.get(lang).to_owned(),
            place: Some(frame::Place::Figures),
            back: Some(back),
            body: section::narrow(parts),
        },
    )
}

fn note(call: &Call, words: Words) -> Markup {
    let lang = call.lang();
    let note = Note {
        standing: Standing::Due,
        title: base::words("还对不起来", "Not compared yet")
            .get(lang)
            .to_owned(),
        body: words.get(lang).into(),
    };
    note.show(call.reading.lang)
}

/// The form that hands a list in.
fn form(
    call: &Call,
    figured: &Figured,
    query: &Fields,
    problem: Option<String>,
) -> axum::response::Response {
    let lang = call.lang();
    let input = Input::File {
        accept: ".xlsx,.csv",
        many: false,
        held: None,
    };
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let mut file = Field::new(
        "list",
        words("名单（Excel 或 CSV）", "The list (XLSX or CSV)").get(lang),
        input,
    );
    file.must = true;
    file.problem = problem;
    let mut with = call.hidden();
    with.extend(figure_of(query).0);
    let form = Form {
        id: "list".to_owned(),
        action: "/explain/list".into(),
        with,
        groups: vec![Group {
            fields: vec![file],
            ..Group::default()
        }],
        save: words("对一对，不写入", "Compare; nothing is written")
            .get(lang)
            .to_owned(),
        ..Form::default()
    };
    let lead = words(
        "先按编号对，没有编号就按名称和日期对；拿不准的由您定。名单只用来对，不会存成记录。",
        "Rows are matched by number, else by name and date; you decide where it is not sure. The list is only compared, never kept as records.",
    );
    let head = Head {
        crumb: draw::about(figured, lang).as_str().into(),
        title: TITLE.get(lang).to_owned(),
        lead: lead.get(lang).into(),
        ..Head::default()
    };
    framed(call, status, &[head.show(lang), form.show(lang)])
}

/// The form that says which sheet and which columns, with every decision sent along.
fn choosing(
    call: &Call,
    token: &str,
    (list, at): (&List, usize),
    (theirs, columns): (&Theirs<'_>, Columns),
) -> Markup {
    let lang = call.lang();
    let labels = [
        words("编号列", "Column of the number"),
        words("名称列", "Column of the name"),
        words("日期列", "Column of the date"),
        words("数量列", "Column of the amount"),
    ];
    let mut fields = Vec::new();
    if list.sheets.len() > 1 {
        let one = |(n, sheet): (usize, &papers::workbook::Sheet)| Choice {
            value: n.to_string(),
            words: sheet.name.clone(),
            count: None,
            on: n == at,
        };
        let choices = list.sheets.iter().enumerate().map(one).collect();
        let label = words("工作表", "Sheet").get(lang);
        fields.push(Field::new(
            "sheet",
            label,
            Input::Pick(vec![(String::new(), choices)]),
        ));
    }
    for (((_, name), label), chosen) in Tells::ALL.iter().zip(labels).zip(columns) {
        let none = Choice {
            words: words("（没有）", "(none)").get(lang).to_owned(),
            on: chosen.is_none(),
            ..Choice::default()
        };
        let one = |(column, words): &(u32, String)| Choice {
            value: column.to_string(),
            words: format!("{} {words}", papers::address::column_name(*column)),
            count: None,
            on: chosen == Some(*column),
        };
        let choices = std::iter::once(none)
            .chain(theirs.header.iter().map(one))
            .collect();
        fields.push(Field::new(
            *name,
            label.get(lang),
            Input::Pick(vec![(String::new(), choices)]),
        ));
    }
    let decided = call.query.0.iter().filter(|(name, _)| is_decision(name));
    let form = Form {
        id: "columns".to_owned(),
        action: format!("/explain/list/{token}").as_str().into(),
        asks: true,
        with: figure_of(&call.query)
            .0
            .into_iter()
            .chain(decided.cloned())
            .collect(),
        groups: vec![Group {
            title: words("名单怎么读", "How the list is read")
                .get(lang)
                .to_owned(),
            fields,
            ..Group::default()
        }],
        save: words("这样读，再对", "Read it so and compare")
            .get(lang)
            .to_owned(),
        ..Form::default()
    };
    form.show(call.reading.lang)
}

fn is_decision(name: &str) -> bool {
    name.strip_prefix('p')
        .is_some_and(|row| row.parse::<u32>().is_ok())
}

/// The pairs to be decided, each with its two answers; what was decided before goes along.
async fn deciding(
    call: &Call,
    path: &str,
    drawing: &draw::Drawing<'_>,
    held: &Held,
) -> Result<Option<Markup>, Stop> {
    const MOST: usize = 30;
    let lang = call.lang();
    if held.unsure.is_empty() {
        return Ok(None);
    }
    let first: Vec<_> = held.unsure.iter().take(MOST).collect();
    let fields = drawing.questions(&first).await?;
    if fields.is_empty() {
        return Ok(None);
    }
    let with = call
        .query
        .0
        .iter()
        .filter(|(name, _)| name != "step" && name != "from");
    let title = match lang {
        Lang::Zh => format!("{} 对拿不准的，请您定", held.unsure.len()),
        Lang::En => format!("{} pairs for you to decide", held.unsure.len()),
    };
    let form = Form {
        id: "pairs".to_owned(),
        action: path.into(),
        asks: true,
        with: with.cloned().collect(),
        groups: vec![Group {
            title,
            fields,
            ..Group::default()
        }],
        save: words("就这样定，再对", "Decide and compare again")
            .get(lang)
            .to_owned(),
        ..Form::default()
    };
    Ok(Some(form.show(call.reading.lang)))
}
