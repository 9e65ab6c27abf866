//! What people do with a return: draft, check, confirm, sign, hand in, send back, correct.
//!
//! In: a form of its desk. Out: one step, written whole; or the desk again with all that stands in
//! the way and nothing typed lost. Signing holds fast what was read; if the records move meanwhile
//! it is read again, and of two who sign at once one wins.

use std::collections::BTreeMap;

use axum::{http::header, response::IntoResponse};
use base::{Change, Code, Id, Problem, Roles, Value, Words, words};
use page::{
    Href,
    field::{Field, Input, Keyboard},
    form::{Form, Group},
};

use super::{
    checked::{Checked, Line, check},
    confirmed::One,
    desk::{draw, open},
    explained::{because, explanations},
    given::Giving,
    paper::{Paper, Stage},
    signed::{self, freeze, signature},
    stands::tried,
    step::Step,
};
use crate::{
    access::parks,
    front::{Call, Done, Stop, see_other, show::see_done},
    intake::{Aim, Cell, Given},
    ledgers::{form::once, saving::save},
    reports::{letter, text::About},
};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// POST `/returns/{id}/draft`: a draft is begun, or goes back to one.
///
/// # Errors
/// Faults of the store; what stands in the way comes back on the desk.
pub async fn draft(call: Call) -> Done {
    let mut step = step(&call, &[Stage::Due, Stage::Draft, Stage::Checking])?;
    step.set = vec![("state", Some("draft".into()))];
    done(&call, step, words("拟稿", "Drafted")).await
}

/// POST `/returns/{id}/check`: the draft is handed to whoever checks it.
///
/// # Errors
/// As [`draft`].
pub async fn submit(call: Call) -> Done {
    let mut step = step(&call, &[Stage::Draft, Stage::Checking])?;
    step.set = vec![("state", Some("checking".into()))];
    done(&call, step, words("送审", "Sent for checking")).await
}

/// POST `/returns/{id}/confirm`: the figures are confirmed as they were shown.
///
/// # Errors
/// As [`draft`].
pub async fn confirm(call: Call) -> Done {
    let open = open(&call).await?;
    if open.text.is_none() {
        return draw(&call, &open, &[Problem::of(Code::NoSuchStep, "state")]).await;
    }
    let checked = check(&call, &open).await?;
    let by = call.visitor()?.scope.actor().0;
    let at = call.house.now();
    let shown = |line: &&Line| call.form.text(&format!("said.{}", line.key)) == line.said;
    let one = |line: &Line| {
        let one = One {
            said: line.said.clone(),
            version: line.version,
            by,
            at,
        };
        (line.key.clone(), one)
    };
    let as_shown = checked.lines.iter().filter(shown).map(one);
    let keep = open
        .paper
        .confirmed
        .clone()
        .with(as_shown)
        .keep(open.paper.record.id);
    let mut step = step(&call, &[Stage::Draft, Stage::Checking])?;
    // Only what was confirmed is written: the return itself stays as it is.
    step.also = Box::new(move |_, _| vec![keep.clone()]);
    done(&call, step, words("核定", "Confirmed")).await
}

/// POST `/returns/{id}/sign`.
///
/// # Errors
/// As [`draft`].
pub async fn sign(call: Call) -> Done {
    match tried(|| Box::pin(try_to_sign(&call))).await {
        Err(Stop::Problems(problems)) => draw(&call, &open(&call).await?, &problems).await,
        other => other,
    }
}

async fn try_to_sign(call: &Call) -> Done {
    let open = open(call).await?;
    let paper = &open.paper;
    let (Some(written), Some(period), Some(_)) = (&paper.written, paper.period, &open.text) else {
        return Err(Stop::Problems(vec![Problem::of(Code::NoSuchStep, "state")]));
    };
    if paper.stage() != Stage::Checking {
        return Err(Stop::Problems(vec![Problem::of(Code::NoSuchStep, "state")]));
    }
    let checked = check(call, &open).await?;
    let because = because(call, &checked);
    let problems = checked.problems(|key| because.contains_key(key));
    if !problems.is_empty() {
        return Err(Stop::Problems(problems));
    }
    let (house, visitor) = (&call.house, call.visitor()?);
    let about = parks::about(&house.store, visitor.scope.park()).await?;
    let about = About {
        park: about.name,
        operator: about.operator,
        period,
    };
    let (store, kept) = (&house.store, &house.figures);
    let release = open.release.clone();
    let frozen = freeze(
        store,
        kept,
        &visitor.scope,
        (written, release),
        &about,
        because,
    )
    .await?;
    let json = serde_json::to_string(&frozen.signed).map_err(Stop::fault)?;
    let mut step = step(call, &[Stage::Checking])?;
    step.on = Some(frozen.signed.seq);
    step.set = vec![
        ("state", Some("signed".into())),
        ("signature", Some(signature(&json).into())),
        ("signed_on", Some(house.today().to_string().into())),
        ("signed_by", Value::text(visitor.account.name.as_str())),
    ];
    let key = paper.record.id.to_string();
    step.also = Box::new(move |making, _| {
        // All that was written before lies behind this moment, and all that follows after it.
        let at = making.now() - 1;
        vec![Change::Keep {
            space: signed::SPACE,
            key: key.clone(),
            value: format!("{at}\n{json}"),
            until: 0,
        }]
    });
    let id = step.id;
    step.take(
        call,
        words("签发", "Signed").get(call.lang()),
        once(call).key(),
    )
    .await?;
    Ok(see_done(&format!("/returns/{id}"), "signed"))
}

/// POST `/returns/{id}/hand-in`: it leaves the house, and each of its numbers with it.
///
/// # Errors
/// As [`draft`].
pub async fn hand_in(call: Call) -> Done {
    let open = open(&call).await?;
    let paper = &open.paper;
    let (Some(archived), Some(_)) = (&paper.archived, &open.text) else {
        return draw(&call, &open, &[Problem::of(Code::NoSuchStep, "state")]).await;
    };
    let checked = check(&call, &open).await?;
    let mut said = archived.signed.because.clone();
    said.extend(because(&call, &checked));
    let problems: Vec<Problem> = checked
        .problems(|key| said.contains_key(key))
        .into_iter()
        .filter(|problem| problem.code == Code::Differs)
        .collect();
    if !problems.is_empty() {
        return draw(&call, &open, &problems).await;
    }
    let kind = call.catalogue().kind("given_out").ok_or(Stop::NotThere)?;
    let recipient = match call.form.text("recipient").trim() {
        "" => paper.text("recipient"),
        typed => typed,
    };
    let given = giving(paper, archived.signed.by, &checked, &said, recipient);
    let (today, time) = call.house.day_and_time(call.house.now());
    let mut step = step(&call, &[Stage::Signed])?;
    step.set = vec![
        ("on", Some(today.to_string().into())),
        // Its rule says whether it is late.
        ("state", None),
        ("recipient", Value::text(recipient)),
    ];
    step.also = Box::new(move |making, _| {
        let change = |giving: &Giving| giving.change(kind, making.id(), (today, &time));
        given.iter().map(change).collect()
    });
    done(&call, step, words("报送", "Handed in")).await
}

/// The numbers of a return as they leave.
fn giving(
    paper: &Paper,
    by: Id,
    checked: &Checked,
    because: &BTreeMap<String, String>,
    recipient: &str,
) -> Vec<Giving> {
    let Some(period) = paper.period else {
        return Vec::new();
    };
    let one = |line: &Line| Giving {
        figure: line.key.clone(),
        version: line.version,
        period,
        place: None,
        said: line.said.clone(),
        value: line.value.clone(),
        recipient: recipient.to_owned(),
        channel: "return",
        by,
        approved_by: Some(by),
        with: Some(paper.record.id),
        because: because.get(&line.key).cloned().unwrap_or_default(),
    };
    checked.lines.iter().map(one).collect()
}

/// POST `/returns/{id}/send-back`: whoever received it sends it back, with a remark.
///
/// # Errors
/// As [`draft`].
pub async fn send_back(call: Call) -> Done {
    let remark = call.form.text("remark").trim().to_owned();
    if remark.is_empty() {
        let open = open(&call).await?;
        return draw(&call, &open, &[Problem::of(Code::Missing, "remark")]).await;
    }
    let mut step = step(&call, &[Stage::Out])?;
    step.set = vec![
        ("state", Some("sent_back".into())),
        ("remark", Some(remark.into())),
    ];
    done(&call, step, words("退回", "Sent back")).await
}

/// POST `/returns/{id}/correct`: another return that corrects this one, as a draft.
///
/// # Errors
/// As [`draft`].
pub async fn correct(call: Call) -> Done {
    let open = open(&call).await?;
    let paper = &open.paper;
    let text = |field: &str| paper.text(field).to_owned();
    let name = match text("name") {
        name if name.ends_with("（更正）") => name,
        name => format!("{name}（更正）"),
    };
    if paper.stage() == Stage::Signed {
        let mut back = step(&call, &[Stage::Signed])?;
        let remark = "签发后没有报送，改为更正。";
        back.set = vec![
            ("state", Some("sent_back".into())),
            ("on", Some(call.house.today().to_string().into())),
            ("remark", Some(remark.into())),
        ];
        let note = words("改为更正", "To be corrected").get(call.lang());
        if let Err(stop) = back.take(&call, note, None).await {
            return stopped(&call, stop).await;
        }
    } else if paper.stage() != Stage::SentBack {
        return draw(&call, &open, &[Problem::of(Code::NoSuchStep, "state")]).await;
    }
    let cells = [
        ("category", text("category")),
        ("name", name),
        ("month", text("month")),
        ("for_period", text("for_period")),
        ("recipient", text("recipient")),
        ("due", text("due")),
        ("handler", text("handler")),
        ("corrects", text("number")),
        ("own_words", text("own_words")),
        ("state", "draft".to_owned()),
    ];
    let cells = cells.iter().map(|(name, text)| {
        let text = Some(text.as_str()).filter(|text| !text.is_empty());
        (*name, text.map(Cell::text))
    });
    let (given, _) = Given::typed(paper.kind, Aim::New, cells);
    match save(&call, given, once(&call), "更正报送").await {
        Ok(saved) => Ok(see_done(&format!("/returns/{}", saved.id), "added")),
        Err(Stop::Problems(problems)) => draw(&call, &open, &problems).await,
        Err(stop) => Err(stop),
    }
}

/// GET `/returns/{id}/return.docx`.
///
/// # Errors
/// `NotThere` where it has no text; faults of the store.
pub async fn word(call: Call) -> Done {
    let open = open(&call).await?;
    let (_, filled) = open.text.as_ref().ok_or(Stop::NotThere)?;
    let address = call.house.config.whole_address();
    let signed = letter::Signed {
        filled_by: open.paper.text("handler").to_owned(),
        checked_by: open.paper.text("signed_by").to_owned(),
    };
    let bytes = letter::word(filled, address.as_deref(), Some(&signed), call.lang());
    let bytes = bytes.map_err(Stop::fault)?;
    let name = format!(
        "attachment; filename=\"return-{}.docx\"",
        open.paper.record.id
    );
    let headers = [
        (header::CONTENT_TYPE, WORD.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

/// A step of the return in the path, as its reader saw it.
///
/// # Errors
/// `NotThere` without one in the path.
pub fn step(call: &Call, from: &'static [Stage]) -> Result<Step, Stop> {
    let since = call.form.text("since").parse().unwrap_or(0);
    Ok(Step::new(call.id()?, since, from))
}

/// Takes a step and leads back to the desk.
///
/// # Errors
/// Faults of the store; what stands in the way comes back on the desk.
pub async fn done(call: &Call, step: Step, note: Words) -> Done {
    let id = step.id;
    match step
        .take(call, note.get(call.lang()), once(call).key())
        .await
    {
        Ok(()) => Ok(see_other(&format!("/returns/{id}"))),
        Err(stop) => stopped(call, stop).await,
    }
}

async fn stopped(call: &Call, stop: Stop) -> Done {
    match stop {
        Stop::Problems(problems) => draw(call, &open(call).await?, &problems).await,
        stop => Err(stop),
    }
}

/// The form of the next step, where it wants more than a press.
///
/// # Errors
/// `SignIn` when nobody is.
pub fn forms(
    call: &Call,
    paper: &Paper,
    checked: &Checked,
    problems: &[Problem],
) -> Result<Option<Form>, Stop> {
    let lang = call.lang();
    let roles = call.visitor()?.scope.roles();
    let manages = roles.any(Roles::MANAGERS);
    let receives = manages || roles.any(super::RECEIVERS);
    let unconfirmed = checked.lines.iter().any(|line| line.confirmed_by.is_none());
    let mut with = call.hidden();
    with.push(("since".to_owned(), paper.record.since.to_string()));
    let (step, save, fields): (&str, Words, Vec<Field>) = match paper.stage() {
        Stage::Checking if manages && unconfirmed => {
            let shown = |line: &Line| (format!("said.{}", line.key), line.said.clone());
            with.extend(checked.lines.iter().map(shown));
            ("confirm", words("全部核定", "Confirm them all"), Vec::new())
        }
        Stage::Checking if manages => (
            "sign",
            words("签发", "Sign"),
            explanations(call, checked, problems),
        ),
        Stage::Signed if roles.any(Roles::TEAM) => {
            let to = Input::Text {
                value: paper.text("recipient").to_owned(),
                keyboard: Keyboard::Text,
                autocomplete: "",
            };
            let label = words("报给谁", "To whom").get(lang);
            let mut fields = vec![Field::new("recipient", label, to)];
            fields.extend(explanations(call, checked, problems));
            ("hand-in", words("报送", "Hand in"), fields)
        }
        Stage::Out if receives => {
            let value = call.form.text("remark").to_owned();
            let label = words("退回意见", "What must be put right").get(lang);
            let mut remark = Field::new("remark", label, Input::Long { value, rows: 3 });
            let own = problems
                .iter()
                .find(|problem| problem.place.field == "remark");
            remark.problem = own.map(|problem| problem.message(lang));
            ("send-back", words("退回", "Send back"), vec![remark])
        }
        _ => return Ok(None),
    };
    Ok(Some(Form {
        id: step.to_owned(),
        action: Href::new(format!("/returns/{}/{step}", paper.record.id)),
        with,
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: save.get(lang).to_owned(),
        ..Form::default()
    }))
}
