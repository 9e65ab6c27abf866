//! Samples for the hall: the roll of an activity and the hall's screen.

use super::Say;
use maud::{Markup, PreEscaped};
use page::hall::Hall;
use page::photos::Photo;
use page::roll::{Person, Roll};
use page::section::Head;
use page::{Fig, Link};

const PICTURE: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

/// A drawing that stands for a QR code.
pub fn qr() -> Markup {
    PreEscaped(r#"<svg viewBox="0 0 21 21" shape-rendering="crispEdges"><path d="M0 0h7v1H1v5h5V1h1v6H0zM2 2h3v3H2zM14 0h7v7h-7V1h1v5h5V1h-6zM16 2h3v3h-3zM0 14h7v7H0zM1 15v5h5v-5zM2 16h3v3H2zM9 2h2v3H9zM9 9h4v2H9zM15 15h3v3h-3zM11 12h2v5h-2zM17 9h3v2h-3z"/></svg>"#.into())
}

pub fn roll(say: Say) -> Markup {
    let person = |id: &str, name: (&str, &str), small: (&str, &str), came: Option<&str>| Person {
        id: id.into(),
        name: say.t(name.0, name.1),
        small: say.t(small.0, small.1),
        came: came.map(|when| say.t(when, when)),
    };
    let roll = Roll {
        head: Head {
            crumb: say
                .t("今天 14:30 · 青禾里二楼", "Today 14:30 · Qingheli")
                .into(),
            title: say.t("签到：楼道里的小菜园", "Signing in: a garden on the stairs"),
            ..Head::default()
        },
        came: Fig::open("2", say.t("人到了", "are here"), "/figures/came"),
        action: "/activities/12/roll".into(),
        with: vec![("key".into(), "7".into())],
        find: "/activities/12/roll".into(),
        sought: say.t("", ""),
        people: vec![
            person("1", ("李桂兰", "Li Guilan"), ("槐安社区", "Huai'an"), None),
            person("2", ("李桂兰", "Li Guilan"), ("北苑社区", "Beiyuan"), None),
            person(
                "3",
                ("欧阳·阿依古丽", "Ouyang Ayiguli"),
                ("槐安社区", "Huai'an"),
                None,
            ),
            person(
                "4",
                ("周大川", "Zhou Dachuan"),
                ("志愿者", "volunteer"),
                Some("14:21"),
            ),
            person(
                "5",
                ("何满仓", "He Mancang"),
                ("北苑社区", "Beiyuan"),
                Some("14:24"),
            ),
        ],
        code: Some((
            qr(),
            say.t(
                "用微信扫一扫，自己签到",
                "Scan with WeChat to sign in yourself",
            ),
        )),
    };
    let back = Link::new(say.t("今天", "Today"), "/today");
    let frame = say.bare_frame(&roll.head.title, None, Some(back));
    frame.show(&roll.show(say.reading.lang))
}

pub fn screen(say: Say) -> Markup {
    let fig = |name: (&str, &str), value: &str, unit: (&str, &str)| {
        (
            say.t(name.0, name.1),
            Fig::inside(value, say.t(unit.0, unit.1)),
        )
    };
    let photo = |words: (&str, &str)| Photo {
        src: Some(PICTURE.into()),
        words: say.t(words.0, words.1),
        ..Photo::default()
    };
    Hall {
        reading: say.reading,
        park: say.t("青禾里创新园", "Qingheli Park"),
        title: say.t(
            "2026年，邻里一起做的事",
            "What neighbours did together in 2026",
        ),
        as_of: say.t(
            "数据截至2026年11月23日，每个数字都有记录可查。",
            "As of 23 November 2026. Every figure has its records.",
        ),
        figures: vec![
            fig(("办成活动", "Activities"), "41", ("场", "")),
            fig(("参与人次", "Participations"), "1204", ("人次", "")),
            fig(("来过的人", "People"), "516", ("人", "")),
            fig(("居民建议被采纳", "Proposals taken up"), "9", ("条", "")),
        ],
        photos: vec![
            photo(("楼顶菜畦", "Beds on the roof")),
            photo(("反诈茶会", "Tea and talk")),
            photo(("书屋开门", "The book room opens")),
        ],
        code: Some((
            qr(),
            say.t("扫一扫，看今年的故事", "Scan to read this year's stories"),
        )),
        again_after_seconds: 300,
        paths: say.paths(),
    }
    .show()
}
