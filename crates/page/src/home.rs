//! The park's front page, for anybody.
//!
//! In go its name, a sentence, its latest article, the others, its places and
//! the ways to reach it; out comes a page whose first thing is the latest
//! article. It never holds a name or a number that was not published.

use crate::article::{Teaser, teasers};
use crate::piece::{Link, title};
use crate::section::{Empty, Item, Section, items, stack};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const MORE_NEWS: Words = words("更多动态", "More news");
const PLACES: Words = words("在哪里", "Where we are");
const CONTACT: Words = words("联系", "Contact");
const HOTLINE: Words = words("怎么联系", "How to reach us");

/// The front page.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The park's name.
    pub park: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its latest article.
    pub newest: Option<Teaser>,
    /// The articles before that.
    pub articles: Vec<Teaser>,
    /// All of them.
    pub all_articles: Option<Link>,
    /// What stands here when there are none.
    pub empty: Empty,
    /// Its places.
    pub places: Vec<Item>,
    /// All of them.
    pub all_places: Option<Link>,
    /// The ways to reach it.
    pub contact: Vec<Item>,
}

impl Home {
    /// The page as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.home {
                h1.vh { (title(&self.park)) }
                p.lead { (self.about) }
                @match &self.newest {
                    Some(newest) => { (lead(newest)) }
                    None => { (self.empty.show()) }
                }
                div.home-rest {
                    @if !self.articles.is_empty() { (self.more(lang)) }
                    (stack(&[self.there(lang), self.reach(lang)]))
                }
            }
        }
    }

    fn more(&self, lang: Lang) -> Markup {
        let list = teasers(&self.articles);
        Section {
            more: self.all_articles.clone(),
            ..Section::new(MORE_NEWS.get(lang), list)
        }
        .show()
    }

    fn there(&self, lang: Lang) -> Markup {
        html! {
            @if !self.places.is_empty() {
                (Section {
                    more: self.all_places.clone(),
                    ..Section::new(PLACES.get(lang), items(&self.places, lang))
                }.show())
            }
        }
    }

    fn reach(&self, lang: Lang) -> Markup {
        Section {
            more: Some(Link::new(HOTLINE.get(lang), "/contact")),
            ..Section::new(CONTACT.get(lang), items(&self.contact, lang))
        }
        .show()
    }
}

/// The latest article, large.
fn lead(newest: &Teaser) -> Markup {
    html! {
        a.newest.with-photo[newest.photo.is_some()] href=(newest.href) {
            @if let Some(photo) = &newest.photo { span.newest-photo { (photo.cover("eager")) } }
            h2 { (title(&newest.title)) }
            @if !newest.first.is_empty() { p { (newest.first) } }
            small { (newest.day) }
        }
    }
}
