//! The frame of a page for people who are signed in.
//!
//! In goes who reads, where they are and what just happened; out comes the
//! whole document around a body. On a phone the four places lie at the bottom
//! edge; a page with a task of its own has a way back instead. Never both.

use crate::act::Act;
use crate::catalogue::Catalogue;
use crate::document::Document;
use crate::paths::Paths;
use crate::piece::Link;
use crate::switches::{Reading, all_switches, view_switch};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const TODAY: Words = words("今天", "Today");
const LEDGERS: Words = words("台账", "Ledgers");
const FIGURES: Words = words("数据", "Figures");
const RETURNS: Words = words("报送", "Returns");
const ADD: Words = words("记一条", "Add");
const PLACES: Words = words("主要去处", "Main places");
const FIND: Words = words("找", "Find");
const FIND_WHAT: Words = words("找人、记录、数字", "Person, record or figure");
const DEMO: Words = words("示例", "Demo");
const YOUJU: Words = words("有据", "Youju");
const OPENS: Words = words(
    "带点线的数字都能点开，看到它数了哪些记录。",
    "A number with a dotted line opens onto the records it counts.",
);

/// The four places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What is due, and today's activities.
    Today,
    /// The ledgers.
    Ledgers,
    /// The figures.
    Figures,
    /// Returns and reports.
    Returns,
}

/// What just happened, and the way to undo it.
#[derive(Clone, Debug)]
pub struct Toast {
    /// What happened.
    pub words: String,
    /// Takes it back.
    pub undo: Option<Act>,
}

/// The frame around one page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The reader's settings.
    pub reading: Reading,
    /// The park's name.
    pub park: String,
    /// Whether the park is the demonstration.
    pub demo: bool,
    /// The page's title, for the browser.
    pub title: String,
    /// The page's own address, to come back to after a setting.
    pub path: String,
    /// The reader's name and their own page.
    pub person: Option<Link>,
    /// Which of the four places this is.
    pub place: Option<Place>,
    /// Those of the four places that this reader may not open: they are not shown.
    pub closed: &'static [Place],
    /// The way back from a task; takes the place of the four places.
    pub back: Option<Link>,
    /// What just happened.
    pub toast: Option<Toast>,
    /// The catalogue of kinds.
    pub catalogue: Option<Catalogue>,
    /// Seconds after which a page of progress asks again where no script runs.
    pub again_after_seconds: Option<u32>,
    /// Where the frame's links lead.
    pub paths: Paths,
}

impl Frame {
    /// The whole document around `body`.
    pub fn show(&self, body: &Markup) -> Markup {
        let lang = self.reading.lang;
        let document = Document {
            reading: self.reading,
            title: &self.title,
            park: &self.park,
            class: self.class(),
            paths: self.paths,
            head: html! {
                @if let Some(seconds) = self.again_after_seconds {
                    noscript { meta http-equiv="refresh" content=(seconds); }
                }
            },
        };
        document.show(&html! {
            (self.bar())
            main.page #main tabindex="-1" { (body) }
            @if self.back.is_none() { (foot(self.reading, self.paths, &self.path, html! { (OPENS.get(lang)) })) }
            @if let Some(toast) = &self.toast { (toast.show()) }
            @if let (Some(catalogue), None) = (&self.catalogue, &self.back) { (catalogue.show(lang)) }
        })
    }

    const fn class(&self) -> &'static str {
        match self.back.is_some() {
            true => "task",
            false => "staff",
        }
    }

    fn bar(&self) -> Markup {
        let lang = self.reading.lang;
        html! {
            header.bar {
                div.bar-in {
                    @match &self.back {
                        Some(back) => { a.park href=(back.href) { "‹ " (back.words) } }
                        None => { a.park href=(self.paths.today) { (self.park) } }
                    }
                    (demo(self.demo, lang))
                    @if self.back.is_none() { (self.places()) (self.find()) }
                    div.bar-end {
                        @if self.back.is_none() { a.to-find href=(self.paths.find) { (FIND.get(lang)) } }
                        (view_switch(self.reading, self.paths.reading, &self.path))
                        @if let Some(person) = &self.person { a.who href=(person.href) { (person.words) } }
                    }
                }
            }
        }
    }

    fn places(&self) -> Markup {
        let lang = self.reading.lang;
        let ledgers = if self.catalogue.is_some() {
            "#catalogue"
        } else {
            self.paths.ledgers
        };
        html! {
            nav.places aria-label=(PLACES.get(lang)) {
                (self.way(Place::Today, self.paths.today, TODAY))
                (self.way(Place::Ledgers, ledgers, LEDGERS))
                a.do.main[self.place == Some(Place::Today)] href=(self.paths.add) { (ADD.get(lang)) }
                (self.way(Place::Figures, self.paths.figures, FIGURES))
                (self.way(Place::Returns, self.paths.returns, RETURNS))
            }
        }
    }

    fn way(&self, place: Place, href: &str, name: Words) -> Markup {
        let here = (self.place == Some(place)).then_some("page");
        html! {
            @if !self.closed.contains(&place) {
                a href=(href) aria-current=[here] { (name.get(self.reading.lang)) }
            }
        }
    }

    fn find(&self) -> Markup {
        let lang = self.reading.lang;
        html! {
            form.find role="search" action=(self.paths.find) {
                label.vh for="find" { (FIND.get(lang)) }
                input #find type="search" name="q" placeholder=(FIND_WHAT.get(lang));
            }
        }
    }
}

impl Toast {
    fn show(&self) -> Markup {
        html! {
            div.toast role="status" {
                span { (self.words) }
                @if let Some(undo) = &self.undo { (undo.button()) }
            }
        }
    }
}

pub(crate) fn demo(on: bool, lang: Lang) -> Markup {
    html! { @if on { span.demo { (DEMO.get(lang)) } } }
}

pub(crate) fn foot(reading: Reading, paths: Paths, path: &str, says: Markup) -> Markup {
    html! {
        footer.foot.no-print {
            p { span.word { (YOUJU.get(reading.lang)) } " " (says) }
            (all_switches(reading, paths.reading, path))
        }
    }
}
