//! New rows that go in together: those of one table become one statement.
//!
//! In: statements in order, of which some add a row. Out: fewer that do the same. Only rows
//! with nothing but new rows between them are put together, so nothing is read or changed
//! before it is there. Where one of them fails, nobody can tell whose it was: for groups that
//! are run anew then.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use crate::sql::{Cell, Dialect, Sql};

/// One statement adds no more rows than this.
const AT_ONCE: usize = 64;

/// The texts that add several rows, by the text that adds one and how many rows.
#[derive(Default)]
pub(crate) struct Packs(HashMap<(Arc<str>, usize), Arc<str>>);

impl Packs {
    /// The statements with their marks, new rows put together; a statement that adds several
    /// rows has no mark.
    pub(crate) fn packed<M: Default>(
        &mut self,
        dialect: Dialect,
        statements: Vec<(Sql, M)>,
    ) -> Vec<(Sql, M)> {
        let mut out = Vec::new();
        let mut rows = Rows::default();
        for (sql, mark) in statements {
            if sql.adds {
                rows.add(sql);
            } else {
                self.put(dialect, &mut rows, &mut out);
                out.push((sql, mark));
            }
        }
        self.put(dialect, &mut rows, &mut out);
        out
    }

    /// Powers of two at a time, so that few texts serve all numbers.
    fn put<M: Default>(&mut self, dialect: Dialect, rows: &mut Rows, out: &mut Vec<(Sql, M)>) {
        for (text, rows) in std::mem::take(rows).tables {
            let mut rows = rows.into_iter();
            while rows.len() > 0 {
                let many = 1 << rows.len().min(AT_ONCE).ilog2();
                let args: Vec<Vec<Cell>> = rows.by_ref().take(many).collect();
                let text = self.text(dialect, &text, &args);
                let args = args.into_iter().flatten().collect();
                out.push((Sql::fixed(text, args), M::default()));
            }
        }
    }

    fn text(&mut self, dialect: Dialect, one: &Arc<str>, rows: &[Vec<Cell>]) -> Arc<str> {
        if rows.len() == 1 {
            return one.clone();
        }
        let width = rows.first().map_or(0, Vec::len);
        let text = self.0.entry((one.clone(), rows.len()));
        text.or_insert_with(|| several(dialect, one, width, rows.len()).into())
            .clone()
    }
}

/// The text that adds several rows, each of so many values.
fn several(dialect: Dialect, one: &str, width: usize, rows: usize) -> String {
    let (head, _) = one.rsplit_once('(').unwrap_or((one, ""));
    let head = match dialect {
        // Else SQLite keeps a copy of every page the statement touches, to take back half of
        // it; nobody goes on after half of it.
        Dialect::Sqlite => head.replacen("INSERT", "INSERT OR FAIL", 1),
        Dialect::Postgres => head.to_owned(),
    };
    let row = |row: usize| {
        let places = (1..=width).map(|at| format!("${}", row * width + at));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    head + &rows.join(", ")
}

/// Rows with nothing else between them, by table, in the order they came.
#[derive(Default)]
struct Rows {
    tables: Vec<(Arc<str>, Vec<Vec<Cell>>)>,
    places: HashMap<Arc<str>, usize>,
}

impl Rows {
    fn add(&mut self, sql: Sql) {
        let place = match self.places.entry(sql.text) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.tables.push((new.key().clone(), Vec::new()));
                *new.insert(self.tables.len() - 1)
            }
        };
        if let Some((_, rows)) = self.tables.get_mut(place) {
            rows.push(sql.args);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(table: &str, n: i64) -> (Sql, u8) {
        let text = format!("INSERT INTO {table} (a, b) VALUES ($1, $2)");
        (Sql::adding(text, vec![Cell::Whole(n), Cell::Null]), 0)
    }

    fn other(mark: u8) -> (Sql, u8) {
        (
            Sql::fixed("UPDATE c SET a = $1", vec![Cell::Whole(7)]),
            mark,
        )
    }

    #[test]
    fn rows_of_a_table_go_in_together_but_never_past_another_statement() {
        let given = vec![
            add("a", 1),
            add("b", 2),
            add("a", 3),
            add("a", 4),
            other(9),
            add("a", 5),
        ];
        let packed = Packs::default().packed(Dialect::Sqlite, given);
        let said: Vec<(&str, usize, u8)> = packed
            .iter()
            .map(|(sql, mark)| (&*sql.text, sql.args.len(), *mark))
            .collect();
        let one = "INSERT INTO a (a, b) VALUES ($1, $2)";
        let expected = [
            (
                "INSERT OR FAIL INTO a (a, b) VALUES ($1, $2), ($3, $4)",
                4,
                0,
            ),
            (one, 2, 0),
            ("INSERT INTO b (a, b) VALUES ($1, $2)", 2, 0),
            ("UPDATE c SET a = $1", 1, 9),
            (one, 2, 0),
        ];
        assert_eq!(said, expected);
        let firsts = packed
            .iter()
            .filter_map(|(sql, _)| sql.args.first()?.whole());
        assert_eq!(firsts.collect::<Vec<_>>(), [1, 4, 2, 7, 5]);
    }
}
