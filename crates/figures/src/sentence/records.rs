//! A fold over records in words: which records, by which day, and what is made of them.
//!
//! In: a definition over records. Out: the clause of its sentence, without the full stop.

use super::lower;
use base::{Catalogue, Kind, Lang};

use super::filter::{Names, said};
use crate::{Basis, Definition, Fold, Length, Span, Take, Ties, unit};

/// The clause of a definition over records.
pub(super) fn clause(definition: &Definition, kind: &Kind, names: Names<'_>, lang: Lang) -> String {
    let which = records(definition, kind, names, lang);
    match lang {
        Lang::Zh => zh(definition, kind, names, &which),
        Lang::En => en(definition, kind, names, &which),
    }
}

/// A field's or path's words; as it is written where it has none.
fn field(catalogue: &Catalogue, kind: &Kind, path: &str, lang: Lang) -> String {
    let found = catalogue.field_at(kind.name, path);
    found.map_or_else(
        || path.to_owned(),
        |(_, f)| match lang {
            Lang::Zh => f.words.zh.to_owned(),
            Lang::En => lower(f.words.en),
        },
    )
}

fn zh(definition: &Definition, kind: &Kind, names: Names<'_>, which: &str) -> String {
    let catalogue = names.0;
    let name = |path: &str| field(catalogue, kind, path, Lang::Zh);
    let one = if definition.unit.is_empty() {
        "条"
    } else {
        &definition.unit
    };
    let in_units = if definition.unit.is_empty() {
        String::new()
    } else {
        format!("，以{}计", definition.unit)
    };
    match &definition.fold {
        Fold::Sum(f) => format!("{which}的{}之和{in_units}", name(f)),
        Fold::Distinct(f) => format!("{which}，按{}去重{in_units}", name(f)),
        Fold::Share(filter) => {
            let met = said(filter, kind, names, Lang::Zh);
            format!("{which}中，{met}的所占百分比")
        }
        Fold::Names(f) => format!("{which}的{}", name(f)),
        Fold::Months(f) => format!("{which}的{}所在月份", name(f)),
        Fold::Mean(f) => format!("{which}的{}的平均值", name(f)),
        Fold::Median(f) => format!("{which}的{}的中位数", name(f)),
        Fold::Least(f) => format!("{which}中最小（最早）的{}", name(f)),
        Fold::Most(f) => format!("{which}中最大（最晚）的{}", name(f)),
        Fold::Span(span) => format!(
            "{which}从{}到{}所用{}的{}",
            name(&span.from),
            name(&span.to),
            long(span).0,
            take(span.take).0
        ),
        Fold::Trimmed(t) => format!(
            "{which}去掉{0}个最高和{0}个最低后的{1}的平均值",
            t.trim,
            name(&t.of)
        ),
        Fold::Last(last) => match &last.per {
            Some(per) => format!(
                "{which}中各{}最近一次的{}之和{in_units}",
                name(per),
                name(&last.of)
            ),
            None => format!("{which}中最近一次的{}{in_units}", name(&last.of)),
        },
        Fold::Rank(rank) => ranked(rank, which, name, true),
        _ => format!("{which}，一条计一{one}"),
    }
}

fn en(definition: &Definition, kind: &Kind, names: Names<'_>, which: &str) -> String {
    let catalogue = names.0;
    let name = |path: &str| field(catalogue, kind, path, Lang::En);
    match &definition.fold {
        Fold::Sum(f) => format!("the sum of {} over {which}", name(f)),
        Fold::Distinct(f) => {
            let units = unit(&definition.unit, false);
            format!("the number of distinct {} ({units}) among {which}", name(f))
        }
        Fold::Share(filter) => {
            let met = said(filter, kind, names, Lang::En);
            format!("the percentage of {which} with {met}")
        }
        Fold::Names(f) => format!("the {} of {which}", name(f)),
        Fold::Months(f) => format!("the month of {} of {which}", name(f)),
        Fold::Mean(f) => format!("the mean {} of {which}", name(f)),
        Fold::Median(f) => format!("the median {} of {which}", name(f)),
        Fold::Least(f) => format!("the smallest (first) {} of {which}", name(f)),
        Fold::Most(f) => format!("the largest (last) {} of {which}", name(f)),
        Fold::Span(span) => format!(
            "the {} of the {} from {} to {} over {which}",
            take(span.take).1,
            long(span).1,
            name(&span.from),
            name(&span.to)
        ),
        Fold::Trimmed(t) => format!(
            "the mean {} of {which} without the {1} highest and {1} lowest",
            name(&t.of),
            t.trim
        ),
        Fold::Last(last) => match &last.per {
            Some(per) => format!(
                "the sum of each {}'s latest {} of {which}",
                name(per),
                name(&last.of)
            ),
            None => format!("the latest {} of {which}", name(&last.of)),
        },
        Fold::Rank(rank) => ranked(rank, which, name, false),
        _ => format!("the number of {which}"),
    }
}

const fn long(span: &Span) -> (&'static str, &'static str) {
    match span.unit {
        Length::Days => ("天数", "days"),
        Length::Hours => ("小时数", "hours"),
        Length::Minutes => ("分钟数", "minutes"),
    }
}

const fn take(take: Take) -> (&'static str, &'static str) {
    match take {
        Take::Sum => ("总和", "sum"),
        Take::Mean => ("平均值", "mean"),
        Take::Median => ("中位数", "median"),
        Take::Least => ("最小值", "least"),
        Take::Most => ("最大值", "most"),
    }
}

/// Which stretch of time: 「期内」 「本年累计」 「期末」.
fn span(definition: &Definition, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    match (definition.basis, definition.month) {
        (Basis::Flow, Some(m)) if zh => format!("当年{m}月内"),
        (Basis::Flow, Some(m)) => format!("in month {m} of the year"),
        (Basis::Flow, None) => if zh { "期内" } else { "in the period" }.to_owned(),
        (Basis::ToDate, _) => if zh {
            "本年累计"
        } else {
            "in the year up to the period's end"
        }
        .to_owned(),
        (Basis::Stock, _) => if zh {
            "期末"
        } else {
            "there at the period's end"
        }
        .to_owned(),
        (Basis::Ever, _) => if zh {
            "截至期末历年"
        } else {
            "ever, up to the period's end"
        }
        .to_owned(),
        (Basis::Before, _) => if zh {
            "本期以前"
        } else {
            "before the period"
        }
        .to_owned(),
    }
}

/// 「2022年(按日期)状态为已完成的活动」 without the period: which records.
fn records(definition: &Definition, kind: &Kind, names: Names<'_>, lang: Lang) -> String {
    let catalogue = names.0;
    let what = said(&definition.filter, kind, names, lang);
    let when = definition.when.as_deref().unwrap_or(kind.when);
    let field = catalogue
        .field_at(kind.name, when)
        .map(|(_, f)| f.words.get(lang));
    let span = span(definition, lang);
    match lang {
        Lang::Zh => {
            let when = field.map_or_else(String::new, |f| format!("{span}（按{f}）"));
            let what = match what.as_str() {
                "" => String::new(),
                said if said.ends_with('的') => what,
                _ => format!("{what}的"),
            };
            format!(
                "{when}{what}{}{}",
                kind.words.zh,
                left(definition, kind, catalogue, lang)
            )
        }
        Lang::En => {
            let when = field.map_or_else(String::new, |f| format!(" {span} (by {})", lower(f)));
            let what = if what.is_empty() {
                String::new()
            } else {
                format!(" where {what}")
            };
            let left = left(definition, kind, catalogue, lang);
            format!("{}{when}{what}{left}", lower(kind.words.en))
        }
    }
}

/// That those which left by then are not among them: 「（结案日期已到的不算）」.
fn left(definition: &Definition, kind: &Kind, catalogue: &Catalogue, lang: Lang) -> String {
    let Some(until) = &definition.until else {
        return String::new();
    };
    if !matches!(definition.basis, Basis::Stock | Basis::Before) {
        return String::new();
    }
    let name = field(catalogue, kind, until, lang);
    match lang {
        Lang::Zh => format!("（到那时{name}已到的不算）"),
        Lang::En => format!(", without those whose {name} had come by then"),
    }
}

fn ranked(rank: &crate::Rank, which: &str, field: impl Fn(&str) -> String, zh: bool) -> String {
    let (of, each, sum) = (field(&rank.of), field(&rank.each), field(&rank.sum));
    let score = rank.show == "score";
    let (equal_zh, equal_en) = match rank.ties {
        Ties::Skip => ("同分并列", "equal means sharing a place"),
        Ties::Close => (
            "同分并列，后面名次紧接",
            "equal means sharing a place, the next following at once",
        ),
    };
    if zh {
        let trim = match rank.trim {
            0 => String::new(),
            n => format!("，去掉{n}个最高分和{n}个最低分"),
        };
        let show = if score {
            "平均分".to_owned()
        } else {
            field(&rank.show)
        };
        let asked = match &rank.one {
            Some(one) => format!("{one}的名次"),
            None => format!("第{}名的{show}", rank.place),
        };
        format!("{which}，按{of}取各{each}的{sum}合计{trim}后的平均，{asked}（{equal_zh}）")
    } else {
        let trim = match rank.trim {
            0 => String::new(),
            n => format!(", the {n} highest and {n} lowest left out,"),
        };
        let show = if score {
            "mean".to_owned()
        } else {
            field(&rank.show)
        };
        let asked = match &rank.one {
            Some(one) => format!("the place of {one}"),
            None => format!("the {show} of place {}", rank.place),
        };
        format!(
            "{asked} among {which}, each {of} ranked by the mean of its totals of {sum} by {each}{trim} {equal_en}"
        )
    }
}
