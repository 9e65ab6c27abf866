//! The carried instruments are whole: bands touch, cut-offs begin a band, records can be made.

use super::{KIND, rows};
use crate::records::{
    care::{
        rules::{CARRIED, GAD7, PHQ9},
        screenings,
    },
    tests::desk::tried,
};

#[test]
fn every_total_has_one_band_and_none_lies_outside() {
    for instrument in CARRIED {
        assert_eq!(instrument.bands[0].least, 0, "{}", instrument.name);
        assert!(instrument.bands.is_sorted_by(|a, b| a.least < b.least));
        assert!(instrument.band(-1).is_none());
        assert!(instrument.band(instrument.highest() + 1).is_none());
        assert!((0..=instrument.highest()).all(|total| instrument.band(total).is_some()));
        assert!(
            instrument
                .bands
                .iter()
                .any(|b| b.least == instrument.cut_off)
        );
    }
    assert_eq!((PHQ9.highest(), GAD7.highest()), (27, 21));
}

#[test]
fn bands_are_choices_of_the_screening() {
    for (instrument, field) in [(PHQ9, "phq9_band"), (GAD7, "gad7_band")] {
        let base::Type::Choice(choices) = screenings::KIND.field(field).unwrap().kind else {
            panic!("{field} is no choice");
        };
        for band in instrument.bands {
            let choice = choices.iter().find(|c| c.code == band.code);
            assert_eq!(choice.map(|c| c.words.zh), Some(band.zh), "{}", band.code);
        }
    }
}

#[test]
fn they_are_records_like_any_other() {
    assert_eq!(
        GAD7.bands_in_words(),
        "0–4 无或极轻;5–9 轻度;10–14 中度;15–21 重度"
    );
    for row in rows() {
        let words: Vec<(&str, &str)> = row.iter().map(|(f, w)| (*f, w.as_str())).collect();
        let after = tried(&KIND, &words);
        for field in KIND.fields.iter().filter(|f| f.must) {
            assert!(after.value(field.name).is_some(), "{}", field.name);
        }
    }
}
