//! One made-up page of every part, in the reader's language.
//!
//! In goes how texts are said: in Chinese, in English, or as a hostile string
//! in every place where a text may stand. Out come whole documents by name.
//! The gallery writes them, the snapshots keep them, the other tests read them.

#![allow(clippy::too_many_lines)] // a sample is a table of texts

mod hall;
mod ledger;
mod public;
mod shop;
mod year;

use page::catalogue::{Catalogue, Shelf};
use page::frame::{Frame, Place, Toast};
use page::paths::Paths;
use page::site::{Site, SitePlace};
use page::{Act, Lang, Link, Markup, Reading};

/// A text that breaks out of anything that does not escape it.
pub const HOSTILE: &str = r#"<script>alert("x")</script><img src=x onerror='y'>"'&"#;

/// How the samples say their texts.
#[derive(Clone, Copy)]
pub struct Say {
    /// The reader's settings.
    pub reading: Reading,
    /// Whether every text is the hostile one.
    pub hostile: bool,
    /// Where the style sheet lies.
    pub assets: &'static str,
}

impl Say {
    /// The text.
    pub fn t(&self, zh: &str, en: &str) -> String {
        match (self.hostile, self.reading.lang) {
            (true, _) => HOSTILE.into(),
            (false, Lang::Zh) => zh.into(),
            (false, Lang::En) => en.into(),
        }
    }

    fn paths(&self) -> Paths {
        Paths {
            assets: self.assets,
            ..Paths::default()
        }
    }

    fn frame(&self, title: &str, place: Place, body: &Markup) -> Markup {
        self.bare_frame(title, Some(place), None).show(body)
    }

    fn task(&self, title: &str, back: (&str, &str), body: &Markup) -> Markup {
        let back = Link::new(self.t(back.0, back.1), "/today");
        let frame = self.bare_frame(title, None, Some(back));
        let toast = Toast {
            words: self.t(
                "K21 已改，20 行签到归位",
                "K21 mended; 20 sign-ins found their place",
            ),
            undo: Some(Act::post(self.t("撤销", "Undo"), "/imports/1/undo")),
        };
        Frame {
            toast: Some(toast),
            ..frame
        }
        .show(body)
    }

    fn bare_frame(&self, title: &str, place: Option<Place>, back: Option<Link>) -> Frame {
        Frame {
            reading: self.reading,
            park: self.t("青禾里创新园", "Qingheli Park"),
            demo: true,
            title: title.into(),
            path: "/sample?a=1&b=2".into(),
            person: Some(Link::new(self.t("陆小满", "Lu Xiaoman"), "/me")),
            place,
            back,
            toast: None,
            catalogue: Some(self.catalogue()),
            closed: &[],
            again_after_seconds: None,
            paths: self.paths(),
        }
    }

    fn site(&self, title: &str, place: Option<SitePlace>, body: &Markup) -> Markup {
        Site {
            filings: vec![Link::new(
                self.t("粤ICP备00000000号-1", "粤ICP备00000000号-1"),
                "https://beian.miit.gov.cn/",
            )],
            reading: self.reading,
            park: self.t("青禾里创新园", "Qingheli Park"),
            demo: true,
            title: title.into(),
            about: self.t("青禾里的邻里事", "What neighbours do in Qingheli"),
            path: "/articles/7".into(),
            place,
            feed: Some("/feed.atom".into()),
            plain: place.is_none(),
            paths: self.paths(),
        }
        .show(body)
    }

    fn catalogue(&self) -> Catalogue {
        let shelf = |zh: &str, en: &str, count: Option<&str>| Shelf {
            name: self.t(zh, en),
            href: count.map(|_| "/ledgers/x".into()),
            count: count.map(str::to_owned),
        };
        Catalogue {
            often: vec![
                Link::new(self.t("走访督导", "Visits"), "/ledgers/visits"),
                Link::new(self.t("活动", "Activities"), "/ledgers/activities"),
            ],
            areas: vec![
                (
                    self.t("活动与人", "Activities and people"),
                    vec![
                        shelf("活动", "Activities", Some("38")),
                        shelf("签到", "Sign-ins", Some("1204")),
                        shelf("居民", "Residents", Some("516")),
                        shelf("志愿队伍", "Volunteer teams", Some("4")),
                        shelf("场地使用", "Use of venues", Some("0")),
                    ],
                ),
                (
                    self.t("项目", "Projects"),
                    vec![
                        shelf("项目", "Projects", Some("21")),
                        shelf("辅导记录", "Coaching", Some("13")),
                        shelf("走访督导", "Visits", Some("64")),
                    ],
                ),
                (
                    self.t("枫桥式创建", "Fengqiao creation"),
                    vec![
                        shelf("创建单位", "Units", Some("52")),
                        shelf("单位验收", "Acceptance", Some("52")),
                    ],
                ),
                (
                    self.t("心理服务", "Care"),
                    vec![
                        shelf("评估筛查", "Screening", None),
                        shelf("热线", "Hotline", None),
                        shelf("个案", "Cases", None),
                    ],
                ),
                (
                    self.t("议事", "Council"),
                    vec![
                        shelf("议事会", "Meetings", Some("6")),
                        shelf("议事建议", "Proposals", Some("17")),
                    ],
                ),
                (
                    self.t("报送与合同", "Returns and contracts"),
                    vec![
                        shelf("材料报送", "Returns", Some("24")),
                        shelf("宣传发表", "Publications", Some("5")),
                        shelf("服务合同", "Contracts", Some("1")),
                    ],
                ),
            ],
        }
    }
}

/// All samples, by name.
pub fn all(say: Say) -> Vec<(&'static str, Markup)> {
    vec![
        ("today", shop::today(say)),
        ("today-empty", shop::today_empty(say)),
        ("list", ledger::list(say, 14)),
        ("list-many", ledger::list(say, 4_000)),
        ("list-empty", ledger::list(say, 0)),
        ("record", ledger::record(say)),
        ("form", shop::form(say, false)),
        ("form-problems", shop::form(say, true)),
        ("import", shop::import(say)),
        ("progress", shop::progress(say)),
        ("roll", hall::roll(say)),
        ("hall", hall::screen(say)),
        ("figure", year::figure(say)),
        ("drawer", year::drawer(say)),
        ("figures", year::figures(say)),
        ("year", year::report(say)),
        ("article", public::article(say)),
        ("articles", public::articles(say)),
        ("home", public::home(say)),
        ("places", public::places(say)),
        ("sign-in", public::sign_in(say)),
        ("trouble", public::trouble(say)),
    ]
}
