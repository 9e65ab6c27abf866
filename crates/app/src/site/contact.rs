//! How to reach the park.
//!
//! In: what the park says of itself, and its places' phones. Out: a short list of ways. The
//! hotline for those in distress stands on it whatever else is missing.

use base::{Lang, Words, words};
use page::{
    section::{End, Head, Item, Section, items, narrow},
    site::SitePlace,
};

use super::{
    Sheet, ask,
    facts::{Facts, NAMES, Said, WAYS},
    link,
    place::{self, Place, dial},
};
use crate::front::{Call, Done};

const TITLE: Words = words("联系", "Contact");
const PLACES: Words = words("各处电话", "Phones of the places");
const HELP: Words = words("心里难受的时候", "In distress");
const HOTLINE: Words = words(
    "全国统一心理援助热线",
    "The national psychological aid line",
);
const HOTLINE_SAY: Words = words(
    "全天可打。危急时请打110或120。",
    "Open day and night. In danger, call 110 or 120.",
);
/// Source: 国家卫生健康委, one number for the whole country since 1 May 2025.
const HOTLINE_NUMBER: &str = "12356";
const STAFF: Words = words("工作人员登录", "Sign in as staff");

/// GET `/contact`.
///
/// # Errors
/// A fault of the store.
pub(super) async fn show(call: Call) -> Done {
    let lang = call.lang();
    let asks = vec![place::ask(), Facts::ask()];
    let mut answers = ask(&call, asks).await?.into_iter();
    let places = place::all(&call.catalogue(), answers.next());
    let facts = answers.next().map(Facts::of).unwrap_or_default();
    let phones: Vec<Item> = places.iter().filter_map(phone).collect();
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: facts.about(lang).into(),
        ..Head::default()
    };
    let reading = call.reading.lang;
    let mut parts = vec![head.show(reading), items(&ways(&facts, lang), reading)];
    if !phones.is_empty() {
        parts.push(Section::new(PLACES.get(lang), items(&phones, reading)).show());
    }
    let mut help = Section::new(HELP.get(lang), items(&[hotline(lang)], reading));
    help.more = Some(link(STAFF.get(lang), "/sign-in"));
    parts.push(help.show());
    let sheet = Sheet {
        title: TITLE.get(lang).to_owned(),
        about: facts.about(lang).to_owned(),
        place: Some(SitePlace::Contact),
        body: narrow(&parts),
    };
    Ok(super::answer(&call, &sheet))
}

/// The ways to reach the park that it has named.
pub(super) fn ways(facts: &Facts, lang: Lang) -> Vec<Item> {
    let named = WAYS
        .iter()
        .filter_map(|way| NAMES.iter().find(|said| said.name == *way));
    let way = |one: &Said| {
        let said = facts.said(one.name, lang);
        let href = match one.name {
            "phone" => Some(dial(said)),
            "mail" => Some(format!("mailto:{said}")),
            _ => None,
        };
        (!said.is_empty()).then(|| Item {
            what: said.to_owned(),
            small: one.words.get(lang).to_owned(),
            href: href.map(Into::into),
            end: End::Bare,
        })
    };
    named.filter_map(way).collect()
}

fn phone(place: &Place) -> Option<Item> {
    (!place.phone.is_empty()).then(|| Item {
        what: place.name.clone(),
        small: place.hours.clone(),
        href: Some(place.dial().into()),
        end: End::Soft(place.phone.clone()),
    })
}

fn hotline(lang: Lang) -> Item {
    Item {
        what: HOTLINE.get(lang).to_owned(),
        small: HOTLINE_SAY.get(lang).to_owned(),
        href: Some(dial(HOTLINE_NUMBER).into()),
        end: End::Soft(HOTLINE_NUMBER.to_owned()),
    }
}
