//! The page 为什么对不上: the sentence, the steps with their rows, the form.
//!
//! In: a query. Out: the answer with the first things of each step, or all of one step; below it
//! the form that changes either side. Without two sides only the form.

use axum::http::StatusCode;
use base::{Lang, Words, words};
use figures::Step;
use page::{
    Act, Href, Link, Markup, Standing, To, frame,
    section::{self, End, Head, Item, Note, Section, items},
};

use super::{
    answer::{Answer, answer},
    asked::Sides,
    explained::Explained,
    form,
    lines::{Lines, Told, lines},
    words::{is_named, signed, step},
};
use crate::{
    front::{Call, Done, Stop, show::Sheet},
    reports::kept::Wanted,
};

/// Things of each step shown at first.
const FIRST: usize = 5;
/// Names in a clause of the sentence.
pub(super) const NAMES: usize = 3;
/// Things on a page of one step.
const PAGE: usize = 100;

const TITLE: Words = words("为什么对不上", "Why they differ");

/// GET `/explain`.
///
/// # Errors
/// `NotThere` without such a figure or place.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let mut sides = Sides::read(&call.query, &call.house);
    let found = answer(&call, &mut sides).await?;
    let one: Option<usize> = call.query.get("step").and_then(|n| n.parse().ok());
    let mut parts = Vec::new();
    match &found {
        Some(answer) => match (&answer.told, one) {
            (Ok(told), Some(at)) => return whole(&call, answer, told, at).await,
            (Ok(told), None) => parts.extend(told_of(&call, answer, told).await?),
            (Err(why), _) => parts.extend(closed(&call, answer, why)),
        },
        None => parts.push(head(&call).show(call.reading.lang)),
    }
    let status = match sides.problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let park = call.visitor()?.scope.park();
    let wanted = Wanted {
        period: base::Period::Year(call.house.today().year()),
        place: None,
        only: None,
    };
    let values = call
        .house
        .figures
        .unvalued(&call.house.store, park, &wanted)
        .await?;
    let form = form::form(&call, &values, &sides, found.is_none()).await?;
    parts.push(form.show(call.reading.lang));
    Ok(framed(&call, status, &parts, None, TITLE.get(lang)))
}

fn framed(
    call: &Call,
    status: StatusCode,
    parts: &[Markup],
    back: Option<Link>,
    title: &str,
) -> axum::response::Response {
    call.page_as(
        status,
        Sheet {
            title: title.to_owned(),
            place: Some(frame::Place::Figures),
            back,
            body: section::narrow(parts),
        },
    )
}

fn head(call: &Call) -> Head {
    let lead = words(
        "选两个数：两个口径、两段时间，或者现在和较早的一天。差多少，一步一步加起来正好；每一步都能打开看是哪几条。",
        "Choose two figures: two definitions, two periods, or now and an earlier day. The steps add up exactly to the gap, and each opens the records it is about.",
    );
    Head {
        title: TITLE.get(call.lang()).to_owned(),
        lead: lead.get(call.lang()).into(),
        ..Head::default()
    }
}

/// The answer with the first things of each step.
async fn told_of(call: &Call, answer: &Answer, told: &Explained) -> Result<Vec<Markup>, Stop> {
    let lang = call.lang();
    let (sentence, mut sections) = sentence_and_steps(call, answer, told).await?;
    for (at, (section, step)) in sections.iter_mut().zip(&told.steps).enumerate() {
        if step.things.len() > FIRST {
            section.more = Some(Link::new(all(step.things.len(), lang), whole_of(call, at)));
        }
    }
    let copy = Act {
        words: words("复制这段话", "Copy this").get(lang).to_owned(),
        to: To::Copy("why".to_owned()),
        weight: Default::default(),
    };
    let head = Head {
        crumb: answer.named.both.as_str().into(),
        title: TITLE.get(lang).to_owned(),
        ..Head::default()
    };
    let mut parts = vec![
        head.show(call.reading.lang),
        section::quote("why", &sentence.as_str().into(), call.reading.lang),
        copy.button(),
        values(call, answer, told),
    ];
    parts.extend(notes(call, answer));
    parts.extend(sections.iter().map(Section::show));
    Ok(parts)
}

/// The sentence to send on, and a section for each step with its first things.
///
/// # Errors
/// Faults of the store.
pub(super) async fn sentence_and_steps(
    call: &Call,
    answer: &Answer,
    told: &Explained,
) -> Result<(String, Vec<Section>), Stop> {
    let lang = call.lang();
    let mut sections = Vec::new();
    let mut clauses = Vec::new();
    for step in &told.steps {
        let first = step.things.get(..FIRST.min(step.things.len()));
        let lines = lines(call, answer.both(), &step.cause, first.unwrap_or_default()).await?;
        let said = said(call, answer, step);
        let named = step
            .things
            .iter()
            .all(|a| is_named(&a.thing, &call.catalogue()));
        let some = lines.told.iter().filter(|_| named).collect::<Vec<_>>();
        clauses.push(clause(&said, step, &some, told.places, lang));
        sections.push(part(call, &said, step, &lines, told.places));
    }
    Ok((answer.named.sentence(told, &clauses), sections))
}

/// Both values and the gap, each a line.
fn values(call: &Call, answer: &Answer, told: &Explained) -> Markup {
    let lang = call.lang();
    let side = |at: usize, own: &String| {
        let asked = answer.both().get(at).map(|side| &side.asked);
        // A figure's page tells the present only.
        let now = asked.filter(|asked| asked.at.is_none());
        let to = now.map(form::figure);
        let end = answer.named.value(told, at);
        Item {
            what: own.clone(),
            href: to,
            end: End::Soft(end),
            ..Item::default()
        }
    };
    let [a, b] = &answer.named.own;
    let gap = Item {
        what: words("差", "The gap").get(lang).to_owned(),
        end: End::Soft(format!(
            "{}{}",
            signed(told.gap(), told.places),
            answer.named.unit()
        )),
        ..Item::default()
    };
    items(&[side(0, a), side(1, b), gap], call.reading.lang)
}

/// What a step is, in words.
pub(super) fn said(call: &Call, answer: &Answer, one: &Step) -> String {
    let row = one
        .things
        .first()
        .and_then(|a| a.here.first().or(a.there.first()));
    let kind = row.map_or("", |(kind, _)| kind);
    step(
        &one.cause,
        one.amount,
        kind,
        answer.both(),
        &answer.named,
        &call.catalogue(),
    )
}

/// A step with its things.
fn part(call: &Call, said: &str, step: &Step, lines: &Lines, places: u8) -> Section {
    let lang = call.lang();
    let several = step
        .things
        .iter()
        .any(|a| a.amount.abs() != step.things.first().map_or(0, |f| f.amount.abs()));
    let item = |told: &Told| Item {
        what: told.label.clone(),
        small: told.small.clone(),
        href: told.href.as_deref().map(Href::new),
        end: match several {
            true => End::Soft(signed(told.amount, places)),
            false => End::Bare,
        },
    };
    let mut all: Vec<Item> = lines.told.iter().map(item).collect();
    if lines.hidden > 0 {
        all.push(Item {
            what: unseen(lines.hidden, lang),
            ..Item::default()
        });
    }
    let title = format!("{} {said}", signed(step.amount, places));
    let mut section = Section::new(title, items(&all, call.reading.lang));
    section.aside = count(step.things.len(), lang);
    section
}

/// A step as a clause of the sentence, with the first names.
pub(super) fn clause(said: &str, step: &Step, told: &[&Told], places: u8, lang: Lang) -> String {
    let names: Vec<&str> = told.iter().take(NAMES).map(|t| t.label.as_str()).collect();
    let amount = signed(step.amount, places);
    let more = step.things.len() > names.len();
    match (names.is_empty(), lang) {
        (true, Lang::Zh) => format!("{said} {amount}"),
        (true, Lang::En) => format!("{said} {amount}"),
        (false, Lang::Zh) => format!(
            "{said} {amount}（{}{}）",
            names.join("、"),
            if more { "等" } else { "" }
        ),
        (false, Lang::En) => format!(
            "{said} {amount} ({}{})",
            names.join(", "),
            if more { " …" } else { "" }
        ),
    }
}

fn count(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{n} 项"),
        Lang::En if n == 1 => "1 item".to_owned(),
        Lang::En => format!("{n} items"),
    }
}

fn all(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("看全部 {n} 项"),
        Lang::En => format!("See all {n}"),
    }
}

fn unseen(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {n} 项不在您能看的范围内"),
        Lang::En => format!("{n} more lie outside what you may see"),
    }
}

fn whole_of(call: &Call, at: usize) -> Href {
    let query = call
        .query
        .with("from", None)
        .with("step", Some(&at.to_string()));
    Href::new(format!("/explain?{}", query.write()))
}

fn notes(call: &Call, answer: &Answer) -> Option<Markup> {
    (!answer.notes.is_empty()).then(|| {
        let title = words("请留意", "Please note").get(call.lang()).to_owned();
        let note = Note {
            standing: Standing::Rest,
            title,
            body: answer.notes.concat().as_str().into(),
        };
        note.show(call.reading.lang)
    })
}

/// Both values as this reader sees them, and why there are no steps.
fn closed(call: &Call, answer: &Answer, why: &str) -> Vec<Markup> {
    let lang = call.lang();
    let head = Head {
        crumb: answer.named.both.as_str().into(),
        title: TITLE.get(lang).to_owned(),
        ..Head::default()
    };
    let note = Note {
        standing: Standing::Due,
        title: words(
            "这两个数不能逐条对",
            "These two cannot be told step by step",
        )
        .get(lang)
        .to_owned(),
        body: why.into(),
    };
    let item = |(own, seen): (&String, &String)| Item {
        what: own.clone(),
        end: End::Soft(seen.clone()),
        ..Item::default()
    };
    let both: Vec<Item> = answer
        .named
        .own
        .iter()
        .zip(&answer.seen)
        .map(item)
        .collect();
    let mut parts = vec![
        head.show(call.reading.lang),
        note.show(call.reading.lang),
        items(&both, call.reading.lang),
    ];
    parts.extend(notes(call, answer));
    parts
}

/// One step with all its things, a page at a time.
async fn whole(call: &Call, answer: &Answer, told: &Explained, at: usize) -> Done {
    let lang = call.lang();
    let step = told.steps.get(at).ok_or(Stop::NotThere)?;
    let from: usize = call.query.text("from").parse().unwrap_or(0);
    let page: Vec<_> = step.things.iter().skip(from).take(PAGE).cloned().collect();
    let lines = lines(call, answer.both(), &step.cause, &page).await?;
    let said = said(call, answer, step);
    let head = Head {
        crumb: TITLE.get(lang).into(),
        title: format!("{} {said}", signed(step.amount, told.places)),
        lead: answer.named.says(told).as_str().into(),
        ..Head::default()
    };
    let mut section = part(call, &said, step, &lines, told.places);
    section.title = count(step.things.len(), lang);
    section.aside = String::new();
    let next = from.saturating_add(PAGE);
    if next < step.things.len() {
        let query = call.query.with("from", Some(&next.to_string()));
        let to = Href::new(format!("/explain?{}", query.write()));
        section.more = Some(Link::new(words("后面的", "The next ones").get(lang), to));
    }
    let query = call.query.with("from", None).with("step", None);
    let back = Link::new(
        TITLE.get(lang),
        Href::new(format!("/explain?{}", query.write())),
    );
    let parts = [head.show(call.reading.lang), section.show()];
    Ok(framed(
        call,
        StatusCode::OK,
        &parts,
        Some(back),
        TITLE.get(lang),
    ))
}
