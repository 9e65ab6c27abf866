//! What was done to a record, by whom, and what it was before.
//!
//! In: the trail and the record's past. Out: the doings, latest first, each with the fields
//! that changed. A field hidden from the reader is hidden in its past too.

use std::collections::{BTreeSet, HashMap};

use base::{Answer, Ask, Id, Kind, Lang, Record, TrailLine, Words, words};
use page::{
    Link, Markup,
    pages::Pages,
    record::{self, Change, Entry},
    section::{Head, narrow},
};

use super::{form, labels, of_record, show};
use crate::{
    access::account,
    front::{Call, Done, Stop, show::Sheet},
};

/// So many doings stand on a page.
const PAGE: u32 = 100;
/// And no more pages than this are turned to.
const LAST: u32 = 100;

/// GET `/records/{kind}/{id}/history`.
///
/// # Errors
/// `NotThere` without such a record.
pub(super) async fn show(call: Call) -> Done {
    let (kind, lang) = (call.kind()?, call.lang());
    let (record, gone) = match form::one(&call).await {
        Ok(record) => (record, false),
        Err(Stop::NotThere) => (last(&call, kind).await?, true),
        Err(stop) => return Err(stop),
    };
    let name = labels::label(kind, &record, lang);
    let name = match (gone, lang) {
        (false, _) => name,
        (true, Lang::Zh) => format!("{name}（已删除）"),
        (true, Lang::En) => format!("{name} (removed)"),
    };
    let title = format!("{} · {name}", words("经过", "History").get(lang));
    let head = Head {
        title: title.clone(),
        ..Head::default()
    };
    let (doings, ways) = page(&call, kind, &record).await?;
    let body = narrow(&[head.show(call.reading.lang), doings, ways]);
    let back = match gone {
        true => Link::new(kind.words.get(lang), format!("/records/{}", kind.name)),
        false => Link::new(name, of_record(kind.name, record.id)),
    };
    Ok(call.page(Sheet {
        title,
        place: None,
        back: Some(back),
        body,
    }))
}

/// The page of doings that `page=` asks for, with the ways to the others.
async fn page(call: &Call, kind: &'static Kind, record: &Record) -> Result<(Markup, Markup), Stop> {
    let asked = call.query.text("page").parse().ok();
    let at: u32 = asked.filter(|n| (1..=LAST).contains(n)).unwrap_or(1);
    let (skip, limit) = ((at - 1) * PAGE, at * PAGE + 1);
    let mut lines = lines(call, kind, record, limit).await?;
    let more = lines.len() == limit as usize && at < LAST;
    lines.truncate((at * PAGE) as usize);
    let lines = lines.get(skip as usize..).unwrap_or_default();
    let bare = format!("{}/history", of_record(kind.name, record.id));
    let to = |n: u32| match n {
        1 => bare.as_str().into(),
        n => format!("{bare}?page={n}").into(),
    };
    let ways = Pages {
        first: (at > 1).then(|| to(1)),
        before: (at > 1).then(|| to(at - 1)),
        after: more.then(|| to(at + 1)),
        at: String::new(),
    };
    let doings = drawn(call, kind, record, lines).await?;
    Ok((doings, ways.show(call.reading.lang)))
}

/// A removed record as it last stood.
///
/// # Errors
/// `NotThere` when there never was one that the reader may see.
async fn last(call: &Call, kind: &'static Kind) -> Result<Record, Stop> {
    let ask = Ask::Past {
        kind: kind.name.to_owned(),
        id: call.id()?,
    };
    match call.ask_one(ask).await? {
        Answer::Past(past) => past
            .into_iter()
            .next()
            .map(|(_, record)| record)
            .ok_or(Stop::NotThere),
        _ => Err(Stop::NotThere),
    }
}

/// The last doings of a record.
///
/// # Errors
/// A fault of the store.
pub(super) async fn lately(
    call: &Call,
    kind: &'static Kind,
    record: &Record,
    most: u32,
) -> Result<Markup, Stop> {
    let lines = lines(call, kind, record, most).await?;
    drawn(call, kind, record, &lines).await
}

/// The last doings of a record as the trail has them, latest first.
async fn lines(
    call: &Call,
    kind: &'static Kind,
    record: &Record,
    limit: u32,
) -> Result<Vec<TrailLine>, Stop> {
    let ask = Ask::Trail {
        kind: kind.name.to_owned(),
        id: Some(record.id),
        limit,
    };
    Ok(match call.ask_one(ask).await? {
        Answer::Trail(lines) => lines,
        _ => Vec::new(),
    })
}

/// Some doings of a record, each with what it changed.
async fn drawn(
    call: &Call,
    kind: &'static Kind,
    record: &Record,
    lines: &[TrailLine],
) -> Result<Markup, Stop> {
    let ask = Ask::Past {
        kind: kind.name.to_owned(),
        id: record.id,
    };
    let past = match call.ask_one(ask).await? {
        Answer::Past(past) => past,
        _ => Vec::new(),
    };
    // Oldest first: what stood, and what came after it.
    let mut stood: Vec<&Record> = past.iter().rev().map(|(_, r)| r).collect();
    stood.push(record);
    let all: Vec<Record> = stood.iter().map(|r| (*r).clone()).collect();
    let links: Vec<&'static str> = kind.fields.iter().map(|f| f.name).collect();
    let names = labels::of_links(call, kind, &all, &links).await?;
    let people = people(call, lines).await?;
    let entries: Vec<Entry> = lines
        .iter()
        .map(|line| entry(call, kind, line, (&all, &names, &people)))
        .collect();
    Ok(record::history(&entries, call.reading.lang))
}

async fn people(call: &Call, lines: &[TrailLine]) -> Result<HashMap<Id, String>, Stop> {
    let actors: BTreeSet<Id> = lines
        .iter()
        .map(|l| l.actor)
        .filter(|id| id.0 > 0)
        .collect();
    let mut people = HashMap::new();
    for actor in actors {
        if let Some(account) = account::one(&call.house, actor).await? {
            people.insert(actor, account.name);
        }
    }
    Ok(people)
}

fn entry(
    call: &Call,
    kind: &'static Kind,
    line: &TrailLine,
    (all, names, people): (&[Record], &labels::Labels, &HashMap<Id, String>),
) -> Entry {
    let lang = call.lang();
    let (day, time) = call.house.day_and_time(line.at);
    // The state this doing led to is the one that stands since then.
    let after = all.iter().position(|r| r.since == line.at);
    let before = after
        .and_then(|at| at.checked_sub(1))
        .and_then(|at| all.get(at));
    let after = after.and_then(|at| all.get(at));
    let changes = match (before, after) {
        (Some(before), Some(after)) => changed(kind, before, after, (names, lang)),
        _ => Vec::new(),
    };
    let note = if line.note.is_empty() {
        String::new()
    } else {
        format!(" · {}", line.note)
    };
    Entry {
        when: format!("{day} {time}"),
        who: people.get(&line.actor).cloned().unwrap_or_default(),
        what: format!(
            "{} · {}{note}",
            verb(&line.verb).get(lang),
            door(&line.source).get(lang)
        )
        .into(),
        changes,
    }
}

fn changed(
    kind: &'static Kind,
    before: &Record,
    after: &Record,
    names: (&labels::Labels, Lang),
) -> Vec<Change> {
    let fields = kind.fields.iter().filter(|f| show::is_shown(kind, f));
    fields
        .filter(|f| before.value(kind, f.name) != after.value(kind, f.name))
        .map(|f| Change {
            field: f.words.get(names.1).to_owned(),
            old: show::fact(kind, f, before, names),
            new: show::fact(kind, f, after, names),
        })
        .collect()
}

fn verb(code: &str) -> Words {
    match code {
        "add" => words("新增", "Added"),
        "remove" => words("删除", "Removed"),
        _ => words("修改", "Changed"),
    }
}

fn door(code: &str) -> Words {
    match code {
        "form" => words("页面填写", "by form"),
        "import" => words("表格导入", "by import"),
        "api" => words("程序写入", "by a program"),
        "command" => words("命令行", "by command"),
        _ => words("系统", "by the system"),
    }
}
