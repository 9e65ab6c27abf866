//! The choice of a stretch of time: the nearest ones as links, any other by stretch and day.
//!
//! In go links already made and fields already filled; out comes a part that opens, works
//! without scripts and sends the choice in the address. It never reads a day.

use crate::act::hidden;
use crate::field::Field;
use crate::href::Href;
use crate::piece::Link;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const OTHER: Words = words("换一段时间", "Another period");
const SEE: Words = words("看这一段", "See it");

/// A choice of a period.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    /// Periods near by: the one before, this month.
    pub near: Vec<Link>,
    /// Where the choice is sent.
    pub action: Href,
    /// What is sent along and not shown, such as the place.
    pub with: Vec<(String, String)>,
    /// Which stretch, and its days.
    pub fields: Vec<Field>,
}

impl Picker {
    /// The choice as markup.
    pub fn show(&self, lang: Lang) -> Markup {
        html! {
            details.twin {
                summary { (OTHER.get(lang)) }
                div.stack {
                    p.doing.s { @for link in &self.near { (link.show()) " " } }
                    form.stack method="get" action=(self.action) {
                        (hidden(&self.with))
                        div.fields { @for field in &self.fields { (field.show("period", lang)) } }
                        div.btns { button.btn { (SEE.get(lang)) } }
                    }
                }
            }
        }
    }
}
