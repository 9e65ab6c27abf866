//! Sorting an article's photos: what is on each, where it stands, which go.
//!
//! In: an article's photos and what somebody typed beside each. Out: the same photos, changed;
//! a photo taken out is forgotten with its bytes, since whoever agreed may say no later. All
//! that was typed is saved at once or comes back with what is wrong.

use std::collections::HashSet;

use axum::{http::StatusCode, response::Response};
use base::{Change, Problem, Record, Words, words};
use page::{
    Act, Link,
    field::{Choice, Field, Input, Keyboard},
    form::{Form, Group},
    photos,
    section::{Empty, Head, narrow},
};
use store::Write;

use super::{KIND, Photo, all, desk, keep};
use crate::{
    front::{Call, Done, Stop, show, show::Sheet},
    intake::{Aim, Cell, Given, Taking, take},
    ledgers,
};

/// What can be typed beside a photo, with what it asks.
const FIELDS: [(&str, Words); 4] = [
    ("words", words("照片上有什么", "What is on it")),
    ("below", words("图下的话", "Words below it")),
    ("chapter", words("放在哪里", "Where it stands")),
    ("nth", words("第几张", "Order")),
];

/// GET `/records/articles/{id}/photos`.
///
/// # Errors
/// `NotThere` without such an article.
pub(super) async fn show(call: Call) -> Done {
    let (record, photos) = wanted(&call).await?;
    draw(&call, &record, &photos, &[])
}

/// POST `/records/articles/{id}/photos`.
///
/// # Errors
/// `NotThere` without such an article; faults of the store. Problems come back on the page.
pub(super) async fn save(call: Call) -> Done {
    let (record, photos) = wanted(&call).await?;
    let (gone, kept): (Vec<&Photo>, Vec<&Photo>) =
        photos.iter().partition(|photo| goes(&call, photo));
    let also = removal(&call, &gone, &kept).await?;
    let visitor = call.visitor()?;
    let kind = call.catalogue().kind(KIND).ok_or(Stop::NotThere)?;
    let rows: Vec<Given> = kept
        .iter()
        .filter_map(|photo| given(&call, kind, photo))
        .collect();
    if rows.is_empty() && !also.is_empty() {
        let write = Write::of(visitor.scope.clone(), call.act("")?, also);
        call.write(write).await?;
    } else if !rows.is_empty() {
        let taking = Taking {
            scope: visitor.scope.clone(),
            act: call.act("")?,
            key: ledgers::form::once(&call).key(),
            world: call.house.world().await?,
            sealer: call.house.sealer.clone(),
            also,
        };
        match take(&call.house.store, &taking, rows).await {
            Err(store::WriteError::Problems(problems)) => {
                return draw(&call, &record, &photos, &problems);
            }
            done => done?,
        };
    }
    call.house.public.forget();
    Ok(show::see_done(&desk::home(&record), "changed"))
}

async fn wanted(call: &Call) -> Result<(Record, Vec<Photo>), Stop> {
    let record = desk::article(call).await?;
    let found = call.ask_one(desk::ask_of(&record)).await?;
    Ok((record, all(&call.catalogue(), Some(found))))
}

fn name(photo: &Photo, field: &str) -> String {
    format!("{field}-{}", photo.id)
}

fn goes(call: &Call, photo: &Photo) -> bool {
    !call.form.text(&name(photo, "drop")).is_empty()
}

/// The changes that take photos out; bytes that another photo shows as well stay.
async fn removal(call: &Call, gone: &[&Photo], kept: &[&Photo]) -> Result<Vec<Change>, Stop> {
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let files = gone
        .iter()
        .map(|photo| super::asking(base::Filter::is("file", photo.file.as_str())));
    let leaving: HashSet<_> = gone.iter().map(|photo| photo.id).collect();
    let mut used: HashSet<String> = kept.iter().map(|photo| photo.file.clone()).collect();
    for found in call.ask(files.collect()).await? {
        let others = all(&call.catalogue(), Some(found));
        let others = others
            .into_iter()
            .filter(|photo| !leaving.contains(&photo.id));
        used.extend(others.map(|photo| photo.file));
    }
    let mut changes: Vec<Change> = Vec::new();
    for photo in gone {
        changes.push(Change::Remove {
            kind: KIND,
            id: photo.id,
            since: photo.since,
        });
        if used.insert(photo.file.clone()) {
            changes.extend(keep::forget(&photo.file));
        }
    }
    Ok(changes)
}

/// What stands typed beside a photo.
fn typed<'a>(call: &'a Call, photo: &'a Photo, field: &str) -> String {
    let typed = call.form.get(&name(photo, field));
    typed.map_or_else(|| stands(photo, field), |typed| typed.trim().to_owned())
}

/// What a photo's field holds.
fn stands(photo: &Photo, field: &str) -> String {
    match field {
        "words" => photo.words.clone(),
        "below" => photo.below.clone(),
        "chapter" => photo.chapter.to_string(),
        _ => photo.nth.to_string(),
    }
}

/// What was typed beside a photo, when that changes it. Its row is the photo's own number, so
/// that a problem finds its field again.
fn given(call: &Call, kind: &'static base::Kind, photo: &Photo) -> Option<Given> {
    let changed = |field: &str| typed(call, photo, field) != stands(photo, field);
    if !FIELDS.iter().any(|(field, _)| changed(field)) {
        return None;
    }
    let since = call.form.text(&name(photo, "since")).parse();
    let aim = Aim::Change {
        id: photo.id,
        since: since.unwrap_or(photo.since),
    };
    let cells = FIELDS.map(|(field, _)| {
        let text = typed(call, photo, field);
        (field, (!text.is_empty()).then(|| Cell::text(&text)))
    });
    let (mut given, _) = Given::typed(kind, aim, cells);
    given.row = row(photo);
    Some(given)
}

fn row(photo: &Photo) -> u32 {
    u32::try_from(photo.id.0.rem_euclid(i64::from(u32::MAX))).unwrap_or(0)
}

fn group(call: &Call, record: &Record, photo: &Photo, problems: &[Problem]) -> Group {
    let lang = call.lang();
    let one = |(field, label): (&str, Words)| {
        let value = typed(call, photo, field);
        let input = match field {
            "chapter" => {
                let chosen = value.parse().unwrap_or(0);
                let places = desk::chapters(call, record, chosen);
                Input::Pick(vec![(String::new(), places)])
            }
            "nth" => Input::Number {
                value,
                unit: String::new(),
                decimals: false,
            },
            _ => Input::Text {
                value,
                keyboard: Keyboard::Text,
                autocomplete: "",
            },
        };
        let mut shown = Field::new(name(photo, field), label.get(lang), input);
        if field == "words" {
            const WHY: Words = words(
                "看不见照片的人靠它知道；写了才公开",
                "For whoever cannot see it; the photo is public once this is written",
            );
            shown.hint = WHY.get(lang).to_owned();
        }
        let own = |p: &&Problem| p.place.field == field && p.place.row == row(photo);
        shown.problem = problems.iter().find(own).map(|p| p.message(lang));
        shown
    };
    let mut fields: Vec<Field> = FIELDS.map(one).into();
    let drop = Choice {
        value: "1".to_owned(),
        words: words(
            "撤下这张，图片一并销毁",
            "Take this one out and destroy the picture",
        )
        .get(lang)
        .to_owned(),
        count: None,
        on: goes(call, photo),
    };
    let label = words("撤下", "Take out").get(lang);
    fields.push(Field::new(
        name(photo, "drop"),
        label,
        Input::Many(vec![drop]),
    ));
    let mut shown = photo.shown();
    shown.words = match photo.words.as_str() {
        "" => photo.name.clone(),
        said => said.to_owned(),
    };
    shown.private = !photo.is_public();
    Group {
        title: photo.name.clone(),
        lead: Some(photos::photos(
            &[shown],
            photos::Size::Small,
            call.reading.lang,
        )),
        fields,
        ..Group::default()
    }
}

fn draw(
    call: &Call,
    record: &Record,
    photos: &[Photo],
    problems: &[Problem],
) -> Result<Response, Stop> {
    let lang = call.lang();
    let title = words("文章照片", "Photos of the article")
        .get(lang)
        .to_owned();
    let home = desk::home(record);
    let add = Act::open(
        words("添加照片", "Add photos").get(lang),
        format!("{home}/add"),
    );
    let catalogue = call.catalogue();
    let kind = catalogue
        .kind(super::super::article::KIND)
        .ok_or(Stop::NotThere)?;
    let named = record.text(kind, "title").unwrap_or_default().to_owned();
    let head = Head {
        crumb: page::Line::default(),
        title: title.clone(),
        lead: named.clone().into(),
        doing: if photos.is_empty() {
            Vec::new()
        } else {
            vec![add.clone()]
        },
    };
    let mut with = call.hidden();
    with.extend(
        photos
            .iter()
            .map(|photo| (name(photo, "since"), photo.since.to_string())),
    );
    let groups: Vec<Group> = photos
        .iter()
        .map(|photo| group(call, record, photo, problems))
        .collect();
    let own = |p: &&Problem| {
        !photos.iter().any(|photo| p.place.row == row(photo))
            || !FIELDS.iter().any(|(field, _)| *field == p.place.field)
    };
    let form = Form {
        id: "f".to_owned(),
        action: home.as_str().into(),
        with,
        problems: problems
            .iter()
            .filter(own)
            .map(|p| p.message(lang))
            .collect(),
        groups,
        save: words("保存", "Save").get(lang).to_owned(),
        ..Form::default()
    };
    let rest = match photos {
        [] => Empty {
            title: words("还没有照片", "No photos yet").get(lang).to_owned(),
            body: words(
                "放上几张，文章好看得多。拍到人的，先取得同意。",
                "A few photos make an article. Where people are on them, ask them first.",
            )
            .get(lang)
            .to_owned(),
            acts: vec![add.weigh(page::Weight::Main)],
            elsewhere: None,
        }
        .show(),
        _ => form.show(call.reading.lang),
    };
    let status = match problems {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let sheet = Sheet {
        title,
        place: None,
        back: Some(Link::new(
            named,
            ledgers::of_record(record_kind(), record.id),
        )),
        body: narrow(&[head.show(call.reading.lang), rest]),
    };
    Ok(call.page_as(status, sheet))
}

fn record_kind() -> &'static str {
    super::super::article::KIND
}
