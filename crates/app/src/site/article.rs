//! One article as the public sees it.
//!
//! In: a record of the kind `articles`. Out: its title, day and text, but only when it is
//! published: a draft never becomes an [`Article`], so no public page can show one.

use base::{Answer, Ask, Catalogue, Cursor, Day, Filter, Id, Kind, Record, Selection, Sort, Value};

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

/// The articles of an answer; empty when there is none.
pub fn all(catalogue: &Catalogue, answer: Option<Answer>) -> Vec<Article> {
    let rows = answer.map(Answer::many).unwrap_or_default();
    let Some(kind) = catalogue.kind(KIND) else {
        return Vec::new();
    };
    rows.iter()
        .filter_map(|row| Article::of(kind, row))
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::settings::articles;

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
