//! Pictures in a justified row.
//!
//! In go each picture's address, words and nearest ratio; out comes a row that
//! fills its width. A picture that may not be made public says so with a border
//! and a word; it never gets in among public ones.

use crate::href::Href;
use crate::words::{Lang, Words, words};
use maud::{Markup, html};

const PRIVATE: Words = words("不公开", "not public");

/// The nearest ratio of width to height, rounded by the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ratio {
    /// 3 : 2.
    #[default]
    Usual,
    /// 4 : 3.
    Full,
    /// 3 : 4.
    Upright,
    /// 16 : 9.
    Wide,
    /// 1 : 1.
    Square,
}

/// One picture.
#[derive(Clone, Debug, Default)]
pub struct Photo {
    /// The picture, small; none while it is still coming.
    pub src: Option<Href>,
    /// The picture, whole.
    pub href: Href,
    /// What is on it.
    pub words: String,
    /// Its width and height in pixels; 0 while not known.
    pub size: (u32, u32),
    /// Its nearest ratio.
    pub ratio: Ratio,
    /// Whether it may not be made public.
    pub private: bool,
}

/// How large the row is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// In a record.
    #[default]
    Small,
    /// In an article.
    Usual,
    /// At the head of an article; wider than its text on a desk.
    Broad,
}

/// The pictures as markup.
pub fn photos(photos: &[Photo], size: Size, lang: Lang) -> Markup {
    let class = match size {
        Size::Small => "photos small",
        Size::Usual => "photos",
        Size::Broad => "photos broad",
    };
    html! {
        div class=(class) {
            @for photo in photos {
                a class={ (photo.ratio.class()) @if photo.private { " private" } } href=(photo.href) {
                    @match &photo.src {
                        Some(src) => { img src=(src) srcset=[photo.sizes(photos.len())] sizes=[photo.sizes(photos.len()).map(|_| SIZES)]
                            alt=(photo.words) width=[photo.side(photo.size.0)] height=[photo.side(photo.size.1)]
                            loading=(if size == Size::Broad { "eager" } else { "lazy" }) decoding="async"; }
                        None => { span.ph { (photo.words) } }
                    }
                    @if photo.private { span.private-word { (PRIVATE.get(lang)) } }
                }
            }
        }
    }
}

/// A photo that stands alone is as wide as the text on a desk; a phone takes the small one.
const SIZES: &str = "(min-width: 768px) 940px, 390px";
/// The longest side of a small picture, in pixels.
const SMALL: u32 = 800;

impl Photo {
    /// The picture before an article in a list; the title beside it says what it is.
    pub(crate) fn cover(&self, loading: &str) -> Markup {
        html! {
            @if let Some(src) = &self.src {
                img src=(src) alt="" width=[self.side(self.size.0)] height=[self.side(self.size.1)] loading=(loading) decoding="async";
            }
        }
    }

    fn side(&self, pixels: u32) -> Option<u32> {
        (pixels > 0).then_some(pixels)
    }

    /// Both sizes for a browser to choose from; among others in a row the small one will do.
    fn sizes(&self, row: usize) -> Option<String> {
        let src = self.src.as_ref()?;
        let (width, height) = self.size;
        let longest = width.max(height);
        (row == 1 && longest > SMALL).then(|| {
            let small = u64::from(width) * u64::from(SMALL) / u64::from(longest);
            format!("{src} {small}w, {} {width}w", self.href)
        })
    }
}

impl Ratio {
    const fn class(self) -> &'static str {
        match self {
            Self::Usual => "r32",
            Self::Full => "r43",
            Self::Upright => "r34",
            Self::Wide => "r169",
            Self::Square => "r11",
        }
    }
}
