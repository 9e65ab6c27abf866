//! Two parks served together: each has its own addresses and its own people, and nobody of
//! one sees anything of the other, whatever they ask for.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use app::{
    access::{beside, kept_under},
    front::{Takes, town},
};
use axum::{
    body::Body,
    http::{StatusCode, header},
};
use base::{Ask, Change, Id, Role, Value};
use door::{Park, Person, two_parks};

/// A word that stands in every record of the second park.
const THEIRS: &str = "乙园独有";
/// Their records: an activity, an article, an account.
const ACTIVITY: i64 = 71;
const ARTICLE: i64 = 72;
const ACCOUNT: i64 = 73;

/// The second park has records in which its word stands.
async fn with_records(second: &Park) -> Person<'_> {
    let activity = [
        ("number", Value::from("HD-71")),
        ("on", Value::from("2022-07-06")),
        ("name", Value::from(THEIRS)),
        ("category", Value::from("talk")),
        ("own_role", Value::from("host")),
    ];
    second
        .put_one("activities", ACTIVITY, "HD-71", &activity)
        .await;
    let article = [
        ("slug", Value::from("of-b")),
        ("title", Value::from(THEIRS)),
        ("body", Value::from(THEIRS)),
        ("state", Value::from("published")),
        ("on", Value::from("2022-07-07")),
    ];
    second.put_one("articles", ARTICLE, "of-b", &article).await;
    second.person(ACCOUNT, Role::Owner, &[]).await
}

fn below(path: &str) -> String {
    format!("{}{path}", town::prefix("乙园"))
}

#[tokio::test]
async fn each_park_has_its_own_addresses_and_its_links_keep_to_them() {
    let (first, second) = two_parks().await;
    with_records(&second).await;
    let anybody = first.visitor();
    let home = anybody.opens("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("甲园") && !home.body.contains("乙园"));
    assert!(home.body.contains("href=\"/articles\"") || home.body.contains("href=\"/places\""));

    let theirs = anybody.opens(&below("/")).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert!(theirs.body.contains(THEIRS) && !theirs.body.contains("甲园"));
    let links = theirs.body.split("href=\"/").skip(1);
    let astray: Vec<&str> = links
        .filter_map(|link| link.split('"').next())
        .filter(|link| !format!("/{link}").starts_with(&below("/")))
        .collect();
    assert!(astray.is_empty(), "{astray:?}");
    for path in ["/places", "/contact", "/articles/of-b", "/sign-in"] {
        assert_eq!(
            anybody.opens(&below(path)).await.status,
            StatusCode::OK,
            "{path}"
        );
    }
    let style = theirs
        .body
        .split("href=\"")
        .find(|l| l.contains(".css"))
        .unwrap();
    let style = style.split('"').next().unwrap();
    assert_eq!(anybody.opens(style).await.status, StatusCode::OK, "{style}");

    let feed = anybody.opens(&below("/feed.xml")).await;
    let whole = format!("http://localhost{}", below("/articles/of-b"));
    assert!(feed.body.contains(&whole), "{}", feed.body);
    assert!(!anybody.opens("/feed.xml").await.body.contains(THEIRS));
}

#[tokio::test]
async fn the_first_parks_name_and_a_bare_name_lead_on() {
    let (first, _second) = two_parks().await;
    let anybody = first.visitor();
    let plain = town::prefix("甲园");
    for (path, to) in [
        (format!("{plain}/articles?a=1"), "/articles?a=1".to_owned()),
        (plain, "/".to_owned()),
        (below(""), below("/")),
        (below("/today"), below("/sign-in?then=%2Ftoday")),
    ] {
        let got = anybody.opens(&path).await;
        assert_eq!((got.status, got.to()), (StatusCode::SEE_OTHER, to.as_str()));
    }
    let lost = anybody.opens(&town::prefix("丙园")).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}

/// A path of the program with the second park's identities in it.
fn guessed(path: &str, kind: &str, id: i64) -> String {
    let part = |part: &str| match part {
        "{kind}" => kind.to_owned(),
        "{id}" => id.to_string(),
        "{year}" => "2022".to_owned(),
        "{slug}" => "of-b".to_owned(),
        part if part.starts_with('{') => "activities".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn theirs_now(second: &Park) -> String {
    let one = |(kind, id): (&str, i64)| Ask::One {
        kind: kind.to_owned(),
        id: Id(id),
    };
    let asks = [
        ("activities", ACTIVITY),
        ("articles", ARTICLE),
        ("accounts", ACCOUNT),
    ];
    let asks = asks.map(one).to_vec();
    let scope = store::Scope::system(second.id, "a test");
    let store = &second.house.store;
    let answers = store.ask(&scope, Default::default(), asks).await.unwrap();
    format!("{answers:?}")
}

#[tokio::test]
async fn an_owner_of_one_park_sees_and_changes_nothing_of_the_other_at_any_address() {
    let (first, second) = two_parks().await;
    with_records(&second).await;
    let owner = first.person(5, Role::Owner, &[]).await;
    let (_, session) = owner.cookie.split_once('=').unwrap();
    // The same session as their own park's cookie, and passed off as the other park's.
    let name = app::front::cookies::name(&second.house, true);
    let passed_off = format!("{}; {name}={session}", owner.cookie);
    let before = theirs_now(&second).await;
    let mut asked = 0;
    for route in app::routes().list() {
        for (kind, id) in [
            ("activities", ACTIVITY),
            ("articles", ARTICLE),
            ("accounts", ACCOUNT),
        ] {
            if !route.path.contains('{') && kind != "activities" {
                continue;
            }
            let path = guessed(route.path, kind, id);
            let is_public = route.right == app::front::Right::Public;
            for path in [path.clone(), format!("{path}?q={THEIRS}"), below(&path)] {
                if is_public && path.starts_with("/p/") {
                    continue;
                }
                let uri = path.replace(THEIRS, &app::front::escaped(THEIRS));
                let mut request = owner
                    .request(route.method.as_str(), &uri)
                    .header(header::COOKIE, &passed_off);
                let form = format!("token={}&once={asked}&park={}", owner.form_token, second.id);
                let body = match route.takes {
                    Takes::Form => {
                        request = request
                            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                        Body::from(form)
                    }
                    _ => Body::empty(),
                };
                if route.path == "/sign-out" {
                    continue;
                }
                let got = first.send(request.body(body).unwrap()).await;
                asked += 1;
                let is_below = path.starts_with("/p/");
                // What was typed is shown again, and a park's name stands on its own public pages.
                let word = if is_below || path.contains(THEIRS) {
                    "HD-71"
                } else {
                    "乙园"
                };
                let shown = got.body.contains(word) || is_below && got.body.contains(THEIRS);
                assert!(!shown, "{} {path}: {}", route.method, got.body);
                let may_not = is_below && got.status.is_success();
                assert!(!may_not, "{} {path}: {}", route.method, got.status);
            }
        }
    }
    assert!(asked > 150, "only {asked} addresses");
    let theirs = second.person(6, Role::Owner, &[]).await;
    for path in [
        format!("/records/activities/{ACTIVITY}"),
        format!("/records/accounts/{ACCOUNT}"),
    ] {
        let own = theirs.opens(&below(&path)).await;
        assert_eq!(own.status, StatusCode::OK, "{path}");
    }
    assert_eq!(theirs_now(&second).await, before);
}

#[tokio::test]
async fn a_token_comes_to_its_own_park_and_to_no_other() {
    let (first, second) = two_parks().await;
    with_records(&second).await;
    first.person(5, Role::Owner, &[]).await;
    // Others may stand in the same database.
    let [of_a, of_b] = [first.id, second.id].map(|park| format!("token-of-{park}"));
    let (of_a, of_b) = (of_a.as_str(), of_b.as_str());
    for (park, account, token) in [(&first, 5, of_a), (&second, ACCOUNT, of_b)] {
        let keep = Change::Keep {
            space: "token",
            key: kept_under(token),
            value: format!(r#"{{"account":"{account}","name":"","made":0}}"#),
            until: 0,
        };
        park.put(vec![keep]).await;
    }
    for (token, path, status, sees) in [
        (of_a, "/api/v1/activities".to_owned(), 200, false),
        (of_b, "/api/v1/activities".to_owned(), 200, true),
        (of_b, below("/api/v1/activities"), 200, true),
        (of_a, below("/api/v1/activities"), 401, false),
        ("nobodys", "/api/v1/activities".to_owned(), 401, false),
        (of_a, format!("/api/v1/activities/{ACTIVITY}"), 404, false),
    ] {
        let request = first
            .visitor()
            .request("GET", &path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        let got = first.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(got.status.as_u16(), status, "{token} {path} {}", got.body);
        assert_eq!(got.body.contains(THEIRS), sees, "{token} {path}");
    }
}

#[tokio::test]
async fn an_account_joined_to_another_park_goes_there_and_no_other_does() {
    let (first, second) = two_parks().await;
    with_records(&second).await;
    let operator = first.person(5, Role::Owner, &[]).await;
    let other = first.person(6, Role::Owner, &[]).await;
    let there = beside::Joined {
        park: second.id,
        account: Id(ACCOUNT),
    };
    beside::join(&first.house.store, (first.id, Id(5)), &[there])
        .await
        .unwrap();
    let park = second.id.to_string();
    assert!(operator.opens("/me").await.body.contains("乙园"));
    assert!(!other.opens("/me").await.body.contains("乙园"));
    let refused = other.posts("/me/park", &[("park", &park)]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);

    let entered = operator.posts("/me/park", &[("park", &park)]).await;
    assert_eq!(entered.to(), below("/today"));
    let mut both = Person {
        park: &first,
        cookie: format!("{}; {}", operator.cookie, entered.cookie().unwrap()),
        form_token: operator.form_token.clone(),
    };
    let list = below("/records/activities");
    assert!(both.opens(&list).await.body.contains(THEIRS));
    let own = both.opens("/records/activities").await;
    assert!(own.status.is_success() && !own.body.contains(THEIRS));
    // Either page leads to the other park now.
    let me = both.opens(&below("/me")).await.body;
    assert!(
        me.contains(&format!("href=\"{}/today\"", town::prefix("甲园"))),
        "{me}"
    );
    assert!(
        both.opens("/me")
            .await
            .body
            .contains(&format!("href=\"{}\"", below("/today")))
    );
    // But not by the second park's session alone.
    both.cookie = entered.cookie().unwrap();
    assert!(!both.opens(&below("/me")).await.body.contains("甲园"));
    assert_eq!(both.opens("/today").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn own_fields_of_one_name_that_hold_different_things_stand_in_both_parks() {
    let (first, second) = two_parks().await;
    for (park, holds, id) in [(&first, "text", 5), (&second, "whole", 6)] {
        let owner = park.person(id, Role::Owner, &[]).await;
        let at = format!("{}/settings/fields", park.house.config.prefix);
        let field = [("kind", "activities"), ("zh", "天气"), ("holds", holds)];
        let added = owner.posts(&at, &field).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    }
    for (park, id, own) in [
        (&first, 80, Value::from("晴")),
        (&second, 81, Value::Whole(7)),
    ] {
        let kind = park.house.store.catalogue().kind("activities").unwrap();
        let mut values = vec![None; kind.fields.len()];
        *values.last_mut().unwrap() = Some(own);
        let add = Change::Add {
            kind: kind.name,
            id: Id(id),
            natural: "HD-80".to_owned(),
            values,
        };
        park.put(vec![add]).await;
    }
    // Whoever compares all parks knows the fields of all.
    let scopes = [&first, &second].map(|park| store::Scope::system(park.id, "a test"));
    let store = &first.house.store;
    app::ledgers::own::adopt(store, &scopes).await.unwrap();
    let own = |broken: &&store::Broken| match broken {
        store::Broken::Row { id, .. } => [80, 81].contains(&id.0),
        _ => false,
    };
    let verified = store.verify().await.unwrap();
    assert_eq!(verified.broken.iter().find(own), None);
}
