//! Who can do what: every address × role × place, against the committed table `who_can.txt`.
//!
//! In: the router's own list of addresses. Out: one line an address, kind and place, with the
//! status each role gets. An address that is not in the table fails, and so does one that
//! answers otherwise. `WRITE_TABLES=1` writes the table anew, for somebody to read.
//!
//! Forms are sent empty and programs' writings without a key, so that nothing is written: 422
//! and 400 mean «let in, but this cannot be», 404 «not there for you», 401 «nobody is signed
//! in», 303 «sent on».

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use app::front::{Right, Route, Takes};
use axum::{body::Body, http::header};
use base::{Role, Value};
use door::{Park, Person, year::a_park_with_definitions};

/// One kind for each pattern of rights.
const KINDS: [&str; 8] = [
    "activities",
    "people",
    "screenings",
    "scores",
    "contracts",
    "accounts",
    "areas",
    "articles",
];
const OWN: i64 = 1_001;
const OTHER: i64 = 1_002;

#[tokio::test]
async fn the_table_says_who_can_do_what() {
    let park = a_park_with_records().await;
    let mut people = vec![("visitor", park.visitor())];
    for (n, role) in Role::ALL.into_iter().enumerate() {
        // The owner sees the whole park; everybody else is limited to one area.
        let areas: &[i64] = if role == Role::Owner { &[] } else { &[OWN] };
        people.push((role.code(), park.person(100 + n as i64, role, areas).await));
    }
    let names: Vec<&str> = people.iter().map(|(name, _)| *name).collect();
    let mut table = format!("method path | kind place | {}\n", names.join(" "));
    let routes = app::routes();
    for route in routes.list() {
        for (kind, place, path) in addresses(route) {
            let mut line = format!("{} {} | {kind} {place} |", route.method, route.path);
            for (name, person) in &people {
                let status = knock(&park, route, &path, (name, person)).await;
                line.push_str(&format!(" {status}"));
            }
            table.push_str(&line);
            table.push('\n');
        }
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/who_can.txt");
    if std::env::var("WRITE_TABLES").is_ok() {
        std::fs::write(file, &table).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    let wrong: Vec<String> = differing(&committed, &table);
    assert!(
        wrong.is_empty(),
        "{} lines differ from who_can.txt:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn differing(committed: &str, now: &str) -> Vec<String> {
    let gone = committed
        .lines()
        .filter(|line| !now.lines().any(|l| l == *line))
        .map(|l| format!("- {l}"));
    let new = now
        .lines()
        .filter(|line| !committed.lines().any(|l| l == *line))
        .map(|l| format!("+ {l}"));
    gone.chain(new).collect()
}

/// The addresses a route stands for: one for each kind and place.
fn addresses(route: &Route) -> Vec<(&'static str, &'static str, String)> {
    let kinds: &[&'static str] = if route.path.contains("{kind}") {
        &KINDS
    } else {
        &["-"]
    };
    let mut all = Vec::new();
    for (n, kind) in kinds.iter().enumerate() {
        let places: &[(&str, i64)] = match (route.path.contains("{id}"), *kind) {
            (false, _) => &[("-", 0)],
            (true, "activities") => &[("own", 1), ("other", 2), ("gone", 999)],
            (true, _) => &[("own", 1), ("gone", 999)],
        };
        for (place, at) in places {
            let id = match (*kind, *at) {
                ("accounts" | "-", 1) => 500,
                ("areas", 1) => OWN,
                (_, at) => 10_000 * (n as i64 + 1) + at,
            };
            all.push((*kind, *place, filled(route.path, kind, id)));
        }
    }
    all
}

/// A path with its parts filled, with a thing that is there where the park can have one.
fn filled(path: &str, kind: &str, id: i64) -> String {
    let part = |part: &str| match part {
        "{kind}" => kind.to_owned(),
        "{id}" => id.to_string(),
        "{year}" => "2022".to_owned(),
        "{key}" => "all_activities".to_owned(),
        "{code}" => "annual".to_owned(),
        "{slug}" => "report".to_owned(),
        part if part.starts_with('{') => "none".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn knock(park: &Park, route: &Route, path: &str, (name, person): (&str, &Person<'_>)) -> u16 {
    let request = person.request(route.method.as_str(), path);
    let token = &person.form_token;
    let got = match route.takes {
        Takes::Nothing => park.send(request.body(Body::empty()).unwrap()).await,
        Takes::Form => {
            let body = format!("token={token}&name={name}&password=x");
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            park.send(request.body(Body::from(body)).unwrap()).await
        }
        Takes::Upload => {
            let body = format!(
                "--cut\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n--cut--\r\n"
            );
            let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
            park.send(request.body(Body::from(body)).unwrap()).await
        }
        Takes::Json => {
            let request = request
                .header(header::CONTENT_TYPE, "application/json")
                .header("x-form-token", token);
            park.send(request.body(Body::from("{}")).unwrap()).await
        }
    };
    if path == "/sign-out" && name != "visitor" {
        let id = Role::ALL.iter().position(|r| r.code() == name).unwrap() as i64 + 100;
        let token = person.cookie.split('=').nth(1).unwrap();
        park.session(token, id).await;
    }
    assert!(
        !got.status.is_server_error(),
        "{} {path} by {name}: {}",
        route.method,
        got.body
    );
    if route.right != Right::Public && name == "visitor" {
        assert!(
            matches!(got.status.as_u16(), 401 | 303),
            "{path} let a visitor in: {}",
            got.status
        );
    }
    got.status.as_u16()
}

/// Two communities of one street, and a record of each kind in the first (one of them also in
/// the second).
async fn a_park_with_records() -> Park {
    let park = a_park_with_definitions().await;
    let level = |l: &str| Value::from(l);
    park.put_one(
        "areas",
        1_000,
        "440307017",
        &[
            ("name", "横岗街道".into()),
            ("code", "440307017".into()),
            ("level", level("street")),
        ],
    )
    .await;
    for (id, name) in [(OWN, "松柏社区"), (OTHER, "四联社区")] {
        let given = [
            ("name", name.into()),
            ("level", level("community")),
            ("parent", Value::Whole(1_000)),
        ];
        park.put_one("areas", id, name, &given).await;
    }
    for (id, area) in [(10_001, OWN), (10_002, OTHER)] {
        let number = format!("HD-{id}");
        let given = [
            ("number", Value::from(number.as_str())),
            ("on", "2022-07-06".into()),
            ("name", "反诈宣讲".into()),
            ("category", "talk".into()),
            ("community", Value::Whole(area)),
        ];
        park.put_one("activities", id, &number, &given).await;
    }
    for (n, kind) in KINDS.iter().enumerate().skip(1).take(4) {
        let id = 10_000 * (n as i64 + 1) + 1;
        // Of the first community, itself or through another record.
        let given: &[(&str, Value)] = match *kind {
            "screenings" => &[
                ("number", "XL-1".into()),
                ("on", "2022-07-06".into()),
                ("community", Value::Whole(OWN)),
            ],
            "scores" => &[("project", Value::Whole(702))],
            _ => &[],
        };
        let key = if *kind == "screenings" {
            "XL-1\u{1f}2022-07-06\u{1f}1".to_owned()
        } else {
            format!("key {id}")
        };
        park.put_one(kind, id, &key, given).await;
    }
    park.put_one(
        "projects",
        702,
        "project",
        &[("community", Value::Whole(OWN))],
    )
    .await;
    let account = [
        ("login", "closed".into()),
        ("name", "已离职".into()),
        ("role", "staff".into()),
        ("closed", Value::Whole(1)),
    ];
    park.put_one("accounts", 500, "closed", &account).await;
    what_leaves_the_house(&park).await;
    park
}

/// A return that is due, a number that waits for its approval, an article that is out.
async fn what_leaves_the_house(park: &Park) {
    let due = [
        ("number", "BS-1".into()),
        ("category", "annual".into()),
        ("name", "年度报告".into()),
        ("for_period", "2022".into()),
        ("state", "due".into()),
    ];
    park.put_one("returns", 500, "BS-1", &due).await;
    let asked = [
        ("number", "BC-1".into()),
        ("on", "2022-07-06".into()),
        ("figure", "all_activities".into()),
        ("for_period", "2022".into()),
        ("said", "2个".into()),
        ("value", "2".into()),
        ("channel", "phone".into()),
        ("state", "asked".into()),
    ];
    park.put_one("given_out", 500, "BC-1", &asked).await;
    let article = [
        ("title", "一年".into()),
        ("slug", "report".into()),
        ("on", "2022-12-31".into()),
        ("body", "一年的事。".into()),
        ("state", "published".into()),
    ];
    park.put_one("articles", 80_001, "report", &article).await;
}
