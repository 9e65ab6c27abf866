//! The demo's people: made-up names, phones that reach nobody, each marked as made up.
//!
//! In: a circle of people and a number. Out: always the same person. There are as many as are
//! asked for; nobody real is meant by any of them.

use super::{Row, row};

/// The nine communities of 横岗街道.
pub const COMMUNITIES: [&str; 9] = [
    "松柏社区",
    "四联社区",
    "横岗社区",
    "华侨新村社区",
    "华乐社区",
    "怡锦社区",
    "六约北社区",
    "六约南社区",
    "塘坑社区",
];

/// The eleven streets of 龙岗区.
pub const STREETS: [&str; 11] = [
    "平湖街道",
    "坪地街道",
    "南湾街道",
    "坂田街道",
    "布吉街道",
    "龙城街道",
    "龙岗街道",
    "横岗街道",
    "吉华街道",
    "宝龙街道",
    "园山街道",
];

/// The team's members, as they stand in charge of work.
pub const TEAM: &[&str] = &["宋知行", "何一苇", "方小禾", "沈听澜", "叶静川"];

const SURNAMES: [&str; 20] = [
    "林", "周", "方", "何", "罗", "谢", "苏", "邓", "卢", "简", "温", "黎", "麦", "古", "欧", "丘",
    "钟", "江", "施", "潘",
];

const GIVEN: [&str; 24] = [
    "小满", "谷雨", "立夏", "白露", "秋分", "寒露", "霜降", "大雪", "芒种", "惊蛰", "清和", "初晴",
    "向晚", "知夏", "望舒", "听雨", "南星", "半夏", "青黛", "苏叶", "远志", "杜若", "石竹", "木槿",
];

/// A circle of people who come to the same things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// Residents of the nine communities.
    Resident,
    /// Children, under a guardian's phone.
    Child,
    /// Those of the core class.
    Core,
    /// Social workers of the street's special services.
    Worker,
    /// Who other streets send.
    Delegate,
}

impl Circle {
    const ALL: [Circle; 5] = [
        Circle::Resident,
        Circle::Child,
        Circle::Core,
        Circle::Worker,
        Circle::Delegate,
    ];

    /// How many there are at scale 1.
    pub const fn size(self) -> usize {
        match self {
            Circle::Resident => 260,
            Circle::Child => 48,
            Circle::Core => 36,
            Circle::Worker => 28,
            Circle::Delegate => 66,
        }
    }

    /// The first digits of a phone after 199, so that no two circles share one.
    const fn block(self) -> usize {
        match self {
            Circle::Resident => 0,
            Circle::Child => 1,
            Circle::Core => 2,
            Circle::Worker => 3,
            Circle::Delegate => 4,
        }
    }

    /// How they sign in: the code of 身份.
    pub const fn capacity(self, n: usize) -> &'static str {
        match self {
            Circle::Resident => "resident",
            Circle::Child => "child",
            Circle::Core => "core_member",
            Circle::Worker if n.is_multiple_of(3) => "mental_health_worker",
            Circle::Worker => "drug_control_worker",
            Circle::Delegate => "street_delegate",
        }
    }
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their phone; empty for those who leave none.
    pub phone: String,
    /// Their street.
    pub street: &'static str,
    /// The body or community they come from.
    pub unit: String,
}

fn nth(of: &[&'static str], n: usize) -> &'static str {
    of.get(n % of.len().max(1)).copied().unwrap_or_default()
}

/// The n-th person of a circle.
pub fn person(circle: Circle, n: usize) -> Person {
    let mixed = n * 7 + circle.block() * 131;
    let (surname, given) = (
        nth(&SURNAMES, mixed),
        nth(&GIVEN, mixed / SURNAMES.len() + n),
    );
    let street = match circle {
        Circle::Delegate => nth(&STREETS, n),
        _ => "横岗街道",
    };
    // One elder in thirteen leaves no phone.
    let silent = circle == Circle::Resident && n % 13 == 5;
    let community = nth(&COMMUNITIES, n * 4 + circle.block());
    let unit = match (circle, n / circle.size()) {
        (Circle::Delegate, _) => format!("{street}办事处"),
        // Told apart by name and unit alone, and there are fewer names than people: whoever
        // comes with a greater scale has a residents' group of their own.
        (_, group) if silent && group > 0 => format!("{community}{group}组"),
        _ => community.to_owned(),
    };
    let phone = format!("199{:08}", circle.block() * 10_000_000 + n + 1);
    Person {
        name: format!("{surname}{given}"),
        phone: if silent { String::new() } else { phone },
        street,
        unit,
    }
}

/// Everybody, as records marked as made up.
pub fn people(scale: usize) -> impl Iterator<Item = Row> {
    let circles = Circle::ALL.into_iter();
    circles
        .flat_map(move |circle| (0..circle.size() * scale).map(move |n| person(circle, n)))
        .map(|person| {
            row(
                "people",
                [
                    ("name", person.name),
                    ("phone", person.phone),
                    ("unit", person.unit),
                    ("invented", "是".to_owned()),
                ],
            )
        })
}
