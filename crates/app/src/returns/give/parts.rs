//! The parts that the page of numbers about to leave and the page of a request share.
//!
//! In: numbers. Out: a section of each with all that is to be known of it; the answer to copy.

use base::{Id, Lang, Period, Words, words};
use maud::html;
use page::{
    Act, Fig, Line, Link, Markup, Piece, Standing, State, To,
    field::{Field, Input},
    form::Group,
    section::{self, Item, Note, items},
};

use super::{
    Number,
    reply::{Said, reply},
};
use crate::{
    front::{Call, Stop},
    reports::labels::labels,
    returns::notice::short,
};

const WHY: Words = words("为什么和上次不一样", "Why it differs");
const REPLY: Words = words("回复", "The answer");
const NOT_YET: Words = words(
    "报出以后在下一页复制；报出去的数都留底。",
    "Copy it on the next page once it is out: every number that leaves is kept.",
);
const COPY: Words = words("复制回复", "Copy the answer");
const SEE: Words = words("逐条看", "See each");
/// The id of the answer, by which its button copies it.
const REPLY_ID: &str = "give-reply";

/// A number as a group of a form: how it reads, what is to be known, and the field to say why it
/// differs. `typed` is what was written there.
pub fn group(
    call: &Call,
    number: &Number,
    typed: Option<&String>,
    problem: Option<String>,
) -> Group {
    let lang = call.lang();
    let mut fields = Vec::new();
    if let Some(differs) = &number.differs {
        let value = typed.unwrap_or(&differs.ready).clone();
        let mut field = Field::new(
            format!("because-{}", number.key),
            WHY.get(lang),
            Input::Long { value, rows: 3 },
        );
        field.must = true;
        field.problem = problem;
        fields.push(field);
    }
    Group {
        lead: Some(lead(call, number)),
        fields,
        ..Group::default()
    }
}

/// How a number reads, with what is to be known of it.
pub fn lead(call: &Call, number: &Number) -> Markup {
    let lang = call.lang();
    let (value, unit) = number.reads.clone();
    let state = match number.refused {
        Some(_) => State::Withheld,
        None => State::Open,
    };
    let fig = Fig::open(value, unit, number.href.clone()).with(state);
    // The whole name, where the short one leaves something out.
    let whole = Some(&number.whole_name).filter(|whole| **whole != number.name);
    let known = whole.into_iter().chain(&number.up_to).chain(&number.part);
    let known: Vec<&str> = known.map(String::as_str).collect();
    let mut notes: Vec<Item> = number.notes.iter().map(note).collect();
    if let Some(before) = number.before.as_ref().filter(|_| number.differs.is_none()) {
        notes.push(Item {
            what: same(&before.on, &before.recipient, lang),
            href: Some(format!("/give-out/{}", before.id).into()),
            ..Item::default()
        });
    }
    html! {
        (section::told(&number.name, &known, &fig, call.reading.lang))
        @if let Some(why) = &number.refused { (stands_in_the_way(call, why)) }
        @if let Some(differs) = &number.differs { (differing(call, differs)) }
        @if !notes.is_empty() { (items(&notes, call.reading.lang)) }
    }
}

fn note((what, href): &super::number::Note) -> Item {
    Item {
        what: what.clone(),
        href: href.clone().map(Into::into),
        ..Item::default()
    }
}

fn same(on: &str, recipient: &str, lang: Lang) -> String {
    let on = on.parse::<base::Day>();
    let on = on.map_or(String::new(), |day| day.short(lang));
    match lang {
        Lang::Zh => format!("和{on}报{recipient}的一样"),
        Lang::En => format!("The same as given to {recipient} on {on}"),
    }
}

fn stands_in_the_way(call: &Call, why: &str) -> Markup {
    let title = words("不能报出去", "It cannot leave").get(call.lang());
    let note = Note {
        standing: Standing::Late,
        title: title.to_owned(),
        body: why.into(),
    };
    note.show(call.reading.lang)
}

/// The steps between two numbers, as a note.
pub fn differing(call: &Call, differs: &super::differs::Differs) -> Markup {
    let lang = call.lang();
    let mut body = Vec::new();
    for said in differs.steps.iter().chain(&differs.notes) {
        body.push(Piece::Text(said.clone()));
        body.push(Piece::Break);
    }
    if let Some(href) = &differs.href {
        body.push(Piece::Link(Link::new(SEE.get(lang), href.as_str())));
    }
    let note = Note {
        standing: Standing::Due,
        title: differs.says.clone(),
        body: Line(body),
    };
    note.show(call.reading.lang)
}

/// The name of the place the numbers are of; empty for the whole park.
///
/// # Errors
/// `NotThere` without such a place.
pub async fn place(call: &Call, place: Option<Id>) -> Result<String, Stop> {
    let Some(id) = place else {
        return Ok(String::new());
    };
    let wanted = [("areas".to_owned(), id)].into();
    let scope = &call.visitor()?.scope;
    let names = labels(&call.house.store, scope, wanted, call.lang()).await?;
    names.into_values().next().ok_or(Stop::NotThere)
}

/// Where and when, in front of the answer: 「松柏社区1—10月」.
pub fn where_and_when(call: &Call, place: &str, period: Period) -> String {
    let lang = call.lang();
    let period = short(period, call.house.today(), lang);
    match (place, lang) {
        ("", _) => period,
        (place, Lang::Zh) => format!("{place}{period}"),
        (place, Lang::En) => format!("{place}, {period}"),
    }
}

/// The answer of these numbers.
pub fn answer(call: &Call, place: &str, period: Period, numbers: &[Number]) -> String {
    let lang = call.lang();
    let up_to = numbers.iter().find_map(|number| number.up_to.clone());
    let said = |number: &Number| Said {
        name: number.name.clone(),
        said: match lang {
            Lang::Zh => number.said.clone(),
            Lang::En => format!("{} {}", number.reads.0, number.reads.1),
        },
        unit: number.reads.1.clone(),
        part: number.part.clone(),
    };
    let all: Vec<Said> = numbers
        .iter()
        .filter(|n| n.refused.is_none())
        .map(said)
        .collect();
    reply(
        &where_and_when(call, place, period),
        up_to.as_deref(),
        &all,
        lang,
    )
}

/// The answer, as it will read once its numbers are out.
pub fn reply_to_be(call: &Call, text: &str) -> Markup {
    let lang = call.lang();
    section::copied(REPLY_ID, REPLY.get(lang), NOT_YET.get(lang), text)
}

/// The answer, to be copied.
pub fn reply_box(call: &Call, text: &str) -> Markup {
    section::copied(REPLY_ID, REPLY.get(call.lang()), "", text)
}

/// The button that copies it.
pub fn copy(call: &Call) -> Act {
    Act {
        words: COPY.get(call.lang()).to_owned(),
        to: To::Copy(REPLY_ID.to_owned()),
        weight: Default::default(),
    }
}
