//! 台账目录: all kinds of record, grouped by area of work, as one reader may see them.
//!
//! In: who reads. Out: the panel of every page, and the page with a count beside each kind. A
//! kind one may not read is left out: its name alone would tell.

use base::{Kind, Lang, Selection, Words, Work, words};
use page::{
    Act, Fig,
    catalogue::{Catalogue, Shelf},
    frame::Place,
    section::{End, Head, Item, Section, items, shelves, stack},
};

use super::counted::Counted;
use crate::{
    front::{Call, Done, show::Sheet},
    today::most_written,
};

/// The areas of work in the order of the catalogue, each with its name.
pub const WORKS: [(Work, Words); 8] = [
    (Work::Activities, words("活动与参与", "Activities")),
    (Work::Projects, words("项目", "Projects")),
    (Work::Creation, words("枫桥式创建", "Fengqiao units")),
    (Work::Care, words("心理服务", "Care")),
    (Work::Council, words("议事", "Council")),
    (Work::Returns, words("报送与合同", "Returns and contracts")),
    (Work::People, words("组织与人", "Bodies and people")),
    (Work::Settings, words("园区设置", "Settings")),
];

/// The kinds this caller may read, by area of work.
fn readable(call: &Call) -> Vec<(Words, Vec<&'static Kind>)> {
    let catalogue = call.catalogue();
    let Some(visitor) = &call.visitor else {
        return Vec::new();
    };
    let of = |work: Work| -> Vec<&'static Kind> {
        let kinds = catalogue.kinds().filter(|k| k.work == work);
        kinds.filter(|k| visitor.scope.may_read(k)).collect()
    };
    let works = WORKS.into_iter().map(|(work, name)| (name, of(work)));
    works.filter(|(_, kinds)| !kinds.is_empty()).collect()
}

/// The panel that every page of the staff holds.
pub fn panel(call: &Call) -> Catalogue {
    let lang = call.lang();
    let shelf = |kind: &&'static Kind| Shelf {
        name: kind.words.get(lang).to_owned(),
        href: Some(format!("/records/{}", kind.name).into()),
        count: None,
    };
    let areas = readable(call).into_iter();
    Catalogue {
        often: Vec::new(),
        areas: areas
            .map(|(name, kinds)| (name.get(lang).to_owned(), kinds.iter().map(shelf).collect()))
            .collect(),
    }
}

/// GET `/ledgers`: every kind with its count.
///
/// # Errors
/// Faults of the store.
pub(super) async fn show(call: Call) -> Done {
    let lang = call.lang();
    let works = readable(&call);
    let kinds = works.iter().flat_map(|(_, kinds)| kinds);
    let asks = kinds.map(|kind| Counted::ask(Selection::all(kind.name)));
    let mut counts = call
        .ask(asks.collect())
        .await?
        .into_iter()
        .map(Counted::read);
    let head = Head {
        title: words("台账", "Ledgers").get(lang).to_owned(),
        ..Head::default()
    };
    let mut shelved = Vec::new();
    for (name, kinds) in &works {
        let lines: Vec<Item> = kinds
            .iter()
            .zip(counts.by_ref())
            .map(|(kind, count)| item(kind, count, lang))
            .collect();
        shelved.push(Section::new(
            name.get(lang),
            items(&lines, call.reading.lang),
        ));
    }
    Ok(call.page(Sheet {
        title: words("台账", "Ledgers").get(lang).to_owned(),
        place: Some(Place::Ledgers),
        back: None,
        body: stack(&[head.show(call.reading.lang), shelves(&shelved)]),
    }))
}

fn item(kind: &Kind, count: Counted, lang: Lang) -> Item {
    Item {
        what: kind.words.get(lang).to_owned(),
        small: String::new(),
        href: Some(format!("/records/{}", kind.name).into()),
        end: End::Fig(Fig::inside(count.words(lang), kind.unit.get(lang))),
    }
}

/// GET `/add`: what can be recorded, what is recorded most first.
///
/// # Errors
/// Faults of the store.
pub(super) async fn add(call: Call) -> Done {
    let lang = call.lang();
    let title = words("记一条", "Add a record").get(lang);
    let head = Head {
        title: title.to_owned(),
        ..Head::default()
    };
    let mut parts = vec![head.show(call.reading.lang)];
    let scope = &call.visitor()?.scope;
    let open = |kind: &&'static Kind| Item {
        what: kind.words.get(lang).to_owned(),
        href: Some(format!("/records/{}/new", kind.name).into()),
        ..Item::default()
    };
    let often: Vec<Item> = most_written(&call).await?.iter().map(open).collect();
    if !often.is_empty() {
        let name = words("常用", "Often").get(lang);
        parts.push(Section::new(name, items(&often, call.reading.lang)).show());
    }
    let mut shelved = Vec::new();
    for (name, kinds) in readable(&call) {
        let lines: Vec<Item> = kinds
            .iter()
            .filter(|k| scope.may_write(k))
            .map(open)
            .collect();
        if !lines.is_empty() {
            shelved.push(Section::new(
                name.get(lang),
                items(&lines, call.reading.lang),
            ));
        }
    }
    parts.push(shelves(&shelved));
    let import = Act::open(words("从表格导入", "Import a sheet").get(lang), "/import");
    if super::import::may(&call).is_ok() {
        parts.push(page::act::buttons(&[import]));
    }
    Ok(call.page(Sheet {
        title: title.to_owned(),
        place: None,
        back: None,
        body: stack(&parts),
    }))
}
