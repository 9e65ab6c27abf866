//! What was signed stays: after thousands of changes every signed return says what it said, of the
//! records it named, as they stood; and what became of each sum is told in steps that sum to it.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "../door/mod.rs"]
mod door;
mod records;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::Ordering},
};

use app::{
    reports::{
        Values, evaluate,
        explain::{
            explained::explain,
            side::{Asked, Figured},
        },
        kept::Wanted,
        letter, moment,
        things::Looking,
    },
    returns::signed::{Archived, SPACE, digest, signature, unpack},
};
use base::{Answer, Ask, Change, Id, Lang, Role, Value};
use door::{Park, Person, an_empty_park, values};
use figures::{Amount, Each};
use records::{Chance, changes, first, standing};
use store::{Moment, Scope};

/// Changes in all, in each writing, and between two looks.
const CHANGES: usize = 10_000;
const AT_ONCE: usize = 20;
const BETWEEN: usize = 500;
/// The periods of the returns that are signed, one after the other.
const PERIODS: [&str; 5] = ["2025", "2025Q1", "2025H1", "2025Q2", "2025-03"];

/// Figures of every fold. The first add up from records; the others do not.
const ADD_UP: usize = 9;
const FIGURES: [(&str, &str); 14] = [
    (
        "held",
        "kind = \"activities\"\nwhere = { field = \"status\", is = \"completed\" }\nfold = \"count\"",
    ),
    (
        "off",
        "kind = \"activities\"\nwhere = { field = \"status\", is = \"cancelled\" }\nfold = \"count\"",
    ),
    (
        "heads",
        "kind = \"activities\"\nfold = { sum = \"headcount\" }",
    ),
    ("hours", "kind = \"activities\"\nfold = { sum = \"hours\" }"),
    (
        "signs",
        "kind = \"attendance\"\nwhere = { through = \"activity\", where = { field = \"status\", is = \"completed\" } }\nfold = \"count\"",
    ),
    (
        "persons",
        "kind = \"attendance\"\nfold = { distinct = \"person\" }",
    ),
    (
        "empty",
        "kind = \"activities\"\nwhere = { not = { held_by = \"attendance\", by = \"activity\" } }\nfold = \"count\"",
    ),
    ("both", "fold = { add = [\"held\", \"off\"] }"),
    ("more", "fold = { less = [\"held\", \"off\"] }"),
    (
        "share",
        "kind = \"activities\"\nfold = { share = { field = \"status\", is = \"completed\" } }",
    ),
    (
        "names",
        "kind = \"activities\"\nwhere = { field = \"headcount\", above = 20 }\nfold = { names = \"name\" }",
    ),
    ("each", "fold = { ratio = [\"signs\", \"held\"] }"),
    (
        "peak",
        "fold = { peak = { of = \"signs\", by = \"activity.on:month\" } }",
    ),
    (
        "late",
        "kind = \"returns\"\nfold = { share = { field = \"state\", is = \"late\" } }",
    ),
];

fn definition(key: &str, rest: &str) -> Vec<(&'static str, Value)> {
    let body = format!("key = \"{key}\"\nzh = \"{key}数\"\nen = \"{key}\"\nunit = \"个\"\n{rest}");
    vec![
        ("key", key.into()),
        ("zh", format!("{key}数").into()),
        ("en", key.into()),
        ("body", body.into()),
    ]
}

async fn a_park(chance: &mut Chance) -> Park {
    let park = an_empty_park().await;
    for (id, (key, rest)) in (1..).zip(FIGURES) {
        park.put_one("definitions", id, key, &definition(key, rest))
            .await;
    }
    let slot = |(key, _): &(&str, &str)| format!("{key}是{{{key}}}。");
    let body: String = FIGURES.iter().map(slot).collect();
    let own = [
        ("code", Value::from("monthly_service")),
        ("name", "月报".into()),
        ("title", "{period}月报".into()),
        ("body", body.into()),
    ];
    park.put_one("return_types", 700, "monthly_service", &own)
        .await;
    park.put(first(chance)).await;
    park
}

/// A return of a period, from its draft to its signature: what is kept of it then.
async fn signed(park: &Park, manager: &Person<'_>, id: i64, period: &str) -> String {
    let number = format!("BS-{id}");
    let own = [
        ("number", Value::from(number.as_str())),
        ("category", "monthly_service".into()),
        ("name", format!("{period}月报").into()),
        ("for_period", period.into()),
        ("copies", Value::Whole(1)),
        ("state", "due".into()),
    ];
    park.put_one("returns", id, &number, &own).await;
    let path = format!("/returns/{id}");
    for step in ["draft", "check", "confirm", "sign"] {
        park.clock.fetch_add(2, Ordering::Relaxed);
        let page = manager.opens(&path).await;
        let mut pairs = vec![("since".to_owned(), page.hidden("since"))];
        for (key, _) in FIGURES {
            let name = format!("said.{key}");
            if page.body.contains(&format!("name=\"{name}\"")) {
                pairs.push((name.clone(), page.hidden(&name)));
            }
        }
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let done = manager.posts(&format!("{path}/{step}"), &pairs).await;
        assert_eq!(done.status, 303, "{step} of {period}: {}", done.body);
    }
    kept(park, id).await
}

fn scope(park: &Park) -> Scope {
    Scope::system(park.id, "a test")
}

async fn kept(park: &Park, id: i64) -> String {
    let ask = Ask::Kept {
        space: SPACE,
        key: id.to_string(),
    };
    let scope = scope(park);
    let asked = park.house.store.ask(&scope, Moment::Now, vec![ask]);
    asked.await.unwrap().remove(0).kept().unwrap()
}

/// The text as it reads, in both languages.
fn text(park: &Park, archived: &Archived) -> [String; 2] {
    let catalogue = park.house.store.catalogue();
    let scope = scope(park);
    [Lang::Zh, Lang::En].map(|lang| {
        let filled = archived.filled(&catalogue, Some(&scope), lang);
        format!("{}\n\n{}", filled.title, letter::article(&filled))
    })
}

fn wanted(archived: &Archived, key: Option<&str>) -> Wanted {
    Wanted {
        period: archived.signed.period,
        place: None,
        only: key.map(str::to_owned),
    }
}

/// What was signed is what the records said then, and still say of then.
async fn stays(park: &Park, id: i64, was: &str) -> Archived {
    let (store, scope) = (&park.house.store, scope(park));
    let is = kept(park, id).await;
    assert_eq!(is, was, "what is kept of {id}");
    let archived = Archived::read(&is).unwrap();
    let [zh, en] = text(park, &archived);
    assert!(zh.contains("held是"), "{zh}");
    let said = &archived.signed.said;
    assert_eq!([&zh, &en], [&said.zh, &said.en], "the text of {id}");
    let frozen = archived.values(&store.catalogue());
    let then = Moment::At(archived.at);
    let all = wanted(&archived, None);
    let again = moment::values(store, &scope, Arc::clone(&frozen.definitions), &all, then);
    let again = again.await.unwrap();
    assert_eq!(
        again.figures, archived.signed.figures,
        "the figures of {id}"
    );
    for (key, _) in FIGURES {
        let looking = Looking {
            store,
            scope: &scope,
            moment: then,
        };
        let things = moment::things(looking, &again, key, Lang::Zh)
            .await
            .unwrap_or_else(|e| panic!("{key}: {e}"));
        let mut rows: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
        for row in things.iter().flat_map(|thing| &thing.rows) {
            rows.entry(row.kind.clone()).or_default().insert(row.id);
        }
        let mut held = archived.rows(key);
        // A record without a value to count under is looked at, and is no thing's row.
        let parts = moment::openings(store, &again, key);
        let weighed = parts.iter().any(|part| part.each != Each::Row);
        if weighed {
            for (kind, ids) in &mut held {
                let counted = rows.get(kind).cloned().unwrap_or_default();
                assert!(counted.is_subset(ids), "{key} of {id}");
                *ids = counted;
            }
        }
        held.retain(|_, ids| !ids.is_empty());
        assert_eq!(rows, held, "the records behind {key} of {id}");
    }
    for (kind, held) in &archived.signed.records {
        let ids: Vec<Id> = unpack(&held.ids).into_iter().map(Id).collect();
        let ask = Ask::Many {
            kind: kind.clone(),
            ids: ids.clone(),
        };
        let records = store
            .ask(&scope, then, vec![ask])
            .await
            .unwrap()
            .remove(0)
            .many();
        let found: BTreeMap<Id, String> = records.iter().map(|r| (r.id, digest(r))).collect();
        let digests: String = ids.iter().map(|id| found[id].as_str()).collect();
        assert_eq!(digests, held.digests, "{kind} of {id}");
    }
    archived
}

/// What became of each figure since: steps that sum to what is new less what was.
async fn explained(park: &Park, archived: &Archived) -> usize {
    let (store, scope) = (&park.house.store, scope(park));
    let catalogue = store.catalogue();
    let was = archived.values(&catalogue);
    let (definitions, period) = (Arc::clone(&was.definitions), archived.signed.period);
    let now = evaluate(store, &scope, Moment::Now, definitions, period, None, None);
    let now = now.await.unwrap();
    let mut moved = 0;
    for (key, _) in &FIGURES[..ADD_UP] {
        let side = |at: Option<i64>, values: &Values| {
            let asked = Asked {
                key: (*key).to_owned(),
                wanted: wanted(archived, Some(key)),
                at,
            };
            Figured::of(asked, values.clone(), &catalogue).unwrap()
        };
        let sides = [side(Some(archived.at), &was), side(None, &now)];
        let told = explain((store, &scope), [&sides[0], &sides[1]], Lang::Zh).await;
        let Ok(told) = told.unwrap() else {
            panic!("{key} is not told in steps")
        };
        let amount = |values: &Values| {
            let amount = values.figures[*key].amount;
            amount.unwrap_or(Amount::whole(0)).digits(2)
        };
        let units = told
            .values
            .map(|units| Amount::scaled(units, told.places).digits(2));
        assert_eq!(units, [amount(&was), amount(&now)], "{key} in {period}");
        let steps: i64 = told.steps.iter().map(|step| step.amount).sum();
        assert_eq!(steps, told.gap(), "the steps of {key} in {period}");
        moved += usize::from(steps != 0);
    }
    moved
}

/// The park changes its mind on what a figure counts; what was signed does not.
async fn redefined(park: &Park, chance: &mut Chance) {
    // Not what others divide by: without a value nothing is signed.
    let at = [1, 2, 3, 5, 6][chance.below(5)];
    let (key, rest) = (FIGURES[at].0, FIGURES[chance.below(ADD_UP - 2)].1);
    let id = i64::try_from(at).unwrap() + 1;
    let set = Change::Set {
        kind: "definitions",
        id: Id(id),
        since: park.since("definitions", id).await,
        natural: key.to_owned(),
        values: values("definitions", &definition(key, rest)),
    };
    park.put(vec![set]).await;
}

async fn state(park: &Park, id: i64) -> (String, String) {
    let ask = Ask::One {
        kind: "returns".to_owned(),
        id: Id(id),
    };
    let scope = scope(park);
    let asked = park.house.store.ask(&scope, Moment::Now, vec![ask]);
    let record: base::Record = asked
        .await
        .unwrap()
        .into_iter()
        .find_map(Answer::one)
        .unwrap();
    let kind = park.house.store.catalogue().kind("returns").unwrap();
    let text = |field| record.text(kind, field).unwrap_or_default().to_owned();
    (text("state"), text("signature"))
}

#[tokio::test]
async fn what_was_signed_stays_and_what_became_of_it_adds_up() {
    let mut chance = Chance(41);
    let park = a_park(&mut chance).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let (mut archive, mut next, mut moved) = (Vec::new(), 0, 0);
    for (id, period) in (800..).zip(PERIODS) {
        let was = signed(&park, &manager, id, period).await;
        let (state, kept_as) = state(&park, id).await;
        let (_, json) = was.split_once('\n').unwrap();
        assert_eq!((state.as_str(), kept_as), ("signed", signature(json)));
        archive.push((id, was));
        for _ in 0..CHANGES / PERIODS.len() / BETWEEN {
            for _ in 0..BETWEEN / AT_ONCE {
                // The first are written in the very moment of the signature.
                let standing = standing(&park).await;
                park.put(changes(&mut chance, &standing, AT_ONCE, &mut next))
                    .await;
                let later = chance.below(3);
                park.clock
                    .fetch_add(later.try_into().unwrap(), Ordering::Relaxed);
            }
            redefined(&park, &mut chance).await;
            for (id, was) in &archive {
                let archived = stays(&park, *id, was).await;
                moved += explained(&park, &archived).await;
            }
        }
    }
    assert!(moved > 300, "only {moved} figures were others");
}
