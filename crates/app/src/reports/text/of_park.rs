//! The texts of a park as its records hold them.
//!
//! In: the records of kind `return_types`, and of `returns`. Out: the texts, what ships standing in
//! where the park wrote none; and what the return of a period says in its own words.

use base::{Answer, Ask, Filter, Id, Period, Record, Selection, Sort, Test};
use store::{AskError, Moment, Scope, Store};

use super::{Both, Own, Texts, Written};

/// More types of return than any park keeps.
const MOST: u32 = 1_000;

/// The texts of the scope's park.
///
/// # Errors
/// When the store does not answer.
pub async fn of_park(store: &Store, scope: &Scope) -> Result<Texts, AskError> {
    let Some(kind) = store.catalogue().kind("return_types") else {
        return Ok(Texts::over_shipped(Vec::new()));
    };
    let asks = vec![Ask::Rows {
        selection: Selection::all(kind.name),
        sort: Sort::default(),
        after: None,
        limit: MOST,
    }];
    let records = store.ask(scope, Moment::Now, asks).await?;
    let text = |record: &Record, field| record.text(kind, field).unwrap_or_default().to_owned();
    let written = |record: Record| Written {
        code: text(&record, "code"),
        name: Both {
            zh: text(&record, "name"),
            en: text(&record, "name_en"),
        },
        title: Both {
            zh: text(&record, "title"),
            en: text(&record, "title_en"),
        },
        body: Both {
            zh: text(&record, "body"),
            en: text(&record, "body_en"),
        },
    };
    let own = records.into_iter().flat_map(Answer::many).map(written);
    Ok(Texts::over_shipped(own.collect()))
}

/// A return that stands for a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// It; none where the period has none.
    pub id: Option<Id>,
    /// What it says in its own words.
    pub own: Own,
    /// Whether it is signed.
    pub signed: bool,
}

/// The return of a type that stands for a period and is about this record, or about none. Of
/// several, the last made that was not sent back.
///
/// # Errors
/// When the store does not answer.
pub async fn in_return(
    store: &Store,
    scope: &Scope,
    code: &str,
    period: Period,
    subject: Option<Id>,
) -> Result<Standing, AskError> {
    let Some(kind) = store.catalogue().kind("returns") else {
        return Ok(Standing::default());
    };
    let about = match subject {
        Some(id) => Filter::is("subject", id.0),
        None => Filter::leaf("subject", Test::Set(false)),
    };
    let selection = Selection::all(kind.name)
        .and(about)
        .and(Filter::is("category", code))
        .and(Filter::is("for_period", period.to_string().as_str()));
    let asks = vec![Ask::Rows {
        selection,
        sort: Sort::default(),
        after: None,
        limit: MOST,
    }];
    let all = store.ask(scope, Moment::Now, asks).await?;
    let back = |record: &Record| record.text(kind, "state") == Some("sent_back");
    let last = all
        .into_iter()
        .flat_map(Answer::many)
        .max_by_key(|record| (!back(record), record.id));
    let text = |record: &Record, field| record.text(kind, field).unwrap_or_default().to_owned();
    Ok(last.map_or_else(Standing::default, |record| Standing {
        id: Some(record.id),
        own: Own::read(&text(&record, "own_words")),
        signed: !text(&record, "signature").is_empty(),
    }))
}
