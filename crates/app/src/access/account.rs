//! One account as the rest of the program needs it.
//!
//! In: a record of the kind `accounts`. Out: its identity, name and role. It holds nothing
//! of its password.

use base::{Answer, Ask, Id, Kind, Record, Role};
use store::Moment;

use crate::front::{House, Stop};

/// The kind accounts are records of.
pub const KIND: &str = "accounts";

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub id: Id,
    /// What it signs in as.
    pub login: String,
    /// Whose it is.
    pub name: String,
    /// What they are in the park.
    pub role: Option<Role>,
    /// Whether it was closed.
    pub closed: bool,
}

impl Account {
    fn of(kind: &Kind, record: &Record) -> Account {
        let text = |name: &str| record.text(kind, name).unwrap_or_default().to_owned();
        Account {
            id: record.id,
            login: text("login"),
            name: text("name"),
            role: Role::of(&text("role")),
            closed: record.whole(kind, "closed") == Some(1),
        }
    }
}

/// The kind accounts are records of.
///
/// # Errors
/// A fault, when the program was built without it.
pub fn kind(house: &House) -> Result<&'static Kind, Stop> {
    let kind = house.store.catalogue().kind(KIND);
    kind.ok_or_else(|| Stop::Fault("the catalogue has no accounts".into()))
}

/// The account of this identity, looked up for the door itself.
///
/// # Errors
/// A fault of the store.
pub async fn one(house: &House, id: Id) -> Result<Option<Account>, Stop> {
    let ask = Ask::One {
        kind: KIND.to_owned(),
        id,
    };
    let found = ask_own(house, ask).await?.one();
    let kind = kind(house)?;
    Ok(found.map(|record| Account::of(kind, &record)))
}

/// The account with this login, as typed or in lower case.
///
/// # Errors
/// A fault of the store.
pub async fn with_login(house: &House, login: &str) -> Result<Option<Account>, Stop> {
    let ask = Ask::Natural {
        kind: KIND.to_owned(),
        keys: vec![login.trim().to_owned(), base::folded(login)],
    };
    let found = ask_own(house, ask).await?.many();
    let kind = kind(house)?;
    Ok(found.first().map(|record| Account::of(kind, record)))
}

/// The accounts that are not closed, by name: whom a choice may offer.
///
/// # Errors
/// A fault of the store.
pub async fn open_ones(house: &House) -> Result<Vec<Account>, Stop> {
    let ask = Ask::Rows {
        selection: base::Selection::all(KIND),
        sort: base::Sort::default(),
        after: None,
        limit: 2_000,
    };
    let rows = ask_own(house, ask).await?.many();
    let kind = kind(house)?;
    let mut open: Vec<Account> = rows.iter().map(|row| Account::of(kind, row)).collect();
    open.retain(|account| !account.closed);
    open.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(open)
}

/// A small thing that is no record, looked up for the door itself.
///
/// # Errors
/// A fault of the store.
pub async fn kept(house: &House, space: &'static str, key: &str) -> Result<Option<String>, Stop> {
    let key = key.to_owned();
    Ok(ask_own(house, Ask::Kept { space, key }).await?.kept())
}

/// Asks with the door's own bounds: before anybody is known, nobody's bounds are.
///
/// # Errors
/// A fault of the store.
pub async fn ask_own(house: &House, ask: Ask) -> Result<Answer, Stop> {
    let answers = house.store.ask(&house.door, Moment::Now, vec![ask]).await?;
    let first = answers.into_iter().next();
    first.ok_or_else(|| Stop::Fault("an ask without an answer".into()))
}
