//! The park's places, for anybody who wants to come.
//!
//! In go each place's words and a link to a map; out comes a list that is read
//! from top to bottom, each with the way there and its phone. It draws no map
//! and asks nobody's position: a link does, when it is pressed.

use crate::piece::{Link, title};
use crate::section::Empty;
use maud::{Markup, html};

/// A place.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// How far it is; may be empty.
    pub away: String,
    /// Where it is, in words.
    pub address: String,
    /// When it is open; may be empty.
    pub hours: String,
    /// What else is said of it; may be empty.
    pub notes: String,
    /// Its phone.
    pub phone: Option<Link>,
    /// A map that shows it.
    pub map: Link,
}

/// The list of places.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The heading.
    pub title: String,
    /// A sentence below it; may be empty.
    pub say: String,
    /// Leads here again with where the reader is; the script adds that when they agree.
    pub nearest: Option<Link>,
    /// The places.
    pub places: Vec<Place>,
    /// What stands here when there are none.
    pub empty: Empty,
}

impl Places {
    /// The list as markup.
    pub fn show(&self) -> Markup {
        html! {
            div.narrow {
                div.head {
                    h1 { (title(&self.title)) }
                    @if !self.say.is_empty() { p.lead { (self.say) } }
                    @if let Some(nearest) = &self.nearest {
                        p { a.btn href=(nearest.href) data-locate { (nearest.words) } }
                    }
                }
                @if self.places.is_empty() { (self.empty.show()) }
                ol.places-list { @for place in &self.places { li { (place.show()) } } }
            }
        }
    }
}

impl Place {
    fn show(&self) -> Markup {
        html! {
            h2 {
                (title(&self.name))
                @if !self.away.is_empty() { " " small { (self.away) } }
            }
            p { (self.address) }
            @if !self.hours.is_empty() { p.soft { (self.hours) } }
            @if !self.notes.is_empty() { p.soft.s { (self.notes) } }
            p.place-ways {
                a href=(self.map.href) rel="noreferrer" { (self.map.words) }
                @if let Some(phone) = &self.phone { a href=(phone.href) { (phone.words) } }
            }
        }
    }
}
