//! A kind's form: for a new record and for one that is there, read from its declaration.
//!
//! In: what was typed. Out: the record's page once it is saved, or the form again with every
//! problem beside its field and nothing lost. What is derived is never typed.

use axum::{http::StatusCode, response::Response};
use base::{Ask, Kind, Problem, Record, Type, words};
use maud::Markup;
use page::{
    Act, Link,
    form::{Form, Group},
    section::{Head, narrow},
};

use super::{
    inputs::{self, Offers},
    labels, of_record,
    saving::{self, Once},
};
use crate::{
    front::{Call, Done, Stop, show, show::Sheet},
    intake::{Aim, Given},
    reports::trace::pages as trace,
};

/// GET `/records/{kind}/new`.
///
/// # Errors
/// Faults of the store.
pub(super) async fn blank(call: Call) -> Done {
    draw(&call, None, &[], None).await
}

/// POST `/records/{kind}/new`.
///
/// # Errors
/// Faults of the store; problems come back on the form.
pub(super) async fn add(call: Call) -> Done {
    let kind = call.kind()?;
    if call.form.get("see").is_some() {
        return see(&call, None, Aim::New).await;
    }
    match save(&call, kind, Aim::New).await {
        Ok(id) => Ok(show::see_done(&of_record(kind.name, id), "added")),
        Err(Stop::Problems(problems)) => draw(&call, None, &problems, None).await,
        Err(stop) => Err(stop),
    }
}

/// GET `/records/{kind}/{id}/change`.
///
/// # Errors
/// `NotThere` without such a record.
pub(super) async fn filled(call: Call) -> Done {
    let record = changeable(&call).await?;
    draw(&call, Some(&record), &[], None).await
}

/// POST `/records/{kind}/{id}/change`.
///
/// # Errors
/// `NotThere` without such a record; problems come back on the form.
pub(super) async fn change(call: Call) -> Done {
    let kind = call.kind()?;
    let record = changeable(&call).await?;
    let since = call.form.text("since").parse().unwrap_or(record.since);
    let aim = Aim::Change {
        id: record.id,
        since,
    };
    if call.form.get("see").is_some() {
        return see(&call, Some(&record), aim).await;
    }
    match save(&call, kind, aim).await {
        Ok(id) => Ok(show::see_done(&of_record(kind.name, id), "changed")),
        Err(Stop::Problems(problems)) => draw(&call, Some(&record), &problems, None).await,
        Err(stop) => Err(stop),
    }
}

/// The record in the path, when the caller sees all of it: what one does not see, one would
/// blank.
async fn changeable(call: &Call) -> Result<Record, Stop> {
    let record = one(call).await?;
    if record.hidden.is_empty() {
        Ok(record)
    } else {
        Err(Stop::NotThere)
    }
}

/// The record in the path, when the caller may see it.
///
/// # Errors
/// `NotThere` otherwise.
pub async fn one(call: &Call) -> Result<Record, Stop> {
    let kind = call.kind()?;
    let ask = Ask::One {
        kind: kind.name.to_owned(),
        id: call.id()?,
    };
    call.ask_one(ask).await?.one().ok_or(Stop::NotThere)
}

/// The form again, with what saving it would move; or with what is wrong.
async fn see(call: &Call, record: Option<&Record>, aim: Aim) -> Done {
    let given = given(call, call.kind()?, aim);
    match saving::unsaved(call, given).await {
        Ok(changes) => {
            let saving = words("保存后", "Once saved, ");
            let moves = trace::section(call, &changes, saving).await?;
            draw(call, record, &[], moves).await
        }
        Err(Stop::Problems(problems)) => draw(call, record, &problems, None).await,
        Err(stop) => Err(stop),
    }
}

async fn save(call: &Call, kind: &'static Kind, aim: Aim) -> Result<base::Id, Stop> {
    let given = given(call, kind, aim);
    Ok(saving::save(call, given, once(call), "").await?.id)
}

/// What the form says, as a given row.
fn given(call: &Call, kind: &'static Kind, aim: Aim) -> Given {
    let sent = inputs::sent(kind, &call.form, aim == Aim::New);
    let (given, _) = Given::typed(
        kind,
        aim,
        sent.iter()
            .map(|(name, cell)| (name.as_str(), cell.clone())),
    );
    given
}

/// What makes the form's writing happen once.
pub fn once(call: &Call) -> Once {
    let bare = call.form.with("token", None).with("once", None);
    Once {
        key: call.form.text("once").to_owned(),
        sent: format!("{} {}", call.path, bare.write()),
    }
}

async fn draw(
    call: &Call,
    record: Option<&Record>,
    problems: &[Problem],
    moves: Option<Markup>,
) -> Result<Response, Stop> {
    let (kind, lang) = (call.kind()?, call.lang());
    let see = (
        "see".to_owned(),
        "1".to_owned(),
        trace::SEE.get(lang).to_owned(),
    );
    let also = trace::may_see(call).then_some(see);
    let fields = fields(call, kind, record, problems).await?;
    let own = |problem: &&Problem| !fields.iter().any(|f| f.name == problem.place.field);
    let loose = problems.iter().filter(own).map(|p| p.message(lang));
    let (title, back) = called(kind, record, lang);
    let leave = Act::open(words("不存了", "Leave it").get(lang), back.as_str());
    let form = Form {
        id: "f".to_owned(),
        action: call.path.split('?').next().unwrap_or("/").into(),
        with: hidden(call, record, problems),
        problems: loose.collect(),
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: words("保存", "Save").get(lang).to_owned(),
        live: also.is_some(),
        also: also.into_iter().collect(),
        extra: moves,
        beside: vec![leave],
        ..Form::default()
    };
    let head = Head {
        title: title.clone(),
        ..Head::default()
    };
    let sheet = Sheet {
        title,
        place: None,
        back: Some(Link::new(kind.words.get(lang), back)),
        body: narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]),
    };
    Ok(call.page_as(status(problems), sheet))
}

/// The status of a form: good as it is, or with something to mend.
pub(super) fn status(problems: &[Problem]) -> StatusCode {
    if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// The inputs: what was typed where something was, else what stands; each with its problem.
async fn fields(
    call: &Call,
    kind: &'static Kind,
    record: Option<&Record>,
    problems: &[Problem],
) -> Result<Vec<page::field::Field>, Stop> {
    let offers = Offers::of(call, kind, record).await?;
    let typed = !call.form.0.is_empty();
    let today = call.house.today().to_string();
    let mut fields = inputs::fields(kind, call.lang(), &offers, |field, name| {
        if typed {
            return call.form.all(name).map(str::to_owned).collect();
        }
        match record {
            Some(record) => offers.present(kind, field, record),
            // What is written down was mostly done today.
            None if field.name == kind.when && field.kind == Type::Day => vec![today.clone()],
            None => Vec::new(),
        }
    });
    if record.is_none() {
        // What the program can give is asked for last.
        let numbered = |name: &str| kind.field(name).is_some_and(|f| f.numbered.is_some());
        fields.sort_by_key(|field| numbered(&field.name));
    }
    for field in &mut fields {
        let wrong = problems.iter().find(|p| p.place.field == field.name);
        field.problem = wrong.map(|p| told(p, &field.label, call.lang()));
    }
    Ok(fields)
}

/// A problem as it stands under its field's own name, which it need not say again.
fn told(problem: &Problem, label: &str, lang: base::Lang) -> String {
    let said = problem.message(lang);
    let name = match lang {
        base::Lang::Zh => format!("「{label}」："),
        base::Lang::En => format!("{label}: "),
    };
    said.strip_prefix(&name).map_or(said.clone(), str::to_owned)
}

/// The page's title, and where its way back leads.
fn called(kind: &'static Kind, record: Option<&Record>, lang: base::Lang) -> (String, String) {
    let add = words("记一条", "Add").get(lang);
    let change = words("修改", "Change").get(lang);
    match record {
        None => (
            format!("{add} · {}", kind.words.get(lang)),
            format!("/records/{}", kind.name),
        ),
        Some(record) => (
            format!("{change} · {}", labels::label(kind, record, lang)),
            of_record(kind.name, record.id),
        ),
    }
}

/// What goes along unseen: the token, the key, and the moment the writer saw. A form sent back
/// keeps that moment, unless it was just what was wrong.
fn hidden(call: &Call, record: Option<&Record>, problems: &[Problem]) -> Vec<(String, String)> {
    let mut with = call.hidden();
    if let Some(record) = record {
        let changed = problems.iter().any(|p| p.code == base::Code::Changed);
        let seen = call.form.get("since").filter(|_| !changed);
        let since = seen.map_or_else(|| record.since.to_string(), str::to_owned);
        with.push(("since".to_owned(), since));
    }
    with
}
