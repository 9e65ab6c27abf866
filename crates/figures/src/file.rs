//! Definitions as one file (TOML), out and in: to keep, to give to another park, to mend by hand.
//!
//! In: definitions, or a file's text with the set it is to join. Out: the text; or the definitions
//! of the text, or everything wrong with it at once, each with its key and line. Reading what was
//! written gives the same definitions again.

use std::collections::BTreeMap;

use base::Catalogue;
use serde::{Deserialize, Serialize};

use crate::{Definition, Definitions, Reason};

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The definition's key; empty where it was not understood.
    pub key: String,
    /// The line it begins in, or that was not understood; 0 where it stands in no line.
    pub line: usize,
    /// What is wrong.
    pub reason: Reason,
}

#[derive(Serialize)]
struct Out<'a> {
    figure: Vec<&'a Definition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct In {
    #[serde(default)]
    figure: Vec<Definition>,
}

/// By this line every definition begins.
const HEAD: &str = "[[figure]]";

/// Definitions as a file's text.
///
/// # Errors
/// Never for definitions that were read or made by a form; what the writer refused otherwise.
pub fn written<'a>(list: impl Iterator<Item = &'a Definition>) -> Result<String, Reason> {
    let out = Out {
        figure: list.collect(),
    };
    toml::to_string(&out).map_err(|e| Reason::Unread(e.to_string()))
}

/// The definitions of a file, as they fit together with those that are there already and are not
/// in the file.
///
/// # Errors
/// Everything wrong with it.
pub fn read(
    text: &str,
    there: &Definitions,
    catalogue: &Catalogue,
) -> Result<Vec<Definition>, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = heads(text);
    let list = match toml::from_str::<In>(text) {
        Ok(file) => file.figure,
        Err(whole) => return Err(unread(text, &lines, &whole)),
    };
    if list.is_empty() {
        return Err(vec![fault("", 0, Reason::Nothing)]);
    }
    // Texts that look like a head are no heads; then no line is told rather than a wrong one.
    let certain = lines.len() == list.len();
    let at = |n: usize| lines.get(n).copied().filter(|_| certain).unwrap_or(0);
    let place: BTreeMap<&str, usize> = list
        .iter()
        .enumerate()
        .map(|(n, d)| (d.key.as_str(), at(n)))
        .collect();
    let mut faults: Vec<Fault> = Vec::new();
    for (n, definition) in list.iter().enumerate() {
        if !is_key(&definition.key) {
            faults.push(fault(&definition.key, at(n), Reason::BadKey));
        }
    }
    let others = there.iter().filter(|d| !place.contains_key(d.key.as_str()));
    let all: Vec<Definition> = others.cloned().chain(list.iter().cloned()).collect();
    if let Err(unfit) = Definitions::new(all, catalogue) {
        let told = unfit.into_iter().map(|u| {
            let line = place.get(u.key.as_str()).copied().unwrap_or(0);
            fault(&u.key, line, u.reason)
        });
        faults.extend(told);
    }
    match faults.is_empty() {
        true => Ok(list),
        false => Err(faults),
    }
}

/// Whether a key can stand in an address: small letters, digits and `_`, and is none of ours.
fn is_key(key: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !key.is_empty() && key.len() <= 80 && key.chars().all(fits) && !OURS.contains(&key)
}

/// Words that stand in addresses where a key does.
const OURS: [&str; 5] = ["define", "draft", "templates", "file", "import"];

fn fault(key: &str, line: usize, reason: Reason) -> Fault {
    Fault {
        key: key.to_owned(),
        line,
        reason,
    }
}

/// The lines in which definitions begin, from 1.
fn heads(text: &str) -> Vec<usize> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| line.trim_end() == HEAD)
        .map(|(n, _)| n + 1)
        .collect()
}

/// What was not understood, definition by definition, so that all of it is told at once.
fn unread(text: &str, heads: &[usize], whole: &toml::de::Error) -> Vec<Fault> {
    let lines: Vec<&str> = text.lines().collect();
    let mut faults = Vec::new();
    for (n, head) in heads.iter().enumerate() {
        let end = heads.get(n + 1).map_or(lines.len(), |next| next - 1);
        let part = lines.get(head - 1..end).unwrap_or_default().join("\n");
        if let Err(error) = toml::from_str::<In>(&part) {
            let line = head - 1 + line_of(&part, error.span());
            faults.push(fault(&key_in(&part), line, Reason::Unread(plain(&error))));
        }
    }
    if faults.is_empty() {
        faults.push(fault(
            "",
            line_of(text, whole.span()),
            Reason::Unread(plain(whole)),
        ));
    }
    faults
}

fn line_of(text: &str, span: Option<std::ops::Range<usize>>) -> usize {
    let before = span.and_then(|s| text.get(..s.start)).unwrap_or_default();
    before.matches('\n').count() + 1
}

fn plain(error: &toml::de::Error) -> String {
    error.message().trim().to_owned()
}

/// The key a part names, also where the rest cannot be read.
fn key_in(part: &str) -> String {
    let line = part.lines().find_map(|l| l.trim().strip_prefix("key"));
    let value = line.and_then(|l| l.trim_start().strip_prefix('='));
    let value = value.map(|v| v.trim().trim_matches(['"', '\'']).to_owned());
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basis, Fold, Numerals, PartsAs, Rank, Standing, Ties, Trimmed, Wording};
    use base::{Field, Filter, Key, Kind, Rights, Role, Roles, ScopedBy, Test, Work, words};
    use proptest::prelude::*;

    static ROWS: Kind = Kind {
        name: "rows",
        words: words("台账", "Records"),
        work: Work::Returns,
        unit: words("条", "records"),
        sheet: "",
        also: &[],
        key: Key::Nth(&["name"]),
        label: "name",
        fields: &[
            Field::text("name", "名称", "Name").open(),
            Field::day("on", "日期", "On").open(),
            Field::whole("n", "数", "Number").open(),
        ],
        list: &[],
        when: "on",
        scoped_by: ScopedBy::Park,
        rights: Rights {
            read: Roles::of(&[Role::Staff]),
            write: Roles::of(&[Role::Staff]),
            remove: Roles::of(&[Role::Staff]),
        },
        park: None,
        rule: None,
    };

    fn catalogue() -> Catalogue {
        Catalogue::new([&ROWS])
    }

    fn any_fold() -> impl Strategy<Value = Fold> {
        prop_oneof![
            Just(Fold::Count),
            Just(Fold::Sum("n".into())),
            Just(Fold::Distinct("name".into())),
            ".{1,12}".prop_map(|t| Fold::Share(Filter::is("name", t.as_str()))),
            (0usize..3).prop_map(|trim| Fold::Trimmed(Trimmed {
                of: "n".into(),
                trim
            })),
            (".{1,8}", any::<bool>()).prop_map(|(one, close)| Fold::Rank(Rank {
                of: "name".into(),
                each: "name".into(),
                sum: "n".into(),
                trim: 1,
                place: 1,
                show: "name".into(),
                one: Some(one),
                ties: if close { Ties::Close } else { Ties::Skip },
            })),
            ".{1,8}".prop_map(|one| Fold::Place(Standing {
                of: "k0".into(),
                by: "name".into(),
                one,
                best: crate::Best::Least,
                ties: Ties::Close,
            })),
            Just(Fold::Ratio(["k0".into(), "k0".into()])),
        ]
    }

    prop_compose! {
        fn any_definition()(
            zh in ".{1,20}", en in "(?s).{1,20}", unit in "[场条]?", fold in any_fold(), about in ".{1,12}",
            month in proptest::option::of(1i8..=12), owner in "[a-z]{0,8}", places in 0u8..4, kinds in 0u8..8,
        ) -> Definition {
            let made = !fold.uses().is_empty();
            let contains = Filter::leaf("name", Test::Contains(about));
            Definition {
                zh, en, unit, month, owner,
                kind: if made { String::new() } else { "rows".into() },
                basis: if kinds & 1 == 1 { Basis::ToDate } else { Basis::Flow },
                filter: if made { Filter::default() } else { Filter::negate(contains.clone()) },
                evidence: if made || kinds & 2 == 0 { Filter::default() } else { contains },
                parts: if kinds & 4 == 4 { PartsAs::Hundred(places) } else { PartsAs::Amounts },
                wording: if kinds == 3 { Wording::Floor(10) } else { Wording::Exact },
                numerals: if kinds == 5 { Numerals::Chinese } else { Numerals::Digits },
                decimals: places,
                version: u32::from(places) + 1,
                fold,
                ..Definition::default()
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(list in proptest::collection::vec(any_definition(), 1..12)) {
            // The first is what the others may be made of.
            let first = Definition { fold: Fold::Count, kind: "rows".into(), ..Definition::default() };
            let list: Vec<Definition> = std::iter::once(first)
                .chain(list)
                .enumerate()
                .map(|(n, d)| Definition { key: format!("k{n}"), zh: format!("{}数", d.zh), ..d })
                .collect();
            let text = written(list.iter()).unwrap();
            let back = read(&text, &Definitions::default(), &catalogue());
            prop_assert_eq!(back, Ok(list), "{}", text);
        }
    }

    #[test]
    fn everything_wrong_is_told_at_once_with_key_and_line() {
        let there = Definitions::of(vec![Definition {
            key: "old".into(),
            fold: Fold::Same("a".into()),
            ..Definition::default()
        }]);
        let told = |text: &str| -> Vec<(String, usize, String)> {
            let faults = read(text, &there, &catalogue()).unwrap_err();
            let one = |f: Fault| (f.key, f.line, f.reason.text(base::Lang::En));
            faults.into_iter().map(one).collect()
        };
        let head = |key: &str| format!("[[figure]]\nkey = \"{key}\"\nzh = \"数\"\nen = \"n\"\n");
        let text = format!(
            "# ours\n{}kind = \"rows\"\nfold = \"cuont\"\n\n{}kind = \"rows\"\nfold = \"count\"\nsize = 3\n",
            head("a"),
            head("b")
        );
        let found = told(&text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!((found[0].0.as_str(), found[0].1), ("a", 7));
        assert_eq!((found[1].0.as_str(), found[1].1), ("b", 15));
        let text = format!(
            "{}kind = \"rows\"\nfold = {{ sum = \"nothing\" }}\n{}fold = {{ same = \"c\" }}\n{}kind = \"rows\"\nfold = \"count\"\n",
            head("a"),
            head("c"),
            head("Bad Key")
        );
        let found = told(&text);
        let places: Vec<(&str, usize)> = found.iter().map(|(k, n, _)| (k.as_str(), *n)).collect();
        assert_eq!(places, [("Bad Key", 12), ("a", 1), ("c", 7)], "{found:?}");
        assert_eq!(told("")[0].1, 0);
        assert_eq!(told("key = 3")[0].1, 1);
    }
}
