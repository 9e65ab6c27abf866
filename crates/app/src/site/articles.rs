//! The list of articles, latest first, a page at a time.
//!
//! In: where the page before ended (`?after=2022-12-31.42`). Out: a page of the list. It
//! walks by value, so an article published meanwhile shifts nothing.

use base::{Answer, Cursor, Day, Id, Lang, Value, Words, words};
use page::{
    article::{Articles, Teaser},
    site::SitePlace,
};

use super::{
    Sheet,
    article::{self, Article, published},
    ask, photos, show, text,
};
use crate::front::{Call, Done, Stop};

/// How many articles a page of the list holds.
const PAGE: u32 = 20;

const TITLE: Words = words("动态", "News");
const OLDER: Words = words("更早的", "Older");

/// GET `/articles`.
///
/// # Errors
/// `NotThere` when what the address goes on after is nothing; a fault of the store.
pub(super) async fn list(call: Call) -> Done {
    let lang = call.lang();
    let after = match call.query.get("after") {
        Some(text) => Some(cursor(text).ok_or(Stop::NotThere)?),
        None => None,
    };
    let found = ask(&call, vec![published(after, PAGE)]).await?.pop();
    let more = matches!(&found, Some(Answer::Page(page)) if page.next.is_some());
    let articles = article::all(&call.catalogue(), found);
    let listed = articles.iter().map(|article| article.id);
    let pictures = ask(&call, vec![photos::ask(listed)]).await?.pop();
    let pictures = photos::by_article(&call.catalogue(), pictures);
    let shown = |a: &Article| photos::with_cover(teaser(a, lang), pictures.get(&a.id));
    let last = articles.last().filter(|_| more);
    let list = Articles {
        title: TITLE.get(lang).to_owned(),
        teasers: articles.iter().map(shown).collect(),
        older: last.map(|a| {
            let href = format!("/articles?after={}.{}", a.on, a.id);
            (OLDER.get(lang).to_owned(), href.into())
        }),
        empty: show::none_yet(lang),
    };
    let sheet = Sheet {
        title: TITLE.get(lang).to_owned(),
        about: String::new(),
        place: Some(SitePlace::News),
        body: list.show(),
    };
    Ok(super::answer(&call, &sheet))
}

/// An article in a list.
pub(super) fn teaser(article: &Article, lang: Lang) -> Teaser {
    Teaser {
        title: text::breaking(&article.title),
        first: text::first_sentence(&article.body),
        day: show::day_line(article, lang),
        href: article.path().into(),
        photo: None,
    }
}

/// Where a list goes on, from an address.
fn cursor(text: &str) -> Option<Cursor> {
    let (on, id) = text.split_once('.')?;
    let on: Day = on.parse().ok()?;
    let id: Id = id.parse().ok()?;
    Some(Cursor {
        value: Some(Value::Text(on.to_string())),
        id,
    })
}
