//! 展示屏: the hall's screen, read from across a room, without anybody signed in.
//!
//! In go a few figures and pictures with consent; out comes one still page for
//! 1920 by 1080 that asks for itself again after a while. It holds no names and
//! nothing that could be pressed by mistake.

use crate::document::Document;
use crate::fig::Fig;
use crate::paths::Paths;
use crate::photos::Photo;
use crate::piece::title;
use crate::switches::Reading;
use maud::{Markup, html};

/// The hall's screen.
#[derive(Clone, Debug, Default)]
pub struct Hall {
    /// How it is read.
    pub reading: Reading,
    /// The park's name.
    pub park: String,
    /// What is shown, such as «2026年，做了这些事».
    pub title: String,
    /// As of when, and whose figures they are.
    pub as_of: String,
    /// The figures, each with its name; four or six fill the screen.
    pub figures: Vec<(String, Fig)>,
    /// Pictures with consent; three fill the row.
    pub photos: Vec<Photo>,
    /// A code to be scanned, as SVG, and its words.
    pub code: Option<(Markup, String)>,
    /// Seconds after which it asks for itself again.
    pub again_after_seconds: u32,
    /// Where the style sheet lies.
    pub paths: Paths,
}

impl Hall {
    /// The whole document.
    pub fn show(&self) -> Markup {
        let document = Document {
            reading: self.reading,
            title: &self.title,
            park: &self.park,
            class: "hall",
            paths: self.paths,
            head: html! { noscript { meta http-equiv="refresh" content=(self.again_after_seconds); } },
        };
        document.show(&html! {
            main #main tabindex="-1" data-reload=(self.again_after_seconds) {
                header { p { (self.park) } h1 { (title(&self.title)) } }
                dl.hall-figures {
                    @for (name, fig) in &self.figures {
                        div { dt { (name) } dd { (fig.show_big(self.reading.lang)) } }
                    }
                }
                div.hall-photos {
                    @for photo in &self.photos {
                        figure {
                            @if let Some(src) = &photo.src { img src=(src) alt=""; }
                            figcaption { (photo.words) }
                        }
                    }
                }
                footer {
                    p { (self.as_of) }
                    @if let Some((drawing, words)) = &self.code {
                        div.hall-code { span { (words) } div.code aria-hidden="true" { (drawing) } }
                    }
                }
            }
        })
    }
}
