//! The demo's score sheets of the rehearsal roadshow: five judges, four items, every venture.
//!
//! In: the projects. Out: one row a project, judge and item. The ventures are of different
//! strength, so that a ranking has something to say.

use super::{Row, chance::Chance, projects::Project, row};

const ITEMS: [(&str, usize); 4] = [
    ("需求是否真实", 30),
    ("做法是否可行", 30),
    ("能否持续", 20),
    ("现场表达", 20),
];

/// Every mark.
pub fn rows(projects: &[Project]) -> Vec<Row> {
    let ventures = projects.iter().filter(|p| !p.practice);
    let mut rows = Vec::new();
    for (n, project) in ventures.enumerate() {
        let mut chance = Chance::of(&project.number, project.year);
        for judge in 1..=5 {
            for (item, full) in ITEMS {
                // In tenths: from two thirds of the full mark up, the earlier the stronger.
                let least = full * 10 * 2 / 3 + (6 - n % 7) * full / 8;
                let tenths = chance.within(least, (least + full * 2).min(full * 10));
                let score = format!("{}.{}", tenths / 10, tenths % 10);
                rows.push(mark(project, judge, item, full, score));
            }
        }
    }
    rows
}

fn mark(project: &Project, judge: usize, item: &str, full: usize, score: String) -> Row {
    row(
        "scores",
        [
            ("project", project.number.clone()),
            ("judge", format!("评委{judge}")),
            ("item", item.to_owned()),
            ("full", full.to_string()),
            ("score", score),
        ],
    )
}
