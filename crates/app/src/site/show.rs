//! One article, as good as a fine newspaper's page; and how its readings are counted.
//!
//! In: its name in the address. Out: its page. The reading is counted in memory; the page is
//! kept ready for a second. Somebody signed in gets it drawn anew, so that whoever has just
//! changed it sees that.

use std::sync::Arc;

use axum::response::Response;
use base::{Ask, Id, Lang, Words, words};
use page::{
    Fig,
    section::{Empty, End, Head, Item, narrow},
    site::SitePlace,
};

use super::{
    Sheet,
    article::{self, Article, KIND, published},
    ask, origin,
    pages_kept::Drawn,
    photos,
    place::{self, Place},
    share::share,
    text::{self, breaking},
    views::{self, Reader},
};
use crate::front::{Call, Done, Stop};

/// How many others are offered below an article.
const OTHERS: usize = 3;

/// The article named in the path, and how often it was read.
///
/// # Errors
/// `NotThere` when no such article is published; a fault of the store.
pub(super) async fn wanted(call: &Call) -> Result<(Article, i64), Stop> {
    let slug = call.params.get("slug").ok_or(Stop::NotThere)?;
    let named = Ask::Natural {
        kind: KIND.to_owned(),
        keys: vec![slug.clone()],
    };
    let found = ask(call, vec![named]).await?.pop();
    let found = article::all(&call.catalogue(), found);
    let same = |article: &Article| article.slug == *slug;
    let article = found.into_iter().find(same).ok_or(Stop::NotThere)?;
    let counted = Ask::Kept {
        space: views::SPACE,
        key: article.id.to_string(),
    };
    let kept = ask(call, vec![counted]).await?.pop();
    let kept = kept.and_then(base::Answer::kept);
    let read = views::kept(kept.as_deref()) + call.house.public.views.fresh(article.id);
    Ok((article, read))
}

/// GET `/articles/{slug}`.
///
/// # Errors
/// `NotThere` when no such article is published; a fault of the store.
pub(super) async fn show(call: Call) -> Done {
    let now = call.house.now();
    let key = key(&call);
    let public = &call.house.public;
    let ready = match call.visitor {
        None => public.pages.good(&key, now),
        Some(_) => None,
    };
    if let Some(page) = ready {
        counted(&call, page.article, now);
        return Ok(page.answer(&call.headers));
    }
    let (article, before) = wanted(&call).await?;
    let read = before + i64::from(counted(&call, article.id, now));
    let html = drawn(&call, &article, read).await?;
    let page = Arc::new(Drawn::new(html, now, article.id));
    if call.visitor.is_none() {
        public.pages.keep(key, page.clone());
    }
    Ok(page.answer(&call.headers))
}

/// Whether this call is a reading that counts; it is counted then. The staff looking at their
/// own pages are no readers.
fn counted(call: &Call, article: Id, now: i64) -> bool {
    if call.visitor.is_some() {
        return false;
    }
    let reader = Reader {
        method: &call.method,
        headers: &call.headers,
        peer: call.peer,
    };
    let views = &call.house.public.views;
    views.count(article, &reader, now, call.house.today())
}

/// What a page kept ready depends on besides the records.
fn key(call: &Call) -> String {
    let slug = call.params.get("slug").map_or("", String::as_str);
    let reading = call.reading;
    let (view, theme) = (reading.view.code(), reading.theme.code());
    let (origin, lang) = (origin(call), reading.lang.tag());
    format!("{origin} {lang} {view} {theme} {slug}")
}

async fn drawn(call: &Call, article: &Article, read: i64) -> Result<String, Stop> {
    let lang = call.lang();
    let asks = vec![
        place::ask(),
        published(None, OTHERS as u32 + 1),
        photos::ask(std::iter::once(article.id)),
    ];
    let mut answers = ask(call, asks).await?.into_iter();
    let catalogue = call.catalogue();
    let places = place::all(&catalogue, answers.next());
    let others = article::all(&catalogue, answers.next());
    let mut pictures = photos::by_article(&catalogue, answers.next());
    let pictures = pictures.remove(&article.id).unwrap_or_default();
    let (lead_photos, blocks) = photos::placed(text::blocks(&article.body), &pictures);
    let address = format!("{}{}", origin(call), article.path());
    let page = page::article::Article {
        title: breaking(&article.title),
        day: day_line(article, lang),
        day_iso: article.on.to_string(),
        views: Some(readings(article, read, lang)),
        lead_photos,
        blocks,
        share: share(address),
        places: here(&places, article),
        nearest: (!places.is_empty()).then(|| (NEAREST.get(lang).to_owned(), "/places".into())),
        next: next(&others, article, lang),
    };
    let sheet = Sheet {
        title: article.title.clone(),
        about: text::first_sentence(&article.body),
        place: Some(SitePlace::News),
        body: page.show(call.reading.lang),
    };
    Ok(super::framed(call, &sheet))
}

const NEAREST: Words = words("定位：离我最近的地方", "The place nearest to me");
const TIMES: Words = words("次", "times");

/// The number of readings; it opens onto how they are counted.
pub(super) fn readings(article: &Article, read: i64, lang: Lang) -> Fig {
    let unit = match (lang, read) {
        (Lang::En, 1) => "time",
        _ => TIMES.get(lang),
    };
    Fig::open(read.to_string(), unit, format!("{}/views", article.path()))
}

/// The day, and whose it is.
pub(super) fn day_line(article: &Article, lang: Lang) -> String {
    match (article.author.as_str(), lang) {
        ("", _) => article.on.name(lang),
        (author, Lang::Zh) => format!("{} · {author}", article.on.name(lang)),
        (author, Lang::En) => format!("{}, by {author}", article.on.name(lang)),
    }
}

/// The places an article names.
fn here(places: &[Place], article: &Article) -> Vec<Item> {
    let named = |place: &&Place| !place.name.is_empty() && article.body.contains(&place.name);
    places.iter().filter(named).map(Place::item).collect()
}

fn next(others: &[Article], article: &Article, lang: Lang) -> Vec<Item> {
    let others = others.iter().filter(|other| other.id != article.id);
    let item = |other: &Article| Item {
        what: breaking(&other.title),
        small: day_line(other, lang),
        href: Some(other.path().into()),
        end: End::Bare,
    };
    others.take(OTHERS).map(item).collect()
}

/// GET `/articles/{slug}/views`: what the number of readings counts and what it leaves out.
///
/// # Errors
/// As [`show`].
pub(super) async fn views(call: Call) -> Done {
    const TITLE: Words = words("浏览次数怎么数", "How readings are counted");
    const SAY: Words = words(
        "有人打开这篇文章算一次。同一个人半小时内再打开不重复算；登录了的工作人员、搜索引擎、预览和预先加载不算。不记录是谁看的：访问地址只在内存里打散后保留一天，不存盘。",
        "Somebody opening this article counts once. The same person opening it again within half an hour does not; neither do staff who are signed in, search engines, previews or pages loaded ahead. Who reads is not kept: an address is scrambled in memory for a day and never stored.",
    );
    const BACK: Words = words("回到文章", "Back to the article");
    let (article, read) = wanted(&call).await?;
    let lang = call.lang();
    let head = Head {
        crumb: page::Link::new(article.title.clone(), article.path()).into(),
        title: TITLE.get(lang).to_owned(),
        lead: SAY.get(lang).into(),
        doing: Vec::new(),
    };
    let number = Fig::inside(read.to_string(), readings(&article, read, lang).unit);
    let back = [page::Act::open(BACK.get(lang), article.path())];
    let body = narrow(&[
        head.show(call.reading.lang),
        number.show_big(call.reading.lang),
        page::act::buttons(&back),
    ]);
    let sheet = Sheet {
        title: TITLE.get(lang).to_owned(),
        about: String::new(),
        place: Some(SitePlace::News),
        body,
    };
    Ok(super::answer(&call, &sheet))
}

/// What stands where there are no articles yet.
pub(super) fn none_yet(lang: Lang) -> Empty {
    const TITLE: Words = words("还没有发布文章", "No articles yet");
    const BODY: Words = words(
        "园区发布的第一篇文章会出现在这里。",
        "The park's first article will stand here.",
    );
    super::empty(TITLE, BODY, lang)
}

/// An answer whose type is XML.
pub(super) fn xml(kind: &'static str, text: String) -> Response {
    use axum::{http::header, response::IntoResponse};
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
