//! The park's places, for anybody who wants to come.
//!
//! In go each place's words and a link to a map; out comes a list that is read
//! from top to bottom, each with the ways there and its phone, and a plain drawing of how they
//! lie, whose numbers are the list's. It fetches no map and asks nobody's position: a link
//! does, when it is pressed.

use crate::piece::{Link, title};
use crate::section::Empty;
use crate::words::{Lang, Words, words};
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
    /// Maps that show it.
    pub maps: Vec<Link>,
}

/// One dot of the drawing.
#[derive(Clone, Debug, Default)]
pub struct Dot {
    /// How far from the left, in the drawing's units.
    pub x: f64,
    /// How far from the top.
    pub y: f64,
    /// The numbers of its places in the list.
    pub label: String,
    /// The names of its places.
    pub words: String,
    /// The number of the first of them, from 1.
    pub place: usize,
}

/// How the places lie to each other; north is up.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Its width, in units of its own.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The places.
    pub dots: Vec<Dot>,
    /// The length of the bar for scale.
    pub bar: f64,
    /// What that length is.
    pub bar_words: String,
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
    /// How they lie; left out when that says nothing.
    pub map: Option<Map>,
    /// The places.
    pub places: Vec<Place>,
    /// What stands here when there are none.
    pub empty: Empty,
}

impl Places {
    /// The list as markup.
    pub fn show(&self, lang: Lang) -> Markup {
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
                @if let Some(map) = &self.map { (map.show(lang)) }
                ol.places-list {
                    @for (at, place) in self.places.iter().enumerate() {
                        li id={ "place-" (at + 1) } { (place.show(at + 1)) }
                    }
                }
            }
        }
    }
}

impl Place {
    fn show(&self, number: usize) -> Markup {
        html! {
            h2 {
                span.place-number aria-hidden="true" { (number) }
                (title(&self.name))
                @if !self.away.is_empty() { " " small { (self.away) } }
            }
            p { (self.address) }
            @if !self.hours.is_empty() { p.soft { (self.hours) } }
            @if !self.notes.is_empty() { p.soft.s { (self.notes) } }
            p.place-ways {
                @for map in &self.maps { a href=(map.href) rel="noreferrer" { (map.words) } }
                @if let Some(phone) = &self.phone { a href=(phone.href) { (phone.words) } }
            }
        }
    }
}

impl Dot {
    /// Half as wide as its numbers need.
    fn half(&self) -> f64 {
        let letters = u32::try_from(self.label.chars().count()).unwrap_or(u32::MAX);
        (8.0 + 4.5 * f64::from(letters)).max(15.0)
    }
}

impl Map {
    fn show(&self, lang: Lang) -> Markup {
        const SAY: Words = words(
            "示意图：只画方位和远近，不画道路。",
            "A plain drawing: where they lie and how far apart, without streets.",
        );
        const NORTH: Words = words("北", "N");
        let (width, height) = (self.width, self.height);
        let foot = f64::from(height) - 14.0;
        html! {
            figure.schematic {
                svg viewBox={ "0 0 " (width) " " (height) } role="group" aria-label=(SAY.get(lang)) {
                    g.schematic-grid aria-hidden="true" {
                        @for x in (1..9).map(|n| n * width / 9) { path d={ "M" (x) " 0V" (height) } {} }
                        @for y in (1..6).map(|n| n * height / 6) { path d={ "M0 " (y) "H" (width) } {} }
                    }
                    g.schematic-scale aria-hidden="true" {
                        path d={ "M14 " (foot - 5.0) "v5h" (one(self.bar)) "v-5" } {}
                        text x="14" y=(one(foot - 10.0)) { (self.bar_words) }
                        path d={ "M" (width - 20) " 34V14l-5 8m5-8l5 8" } {}
                        text x=(width - 20) y="50" text-anchor="middle" { (NORTH.get(lang)) }
                    }
                    @for dot in &self.dots {
                        a.schematic-dot href={ "#place-" (dot.place) } aria-label={ (dot.label) " " (dot.words) } {
                            circle.schematic-target cx=(one(dot.x)) cy=(one(dot.y)) r="22" {}
                            rect x=(one(dot.x - dot.half())) y=(one(dot.y - 15.0)) width=(one(2.0 * dot.half())) height="30" rx="15" {}
                            text x=(one(dot.x)) y=(one(dot.y + 4.5)) text-anchor="middle" { (dot.label) }
                        }
                    }
                }
                figcaption.cap { (SAY.get(lang)) }
            }
        }
    }
}

/// A length with one decimal.
fn one(units: f64) -> String {
    format!("{units:.1}")
}
