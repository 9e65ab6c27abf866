//! A park with the shipped definitions, and one with the demonstration's two years of work.

use std::sync::Arc;

use app::{
    access::areas::carried,
    demo,
    intake::{Aim, Cell, Given, Taking, World, take},
    records::KINDS,
    reports::definitions::starting_set,
};
use base::{Act, Catalogue, Id, Source, Value};
use store::Scope;

use super::{Park, an_empty_park};

/// A park with the definitions as shipped.
pub async fn a_park_with_definitions() -> Park {
    let park = an_empty_park().await;
    let catalogue = Catalogue::new(KINDS.iter().copied());
    let definitions = starting_set(&catalogue).unwrap();
    for (at, (definition, body)) in definitions.into_iter().enumerate() {
        let given = [
            ("key", Value::from(definition.key.as_str())),
            ("zh", Value::from(definition.zh.as_str())),
            ("en", Value::from(definition.en.as_str())),
            ("body", Value::from(body)),
        ];
        let id = 1_000 + i64::try_from(at).unwrap();
        park.put_one("definitions", id, &definition.key, &given)
            .await;
    }
    park
}

/// A row as a sheet would give it.
fn given(kind: &str, cells: &[(&str, String)]) -> Given {
    let kind = KINDS.iter().find(|k| k.name == kind).unwrap();
    let cells = cells
        .iter()
        .map(|(name, text)| (*name, Some(Cell::text(text))));
    let (given, unknown) = Given::typed(kind, Aim::Match, cells);
    assert!(unknown.is_empty(), "{}: {unknown:?}", kind.name);
    given
}

/// The demonstration's two years.
pub async fn a_year_of_work() -> Park {
    let park = a_park_with_definitions().await;
    let scope = Scope::system(park.id, "a test");
    let areas = carried().into_iter().map(|row| {
        let texts = row.texts();
        let texts = texts.iter().filter(|(_, text)| !text.is_empty());
        given("areas", &texts.cloned().collect::<Vec<_>>())
    });
    // Nobody has an account here.
    let year = demo::year(1).map(|(kind, mut cells)| {
        cells.retain(|(field, _)| *field != "assignee");
        given(kind, &cells)
    });
    let today = park.house.today();
    for rows in [areas.collect::<Vec<_>>(), year.collect()] {
        let world = World::load(&park.house.store, &scope, today).await.unwrap();
        let taking = Taking {
            scope: scope.clone(),
            act: Act {
                actor: Id(0),
                source: Source::Command,
                note: String::new(),
            },
            key: None,
            world: Arc::new(world),
            sealer: park.house.sealer.clone(),
            also: Vec::new(),
        };
        take(&park.house.store, &taking, rows).await.unwrap();
    }
    park
}
