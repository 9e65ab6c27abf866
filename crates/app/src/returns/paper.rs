//! One return as its desk sees it: its record, its text, and how far it has come.
//!
//! In: an identity. Out: the record with its parts read, the text of its type where that has one
//! with the period's own words in their places, and what was signed. It decides nothing.

use base::{Answer, Ask, Id, Kind, Period, Record};
use store::{AskError, Moment, Scope, Store};

use super::{
    confirmed::{self, Confirmed},
    signed::{self, Archived},
    urge::{self, Urged},
};
use crate::reports::{
    kept::Kept,
    text::{Both, Own, Written},
};

/// The kind returns are records of.
pub const KIND: &str = "returns";

/// How far a return has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 待报
    Due,
    /// 拟稿
    Draft,
    /// 审核
    Checking,
    /// 已签发
    Signed,
    /// 已报, in time or late.
    Out,
    /// 退回
    SentBack,
}

impl Stage {
    /// The stage of a state.
    pub fn of(state: &str) -> Stage {
        match state {
            "draft" => Stage::Draft,
            "checking" => Stage::Checking,
            "signed" => Stage::Signed,
            "submitted" | "late" => Stage::Out,
            "sent_back" => Stage::SentBack,
            _ => Stage::Due,
        }
    }
}

/// A return.
pub struct Paper {
    /// The kind.
    pub kind: &'static Kind,
    /// Its record.
    pub record: Record,
    /// Its period; none where its record says none.
    pub period: Option<Period>,
    /// Its type's text with its own words in their places; none where the type has none.
    pub written: Option<Written>,
    /// The places for its own words.
    pub places: Vec<Both>,
    /// What it says in its own words.
    pub own: Own,
    /// What was signed.
    pub archived: Option<Archived>,
    /// The figures confirmed so far.
    pub confirmed: Confirmed,
    /// The last time an office asked for it.
    pub urged: Option<Urged>,
}

impl Paper {
    /// The return with this identity, read within a scope; none that is not there for it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn read(
        store: &Store,
        scope: &Scope,
        kept: &Kept,
        id: Id,
    ) -> Result<Option<Paper>, AskError> {
        let Some(kind) = store.catalogue().kind(KIND) else {
            return Ok(None);
        };
        let one = Ask::One {
            kind: KIND.to_owned(),
            id,
        };
        let found = store.ask(scope, Moment::Now, vec![one]).await?;
        let Some(record) = found.into_iter().find_map(Answer::one) else {
            return Ok(None);
        };
        let key = id.to_string();
        let asks = [signed::SPACE, confirmed::SPACE, urge::SPACE].map(|space| Ask::Kept {
            space,
            key: key.clone(),
        });
        let system = Scope::system(scope.park(), "what was signed and confirmed of a return");
        let answers = store.ask(&system, Moment::Now, asks.into()).await?;
        let mut kept_things = answers.into_iter().map(Answer::kept);
        let archived = kept_things.next().flatten();
        let confirmed = kept_things.next().flatten();
        let urged = kept_things.next().flatten();
        let texts = kept.texts(store, scope.park()).await?;
        let category = record.text(kind, "category").unwrap_or_default();
        let written = texts
            .get(category)
            .filter(|w| !w.body.zh.is_empty() || !w.body.en.is_empty());
        let own = Own::read(record.text(kind, "own_words").unwrap_or_default());
        Ok(Some(Paper {
            places: written.map(Written::places).unwrap_or_default(),
            written: written.map(|written| written.with(&own)),
            own,
            period: record
                .text(kind, "for_period")
                .and_then(|text| text.parse().ok()),
            archived: archived.as_deref().and_then(Archived::read),
            confirmed: Confirmed::read(confirmed.as_deref()),
            urged: Urged::read(urged.as_deref()),
            kind,
            record,
        }))
    }

    /// A text of its record.
    pub fn text(&self, field: &str) -> &str {
        self.record.text(self.kind, field).unwrap_or_default()
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        Stage::of(self.text("state"))
    }
}
