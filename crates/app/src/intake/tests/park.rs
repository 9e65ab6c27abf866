//! A park in a real database in a folder of its own, with areas and definitions.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use base::{Act, Answer, Ask, Catalogue, Day, Fold, Id, Selection, Source};
use papers::workbook::Limits;
use seal::Key;
use store::{Location, Moment, Scope, Setting, Store};

use super::desk::{DEFINITIONS, told};
use crate::{
    access::areas::carried,
    intake::{
        Aim, Cell, File, Given, Options, ParkSealer, Report, Sealer, Taking, World, import, take,
    },
    records::KINDS,
};

/// A park with its areas and definitions, and nothing else yet.
pub struct Park {
    pub store: Store,
    pub scope: Scope,
    world: Arc<World>,
    pub sealer: Arc<dyn Sealer>,
    _folder: tempfile::TempDir,
}

const PARK: Id = Id(7);

impl Park {
    pub async fn new() -> Park {
        let folder = tempfile::tempdir().unwrap();
        let ticks = AtomicI64::new(1_790_000_000_000);
        let setting = Setting {
            trail_key: Key::fresh(),
            clock: Arc::new(move || ticks.fetch_add(1, Ordering::Relaxed)),
            writer: 0,
        };
        let catalogue = Arc::new(Catalogue::new(KINDS.iter().copied()));
        let place = Location::Sqlite(folder.path().join("park.db"));
        let store = Store::open(place, catalogue, setting).await.unwrap();
        let scope = Scope::system(PARK, "a test");
        let today = Day::new(2026, 11, 23).unwrap();
        let world = World::load(&store, &scope, today).await.unwrap();
        let mut park = Park {
            store,
            scope,
            world: Arc::new(world),
            sealer: Arc::new(ParkSealer(Key::fresh())),
            _folder: folder,
        };
        let area = |row: &crate::access::areas::AreaRow| {
            let texts = row.texts();
            let texts = texts.iter().filter(|(_, text)| !text.is_empty());
            given(
                "areas",
                Aim::New,
                texts.map(|(name, text)| (*name, text.as_str())),
            )
        };
        let areas = carried().iter().map(area).collect();
        take(&park.store, &park.taking(), areas).await.unwrap();
        let definition = |key: &&str| {
            let body = format!(
                "key = \"{key}\"\nzh = \"数\"\nen = \"n\"\nkind = \"activities\"\nfold = \"count\""
            );
            let fields = [("key", *key), ("zh", key), ("en", key), ("body", &body)];
            given("definitions", Aim::New, fields)
        };
        let definitions = DEFINITIONS.iter().map(definition).collect();
        take(&park.store, &park.taking(), definitions)
            .await
            .unwrap();
        let world = World::load(&park.store, &park.scope, today).await.unwrap();
        park.world = Arc::new(world);
        park
    }

    pub fn taking(&self) -> Taking {
        Taking {
            scope: self.scope.clone(),
            act: Act {
                actor: Id(0),
                source: Source::Form,
                note: String::new(),
            },
            key: None,
            world: Arc::clone(&self.world),
            sealer: Arc::clone(&self.sealer),
            also: Vec::new(),
        }
    }

    pub fn options(&self) -> Options {
        Options {
            dry_run: false,
            hold: false,
            source: Source::Import,
            world: Arc::clone(&self.world),
            sealer: Arc::clone(&self.sealer),
            watch: Arc::new(|_| true),
            limits: Limits::default(),
        }
    }

    pub async fn import(&self, files: &[File], options: &Options) -> Report {
        import(&self.store, &self.scope, files.to_vec(), options)
            .await
            .unwrap()
    }

    pub async fn count(&self, kind: &str) -> i64 {
        let ask = Ask::Fold {
            selection: Selection::all(kind),
            fold: Fold::Count,
            by: Vec::new(),
            after: None,
            limit: 1,
        };
        let answers = self
            .store
            .ask(&self.scope, Moment::Now, vec![ask])
            .await
            .unwrap();
        answers.into_iter().next().map_or(0, Answer::number)
    }

    pub async fn counts(&self) -> BTreeMap<&'static str, i64> {
        let mut counts = BTreeMap::new();
        for kind in KINDS {
            counts.insert(kind.name, self.count(kind.name).await);
        }
        counts.retain(|_, count| *count > 0);
        counts
    }
}

pub fn given<'n>(
    kind: &str,
    aim: Aim,
    fields: impl IntoIterator<Item = (&'n str, &'n str)>,
) -> Given {
    let kind = KINDS.iter().find(|k| k.name == kind).unwrap();
    let fields = fields
        .into_iter()
        .map(|(name, text)| (name, Some(Cell::text(text))));
    let (given, unknown) = Given::typed(kind, aim, fields);
    assert_eq!(unknown, Vec::<&str>::new());
    given
}

pub fn csv(name: &str, text: &str) -> File {
    File {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

pub fn lines(report: &Report) -> Vec<String> {
    report.problems.iter().map(told).collect()
}
