//! What a change moves is told before it is made, and is what it then moves.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use app::{
    records::KINDS,
    reports::{
        answers::Answers,
        evaluate::{evaluate, of_place},
        kept::Wanted,
        things,
        trace::{Asked, trace_in},
    },
};
use base::{Ask, Change, Id, Kind, Lang, Period, Record, Role, Selection, Sort, Value};
use door::{
    Park, Person,
    year::{a_park_with_definitions, a_year_of_work},
};
use figures::{Definitions, Figure, Touched};
use serde_json::{Value as Json, json};
use store::{Moment, Scope};

type Told = (figures::Figure, BTreeSet<String>);
type All = BTreeMap<(String, Option<Id>, Period), Told>;

/// Every figure with what it opens onto, row by row.
async fn all(
    park: &Park,
    definitions: &Arc<Definitions>,
    periods: &[Period],
    places: &[Option<Id>],
) -> All {
    let (store, scope) = (&park.house.store, Scope::system(park.id, "a test"));
    let catalogue = store.catalogue();
    let mut all = All::new();
    for place in places {
        let narrowed = match place {
            Some(place) => Arc::new(of_place(definitions, *place, &catalogue)),
            None => definitions.clone(),
        };
        for period in periods {
            let values = evaluate(
                store,
                &scope,
                Moment::Now,
                narrowed.clone(),
                *period,
                None,
                None,
            );
            let values = values.await.unwrap();
            for definition in narrowed.iter() {
                let things = things::of_figure(store, &scope, &values, definition, Lang::Zh);
                let mut rows = BTreeSet::new();
                for thing in things.await.unwrap() {
                    let own = thing.record.map_or(thing.label, |r| format!("{r:?}"));
                    let ids = thing.rows.iter().map(|row| row.id).collect::<BTreeSet<_>>();
                    rows.insert(format!("{own} {} {:?} {ids:?}", thing.weight, thing.met));
                }
                let figure = values.figures[&definition.key].clone();
                all.insert((definition.key.clone(), *place, *period), (figure, rows));
            }
        }
    }
    all
}

fn value(figure: &Figure) -> String {
    format!("{:?} {:?} {:?}", figure.amount, figure.names, figure.gap)
}

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// One record otherwise: a field takes what another record of the kind holds there, or nothing;
/// or the record goes, or comes once more.
fn a_change(
    chance: &mut Chance,
    (kind, looked_at): (&'static Kind, &[usize]),
    records: &[Record],
    new: i64,
) -> Change {
    let record = &records[chance.below(records.len())];
    let mut values = record.values.clone();
    let natural = format!("changed {new}");
    for _ in 0..1 + chance.below(2) {
        let at = looked_at[chance.below(looked_at.len())];
        values[at] = match chance.below(6) {
            0 => None,
            _ => records[chance.below(records.len())].values[at].clone(),
        };
    }
    let (id, kind) = (record.id, kind.name);
    // What others point at is not removed.
    let free = ["attendance", "visits", "scores", "returns", "screenings"].contains(&kind);
    match chance.below(8) {
        0 if free => Change::Remove {
            kind,
            id,
            since: record.since,
        },
        1 => Change::Add {
            kind,
            id: Id(new),
            natural,
            values,
        },
        _ => Change::Set {
            kind,
            id,
            since: record.since,
            natural,
            values,
        },
    }
}

async fn records(park: &Park, kind: &Kind) -> Vec<Record> {
    let scope = Scope::system(park.id, "a test");
    let all = Ask::Rows {
        selection: Selection::all(kind.name),
        sort: Sort::default(),
        after: None,
        limit: 100_000,
    };
    let answers = park
        .house
        .store
        .ask(&scope, Moment::Now, vec![all])
        .await
        .unwrap();
    answers.into_iter().next().unwrap().many()
}

#[tokio::test]
#[allow(clippy::too_many_lines)] // one story
async fn what_is_told_of_a_change_is_what_it_does() {
    const CHANGES: usize = 60;
    /// Kinds whose records figures count or look at.
    const TRIED: [&str; 12] = [
        "activities",
        "attendance",
        "people",
        "visits",
        "rounds",
        "projects",
        "scores",
        "project_indicators",
        "contract_indicators",
        "units",
        "returns",
        "screenings",
    ];
    let park = a_year_of_work().await;
    let store = &park.house.store;
    let scope = Scope::system(park.id, "a test");
    let definitions = park.house.figures.all(store, &scope).await.unwrap();
    let areas = records(&park, KINDS.iter().find(|k| k.name == "areas").unwrap()).await;
    let (mut chance, mut moved, mut rows_only) = (Chance(7), 0, 0);
    let kinds: Vec<&'static Kind> = KINDS
        .iter()
        .copied()
        .filter(|k| TRIED.contains(&k.name))
        .collect();
    assert!(kinds.len() > 8, "{}", kinds.len());
    let catalogue = store.catalogue();
    let touched = |d| Touched::by(d, &definitions, &catalogue).fields;
    let fields = definitions.iter().flat_map(touched);
    let looked: BTreeSet<&str> = fields.map(|field| field.name).collect();
    let periods: Vec<Period> = ["2026", "2026-07"]
        .iter()
        .map(|p| p.parse().unwrap())
        .collect();
    let street = areas
        .iter()
        .find(|a| a.values.contains(&Some("横岗街道".into())));
    let places = [None, street.map(|street| street.id)];
    let mut before = all(&park, &definitions, &periods, &places).await;
    for turn in 0..CHANGES {
        let kind = kinds[turn % kinds.len()];
        let records = records(&park, kind).await;
        if records.is_empty() {
            continue;
        }
        let named = |at: &usize| looked.contains(kind.fields[*at].name);
        let looked_at: Vec<usize> = (0..kind.fields.len()).filter(named).collect();
        let change = a_change(
            &mut chance,
            (kind, &looked_at),
            &records,
            9_000_000 + turn as i64,
        );
        let nothing = Answers::default();
        let asked = Asked {
            store,
            scope: &scope,
            definitions: &definitions,
            today: park.house.today(),
            home: None,
            // Half of the changes find the whole park's year answered.
            answers: match turn % 2 {
                0 => &nothing,
                _ => answered(&park, periods[0]).await,
            },
            patience: None,
        };
        let trace = trace_in(&asked, std::slice::from_ref(&change), (&periods, &places));
        let trace = trace.await.unwrap();
        park.put(vec![change.clone()]).await;
        let after = all(&park, &definitions, &periods, &places).await;
        let told: BTreeMap<_, _> = trace
            .shifts
            .iter()
            .map(|s| ((s.key.clone(), s.place, s.period), s))
            .collect();
        for (which, (was, rows)) in &before {
            let (now, now_rows) = &after[which];
            let differs = value(was) != value(now);
            match told.get(which) {
                None => assert!(
                    !differs && rows == now_rows,
                    "{which:?} moved by {change:?}: {} to {}",
                    value(was),
                    value(now)
                ),
                Some(shift) => {
                    assert_eq!(
                        value(&shift.value.as_ref().unwrap().0),
                        value(was),
                        "{which:?} before {change:?}"
                    );
                    assert_eq!(
                        value(&shift.value.as_ref().unwrap().1),
                        value(now),
                        "{which:?} after {change:?}"
                    );
                    assert!(
                        differs || rows != now_rows,
                        "{which:?} stays with {change:?}"
                    );
                    assert_eq!(
                        shift.rows.differ(),
                        rows != now_rows,
                        "{which:?}: {change:?}"
                    );
                    moved += usize::from(differs);
                    rows_only += usize::from(!differs);
                }
            }
        }
        before = after;
    }
    assert!(
        moved > 20 && rows_only > 2,
        "{moved} moved, {rows_only} in rows only"
    );
}

async fn answered(park: &Park, period: Period) -> &Answers {
    let wanted = Wanted {
        period,
        place: None,
        only: None,
    };
    let figures = &park.house.figures;
    figures
        .values(&park.house.store, park.id, wanted)
        .await
        .unwrap();
    &figures.answers
}

/// Two communities, an activity in one of them, and two who came.
async fn an_activity() -> Park {
    let park = a_park_with_definitions().await;
    for (id, name) in [(21, "松柏社区"), (22, "四联社区")] {
        let area = [
            ("code", Value::from(format!("44030701700{id}"))),
            ("name", Value::from(name)),
            ("level", Value::from("community")),
        ];
        park.put_one("areas", id, name, &area).await;
    }
    let activity = [
        ("number", Value::from("HD-1")),
        ("on", Value::from("2026-07-06")),
        ("name", Value::from("灯会")),
        ("category", Value::from("exchange")),
        ("status", Value::from("completed")),
        ("community", Value::Whole(21)),
    ];
    park.put_one("activities", 101, "HD-1", &activity).await;
    for (id, name) in [(201, "张三"), (202, "李四")] {
        let sign_in = [("activity", Value::Whole(101)), ("name", Value::from(name))];
        let natural = format!("101/{name}");
        park.put_one("attendance", id, &natural, &sign_in).await;
    }
    park
}

const FORM: [(&str, &str); 5] = [
    ("number", "HD-1"),
    ("on", "2026-07-06"),
    ("name", "灯会"),
    ("category", "exchange"),
    ("community", "松柏社区"),
];

async fn see(person: &Person<'_>, other: &[(&str, &str)]) -> door::Got {
    let page = person.opens("/records/activities/101/change").await;
    let since = page.hidden("since");
    let mut pairs: Vec<(&str, &str)> = FORM.to_vec();
    pairs.push(("status", "completed"));
    pairs.retain(|(name, _)| !other.iter().any(|(n, _)| n == name));
    pairs.extend(other);
    pairs.extend([("since", since.as_str()), ("see", "1")]);
    person.posts("/records/activities/101/change", &pairs).await
}

#[tokio::test]
async fn the_form_says_what_saving_it_would_move_and_saves_nothing() {
    let park = an_activity().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let page = manager.opens("/records/activities/101/change").await.body;
    assert!(page.contains("看看会动哪些数"), "{page}");
    let got = see(&manager, &[("status", "cancelled")]).await;
    assert_eq!(got.status, 200, "{}", got.body);
    for said in [
        "保存后会变",
        "在年度报告里",
        // Its two sign-ins are no longer counted.
        "签到人次",
        "2 → ",
        "2026年",
        "松柏社区2026年",
        "value=\"cancelled\" selected",
    ] {
        assert!(got.body.contains(said), "{said} in {}", got.body);
    }
    let still = manager.opens("/api/v1/activities/101").await.body;
    assert!(still.contains("completed"), "{still}");
    let got = see(&manager, &[("notes", "雨天改室内")]).await.body;
    assert!(got.contains("保存后不动任何数。"), "{got}");
    let english = see(&manager, &[("status", "cancelled"), ("lang", "en")]).await;
    assert_eq!(english.status, 200);
    // What is wrong is told as saving would tell it.
    let wrong = see(&manager, &[("on", "")]).await;
    assert_eq!(wrong.status, 422);
    assert!(!wrong.body.contains("保存后会变"));
}

#[tokio::test]
async fn sign_ins_move_with_their_activity_and_a_value_that_stays_says_so() {
    let park = an_activity().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let path = "/api/v1/activities/101/preview";
    let preview = async |body: Json| {
        let request = manager
            .request("POST", path)
            .header("content-type", "application/json")
            .header("x-form-token", &manager.form_token);
        let got = park
            .send(request.body(body.to_string().into()).unwrap())
            .await;
        assert_eq!(got.status, 200, "{}", got.body);
        serde_json::from_str::<Json>(&got.body).unwrap()["figures"].clone()
    };
    let moved = preview(json!({ "fields": { "community": "四联社区" } })).await;
    let of = |figures: &Json, key: &str, place: Option<&str>, period: &str| {
        let all = figures.as_array().unwrap().iter();
        let mut found = all
            .filter(|f| f["key"] == key && f["place"].as_str() == place && f["period"] == period);
        found.next().cloned()
    };
    // The park counts them as before; the two communities do not.
    assert_eq!(of(&moved, "all_attendances", None, "2026"), None);
    for (place, was, now) in [("21", "2人次", "0人次"), ("22", "0人次", "2人次")] {
        let found = of(&moved, "all_attendances", Some(place), "2026-07").unwrap();
        assert_eq!(
            (found["was"].as_str(), found["now"].as_str()),
            (Some(was), Some(now))
        );
        assert_eq!(found["value_moves"], true);
    }
    let moved = preview(json!({ "fields": { "on": "2026-08-01" } })).await;
    let july = of(&moved, "all_activities", None, "2026-07").unwrap();
    assert_eq!(july["rows"]["gone"], 1);
    assert_eq!(july["in_annual_report"], true);
    assert_eq!(of(&moved, "all_activities", None, "2026"), None);
    assert!(of(&moved, "all_activities", None, "2026-08").is_some());
    let removed = preview(json!({ "remove": true })).await;
    let year = of(&removed, "all_activities", None, "2026").unwrap();
    assert_eq!(year["now"], "0个");
}

#[tokio::test]
async fn the_removals_page_says_what_it_would_move() {
    let park = an_activity().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let page = manager.opens("/records/attendance/201/remove").await.body;
    for said in ["删除后会变", "签到人次", "2 → "] {
        assert!(page.contains(said), "{said} in {page}");
    }
    let english = manager
        .opens("/records/attendance/201/remove?lang=en")
        .await;
    assert_eq!(english.status, 200);
}

#[tokio::test]
async fn what_a_reader_may_not_see_is_not_told_by_what_moves() {
    let park = an_activity().await;
    let body = "key = \"screened_places\"\nzh = \"建档社区\"\nen = \"Places\"\nkind = \"activities\"\nwhere = { through = \"community\", where = { held_by = \"service_files\", by = \"community\" } }\nfold = \"count\"";
    let given = [
        ("key", Value::from("screened_places")),
        ("zh", Value::from("建档社区")),
        ("en", Value::from("Places")),
        ("body", Value::from(body)),
    ];
    park.put_one("definitions", 71, "screened_places", &given)
        .await;
    let file = [
        ("number", Value::from("DA-1")),
        ("community", Value::Whole(21)),
    ];
    park.put_one("service_files", 300, "DA-1", &file).await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let seen = manager.opens("/figures/screened_places").await;
    assert_eq!(seen.status, 200, "{}", seen.body);
    let page = manager.opens("/records/activities/101/remove").await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("删除后") && !page.body.contains("建档社区"),
        "{}",
        page.body
    );
    // Who sees no figures is told of none.
    let community = park.person(12, Role::Community, &[21]).await;
    let page = community.opens("/records/activities/101/change").await.body;
    assert!(!page.contains("看看会动哪些数"), "{page}");
}
