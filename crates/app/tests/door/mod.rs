//! A park on a fresh store, and people who knock at its door: the router is driven in
//! process, nothing listens and nothing sleeps.
//!
//! In: requests as a browser or a program sends them. Out: statuses, headers, bodies.
//! `STORE=postgres://…` runs the same on PostgreSQL.
#![allow(dead_code)] // each test file uses its part of it

pub mod returns;
pub mod year;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use app::{
    access::kept_under,
    front::{Config, House, cookies},
    records::KINDS,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use base::{Act, Catalogue, Change, Id, Role, Source, Value};
use store::{Location, Scope, Setting, Store, Write};
use tower::ServiceExt;

/// 2026-11-23 10:00 in the park.
pub const NOW: i64 = 1_795_399_200_000;
/// A park of its own for each test: on a database server they share the tables.
fn a_park() -> Id {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let started = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Id(started.as_millis() as i64 * 1_000 + NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The park's house, with its clock in hand.
pub struct Park {
    pub id: Id,
    pub house: Arc<House>,
    pub router: Router,
    pub clock: Arc<AtomicI64>,
    _folder: Option<tempfile::TempDir>,
}

/// An answer, read whole.
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Got {
    pub fn to(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |to| to.to_str().unwrap())
    }

    /// The value of a hidden input of the page.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let at = self
            .body
            .find(&mark)
            .unwrap_or_else(|| panic!("no {name} in {}", self.body))
            + mark.len();
        self.body[at..].split('"').next().unwrap().to_owned()
    }

    pub fn cookie(&self) -> Option<String> {
        let line = self.headers.get_all(header::SET_COOKIE).iter().next()?;
        Some(line.to_str().unwrap().split(';').next().unwrap().to_owned())
    }
}

/// A store of its own for one test.
pub async fn a_store(clock: Arc<AtomicI64>, folder: &std::path::Path) -> Store {
    a_store_of(clock, folder, 1).await
}

/// The same for one of several writers.
pub async fn a_store_of(clock: Arc<AtomicI64>, folder: &std::path::Path, writer: u8) -> Store {
    static KEY: std::sync::OnceLock<seal::MasterKey> = std::sync::OnceLock::new();
    let location = match std::env::var("STORE") {
        Ok(url) if url.starts_with("postgres") => Location::Postgres(url),
        _ => Location::Sqlite(folder.join("park.db")),
    };
    let setting = Setting {
        trail_key: KEY
            .get_or_init(seal::MasterKey::fresh)
            .sub_key("trail rows"),
        clock: Arc::new(move || clock.load(Ordering::Relaxed)),
        writer,
    };
    let catalogue = Arc::new(Catalogue::new(KINDS.iter().copied()));
    // On a server a test beside this one may be growing the tables: that ends.
    for _ in 0..100 {
        match Store::open(location.clone(), catalogue.clone(), setting.clone()).await {
            Err(store::Fault::Locked) => tokio::task::yield_now().await,
            opened => return opened.unwrap(),
        }
    }
    panic!("the tables are held for good");
}

/// A park with nobody in it yet.
pub async fn an_empty_park() -> Park {
    let folder = tempfile::tempdir().unwrap();
    let mut park = a_park_in(folder.path(), 1, "横岗社会创新园", String::new()).await;
    park._folder = Some(folder);
    park
}

/// Two parks in one database, served together: the first has the plain addresses.
pub async fn two_parks() -> (Park, Park) {
    let folder = tempfile::tempdir().unwrap();
    let first = a_park_in(folder.path(), 1, "甲园", String::new()).await;
    let below = app::front::town::prefix("乙园");
    let second = a_park_in(folder.path(), 2, "乙园", below).await;
    let houses = [first.house.clone(), second.house.clone()];
    let router = app::front::town::router(&app::routes(), &houses);
    let both = |park, folder| Park {
        router: router.clone(),
        _folder: folder,
        ..park
    };
    (both(first, Some(folder)), both(second, None))
}

async fn a_park_in(folder: &std::path::Path, writer: u8, name: &str, prefix: String) -> Park {
    let clock = Arc::new(AtomicI64::new(NOW));
    let store = a_store_of(clock.clone(), folder, writer).await;
    let (time, id) = (clock.clone(), a_park());
    let config = Config {
        park: name.to_owned(),
        prefix,
        ..Config::default()
    };
    let clock_of_house: store::Clock = Arc::new(move || time.load(Ordering::Relaxed));
    let sealer = Arc::new(app::intake::ParkSealer(
        seal::MasterKey::fresh().sub_key("files"),
    ));
    let house = Arc::new(House::new(store, id, config, clock_of_house, sealer));
    Park {
        id,
        router: app::routes().router(house.clone()),
        house,
        clock,
        _folder: None,
    }
}

/// Values of a kind by field name.
pub fn values(kind: &str, given: &[(&str, Value)]) -> Vec<Option<Value>> {
    let kind = KINDS.iter().find(|k| k.name == kind).unwrap();
    let mut values = vec![None; kind.fields.len()];
    for (name, value) in given {
        values[kind.at(name).unwrap_or_else(|| panic!("no {name}"))] = Some(value.clone());
    }
    values
}

impl Park {
    /// Puts records straight in.
    pub async fn put(&self, changes: Vec<Change>) {
        let act = Act {
            actor: Id(0),
            source: Source::System,
            note: String::new(),
        };
        let write = Write::of(Scope::system(self.id, "a test"), act, changes);
        self.house.store.write(write).await.unwrap();
    }

    pub async fn put_one(
        &self,
        kind: &'static str,
        id: i64,
        natural: &str,
        given: &[(&str, Value)],
    ) {
        let add = Change::Add {
            kind,
            id: Id(id),
            natural: natural.to_owned(),
            values: values(kind, given),
        };
        self.put(vec![add]).await;
    }

    /// Since when a record stands as it does.
    pub async fn since(&self, kind: &str, id: i64) -> i64 {
        let ask = base::Ask::One {
            kind: kind.to_owned(),
            id: Id(id),
        };
        let scope = Scope::system(self.id, "a test");
        let asked = self.house.store.ask(&scope, store::Moment::Now, vec![ask]);
        let found = asked.await.unwrap().remove(0).one();
        found.unwrap().since
    }

    /// An account of a role and a session of it: what a browser would send.
    pub async fn person(&self, id: i64, role: Role, areas: &[i64]) -> Person<'_> {
        let login = format!("{}{id}", role.code());
        let mut given = vec![
            ("login", Value::from(login.as_str())),
            ("name", Value::from(role.words().zh)),
            ("role", Value::from(role.code())),
        ];
        if !areas.is_empty() {
            given.push(("areas", Value::Many(areas.to_vec())));
        }
        self.put_one("accounts", id, &login, &given).await;
        let token = format!("session-of-{id}-in-{}", self.id);
        self.session(&token, id).await;
        Person {
            park: self,
            cookie: format!("{}={token}", cookies::name(&self.house, true)),
            form_token: kept_under(&format!("form {token}")),
        }
    }

    /// Keeps a session as signing in would.
    pub async fn session(&self, token: &str, id: i64) {
        let session = serde_json::json!({"account": id.to_string(), "began": NOW, "used": NOW});
        self.put(vec![Change::Keep {
            space: "session",
            key: kept_under(token),
            value: session.to_string(),
            until: 0,
        }])
        .await;
    }

    pub fn visitor(&self) -> Person<'_> {
        Person {
            park: self,
            cookie: String::new(),
            form_token: String::new(),
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Got {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 100_000_000).await.unwrap();
        Got {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Somebody at the door.
pub struct Person<'p> {
    pub park: &'p Park,
    pub cookie: String,
    pub form_token: String,
}

impl Person<'_> {
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost");
        if self.cookie.is_empty() {
            request
        } else {
            request.header(header::COOKIE, &self.cookie)
        }
    }

    pub async fn opens(&self, path: &str) -> Got {
        self.park
            .send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form with this person's token.
    pub async fn posts(&self, path: &str, pairs: &[(&str, &str)]) -> Got {
        let once = format!("once-{path}-{pairs:?}");
        let mut fields: Vec<(String, String)> = vec![
            ("token".into(), self.form_token.clone()),
            ("once".into(), once),
        ];
        fields.extend(
            pairs
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        );
        self.posts_bare(path, &app::front::Fields(fields).write())
            .await
    }

    pub async fn posts_bare(&self, path: &str, body: &str) -> Got {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.park
            .send(request.body(Body::from(body.to_owned())).unwrap())
            .await
    }
}
