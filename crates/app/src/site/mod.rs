//! The park's public pages: what it publishes, where it is, how to reach it. Nobody signs in.
//!
//! In: a request by anybody. Out: pages of published articles and public places, a feed, a
//! map for search engines. They are read with the program's own bounds, so each part here
//! takes only what is published and only fields that may stand on a public page. A reading is
//! counted in memory and written later: no page waits for it.

pub mod article;
mod articles;
mod contact;
pub mod facts;
mod feed;
mod home;
mod own_words;
mod pages_kept;
pub mod photos;
pub mod place;
mod places;
mod robots;
mod schematic;
pub mod share;
mod show;
#[cfg(test)]
pub(crate) mod tests;
pub mod text;
pub mod views;

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use axum::response::{Html, IntoResponse, Response};
use base::{Answer, Ask, Id, Lang, Roles, Words};
use page::{
    Link, Markup,
    section::Empty,
    site::{Site, SitePlace},
};
use store::{Moment, Scope, Store};
use tokio::sync::Semaphore;

use crate::front::{Call, Right, Routes, Stop};
use facts::Facts;
use pages_kept::PagesKept;
use views::Views;

/// How often the counts are written down.
const FLUSH_SECONDS: u64 = 5;

/// What all public pages share.
pub struct Public {
    scope: Scope,
    /// The readings counted.
    pub views: Views,
    pages: PagesKept,
    /// What the park said of itself when it was last looked up.
    facts: RwLock<Arc<Facts>>,
    /// A turn for whoever has a photo opened: one at a time takes enough memory.
    pub drawing: Semaphore,
}

impl Public {
    /// The public pages of a park.
    pub fn new(park: Id) -> Public {
        Public {
            scope: Scope::system(park, "public pages"),
            views: Views::default(),
            pages: PagesKept::default(),
            facts: RwLock::default(),
            drawing: Semaphore::new(1),
        }
    }

    /// Writes the counts down and looks up what the park says of itself every few seconds, for as long as it is run. Call
    /// [`Public::stop`] when the last request is answered.
    pub async fn run(&self, store: &Store) {
        let mut turn = tokio::time::interval(Duration::from_secs(FLUSH_SECONDS));
        loop {
            turn.tick().await;
            self.stop(store).await;
            self.learn(store).await;
        }
    }

    /// Writes down what was counted last. A count that cannot be written waits for the next
    /// time.
    pub async fn stop(&self, store: &Store) {
        if let Err(error) = self.views.flush(store, &self.scope).await {
            tracing::warn!(%error, "the counts of readings were not written down");
        }
    }

    /// Looks up what the park says of itself. What cannot be looked up stays as it was.
    pub async fn learn(&self, store: &Store) {
        let found = store
            .ask(&self.scope, Moment::Now, vec![Facts::ask()])
            .await;
        if let Some(answer) = found.ok().and_then(|mut answers| answers.pop()) {
            let mut held = self.facts.write().unwrap_or_else(PoisonError::into_inner);
            *held = Arc::new(Facts::of(answer));
        }
    }

    /// What the park said of itself when it was last looked up, a few seconds ago at most.
    pub fn facts(&self) -> Arc<Facts> {
        self.facts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Drops the pages kept ready, so that a change shows at once and not a second later.
    pub fn forget(&self) {
        self.pages.forget();
    }
}

/// The public addresses.
pub fn routes() -> Routes {
    Routes::default()
        .get("/", Right::Public, home::show)
        .get("/articles", Right::Public, articles::list)
        .get("/articles/{slug}", Right::Public, show::show)
        .get("/articles/{slug}/views", Right::Public, show::views)
        .get("/articles/{slug}/qr.svg", Right::Public, share::code)
        .get("/places", Right::Public, places::list)
        .get("/contact", Right::Public, contact::show)
        .get("/feed.xml", Right::Public, feed::show)
        .get("/sitemap.xml", Right::Public, robots::sitemap)
        .get("/robots.txt", Right::Public, robots::robots)
        .get(
            "/settings/park",
            Right::Have(Roles::MANAGERS),
            own_words::show,
        )
        .post(
            "/settings/park",
            Right::Have(Roles::MANAGERS),
            own_words::save,
        )
        .and(photos::routes())
}

/// Asks as the public does: within the program's own bounds, for what each page then shows.
async fn ask(call: &Call, asks: Vec<Ask>) -> Result<Vec<Answer>, Stop> {
    let house = &call.house;
    let scope = &house.public.scope;
    Ok(house.store.ask(scope, Moment::Now, asks).await?)
}

/// A public page, before it is framed.
struct Sheet {
    title: String,
    about: String,
    place: Option<SitePlace>,
    body: Markup,
}

/// The whole document of a public page. Whoever is signed in keeps their name out of it.
fn framed(call: &Call, sheet: &Sheet) -> String {
    let site = Site {
        reading: call.reading,
        park: call.house.name(call.lang()),
        filings: filings(&call.house.public.facts()),
        demo: call.house.config.demo,
        title: sheet.title.clone(),
        about: sheet.about.clone(),
        path: call.path.clone(),
        place: sheet.place,
        feed: Some("/feed.xml".into()),
        plain: false,
        paths: Default::default(),
    };
    site.show(&sheet.body).into_string()
}

/// The numbers of the park's filings, each leading to the authority's own register.
/// Source: 非经营性互联网信息服务备案管理办法 art. 13.
pub fn filings(facts: &Facts) -> Vec<Link> {
    let registers = [
        ("icp", "https://beian.miit.gov.cn/"),
        ("police", "https://beian.mps.gov.cn/"),
    ];
    let filed = registers.map(|(name, register)| link(facts.get(name), register));
    filed
        .into_iter()
        .filter(|link| !link.words.is_empty())
        .collect()
}

/// What stands on a page with nothing on it yet.
fn empty(title: Words, body: Words, lang: Lang) -> Empty {
    Empty {
        title: title.get(lang).to_owned(),
        body: body.get(lang).to_owned(),
        acts: Vec::new(),
        elsewhere: None,
    }
}

fn answer(call: &Call, sheet: &Sheet) -> Response {
    Html(framed(call, sheet)).into_response()
}

/// The beginning of every whole address: the one configured, else the one they came by.
pub fn origin(call: &Call) -> String {
    let config = &call.house.config;
    if let Some(address) = config.whole_address() {
        return address;
    }
    let host = call.headers.get("host").and_then(|host| host.to_str().ok());
    let plain = |host: &&str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
        host.len() < 256 && host.bytes().all(fits)
    };
    let host = host.filter(plain).unwrap_or("localhost");
    format!("http://{host}{}", config.prefix)
}

fn link(words: &str, href: &str) -> Link {
    Link::new(words, href)
}
