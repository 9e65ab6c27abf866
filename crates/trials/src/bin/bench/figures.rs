//! All figures of a year over the large park, beside one hand-written statement a figure.
//!
//! In: the large park on one engine. Out: a line: the time for all of them, in turns.
//! Both run on the same file with the same settings, and the counts must agree.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use app::reports::{definitions, evaluate};
use base::{Lang, Period};
use figures::Definitions;
use store::{Moment, Scope, Store};
use trials::Failed;

use super::{
    hand::Hand,
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
        let by_hand = all(&mut hand).await?;
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

/// What the statements give: the first column of the last row.
async fn all(hand: &mut Hand) -> Result<Counts, Failed> {
    let mut counts = Counts::new();
    for (key, text) in statements() {
        let rows = hand.rows(&text).await;
        let rows = rows.map_err(|error| format!("{key}: {error}"))?;
        let last = rows.into_iter().next_back();
        let found = last.and_then(|row| row.into_iter().next());
        counts.insert(key, found.unwrap_or_default());
    }
    Ok(counts)
}
