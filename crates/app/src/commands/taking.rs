//! How a command gives facts: by the one way in, in its own name.
//!
//! In: rows as texts. Out: a receipt, or every problem. A command may do no more than a person
//! could with all rights; the trail says that it was the command line.

use std::sync::Arc;

use base::{Act, Day, Id, Kind, Level, Source};
use store::{Scope, Store};

use super::{Failure, Opened};
use crate::access::areas::AreaRow;
use crate::intake::{Aim, Cell, Done, Given, Origin, ParkSealer, Part, Taking, Told, World, take};

/// A row of texts as it would stand in a sheet: a record with its key is changed, another added.
pub fn row(kind: &'static Kind, cells: &[(impl AsRef<str>, impl AsRef<str>)]) -> Given {
    let told =
        |(name, text): &(_, _)| told(kind, AsRef::<str>::as_ref(name), AsRef::<str>::as_ref(text));
    let cells: Vec<Told> = cells.iter().filter_map(told).collect();
    let gives = cells.iter().map(|told| (told.part, told.column)).collect();
    let origin = Origin {
        gives,
        ..Origin::default()
    };
    Given {
        kind,
        origin: Arc::new(origin),
        row: 0,
        cells,
        aim: Aim::Match,
    }
}

fn told(kind: &'static Kind, name: &str, text: &str) -> Option<Told> {
    let part = Part::of(kind, name)?;
    Some(Told {
        part,
        row: 0,
        column: 0,
        cell: Cell::text(text),
    })
}

/// What rows are read against, and the scope they are taken under.
pub async fn taking(opened: &Opened, park: Id, note: &str) -> Result<Taking, Failure> {
    let scope = Scope::system(park, note);
    let world = World::load(&opened.store, &scope, today()).await?;
    Ok(Taking {
        scope,
        act: Act {
            actor: Id(0),
            source: Source::Command,
            note: note.to_owned(),
        },
        key: None,
        world: Arc::new(world),
        sealer: sealer(opened),
        also: Vec::new(),
    })
}

/// What closes up item answers.
pub fn sealer(opened: &Opened) -> Arc<ParkSealer> {
    Arc::new(ParkSealer(opened.master.sub_key("service-files")))
}

/// Today, in the zone the park keeps.
pub fn today() -> Day {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap_or(jiff::tz::TimeZone::UTC);
    let now = zone.to_datetime(jiff::Timestamp::now());
    Day::new(now.year(), now.month(), now.day()).unwrap_or(Day::FIRST)
}

/// Takes rows, all or none.
pub async fn rows(store: &Store, taking: &Taking, rows: Vec<Given>) -> Result<Done, Failure> {
    Ok(take(store, taking, rows).await?)
}

/// Takes areas, the higher before those below them; gives how many were written.
pub async fn areas(opened: &Opened, park: Id, rows: &[AreaRow]) -> Result<usize, Failure> {
    const LEVELS: [Level; 6] = [
        Level::Province,
        Level::City,
        Level::District,
        Level::Street,
        Level::Community,
        Level::Below,
    ];
    let kind = opened
        .store
        .catalogue()
        .kind("areas")
        .ok_or_else(|| Failure::ours("no areas"))?;
    let mut written = 0;
    for level in LEVELS {
        let given: Vec<Given> = rows
            .iter()
            .filter(|r| r.level == level)
            .map(|r| row(kind, &r.texts()))
            .collect();
        if !given.is_empty() {
            let how = taking(opened, park, "areas").await?;
            written += self::rows(&opened.store, &how, given)
                .await?
                .receipt
                .changed;
        }
    }
    Ok(written)
}
