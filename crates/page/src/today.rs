//! 今天: a staff member's start.
//!
//! In goes what is on today, what is due and how the contract stands, each as
//! it is read; out comes a page read from top to bottom. It is no dashboard:
//! it never shows a total nobody has to act on.

use crate::act::Act;
use crate::href::Href;
use crate::piece::{Line, Link, title};
use crate::progress::gauge;
use crate::section::{Empty, Item, Section, items, two};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const DUE: Words = words("要交的", "Due");
const SOONEST: Words = words("先到期的在前", "soonest first");
const CONTRACT: Words = words("合同", "Contract");
const COMING: Words = words("接下来", "Coming up");

/// An activity of today.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// When it begins, as it is read.
    pub time: String,
    /// The same, `2026-11-23T19:00`.
    pub time_iso: String,
    /// What it is.
    pub title: String,
    /// Its page.
    pub href: Href,
    /// Where, what kind, until when.
    pub say: String,
    /// What is done there, such as «开始签到».
    pub act: Option<Act>,
}

/// How the contract stands, in one line.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// How long it still runs.
    pub aside: String,
    /// How it stands.
    pub say: Line,
    /// How much of the whole is done.
    pub done: u64,
    /// The whole.
    pub of: u64,
    /// All its points.
    pub all: Option<Link>,
}

/// The page.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// A line for the reader.
    pub greeting: Line,
    /// The day.
    pub day: String,
    /// Today's activities.
    pub now: Vec<Now>,
    /// What is due.
    pub due: Vec<Item>,
    /// How the contract stands.
    pub contract: Option<Contract>,
    /// What comes next.
    pub coming: Vec<Item>,
    /// What stands here when nothing is on and nothing is due.
    pub empty: Empty,
}

impl Today {
    /// The page as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        let mut main = vec![html! {
            div.head { p.crumb { (self.greeting.show(lang)) } h1 { (title(&self.day)) } }
        }];
        main.extend(self.now.iter().map(Now::show));
        if self.now.is_empty() && self.due.is_empty() {
            main.push(self.empty.show());
        }
        if !self.due.is_empty() {
            let due = Section::new(DUE.get(lang), items(&self.due, lang));
            main.push(
                Section {
                    aside: SOONEST.get(lang).into(),
                    ..due
                }
                .show(),
            );
        }
        let mut side = Vec::new();
        side.extend(self.contract.as_ref().map(|contract| contract.show(lang)));
        if !self.coming.is_empty() {
            side.push(Section::new(COMING.get(lang), items(&self.coming, lang)).show());
        }
        two(&main, &side)
    }
}

impl Now {
    fn show(&self) -> Markup {
        html! {
            section.now {
                time datetime=(self.time_iso) { (self.time) }
                h2 { a.bare href=(self.href) { (title(&self.title)) } }
                p.soft { (self.say) }
                @if let Some(act) = &self.act { (act.button()) }
            }
        }
    }
}

impl Contract {
    fn show(&self, lang: Lang) -> Markup {
        let body = html! { p { (self.say.show(lang)) } (gauge(self.done, self.of)) };
        Section {
            aside: self.aside.clone(),
            more: self.all.clone(),
            ..Section::new(CONTRACT.get(lang), body)
        }
        .show()
    }
}
