//! Where the page before one of a figure's things begins.
//!
//! In: what a figure opens onto, where a page begins. Out: where the one before it does, as the
//! same address says it; empty for the first. Where the page before lies in another part of the
//! figure, it is that part's beginning.

use base::{Answer, Ask, Fold, Sort, Value};
use figures::{Each, Opening};
use store::{AskError, Moment, Scope, Store};

use super::{in_period, said, value_of};
use crate::ledgers::selected;

/// So many values are looked back over; from beyond them the way back leads to the first page.
const MOST: u32 = 20_000;

/// Who looks.
pub(super) struct Looking<'a> {
    pub store: &'a Store,
    pub scope: &'a Scope,
}

impl Looking<'_> {
    /// Where the page before the one that begins after this cursor of this part begins.
    pub async fn before(
        &self,
        openings: &[Opening],
        (at, cursor): (usize, Option<&str>),
        limit: u32,
    ) -> Result<String, AskError> {
        let (Some(opening), Some(cursor)) = (openings.get(at), cursor) else {
            return Ok(beginning(at.saturating_sub(1)));
        };
        let before = match &opening.each {
            Each::Row | Each::Weight(_) => self.rows(opening, cursor, limit).await?,
            Each::Value(path) => self.values(opening, path, cursor, limit).await?,
        };
        Ok(before.map_or_else(|| beginning(at), |before| format!("{at}.{before}")))
    }

    /// After which record that page begins: the one so many before the last that stands on it.
    async fn rows(
        &self,
        opening: &Opening,
        cursor: &str,
        limit: u32,
    ) -> Result<Option<String>, AskError> {
        let catalogue = self.store.catalogue();
        let kind = catalogue.kind(&opening.selection.kind);
        let (Some(kind), Some(before)) = (kind, selected::cursor(cursor)) else {
            return Ok(None);
        };
        let sort: Sort = in_period(kind, opening);
        let ask = Ask::RowsBefore {
            selection: opening.selection.clone(),
            sort: sort.clone(),
            before,
            limit,
        };
        let rows = self.ask(ask).await?.map(Answer::many).unwrap_or_default();
        let whole = rows.len() == limit as usize;
        let first = rows.first().filter(|_| whole);
        Ok(first.map(|record| selected::cursor_text(&sort.place(kind, record))))
    }

    /// The same among values.
    async fn values(
        &self,
        opening: &Opening,
        path: &str,
        cursor: &str,
        limit: u32,
    ) -> Result<Option<String>, AskError> {
        let catalogue = self.store.catalogue();
        let field = catalogue.field_at(&opening.selection.kind, path);
        let last = field.and_then(|(_, field)| value_of(field, cursor.to_owned()));
        let ask = Ask::Fold {
            selection: opening.selection.clone(),
            fold: Fold::Count,
            by: vec![path.to_owned()],
            after: None,
            limit: MOST,
        };
        let groups = self.ask(ask).await?.map(Answer::groups).unwrap_or_default();
        let values = groups
            .into_iter()
            .filter_map(|group| group.by.into_iter().next()?);
        let upto: Vec<Value> = values
            .take_while(|value| Some(value) <= last.as_ref())
            .collect();
        let before = upto.len().checked_sub(limit as usize + 1);
        Ok(before.and_then(|at| upto.get(at)).cloned().map(said))
    }

    async fn ask(&self, ask: Ask) -> Result<Option<Answer>, AskError> {
        let answers = self.store.ask(self.scope, Moment::Now, vec![ask]).await?;
        Ok(answers.into_iter().next())
    }
}

/// Where a part begins.
fn beginning(at: usize) -> String {
    match at {
        0 => String::new(),
        _ => format!("{at}."),
    }
}
