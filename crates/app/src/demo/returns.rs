//! The demo's returns, contracts and evidence.
//!
//! In: nothing. Out: what was handed in month by month (once sent back, once late), what is
//! still due; a contract a year with the figures that fill its indicators; a few proofs.

use super::{
    Row,
    calendar::{YEARS, day, past, small, when_past},
    cast::TEAM,
    chance::Chance,
    row,
};

/// Every row of returns, contracts and evidence.
pub fn rows() -> Vec<Row> {
    types()
        .into_iter()
        .chain(YEARS.into_iter().flat_map(of_year))
        .collect()
}

/// What is owed again and again from this year on, to whom, by when.
fn types() -> Vec<Row> {
    let [.., this] = YEARS;
    let begins = day(this, 1, 1).to_string();
    let one = |code: &str, name: &str, rhythm: &str, due: i64, to: &str| {
        let fields = [
            ("code", code.to_owned()),
            ("name", name.to_owned()),
            ("rhythm", rhythm.to_owned()),
            ("due_after", due.to_string()),
            ("recipient", to.to_owned()),
            ("begins", begins.clone()),
        ];
        row("return_types", fields)
    };
    vec![
        one("monthly_service", "月度服务资料", "month", 5, "区委政法委"),
        one("ledger", "粤心安工作台账", "month", 5, "街道平安办"),
        one("self_assessment", "履约自评", "year", 15, "街道办"),
        one("experience", "枫桥经验材料", "year", 0, "区委政法委"),
        one("annual", "年度报告", "year", 10, "街道办"),
    ]
}

fn of_year(year: i16) -> Vec<Row> {
    let mut hand = Hand {
        year,
        n: 0,
        chance: Chance::of("returns", year),
        rows: Vec::new(),
    };
    for month in 1..=12 {
        hand.monthly(month);
    }
    for unit in [5, 14, 23] {
        let about = super::creation::number(year, unit);
        hand.give(
            "experience",
            "试点创建经验稿".to_owned(),
            about,
            "区委政法委",
            (12, 12),
            -2,
        );
    }
    let mut rows = hand.rows;
    rows.extend(contract(year));
    rows.extend(evidence(year));
    rows.extend(outside(year));
    rows
}

/// Numbers that others counted, at the end of the year before: made up, and saying so.
fn outside(year: i16) -> Vec<Row> {
    let on = format!("{}-12-31", year - 1);
    let one = |name: &str, value: i64, unit: &str| {
        let fields = [
            ("name", name.to_owned()),
            ("on", on.clone()),
            ("value", value.to_string()),
            ("unit", unit.to_owned()),
            ("source", "示例公报（虚构）".to_owned()),
        ];
        row("outside_numbers", fields)
    };
    vec![
        one("常住人口", 218_000 + i64::from(year - 2025) * 1_500, "人"),
        one("群众安全感", 96 + i64::from(year - 2025), "%"),
    ]
}

/// Hands in one paper after another.
struct Hand {
    year: i16,
    n: usize,
    chance: Chance,
    rows: Vec<Row>,
}

impl Hand {
    fn monthly(&mut self, month: i8) {
        let year = self.year;
        let ledger = format!("粤心安{month}月工作台账");
        if month == 6 {
            self.back(&ledger, month);
        }
        let late = if month == 4 { 3 } else { -1 };
        self.give(
            "ledger",
            ledger,
            String::new(),
            "街道平安办",
            (month, 28),
            late,
        );
        if month <= 8 {
            let followed = if year == 2025 {
                "XM2024-001"
            } else {
                "XM2025-013"
            };
            let name = format!("{year}年{month}月服务资料");
            self.give(
                "monthly_service",
                name,
                followed.to_owned(),
                "区委政法委",
                (month, 26),
                -2,
            );
        }
    }

    /// A paper that came back; its correction is handed in as another.
    fn back(&mut self, name: &str, month: i8) {
        self.give(
            "ledger",
            name.to_owned(),
            String::new(),
            "街道平安办",
            (month, 28),
            -4,
        );
        if let Some((_, state)) = self
            .rows
            .last_mut()
            .and_then(|(_, fields)| fields.iter_mut().find(|(field, _)| *field == "state"))
        {
            *state = "sent_back".to_owned();
        }
    }

    fn give(
        &mut self,
        category: &str,
        name: String,
        about: String,
        to: &str,
        due: (i8, i8),
        days: i64,
    ) {
        self.n += 1;
        let due = day(self.year, due.0, due.1);
        let on = due.plus(days);
        let state = match (past(on), days > 0) {
            (false, _) => "due",
            (true, true) => "late",
            (true, false) => "submitted",
        };
        self.rows.push(row(
            "returns",
            [
                ("number", format!("BS{}-{:03}", self.year, self.n)),
                ("on", when_past(on)),
                ("category", category.to_owned()),
                ("name", name),
                ("subject", about),
                ("month", due.month().to_string()),
                ("recipient", to.to_owned()),
                ("copies", "1".to_owned()),
                ("due", due.to_string()),
                ("handler", self.chance.one(TEAM).to_owned()),
                ("state", state.to_owned()),
            ],
        ));
    }
}

const WANTED: [(&str, &str, &str, &str); 7] = [
    ("开展活动", "场", "40", "all_activities"),
    ("服务人次", "人次", "1000", "all_participations"),
    ("项目督导", "轮", "14", "supervision_visits"),
    ("协助通过验收", "个", "24", "accepted_units"),
    ("心理筛查", "人", "80", "screened_persons"),
    ("辅导项目", "个", "7", "tutored_projects"),
    ("采纳建议", "条", "8", "proposals_adopted"),
];

fn contract(year: i16) -> Vec<Row> {
    let number = format!("HT{year}-01");
    let contract = row(
        "contracts",
        [
            ("number", number.clone()),
            ("name", format!("创新园{year}年度运营服务")),
            ("client", "横岗街道办事处".to_owned()),
            ("operator", super::OPERATOR.to_owned()),
            ("begins", day(year, 1, 1).to_string()),
            ("ends", day(year, 12, 31).to_string()),
            ("fee", "860000".to_owned()),
        ],
    );
    let indicator = |(name, unit, target, figure): (&str, &str, &str, &str)| {
        row(
            "contract_indicators",
            [
                ("contract", number.clone()),
                ("indicator", name.to_owned()),
                ("unit", unit.to_owned()),
                ("target", target.to_owned()),
                ("figure", figure.to_owned()),
            ],
        )
    };
    std::iter::once(contract)
        .chain(WANTED.map(indicator))
        .collect()
}

/// A proof for some activities of the year; those that show children wait for a consent.
fn evidence(year: i16) -> Vec<Row> {
    let one = |n: usize| {
        let child = n % 4 == 1;
        let consent = match (child, n % 8) {
            (false, _) => "not_needed",
            (true, 1) => "obtained",
            (true, _) => "not_obtained",
        };
        let kind = if n.is_multiple_of(2) {
            ("photo", "现场照片")
        } else {
            ("sign_in", "签到表扫描件")
        };
        row(
            "evidence",
            [
                ("title", format!("{}{:02}", kind.1, n)),
                ("category", kind.0.to_owned()),
                ("about", format!("HD{year}-{:03}", n * 2)),
                ("on", day(year, small(1 + n * 10 / 13), 15).to_string()),
                ("file", format!("{year}-{n:02}.jpg")),
                ("has_child", if child { "是" } else { "否" }.to_owned()),
                ("consent", consent.to_owned()),
            ],
        )
    };
    (1..=12).map(one).collect()
}
