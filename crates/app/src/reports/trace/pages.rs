//! What a change moves, as people and programs read it before it is saved.
//!
//! In: changes as saving would make them. Out: a section for the form and the removal's page, or
//! JSON. A figure of the care compartment is told only to those who may open it: that it moves
//! with a record would tell more than its number. Whoever sees no figures gets nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use base::{
    Ask, Catalogue, Change, Filter, Fold, Group, Id, Lang, Period, Selection, Value, Words, words,
};
use figures::{Definition, Definitions, Figure};
use maud::{Markup, html};
use page::{
    Fig, Href,
    section::{End, Item, items},
};
use serde_json::{Value as Json, json};
use store::Scope;

use super::{
    Asked, Shift, Trace,
    returns::{Touched, touched},
    trace,
};
use crate::{
    front::{Call, Right, Stop},
    reports::{
        Values,
        guard::{Guard, Sight},
        labels::{self, Labels},
        pages::READERS,
        text,
    },
};

/// The button that asks.
pub const SEE: Words = words("看看会动哪些数", "See what this moves");
const TOO_MANY: Words = words(
    "牵涉的记录太多，这里不逐个算；存了以后各个数会照常更新。",
    "Too many records are concerned to work it out here; the figures follow once it is saved.",
);
const NOTHING: Words = words("不动任何数。", "It moves no figure.");
const SAME: Words = words("数不变", "value stays");
const OTHERS: Words = words("名单不同", "other names");
const LATER: Words = words("存后重算", "worked out once saved");
const RETURNS: Words = words("动到的材料", "Returns it touches");
/// How long a page waits for values that are not at hand.
const PATIENCE: Duration = Duration::from_millis(400);
/// Figures listed; more are counted.
const MOST: usize = 40;

/// Whether the caller is told of figures at all.
pub fn may_see(call: &Call) -> bool {
    let roles = call.visitor().map(|visitor| visitor.scope.roles());
    matches!((READERS, roles), (Right::Have(have), Ok(roles)) if have.any(roles))
}

/// What changes move, as far as the caller may see it.
struct Told {
    trace: Trace,
    definitions: std::sync::Arc<Definitions>,
    names: Labels,
    /// The figures and periods that left the house, with a signed return or by themselves.
    out: BTreeSet<(String, String)>,
    /// The returns they stand in.
    returns: Vec<Touched>,
}

async fn told(call: &Call, changes: &[Change]) -> Result<Told, Stop> {
    let (store, house) = (&call.house.store, &call.house);
    let scope = Scope::system(call.visitor()?.scope.park(), "what a change moves");
    let definitions = house.figures.all(store, &scope).await?;
    let asked = Asked {
        store,
        scope: &scope,
        definitions: &definitions,
        today: house.today(),
        home: house.world().await?.home,
        answers: &house.figures.answers,
        patience: Some(match house.figures.is_long(scope.park()) {
            true => Duration::ZERO,
            false => PATIENCE,
        }),
    };
    let mut trace = trace(&asked, changes).await?;
    let catalogue = call.catalogue();
    trace.shifts.retain(|shift| {
        let values = values(&definitions, shift);
        let guard = guard(call, &values, &catalogue);
        let definition = definitions.get(&shift.key);
        definition
            .zip(guard)
            .is_some_and(|(d, guard)| guard.sight(d) != Sight::Guarded)
    });
    let places = trace.shifts.iter().filter_map(|s| s.place);
    let places: BTreeSet<(String, Id)> = places.map(|id| ("areas".to_owned(), id)).collect();
    let names = async { Ok(labels::labels(store, &scope, places, call.lang()).await?) };
    let (names, out, returns) =
        tokio::try_join!(names, given_out(call), touched(call, &trace.shifts))?;
    Ok(Told {
        trace,
        definitions,
        names,
        out,
        returns,
    })
}

/// The figures and periods of which a number left the house; none for whoever may not know.
async fn given_out(call: &Call) -> Result<BTreeSet<(String, String)>, Stop> {
    const MOST: u32 = 20_000;
    let kind = call.catalogue().kind("given_out");
    let Some(kind) = kind.filter(|kind| call.visitor().is_ok_and(|v| v.scope.may_read(kind)))
    else {
        return Ok(BTreeSet::new());
    };
    let ask = Ask::Fold {
        selection: Selection::all(kind.name).and(Filter::is("state", "out")),
        fold: Fold::Count,
        by: ["figure", "for_period"].map(str::to_owned).into(),
        after: None,
        limit: MOST,
    };
    let text = |value: &Option<Value>| Some(value.as_ref()?.as_text()?.to_owned());
    let both = |group: &Group| match group.by.as_slice() {
        [figure, period] => Some((text(figure)?, text(period)?)),
        _ => None,
    };
    Ok(call
        .ask_one(ask)
        .await?
        .groups()
        .iter()
        .filter_map(both)
        .collect())
}

fn values(definitions: &std::sync::Arc<Definitions>, shift: &Shift) -> Values {
    Values {
        definitions: std::sync::Arc::clone(definitions),
        period: shift.period,
        place: shift.place,
        figures: BTreeMap::new(),
        waiting: Default::default(),
        old: None,
        records: Default::default(),
        parts: Default::default(),
    }
}

fn guard<'a>(call: &'a Call, values: &'a Values, catalogue: &'a Catalogue) -> Option<Guard<'a>> {
    let reader = Some(&call.visitor().ok()?.scope);
    Some(Guard::new(values, catalogue, reader))
}

/// The section, saying what `doing` does; nothing for those who see no figures.
///
/// # Errors
/// When the store does not answer.
pub async fn section(
    call: &Call,
    changes: &[Change],
    doing: Words,
) -> Result<Option<Markup>, Stop> {
    if !may_see(call) {
        return Ok(None);
    }
    let lang = call.lang();
    let told = told(call, changes).await?;
    let mut by_key: BTreeMap<&str, Vec<&Shift>> = BTreeMap::new();
    for shift in &told.trace.shifts {
        by_key.entry(&shift.key).or_default().push(shift);
    }
    let mut figures: Vec<(&Definition, Vec<&Shift>)> = told
        .definitions
        .iter()
        .filter_map(|d| Some((d, by_key.remove(d.key.as_str())?)))
        .collect();
    let in_value = |(_, shifts): &(&Definition, Vec<&Shift>)| shifts.iter().any(|s| s.in_value());
    figures.sort_by_key(|figure| !in_value(figure));
    let moved = figures.iter().filter(|f| in_value(f)).count();
    let reported = text::pages::in_annual(call).await?;
    let held = |(d, _): &&(&Definition, Vec<&Shift>)| reported.contains(&d.key);
    let in_report = figures.iter().filter(|f| in_value(f)).filter(held).count();
    let say = match (told.trace.too_many, figures.len()) {
        (true, _) => TOO_MANY.get(lang).to_owned(),
        (false, 0) => format!("{}{}", doing.get(lang), NOTHING.get(lang)),
        (false, all) => summary(doing, (moved, all - moved, in_report), lang),
    };
    let out = figures
        .iter()
        .filter(|(_, shifts)| shifts.iter().any(|s| told.is_out(s)));
    let say = format!("{say}{}", already_out(out.count(), lang));
    let list: Vec<Item> = figures
        .iter()
        .take(MOST)
        .map(|(d, shifts)| told.item(call, d, shifts, reported.contains(&d.key)))
        .collect();
    let rest = figures.len().saturating_sub(MOST);
    let typed = call.form.get("see").is_some();
    Ok(Some(html! {
        section.sec #moves tabindex="-1" autofocus[typed] aria-live="polite" {
            h2 { (say) }
            @if !list.is_empty() { (items(&list, lang)) }
            @if rest > 0 { p.soft { (more(rest, lang)) } }
            @if !told.returns.is_empty() {
                h3 { (RETURNS.get(lang)) }
                (items(&told.returns(lang), lang))
            }
        }
    }))
}

fn summary(doing: Words, (moved, rows, report): (usize, usize, usize), lang: Lang) -> String {
    let doing = doing.get(lang);
    let report = match (report, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("，其中{n}个在年度报告里"),
        (1, Lang::En) => "; 1 is in the annual report".to_owned(),
        (n, Lang::En) => format!("; {n} are in the annual report"),
    };
    let values = match (moved, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("会变{n}个数{report}"),
        (1, Lang::En) => format!("this changes 1 figure{report}"),
        (n, Lang::En) => format!("this changes {n} figures{report}"),
    };
    let others = match (rows, moved, lang) {
        (0, ..) => String::new(),
        (n, 0, Lang::Zh) => format!("没有数会变；{n}个数算进来的记录会不同"),
        (n, _, Lang::Zh) => format!("；另有{n}个数不变，算进来的记录不同"),
        (n, 0, Lang::En) => format!("no value changes; {n} would count other records"),
        (n, _, Lang::En) => format!("; {n} more keep their value and count other records"),
    };
    let stop = if lang == Lang::Zh { "。" } else { "." };
    format!("{doing}{values}{others}{stop}")
}

/// That some of what moves left the house before.
fn already_out(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("其中{n}个已经报出，报出的数不变，会另记更正说明。"),
        (1, Lang::En) => {
            " 1 of them was given out: that number stays, and what changed is told beside it."
                .to_owned()
        }
        (n, Lang::En) => format!(
            " {n} of them were given out: those numbers stay, and what changed is told beside them."
        ),
    }
}

fn more(rest: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("还有{rest}个数。"),
        Lang::En => format!("And {rest} more."),
    }
}

impl Told {
    /// The returns they stand in, each with what becomes of it.
    fn returns(&self, lang: Lang) -> Vec<Item> {
        let item = |touched: &Touched| Item {
            what: touched.name.clone(),
            small: touched.says(lang).to_owned(),
            href: Some(Href::new(format!("/returns/{}", touched.id))),
            ..Item::default()
        };
        self.returns.iter().map(item).collect()
    }

    /// Whether the number that moves left the house before.
    fn is_out(&self, shift: &Shift) -> bool {
        let own = (shift.key.clone(), shift.period.to_string());
        shift.in_value() && shift.place.is_none() && self.out.contains(&own)
    }

    /// One figure: the whole year of the park before its months and places.
    fn item(&self, call: &Call, d: &Definition, shifts: &[&Shift], reported: bool) -> Item {
        let lang = call.lang();
        let mut shifts = shifts.to_vec();
        shifts.sort_by_key(|s| !s.in_value());
        let Some((first, others)) = shifts.split_first() else {
            return Item::default();
        };
        let mut small = vec![self.span(first, lang)];
        if reported {
            small.push(
                words("年度报告用到", "in the annual report")
                    .get(lang)
                    .to_owned(),
            );
        }
        if shifts.iter().any(|shift| self.is_out(shift)) {
            small.push(words("已经报出", "given out before").get(lang).to_owned());
        }
        let only_rows = !first.in_value();
        if only_rows || first.rows.gone > 0 && first.rows.come > 0 {
            small.extend(rows(first, lang));
        }
        // The park's months and its places' years: a place's months are on its own pages.
        let near = |s: &Shift| s.place.is_none() || s.period.whole_year().is_some();
        let also = others.iter();
        let also = also.filter(|s| s.in_value() == first.in_value() && near(s));
        for shift in also.take(4) {
            let span = self.span(shift, lang);
            small.push(match shift.in_value() {
                true => match self.read(call, d, shift) {
                    Some((was, now, _)) => format!("{span}\u{a0}{was}\u{a0}→\u{a0}{now}"),
                    None => span,
                },
                false => span,
            });
        }
        let place = first
            .place
            .map(|id| format!("&place={id}"))
            .unwrap_or_default();
        let href = format!("/figures/{}?period={}{place}", d.key, first.period);
        let end = match (self.read(call, d, first), only_rows) {
            (Some((_, now, unit)), true) => End::Soft(format!("{} {now}{unit}", SAME.get(lang))),
            (Some((was, now, unit)), false) => End::Moves(was, Fig::inside(now, unit)),
            (None, true) => End::Soft(SAME.get(lang).to_owned()),
            (None, false) => End::Soft(
                first
                    .by
                    .map_or(LATER.get(lang).to_owned(), |n| grows(n, lang)),
            ),
        };
        Item {
            what: name(d, lang).to_owned(),
            small: small.join(" · "),
            href: Some(Href::new(href)),
            end,
        }
    }

    fn span(&self, shift: &Shift, lang: Lang) -> String {
        let period = shift.period.name(lang);
        let place = shift
            .place
            .and_then(|id| self.names.get(&("areas".to_owned(), id)));
        match (place, shift.period, lang) {
            (None, ..) => period,
            (Some(place), Period::Year(_), Lang::Zh) => format!("{place}{period}"),
            (Some(place), ..) => format!("{place} {period}"),
        }
    }

    /// Old value, new value, unit; none where they are not known yet.
    fn read(&self, call: &Call, d: &Definition, shift: &Shift) -> Option<(String, String, String)> {
        let lang = call.lang();
        let (was, now) = shift.value.as_ref()?;
        let values = values(&self.definitions, shift);
        let catalogue = call.catalogue();
        let guard = guard(call, &values, &catalogue)?;
        let listed = |f: &Figure| f.amount.is_none() && f.names.len() > 1;
        if listed(was) || listed(now) {
            let many = |f: &Figure| f.names.len().to_string();
            let unit = if lang == Lang::Zh { "项" } else { " names" };
            return Some(match was.names.len() == now.names.len() {
                true => (many(was), OTHERS.get(lang).to_owned(), String::new()),
                false => (many(was), many(now), unit.to_owned()),
            });
        }
        let (was, now) = (guard.read(d, was, lang), guard.read(d, now, lang));
        Some((was.value, now.value, now.unit))
    }
}

/// By how many a count grows, where the count itself is not known yet.
fn grows(by: i64, lang: Lang) -> String {
    let size = by.abs();
    match (by < 0, lang) {
        (true, Lang::Zh) => format!("少{size}"),
        (false, Lang::Zh) => format!("多{size}"),
        (true, Lang::En) => format!("{size} fewer"),
        (false, Lang::En) => format!("{size} more"),
    }
}

fn name(d: &Definition, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &d.zh,
        Lang::En => &d.en,
    }
}

/// Which rows are others, in words.
fn rows(shift: &Shift, lang: Lang) -> Option<String> {
    let r = shift.rows;
    let parts = [
        (r.come, words("进{}条", "{} in")),
        (r.gone, words("出{}条", "{} out")),
        (r.otherwise, words("{}条算法不同", "{} counted otherwise")),
    ];
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> = parts.map(|(n, w)| w.fill(lang, &n.to_string())).collect();
    let (between, before) = match lang {
        Lang::Zh => ("、", "记录"),
        Lang::En => (", ", "records "),
    };
    (!parts.is_empty()).then(|| format!("{before}{}", parts.join(between)))
}

/// The same for programs.
///
/// # Errors
/// `NotThere` for those who see no figures; faults of the store.
pub async fn json(call: &Call, changes: &[Change]) -> Result<Json, Stop> {
    if !may_see(call) {
        return Err(Stop::NotThere);
    }
    let told = told(call, changes).await?;
    let lang = call.lang();
    let reported = text::pages::in_annual(call).await?;
    let one = |shift: &Shift| {
        let d = told.definitions.get(&shift.key)?;
        let text = |f: &Figure| f.is_there().then(|| f.text(d, lang));
        let (was, now) = shift
            .value
            .as_ref()
            .map(|(was, now)| (text(was), text(now)))
            .unzip();
        let place = shift.place.map(|id| id.to_string());
        Some(json!({
            "key": shift.key,
            "name": name(d, lang),
            "period": shift.period,
            "place": place,
            "value_moves": shift.in_value(),
            "known": shift.value.is_some(),
            "was": was,
            "now": now,
            "by": shift.by,
            "rows": { "come": shift.rows.come, "gone": shift.rows.gone, "otherwise": shift.rows.otherwise },
            "in_annual_report": reported.contains(&shift.key),
            "given_out": told.is_out(shift),
        }))
    };
    let figures: Vec<Json> = told.trace.shifts.iter().filter_map(one).collect();
    let returns: Vec<Json> = told.returns.iter().map(Touched::json).collect();
    Ok(json!({ "figures": figures, "returns": returns, "too_many": told.trace.too_many }))
}
