//! The inputs of a kind's form, and what was sent by them.
//!
//! In: a declaration, the values that stand or were typed. Out: one input a field; and back,
//! one cell a field. A place or a record from a short list is picked (sent as `#` and its
//! identity); from a long one it is typed, with offers. Answers under encryption are asked one
//! by one and never shown again.

use std::collections::HashMap;

use base::{Ask, Field, Id, Kind, Lang, Record, Selection, Sort, Type, show, words};
use page::field::{Choice, Field as Shown, Input, Keyboard};

use super::{in_charge, labels};
use crate::{
    access::account,
    front::{Call, Fields, Stop},
    intake::Cell,
};

/// The most records picked from a list; of more, one types.
const MOST_PICKED: u32 = 80;
/// The most choices that are all seen at once.
const MOST_SEEN: usize = 6;

/// The records a form's links may point at, as far as they are few.
pub struct Offers {
    /// By kind: the records, and whether these are all.
    by_kind: HashMap<&'static str, (Vec<(Id, String)>, bool)>,
    /// The names of what the record points at now.
    present: labels::Labels,
    lang: Lang,
}

impl Offers {
    /// What the links of a kind may point at.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn of(
        call: &Call,
        kind: &'static Kind,
        record: Option<&Record>,
    ) -> Result<Offers, Stop> {
        let (catalogue, scope) = (call.catalogue(), &call.visitor()?.scope);
        let mut kinds: Vec<&'static Kind> = Vec::new();
        for target in kind.typed().flat_map(Field::targets) {
            let Some(kind) = catalogue.kind(target).filter(|k| scope.may_read(k)) else {
                continue;
            };
            let known = kind.name == account::KIND;
            if !known && !kinds.iter().any(|k| k.name == kind.name) {
                kinds.push(kind);
            }
        }
        let asks = kinds.iter().map(|kind| Ask::Rows {
            selection: Selection::all(kind.name),
            sort: by_label(kind),
            after: None,
            limit: MOST_PICKED,
        });
        let mut by_kind = HashMap::new();
        let accounts = kind.typed().any(|f| f.targets().contains(&account::KIND));
        if accounts {
            let people = in_charge::of(call, kind, record).await?;
            by_kind.insert(account::KIND, (people, true));
        }
        if !kinds.is_empty() {
            let answers = call.ask(asks.collect()).await?;
            for (kind, answer) in kinds.into_iter().zip(answers) {
                let page = answer.page();
                let named = |r: &Record| (r.id, labels::label(kind, r, call.lang()));
                by_kind.insert(
                    kind.name,
                    (page.rows.iter().map(named).collect(), page.next.is_none()),
                );
            }
        }
        let linked: Vec<&'static str> = kind
            .typed()
            .filter(|f| !f.targets().is_empty())
            .map(|f| f.name)
            .collect();
        let present = match record {
            Some(record) => {
                labels::of_links(call, kind, std::slice::from_ref(record), &linked).await?
            }
            None => labels::Labels::default(),
        };
        Ok(Offers {
            by_kind,
            present,
            lang: call.lang(),
        })
    }

    /// All records a link may point at, when they are few enough to pick from.
    pub fn all(&self, field: &Field) -> Option<Vec<(Id, &str)>> {
        let mut all = Vec::new();
        if field.targets().is_empty() {
            return None;
        }
        for target in field.targets() {
            let (records, whole) = self.by_kind.get(target)?;
            if !whole {
                return None;
            }
            all.extend(records.iter().map(|(id, name)| (*id, name.as_str())));
        }
        Some(all)
    }

    fn some(&self, field: &Field) -> Vec<String> {
        let kinds = field.targets().iter().filter_map(|t| self.by_kind.get(t));
        kinds
            .flat_map(|(records, _)| records.iter().map(|(_, name)| name.clone()))
            .collect()
    }

    /// A field's value as its input would have sent it.
    pub fn present(
        &self,
        kind: &'static Kind,
        field: &'static Field,
        record: &Record,
    ) -> Vec<String> {
        let Some(value) = record.value(kind, field.name) else {
            return Vec::new();
        };
        match field.kind {
            Type::Sealed(_) => Vec::new(),
            Type::Choice(_) if !field.grows => {
                value.as_text().map(str::to_owned).into_iter().collect()
            }
            Type::YesNo => vec![
                if value.as_whole() == Some(1) {
                    "yes"
                } else {
                    "no"
                }
                .to_owned(),
            ],
            Type::Area | Type::Link(_) => {
                let picked = self.all(field).is_some();
                let one = |id: Id| {
                    if picked {
                        format!("#{}", id.0)
                    } else {
                        self.name(id)
                    }
                };
                value.ids().into_iter().map(one).collect()
            }
            Type::Links(_) => {
                let names: Vec<String> = value.ids().into_iter().map(|id| self.name(id)).collect();
                vec![names.join("、")]
            }
            _ => vec![show(field, value, self.lang)],
        }
    }

    fn name(&self, id: Id) -> String {
        self.present
            .get(id)
            .map_or_else(|| format!("#{}", id.0), |(_, name)| name.to_owned())
    }
}

fn by_label(kind: &'static Kind) -> Sort {
    let sorted = kind.field(kind.label).is_some_and(|f| f.sorted);
    Sort {
        field: if sorted {
            kind.label.to_owned()
        } else {
            String::new()
        },
        descending: false,
    }
}

/// The inputs of a kind, filled with what `values` gives for each name.
pub fn fields(
    kind: &'static Kind,
    lang: Lang,
    offers: &Offers,
    values: impl Fn(&'static Field, &str) -> Vec<String>,
) -> Vec<Shown> {
    let mut shown = Vec::new();
    for field in kind.typed() {
        if let Type::Sealed(parts) = field.kind {
            shown.extend(
                parts
                    .iter()
                    .map(|part| item(field, part, &values(field, part))),
            );
            continue;
        }
        let said = values(field, field.name);
        let mut input = Shown::new(
            field.name,
            field.words.get(lang),
            input(field, lang, offers, &said),
        );
        input.must = field.must_be_typed();
        input.hint = field
            .hint
            .map(|h| h.get(lang).to_owned())
            .unwrap_or_else(|| hint(field, lang));
        shown.push(input);
    }
    shown
}

/// One answer under encryption: its numbers, all seen.
fn item(field: &'static Field, part: &str, said: &[String]) -> Shown {
    let (least, most) = (field.least.unwrap_or(0), field.most.unwrap_or(3).min(10));
    let choice = |n: i64| Choice {
        value: n.to_string(),
        words: n.to_string(),
        count: None,
        on: said.iter().any(|s| *s == n.to_string()),
    };
    Shown::new(part, part, Input::One((least..=most).map(choice).collect()))
}

fn hint(field: &Field, lang: Lang) -> String {
    match field.kind {
        _ if field.numbered.is_some() => {
            words("留空就接着往下编", "left blank it takes the next number").get(lang)
        }
        Type::Moment => words("如 2022-07-06 14:30", "such as 2022-07-06 14:30").get(lang),
        Type::Links(_) => words("多个用、隔开", "several with commas between").get(lang),
        _ => "",
    }
    .to_owned()
}

fn input(field: &'static Field, lang: Lang, offers: &Offers, said: &[String]) -> Input {
    let value = said.last().cloned().unwrap_or_default();
    match field.kind {
        Type::Long => Input::Long { value, rows: 3 },
        Type::Whole | Type::Decimal(_) | Type::Money | Type::Year => Input::Number {
            value,
            unit: unit(field, lang),
            decimals: matches!(field.kind, Type::Decimal(_) | Type::Money),
        },
        Type::Day => Input::Day(value),
        Type::Month => Input::Month(value),
        Type::Time => Input::Time(value),
        Type::Choice(choices) if field.grows => Input::Find {
            value,
            offers: choices
                .iter()
                .map(|c| c.words.get(lang).to_owned())
                .collect(),
        },
        Type::Choice(choices) => chosen(
            field,
            choices
                .iter()
                .map(|c| (c.code.to_owned(), c.words.get(lang))),
            &value,
        ),
        Type::YesNo => Input::YesNo(match value.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }),
        Type::Area | Type::Link(_) => match offers.all(field) {
            Some(all) => chosen(
                field,
                all.into_iter()
                    .map(|(id, name)| (format!("#{}", id.0), name)),
                &value,
            ),
            None => Input::Find {
                value,
                offers: offers.some(field),
            },
        },
        Type::Links(_) => Input::Find {
            value,
            offers: offers.some(field),
        },
        Type::Text | Type::Moment | Type::Definition | Type::Sealed(_) => Input::Text {
            value,
            keyboard: if field.name.contains("phone") {
                Keyboard::Tel
            } else {
                Keyboard::Text
            },
            autocomplete: "off",
        },
    }
}

/// One of these: all seen when they are few and one is needed, else from a list that drops down.
fn chosen<'a>(field: &Field, all: impl Iterator<Item = (String, &'a str)>, value: &str) -> Input {
    let mut choices: Vec<Choice> = all
        .map(|(code, words)| Choice {
            on: code == value,
            value: code,
            words: words.to_owned(),
            count: None,
        })
        .collect();
    if field.must && choices.len() <= MOST_SEEN {
        return Input::One(choices);
    }
    choices.insert(
        0,
        Choice {
            words: "—".to_owned(),
            ..Choice::default()
        },
    );
    Input::Pick(vec![(String::new(), choices)])
}

fn unit(field: &Field, lang: Lang) -> String {
    match (field.unit, field.kind) {
        (Some(unit), _) => unit.get(lang).to_owned(),
        (None, Type::Money) => words("元", "yuan").get(lang).to_owned(),
        _ => String::new(),
    }
}

/// What a form sent, one cell a name. Of a new record a name not sent is blank; of one that
/// is there, answers under encryption that were left blank stay as they are.
pub fn sent(kind: &'static Kind, form: &Fields, new: bool) -> Vec<(String, Option<Cell>)> {
    let mut cells = Vec::new();
    for field in kind.typed() {
        if let Type::Sealed(parts) = field.kind {
            let said = parts
                .iter()
                .filter_map(|part| Some((*part, form.get(part)?)));
            cells.extend(said.map(|(part, said)| (part.to_owned(), Some(Cell::text(said)))));
            continue;
        }
        let said = form.text(field.name);
        // What another page's form does not show, it does not blank.
        if said.is_empty()
            && !new
            && form.get(field.name).is_none()
            && !matches!(field.kind, Type::YesNo)
        {
            continue;
        }
        cells.push((field.name.to_owned(), cell(field, said)));
    }
    cells
}

fn cell(field: &Field, said: &str) -> Option<Cell> {
    if said.is_empty() {
        return None;
    }
    let id = said
        .strip_prefix('#')
        .filter(|_| !field.targets().is_empty());
    match id.and_then(|id| id.parse().ok()) {
        Some(id) => Some(Cell::Ids([Id(id)].into())),
        None => Some(Cell::text(said)),
    }
}
