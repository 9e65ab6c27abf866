//! 签到: the roll of an activity, for a phone held in one hand.
//!
//! In go the names and who has come; out comes one large line a person, pressed
//! once, and the code residents scan themselves. A press can be taken back. It
//! never shows more of a person than tells two of the same name apart.

use crate::act::hidden;
use crate::fig::Fig;
use crate::href::Href;
use crate::section::{Head, code};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const COME: Words = words("来了", "Here");
const UNDO: Words = words("撤销", "Undo");
const FIND: Words = words("找名字", "Find a name");
const FIND_DO: Words = words("找", "Find");
const ADD: Words = words(
    "名单里没有？写名字，直接签到",
    "Not on the roll? Write the name to sign in",
);
const ADD_DO: Words = words("签到", "Sign in");
const NOBODY: Words = words(
    "名单还空着。写下第一个名字，或请大家扫码。",
    "The roll is empty. Write the first name, or let people scan the code.",
);

/// One person of the roll.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// What is sent for them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// What tells them apart; may be empty.
    pub small: String,
    /// When they came, as it is read; none while they have not.
    pub came: Option<String>,
}

/// The roll.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    /// The activity.
    pub head: Head,
    /// How many have come.
    pub came: Fig,
    /// Where it is sent: `person`, `undo` or `name`.
    pub action: Href,
    /// What is sent along and not shown.
    pub with: Vec<(String, String)>,
    /// Where a name is looked for: `q`.
    pub find: Href,
    /// The name looked for, as typed.
    pub sought: String,
    /// The people, those still to come first.
    pub people: Vec<Person>,
    /// What residents scan, as SVG, and its words.
    pub code: Option<(Markup, String)>,
}

impl Roll {
    /// The roll as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            div.narrow.stack {
                (self.head.show(lang))
                p.result { strong { (self.came.show(lang)) } }
                form.pair role="search" action=(self.find) {
                    label.vh for="sought" { (FIND.get(lang)) }
                    input #sought type="search" name="q" value=(self.sought) placeholder=(FIND.get(lang)) autocomplete="off";
                    button.btn { (FIND_DO.get(lang)) }
                }
                form method="post" action=(self.action) {
                    (hidden(&self.with))
                    @if self.people.is_empty() { p.soft { (NOBODY.get(lang)) } }
                    ul.roll { @for person in &self.people { li { (person.show(lang)) } } }
                }
                form method="post" action=(self.action) {
                    (hidden(&self.with))
                    div.field {
                        label for="new-name" { (ADD.get(lang)) }
                        div.pair {
                            input #new-name type="text" name="name" autocomplete="off";
                            button.btn { (ADD_DO.get(lang)) }
                        }
                    }
                }
                @if let Some((drawing, words)) = &self.code { (code(drawing, words)) }
            }
        }
    }
}

impl Person {
    fn show(&self, lang: Lang) -> Markup {
        html! {
            @match &self.came {
                None => {
                    button.come name="person" value=(self.id) {
                        (self.who()) span.end { (COME.get(lang)) }
                    }
                }
                Some(when) => {
                    div.came {
                        (self.who())
                        span.mark.done { (when) }
                        button.word-act name="undo" value=(self.id) { (UNDO.get(lang)) span.vh { " " (self.name) } }
                    }
                }
            }
        }
    }

    fn who(&self) -> Markup {
        html! {
            span.what { b { (self.name) } @if !self.small.is_empty() { " " small { (self.small) } } }
        }
    }
}
