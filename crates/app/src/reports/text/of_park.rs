//! The texts of a park as its records hold them.
//!
//! In: the records of kind `return_types`. Out: the texts, what ships standing in where the park
//! wrote none.

use base::{Answer, Ask, Record, Selection, Sort};
use store::{AskError, Moment, Scope, Store};

use super::{Both, Texts, Written};

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
