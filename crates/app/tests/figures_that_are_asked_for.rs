//! Figures as authorities' returns ask for them, each said in words, made in the form by a
//! manager, and counted by hand on made-up records of built-in kinds and a ledger of the park's
//! own (`figures_that_are_asked_for.txt`).

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::collections::BTreeMap;

use app::records::KINDS;
use base::{
    Role, Type, Value,
    read::{Raw, Reading, read},
};
use door::{Park, Person, year::a_park_with_definitions};

const TABLE: &str = include_str!("figures_that_are_asked_for.txt");

/// The lines under a heading.
fn under(heading: &str) -> impl Iterator<Item = &'static str> {
    let from = TABLE.split(&format!("[{heading}]\n")).nth(1).unwrap();
    let lines = from.lines().take_while(|line| !line.starts_with('['));
    lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

/// `name=value` pairs, parted by spaces.
fn pairs(text: &'static str) -> Vec<(&'static str, &'static str)> {
    text.split_whitespace()
        .map(|pair| pair.split_once('=').unwrap())
        .collect()
}

/// `kind id name=value …`; a link is written as an identity.
async fn put(park: &Park, line: &'static str) {
    let mut words = line.splitn(3, ' ');
    let (kind, id) = (words.next().unwrap(), words.next().unwrap());
    let kind = KINDS.iter().find(|k| k.name == kind).unwrap();
    let cells = pairs(words.next().unwrap());
    let value = |(name, text): &(&str, &str)| {
        let field = kind
            .fields
            .iter()
            .find(|f| f.name == *name)
            .unwrap_or_else(|| panic!("{name}: {line}"));
        let value = match field.kind {
            Type::Link(_) | Type::Area => Value::Whole(text.parse().unwrap()),
            Type::Links(_) => Value::Many(text.split(',').map(|id| id.parse().unwrap()).collect()),
            _ => match read(field, Raw::Text(text)) {
                Ok(Reading::Value(value)) => value,
                _ => panic!("{name}={text} in {line}"),
            },
        };
        (field.name, value)
    };
    let given: Vec<(&str, Value)> = cells.iter().map(value).collect();
    park.put_one(kind.name, id.parse().unwrap(), id, &given)
        .await;
}

/// The park's own ledger, and its rows.
async fn a_ledger(manager: &Person<'_>) {
    let mut form = Vec::new();
    for line in under("ledger") {
        form.extend(pairs(line));
    }
    form.push(("do", "save"));
    let made = manager.posts("/settings/ledgers/new", &form).await;
    assert_eq!(
        made.to(),
        "/records/own_disputes?done=saved",
        "{}",
        made.body
    );
    for line in under("disputes") {
        let added = manager
            .posts("/records/own_disputes/new", &pairs(line))
            .await;
        assert!(
            added.to().starts_with("/records/own_disputes/"),
            "{line}: {}",
            added.body
        );
    }
}

/// The form's pairs from `name=value` and conditions: `c:field:test:value`, values parted by `/`.
fn form(key: &str, says: &str, words: &'static str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut put = |name: String, value: &str| out.push((name, value.to_owned()));
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let over = if words.contains("kind=") {
        "records"
    } else {
        "figures"
    };
    for word in words.split_whitespace() {
        let mut parts = word.split(':');
        let first = parts.next().unwrap();
        if !["c", "s", "e"].contains(&first) {
            let (name, value) = word.split_once('=').unwrap();
            put(name.to_owned(), value);
            continue;
        }
        let n = count.entry(first).or_default();
        *n += 1;
        put(format!("{first}.{n}.on"), parts.next().unwrap());
        match parts.next() {
            Some(test) => put(format!("{first}.{n}.test"), test),
            // A record that points here, whichever.
            None => put(format!("{first}.{n}.of.how"), "all"),
        }
        for value in parts
            .next()
            .unwrap_or_default()
            .split('/')
            .filter(|v| !v.is_empty())
        {
            put(format!("{first}.{n}.value"), value);
        }
    }
    for (name, value) in [("over", over), ("zh", says), ("en", key), ("do", "save")] {
        put(name.to_owned(), value);
    }
    out
}

#[tokio::test]
async fn each_is_made_in_the_form_and_comes_to_what_a_hand_counts() {
    let park = a_park_with_definitions().await;
    for line in under("records") {
        put(&park, line).await;
    }
    let manager = park.person(21, Role::Manager, &[]).await;
    a_ledger(&manager).await;
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in under("figures") {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [key, period, value, says, words] = cells[..] else {
            panic!("{line}");
        };
        count += 1;
        let form = form(key, says, words);
        let sent: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let saved = manager.posts("/figures/define", &sent).await;
        if saved.to() != format!("/figures/{key}?done=saved") {
            let told = saved.body.split("err-sum").nth(1).unwrap_or(&saved.body);
            wrong.push(format!(
                "{line}\n  is refused: {}",
                &told.chars().take(600).collect::<String>()
            ));
            continue;
        }
        let got = manager
            .opens(&format!("/api/v1/figures/{key}?period={period}"))
            .await;
        let got: serde_json::Value = serde_json::from_str(&got.body).unwrap();
        let found = got["value"].as_str().unwrap_or("none");
        if found != value {
            wrong.push(format!("{line}\n  came to {found}: {}", got["sentence"]));
        }
        let page = manager
            .opens(&format!("/figures/{key}?period={period}"))
            .await;
        assert_eq!(page.status.as_u16(), 200, "{line}");
        assert!(!page.body.contains("NaN"), "{line}");
        let again = manager.opens(&format!("/figures/{key}/define")).await;
        assert_eq!(again.status.as_u16(), 200, "{line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "{count}");
}
