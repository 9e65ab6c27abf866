//! 找: one box for people, records and figures.
//!
//! In: a few words. Out: the first records of each kind whose searched fields hold them, the
//! figures whose name does, and the way to the rest. Only what the reader may see is looked
//! in, so a word never tells that a hidden record is there.

use base::{Answer, Ask, Field, Filter, Kind, Lang, Selection, Sort, Test, Words, folded, words};
use page::{
    Href, Link,
    section::{Head, Item, Section, items, narrow, search},
};

use super::{labels::label, of_list, of_record};
use crate::{
    front::{Call, Done, Stop, show::Sheet},
    reports::definitions,
};

const TITLE: Words = words("找", "Find");
const LEAD: Words = words(
    "写人名、编号、名称里的几个字。",
    "Write a few letters of a name, a number or a title.",
);
const NOTHING: Words = words(
    "没有找到。换几个字，或少写几个字再试。",
    "Nothing was found. Try other words, or fewer.",
);
const FIGURES: Words = words("数字", "Figures");
const ALL: Words = words("看全部", "See all of them");
/// Records of one kind that are shown; the rest stand in its list.
const SHOWN: u32 = 5;
/// Figures that are shown.
const FIGURES_SHOWN: usize = 8;

/// GET `/find`.
///
/// # Errors
/// Faults of the store.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let sought: String = call.query.text("q").trim().chars().take(60).collect();
    let mut sections = Vec::new();
    if !sought.is_empty() {
        sections = records(&call, &sought).await?;
        sections.extend(figures(&call, &sought).await?);
    }
    let head = Head {
        title: if sought.is_empty() {
            TITLE.get(lang).to_owned()
        } else {
            format!("{}「{sought}」", TITLE.get(lang))
        },
        lead: match (sought.is_empty(), sections.is_empty()) {
            (true, _) => LEAD.get(lang).into(),
            (false, true) => NOTHING.get(lang).into(),
            (false, false) => "".into(),
        },
        ..Head::default()
    };
    let parts: Vec<_> = [head.show(lang), search("/find", TITLE.get(lang), &sought)]
        .into_iter()
        .chain(sections.iter().map(Section::show))
        .collect();
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: None,
        back: None,
        body: narrow(&parts),
    }))
}

/// The kinds that hold the words, each with its first records.
async fn records(call: &Call, sought: &str) -> Result<Vec<Section>, Stop> {
    let lang = call.lang();
    let scope = &call.visitor()?.scope;
    let catalogue = call.catalogue();
    let searched = |kind: &'static Kind| {
        let seen = |f: &&Field| f.searched && scope.may_see(f.privacy);
        let holds = |f: &Field| Filter::leaf(f.name, Test::Contains(sought.to_owned()));
        let any: Vec<Filter> = kind.fields.iter().filter(seen).map(holds).collect();
        (!any.is_empty()).then(|| (kind, Selection::all(kind.name).and(Filter::Any { any })))
    };
    let wanted: Vec<(&'static Kind, Selection)> = catalogue
        .kinds()
        .filter(|k| scope.may_read(k))
        .filter_map(searched)
        .collect();
    let ask = |(_, selection): &(&Kind, Selection)| Ask::Rows {
        selection: selection.clone(),
        sort: Sort::default(),
        after: None,
        limit: SHOWN,
    };
    let answers = call.ask(wanted.iter().map(ask).collect()).await?;
    let mut sections = Vec::new();
    for ((kind, selection), answer) in wanted.iter().zip(answers) {
        let Answer::Page(page) = answer else { continue };
        let item = |record: &base::Record| Item {
            what: label(kind, record, lang),
            href: Some(Href::new(of_record(kind.name, record.id))),
            ..Item::default()
        };
        let found: Vec<Item> = page.rows.iter().map(item).collect();
        if !found.is_empty() {
            let mut section = Section::new(kind.words.get(lang), items(&found, lang));
            let all = of_list(&catalogue, selection, &Sort::default());
            section.more = page.next.map(|_| Link::new(ALL.get(lang), Href::new(all)));
            sections.push(section);
        }
    }
    Ok(sections)
}

/// The figures whose name holds the words.
async fn figures(call: &Call, sought: &str) -> Result<Option<Section>, Stop> {
    let lang = call.lang();
    let readers = base::Roles::TEAM_AND_OFFICES;
    if !readers.any(call.visitor()?.scope.roles()) {
        return Ok(None);
    }
    let all = definitions::of_park(&call.house.store, &call.house.door).await?;
    let year = call.house.today().year();
    let sought = folded(sought);
    let name = |d: &figures::Definition| {
        if lang == Lang::Zh {
            d.zh.clone()
        } else {
            d.en.clone()
        }
    };
    let found: Vec<Item> = all
        .iter()
        .filter(|d| folded(&d.zh).contains(&sought) || folded(&d.en).contains(&sought))
        .take(FIGURES_SHOWN)
        .map(|d| Item {
            what: name(d),
            href: Some(Href::new(format!("/figures/{}?period={year}", d.key))),
            ..Item::default()
        })
        .collect();
    Ok((!found.is_empty()).then(|| Section::new(FIGURES.get(lang), items(&found, lang))))
}
