//! A definition's versions: what it said, in both languages, since when and by whom.
//!
//! In: the record that holds it, its past and its trail. Out: every version, the present one
//! first. An old one that names what is gone says so and is still told.

use base::{Answer, Ask, Id, Lang, Record, TrailLine, Words, words};
use figures::{Definition, Definitions, sentence};
use page::{
    Link, Piece, frame,
    record::{Entry, history},
    section::{self, Head},
};

use super::under_way::definitions_of;
use crate::{
    access::account,
    front::{Call, Done, Stop, show::Sheet},
};

const TITLE: Words = words("历次口径", "Versions");
const MOST: u32 = 200;

/// GET `/figures/{key}/versions`.
///
/// # Errors
/// `NotThere` without such a definition; faults of the store.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let kind = call.catalogue().kind("definitions").ok_or(Stop::NotThere)?;
    let find = Ask::Natural {
        kind: kind.name.to_owned(),
        keys: vec![key.clone()],
    };
    let Some(now) = call.ask_one(find).await?.many().into_iter().next() else {
        return shipped(&call, &key).await;
    };
    let (kind_name, id) = (kind.name.to_owned(), now.id);
    let asks = vec![
        Ask::Past {
            kind: kind_name.clone(),
            id,
        },
        Ask::Trail {
            kind: kind_name,
            id: Some(id),
            limit: MOST,
        },
    ];
    let mut answers = call.ask(asks).await?.into_iter();
    let past = match answers.next() {
        Some(Answer::Past(past)) => past,
        _ => Vec::new(),
    };
    let trail = match answers.next() {
        Some(Answer::Trail(trail)) => trail,
        _ => Vec::new(),
    };
    let all: Vec<Record> = std::iter::once(now)
        .chain(past.into_iter().map(|(_, r)| r))
        .collect();
    let mut entries = Vec::new();
    for record in &all {
        let body = record.text(kind, "body").unwrap_or_default();
        entries.push(entry(&call, record, Definition::read(&key, body).ok(), &trail).await?);
    }
    let name = all
        .first()
        .and_then(|r| r.text(kind, if lang == Lang::Zh { "zh" } else { "en" }));
    let name = name.unwrap_or(&key).to_owned();
    Ok(drawn(&call, &key, &name, &entries))
}

/// One that came with the program, and has no record of the park's own.
async fn shipped(call: &Call, key: &str) -> Done {
    let lang = call.lang();
    let all = definitions_of(call).await?;
    let definition = all.get(key).ok_or(Stop::NotThere)?;
    let came = words("随程序自带", "came with the program");
    let one = Entry {
        when: came.get(lang).to_owned(),
        who: String::new(),
        what: page::Line(vec![Piece::Text(said(call, definition, &all))]),
        changes: Vec::new(),
    };
    let name = match lang {
        Lang::Zh => &definition.zh,
        Lang::En => &definition.en,
    };
    Ok(drawn(call, key, name, &[one]))
}

fn drawn(call: &Call, key: &str, name: &str, entries: &[Entry]) -> axum::response::Response {
    let lang = call.lang();
    let title = format!("{} · {name}", TITLE.get(lang));
    let head = Head {
        title: title.clone(),
        ..Head::default()
    };
    call.page(Sheet {
        title,
        place: Some(frame::Place::Figures),
        back: Some(Link::new(name, format!("/figures/{key}"))),
        body: section::narrow(&[head.show(lang), history(entries, lang)]),
    })
}

/// What a version says, in both languages, the reader's first.
fn said(call: &Call, definition: &Definition, all: &Definitions) -> String {
    let catalogue = call.catalogue();
    let (zh, en) = (
        sentence(definition, all, &catalogue, Lang::Zh),
        sentence(definition, all, &catalogue, Lang::En),
    );
    let version = definition.version;
    match call.lang() {
        Lang::Zh => format!("第 {version} 版「{}」：{zh} {en}", definition.zh),
        Lang::En => format!("Version {version} “{}”: {en} {zh}", definition.en),
    }
}

async fn entry(
    call: &Call,
    record: &Record,
    definition: Option<Definition>,
    trail: &[TrailLine],
) -> Result<Entry, Stop> {
    let lang = call.lang();
    let line = trail.iter().find(|line| line.at == record.since);
    let who = match line.filter(|line| line.actor.0 > 0) {
        Some(line) => person(call, line.actor).await?,
        None => String::new(),
    };
    let (day, time) = call.house.day_and_time(record.since);
    let all = definitions_of(call).await?;
    let what = match definition {
        None => words("读不懂的一版", "a version that cannot be read")
            .get(lang)
            .to_owned(),
        Some(definition) => said(call, &definition, &all),
    };
    Ok(Entry {
        when: format!("{day} {time}"),
        who,
        what: page::Line(vec![Piece::Text(what)]),
        changes: Vec::new(),
    })
}

async fn person(call: &Call, id: Id) -> Result<String, Stop> {
    let account = account::one(&call.house, id).await?;
    Ok(account.map_or_else(String::new, |a| a.name))
}
