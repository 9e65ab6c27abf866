//! 今天 through the real door: each sees what is theirs to do, and nothing is hidden by more.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use base::{Change, Id, Kind, Value};
use page::today::Contract;

use super::{Progress, routes};
use crate::{
    access::kept_under,
    front::cookies,
    records::{activities, returns, settings::accounts, settings::tasks},
    site::tests::{Desk, add, text},
};

const OWN: i64 = 5;
const OTHER: i64 = 6;

fn no_contract() -> Progress {
    Arc::new(|_| Box::pin(async { Ok(None) }))
}

/// A desk with one account of each of these roles, whose session is its role's code.
async fn desk(progress: Progress) -> Desk {
    let desk = Desk::over(routes(progress)).await;
    let now = desk.house.now();
    let mut changes = Vec::new();
    for (id, role) in [(OWN, "staff"), (OTHER, "manager"), (7, "street_office")] {
        let values = [("login", role), ("name", "沈芳"), ("role", role)];
        let values = values.map(|(name, value)| (name, Value::from(value)));
        changes.push(add(&accounts::KIND, id, role, &values));
        changes.push(Change::Keep {
            space: "session",
            key: kept_under(role),
            value: format!("{{\"account\":\"{id}\",\"began\":{now},\"used\":{now}}}"),
            until: 0,
        });
    }
    desk.write(changes).await;
    desk
}

async fn page(desk: &Desk, role: &str) -> String {
    let cookie = format!("{}={role}; lang=zh", cookies::SECURE);
    let answer = desk.get("/today", &[("cookie", &cookie)]).await;
    assert_eq!(answer.status(), StatusCode::OK, "{role}");
    text(answer).await
}

fn record(kind: &'static Kind, id: i64, values: &[(&str, Value)]) -> Change {
    add(kind, id, &id.to_string(), values)
}

fn task(id: i64, title: &str, to: Option<i64>, due: &str, more: &[(&str, Value)]) -> Change {
    let mut values: Vec<(&str, Value)> = vec![("title", title.into())];
    values.extend(to.map(|to| ("assignee", Value::from(Id(to)))));
    values.extend((!due.is_empty()).then(|| ("due", Value::from(due))));
    values.extend(more.iter().cloned());
    record(&tasks::KIND, id, &values)
}

/// The order in which these words stand on a page; those that do not stand on it left out.
fn order<'a>(page: &str, words: &[&'a str]) -> Vec<&'a str> {
    let mut found: Vec<(usize, &str)> = words
        .iter()
        .filter_map(|word| Some((page.find(word)?, *word)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, word)| word).collect()
}

#[tokio::test]
async fn each_sees_their_own_tasks_most_pressing_first() {
    let desk = desk(no_contract()).await;
    desk.write(vec![
        task(10, "甲过期", Some(OWN), "2026-11-13", &[]),
        task(
            11,
            "乙紧急",
            Some(OWN),
            "2026-11-30",
            &[("urgent", true.into())],
        ),
        task(12, "丙无日期", Some(OWN), "", &[]),
        task(
            13,
            "丁办完",
            Some(OWN),
            "2026-11-20",
            &[("done_on", "2026-11-21".into())],
        ),
        task(14, "戊别人的", Some(OTHER), "2026-11-23", &[]),
        task(
            15,
            "己没人的",
            None,
            "2026-11-24",
            &[("urgent", true.into())],
        ),
    ])
    .await;
    let words = [
        "甲过期",
        "乙紧急",
        "丙无日期",
        "丁办完",
        "戊别人的",
        "己没人的",
    ];
    for (role, wanted) in [
        ("staff", vec!["乙紧急", "甲过期", "丙无日期"]),
        ("manager", vec!["己没人的", "戊别人的"]),
        ("street_office", vec![]), // tasks stay with the team
    ] {
        assert_eq!(order(&page(&desk, role).await, &words), wanted, "{role}");
    }
}

#[tokio::test]
async fn an_urgent_task_is_not_hidden_by_many_others() {
    let desk = desk(no_contract()).await;
    let many = (100..180).map(|id| task(id, "旧事", Some(OWN), "2026-01-01", &[]));
    let urgent = task(20, "要紧的", Some(OWN), "", &[("urgent", true.into())]);
    desk.write(many.chain([urgent]).collect()).await;
    assert_eq!(
        order(&page(&desk, "staff").await, &["旧事", "要紧的"]),
        ["要紧的", "旧事"]
    );
}

#[tokio::test]
async fn returns_near_and_past_are_due_until_handed_in() {
    let desk = desk(no_contract()).await;
    let of = |id: i64, name: &str, due: &str, state: &str| {
        let values = [
            ("number", name),
            ("category", "ledger"),
            ("name", name),
            ("due", due),
            ("state", state),
        ];
        record(
            &returns::KIND,
            id,
            &values.map(|(n, v)| (n, Value::from(v))),
        )
    };
    desk.write(vec![
        of(30, "甲逾期", "2026-11-20", "due"),
        of(31, "乙将到", "2026-12-07", "due"), // 14 days ahead
        of(32, "丙还远", "2026-12-08", "due"),
        of(33, "丁已报", "2026-11-20", "submitted"),
    ])
    .await;
    let page = page(&desk, "street_office").await;
    assert_eq!(
        order(&page, &["甲逾期", "乙将到", "丙还远", "丁已报"]),
        ["甲逾期", "乙将到"]
    );
    assert!(page.contains("过3天"), "{page}");
}

fn activity(id: i64, name: &str, on: &str, begins: &str, status: &str) -> Change {
    let values = [
        ("number", name),
        ("on", on),
        ("begins", begins),
        ("name", name),
        ("category", "talk"),
        ("status", status),
    ];
    let values = values.map(|(name, value)| (name, Value::from(value)));
    record(&activities::KIND, id, &values)
}

#[tokio::test]
async fn activities_stand_by_the_clock_with_their_sign_in() {
    let desk = desk(no_contract()).await;
    desk.write(vec![
        activity(40, "甲晚上", "2026-11-23", "19:00", "planned"),
        activity(41, "乙早上", "2026-11-23", "09:30", "completed"),
        activity(42, "丙取消", "2026-11-23", "10:00", "cancelled"),
        activity(43, "丁后天", "2026-11-25", "10:00", "planned"),
        activity(44, "戊下月", "2026-12-25", "10:00", "planned"),
    ])
    .await;
    let words = ["甲晚上", "乙早上", "丙取消", "丁后天", "戊下月"];
    let staff = page(&desk, "staff").await;
    assert_eq!(order(&staff, &words), ["乙早上", "甲晚上", "丁后天"]);
    assert!(
        staff.contains("/records/attendance/new?activity=41"),
        "{staff}"
    );
    assert!(
        staff.contains("2场"),
        "the greeting counts what opens: {staff}"
    );
    let office = page(&desk, "street_office").await;
    assert!(
        !office.contains("/records/attendance/new"),
        "an office takes no sign-ins"
    );
}

#[tokio::test]
async fn an_activity_entered_ahead_is_asked_after_once_its_day_is_past() {
    let desk = desk(no_contract()).await;
    desk.write(vec![
        activity(50, "甲办过", "2026-11-20", "10:00", "completed"),
        activity(51, "乙没改", "2026-11-20", "10:00", "planned"),
        activity(52, "丙取消", "2026-11-20", "10:00", "cancelled"),
        activity(53, "丁昨天", "2026-11-22", "10:00", "planned"),
    ])
    .await;
    let words = ["甲办过", "乙没改", "丙取消", "丁昨天"];
    let staff = page(&desk, "staff").await;
    assert_eq!(order(&staff, &words), ["乙没改", "丁昨天"]);
    assert!(staff.contains("乙没改 办了没有？请改状态"), "{staff}");
    let office = page(&desk, "street_office").await;
    assert_eq!(
        order(&office, &words),
        Vec::<&str>::new(),
        "an office sets no status"
    );
}

#[tokio::test]
async fn an_empty_day_says_how_to_begin_and_the_contract_stands_by() {
    let progress: Progress = Arc::new(|asker| {
        Box::pin(async move {
            Ok(Some(Contract {
                aside: format!(
                    "剩{}天",
                    asker
                        .today
                        .until("2026-12-31".parse().map_err(crate::front::Stop::fault)?)
                ),
                say: "合同 41/60 场".into(),
                done: 41,
                of: 60,
                all: None,
            }))
        })
    });
    let desk = desk(progress).await;
    let page = page(&desk, "staff").await;
    assert!(page.contains("今天没有活动") && page.contains("href=\"/add\""));
    assert!(
        page.contains("合同 41/60 场") && page.contains("剩38天"),
        "{page}"
    );
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_asked_to() {
    let desk = desk(no_contract()).await;
    let answer = desk.get("/today", &[]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()[header::LOCATION], "/sign-in?then=%2Ftoday");
}
