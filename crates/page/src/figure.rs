//! A figure opened: as a drawer beside the sentence it stands in, and as a page.
//!
//! In go its value, its sentence (口径), what it counted, its evidence and where
//! it is used; out comes either. The drawer is the same address with
//! `part=drawer`; without a script its link opens the page. Neither ever holds
//! more than the first rows: all of them are a list of their own.

use crate::act::{Act, buttons, doing};
use crate::fig::Fig;
use crate::href::Href;
use crate::piece::{Line, Link, title};
use crate::record::{Entry, Fact, facts, history};
use crate::section::{Item, Note, Section, items, two};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const GROUNDS: Words = words("这个数字的依据", "What this figure counts");
const CLOSE: Words = words("关上", "Close");
const NOTHING: Words = words(
    "这段时间没有记录。算过了，是 0。",
    "There are no records in this time. It was counted: 0.",
);
const CHANGED: Words = words("变动记录", "How it changed");
const EVIDENCE: Words = words("依据", "Grounds");
const WHOLE: Words = words("打开整页", "Open the whole page");

/// A figure and everything it rests on.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The value, large.
    pub fig: Fig,
    /// Its name.
    pub name: String,
    /// Its sentence.
    pub say: Line,
    /// What can be done with it.
    pub doing: Vec<Act>,
    /// What stands below that, drawn already: the choice of another period; on the page only.
    pub below: Option<Markup>,
    /// What does not agree.
    pub notes: Vec<Note>,
    /// The heading over the things it counted, such as «算进来的 6 场».
    pub counted: String,
    /// The first of them.
    pub things: Vec<Item>,
    /// Its records are not the reader's to open: nothing is said of what it counted.
    pub closed: bool,
    /// All of them.
    pub all: Option<Link>,
    /// Period, as-of, evidence, who confirmed it, where it is used.
    pub grounds: Vec<Fact>,
    /// How it changed.
    pub changes: Vec<Entry>,
    /// Its breakdowns; on the page only.
    pub charts: Vec<Section>,
    /// What it is made of and where it is used; on the page only.
    pub ties: Vec<Section>,
    /// Its own page; the drawer leads there.
    pub page: Href,
}

impl Opened {
    /// The drawer as markup; its element has the id `drawer`.
    pub fn drawer(&self, lang: Lang) -> Markup {
        html! {
            div.drawer.open #drawer role="dialog" aria-labelledby="drawer-name" {
                div.drawer-head {
                    span { (GROUNDS.get(lang)) }
                    a href="#main" data-close { (CLOSE.get(lang)) }
                }
                (self.fig.show_big(lang))
                h2 #drawer-name { (title(&self.name)) }
                p.say.s { (self.say.show(lang)) }
                @for note in &self.notes { (note.show(lang)) }
                @if !self.closed {
                    section {
                        @if !self.counted.is_empty() { h3 { (self.counted) } }
                        (self.things(lang))
                    }
                }
                section { (facts(&self.grounds, lang)) }
                @if !self.changes.is_empty() {
                    section { h3 { (CHANGED.get(lang)) } (history(&self.changes, lang)) }
                }
                (buttons(&[Act::open(WHOLE.get(lang), self.page.clone())]))
            }
        }
    }

    /// The page as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        let head = html! {
            div.head {
                h1 { (title(&self.name)) }
                (self.fig.show_big(lang))
                p.lead.say { (self.say.show(lang)) }
                (doing(&self.doing))
                @if let Some(below) = &self.below { (below) }
            }
        };
        let main: Vec<Markup> = std::iter::once(head)
            .chain(self.notes.iter().map(|note| note.show(lang)))
            .chain(self.charts.iter().map(Section::show))
            .collect();
        let mut side = vec![Section::new(EVIDENCE.get(lang), facts(&self.grounds, lang)).show()];
        if !self.closed {
            side.push(Section::new(&self.counted, self.things(lang)).show());
        }
        if !self.changes.is_empty() {
            side.push(Section::new(CHANGED.get(lang), history(&self.changes, lang)).show());
        }
        side.extend(self.ties.iter().map(Section::show));
        two(&main, &side)
    }

    fn things(&self, lang: Lang) -> Markup {
        html! {
            @if self.things.is_empty() { p.soft { (NOTHING.get(lang)) } }
            @else { (items(&self.things, lang)) }
            @if let Some(all) = &self.all { a.more href=(all.href) { (all.words) } }
        }
    }
}

/// One definition in the catalogue of figures.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// Its value now.
    pub fig: Fig,
    /// Its sentence.
    pub say: String,
    /// Its page.
    pub href: Href,
}

/// The catalogue of figures: under each area, what is counted and how.
pub fn definitions(areas: &[(String, Vec<Definition>)], lang: Lang) -> Markup {
    html! {
        div.stack {
            @for (area, definitions) in areas {
                section.sec {
                    h2 { (area) }
                    ul.lines.defs {
                        @for definition in definitions {
                            li {
                                a href=(definition.href) {
                                    span.what { b { (definition.name) } small { (definition.say) } }
                                    span.end { (definition.fig.show(lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
