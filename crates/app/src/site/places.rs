//! 定位: the park's places, the nearest first once the reader says where they are.
//!
//! In: where they are (`?at=22.6512,114.2034`), when their browser was allowed to say so.
//! Out: the places with address, hours, phone and the way there. Where somebody is stays in
//! the address of their own browser: it is not kept, counted or passed on.

use base::{Lang, Words, words};
use page::{Link, places, site::SitePlace};

use super::{
    Sheet, ask,
    place::{self, Place},
    schematic,
};
use crate::front::{Call, Done};

const TITLE: Words = words("地点", "Places");
const NEAREST: Words = words("定位：离我最近的在前", "Nearest to me first");
const ASKED: Words = words(
    "点下面的按钮，浏览器才会问您的位置；位置不保存。",
    "Your browser asks for your position only when you press the button. It is not kept.",
);
const SORTED: Words = words(
    "离您近的在前，距离按直线算。",
    "Nearest first, as the crow flies.",
);
const NONE: Words = words("还没有登记地点", "No places yet");
const SOON: Words = words(
    "园区登记对外开放的地点后，会列在这里。",
    "Places open to everybody will be listed here.",
);

/// GET `/places`.
///
/// # Errors
/// A fault of the store.
pub(super) async fn list(call: Call) -> Done {
    let lang = call.lang();
    let found = ask(&call, vec![place::ask()]).await?.pop();
    let from = call.query.get("at").and_then(|at| at.split_once(','));
    let from = from.and_then(|(latitude, longitude)| place::position(latitude, longitude));
    let places = sorted(place::all(&call.catalogue(), found), from);
    let known = places.iter().any(|(place, _)| place.at.is_some());
    let listed: Vec<Place> = places.iter().map(|(place, _)| place.clone()).collect();
    let page = places::Places {
        map: schematic::map(&listed, lang),
        title: TITLE.get(lang).to_owned(),
        say: match (known, from) {
            (false, _) => String::new(),
            (true, None) => ASKED.get(lang).to_owned(),
            (true, Some(_)) => SORTED.get(lang).to_owned(),
        },
        nearest: (known && from.is_none()).then(|| Link::new(NEAREST.get(lang), "/places")),
        places: places
            .iter()
            .map(|(place, away)| shown(place, *away, lang))
            .collect(),
        empty: super::empty(NONE, SOON, lang),
    };
    let sheet = Sheet {
        title: TITLE.get(lang).to_owned(),
        about: String::new(),
        place: Some(SitePlace::Places),
        body: page.show(call.reading.lang),
    };
    Ok(super::answer(&call, &sheet))
}

/// The places, nearest first; those without a position last, in their order.
fn sorted(places: Vec<Place>, from: Option<(f64, f64)>) -> Vec<(Place, Option<f64>)> {
    let away = |place: &Place| from.and_then(|from| place.metres_from(from));
    let far = places.iter().map(away).collect::<Vec<_>>();
    let mut places: Vec<(Place, Option<f64>)> = places.into_iter().zip(far).collect();
    places.sort_by(|(_, a), (_, b)| {
        let far = |metres: &Option<f64>| metres.unwrap_or(f64::INFINITY);
        far(a).total_cmp(&far(b))
    });
    places
}

fn shown(place: &Place, away: Option<f64>, lang: Lang) -> places::Place {
    places::Place {
        name: place.name.clone(),
        away: away
            .map(|metres| distance(metres, lang))
            .unwrap_or_default(),
        address: place.address.clone(),
        hours: place.hours.clone(),
        notes: place.notes.clone(),
        phone: (!place.phone.is_empty()).then(|| Link::new(place.phone.clone(), place.dial())),
        maps: place.maps(lang),
    }
}

/// A distance as people say it: 「约 350 米」, 「约 1.2 公里」.
fn distance(metres: f64, lang: Lang) -> String {
    let (number, unit) = if metres < 1_000.0 {
        (
            format!("{:.0}", (metres / 50.0).round().max(1.0) * 50.0),
            words("米", "m"),
        )
    } else {
        (format!("{:.1}", metres / 1_000.0), words("公里", "km"))
    };
    match lang {
        Lang::Zh => format!("约{number}{}", unit.get(lang)),
        Lang::En => format!("about {number} {}", unit.get(lang)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_place(name: &str, at: Option<(f64, f64)>) -> Place {
        Place {
            name: name.to_owned(),
            at,
            ..Place::default()
        }
    }

    #[test]
    fn the_nearest_comes_first_and_the_unknown_last() {
        let places = vec![
            a_place("unknown", None),
            a_place("far", Some((22.7, 114.2))),
            a_place("near", Some((22.61, 114.2))),
        ];
        let names = |from| -> Vec<String> {
            let sorted = sorted(places.clone(), from);
            sorted.into_iter().map(|(place, _)| place.name).collect()
        };
        assert_eq!(names(Some((22.6, 114.2))), ["near", "far", "unknown"]);
        assert_eq!(names(None), ["unknown", "far", "near"]);
    }

    #[test]
    fn distances_are_said_roughly() {
        for (metres, zh, en) in [
            (10.0, "约50米", "about 50 m"),
            (340.0, "约350米", "about 350 m"),
            (1_240.0, "约1.2公里", "about 1.2 km"),
        ] {
            assert_eq!(distance(metres, Lang::Zh), zh);
            assert_eq!(distance(metres, Lang::En), en);
        }
    }
}
