//! A figure beside the period before and the same period a year earlier.
//!
//! In: a figure's values now. Out: both earlier values with how it moved, in words, for its page
//! and its JSON; where there is nothing to compare with, that. What is kept back now or then is
//! not compared. A value that is not there soon is not waited for unless `compare=yes` asks.

use base::{Lang, Period, Words, words};
use figures::{Definition, Figure, beside, is_timeless};
use page::{
    Line, Link, Piece,
    record::{Fact, facts},
    section::Section,
};
use serde_json::{Value, json};

use super::{guard, place, same};
use crate::{
    front::{Call, Stop},
    reports::{Values, guard::Guard, kept::Wanted},
};

const TITLE: Words = words("和以前比", "Beside earlier periods");
const BEFORE: Words = words("上一期", "The period before");
const LAST_YEAR: Words = words("上年同期", "The same period last year");
const LAST: Words = words("上一年", "The year before");
const SLOW: Words = words("算出来看", "Compute it");
const KEPT_BACK: Words = words("人数太少，不比较", "too few to compare");
const TIMELESS: Words = words(
    "不分时段，没有以前可比",
    "counted over all time: there is no earlier period",
);

/// A figure beside one earlier period.
struct Earlier {
    name: Words,
    code: &'static str,
    period: Period,
    /// None where it is not known yet.
    said: Option<String>,
    then: Option<Figure>,
}

/// The section of a figure's page; none where it is no number.
///
/// # Errors
/// Faults of the store.
pub(super) async fn section(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Option<Section>, Stop> {
    let lang = call.lang();
    let wait = call.query.get("compare") == Some("yes");
    if !values
        .get(&definition.key)
        .is_some_and(|(_, f)| f.names.is_empty())
    {
        return Ok(None);
    }
    let mut rows = Vec::new();
    if is_timeless(definition, &values.definitions, &call.catalogue()) {
        rows.push(Fact::new(BEFORE.get(lang), TIMELESS.get(lang)));
    } else {
        for earlier in earlier(call, values, definition, wait).await? {
            let period = earlier.period.name(lang);
            let said = match earlier.said {
                Some(said) if lang == Lang::Zh => Line::from(format!("{period}：{said}").as_str()),
                Some(said) => Line::from(format!("{period}: {said}").as_str()),
                None => {
                    let here = same(values, place(call)?);
                    let href = format!("/figures/{}?{here}&compare=yes", definition.key);
                    Line(vec![Piece::Link(Link::new(SLOW.get(lang), href))])
                }
            };
            rows.push(Fact::new(earlier.name.get(lang), said));
        }
    }
    let body = facts(&rows, call.reading.lang);
    Ok(Some(Section::new(TITLE.get(lang), body)))
}

/// The same for programs, under the names of what it is held against.
///
/// # Errors
/// Faults of the store.
pub(super) async fn told(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Value, Stop> {
    let mut out = serde_json::Map::new();
    if is_timeless(definition, &values.definitions, &call.catalogue()) {
        return Ok(Value::Null);
    }
    for earlier in earlier(call, values, definition, true).await? {
        let then = earlier.then.as_ref();
        let now = values.figures.get(&definition.key).and_then(|f| f.amount);
        let was = then.and_then(|f| f.amount);
        let moved = now.zip(was).map(|(now, was)| now.minus(was));
        let percent = moved.zip(was).and_then(|(by, was)| by.divided(was.size()));
        out.insert(
            earlier.code.to_owned(),
            json!({
                "period": earlier.period,
                "value": was.map(|a| a.digits(definition.decimals)),
                "difference": moved.map(|a| a.digits(definition.decimals)),
                "percent": percent.map(|a| a.percent().digits(1)),
                "text": earlier.said,
            }),
        );
    }
    Ok(Value::Object(out))
}

/// The periods that one is held against, each with its name and its code.
pub fn held_against(period: Period) -> Vec<(Words, &'static str, Period)> {
    let (before, last) = (period.before(), period.last_year());
    match before == last {
        true => vec![(LAST, "before", before)],
        false => vec![(BEFORE, "before", before), (LAST_YEAR, "last_year", last)],
    }
}

async fn earlier(
    call: &Call,
    values: &Values,
    definition: &Definition,
    wait: bool,
) -> Result<Vec<Earlier>, Stop> {
    let mut all = Vec::new();
    for (name, code, period) in held_against(values.period) {
        let then = then(call, definition, period, wait).await?;
        let (said, then) = match then {
            None => (None, None),
            Some(then) => said(call, values, &then, definition)?,
        };
        all.push(Earlier {
            name,
            code,
            period,
            said,
            then,
        });
    }
    Ok(all)
}

async fn then(
    call: &Call,
    definition: &Definition,
    period: Period,
    wait: bool,
) -> Result<Option<std::sync::Arc<Values>>, Stop> {
    let wanted = Wanted {
        period,
        place: place(call)?,
        only: Some(definition.key.clone()),
    };
    let (house, park) = (&call.house, call.visitor()?.scope.park());
    Ok(match wait {
        true => Some(house.figures.values(&house.store, park, wanted).await?),
        false => house.figures.soon(&house.store, park, wanted).await?,
    })
}

fn said(
    call: &Call,
    values: &Values,
    then: &Values,
    definition: &Definition,
) -> Result<(Option<String>, Option<Figure>), Stop> {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let seen = |guard: Guard<'_>, figure: &Figure| guard.read(definition, figure, lang).kept_back;
    let (Some(now), Some(was)) = (
        values.figures.get(&definition.key),
        then.figures.get(&definition.key),
    ) else {
        return Ok((None, None));
    };
    let kept_back =
        seen(guard(call, values, &catalogue)?, now) || seen(guard(call, then, &catalogue)?, was);
    Ok(match kept_back {
        true => (Some(KEPT_BACK.get(lang).to_owned()), None),
        false => (
            Some(beside(now, was).said(definition, lang)),
            Some(was.clone()),
        ),
    })
}
