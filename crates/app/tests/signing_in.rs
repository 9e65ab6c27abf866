//! The door: the first account, signing in and out, guesses, forms from elsewhere.

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

use app::access::start;
use axum::http::StatusCode;
use base::Role;
use door::{NOW, an_empty_park};

const PASSWORD: &str = "一句只有我知道的话 2026";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story from end to end")]
async fn the_owner_is_made_once_by_a_link_and_signs_in_and_out() {
    let park = an_empty_park().await;
    let token = start::token(&park.house.store, park.id, NOW)
        .await
        .unwrap()
        .unwrap();
    let link = format!("/start/{token}");
    let nobody = park.visitor();
    assert_eq!(
        nobody.opens("/start/wrong").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(nobody.opens(&link).await.status, StatusCode::OK);
    let weak = [
        ("login", "lin"),
        ("name", "林"),
        ("password", "12345678"),
        ("again", "12345678"),
    ];
    assert_eq!(
        nobody.posts(&link, &weak).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let strong = [
        ("login", "Lin"),
        ("name", "林"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let made = nobody.posts(&link, &strong).await;
    assert_eq!(
        (made.status, made.to()),
        (StatusCode::SEE_OTHER, "/today?done=welcome")
    );
    assert_eq!(
        nobody.posts(&link, &strong).await.status,
        StatusCode::NOT_FOUND,
        "once only"
    );
    assert!(
        start::token(&park.house.store, park.id, NOW)
            .await
            .unwrap()
            .is_none(),
        "no second owner"
    );

    let wrong = nobody
        .posts("/sign-in", &[("name", "lin"), ("password", "no")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = nobody
        .posts("/sign-in", &[("name", "wei"), ("password", "no")])
        .await;
    assert_eq!(
        unknown.body.replace("wei", "lin"),
        wrong.body,
        "the same words for both"
    );
    let right = nobody
        .posts(
            "/sign-in",
            &[("name", "lin"), ("password", PASSWORD), ("then", "/me")],
        )
        .await;
    assert_eq!((right.status, right.to()), (StatusCode::SEE_OTHER, "/me"));
    let set = right.headers.get("set-cookie").unwrap().to_str().unwrap();
    for part in [
        "__Host-session=",
        "; Path=/",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Secure",
    ] {
        assert!(set.contains(part), "{part} in {set}");
    }

    let mut lin = park.visitor();
    lin.cookie = right.cookie().unwrap();
    let me = lin.opens("/me").await;
    assert!(
        me.status == StatusCode::OK && me.body.contains("负责人"),
        "{}",
        me.body
    );
    lin.form_token = me.hidden("token");
    let again = nobody
        .posts("/sign-in", &[("name", "lin"), ("password", PASSWORD)])
        .await;
    let mut elsewhere = park.visitor();
    elsewhere.cookie = again.cookie().unwrap();
    assert_eq!(elsewhere.opens("/me").await.status, StatusCode::OK);
    let new = "另一句只有我知道的话 2026";
    let pairs = [("old", PASSWORD), ("password", new), ("again", new)];
    let changed = lin.posts("/me/password", &pairs).await;
    assert_eq!(changed.to(), "/me?done=password");
    assert_eq!(
        elsewhere.opens("/me").await.to(),
        "/sign-in?then=%2Fme",
        "a new password ends other sessions"
    );
    assert_eq!(lin.opens("/me").await.status, StatusCode::OK, "not its own");
    let out = lin.posts("/sign-out", &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(
        lin.opens("/me").await.to(),
        "/sign-in?then=%2Fme",
        "the old cookie is nobody's"
    );
}

#[tokio::test]
async fn the_eleventh_guess_waits() {
    let park = an_empty_park().await;
    let guess = [("name", "lin"), ("password", "guess")];
    for n in 0..10 {
        let got = park.visitor().posts("/sign-in", &guess).await;
        assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY, "guess {n}");
    }
    let eleventh = park.visitor().posts("/sign-in", &guess).await;
    assert_eq!(eleventh.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(eleventh.headers.contains_key("retry-after"));
    park.clock.store(NOW + 600_001, Ordering::Relaxed);
    let later = park.visitor().posts("/sign-in", &guess).await;
    assert_eq!(
        later.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody is locked out for good"
    );
}

#[tokio::test]
async fn a_session_ends_idle_old_or_with_its_account() {
    let park = an_empty_park().await;
    let hour = 3_600_000;
    let lin = park.person(11, Role::Staff, &[]).await;
    for (at, alive) in [(11, true), (22, true), (35, false)] {
        park.clock.store(NOW + at * hour, Ordering::Relaxed);
        let got = lin.opens("/me").await;
        assert_eq!(got.status == StatusCode::OK, alive, "after {at} hours");
    }
    park.clock.store(NOW, Ordering::Relaxed);
    let wei = park.person(12, Role::Staff, &[]).await;
    for at in (0..=16).map(|n| n * 11) {
        park.clock.store(NOW + at * hour, Ordering::Relaxed);
        let got = wei.opens("/me").await;
        assert_eq!(
            got.status == StatusCode::OK,
            at < 168,
            "used every 11 hours, after {at}"
        );
    }
    park.clock.store(NOW, Ordering::Relaxed);
    let chen = park.person(13, Role::Staff, &[]).await;
    let owner = park.person(14, Role::Owner, &[]).await;
    assert_eq!(chen.opens("/me").await.status, StatusCode::OK);
    let form = owner.opens("/records/accounts/13/change").await;
    let since = form.hidden("since");
    let closed = owner
        .posts(
            "/records/accounts/13/change",
            &[
                ("since", &since),
                ("closed", "yes"),
                ("login", "staff13"),
                ("name", "陈"),
                ("role", "staff"),
            ],
        )
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    assert_eq!(
        chen.opens("/me").await.status,
        StatusCode::SEE_OTHER,
        "at once"
    );
}

#[tokio::test]
async fn forms_from_elsewhere_are_refused() {
    let park = an_empty_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    assert_eq!(
        owner.posts_bare("/sign-out", "token=").await.status,
        StatusCode::FORBIDDEN,
        "no token"
    );
    let body = format!("token={}", owner.form_token);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://elsewhere.example"),
    ] {
        let request = owner
            .request("POST", "/sign-out")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value);
        let got = park
            .send(request.body(axum::body::Body::from(body.clone())).unwrap())
            .await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(
        owner.opens("/me").await.status,
        StatusCode::OK,
        "nothing happened"
    );
}
