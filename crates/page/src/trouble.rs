//! The page for what could not be done.
//!
//! In goes which trouble it is and, for a fault of ours, its number; out comes
//! what happened and what to do, in both languages' own words. It never says
//! whether something is missing or not allowed: both read the same.

use crate::act::{Act, buttons};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

/// Which trouble.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Not there, or not allowed: 404.
    #[default]
    NotFound,
    /// Signed in, but the act itself is not theirs: 403.
    NotYours,
    /// What was sent is too large: 413.
    TooLarge,
    /// Too often: 429.
    TooOften,
    /// A fault of ours: 500.
    Fault,
    /// Busy, or down for a while: 503.
    Busy,
}

impl Trouble {
    /// The status it is answered with.
    pub const fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::NotYours => 403,
            Self::TooLarge => 413,
            Self::TooOften => 429,
            Self::Fault => 500,
            Self::Busy => 503,
        }
    }

    /// Its title.
    pub const fn title(self) -> Words {
        match self {
            Self::NotFound => words(
                "这里没有您能看的内容",
                "There is nothing here for you to see",
            ),
            Self::NotYours => words("这件事不归您的账号做", "Your account cannot do this"),
            Self::TooLarge => words("内容太多，没有收下", "It is too much and was not taken"),
            Self::TooOften => words(
                "试得太频繁，先等一会儿",
                "Too many tries; please wait a little",
            ),
            Self::Fault => words(
                "我们这边出了错，没有写入",
                "Something went wrong on our side; nothing was written",
            ),
            Self::Busy => words("现在太忙，稍后再试", "Too busy just now; please try again"),
        }
    }

    const fn say(self) -> Words {
        match self {
            Self::NotFound => words(
                "地址可能写错了，内容可能已经撤下，也可能需要换一个账号。",
                "The address may be wrong, the page may have been taken down, or another account may be needed.",
            ),
            Self::NotYours => words(
                "要办这件事，请找园区里管账号的同事开通。",
                "If you need to, ask whoever keeps the accounts of your park.",
            ),
            Self::TooLarge => words(
                "照片可以先压缩，表格可以按月份拆开；写的字按返回还在，删短些再存。",
                "Make the photos smaller, or split the sheet by month. Words you wrote are still there: go back, shorten them and save again.",
            ),
            Self::TooOften => words(
                "过一分钟再试。您填的内容还在，按返回就能看到。",
                "Try again in a minute. What you typed is still there: go back to see it.",
            ),
            Self::Fault => words(
                "按返回，您填的内容还在，可以再试一次。还不行，就把下面的编号告诉管理员。",
                "Go back: what you typed is still there, and you can try again. If it happens again, tell the administrator the number below.",
            ),
            Self::Busy => words(
                "按返回，您填的内容还在。过一会儿再保存一次，不会重复记。",
                "Go back: what you typed is still there. Save again in a moment; it will not be recorded twice.",
            ),
        }
    }

    /// The page as markup; `number` is the fault's own, for the administrator.
    pub fn show(self, number: Option<&str>, acts: &[Act], lang: Lang) -> Markup {
        const NUMBER: Words = words("编号", "Number");
        html! {
            div.narrow.stack {
                div.head {
                    p.crumb { (self.status()) }
                    h1 { (self.title().get(lang)) }
                    p.lead { (self.say().get(lang)) }
                    @if let Some(number) = number { p { (NUMBER.get(lang)) " " code { (number) } } }
                }
                (buttons(acts))
            }
        }
    }
}
