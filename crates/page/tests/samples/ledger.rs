//! Samples of a ledger: a list of few, of none and of very many, and a record.

use super::Say;
use maud::Markup;
use page::field::{Choice, Field, Input};
use page::frame::Place;
use page::list::{Column, List, Order, Row, Rows, Spot};
use page::pages::Pages;
use page::photos::{Photo, Ratio, Size, photos};
use page::record::{Change, Entry, Fact, Record, Value, facts, history};
use page::section::{Empty, End, Head, Item, Note, Section, items, stack};
use page::sentence::{Part, Pick, Sentence};
use page::{Act, Fig, Line, Link, Mark, Piece, Standing, To, Weight};

fn sentence(say: Say, count: usize) -> Sentence {
    let choice = |value: &str, words: String, count: &str, on: bool| Choice {
        value: value.into(),
        words,
        count: Some(count.into()),
        on,
    };
    let form = |field: Field, button: String| Pick::Form {
        action: "/ledgers/visits".into(),
        keep: vec![("year".into(), "2026".into())],
        fields: vec![field],
        button,
    };
    Sentence {
        name: say.t("走访督导", "Visits"),
        parts: vec![
            Part::Control {
                words: say.t("2026年", "In 2026"),
                pick: form(
                    Field::new(
                        "on",
                        say.t("哪段时间", "When"),
                        Input::Between("2026-01-01".into(), "2026-12-31".into()),
                    ),
                    say.t("就看这段时间", "Show this time"),
                ),
            },
            Part::Text(say.t("的", ", ")),
            Part::Control {
                words: say.t("走访督导", "visits"),
                pick: Pick::Links(vec![Link::new(
                    say.t("换一种台账", "Another ledger"),
                    "#catalogue",
                )]),
            },
            Part::Text(say.t("，类别是", " of the kind ")),
            Part::Control {
                words: say.t("项目督导", "project"),
                pick: form(
                    Field::new(
                        "purpose",
                        say.t("类别", "Kind"),
                        Input::Many(vec![
                            choice("a", say.t("项目督导", "Project"), "57", true),
                            choice(
                                "b",
                                say.t("枫桥创建指导", "Creation of a unit"),
                                "33",
                                false,
                            ),
                            choice("c", say.t("领导调研", "Visit of leaders"), "1", false),
                        ]),
                    ),
                    say.t("就看这些", "Show these"),
                ),
            },
            Part::Text(say.t("，参加人数", ", attended ")),
            Part::Control {
                words: say.t("不限", "any"),
                pick: form(
                    Field::new(
                        "attended",
                        say.t("参加人数", "Attended"),
                        Input::Compare {
                            hows: vec![
                                choice("ge", say.t("不少于", "at least"), "", true),
                                choice("lt", say.t("少于", "fewer than"), "", false),
                            ],
                            value: "10".into(),
                        },
                    ),
                    say.t("就看这些", "Show these"),
                ),
            },
            Part::Add {
                words: say.t("加条件", "Add a condition"),
                pick: Pick::Links(vec![
                    Link::new(say.t("社区", "Community"), "?add=area"),
                    Link::new(say.t("带队人", "Led by"), "?add=by"),
                ]),
            },
        ],
        yields: vec![
            Fig::open(
                count.div_ceil(4).to_string(),
                say.t("轮", "rounds"),
                "/figures/rounds",
            ),
            Fig::open(
                count.to_string(),
                say.t("条走访", "visits"),
                "/figures/visits",
            ),
        ],
        split: vec![
            (
                say.t("整改中", "being mended"),
                Fig::open((count / 3).to_string(), say.t("条", ""), "/figures/open"),
            ),
            (
                say.t("已整改", "mended"),
                Fig::open(
                    (count - count / 3).to_string(),
                    say.t("条", ""),
                    "/figures/shut",
                ),
            ),
        ],
        doing: vec![
            Act::open(say.t("导出 Excel", "Excel"), "?as=xlsx"),
            Act {
                words: say.t("打印", "Print"),
                to: To::Print,
                weight: Weight::Plain,
            },
            Act::open(say.t("设为口径", "Make it a figure"), "/definitions/new"),
        ],
    }
}

pub fn list(say: Say, count: usize) -> Markup {
    let lang = say.reading.lang;
    let column = |zh: &str, en: &str, spot: Spot, order: Option<Order>| Column {
        label: say.t(zh, en),
        spot,
        sort: Some("?sort=x".into()),
        order,
    };
    let long = say.t(
        "把楼道里堆了二十年的旧家具变成小书屋以后居民们第一次自己开会商量谁来值班谁来借书还有下雨天怎么办的那个项目第二期延续性跟踪走访",
        "The project in which neighbours turned twenty years of old furniture on the stairs into a book room, second year",
    );
    let row = |place: usize| {
        let (standing, words) = match place % 3 {
            0 => (Standing::Due, say.t("整改中", "being mended")),
            1 => (Standing::Done, say.t("已整改", "mended")),
            _ => (Standing::Rest, say.t("无需整改", "nothing to mend")),
        };
        let what = if place == 2 {
            long.clone()
        } else {
            say.t("槐安社区 槐安邻里站", "Huai'an · Huai'an neighbours")
        };
        Row {
            href: Some(format!("/visits/{place}").into()),
            cells: vec![
                what.into(),
                say.t("11月22日", "22 Nov").into(),
                say.t("实地", "on site").into(),
                say.t("欧阳·阿依古丽", "Ouyang Ayiguli").into(),
                (place % 17).to_string().into(),
                say.t("照片缺少日期", "The photos bear no date").into(),
                Mark::new(standing, words).into(),
            ],
        }
    };
    let groups = (0..count.div_ceil(4)).map(|round| Rows {
        title: say.t(
            &format!("第{}轮", 16 - round.min(15)),
            &format!("Round {}", 16 - round.min(15)),
        ),
        aside: Line(vec![
            Piece::Text(say.t("11月22日—25日 · ", "22 to 25 Nov · ")),
            Piece::Fig(Fig::inside("4", say.t("条", "visits"))),
        ]),
        rows: (round * 4..count.min(round * 4 + 4)).map(row).collect(),
    });
    let list = List {
        caption: say.t(
            "2026年走访督导，按轮次从新到旧",
            "Visits in 2026, latest round first",
        ),
        columns: vec![
            column("社区 项目", "Community, project", Spot::What, None),
            column("日期", "Day", Spot::Day, Some(Order::Down)),
            column("形式", "How", Spot::Other, None),
            column("带队人", "Led by", Spot::Other, None),
            column("人数", "Attended", Spot::Number, None),
            column("发现问题", "Findings", Spot::Note, None),
            column("整改", "Mended", Spot::Mark, None),
        ],
        groups: groups.collect(),
        pages: Pages {
            first: (count > 100).then(|| "?".into()),
            before: (count > 100).then(|| "?before=9".into()),
            after: (count > 0).then(|| "?after=9".into()),
            at: if count > 0 {
                say.t("第 1—14 条", "1 to 14")
            } else {
                String::new()
            },
        },
        empty: Empty {
            title: say.t("2026年还没有走访", "No visits in 2026 yet"),
            body: say.t(
                "走访完在现场记一条，半分钟；手上有 Excel 的，整份导进来。",
                "Record one on the spot, half a minute; or bring in a whole sheet.",
            ),
            acts: vec![
                Act::open(
                    say.t("记第一条走访", "Record the first visit"),
                    "/visits/new",
                )
                .weigh(Weight::Main),
                Act::open(say.t("从 Excel 导入", "Import from Excel"), "/imports/new"),
            ],
            elsewhere: Some(Link::new(
                say.t("去看2025年的 57 条", "See the 57 of 2025"),
                "?year=2025",
            )),
        },
    };
    let sentence = sentence(say, count);
    say.frame(
        &sentence.name,
        Place::Ledgers,
        &stack(&[sentence.show(lang), list.show(lang)]),
    )
}

pub fn record(say: Say) -> Markup {
    let lang = say.reading.lang;
    let fig = |value: &str, zh: &str, en: &str| Fig::open(value, say.t(zh, en), "/figures/x");
    let people = facts(
        &[
            Fact::new(
                say.t("签到", "Signed in"),
                Line(vec![
                    Piece::Fig(fig("34", "人次", "sign-ins")),
                    Piece::Text(say.t("，同一人不重复计 ", "; each person once: ")),
                    Piece::Fig(fig("31", "人", "people")),
                ]),
            ),
            Fact {
                label: say.t("登记人数", "Head count"),
                value: Value::Blank,
            },
            Fact::new(say.t("社区", "Community"), say.t("槐安社区", "Huai'an")),
            Fact {
                label: say.t("联系手机", "Mobile number"),
                value: Value::Hidden,
            },
        ],
        lang,
    );
    let photo = |words: (&str, &str), ratio, private| Photo {
        src: None,
        href: "/evidence/1".into(),
        words: say.t(words.0, words.1),
        ratio,
        size: (0, 0),
        private,
    };
    let pictures = photos(
        &[
            photo(("会场", "The hall"), Ratio::Usual, false),
            photo(("讲解", "The talk"), Ratio::Upright, false),
            photo(("孩子们", "The children"), Ratio::Full, true),
        ],
        Size::Small,
        lang,
    );
    let held = |what: (&str, &str), small: (&str, &str), fig: Fig| Item {
        what: say.t(what.0, what.1),
        small: say.t(small.0, small.1),
        href: Some("/figures/a".into()),
        end: End::Fig(fig),
    };
    let uses = items(
        &[
            held(
                ("全年活动", "Activities of the year"),
                ("年报 · 合同第1项", "Annual report · contract, item 1"),
                Fig::inside("41", say.t("场", "activities")),
            ),
            held(
                ("全年参与人次", "Participations"),
                ("年报 · 合同第2项", "Annual report · contract, item 2"),
                Fig::inside("1204", say.t("人次", "")),
            ),
        ],
        lang,
    );
    let story = history(
        &[
            Entry {
                when: say.t("11月8日 16:20", "8 Nov 16:20"),
                who: say.t("陆小满", "Lu Xiaoman"),
                what: say.t("改了两处", "changed two fields").into(),
                changes: vec![
                    Change {
                        field: say.t("签到", "Signed in"),
                        old: Value::Line("33".into()),
                        new: Value::Line("34".into()),
                    },
                    Change {
                        field: say.t("成果", "Outcome"),
                        old: Value::Blank,
                        new: Value::Line(say.t("组建志愿队", "a volunteer team").into()),
                    },
                ],
            },
            Entry {
                when: say.t("11月6日 10:05", "6 Nov 10:05"),
                who: say.t("欧阳·阿依古丽", "Ouyang Ayiguli"),
                what: say.t("核定", "confirmed it").into(),
                changes: vec![],
            },
        ],
        lang,
    );
    let record = Record {
        head: Head {
            crumb: Line(vec![Piece::Link(Link::new(say.t("活动", "Activities"), "/ledgers/activities")), Piece::Text(" · HD-2026-006 · ".into()), Piece::Mark(Mark::new(Standing::Done, say.t("已完成", "done")))]),
            title: say.t("别急着转账：一场给奶奶们的反诈茶会", "Don't pay yet: tea and talk about fraud"),
            lead: say.t("2026年11月6日 星期五 9:30—11:30，青禾里二楼。主题日活动，园区承办，陆小满负责。", "Friday 6 November 2026, 9:30–11:30, Qingheli. Theme day; held by the park, led by Lu Xiaoman.").into(),
            doing: vec![
                Act::open(say.t("改这条", "Change"), "/activities/6/change"),
                Act::post(say.t("复制一条", "Copy"), "/activities/6/copy"),
                Act { words: say.t("打印", "Print"), to: To::Print, weight: Weight::Plain },
            ],
        },
        notes: vec![Note {
            standing: Standing::Due,
            title: say.t("有一处对不上，请核", "One thing does not agree"),
            body: Line(vec![Piece::Text(say.t("成果里的志愿队，成立得比这场还早 12 天。", "The team it led to was founded 12 days before it. ")), Piece::Link(Link::new(say.t("改日期", "Change the day"), "/activities/6/change"))]),
        }],
        parts: vec![
            Section { more: Some(Link::new(say.t("看签到表", "The sign-in sheet"), "/activities/6/sheet")), ..Section::new(say.t("人", "People"), people) },
            Section { aside: say.t("签到表 1 份，照片 3 张", "1 sheet, 3 photos"), ..Section::new(say.t("佐证", "Evidence"), pictures) },
        ],
        side: vec![Section::new(say.t("哪些数字里有它", "Figures which hold it"), uses), Section::new(say.t("变动记录", "History"), story)],
    };
    say.frame(
        &record.head.title.clone(),
        Place::Ledgers,
        &record.show(lang),
    )
}
