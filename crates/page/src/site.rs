//! The frame of a public page, and of the plain ones: signing in, and errors.
//!
//! In goes where the reader is; out comes the whole document around a body. It
//! knows no person, and shows nothing that belongs to one.

use crate::document::Document;
use crate::frame::{demo, foot};
use crate::href::Href;
use crate::paths::Paths;
use crate::piece::Link;
use crate::switches::{Reading, view_switch};
use crate::words::{Words, words};
use maud::{Markup, html};

const NEWS: Words = words("动态", "News");
const WHERE: Words = words("地点", "Places");
const CONTACT: Words = words("联系", "Contact");
const SIGN_IN: Words = words("登录", "Sign in");
const SITE: Words = words("本站", "This site");
const SAYS: Words = words(
    "数出有据，一次填报、多处使用。",
    "Every figure has its grounds: record once, use everywhere.",
);

/// The places of the public site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitePlace {
    /// The articles.
    News,
    /// The places.
    Places,
    /// How to reach the park.
    Contact,
    /// Signing in.
    SignIn,
}

/// The frame around one public or plain page.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The reader's settings.
    pub reading: Reading,
    /// The park's name.
    pub park: String,
    /// Whether the park is the demonstration.
    pub demo: bool,
    /// The page's title, for the browser and whoever it is shared with.
    pub title: String,
    /// One sentence on the page for whoever it is shared with; may be empty.
    pub about: String,
    /// The page's own address, to come back to after a setting.
    pub path: String,
    /// Where this is.
    pub place: Option<SitePlace>,
    /// The numbers of the park's filings, at the foot.
    pub filings: Vec<Link>,
    /// The feed of articles.
    pub feed: Option<Href>,
    /// Whether the ways to the other public pages are left out.
    pub plain: bool,
    /// Where the frame's links lead.
    pub paths: Paths,
}

impl Site {
    /// The whole document around `body`.
    pub fn show(&self, body: &Markup) -> Markup {
        let lang = self.reading.lang;
        let document = Document {
            reading: self.reading,
            title: &self.title,
            park: &self.park,
            class: "plain",
            paths: self.paths,
            head: html! {
                @if !self.about.is_empty() { meta name="description" content=(self.about); }
                @if let Some(feed) = &self.feed {
                    link rel="alternate" type="application/atom+xml" href=(feed);
                }
            },
        };
        document.show(&html! {
            header.bar {
                div.bar-in {
                    a.park href=(self.paths.site) { (self.park) }
                    (demo(self.demo, lang))
                    @if !self.plain { (self.ways()) }
                    div.bar-end { (view_switch(self.reading, self.paths.reading, &self.path)) }
                }
            }
            main.page #main tabindex="-1" { (body) }
            (foot(self.reading, self.paths, &self.path, html! {
                (SAYS.get(lang))
                @for filing in &self.filings { " " a.filing href=(filing.href) rel="noreferrer" { (filing.words) } }
            }))
        })
    }

    fn ways(&self) -> Markup {
        html! {
            nav.site aria-label=(SITE.get(self.reading.lang)) {
                (self.way(SitePlace::News, self.paths.site, NEWS))
                (self.way(SitePlace::Places, self.paths.places, WHERE))
                (self.way(SitePlace::Contact, self.paths.contact, CONTACT))
                (self.way(SitePlace::SignIn, self.paths.sign_in, SIGN_IN))
            }
        }
    }

    fn way(&self, place: SitePlace, href: &str, name: Words) -> Markup {
        let here = (self.place == Some(place)).then_some("page");
        html! { a href=(href) aria-current=[here] { (name.get(self.reading.lang)) } }
    }
}
