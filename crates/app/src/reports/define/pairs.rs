//! The way back: from a definition to the pairs of a form that means it.
//!
//! In: a definition and who looks at it. Out: the form's pairs; reading them gives the same
//! definition again.

use figures::{Definition, Fold, PartsAs, Wording};

use super::{
    condition::shown,
    draft::{ALL_TIME, BASES, BESTS, EARLIER, LENGTHS, NUMERALS, SCALES, STRETCHES, TAKES, TIES},
    paths::Eyes,
};
use crate::front::Fields;

fn word_of<T: PartialEq>(all: &'static [(&'static str, T)], of: &T) -> String {
    all.iter()
        .find(|(_, t)| t == of)
        .map_or_else(String::new, |(word, _)| (*word).to_owned())
}

/// The pairs that write a definition; `None` for what no form shows (chosen records).
pub fn pairs(definition: &Definition, eyes: Eyes<'_>) -> Option<Fields> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| out.push((name.to_owned(), value.to_owned()));
    let over_records = definition.made_of().is_empty();
    put("over", if over_records { "records" } else { "figures" });
    for (name, value) in [
        ("key", &definition.key),
        ("zh", &definition.zh),
        ("en", &definition.en),
        ("unit", &definition.unit),
        ("kind", &definition.kind),
        ("basis", &word_of(&BASES, &definition.basis)),
        ("until", &definition.until.clone().unwrap_or_default()),
        ("scale", &word_of(&SCALES, &definition.scale)),
        ("numerals", &word_of(&NUMERALS, &definition.numerals)),
        ("decimals", &definition.decimals.to_string()),
        ("version", &definition.version.to_string()),
        (
            "month",
            &definition.month.map_or_else(String::new, |m| m.to_string()),
        ),
    ] {
        put(name, value);
    }
    put("owner", &definition.owner);
    let shares = definition.parts.places().to_string();
    let parts = match definition.parts {
        PartsAs::Amounts => [("parts", "amounts"), ("share_decimals", "")],
        PartsAs::Percent(_) => [("parts", "percent"), ("share_decimals", shares.as_str())],
        PartsAs::Hundred(_) => [("parts", "hundred"), ("share_decimals", shares.as_str())],
    };
    for (name, value) in parts {
        put(name, value);
    }
    match definition.when.as_deref() {
        None => {}
        Some("") => put("when", ALL_TIME),
        Some(path) => put("when", path),
    }
    for by in &definition.by {
        put("by", by);
    }
    for (name, value) in fold_pairs(&definition.fold)
        .into_iter()
        .chain(wording_pairs(&definition.wording))
    {
        put(name, &value);
    }
    if let Some(kind) = eyes
        .catalogue
        .kind(&definition.kind)
        .filter(|_| over_records)
    {
        shown(&definition.filter, eyes, kind)?.write("c", &mut out);
        if let Fold::Share(met) = &definition.fold {
            shown(met, eyes, kind)?.write("s", &mut out);
        }
        if !definition.evidence.is_all() {
            shown(&definition.evidence, eyes, kind)?.write("e", &mut out);
        }
    }
    Some(Fields(out))
}

fn fold_pairs(fold: &Fold) -> Vec<(&'static str, String)> {
    let path = |word: &str, path: &String| vec![("fold", word.to_owned()), ("path", path.clone())];
    match fold {
        Fold::Count => vec![("fold", "count".to_owned())],
        Fold::Sum(p) => path("sum", p),
        Fold::Distinct(p) => path("distinct", p),
        Fold::Share(_) => vec![("fold", "share".to_owned())],
        Fold::Names(p) => path("names", p),
        Fold::Months(p) => path("months", p),
        Fold::Mean(p) => path("mean", p),
        Fold::Median(p) => path("median", p),
        Fold::Least(p) => path("least", p),
        Fold::Most(p) => path("most", p),
        Fold::Trimmed(t) => vec![
            ("fold", "trimmed".to_owned()),
            ("path", t.of.clone()),
            ("trim", t.trim.to_string()),
        ],
        Fold::Last(l) => vec![
            ("fold", "last".to_owned()),
            ("path", l.of.clone()),
            ("each_own", l.per.clone().unwrap_or_default()),
        ],
        Fold::Span(s) => vec![
            ("fold", "span".to_owned()),
            ("from", s.from.clone()),
            ("to", s.to.clone()),
            ("in", word_of(&LENGTHS, &s.unit)),
            ("take", word_of(&TAKES, &s.take)),
        ],
        Fold::Rank(r) => vec![
            ("fold", "rank".to_owned()),
            ("ranked", r.of.clone()),
            ("judge", r.each.clone()),
            ("path", r.sum.clone()),
            ("trim", r.trim.to_string()),
            ("place", r.place.to_string()),
            ("show", r.show.clone()),
            ("one", r.one.clone().unwrap_or_default()),
            ("ties", word_of(&TIES, &r.ties)),
        ],
        made => made_pairs(made),
    }
}

/// The same for a fold over other figures.
fn made_pairs(fold: &Fold) -> Vec<(&'static str, String)> {
    let two = |word: &str, [of, to]: &[String; 2]| {
        vec![
            ("fold", word.to_owned()),
            ("of", of.clone()),
            ("to_figure", to.clone()),
        ]
    };
    match fold {
        Fold::Ratio(both) => two("ratio", both),
        Fold::Less(both) => two("less", both),
        Fold::Rate(r) => vec![
            ("fold", "rate".to_owned()),
            ("of", r.of.clone()),
            ("to_figure", r.to.clone()),
            ("every", r.every.to_string()),
        ],
        Fold::Add(keys) => {
            let keys = keys.iter().map(|key| ("of", key.clone()));
            std::iter::once(("fold", "add".to_owned()))
                .chain(keys)
                .collect()
        }
        Fold::Same(key) => vec![("fold", "same".to_owned()), ("of", key.clone())],
        Fold::Per(p) => vec![
            ("fold", "per".to_owned()),
            ("of", p.of.clone()),
            ("each", word_of(&STRETCHES, &p.each)),
        ],
        Fold::Growth(g) => vec![
            ("fold", "growth".to_owned()),
            ("of", g.of.clone()),
            ("since", word_of(&EARLIER, &g.over)),
        ],
        Fold::Peak(p) => vec![
            ("fold", "peak".to_owned()),
            ("of", p.of.clone()),
            ("part", p.by.clone()),
            ("top", p.top.to_string()),
        ],
        Fold::Place(p) => vec![
            ("fold", "place".to_owned()),
            ("of", p.of.clone()),
            ("part", p.by.clone()),
            ("one", p.one.clone()),
            ("best", word_of(&BESTS, &p.best)),
            ("ties", word_of(&TIES, &p.ties)),
        ],
        _ => Vec::new(),
    }
}

fn wording_pairs(wording: &Wording) -> Vec<(&'static str, String)> {
    let text = wording.to_string();
    let (word, of) = text.split_once(':').unwrap_or((&text, ""));
    let beside = if wording.against().is_some() {
        "against"
    } else {
        "step"
    };
    vec![("wording", word.to_owned()), (beside, of.to_owned())]
}
