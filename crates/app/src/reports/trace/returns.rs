//! Which returns a change touches: those being drafted follow, those signed stay as they are.
//!
//! In: the figures that move, each with its period. Out: the returns of the park in whose text such
//! a figure stands for a period that holds the change, as far as the caller may read returns. What
//! ends up otherwise in a signed one is told on its own page, never in it.

use std::collections::{BTreeMap, BTreeSet};

use base::{Answer, Ask, Filter, Id, Kind, Lang, Period, Record, Selection, Sort, Words, words};
use serde_json::{Value as Json, json};

use super::Shift;
use crate::{
    front::{Call, Stop},
    reports::text::{self, Own, Texts},
};

/// Returns that are told of; more say no more.
const MOST: u32 = 100;

/// A return that a change touches.
pub struct Touched {
    /// It.
    pub id: Id,
    /// What it is called.
    pub name: String,
    state: String,
    signed: bool,
}

const FOLLOWS: Words = words("还没有签发，正文跟着变", "not signed: its text follows");
const SIGNED: Words = words(
    "已签发、未报送：签发稿不变，变动记在更正说明里",
    "signed, not handed in: it stays, what changes is told beside it",
);
const OUT: Words = words(
    "已签发、已报送：报出的不变，变动记在更正说明里",
    "signed and handed in: it stays, what changes is told beside it",
);

impl Touched {
    /// What becomes of it.
    pub fn says(&self, lang: Lang) -> &'static str {
        let says = match (self.signed, self.state.as_str()) {
            (false, _) => FOLLOWS,
            (true, "signed") => SIGNED,
            (true, _) => OUT,
        };
        says.get(lang)
    }

    /// The same for programs.
    pub fn json(&self) -> Json {
        json!({ "id": self.id, "name": self.name, "state": self.state, "signed": self.signed })
    }
}

/// The returns that these figures, moving so, touch.
///
/// # Errors
/// When the store does not answer.
pub(super) async fn touched(call: &Call, shifts: &[Shift]) -> Result<Vec<Touched>, Stop> {
    let kind = call.catalogue().kind("returns");
    let reader = &call.visitor()?.scope;
    let Some(kind) = kind.filter(|kind| reader.may_read(kind)) else {
        return Ok(Vec::new());
    };
    // The figures that move in each period a return may stand for.
    let mut moving: BTreeMap<Period, BTreeSet<&str>> = BTreeMap::new();
    for shift in shifts.iter().filter(|s| s.in_value() && s.place.is_none()) {
        for period in holding(shift.period) {
            moving.entry(period).or_default().insert(&shift.key);
        }
    }
    if moving.is_empty() {
        return Ok(Vec::new());
    }
    let texts = call.house.figures.texts(&call.house.store, reader.park());
    let texts = texts.await?;
    let rows = rows(kind, moving.keys());
    let found = call.ask_one(rows).await.map(Answer::many)?;
    let touches = |record: &Record| {
        let text = |field| record.text(kind, field).unwrap_or_default();
        let period: Option<Period> = text("for_period").parse().ok();
        let Some(keys) = period.and_then(|period| moving.get(&period)) else {
            return false;
        };
        let slots = slots(&texts, text("category"), &Own::read(text("own_words")));
        keys.iter().any(|key| slots.contains(*key))
    };
    let one = |record: &Record| Touched {
        id: record.id,
        name: record.text(kind, "name").unwrap_or_default().to_owned(),
        state: record.text(kind, "state").unwrap_or_default().to_owned(),
        signed: record.text(kind, "signature").is_some(),
    };
    Ok(found.iter().filter(|r| touches(r)).map(one).collect())
}

/// The periods that a return may stand for and that hold this one whole.
fn holding(period: Period) -> Vec<Period> {
    let (first, last) = period.bounds();
    let (year, month) = (first.year(), first.month().number());
    let quarter = Period::Quarter(year, (month as u8 - 1) / 3 + 1);
    let half = Period::Half(year, if month <= 6 { 1 } else { 2 });
    let all = [period, quarter, half, Period::Year(year)];
    let holds = |p: &Period| p.bounds().0 <= first && last <= p.bounds().1;
    all.into_iter().filter(holds).collect()
}

/// The figures that stand in the text of a type, with the words of a period in their places.
fn slots(texts: &Texts, code: &str, own: &Own) -> BTreeSet<String> {
    let written = texts.get(code).map(|written| written.with(own));
    written
        .as_ref()
        .map(text::Written::slots)
        .unwrap_or_default()
}

/// The returns of these periods that are drafted, checked or signed.
fn rows<'a>(kind: &Kind, periods: impl Iterator<Item = &'a Period>) -> Ask {
    let period = |p: &Period| Filter::is("for_period", p.to_string().as_str());
    let begun = ["draft", "checking", "signed"].map(|state| Filter::is("state", state));
    let signed = Filter::leaf("signature", base::Test::Set(true));
    let any = |any: Vec<Filter>| Filter::Any { any };
    Ask::Rows {
        selection: Selection::all(kind.name)
            .and(any(periods.map(period).collect()))
            .and(any(begun.into_iter().chain([signed]).collect())),
        sort: Sort::default(),
        after: None,
        limit: MOST,
    }
}
