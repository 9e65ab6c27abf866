//! Figures parted by two fields, and figures of a ledger of the park's own, over 1,000,000 records,
//! each beside one hand-written statement on the same tables.
//!
//! In: the large park on one engine. Out: a line each, in turns; the groups must be the same.

use std::time::Instant;

use base::{Answer, Group, Period, Value};
use figures::{Definition, Definitions, Need, asks};
use store::Moment;
use trials::{Failed, program::Program};

use super::{
    hand::{Hand, Texts},
    load::ROUNDS,
    own,
    park::{Large, YEAR, runtime},
    table::{Table, median},
};

/// A figure, by what it is parted, and the statement.
struct Case {
    what: &'static str,
    of: &'static str,
    fold: &'static str,
    by: &'static [&'static str],
    by_hand: &'static str,
}

const SIGN_INS: &str = r#""kind": "attendance",
    "where": { "through": "activity", "where": { "field": "status", "is": "completed" } }"#;
const VISITORS: &str = r#""kind": "own_visitors""#;
const OF_ONE_REASON: &str = r#""kind": "own_visitors", "where": { "field": "f3", "is": "c1" }"#;

const CASES: [Case; 6] = [
    Case {
        what: "sign-ins by category and month",
        of: SIGN_INS,
        fold: r#""count""#,
        by: &["activity.category", "activity.on:month"],
        by_hand: "SELECT a.category, substr(a.\"on\", 1, 7), count(*) FROM attendance s \
            JOIN activities a ON a.park = s.park AND a.id = s.activity WHERE s.park = ?1 \
            AND a.\"on\" >= ?2 AND a.\"on\" <= ?3 AND a.status = 'completed' GROUP BY 1, 2",
    },
    Case {
        what: "people by category and month",
        of: SIGN_INS,
        fold: r#"{ "distinct": "person" }"#,
        by: &["activity.category", "activity.on:month"],
        by_hand: "SELECT a.category, substr(a.\"on\", 1, 7), \
            count(DISTINCT coalesce(p.same_as, s.person)) FROM attendance s \
            JOIN activities a ON a.park = s.park AND a.id = s.activity \
            LEFT JOIN people p ON p.park = s.park AND p.id = s.person WHERE s.park = ?1 \
            AND a.\"on\" >= ?2 AND a.\"on\" <= ?3 AND a.status = 'completed' GROUP BY 1, 2",
    },
    Case {
        what: "own ledger, a count",
        of: OF_ONE_REASON,
        fold: r#""count""#,
        by: &[],
        by_hand: "SELECT count(*) FROM own_visitors WHERE park = ?1 AND f2 >= ?2 AND f2 <= ?3 \
            AND f3 = 'c1'",
    },
    Case {
        what: "own ledger, a sum",
        of: VISITORS,
        fold: r#"{ "sum": "f4" }"#,
        by: &[],
        by_hand: "SELECT CAST(sum(f4) AS BIGINT) FROM own_visitors WHERE park = ?1 \
            AND f2 >= ?2 AND f2 <= ?3",
    },
    Case {
        what: "own ledger, by reason and month",
        of: VISITORS,
        fold: r#""count""#,
        by: &["f3", "f2:month"],
        by_hand: "SELECT f3, substr(f2, 1, 7), count(*) FROM own_visitors WHERE park = ?1 \
            AND f2 >= ?2 AND f2 <= ?3 GROUP BY 1, 2",
    },
    Case {
        what: "own ledger, a sum by reason and month",
        of: VISITORS,
        fold: r#"{ "sum": "f4" }"#,
        by: &["f3", "f2:month"],
        by_hand: "SELECT f3, substr(f2, 1, 7), CAST(sum(f4) AS BIGINT) FROM own_visitors \
            WHERE park = ?1 AND f2 >= ?2 AND f2 <= ?3 GROUP BY 1, 2",
    },
];

/// Measures them.
pub fn measure(
    large: &Large,
    engine: &str,
    (program, many): (&Program, u32),
    table: &mut Table,
) -> Result<(), Failed> {
    own::filled(large, program, many)?;
    runtime()?.block_on(async {
        for case in CASES {
            compare(large, engine, &case, table).await?;
        }
        Ok(())
    })
}

async fn compare(
    large: &Large,
    engine: &str,
    case: &Case,
    table: &mut Table,
) -> Result<(), Failed> {
    let (opened, scope) = large.open().await?;
    let catalogue = opened.store.catalogue();
    let text = format!(
        r#"{{ "key": "one", "zh": "一", "en": "one", {}, "fold": {} }}"#,
        case.of, case.fold
    );
    let definition: Definition = serde_json::from_str(&text)?;
    let all = Definitions::new(vec![definition], &catalogue);
    let all = all.map_err(|unfit| format!("{unfit:?}"))?;
    let by: Vec<String> = case.by.iter().map(|&path| path.to_owned()).collect();
    let need = Need::parted("one", Period::Year(YEAR), &by);
    let definition = all.get("one").ok_or("no definition")?;
    let mut hand = Hand::at(large, scope.park()).await?;
    let (mut our_times, mut raw_times) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let begun = Instant::now();
        let asks = asks(definition, &need, &catalogue);
        let answers = opened.store.ask(&scope, Moment::Now, asks).await;
        let answers = answers.map_err(|error| error.to_string())?;
        let our_time = begun.elapsed().as_secs_f64() * 1000.0;
        let begun = Instant::now();
        let mut raw = hand.rows(case.by_hand).await?;
        let raw_time = begun.elapsed().as_secs_f64() * 1000.0;
        let groups = answers.into_iter().flat_map(Answer::groups);
        let mut ours: Vec<Texts> = groups.map(texts).collect();
        ours.sort();
        raw.sort();
        if ours != raw {
            return Err(format!("{}: {ours:?}, by hand {raw:?}", case.what).into());
        }
        if round > 0 {
            our_times.push(our_time); // the first round only warms both
            raw_times.push(raw_time);
        }
    }
    opened.store.close().await;
    let (ours, raw) = (median(&our_times), median(&raw_times));
    let what = format!("{}, {engine}", case.what);
    let of = |time: f64| format!("{time:.0} ms");
    table.add(&what, of(ours), of(raw), Some(ours / raw), "≤ 1.3×");
    Ok(())
}

fn texts(group: Group) -> Texts {
    let text = |value: Option<Value>| match value {
        Some(Value::Whole(n)) => n.to_string(),
        Some(Value::Text(text)) => text,
        _ => String::new(),
    };
    let cells = group.by.into_iter().chain([group.value]);
    cells.map(text).collect()
}
