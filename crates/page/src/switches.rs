//! The reader's own settings: language, larger view, light or dark.
//!
//! In goes what holds now; out come small forms that post one setting and come
//! back to the same page. They need no script.

use crate::words::{Lang, Words, words};
use maud::{Markup, html};

/// The size things are read at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// 18 px type, 44 px targets.
    #[default]
    Usual,
    /// 24 px type, 60 px targets, contrast 7 : 1.
    /// Source: 互联网应用适老化通用设计规范 (MIIT, 2021).
    Large,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    Device,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl View {
    /// The word kept for it: `usual` or `large`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Large => "large",
        }
    }
}

impl Theme {
    /// The word kept for it: `device`, `light` or `dark`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The settings of one reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Language.
    pub lang: Lang,
    /// Size.
    pub view: View,
    /// Light or dark.
    pub theme: Theme,
}

const LARGER: Words = words("大字", "Larger");
const USUAL: Words = words("标准字", "Usual size");
const SETTINGS: Words = words("怎么看", "How to read");
const DEVICE: Words = words("随设备", "As device");
const LIGHT: Words = words("浅色", "Light");
const DARK: Words = words("深色", "Dark");

/// The switch of the view in the top bar; posts to `path`, comes back to `back`.
pub(crate) fn view_switch(reading: Reading, path: &str, back: &str) -> Markup {
    let (words, view) = match reading.view {
        View::Usual => (LARGER, View::Large),
        View::Large => (USUAL, View::Usual),
    };
    html! {
        form method="post" action=(path) {
            input type="hidden" name="back" value=(back);
            button name="view" value=(view.code()) { (words.get(reading.lang)) }
        }
    }
}

/// All switches, in the footer.
pub(crate) fn all_switches(reading: Reading, path: &str, back: &str) -> Markup {
    let lang = reading.lang;
    html! {
        form.switches.no-print method="post" action=(path) aria-label=(SETTINGS.get(lang)) {
            input type="hidden" name="back" value=(back);
            span {
                (choice("lang", "zh", "中文", lang == Lang::Zh, Some("zh-CN")))
                (choice("lang", "en", "English", lang == Lang::En, Some("en")))
            }
            span {
                (choice("view", "usual", USUAL.get(lang), reading.view == View::Usual, None))
                (choice("view", "large", LARGER.get(lang), reading.view == View::Large, None))
            }
            span {
                @for (theme, words) in [(Theme::Device, DEVICE), (Theme::Light, LIGHT), (Theme::Dark, DARK)] {
                    (choice("theme", theme.code(), words.get(lang), reading.theme == theme, None))
                }
            }
        }
    }
}

fn choice(name: &str, value: &str, words: &str, on: bool, lang: Option<&str>) -> Markup {
    html! { button name=(name) value=(value) lang=[lang] aria-pressed=(on) { (words) } }
}
