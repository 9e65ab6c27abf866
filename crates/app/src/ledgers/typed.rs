//! One field's part of a list's address: what the filter bar can say of it, both ways.
//!
//! In: a field and the pairs of an address, or one condition. Out: conditions, or the pairs
//! that mean one. A choice or a place is named (`category=talk`), a place with all below it or
//! alone (`community=12`, `community_alone=12`), words are looked for (`name=灯会`), numbers and
//! days have two ends (`attended_from`, `on_to`). It reads values by the same rule as forms and
//! sheets.

use base::{
    Field, Filter, Kind, Leaf, Operand, Problem, Test, Type, Value,
    read::{Raw, Reading, read},
    show,
};

use crate::front::Fields;

/// How a field is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// One of its words.
    Choice,
    /// Yes or no.
    YesNo,
    /// Words in it.
    Words,
    /// All of it.
    Whole,
    /// A place with all below it, or alone.
    Place,
    /// A record it points at.
    Link,
    /// From and to.
    Between,
    /// Not at all.
    Never,
}

impl Asking {
    /// How this field is asked for.
    pub fn of(field: &Field) -> Asking {
        match field.kind {
            Type::Choice(_) => Asking::Choice,
            Type::YesNo => Asking::YesNo,
            Type::Text | Type::Long if field.searched => Asking::Words,
            Type::Text | Type::Definition | Type::Time => Asking::Whole,
            Type::Area => Asking::Place,
            Type::Link(_) | Type::Links(_) => Asking::Link,
            Type::Whole
            | Type::Decimal(_)
            | Type::Money
            | Type::Year
            | Type::Day
            | Type::Month
            | Type::Moment => Asking::Between,
            Type::Long | Type::Sealed(_) => Asking::Never,
        }
    }
}

/// The link by which one place is part of another.
pub const PART_OF: &str = "parent";

/// The names by which an address asks of a field.
pub fn names_of(field: &Field) -> Vec<String> {
    let name = field.name;
    match Asking::of(field) {
        Asking::Never => Vec::new(),
        Asking::Between => vec![format!("{name}_from"), format!("{name}_to")],
        Asking::Place => vec![name.to_owned(), alone(field)],
        _ => vec![name.to_owned()],
    }
}

/// The name that asks for a place without those below it.
pub fn alone(field: &Field) -> String {
    format!("{}_alone", field.name)
}

/// Whether a name in an address means something for a kind.
pub fn is_name(kind: &Kind, name: &str) -> bool {
    let mut names = kind.fields.iter().flat_map(names_of);
    names.any(|known| known == name)
}

/// Whether a reader sees a field.
pub type Sees<'a> = &'a dyn Fn(&Field) -> bool;

/// The words in any of a kind's searched fields that its reader sees; none when there is no such
/// field.
pub fn anywhere(kind: &Kind, words: &str, sees: Sees<'_>) -> Option<Filter> {
    let searched = kind.fields.iter().filter(|f| f.searched && sees(f));
    let any: Vec<Filter> = searched
        .map(|f| Filter::leaf(f.name, Test::Contains(words.to_owned())))
        .collect();
    (!any.is_empty()).then_some(Filter::Any { any })
}

/// What the pairs of an address ask of one field.
///
/// # Errors
/// A value that cannot be meant.
pub fn conditions(field: &'static Field, fields: &Fields) -> Result<Vec<Filter>, Problem> {
    let asking = Asking::of(field);
    match asking {
        Asking::Between => return between(field, fields),
        Asking::Place => return place(field, fields),
        Asking::Never => return Ok(Vec::new()),
        _ => {}
    }
    let said: Vec<&str> = fields
        .all(field.name)
        .filter(|value| !value.trim().is_empty())
        .collect();
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let last = said.last().copied().unwrap_or_default();
    let filter = match asking {
        Asking::Words => Filter::leaf(field.name, Test::Contains(last.trim().to_owned())),
        Asking::Link => through(field, &said)?,
        _ => one_of(field, &said)?,
    };
    Ok(vec![filter])
}

/// Places with all below them, places alone.
fn place(field: &Field, fields: &Fields) -> Result<Vec<Filter>, Problem> {
    let mut parts = Vec::new();
    for (name, with_below) in [(field.name.to_owned(), true), (alone(field), false)] {
        let mut ids: Vec<i64> = Vec::new();
        for said in fields.all(&name).filter(|value| !value.trim().is_empty()) {
            let wrong = |_| Problem::of(base::Code::UnknownReference, &name);
            let id = said.trim().parse().map_err(wrong)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if !ids.is_empty() {
            let which = match with_below {
                true => Filter::below(ids, PART_OF),
                false => Filter::ids(ids),
            };
            parts.push(Filter::through(field.name, which));
        }
    }
    Ok(parts)
}

fn one_of(field: &Field, said: &[&str]) -> Result<Filter, Problem> {
    let mut values = Vec::new();
    for value in said {
        let value = Operand::Is(value_of(field, value, field.name)?);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(match values.as_slice() {
        [one] => Filter::leaf(field.name, Test::Is(one.clone())),
        _ => Filter::leaf(field.name, Test::In(values)),
    })
}

/// `project=123`, or `target=projects.123` where several kinds may be meant.
fn through(field: &Field, said: &[&str]) -> Result<Filter, Problem> {
    let wrong = || Problem::of(base::Code::UnknownReference, field.name);
    let (mut kind, mut ids) = (String::new(), Vec::new());
    for value in said {
        let (target, id) = value.rsplit_once('.').unwrap_or(("", value));
        let id: i64 = id.parse().map_err(|_| wrong())?;
        if !target.is_empty() && !field.targets().contains(&target) {
            return Err(wrong());
        }
        if !ids.is_empty() && kind != target {
            return Err(wrong());
        }
        kind = target.to_owned();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if kind.is_empty() && field.targets().len() > 1 {
        return Err(wrong());
    }
    Ok(Filter::Through {
        through: field.name.to_owned(),
        kind,
        filter: Box::new(Filter::ids(ids)),
    })
}

fn between(field: &Field, fields: &Fields) -> Result<Vec<Filter>, Problem> {
    let mut parts = Vec::new();
    for (end, test) in [
        ("from", Test::AtLeast as fn(Operand) -> Test),
        ("to", Test::AtMost),
    ] {
        let name = format!("{}_{end}", field.name);
        let said = fields.text(&name);
        if said.is_empty() {
            continue;
        }
        let mut value = value_of(field, said, &name)?;
        if let (Type::Moment, "to", Value::Text(day)) = (field.kind, end, &value)
            && day.len() == 10
        {
            value = Value::Text(format!("{day}{DAYS_END}"));
        }
        parts.push(Filter::leaf(field.name, test(Operand::Is(value))));
    }
    Ok(parts)
}

/// The last minute of a day: «to the 6th» holds all of the 6th.
const DAYS_END: &str = " 23:59";

fn value_of(field: &Field, said: &str, name: &str) -> Result<Value, Problem> {
    // Below its range one may still ask; what may be stored is another matter.
    let free = Field {
        least: None,
        most: None,
        ..*field
    };
    match read(&free, Raw::Text(said)) {
        Ok(Reading::Value(value)) => Ok(value),
        Ok(_) => Err(Problem::of(base::Code::Missing, name)),
        Err(code) => Err(Problem::of(code, name)),
    }
}

/// The pairs that mean this condition, when the bar can say it.
pub fn pairs(kind: &Kind, part: &Filter) -> Option<Vec<(String, String)>> {
    match part {
        Filter::Leaf(leaf) => leaf_pairs(kind, leaf),
        Filter::Any { .. } => {
            let words = words_of(part).filter(|words| plainly(words))?;
            (anywhere(kind, words, &|_| true).as_ref() == Some(part))
                .then(|| vec![pair("q", words)])
        }
        Filter::Through {
            through,
            kind: target,
            filter,
        } => {
            let field = kind.field(through)?;
            let (name, ids) = match (&**filter, Asking::of(field)) {
                (Filter::Below { below, by }, Asking::Place) if by == PART_OF => {
                    (field.name.to_owned(), below)
                }
                (Filter::Ids { ids }, Asking::Place) => (alone(field), ids),
                (Filter::Ids { ids }, _) => (field.name.to_owned(), ids),
                _ => return None,
            };
            if Asking::of(field) == Asking::Place && !target.is_empty() {
                return None;
            }
            let named = match target.is_empty() {
                true => field.targets().len() == 1,
                false => field.targets().contains(&target.as_str()),
            };
            if !named || !distinct(ids) {
                return None;
            }
            let of = |id: &i64| match target.is_empty() {
                true => id.to_string(),
                false => format!("{target}.{id}"),
            };
            let pairs: Vec<_> = ids.iter().map(|id| pair(&name, &of(id))).collect();
            (!pairs.is_empty()).then_some(pairs)
        }
        _ => None,
    }
}

/// Whether words come back from an address as they are.
fn plainly(words: &str) -> bool {
    !words.is_empty() && words.trim() == words && !words.contains('\0')
}

/// The words looked for by the first of several conditions.
fn words_of(part: &Filter) -> Option<&str> {
    let Filter::Any { any } = part else {
        return None;
    };
    match any.first()? {
        Filter::Leaf(Leaf {
            test: Test::Contains(words),
            ..
        }) => Some(words),
        _ => None,
    }
}

fn leaf_pairs(kind: &Kind, leaf: &Leaf) -> Option<Vec<(String, String)>> {
    let field = kind.field(&leaf.field)?;
    let asking = Asking::of(field);
    let name = field.name;
    match (&leaf.test, asking) {
        (Test::Set(there), _) => Some(vec![pair(if *there { "filled" } else { "blank" }, name)]),
        (Test::Contains(words), Asking::Words) if plainly(words) => Some(vec![pair(name, words)]),
        (Test::Is(Operand::Is(value)), Asking::Choice | Asking::YesNo | Asking::Whole) => {
            Some(vec![pair(name, &said(field, value)?)])
        }
        (Test::In(many), Asking::Choice | Asking::Whole) if many.len() > 1 && distinct(many) => {
            let one = |operand: &Operand| match operand {
                Operand::Is(value) => Some(pair(name, &said(field, value)?)),
                Operand::Year { .. } => None,
            };
            many.iter().map(one).collect()
        }
        // «From a day» begins with its first minute: its last is said in full elsewhere.
        (Test::AtLeast(Operand::Is(Value::Text(t))), _) if t.ends_with(DAYS_END) => None,
        (Test::AtLeast(Operand::Is(value)), Asking::Between) => {
            Some(vec![pair(&format!("{name}_from"), &said(field, value)?)])
        }
        (Test::AtMost(Operand::Is(value)), Asking::Between) => {
            Some(vec![pair(&format!("{name}_to"), &until(field, value)?)])
        }
        _ => None,
    }
}

/// Whether no value is said twice: an address says each once.
fn distinct<T: PartialEq>(many: &[T]) -> bool {
    many.iter()
        .enumerate()
        .all(|(n, value)| !many.iter().skip(n + 1).any(|other| other == value))
}

/// A value as an address says it: a choice by its code, anything else as people read it;
/// none when it would not be read back as the same.
fn said(field: &Field, value: &Value) -> Option<String> {
    let text = match (field.kind, value) {
        (Type::Choice(_), Value::Text(code)) => code.clone(),
        (Type::YesNo, Value::Whole(n)) => if *n == 0 { "no" } else { "yes" }.to_owned(),
        _ => show(field, value, base::Lang::Zh),
    };
    let back = value_of(field, &text, field.name).ok()?;
    (back == *value).then_some(text)
}

/// The same of an end: a moment's last minute is said as its day, and a bare day, which ends
/// before its first minute, cannot be said.
fn until(field: &Field, value: &Value) -> Option<String> {
    match (field.kind, value) {
        (Type::Moment, Value::Text(moment)) => match moment.strip_suffix(DAYS_END) {
            Some(day) => Some(day.to_owned()),
            None => said(field, value).filter(|text| text.len() > 10),
        },
        _ => said(field, value),
    }
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
