//! The lists of a text: what a figure counted, as a table.
//!
//! In: a text's lines 「清单：{a}」 and 「清单：{a} 日期、名称」, the values of a period, who reads. Out: a
//! table each: the things a figure counted, by name or in the columns asked for, as far as this
//! reader may open them; none of a figure that does not open to them.

use std::collections::BTreeMap;

use base::{Lang, Words, words};
use figures::{Amount, opening, prose};
use store::{AskError, Scope, Store};

use super::{Run, Table, Written, columns::columned};
use crate::reports::{guard::Guard, shortly::shortly};

/// The most rows of one list.
pub const MOST: u32 = 500;

/// The title of the column that counts the rows.
pub const NUMBER: Words = words("序号", "No.");
const WHAT: Words = words("名称", "Name");
const WHEN: Words = words("日期", "Date");
const WEIGHS: Words = words("计数", "Counts as");
const REST: Words = words("其余的没有列出", "the rest is not listed");

/// The tables of a text's lists, by [`prose::Listed::name`].
///
/// # Errors
/// When the store does not answer.
pub async fn lists(
    store: &Store,
    scope: Option<&Scope>,
    guard: Guard<'_>,
    written: &Written,
    lang: Lang,
) -> Result<BTreeMap<String, Table>, AskError> {
    let mut tables = BTreeMap::new();
    for part in written.prose(lang).parts {
        let prose::Part::Things(listed) = part else {
            continue;
        };
        let (Some(scope), Some((definition, _))) = (scope, guard.values.get(&listed.key)) else {
            continue;
        };
        let named = listed.name();
        if guard.lists(definition) && !tables.contains_key(&named) {
            let values = guard.values;
            let (all, figures) = (&values.definitions, &values.figures);
            let parts = opening(definition, figures, all, values.period, guard.catalogue);
            let table = match listed.columns.is_empty() {
                true => table(shortly(store, scope, &parts, None, MOST, lang).await?, lang),
                false => columned(store, scope, guard, &parts, &listed.columns, lang).await?,
            };
            tables.insert(named, table);
        }
    }
    Ok(tables)
}

fn table(page: crate::reports::shortly::Shortly, lang: Lang) -> Table {
    let cell = |text: String| vec![Run::Words(text)];
    let dated = page.things.iter().any(|thing| !thing.beside.is_empty());
    let weighed = page
        .things
        .iter()
        .any(|thing| thing.weight != Amount::whole(1));
    let titles = [
        (NUMBER, true),
        (WHAT, true),
        (WHEN, dated),
        (WEIGHS, weighed),
    ];
    let mut table = Table {
        headers: titles
            .iter()
            .filter(|(_, shown)| *shown)
            .map(|(words, _)| words.get(lang).to_owned())
            .collect(),
        rows: Vec::new(),
    };
    for (at, thing) in page.things.into_iter().enumerate() {
        let mut row = vec![cell((at + 1).to_string()), cell(thing.label)];
        if dated {
            row.push(cell(thing.beside));
        }
        if weighed {
            row.push(cell(thing.weight.digits(thing.places)));
        }
        table.rows.push(row);
    }
    if page.next.is_some() {
        table.rows.push(rest(lang));
    }
    table
}

/// The last row of a table that does not show all.
pub fn rest(lang: Lang) -> Vec<Vec<Run>> {
    ["…", REST.get(lang)]
        .map(|words| vec![Run::Words(words.to_owned())])
        .into()
}
