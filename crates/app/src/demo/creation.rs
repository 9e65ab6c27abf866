//! The demo's creation units: the nine communities, and estates, parks, schools and firms in them.
//!
//! In: nothing. Out: one row a unit and year, with marks and results; those not yet assessed
//! have none. No unit of this name exists.

use super::{
    Row,
    calendar::{YEARS, day, past, small},
    cast::COMMUNITIES,
    chance::Chance,
    row,
};

const OTHERS: [(&str, &str); 18] = [
    ("晨曦花园", "estate"),
    ("枫林里小区", "estate"),
    ("桂香苑", "estate"),
    ("望溪小区", "estate"),
    ("南坪花园", "estate"),
    ("云栈产业园", "park"),
    ("松风科技园", "park"),
    ("九曲文创园", "park"),
    ("青岭物流园", "park"),
    ("溪桥小学", "school"),
    ("枫叶幼儿园", "school"),
    ("育苗学校", "school"),
    ("晨星幼儿园", "school"),
    ("南风电子厂", "enterprise"),
    ("锦帆制衣", "enterprise"),
    ("丰穗食品", "enterprise"),
    ("天衡精工", "enterprise"),
    ("禾苗印务", "enterprise"),
];

const CRITERIA: [&str; 5] = [
    "leadership",
    "disputes",
    "safety",
    "self_governance",
    "service",
];

/// The number of a year's n-th unit, from 1.
pub fn number(year: i16, n: usize) -> String {
    format!("FQ{year}-{n:03}")
}

/// Every unit of both years.
pub fn rows() -> Vec<Row> {
    YEARS.into_iter().flat_map(of_year).collect()
}

fn of_year(year: i16) -> Vec<Row> {
    let mut chance = Chance::of("creation", year);
    let communities = COMMUNITIES.iter().map(|name| (*name, "community"));
    let all = communities.chain(OTHERS).enumerate();
    all.map(|(n, (name, category))| unit(year, n, name, category, &mut chance))
        .collect()
}

fn unit(year: i16, n: usize, name: &str, category: &str, chance: &mut Chance) -> Row {
    let on = day(year, small(10 + n % 3), small(chance.within(8, 28)));
    let assessed = past(on);
    let weak = n % 13 == 11;
    let mut marks = CRITERIA.map(|field| {
        let mark = if weak {
            chance.within(11, 15)
        } else {
            chance.within(16, 20)
        };
        (field, mark)
    });
    marks.rotate_left(n % 5);
    let total: usize = marks.iter().map(|(_, mark)| mark).sum();
    let text = |there: bool, text: &str| {
        if there {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let rectify = assessed && weak;
    let result = if weak { "rectify" } else { "passed" };
    let mut row = row(
        "creation_units",
        [
            ("number", number(year, n + 1)),
            ("year", year.to_string()),
            ("name", name.to_owned()),
            ("category", category.to_owned()),
            (
                "community",
                COMMUNITIES
                    .get(n % 9)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            ),
            ("pilot", if n % 9 == 4 { "是" } else { "否" }.to_owned()),
            ("own_role", "helper".to_owned()),
            ("self_score", (total + 4).min(100).to_string()),
            ("accepted_on", text(assessed, &on.to_string())),
            ("result", text(assessed, result)),
            ("rectification", text(rectify, "调解台账补回访，公示栏更新")),
        ],
    );
    if assessed {
        row.1
            .extend(marks.map(|(field, mark)| (field, mark.to_string())));
    }
    row
}
