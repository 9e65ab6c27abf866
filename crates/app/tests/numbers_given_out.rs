//! The street rings and wants a number by three: a notice is pasted, the numbers are seen and
//! leave, a manager approves what others ask, and a number that differs is explained first.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use std::sync::atomic::Ordering;

use base::{Role, Value};
use door::{Got, Park, Person, year::a_park_with_definitions};

const NOTICE: &str = "请各单位下午3点前报1—10月活动场次、参与人次，交街道平安办";
const PERIOD: &str = "2026-01-01..2026-10-31";

async fn activity(park: &Park, id: i64, day: &str, status: &str, heads: i64) {
    let number = format!("HD-{id}");
    let values = [
        ("number", Value::from(number.as_str())),
        ("on", Value::from(day)),
        ("name", Value::from(format!("活动{id}"))),
        ("status", Value::from(status)),
        ("headcount", Value::Whole(heads)),
    ];
    park.put_one("activities", 500 + id, &number, &values).await;
}

/// A park with two activities held and one cancelled.
async fn a_park() -> Park {
    let park = a_park_with_definitions().await;
    activity(&park, 1, "2026-03-06", "completed", 20).await;
    activity(&park, 2, "2026-07-06", "completed", 0).await;
    activity(&park, 3, "2026-08-06", "cancelled", 0).await;
    later(&park);
    park
}

/// A minute goes by.
fn later(park: &Park) {
    park.clock.fetch_add(60_000, Ordering::Relaxed);
}

/// What stands in the page, without its tags.
fn words(got: &Got) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in got.body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn says(got: &Got, all: &[&str]) {
    let words = words(got);
    for said in all {
        assert!(words.contains(said), "{said} in {words}");
    }
}

/// One figure of ten months to the street's office, as it was seen.
fn one(seen: &str) -> Vec<(&str, &str)> {
    vec![
        ("figure", "all_activities"),
        ("period", PERIOD),
        ("to", "街道平安办"),
        ("channel", "phone"),
        ("seen-all_activities", seen),
    ]
}

async fn kept(person: &Person<'_>) -> String {
    person.opens("/api/v1/given_out").await.body
}

#[tokio::test]
async fn a_manager_pastes_a_notice_sees_the_numbers_and_gives_them_out() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let seen = manager.posts("/give-out", &[("notice", NOTICE)]).await;
    assert_eq!(seen.status.as_u16(), 200);
    says(
        &seen,
        &[
            "下午3点前",
            "今天 15:00前要",
            "报给街道平安办",
            "2个",
            "20人次",
            "其中无名单登记20人次",
            "取消的1个没有计入",
            "1—10月活动场次2个，参与20人次（其中无名单登记20人次）。",
        ],
    );
    assert!(
        !kept(&manager).await.contains("街道平安办"),
        "only looked at"
    );
    let was = seen.hidden("was");
    let form = [
        ("notice", NOTICE),
        ("was", &was),
        ("figure", "all_activities"),
        ("figure", "all_participations"),
        ("period", "2026年1—10月"),
        ("to", "街道平安办"),
        ("channel", "chat"),
        ("seen-all_activities", "2"),
        ("seen-all_participations", "20"),
    ];
    later(&park);
    let out = manager.posts("/give-out", &form).await;
    assert_eq!(out.status.as_u16(), 303, "{}", words(&out));
    let page = manager.opens(out.to()).await;
    says(
        &page,
        &[
            "已报出",
            "街道平安办",
            "1—10月活动场次2个，参与20人次（其中无名单登记20人次）。",
        ],
    );
    let records: serde_json::Value = serde_json::from_str(&kept(&manager).await).unwrap();
    let rows = records["records"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{records}");
    for row in rows {
        assert_eq!(row["fields"]["state"], "out");
        assert_eq!(row["fields"]["for_period"], PERIOD);
        let id = row["id"].as_str().unwrap();
        let history = manager
            .opens(&format!("/records/given_out/{id}/history"))
            .await;
        says(&history, &["园区主管"]);
    }
    // The same once more is said to be the same.
    later(&park);
    let again = manager
        .opens(&format!("/give-out?figure=all_activities&period={PERIOD}"))
        .await;
    says(&again, &["和11月23日报街道平安办的一样"]);
    // A figure's page leads there.
    let figure = manager
        .opens(&format!("/figures/all_activities?period={PERIOD}"))
        .await;
    let link = format!("/give-out?figure=all_activities&amp;period={PERIOD}");
    assert!(figure.body.contains(&link), "{}", figure.body);
}

#[tokio::test]
async fn a_number_that_differs_is_stopped_with_the_steps_and_leaves_explained() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    later(&park);
    let first = manager.posts("/give-out", &one("2")).await;
    assert_eq!(first.status.as_u16(), 303, "{}", words(&first));
    later(&park);
    activity(&park, 4, "2026-10-28", "completed", 0).await;
    later(&park);
    // Seen before it moved: shown anew.
    later(&park);
    let stale = manager.posts("/give-out", &one("2")).await;
    assert_eq!(stale.status.as_u16(), 422);
    says(
        &stale,
        &[
            "活动场次刚才是2，现在是3个",
            "11月23日报街道平安办2个，现在3个，多1个",
            "其间新录入 +1（活动4）",
        ],
    );
    // Not explained: it does not leave, and what was typed stays.
    let blank = [one("3"), vec![("because-all_activities", " ")]].concat();
    later(&park);
    // Two years later somebody opens what was given out: it says what changed since.
    let slip = manager.opens(first.to()).await;
    says(&slip, &["2个", "现在3个", "多1个", "活动4"]);
    let stopped = manager.posts("/give-out", &blank).await;
    assert_eq!(stopped.status.as_u16(), 422);
    says(&stopped, &["请写明原因再报"]);
    assert!(stopped.body.contains("value=\"街道平安办\""));
    let why = [
        one("3"),
        vec![("because-all_activities", "10月28日那场补录")],
    ]
    .concat();
    later(&park);
    let out = manager.posts("/give-out", &why).await;
    assert_eq!(out.status.as_u16(), 303, "{}", words(&out));
    says(&manager.opens(out.to()).await, &["10月28日那场补录", "3个"]);
}

#[tokio::test]
async fn others_ask_and_of_two_managers_one_is_heard() {
    let park = a_park().await;
    let staff = park.person(22, Role::Staff, &[]).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let other = park.person(23, Role::Owner, &[]).await;
    later(&park);
    let asked = staff.posts("/give-out", &one("2")).await;
    assert_eq!(asked.status.as_u16(), 303, "{}", words(&asked));
    let page = asked.to().to_owned();
    says(&staff.opens(&page).await, &["等主管核定", "2个"]);
    let approve = |seen: &'static str| [("seen-all_activities", seen)];
    let not_theirs = staff.posts(&page, &approve("2")).await;
    assert_eq!(not_theirs.status.as_u16(), 404);
    // It stands on the manager's 今天 and not on the asker's.
    let today = manager.opens("/today").await;
    says(&today, &["请核定报数：活动场次2个"]);
    assert!(today.body.contains(&page), "{}", today.body);
    assert!(!words(&staff.opens("/today").await).contains("请核定报数"));
    // It moved since it was asked: said, and confirmed anew.
    later(&park);
    activity(&park, 4, "2026-10-28", "completed", 0).await;
    later(&park);
    says(&manager.opens(&page).await, &["提请时是2个，现在是3个"]);
    later(&park);
    let stale = manager.posts(&page, &approve("2")).await;
    assert_eq!(stale.status.as_u16(), 422);
    says(&stale, &["刚才是2，现在是3个"]);
    let (ours, theirs) = (approve("3"), approve("3"));
    later(&park);
    let both = tokio::join!(manager.posts(&page, &ours), other.posts(&page, &theirs));
    let mut both = [both.0, both.1];
    both.sort_by_key(|got| got.status.as_u16());
    let [heard, told] = both;
    assert_eq!(heard.status.as_u16(), 303, "{}", words(&heard));
    assert_eq!(told.status.as_u16(), 422);
    says(&told, &["另一位主管刚处理过", "已报出"]);
    let kept: serde_json::Value = serde_json::from_str(&kept(&manager).await).unwrap();
    let fields = &kept["records"][0]["fields"];
    assert_eq!(
        (&fields["said"], &fields["state"]),
        (&"3个".into(), &"out".into())
    );
    assert!(!words(&manager.opens("/today").await).contains("请核定报数"));
}

#[tokio::test]
async fn what_a_manager_refuses_never_left() {
    let park = a_park().await;
    let staff = park.person(22, Role::Staff, &[]).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    later(&park);
    let page = staff.posts("/give-out", &one("2")).await.to().to_owned();
    later(&park);
    later(&park);
    let refused = manager.posts(&page, &[("refuse", "1")]).await;
    assert_eq!(refused.status.as_u16(), 303, "{}", words(&refused));
    says(&staff.opens(&page).await, &["没有报出"]);
    let again = staff
        .opens(&format!("/give-out?figure=all_activities&period={PERIOD}"))
        .await;
    assert!(!words(&again).contains("的一样"), "nothing left before");
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_nothing_is_lost() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let reads = |notice: String| {
        let manager = &manager;
        async move { manager.posts("/give-out", &[("notice", &notice)]).await }
    };
    let nothing = reads("请报1—10月信访件数".to_owned()).await;
    says(
        &nothing,
        &["「信访件数」", "没有这个口径", "请报1—10月信访件数"],
    );
    let two = reads("报上半年和第三季度的活动场次".to_owned()).await;
    assert_eq!(two.status.as_u16(), 422);
    says(&two, &["通知里不止一段时间，请选一段"]);
    let open = reads("请报11月活动场次".to_owned()).await;
    says(
        &open,
        &["数到11月23日", "11月（数到11月23日）活动场次0个。"],
    );
    let no_period = reads("请报活动场次".to_owned()).await;
    says(&no_period, &["通知里没有写是哪一段时间"]);
    let long = reads(format!("{}请报1—10月活动场次", "好".repeat(30_000))).await;
    assert_eq!(long.status.as_u16(), 422);
    says(&long, &["通知太长", "请报1—10月活动场次"]);
    let larger = reads("好".repeat(400_000)).await;
    assert_eq!(larger.status.as_u16(), 413);
    let empty = manager.posts("/give-out", &[("seen-x", "1")]).await;
    assert_eq!(empty.status.as_u16(), 422);
    says(&empty, &["还没有选要报的数", "还没有时间"]);
    let mut ahead = one("0");
    ahead[1] = ("period", "2027");
    let ahead = manager.posts("/give-out", &ahead).await;
    assert_eq!(ahead.status.as_u16(), 422);
    says(&ahead, &["这段时间还没有开始"]);
    assert!(!kept(&manager).await.contains("all_activities"));
}

#[tokio::test]
async fn nothing_leaves_that_was_not_looked_at() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let added = [one("2"), vec![("add", "publications")]].concat();
    let mut other_period = [one("2"), vec![("of", PERIOD)]].concat();
    other_period[1] = ("period", "2026-01-01..2026-10-30");
    let other_notice = [one("2"), vec![("notice", "报1—10月活动场次"), ("was", "x")]].concat();
    for (changed, shown) in [
        (added, "发表稿件数"),
        (other_period, "1月1日至10月30日活动场次2个。"),
        (other_notice, "1—10月活动场次2个。"),
    ] {
        let got = manager.posts("/give-out", &changed).await;
        assert_eq!(got.status.as_u16(), 200, "{changed:?}");
        says(&got, &[shown]);
    }
    assert!(!kept(&manager).await.contains("all_activities"));
}

#[tokio::test]
async fn numbers_of_clients_leave_only_as_anybody_may_be_told_them() {
    let park = a_park().await;
    for id in 1..=3_i64 {
        let file = format!("DA-{id}");
        park.put_one(
            "service_files",
            700 + id,
            &file,
            &[("number", Value::from(file.as_str()))],
        )
        .await;
        let number = format!("SC-{id}");
        let screening = [
            ("number", Value::from(number.as_str())),
            ("file", Value::Whole(700 + id)),
            ("on", Value::from("2025-05-06")),
        ];
        park.put_one("screenings", 800 + id, &number, &screening)
            .await;
    }
    // Even who may open the files gives out no small number.
    let supervisor = park.person(24, Role::Supervisor, &[]).await;
    let year = supervisor
        .opens("/give-out?figure=screened_persons&period=2025")
        .await;
    says(&year, &["不足5", "2025年评估筛查人数不足5人。"]);
    let month = supervisor
        .opens("/give-out?figure=screened_persons&period=2025-05")
        .await;
    says(&month, &["不能报出去"]);
    let form = [
        ("figure", "screened_persons"),
        ("period", "2025-05"),
        ("to", "街道"),
        ("seen-screened_persons", "3"),
    ];
    let stopped = supervisor.posts("/give-out", &form).await;
    assert_eq!(stopped.status.as_u16(), 422);
    says(&stopped, &["不能报出去"]);
}

#[tokio::test]
async fn a_program_gives_out_by_the_same_rule() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let send = |key: &'static str, body: serde_json::Value| {
        let request = manager
            .request("POST", "/api/v1/give-out")
            .header("content-type", "application/json")
            .header("x-form-token", &manager.form_token)
            .header("idempotency-key", key)
            .body(axum::body::Body::from(body.to_string()))
            .unwrap();
        let park = &park;
        async move { park.send(request).await }
    };
    let mut body = serde_json::json!({
        "figures": ["all_activities"], "period": PERIOD, "recipient": "街道平安办", "channel": "form",
    });
    later(&park);
    let out = send("a", body.clone()).await;
    assert_eq!(out.status.as_u16(), 201, "{}", out.body);
    let told: serde_json::Value = serde_json::from_str(&out.body).unwrap();
    assert_eq!(told["given_out"][0]["said"], "2个");
    assert_eq!(told["given_out"][0]["state"], "out");
    let replayed = send("a", body.clone()).await;
    assert_eq!(replayed.body, out.body, "sent again, done once");
    later(&park);
    activity(&park, 4, "2026-10-28", "completed", 0).await;
    later(&park);
    let stopped = send("b", body.clone()).await;
    assert_eq!(stopped.status.as_u16(), 422, "{}", stopped.body);
    assert!(
        stopped.body.contains("because.all_activities"),
        "{}",
        stopped.body
    );
    assert!(stopped.body.contains("多1个"), "{}", stopped.body);
    body["because"] = serde_json::json!({ "all_activities": "补录" });
    assert_eq!(send("c", body).await.status.as_u16(), 201);
    let bad = send("d", serde_json::json!({})).await;
    assert_eq!(bad.status.as_u16(), 422);
}

#[tokio::test]
async fn what_is_published_leaves_with_its_numbers_and_none_that_differs_in_silence() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let text = [
        ("since", ""),
        ("title", "年报"),
        ("body", "全年活动{all_activities}。"),
    ];
    manager.posts("/texts/annual", &text).await;
    let page = manager.opens("/reports/2026").await;
    assert!(page.body.contains("/reports/2026/publish"), "{}", page.body);
    says(
        &manager.opens("/reports/2026/publish").await,
        &["还没有签发"],
    );
    later(&park);
    let out = manager.posts("/reports/2026/publish", &[]).await;
    assert_eq!(out.to(), "/records/articles?done=published", "{}", out.body);
    let given = manager.opens("/api/v1/given_out").await.body;
    for said in ["\"said\":\"2个\"", "公众", "\"channel\":\"site\""] {
        assert!(given.contains(said), "{said} in {given}");
    }
    let article = park.visitor().opens("/articles/annual-report-2026").await;
    says(&article, &["全年活动2个。"]);
    // One more activity: the article stays, and the next number asks why.
    activity(&park, 4, "2026-09-06", "completed", 0).await;
    later(&park);
    let refused = manager.posts("/reports/2026/publish", &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    says(&refused, &["报公众的是2个", "现在是3个", "为什么不同"]);
    let article = park.visitor().opens("/articles/annual-report-2026").await;
    says(&article, &["全年活动2个。"]);
    let why = [("because.all_activities", "补录一场")];
    let out = manager.posts("/reports/2026/publish", &why).await;
    assert_eq!(out.to(), "/records/articles?done=published", "{}", out.body);
    later(&park);
    let article = park.visitor().opens("/articles/annual-report-2026").await;
    says(&article, &["全年活动3个。"]);
    let given = manager.opens("/api/v1/given_out").await.body;
    assert!(given.contains("补录一场"), "{given}");
}

#[tokio::test]
async fn a_place_is_picked_and_its_number_is_seen_before_it_leaves() {
    let park = a_park().await;
    let place = [("name", "四联社区".into()), ("level", "community".into())];
    park.put_one("areas", 90, "四联社区", &place).await;
    let there = [
        ("number", Value::from("HD-9")),
        ("on", "2026-05-06".into()),
        ("name", "活动9".into()),
        ("status", "completed".into()),
        ("community", Value::Whole(90)),
    ];
    park.put_one("activities", 509, "HD-9", &there).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let notice = "请报四联社区1—10月活动场次";
    let seen = manager.posts("/give-out", &[("notice", notice)]).await;
    says(&seen, &["通知里提到四联社区", "3个"]);
    // The whole park was looked at: a place picked now is shown first.
    later(&park);
    let mut form = one("3");
    form.extend([("at", ""), ("place", "90"), ("seen-all_activities", "3")]);
    let shown = manager.posts("/give-out", &form).await;
    assert_eq!(shown.status.as_u16(), 200, "{}", shown.body);
    says(&shown, &["四联社区1—10月", "1个"]);
    let mut form = one("1");
    form.extend([("at", "90"), ("place", "90")]);
    let out = manager.posts("/give-out", &form).await;
    assert!(out.to().starts_with("/give-out/"), "{}", words(&out));
    // The whole park's number is another number: nothing differs from it.
    later(&park);
    let whole = manager.posts("/give-out", &one("3")).await;
    assert!(whole.to().starts_with("/give-out/"), "{}", words(&whole));
    let given = kept(&manager).await;
    assert!(given.contains("\"place\":\"90\""), "{given}");
}

#[tokio::test]
async fn a_signed_report_is_published_as_it_was_signed() {
    let park = a_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let text = [
        ("since", ""),
        ("title", "年报"),
        ("body", "全年活动{all_activities}。"),
    ];
    manager.posts("/texts/annual", &text).await;
    let due = [
        ("number", Value::from("BS-9")),
        ("category", "annual".into()),
        ("name", "年度报告".into()),
        ("for_period", "2026".into()),
        ("copies", Value::Whole(1)),
        ("state", "due".into()),
    ];
    park.put_one("returns", 809, "BS-9", &due).await;
    for step in ["draft", "check", "confirm", "sign"] {
        later(&park);
        let since = manager.opens("/returns/809").await.hidden("since");
        let pairs = [("since", since.as_str()), ("said.all_activities", "2个")];
        let got = manager.posts(&format!("/returns/809/{step}"), &pairs).await;
        assert_eq!(got.status.as_u16(), 303, "{step}: {}", words(&got));
    }
    activity(&park, 4, "2026-09-06", "completed", 0).await;
    later(&park);
    says(&manager.opens("/reports/2026/publish").await, &["签发稿"]);
    let out = manager.posts("/reports/2026/publish", &[]).await;
    assert_eq!(
        out.to(),
        "/records/articles?done=published",
        "{}",
        words(&out)
    );
    let article = park.visitor().opens("/articles/annual-report-2026").await;
    says(&article, &["全年活动2个。"]);
    assert!(kept(&manager).await.contains("\"said\":\"2个\""));
}
