//! A number that leaves the house, and those of its 口径 and period that left before.
//!
//! In: figures as they are given out. Out: records of kind `given_out`, ready to be written with
//! whatever carries them; and the last number of the same 口径, period and place that went out, so
//! that a different one never leaves in silence. It decides nothing: whoever gives out does.

use base::{Answer, Ask, Change, Day, Filter, Id, Kind, Period, Record, Selection, Sort, Value};
use store::{AskError, Moment, Scope, Store};

use super::notice::canonical;

/// A number about to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Giving {
    /// The definition's key.
    pub figure: String,
    /// Its version.
    pub version: i64,
    /// The period.
    pub period: Period,
    /// The place; the whole park when none.
    pub place: Option<Id>,
    /// As it reads: 「31场」.
    pub said: String,
    /// Its exact value, as the figures' JSON gives it.
    pub value: String,
    /// To whom.
    pub recipient: String,
    /// `chat`, `phone`, `form`, `return` or `site`.
    pub channel: &'static str,
    /// Who gives it out.
    pub by: Id,
    /// Who approved it; none while that is awaited.
    pub approved_by: Option<Id>,
    /// The return it goes with.
    pub with: Option<Id>,
    /// Why it differs from the one before; empty where it does not.
    pub because: String,
}

impl Giving {
    /// The record of it: given out at `on`, `time` (`14:05`), under a number of its own.
    pub fn change(&self, kind: &'static Kind, id: Id, (on, time): (Day, &str)) -> Change {
        // No two numbers share an identity, so none shares this.
        let number = format!("BC{}-{}", on.year(), id.0);
        let state = if self.approved_by.is_some() {
            "out"
        } else {
            "asked"
        };
        let link = |id: Option<Id>| id.map(Value::from);
        let values = [
            ("number", Value::text(number.as_str())),
            ("on", Value::text(on.to_string())),
            ("time", Value::text(time)),
            ("figure", Value::text(self.figure.as_str())),
            ("version", Some(Value::Whole(self.version))),
            (
                "for_period",
                Value::text(canonical(self.period).to_string()),
            ),
            ("place", link(self.place)),
            ("said", Value::text(self.said.as_str())),
            ("value", Value::text(self.value.as_str())),
            ("recipient", Value::text(self.recipient.trim())),
            ("channel", Value::text(self.channel)),
            ("by", link(Some(self.by).filter(|by| by.0 > 0))),
            ("approved_by", link(self.approved_by.filter(|by| by.0 > 0))),
            ("return", link(self.with)),
            ("state", Value::text(state)),
            ("because", Value::text(self.because.trim())),
        ];
        let mut all: Vec<Option<Value>> = vec![None; kind.fields.len()];
        for (name, value) in values {
            if let Some(place) = kind.at(name).and_then(|at| all.get_mut(at)) {
                *place = value;
            }
        }
        Change::Add {
            kind: kind.name,
            id,
            natural: number,
            values: all,
        }
    }

    /// Whether it says the same as one that left before.
    pub fn agrees(&self, before: &Before) -> bool {
        self.value == before.value && self.said == before.said
    }
}

/// A number that left before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its record.
    pub id: Id,
    /// The last moment, in milliseconds since 1970, at which the records stood as it counted them.
    pub at: i64,
    /// The day it left.
    pub on: String,
    /// To whom.
    pub recipient: String,
    /// As it read.
    pub said: String,
    /// Its exact value.
    pub value: String,
    /// The version of its definition.
    pub version: i64,
}

impl Before {
    /// A record of kind `given_out` as a number that left.
    pub fn of(kind: &Kind, record: &Record) -> Before {
        let text = |name: &str| record.text(kind, name).unwrap_or_default().to_owned();
        Before {
            id: record.id,
            at: record.since - 1,
            on: text("on"),
            recipient: text("recipient"),
            said: text("said"),
            value: text("value"),
            version: record.whole(kind, "version").unwrap_or(1),
        }
    }
}

/// The last number of a 口径, period and place that left the house; nothing when none did.
///
/// # Errors
/// When the store does not answer.
pub async fn given_out_before(
    store: &Store,
    scope: &Scope,
    figure: &str,
    period: Period,
    place: Option<Id>,
) -> Result<Option<Before>, AskError> {
    let Some(kind) = store.catalogue().kind("given_out") else {
        return Ok(None);
    };
    let ask = those_before(figure, period, place);
    let mut answers = store.ask(scope, Moment::Now, vec![ask]).await?;
    Ok(answers.pop().and_then(|answer| last_of(kind, answer)))
}

/// What to ask for the numbers of a 口径, period and place that left; [`last_of`] reads the answer.
pub fn those_before(figure: &str, period: Period, place: Option<Id>) -> Ask {
    let placed = match place {
        Some(id) => Filter::is("place", id.0),
        None => Filter::leaf("place", base::Test::Set(false)),
    };
    let selection = Selection::all("given_out")
        .and(Filter::is("figure", figure))
        .and(Filter::is(
            "for_period",
            canonical(period).to_string().as_str(),
        ))
        .and(Filter::is("state", "out"))
        .and(placed);
    Ask::Rows {
        selection,
        sort: Sort {
            field: "on".to_owned(),
            descending: true,
        },
        after: None,
        limit: 50,
    }
}

/// The last of those that left.
pub fn last_of(kind: &Kind, answer: Answer) -> Option<Before> {
    let last = answer.many().into_iter().max_by_key(|row| row.since);
    last.map(|row| Before::of(kind, &row))
}
