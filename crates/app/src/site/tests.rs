//! The public pages through the real door: what is shown, what is not, and what is counted.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    response::Response,
};
use base::{Act, Catalogue, Change, Id, Kind, Source, Value};
use store::{Location, Scope, Setting, Store, Write};
use tower::ServiceExt;

use super::{facts::Facts, views};
use crate::{
    access::parks::About,
    front::{Config, House, Routes},
    intake::ParkSealer,
    records::{KINDS, places, settings::articles},
};

pub(crate) const PARK: Id = Id(1);
/// 23 November 2026, 12:00 in the park's zone.
const NOON: i64 = 1_795_406_400_000;
const PHONE: &str = "Mozilla/5.0 (Linux; Android 12) Chrome/86.0 Mobile";
const HOSTILE: &str = "<script>alert(\"x\")</script><img src=x onerror='y'>";

/// A park with its door, a clock that a test moves, and the folder it lies in.
pub(crate) struct Desk {
    pub(crate) house: Arc<House>,
    door: Router,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

impl Desk {
    async fn new() -> Desk {
        Desk::over(super::routes()).await
    }

    /// A desk whose door knows these addresses.
    pub(crate) async fn over(routes: Routes) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(AtomicI64::new(NOON));
        let ticking = clock.clone();
        let setting = Setting {
            trail_key: seal::Key::fresh(),
            clock: Arc::new(move || ticking.load(Ordering::SeqCst)),
            writer: 0,
        };
        let catalogue = Arc::new(Catalogue::new(KINDS.iter().copied()));
        let at = Location::Sqlite(folder.path().join("park.db"));
        let store = Store::open(at, catalogue, setting.clone())
            .await
            .expect("a store");
        let sealer = Arc::new(ParkSealer(seal::Key::fresh()));
        let config = Config {
            park: "横岗创新园".to_owned(),
            address: Some("https://park.example".to_owned()),
            ..Config::default()
        };
        let house = Arc::new(House::new(store, PARK, config, setting.clock, sealer));
        let door = routes.router(house.clone());
        Desk {
            house,
            door,
            clock,
            _folder: folder,
        }
    }

    pub(crate) async fn write(&self, changes: Vec<Change>) {
        let act = Act {
            actor: Id(0),
            source: Source::System,
            note: String::new(),
        };
        let scope = Scope::system(PARK, "a test");
        self.house
            .store
            .write(Write::of(scope, act, changes))
            .await
            .expect("written");
    }

    async fn article(&self, id: i64, slug: &str, on: &str, state: &str, words: &str) {
        let values = [
            ("title", words),
            ("slug", slug),
            ("on", on),
            ("state", state),
            ("body", words),
        ];
        let values = values.map(|(name, value)| (name, Value::from(value)));
        self.write(vec![add(&articles::KIND, id, slug, &values)])
            .await;
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().uri(path).header("host", "park.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        self.door.clone().oneshot(request).await.expect("an answer")
    }

    async fn text(&self, path: &str) -> String {
        text(self.get(path, &[("user-agent", PHONE)]).await).await
    }

    fn wait(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::SeqCst);
    }
}

pub(crate) async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20)
        .await
        .expect("a body");
    String::from_utf8(bytes.to_vec()).expect("text")
}

pub(crate) fn add(kind: &'static Kind, id: i64, natural: &str, values: &[(&str, Value)]) -> Change {
    let mut all = vec![None; kind.fields.len()];
    for (name, value) in values {
        all[kind.at(name).expect("a field")] = Some(value.clone());
    }
    Change::Add {
        kind: kind.name,
        id: Id(id),
        natural: natural.to_owned(),
        values: all,
    }
}

#[tokio::test]
async fn only_published_articles_are_anywhere() {
    let desk = Desk::new().await;
    desk.article(10, "first", "2022-12-31", "published", "年度工作成效")
        .await;
    desk.article(11, "second", "2023-01-02", "draft", "还在写的稿子")
        .await;
    for path in [
        "/",
        "/articles",
        "/feed.xml",
        "/sitemap.xml",
        "/articles/first",
    ] {
        let page = desk.text(path).await;
        assert!(page.contains("first"), "{path} lacks what is published");
        assert!(
            !page.contains("second") && !page.contains("还在写"),
            "{path} shows a draft"
        );
    }
    for path in [
        "/articles/second",
        "/articles/second/views",
        "/articles/second/qr.svg",
        "/articles/none",
    ] {
        let answer = desk.get(path, &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_says_so_in_both_languages() {
    let desk = Desk::new().await;
    for lang in ["zh-CN", "en"] {
        let answer = desk
            .get("/articles/none", &[("accept-language", lang)])
            .await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let page = text(answer).await;
        assert!(page.contains(&format!("lang=\"{lang}\"")), "{page}");
    }
}

#[tokio::test]
async fn hostile_words_are_only_ever_read() {
    let desk = Desk::new().await;
    desk.article(10, "h", "2022-12-31", "published", HOSTILE)
        .await;
    let values =
        ["name", "address", "hours", "phone", "notes"].map(|name| (name, Value::from(HOSTILE)));
    desk.write(vec![
        add(&places::KIND, 20, "h", &values),
        Facts::change("sentence", HOSTILE),
        Facts::change("mail", HOSTILE),
    ])
    .await;
    for path in [
        "/",
        "/articles",
        "/articles/h",
        "/articles/h/views",
        "/articles/h/qr.svg",
        "/places",
        "/contact",
        "/feed.xml",
        "/sitemap.xml",
    ] {
        let page = desk.text(path).await;
        for raw in ["<script>alert", "<img src=x", "onerror='y'>\""] {
            assert!(!page.contains(raw), "{path} prints {raw}");
        }
    }
}

type Asked = &'static [(&'static str, &'static str)];

const ON_A_PHONE: Asked = &[("user-agent", PHONE)];

/// Who asks, how long after the one before (milliseconds), and what is counted by then.
const READERS: [(Asked, i64, i64); 6] = [
    (&[("user-agent", "Baiduspider/2.0")], 0, 0),
    (&[("user-agent", PHONE), ("sec-purpose", "prefetch")], 1, 0),
    (ON_A_PHONE, 1, 1),
    (ON_A_PHONE, 1, 1),
    (&[("user-agent", "Mozilla/5.0 (iPhone) Safari/605")], 1, 2),
    (ON_A_PHONE, views::RELOAD_MS, 3),
];

#[tokio::test]
async fn a_reading_is_counted_once_and_kept() {
    let desk = Desk::new().await;
    desk.article(10, "a", "2022-12-31", "published", "一").await;
    let public = &desk.house.public;
    for (headers, after, count) in READERS {
        desk.wait(after);
        desk.get("/articles/a", headers).await;
        assert_eq!(
            public.views.fresh(Id(10)),
            count,
            "{headers:?} after {after}"
        );
    }
    public.stop(&desk.house.store).await;
    assert_eq!(
        public.views.fresh(Id(10)),
        0,
        "what is kept no longer waits"
    );
    assert!(
        desk.text("/articles/a/views").await.contains(">3<"),
        "three are kept"
    );
    // The same phone on another day counts, and is added to what is kept.
    desk.wait(86_400_000);
    desk.get("/articles/a", ON_A_PHONE).await;
    public.stop(&desk.house.store).await;
    let page = desk.text("/articles/a/views").await;
    assert!(
        page.contains(">4<") && public.views.fresh(Id(10)) == 0,
        "{page}"
    );
}

#[tokio::test]
async fn only_the_head_is_no_reading() {
    let desk = Desk::new().await;
    desk.article(10, "a", "2022-12-31", "published", "一").await;
    let request = Request::head("/articles/a").header("user-agent", PHONE);
    let request = request.body(Body::empty()).expect("a request");
    let answer = desk.door.clone().oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(desk.house.public.views.fresh(Id(10)), 0);
}

#[tokio::test]
async fn a_change_shows_within_a_second() {
    let desk = Desk::new().await;
    desk.article(10, "a", "2022-12-31", "published", "旧的字句")
        .await;
    assert!(desk.text("/articles/a").await.contains("旧的字句"));
    let since = desk.house.now();
    desk.wait(1);
    let Change::Add { values, .. } = add(
        &articles::KIND,
        10,
        "a",
        &[
            ("title", "新的字句".into()),
            ("slug", "a".into()),
            ("on", "2022-12-31".into()),
            ("state", "published".into()),
            ("body", "新的字句".into()),
        ],
    ) else {
        panic!("an addition")
    };
    desk.write(vec![Change::Set {
        kind: "articles",
        id: Id(10),
        since,
        natural: "a".to_owned(),
        values,
    }])
    .await;
    desk.wait(1_000);
    assert!(desk.text("/articles/a").await.contains("新的字句"));
    // Each size, language and theme has a page of its own.
    let large = text(
        desk.get("/articles/a", &[("cookie", "view=large; lang=en")])
            .await,
    )
    .await;
    assert!(large.contains("data-view=\"large\"") && large.contains("lang=\"en\""));
    assert!(!desk.text("/articles/a").await.contains("data-view"));
}

#[tokio::test]
async fn the_list_goes_on_where_the_page_before_ended() {
    let desk = Desk::new().await;
    for n in 1..=45_i64 {
        // Many share a day, so the identity has to part them.
        let on = format!("2022-12-{:02}", n % 5 + 1);
        desk.article(100 + n, &format!("n{n}-"), &on, "published", "文")
            .await;
    }
    let (mut path, mut seen) = ("/articles".to_owned(), Vec::new());
    for _ in 0..3 {
        let page = desk.text(&path).await;
        seen.extend((1..=45).filter(|n| page.contains(&format!("/articles/n{n}-\""))));
        let next = page.split("href=\"/articles?after=").nth(1);
        let Some(next) = next.and_then(|rest| rest.split('"').next()) else {
            break;
        };
        path = format!("/articles?after={next}");
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=45).collect::<Vec<i64>>(), "each article once");
    assert_eq!(
        desk.get("/articles?after=nonsense", &[]).await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn places_are_shown_unless_they_are_shut() {
    let desk = Desk::new().await;
    let place = |id, name: &str, open: Option<bool>, latitude: &str| {
        let mut values = vec![
            ("name", Value::from(name)),
            ("address", "园路1号".into()),
            ("latitude", latitude.into()),
            ("longitude", "114.2".into()),
        ];
        values.extend(open.map(|open| ("open_to_public", Value::from(open))));
        add(&places::KIND, id, name, &values)
    };
    desk.write(vec![
        place(20, "甲处", Some(true), "22.7"),
        place(21, "乙处", None, "22.61"),
        place(22, "丙处", Some(false), "22.6"),
    ])
    .await;
    let page = desk.text("/places?at=22.6,114.2").await;
    assert!(!page.contains("丙处"), "a place that is shut is not shown");
    let at = |name: &str| page.find(name).unwrap_or_else(|| panic!("{name} is shown"));
    assert!(at("乙处") < at("甲处"), "the nearest comes first");
    assert!(page.contains("约1.1公里"), "{page}");
    assert!(page.contains("https://uri.amap.com/marker?position=114.2,22.61&"));
}

#[tokio::test]
async fn every_page_opens_with_nothing_in_it() {
    let desk = Desk::new().await;
    for path in [
        "/",
        "/articles",
        "/places",
        "/contact",
        "/feed.xml",
        "/sitemap.xml",
        "/robots.txt",
    ] {
        let answer = desk.get(path, &[]).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
    }
    assert!(
        desk.text("/robots.txt")
            .await
            .contains("Sitemap: https://park.example/sitemap.xml")
    );
    assert!(desk.text("/contact").await.contains("tel:12356"));
}

#[tokio::test]
async fn the_park_is_named_as_it_was_made_and_as_it_says() {
    let desk = Desk::new().await;
    let about = About {
        name: "横岗创新园".to_owned(),
        operator: "某服务中心".to_owned(),
        ..About::default()
    };
    desk.write(vec![
        about.keep(),
        Facts::change("sentence", "楼下的议事厅"),
        Facts::change("phone", "0755-1"),
    ])
    .await;
    for path in ["/", "/contact"] {
        let page = desk.text(path).await;
        for words in ["某服务中心", "楼下的议事厅", "tel:07551"] {
            assert!(page.contains(words), "{path} lacks {words}");
        }
        assert!(!page.contains("{&quot;"), "{path} shows how it is kept");
    }
    desk.write(vec![Facts::change("phone", " ")]).await;
    assert!(
        !desk.text("/contact").await.contains("tel:07551"),
        "what is emptied is gone"
    );
}
