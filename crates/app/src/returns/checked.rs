//! What stands between a return and its signature: figure by figure, word by word.
//!
//! In: a text as it fills itself now, who confirmed what, what left the house before. Out: a line
//! for each figure (its value, whether it is confirmed, the number of the same 口径 and period that
//! went out before, how many records lack their evidence), the slots that cannot be filled, the
//! numbers that were typed; and the problems for which it cannot be signed. It writes nothing.

use base::{Code, Id, Lang, Problem};
use store::Scope;

use super::{
    confirmed::Confirmed,
    desk::Open,
    given::{Before, given_out_before},
};
use crate::{
    front::{Call, Stop},
    reports::{
        Values,
        guard::{Guard, Release},
        pages::lacking,
        text::Filled,
    },
};

/// A figure of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// As it reads, in Chinese: what is confirmed and given out.
    pub said: String,
    /// As it reads to whoever looks, in their language.
    pub reads: String,
    /// Its exact value.
    pub value: String,
    /// The version of its definition.
    pub version: i64,
    /// Who confirmed it as it reads now.
    pub confirmed_by: Option<Id>,
    /// The last number of its 口径 and period that left the house.
    pub before: Option<Before>,
    /// How many of its records lack the evidence asked for; none where nothing is asked.
    pub lack: Option<i64>,
}

impl Line {
    /// Whether another number of the same 口径 and period went out before.
    pub fn differs(&self) -> bool {
        let same = |before: &Before| before.said == self.said && before.value == self.value;
        self.before.as_ref().is_some_and(|before| !same(before))
    }
}

/// A return, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Its figures, in reading order.
    pub lines: Vec<Line>,
    /// What cannot be filled.
    pub missing: Vec<String>,
    /// The numbers in it that were typed.
    pub typed: Vec<String>,
    /// How many figures stand in it, each place counted.
    pub computed: usize,
}

impl Checked {
    /// Why it cannot be signed; nothing where it can. `said` tells whether a difference to an
    /// earlier number was explained.
    pub fn problems(&self, said: impl Fn(&str) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let of = |code, field: &str, zh: String, en: String| Problem::of(code, field).with(zh, en);
        if !self.missing.is_empty() {
            let (zh, en) = (self.missing.join("、"), self.missing.join(", "));
            problems.push(of(Code::Missing, "text", zh, en));
        }
        let open = |line: &&Line| line.confirmed_by.is_none();
        let names: Vec<&str> = self
            .lines
            .iter()
            .filter(open)
            .map(|l| l.name.as_str())
            .collect();
        if !names.is_empty() {
            let (zh, en) = (names.join("、"), names.join(", "));
            problems.push(of(Code::Unconfirmed, "figures", zh, en));
        }
        let unsaid = |line: &&Line| line.differs() && !said(&line.key);
        for line in self.lines.iter().filter(unsaid) {
            let before = line.before.as_ref().map_or("", |before| &before.said);
            let zh = format!("“{}”上次报出{before}，现在是{}", line.name, line.said);
            let en = format!(
                "“{}” went out as {before}, now it is {}",
                line.name, line.said
            );
            problems.push(of(Code::Differs, &format!("because.{}", line.key), zh, en));
        }
        problems
    }
}

/// What is checked.
pub struct Told<'a> {
    /// The figures.
    pub values: &'a Values,
    /// The text they stand in.
    pub filled: &'a Filled,
    /// The release it is.
    pub release: Option<&'a Release>,
    /// The figures confirmed so far.
    pub confirmed: &'a Confirmed,
}

/// Checks a return as it stands now; nothing of one whose text is not open to the caller.
///
/// # Errors
/// Faults of the store.
pub async fn check(call: &Call, open: &Open) -> Result<Checked, Stop> {
    let Some((values, filled)) = &open.text else {
        return Ok(Checked::default());
    };
    let told = Told {
        values,
        filled,
        release: open.release.as_ref(),
        confirmed: &open.paper.confirmed,
    };
    check_text(call, told).await
}

/// Checks a text as it stands now. Its numbers read as anybody may be told them: that is how they
/// leave the house.
///
/// # Errors
/// Faults of the store.
pub async fn check_text(call: &Call, told: Told<'_>) -> Result<Checked, Stop> {
    let Told {
        values,
        filled,
        release,
        confirmed,
    } = told;
    let (catalogue, lang) = (call.catalogue(), call.lang());
    let reader = &call.visitor()?.scope;
    let own = Guard::new(values, &catalogue, Some(reader));
    let guard = Guard {
        reader: None,
        release,
        ..own
    };
    let system = Scope::system(reader.park(), "numbers given out before");
    let mut lines = Vec::new();
    for key in filled.keys() {
        let Some((definition, figure)) = values.get(key) else {
            continue;
        };
        let seen = guard.read(definition, figure, Lang::Zh);
        let version = i64::from(definition.version);
        let said = format!("{}{}", seen.value, seen.unit);
        let reads = guard.read(definition, figure, lang);
        let before =
            given_out_before(&call.house.store, &system, key, values.period, values.place).await?;
        lines.push(Line {
            name: match lang {
                Lang::Zh => definition.zh.clone(),
                Lang::En => definition.en.clone(),
            },
            confirmed_by: confirmed.by(key, &said, version),
            value: match seen.kept_back {
                true => said.clone(),
                false => figure.value(definition, Lang::Zh),
            },
            lack: match own.opens(definition) {
                true => lacking(call, values, definition).await?,
                false => None,
            },
            key: key.to_owned(),
            said,
            reads: format!("{}{}", reads.value, reads.unit),
            version,
            before,
        });
    }
    Ok(Checked {
        lines,
        missing: filled
            .missing()
            .into_iter()
            .map(|(_, what, _)| what)
            .collect(),
        typed: filled.typed.clone(),
        computed: filled.figures(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: &str, said: &str, confirmed: bool, before: Option<&str>) -> Line {
        Line {
            key: key.to_owned(),
            name: key.to_uppercase(),
            said: said.to_owned(),
            reads: said.to_owned(),
            value: said.to_owned(),
            version: 1,
            confirmed_by: confirmed.then_some(Id(7)),
            before: before.map(|said| Before {
                id: Id(1),
                at: 1,
                on: "2026-11-03".to_owned(),
                recipient: "区里".to_owned(),
                said: said.to_owned(),
                value: said.to_owned(),
                version: 1,
            }),
            lack: None,
        }
    }

    #[test]
    fn what_stands_in_the_way_of_a_signature_is_told_at_once() {
        for (lines, missing, explained, told) in [
            (vec![line("a", "31", true, None)], vec![], "", vec![]),
            (vec![line("a", "31", true, Some("31"))], vec![], "", vec![]),
            (
                vec![line("a", "31", false, None)],
                vec![],
                "",
                vec!["unconfirmed"],
            ),
            (
                vec![line("a", "31", true, Some("29"))],
                vec![],
                "",
                vec!["differs"],
            ),
            (vec![line("a", "31", true, Some("29"))], vec![], "a", vec![]),
            (
                vec![
                    line("a", "31", false, Some("29")),
                    line("b", "1", false, None),
                ],
                vec!["验收"],
                "",
                vec!["missing", "unconfirmed", "differs"],
            ),
        ] {
            let checked = Checked {
                lines,
                missing: missing.into_iter().map(str::to_owned).collect(),
                ..Checked::default()
            };
            let problems = checked.problems(|key| key == explained);
            let codes: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
            assert_eq!(codes, told, "{checked:?}");
        }
    }
}
