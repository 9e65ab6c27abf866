//! Sessions: from a cookie or a token to a person's bounds.
//!
//! In: a request's headers. Out: who it is, or nobody. A session ends after 12 hours without
//! use and after 7 days in any case; closing its account ends it at once, since both are
//! looked up on every request. Only a token's digest is kept. Source: ASVS 5.0, chapter 7.

use axum::http::{HeaderMap, header};
use base::{Act, Change, Id, Source};
use serde::{Deserialize, Serialize};
use store::{Door, Write};

use super::{account, kept_under};
use crate::front::{Call, House, Stop, Visitor, cookies};

/// The space sessions are kept in.
pub const SPACE: &str = "session";

const HOUR_MS: i64 = 3_600_000;
/// Without use so long, a session ends.
const IDLE_MS: i64 = 12 * HOUR_MS;
/// So long after signing in, a session ends.
const WHOLE_MS: i64 = 7 * 24 * HOUR_MS;
/// The moment of last use is written down no more often than this: reading writes nothing.
const NOTED_MS: i64 = HOUR_MS;

/// A session as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Session {
    /// Whose it is.
    pub account: Id,
    /// When it began: milliseconds since 1970.
    pub began: i64,
    /// When it was last known to be used.
    pub used: i64,
}

/// Who sends this request, as far as its cookie or token says.
///
/// # Errors
/// A fault of the store.
pub async fn visitor(house: &House, call: &Call) -> Result<Option<Visitor>, Stop> {
    if call.path.starts_with("/api/")
        && let Some(token) = bearer(&call.headers)
    {
        return by_token(house, token).await;
    }
    let sent = |secure| cookies::value(&call.headers, &cookies::name(house, secure));
    let secure = sent(true);
    let plain = || sent(false).filter(|_| !house.config.https());
    let Some(token) = secure.or_else(plain).filter(|token| !token.is_empty()) else {
        return Ok(None);
    };
    let key = kept_under(token);
    if !alive(house, &key).await? {
        return Ok(None);
    }
    of(house, Door::Session, key, form_token(token)).await
}

/// What the forms of a session send back: known to its pages only, and nothing to keep.
fn form_token(token: &str) -> String {
    kept_under(&format!("form {token}"))
}

/// The token a program sends.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let said = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = said.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

async fn by_token(house: &House, token: &str) -> Result<Option<Visitor>, Stop> {
    of(house, Door::Token, kept_under(token), String::new()).await
}

async fn of(
    house: &House,
    door: Door,
    key: String,
    form_token: String,
) -> Result<Option<Visitor>, Stop> {
    let look = async {
        let Some(scope) = house.store.enter(door, &key).await.map_err(Stop::fault)? else {
            return Ok(None);
        };
        // Of another park of this database: not known here.
        if scope.park() != house.park {
            return Ok(None);
        }
        let account = account::one(house, scope.actor()).await?;
        Ok::<_, Stop>(
            account
                .filter(|a| !a.closed)
                .map(|account| (scope, account)),
        )
    };
    let by = match door {
        Door::Session => "s",
        Door::Token => "t",
    };
    let found = house
        .doors
        .get((&house.store, house.now()), format!("{by}{key}"), look)
        .await?;
    Ok(found.map(|(scope, account)| Visitor {
        scope,
        account,
        key,
        form_token,
    }))
}

/// Whether a session still stands; notes that it was used.
async fn alive(house: &House, key: &str) -> Result<bool, Stop> {
    let kept = account::kept(house, SPACE, key).await?;
    let Some(session) = kept.and_then(|kept| serde_json::from_str::<Session>(&kept).ok()) else {
        return Ok(false);
    };
    let now = house.now();
    let used = last_use(house, key, session.used, now);
    // A clock set back gives a session no second life: its beginning must not lie ahead.
    let stands =
        now >= session.began - HOUR_MS && now < session.began + WHOLE_MS && now < used + IDLE_MS;
    if stands && now > session.used + NOTED_MS {
        let noted = note(
            house,
            key,
            Session {
                used: now,
                ..session
            },
        )
        .await;
        // Reading goes on where nothing can be written: a full disk shuts nobody out.
        if let Err(stop) = noted {
            tracing::warn!(?stop, "the use of a session was not noted");
        }
    }
    Ok(stands)
}

/// The later of what was kept and what is remembered; remembers the present use.
fn last_use(house: &House, key: &str, kept: i64, now: i64) -> i64 {
    let mut seen = house.seen.lock().unwrap_or_else(|held| held.into_inner());
    if seen.len() > 10_000 {
        seen.retain(|_, used| now < *used + IDLE_MS);
    }
    let used = seen.get(key).copied().unwrap_or(kept).max(kept);
    if now < used + IDLE_MS {
        seen.insert(key.to_owned(), now);
    }
    used
}

async fn note(house: &House, key: &str, session: Session) -> Result<(), Stop> {
    let act = Act {
        actor: Id(0),
        source: Source::System,
        note: String::new(),
    };
    let keep = keep(key, &session)?;
    house
        .store
        .write(Write::of(house.door.clone(), act, vec![keep]))
        .await?;
    Ok(())
}

fn keep(key: &str, session: &Session) -> Result<Change, Stop> {
    Ok(Change::Keep {
        space: SPACE,
        key: key.to_owned(),
        value: serde_json::to_string(session).map_err(Stop::fault)?,
        until: session.began + WHOLE_MS,
    })
}

/// Begins a session of an account, ending the one its browser had: the token for its cookie.
///
/// # Errors
/// As the store's writing.
pub async fn begin(call: &Call, account: Id) -> Result<String, Stop> {
    begin_in(&call.house, account, before(call).into_iter().collect()).await
}

/// What ends the session that the caller's browser has.
pub fn before(call: &Call) -> Option<Change> {
    call.visitor.as_ref().map(|v| drop_of(&v.key))
}

/// A new session of an account: the token for its cookie, and what keeps it.
///
/// # Errors
/// A fault, when it cannot be written down.
pub fn fresh(account: Id, now: i64) -> Result<(String, Change), Stop> {
    let token = seal::token::fresh();
    let session = Session {
        account,
        began: now,
        used: now,
    };
    let keep = keep(&kept_under(&token), &session)?;
    Ok((token, keep))
}

/// Begins a session of an account of a house, with changes besides: the token for its cookie.
///
/// # Errors
/// As the store's writing.
pub async fn begin_in(house: &House, account: Id, also: Vec<Change>) -> Result<String, Stop> {
    let (token, keep) = fresh(account, house.now())?;
    let mut changes = vec![keep];
    changes.extend(also);
    let act = Act {
        actor: account,
        source: Source::Form,
        note: String::new(),
    };
    house
        .store
        .write(Write::of(house.door.clone(), act, changes))
        .await?;
    Ok(token)
}

/// Ends the caller's session.
///
/// # Errors
/// As the store's writing.
pub async fn end(call: &Call) -> Result<(), Stop> {
    let key = &call.visitor()?.key;
    let act = call.act("")?;
    call.write(Write::of(call.house.door.clone(), act, vec![drop_of(key)]))
        .await?;
    Ok(())
}

/// What ends an account's sessions but the one kept under `but`: a new password is for whoever
/// else may have the old one.
pub fn ended(facts: Vec<base::Answer>, account: Id, but: &str) -> Vec<Change> {
    let kept = match facts.into_iter().next() {
        Some(base::Answer::KeptAll(kept)) => kept,
        _ => Vec::new(),
    };
    let theirs = |value: &str| {
        serde_json::from_str::<Session>(value).is_ok_and(|session| session.account == account)
    };
    kept.iter()
        .filter(|(key, value)| key != but && theirs(value))
        .map(|(key, _)| drop_of(key))
        .collect()
}

fn drop_of(key: &str) -> Change {
    Change::Drop {
        space: SPACE,
        key: key.to_owned(),
    }
}
