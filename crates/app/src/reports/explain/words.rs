//! The answer in words: what each side is, what each step is, and one sentence to send on.
//!
//! In: two figures and the steps between. Out: the same in Chinese and in English. It names no
//! record; whoever prints adds the names that the reader may see.

use base::{Catalogue, Lang, Privacy, Words, words};
use figures::{Amount, Cause, Definition, Thing, describe, unit};

use super::{asked, cause::conditions, explained::Explained, side::Figured};
use crate::front::House;

/// What the two sides have in common, and what each has of its own, in words.
pub struct Named {
    /// In common; may be empty.
    pub both: String,
    /// Each side's own words.
    pub own: [String; 2],
    /// The unit, where it is the same.
    units: [String; 2],
    lang: Lang,
}

/// The name of a figure.
pub fn name(definition: &Definition, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &definition.zh,
        Lang::En => &definition.en,
    }
}

impl Named {
    /// Names both sides; `places` are the names of their places.
    pub fn of(sides: [&Figured; 2], places: [&str; 2], house: &House, lang: Lang) -> Named {
        let [a, b] = sides;
        let moments = a.asked.at != b.asked.at || a.asked.at.is_some();
        let part = |side: &Figured, place: &str| -> [String; 4] {
            let own = side.definition().map_or("", |d| name(d, lang));
            let whole = words("全园", "the whole park").get(lang);
            [
                own.to_owned(),
                side.asked.wanted.period.name(lang),
                if place.is_empty() { whole } else { place }.to_owned(),
                match moments {
                    true => asked::as_of(side.asked.at, house, lang),
                    false => String::new(),
                },
            ]
        };
        let [place_a, place_b] = places;
        let (first, second) = (part(a, place_a), part(b, place_b));
        let joint = if lang == Lang::Zh { "，" } else { ", " };
        let join = |parts: Vec<&str>| parts.join(joint);
        let mut both = Vec::new();
        let (mut one, mut two) = (Vec::new(), Vec::new());
        for (at, (x, y)) in first.iter().zip(&second).enumerate() {
            // That both are of the whole park goes without saying.
            let plain = at == 2 && places == ["", ""];
            match x == y {
                _ if plain => {}
                true if !x.is_empty() => both.push(x.as_str()),
                true => {}
                false => {
                    one.push(x.as_str());
                    two.push(y.as_str());
                }
            }
        }
        let unit = |side: &Figured| match (side.definition(), lang) {
            (None, _) => String::new(),
            (Some(d), Lang::Zh) => d.unit.clone(),
            (Some(d), Lang::En) => format!(" {}", unit(&d.unit, false)).trim_end().to_owned(),
        };
        Named {
            both: join(both),
            own: [join(one), join(two)],
            units: [unit(a), unit(b)],
            lang,
        }
    }

    /// The unit of a gap: of the second side where the two differ (人次 to 人).
    pub fn unit(&self) -> &str {
        let [_, unit] = &self.units;
        unit
    }

    /// A side's value with its unit.
    pub fn value(&self, explained: &Explained, side: usize) -> String {
        let value = explained.values.get(side).copied().unwrap_or_default();
        let unit = self.units.get(side).map_or("", String::as_str);
        format!("{}{unit}", digits(value, explained.places))
    }

    /// The first part of the sentence: both values and the gap.
    pub fn says(&self, explained: &Explained) -> String {
        let [a, b] = &self.own;
        let (x, y) = (self.value(explained, 0), self.value(explained, 1));
        let gap = explained.gap();
        let size = digits(gap.abs(), explained.places);
        let unit = self.unit();
        match self.lang {
            Lang::Zh => {
                let both = match self.both.as_str() {
                    "" => String::new(),
                    both => format!("{both}："),
                };
                let how = match gap {
                    0 => "两边一样".to_owned(),
                    gap if gap > 0 => format!("后者多{size}{unit}"),
                    _ => format!("后者少{size}{unit}"),
                };
                format!("{both}{a} {x}，{b} {y}，{how}。")
            }
            Lang::En => {
                let both = match self.both.as_str() {
                    "" => String::new(),
                    both => format!("{both}: "),
                };
                let how = match gap {
                    0 => "the two agree".to_owned(),
                    gap if gap > 0 => format!("the second is {size}{unit} more"),
                    _ => format!("the second is {size}{unit} less"),
                };
                format!("{both}{a} {x}, {b} {y}: {how}.")
            }
        }
    }

    /// The same with a clause for each step.
    pub fn sentence(&self, explained: &Explained, clauses: &[String]) -> String {
        let says = self.says(explained);
        if clauses.is_empty() {
            return says;
        }
        match self.lang {
            Lang::Zh => format!("{says}其中：{}。", clauses.join("；")),
            Lang::En => format!("{says} Of these: {}.", clauses.join("; ")),
        }
    }
}

/// Whether a thing may be named in a sentence that is sent on: no person is, and nothing of the
/// care compartment.
pub fn is_named(thing: &Thing, catalogue: &Catalogue) -> bool {
    let open = |field: Option<&base::Field>| {
        let privacy = field.and_then(|f| f.privacy);
        matches!(privacy, Some(Privacy::Open | Privacy::Internal))
    };
    if let Some((kind, field)) = thing.by.split_once('.') {
        return open(catalogue.kind(kind).and_then(|k| k.field(field)));
    }
    thing.by.split(' ').all(|name| {
        catalogue.kind(name).is_some_and(|kind| {
            let key = kind.key.fields().iter().map(|f| kind.field(f));
            let label = (!kind.label.is_empty()).then(|| kind.field(kind.label));
            !kind.is_care() && label.map_or_else(|| key.clone().all(open), open)
        })
    })
}

/// A stored amount in digits.
pub fn digits(n: i64, places: u8) -> String {
    Amount::scaled(n, places).digits(places)
}

/// A step's amount with its sign.
pub fn signed(n: i64, places: u8) -> String {
    match n {
        n if n > 0 => format!("+{}", digits(n, places)),
        n if n < 0 => format!("−{}", digits(n.abs(), places)),
        _ => "±0".to_owned(),
    }
}

/// What a step is.
pub fn step(
    cause: &Cause,
    amount: i64,
    kind: &str,
    sides: [&Figured; 2],
    named: &Named,
    catalogue: &Catalogue,
) -> String {
    let lang = named.lang;
    let field = |path: &str| {
        let (kind, field) = path.split_once('.').unwrap_or(("", path));
        let field = catalogue.kind(kind).and_then(|k| k.field(field));
        field.map_or("", |f| f.words.get(lang)).to_owned()
    };
    let less = amount < 0;
    let fixed = |w: Words| w.get(lang).to_owned();
    match (cause, lang) {
        (Cause::Added, _) => fixed(words("其间新录入", "Entered since")),
        (Cause::Removed, _) => fixed(words("其间删除", "Removed since")),
        (Cause::DayMoved(f), Lang::Zh) if less => format!("「{}」改到期外", field(f)),
        (Cause::DayMoved(f), Lang::Zh) => format!("「{}」改到期内", field(f)),
        (Cause::DayMoved(f), Lang::En) if less => format!("“{}” moved out of the period", field(f)),
        (Cause::DayMoved(f), Lang::En) => format!("“{}” moved into the period", field(f)),
        (Cause::Changed(f), Lang::Zh) if less => format!("「{}」改了，不再计入", field(f)),
        (Cause::Changed(f), Lang::Zh) => format!("「{}」改了，现在计入", field(f)),
        (Cause::Changed(f), Lang::En) if less => {
            format!("“{}” changed: no longer counted", field(f))
        }
        (Cause::Changed(f), Lang::En) => format!("“{}” changed: now counted", field(f)),
        (Cause::WeightChanged(f), Lang::Zh) => format!("「{}」的数改了", field(f)),
        (Cause::WeightChanged(f), Lang::En) => format!("“{}” changed", field(f)),
        (Cause::Linked, _) => fixed(words(
            "自己没改，所属的记录改了",
            "What it belongs to changed",
        )),
        (Cause::CountedTwice, _) => fixed(words(
            "一边只算一次，另一边每条都算",
            "Counted once on one side, each time on the other",
        )),
        (Cause::OnlyHere(unmet), _) => only(*unmet, (kind, 0), sides, named, catalogue),
        (Cause::OnlyThere(unmet), _) => only(*unmet, (kind, 1), sides, named, catalogue),
    }
}

/// «Only on this side»: what it is that the other asks and these do not meet.
fn only(
    unmet: Option<usize>,
    (kind, at): (&str, usize),
    sides: [&Figured; 2],
    named: &Named,
    catalogue: &Catalogue,
) -> String {
    let [a, b] = sides;
    let (own, other) = match at {
        0 => (0, b),
        _ => (1, a),
    };
    let lang = named.lang;
    let here = named.own.get(own).map_or("", String::as_str);
    let condition = unmet.and_then(|n| {
        let kind = catalogue.kind(kind)?;
        let condition = conditions(other.pieces(), kind.name, catalogue);
        match n {
            0 => Some(other.asked.wanted.period.name(lang)),
            n => Some(describe(condition.get(n)?, kind, catalogue, lang)),
        }
    });
    let whose = named.own.get(1 - own).map_or("", String::as_str);
    match (condition, lang) {
        (None, Lang::Zh) => format!("只算在「{here}」里"),
        (None, Lang::En) => format!("Only in “{here}”"),
        (Some(c), Lang::Zh) if unmet == Some(0) => format!("只算在「{here}」里：不在{c}内"),
        (Some(c), Lang::En) if unmet == Some(0) => format!("Only in “{here}”: not in {c}"),
        (Some(c), Lang::Zh) => format!("只算在「{here}」里：「{whose}」要求{c}"),
        (Some(c), Lang::En) => format!("Only in “{here}”: “{whose}” asks that {c}"),
    }
}
