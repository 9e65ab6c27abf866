//! Whether two figures can be held against each other, and in words why not.
//!
//! In: two figures. Out: nothing, or what stands against it: one is no sum over records, they
//! count in different units, or have no kind of record in common. It never guesses a rate of
//! exchange between units.

use std::collections::BTreeSet;

use base::{Catalogue, Lang};
use figures::{Each, unit};

use super::side::{Figured, Piece};

/// Why the two cannot be held against each other; nothing when they can.
pub fn against(
    here: &Figured,
    there: &Figured,
    catalogue: &Catalogue,
    lang: Lang,
) -> Option<String> {
    for side in [here, there] {
        if side.pieces.is_none() {
            return Some(no_sum(side, lang));
        }
    }
    if asked_alike(here, there) {
        return Some(alike(lang));
    }
    let same_unit = unit_of(here) == unit_of(there);
    let held = shares(here, there) || shares(there, here);
    if !same_unit && !held {
        return Some(units(here, there, lang));
    }
    if kinds(here.pieces()).is_disjoint(&kinds(there.pieces())) {
        return Some(no_kind(here, there, catalogue, lang));
    }
    // Two ways of telling things apart over one kind are two different counts of it.
    let (a, b) = (told(here), told(there));
    let clash = a
        .iter()
        .any(|(kind, path)| b.iter().any(|(other, way)| other == kind && way != path));
    clash.then(|| units(here, there, lang))
}

fn asked_alike(here: &Figured, there: &Figured) -> bool {
    here.asked == there.asked
}

fn unit_of(side: &Figured) -> &str {
    side.definition().map_or("", |d| d.unit.as_str())
}

/// Whether one counts things and the other their rows: 人数 and 人次, 轮 and 条.
fn shares(one: &Figured, other: &Figured) -> bool {
    let rows = |kind: &str| {
        other
            .pieces()
            .iter()
            .any(|p| p.opening.selection.kind == kind && matches!(p.opening.each, Each::Row))
    };
    told(one).iter().any(|(kind, _)| rows(kind))
}

fn told(side: &Figured) -> BTreeSet<(&str, &str)> {
    let pieces = side.pieces().iter();
    pieces
        .filter_map(|p| match &p.opening.each {
            Each::Value(path) => Some((p.opening.selection.kind.as_str(), path.as_str())),
            _ => None,
        })
        .collect()
}

fn kinds(pieces: &[Piece]) -> BTreeSet<&str> {
    pieces
        .iter()
        .map(|p| p.opening.selection.kind.as_str())
        .collect()
}

fn name(side: &Figured, lang: Lang) -> &str {
    side.definition().map_or("", |d| match lang {
        Lang::Zh => d.zh.as_str(),
        Lang::En => d.en.as_str(),
    })
}

fn no_sum(side: &Figured, lang: Lang) -> String {
    let name = name(side, lang);
    match lang {
        Lang::Zh => format!(
            "「{name}」是占比、平均、排名或名单，不是一条条记录加起来的数，不能逐条说明。可以改选它所用的场次、人次、人数来比。"
        ),
        Lang::En => format!(
            "“{name}” is a share, a mean, a rank or a list of names, not a sum over records, so it cannot be told record by record. Choose the counts it is made of instead."
        ),
    }
}

fn alike(lang: Lang) -> String {
    match lang {
        Lang::Zh => "两边选的是同一个数。请改一边：换一个数、换一段时间，或者填一个较早的日子。",
        Lang::En => {
            "Both sides are the same figure. Change one: another figure, another period, or an earlier day."
        }
    }
    .to_owned()
}

fn units(here: &Figured, there: &Figured, lang: Lang) -> String {
    let (a, b) = (name(here, lang), name(there, lang));
    let (u, v) = (unit_of(here), unit_of(there));
    match lang {
        Lang::Zh => format!(
            "「{a}」数的是{u}，「{b}」数的是{v}，不是同样的东西，差多少没有意义。能比的是：单位相同的两个数，或者同一批记录的人次与人数、条数与轮数。"
        ),
        Lang::En => format!(
            "“{a}” counts {}, “{b}” counts {}: a gap between them means nothing. What can be compared: two figures of one unit, or how often and how many of the same records.",
            unit(u, false),
            unit(v, false)
        ),
    }
}

fn no_kind(here: &Figured, there: &Figured, catalogue: &Catalogue, lang: Lang) -> String {
    let names = |side: &Figured| {
        let kinds = kinds(side.pieces());
        let words = kinds
            .iter()
            .filter_map(|k| Some(catalogue.kind(k)?.words.get(lang)));
        words
            .collect::<Vec<_>>()
            .join(if lang == Lang::Zh { "、" } else { ", " })
    };
    let (a, b) = (name(here, lang), name(there, lang));
    match lang {
        Lang::Zh => format!(
            "「{a}」数的是{}，「{b}」数的是{}，没有共同的记录，不能逐条对。",
            names(here),
            names(there)
        ),
        Lang::En => format!(
            "“{a}” counts {}, “{b}” counts {}: they have no record in common.",
            names(here),
            names(there)
        ),
    }
}
