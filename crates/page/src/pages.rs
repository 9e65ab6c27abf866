//! The ways from one page of a long list to the others.
//!
//! In go the addresses of the first page, the one before and the one after; out comes one row of
//! links, or nothing where all of it stands on one page.

use crate::href::Href;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const BEFORE: Words = words("上一页", "Previous page");
const AFTER: Words = words("下一页", "Next page");
const FIRST: Words = words("第一页", "First page");
const PAGES: Words = words("翻页", "Pages");

/// Where one can go from a page.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The first page, when this is another.
    pub first: Option<Href>,
    /// The page before this one.
    pub before: Option<Href>,
    /// The page after this one.
    pub after: Option<Href>,
    /// Where in the whole this page is, such as «第1—50条» or «2022-07-06 至 2022-06-30».
    pub at: String,
}

impl Pages {
    /// The ways as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            @if self.before.is_some() || self.after.is_some() {
                nav.pages.no-print aria-label=(PAGES.get(lang)) {
                    @if let Some(href) = &self.first { a.btn href=(href) { (FIRST.get(lang)) } }
                    @if let Some(href) = &self.before { a.btn rel="prev" href=(href) { (BEFORE.get(lang)) } }
                    @if !self.at.is_empty() { span.soft { (self.at) } }
                    @if let Some(href) = &self.after { a.btn rel="next" href=(href) { (AFTER.get(lang)) } }
                }
            }
        }
    }
}
