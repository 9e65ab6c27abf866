//! 为什么对不上, as people use it: two periods, two moments, 人次 and 人数, what cannot be
//! compared, what a reader may not open.

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
    sync::atomic::Ordering,
};

use base::{Change, Id, Role, Value};
use door::{NOW, Park, Person, an_empty_park, values};
use serde_json::Value as Json;

const HOUR: i64 = 3_600_000;

async fn defined(park: &Park, id: i64, key: &str, unit: &str, rest: &str) {
    let body =
        format!("key = \"{key}\"\nzh = \"{key}数\"\nen = \"{key}\"\nunit = \"{unit}\"\n{rest}");
    let given = [
        ("key", Value::from(key)),
        ("zh", Value::from(key)),
        ("en", Value::from(key)),
        ("body", Value::from(body)),
    ];
    park.put_one("definitions", id, key, &given).await;
}

fn activity<'a>(number: &'a str, on: &'a str, status: &'a str) -> Vec<(&'a str, Value)> {
    vec![
        ("number", number.into()),
        ("on", on.into()),
        ("name", Value::from(format!("活动{number}"))),
        ("category", "talk".into()),
        ("status", status.into()),
    ]
}

async fn set(park: &Park, kind: &'static str, id: i64, natural: &str, given: &[(&str, Value)]) {
    let since = park.since(kind, id).await;
    let change = Change::Set {
        kind,
        id: Id(id),
        since,
        natural: natural.to_owned(),
        values: values(kind, given),
    };
    park.put(vec![change]).await;
}

async fn told(person: &Person<'_>, query: &str) -> Json {
    let got = person.opens(&format!("/api/v1/explain?{query}")).await;
    assert_eq!(got.status, 200, "{query}: {}", got.body);
    serde_json::from_str(&got.body).unwrap()
}

/// Each step: its words and its amount. The steps must sum to the gap.
fn steps(told: &Json) -> Vec<(String, i64)> {
    let one = |s: &Json| {
        let amount: i64 = s["amount"].as_str().unwrap().parse().unwrap();
        (s["words"].as_str().unwrap().to_owned(), amount)
    };
    let Some(steps) = told["steps"].as_array() else {
        panic!("no steps: {told}");
    };
    let steps: Vec<(String, i64)> = steps.iter().map(one).collect();
    let gap: i64 = told["gap"].as_str().unwrap().parse().unwrap();
    assert_eq!(steps.iter().map(|(_, n)| n).sum::<i64>(), gap, "{told}");
    let value = |side: &str| -> i64 { told[side]["value"].as_str().unwrap().parse().unwrap() };
    assert_eq!(value("there") - value("here"), gap, "{told}");
    steps
}

async fn a_park() -> Park {
    let park = an_empty_park().await;
    defined(&park, 1, "held", "场", "kind = \"activities\"\nwhere = { field = \"status\", is = \"completed\" }\nfold = \"count\"").await;
    defined(
        &park,
        2,
        "planned",
        "场",
        "kind = \"activities\"\nfold = \"count\"",
    )
    .await;
    defined(
        &park,
        3,
        "visits",
        "人次",
        "kind = \"attendance\"\nfold = \"count\"",
    )
    .await;
    defined(
        &park,
        4,
        "people",
        "人",
        "kind = \"attendance\"\nfold = { distinct = \"person\" }",
    )
    .await;
    defined(
        &park,
        5,
        "rate",
        "%",
        "fold = { ratio = [\"held\", \"planned\"] }",
    )
    .await;
    park
}

#[tokio::test]
async fn now_and_an_earlier_day_differ_by_what_was_done_in_between() {
    let park = a_park().await;
    for (id, number, on, status) in [
        (11, "HD-1", "2026-10-28", "completed"),
        (12, "HD-2", "2026-10-30", "completed"),
        (13, "HD-3", "2026-10-31", "planned"),
        (14, "HD-4", "2026-10-02", "completed"),
        (15, "HD-5", "2026-10-03", "completed"),
    ] {
        park.put_one("activities", id, number, &activity(number, on, status))
            .await;
    }
    let manager = park.person(91, Role::Manager, &[]).await;
    // Two hours later: one entered, one moved out, one completed, one removed.
    park.clock.store(NOW + 2 * HOUR, Ordering::Relaxed);
    park.put_one(
        "activities",
        16,
        "HD-6",
        &activity("HD-6", "2026-10-05", "completed"),
    )
    .await;
    set(
        &park,
        "activities",
        12,
        "HD-2",
        &activity("HD-2", "2026-11-02", "completed"),
    )
    .await;
    set(
        &park,
        "activities",
        13,
        "HD-3",
        &activity("HD-3", "2026-10-31", "completed"),
    )
    .await;
    let since = park.since("activities", 15).await;
    park.put(vec![Change::Remove {
        kind: "activities",
        id: Id(15),
        since,
    }])
    .await;
    let told = told(
        &manager,
        "a=held&ap=2026-10&at=2026-11-23+10:30&b=held&bp=2026-10",
    )
    .await;
    let mut found = steps(&told);
    found.sort();
    let expected = [
        ("「日期」改到期外", -1),
        ("「状态」改了，现在计入", 1),
        ("其间删除", -1),
        ("其间新录入", 1),
    ];
    assert_eq!(found, expected.map(|(w, n)| (w.to_owned(), n)));
    assert_eq!(told["here"]["value"], "4");
    assert!(
        told.to_string().contains("2026-10-30 → 2026-11-02"),
        "{told}"
    );
    assert!(told.to_string().contains("录入"), "{told}");
    // The same the other way round: the earlier moment always comes first.
    let turned = self::told(
        &manager,
        "b=held&bp=2026-10&bt=2026-11-23+10:30&a=held&ap=2026-10",
    )
    .await;
    assert_eq!(turned["steps"], told["steps"]);
    let page = manager
        .opens("/explain?a=held&ap=2026-10&at=2026-11-23+10:30&b=held&bp=2026-10")
        .await;
    assert_eq!(page.status, 200);
    for words in ["其间新录入", "活动HD-6", "其中：", "截至2026-11-23"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
}

/// Three activities of two years, and who came.
async fn a_park_with_sign_ins() -> Park {
    let park = a_park().await;
    for (id, number, on, status) in [
        (11, "HD-1", "2025-10-28", "completed"),
        (12, "HD-2", "2026-10-30", "completed"),
        (13, "HD-3", "2026-10-31", "cancelled"),
    ] {
        park.put_one("activities", id, number, &activity(number, on, status))
            .await;
    }
    for (id, activity, person, name) in [
        (21, 12, 31, "陈晓明"),
        (22, 13, 31, "陈晓明"),
        (23, 13, 32, "欧阳·阿依古丽"),
        (24, 11, 33, "李敏"),
    ] {
        if id != 22 {
            let given = [("name", Value::from(name))];
            park.put_one("people", person, name, &given).await;
        }
        let given = [
            ("activity", Value::Whole(activity)),
            ("name", name.into()),
            ("person", Value::Whole(person)),
        ];
        park.put_one("attendance", id, &id.to_string(), &given)
            .await;
    }
    park
}

#[tokio::test]
async fn periods_definitions_and_people_differ_step_by_step() {
    let park = a_park_with_sign_ins().await;
    let manager = park.person(91, Role::Manager, &[]).await;
    let periods = told(&manager, "a=held&ap=2025&b=held&bp=2026").await;
    assert_eq!(
        steps(&periods).iter().map(|(_, n)| *n).collect::<Vec<_>>(),
        [-1, 1]
    );
    let two = told(&manager, "a=held&ap=2026&b=planned&bp=2026").await;
    let found = steps(&two);
    let [(words, 1)] = found.as_slice() else {
        panic!("{two}");
    };
    assert!(words.contains("要求状态为已完成"), "{words}");
    // Three came in 2026, two people.
    let people = told(&manager, "a=visits&ap=2026&b=people&bp=2026").await;
    let found = steps(&people);
    let [(_, -1)] = found.as_slice() else {
        panic!("{people}");
    };
    assert!(people.to_string().contains("陈晓明"), "{people}");
    assert!(!people.to_string().contains("欧阳"), "{people}");
    // A person is named among the steps, and not in what is sent on.
    let page = manager
        .opens("/explain?a=visits&ap=2026&b=people&bp=2026")
        .await
        .body;
    let (sent, rest) = page
        .split_once("id=\"why\"")
        .and_then(|(_, rest)| rest.split_once("</p>"))
        .unwrap();
    assert!(sent.contains("其中"), "{sent}");
    assert!(
        !sent.contains("陈晓明") && rest.contains("陈晓明"),
        "{page}"
    );
}

#[tokio::test]
async fn what_cannot_be_compared_is_said_in_words() {
    let park = a_park_with_sign_ins().await;
    let manager = park.person(91, Role::Manager, &[]).await;
    for (query, why) in [
        ("a=rate&b=held", "占比"),
        ("a=held&b=visits", "不是同样的东西"),
        ("a=held&b=held", "同一个数"),
    ] {
        let not = told(&manager, query).await;
        assert!(not["why_not"].as_str().unwrap().contains(why), "{not}");
    }
    let open = told(&manager, "a=held&ap=2026&b=held&bp=2025").await;
    assert!(open["notes"].to_string().contains("还没有过完"), "{open}");
    for (query, status) in [
        ("a=none&b=held", 404),
        ("a=held&b=held&bp=last", 422),
        ("a=held&b=held&bt=2027-01-01", 422),
        ("a=held", 422),
    ] {
        let got = manager.opens(&format!("/api/v1/explain?{query}")).await;
        assert_eq!(got.status, status, "{query}: {}", got.body);
    }
    // What was typed stands in the form again.
    let page = manager.opens("/explain?a=held&b=held&bp=last").await;
    assert_eq!(page.status, 422);
    assert!(page.body.contains("value=\"last\""), "{}", page.body);
}

#[tokio::test]
async fn what_a_reader_may_not_open_is_not_told() {
    let park = a_park().await;
    defined(
        &park,
        6,
        "screened",
        "人",
        "kind = \"screenings\"\nfold = \"count\"",
    )
    .await;
    for (id, community) in [(41, "松柏社区"), (42, "四联社区")] {
        let given = [("name", community.into()), ("level", "community".into())];
        park.put_one("areas", id, community, &given).await;
        let number = format!("HD-{id}");
        let mut given = activity(&number, "2026-10-28", "completed");
        given.push(("community", Value::Whole(id)));
        park.put_one("activities", id, &number, &given).await;
    }
    let given = [("number", "XL-1".into()), ("on", "2026-07-06".into())];
    park.put_one("screenings", 51, "XL-1", &given).await;
    let one = park.person(92, Role::Staff, &[41]).await;
    let told = told(&one, "a=held&ap=2025&b=held&bp=2026").await;
    assert_eq!(
        steps(&told).len(),
        1,
        "the figure is its place's, whoever reads it"
    );
    assert!(told.to_string().contains("HD-41"), "{told}");
    assert!(!told.to_string().contains("HD-42"), "{told}");
    assert_eq!(told["steps"][0]["hidden"], 1);
    let care = self::told(&one, "a=screened&ap=2026&at=2026-11-20&b=screened&bp=2026").await;
    assert!(care["gap"].is_null() && care["steps"].is_null(), "{care}");
    assert_eq!(care["here"]["shown"], "只给出现在的数");
    assert!(
        care["there"]["shown"].as_str().unwrap().contains("不足5"),
        "{care}"
    );
    assert_eq!(park.visitor().opens("/explain").await.status, 303);
}

/// By activity: its day, whether it was held, its sessions, its place.
type Stood = BTreeMap<i64, (String, bool, i64, u64)>;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

#[tokio::test]
async fn after_any_edits_the_steps_sum_to_the_gap() {
    let park = a_park().await;
    defined(
        &park,
        7,
        "batches",
        "场",
        "kind = \"activities\"\nfold = { sum = \"batches\" }",
    )
    .await;
    defined(
        &park,
        8,
        "dropped",
        "场",
        "fold = { less = [\"planned\", \"held\"] }",
    )
    .await;
    defined(
        &park,
        9,
        "places",
        "处",
        "kind = \"activities\"\nfold = { distinct = \"place\" }",
    )
    .await;
    let manager = park.person(91, Role::Manager, &[]).await;
    let mut dice = Dice(7);
    // What stands, and what stood at the end of each minute: on, completed, batches, place.
    let mut now = Stood::new();
    let mut stood = Vec::new();
    for minute in 1..=24 {
        park.clock.store(NOW + minute * 60_000, Ordering::Relaxed);
        for _ in 0..3 {
            let id = 100 + dice.roll(12) as i64;
            let number = format!("HD-{id}");
            if now.contains_key(&id) && dice.roll(4) == 0 {
                let since = park.since("activities", id).await;
                now.remove(&id);
                park.put(vec![Change::Remove {
                    kind: "activities",
                    id: Id(id),
                    since,
                }])
                .await;
                continue;
            }
            let on = format!("2026-{:02}-15", 9 + dice.roll(3));
            let (done, batches, place) = (dice.roll(2) == 0, 1 + dice.roll(4) as i64, dice.roll(3));
            let status = if done { "completed" } else { "planned" };
            let mut given = activity(&number, &on, status);
            let place_name = format!("第{place}会议室");
            given.push(("batches", Value::Whole(batches)));
            given.push(("place", Value::from(place_name.as_str())));
            let known = now.insert(id, (on.clone(), done, batches, place)).is_some();
            match known {
                true => set(&park, "activities", id, &number, &given).await,
                false => park.put_one("activities", id, &number, &given).await,
            }
            // One change a record and moment.
            let at = park.clock.load(Ordering::Relaxed);
            park.clock.store(at + 1_000, Ordering::Relaxed);
        }
        stood.push(now.clone());
    }
    park.clock.store(NOW + 60 * 60_000, Ordering::Relaxed);
    for key in ["held", "dropped", "batches", "places"] {
        for (minute, then) in stood.iter().enumerate() {
            let at = format!("2026-11-23+10:{:02}", minute + 1);
            let query = format!("a={key}&ap=2026-10&at={at}&b={key}&bp=2026-10");
            let told = told(&manager, &query).await;
            steps(&told);
            let value =
                |side: &str| -> i64 { told[side]["value"].as_str().unwrap().parse().unwrap() };
            assert_eq!(value("here"), counted(then, key), "{key} at {at}");
            assert_eq!(value("there"), counted(&now, key), "{key}");
        }
    }
}

/// What a figure of October comes to, counted in memory.
fn counted(stood: &Stood, key: &str) -> i64 {
    let october = stood.values().filter(|(on, ..)| on.starts_with("2026-10"));
    match key {
        "held" => october.filter(|(_, done, ..)| *done).count() as i64,
        "dropped" => october.filter(|(_, done, ..)| !*done).count() as i64,
        "batches" => october.map(|(_, _, n, _)| n).sum(),
        _ => october
            .map(|(.., place)| place)
            .collect::<BTreeSet<_>>()
            .len() as i64,
    }
}

async fn sends(
    person: &Person<'_>,
    fields: &[(&str, &str)],
    name: &str,
    bytes: &[u8],
) -> door::Got {
    let mut body = Vec::new();
    let all = [("token", person.form_token.as_str()), ("once", name)];
    for (field, value) in all.iter().chain(fields) {
        body.extend(
            format!("--cut\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                .into_bytes(),
        );
    }
    body.extend(
        format!(
            "--cut\r\nContent-Disposition: form-data; name=\"list\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes(),
    );
    body.extend(bytes);
    body.extend(b"\r\n--cut--\r\n");
    let request = person
        .request("POST", "/explain/list")
        .header("content-type", "multipart/form-data; boundary=cut")
        .body(axum::body::Body::from(body))
        .unwrap();
    person.park.send(request).await
}

/// A list as somebody sent it.
const CSV: &str = "活动情况表,,\n编号,活动名称,活动日期\n,社区健康义诊活动,2026-10-28\nHD-2,反诈,2026-10-30\nHD-2,反诈,2026-10-30\nHD-3,亲子绘本阅读,2026-10-01\nHD-4,消防演练,2026-10-31\n,国庆歌会,2026年10月1日\n合计,,\n";
const ASKED: [(&str, &str); 2] = [("figure", "held"), ("period", "2026-10")];

async fn a_park_with_names() -> Park {
    let park = a_park().await;
    for (id, number, on, name, status) in [
        (11, "HD-1", "2026-10-28", "社区健康义诊", "completed"),
        (12, "HD-2", "2026-10-30", "反诈有我，党员先行", "completed"),
        (13, "HD-3", "2026-09-30", "亲子绘本阅读", "completed"),
        (14, "HD-4", "2026-10-31", "消防安全演练", "cancelled"),
        (15, "HD-5", "2026-10-11", "垃圾分类进小区", "completed"),
    ] {
        let mut given = activity(number, on, status);
        given.retain(|(field, _)| *field != "name");
        given.push(("name", name.into()));
        park.put_one("activities", id, number, &given).await;
    }
    park
}

#[tokio::test]
async fn a_list_somebody_sent_is_held_against_ours_and_a_person_decides() {
    let park = a_park_with_names().await;
    let manager = park.person(91, Role::Manager, &[]).await;
    let sent = sends(&manager, &ASKED, "名单.csv", CSV.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let page = manager.opens(sent.to()).await;
    assert_eq!(page.status, 200, "{}", page.body);
    for words in [
        "我们 3场，名单 6场",
        "名单里列了不止一次",
        "日期不在2026年10月内",
        "但口径要求状态为已完成",
        "国庆歌会",
        "垃圾分类进小区",
        "1 对拿不准的",
        "像 75%",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    // Decided: the gap stays what it is, and ours and theirs are one.
    let decided = manager.opens(&format!("{}&p3=11", sent.to())).await;
    assert!(!decided.body.contains("拿不准"), "{}", decided.body);
    assert!(
        decided.body.contains("name=\"p3\" value=\"11\""),
        "the decision goes along"
    );
    // Nobody else sees it.
    let other = park.person(93, Role::Manager, &[]).await;
    assert_eq!(other.opens(sent.to()).await.status, 404);
}

#[tokio::test]
async fn a_list_that_cannot_be_used_says_why_and_programs_send_theirs() {
    let park = a_park_with_names().await;
    let manager = park.person(91, Role::Manager, &[]).await;
    for (name, bytes, status, words) in [
        ("空.csv", &b""[..], 422, "请选一个"),
        ("不是.xlsx", b"hello", 422, "不是 Excel"),
        ("没有列.csv", "甲,乙\n1,2\n".as_bytes(), 303, "没认出哪一列"),
        (
            "没有行.csv",
            "编号,活动名称\n".as_bytes(),
            303,
            "没有能用的行",
        ),
        (
            "公式.csv",
            "编号,活动名称\n=1+1,=HYPERLINK(\"http://x\")\n".as_bytes(),
            303,
            "只有名单里有",
        ),
    ] {
        let sent = sends(&manager, &ASKED, name, bytes).await;
        assert_eq!(sent.status, status, "{name}: {}", sent.body);
        let body = match status {
            303 => manager.opens(sent.to()).await.body,
            _ => sent.body,
        };
        assert!(body.contains(words), "{name}: {body}");
    }
    let rate = [("figure", "rate"), ("period", "2026")];
    let sent = sends(&manager, &rate, "名单.csv", CSV.as_bytes()).await;
    assert!(
        manager
            .opens(sent.to())
            .await
            .body
            .contains("不是一条条记录加起来")
    );
    let json = serde_json::json!({
        "figure": "held", "period": "2026-10",
        "rows": [{"key": "HD-1"}, {"name": "国庆歌会", "day": "2026-10-01"}],
    });
    let request = manager
        .request("POST", "/api/v1/explain/list")
        .header("content-type", "application/json")
        .header("x-form-token", &manager.form_token)
        .body(axum::body::Body::from(json.to_string()))
        .unwrap();
    let got = park.send(request).await;
    assert_eq!(got.status, 200, "{}", got.body);
    let told: Json = serde_json::from_str(&got.body).unwrap();
    assert_eq!(
        (&told["here"], &told["there"], &told["gap"]),
        (&"3".into(), &"2".into(), &"-1".into())
    );
}
