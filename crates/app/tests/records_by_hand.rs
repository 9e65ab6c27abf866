//! A record's life through the pages and through the programs' door.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use base::{Answer, Ask, Change, Role, Value};
use door::{Got, Person, an_empty_park};
use serde_json::{Value as Json, json};
use store::{Moment, Scope};

const ACTIVITY: [(&str, &str); 5] = [
    ("number", "HD-1"),
    ("on", "2022-07-06"),
    ("name", "反诈宣讲<b>"),
    ("category", "宣讲"),
    ("own_role", "host"),
];

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story from end to end")]
async fn a_record_is_added_found_changed_and_removed() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let added = manager.posts("/records/activities/new", &ACTIVITY).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let again = manager.posts("/records/activities/new", &ACTIVITY).await;
    assert_eq!(
        again.to(),
        added.to(),
        "the same form sent twice is one record"
    );
    let at = added.to().split('?').next().unwrap().to_owned();

    let one = manager.opens(added.to()).await;
    assert!(
        one.body.contains("反诈宣讲&lt;b&gt;"),
        "escaped: {}",
        one.body
    );
    assert!(
        one.body.contains("role=\"status\""),
        "told that it is saved"
    );
    for (query, there) in [
        ("", true),
        ("?period=2022", true),
        ("?period=2021", false),
        ("?category=talk", true),
        ("?category=camp", false),
        ("?name=反诈", true),
        ("?q=HD-1", true),
        ("?on_from=2022-07-06&on_to=2022-07-06", true),
        ("?on_from=2022-07-07", false),
        ("?blank=series", true),
        ("?filled=series", false),
        (
            "?where=%7B%22field%22%3A%22number%22%2C%22is%22%3A%22HD-2%22%7D",
            false,
        ),
        ("?from=singlemessage", true),
    ] {
        let path = format!(
            "/records/activities{}",
            query.replace("反诈", "%E5%8F%8D%E8%AF%88")
        );
        let list = manager.opens(&path).await;
        assert_eq!(list.status, StatusCode::OK, "{query}");
        assert_eq!(list.body.contains(&at), there, "{query}");
    }

    let form = manager.opens(&format!("{at}/change")).await;
    let since = form.hidden("since");
    let change = |name: &'static str| {
        [
            ("since", since.as_str().to_owned()),
            ("number", "HD-1".into()),
            ("on", "2022-07-06".into()),
            ("name", name.into()),
            ("category", "宣讲".into()),
            ("own_role", "host".into()),
        ]
    };
    let pairs = |change: &[(&'static str, String)]| {
        change
            .iter()
            .map(|(n, v)| (*n, v.clone()))
            .collect::<Vec<_>>()
    };
    let send = async |name| {
        let change = pairs(&change(name));
        let change: Vec<(&str, &str)> = change.iter().map(|(n, v)| (*n, v.as_str())).collect();
        manager.posts(&format!("{at}/change"), &change).await
    };
    park.clock
        .fetch_add(60_000, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(send("灯会").await.status, StatusCode::SEE_OTHER);
    let late = send("元宵灯会").await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "somebody was quicker"
    );
    assert!(late.body.contains("元宵灯会"), "nothing typed is lost");
    let history = manager.opens(&format!("{at}/history")).await.body;
    assert!(
        history.contains("反诈宣讲&lt;b&gt;") && history.contains("灯会"),
        "{history}"
    );

    let bare = manager.posts(&format!("{at}/remove"), &[]).await;
    assert_eq!(
        bare.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a reason is needed"
    );
    let gone = manager
        .posts(&format!("{at}/remove"), &[("reason", "记重了")])
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    assert_eq!(manager.opens(&at).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_with_problems_comes_back_with_all_of_them_and_what_was_typed() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let typed = [
        ("number", "HD-1"),
        ("on", "2023-02-29"),
        ("headcount", "-3"),
        ("community", "没有的社区"),
        ("outcome", "写了很久的一段话"),
    ];
    let back = manager.posts("/records/activities/new", &typed).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (_, value) in typed {
        assert!(back.body.contains(value), "{value} is lost: {}", back.body);
    }
    for field in ["on", "name", "category", "headcount", "community"] {
        assert!(
            back.body.contains(&format!("id=\"f-{field}-err\"")),
            "nothing said of {field}: {}",
            back.body
        );
    }
}

#[tokio::test]
async fn what_is_taken_away_can_be_handed_in_again() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    manager.posts("/records/activities/new", &ACTIVITY).await;
    let csv = manager.opens("/records/activities/export.csv").await;
    assert!(
        csv.body.starts_with('\u{feff}') && csv.body.contains("HD-1,2022-07-06"),
        "{}",
        csv.body
    );
    assert!(
        csv.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment; filename=\"activities-")
    );
    for path in [
        "/records/activities/export.xlsx",
        "/records/activities/template.xlsx",
    ] {
        let got = manager.opens(path).await;
        assert_eq!(got.status, StatusCode::OK, "{path}");
        assert!(got.body.starts_with("PK"), "{path} is a package");
    }
    let mended = csv
        .body
        .replace("HD-1", "HD-2")
        .replace("2022-07-06", "2022-02-30");
    let preview = hand_in(&manager, "活动台账.csv", &mended).await;
    assert!(
        preview.body.contains("2022-02-30") && preview.body.contains("mend-1"),
        "{}",
        preview.body
    );
    let token = preview.at.clone();
    let mend = [
        ("workbook", "活动台账.csv"),
        ("sheet", "活动台账"),
        ("row", "2"),
        ("column", "1"),
        ("tab", "0"),
        ("words", "2022-02-28"),
    ];
    let sent = manager.posts(&format!("{token}/mend"), &mend).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(settled(&manager, &token).await.body.contains("没有要改的"));
    manager.posts(&format!("{token}/take"), &[]).await;
    let taken = settled(&manager, &token).await;
    assert!(taken.body.contains("新增 1"), "{}", taken.body);
    assert!(
        manager
            .opens("/records/activities?number=HD-2")
            .await
            .body
            .contains("2022-02-28")
    );
    let undo = taken
        .body
        .split("action=\"")
        .find(|a| a.starts_with("/import/undo/"))
        .unwrap();
    let undo = undo.split('"').next().unwrap();
    let past = manager.opens("/import").await.body;
    assert!(
        past.contains("导入过的") && past.contains("活动台账.csv") && past.contains(undo),
        "found again later: {past}"
    );
    let staff = park.person(12, Role::Staff, &[]).await;
    let theirs = staff.opens("/import").await.body;
    assert!(!theirs.contains(undo), "only one's own: {theirs}");
    assert_eq!(staff.posts(undo, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.posts(undo, &[]).await.to(), "/ledgers?done=undone");
    let after = manager.opens("/records/activities?number=HD-2").await;
    assert!(!after.body.contains("2022-02-28"), "undone");
}

/// A preview with the address it stands at.
struct Preview {
    at: String,
    body: String,
}

async fn hand_in(person: &Person<'_>, name: &str, content: &str) -> Preview {
    let body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{content}\r\n--cut--\r\n",
        person.form_token
    );
    let request = person
        .request("POST", "/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    let got = person
        .park
        .send(request.body(Body::from(body)).unwrap())
        .await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
    let at = got.to().to_owned();
    let body = settled(person, &at).await.body;
    Preview { at, body }
}

/// The page of an import once nothing is under way any more.
async fn settled(person: &Person<'_>, at: &str) -> Got {
    loop {
        let got = person.opens(at).await;
        if !got.headers.contains_key("refresh") {
            return got;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story from end to end")]
async fn programs_write_once_and_are_told_what_is_wrong() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let given = owner
        .posts("/accounts/11/tokens", &[("name", "对接平台")])
        .await
        .body;
    let token = given
        .split("class=\"fixed\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let call = async |method: &str, path: &str, key: &str, body: Json| -> (StatusCode, Json) {
        let request = park
            .visitor()
            .request(method, path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .header(header::ACCEPT_LANGUAGE, "en");
        let got = park
            .send(request.body(Body::from(body.to_string())).unwrap())
            .await;
        (
            got.status,
            serde_json::from_str(&got.body).unwrap_or_else(|_| panic!("{}", got.body)),
        )
    };
    let fields = json!({"fields": {"number": "HD-1", "on": "2022-07-06", "name": "灯会", "category": "talk", "own_role": "host", "headcount": 37}});
    let (status, made) = call("POST", "/api/v1/activities", "k1", fields.clone()).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["fields"]["headcount"], json!(37));
    let id = made["id"].as_str().unwrap();
    let (_, again) = call("POST", "/api/v1/activities", "k1", fields.clone()).await;
    assert_eq!(again["id"], made["id"], "sent twice, written once");
    let other = json!({"fields": {"number": "HD-2", "on": "2022-07-06", "name": "灯会", "category": "talk", "own_role": "host"}});
    let (status, _) = call("POST", "/api/v1/activities", "k1", other).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "one key, two contents"
    );

    let wrong = json!({"fields": {"number": "HD-3", "on": "2022-02-30", "nmae": "x"}});
    let (status, told) = call("POST", "/api/v1/activities", "k2", wrong).await;
    assert_eq!(
        (status, &told["problems"][0]["field"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("nmae")),
        "{told}"
    );
    assert_eq!(told["problems"][0]["message"], "There is no such field.");
    let wrong = json!({"fields": {"number": "HD-3", "on": "2022-02-30"}});
    let (_, told) = call("POST", "/api/v1/activities", "k3", wrong).await;
    let fields_told: Vec<&str> = told["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["field"].as_str().unwrap())
        .collect();
    assert_eq!(
        fields_told,
        ["on", "name", "category", "own_role"],
        "{told}"
    );

    let path = format!("/api/v1/activities/{id}");
    let since = made["since"].as_str().unwrap();
    park.clock
        .fetch_add(60_000, std::sync::atomic::Ordering::Relaxed);
    let change = |name: &str| json!({"since": since, "fields": {"name": name}});
    let (status, changed) = call("PATCH", &path, "k4", change("元宵灯会")).await;
    assert_eq!(
        (status, &changed["fields"]["name"]),
        (StatusCode::OK, &json!("元宵灯会"))
    );
    assert_eq!(
        changed["fields"]["headcount"],
        json!(37),
        "what was not sent stays"
    );
    let (status, _) = call("PATCH", &path, "k5", change("庙会")).await;
    assert_eq!(
        status,
        StatusCode::PRECONDITION_FAILED,
        "it stands otherwise by now"
    );

    let (_, list) = call(
        "GET",
        "/api/v1/activities?period=2022&limit=1",
        "",
        Json::Null,
    )
    .await;
    assert_eq!(
        (&list["count"], &list["records"][0]["id"]),
        (&json!(1), &made["id"])
    );
    let (status, _) = call("GET", "/api/v1/activities?perod=2022", "", Json::Null).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a spelling mistake selects nothing"
    );
    let (status, told) = call("DELETE", &path, "k6", json!({"reason": "test"})).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let (status, _) = call("GET", &path, "", Json::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = call("DELETE", &path, "k6", json!({"reason": "test"})).await;
    assert_eq!(status, StatusCode::OK, "sent again, answered alike");
    let (status, _) = call("DELETE", &path, "k7", json!({"reason": "test"})).await;
    assert_eq!(
        status,
        StatusCode::NOT_FOUND,
        "a new word about what is gone"
    );
    let owner = park.person(90, Role::Owner, &[]).await;
    let history = format!(
        "/records/activities/{}/history",
        made["id"].as_str().unwrap()
    );
    let history = owner.opens(&history).await;
    assert!(
        history.status == StatusCode::OK && history.body.contains("已删除"),
        "what was removed keeps its history"
    );
}

#[tokio::test]
async fn a_parks_own_field_is_a_field_like_any_other() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let field = [
        ("kind", "activities"),
        ("zh", "天气"),
        ("en", "Weather"),
        ("holds", "choice"),
        ("choices", "晴、雨"),
    ];
    let added = owner.posts("/settings/fields", &field).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    assert!(
        owner
            .opens("/records/activities/new")
            .await
            .body
            .contains("天气")
    );
    let mut activity = ACTIVITY.to_vec();
    activity.push(("own_1", "雨"));
    let at = owner.posts("/records/activities/new", &activity).await;
    assert_eq!(at.status, StatusCode::SEE_OTHER, "{}", at.body);
    let list = owner.opens("/records/activities").await.body;
    let table = list.split("<table").nth(1).unwrap_or_default();
    let table = table.split("</table").next().unwrap_or_default();
    assert!(
        table.contains("天气") && table.contains("雨"),
        "a column of its own: {table}"
    );
    assert!(
        owner
            .opens("/records/activities?own_1=c2")
            .await
            .body
            .contains("HD-1")
            || owner
                .opens("/records/activities?own_1=c2")
                .await
                .body
                .contains("反诈")
    );
    assert!(
        owner
            .opens("/records/activities/export.csv")
            .await
            .body
            .contains("天气")
    );
}

#[tokio::test]
async fn one_answer_changed_by_a_form_keeps_the_others() {
    let park = an_empty_park().await;
    let counsellor = park.person(21, Role::Counsellor, &[]).await;
    let items = |name: &'static str, n: usize| (1..=n).map(move |n| format!("{name}{n}"));
    let items: Vec<String> = items("PHQ", 9).chain(items("GAD", 7)).collect();
    let mut all = vec![("number", "DA-1"), ("on", "2026-11-20")];
    all.extend(items.iter().map(|item| (item.as_str(), "1")));
    let saved = counsellor.posts("/records/screenings/new", &all).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let at = saved.to().split('?').next().unwrap().to_owned();
    let since = counsellor
        .opens(&format!("{at}/change"))
        .await
        .hidden("since");
    let one = [
        ("since", since.as_str()),
        ("number", "DA-1"),
        ("on", "2026-11-20"),
        ("GAD1", "3"),
    ];
    let changed = counsellor.posts(&format!("{at}/change"), &one).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let page = counsellor.opens(&at).await.body;
    let told = |label: &str, value: &str| {
        let at = page.find(label).unwrap_or_else(|| panic!("no {label}"));
        let behind: String = page[at + label.len()..].chars().take(200).collect();
        behind.contains(value)
    };
    assert!(told("PHQ-9得分", ">9"), "{page}");
    assert!(told("GAD-7得分", ">9"), "{page}");
}

#[tokio::test]
async fn whoever_imported_takes_it_back_themselves() {
    let park = an_empty_park().await;
    let staff = park.person(12, Role::Staff, &[]).await;
    let sheet =
        "活动编号,活动名称,活动日期,活动类别,我方角色\nHD-7,旧书换绿植,2022-07-06,讲座,主办\n";
    for then_changed in [false, true] {
        let at = hand_in(&staff, "活动台账.csv", sheet).await.at;
        staff.posts(&format!("{at}/take"), &[]).await;
        let taken = settled(&staff, &at).await;
        let undo = taken
            .body
            .split("action=\"")
            .find(|a| a.starts_with("/import/undo/"));
        let undo = undo.unwrap_or_else(|| panic!("{}", taken.body));
        let undo = undo.split('"').next().unwrap();
        if then_changed {
            let list = staff.opens("/records/activities?number=HD-7").await.body;
            let row = list.split("/records/activities/").find(|part| {
                part.len() > 12 && part.as_bytes()[..12].iter().all(u8::is_ascii_digit)
            });
            let id = row.unwrap().split('"').next().unwrap();
            let pairs = [
                ("number", "HD-7"),
                ("name", "旧书换新枝"),
                ("on", "2022-07-06"),
                ("category", "talk"),
                ("own_role", "host"),
            ];
            let changed = staff
                .posts(&format!("/records/activities/{id}/change"), &pairs)
                .await;
            assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
        }
        let undone = staff.posts(undo, &[]).await;
        let there = staff.opens("/records/activities?number=HD-7").await.body;
        if then_changed {
            assert_eq!(undone.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(there.contains("旧书换新枝"));
        } else {
            assert_eq!(undone.to(), "/ledgers?done=undone", "{}", undone.body);
            assert!(!there.contains("旧书换绿植"));
        }
    }
}

#[tokio::test]
async fn a_pictures_bytes_go_with_the_last_photo_of_it() {
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let given = |name: &str| [("name", name.to_owned()), ("file", "abc".to_owned())];
    for (id, name) in [(501, "a.jpg"), (502, "b.jpg")] {
        let given = given(name).map(|(field, text)| (field, Value::from(text.as_str())));
        park.put_one("photos", id, name, &given).await;
    }
    let keep = |key: &str| Change::Keep {
        space: "photo",
        key: key.to_owned(),
        value: "AA==".to_owned(),
        until: 0,
    };
    park.put(vec![keep("abc"), keep("abc-s")]).await;
    for (id, left) in [(501, true), (502, false)] {
        let path = format!("/records/photos/{id}/remove");
        let removed = manager.posts(&path, &[("reason", "重了")]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.body);
        let asks = ["abc", "abc-s"].map(|key| Ask::Kept {
            space: "photo",
            key: key.to_owned(),
        });
        let scope = Scope::system(park.id, "a test");
        let kept = park.house.store.ask(&scope, Moment::Now, asks.into()).await;
        let kept = kept.unwrap().into_iter().filter_map(Answer::kept).count();
        assert_eq!(kept, if left { 2 } else { 0 }, "after {id}");
    }
}
