//! A return from what is owed to its archive: drafted, checked, signed, handed in, sent back,
//! corrected; and what became of its figures since.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod door;

use base::Role;
use door::returns::{a_park_that_reports, activity, later, press, signed};

#[tokio::test]
async fn a_return_is_signed_only_with_every_figure_confirmed() {
    let park = a_park_that_reports().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    press(&manager, "draft", &[]).await;
    let early = press(&manager, "sign", &[]).await;
    assert_eq!(
        early.status.as_u16(),
        422,
        "it is not even sent for checking"
    );
    press(&manager, "check", &[]).await;
    let refused = press(&manager, "sign", &[]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.body.contains("还没有核定"), "{}", refused.body);
    // What moved while it was looked at is not confirmed.
    let stale = press(&manager, "confirm", &[("said.all_activities", "1个")]).await;
    assert_eq!(stale.to(), "/returns/800");
    assert_eq!(press(&manager, "sign", &[]).await.status.as_u16(), 422);
    let staff = park.person(22, Role::Staff, &[]).await;
    assert_eq!(press(&staff, "sign", &[]).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_signed_figure_never_changes_and_what_became_of_it_is_told_beside() {
    let park = a_park_that_reports().await;
    let manager = signed(&park).await;
    let page = manager.opens("/returns/800").await.body;
    assert!(page.contains("这些数没有变"), "{page}");
    activity(&park, 3, "2025-03-28").await;
    let page = manager.opens("/returns/800").await.body;
    assert!(page.contains("2个 → 3个"), "{page}");
    assert!(page.contains("活动3"), "the step names what came: {page}");
    let at = page.find("本月活动").unwrap();
    let text: String = page[at..].chars().take(300).collect();
    assert!(
        text.contains(">2个<"),
        "the text stays as it was signed: {text}"
    );
    // Whoever would change a record behind it is told of it by name.
    let since = park.since("activities", 501).await.to_string();
    let gone = [
        ("since", since.as_str()),
        ("status", "cancelled"),
        ("see", "1"),
    ];
    let seen = manager.posts("/records/activities/501/change", &gone).await;
    for said in [
        "动到的材料",
        "2025年3月月报",
        "已签发、未报送",
        "/returns/800",
    ] {
        assert!(seen.body.contains(said), "{said} in {}", seen.body);
    }
    // Nothing of what was signed is changed by the ledger.
    let since = park.since("returns", 800).await.to_string();
    let name = [
        ("since", since.as_str()),
        ("name", "改了名"),
        ("due", "2026-01-01"),
    ];
    let refused = manager.posts("/records/returns/800/change", &name).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
    assert!(refused.body.contains("已经签发或报送"), "{}", refused.body);
}

#[tokio::test]
async fn a_return_is_handed_in_sent_back_and_corrected() {
    let park = a_park_that_reports().await;
    let manager = signed(&park).await;
    let out = press(&manager, "hand-in", &[("recipient", "街道平安办")]).await;
    assert_eq!(out.to(), "/returns/800", "{}", out.body);
    let given = manager.opens("/api/v1/given_out").await.body;
    assert!(
        given.contains("all_activities") && given.contains("街道平安办"),
        "{given}"
    );
    // Whoever would change a record behind it is told that the number went out.
    let since = park.since("activities", 501).await.to_string();
    let gone = [
        ("since", since.as_str()),
        ("status", "cancelled"),
        ("see", "1"),
    ];
    let seen = manager
        .posts("/records/activities/501/change", &gone)
        .await
        .body;
    for said in ["个已经报出", "2025年3月月报", "已签发、已报送"] {
        assert!(seen.contains(said), "{said} in {seen}");
    }
    let office = park.person(23, Role::StreetOffice, &[]).await;
    let bare = press(&office, "send-back", &[("remark", " ")]).await;
    assert_eq!(bare.status.as_u16(), 422, "a remark is asked for");
    let back = press(&office, "send-back", &[("remark", "缺第三场")]).await;
    assert_eq!(back.to(), "/returns/800", "{}", back.body);
    activity(&park, 3, "2025-03-28").await;
    let corrected = press(&manager, "correct", &[]).await;
    let to = corrected.to().to_owned();
    assert!(to.ends_with("?done=added"), "{to} {}", corrected.body);
    let desk = manager.opens(to.split('?').next().unwrap()).await.body;
    assert!(desk.contains("（更正）") && desk.contains("3个"), "{desk}");
    // The number that went out before is set beside the one that is to go out now.
    assert!(desk.contains("街道平安办的是2个"), "{desk}");
}

#[tokio::test]
async fn of_two_who_sign_at_once_one_wins_and_the_other_is_told() {
    let park = a_park_that_reports().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let owner = park.person(24, Role::Owner, &[]).await;
    press(&manager, "draft", &[]).await;
    press(&manager, "check", &[]).await;
    press(&manager, "confirm", &[("said.all_activities", "2个")]).await;
    let since = manager.opens("/returns/800").await.hidden("since");
    let pairs = [("since", since.as_str())];
    later(&park);
    let (one, two) = tokio::join!(
        manager.posts("/returns/800/sign", &pairs),
        owner.posts("/returns/800/sign", &pairs)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "{} {}", one.body, two.body);
}

#[tokio::test]
async fn what_is_owed_is_put_on_the_calendar_once() {
    let park = a_park_that_reports().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let since = park.since("return_types", 700).await.to_string();
    let begins = [
        ("since", since.as_str()),
        ("code", "monthly_service"),
        ("name", "月报"),
        ("rhythm", "month"),
        ("begins", "2025-02-01"),
        ("ends", "2025-05-31"),
    ];
    let saved = manager
        .posts("/records/return_types/700/change", &begins)
        .await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.body);
    for _ in 0..2 {
        assert_eq!(
            manager.posts("/returns/owed", &[]).await.to(),
            "/returns?done=changed"
        );
    }
    let all = manager.opens("/api/v1/returns").await.body;
    for period in ["2025-02", "2025-03", "2025-04", "2025-05"] {
        let own = format!("\"for_period\":\"{period}\"");
        assert_eq!(all.matches(&own).count(), 1, "{period}: {all}");
    }
    let page = manager.opens("/returns").await.body;
    assert!(page.contains("2025年4月月报"), "{page}");
}
