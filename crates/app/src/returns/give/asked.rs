//! Numbers that belong together: those one person gave out, or asked to, in one go.
//!
//! In: one of them. Out: all of them, as the reader may see them; for 今天 those that wait for a
//! manager. They share who and the moment they were written.

use base::{Answer, Ask, Day, Filter, Id, Kind, Lang, Period, Record, Selection, Sort};

use super::number::name;
use crate::{
    front::{Call, Stop},
    returns::notice::short,
};

/// More than ever go out together.
const MOST: u32 = 50;

/// The kind of these records.
pub fn kind(call: &Call) -> Result<&'static Kind, Stop> {
    call.catalogue().kind("given_out").ok_or(Stop::NotThere)
}

/// All that belong to one, in the order of their numbers.
///
/// # Errors
/// `NotThere` without such a record.
pub async fn group(call: &Call, id: Id) -> Result<Vec<Record>, Stop> {
    let kind = kind(call)?;
    let one = Ask::One {
        kind: kind.name.to_owned(),
        id,
    };
    let one = call.ask_one(one).await?.one().ok_or(Stop::NotThere)?;
    beside(call, &one).await
}

/// The same, of a record that was read.
///
/// # Errors
/// Faults of the store.
pub async fn beside(call: &Call, one: &Record) -> Result<Vec<Record>, Stop> {
    let kind = kind(call)?;
    let text = |name: &str| one.text(kind, name).unwrap_or_default().to_owned();
    let mut selection = Selection::all(kind.name)
        .and(Filter::is("on", text("on").as_str()))
        .and(Filter::is("state", text("state").as_str()));
    if let Some(by) = one.whole(kind, "by") {
        selection = selection.and(Filter::is("by", by));
    }
    let mut all = rows(call, selection).await?;
    all.retain(|row| row.since == one.since);
    all.sort_by_key(|row| row.id);
    Ok(all)
}

async fn rows(call: &Call, selection: Selection) -> Result<Vec<Record>, Stop> {
    let ask = Ask::Rows {
        selection,
        sort: Sort {
            field: "number".to_owned(),
            descending: true,
        },
        after: None,
        limit: MOST,
    };
    call.ask_one(ask).await.map(Answer::many)
}

/// A request that waits for a manager.
pub struct Waiting {
    /// 「活动场次31场、参与人次688人次」
    pub what: String,
    /// To whom, and of which period.
    pub small: String,
    /// Its page.
    pub href: String,
    /// The day it was asked.
    pub day: Option<Day>,
}

/// The requests that wait, each once; none for whoever does not approve.
///
/// # Errors
/// Faults of the store.
pub async fn waiting(call: &Call) -> Result<Vec<Waiting>, Stop> {
    if !super::approves(call)? {
        return Ok(Vec::new());
    }
    let kind = kind(call)?;
    let selection = Selection::all(kind.name).and(Filter::is("state", "asked"));
    let mut all = rows(call, selection).await?;
    all.sort_by_key(|row| row.id);
    let scope = store::Scope::system(call.visitor()?.scope.park(), "what figures are called");
    let known = call.house.figures.all(&call.house.store, &scope).await?;
    let lang = call.lang();
    let mut together: Vec<((Option<i64>, i64), Waiting)> = Vec::new();
    for row in all {
        let text = |name: &str| row.text(kind, name).unwrap_or_default();
        let definition = known.get(text("figure"));
        let named = definition.map_or(String::new(), |d| name(d, lang));
        let said = format!("{named}{}", text("said"));
        let own = (row.whole(kind, "by"), row.since);
        match together.iter_mut().find(|(of, _)| *of == own) {
            Some((_, waiting)) => waiting.what.push_str(&format!("、{said}")),
            None => {
                let waiting = Waiting {
                    what: said,
                    small: small(call, text("recipient"), text("for_period"), lang),
                    href: format!("/give-out/{}", row.id),
                    day: text("on").parse().ok(),
                };
                together.push((own, waiting));
            }
        }
    }
    Ok(together.into_iter().map(|(_, waiting)| waiting).collect())
}

fn small(call: &Call, recipient: &str, period: &str, lang: Lang) -> String {
    let period = period.parse::<Period>().ok();
    let period = period.map_or(String::new(), |p| short(p, call.house.today(), lang));
    match lang {
        Lang::Zh => format!("报{recipient} · {period}"),
        Lang::En => format!("to {recipient} · {period}"),
    }
}
