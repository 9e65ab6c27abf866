//! The feed of articles, for whoever follows the park with a reader of feeds.
//!
//! In: the latest published articles. Out: an Atom feed. Source: RFC 4287. It holds the
//! words of the articles as text, never as markup, and no character that XML forbids.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use base::Lang;

use super::{
    article::{self, Article, published},
    ask, origin, show, text,
};
use crate::front::{Call, Done};

/// How many articles the feed holds.
const LATEST: u32 = 30;

/// GET `/feed.xml`.
///
/// # Errors
/// A fault of the store.
pub(super) async fn show(call: Call) -> Done {
    let found = ask(&call, vec![published(None, LATEST)]).await?.pop();
    let articles = article::all(&call.catalogue(), found);
    let park = &call.house.name(base::Lang::Zh);
    let feed = feed(park, &origin(&call), &articles, call.house.now());
    Ok(show::xml(
        "application/atom+xml; charset=utf-8",
        feed.to_string(),
    ))
}

/// The feed of these articles. `origin` begins every address in it; `now` is milliseconds
/// since 1970 and dates an empty feed.
fn feed(park: &str, origin: &str, articles: &[Article], now: i64) -> Feed {
    let changed = articles.iter().map(|article| article.changed).max();
    let to = |path: &str, rel: &str| Link {
        href: format!("{origin}{path}"),
        rel: rel.to_owned(),
        ..Link::default()
    };
    Feed {
        title: Text::plain(legal(park)),
        id: format!("{origin}/"),
        updated: moment(changed.unwrap_or(now)),
        authors: vec![person(park)],
        links: vec![to("/", "alternate"), to("/feed.xml", "self")],
        lang: Some(Lang::Zh.tag().to_owned()),
        entries: articles.iter().map(|a| entry(a, origin)).collect(),
        ..Feed::default()
    }
}

fn entry(article: &Article, origin: &str) -> Entry {
    let address = format!("{origin}{}", article.path());
    let author = (!article.author.is_empty()).then(|| person(&article.author));
    Entry {
        title: Text::plain(legal(&article.title)),
        id: address.clone(),
        updated: moment(article.changed),
        published: format!("{}T00:00:00Z", article.on).parse().ok(),
        authors: author.into_iter().collect(),
        links: vec![Link {
            href: address,
            rel: "alternate".to_owned(),
            ..Link::default()
        }],
        summary: Some(Text::plain(legal(&text::first_sentence(&article.body)))),
        content: Some(Content {
            value: Some(legal(&article.body)),
            content_type: Some("text".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: legal(name),
        ..Person::default()
    }
}

fn moment(at: i64) -> FixedDateTime {
    let at = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    at.to_string().parse().unwrap_or_default()
}

/// The text without the characters that no XML document may hold.
/// Source: XML 1.0, production 2 (Char).
fn legal(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Id;

    const HOSTILE: &str = "</title><script>alert(\"x\")</script>]]>&amp;\u{0}\u{b}\u{ffff}";

    fn an_article(slug: &str, words: &str) -> Article {
        Article {
            id: Id(1),
            slug: slug.to_owned(),
            title: words.to_owned(),
            on: "2022-12-31".parse().expect("a day"),
            author: words.to_owned(),
            body: words.to_owned(),
            changed: 1_672_531_200_000, // 2023-01-01T00:00:00Z
        }
    }

    fn read(articles: &[Article]) -> Feed {
        let written = feed("横岗 & 创新园", "https://park.example", articles, 0).to_string();
        written.parse().expect("a feed that reads back")
    }

    #[test]
    fn the_feed_reads_back() {
        let feed = read(&[
            an_article("2022-12-31", "年度工作"),
            an_article("a b", "第二篇"),
        ]);
        assert_eq!(feed.title.as_str(), "横岗 & 创新园");
        assert_eq!(feed.updated.to_rfc3339(), "2023-01-01T00:00:00+00:00");
        let ids: Vec<&str> = feed.entries.iter().map(Entry::id).collect();
        assert_eq!(
            ids,
            [
                "https://park.example/articles/2022-12-31",
                "https://park.example/articles/a%20b"
            ]
        );
        for entry in &feed.entries {
            assert!(entry.published.is_some() && entry.content.is_some());
            assert_eq!(entry.links[0].href, entry.id);
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let feed = read(&[an_article("s", HOSTILE)]);
        let wanted = "</title><script>alert(\"x\")</script>]]>&amp;";
        let entry = &feed.entries[0];
        assert_eq!(entry.title.as_str(), wanted);
        assert_eq!(
            entry.content.as_ref().and_then(|c| c.value.as_deref()),
            Some(wanted)
        );
    }

    #[test]
    fn a_feed_of_nothing_is_a_feed() {
        assert!(read(&[]).entries.is_empty());
    }
}
