//! Lists that were handed in, kept while somebody looks at them.
//!
//! In: a file. Out: a token that stands in the address; the list again for its owner, and for
//! nobody else. They live in memory only, within a bound, and are forgotten after an hour: none
//! of it is ever written as a record.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use base::Id;
use papers::workbook::{Limits, Sheet};

use crate::front::{Call, Stop};

/// A list nobody looked at for so long is forgotten.
const HOUR_MS: i64 = 3_600_000;
/// The most cells that are kept in all.
const MOST_CELLS: usize = 4_000_000;

/// A list as it was handed in.
pub struct List {
    owner: Id,
    seen: i64,
    cells: usize,
    /// The name of its file.
    pub name: String,
    /// Its sheets that hold anything.
    pub sheets: Vec<Sheet>,
}

/// All lists that are kept.
#[derive(Default)]
pub struct Lists(Mutex<HashMap<String, Arc<List>>>);

impl Lists {
    /// Reads a file, and keeps it in the place of its owner's last one.
    ///
    /// # Errors
    /// The words for a file that is not taken, within; `Busy` when others keep too much.
    pub async fn put(
        &self,
        (owner, now): (Id, i64),
        (name, bytes): (String, bytes::Bytes),
        language: base::Lang,
    ) -> Result<Result<String, String>, Stop> {
        let named = name.clone();
        let read = move || papers::workbook::read(&bytes, &named, &Limits::default());
        let read = tokio::task::spawn_blocking(read)
            .await
            .map_err(Stop::fault)?;
        let book = match read {
            Ok(book) => book,
            Err(refusal) => return Ok(Err(refusal.words(language))),
        };
        let mut sheets: Vec<Sheet> = book.sheets;
        sheets.retain(|sheet| !sheet.hidden && !sheet.rows.is_empty());
        let cells = sheets
            .iter()
            .flat_map(|s| &s.rows)
            .map(|r| r.cells.len())
            .sum();
        let mut lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lists.retain(|_, list| list.owner != owner && now - list.seen < HOUR_MS);
        if lists.values().map(|l| l.cells).sum::<usize>() + cells > MOST_CELLS {
            return Err(Stop::Busy);
        }
        let token = seal::token::fresh();
        let list = List {
            owner,
            seen: now,
            cells,
            name,
            sheets,
        };
        lists.insert(token.clone(), Arc::new(list));
        Ok(Ok(token))
    }

    /// The list of the token in the path, when it is the caller's.
    ///
    /// # Errors
    /// `NotThere`.
    pub fn get(&self, call: &Call) -> Result<(String, Arc<List>), Stop> {
        let owner = call.visitor()?.account.id;
        let token = call.params.get("token").ok_or(Stop::NotThere)?;
        let lists = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let list = lists.get(token).filter(|list| list.owner == owner);
        let fresh = list.filter(|list| call.house.now() - list.seen < HOUR_MS);
        Ok((token.clone(), fresh.cloned().ok_or(Stop::NotThere)?))
    }
}
