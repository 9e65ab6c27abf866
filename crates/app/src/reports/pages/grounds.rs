//! What a figure stands on: period, moment, place, how many records, evidence, version.
//!
//! In: a figure's values and how many records it holds, where that may be told. Out: facts for
//! its page and its drawer.

use std::collections::BTreeSet;

use base::{Words, words};
use figures::Definition;
use page::{Line, Link, record::Fact};

use super::{place, proof};
use crate::{
    front::{Call, Stop},
    reports::{Values, labels},
};

const PERIOD: Words = words("统计期间", "Period");

const AS_OF: Words = words("截至", "As of");

const PLACE: Words = words("地方", "Place");

const RECORDS: Words = words("背后的记录", "Records behind it");

const VERSION: Words = words("口径版本", "Version of the definition");

pub(super) async fn grounds(
    call: &Call,
    values: &Values,
    definition: &Definition,
    records: Option<i64>,
    opens: bool,
) -> Result<Vec<Fact>, Stop> {
    let lang = call.lang();
    let (today, time) = call.house.day_and_time(read_at(call, values));
    let mut facts = vec![
        Fact::new(PERIOD.get(lang), values.period.name(lang).as_str()),
        Fact::new(AS_OF.get(lang), format!("{today} {time}").as_str()),
    ];
    if let Some(id) = place(call)? {
        let names = labels::labels(
            &call.house.store,
            &call.visitor()?.scope,
            BTreeSet::from([("areas".to_owned(), id)]),
            lang,
        )
        .await?;
        let name = names.into_values().next().ok_or(Stop::NotThere)?;
        facts.push(Fact::new(PLACE.get(lang), name.as_str()));
    }
    if let Some(records) = records {
        facts.push(Fact::new(RECORDS.get(lang), records.to_string().as_str()));
    }
    facts.extend(proof::facts(call, values, definition, opens).await?);
    let versions = format!("/figures/{}/versions", definition.key);
    let version = Link::new(definition.version.to_string(), versions);
    facts.push(Fact::new(
        VERSION.get(lang),
        Line(vec![page::Piece::Link(version)]),
    ));
    Ok(facts)
}

/// When the values were read: now, or the moment of an older one.
fn read_at(call: &Call, values: &Values) -> i64 {
    let since = values.old.map_or(0, |read| read.elapsed().as_millis());
    call.house.now() - i64::try_from(since).unwrap_or(0)
}
