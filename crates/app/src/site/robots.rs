//! What search engines are told: which pages are for everybody, and where they are.
//!
//! In: the published articles. Out: `robots.txt` and a sitemap. Neither names a page of the
//! staff beyond the fact that there is a sign-in.

use axum::response::IntoResponse;

use super::{
    article::{self, Article, published},
    ask, origin, show,
};
use crate::front::{Call, Done};

/// The public pages besides the articles.
const PAGES: [&str; 4] = ["/", "/articles", "/places", "/contact"];

/// How many articles the sitemap names: the latest. Source: sitemaps.org allows 50 000.
const LATEST: u32 = 1_000;

/// GET `/robots.txt`: only the public pages are for search engines.
///
/// # Errors
/// Never.
pub(super) async fn robots(call: Call) -> Done {
    let mut text = "User-agent: *\n".to_owned();
    for page in PAGES.iter().skip(1) {
        text.push_str(&format!("Allow: {page}\n"));
    }
    // The start page alone: a bare `/` would allow everything.
    text.push_str("Allow: /$\nAllow: /feed.xml\nAllow: /static/\nDisallow: /\n");
    text.push_str(&format!("Sitemap: {}/sitemap.xml\n", origin(&call)));
    Ok(text.into_response())
}

/// GET `/sitemap.xml`.
///
/// # Errors
/// A fault of the store.
pub(super) async fn sitemap(call: Call) -> Done {
    let found = ask(&call, vec![published(None, LATEST)]).await?.pop();
    let articles = article::all(&call.catalogue(), found);
    Ok(show::xml(
        "application/xml; charset=utf-8",
        map(&origin(&call), &articles),
    ))
}

/// Every address is plain ASCII by then, and none holds a mark of XML.
fn map(origin: &str, articles: &[Article]) -> String {
    let mut map = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
    for page in PAGES {
        map.push_str(&format!("<url><loc>{origin}{page}</loc></url>\n"));
    }
    for article in articles {
        let (path, on) = (article.path(), article.on);
        map.push_str(&format!(
            "<url><loc>{origin}{path}</loc><lastmod>{on}</lastmod></url>\n"
        ));
    }
    map.push_str("</urlset>\n");
    map
}
