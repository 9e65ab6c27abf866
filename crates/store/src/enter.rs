//! Who comes in: from a session or a token to the bounds of the person behind it.
//!
//! In: what the session or token was kept under. Out: a [`Scope`], or none when it has ended
//! or its account is closed or gone. Somebody limited to areas sees all areas below them.

use std::{collections::BTreeSet, sync::Arc};

use base::{
    Catalogue, Filter, Id, Kind, Operand, Record, Role, Roles, Selection, Sort, Test, Value,
};
use serde::Deserialize;

use crate::{
    AskError, Fault, Moment, Scope,
    engine::Connection,
    kept, lookup,
    rows::{self, PageAsk},
    scope::Areas,
    table::View,
};

/// By what somebody comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// A signed-in browser: space `session`.
    Session,
    /// A program's token: space `token`.
    Token,
}

impl Door {
    /// The space its keys are kept in. What is kept there is JSON: `account` (an identity)
    /// and `until` (milliseconds since 1970; 0 for ever).
    pub const fn space(self) -> &'static str {
        match self {
            Door::Session => "session",
            Door::Token => "token",
        }
    }
}

#[derive(Deserialize)]
struct Entry {
    account: Id,
    #[serde(default)]
    until: i64,
}

/// Areas hang below each other no deeper than this.
const DEEPEST: usize = 8;

/// The bounds of whoever holds this key.
pub(crate) fn enter(
    connection: &mut Connection,
    catalogue: &Catalogue,
    now: i64,
    (door, key): (Door, &str),
) -> Result<Option<Scope>, Fault> {
    let Some((park, entry)) = kept::anywhere(connection, now, door.space(), key)? else {
        return Ok(None);
    };
    let Ok(entry) = serde_json::from_str::<Entry>(&entry) else {
        return Err(Fault::Damaged(format!("kept.{}", door.space())));
    };
    if entry.until != 0 && entry.until <= now {
        return Ok(None);
    }
    let inside = Scope::inside(park);
    let view = View {
        catalogue,
        scope: &inside,
        moment: Moment::Now,
        dialect: connection.dialect(),
    };
    scope(connection, &view, park, entry.account).map_err(|error| match error {
        AskError::Fault(fault) => fault,
        other => Fault::Program(other.to_string()),
    })
}

fn scope(
    connection: &mut Connection,
    view: &View<'_>,
    park: Id,
    account: Id,
) -> Result<Option<Scope>, AskError> {
    let Some(kind) = view.catalogue.kind("accounts") else {
        return Ok(None);
    };
    let Some(person) = lookup::many(connection, view, "accounts", &[account])?.pop() else {
        return Ok(None);
    };
    let is_closed = person
        .whole(kind, "closed")
        .is_some_and(|closed| closed != 0);
    let Some(role) = person.text(kind, "role").and_then(Role::of) else {
        return Ok(None);
    };
    if is_closed {
        return Ok(None);
    }
    let areas = areas(connection, view, kind, &person)?;
    Ok(Some(Scope::person(
        park,
        account,
        Roles::of(&[role]),
        areas,
    )))
}

fn areas(
    connection: &mut Connection,
    view: &View<'_>,
    kind: &'static Kind,
    person: &Record,
) -> Result<Areas, AskError> {
    let own = person
        .value(kind, "areas")
        .map(Value::ids)
        .unwrap_or_default();
    if own.is_empty() {
        return Ok(Areas::All);
    }
    let mut all: BTreeSet<i64> = own.iter().map(|id| id.0).collect();
    let mut last = own;
    for _ in 0..DEEPEST {
        let below = below(connection, view, &last)?;
        last = below.into_iter().filter(|id| all.insert(id.0)).collect();
        if last.is_empty() {
            break;
        }
    }
    Ok(Areas::Set(Arc::new(all)))
}

/// The areas right below these.
fn below(connection: &mut Connection, view: &View<'_>, areas: &[Id]) -> Result<Vec<Id>, AskError> {
    let parents = areas
        .iter()
        .map(|id| Operand::Is(Value::Whole(id.0)))
        .collect();
    let selection = Selection::all("areas").and(Filter::leaf("parent", Test::In(parents)));
    let ask = PageAsk {
        selection: &selection,
        sort: &Sort::default(),
        from: None,
        back: false,
        limit: 100_000,
    };
    let page = rows::page(connection, view, &ask)?;
    Ok(page.rows.iter().map(|area| area.id).collect())
}
