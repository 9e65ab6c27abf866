//! Samples of figures and of the year's report.

use super::Say;
use maud::{Markup, html};
use page::chart::{Chart, Point, Shape};
use page::figure::{Definition, Opened, definitions};
use page::frame::{Frame, Place};
use page::record::{Entry, Fact};
use page::report::{Chapter, OpenPoint, Part, Report};
use page::section::{End, Item, Section};
use page::{Act, Fig, Line, Link, Piece, State, To, Weight};

fn lines(lines: Vec<Line>) -> Vec<Part> {
    lines.into_iter().map(Part::Line).collect()
}

fn points(say: Say, names: &[(&str, &str)], sizes: &[i64]) -> Vec<Point> {
    names
        .iter()
        .zip(sizes)
        .map(|((zh, en), size)| Point {
            name: say.t(zh, en),
            short: String::new(),
            size: *size,
            value: size.to_string(),
            href: "/ledgers/activities?month=1".into(),
        })
        .collect()
}

fn months(say: Say) -> Chart {
    let sizes = [2, 3, 0, 6, 1, 2, 3, 12, 2, 4, 5, 1];
    let points = (1..).zip(sizes).map(|(month, size)| Point {
        name: say.t(&format!("{month}月"), &format!("month {month}")),
        short: if say.hostile {
            super::HOSTILE.into()
        } else {
            month.to_string()
        },
        size,
        value: size.to_string(),
        href: "/ledgers/activities?month=1".into(),
    });
    Chart {
        title: say.t(
            "每月活动场次，点一根柱子看那个月的活动",
            "Activities by month; each column opens its month",
        ),
        axis: say.t("月份", "Month"),
        unit: say.t("场", "activities"),
        shape: Shape::Columns,
        points: points.collect(),
    }
}

fn opened(say: Say) -> Opened {
    let thing = |zh: &str, en: &str, small: (&str, &str), value: &str| Item {
        what: say.t(zh, en),
        small: say.t(small.0, small.1),
        href: Some("/activities/1".into()),
        end: End::Fig(Fig::inside(value, "")),
    };
    let places = [
        ("槐安社区", "Huai'an"),
        ("北苑社区", "Beiyuan"),
        ("青禾新村社区", "Qinghe New Village"),
        ("河沿社区", "Heyan"),
    ];
    let years = [
        ("2023", "2023"),
        ("2024", "2024"),
        ("2025", "2025"),
        ("2026", "2026"),
    ];
    Opened {
        fig: Fig::open("97", say.t("人次", "participations"), "/figures/97"),
        name: say.t("演练与督导参与人次", "Participations in rehearsals and supervision"),
        say: Line(vec![Piece::Text(say.t("2026年“接电话的人”系列里的演练和团体督导，按签到表一人一场计 1 次。去掉重复是 ", "Rehearsals and group supervision of 2026, one for each sign-in. Each person once: ")), Piece::Fig(Fig::open("24", say.t("人", "people"), "/figures/24")), Piece::Text(say.t("。", "."))]),
        doing: vec![Act::open(say.t("改口径", "Change the definition"), "/definitions/1"), Act::open(say.t("和别处对不上？", "Does it differ elsewhere?"), "/figures/97/why"), Act { words: say.t("打印", "Print"), to: To::Print, weight: Weight::Plain }],
        below: None,
        ties: vec![],
        notes: vec![],
        closed: false,
        counted: say.t("算进来的 3 场，全部有签到表", "The 3 it counts, all with a sign-in sheet"),
        things: vec![
            thing("热线演练第一期", "Hotline rehearsal 1", ("4月11日", "11 April"), "35"),
            thing("热线演练第二期", "Hotline rehearsal 2", ("8月19日", "19 August"), "31"),
            thing("团体督导第一期", "Group supervision 1", ("9月25日 · 登记写 33，以签到为准", "25 September · 33 noted; sign-ins decide"), "31"),
        ],
        all: Some(Link::new(say.t("看全部 3 场", "All 3"), "/ledgers/activities?f=97")),
        grounds: vec![
            Fact::new(say.t("期间", "Period"), say.t("1月1日—11月23日", "1 January to 23 November")),
            Fact::new(say.t("截至", "As of"), say.t("11月23日 9:00", "23 November, 9:00")),
            Fact::new(say.t("核定", "Confirmed by"), say.t("欧阳·阿依古丽 11月20日", "Ouyang Ayiguli, 20 November")),
            Fact::new(say.t("也用在", "Also used in"), say.t("合同第2项、11月月报", "contract item 2, November return")),
        ],
        changes: vec![
            Entry { when: say.t("9月26日", "26 September"), who: String::new(), what: say.t("补签到 1 人，96 变 97", "1 sign-in added: 96 became 97").into(), changes: vec![] },
            Entry { when: say.t("9月25日", "25 September"), who: String::new(), what: say.t("收尾团体督导第一期，66 变 96", "Group supervision 1 closed: 66 became 96").into(), changes: vec![] },
        ],
        charts: vec![
            Section { aside: say.t("点一根柱子，看那个月的", "a column opens its month"), ..Section::new(say.t("按月", "By month"), months(say).show(say.reading.lang)) },
            Section::new(say.t("按社区", "By community"), Chart { title: say.t("各社区人次", "By community"), axis: say.t("社区", "Community"), unit: say.t("人次", ""), shape: Shape::Bars, points: points(say, &places, &[44, 31, 22, 0]) }.show(say.reading.lang)),
            Section::new(say.t("历年", "Over the years"), Chart { title: say.t("历年人次", "Over the years"), axis: say.t("年份", "Year"), unit: say.t("人次", ""), shape: Shape::Line, points: points(say, &years, &[40, 0, 61, 97]) }.show(say.reading.lang)),
        ],
        page: "/figures/97".into(),
    }
}

pub fn figure(say: Say) -> Markup {
    let opened = opened(say);
    say.frame(
        &opened.name.clone(),
        Place::Figures,
        &opened.show(say.reading.lang),
    )
}

pub fn drawer(say: Say) -> Markup {
    let opened = opened(say);
    let body =
        html! { (report_part(say).show(say.reading.lang)) (opened.drawer(say.reading.lang)) };
    say.frame(&opened.name.clone(), Place::Returns, &body)
}

pub fn figures(say: Say) -> Markup {
    let line = |name: (&str, &str), fig: Fig, say_it: (&str, &str)| Definition {
        name: say.t(name.0, name.1),
        fig,
        say: say.t(say_it.0, say_it.1),
        href: "/figures/1".into(),
    };
    let areas = vec![
        (
            say.t("活动与人", "Activities and people"),
            vec![
                line(
                    ("全年活动", "Activities of the year"),
                    Fig::inside("41", say.t("场", "activities")),
                    (
                        "状态为“已完成”的活动，一条算一场；取消的不算。",
                        "Activities that are done, one each; cancelled ones are not counted.",
                    ),
                ),
                line(
                    ("全年参与人次", "Participations"),
                    Fig::inside("1204", say.t("人次", "")).with(State::Final),
                    (
                        "签到一行计一次；没有签到表的按登记人数，另外列出。",
                        "One for each sign-in; head counts, where there is no list, are shown apart.",
                    ),
                ),
                line(
                    ("来过的人", "People who came"),
                    Fig::inside("516", say.t("人", "people")).with(State::Pending),
                    (
                        "姓名加手机相同的算一个人。",
                        "The same name and number is one person.",
                    ),
                ),
            ],
        ),
        (
            say.t("心理服务", "Care"),
            vec![
                line(
                    ("服务档案", "Files"),
                    Fig::inside(say.t("不足5", "fewer than 5"), say.t("份", ""))
                        .with(State::Withheld),
                    ("本年新建的档案。", "Files opened this year."),
                ),
                line(
                    ("外面的名次", "Rank elsewhere"),
                    Fig::inside(say.t("第一名", "first"), "").with(State::Outside(
                        say.t("区民政局通知", "notice of the district"),
                    )),
                    ("区里的公益创投路演。", "The district's contest."),
                ),
                line(
                    ("发放手册", "Leaflets given out"),
                    Fig::inside("800", say.t("册", "leaflets")).with(State::Typed),
                    ("没有记录可数，手工填写。", "No records to count; typed in."),
                ),
            ],
        ),
    ];
    let title = say.t("数据", "Figures");
    let body =
        html! { div.stack { div.head { h1 { (title) } } (definitions(&areas, say.reading.lang)) } };
    say.frame(&title, Place::Figures, &body)
}

fn report_part(say: Say) -> Report {
    let text = |zh: &str, en: &str| Piece::Text(say.t(zh, en));
    let fig = |value: &str, zh: &str, en: &str| {
        Piece::Fig(Fig::open(value, say.t(zh, en), "/figures/97"))
    };
    Report {
        crumb: say
            .t(
                "年度报告 · 数据截至2026年11月23日",
                "Annual report · as of 23 November 2026",
            )
            .into(),
        title: say.t(
            "青禾里创新园\u{200B}2026年度工作报告",
            "Qingheli Park: the year 2026",
        ),
        by: say.t(
            "青禾公益中心 填报 · 青禾街道办事处 委托",
            "Made by Qinghe Centre for Qinghe Street",
        ),
        draft: Some(say.t(
            "拟稿。还有 2 个数字没有核定，1 处没有数据，不能签发。",
            "Draft. Two figures are not confirmed and one has no records; it cannot be signed.",
        )),
        opening: lines(vec![Line(vec![
            text("这一年，园区办成活动", "This year the park held "),
            fig("41", "场", "activities"),
            text("，来了", " with "),
            fig("1204", "人次", "participations"),
            text("；去掉重复，一共来过", "; counting each person once, "),
            fig("516", "人", "people"),
            text("。", " came."),
        ])]),
        chapters: vec![
            Chapter {
                id: "c1".into(),
                title: say.t(
                    "一、治理服务：把凳子搬到一起",
                    "1. Governance: moving the stools together",
                ),
                short: say.t("一、治理服务", "1. Governance"),
                unsettled: String::new(),
                parts: lines(vec![
                    Line(vec![
                        text("交流会办了", "There were "),
                        fig("2", "场", "exchanges"),
                        text(
                            "，一场在茶馆，一场在楼顶。居民提出建议",
                            ", one in a tea house and one on a roof. Residents made ",
                        ),
                        fig("17", "条", "proposals"),
                        text("，社区采纳", "; the community took up "),
                        fig("9", "条", ""),
                        text("，采纳率", ", a share of "),
                        fig("52.9", "%", "%"),
                        text("。", "."),
                    ]),
                    Line(vec![
                        text(
                            "《屋檐下的戏台》在区里的路演中列",
                            "“A stage under the eaves” came ",
                        ),
                        Piece::Fig(Fig::open(say.t("第一名", "first"), "", "/honours/1").with(
                            State::Outside(say.t("区民政局通知", "notice of the district")),
                        )),
                        text("。手册发放", " in the district. Leaflets given out: "),
                        Piece::Fig(Fig::open("800", say.t("册", ""), "/x").with(State::Typed)),
                        text("。", "."),
                    ]),
                ]),
            },
            Chapter {
                id: "c2".into(),
                title: say.t(
                    "二、实践项目：一轮一轮走下来",
                    "2. Projects: round after round",
                ),
                short: say.t("二、实践项目", "2. Projects"),
                unsettled: "1".into(),
                parts: lines(vec![Line(vec![
                    text("辅导社区申报项目", "Communities were coached for "),
                    fig("9", "个", "projects"),
                    text("，走访督导", "; they were visited in "),
                    fig("16", "轮", "rounds"),
                    text("，相关做法发表稿件", ". Papers published: "),
                    Piece::Fig(Fig::open("3", say.t("篇", ""), "/x").with(State::Pending)),
                    text("。", "."),
                ])]),
            },
            Chapter {
                id: "c3".into(),
                title: say.t(
                    "三、心理服务：先把接电话的人练好",
                    "3. Care: first those who pick up",
                ),
                short: say.t("三、心理服务", "3. Care"),
                unsettled: "2".into(),
                parts: lines(vec![Line(vec![
                    text("演练和督导共", "Rehearsals and supervision had "),
                    fig("97", "人次", "participations"),
                    text("；建立服务档案", "; files opened: "),
                    Piece::Missing {
                        label: say.t("服务档案数", "files opened"),
                        reason: say.t(
                            "筛查表还没有导入",
                            "the screening sheet is not imported yet",
                        ),
                    },
                    text("。全年材料报送按时率", ". Returns handed in on time: "),
                    Piece::Fig(Fig::open("89.5", "%", "/x").with(State::Pending)),
                    text("。", "."),
                ])]),
            },
        ],
        open_points: vec![
            OpenPoint {
                what: say.t("发表稿件", "Papers"),
                why: say.t("3篇 待核定", "3, to be confirmed"),
                chapter: "c2".into(),
            },
            OpenPoint {
                what: say.t("服务档案", "Files"),
                why: say.t("没有数据", "no records"),
                chapter: "c3".into(),
            },
        ],
        signed: Default::default(),
        size: say.t("三章 · 14 个数字", "3 chapters · 14 figures"),
        unsettled: say.t("3 处没定", "3 not settled"),
        acts: vec![
            Act::open(
                say.t("核定余下的数字", "Confirm the rest"),
                "/reports/1/confirm",
            )
            .weigh(Weight::Main),
            Act::open(say.t("导出 Word", "Word"), "/reports/1.docx"),
            Act {
                words: say.t("打印", "Print"),
                to: To::Print,
                weight: Weight::Quiet,
            },
        ],
    }
}

pub fn report(say: Say) -> Markup {
    let report = report_part(say);
    let frame = say.bare_frame(&report.title, Some(Place::Returns), None);
    Frame { ..frame }.show(&report.show(say.reading.lang))
}
