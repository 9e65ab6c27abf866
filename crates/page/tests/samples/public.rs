//! Samples of the public site, of signing in and of trouble.

use super::Say;
use maud::Markup;
use page::article::{Article, Articles, Block, Share, Teaser};
use page::home::Home;
use page::photos::{Photo, Ratio};
use page::places::{Dot, Map, Place, Places};
use page::section::{Empty, End, Item};
use page::sign_in::SignIn;
use page::site::SitePlace;
use page::trouble::Trouble;
use page::{Act, Fig, Line, Link, Piece};

const PICTURE: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

pub fn article(say: Say) -> Markup {
    let photo = |words: (&str, &str), ratio| Photo {
        src: None,
        href: "/photos/1".into(),
        words: say.t(words.0, words.1),
        ratio,
        size: (1_200, 800),
        private: false,
    };
    let text = |zh: &str, en: &str| Piece::Text(say.t(zh, en));
    let article = Article {
        title: say.t(
            "楼顶上，\u{200B}第一茬生菜分完了",
            "On the roof, the first lettuce has been shared out",
        ),
        day: say.t("2026年11月20日", "20 November 2026"),
        day_iso: "2026-11-20".into(),
        views: Some(Fig::open("326", say.t("次", "times"), "/articles/7/views")),
        lead_photos: (
            vec![
                photo(("楼顶的菜畦", "Beds on the roof"), Ratio::Usual),
                photo(("量尺寸", "Measuring"), Ratio::Full),
                photo(("爷爷和水壶", "Grandfather with a can"), Ratio::Upright),
            ],
            say.t(
                "浇水排班表贴在楼梯口。照片已征得本人同意。",
                "The watering rota hangs by the stairs. Pictures with consent.",
            ),
        ),
        blocks: vec![
            Block::Paragraph(Line(vec![
                text(
                    "上周六早上八点，槐安社区三栋的楼顶站了",
                    "At eight last Saturday there stood ",
                ),
                Piece::Fig(Fig::open("26", say.t("个人", "people"), "/figures/26")),
                text(
                    "。菜只有四畦，分法是春天就商量好的：每户两棵，值过班的多一棵。",
                    " on the roof of block three. There were only four beds; how to share them had been agreed in spring: two heads a household, one more for whoever had watered.",
                ),
            ])),
            Block::Heading(say.t("先说清楚，再动土", "First agree, then dig")),
            Block::Paragraph(Line(vec![
                text("这件事开过", "It took "),
                Piece::Fig(Fig::open("5", say.t("次会", "meetings"), "/figures/5")),
                text(
                    "，最久的一次吵到晚上十点，为的是水费谁出。后来定下来：水费从卖废纸箱的钱里出，账贴在菜畦边上，谁都能看。",
                    "; the longest went on until ten at night, about who pays for the water. In the end the money from old cartons pays, and the account hangs beside the beds for all to see.",
                ),
            ])),
            Block::Quote(
                say.t(
                    "“种菜不难，难的是头一回坐下来。”",
                    "“Growing is easy. The first time we all sat down was not.”",
                )
                .into(),
            ),
            Block::Photos(
                vec![
                    photo(("分菜", "Sharing out"), Ratio::Usual),
                    photo(("合影", "Together"), Ratio::Wide),
                ],
                say.t("分菜那天。", "The day of sharing."),
            ),
        ],
        share: Share {
            address: say.t(
                "https://park.example/articles/7",
                "https://park.example/articles/7",
            ),
            code: Some(super::hall::qr()),
        },
        places: vec![Item {
            what: say.t("槐安社区三栋楼顶", "Roof of block three, Huai'an"),
            small: say.t("周六上午开放", "Open on Saturday mornings"),
            href: Some("/places/3".into()),
            end: End::Soft(say.t("看路线", "The way there")),
        }],
        nearest: Some((
            say.t("找离我最近的服务点", "The place nearest to me"),
            "/places".into(),
        )),
        next: vec![Item {
            what: say.t("九个社区，一本借书册", "Nine communities, one lending book"),
            href: Some("/articles/6".into()),
            end: End::Soft(say.t("11月12日", "12 Nov")),
            ..Item::default()
        }],
    };
    say.site(
        &article.title.clone(),
        Some(SitePlace::News),
        &article.show(say.reading.lang),
    )
}

pub fn articles(say: Say) -> Markup {
    let teaser =
        |title: (&str, &str), first: (&str, &str), day: (&str, &str), photo: bool| Teaser {
            title: say.t(title.0, title.1),
            first: say.t(first.0, first.1),
            day: say.t(day.0, day.1),
            href: "/articles/7".into(),
            photo: photo.then(|| page::photos::Photo {
                src: Some(PICTURE.into()),
                size: (1_200, 800),
                ..Default::default()
            }),
        };
    let page = Articles {
        title: say.t("动态", "News"),
        teasers: vec![
            teaser(
                (
                    "楼顶上，第一茬生菜分完了",
                    "On the roof, the first lettuce has been shared out",
                ),
                (
                    "上周六早上八点，槐安社区三栋的楼顶站满了人。",
                    "At eight last Saturday the roof of block three was full.",
                ),
                (
                    "2026年11月20日 · 浏览 326",
                    "20 November 2026 · read 326 times",
                ),
                true,
            ),
            teaser(
                ("九个社区，一本借书册", "Nine communities, one lending book"),
                (
                    "书跟着人走，册子跟着书走。",
                    "Books go with people, and the lending book with the books.",
                ),
                (
                    "2026年11月12日 · 浏览 98",
                    "12 November 2026 · read 98 times",
                ),
                false,
            ),
        ],
        older: Some((say.t("更早的", "Older"), "?before=6".into())),
        empty: Empty::default(),
    };
    say.site(&page.title.clone(), Some(SitePlace::News), &page.show())
}

pub fn home(say: Say) -> Markup {
    let teaser = |title: (&str, &str), first: (&str, &str), day: (&str, &str)| Teaser {
        title: say.t(title.0, title.1),
        first: say.t(first.0, first.1),
        day: say.t(day.0, day.1),
        href: "/articles/7".into(),
        photo: None,
    };
    let item = |what: (&str, &str), small: (&str, &str)| Item {
        what: say.t(what.0, what.1),
        small: say.t(small.0, small.1),
        href: Some("/places".into()),
        ..Item::default()
    };
    let page = Home {
        park: say.t("青禾里创新园", "Qingheli Park"),
        about: say.t(
            "邻里自己的事，一起商量着做。",
            "What concerns neighbours, done by them together.",
        ),
        newest: Some(teaser(
            (
                "楼顶上，第一茬生菜分完了",
                "On the roof, the first lettuce has been shared out",
            ),
            (
                "上周六早上八点，槐安社区三栋的楼顶站满了人。菜只有四畦，分法是春天就商量好的。",
                "At eight last Saturday the roof of block three was full. There were only four beds; how to share them had been agreed in spring.",
            ),
            ("2026年11月20日", "20 November 2026"),
        )),
        articles: vec![
            teaser(
                ("九个社区，一本借书册", "Nine communities, one lending book"),
                ("书跟着人走，册子跟着书走。", "Books go with people."),
                ("2026年11月12日", "12 November 2026"),
            ),
            teaser(
                (
                    "接电话的人，先练三个月",
                    "Those who pick up practise for three months",
                ),
                ("", ""),
                ("2026年10月30日", "30 October 2026"),
            ),
        ],
        all_articles: Some(Link::new(say.t("全部动态", "All news"), "/articles")),
        empty: Empty::default(),
        places: vec![item(
            ("青禾里二楼", "Qingheli, second floor"),
            ("每天 9:00—21:00", "Daily 9:00–21:00"),
        )],
        all_places: Some(Link::new(say.t("全部地点", "All places"), "/places")),
        contact: vec![item(
            ("值班电话", "Telephone"),
            ("工作日 9:00—18:00", "Weekdays 9:00–18:00"),
        )],
    };
    say.site(
        &page.park.clone(),
        Some(SitePlace::News),
        &page.show(say.reading.lang),
    )
}

pub fn places(say: Say) -> Markup {
    let place = |name: (&str, &str), address: (&str, &str), away: (&str, &str)| Place {
        name: say.t(name.0, name.1),
        away: say.t(away.0, away.1),
        address: say.t(address.0, address.1),
        hours: say.t("周六 9:00—12:00", "Saturdays 9:00–12:00"),
        notes: say.t("有坡道，轮椅可到。", "A ramp; wheelchairs can reach it."),
        phone: Some(Link::new(say.t("打电话", "Call"), "tel:075500000000")),
        maps: vec![Link::new(say.t("看地图", "Map"), "https://map.example/3")],
    };
    let page = Places {
        title: say.t("地点", "Places"),
        say: say.t(
            "都可以直接来，不用预约。",
            "Just come; no booking is needed.",
        ),
        nearest: Some(Link::new(
            say.t("找离我最近的", "The one nearest to me"),
            "/places",
        )),
        map: Some(Map {
            width: 358,
            height: 240,
            dots: vec![
                Dot {
                    x: 80.0,
                    y: 70.0,
                    label: "1".to_owned(),
                    words: say.t("槐安社区三栋楼顶", "Roof of block three, Huai'an"),
                    place: 1,
                },
                Dot {
                    x: 260.0,
                    y: 170.0,
                    label: "2".to_owned(),
                    words: say.t("北苑共享书屋", "Beiyuan book room"),
                    place: 2,
                },
            ],
            bar: 90.0,
            bar_words: say.t("200米", "200 m"),
        }),
        places: vec![
            place(
                ("槐安社区三栋楼顶", "Roof of block three, Huai'an"),
                ("槐安路 12 号", "12 Huai'an Road"),
                ("约 400 米", "about 400 m"),
            ),
            place(
                ("北苑共享书屋", "Beiyuan book room"),
                ("北苑街 3 号一楼", "3 Beiyuan Street"),
                ("", ""),
            ),
        ],
        empty: Empty::default(),
    };
    say.site(
        &page.title.clone(),
        Some(SitePlace::Places),
        &page.show(say.reading.lang),
    )
}

pub fn sign_in(say: Say) -> Markup {
    let page = SignIn {
        action: "/sign-in".into(),
        with: vec![("then".into(), say.t("/today", "/today"))],
        name: say.t("xiaoman", "xiaoman"),
        problem: Some(say.t(
            "账号或密码不对。再错 4 次，要等一分钟。",
            "Account or password is wrong. After 4 more tries there is a minute's wait.",
        )),
        forgotten: Some(Link::new(
            say.t("忘了密码", "Forgot the password"),
            "/sign-in/forgotten",
        )),
        others: vec![
            Item {
                what: say.t("来参加活动，签到", "I came for an activity"),
                small: say.t("不用账号", "No account needed"),
                href: Some("/come".into()),
                end: End::Soft(say.t("去签到", "Sign in")),
            },
            Item {
                what: say.t("评委，打分", "I am a judge"),
                small: say.t("用短信或微信里收到的链接", "Use the link you were sent"),
                ..Item::default()
            },
        ],
    };
    say.site(
        &say.t("登录", "Sign in"),
        None,
        &page.show(say.reading.lang),
    )
}

pub fn trouble(say: Say) -> Markup {
    let acts = [Act::open(say.t("回到今天", "Back to today"), "/today")];
    let number = say.t("7f3a-90c1", "7f3a-90c1");
    let trouble = Trouble::Fault;
    say.site(
        trouble.title().get(say.reading.lang),
        None,
        &trouble.show(Some(&number), &acts, say.reading.lang),
    )
}
