//! 待核: the rows that were held back, to be mended and taken, or given up.
//!
//! In: what an import held. Out: a list of them with what is wrong, a form for each. A row is
//! seen by whoever may write its kind. Nothing held is lost until somebody takes or gives it up.

use axum::{http::StatusCode, response::Response};
use base::{Act as Deed, Problem, Source, Words, words};
use page::{
    Act, Link, To,
    field::{Field, Input, Keyboard},
    form::{Form, Group},
    frame::Place,
    section::{Head, Item, Section, items, narrow},
};
use store::Write;

use crate::{
    front::{
        Call, Done, Stop,
        show::{self, Sheet},
    },
    intake::{
        Cell, Taking,
        hold::{self, Held},
        take,
    },
};

/// Where the list is.
pub const PAGE: &str = "/import/held";
const TITLE: Words = words("待核的行", "Rows held back");
/// Rows shown at once; the next come when these are done.
const MOST: usize = 200;

/// GET `/import/held`.
///
/// # Errors
/// Faults of the store.
pub(super) async fn all(call: Call) -> Done {
    let lang = call.lang();
    let rows = rows(&call).await?;
    let head = Head {
        title: format!("{} · {}", TITLE.get(lang), rows.len()),
        lead: words(
            "导入时留下的行。改好就取用，确实不要就放弃；在这之前，统计里都不算它们。",
            "Rows an import held back. Mend and take them, or give them up; until then no figure counts them.",
        )
        .get(lang)
        .into(),
        ..Head::default()
    };
    let mut parts = vec![head.show(lang)];
    let mut kinds: Vec<&'static base::Kind> = Vec::new();
    for row in rows.iter().take(MOST) {
        if !kinds.iter().any(|k| k.name == row.given.kind.name) {
            kinds.push(row.given.kind);
        }
    }
    for kind in kinds {
        let of_kind = rows
            .iter()
            .take(MOST)
            .filter(|r| r.given.kind.name == kind.name);
        let list: Vec<Item> = of_kind.map(|row| item(&call, row)).collect();
        parts.push(Section::new(kind.words.get(lang), items(&list, lang)).show());
    }
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(Place::Ledgers),
        back: Some(Link::new(
            words("从表格导入", "Import").get(lang),
            "/import",
        )),
        body: narrow(&parts),
    }))
}

fn item(call: &Call, row: &Held) -> Item {
    let lang = call.lang();
    let first: Vec<String> = row
        .given
        .cells
        .iter()
        .take(4)
        .map(|told| words_of(&told.cell))
        .collect();
    let wrong: Vec<String> = row.problems.iter().map(|p| p.message(lang)).collect();
    let why = match wrong.is_empty() {
        true => words("等别的行先取用", "waits for another row")
            .get(lang)
            .to_owned(),
        false => wrong.join(" "),
    };
    Item {
        what: first.join(" · "),
        small: format!("{} {} {}", from(row), place(row, call), why),
        href: Some(format!("{PAGE}/{}", name(row)).into()),
        ..Item::default()
    }
}

fn from(row: &Held) -> String {
    format!("{} › {}", row.given.origin.workbook, row.given.origin.sheet)
}

fn place(row: &Held, call: &Call) -> String {
    match call.lang() {
        base::Lang::Zh => format!("第{}行：", row.given.row),
        base::Lang::En => format!("row {}: ", row.given.row),
    }
}

/// A cell as it was written.
fn words_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Fault(text) => text.to_string(),
        Cell::Number(n) => n.to_string(),
        Cell::Serial(n) => base::Day::from_serial(n.trunc() as i64)
            .map_or_else(|| n.to_string(), |day| day.to_string()),
        Cell::Yes(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Cell::Ids(ids) => ids
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、"),
    }
}

/// By what a held row goes in an address.
fn name(row: &Held) -> String {
    let digest = seal::token::digest(&row.key);
    digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn rows(call: &Call) -> Result<Vec<Held>, Stop> {
    let house = &call.house;
    let scope = &call.visitor()?.scope;
    Ok(hold::list(&house.store, scope, house.sealer.as_ref()).await?)
}

async fn one(call: &Call) -> Result<Held, Stop> {
    let wanted = call.params.get("row").cloned().unwrap_or_default();
    let found = rows(call)
        .await?
        .into_iter()
        .find(|row| name(row) == wanted);
    found.ok_or(Stop::NotThere)
}

/// GET `/import/held/{row}`.
///
/// # Errors
/// `NotThere` when it is held no more, or by a kind the caller may not write.
pub(super) async fn show(call: Call) -> Done {
    let row = one(&call).await?;
    let problems = row.problems.clone();
    draw(&call, &row, &problems, StatusCode::OK)
}

/// POST `/import/held/{row}`: takes it, as mended.
///
/// # Errors
/// As `show`; problems come back on the form.
pub(super) async fn mend(call: Call) -> Done {
    let row = one(&call).await?;
    let edits: Vec<(String, String)> = parts(&row)
        .into_iter()
        .filter_map(|part| Some((part.clone(), call.form.get(&part)?.to_owned())))
        .collect();
    let house = &call.house;
    let taking = Taking {
        scope: call.visitor()?.scope.clone(),
        act: Deed {
            source: Source::Import,
            ..call.act(&row.given.origin.workbook)?
        },
        key: None,
        world: house.world().await?,
        sealer: house.sealer.clone(),
        also: row.drops(house.sealer.as_ref()),
    };
    match take(&house.store, &taking, vec![row.mended(&edits)]).await {
        Ok(_) => Ok(show::see_done(PAGE, "taken")),
        Err(store::WriteError::Problems(problems)) => {
            draw(&call, &row, &problems, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// POST `/import/held/{row}/drop`: gives it up.
///
/// # Errors
/// As `show`.
pub(super) async fn give_up(call: Call) -> Done {
    let row = one(&call).await?;
    let changes = row.drops(call.house.sealer.as_ref());
    let write = Write::of(call.house.door.clone(), call.act("")?, changes);
    call.write(write).await?;
    Ok(show::see_done(PAGE, "removed"))
}

/// The fields and items that its row gives or its kind needs, by name.
fn parts(row: &Held) -> Vec<String> {
    let given = row
        .given
        .cells
        .iter()
        .map(|told| row.given.place(Some(told.part)).field);
    let mut parts: Vec<String> = given.collect();
    let needed = row
        .given
        .kind
        .typed()
        .filter(|f| f.must)
        .map(|f| f.name.to_owned());
    let wrong = row.problems.iter().map(|p| p.place.field.clone());
    for name in needed.chain(wrong).filter(|n| !n.is_empty()) {
        if !parts.contains(&name) {
            parts.push(name);
        }
    }
    parts
}

fn draw(
    call: &Call,
    row: &Held,
    problems: &[Problem],
    status: StatusCode,
) -> Result<Response, Stop> {
    let lang = call.lang();
    let field = |name: String| {
        let told = row
            .given
            .cells
            .iter()
            .find(|t| row.given.place(Some(t.part)).field == name);
        let was = told.map(|t| words_of(&t.cell)).unwrap_or_default();
        let value = call.form.get(&name).map_or(was, str::to_owned);
        let words = row
            .given
            .kind
            .field(&name)
            .map_or_else(|| name.clone(), |f| f.words.get(lang).to_owned());
        let problem = problems.iter().find(|p| p.place.field == name);
        Field {
            problem: problem.map(|p| p.message(lang)),
            ..Field::new(
                name,
                words,
                Input::Text {
                    value,
                    keyboard: Keyboard::Text,
                    autocomplete: "off",
                },
            )
        }
    };
    let head = Head {
        crumb: from(row).as_str().into(),
        title: format!(
            "{} {}",
            row.given.kind.words.get(lang),
            place(row, call).trim_end_matches(['：', ':', ' '])
        ),
        ..Head::default()
    };
    let mut give_up = Act::open(words("放弃这一行", "Give this row up").get(lang), "#");
    give_up.to = To::Post(format!("{PAGE}/{}/drop", name(row)).into(), call.hidden());
    let own = |p: &&Problem| p.place.field.is_empty();
    let form = Form {
        id: "held".to_owned(),
        action: format!("{PAGE}/{}", name(row)).into(),
        with: call.hidden(),
        problems: problems
            .iter()
            .filter(own)
            .map(|p| p.message(lang))
            .collect(),
        groups: vec![Group {
            fields: parts(row).into_iter().map(field).collect(),
            ..Group::default()
        }],
        save: words("取用这一行", "Take this row").get(lang).to_owned(),
        ..Form::default()
    };
    let body = narrow(&[head.show(lang), form.show(lang), give_up.button()]);
    Ok(call.page_as(
        status,
        Sheet {
            title: TITLE.get(lang).to_owned(),
            place: Some(Place::Ledgers),
            back: Some(Link::new(TITLE.get(lang), PAGE)),
            body,
        },
    ))
}
