//! The instruments the program carries, as records.
//!
//! In: nothing. Out: rows of their kind, in texts, for a park's beginning.

use crate::records::care::rules::{CARRIED, Instrument};

/// The carried instruments as records of their kind, in texts.
pub fn rows() -> Vec<Vec<(&'static str, String)>> {
    let row = |i: &Instrument| {
        vec![
            ("name", i.name.to_owned()),
            ("version", i.version.to_owned()),
            ("items", i.items.to_string()),
            ("most", i.most.to_string()),
            ("bands", i.bands_in_words()),
            ("cut_off", i.cut_off.to_string()),
            ("source", i.source.to_owned()),
            ("licence", i.licence.to_owned()),
        ]
    };
    CARRIED.into_iter().map(row).collect()
}
