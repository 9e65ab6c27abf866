//! All that a figure counted: the list behind its page, and one line of it.
//!
//! In: a figure and where the list goes on. Out: fifty things a page, each leading to its record,
//! with what it adds where that is not one; with `lack=evidence` those that lack what is asked.

use base::{Lang, Words, words};
use figures::{Amount, Definition, opening};
use page::{
    Href, Line, Link, frame,
    pages::Pages,
    section::{self, End, Head, Item, Section},
};

use super::{guard, place, proof, reading::soon, same};
use crate::{
    front::{Call, Done, Stop, escaped, show::Sheet},
    reports::{
        Values,
        guard::Seen,
        shortly::{self, Short, Shortly},
    },
};

/// Things on a page of that list.
const PAGE: u32 = 50;

const ALL_OF: Words = words("算进来的", "What makes it up");

const LACKS: Words = words("没有佐证的", "Without the evidence asked for");

/// The list of all things.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let values = soon(&call, &key).await?;
    let definition = values.definitions.get(&key).ok_or(Stop::NotThere)?;
    let page = some(&call, &values, definition, PAGE).await?;
    let name = if lang == Lang::Zh {
        &definition.zh
    } else {
        &definition.en
    };
    let query = same(&values, place(&call)?);
    let back = Href::new(format!("/figures/{key}?{query}"));
    let crumb = Line(vec![page::Piece::Link(Link::new(
        name.clone(),
        back.clone(),
    ))]);
    // A number not known yet does not keep its records waiting: it stands on the figure's page.
    let lacks = call.query.get("lack") == Some("evidence");
    let title = match values.figures.get(&key) {
        _ if lacks => LACKS.get(lang).to_owned(),
        Some(worth) => {
            let catalogue = call.catalogue();
            let Seen { value, unit, .. } =
                guard(&call, &values, &catalogue)?.read(definition, worth, lang);
            counted(&value, unit.trim(), lang)
        }
        None => ALL_OF.get(lang).to_owned(),
    };
    let head = Head {
        crumb,
        title: title.clone(),
        lead: values.period.name(lang).as_str().into(),
        ..Head::default()
    };
    let list: Vec<Item> = page
        .things
        .iter()
        .map(|t| item(t, &definition.unit, lang))
        .collect();
    let section = Section::new("", section::items(&list, call.reading.lang));
    let lack = if lacks { "&lack=evidence" } else { "" };
    let body = section::narrow(&[
        head.show(call.reading.lang),
        section.show(),
        ways(&page, &format!("/figures/{key}/things?{query}{lack}")).show(call.reading.lang),
    ]);
    Ok(call.page(Sheet {
        title,
        place: Some(frame::Place::Figures),
        back: None,
        body,
    }))
}

/// The ways from one page of a figure's things to the others.
fn ways(page: &Shortly, list: &str) -> Pages {
    let at = |place: &String| match place.as_str() {
        "" => Href::new(list),
        place => Href::new(format!("{list}&after={}", escaped(place))),
    };
    Pages {
        first: page.before.as_ref().map(|_| Href::new(list)),
        before: page.before.as_ref().map(at),
        after: page.next.as_ref().map(at),
        at: String::new(),
    }
}

/// A page of what a figure counted, from `after=` in the query on.
///
/// # Errors
/// `NotThere` where the reader may not open it; faults of the store.
pub(super) async fn some(
    call: &Call,
    values: &Values,
    definition: &Definition,
    limit: u32,
) -> Result<Shortly, Stop> {
    let (scope, catalogue) = (&call.visitor()?.scope, call.catalogue());
    if !guard(call, values, &catalogue)?.opens(definition) {
        return Err(Stop::NotThere);
    }
    let parts = match call.query.get("lack") {
        Some("evidence") => proof::lacking(call, values, definition),
        _ => opening(
            definition,
            &values.figures,
            &values.definitions,
            values.period,
            &catalogue,
        ),
    };
    let (store, after) = (&call.house.store, call.query.get("after"));
    Ok(shortly::shortly(store, scope, &parts, after, limit, call.lang()).await?)
}

fn item(thing: &Short, unit: &str, lang: Lang) -> Item {
    let href = thing
        .record
        .as_ref()
        .map(|(kind, id)| Href::new(format!("/records/{kind}/{id}")));
    let end = match (thing.holds, thing.beside.as_str()) {
        _ if thing.weight != Amount::whole(1) => End::Soft(weighs(thing, unit, lang)),
        (1, beside) => End::Soft(beside.to_owned()),
        (n, _) if lang == Lang::Zh => End::Soft(format!("{n} 条")),
        (n, _) => End::Soft(format!("{n} records")),
    };
    Item {
        what: thing.label.clone(),
        small: String::new(),
        href,
        end,
    }
}

pub(super) fn items_of(first: &Shortly, definition: &Definition, lang: Lang) -> Vec<Item> {
    let one = |t: &Short| item(t, &definition.unit, lang);
    first.things.iter().map(one).collect()
}

/// What a record that counts as several adds: 「82人次」.
fn weighs(thing: &Short, unit: &str, lang: Lang) -> String {
    let weight = thing.weight.digits(thing.places);
    match lang {
        Lang::Zh => format!("{weight}{unit}"),
        Lang::En => format!("{weight} {}", figures::unit(unit, false)),
    }
}

pub(super) fn counted(value: &str, unit: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("算进来的 {value}{unit}"),
        Lang::En => format!("What makes up {value} {unit}"),
    }
}
