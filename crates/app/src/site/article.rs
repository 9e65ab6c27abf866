//! One article as the public sees it, and the address a new one is given.
//!
//! In: a record of the kind `articles`. Out: its title, day and text, but only when it is
//! published: a draft never becomes an [`Article`], so no public page can show one.

use base::{Ask, Cursor, Day, Filter, Id, Kind, Record, Selection, Sort, Value};

/// The kind articles are records of.
pub const KIND: &str = "articles";

/// A published article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its identity.
    pub id: Id,
    /// The name it has in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The day it bears.
    pub on: Day,
    /// Whose it is; may be empty.
    pub author: String,
    /// Its text with its marks.
    pub body: String,
    /// Since when it stands so: milliseconds since 1970.
    pub changed: i64,
}

impl Article {
    /// The article of a record; `None` unless it is published.
    pub fn of(kind: &Kind, record: &Record) -> Option<Article> {
        let text = |name: &str| record.text(kind, name).unwrap_or_default().to_owned();
        (record.text(kind, "state") == Some("published")).then_some(())?;
        Some(Article {
            id: record.id,
            slug: text("slug"),
            title: text("title"),
            on: text("on").parse().ok()?,
            author: text("author"),
            body: text("body"),
            changed: record.since,
        })
    }

    /// Its address on this site.
    pub fn path(&self) -> String {
        format!("/articles/{}", crate::front::escaped(&self.slug))
    }

    /// Where the list goes on after it.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            value: Some(Value::Text(self.on.to_string())),
            id: self.id,
        }
    }
}

/// Asks for published articles, latest first.
pub fn published(after: Option<Cursor>, limit: u32) -> Ask {
    Ask::Rows {
        selection: Selection::all(KIND).and(Filter::is("state", "published")),
        sort: Sort {
            field: "on".to_owned(),
            descending: true,
        },
        after,
        limit,
    }
}

/// The address name of a new article: its day, the Latin words of its title, and a number
/// when that is taken (`2022-12-31-annual-report-2`). At most 70 bytes, letters, digits and
/// hyphens only.
pub fn new_slug(title: &str, on: Day, taken: impl Fn(&str) -> bool) -> String {
    const MOST_WORDS: usize = 50;
    let mut slug = on.to_string();
    let latin = title.to_ascii_lowercase();
    let words = latin.split(|c: char| !c.is_ascii_alphanumeric());
    // Bare numbers tell nothing beside the day.
    for word in words.filter(|w| w.contains(|c: char| c.is_ascii_alphabetic())) {
        if slug.len() + word.len() > MOST_WORDS {
            break;
        }
        slug = format!("{slug}-{word}");
    }
    let numbered = (2_u32..).map(|n| format!("{slug}-{n}"));
    std::iter::once(slug.clone())
        .chain(numbered)
        .find(|s| !taken(s))
        .unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::settings::articles;

    #[test]
    fn a_new_address_is_short_plain_and_its_own() {
        let on: Day = "2022-12-31".parse().expect("a day");
        let taken = |slug: &str| matches!(slug, "2022-12-31" | "2022-12-31-2");
        for (title, slug) in [
            ("横岗创新园2022年度工作成效", "2022-12-31-3"),
            (
                "2022 Annual Report: Henggang",
                "2022-12-31-annual-report-henggang",
            ),
            (
                "<script>alert(1)</script>",
                "2022-12-31-script-alert-script",
            ),
            ("", "2022-12-31-3"),
        ] {
            assert_eq!(new_slug(title, on, taken), slug, "{title}");
        }
        assert!(new_slug(&"word ".repeat(60), on, |_| false).len() <= 60);
    }

    #[test]
    fn only_a_published_record_is_an_article() {
        let kind = &articles::KIND;
        for (state, shown) in [
            (Some("published"), true),
            (Some("draft"), false),
            (None, false),
        ] {
            let mut values = vec![None; kind.fields.len()];
            for (name, value) in [
                ("title", Some("t")),
                ("slug", Some("s")),
                ("on", Some("2022-12-31")),
                ("state", state),
            ] {
                values[kind.at(name).expect("a field")] = value.map(Value::from);
            }
            let record = Record {
                id: Id(1),
                since: 0,
                values,
                hidden: Vec::new(),
            };
            assert_eq!(Article::of(kind, &record).is_some(), shown, "{state:?}");
        }
    }
}
