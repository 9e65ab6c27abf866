//! Samples of a working day: today, a form, an import, progress.

use super::Say;
use maud::{Markup, html};
use page::field::{Choice, Field, Input, Keyboard};
use page::form::{Form, Group};
use page::frame::Place;
use page::progress::Progress;
use page::section::{Empty, End, Item, Section, items, narrow};
use page::sheet::{Cell, Fix, Import, Mend, Pin, SheetRow, Tab};
use page::today::{Contract, Now, Today};
use page::{Act, Fig, Line, Link, Mark, Piece, Standing, Weight};

pub fn today(say: Say) -> Markup {
    let due = |what: (&str, &str), small: (&str, &str), standing, words: (&str, &str)| Item {
        what: say.t(what.0, what.1),
        small: say.t(small.0, small.1),
        href: Some("/returns/1".into()),
        end: End::Mark(Mark::new(standing, say.t(words.0, words.1))),
    };
    let coming = |what: (&str, &str), small: (&str, &str), day: (&str, &str)| Item {
        what: say.t(what.0, what.1),
        small: say.t(small.0, small.1),
        href: Some("/visits/1".into()),
        end: End::Soft(say.t(day.0, day.1)),
    };
    let page = Today {
        greeting: vec![
            Piece::Text(say.t("小满，下午有", "Xiaoman, this afternoon: ")),
            Piece::Fig(Fig::open("2", say.t("场", "activities"), "/figures/today")),
            Piece::Text(say.t("活动，", "; due: ")),
            Piece::Fig(Fig::open("4", say.t("件", "things"), "/figures/due")),
            Piece::Text(say.t("事要交", "")),
        ]
        .into(),
        day: say.t("今天 11月23日 星期一", "Today, Monday 23 November"),
        now: vec![
            Now {
                time: "14:30".into(),
                time_iso: "2026-11-23T14:30".into(),
                title: say.t(
                    "楼道里的小菜园：第三次碰头会",
                    "A garden on the stairs: third meeting",
                ),
                href: "/activities/12".into(),
                say: say.t(
                    "青禾里二楼 · 主题日 · 到 16:00",
                    "Qingheli, 2nd floor · theme day · until 16:00",
                ),
                act: Some(Act::open(
                    say.t("开始签到", "Begin signing in"),
                    "/activities/12/sign-in",
                )),
            },
            Now {
                time: "19:00".into(),
                time_iso: "2026-11-23T19:00".into(),
                title: say.t(
                    "接电话的人：热线演练",
                    "Those who pick up: a hotline rehearsal",
                ),
                href: "/activities/13".into(),
                say: say.t("北苑社区 · 到 20:30", "Beiyuan · until 20:30"),
                act: None,
            },
        ],
        due: vec![
            due(
                (
                    "走访问题三条，整改没有回填",
                    "Three visits: what was mended is not filled in",
                ),
                ("10月30日 · 北苑、槐安", "30 October · Beiyuan, Huai'an"),
                Standing::Late,
                ("过 9 天", "9 days over"),
            ),
            due(
                (
                    "1—10月场次、人次",
                    "Activities and participations, January to October",
                ),
                ("街道平安办 · 微信通知", "Street office · by chat"),
                Standing::Due,
                ("今天 15:00", "today 15:00"),
            ),
            due(
                ("11月工作台账", "Working ledger for November"),
                (
                    "街道平安办 · 已自动填 46 格，余 3 格",
                    "Street office · 46 cells filled, 3 left",
                ),
                Standing::Due,
                ("周五 剩4天", "Friday, 4 days"),
            ),
            due(
                ("创建经验材料", "Paper on the creation of units"),
                ("区里", "District"),
                Standing::Rest,
                ("12月10日", "10 December"),
            ),
        ],
        contract: Some(Contract {
            aside: say.t("剩 38 天", "38 days left"),
            say: vec![
                Piece::Text(say.t("活动 ", "Activities ")),
                Piece::Fig(Fig::open("41", "", "/figures/a")),
                Piece::Text(say.t("/60 场，差 ", " of 60; ")),
                Piece::Fig(Fig::open("19", say.t("场", "to go"), "/figures/b")),
                Piece::Text(say.t("。7 项里已达标 ", ". Of 7 targets ")),
                Piece::Fig(Fig::open("3", say.t("项", "are met"), "/figures/c")),
                Piece::Text(say.t("。", ".")),
            ]
            .into(),
            done: 41,
            of: 60,
            all: Some(Link::new(
                say.t("看全部 7 项", "All 7 targets"),
                "/contracts/1",
            )),
        }),
        coming: vec![
            coming(
                ("走访督导第9轮 槐安社区", "Visits, round 9: Huai'an"),
                ("槐安邻里站 · 陆小满", "Huai'an neighbours · Lu Xiaoman"),
                ("周二", "Tue"),
            ),
            coming(
                ("走访督导第9轮 北苑社区", "Visits, round 9: Beiyuan"),
                (
                    "北苑共享书屋 · 线上 · 欧阳·阿依古丽",
                    "Beiyuan book room · online · Ouyang Ayiguli",
                ),
                ("周四", "Thu"),
            ),
        ],
        empty: Empty::default(),
    };
    say.frame(
        &page.day.clone(),
        Place::Today,
        &page.show(say.reading.lang),
    )
}

pub fn today_empty(say: Say) -> Markup {
    let page = Today {
        greeting: say.t("小满，上午好", "Good morning, Xiaoman").into(),
        day: say.t("今天 11月23日 星期一", "Today, Monday 23 November"),
        empty: Empty {
            title: say.t(
                "今天没有活动，也没有要交的",
                "Nothing is on today and nothing is due",
            ),
            body: say.t(
                "做完一件记一件，年底的数字就自己齐了。",
                "Record each piece of work as it is done; the year's figures fill themselves.",
            ),
            acts: vec![Act::open(say.t("记一条", "Add a record"), "/add")],
            elsewhere: Some(Link::new(
                say.t("看看这个月做了什么", "See what was done this month"),
                "/ledgers",
            )),
        },
        ..Today::default()
    };
    say.frame(
        &page.day.clone(),
        Place::Today,
        &page.show(say.reading.lang),
    )
}

fn choice(value: &str, words: String, on: bool) -> Choice {
    Choice {
        value: value.into(),
        words,
        count: None,
        on,
    }
}

pub fn form(say: Say, wrong: bool) -> Markup {
    let problem = |zh: &str, en: &str| wrong.then(|| say.t(zh, en));
    let title = say.t("记一条走访", "Record a visit");
    let text = |value: String| Input::Text {
        value,
        keyboard: Keyboard::Text,
        autocomplete: "",
    };
    let first = vec![
        Field {
            must: true,
            problem: problem(
                "没有2月30日，请改成走访的那一天",
                "There is no 30 February; put the day of the visit",
            ),
            ..Field::new(
                "on",
                say.t("日期", "Day"),
                Input::Day(if wrong { "2026-02-30" } else { "2026-11-23" }.into()),
            )
        },
        Field::new("at", say.t("几点", "Time"), Input::Time("09:30".into())),
        Field {
            must: true,
            ..Field::new(
                "purpose",
                say.t("类别", "Purpose"),
                Input::One(vec![
                    choice("project", say.t("项目督导", "Project"), true),
                    choice("unit", say.t("枫桥创建指导", "Creation of a unit"), false),
                ]),
            )
        },
        Field {
            must: true,
            hint: say.t("打几个字就会出来", "Type a few letters"),
            ..Field::new(
                "target",
                say.t("走访对象", "Whom was visited"),
                Input::Find {
                    value: say.t("槐安邻里站", "Huai'an neighbours"),
                    offers: vec![
                        say.t("槐安邻里站", "Huai'an neighbours"),
                        say.t("北苑共享书屋", "Beiyuan book room"),
                    ],
                },
            )
        },
        Field::new(
            "area",
            say.t("社区", "Community"),
            Input::Pick(vec![
                (String::new(), vec![choice("", say.t("不限", "Any"), false)]),
                (
                    say.t("青禾街道", "Qinghe street"),
                    vec![
                        choice("001", say.t("槐安社区", "Huai'an"), true),
                        choice("002", say.t("北苑社区", "Beiyuan"), false),
                    ],
                ),
            ]),
        ),
        Field {
            problem: problem(
                "参加人数要填整数，现在写的是“十来个”",
                "Whole numbers only; it says “a dozen or so”",
            ),
            ..Field::new(
                "attended",
                say.t("参加人数", "Attended"),
                Input::Number {
                    value: say.t("十来个", "a dozen or so"),
                    unit: say.t("人", "people"),
                    decimals: false,
                },
            )
        },
    ];
    let second = vec![
        Field {
            hint: say.t("没有发现就写“没有”", "If nothing was found, say so"),
            ..Field::new(
                "findings",
                say.t("发现问题", "Findings"),
                Input::Long {
                    value: say.t("签到表少一页。", "A page of the sign-in sheet is missing."),
                    rows: 3,
                },
            )
        },
        Field::new(
            "themes",
            say.t("谈了什么", "What was talked about"),
            Input::Many(vec![
                choice("money", say.t("经费", "Money"), true),
                choice("people", say.t("人手", "Hands"), false),
                choice("place", say.t("场地", "Place"), true),
            ]),
        ),
        Field::new(
            "mended",
            say.t("当场整改了吗", "Was it mended on the spot"),
            Input::YesNo(Some(false)),
        ),
        Field::new(
            "by",
            say.t("带队人", "Led by"),
            text(say.t("欧阳·阿依古丽", "Ouyang Ayiguli")),
        ),
        Field::new(
            "month",
            say.t("计入哪个月", "Counts in the month"),
            Input::Month("2026-11".into()),
        ),
        Field::new(
            "photos",
            say.t("照片", "Photos"),
            Input::File {
                accept: "image/*",
                many: true,
                held: Some(say.t("门口.jpg", "door.jpg")),
            },
        ),
        Field::new(
            "number",
            say.t("编号", "Number"),
            Input::Fixed("ZF-2026-064".into()),
        ),
    ];
    let moved = Section::new(
        say.t("保存后，这些数字会变", "When saved, these figures move"),
        items(
            &[Item {
                what: say.t("走访督导", "Visits"),
                href: Some("/figures/visits".into()),
                end: End::Moves("64".into(), Fig::inside("65", say.t("条", "visits"))),
                ..Item::default()
            }],
            say.reading.lang,
        ),
    );
    let form = Form {
        id: "visit".into(),
        action: "/visits".into(),
        with: vec![("key".into(), say.t("一次", "once"))],
        problems: problem(
            "同一天、同一个对象已有一条，是不是同一次？",
            "There is one for the same day and project; is it the same visit?",
        )
        .into_iter()
        .collect(),
        groups: vec![
            Group {
                title: say.t("去了哪里", "Where"),
                aside: String::new(),
                fields: first,
                ..Group::default()
            },
            Group {
                title: say.t("看到什么", "What was seen"),
                aside: say.t("可以回去再补", "may be added later"),
                fields: second,
                ..Group::default()
            },
        ],
        extra: Some(moved.show()),
        save: say.t("保存", "Save"),
        also: vec![(
            "next".into(),
            "again".into(),
            say.t("保存，再记一条", "Save and add another"),
        )],
        beside: vec![Act::open(say.t("不记了", "Leave"), "/today").weigh(Weight::Quiet)],
        ..Form::default()
    };
    let head = html! { div.head { p.crumb { (say.t("走访督导", "Visits")) } h1 { (title) } } };
    let frame = say.bare_frame(
        &title,
        None,
        Some(Link::new(say.t("台账", "Ledgers"), "/ledgers")),
    );
    frame.show(&narrow(&[head, form.show(say.reading.lang)]))
}

pub fn import(say: Say) -> Markup {
    let lang = say.reading.lang;
    let cell = |text: String| Cell {
        text,
        pin: Pin::Fine,
    };
    let row = |number: &str, held: bool, cells: Vec<Cell>| SheetRow::Cells {
        number: number.into(),
        heading: number == "1",
        held,
        cells,
    };
    let plain = |number: &str, day: &str, zh: &str, en: &str| {
        row(
            number,
            false,
            vec![
                cell(format!("HD-{number}")),
                cell(day.into()),
                cell(say.t(zh, en)),
                cell("1".into()),
                cell(say.t("槐安社区", "Huai'an")),
                cell("29".into()),
            ],
        )
    };
    let mend = |pin: Pin, title: String, say_more: String, value: Option<String>| Mend {
        pin,
        title,
        say: say_more,
        fix: value.map(|value| Fix {
            action: "/imports/1/mend".into(),
            with: vec![("cell".into(), "B6".into())],
            field: Field::new(
                "value",
                say.t("改成", "Becomes"),
                Input::Text {
                    value,
                    keyboard: Keyboard::Text,
                    autocomplete: "off",
                },
            ),
        }),
    };
    let import = Import {
        crumb: say.t("导入 · 活动台账.xlsx · 还没有写入", "Import · activities.xlsx · nothing written yet").into(),
        title: say.t("3 处要改，其余都可以导入", "3 to mend; all others can be taken"),
        tally: vec![
            (say.t("读到", "Read"), Fig::open("770", say.t("行", "rows"), "/imports/1/rows")),
            (say.t("可以导入", "Can be taken"), Fig::open("655", say.t("行", "rows"), "/imports/1/good")),
            (say.t("待核", "Held"), Fig::open("115", say.t("行", "rows"), "/imports/1/held")),
        ],
        say: say.t("待核的行先存着，不进任何数字；改好一处，跟着它的行自动归位。", "Held rows are kept and counted nowhere. Mend one, and the rows that wait on it find their place."),
        tabs: vec![
            Tab { words: say.t("活动台账 3", "Activities 3"), href: "?sheet=1".into(), here: true },
            Tab { words: say.t("签到表 1", "Sign-ins 1"), href: "?sheet=2".into(), here: false },
            Tab { words: say.t("议事建议", "Proposals"), href: "?sheet=3".into(), here: false },
        ],
        mends: vec![
            mend(Pin::Wrong("1".into()), say.t("B6 没有2月30日", "B6 there is no 30 February"), say.t("辅导会。33 行签到在等它。", "The coaching meeting. 33 sign-ins wait on it."), Some("2026-09-15".into())),
            mend(Pin::Wrong("2".into()), say.t("D8 场次要填整数", "D8 whole numbers only"), say.t("表里写的是“三场半”。", "It says “three and a half”."), Some(String::new())),
            mend(Pin::Mended("3".into()), say.t("E9 已改成“北苑社区”", "E9 is now “Beiyuan”"), say.t("表里写的是“月亮社区”。", "It said “Moon”."), None),
            mend(Pin::Ask("4".into()), say.t("F10 和签到人数不一样", "F10 differs from the sign-ins"), say.t("登记 19，签到 17。按签到算，不拦你导入。", "19 noted, 17 signed in. The sign-ins decide; nothing is stopped."), None),
        ],
        sheet: say.t("你的表，活动台账", "Your sheet, activities"),
        letters: ["A", "B", "C", "D", "E", "F"].map(String::from).to_vec(),
        rows: vec![
            row("1", false, [("活动编号", "Number"), ("日期", "Day"), ("活动名称", "Name"), ("场次", "Sessions"), ("所属社区", "Community"), ("登记人次", "Head count")].map(|(zh, en)| cell(say.t(zh, en))).to_vec()),
            SheetRow::Left(say.t("第 2—4 行没有问题", "Rows 2 to 4 are fine")),
            plain("5", "2026-06-18", "亲子手工", "Crafts for families"),
            row("6", true, vec![cell("HD-6".into()), Cell { text: say.t("2026-02-30", "2026-02-30"), pin: Pin::Wrong("1".into()) }, cell(say.t("辅导会", "Coaching")), cell("1".into()), cell(say.t("北苑社区", "Beiyuan")), cell("33".into())]),
            plain("7", "2026-04-06", "反诈宣讲", "A talk on fraud"),
            row("8", true, vec![cell("HD-8".into()), cell("2026-08-13".into()), cell(say.t("线上培训", "Online training")), Cell { text: say.t("三场半", "three and a half"), pin: Pin::Wrong("2".into()) }, cell(say.t("北苑社区", "Beiyuan")), cell(String::new())]),
            row("9", false, vec![cell("HD-9".into()), cell("2026-08-20".into()), cell(say.t("线上培训", "Online training")), cell("1".into()), Cell { text: say.t("北苑社区", "Beiyuan"), pin: Pin::Mended("3".into()) }, cell("12".into())]),
            row("10", false, vec![cell("HD-10".into()), cell("2026-08-27".into()), cell(say.t("团体督导第三期", "Group supervision 3")), cell("1".into()), cell(say.t("槐安社区", "Huai'an")), Cell { text: say.t("19", "19"), pin: Pin::Ask("4".into()) }]),
            SheetRow::Left(say.t("第 11—40 行没有问题", "Rows 11 to 40 are fine")),
        ],
        acts: vec![
            Act::post(say.t("导入这 655 行", "Take these 655 rows"), "/imports/1").weigh(Weight::Main),
            Act::open(say.t("不导入", "Leave"), "/ledgers"),
        ],
    };
    say.task(
        &import.title.clone(),
        ("台账", "Ledgers"),
        &import.show(lang),
    )
}

pub fn progress(say: Say) -> Markup {
    let progress = Progress {
        words: say.t("已写入 1200 / 4000 行", "1200 of 4000 rows written"),
        done: 1200,
        of: 4000,
        stop: Some(Act::post(say.t("停", "Stop"), "/imports/1/stop").weigh(Weight::Quiet)),
        again: Some("/imports/1?part=progress".into()),
        then: Some("/imports/1".into()),
    };
    let title = say.t("正在导入", "Importing");
    let head = html! { div.head { h1 { (title) } p.lead { (Line::from(say.t("可以离开这一页，写完会在“今天”里告诉你。", "You may leave this page; Today will tell you when it is done.")).show(say.reading.lang)) } } };
    say.frame(&title, Place::Ledgers, &narrow(&[head, progress.show()]))
}
