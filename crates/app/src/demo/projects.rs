//! The demo's projects, and the papers that hang on them: coaching, plan revisions, indicators,
//! honours.
//!
//! In: a table of made-up projects. Out: rows. Those of 2026 are under way; one of each year
//! is followed into the next and closes there.

use super::{
    Row,
    calendar::{YEARS, day, past, small, when_past},
    cast::{COMMUNITIES, TEAM},
    chance::Chance,
    row,
};

/// Public-interest ventures: each year takes its own stretch of them.
const VENTURES: [&str; 15] = [
    "楼下小书房",
    "阳台菜园联盟",
    "修补匠小站",
    "晚风合唱",
    "乡音电台",
    "银发数字课堂",
    "四点半工作台",
    "厨余变花肥",
    "童声读报社",
    "邻里工具箱",
    "旧衣新缝",
    "老手艺带徒",
    "夜归护送队",
    "社区小球场",
    "听障手语角",
];

/// Governance practice projects, one for each community.
const PRACTICES: [&str; 9] = [
    "电梯更新协商",
    "商户自律公约",
    "楼栋长接力",
    "侨胞议事厅",
    "共享停车试点",
    "共治空间运营",
    "出租屋公约",
    "背街小巷认领",
    "园区夜间守望",
];

/// A project of the demo.
#[derive(Clone, Debug)]
pub struct Project {
    /// 项目编号
    pub number: String,
    /// The year it was set up in.
    pub year: i16,
    /// Whether it is a governance practice project, else a venture.
    pub practice: bool,
    /// Its community.
    pub community: &'static str,
    name: &'static str,
    place: usize,
}

/// Every project: one of 2024 that is followed, and those of the two years.
pub fn all() -> Vec<Project> {
    let mut all = vec![project(2024, 1, true, 5)];
    for (at, year) in YEARS.into_iter().enumerate() {
        let ventures = (0..7).map(|n| (false, at * 7 + n));
        let practices = (0..9 - at).map(|n| (true, n));
        let both = ventures.chain(practices).enumerate();
        all.extend(both.map(|(n, (practice, place))| project(year, n + 1, practice, place)));
    }
    all
}

fn project(year: i16, n: usize, practice: bool, place: usize) -> Project {
    let names: &[&'static str] = if practice { &PRACTICES } else { &VENTURES };
    Project {
        number: format!("XM{year}-{n:03}"),
        year,
        practice,
        community: COMMUNITIES.get(place % 9).copied().unwrap_or_default(),
        name: names.get(place).copied().unwrap_or_default(),
        place: if practice { place } else { place % 7 },
    }
}

impl Project {
    /// Whether it runs on into the next year: one practice project does each year.
    pub fn followed(&self) -> bool {
        self.practice && self.place == 5
    }

    /// Whether a venture got into the programme; practice projects all do.
    fn accepted(&self) -> bool {
        self.practice || self.place < 5
    }

    /// The day it closes, where it does.
    fn closes(&self) -> Option<base::Day> {
        match (self.followed(), self.place) {
            (true, _) => Some(day(self.year + 1, 9, 18)),
            (false, 2) if self.practice => Some(day(self.year, 12, 10)),
            _ => None,
        }
    }

    fn state(&self, closed: bool) -> &'static str {
        let over = past(day(self.year, 12, 31));
        match (self.accepted(), closed, over) {
            (false, ..) => "coaching",
            (true, true, _) => "closed",
            (true, false, true) if !self.followed() => "completed",
            _ => "under_way",
        }
    }

    fn grant(&self) -> &'static str {
        match (self.closes().is_some(), self.practice) {
            (true, _) => "60000",
            (false, false) if self.accepted() => "30000",
            _ => "",
        }
    }

    /// The project as a record.
    pub fn row(&self) -> Row {
        let closed = self.closes().filter(|on| past(*on));
        let grant = self.grant();
        let best = !self.practice && self.place == 0;
        let by = if self.practice {
            format!("{}居民委员会", self.community)
        } else {
            format!("{}小组", self.name)
        };
        let pick = |yes: bool, text: &str| if yes { text.to_owned() } else { String::new() };
        row(
            "projects",
            [
                ("number", self.number.clone()),
                ("year", self.year.to_string()),
                ("name", self.name.to_owned()),
                (
                    "programme",
                    if self.practice { "practice" } else { "venture" }.to_owned(),
                ),
                ("community", self.community.to_owned()),
                ("carried_by", by),
                (
                    "applied_on",
                    day(self.year, 3, small(5 + self.place * 2)).to_string(),
                ),
                (
                    "application",
                    if self.accepted() {
                        "accepted"
                    } else {
                        "rejected"
                    }
                    .to_owned(),
                ),
                ("state", self.state(closed.is_some()).to_owned()),
                ("grant", grant.to_owned()),
                (
                    "recommended",
                    pick(self.practice && self.place == 0, "district_key"),
                ),
                (
                    "recommended_to",
                    pick(best, "民生微实事·大盆菜服务类项目库"),
                ),
                (
                    "closed_on",
                    closed.map(|on| on.to_string()).unwrap_or_default(),
                ),
                ("closing", pick(closed.is_some(), "passed")),
            ],
        )
    }
}

/// The papers of all projects.
pub fn papers(projects: &[Project]) -> Vec<Row> {
    let mut chance = Chance::of("papers", 2025);
    let mut rows = Vec::new();
    for project in projects.iter().filter(|p| p.year >= 2025) {
        if project.practice {
            rows.extend(revisions(project));
            rows.extend(indicators(project, &mut chance));
        } else {
            rows.extend(coaching(project, &mut chance));
        }
        rows.extend(honour(project));
    }
    rows
}

fn coaching(project: &Project, chance: &mut Chance) -> Vec<Row> {
    const ABOUT: [&str; 3] = [
        "问题从哪来，先问十户人家",
        "预算逐项过一遍",
        "把指标写成数得出来的",
    ];
    let sessions = ABOUT.iter().take(1 + chance.below(3)).enumerate();
    let one = |(n, about): (usize, &&str)| {
        row(
            "coaching",
            [
                ("project", project.number.clone()),
                ("on", day(project.year, 2, small(6 + n * 7)).to_string()),
                ("tutor", TEAM.get(n).copied().unwrap_or_default().to_owned()),
                ("content", (*about).to_owned()),
            ],
        )
    };
    sessions.map(one).collect()
}

fn revisions(project: &Project) -> Vec<Row> {
    const CHANGED: [&str; 3] = ["补了入户访谈的数", "活动次数按人手调低", "风险预案写到人"];
    let rounds = CHANGED.iter().enumerate();
    let one = |(n, changed): (usize, &&str)| {
        row(
            "revisions",
            [
                ("round_number", (n + 1).to_string()),
                ("on", day(project.year, 1, small(8 + n * 8)).to_string()),
                ("project", project.number.clone()),
                ("note", (*changed).to_owned()),
            ],
        )
    };
    rounds.map(one).collect()
}

fn indicators(project: &Project, chance: &mut Chance) -> Vec<Row> {
    const WANTED: [(&str, &str, usize); 3] = [
        ("开展活动", "场", 12),
        ("服务居民", "人次", 480),
        ("议事协商", "次", 6),
    ];
    let over = past(day(project.year, 12, 31));
    let one = |(name, unit, target): (&str, &str, usize)| {
        let share = if over {
            chance.within(100, 118)
        } else {
            chance.within(72, 104)
        };
        row(
            "indicators",
            [
                ("project", project.number.clone()),
                ("indicator", name.to_owned()),
                ("unit", unit.to_owned()),
                ("target", target.to_string()),
                ("done", (target * share / 100).to_string()),
            ],
        )
    };
    WANTED.into_iter().map(one).collect()
}

/// The first three ventures took the first three places of the district's contest.
fn honour(project: &Project) -> Option<Row> {
    let rank = (!project.practice && project.place < 3).then_some(project.place + 1)?;
    Some(row(
        "honours",
        [
            ("number", format!("RY{}-{rank:03}", project.year)),
            ("on", when_past(day(project.year, 6, 20))),
            ("project", project.number.clone()),
            ("name", format!("龙岗区公益创投路演（{}年）", project.year)),
            ("rank", rank.to_string()),
            ("issuer", "龙岗区民政局".to_owned()),
            ("proof", "获奖通知扫描件".to_owned()),
        ],
    ))
}
