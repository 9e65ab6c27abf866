//! No page links to what its reader may not open: for every role, every link is followed from
//! the first page on, over the demonstration's two years of work.
//!
//! Of addresses that ask for the same in other numbers, the first few are followed.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::collections::{HashMap, HashSet};

use base::Role;
use door::{Park, Person, year::a_year_of_work};

/// Of addresses of one shape so many are followed.
const ALIKE: usize = 1;

#[tokio::test]
async fn every_link_opens_for_whoever_sees_it() {
    let park = a_year_of_work().await;
    let areas = areas_of(&park).await;
    let mut wrong = Vec::new();
    for (n, role) in Role::ALL.into_iter().enumerate() {
        let areas: &[i64] = match role {
            Role::Community => &areas,
            _ => &[],
        };
        let person = park.person(700 + n as i64, role, areas).await;
        let (seen, dead) = crawl(&person).await;
        assert!(seen > 20, "{} saw {seen} pages only", role.code());
        let dead = dead.into_iter();
        wrong.extend(dead.map(|dead| format!("{}: {dead}", role.code())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A community of the park, for whoever is bound to one.
async fn areas_of(park: &Park) -> Vec<i64> {
    let world = park.house.world().await.unwrap();
    let hint = Default::default();
    vec![world.areas.find("松柏社区", hint).unwrap().0]
}

/// How many addresses were opened, and which did not.
async fn crawl(person: &Person<'_>) -> (usize, Vec<String>) {
    let mut open = vec![("/today".to_owned(), String::new())];
    let (mut seen, mut alike, mut dead) = (HashSet::new(), HashMap::new(), Vec::new());
    while let Some((path, from)) = open.pop() {
        let met: &mut usize = alike.entry(shape(&path)).or_default();
        if *met >= ALIKE || !seen.insert(path.clone()) {
            continue;
        }
        *met += 1;
        let got = person.opens(&path).await;
        if !got.status.is_success() && !got.status.is_redirection() {
            dead.push(format!("{} {path} (linked from {from})", got.status));
        }
        let links = links(&got.body).into_iter();
        open.extend(links.map(|link| (link, path.clone())));
    }
    (seen.len(), dead)
}

/// An address without its numbers and without what its query says, beside where it sorts.
fn shape(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut shape: String = path.chars().filter(|c| !c.is_ascii_digit()).collect();
    for pair in query.split('&') {
        let name = pair.split('=').next().unwrap();
        let sorts = pair.starts_with("sort=");
        shape += if sorts { pair } else { name };
    }
    shape
}

/// The addresses of ours that a page links to.
fn links(page: &str) -> Vec<String> {
    let after = page.split(" href=\"/").skip(1);
    let link = |text: &str| {
        let link = text.split(['"', '#']).next().unwrap();
        format!("/{}", link.replace("&amp;", "&"))
    };
    after.map(link).collect()
}
