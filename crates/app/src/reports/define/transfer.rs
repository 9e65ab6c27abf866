//! All definitions as one file: out to keep or to give, in with everything wrong told at once.
//!
//! In: a TOML file of `[[figure]]`s. Out: definitions added and new versions of those that
//! differ, all or none; what is the same stays untouched, and none is taken away.

use axum::{
    http::{StatusCode, header},
    response::IntoResponse,
};
use base::{Kind, Lang, Words, words};
use figures::{Definition, Definitions, file, file::Fault};
use page::{
    Link,
    field::{Field, Input},
    form::{Form, Group},
    frame,
    section::{self, Head, Section},
};

use super::under_way::definitions_of;
use crate::{
    front::{Call, Done, Stop, see_other, show::Sheet},
    intake::{Given, Taking, take},
    ledgers::saving::Once,
    reports::definitions,
};

const TITLE: Words = words("口径的导出与导入", "Definitions out and in");
const LEAD: Words = words(
    "导出是一个 TOML 文件，可以留底、给别的园区、用文本编辑器改了再导回来。",
    "One TOML file: to keep, to give to another park, or to mend in a text editor and bring back.",
);
const OUT: Words = words("导出全部口径", "Export all definitions");
const FILE: Words = words("口径文件（.toml）", "A file of definitions (.toml)");
const TAKE: Words = words("导入", "Import");
const NO_FILE: Words = words("请选一个文件。", "Choose a file.");
const NO_TEXT: Words = words(
    "这不是文本文件（要 UTF-8）。",
    "This is no text file (UTF-8 is wanted).",
);

/// What an import comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Added.
    pub added: usize,
    /// Another version of one that was there.
    pub changed: usize,
    /// As they were.
    pub same: usize,
}

impl Counts {
    /// In words.
    pub fn said(self, lang: Lang) -> String {
        let Counts {
            added,
            changed,
            same,
        } = self;
        match lang {
            Lang::Zh => format!("新增 {added} 个，更新 {changed} 个，原样 {same} 个。"),
            Lang::En => format!("{added} added, {changed} changed, {same} as they were."),
        }
    }
}

/// What a file changes: each definition that is new or differs, with its next version.
pub fn changes(there: &Definitions, list: &[Definition]) -> (Vec<Definition>, Counts) {
    let mut counts = Counts::default();
    let mut changed = Vec::new();
    for definition in list {
        let Some(old) = there.get(&definition.key) else {
            counts.added += 1;
            changed.push(definition.clone());
            continue;
        };
        let next = Definition {
            version: old.version,
            ..definition.clone()
        };
        if next == *old {
            counts.same += 1;
        } else {
            counts.changed += 1;
            changed.push(Definition {
                version: old.version + 1,
                ..next
            });
        }
    }
    (changed, counts)
}

/// The rows that keep them.
///
/// # Errors
/// Never for definitions that were read.
pub fn rows(kind: &'static Kind, list: &[Definition]) -> Result<Vec<Given>, toml::ser::Error> {
    list.iter().map(|d| definitions::given(kind, d)).collect()
}

/// One fault as a line: where, which, what.
pub fn line(fault: &Fault, lang: Lang) -> String {
    let why = fault.reason.text(lang);
    let key = match (fault.key.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("「{}」", fault.key),
        (false, Lang::En) => format!("“{}” ", fault.key),
    };
    match (fault.line, lang) {
        (0, Lang::Zh) => format!("{key}{why}"),
        (0, Lang::En) => format!("{key}{why}"),
        (n, Lang::Zh) => format!("第 {n} 行 {key}：{why}"),
        (n, Lang::En) => format!("line {n} {key}: {why}"),
    }
}

/// Takes definitions, all or none, under the caller's name.
///
/// # Errors
/// `Problems` with all that is wrong; faults of the store.
pub(super) async fn taken(
    call: &Call,
    there: &Definitions,
    list: &[Definition],
    note: &str,
) -> Result<Counts, Stop> {
    let kind = call.catalogue().kind("definitions").ok_or(Stop::NotThere)?;
    let (list, counts) = changes(there, list);
    if list.is_empty() {
        return Ok(counts);
    }
    let once = Once {
        key: call.form.text("once").to_owned(),
        sent: format!("{note} {list:?}"),
    };
    let house = &call.house;
    let taking = Taking {
        scope: call.visitor()?.scope.clone(),
        act: call.act(note)?,
        key: once.key(),
        world: house.world().await?,
        sealer: house.sealer.clone(),
        also: Vec::new(),
    };
    take(
        &house.store,
        &taking,
        rows(kind, &list).map_err(Stop::fault)?,
    )
    .await?;
    Ok(counts)
}

/// GET `/figures/file`: every definition.
///
/// # Errors
/// Faults of the store.
pub async fn export(call: Call) -> Done {
    let all = definitions_of(&call).await?;
    let text = file::written(all.iter()).map_err(|why| Stop::Fault(why.to_string().into()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/toml; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"definitions.toml\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// GET `/figures/import`.
///
/// # Errors
/// None of its own.
pub async fn show(call: Call) -> Done {
    let said = match call.query.get("added") {
        Some(_) => {
            let number = |name: &str| call.query.text(name).parse().unwrap_or(0);
            let counts = Counts {
                added: number("added"),
                changed: number("changed"),
                same: number("same"),
            };
            counts.said(call.lang())
        }
        None => String::new(),
    };
    Ok(draw(&call, said, Vec::new(), StatusCode::OK))
}

/// POST `/figures/import`: a file comes in, whole or not at all.
///
/// # Errors
/// Faults of the store; what is wrong with the file is told on the page.
pub async fn import(call: Call) -> Done {
    let lang = call.lang();
    let refused = |why: Vec<String>| {
        Ok(draw(
            &call,
            String::new(),
            why,
            StatusCode::UNPROCESSABLE_ENTITY,
        ))
    };
    let sent = call
        .files
        .iter()
        .find(|f| f.field == "file" && !f.content.is_empty());
    let Some(sent) = sent else {
        return refused(vec![NO_FILE.get(lang).to_owned()]);
    };
    let Ok(text) = std::str::from_utf8(&sent.content) else {
        return refused(vec![NO_TEXT.get(lang).to_owned()]);
    };
    let there = definitions_of(&call).await?;
    let list = match file::read(text, &there, &call.catalogue()) {
        Ok(list) => list,
        Err(faults) => return refused(faults.iter().map(|f| line(f, lang)).collect()),
    };
    let Counts {
        added,
        changed,
        same,
    } = taken(&call, &there, &list, &sent.name).await?;
    Ok(see_other(&format!(
        "/figures/import?added={added}&changed={changed}&same={same}"
    )))
}

fn draw(
    call: &Call,
    said: String,
    problems: Vec<String>,
    status: StatusCode,
) -> axum::response::Response {
    let lang = call.lang();
    let input = Input::File {
        accept: ".toml",
        many: false,
        held: None,
    };
    let form = Form {
        id: "definitions".to_owned(),
        action: "/figures/import".into(),
        with: call.hidden(),
        problems,
        groups: vec![Group {
            fields: vec![Field::new("file", FILE.get(lang), input)],
            ..Group::default()
        }],
        save: TAKE.get(lang).to_owned(),
        ..Form::default()
    };
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: if said.is_empty() {
            LEAD.get(lang).into()
        } else {
            said.as_str().into()
        },
        doing: vec![page::Act::open(OUT.get(lang), "/figures/file")],
        ..Head::default()
    };
    let body = section::narrow(&[head.show(lang), Section::new("", form.show(lang)).show()]);
    call.page_as(
        status,
        Sheet {
            title: TITLE.get(lang).to_owned(),
            place: Some(frame::Place::Figures),
            back: Some(Link::new(words("数据", "Figures").get(lang), "/figures")),
            body,
        },
    )
}
