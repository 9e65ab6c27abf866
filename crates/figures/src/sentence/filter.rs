//! A filter in words: 「状态为已完成、系列为主题日」.
//!
//! In: a filter and the words of its kind's fields. Out: one clause in either language, empty
//! for all records. It says every condition, in the order written.

use std::collections::BTreeMap;

use super::lower;
use base::{Catalogue, Field, Filter, Kind, Lang, Leaf, Operand, Test, Type, Value, show};

/// A filter in words, for a selection's sentence: 「状态为已完成,且系列为主题日」. Empty for all records.
pub fn describe(filter: &Filter, kind: &Kind, catalogue: &Catalogue, lang: Lang) -> String {
    let nobody = BTreeMap::new();
    said(filter, kind, (catalogue, &nobody), lang)
}

/// The kinds there are, and the names of places by identity.
pub(super) type Names<'a> = (&'a Catalogue, &'a BTreeMap<i64, String>);

/// The same with the names of the places it points at.
pub(super) fn said(filter: &Filter, kind: &Kind, names: Names<'_>, lang: Lang) -> String {
    let (catalogue, places) = names;
    let and = if lang == Lang::Zh { "、" } else { " and " };
    match filter {
        Filter::All { all } => joined(all, kind, names, lang, and),
        Filter::Any { any } => joined(
            any,
            kind,
            names,
            lang,
            if lang == Lang::Zh { "或" } else { " or " },
        ),
        Filter::Not { not } => match (&**not, lang) {
            (Filter::HeldBy { held_by, .. }, Lang::Zh) => {
                format!("没有{}", title(catalogue, held_by, lang))
            }
            (Filter::HeldBy { held_by, .. }, Lang::En) => {
                format!("without {}", title(catalogue, held_by, lang))
            }
            (inner, Lang::Zh) => format!("不是「{}」的", said(inner, kind, names, lang)),
            (inner, Lang::En) => format!("not ({})", said(inner, kind, names, lang)),
        },
        Filter::Below { below, .. } if below.iter().all(|id| places.contains_key(id)) => {
            let above: Vec<&str> = below
                .iter()
                .filter_map(|id| places.get(id))
                .map(String::as_str)
                .collect();
            match lang {
                Lang::Zh => format!("范围在{}（含下级）", above.join("、")),
                Lang::En => format!("a place within {}", above.join(", ")),
            }
        }
        Filter::Below { below, .. } if lang == Lang::Zh => {
            format!("选定的{}条（含下级）", below.len())
        }
        Filter::Below { below, .. } => {
            format!("{} chosen ones and those below them", below.len())
        }
        Filter::Ids { ids } if lang == Lang::Zh => format!("选定的{}条", ids.len()),
        Filter::Ids { ids } => format!("{} chosen ones", ids.len()),
        Filter::Through {
            through,
            kind: only,
            filter,
        } => {
            let Some(field) = kind.field(through) else {
                return String::new();
            };
            let target = field
                .targets()
                .iter()
                .find(|t| only.is_empty() || **t == only)
                .and_then(|t| catalogue.kind(t));
            let inner = target
                .map(|t| said(filter, t, names, lang))
                .unwrap_or_default();
            match lang {
                Lang::Zh => format!("{}的{inner}", field.words.zh),
                Lang::En => format!("{} with {inner}", lower(field.words.en)),
            }
        }
        Filter::HeldBy {
            held_by, filter, ..
        } => {
            let inner = catalogue
                .kind(held_by)
                .map(|k| said(filter, k, names, lang))
                .unwrap_or_default();
            match lang {
                Lang::Zh => format!("有{inner}{}", title(catalogue, held_by, lang)),
                Lang::En => format!("with {} {inner}", title(catalogue, held_by, lang))
                    .trim_end()
                    .to_owned(),
            }
        }
        Filter::Leaf(leaf) => leaf_words(leaf, kind, places, lang),
    }
}

fn joined(parts: &[Filter], kind: &Kind, names: Names<'_>, lang: Lang, by: &str) -> String {
    parts
        .iter()
        .map(|f| said(f, kind, names, lang))
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(by)
}

fn title(catalogue: &Catalogue, kind: &str, lang: Lang) -> String {
    catalogue
        .kind(kind)
        .map(|k| k.words.get(lang))
        .map_or_else(String::new, |t| {
            if lang == Lang::Zh {
                t.to_owned()
            } else {
                lower(t)
            }
        })
}

/// A value in words; a place by its name.
fn shown(field: &Field, value: &Value, places: &BTreeMap<i64, String>, lang: Lang) -> String {
    let place = value.as_whole().filter(|_| field.kind == Type::Area);
    match place.and_then(|id| places.get(&id)) {
        Some(name) => name.clone(),
        None => show(field, value, lang),
    }
}

fn leaf_words(leaf: &Leaf, kind: &Kind, places: &BTreeMap<i64, String>, lang: Lang) -> String {
    let Some(field) = kind.field(&leaf.field) else {
        return leaf.field.clone();
    };
    match lang {
        Lang::Zh => leaf_zh(leaf, kind, field, places),
        Lang::En => leaf_en(leaf, kind, field, places),
    }
}

fn leaf_zh(leaf: &Leaf, kind: &Kind, field: &Field, places: &BTreeMap<i64, String>) -> String {
    let name = field.words.zh;
    let value = |o: &Operand| match o {
        Operand::Is(v) => shown(field, v, places, Lang::Zh),
        Operand::Year { year: 0 } => "本年".to_owned(),
        Operand::Year { year: -1 } => "上一年".to_owned(),
        Operand::Year { year } => format!("本年{year:+}年"),
    };
    let other = |f: &str| {
        kind.field(f)
            .map_or_else(|| f.to_owned(), |f| f.words.zh.to_owned())
    };
    match &leaf.test {
        Test::Is(Operand::Is(Value::Whole(n))) if field.kind == Type::YesNo => {
            format!("{}{name}", if *n == 0 { "非" } else { "" })
        }
        Test::Is(o) => format!("{name}为{}", value(o)),
        Test::In(many) => format!(
            "{name}为{}",
            many.iter().map(value).collect::<Vec<_>>().join("或")
        ),
        Test::AtLeast(o) => format!("{name}不小于{}", value(o)),
        Test::Above(o) => format!("{name}大于{}", value(o)),
        Test::AtMost(o) => format!("{name}不大于{}", value(o)),
        Test::Below(o) => format!("{name}小于{}", value(o)),
        Test::Contains(text) => format!("{name}含「{text}」"),
        Test::Set(there) => format!("{}{name}", if *there { "已填" } else { "未填" }),
        Test::AtLeastField(f) => format!("{name}达到{}", other(f)),
        Test::AtMostField(f) => format!("{name}不超过{}", other(f)),
        Test::IsField(f) => format!("{name}等于{}", other(f)),
        Test::InMonth(month) => format!("{name}在{month}月"),
        Test::FigureAtLeast(f) => format!("{name}的数值达到{}", other(f)),
    }
}

fn leaf_en(leaf: &Leaf, kind: &Kind, field: &Field, places: &BTreeMap<i64, String>) -> String {
    let name = lower(field.words.en);
    let value = |o: &Operand| match o {
        Operand::Is(v) => shown(field, v, places, Lang::En),
        Operand::Year { year: 0 } => "this year".to_owned(),
        Operand::Year { year: -1 } => "the year before".to_owned(),
        Operand::Year { year } => format!("this year {year:+}"),
    };
    let other = |f: &str| {
        kind.field(f)
            .map_or_else(|| f.to_owned(), |f| lower(f.words.en))
    };
    match &leaf.test {
        Test::Is(Operand::Is(Value::Whole(n))) if field.kind == Type::YesNo => {
            format!("{}{name}", if *n == 0 { "not " } else { "" })
        }
        Test::Is(o) => format!("{name} is {}", value(o)),
        Test::In(many) => format!(
            "{name} is {}",
            many.iter().map(value).collect::<Vec<_>>().join(" or ")
        ),
        Test::AtLeast(o) => format!("{name} is at least {}", value(o)),
        Test::Above(o) => format!("{name} is above {}", value(o)),
        Test::AtMost(o) => format!("{name} is at most {}", value(o)),
        Test::Below(o) => format!("{name} is below {}", value(o)),
        Test::Contains(text) => format!("{name} contains “{text}”"),
        Test::Set(there) => format!("{name} is {}", if *there { "filled in" } else { "blank" }),
        Test::AtLeastField(f) => format!("{name} reaches {}", other(f)),
        Test::AtMostField(f) => format!("{name} is within {}", other(f)),
        Test::IsField(f) => format!("{name} equals {}", other(f)),
        Test::InMonth(month) => format!("{name} is in month {month}"),
        Test::FigureAtLeast(f) => format!("{name} has a value that reaches {}", other(f)),
    }
}
