//! What a change moves, before it is saved: 5,000 sign-ins of one activity, 500 definitions, at
//! 1,000,000 sign-ins.
//!
//! In: the large park on one engine. Out: a line: how long 19 in 20 looks take at most, for edits
//! that cancel the activity, move its day to another month, or move it to another series; the park
//! and the activity's community are looked at. The year's answers are kept, as after somebody
//! looked at its figures; values of others (months, places, distinct people) are left out, as the
//! program does at this size. That a figure moves is told of all.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use app::reports::{
    answers::Answers,
    definitions, evaluate,
    trace::{Asked, trace},
};
use base::{Act, Answer, Ask, Change, Day, Id, IdMaker, Kind, Record, Selection, Source, Value};
use figures::{Definition, Definitions};
use store::{Moment, Scope, Store, Write};
use trials::Failed;

use super::{
    park::{Large, YEAR, runtime},
    table::{Table, median, percentile},
};

const SIGN_INS: usize = 5_000;
const DEFINITIONS: usize = 500;
const ROUNDS: usize = 60;
const NUMBER: &str = "MOVES-2";
const COMMUNITY: &str = "松柏社区";

/// Measures them.
pub fn measure(large: &Large, engine: &str, table: &mut Table) -> Result<(), Failed> {
    runtime()?.block_on(measured(large, engine, table))
}

async fn measured(large: &Large, engine: &str, table: &mut Table) -> Result<(), Failed> {
    let (opened, scope) = large.open().await?;
    let store = &opened.store;
    let kind = store
        .catalogue()
        .kind("activities")
        .ok_or("no activities")?;
    let record = the_activity(store, &scope, kind).await?;
    let definitions = many(store, &scope).await?;
    let year = base::Period::Year(YEAR);
    let answers = Answers::default();
    evaluate(
        store,
        &scope,
        Moment::Now,
        definitions.clone(),
        year,
        None,
        Some(&answers),
    )
    .await
    .map_err(|error| error.to_string())?;
    eprintln!("the year's answers are kept");
    let asked = Asked {
        store,
        scope: &scope,
        definitions: &definitions,
        today: Day::new(YEAR, 12, 31).ok_or("no such day")?,
        home: None,
        answers: &answers,
        patience: Some(Duration::ZERO), // as the program chooses at this size
    };
    let (mut times, mut told, mut valued) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (field, value): (&str, Value) = match round % 3 {
            0 => ("status", "cancelled".into()),
            1 => ("on", format!("{YEAR}-{:02}-15", round % 12 + 1).into()),
            _ => ("series", "good_mind".into()),
        };
        let change = with(kind, &record, field, value)?;
        let begun = Instant::now();
        let trace = trace(&asked, std::slice::from_ref(&change)).await;
        let taken = begun.elapsed().as_secs_f64() * 1000.0;
        let trace = trace.map_err(|error| error.to_string())?;
        if round > 0 {
            times.push(taken);
            told.push(trace.shifts.len() as f64);
            let known = trace.shifts.iter().filter(|shift| shift.value.is_some());
            valued.push(known.count() as f64);
        }
    }
    opened.store.close().await;
    let what = format!(
        "what an edit moves: 5,000 sign-ins, {} definitions, {engine}",
        definitions.iter().count()
    );
    let ours = format!(
        "p50 {:.1} ms, p95 {:.1} ms; {:.0} moved, {:.0} with their values",
        median(&times),
        percentile(&times, 95),
        median(&told),
        median(&valued)
    );
    table.add(&what, ours, "—".into(), None, "p95 < 100 ms");
    Ok(())
}

fn with(kind: &'static Kind, record: &Record, field: &str, value: Value) -> Result<Change, Failed> {
    let mut values = record.values.clone();
    let place = kind.at(field).and_then(|at| values.get_mut(at));
    *place.ok_or("no such field")? = Some(value);
    Ok(Change::Set {
        kind: kind.name,
        id: record.id,
        since: record.since,
        natural: NUMBER.to_owned(),
        values,
    })
}

/// The park's definitions and variants of them: of one capacity, one session, one month, up to a
/// day; half of them look at sign-ins.
async fn many(store: &Store, scope: &Scope) -> Result<Arc<Definitions>, Failed> {
    let own = definitions::of_park(store, scope).await;
    let own = own.map_err(|error| error.to_string())?;
    let mut all: Vec<Definition> = own.iter().cloned().collect();
    let records: Vec<Definition> = own
        .iter()
        .filter(|d| ["attendance", "activities", "visits"].contains(&d.kind.as_str()))
        .cloned()
        .collect();
    for n in all.len()..DEFINITIONS {
        let of = records.get(n % records.len()).ok_or("no definition")?;
        let mut variant = of.clone();
        variant.key = format!("{}_{n}", of.key);
        let more = match of.kind.as_str() {
            "attendance" => [
                base::Filter::is("capacity", "resident"),
                base::Filter::is("batch", 1),
                base::Filter::negate(base::Filter::is("capacity", "staff")),
            ],
            "activities" => [
                base::Filter::is("mode", "online"),
                base::Filter::negate(base::Filter::is("category", "drill")),
                base::Filter::held_by("attendance", "activity", base::Filter::is("batch", 1)),
            ],
            _ => [
                base::Filter::is("purpose", "supervision"),
                base::Filter::negate(base::Filter::is("purpose", "research")),
                base::Filter::is("fixed", "fixed"),
            ],
        };
        variant.filter = variant
            .filter
            .and(more.get(n % 3).cloned().unwrap_or_default());
        all.push(variant);
    }
    let catalogue = store.catalogue();
    let fit = Definitions::new(all, &catalogue);
    Ok(Arc::new(fit.map_err(|unfit| format!("{unfit:?}"))?))
}

/// The activity of 5,000 sign-ins, made where it is not there yet.
async fn the_activity(store: &Store, scope: &Scope, kind: &'static Kind) -> Result<Record, Failed> {
    if let Some(found) = found(store, scope).await? {
        return Ok(found);
    }
    let catalogue = store.catalogue();
    let sign_ins = catalogue.kind("attendance").ok_or("no sign-ins")?;
    let people = Ask::Rows {
        selection: Selection::all("people"),
        sort: base::Sort::default(),
        after: None,
        limit: u32::try_from(SIGN_INS)?,
    };
    let people = asked(store, scope, people).await?.many();
    let community = Ask::Rows {
        selection: Selection::all("areas").and(base::Filter::is("name", COMMUNITY)),
        sort: base::Sort::default(),
        after: None,
        limit: 1,
    };
    let community = asked(store, scope, community).await?.many();
    let community = community.first().ok_or("no community")?.id;
    let mut ids = IdMaker::new(11);
    let now = 1_700_000_000_000;
    let activity = ids.next(now);
    let values = [
        ("number", Value::from(NUMBER)),
        ("on", format!("{YEAR}-05-20").into()),
        ("name", "大型游园".into()),
        ("category", "talk".into()),
        ("status", "completed".into()),
        ("community", community.into()),
    ];
    let mut changes = vec![added(kind, activity, NUMBER.to_owned(), &values)?];
    for (n, person) in people.iter().enumerate() {
        let values = [
            ("activity", Value::from(activity)),
            ("batch", 1.into()),
            ("name", format!("来宾{n}").into()),
            ("capacity", "resident".into()),
            ("person", person.id.into()),
        ];
        changes.push(added(
            sign_ins,
            ids.next(now),
            format!("{NUMBER} {n}"),
            &values,
        )?);
    }
    let act = Act {
        actor: Id(0),
        source: Source::Command,
        note: "an activity of many".to_owned(),
    };
    let write = Write::of(scope.clone(), act, changes);
    store
        .write(write)
        .await
        .map_err(|error| format!("{error:?}"))?;
    Ok(found(store, scope).await?.ok_or("it was not written")?)
}

fn added(
    kind: &'static Kind,
    id: Id,
    natural: String,
    given: &[(&str, Value)],
) -> Result<Change, Failed> {
    let mut values = vec![None; kind.fields.len()];
    for (field, value) in given {
        let place = kind.at(field).and_then(|at| values.get_mut(at));
        *place.ok_or("no such field")? = Some(value.clone());
    }
    Ok(Change::Add {
        kind: kind.name,
        id,
        natural,
        values,
    })
}

async fn found(store: &Store, scope: &Scope) -> Result<Option<Record>, Failed> {
    let ask = Ask::Natural {
        kind: "activities".to_owned(),
        keys: vec![NUMBER.to_owned()],
    };
    Ok(asked(store, scope, ask).await?.many().into_iter().next())
}

async fn asked(store: &Store, scope: &Scope, ask: Ask) -> Result<Answer, Failed> {
    let answers = store.ask(scope, Moment::Now, vec![ask]).await;
    let answers = answers.map_err(|error| error.to_string())?;
    Ok(answers.into_iter().next().ok_or("no answer")?)
}
