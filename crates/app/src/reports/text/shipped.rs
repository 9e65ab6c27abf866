//! The texts that ship: the annual report and the usual returns, and definitions they need.
//!
//! In: nothing. Out: texts as data. What a park writes of its own takes their place.

use figures::{Definition, Reason, Unfit};
use serde::Deserialize;

use super::{ANNUAL, Both, Written};

const NAMES: &str = include_str!("names.toml");

/// A text: its code and rhythm; its name, its title and its body, each in Chinese and English.
type Ships = (
    [&'static str; 2],
    [&'static str; 2],
    [&'static str; 2],
    [&'static str; 2],
);

const SHIPS: [Ships; 5] = [
    (
        [ANNUAL, "year"],
        ["年度报告", "Annual report"],
        [
            "{park}{year}年度工作报告",
            "{park}: report of the year {year}",
        ],
        [include_str!("annual.zh.txt"), include_str!("annual.en.txt")],
    ),
    (
        ["monthly_service", "month"],
        ["月度服务资料", "Monthly service papers"],
        [
            "{park}{period}服务资料",
            "{park}: service papers of {period}",
        ],
        [
            include_str!("monthly_service.zh.txt"),
            include_str!("monthly_service.en.txt"),
        ],
    ),
    (
        ["ledger", "month"],
        ["粤心安工作台账", "Yuexin'an ledger"],
        [
            "{park}{period}“粤心安”工作台账",
            "{park}: Yuexin'an ledger of {period}",
        ],
        [include_str!("ledger.zh.txt"), include_str!("ledger.en.txt")],
    ),
    (
        ["experience", "year"],
        ["枫桥经验材料", "Creation experience paper"],
        [
            "{park}{period}“枫桥式”创建经验材料",
            "{park}: experience paper of {period}",
        ],
        [
            include_str!("experience.zh.txt"),
            include_str!("experience.en.txt"),
        ],
    ),
    (
        ["self_assessment", "year"],
        ["履约自评", "Self-assessment of the contract"],
        [
            "{park}{period}履约自评",
            "{park}: self-assessment of {period}",
        ],
        [
            include_str!("self_assessment.zh.txt"),
            include_str!("self_assessment.en.txt"),
        ],
    ),
];

/// The texts as shipped, each with how often it is handed in.
pub fn shipped() -> Vec<(Written, &'static str)> {
    let both = |[zh, en]: [&str; 2]| Both {
        zh: zh.to_owned(),
        en: en.to_owned(),
    };
    let written = |([code, rhythm], name, title, body): Ships| {
        let written = Written {
            code: code.to_owned(),
            name: both(name),
            title: both(title),
            body: both(body),
        };
        (written, rhythm)
    };
    SHIPS.map(written).into()
}

/// The definitions that ship for these texts alone.
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
