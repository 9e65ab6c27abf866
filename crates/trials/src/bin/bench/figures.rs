//! All figures of a year over the large park, beside one hand-written statement a figure.
//!
//! In: the large park on one engine. Out: a line: the time for all of them, in turns.
//! Both run on the same file with the same settings, and the counts must agree.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use app::reports::{definitions, evaluate};
use base::{Id, Lang, Period};
use figures::Definitions;
use rusqlite::types::Value as Cell;
use store::{Moment, Scope, Store};
use trials::Failed;

use super::{
    load::ROUNDS,
    park::{Large, YEAR, runtime},
    table::{Table, median},
};

const STATEMENTS: &str = include_str!("figures.sql");

/// Keys and statements.
fn statements() -> Vec<(String, String)> {
    let parts = STATEMENTS
        .split("-- ")
        .filter_map(|part| part.split_once('\n'));
    let parts = parts.filter(|(_, text)| text.contains("SELECT"));
    parts
        .map(|(key, text)| (key.to_owned(), text.trim().trim_end_matches(';').to_owned()))
        .collect()
}

type Counts = BTreeMap<String, String>;

/// Measures them on the park.
pub fn measure(large: &Large, engine: &str, table: &mut Table) -> Result<(), Failed> {
    runtime()?.block_on(compare(large, engine, table))
}

async fn compare(large: &Large, engine: &str, table: &mut Table) -> Result<(), Failed> {
    let (opened, scope) = large.open().await?;
    let definitions = definitions::of_park(&opened.store, &scope)
        .await
        .map_err(|error| error.to_string())?;
    let definitions = Arc::new(definitions);
    let mut hand = Hand::at(large, scope.park()).await?;
    let (mut our_times, mut raw_times) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let begun = Instant::now();
        let found = ours(&opened.store, &scope, &definitions).await?;
        let our_time = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let by_hand = hand.all().await?;
        let raw_time = begun.elapsed().as_secs_f64();
        agree(&found, &by_hand)?;
        if round > 0 {
            our_times.push(our_time); // the first round only warms both
            raw_times.push(raw_time);
        }
    }
    opened.store.close().await;
    let (ours, raw) = (median(&our_times), median(&raw_times));
    let what = format!(
        "all {} figures at 1,000,000 sign-ins, {engine}",
        definitions.iter().count()
    );
    table.add(
        &what,
        format!("{ours:.2} s"),
        format!("{raw:.2} s"),
        Some(ours / raw),
        "≤ 1.3×",
    );
    Ok(())
}

async fn ours(
    store: &Store,
    scope: &Scope,
    definitions: &Arc<Definitions>,
) -> Result<Counts, Failed> {
    let year = Period::Year(YEAR);
    let values = evaluate(
        store,
        scope,
        Moment::Now,
        definitions.clone(),
        year,
        None,
        None,
    )
    .await;
    let values = values.map_err(|error| format!("{error:?}"))?;
    let text = |(definition, figure): (&figures::Definition, &figures::Figure)| {
        (definition.key.clone(), figure.value(definition, Lang::Zh))
    };
    Ok(definitions
        .iter()
        .filter_map(|d| values.get(&d.key))
        .map(text)
        .collect())
}

/// Figures that are plain numbers on both sides must be the same number.
fn agree(ours: &Counts, by_hand: &Counts) -> Result<(), Failed> {
    for (key, raw) in by_hand {
        let found = ours
            .get(key)
            .ok_or_else(|| format!("there is no figure {key}"))?;
        let whole = found.parse::<i64>().is_ok() && raw.parse::<i64>().is_ok();
        if whole && found != raw {
            return Err(format!("{key}: {found}, by hand {raw}").into());
        }
    }
    Ok(())
}

/// The statements on a connection of their own.
enum Hand {
    Sqlite(rusqlite::Connection, Id),
    Postgres(tokio_postgres::Client, Id),
}

impl Hand {
    async fn at(large: &Large, park: Id) -> Result<Hand, Failed> {
        if let Some(url) = &large.park.database {
            let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
            tokio::spawn(connection);
            return Ok(Hand::Postgres(client, park));
        }
        let database = rusqlite::Connection::open(large.park.file())?;
        // As the store's readers are set.
        database.execute_batch(
            "PRAGMA query_only=ON; PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY;",
        )?;
        Ok(Hand::Sqlite(database, park))
    }

    async fn all(&mut self) -> Result<Counts, Failed> {
        let mut counts = Counts::new();
        for (key, text) in statements() {
            let found = match self {
                Hand::Sqlite(database, park) => on_sqlite(database, *park, &text),
                Hand::Postgres(client, park) => on_postgres(client, *park, &text).await,
            };
            let found = found.map_err(|error| format!("{key}: {error}"))?;
            counts.insert(key, found);
        }
        Ok(counts)
    }
}

fn days() -> (String, String) {
    (format!("{YEAR}-01-01"), format!("{YEAR}-12-31"))
}

fn on_sqlite(database: &rusqlite::Connection, park: Id, text: &str) -> Result<String, Failed> {
    let (first, last) = days();
    let mut statement = database.prepare_cached(text)?;
    let all = [
        Cell::Integer(park.0),
        Cell::Text(first),
        Cell::Text(last),
        Cell::Integer(YEAR.into()),
    ];
    let needed = all.into_iter().take(statement.parameter_count());
    let mut rows = statement.query(rusqlite::params_from_iter(needed))?;
    let mut found = String::new();
    while let Some(row) = rows.next()? {
        found = match row.get(0)? {
            Cell::Integer(n) => n.to_string(),
            Cell::Text(text) => text,
            _ => String::new(),
        };
    }
    Ok(found)
}

async fn on_postgres(
    client: &tokio_postgres::Client,
    park: Id,
    text: &str,
) -> Result<String, Failed> {
    use tokio_postgres::types::{ToSql, Type};
    let (first, last) = days();
    let year = i64::from(YEAR);
    let text = text.replace('?', "$");
    let types = [Type::INT8, Type::TEXT, Type::TEXT, Type::INT8];
    let all: [&(dyn ToSql + Sync); 4] = [&park.0, &first, &last, &year];
    // A number that a statement does not use still has its type and is sent.
    let statement = client.prepare_typed(&text, &types).await?;
    let count = statement.params().len();
    let rows = client
        .query(&statement, all.get(..count).unwrap_or(&all))
        .await?;
    let Some(row) = rows.last() else {
        return Ok(String::new());
    };
    Ok(match row.try_get::<_, i64>(0) {
        Ok(n) => n.to_string(),
        Err(_) => row
            .try_get::<_, Option<String>>(0)
            .ok()
            .flatten()
            .unwrap_or_default(),
    })
}
