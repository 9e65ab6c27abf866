//! One of the park's places as the public sees it: where it is, when it is open, how far away.
//!
//! In: a record of the kind `places`. Out: its words, its distance from where the reader is,
//! links to maps. A map is only linked: nothing is fetched from it, and it is given what is
//! said of the place, never the reader's position.

use base::{Answer, Ask, Catalogue, Filter, Kind, Lang, Record, Selection, Sort, Words, words};
use page::{
    Link,
    section::{End, Item},
};

use crate::front::escaped;

/// The kind places are records of.
pub const KIND: &str = "places";

/// The most places a park shows.
const MOST: u32 = 200;

/// A place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Where it is, in words.
    pub address: String,
    /// When it is open; may be empty.
    pub hours: String,
    /// Its phone; may be empty.
    pub phone: String,
    /// What else is said of it; may be empty.
    pub notes: String,
    /// Its latitude and longitude in degrees.
    pub at: Option<(f64, f64)>,
}

impl Place {
    /// The place of a record.
    pub fn of(kind: &Kind, record: &Record) -> Place {
        let text = |name: &str| record.text(kind, name).unwrap_or_default().to_owned();
        Place {
            name: text("name"),
            address: text("address"),
            hours: text("hours"),
            phone: text("phone"),
            notes: text("notes"),
            at: position(&text("latitude"), &text("longitude")),
        }
    }

    /// The place as one line of a list, which leads to all of them.
    pub fn item(&self) -> Item {
        let words = [self.address.as_str(), self.hours.as_str()];
        let said = words.into_iter().filter(|words| !words.is_empty());
        Item {
            what: self.name.clone(),
            small: said.collect::<Vec<_>>().join(" · "),
            href: Some("/places".into()),
            end: End::Bare,
        }
    }

    /// The maps that show it, each with its name: at its position when that is known, else by
    /// its name and address. Positions are WGS-84, and each map is told so.
    /// Source: the maps' own URI interfaces, and RFC 5870 for `geo:`.
    pub fn maps(&self, lang: Lang) -> Vec<Link> {
        const AMAP: Words = words("高德地图", "AMap");
        const BAIDU: Words = words("百度地图", "Baidu Maps");
        const PHONE: Words = words("手机地图", "The phone's map");
        let sought = format!("{} {}", self.address, self.name);
        let (sought, name) = (escaped(sought.trim()), escaped(&self.name));
        let Some((north, east)) = self.at else {
            let amap = format!("https://uri.amap.com/search?view=map&keyword={sought}");
            return vec![Link::new(AMAP.get(lang), amap)];
        };
        let amap = format!(
            "https://uri.amap.com/marker?position={east},{north}&name={name}&coordinate=wgs84&callnative=1"
        );
        let address = escaped(&self.address);
        let baidu = format!(
            "https://api.map.baidu.com/marker?location={north},{east}&title={name}&content={address}&coord_type=wgs84&output=html&src=youju"
        );
        vec![
            Link::new(AMAP.get(lang), amap),
            Link::new(BAIDU.get(lang), baidu),
            Link::new(
                PHONE.get(lang),
                format!("geo:{north},{east}?q={north},{east}({name})"),
            ),
        ]
    }

    /// The phone as a link dials it.
    pub fn dial(&self) -> String {
        dial(&self.phone)
    }

    /// How many metres it is from somewhere, as the crow flies.
    pub fn metres_from(&self, from: (f64, f64)) -> Option<f64> {
        self.at.map(|at| metres(at, from))
    }
}

/// The places of an answer; empty when there is none.
pub fn all(catalogue: &Catalogue, answer: Option<Answer>) -> Vec<Place> {
    let rows = answer.map(Answer::many).unwrap_or_default();
    let Some(kind) = catalogue.kind(KIND) else {
        return Vec::new();
    };
    rows.iter().map(|row| Place::of(kind, row)).collect()
}

/// A phone number as a link dials it: digits, and a leading plus.
pub fn dial(phone: &str) -> String {
    let digits = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}

/// Asks for all places but those that say they are not open to the public.
pub fn ask() -> Ask {
    let shut = Filter::is("open_to_public", false);
    Ask::Rows {
        selection: Selection::all(KIND).and(Filter::negate(shut)),
        sort: Sort {
            field: "name".to_owned(),
            descending: false,
        },
        after: None,
        limit: MOST,
    }
}

/// A latitude and longitude in degrees, when both are such.
pub fn position(latitude: &str, longitude: &str) -> Option<(f64, f64)> {
    let degrees = |text: &str, most: f64| -> Option<f64> {
        text.trim().parse().ok().filter(|d: &f64| d.abs() <= most)
    };
    Some((degrees(latitude, 90.0)?, degrees(longitude, 180.0)?))
}

/// Metres between two positions on a round earth of 6 371 km; off by 0.5 % at most.
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |d: f64| (d.to_radians() / 2.0).sin().powi(2);
    let cosines = a.0.to_radians().cos() * b.0.to_radians().cos();
    let part = half(b.0 - a.0) + cosines * half(b.1 - a.1);
    2.0 * 6_371_000.0 * part.min(1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        // A degree of latitude is 111.19 km on that globe; on the 60th parallel a degree of
        // longitude is half as long.
        for (a, b, wanted) in [
            ((22.0, 114.0), (23.0, 114.0), 111_194.9),
            ((60.0, 10.0), (60.0, 11.0), 55_597.5),
            ((22.6, 114.2), (22.6, 114.2), 0.0),
        ] {
            let got = metres(a, b);
            assert!((got - wanted).abs() < 15.0, "{a:?} to {b:?}: {got}");
        }
    }

    #[test]
    fn only_degrees_are_a_position() {
        for (latitude, longitude, read) in [
            ("22.65", "114.20", true),
            (" 22.65 ", "114.20", true),
            ("", "114.20", false),
            ("91", "114.20", false),
            ("NaN", "114.20", false),
            ("inf", "0", false),
            ("北", "东", false),
        ] {
            assert_eq!(
                position(latitude, longitude).is_some(),
                read,
                "{latitude},{longitude}"
            );
        }
    }

    #[test]
    fn the_maps_are_given_the_place_and_nothing_of_the_reader() {
        let place = Place {
            name: "共享小院 & 二楼".to_owned(),
            address: "园路1号?".to_owned(),
            at: Some((22.5, 114.25)),
            ..Place::default()
        };
        let maps = |place: &Place| -> Vec<String> {
            let links = place.maps(Lang::Zh).into_iter();
            links.map(|link| link.href.to_string()).collect()
        };
        let known = maps(&place);
        assert_eq!(known.len(), 3);
        let name = "%E5%85%B1%E4%BA%AB%E5%B0%8F%E9%99%A2%20%26%20%E4%BA%8C%E6%A5%BC";
        for (map, holds) in known.iter().zip([
            "position=114.25,22.5&",
            "location=22.5,114.25&",
            "geo:22.5,114.25?",
        ]) {
            assert!(map.contains(holds) && map.contains(name), "{map}");
        }
        assert!(known.iter().take(2).all(|map| map.contains("=wgs84")));
        let lost = Place { at: None, ..place };
        let words = maps(&lost);
        assert_eq!(words.len(), 1);
        assert!(
            words[0].starts_with("https://uri.amap.com/search?view=map&keyword=%E5%9B%AD")
                && words[0].ends_with(name),
            "{words:?}"
        );
    }

    #[test]
    fn a_phone_is_dialled_by_its_digits() {
        assert_eq!(dial("0755-1234 5678 转 8"), "tel:0755123456788");
        assert_eq!(dial("+86 755 1"), "tel:+867551");
    }
}
