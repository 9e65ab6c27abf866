//! Who may come in: accounts, sessions, passwords, tokens, and how often one may guess.
//!
//! In: a name and a password, a cookie, a one-time link. Out: a person's bounds. A password
//! is kept as its hash only, a token as its digest only; neither is ever shown again.

pub mod account;
pub mod areas;
pub mod beside;
pub mod guesses;
mod links;
mod me;
pub mod once;
pub mod parks;
pub mod password;
pub mod session;
mod sign_in;
pub mod start;
pub mod token;

use base::{Role, Roles};

use crate::front::{Right, Routes};

/// Those who keep the accounts.
pub const KEEPERS: Roles = Roles::of(&[Role::Owner]);

/// The addresses of this area.
pub fn routes() -> Routes {
    Routes::default()
        .get("/sign-in", Right::Public, sign_in::show)
        .post("/sign-in", Right::Public, sign_in::check)
        .post("/sign-out", Right::SignedIn, sign_in::end)
        .get("/start/{token}", Right::Public, start::show)
        .post("/start/{token}", Right::Public, start::make)
        .get("/link/{token}", Right::Public, links::show)
        .post("/link/{token}", Right::Public, links::set)
        .get("/me", Right::SignedIn, me::show)
        .post("/me/park", Right::SignedIn, beside::enter)
        .get("/me/password", Right::SignedIn, me::password)
        .post("/me/password", Right::SignedIn, me::change)
        .get("/accounts/{id}/link", Right::Have(KEEPERS), links::ask)
        .post("/accounts/{id}/link", Right::Have(KEEPERS), links::make)
        .get("/accounts/{id}/tokens", Right::Have(KEEPERS), token::list)
        .post("/accounts/{id}/tokens", Right::Have(KEEPERS), token::make)
        .post(
            "/accounts/{id}/tokens/end",
            Right::Have(KEEPERS),
            token::end,
        )
}

/// A digest as it is kept: 64 characters of hexadecimal.
pub fn kept_under(token: &str) -> String {
    let digest = seal::token::digest(token);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
