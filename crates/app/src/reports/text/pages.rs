//! The pages where the park writes its texts, and puts figures into them.
//!
//! In: what was typed, or a figure and the chapter it is for. Out: the text kept, by the one way
//! in; or the form again with every line that cannot be read and nothing lost. It reads beside
//! the form as it stands now, filled.

use std::{collections::BTreeSet, sync::Arc};

use axum::{http::StatusCode, response::Response};
use base::{Answer, Ask, Lang, Period, Problem, Record, Words, words};
use figures::Definition;
use maud::html;
use page::{
    Act, Fig, Href, Link,
    field::{Choice, Field, Input},
    form::{Form, Group},
    frame,
    section::{self, Head, Item, Section},
};
use store::Scope;

use super::{ANNUAL, About, Filled, Texts, Written, drawn, lists, placed};
use crate::{
    access::parks,
    front::{
        Call, Done, Stop, escaped,
        show::{Sheet, see_done},
    },
    intake::{Aim, Cell, Given},
    ledgers::{form::once, saving::save},
    reports::{
        Values,
        guard::{Guard, Release},
        kept::Wanted,
    },
};

const TITLE: Words = words("文稿", "Texts");
const LEAD: Words = words(
    "报告和材料的正文写在这里，数字的位置写 {口径代码}，每一期自己填上。",
    "The texts of reports and returns. Where a number belongs stands {key}; each period fills itself.",
);
const NOW: Words = words("照现在的记录读起来", "As it reads today");
const KEYS: Words = words("可以放进去的口径", "Figures there are");
const PUT: Words = words("放进去", "Put it in");
const SAVE: Words = words("保存文稿", "Save the text");
const SEE: Words = words("先看看", "See it first");
const KIND: &str = "return_types";

/// The parts of a text that are typed, and how many lines each shows.
const FIELDS: [(&str, Words, u8); 4] = [
    ("title", words("标题", "Title in Chinese"), 1),
    ("body", words("正文", "Text in Chinese"), 24),
    ("title_en", words("英文标题", "Title in English"), 1),
    ("body_en", words("英文正文", "Text in English"), 12),
];

/// The texts of the caller's park.
///
/// # Errors
/// Faults of the store.
pub async fn texts(call: &Call) -> Result<Arc<Texts>, Stop> {
    let park = call.visitor()?.scope.park();
    Ok(call.house.figures.texts(&call.house.store, park).await?)
}

/// The figures that stand in the park's annual report.
///
/// # Errors
/// Faults of the store.
pub async fn in_annual(call: &Call) -> Result<BTreeSet<String>, Stop> {
    let texts = texts(call).await?;
    Ok(texts.get(ANNUAL).map(Written::slots).unwrap_or_default())
}

/// A text of a period as a reader may see it; nobody for what is made public. In a return it is
/// read within its release.
///
/// # Errors
/// Faults of the store, definitions that do not fit.
pub async fn filled(
    call: &Call,
    written: &Written,
    period: Period,
    (reader, release): (Option<&Scope>, Option<&Release>),
    lang: Lang,
) -> Result<(Arc<Values>, Filled), Stop> {
    let (house, park) = (&call.house, call.visitor()?.scope.park());
    let wanted = Wanted {
        period,
        place: None,
        only: None,
    };
    let values = house.figures.values(&house.store, park, wanted).await?;
    let about = parks::about(&house.store, park).await?;
    let about = About {
        park: about.name,
        operator: about.operator,
        period,
    };
    let catalogue = call.catalogue();
    let guard = Guard {
        release,
        ..Guard::new(&values, &catalogue, reader)
    };
    let lists = lists(&house.store, reader, guard, written, lang).await?;
    let filled = Filled::new(written, &about, guard, &lists, lang);
    Ok((values, filled))
}

/// GET `/texts`: the texts there are; with `figure=` to put it into one of them.
///
/// # Errors
/// Faults of the store.
pub async fn all(call: Call) -> Done {
    let lang = call.lang();
    let figure = call.query.get("figure").map(escaped);
    let query = figure.map_or(String::new(), |key| format!("?figure={key}"));
    let item = |written: &Written| Item {
        what: written.name.get(lang).to_owned(),
        href: Some(Href::new(format!("/texts/{}{query}", written.code))),
        ..Item::default()
    };
    let items: Vec<Item> = texts(&call).await?.iter().map(item).collect();
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: LEAD.get(lang).into(),
        ..Head::default()
    };
    let mut list = Section::new("", section::items(&items, call.reading.lang));
    let more = words("报送种类", "Return types").get(lang);
    list.more = Some(Link::new(more, Href::new("/records/return_types")));
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Returns),
        back: None,
        body: section::narrow(&[head.show(call.reading.lang), list.show()]),
    }))
}

/// GET `/texts/{code}`.
///
/// # Errors
/// `NotThere` without such a text; faults of the store.
pub async fn show(call: Call) -> Done {
    let (written, record) = asked(&call).await?;
    draw(&call, &written, record.as_ref(), &[]).await
}

/// POST `/texts/{code}`: keeps it, or with `see` only shows it filled.
///
/// # Errors
/// Faults of the store; problems come back on the form.
pub async fn send(call: Call) -> Done {
    let (written, record) = asked(&call).await?;
    let typed = typed(&call, &written);
    if call.form.get("see").is_some() {
        return draw(&call, &typed, record.as_ref(), &[]).await;
    }
    keep(&call, &typed, record.as_ref()).await
}

/// POST `/texts/{code}/place`: a sentence with a figure at the end of a chapter.
///
/// # Errors
/// As [`send`].
pub async fn place(call: Call) -> Done {
    let (mut written, record) = asked(&call).await?;
    let chapter = call.form.text("chapter").parse().unwrap_or(usize::MAX);
    let said = |name| call.form.text(name).trim();
    if said("sentence").is_empty() && said("sentence_en").is_empty() {
        return draw(&call, &written, record.as_ref(), &[]).await;
    }
    if !said("sentence").is_empty() {
        written.body.zh = placed::placed(&written.body.zh, chapter, said("sentence"));
    }
    // A text without an English half goes on without one.
    if !said("sentence_en").is_empty() && !written.body.en.is_empty() {
        written.body.en = placed::placed(&written.body.en, chapter, said("sentence_en"));
    }
    keep(&call, &written, record.as_ref()).await
}

/// The text asked for, and the record that holds it where the park has one.
async fn asked(call: &Call) -> Result<(Written, Option<Record>), Stop> {
    let code = call.params.get("code").cloned().ok_or(Stop::NotThere)?;
    let written = texts(call).await?.get(&code).cloned();
    let find = Ask::Natural {
        kind: KIND.to_owned(),
        keys: vec![code],
    };
    let found = call.ask_one(find).await.map(Answer::many)?;
    Ok((written.ok_or(Stop::NotThere)?, found.into_iter().next()))
}

/// The text as it was typed.
fn typed(call: &Call, written: &Written) -> Written {
    let field = |name: &str| call.form.text(name).replace("\r\n", "\n").trim().to_owned();
    let mut typed = written.clone();
    typed.title.zh = field("title");
    typed.body.zh = field("body");
    typed.title.en = field("title_en");
    typed.body.en = field("body_en");
    typed
}

/// Keeps a text: in its record, or in a new one over what ships.
async fn keep(call: &Call, written: &Written, record: Option<&Record>) -> Done {
    let kind = call.catalogue().kind(KIND).ok_or(Stop::NotThere)?;
    let mut cells = vec![
        ("title", written.title.zh.as_str()),
        ("body", &written.body.zh),
        ("title_en", &written.title.en),
        ("body_en", &written.body.en),
    ];
    let aim = match record {
        Some(record) => Aim::Change {
            id: record.id,
            since: call.form.text("since").parse().unwrap_or(0),
        },
        None => {
            cells.extend([
                ("code", written.code.as_str()),
                ("name", &written.name.zh),
                ("name_en", &written.name.en),
                ("rhythm", "year"),
            ]);
            Aim::New
        }
    };
    let cells = cells.into_iter().map(|(name, text)| {
        let text = Some(text).filter(|text| !text.trim().is_empty());
        (name, text.map(Cell::text))
    });
    let (given, _) = Given::typed(kind, aim, cells);
    let path = format!("/texts/{}", written.code);
    match save(call, given, once(call), TITLE.get(call.lang())).await {
        Ok(_) => Ok(see_done(&path, "changed")),
        Err(Stop::Problems(problems)) => draw(call, written, record, &problems).await,
        Err(stop) => Err(stop),
    }
}

async fn draw(
    call: &Call,
    written: &Written,
    record: Option<&Record>,
    problems: &[Problem],
) -> Result<Response, Stop> {
    let lang = call.lang();
    let period = period(call);
    let scope = &call.visitor()?.scope;
    let (values, filled) = filled(call, written, period, (Some(scope), None), lang).await?;
    let name = written.name.get(lang);
    let title = match lang {
        Lang::Zh => format!("{name} · 文稿"),
        Lang::En => format!("{name}: its text"),
    };
    let head = Head {
        title: title.clone(),
        lead: LEAD.get(lang).into(),
        ..Head::default()
    };
    let mut body = vec![head.show(call.reading.lang)];
    let figure = call
        .query
        .get("figure")
        .and_then(|key| values.definitions.get(key));
    if let Some(definition) = figure {
        body.push(putting(call, written, record, definition).show());
    }
    body.push(form(call, written, record, problems).show(call.reading.lang));
    let opens = |key: &str, words: &str| {
        Fig::open(
            words,
            "",
            Href::new(format!("/figures/{key}?period={period}")),
        )
    };
    let reads = drawn::report(&filled, &opens).text(call.reading.lang);
    body.push(Section::new(format!("{}（{}）", NOW.get(lang), period.name(lang)), reads).show());
    body.push(keys(call, &values).show());
    let status = match problems {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let sheet = Sheet {
        title,
        place: Some(frame::Place::Returns),
        back: Some(Link::new(TITLE.get(lang), "/texts")),
        body: section::narrow(&body),
    };
    Ok(call.page_as(status, sheet))
}

/// The period a text is read for while it is written: the one asked for, else this year.
fn period(call: &Call) -> Period {
    let asked = call.query.get("period").and_then(|text| text.parse().ok());
    asked.unwrap_or(Period::Year(call.house.today().year()))
}

/// When the record that holds a text came to stand as its writer sees it, sent along.
fn since(call: &Call, record: Option<&Record>) -> Vec<(String, String)> {
    let mut with = call.hidden();
    let typed = call.form.text("since");
    let since = match typed.is_empty() {
        true => record.map_or(String::new(), |record| record.since.to_string()),
        false => typed.to_owned(),
    };
    with.push(("since".to_owned(), since));
    with
}

fn form(call: &Call, written: &Written, record: Option<&Record>, problems: &[Problem]) -> Form {
    let lang = call.lang();
    let value = |name: &str| match name {
        "title" => &written.title.zh,
        "body" => &written.body.zh,
        "title_en" => &written.title.en,
        _ => &written.body.en,
    };
    let field = |(name, label, rows): (&'static str, Words, u8)| {
        let value = value(name).clone();
        let input = match rows {
            1 => Input::Text {
                value,
                keyboard: Default::default(),
                autocomplete: "",
            },
            rows => Input::Long { value, rows },
        };
        let mut field = Field::new(name, label.get(lang), input);
        let own = problems.iter().find(|problem| problem.place.field == name);
        field.problem = own.map(|problem| problem.message(lang));
        field
    };
    let elsewhere =
        |problem: &&Problem| !FIELDS.iter().any(|(name, ..)| *name == problem.place.field);
    Form {
        id: "text".to_owned(),
        action: Href::new(format!("/texts/{}", written.code)),
        with: since(call, record),
        problems: problems
            .iter()
            .filter(elsewhere)
            .map(|p| p.message(lang))
            .collect(),
        groups: vec![Group {
            fields: FIELDS.map(field).into(),
            ..Group::default()
        }],
        save: SAVE.get(lang).to_owned(),
        also: vec![("see".to_owned(), "1".to_owned(), SEE.get(lang).to_owned())],
        ..Form::default()
    }
}

/// The form that puts a figure at the end of a chapter.
fn putting(
    call: &Call,
    written: &Written,
    record: Option<&Record>,
    definition: &Definition,
) -> Section {
    let lang = call.lang();
    let headings = placed::headings(match lang {
        Lang::En if !written.body.en.is_empty() => &written.body.en,
        _ => &written.body.zh,
    });
    let choice = |(at, words): (usize, String)| Choice {
        value: at.to_string(),
        words,
        on: at == headings.len(),
        ..Choice::default()
    };
    let before = words("第一章之前", "Before the first chapter")
        .get(lang)
        .to_owned();
    let chapters = std::iter::once(before).chain(headings.iter().cloned());
    let chapters: Vec<Choice> = chapters.enumerate().map(choice).collect();
    let sentence = |name: &str, label: Words, value: String| {
        Field::new(name, label.get(lang), Input::Long { value, rows: 2 })
    };
    let key = &definition.key;
    let mut fields = vec![
        Field::new(
            "chapter",
            words("放在哪一章的末尾", "At the end of which chapter").get(lang),
            Input::Pick(vec![(String::new(), chapters)]),
        ),
        sentence(
            "sentence",
            words("这句话怎么说", "The sentence in Chinese"),
            format!("{}{{{key}}}。", definition.zh),
        ),
    ];
    if !written.body.en.is_empty() {
        fields.push(sentence(
            "sentence_en",
            words("英文怎么说", "The sentence in English"),
            format!("{}: {{{key}}}.", definition.en),
        ));
    }
    let form = Form {
        id: "put".to_owned(),
        action: Href::new(format!("/texts/{}/place", written.code)),
        with: since(call, record),
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: PUT.get(lang).to_owned(),
        beside: vec![Act::open(
            words("放进另一份", "Into another text").get(lang),
            format!("/texts?figure={}", escaped(key)),
        )],
        ..Form::default()
    };
    let title = match lang {
        Lang::Zh => format!("把“{}”放进去", definition.zh),
        Lang::En => format!("Put “{}” in", definition.en),
    };
    Section::new(title, form.show(call.reading.lang))
}

/// The figures there are, each with the key to write.
fn keys(call: &Call, values: &Values) -> Section {
    let lang = call.lang();
    let item = |definition: &Definition| Item {
        what: match lang {
            Lang::Zh => definition.zh.clone(),
            Lang::En => definition.en.clone(),
        },
        href: Some(Href::new(format!("/figures/{}", definition.key))),
        end: section::End::Soft(format!("{{{}}}", definition.key)),
        ..Item::default()
    };
    let items: Vec<Item> = values.definitions.iter().map(item).collect();
    let show = words("列出来", "List them").get(lang);
    Section::new(
        KEYS.get(lang),
        html! { details { summary { (show) } (section::items(&items, call.reading.lang)) } },
    )
}
