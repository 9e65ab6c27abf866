//! Whoever receives returns: an office comes in by a link, once and from one browser, and asks for
//! what is late.

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

use axum::http::header;
use base::{Role, Value};
use door::{Got, NOW, Park, Person, an_empty_park};

const DAY: i64 = 24 * 3_600_000;

/// A park with a return that is due on 5 December 2026, in twelve days, one due long after, and
/// one that is handed in; an account of the street's office.
async fn a_park_that_owes() -> Park {
    let park = an_empty_park().await;
    for (id, due, on, state) in [
        (800, "2026-12-05", None, "due"),
        (801, "2027-03-05", None, "due"),
        (802, "2026-11-05", Some("2026-11-03"), "submitted"),
        (803, "2026-11-20", None, "checking"),
    ] {
        let (number, name) = (format!("BS2026-{id}"), format!("材料{id}"));
        let mut given = vec![
            ("number", Value::from(number.as_str())),
            ("category", Value::from("monthly_service")),
            ("name", Value::from(name.as_str())),
            ("due", Value::from(due)),
            ("copies", Value::Whole(1)),
            ("state", Value::from(state)),
        ];
        given.extend(on.map(|on| ("on", Value::from(on))));
        park.put_one("returns", id, &number, &given).await;
    }
    park
}

/// The link's path, as the page that shows it this once has it.
fn path(made: &Got) -> String {
    let at = made.body.find("/receive/");
    let at = at.unwrap_or_else(|| panic!("no link in {}", made.body));
    let fits = |c: &char| c.is_ascii_alphanumeric() || "/-_".contains(*c);
    made.body[at..].chars().take_while(fits).collect()
}

async fn a_link(manager: &Person<'_>, account: &str, to: &str) -> String {
    let pairs = [("account", account), ("return", to)];
    let made = manager.posts("/returns/links", &pairs).await;
    assert_eq!(made.status.as_u16(), 200, "{}", made.body);
    path(&made)
}

/// What a browser sends back after an answer.
fn cookies(got: &Got) -> String {
    let lines = got.headers.get_all(header::SET_COOKIE).iter();
    let pair = |line: &axum::http::HeaderValue| {
        let line = line.to_str().unwrap();
        line.split(';').next().unwrap().to_owned()
    };
    lines.map(pair).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn a_link_lets_one_browser_in_and_nobody_after_it() {
    let park = a_park_that_owes().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    park.person(23, Role::StreetOffice, &[]).await;
    let link = a_link(&manager, "23", "800").await;
    // A chat that looks at it uses nothing up.
    for _ in 0..2 {
        let asked = park.visitor().opens(&link).await;
        assert_eq!(asked.status.as_u16(), 200);
        assert!(asked.body.contains("街道办"), "{}", asked.body);
        assert!(!asked.body.contains("材料800"), "{}", asked.body);
        assert_eq!(cookies(&asked), "");
    }
    let entered = park.visitor().posts(&link, &[]).await;
    assert_eq!(entered.to(), "/returns/800", "{}", entered.body);
    let mut office = park.visitor();
    office.cookie = cookies(&entered);
    let desk = office.opens("/returns/800").await;
    assert!(desk.status == 200 && desk.body.contains("材料800"));
    assert_eq!(office.opens(&link).await.to(), "/returns/800", "its own");
    // The same browser comes again when its session has ended.
    park.clock.store(NOW + 2 * DAY, Ordering::Relaxed);
    assert_eq!(office.opens("/returns/800").await.status.as_u16(), 303);
    assert_eq!(office.opens(&link).await.status.as_u16(), 200);
    let again = office.posts(&link, &[]).await;
    assert_eq!(again.to(), "/returns/800", "{}", again.body);
    // Another does not, and reads what is read of a link that never was.
    let never = park.visitor().opens("/receive/never").await;
    assert_eq!(never.status.as_u16(), 404);
    assert!(
        never.body.contains("请向园区要一个新的链接"),
        "{}",
        never.body
    );
    let another = park.visitor().opens(&link).await;
    assert_eq!(another.status.as_u16(), 404);
    let own = |body: &str, path: &str| body.replace(path, "");
    assert_eq!(
        own(&another.body, &link),
        own(&never.body, "/receive/never")
    );
    let pressed = park.visitor().posts(&link, &[]).await;
    assert_eq!(
        (pressed.status.as_u16(), cookies(&pressed)),
        (404, String::new())
    );
}

#[tokio::test]
async fn of_two_browsers_at_once_one_comes_in() {
    let park = a_park_that_owes().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    park.person(23, Role::StreetOffice, &[]).await;
    let link = a_link(&manager, "23", "").await;
    let (one, two) = (park.visitor(), park.visitor());
    let (one, two) = tokio::join!(one.posts(&link, &[]), two.posts(&link, &[]));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
}

#[tokio::test]
async fn a_link_ends_with_its_time_its_account_and_when_it_is_withdrawn() {
    let park = a_park_that_owes().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    park.person(23, Role::StreetOffice, &[]).await;
    park.person(24, Role::DistrictOffice, &[]).await;
    let (late, withdrawn, closed) = (
        a_link(&manager, "23", "").await,
        a_link(&manager, "24", "").await,
        a_link(&manager, "24", "800").await,
    );
    for link in [&late, &withdrawn, &closed] {
        assert_eq!(park.visitor().opens(link).await.status.as_u16(), 200);
    }
    let page = manager.opens("/returns/links").await;
    assert!(page.body.contains("还没打开"), "{}", page.body);
    let token = withdrawn.rsplit('/').next().unwrap();
    let key = app::access::kept_under(token);
    assert!(page.body.contains(&key) && !page.body.contains(token));
    let ended = manager.posts("/returns/links/end", &[("key", &key)]).await;
    assert_eq!(ended.to(), "/returns/links?done=changed", "{}", ended.body);
    assert_eq!(park.visitor().opens(&withdrawn).await.status.as_u16(), 404);
    let owner = park.person(22, Role::Owner, &[]).await;
    let since = park.since("accounts", 24).await.to_string();
    let shut = [
        ("since", since.as_str()),
        ("closed", "yes"),
        ("login", "district_office24"),
        ("name", "政法委"),
        ("role", "district_office"),
    ];
    let shut = owner.posts("/records/accounts/24/change", &shut).await;
    assert_eq!(shut.status.as_u16(), 303, "{}", shut.body);
    assert_eq!(
        park.visitor().posts(&closed, &[]).await.status.as_u16(),
        404
    );
    assert_eq!(park.visitor().opens(&late).await.status.as_u16(), 200);
    park.clock.store(NOW + 14 * DAY, Ordering::Relaxed);
    for got in [
        park.visitor().opens(&late).await,
        park.visitor().posts(&late, &[]).await,
    ] {
        assert_eq!(got.status.as_u16(), 404, "{}", got.body);
    }
}

#[tokio::test]
async fn links_are_made_by_managers_and_for_offices_alone() {
    let park = a_park_that_owes().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let staff = park.person(22, Role::Staff, &[]).await;
    let office = park.person(23, Role::StreetOffice, &[]).await;
    let wanted = [("account", "23")];
    for nobody in [&staff, &office] {
        let made = nobody.posts("/returns/links", &wanted).await;
        assert_eq!(made.status.as_u16(), 404);
        assert_eq!(nobody.opens("/returns/links").await.status.as_u16(), 404);
    }
    for other in ["21", "22", "99", ""] {
        let made = manager.posts("/returns/links", &[("account", other)]).await;
        assert_eq!(made.status.as_u16(), 404, "{other:?}");
    }
}

#[tokio::test]
async fn guesses_at_links_wait() {
    let park = a_park_that_owes().await;
    for n in 0..30 {
        let got = park.visitor().opens(&format!("/receive/guess{n}")).await;
        assert_eq!(got.status.as_u16(), 404, "guess {n}");
    }
    assert_eq!(
        park.visitor().opens("/receive/more").await.status.as_u16(),
        429
    );
}

#[tokio::test]
async fn a_return_is_asked_for_once_a_day_and_seen_by_those_who_run_the_park() {
    let park = a_park_that_owes().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let staff = park.person(22, Role::Staff, &[]).await;
    let street = park.person(23, Role::StreetOffice, &[]).await;
    let district = park.person(24, Role::DistrictOffice, &[]).await;
    let urge = "/returns/803/urge";
    let done = street.posts(urge, &[]).await;
    assert_eq!(done.to(), "/returns/803?done=urged", "{}", done.body);
    let again = district.posts(urge, &[]).await;
    assert_eq!(again.status.as_u16(), 422);
    assert!(again.body.contains("已经催过了"), "{}", again.body);
    let desk = street.opens("/returns/803").await.body;
    assert!(!desk.contains(urge), "no button for it today: {desk}");
    let today = manager.opens("/today").await.body;
    assert_eq!(today.matches("街道办催报：材料803").count(), 1, "{today}");
    assert!(today.contains("紧急 · 过3天"), "{today}");
    let others = staff.opens("/today").await.body;
    assert!(!others.contains("催报：材料803"), "it is the managers'");
    let desk = manager.opens("/returns/803").await.body;
    assert!(desk.contains("2026-11-23 催的"), "{desk}");
    // Another day, by another.
    let next = park.person(25, Role::DistrictOffice, &[]).await;
    for hours in [11, 22] {
        park.clock.store(NOW + hours * 3_600_000, Ordering::Relaxed);
        next.opens("/returns").await;
        manager.opens("/returns").await;
    }
    let done = next.posts(urge, &[]).await;
    assert_eq!(done.to(), "/returns/803?done=urged", "{}", done.body);
    // What is far ahead or was handed in is not asked for; nor does anybody but an office ask.
    for id in [801, 802] {
        let refused = next.posts(&format!("/returns/{id}/urge"), &[]).await;
        assert_eq!(refused.status.as_u16(), 422, "{id}");
    }
    let own = manager.posts("/returns/800/urge", &[]).await;
    assert_eq!(own.status.as_u16(), 404);
}
