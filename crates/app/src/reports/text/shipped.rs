//! The texts that ship: a park's annual report, and the definitions of the names in it.
//!
//! In: nothing. Out: texts as data. What a park writes of its own takes their place.

use figures::{Definition, Reason, Unfit};
use serde::Deserialize;

use super::{ANNUAL, Both, Written};

const ANNUAL_ZH: &str = include_str!("annual.zh.txt");
const ANNUAL_EN: &str = include_str!("annual.en.txt");
const NAMES: &str = include_str!("names.toml");

/// The texts as shipped.
pub fn shipped() -> Vec<Written> {
    let both = |zh: &str, en: &str| Both {
        zh: zh.to_owned(),
        en: en.to_owned(),
    };
    vec![Written {
        code: ANNUAL.to_owned(),
        name: both("年度报告", "Annual report"),
        title: both(
            "{park}{year}年度工作报告",
            "{park}: report of the year {year}",
        ),
        body: both(ANNUAL_ZH, ANNUAL_EN),
    }]
}

/// The definitions that only the texts as shipped use.
///
/// # Errors
/// Never for those as shipped (a test reads them); what the reader did not understand otherwise.
pub fn names() -> Result<Vec<Definition>, Unfit> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Names {
        figure: Vec<Definition>,
    }
    let read: Result<Names, _> = toml::from_str(NAMES);
    read.map(|names| names.figure).map_err(|e| Unfit {
        key: ANNUAL.to_owned(),
        reason: Reason::Unread(e.to_string()),
    })
}
