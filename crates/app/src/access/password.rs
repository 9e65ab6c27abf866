//! An account's password: its hash kept, a new one judged.
//!
//! In: what somebody typed. Out: whether it fits, or what is wrong with a new one. Hashing
//! takes time and memory on purpose: only a few are hashed at once, away from the threads
//! that answer. Source: ASVS 5.0, 6.2 and 11.4.2.

use base::{Change, Code, Id, Problem};
use seal::password::{Weakness, check_new, hash, verify, verify_nothing};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::account;
use crate::front::{House, Stop};

/// The space hashes are kept in, by account.
const SPACE: &str = "password";
/// Passwords hashed at once: 19 MiB each.
static TURNS: Semaphore = Semaphore::const_new(4);

/// The hash kept for an account, if it has one.
///
/// # Errors
/// A fault of the store.
pub async fn stored(house: &House, account: Id) -> Result<Option<String>, Stop> {
    account::kept(house, SPACE, &account.to_string()).await
}

/// Whether this password fits the hash. Without a hash it does the same work and says no.
///
/// # Errors
/// A fault, when the work could not be done.
pub async fn fits(stored: Option<String>, typed: String) -> Result<bool, Stop> {
    in_turn(move || match stored {
        Some(stored) => verify(&stored, &typed),
        None => {
            verify_nothing(&typed);
            false
        }
    })
    .await
}

/// The change that gives an account this password.
///
/// # Errors
/// A fault, when the work could not be done.
pub async fn keep(account: Id, typed: String) -> Result<Change, Stop> {
    Ok(Change::Keep {
        space: SPACE,
        key: account.to_string(),
        value: in_turn(move || hash(&typed)).await?,
        until: 0,
    })
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stop> {
    let _turn = TURNS.acquire().await.map_err(Stop::fault)?;
    spawn_blocking(work).await.map_err(Stop::fault)
}

/// What is wrong with a new password, typed twice, of somebody known by these names.
pub fn problems(typed: &str, again: &str, names: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Err(weakness) = check_new(typed, names) {
        problems.push(weak(weakness));
    }
    if typed != again {
        problems.push(
            Problem::of(Code::PasswordsDiffer, "again")
                .with("两次输入的密码不一样", "The two passwords differ"),
        );
    }
    problems
}

fn weak(weakness: Weakness) -> Problem {
    let (zh, en) = (weakness.zh(), weakness.en());
    Problem::of(Code::WeakPassword, "password").with(zh, en)
}
