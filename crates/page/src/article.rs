//! The public site's articles: one of them, and the list of them.
//!
//! In go the article as it was published; out comes a page as good as a fine
//! newspaper's: title, day, views, pictures, prose with figures that open, and
//! below it the way there and the ways to pass it on. It never holds a name or
//! face that was not released for this use.

use crate::fig::Fig;
use crate::href::Href;
use crate::photos::{Photo, Size, photos};
use crate::piece::{Line, title};
use crate::section::{Empty, Item, items};
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const VIEWS: Words = words("浏览", "Read");
const SHARE: Words = words("分享", "Share");
const COPIED: Words = words("已复制", "Copied");
const IN_CHAT: Words = words(
    "在微信里点右上角“···”发给朋友；也可以复制下面的链接，或让对方扫二维码。",
    "In WeChat, use “···” at the top right. Or copy the link below, or let somebody scan the code.",
);
const COPY: Words = words("复制链接", "Copy the link");
const SEND: Words = words("发给别人", "Send it on");
const LINK: Words = words("这一页的链接", "The link to this page");
const CODE: Words = words("二维码", "QR code");
const GO: Words = words("去看看", "Go and see");
const READ_ON: Words = words("接着看", "Read on");

/// One block of an article.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(Line),
    /// Words somebody said.
    Quote(Line),
    /// Pictures and the words below them.
    Photos(Vec<Photo>, String),
}

/// The ways to pass an article on.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// The whole address, with its host.
    pub address: String,
    /// The address as a QR code, drawn as SVG by us.
    pub code: Option<Markup>,
}

/// An article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The title; `U+200B` marks where it may break.
    pub title: String,
    /// The day it was published, as it is read.
    pub day: String,
    /// The same day, `2026-11-23`.
    pub day_iso: String,
    /// How often it was read.
    pub views: Option<Fig>,
    /// Pictures at its head, and the words below them.
    pub lead_photos: (Vec<Photo>, String),
    /// Its text.
    pub blocks: Vec<Block>,
    /// The ways to pass it on.
    pub share: Share,
    /// The place it tells of, the nearest one, whom to ask.
    pub places: Vec<Item>,
    /// Leads to the places; the script adds where the reader is, when they agree.
    pub nearest: Option<(String, Href)>,
    /// Other articles.
    pub next: Vec<Item>,
}

impl Article {
    /// The article as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            article.art {
                header {
                    h1 { (title(&self.title)) }
                    p.art-line {
                        time datetime=(self.day_iso) { (self.day) }
                        @if let Some(views) = &self.views { span { (VIEWS.get(lang)) " " (views.show(lang)) } }
                        a href="#share" { (SHARE.get(lang)) }
                    }
                }
                (pictures(&self.lead_photos.0, &self.lead_photos.1, Size::Broad, lang))
                div.body { @for block in &self.blocks { (block.show(lang)) } }
                (self.there(lang))
                (self.share.show(lang))
                @if !self.next.is_empty() {
                    section.sec { h2 { (READ_ON.get(lang)) } (items(&self.next, lang)) }
                }
            }
        }
    }

    fn there(&self, lang: Lang) -> Markup {
        html! {
            @if !self.places.is_empty() || self.nearest.is_some() {
                section.sec {
                    h2 { (GO.get(lang)) }
                    (items(&self.places, lang))
                    @if let Some((words, href)) = &self.nearest {
                        a.btn href=(href) data-locate { (words) }
                    }
                }
            }
        }
    }
}

impl Block {
    fn show(&self, lang: Lang) -> Markup {
        html! {
            @match self {
                Self::Heading(text) => { h2 { (title(text)) } }
                Self::Paragraph(line) => { p { (line.show(lang)) } }
                Self::Quote(line) => { blockquote.quote { p { (line.show(lang)) } } }
                Self::Photos(row, below) => { (pictures(row, below, Size::Usual, lang)) }
            }
        }
    }
}

impl Share {
    fn show(&self, lang: Lang) -> Markup {
        html! {
            section.sec #share {
                h2 { (SHARE.get(lang)) }
                p.s.soft { (IN_CHAT.get(lang)) }
                div.share-row {
                    div.share-ways {
                        input #share-link type="text" readonly value=(self.address) aria-label=(LINK.get(lang));
                        div.btns {
                            button.btn type="button" hidden data-share { (SEND.get(lang)) }
                            button.btn type="button" hidden data-copy="share-link" data-done=(COPIED.get(lang)) { (COPY.get(lang)) }
                        }
                    }
                    @if let Some(code) = &self.code {
                        div.code role="img" aria-label=(CODE.get(lang)) { (code) }
                    }
                }
            }
        }
    }
}

fn pictures(row: &[Photo], below: &str, size: Size, lang: Lang) -> Markup {
    html! {
        @if !row.is_empty() {
            figure {
                (photos(row, size, lang))
                @if !below.is_empty() { figcaption.cap { (below) } }
            }
        }
    }
}

/// One article in the list of them.
#[derive(Clone, Debug, Default)]
pub struct Teaser {
    /// Its title.
    pub title: String,
    /// Its first sentence; may be empty.
    pub first: String,
    /// Its day, as it is read.
    pub day: String,
    /// Its page.
    pub href: Href,
    /// A picture.
    pub photo: Option<Photo>,
}

/// The list of articles, latest first.
#[derive(Clone, Debug, Default)]
pub struct Articles {
    /// The heading.
    pub title: String,
    /// The articles.
    pub teasers: Vec<Teaser>,
    /// The articles before these.
    pub older: Option<(String, Href)>,
    /// What stands here when there are none.
    pub empty: Empty,
}

impl Articles {
    /// The list as markup.
    pub fn show(&self) -> Markup {
        html! {
            div.head { h1 { (title(&self.title)) } }
            @if self.teasers.is_empty() { (self.empty.show()) }
            (teasers(&self.teasers))
            @if let Some((words, href)) = &self.older { p { a.btn rel="next" href=(href) { (words) } } }
        }
    }
}

/// Articles one below the other, each a title, a sentence and a day.
pub(crate) fn teasers(teasers: &[Teaser]) -> Markup {
    html! {
        ol.teasers {
            @for teaser in teasers {
                li {
                    a href=(teaser.href) {
                        span.what {
                            h2 { (title(&teaser.title)) }
                            @if !teaser.first.is_empty() { span.first { (teaser.first) } }
                            small { (teaser.day) }
                        }
                        @if let Some(photo) = &teaser.photo { (photo.cover("lazy")) }
                    }
                }
            }
        }
    }
}

/// A code of squares (a QR code) as SVG, `size` squares wide and high; `dark` tells of each
/// row and column whether it is dark. It stands in a page, and as a file of its own.
pub fn squares(size: usize, dark: impl Fn(usize, usize) -> bool) -> Markup {
    use std::fmt::Write as _;
    let mut path = String::new();
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let run = (column..size).take_while(|at| dark(row, *at)).count();
            if run > 0 {
                // Writing to a text never fails.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    let side = size + 2 * QUIET;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            rect width="100%" height="100%" fill="#fff" {}
            path fill="#000" d=(path) {}
        }
    }
}

/// The white edge a reader needs around a QR code, in squares. Source: ISO/IEC 18004.
const QUIET: usize = 4;
