//! What is to be given out, as typed so far: the notice, the figures, the period, to whom.
//!
//! In: the pairs of a form or an address. Out: the same read; a notice that was changed is read
//! anew, and what was ticked and typed stays otherwise. It computes no number.

use std::collections::BTreeMap;

use base::{Day, Id, Lang, Period, Words, words};
use figures::{Definitions, Fold};
use std::sync::Arc;
use store::Scope;

use super::Number;
use crate::{
    front::{Call, Fields, Stop},
    returns::notice::{self, Known, Notice, canonical},
};

/// More figures than any notice asks for.
const MOST: usize = 20;

const TOO_LONG: Words = words(
    "通知太长，只读前五千个字。请只留下要报数的那一段。",
    "The notice is too long: only its first 5,000 characters are read. Keep the part that asks for numbers.",
);
const NO_PERIOD: Words = words(
    "看不懂这段时间。可以写 1—10月、上半年、第三季度、2026年3月、11月1日至15日，或 2026-01-01..2026-10-31。",
    "This is no period. Write 2026, 2026H1, 2026Q3, 2026-03 or 2026-01-01..2026-10-31.",
);
const WHICH: Words = words(
    "通知里不止一段时间，请选一段。",
    "The notice names more than one period: choose one.",
);
/// A period that is missing.
pub const SAY_PERIOD: Words = words(
    "还没有时间。请写要报哪一段时间的数。",
    "No period yet: say for which the numbers are.",
);

/// What was typed so far.
pub struct Draft {
    /// The notice as pasted.
    pub notice: String,
    /// What it says.
    pub read: Notice,
    /// The figures to give out.
    pub figures: Vec<String>,
    /// Those on offer besides.
    pub offered: Vec<String>,
    /// The period, as typed.
    pub period_typed: String,
    /// The period.
    pub period: Option<Period>,
    /// The place; the whole park when none.
    pub place: Option<Id>,
    /// To whom.
    pub to: String,
    /// By which channel: `chat`, `phone` or `form`.
    pub channel: &'static str,
    /// The explanations, by figure.
    pub because: BTreeMap<String, String>,
    /// The values as they were when they were looked at, by figure.
    pub seen: BTreeMap<String, String>,
    /// Whether the notice, the period or the place is another than when the numbers were looked at.
    pub anew: bool,
    /// The park's definitions.
    pub definitions: Arc<Definitions>,
}

impl Draft {
    /// Reads what was sent.
    ///
    /// # Errors
    /// Faults of the store; `NotThere` for a place that is none.
    pub async fn read(call: &Call, sent: &Fields) -> Result<Draft, Stop> {
        let scope = Scope::system(call.visitor()?.scope.park(), "what numbers there are");
        let definitions = call.house.figures.all(&call.house.store, &scope).await?;
        Draft::of(sent, definitions, call.house.today())
    }

    fn of(sent: &Fields, definitions: Arc<Definitions>, today: Day) -> Result<Draft, Stop> {
        let notice = sent.get("notice").unwrap_or_default().to_owned();
        let read = match notice.trim().is_empty() {
            true => Notice::default(),
            false => notice::read(&notice, &known(&definitions), today),
        };
        let place = match sent.text("place") {
            "" => None,
            text => Some(text.parse::<Id>().map_err(|_| Stop::NotThere)?),
        };
        let anew = !notice.trim().is_empty() && sent.text("was") != mark(&notice);
        let first = sent.text("was").is_empty();
        let ticked = sent.all("figure").chain(sent.all("add")).map(str::trim);
        let mut figures: Vec<String> = Vec::new();
        if anew {
            figures.extend(read.sure().into_iter().map(str::to_owned));
        }
        if !anew || first {
            for key in ticked.filter(|key| definitions.get(key).is_some()) {
                if !figures.iter().any(|known| known == key) {
                    figures.push(key.to_owned());
                }
            }
        }
        figures.truncate(MOST);
        let offers = read.sure().into_iter().chain(read.offered());
        let mut offered: Vec<String> = offers.map(str::to_owned).collect();
        offered.retain(|key| !figures.contains(key));
        let typed = sent.text("period").to_owned();
        let from_notice = anew && (!first || typed.is_empty());
        let period = match (from_notice, typed.as_str()) {
            (true, _) | (_, "") => read.period(),
            (_, typed) => period(typed, today),
        };
        let to = match (anew, sent.text("to"), &read.to) {
            (true, "", Some(found)) => found.what.clone(),
            (_, typed, _) => typed.to_owned(),
        };
        let by = |start: &str| {
            let own = sent.0.iter().filter_map(|(name, value)| {
                Some((name.strip_prefix(start)?.to_owned(), value.clone()))
            });
            own.collect::<BTreeMap<_, _>>()
        };
        let looked_at = sent.text("of");
        let same = |period: Period| looked_at.is_empty() || period.to_string() == looked_at;
        let elsewhere = sent.get("at").is_some_and(|at| at != sent.text("place"));
        Ok(Draft {
            anew: anew || elsewhere || period.is_some_and(|period| !same(period)),
            period_typed: if from_notice { String::new() } else { typed },
            period,
            place,
            to,
            channel: channel(sent.text("channel")),
            because: by("because-"),
            seen: by("seen-"),
            notice,
            read,
            figures,
            offered,
            definitions,
        })
    }

    /// The place as a form sends it.
    pub fn place_typed(&self) -> String {
        self.place.map(|id| id.to_string()).unwrap_or_default()
    }

    /// What tells one notice from another, sent along with the form.
    pub fn mark(&self) -> String {
        mark(&self.notice)
    }

    /// Whether all of these numbers were looked at as they are asked for now.
    pub fn was_seen(&self, numbers: &[Number]) -> bool {
        let seen = |number: &Number| self.seen.contains_key(&number.key);
        !self.anew && !self.seen.is_empty() && numbers.iter().all(seen)
    }

    /// What cannot be read: the field and the words.
    pub fn problems(&self, lang: Lang) -> Vec<(String, String)> {
        let mut problems = Vec::new();
        let mut add = |field: &str, words: Words| {
            problems.push((field.to_owned(), words.get(lang).to_owned()));
        };
        if self.notice.chars().count() > notice::LONGEST {
            add("notice", TOO_LONG);
        }
        let several = self.read.spans().len() > 1;
        match (self.period, self.period_typed.is_empty()) {
            (Some(_), _) => {}
            (None, false) => add("period", NO_PERIOD),
            (None, true) if several => add("period", WHICH),
            (None, true) => {}
        }
        problems
    }
}

fn mark(notice: &str) -> String {
    let digest = seal::token::digest(&notice.replace("\r\n", "\n"));
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn channel(said: &str) -> &'static str {
    let known = ["phone", "form"];
    known.into_iter().find(|c| *c == said).unwrap_or("chat")
}

/// A period as a program or a person writes it.
pub fn period(typed: &str, today: Day) -> Option<Period> {
    let coded = typed.parse::<Period>().ok();
    let read = || notice::read(typed, &[], today).period();
    coded.or_else(read).map(canonical)
}

/// The figures a notice may mean. What only words another is left out: the other is meant.
fn known(definitions: &Definitions) -> Vec<Known> {
    let own = definitions.iter();
    own.filter(|d| !matches!(d.fold, Fold::Same(_)))
        .map(|d| Known {
            key: d.key.clone(),
            zh: d.zh.clone(),
            en: d.en.clone(),
        })
        .collect()
}
