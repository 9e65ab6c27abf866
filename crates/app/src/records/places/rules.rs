//! Where a place may lie.
//!
//! In: a draft. Out: a problem when its position is half given, no degrees, or outside China.

use base::{Code, Draft};

/// From the southernmost to the northernmost degree of China, and from west to east, with a
/// little room: enough to find numbers in the wrong order, not to draw a border.
const LATITUDES: std::ops::RangeInclusive<f64> = 3.0..=54.0;
const LONGITUDES: std::ops::RangeInclusive<f64> = 73.0..=136.0;

/// Both degrees or none, and within China.
pub fn rule(draft: &mut Draft<'_>) {
    let said = |name: &str| {
        draft
            .text(name)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    };
    let (latitude, longitude) = (said("latitude"), said("longitude"));
    let degrees = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    let (north, east) = (degrees(latitude), degrees(longitude));
    let inside = |degrees: Option<f64>, range: &std::ops::RangeInclusive<f64>| {
        degrees.is_some_and(|degrees| range.contains(&degrees))
    };
    let swapped = inside(north, &LONGITUDES) && inside(east, &LATITUDES);
    let wrong = [
        ("latitude", latitude.is_some(), inside(north, &LATITUDES)),
        ("longitude", longitude.is_some(), inside(east, &LONGITUDES)),
    ];
    let any = latitude.is_some() || longitude.is_some();
    for (field, given, inside) in wrong {
        if any && !given {
            draft.wrong(
                Code::Missing,
                field,
                "纬度和经度要么都填，要么都空着",
                "give both latitude and longitude, or neither",
            );
        } else if given && swapped {
            draft.wrong(
                Code::OutOfRange,
                field,
                "纬度和经度写反了：纬度如 22.65，经度如 114.20",
                "latitude and longitude have changed places: latitude such as 22.65, longitude such as 114.20",
            );
        } else if given && !inside {
            draft.wrong(
                Code::OutOfRange,
                field,
                "要写成国内的度数：纬度如 22.65，经度如 114.20",
                "degrees within China: latitude such as 22.65, longitude such as 114.20",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::records::{places::KIND, tests::desk::tried};

    #[test]
    fn a_position_is_whole_and_in_china() {
        for (latitude, longitude, wrong) in [
            ("22.65", "114.20", &[] as &[&str]),
            ("", "", &[]),
            ("22.65", "", &["longitude"]),
            ("", "114.20", &["latitude"]),
            ("114.20", "22.65", &["latitude", "longitude"]),
            ("51.5", "-0.1", &["longitude"]),
            ("北", "114.20", &["latitude"]),
            ("NaN", "114.20", &["latitude"]),
            ("1e99", "114.20", &["latitude"]),
        ] {
            let given = [("latitude", latitude), ("longitude", longitude)];
            let given: Vec<_> = given
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect();
            let draft = tried(&KIND, &given);
            let told: Vec<&str> = draft
                .problems
                .iter()
                .map(|(_, field)| field.as_str())
                .collect();
            assert_eq!(told, wrong, "{latitude} {longitude}");
        }
    }
}
