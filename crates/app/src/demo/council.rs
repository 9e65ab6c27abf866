//! The demo's council, volunteer teams and publications.
//!
//! In: nothing. Out: proposals of children under pseudonyms, with answers where one came;
//! teams; what made-up outlets printed.

use super::{
    Row,
    calendar::{YEARS, day, past, small, when_past},
    chance::Chance,
    row,
};

const PROPOSALS: [&str; 12] = [
    "放学路上的斜坡装扶手",
    "图书角多放科学书",
    "篮球架降一格给小朋友用",
    "楼道里的废纸箱有人管",
    "给流浪猫做登记和绝育",
    "垃圾分类改成积分换树苗",
    "路口加一面转角镜",
    "夏天在广场搭遮阳棚",
    "给快递员一张歇脚椅",
    "宠物便袋挂在草坪边",
    "周末开放学校操场",
    "电动车上楼要有人劝",
];

const PRINTED: [(&str, &str, &str); 4] = [
    ("一栋老楼的电梯怎么谈成的", "枫桥工作简报", "第7期"),
    ("把会开到楼下去", "龙岗民政公众号", ""),
    ("园区里的议事桌", "横岗生活报", ""),
    ("夜里那通电话有人接", "枫桥工作简报", "第9期"),
];

/// Every row of the council, the teams and the publications.
pub fn rows() -> Vec<Row> {
    YEARS.into_iter().flat_map(of_year).collect()
}

fn of_year(year: i16) -> Vec<Row> {
    let mut chance = Chance::of("council", year);
    let proposals = PROPOSALS.iter().enumerate();
    let mut rows: Vec<Row> = proposals
        .map(|(n, text)| proposal(year, n, text, &mut chance))
        .collect();
    let printed = PRINTED.iter().enumerate();
    rows.extend(printed.filter_map(|(n, printed)| publication(year, n, printed)));
    rows.push(team(year));
    rows
}

fn proposal(year: i16, n: usize, text: &str, chance: &mut Chance) -> Row {
    let on = day(year, small(3 + n * 2 / 3), small(chance.within(2, 26)));
    let answered = on.plus(i64::try_from(chance.within(9, 27)).unwrap_or(9));
    let result = match (past(answered), n % 6) {
        (false, _) => "pending",
        (true, 4) => "referred",
        (true, 5) => "declined",
        (true, _) => "adopted",
    };
    let done = match (result, past(answered.plus(40))) {
        ("adopted", true) => "done",
        ("adopted", false) => "under_way",
        _ => "",
    };
    row(
        "proposals",
        [
            ("number", format!("JY{year}-{:03}", n + 1)),
            ("on", on.to_string()),
            ("proposer", format!("小议员{:02}", chance.within(1, 18))),
            ("age", chance.within(8, 14).to_string()),
            ("proposal", text.to_owned()),
            ("result", result.to_owned()),
            ("answered_on", when_past(answered)),
            ("done", done.to_owned()),
        ],
    )
}

fn publication(year: i16, n: usize, (title, outlet, issue): &(&str, &str, &str)) -> Option<Row> {
    let on = day(year, small(4 + n * 2), small(9 + n));
    past(on).then(|| {
        row(
            "publications",
            [
                ("number", format!("FB{year}-{:03}", n + 1)),
                ("on", on.to_string()),
                ("title", (*title).to_owned()),
                ("outlet", (*outlet).to_owned()),
                ("issue", (*issue).to_owned()),
            ],
        )
    })
}

fn team(year: i16) -> Row {
    let name = if year == 2025 {
        "夜归护送志愿队"
    } else {
        "楼道议事志愿队"
    };
    row(
        "teams",
        [
            ("number", format!("ZY{year}-001")),
            ("name", name.to_owned()),
            ("founded_on", day(year, 5, 20).to_string()),
            ("members", if year == 2025 { "21" } else { "17" }.to_owned()),
        ],
    )
}
