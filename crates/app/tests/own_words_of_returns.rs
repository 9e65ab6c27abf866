//! What a period says in its own words: written on its desk, held fast by the signature, and
//! beside the next one's.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use base::{Role, Value};
use door::{
    Park, Person,
    returns::{a_park_that_reports, activity, later, press, signed},
};

/// A park whose monthly return leaves two places open; April is due after March.
async fn a_park_that_writes() -> Park {
    let park = a_park_that_reports().await;
    let manager = park.person(29, Role::Manager, &[]).await;
    let since = park.since("return_types", 700).await.to_string();
    let text = [
        ("since", since.as_str()),
        ("title", "{period}月报"),
        (
            "body",
            "本月活动{all_activities}。\n填写：存在问题\n填写：下月计划",
        ),
        ("title_en", ""),
        ("body_en", ""),
    ];
    let kept = manager.posts("/texts/monthly_service", &text).await;
    assert_eq!(
        kept.to(),
        "/texts/monthly_service?done=changed",
        "{}",
        kept.body
    );
    let april = [
        ("number", Value::from("BS2025-002")),
        ("category", Value::from("monthly_service")),
        ("name", Value::from("2025年4月月报")),
        ("for_period", Value::from("2025-04")),
        ("due", Value::from("2025-05-05")),
        ("copies", Value::Whole(1)),
        ("state", Value::from("due")),
    ];
    park.put_one("returns", 801, "BS2025-002", &april).await;
    later(&park);
    park
}

const PLACES: [(&str, &str); 2] = [("place.0", "存在问题"), ("place.1", "下月计划")];

async fn writes(person: &Person<'_>, problems: &str, plans: &str) -> door::Got {
    let mut pairs = PLACES.to_vec();
    pairs.extend([("own.0", problems), ("own.1", plans)]);
    press(person, "words", &pairs).await
}

#[tokio::test]
async fn nothing_is_signed_while_a_place_is_open() {
    let park = a_park_that_writes().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    press(&manager, "draft", &[]).await;
    let written = writes(&manager, "雨天改期，只办成{all_activities}。", "").await;
    assert_eq!(written.to(), "/returns/800", "{}", written.body);
    let desk = manager.opens("/returns/800").await.body;
    let at = desk.find("雨天改期，只办成").unwrap();
    let after: String = desk[at..].chars().take(200).collect();
    assert!(after.contains("/figures/all_activities"), "{after}");
    press(&manager, "check", &[]).await;
    press(&manager, "confirm", &[("said.all_activities", "2个")]).await;
    let refused = press(&manager, "sign", &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.body.contains("下月计划"), "{}", refused.body);
    // While it is checked its words stand; back in the draft they can be written.
    let late = writes(&manager, "别的", "别的").await;
    assert_eq!(late.status.as_u16(), 422);
    press(&manager, "draft", &[]).await;
    writes(&manager, "雨天改期。", "多走访。").await;
    press(&manager, "check", &[]).await;
    later(&park);
    let signed = press(&manager, "sign", &[]).await;
    assert_eq!(signed.to(), "/returns/800?done=signed", "{}", signed.body);
    // What was signed stays, also by the ledger.
    let since = park.since("returns", 800).await.to_string();
    let change = [
        ("since", since.as_str()),
        ("own_words", "# 存在问题\n没有。"),
    ];
    let refused = manager.posts("/records/returns/800/change", &change).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
    // The month after reads it beside its own draft, as it was signed.
    activity(&park, 3, "2025-03-28").await;
    let next = manager.opens("/returns/801").await.body;
    let at = next.find("上一期：2025年3月（签发稿）").unwrap();
    let before = &next[at..];
    assert!(
        before.contains("多走访。") && before.contains(">2个<"),
        "{before}"
    );
}

#[tokio::test]
async fn what_cannot_stand_in_its_place_is_told_and_nothing_typed_is_lost() {
    let park = a_park_that_writes().await;
    let staff = park.person(22, Role::Staff, &[]).await;
    for (typed, said) in [
        ("先办了{all_activities", "第1行"),
        ("好\n# 新的一章", "行首不要写"),
        ("填写：别处", "行首不要写"),
    ] {
        let refused = writes(&staff, typed, "多走访。").await;
        assert_eq!(refused.status.as_u16(), 422, "{typed}");
        for part in [said, "多走访。"] {
            assert!(refused.body.contains(part), "{part} in {}", refused.body);
        }
    }
    writes(&staff, "有。", "多走访。").await;
    // A place that the text loses takes no words with it.
    let manager = park.person(21, Role::Manager, &[]).await;
    let since = park.since("return_types", 700).await.to_string();
    let text = [
        ("since", since.as_str()),
        ("title", "月报"),
        ("body", "填写：存在问题"),
    ];
    manager.posts("/texts/monthly_service", &text).await;
    let desk = staff.opens("/returns/800").await.body;
    assert!(
        desk.contains("多走访。") && desk.contains("没有这一处"),
        "{desk}"
    );
    let office = park.person(23, Role::StreetOffice, &[]).await;
    let change = [("since", "0"), ("place.0", "存在问题"), ("own.0", "改")];
    let refused = office.posts("/returns/800/words", &change).await;
    assert_eq!(refused.status.as_u16(), 404);
}

#[tokio::test]
async fn an_office_reads_a_return_once_it_is_handed_in() {
    let park = a_park_that_reports().await;
    let office = park.person(23, Role::StreetOffice, &[]).await;
    let manager = signed(&park).await;
    for (step, seen) in [("", false), ("hand-in", true)] {
        if !step.is_empty() {
            press(&manager, step, &[("recipient", "街道办")]).await;
        }
        let desk = office.opens("/returns/800").await;
        assert_eq!(desk.status.as_u16(), 200);
        assert_eq!(
            desk.body.contains("本月活动"),
            seen,
            "{step}: {}",
            desk.body
        );
        assert_eq!(desk.body.contains("还没有报送"), !seen, "{step}");
        assert!(!desk.body.contains("上一期"), "{step}: {}", desk.body);
        let word = office.opens("/returns/800/return.docx").await;
        assert_eq!(word.status.as_u16(), if seen { 200 } else { 404 });
    }
}

#[tokio::test]
async fn an_office_reads_no_text_that_nobody_signed() {
    let park = a_park_that_reports().await;
    let out = [
        ("number", Value::from("BS2025-009")),
        ("on", Value::from("2025-04-03")),
        ("category", Value::from("monthly_service")),
        ("name", Value::from("2025年3月月报（纸质）")),
        ("for_period", Value::from("2025-03")),
        ("copies", Value::Whole(1)),
        ("state", Value::from("submitted")),
    ];
    park.put_one("returns", 809, "BS2025-009", &out).await;
    let office = park.person(23, Role::StreetOffice, &[]).await;
    let desk = office.opens("/returns/809").await.body;
    for never in ["本月活动", "待核定", "个数字", "都填上了"] {
        assert!(!desk.contains(never), "{never} in {desk}");
    }
    assert!(desk.contains("不是在这里签发的"), "{desk}");
    let word = office.opens("/returns/809/return.docx").await;
    assert_eq!(word.status.as_u16(), 404);
}
