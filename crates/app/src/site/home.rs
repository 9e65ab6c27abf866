//! The park's front page: who it is, what it published last, where it is, how to reach it.
//!
//! In: articles, places and what the park says of itself. Out: one page. It shows nothing
//! that counts records: figures stand in articles, where somebody answers for them.

use base::{Words, words};
use page::home::Home;

use super::{
    Sheet,
    article::{self, Article, published},
    articles::teaser,
    ask,
    contact::ways,
    facts::Facts,
    link, photos,
    place::{self, Place},
    show,
};
use crate::front::{Call, Done};

/// How many articles the front page shows.
const ARTICLES: u32 = 6;
/// How many places the front page shows.
const PLACES: usize = 4;

const ALL_ARTICLES: Words = words("全部动态", "All news");
const ALL_PLACES: Words = words("全部地点和路线", "All places and the way there");

/// GET `/`.
///
/// # Errors
/// A fault of the store.
pub(super) async fn show(call: Call) -> Done {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let asks = vec![published(None, ARTICLES + 1), place::ask(), Facts::ask()];
    let mut answers = ask(&call, asks).await?.into_iter();
    let articles = article::all(&catalogue, answers.next());
    let places = place::all(&catalogue, answers.next());
    let facts = answers.next().map(Facts::of).unwrap_or_default();
    let listed = articles.iter().map(|article| article.id);
    let pictures = ask(&call, vec![photos::ask(listed)]).await?.pop();
    let pictures = photos::by_article(&catalogue, pictures);
    let shown =
        |article: &Article| photos::with_cover(teaser(article, lang), pictures.get(&article.id));
    let more = articles.len() > ARTICLES as usize;
    let mut teasers = articles.iter().take(ARTICLES as usize);
    let page = Home {
        park: call.house.name(lang),
        about: facts.about(lang).to_owned(),
        newest: teasers.next().map(shown),
        articles: teasers.map(shown).collect(),
        all_articles: more.then(|| link(ALL_ARTICLES.get(lang), "/articles")),
        empty: show::none_yet(lang),
        places: places.iter().take(PLACES).map(Place::item).collect(),
        all_places: (!places.is_empty()).then(|| link(ALL_PLACES.get(lang), "/places")),
        contact: ways(&facts, lang),
    };
    let sheet = Sheet {
        title: call.house.name(lang),
        about: facts.about(lang).to_owned(),
        place: None,
        body: page.show(call.reading.lang),
    };
    Ok(super::answer(&call, &sheet))
}
