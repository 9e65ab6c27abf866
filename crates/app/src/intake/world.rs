//! What every row is read against: the kinds, the places, the definitions, the day.
//!
//! In: one look at the store. Out: a value that any number of rows can share. It holds no
//! record of work and is never changed; who needs it fresh loads it again.

use std::{collections::HashSet, sync::Arc};

use base::{Ask, Catalogue, Code, Cursor, Day, Id, Kind, Level, Record, Selection, Sort};
use store::{AskError, Moment, Scope, Store};

use crate::access::{
    areas::{Area, Areas, Hint},
    parks,
};

/// How many records one page of areas or definitions holds.
const PAGE: u32 = 1_000;

/// What rows are read against.
#[derive(Clone, Debug)]
pub struct World {
    /// The kinds there are.
    pub catalogue: Arc<Catalogue>,
    /// The places of the tree.
    pub areas: Areas,
    /// The keys of the definitions there are.
    pub defined: HashSet<String>,
    /// The park's own area: of two places of one name, the one within it is meant.
    pub home: Option<Id>,
    /// Today in the park's zone.
    pub today: Day,
}

impl World {
    /// Reads the places and the definitions.
    ///
    /// # Errors
    /// An [`AskError`] when the store does not answer.
    pub async fn load(store: &Store, scope: &Scope, today: Day) -> Result<World, AskError> {
        let catalogue = store.catalogue();
        let (mut areas, mut defined) = (Vec::new(), HashSet::new());
        if let Some(kind) = catalogue.kind("areas") {
            let records = all(store, scope, kind).await?;
            areas.extend(records.iter().filter_map(|record| area(kind, record)));
        }
        if let Some(kind) = catalogue.kind("definitions") {
            let records = all(store, scope, kind).await?;
            defined.extend(
                records
                    .iter()
                    .filter_map(|r| r.text(kind, "key").map(str::to_owned)),
            );
        }
        let areas = Areas::new(areas);
        let about = parks::about(store, scope.park()).await?;
        let home = areas.coded(&about.area).map(|area| area.id);
        Ok(World {
            catalogue,
            areas,
            defined,
            home,
            today,
        })
    }

    /// The area that a name means, on the day of its record where that is known.
    ///
    /// # Errors
    /// `UnknownPlace`, or `AmbiguousReference` when several fit equally well.
    pub fn place(&self, name: &str, level: Option<Level>, on: Option<Day>) -> Result<Id, Code> {
        let hint = Hint {
            level,
            on,
            home: self.home,
        };
        self.areas.find(name, hint)
    }
}

/// All records of a kind.
async fn all(store: &Store, scope: &Scope, kind: &Kind) -> Result<Vec<Record>, AskError> {
    let (mut records, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let ask = Ask::Rows {
            selection: Selection::all(kind.name),
            sort: Sort::default(),
            after,
            limit: PAGE,
        };
        let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
        let page = answers
            .into_iter()
            .next()
            .map(base::Answer::page)
            .unwrap_or_default();
        records.extend(page.rows);
        after = page.next;
        if after.is_none() {
            return Ok(records);
        }
    }
}

fn area(kind: &Kind, record: &Record) -> Option<Area> {
    let level = record.text(kind, "level")?;
    let levels = [
        Level::Province,
        Level::City,
        Level::District,
        Level::Street,
        Level::Community,
        Level::Below,
    ];
    let day = |name| record.text(kind, name).and_then(|text| text.parse().ok());
    Some(Area {
        id: record.id,
        code: record.text(kind, "code").unwrap_or_default().to_owned(),
        name: record.text(kind, "name")?.to_owned(),
        level: levels.into_iter().find(|l| l.code() == level)?,
        parent: record.whole(kind, "parent").map(Id),
        begins: day("begins"),
        ends: day("ends"),
    })
}
