//! The park's places on a plain drawing: how they lie to each other, no streets.
//!
//! In: places with their positions, in the order of the list below. Out: dots with the list's
//! numbers and a bar for scale, in the drawing's own units. Places that would lie on each other
//! share a dot. It asks no map service for anything.

use base::{Lang, Words, words};
use page::places::{Dot, Map};

use super::place::Place;

/// The drawing, in units: a phone's width.
const WIDTH: f64 = 358.0;
const HEIGHT: f64 = 240.0;
/// The edge that holds no dot.
const EDGE: f64 = 44.0;
/// Nearer than this, places share a dot: a finger could not tell them apart.
const NEAR: f64 = 44.0;
/// A drawing never shows less than so many metres across.
const LEAST_METRES: f64 = 300.0;
/// Metres in a degree of latitude, on a globe of 6 371 km.
const DEGREE: f64 = 111_194.9;
/// The longest bar, in units.
const BAR: f64 = 120.0;

/// The drawing of these places; none when no two of them lie apart.
pub fn map(places: &[Place], lang: Lang) -> Option<Map> {
    let known: Vec<(usize, (f64, f64))> = places
        .iter()
        .enumerate()
        .filter_map(|(at, place)| Some((at, place.at?)))
        .collect();
    let middle = known.first()?.1.0.to_radians().cos();
    // Metres east and north of nowhere in particular; only differences count.
    let metres: Vec<(usize, f64, f64)> = known
        .iter()
        .map(|(at, (north, east))| (*at, east * middle * DEGREE, north * DEGREE))
        .collect();
    let ends = |pick: fn(&(usize, f64, f64)) -> f64| {
        let values = metres.iter().map(pick);
        let low = values.clone().fold(f64::INFINITY, f64::min);
        (low, values.fold(f64::NEG_INFINITY, f64::max))
    };
    let (west, east) = ends(|p| p.1);
    let (south, north) = ends(|p| p.2);
    let wide = (east - west).max(LEAST_METRES);
    let high = (north - south).max(LEAST_METRES);
    let scale = ((WIDTH - 2.0 * EDGE) / wide).min((HEIGHT - 2.0 * EDGE) / high);
    let place = |(at, x, y): &(usize, f64, f64)| {
        let across = WIDTH / 2.0 + (x - f64::midpoint(west, east)) * scale;
        let down = HEIGHT / 2.0 - (y - f64::midpoint(south, north)) * scale;
        (*at, across, down)
    };
    let dots = shared(places, metres.iter().map(place));
    if dots.len() < 2 {
        return None;
    }
    let (long, words) = bar(scale, lang);
    Some(Map {
        width: WIDTH as u32,
        height: HEIGHT as u32,
        dots,
        bar: long,
        bar_words: words,
    })
}

fn shared(places: &[Place], at: impl Iterator<Item = (usize, f64, f64)>) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    for (place, x, y) in at {
        let (number, name) = (place + 1, places.get(place).map_or("", |p| p.name.as_str()));
        let near = |dot: &&mut Dot| (dot.x - x).hypot(dot.y - y) < NEAR;
        match dots.iter_mut().find(near) {
            Some(dot) => {
                dot.label = format!("{}·{number}", dot.label);
                dot.words = format!("{}、{name}", dot.words);
            }
            None => dots.push(Dot {
                x,
                y,
                label: number.to_string(),
                words: name.to_owned(),
                place: number,
            }),
        }
    }
    dots
}

/// The longest bar of a plain length: how many units, and what it says.
fn bar(scale: f64, lang: Lang) -> (f64, String) {
    const LENGTHS: [(f64, Words); 10] = [
        (50.0, words("50米", "50 m")),
        (100.0, words("100米", "100 m")),
        (200.0, words("200米", "200 m")),
        (500.0, words("500米", "500 m")),
        (1_000.0, words("1公里", "1 km")),
        (2_000.0, words("2公里", "2 km")),
        (5_000.0, words("5公里", "5 km")),
        (10_000.0, words("10公里", "10 km")),
        (100_000.0, words("100公里", "100 km")),
        (1_000_000.0, words("1000公里", "1,000 km")),
    ];
    let fits = LENGTHS
        .iter()
        .rev()
        .find(|(metres, _)| metres * scale <= BAR);
    fits.map_or((0.0, String::new()), |(metres, words)| {
        (metres * scale, words.get(lang).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(name: &str, at: Option<(f64, f64)>) -> Place {
        Place {
            name: name.to_owned(),
            at,
            ..Place::default()
        }
    }

    #[test]
    fn the_north_is_up_and_the_east_is_right_and_the_bar_is_true() {
        let places = [
            at("hall", Some((22.64, 114.20))),
            at("unknown", None),
            at("north-east", Some((22.65, 114.21))),
            at("beside the hall", Some((22.6401, 114.2001))),
        ];
        let map = map(&places, Lang::Zh).expect("two places apart");
        let labels: Vec<&str> = map.dots.iter().map(|dot| dot.label.as_str()).collect();
        assert_eq!(labels, ["1·4", "3"], "numbers are those of the list");
        let (hall, other) = (&map.dots[0], &map.dots[1]);
        assert!(other.x > hall.x && other.y < hall.y);
        for dot in &map.dots {
            assert!((0.0..=WIDTH).contains(&dot.x) && (0.0..=HEIGHT).contains(&dot.y));
        }
        // A hundredth of a degree of latitude is 1112 m; the bar says 500.
        let metres = (hall.y - other.y) / map.bar * 500.0;
        assert_eq!(map.bar_words, "500米");
        assert!((metres - 1_112.0).abs() < 1.0, "{metres}");
    }

    #[test]
    fn one_place_or_none_needs_no_drawing() {
        let one = at("hall", Some((22.64, 114.20)));
        assert!(map(&[], Lang::Zh).is_none());
        assert!(map(&[at("unknown", None)], Lang::Zh).is_none());
        assert!(map(&[one.clone(), one], Lang::Zh).is_none());
    }
}
