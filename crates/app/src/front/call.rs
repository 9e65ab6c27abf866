//! One request as its handler sees it: who calls, what they sent, how they read.
//!
//! In: what the station before took apart and let through. Out: asks answered and writings
//! done within the caller's bounds. A handler has no other way to the store, so none can ask
//! for more than its caller may see.

use std::{collections::HashMap, net::IpAddr, sync::Arc};

use axum::http::{HeaderMap, Method};
use base::{Act, Answer, Ask, Catalogue, Id, Kind, Lang, Source};
use page::Reading;
use store::{Moment, Scope, Write};

use super::{Fields, House, Stop, files::File};
use crate::access::account::Account;

/// Whoever is signed in.
#[derive(Clone)]
pub struct Visitor {
    /// Their bounds.
    pub scope: Scope,
    /// Their account.
    pub account: Account,
    /// What their session or token is kept under.
    pub key: String,
    /// What a form of theirs must send back; empty for a program's token.
    pub form_token: String,
}

/// One request.
pub struct Call {
    /// What every request shares.
    pub house: Arc<House>,
    /// Who calls; none where anybody may.
    pub visitor: Option<Visitor>,
    /// How they read.
    pub reading: Reading,
    /// Whether their browser keeps a cookie to secure connections.
    pub secure: bool,
    /// The method; HEAD comes by the routes of GET.
    pub method: Method,
    /// The address they called from.
    pub peer: IpAddr,
    /// The path with its query.
    pub path: String,
    /// What the path's `{…}` hold.
    pub params: HashMap<String, String>,
    /// The query.
    pub query: Fields,
    /// The form.
    pub form: Fields,
    /// The form's files.
    pub files: Vec<File>,
    /// The body, where it is JSON.
    pub json: serde_json::Value,
    /// The headers.
    pub headers: HeaderMap,
}

impl Call {
    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.reading.lang
    }

    /// The kinds there are.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.house.store.catalogue()
    }

    /// The caller.
    ///
    /// # Errors
    /// `SignIn` when nobody is signed in, which a route with a right of its own rules out.
    pub fn visitor(&self) -> Result<&Visitor, Stop> {
        self.visitor.as_ref().ok_or(Stop::SignIn)
    }

    /// The kind named in the path.
    ///
    /// # Errors
    /// `NotThere` when there is none.
    pub fn kind(&self) -> Result<&'static Kind, Stop> {
        self.params
            .get("kind")
            .and_then(|name| self.catalogue().kind(name))
            .ok_or(Stop::NotThere)
    }

    /// The identity in the path.
    ///
    /// # Errors
    /// `NotThere` when it is none.
    pub fn id(&self) -> Result<Id, Stop> {
        self.params
            .get("id")
            .and_then(|id| id.parse().ok())
            .filter(|id: &Id| id.0 > 0)
            .ok_or(Stop::NotThere)
    }

    /// Asks within the caller's bounds; the answers come in the order asked.
    ///
    /// # Errors
    /// `NotThere`, `Bad` or `Fault`, as the store says.
    pub async fn ask(&self, asks: Vec<Ask>) -> Result<Vec<Answer>, Stop> {
        let scope = &self.visitor()?.scope;
        Ok(self.house.store.ask(scope, Moment::Now, asks).await?)
    }

    /// Asks one thing.
    ///
    /// # Errors
    /// As `ask`.
    pub async fn ask_one(&self, ask: Ask) -> Result<Answer, Stop> {
        let mut answers = self.ask(vec![ask]).await?;
        answers.pop().ok_or(Stop::NotThere)
    }

    /// Does a writing.
    ///
    /// # Errors
    /// `Problems`, `Busy` or `Fault`, as the store says.
    pub async fn write(&self, write: Write) -> Result<store::Receipt, Stop> {
        Ok(self.house.store.write(write).await?)
    }

    /// Who acts, by a page's form, with a word for the history.
    ///
    /// # Errors
    /// `SignIn` when nobody is signed in.
    pub fn act(&self, note: &str) -> Result<Act, Stop> {
        Ok(Act {
            actor: self.visitor()?.scope.actor(),
            source: if self.path.starts_with("/api/") {
                Source::Api
            } else {
                Source::Form
            },
            note: note.to_owned(),
        })
    }

    /// The token and once-only key that every form of this caller sends along.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let token = self.visitor.as_ref().map(|v| v.form_token.clone());
        vec![
            ("token".to_owned(), token.unwrap_or_default()),
            ("once".to_owned(), seal::token::fresh()),
        ]
    }
}
