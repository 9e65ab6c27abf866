//! The demo's visits: supervision in rounds, guidance of creation units, a leaders' visit.
//!
//! In: the projects. Out: one row a visit, numbered in the order of days. Nothing is visited
//! after today.

use base::Day;

use super::{
    Row,
    calendar::{YEARS, day, past, small},
    cast::{COMMUNITIES, TEAM},
    chance::Chance,
    creation,
    projects::Project,
    row,
};

const FOUND: [&str; 5] = [
    "无",
    "收据没贴齐",
    "签到表缺一场",
    "照片没写日期",
    "公示栏内容过期",
];

/// Every visit.
pub fn rows(projects: &[Project]) -> Vec<Row> {
    YEARS
        .into_iter()
        .flat_map(|year| of_year(projects, year))
        .collect()
}

/// A visit before it has a number.
struct Visit {
    on: Day,
    purpose: &'static str,
    round: Option<usize>,
    targets: String,
    community: &'static str,
}

fn of_year(projects: &[Project], year: i16) -> Vec<Row> {
    let mut chance = Chance::of("visits", year);
    let mut visits = rounds(projects, year, &mut chance);
    visits.extend(guidance(year, &mut chance));
    visits.push(Visit {
        on: day(year, 7, 9),
        purpose: "leaders",
        round: None,
        targets: String::new(),
        community: "怡锦社区",
    });
    visits.retain(|visit| past(visit.on));
    visits.sort_by_key(|visit| visit.on);
    let numbered = visits.iter().enumerate();
    numbered
        .map(|(n, visit)| visit.row(n + 1, &mut chance))
        .collect()
}

/// Fourteen rounds, from May on, each through three or four projects within ten days.
fn rounds(projects: &[Project], year: i16, chance: &mut Chance) -> Vec<Visit> {
    let practices: Vec<&Project> = projects
        .iter()
        .filter(|p| p.practice && p.year == year)
        .collect();
    let mut visits = Vec::new();
    for round in 0..14 {
        let first = day(year, 5, 6).plus(i64::try_from(round * 16).unwrap_or(0));
        for k in 0..3 + chance.below(2) {
            let at = (round * 3 + k) % practices.len().max(1);
            if let Some(project) = practices.get(at) {
                visits.push(Visit {
                    on: first.plus(i64::try_from(chance.below(10)).unwrap_or(0)),
                    purpose: "supervision",
                    round: Some(round + 1),
                    targets: project.number.clone(),
                    community: project.community,
                });
            }
        }
    }
    visits
}

/// Guidance led by the street: 34 visits, some to two units of one community.
fn guidance(year: i16, chance: &mut Chance) -> Vec<Visit> {
    let one = |n: usize| {
        let place = n % COMMUNITIES.len();
        let unit = creation::number(year, place + 1);
        let second = creation::number(year, place + 10);
        let both = chance.below(4) == 0;
        Visit {
            on: day(year, small(2 + n * 10 / 34), small(chance.within(1, 28))),
            purpose: "creation_guidance",
            round: None,
            targets: if both {
                format!("{unit}、{second}")
            } else {
                unit
            },
            community: COMMUNITIES.get(place).copied().unwrap_or_default(),
        }
    };
    (0..34).map(one).collect()
}

impl Visit {
    fn row(&self, n: usize, chance: &mut Chance) -> Row {
        let supervised = self.purpose == "supervision";
        let found = chance.one(&FOUND);
        let fixed = match (found, past(self.on.plus(30))) {
            ("无", _) => "",
            (_, true) => "fixed",
            (_, false) => "under_way",
        };
        let mode = if supervised && chance.below(6) == 0 {
            "online"
        } else {
            "on_site"
        };
        let led_by = match self.purpose {
            "supervision" => format!("{}（项目主管）", chance.one(TEAM)),
            "leaders" => "区领导".to_owned(),
            _ => "梁守拙（街道）".to_owned(),
        };
        row(
            "visits",
            [
                ("number", format!("ZF{}-{n:03}", self.on.year())),
                ("on", self.on.to_string()),
                ("purpose", self.purpose.to_owned()),
                (
                    "round_number",
                    self.round.map(|r| r.to_string()).unwrap_or_default(),
                ),
                ("mode", mode.to_owned()),
                ("targets", self.targets.clone()),
                ("community", self.community.to_owned()),
                (
                    "own_role",
                    if supervised { "organiser" } else { "helper" }.to_owned(),
                ),
                ("led_by", led_by),
                ("attended", chance.within(2, 8).to_string()),
                ("findings", found.to_owned()),
                ("fixed", fixed.to_owned()),
            ],
        )
    }
}
