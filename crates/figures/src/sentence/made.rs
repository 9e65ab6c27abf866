//! A figure of figures in words: 「签到人次」占「参与人次」的百分比.
//!
//! In: a definition made of other figures, and their names. Out: the clause of its sentence,
//! without the full stop. A figure that is not there is named by its key.

use super::lower;
use base::{Catalogue, Lang, Value};

use crate::{Best, Definition, Definitions, Earlier, Fold, Standing, Stretch, Ties};

/// The clause of a definition made of figures.
pub(super) fn clause(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
    lang: Lang,
) -> String {
    let name = |key: &str| match (all.get(key), lang) {
        (None, _) => key.to_owned(),
        (Some(d), Lang::Zh) => format!("「{}」", d.zh),
        (Some(d), Lang::En) => format!("“{}”", d.en),
    };
    let by = |of: &str, by: &str| parted_by(of, by, all, catalogue, lang);
    let one = |s: &Standing| one_of(s, all, catalogue, lang);
    match lang {
        Lang::Zh => zh(&definition.fold, &name, by, one),
        Lang::En => en(&definition.fold, &name, by, one),
    }
}

fn zh(
    fold: &Fold,
    name: &dyn Fn(&str) -> String,
    by: impl Fn(&str, &str) -> String,
    one: impl Fn(&Standing) -> String,
) -> String {
    match fold {
        Fold::Ratio([part, whole]) => format!("{}占{}的百分比", name(part), name(whole)),
        Fold::Rate(rate) if rate.every == 10_000 => {
            format!("{}，按{}每万计", name(&rate.of), name(&rate.to))
        }
        Fold::Rate(rate) => format!("{}，按{}每{}计", name(&rate.of), name(&rate.to), rate.every),
        Fold::Add(keys) => joined(keys, name, "加"),
        Fold::Less([first, second]) => format!("{}减去{}", name(first), name(second)),
        Fold::Same(key) => format!("与{}同一口径，换一种写法", name(key)),
        Fold::Per(per) => {
            let each = match per.each {
                Stretch::Day => "每日",
                Stretch::Week => "每周",
                Stretch::Month => "每月",
            };
            format!("{}{each}平均（期内没有的也算）", name(&per.of))
        }
        Fold::Growth(growth) => {
            let over = match growth.over {
                Earlier::Before => "上一期",
                Earlier::LastYear => "上年同期",
            };
            format!("{}比{over}增长的百分比", name(&growth.of))
        }
        Fold::Peak(peak) if peak.top > 1 => {
            format!(
                "{}最多的前{}个{}（同数并列）",
                name(&peak.of),
                peak.top,
                by(&peak.of, &peak.by)
            )
        }
        Fold::Peak(peak) => format!(
            "{}最多的{}（同数并列）",
            name(&peak.of),
            by(&peak.of, &peak.by)
        ),
        Fold::Place(standing) => format!(
            "{}按{}从{}排，{}的名次（{}）",
            name(&standing.of),
            by(&standing.of, &standing.by),
            if standing.best == Best::Most {
                "多到少"
            } else {
                "少到多"
            },
            one(standing),
            equals(standing.ties).0
        ),
        _ => String::new(),
    }
}

fn en(
    fold: &Fold,
    name: &dyn Fn(&str) -> String,
    by: impl Fn(&str, &str) -> String,
    one: impl Fn(&Standing) -> String,
) -> String {
    match fold {
        Fold::Ratio([part, whole]) => format!("{} as a percentage of {}", name(part), name(whole)),
        Fold::Rate(rate) => format!(
            "{} for every {} of {}",
            name(&rate.of),
            rate.every,
            name(&rate.to)
        ),
        Fold::Add(keys) => joined(keys, name, " plus "),
        Fold::Less([first, second]) => format!("{} without {}", name(first), name(second)),
        Fold::Same(key) => format!("the same as {}, worded otherwise", name(key)),
        Fold::Per(per) => {
            let each = match per.each {
                Stretch::Day => "day",
                Stretch::Week => "week",
                Stretch::Month => "month",
            };
            format!(
                "the mean of {} for each {each} of the period, also those with none",
                name(&per.of)
            )
        }
        Fold::Growth(growth) => {
            let over = match growth.over {
                Earlier::Before => "the period before",
                Earlier::LastYear => "the same period a year earlier",
            };
            format!("by how many percent {} grew over {over}", name(&growth.of))
        }
        Fold::Peak(peak) if peak.top > 1 => {
            format!(
                "the {} {} with most of {}, equals included",
                peak.top,
                by(&peak.of, &peak.by),
                name(&peak.of)
            )
        }
        Fold::Peak(peak) => format!(
            "the {} with most of {}, equals included",
            by(&peak.of, &peak.by),
            name(&peak.of)
        ),
        Fold::Place(standing) => format!(
            "the place of {} among every {} by {}, the {} first, {}",
            one(standing),
            by(&standing.of, &standing.by),
            name(&standing.of),
            if standing.best == Best::Most {
                "largest"
            } else {
                "smallest"
            },
            equals(standing.ties).1
        ),
        _ => String::new(),
    }
}

fn joined(keys: &[String], name: &dyn Fn(&str) -> String, by: &str) -> String {
    let names: Vec<String> = keys.iter().map(|key| name(key)).collect();
    names.join(by)
}

/// The words of the part whose place is asked for: a choice's own.
fn one_of(standing: &Standing, all: &Definitions, catalogue: &Catalogue, lang: Lang) -> String {
    let kind = all.get(&standing.of).map_or("", |d| d.kind.as_str());
    match catalogue.field_at(kind, &standing.by) {
        Some((_, field)) => base::show(field, &Value::from(standing.one.as_str()), lang),
        None => standing.one.clone(),
    }
}

/// How equals are told.
const fn equals(ties: Ties) -> (&'static str, &'static str) {
    match ties {
        Ties::Skip => ("同数并列", "equals sharing a place"),
        Ties::Close => (
            "同数并列，后面名次紧接",
            "equals sharing a place, the next following at once",
        ),
    }
}

/// The words of what a peak is parted by: 月份, 日期, a field's own.
fn parted_by(of: &str, by: &str, all: &Definitions, catalogue: &Catalogue, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    if by.ends_with(":month") {
        return if zh { "月份" } else { "month" }.to_owned();
    }
    let bare = by.strip_suffix(":day").unwrap_or(by);
    let kind = all.get(of).map_or("", |d| d.kind.as_str());
    match catalogue.field_at(kind, bare) {
        Some((_, field)) if zh => field.words.zh.to_owned(),
        Some((_, field)) => lower(field.words.en),
        None => bare.to_owned(),
    }
}
