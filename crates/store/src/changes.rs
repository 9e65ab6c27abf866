//! A change as the statements that make it.
//!
//! In: a change that its writer may make. Out: statements in order, each with what it means
//! when it touches nothing or finds its key taken. Replaced and removed rows move to the past
//! with the moment they ended; nothing is overwritten unseen.

use std::{collections::HashMap, sync::Arc};

use base::{Id, Kind, Value, folded};

use crate::{
    column::{Storage, columns, many_fields, past, side_table},
    packed::Packs,
    sql::{Cell, Sql},
    table::LINK_COLUMNS,
};

/// The statements of a kind, written once.
pub(crate) struct Texts {
    add: Arc<str>,
    set: Arc<str>,
    remove: Arc<str>,
    end: Arc<str>,
    sides: Vec<SideTexts>,
}

struct SideTexts {
    at: usize,
    add: Arc<str>,
    end: Arc<str>,
    remove: Arc<str>,
}

/// The statements of all kinds written to so far.
#[derive(Default)]
pub(crate) struct Phrases {
    kinds: HashMap<&'static str, Arc<Texts>>,
    /// Those of several rows.
    pub(crate) packs: Packs,
}

impl Phrases {
    /// A kind's statements.
    pub(crate) fn of(&mut self, kind: &'static Kind) -> Arc<Texts> {
        let texts = self.kinds.entry(kind.name);
        texts.or_insert_with(|| Arc::new(Texts::of(kind))).clone()
    }
}

impl Texts {
    fn of(kind: &'static Kind) -> Texts {
        let name = kind.name;
        let all = columns(kind);
        let quoted: Vec<String> = all.iter().map(|c| format!("\"{c}\"")).collect();
        let places: Vec<String> = (1..=all.len()).map(|n| format!("${n}")).collect();
        let set: Vec<String> = quoted
            .iter()
            .skip(2)
            .enumerate()
            .map(|(at, column)| format!("{column} = ${}", at + 1))
            .collect();
        let (park, id) = (set.len() + 1, set.len() + 2);
        let (columns, places) = (quoted.join(", "), places.join(", "));
        Texts {
            add: format!("INSERT INTO \"{name}\" ({columns}) VALUES ({places})").into(),
            set: format!(
                "UPDATE \"{name}\" SET {} WHERE park = ${park} AND id = ${id}",
                set.join(", ")
            )
            .into(),
            remove: format!("DELETE FROM \"{name}\" WHERE park = $1 AND id = $2").into(),
            end: end(name, &columns, " AND since = $4"),
            sides: many_fields(kind)
                .map(|(at, field)| SideTexts::of(at, &side_table(kind.name, field.name)))
                .collect(),
        }
    }

    /// A new record.
    pub(crate) fn add(&self, row: &NewRow<'_>) -> Vec<Sql> {
        let mut cells = vec![Cell::Whole(row.park.0), Cell::Whole(row.id.0)];
        cells.extend(row.cells());
        let mut all = vec![Sql::adding(self.add.clone(), cells)];
        all.extend(self.links(row));
        all
    }

    /// A record that stands otherwise from now on. The first statement must touch one row.
    pub(crate) fn set(&self, row: &NewRow<'_>, replaced: i64) -> Vec<Sql> {
        let mut all = self.ended((row.park, row.id), replaced, row.since);
        let mut cells = row.cells();
        cells.extend([Cell::Whole(row.park.0), Cell::Whole(row.id.0)]);
        all.push(Sql::fixed(self.set.clone(), cells));
        all.extend(self.links(row));
        all
    }

    /// A record that is taken away. The first statement must touch one row.
    pub(crate) fn remove(&self, (park, id): (Id, Id), since: i64, until: i64) -> Vec<Sql> {
        let mut all = self.ended((park, id), since, until);
        let key = vec![Cell::Whole(park.0), Cell::Whole(id.0)];
        all.push(Sql::fixed(self.remove.clone(), key));
        all
    }

    /// Moves a row and its links into the past.
    fn ended(&self, (park, id): (Id, Id), since: i64, until: i64) -> Vec<Sql> {
        let key = [Cell::Whole(park.0), Cell::Whole(id.0)];
        let ending = |text: &Arc<str>, since: Option<i64>| {
            let mut cells = vec![Cell::Whole(until)];
            cells.extend(key.clone());
            cells.extend(since.map(Cell::Whole));
            Sql::fixed(text.clone(), cells)
        };
        let mut all = vec![ending(&self.end, Some(since))];
        for side in &self.sides {
            all.push(ending(&side.end, None));
            all.push(Sql::fixed(side.remove.clone(), key.to_vec()));
        }
        all
    }

    fn links(&self, row: &NewRow<'_>) -> Vec<Sql> {
        let mut all = Vec::new();
        for side in &self.sides {
            let Some(Some(Value::Many(many))) = row.values.get(side.at) else {
                continue;
            };
            for (at, target) in many.iter().enumerate() {
                let cells = [row.park.0, row.id.0, row.since, at as i64, *target];
                all.push(Sql::adding(
                    side.add.clone(),
                    cells.map(Cell::Whole).to_vec(),
                ));
            }
        }
        all
    }
}

impl SideTexts {
    fn of(at: usize, name: &str) -> SideTexts {
        let columns = LINK_COLUMNS.join(", ");
        SideTexts {
            at,
            add: format!("INSERT INTO \"{name}\" ({columns}) VALUES ($1, $2, $3, $4, $5)").into(),
            end: end(name, &columns, ""),
            remove: format!("DELETE FROM \"{name}\" WHERE park = $1 AND id = $2").into(),
        }
    }
}

/// Copies rows into the past with the moment they ended.
fn end(name: &str, columns: &str, and: &str) -> Arc<str> {
    format!(
        "INSERT INTO \"{past}\" ({columns}, until) SELECT {columns}, CAST($1 AS BIGINT) FROM \"{name}\" \
         WHERE park = $2 AND id = $3{and}",
        past = past(name),
    )
    .into()
}

/// A record as it will stand.
pub(crate) struct NewRow<'a> {
    pub(crate) kind: &'static Kind,
    pub(crate) park: Id,
    pub(crate) id: Id,
    pub(crate) since: i64,
    pub(crate) act: Id,
    pub(crate) natural: &'a str,
    pub(crate) values: &'a [Option<Value>],
}

impl NewRow<'_> {
    /// The cells after park and identity.
    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![
            Cell::Whole(self.since),
            Cell::Whole(self.act.0),
            Cell::text(self.natural),
        ];
        let fields = || self.kind.fields.iter().zip(self.values);
        cells.extend(fields().map(|(field, value)| {
            let cell = Storage::of(field).cell(value.as_ref());
            cell.unwrap_or(Cell::Null) // OK because the values were checked against their fields before.
        }));
        let searched = fields().filter(|(field, _)| field.searched);
        cells.extend(searched.map(|(_, value)| match value {
            Some(Value::Text(text)) => Cell::Text(folded(text)),
            _ => Cell::Null,
        }));
        cells
    }

    /// Which value is none of its field's, if any.
    pub(crate) fn misfit(&self) -> Option<String> {
        if self.values.len() != self.kind.fields.len() {
            return Some(format!("{}: {} values", self.kind.name, self.values.len()));
        }
        let mut fields = self.kind.fields.iter().zip(self.values);
        let bad = fields.find(|(field, value)| Storage::of(field).cell(value.as_ref()).is_none());
        bad.map(|(field, _)| format!("{}.{}", self.kind.name, field.name))
    }
}
