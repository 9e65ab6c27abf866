//! 照片: the pictures of articles, as the public sees them and as the staff puts them in.
//!
//! In: records of the kind `photos`. Out: what a page shows of them, in their order: by
//! chapter, then by number. A photo is public when its article is published and somebody has
//! written what is on it. The bytes are kept beside the records, under their own digest.

mod desk;
pub mod keep;
mod serve;
mod sort_out;

use std::collections::HashMap;

use base::{Answer, Ask, Catalogue, Filter, Id, Kind, Record, Selection, Sort};
use page::{
    article::{Block, Teaser},
    photos::{Photo as Shown, Ratio},
};

use crate::front::{Right, Routes};

/// The kind photos are records of.
pub const KIND: &str = "photos";
/// The space their bytes are kept in, as base64.
pub const SPACE: &str = "photo";
/// The most photos of one article.
pub const MOST: usize = 60;
/// The most photos looked at for one page.
const MOST_ASKED: u32 = 2_000;

/// A photo of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Photo {
    /// Its identity.
    pub id: Id,
    /// Since when it stands so: milliseconds since 1970.
    pub since: i64,
    /// The file's name with whoever sent it.
    pub name: String,
    /// Its article.
    pub article: Id,
    /// What is on it; empty while nobody has written it.
    pub words: String,
    /// Words below it; may be empty.
    pub below: String,
    /// The chapter it stands at; 0 is the head.
    pub chapter: i64,
    /// Its number among its chapter's.
    pub nth: i64,
    /// The digest its bytes are kept under.
    pub file: String,
    /// Its width and height in pixels.
    pub size: (u32, u32),
}

/// What goes with a photo when no other shows the same picture: its bytes. First the question
/// that gives all photos of this picture.
pub fn bytes_with(kind: &Kind, record: &Record) -> Option<(Ask, [base::Change; 2])> {
    let file = record.text(kind, "file").filter(|_| kind.name == KIND)?;
    let same = asking(Filter::is("file", file));
    Some((same, keep::forget(file)))
}

impl Photo {
    /// The photo of a record; `None` when it has no picture.
    pub fn of(kind: &Kind, record: &Record) -> Option<Photo> {
        let text = |name: &str| record.text(kind, name).unwrap_or_default().to_owned();
        let whole = |name: &str| record.whole(kind, name).unwrap_or(0);
        let side = |name: &str| u32::try_from(whole(name)).unwrap_or(0);
        let file = text("file");
        (!file.is_empty()).then(|| Photo {
            id: record.id,
            since: record.since,
            name: text("name"),
            article: Id(whole("article")),
            words: text("words").trim().to_owned(),
            below: text("below"),
            chapter: whole("chapter"),
            nth: whole("nth"),
            file,
            size: (side("width"), side("height")),
        })
    }

    /// Whether it may stand on a public page when its article does.
    pub fn is_public(&self) -> bool {
        !self.words.is_empty()
    }

    /// The address of the small picture.
    pub fn small(&self) -> String {
        format!("/photos/{}-s.jpg", self.file)
    }

    /// The photo in a row of a page.
    pub fn shown(&self) -> Shown {
        Shown {
            src: Some(self.small().into()),
            href: format!("/photos/{}.jpg", self.file).into(),
            words: self.words.clone(),
            ratio: ratio(self.size),
            size: self.size,
            private: false,
        }
    }
}

/// The nearest ratio that a page knows.
fn ratio((width, height): (u32, u32)) -> Ratio {
    let wanted = f64::from(width.max(1)) / f64::from(height.max(1));
    let known = [
        (0.75, Ratio::Upright),
        (1.0, Ratio::Square),
        (1.333, Ratio::Full),
        (1.5, Ratio::Usual),
        (1.778, Ratio::Wide),
    ];
    let far = |known: f64| (known.ln() - wanted.ln()).abs();
    let near = known
        .into_iter()
        .min_by(|a, b| far(a.0).total_cmp(&far(b.0)));
    near.map_or(Ratio::Usual, |(_, ratio)| ratio)
}

/// Asks for the photos of articles.
pub fn ask(articles: impl Iterator<Item = Id>) -> Ask {
    let articles = Filter::ids(articles.map(|id| id.0).collect());
    asking(Filter::through("article", articles))
}

fn asking(filter: Filter) -> Ask {
    Ask::Rows {
        selection: Selection::all(KIND).and(filter),
        sort: Sort::default(),
        after: None,
        limit: MOST_ASKED,
    }
}

/// The photos of an answer in their order; empty when there is none.
pub fn all(catalogue: &Catalogue, answer: Option<Answer>) -> Vec<Photo> {
    let rows = answer.map(Answer::many).unwrap_or_default();
    let Some(kind) = catalogue.kind(KIND) else {
        return Vec::new();
    };
    let mut photos: Vec<Photo> = rows.iter().filter_map(|r| Photo::of(kind, r)).collect();
    photos.sort_by_key(|photo| (photo.chapter, photo.nth, photo.id.0));
    photos
}

/// The public photos of an answer, by article, in their order.
pub fn by_article(catalogue: &Catalogue, answer: Option<Answer>) -> HashMap<Id, Vec<Photo>> {
    let mut by: HashMap<Id, Vec<Photo>> = HashMap::new();
    for photo in all(catalogue, answer).into_iter().filter(Photo::is_public) {
        by.entry(photo.article).or_default().push(photo);
    }
    by
}

/// A row of photos and the words below it.
pub type Row = (Vec<Shown>, String);

/// The photos at the head of an article, and its text with the others at their chapters' ends.
/// A chapter that is not there any more is the last.
pub fn placed(blocks: Vec<Block>, photos: &[Photo]) -> (Row, Vec<Block>) {
    let chapters = headings(&blocks).count();
    let of = |photo: &Photo| usize::try_from(photo.chapter).unwrap_or(0).min(chapters);
    let row = |chapter: usize| {
        let here: Vec<&Photo> = photos.iter().filter(|p| of(p) == chapter).collect();
        let below: Vec<&str> = here.iter().map(|p| p.below.as_str()).collect();
        let mut said: Vec<&str> = below
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        said.dedup();
        (
            here.into_iter().map(Photo::shown).collect::<Vec<_>>(),
            said.join("　"),
        )
    };
    let (mut text, mut chapter) = (Vec::new(), 0);
    let close = |text: &mut Vec<Block>, chapter: usize| {
        if chapter > 0 {
            let (photos, below) = row(chapter);
            if !photos.is_empty() {
                text.push(Block::Photos(photos, below));
            }
        }
    };
    for block in blocks {
        if matches!(block, Block::Heading(_)) {
            close(&mut text, chapter);
            chapter += 1;
        }
        text.push(block);
    }
    close(&mut text, chapter);
    (row(0), text)
}

/// The headings of a text, in order.
pub fn headings(blocks: &[Block]) -> impl Iterator<Item = &str> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading(words) => Some(words.as_str()),
        _ => None,
    })
}

/// Gives an article in a list its first photo.
pub fn with_cover(mut teaser: Teaser, photos: Option<&Vec<Photo>>) -> Teaser {
    let first = photos.and_then(|photos| photos.first());
    teaser.photo = first.map(Photo::shown);
    teaser
}

/// The addresses of photos.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/photos/{name}", Right::Public, serve::show)
        .get("/records/{kind}/{id}/photos", Right::Write, sort_out::show)
        .post("/records/{kind}/{id}/photos", Right::Write, sort_out::save)
        .get("/records/{kind}/{id}/photos/add", Right::Write, desk::show)
        .upload("/records/{kind}/{id}/photos/add", Right::Write, desk::add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(id: i64, chapter: i64) -> Photo {
        Photo {
            id: Id(id),
            chapter,
            words: format!("photo {id}"),
            file: id.to_string(),
            below: "示意图".to_owned(),
            ..Photo::default()
        }
    }

    /// Each block as a letter, and of photos their words.
    fn read(blocks: &[Block]) -> String {
        let one = |block: &Block| match block {
            Block::Heading(_) => "h".to_owned(),
            Block::Photos(row, below) => {
                let words: Vec<&str> = row.iter().map(|p| p.words.as_str()).collect();
                format!("[{} {below}]", words.join("+"))
            }
            _ => "p".to_owned(),
        };
        blocks.iter().map(one).collect()
    }

    #[test]
    fn photos_stand_at_the_end_of_their_chapter() {
        let photos = [at(1, 0), at(2, 1), at(3, 1), at(4, 9)];
        for (text, head, wanted) in [
            (
                "a\n# b\nc\n# d\ne",
                1,
                "phpp[photo 2+photo 3 示意图]hp[photo 4 示意图]".replace("hpp", "hp"),
            ),
            ("a", 4, "p".to_owned()),
        ] {
            let blocks = super::super::text::blocks(text);
            let (first, blocks) = placed(blocks, &photos);
            assert_eq!(first.0.len(), head, "{text}");
            assert_eq!(read(&blocks), wanted, "{text}");
        }
    }

    #[test]
    fn a_photo_takes_the_nearest_ratio() {
        for (size, wanted) in [
            ((4_000, 3_000), Ratio::Full),
            ((3_000, 4_000), Ratio::Upright),
            ((1_080, 1_080), Ratio::Square),
            ((6_000, 4_000), Ratio::Usual),
            ((1_920, 1_080), Ratio::Wide),
            ((1_000, 10), Ratio::Wide),
            ((10, 1_000), Ratio::Upright),
            ((0, 0), Ratio::Square),
        ] {
            assert_eq!(ratio(size), wanted, "{size:?}");
        }
    }
}
