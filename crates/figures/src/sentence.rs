//! A definition as one sentence, in Chinese and in English.
//!
//! In: a definition and the words of its kind's fields. Out: the sentence a manager checks
//! before signing: what is counted, which records, by which day. It is made from the
//! definition alone, so it can never say something else.

use base::{Catalogue, Field, Filter, Kind, Lang, Leaf, Operand, Test, Type, Value, show};

use crate::{Definition, Definitions, Fold, unit};

/// The definition as one sentence, with a full stop.
pub fn sentence(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
    lang: Lang,
) -> String {
    let zh = lang == Lang::Zh;
    let name = |key: &String| {
        all.get(key).map_or_else(
            || key.clone(),
            |d| {
                if zh {
                    format!("「{}」", d.zh)
                } else {
                    format!("“{}”", d.en)
                }
            },
        )
    };
    let made =
        match &definition.fold {
            Fold::Ratio([part, whole]) if zh => {
                Some(format!("{}占{}的百分比", name(part), name(whole)))
            }
            Fold::Ratio([part, whole]) => {
                Some(format!("{} as a percentage of {}", name(part), name(whole)))
            }
            Fold::Add(keys) => Some(keys.iter().map(name).collect::<Vec<_>>().join(if zh {
                "加"
            } else {
                " plus "
            })),
            Fold::Same(key) if zh => Some(format!("与{}同一口径，换一种写法", name(key))),
            Fold::Same(key) => Some(format!("the same as {}, worded otherwise", name(key))),
            _ => None,
        };
    if let Some(made) = made {
        return if zh {
            format!("{made}。")
        } else {
            capital(&format!("{made}."))
        };
    }
    let Some(kind) = catalogue.kind(&definition.kind) else {
        return String::new();
    };
    let which = records(definition, kind, catalogue, lang);
    let fold = fold(definition, kind, catalogue, lang, &which);
    if zh {
        format!("{fold}。")
    } else {
        capital(&format!("{fold}."))
    }
}

/// A filter in words, for a selection's sentence: 「状态为已完成,且系列为主题日」. Empty for all records.
pub fn describe(filter: &Filter, kind: &Kind, catalogue: &Catalogue, lang: Lang) -> String {
    let and = if lang == Lang::Zh { "、" } else { " and " };
    match filter {
        Filter::All { all } => joined(all, kind, catalogue, lang, and),
        Filter::Any { any } => joined(
            any,
            kind,
            catalogue,
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
            (inner, Lang::Zh) => format!("不是「{}」的", describe(inner, kind, catalogue, lang)),
            (inner, Lang::En) => format!("not ({})", describe(inner, kind, catalogue, lang)),
        },
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
                .map(|t| describe(filter, t, catalogue, lang))
                .unwrap_or_default();
            match lang {
                Lang::Zh => format!("{}的{inner}", field.words.zh),
                Lang::En => format!("{} with {inner}", field.words.en.to_lowercase()),
            }
        }
        Filter::HeldBy {
            held_by, filter, ..
        } => {
            let inner = catalogue
                .kind(held_by)
                .map(|k| describe(filter, k, catalogue, lang))
                .unwrap_or_default();
            match lang {
                Lang::Zh => format!("有{inner}{}", title(catalogue, held_by, lang)),
                Lang::En => format!("with {} {inner}", title(catalogue, held_by, lang))
                    .trim_end()
                    .to_owned(),
            }
        }
        Filter::Leaf(leaf) => leaf_words(leaf, kind, lang),
    }
}

fn joined(parts: &[Filter], kind: &Kind, catalogue: &Catalogue, lang: Lang, by: &str) -> String {
    parts
        .iter()
        .map(|f| describe(f, kind, catalogue, lang))
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
                t.to_lowercase()
            }
        })
}

fn leaf_words(leaf: &Leaf, kind: &Kind, lang: Lang) -> String {
    let Some(field) = kind.field(&leaf.field) else {
        return leaf.field.clone();
    };
    match lang {
        Lang::Zh => leaf_zh(leaf, kind, field),
        Lang::En => leaf_en(leaf, kind, field),
    }
}

fn leaf_zh(leaf: &Leaf, kind: &Kind, field: &Field) -> String {
    let name = field.words.zh;
    let value = |o: &Operand| match o {
        Operand::Is(v) => show(field, v, Lang::Zh),
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

fn leaf_en(leaf: &Leaf, kind: &Kind, field: &Field) -> String {
    let name = field.words.en.to_lowercase();
    let value = |o: &Operand| match o {
        Operand::Is(v) => show(field, v, Lang::En),
        Operand::Year { year: 0 } => "this year".to_owned(),
        Operand::Year { year: -1 } => "the year before".to_owned(),
        Operand::Year { year } => format!("this year {year:+}"),
    };
    let other = |f: &str| {
        kind.field(f)
            .map_or_else(|| f.to_owned(), |f| f.words.en.to_lowercase())
    };
    match &leaf.test {
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

/// 「2022年(按日期)状态为已完成的活动」 without the period: which records.
fn records(definition: &Definition, kind: &Kind, catalogue: &Catalogue, lang: Lang) -> String {
    let what = describe(&definition.filter, kind, catalogue, lang);
    let when = definition.when.as_deref().unwrap_or(kind.when);
    let field = catalogue
        .field_at(kind.name, when)
        .map(|(_, f)| f.words.get(lang));
    let month = definition.month;
    match lang {
        Lang::Zh => {
            let span = month.map_or_else(|| "期内".to_owned(), |m| format!("当年{m}月内"));
            let when = field.map_or_else(String::new, |f| format!("{span}（按{f}）"));
            let what = if what.is_empty() {
                String::new()
            } else {
                format!("{what}的")
            };
            format!("{when}{what}{}", kind.words.zh)
        }
        Lang::En => {
            let span = month.map_or_else(
                || "in the period".to_owned(),
                |m| format!("in month {m} of the year"),
            );
            let when = field.map_or_else(String::new, |f| {
                format!(" {span} (by {})", f.to_lowercase())
            });
            let what = if what.is_empty() {
                String::new()
            } else {
                format!(" where {what}")
            };
            format!("{}{when}{what}", kind.words.en.to_lowercase())
        }
    }
}

fn fold(
    definition: &Definition,
    kind: &Kind,
    catalogue: &Catalogue,
    lang: Lang,
    which: &str,
) -> String {
    let zh = lang == Lang::Zh;
    let field = |path: &str| {
        catalogue.field_at(kind.name, path).map_or_else(
            || path.to_owned(),
            |(_, f)| {
                if zh {
                    f.words.zh.to_owned()
                } else {
                    f.words.en.to_lowercase()
                }
            },
        )
    };
    let in_units = if definition.unit.is_empty() || !zh {
        String::new()
    } else {
        format!("，以{}计", definition.unit)
    };
    let units = unit(&definition.unit, false);
    match &definition.fold {
        Fold::Count if zh => format!(
            "{which}，一条计一{}",
            if definition.unit.is_empty() {
                "条"
            } else {
                &definition.unit
            }
        ),
        Fold::Count => format!("the number of {which}"),
        Fold::Sum(f) if zh => format!("{which}的{}之和{in_units}", field(f)),
        Fold::Sum(f) => format!("the sum of {} over {which}", field(f)),
        Fold::Distinct(f) if zh => format!("{which}，按{}去重{in_units}", field(f)),
        Fold::Distinct(f) => format!(
            "the number of distinct {} ({units}) among {which}",
            field(f)
        ),
        Fold::Share(filter) if zh => format!(
            "{which}中，{}的所占百分比",
            describe(filter, kind, catalogue, lang)
        ),
        Fold::Share(filter) => format!(
            "the percentage of {which} with {}",
            describe(filter, kind, catalogue, lang)
        ),
        Fold::Names(f) if zh => format!("{which}的{}", field(f)),
        Fold::Names(f) => format!("the {} of {which}", field(f)),
        Fold::Months(f) if zh => format!("{which}的{}所在月份", field(f)),
        Fold::Months(f) => format!("the month of {} of {which}", field(f)),
        Fold::Mean(f) if zh => format!("{which}的{}的平均值", field(f)),
        Fold::Mean(f) => format!("the mean {} of {which}", field(f)),
        Fold::Rank(rank) => ranked(rank, which, field, zh),
        Fold::Ratio(_) | Fold::Add(_) | Fold::Same(_) => String::new(),
    }
}

fn ranked(rank: &crate::Rank, which: &str, field: impl Fn(&str) -> String, zh: bool) -> String {
    let (of, each, sum) = (field(&rank.of), field(&rank.each), field(&rank.sum));
    let score = rank.show == "score";
    if zh {
        let trim = if rank.trim > 0 {
            format!("，去掉{0}个最高分和{0}个最低分", rank.trim)
        } else {
            String::new()
        };
        let show = if score {
            "平均分".to_owned()
        } else {
            field(&rank.show)
        };
        format!(
            "{which}，按{of}取各{each}的{sum}合计{trim}后的平均，第{}名的{show}（同分并列）",
            rank.place
        )
    } else {
        let trim = if rank.trim > 0 {
            format!(", the {0} highest and {0} lowest left out,", rank.trim)
        } else {
            String::new()
        };
        let show = if score {
            "mean".to_owned()
        } else {
            field(&rank.show)
        };
        format!(
            "the {show} of place {} among {which}, each {of} ranked by the mean of its totals of {sum} by {each}{trim} equal means sharing a place",
            rank.place
        )
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
