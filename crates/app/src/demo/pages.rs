//! The demo's places, articles and tasks.
//!
//! In: nothing. Out: where the park is, what its public pages tell, and what its people have
//! to do around today. Every word is written for the demo.

use super::{
    Row,
    calendar::{day, today},
    row,
};

const PLACES: [(&str, &str, &str, &str, &str); 5] = [
    (
        "松柏小广场议事角",
        "松柏社区公园北门进来左手，凉亭旁",
        "松柏社区",
        "每月第二个周六 10:00–11:30",
        "22.6467",
    ),
    (
        "园区一楼大厅",
        "横岗街道松柏路口，公交站往东两百步，门口有棵大榕树",
        "松柏社区",
        "周二至周日 9:00–21:00",
        "22.6410",
    ),
    (
        "园区二楼议事厅",
        "一楼大厅右手楼梯上来，第一间",
        "松柏社区",
        "有会才开，门口贴当周安排",
        "22.6411",
    ),
    (
        "怡锦社区共治空间",
        "怡锦社区党群服务中心后院，红砖矮墙那排",
        "怡锦社区",
        "周一至周六 14:00–20:30",
        "22.6523",
    ),
    (
        "心理服务室",
        "园区三楼最里间，进门不登记姓名，先打电话约时间",
        "松柏社区",
        "周一至周五 9:00–18:00",
        "22.6410",
    ),
];

/// The park's places.
pub fn places() -> Vec<Row> {
    let one = |(name, address, community, hours, latitude): (&str, &str, &str, &str, &str)| {
        row(
            "places",
            [
                ("name", name.to_owned()),
                ("address", address.to_owned()),
                ("community", community.to_owned()),
                ("latitude", latitude.to_owned()),
                (
                    "longitude",
                    if name.starts_with("怡锦") {
                        "114.2114"
                    } else if name.starts_with("松柏") {
                        "114.1968"
                    } else {
                        "114.2030"
                    }
                    .to_owned(),
                ),
                ("hours", hours.to_owned()),
                ("phone", "19900000000".to_owned()),
                (
                    "open_to_public",
                    if name.contains("心理") {
                        "否"
                    } else {
                        "是"
                    }
                    .to_owned(),
                ),
            ],
        )
    };
    PLACES.map(one).into()
}

/// What the park says of itself. The phone and mail lead nowhere.
pub const SAID: [(&str, &str); 10] = [
    ("name_en", "Henggang Innovation Park"),
    (
        "sentence",
        "横岗街道的社会创新园：邻里的事，和大家一起议、一起办。",
    ),
    (
        "sentence_en",
        "Henggang's park for social innovation: what concerns neighbours is talked over and done together.",
    ),
    ("phone", "199 0000 0000"),
    ("mail", "park@example.cn"),
    ("wechat", "横岗创新园（演示）"),
    ("address", "横岗街道松柏路口，门口有棵大榕树"),
    (
        "address_en",
        "Songbai Road corner, Henggang Street; look for the large banyan",
    ),
    ("hours", "周二至周日 9:00–21:00"),
    ("hours_en", "Tuesday to Sunday, 9:00–21:00"),
];

const TALK: &str = "电梯停在六楼那天，楼里有人爬了十一层。\n\n\
# 四次会\n\
后来的事并不惊人：二楼议事厅里坐了四次，算了三遍账，画了两张图。第一次大家都在说自己的难处；\
第二次有人把难处写在黑板上，发现一半是同一件；第三次吵到九点，主持人把发言限在两分钟；\
第四次举手，二十三比五。\n\n\
# 写进公约\n\
那五户的担心写进了公约：底层住户少分摊，施工避开午睡，先修漏水再换梯。\
楼栋长说，写进去的字比点头管用。\n\n\
本文人物均为虚构，用来说明议事怎么开。";

const WALL: &str = "三楼到五楼的转角原来堆着旧木板。六月清走以后，墙空着，谁路过都要看一眼。\n\n\
# 先问一句\n\
议事角贴出一张纸：这面墙您想要什么？收到四十多张字条，写得最多的是“绿”。\n\n\
# 再动手\n\
花盆是大家从家里带的，架子是退休的木工师傅量着墙做的。浇水排了班，一户一周。\n\n\
本文人物均为虚构。";

const EVENING: &str = "从这个月起，园区一楼大厅每周五开到九点。\n\n\
有人来写作业，有人来下棋，也有人只是进来坐坐。饮水机、充电口和针线包都在门口右手边。\n\n\
- 想办小型活动的，提前三天打电话约。\n\
- 带孩子来的，请一起待到离开。\n\n\
本文为演示而写。";

/// What stands under the year's report.
pub const REPORT: &str = "\
# 也有没做到的\n\
数不好看的地方也照写：有一场活动因台风取消，有两个单位还在整改。\n\n\
这里的人和事都是为演示编的，数是从编出来的记录里数的。";

/// The address of the article that holds the report of 2025.
pub const REPORT_SLUG: &str = "2025-in-figures";

/// Articles and tasks.
pub fn rows() -> Vec<Row> {
    let article = |title: &str, slug: &str, on: base::Day, body: &str, year: &str| {
        row(
            "articles",
            [
                ("title", title.to_owned()),
                ("slug", slug.to_owned()),
                ("on", on.to_string()),
                ("author", "创新园（演示）".to_owned()),
                ("body", body.to_owned()),
                ("state", "published".to_owned()),
                ("report_year", year.to_owned()),
            ],
        )
    };
    let articles = [
        article(
            "2025，我们数给您看",
            REPORT_SLUG,
            day(2026, 1, 8),
            REPORT,
            "2025",
        ),
        article(
            "一部电梯，四次会",
            "one-lift-four-meetings",
            day(2026, 11, 6),
            TALK,
            "",
        ),
        article(
            "一面墙，四十张字条，和一份浇水的排班：怡锦社区的楼道转角是怎样一点点绿起来、又由谁来照看的",
            "a-wall-of-green",
            day(2026, 9, 18),
            WALL,
            "",
        ),
        article(
            "周五晚上，大厅开到九点",
            "evening-hall",
            day(2026, 10, 16),
            EVENING,
            "",
        ),
    ];
    articles.into_iter().chain(TASKS.map(task)).collect()
}

/// What is to be done: title, by whom, days from today, whether urgent.
const TASKS: [(&str, &str, i64, bool); 6] = [
    ("报送11月工作台账", "heyiwei", 5, false),
    ("骨干线下课：下午两点半前备好签到码", "fangxiaohe", 0, true),
    ("补签儿童照片的公开同意", "fangxiaohe", 3, false),
    ("回看整改中的三次走访", "heyiwei", -2, true),
    ("核定今年报出的活动场次", "songzhixing", 9, false),
    ("督导组本月评议", "yejingchuan", 2, false),
];

fn task((title, login, days, urgent): (&str, &str, i64, bool)) -> Row {
    row(
        "tasks",
        [
            ("title", title.to_owned()),
            ("assignee", login.to_owned()),
            ("due", today().plus(days).to_string()),
            ("urgent", if urgent { "是" } else { "否" }.to_owned()),
        ],
    )
}
