//! What the demo's park offers in a year: the threads its activities hang on.
//!
//! In: nothing. Out: a table, one line a thread: what it is called, how often it is held in each
//! of the two years, where, when, for whom and for how many. No person is named here.

use super::cast::Circle;

/// A thread of activities.
#[derive(Clone, Copy, Debug)]
pub struct Thread {
    /// The names of its activities; one name is numbered.
    pub titles: &'static [&'static str],
    /// How often in 2025 and 2026.
    pub times: [usize; 2],
    /// Its category and series, by code.
    pub category: (&'static str, &'static str),
    /// Online or in person, and the place.
    pub place: (&'static str, &'static str),
    /// When it begins and how many hours it takes.
    pub hours: (&'static str, &'static str),
    /// Who comes.
    pub circle: Circle,
    /// How many come.
    pub people: usize,
    /// Days that stand fixed, as month and number; the others are spread over the year.
    pub fixed: &'static [(i8, i8)],
}

const HALL: (&str, &str) = ("in_person", "园区一楼大厅");
const ROOM: (&str, &str) = ("in_person", "园区二楼议事厅");
const ONLINE: (&str, &str) = ("online", "线上会议");
const SQUARE: (&str, &str) = ("in_person", "怡锦社区共治空间");

const fn thread(
    titles: &'static [&'static str],
    times: [usize; 2],
    category: (&'static str, &'static str),
    circle: Circle,
    people: usize,
) -> Thread {
    Thread {
        titles,
        times,
        category,
        place: HALL,
        hours: ("14:30", "2"),
        circle,
        people,
        fixed: &[],
    }
}

impl Thread {
    const fn at(mut self, place: (&'static str, &'static str)) -> Thread {
        self.place = place;
        self
    }
    const fn from(mut self, begins: &'static str, hours: &'static str) -> Thread {
        self.hours = (begins, hours);
        self
    }
    const fn on(mut self, fixed: &'static [(i8, i8)]) -> Thread {
        self.fixed = fixed;
        self
    }
}

/// The programme.
pub const PROGRAMME: &[Thread] = &[
    thread(
        &[
            "治理茶叙：充电棚归谁管",
            "治理茶叙：新邻居与老规矩",
            "治理茶叙：门前三包怎么包",
        ],
        [3, 3],
        ("exchange", ""),
        Circle::Resident,
        27,
    )
    .at(ROOM),
    thread(
        &["阳台菜园亲子课"],
        [2, 2],
        ("family", "theme_day"),
        Circle::Resident,
        32,
    )
    .from("10:00", "1.5"),
    thread(
        &["旧书换绿植"],
        [1, 1],
        ("family", "theme_day"),
        Circle::Resident,
        38,
    )
    .from("09:30", "3"),
    thread(
        &["防骗小剧场"],
        [1, 2],
        ("talk", "theme_day"),
        Circle::Resident,
        41,
    )
    .from("15:00", "1.5"),
    thread(
        &["创投填表门诊"],
        [1, 1],
        ("coaching", "theme_day"),
        Circle::Core,
        18,
    )
    .at(ROOM),
    thread(
        &["小小议事员开会了"],
        [1, 1],
        ("child_council", "theme_day"),
        Circle::Child,
        26,
    )
    .at(ROOM)
    .from("10:00", "1.5"),
    thread(
        &["企业邻居开放日"],
        [1, 1],
        ("enterprise", "theme_day"),
        Circle::Resident,
        30,
    ),
    thread(
        &["共治空间开放观摩"],
        [1, 1],
        ("observation", ""),
        Circle::Delegate,
        60,
    )
    .at(SQUARE)
    .from("09:00", "4")
    .on(&[(11, 12)]),
    thread(
        &["社会达人训练营"],
        [5, 4],
        ("camp", "talent_camp"),
        Circle::Resident,
        24,
    )
    .from("19:00", "2"),
    thread(
        &["骨干线上课"],
        [4, 3],
        ("training", "core_class"),
        Circle::Core,
        30,
    )
    .at(ONLINE)
    .from("19:00", "1.5"),
    thread(
        &["骨干线下课"],
        [4, 4],
        ("training", "core_class"),
        Circle::Core,
        28,
    )
    .at(ROOM)
    .from("14:30", "3")
    .on(&[(11, 23), (12, 9)]),
    thread(
        &["夜间来电应对演练"],
        [2, 2],
        ("drill", "good_mind"),
        Circle::Worker,
        15,
    )
    .at(ROOM),
    thread(
        &["个案督导小组"],
        [5, 5],
        ("group_supervision", "good_mind"),
        Circle::Worker,
        13,
    )
    .at(ROOM)
    .from("14:00", "3"),
    thread(
        &["社区心理体检日"],
        [2, 2],
        ("screening", "good_mind"),
        Circle::Resident,
        0,
    )
    .from("09:00", "6")
    .on(&[(5, 16), (10, 18)]),
    thread(
        &["广场防骗摆台"],
        [3, 3],
        ("publicity", ""),
        Circle::Resident,
        0,
    )
    .at(("in_person", "社区广场"))
    .from("17:00", "2"),
    thread(
        &["中秋邻里长桌"],
        [1, 1],
        ("family", "theme_day"),
        Circle::Resident,
        64,
    )
    .at(SQUARE)
    .from("18:00", "3")
    .on(&[(9, 24)]),
];

/// The one activity of each year that had to be called off.
pub const CALLED_OFF: (&str, &str) = ("露天电影夜", "台风蓝色预警，改期未定");
