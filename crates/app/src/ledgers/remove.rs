//! Taking a record away: a page that asks for the reason, and the removal.
//!
//! In: a reason. Out: the list, with a word that it is gone; its past and a trail line stay.
//! A record that others need is not removed, and the page says so.

use axum::{http::StatusCode, response::Response};
use base::{Code, Problem, Record, words};
use page::{
    Act, Link,
    field::{Field, Input},
    form::{Form, Group},
    section::{Head, narrow},
};

use super::{form, labels, of_record, saving};
use crate::{
    front::{Call, Done, Stop, show, show::Sheet},
    reports::trace::pages as trace,
};

/// GET `/records/{kind}/{id}/remove`.
///
/// # Errors
/// `NotThere` without such a record.
pub(super) async fn ask(call: Call) -> Done {
    let record = form::one(&call).await?;
    draw(&call, &record, &[]).await
}

/// POST `/records/{kind}/{id}/remove`.
///
/// # Errors
/// `NotThere` without such a record; problems come back on the page.
pub(super) async fn remove(call: Call) -> Done {
    let kind = call.kind()?;
    let record = form::one(&call).await?;
    let reason: String = call.form.text("reason").chars().take(500).collect();
    if reason.is_empty() {
        return draw(&call, &record, &[Problem::of(Code::Missing, "reason")]).await;
    }
    let since = call.form.text("since").parse().unwrap_or(record.since);
    match saving::remove(&call, kind, (record.id, since), &reason, form::once(&call)).await {
        Ok(()) => Ok(show::see_done(
            &format!("/records/{}", kind.name),
            "removed",
        )),
        Err(Stop::Problems(problems)) => draw(&call, &record, &problems).await,
        Err(stop) => Err(stop),
    }
}

async fn draw(call: &Call, record: &Record, problems: &[Problem]) -> Result<Response, Stop> {
    let (kind, lang) = (call.kind()?, call.lang());
    let name = labels::label(kind, record, lang);
    let back = of_record(kind.name, record.id);
    let value = call.form.text("reason").to_owned();
    let mut reason = Field::new(
        "reason",
        words("为什么删除", "Why it is removed").get(lang),
        Input::Long { value, rows: 2 },
    );
    reason.must = true;
    let own = problems.iter().find(|p| p.place.field == "reason");
    reason.problem = own.map(|p| p.message(lang));
    let mut with = call.hidden();
    with.push(("since".to_owned(), record.since.to_string()));
    let form = Form {
        id: "f".to_owned(),
        action: format!("{back}/remove").into(),
        with,
        problems: problems
            .iter()
            .filter(|p| p.place.field != "reason")
            .map(|p| p.message(lang))
            .collect(),
        groups: vec![Group {
            fields: vec![reason],
            ..Group::default()
        }],
        save: words("删除这条记录", "Remove this record")
            .get(lang)
            .to_owned(),
        beside: vec![Act::open(
            words("不删了", "Keep it").get(lang),
            back.as_str(),
        )],
        ..Form::default()
    };
    let title = format!("{} · {name}", words("删除", "Remove").get(lang));
    let lead = words(
        "删除后，统计里不再有它；历史里仍然看得到，由谁、为什么删的也留着。",
        "Once removed it is in no figure any more. Its history stays, with who removed it and why.",
    );
    let head = Head {
        title: title.clone(),
        lead: lead.get(lang).into(),
        ..Head::default()
    };
    let removing = words("删除后", "Once removed, ");
    let moves = trace::section(call, &saving::removed(kind, record), removing).await?;
    let form = Form {
        extra: moves,
        ..form
    };
    let body = narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]);
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(call.page_as(
        status,
        Sheet {
            title,
            place: None,
            back: Some(Link::new(name, back)),
            body,
        },
    ))
}
