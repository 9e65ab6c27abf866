//! The year's report goes to the public site: each of its numbers leaves the house with it.
//!
//! In: a year, and why figures differ from those that left before where they do. Out: a page that
//! says what goes out; then a record of each number, and an article whose words never change by
//! themselves. Where the year's report was signed, it goes out as it was signed. Nothing a client
//! could be told by goes out, and no number that differs in silence.

use std::{collections::BTreeMap, sync::Arc};

use axum::http::StatusCode;
use base::{Answer, Code, Id, Lang, Period, Problem, Words, words};
use page::{
    Href, Link,
    form::{Form, Group},
    frame,
    section::{self, Head},
};
use store::{Decision, Making, Scope, Write};

use super::{
    checked::{Checked, Line, Told, check_text},
    confirmed::Confirmed,
    explained::{because, explanations},
    give::{REASON, unchanged},
    given::{Giving, those_before},
    paper::Paper,
    stands::{end, stands, trail_end, tried},
};
use crate::{
    access::parks,
    front::{
        Call, Done, Stop,
        show::{Sheet, see_done},
    },
    ledgers::{
        form::once,
        saving::{Once, save, unsaved},
    },
    reports::{
        Values,
        pages::annual,
        publish::article,
        text::{self, Filled, in_return, pages::filled},
    },
};

const TITLE: Words = words("发布到公开网站", "Publish on the public site");
const PUBLISH: Words = words("发布", "Publish");
const AS_SIGNED: Words = words(
    "发布的是签发稿，里面的数字从此报给了公众。",
    "It goes out as it was signed; from then on its numbers are with the public.",
);
const AS_IT_STANDS: Words = words(
    "这一年的年度报告还没有签发，发布的是现在的数字；发布以后，里面的数字报给了公众。",
    "The year's report is not signed: it goes out as the records stand, and its numbers are with the public from then on.",
);
const DRAFT: Words = words(
    "还有数字填不上，填上之前不能发布。",
    "Some figures cannot be filled; until then it cannot be published.",
);

/// What goes out.
struct Going {
    values: Arc<Values>,
    /// The number of the trail's last line before they were read; none of what was signed.
    on: Option<i64>,
    text: Filled,
    checked: Checked,
    /// The return that carries it, and whether it is signed.
    carried: Option<(Id, bool)>,
}

async fn going(call: &Call) -> Result<Going, Stop> {
    let period = Period::Year(annual::year(call)?);
    let (house, scope) = (&call.house, &call.visitor()?.scope);
    let (on, _) = end(&house.store, scope.park()).await?;
    let standing = in_return(&house.store, scope, text::ANNUAL, period, None).await?;
    let paper = match standing.id {
        Some(id) => Paper::read(&house.store, scope, &house.figures, id).await?,
        None => None,
    };
    let archived = paper.and_then(|paper| paper.archived);
    let (values, text) = match &archived {
        Some(archived) => {
            let catalogue = call.catalogue();
            let values = Arc::new(archived.values(&catalogue));
            (values, archived.filled(&catalogue, None, Lang::Zh))
        }
        None => {
            let texts = text::pages::texts(call).await?;
            let written = texts.get(text::ANNUAL).ok_or(Stop::NotThere)?;
            let written = written.with(&standing.own);
            filled(call, &written, period, (None, None), Lang::Zh).await?
        }
    };
    if !text.missing().is_empty() {
        return Err(Stop::Bad(DRAFT));
    }
    let told = Told {
        values: &values,
        filled: &text,
        release: None,
        confirmed: &Confirmed::default(),
    };
    Ok(Going {
        checked: check_text(call, told).await?,
        on: archived.is_none().then_some(on),
        carried: standing.id.map(|id| (id, archived.is_some())),
        values,
        text,
    })
}

/// GET `/reports/{year}/publish`.
///
/// # Errors
/// `Bad` while it cannot be filled; faults of the store.
pub async fn show(call: Call) -> Done {
    let going = going(&call).await?;
    draw(&call, &going, &[])
}

/// POST `/reports/{year}/publish`: its numbers leave, and it becomes an article.
///
/// # Errors
/// As [`show`]; what stands in the way comes back on the page.
pub async fn publish(call: Call) -> Done {
    match tried(|| Box::pin(attempt(&call))).await {
        Err(Stop::Problems(problems)) => draw(&call, &going(&call).await?, &problems),
        other => other,
    }
}

async fn attempt(call: &Call) -> Done {
    let going = going(call).await?;
    let said = because(call, &going.checked);
    let problems = going.checked.problems(|key| said.contains_key(key));
    let problems = problems.into_iter().filter(|p| p.code == Code::Differs);
    let problems: Vec<Problem> = problems.collect();
    if !problems.is_empty() {
        return Err(Stop::Problems(problems));
    }
    out(call, &going, &said).await?;
    Ok(see_done("/records/articles", "published"))
}

/// The numbers are written down first: what is public is never without its record.
async fn out(call: &Call, going: &Going, said: &BTreeMap<String, String>) -> Result<(), Stop> {
    let kind = call.catalogue().kind("articles").ok_or(Stop::NotThere)?;
    let about = parks::about(&call.house.store, call.visitor()?.scope.park()).await?;
    let year = going.values.period.year();
    let given = article(kind, &going.text, year, call.house.today(), &about.name);
    unsaved(call, given.clone()).await?;
    let sent = once(call);
    let numbers = Once {
        key: match sent.key.as_str() {
            "" => String::new(),
            key => format!("{key}-numbers"),
        },
        sent: sent.sent.clone(),
    };
    let givings = going.checked.lines.iter();
    let givings = givings.map(|line| giving(call, going, line, said));
    give(call, going, givings.collect::<Result<_, _>>()?, numbers).await?;
    save(call, given, sent, "annual report").await?;
    Ok(())
}

fn giving(
    call: &Call,
    going: &Going,
    line: &Line,
    said: &BTreeMap<String, String>,
) -> Result<Giving, Stop> {
    let by = call.visitor()?.scope.actor();
    Ok(Giving {
        figure: line.key.clone(),
        version: line.version,
        period: going.values.period,
        place: None,
        said: line.said.clone(),
        value: line.value.clone(),
        recipient: "公众".to_owned(),
        channel: "site",
        by,
        approved_by: Some(by),
        with: going.carried.map(|(id, _)| id),
        because: said.get(&line.key).cloned().unwrap_or_default(),
    })
}

/// Writes the numbers down, unless another of the same left meanwhile.
async fn give(call: &Call, going: &Going, givings: Vec<Giving>, once: Once) -> Result<(), Stop> {
    let kind = call.catalogue().kind("given_out").ok_or(Stop::NotThere)?;
    let asks = givings
        .iter()
        .map(|giving| those_before(&giving.figure, giving.period, giving.place));
    let asks: Vec<base::Ask> = std::iter::once(trail_end()).chain(asks).collect();
    let left = |line: &Line| line.before.as_ref().map(|before| before.id);
    let known: Vec<Option<Id>> = going.checked.lines.iter().map(left).collect();
    let on = going.on;
    let (today, time) = call.house.day_and_time(call.house.now());
    let decide = move |answers: Vec<Answer>, making: &mut Making<'_>| {
        let mut answers = answers.into_iter();
        let end = answers.next();
        if let Some(on) = on {
            stands(end, on, making.now())?;
        }
        unchanged(kind, answers.collect(), &known)?;
        let change = |giving: &Giving| giving.change(kind, making.id(), (today, &time));
        Ok(Decision {
            changes: givings.iter().map(change).collect(),
            reply: String::new(),
        })
    };
    let scope = Scope::system(call.visitor()?.scope.park(), REASON);
    let act = call.act(TITLE.get(call.lang()))?;
    let mut write = Write::new(scope, act, decide).asking(asks);
    write.key = once.key();
    call.write(write).await?;
    Ok(())
}

fn draw(call: &Call, going: &Going, problems: &[Problem]) -> Done {
    let lang = call.lang();
    let year = going.values.period.year();
    let signed = going.carried.is_some_and(|(_, signed)| signed);
    let how = if signed { AS_SIGNED } else { AS_IT_STANDS };
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: format!("{} {}", going.text.title, how.get(lang))
            .as_str()
            .into(),
        ..Head::default()
    };
    let elsewhere = |problem: &&Problem| problem.code != Code::Differs;
    let form = Form {
        id: "publish".to_owned(),
        action: Href::new(format!("/reports/{year}/publish")),
        with: call.hidden(),
        problems: problems
            .iter()
            .filter(elsewhere)
            .map(|problem| problem.message(lang))
            .collect(),
        groups: vec![Group {
            fields: explanations(call, &going.checked, problems),
            ..Group::default()
        }],
        save: PUBLISH.get(lang).to_owned(),
        ..Form::default()
    };
    let status = match problems {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let back = match lang {
        Lang::Zh => format!("{year}年度报告"),
        Lang::En => format!("Report of the year {year}"),
    };
    let sheet = Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Returns),
        back: Some(Link::new(back, format!("/reports/{year}"))),
        body: section::narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]),
    };
    Ok(call.page_as(status, sheet))
}
