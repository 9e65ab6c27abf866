//! The other parks that one person may enter, of those served together.
//!
//! In: a session in one park. Out: the parks in which the same browser has a session too, or
//! in which whoever runs the machine joined an account of theirs to this one. A park that one
//! may not enter is not even named. An account leads to those joined to it and not back, so
//! nobody comes from a park into another by what is set in the first.

use std::sync::Arc;

use axum::http::header;
use base::{Act as Deed, Ask, Change, Id, Source, words};
use page::{Act, To};
use serde::{Deserialize, Serialize};
use store::{Scope, Store, Write, WriteError};

use super::{account, session};
use crate::front::{Call, Done, House, Stop, cookies, see_other, town};

/// The space of what is joined to an account: its key is the account.
const SPACE: &str = "joined";

/// An account in another park.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The park.
    pub park: Id,
    /// The account there.
    pub account: Id,
}

/// Joins accounts of other parks to one: all there are, in place of those before.
///
/// # Errors
/// As the store's writing.
pub async fn join(
    store: &Store,
    (park, account): (Id, Id),
    joined: &[Joined],
) -> Result<(), WriteError> {
    let scope = Scope::system(park, "accounts were joined on the command line");
    let deed = Deed {
        actor: Id(0),
        source: Source::Command,
        note: "join".to_owned(),
    };
    let keep = Change::Keep {
        space: SPACE,
        key: account.to_string(),
        value: serde_json::json!(joined).to_string(),
        until: 0,
    };
    store.write(Write::of(scope, deed, vec![keep])).await?;
    Ok(())
}

/// What is joined to an account.
///
/// # Errors
/// When the store does not answer.
pub async fn joined(
    store: &Store,
    scope: &Scope,
    account: Id,
) -> Result<Vec<Joined>, store::AskError> {
    let ask = Ask::Kept {
        space: SPACE,
        key: account.to_string(),
    };
    let answers = store.ask(scope, Default::default(), vec![ask]).await?;
    let kept = answers.into_iter().find_map(base::Answer::kept);
    Ok(kept
        .and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default())
}

/// The ways to the other parks, for a person's own page.
///
/// # Errors
/// Faults of the store.
pub(super) async fn ways(call: &Call) -> Result<Vec<Act>, Stop> {
    let mut ways = Vec::new();
    for house in others(call) {
        let words = words("去", "Go to ").get(call.lang());
        let words = format!("{words}{}", house.config.park);
        if session::visitor(&house, call).await?.is_some() {
            ways.push(Act::open(&words, today(&house).as_str()));
        } else if account_there(call, &house).await?.is_some() {
            let mut with = call.hidden();
            with.push(("park".to_owned(), house.park.to_string()));
            let mut way = Act::post(&words, "/me/park");
            way.to = To::Post("/me/park".into(), with);
            ways.push(way);
        }
    }
    Ok(ways)
}

/// POST `/me/park`: enters another park by the account joined to this one.
///
/// # Errors
/// `NotThere` when there is no such park or no such account; faults of the store.
pub(super) async fn enter(call: Call) -> Done {
    let park = call.form.text("park").to_owned();
    let found = others(&call)
        .into_iter()
        .find(|house| house.park.to_string() == park);
    let house = found.ok_or(Stop::NotThere)?;
    let account = account_there(&call, &house).await?;
    let account = account.ok_or(Stop::NotThere)?;
    let token = session::begin_in(&house, account, Vec::new()).await?;
    let mut response = see_other(&today(&house));
    if let Some(line) = cookies::begin(&house, call.secure, &token) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

fn today(house: &House) -> String {
    format!("{}/today", town::prefix(&house.config.park))
}

fn others(call: &Call) -> Vec<Arc<House>> {
    let beside = call.house.beside.get().into_iter().flatten();
    beside.filter_map(std::sync::Weak::upgrade).collect()
}

/// The account in another park that is joined to the caller's, while it is open.
async fn account_there(call: &Call, house: &House) -> Result<Option<Id>, Stop> {
    let own = call.visitor()?.account.id;
    let joined = joined(&call.house.store, &call.house.door, own).await?;
    let Some(there) = joined.iter().find(|joined| joined.park == house.park) else {
        return Ok(None);
    };
    let account = account::one(house, there.account).await?;
    Ok(account.filter(|a| !a.closed).map(|a| a.id))
}
