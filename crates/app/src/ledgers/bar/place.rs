//! A place in the sentence over a list: «社区为横岗街道（含下级）», and the ways on from there.
//!
//! In: the places an address names. Out: what is said of them, and links to the place alone, to
//! the one above, to those right below. A place asked for means all below it too, as people
//! mean 「横岗街道的活动」; the words say so wherever there is anything below.

use std::collections::BTreeSet;

use base::{Answer, Ask, Field, Filter, Id, Lang, Operand, Record, Selection, Sort, Test, words};
use page::{
    Link,
    field::Field as Input,
    sentence::{Part, Pick},
};

use super::{gone, pick};
use crate::{
    front::{Call, Stop},
    ledgers::typed::{PART_OF, alone},
};

/// The most places right below one, or offered to begin with.
const MOST: u32 = 80;
/// The kind of places.
const AREAS: &str = "areas";

/// The condition in words, with the ways on.
///
/// # Errors
/// A fault of the store.
pub(super) async fn said(
    call: &Call,
    field: &'static Field,
    name: &str,
    values: &[&str],
) -> Result<Part, Stop> {
    let lang = call.lang();
    let ids: BTreeSet<Id> = values
        .iter()
        .filter_map(|v| v.trim().parse().ok())
        .collect();
    let [here, below] = around(call, &ids).await?;
    let with_below = name == field.name;
    let named: Vec<&str> = here.iter().map(|area| called(call, area)).collect();
    let named = match (named.is_empty(), lang) {
        (true, _) => values.join("、"),
        (_, Lang::Zh) => named.join("或"),
        (_, Lang::En) => named.join(" or "),
    };
    let more = match (with_below, below.is_empty()) {
        (_, true) => "",
        (true, _) => words("（含下级）", " and below").get(lang),
        (false, _) => words("（仅本级）", " alone").get(lang),
    };
    let other = alone(field);
    let to = |id: Id, name: &str| {
        let id = id.to_string();
        let unset = if name == field.name {
            other.as_str()
        } else {
            field.name
        };
        call.here_with(&[(unset, None), (name, Some(&id))])
    };
    let mut links = Vec::new();
    if let [one] = here.as_slice() {
        if !below.is_empty() {
            links.push(match with_below {
                true => Link::new(
                    words("仅本级", "This level alone").get(lang),
                    to(one.id, &other),
                ),
                false => Link::new(
                    words("含下级", "With all below it").get(lang),
                    to(one.id, field.name),
                ),
            });
        }
        if let Some(above) = above(call, one) {
            let up = words("上一级", "The one above").get(lang);
            links.push(Link::new(up, to(above, field.name)));
        }
        let down = below
            .iter()
            .map(|area| Link::new(called(call, area), to(area.id, field.name)));
        links.extend(down);
    }
    links.push(gone(call, name));
    let label = field.words.get(lang);
    let is = words("为", " is ").get(lang);
    Ok(Part::Control {
        words: format!("{label}{is}{named}{more}"),
        pick: Pick::Links(links),
    })
}

/// The input that begins with a place, where there are too many to show all: the districts and
/// streets, from which one goes on down.
///
/// # Errors
/// A fault of the store.
pub(super) async fn offer(call: &Call, field: &'static Field) -> Result<Option<Input>, Stop> {
    let high = ["district", "street"].map(|level| Operand::Is(level.into()));
    let high = Filter::leaf("level", Test::In(high.into()));
    let answers = call.ask(vec![areas(high)]).await?;
    let page = answers
        .into_iter()
        .next()
        .map(Answer::page)
        .unwrap_or_default();
    if page.rows.is_empty() || page.next.is_some() {
        return Ok(None);
    }
    let all: Vec<(Id, &str)> = page.rows.iter().map(|a| (a.id, called(call, a))).collect();
    Ok(Some(pick(call, field, &all)))
}

/// These places, and those right below them.
async fn around(call: &Call, ids: &BTreeSet<Id>) -> Result<[Vec<Record>; 2], Stop> {
    let above = ids.iter().map(|id| Operand::Is((*id).into())).collect();
    let here = Ask::Many {
        kind: AREAS.to_owned(),
        ids: ids.iter().copied().collect(),
    };
    let below = areas(Filter::leaf(PART_OF, Test::In(above)));
    let mut answers = call.ask(vec![here, below]).await?.into_iter();
    let mut next = || answers.next().map(Answer::many).unwrap_or_default();
    Ok([next(), next()])
}

fn areas(filter: Filter) -> Ask {
    Ask::Rows {
        selection: Selection::all(AREAS).and(filter),
        sort: Sort {
            field: "code".to_owned(),
            descending: false,
        },
        after: None,
        limit: MOST,
    }
}

fn called<'a>(call: &Call, area: &'a Record) -> &'a str {
    let kind = call.catalogue().kind(AREAS);
    kind.and_then(|kind| area.text(kind, "name"))
        .unwrap_or_default()
}

fn above(call: &Call, area: &Record) -> Option<Id> {
    let kind = call.catalogue().kind(AREAS)?;
    area.whole(kind, PART_OF).map(Id)
}
