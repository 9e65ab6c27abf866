//! What every test stands on: a small catalogue, a fresh place, a clock that only we move.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU32, Ordering},
};

use base::{
    Act, Answer, Ask, Catalogue, Change, Choice, Field, Filter, Fold, Id, Key, Kind, Record,
    Rights, Role, Roles, ScopedBy, Selection, Sort, Source, Value, Work, words,
};
use seal::MasterKey;
use store::{Door, Fault, Location, Moment, Receipt, Scope, Setting, Store, Write, WriteError};

pub const PARK: Id = Id(1);
pub const OTHER_PARK: Id = Id(2);

const ALL: Roles = Roles::TEAM.and(Roles::of(&[Role::Community, Role::StreetOffice]));
const OPEN: Rights = Rights {
    read: ALL,
    write: ALL,
    remove: Roles::MANAGERS,
};

const fn kind(name: &'static str, fields: &'static [Field], scoped_by: ScopedBy) -> Kind {
    Kind {
        name,
        words: words("种类", "Kind"),
        work: Work::Activities,
        unit: words("个", "each"),
        sheet: "",
        also: &[],
        key: Key::Unique(&["code"]),
        label: "",
        fields,
        list: &[],
        when: "",
        scoped_by,
        rights: OPEN,
        park: None,
        rule: None,
    }
}

const CODE: Field = Field::text("code", "编号", "Code").internal();

pub static AREAS: Kind = kind(
    "areas",
    &[
        CODE,
        Field::text("name", "名称", "Name").open(),
        Field::link("parent", "上级", "Above", &["areas"]).open(),
    ],
    ScopedBy::Park,
);

pub static ACCOUNTS: Kind = kind(
    "accounts",
    &[
        CODE,
        Field::choice(
            "role",
            "角色",
            "Role",
            &[
                Choice::new("manager", "主管", "Manager"),
                Choice::new("community", "社区", "Community"),
            ],
        )
        .internal(),
        Field::links("areas", "范围", "Areas", &["areas"]).internal(),
        Field::yes_no("closed", "停用", "Closed").internal(),
    ],
    ScopedBy::Park,
);

pub static ACTIVITIES: Kind = kind(
    "activities",
    &[
        CODE,
        Field::text("title", "主题", "Title").open().searched(),
        Field::day("on", "日期", "On").open().sorted(),
        Field::area("community", "社区", "Community").open(),
        Field::whole("attended", "人数", "Attended").open().sorted(),
        Field::whole("planned", "计划", "Planned").open(),
        Field::links("partners", "合作", "Partners", &["people", "areas"]).open(),
        Field::text("phone", "电话", "Phone").personal(),
        Field::sealed("items", "条目", "Items", &["A", "B"]).care(),
    ],
    ScopedBy::Area("community"),
);

pub static PEOPLE: Kind = kind(
    "people",
    &[
        CODE,
        Field::text("name", "姓名", "Name").personal().searched(),
        Field::link("same_as", "同一人", "Same as", &["people"]).internal(),
    ],
    ScopedBy::Park,
);

pub static SIGNINS: Kind = kind(
    "signins",
    &[
        CODE,
        Field::link("activity", "活动", "Activity", &["activities"]).open(),
        Field::link("person", "人", "Person", &["people"]).internal(),
        Field::moment("at", "时间", "At").internal().sorted(),
        Field::decimal("hours", "时长", "Hours", 1).open(),
    ],
    ScopedBy::Through("activity", "activities"),
);

/// A kind like people, for another list of fields.
pub const fn kind_like_people() -> Kind {
    kind("people", &[], ScopedBy::Park)
}

pub fn catalogue() -> Arc<Catalogue> {
    Arc::new(Catalogue::new([
        &AREAS,
        &ACCOUNTS,
        &ACTIVITIES,
        &PEOPLE,
        &SIGNINS,
    ]))
}

/// A store in a fresh place, and what else a test needs to tamper with it.
pub struct Ground {
    pub store: Store,
    pub location: Location,
    pub setting: Setting,
    pub now: Arc<AtomicI64>,
    pub scope: Scope,
    spares: tempfile::TempDir,
    _folder: Option<tempfile::TempDir>,
}

/// The moment at which every test begins.
pub const START: i64 = 1_700_000_000_000;

impl Ground {
    pub async fn new() -> Ground {
        Ground::with(catalogue()).await
    }

    pub async fn with(catalogue: Arc<Catalogue>) -> Ground {
        let (location, folder) = place().await;
        let now = Arc::new(AtomicI64::new(START));
        let clock = now.clone();
        let setting = Setting {
            trail_key: MasterKey::fresh().sub_key("trail rows"),
            clock: Arc::new(move || clock.fetch_add(1, Ordering::SeqCst)),
            writer: 0,
        };
        let store = Store::open(location.clone(), catalogue, setting.clone())
            .await
            .unwrap();
        Ground {
            store,
            location,
            setting,
            now,
            scope: Scope::system(PARK, "a test"),
            spares: tempfile::tempdir().unwrap(),
            _folder: folder,
        }
    }

    pub async fn reopened(&self) -> Result<Store, Fault> {
        Store::open(self.location.clone(), catalogue(), self.setting.clone()).await
    }

    pub async fn write(&self, changes: Vec<Change>) -> Result<Receipt, WriteError> {
        self.store
            .write(Write::of(self.scope.clone(), act(), changes))
            .await
    }

    /// Writes changes that must succeed.
    pub async fn put(&self, changes: Vec<Change>) {
        self.write(changes).await.unwrap();
    }

    pub async fn one(&self, kind: &Kind, id: i64) -> Option<Record> {
        let ask = Ask::One {
            kind: kind.name.to_owned(),
            id: Id(id),
        };
        self.ask(ask).await.one()
    }

    pub async fn ask(&self, ask: Ask) -> Answer {
        asked(&self.store, &self.scope, Moment::Now, ask).await
    }

    pub async fn count(&self, kind: &Kind, filter: Filter) -> i64 {
        self.ask(count(kind, filter)).await.number()
    }

    /// An empty place on the same engine.
    pub async fn spare_of_same_engine(&self) -> Location {
        match &self.location {
            Location::Sqlite(path) => Location::Sqlite(path.with_extension("spare")),
            Location::Postgres(_) => place().await.0,
        }
    }

    /// A file that is not there yet.
    pub async fn spare(&self) -> std::path::PathBuf {
        self.spares.path().join("other.sqlite")
    }

    /// Runs SQL behind the store's back, as a burglar would.
    pub async fn tamper(&self, text: &str) {
        match &self.location {
            Location::Sqlite(path) => {
                rusqlite::Connection::open(path)
                    .unwrap()
                    .execute_batch(text)
                    .unwrap();
            }
            Location::Postgres(url) => run(url, text).await,
        }
    }

    /// Signs somebody in, with a role and areas, and gives their bounds.
    pub async fn enters(&self, key: &str, role: &str, areas: &[i64]) -> Option<Scope> {
        let account = 9_000 + key.len() as i64;
        let values = vec![
            Some(key.into()),
            Some(role.into()),
            Some(Value::Many(areas.to_vec())),
            None,
        ];
        self.put(vec![
            add(&ACCOUNTS, account, key, values),
            Change::Keep {
                space: Door::Session.space(),
                key: key.to_owned(),
                value: format!(r#"{{"account":"{account}","until":0}}"#),
                until: 0,
            },
        ])
        .await;
        self.store.enter(Door::Session, key).await.unwrap()
    }
}

pub async fn asked(store: &Store, scope: &Scope, moment: Moment, ask: Ask) -> Answer {
    store
        .ask(scope, moment, vec![ask])
        .await
        .unwrap()
        .pop()
        .unwrap()
}

pub fn count(kind: &Kind, filter: Filter) -> Ask {
    Ask::Fold {
        selection: Selection::all(kind.name).and(filter),
        fold: Fold::Count,
        by: vec![],
        after: None,
        limit: 10,
    }
}

pub fn rows(kind: &Kind, sort: &str, limit: u32) -> Ask {
    Ask::Rows {
        selection: Selection::all(kind.name),
        sort: Sort {
            field: sort.to_owned(),
            descending: false,
        },
        after: None,
        limit,
    }
}

pub fn act() -> Act {
    Act {
        actor: Id(7),
        source: Source::Form,
        note: String::new(),
    }
}

pub fn add(kind: &Kind, id: i64, natural: &str, values: Vec<Option<Value>>) -> Change {
    Change::Add {
        kind: known(kind),
        id: Id(id),
        natural: natural.to_owned(),
        values,
    }
}

pub fn set(kind: &Kind, record: &Record, natural: &str, values: Vec<Option<Value>>) -> Change {
    Change::Set {
        kind: known(kind),
        id: record.id,
        since: record.since,
        natural: natural.to_owned(),
        values,
    }
}

pub fn known(kind: &Kind) -> &'static str {
    catalogue().kind(kind.name).unwrap().name
}

/// An activity: title, day, community, attended.
pub fn activity(title: &str, on: &str, community: i64, attended: i64) -> Vec<Option<Value>> {
    let mut values = vec![None; ACTIVITIES.fields.len()];
    for (name, value) in [
        ("code", Value::text(title)),
        ("title", Value::text(title)),
        ("on", Value::text(on)),
        (
            "community",
            (community > 0).then_some(Value::Whole(community)),
        ),
        ("attended", Some(Value::Whole(attended))),
    ] {
        values[ACTIVITIES.at(name).unwrap()] = value;
    }
    values
}

async fn place() -> (Location, Option<tempfile::TempDir>) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Ok(url) = std::env::var("STORE") else {
        let folder = tempfile::tempdir().unwrap();
        return (
            Location::Sqlite(folder.path().join("park.sqlite")),
            Some(folder),
        );
    };
    let name = format!(
        "t{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::SeqCst)
    );
    let text = format!(
        "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
    );
    run(&url, &text).await;
    let (server, _) = url.rsplit_once('/').unwrap();
    (Location::Postgres(format!("{server}/{name}")), None)
}

async fn run(url: &str, text: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    let driven = tokio::spawn(connection);
    client.batch_execute(text).await.unwrap();
    drop(client);
    driven.await.unwrap().unwrap();
}
