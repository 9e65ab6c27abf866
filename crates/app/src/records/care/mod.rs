//! 心理服务: its own compartment. Screenings, the files they belong to, the instruments used.
//!
//! Everything here that is about a client is read by counsellors and supervisors only; figures
//! take counts from it and nothing else. Screens say 筛查结果仅供参考,不作诊断.

pub mod instruments;
mod rules;
pub mod screenings;
pub mod service_files;

use base::{Choice, Words, words};

/// What every page and paper with a screening's result must say.
/// Source: 精神卫生法 art. 23 (counsellors do not diagnose).
pub const NO_DIAGNOSIS: Words = words(
    "筛查结果仅供参考，不作诊断",
    "Screening results are for reference only and are no diagnosis",
);

/// The groups that screenings are offered to. These words never show outside the compartment.
const GROUPS: &[Choice] = &[
    Choice::new("drug_control", "禁毒对象", "Under drug control care"),
    Choice::new("correction", "社区矫正对象", "Under community correction"),
    Choice::new("hardship", "困境家庭", "Family in hardship"),
    Choice::new("mental_health", "精防对象", "Under mental health care"),
    Choice::new("lone_elder", "独居长者", "Elder living alone"),
];
