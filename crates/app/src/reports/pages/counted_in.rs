//! A record's page: the figures that hold the record, each opening at its place in them.
//!
//! In: a record. Out: a short list: the figure, its year, how it holds the record, its value.
//! A value that takes long to compute is left to the figure's own page. Whoever may not see the
//! park's figures gets no list.

use std::collections::BTreeMap;

use base::{Kind, Lang, Period, Record, Words, words};
use figures::Definition;
use page::{
    Fig, Href,
    section::{End, Item, Section, items},
};
use store::Scope;

use super::{READERS, guard};
use crate::{
    front::{Call, Right, Stop},
    reports::{
        Values,
        counted_in::{Asked, Holds, How, holding},
        kept::Wanted,
    },
};

const TITLE: Words = words("哪些数字里有它", "Figures that hold it");

/// The section of a record's page; none when no figure holds the record.
///
/// # Errors
/// When the store does not answer, or the park's definitions do not fit.
pub async fn section(
    call: &Call,
    kind: &'static Kind,
    record: &Record,
) -> Result<Option<Section>, Stop> {
    let reader = &call.visitor()?.scope;
    if !matches!(READERS, Right::Have(roles) if roles.any(reader.roles())) {
        return Ok(None);
    }
    let (store, kept) = (&call.house.store, &call.house.figures);
    let scope = Scope::system(reader.park(), "which figures hold a record");
    let definitions = kept.defined(store, &scope).await?;
    let asked = Asked {
        store,
        scope: &scope,
        kept,
        definitions: &definitions,
        today: call.house.today(),
    };
    // The latest year of each: a figure that counts the record always does so every year.
    let mut latest: BTreeMap<String, Holds> = BTreeMap::new();
    for holds in holding(&asked, kind, record).await? {
        latest.insert(holds.key.clone(), holds);
    }
    let mut lines = Vec::new();
    for definition in definitions.iter() {
        let Some(holds) = latest.get(&definition.key) else {
            continue;
        };
        let wanted = Wanted {
            period: Period::Year(holds.year),
            place: None,
            only: Some(definition.key.clone()),
        };
        let values = kept.soon(store, reader.park(), wanted).await?;
        lines.push(line(
            call,
            (kind, record),
            definition,
            holds,
            values.as_deref(),
        )?);
    }
    let lang = call.reading.lang;
    Ok((!lines.is_empty()).then(|| Section::new(TITLE.get(call.lang()), items(&lines, lang))))
}

fn line(
    call: &Call,
    (kind, record): (&Kind, &Record),
    definition: &Definition,
    holds: &Holds,
    values: Option<&Values>,
) -> Result<Item, Stop> {
    let lang = call.lang();
    let figure = values.and_then(|values| values.get(&definition.key).zip(Some(values)));
    let end = match figure {
        Some(((definition, figure), values)) => {
            let catalogue = call.catalogue();
            let seen = guard(call, values, &catalogue)?.read(definition, figure, lang);
            End::Fig(Fig::inside(seen.value, seen.unit))
        }
        None => End::Bare,
    };
    let name = match lang {
        Lang::Zh => &definition.zh,
        Lang::En => &definition.en,
    };
    let year = Period::Year(holds.year).name(lang);
    Ok(Item {
        what: name.clone(),
        small: format!("{year} · {}", how(holds.how, kind, lang)),
        href: Some(Href::new(format!(
            "/figures/{}?period={}&record={}.{}",
            definition.key, holds.year, kind.name, record.id
        ))),
        end,
    })
}

/// How a figure holds a record, in words.
pub fn how(how: How, kind: &Kind, lang: Lang) -> String {
    let unit = kind.unit.get(lang);
    match (how, lang) {
        (How::Thing, Lang::Zh) => format!("计一{unit}"),
        (How::Thing, Lang::En) => "counted as one".to_owned(),
        (How::Several(n), Lang::Zh) => format!("这一条计{n}"),
        (How::Several(n), Lang::En) => format!("counted as {n}"),
        (How::Row, Lang::Zh) => "是其中一项里的一条".to_owned(),
        (How::Row, Lang::En) => "one of the records of a thing counted".to_owned(),
        (How::Looked, Lang::Zh) => "以它为条件".to_owned(),
        (How::Looked, Lang::En) => "counts what belongs to it".to_owned(),
    }
}
