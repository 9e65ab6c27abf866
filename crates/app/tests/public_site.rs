//! The public site's stories: a photo goes in and comes out again, bad files are told, the
//! park writes its own words, and the staff reading their own pages are not counted.

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
use base::{Id, Role, Value};
use door::{Got, Park, Person, an_empty_park};

const PHONE: &str = "Mozilla/5.0 (Linux; Android 12) Chrome/86.0 Mobile";

async fn with_an_article(state: &str) -> Park {
    let park = an_empty_park().await;
    let given = [
        ("title", Value::from("一面墙")),
        ("slug", Value::from("wall")),
        ("on", Value::from("2026-11-06")),
        ("body", Value::from("先说一句。\n# 再动手\n后来就绿了。")),
        ("state", Value::from(state)),
    ];
    park.put_one("articles", 501, "wall", &given).await;
    park
}

const ADD: &str = "/records/articles/501/photos/add";
const SORT: &str = "/records/articles/501/photos";

fn picture(shade: u8) -> Vec<u8> {
    papers::photo::drawn(1_200, 800, |_, _| [shade, 90, 90]).unwrap()
}

/// Sends files and what is said of them.
async fn upload(person: &Person<'_>, files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> Got {
    let mut body = Vec::new();
    let token = [("token", person.form_token.as_str())];
    for (name, value) in token.iter().chain(fields) {
        let part =
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    for (name, content) in files {
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    let request = person
        .request("POST", ADD)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    person
        .park
        .send(request.body(Body::from(body)).unwrap())
        .await
}

/// What comes after a mark in a page, up to a quotation mark.
fn after<'a>(body: &'a str, mark: &str) -> Option<&'a str> {
    body.split(mark).nth(1)?.split('"').next()
}

const NOBODY: (&str, &str) = ("shows", "nobody");

#[tokio::test]
async fn a_photo_is_public_once_its_words_are_written_and_gone_when_taken_out() {
    let park = with_an_article("published").await;
    let staff = park.person(11, Role::Staff, &[]).await;
    let sent = upload(
        &staff,
        &[("墙.jpg", &picture(40))],
        &[NOBODY, ("chapter", "1")],
    )
    .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert_eq!(sent.to(), format!("{SORT}?done=added"));

    let visitor = park.visitor();
    assert!(
        !visitor
            .opens("/articles/wall")
            .await
            .body
            .contains("/photos/")
    );
    let sorting = staff.opens(SORT).await.body;
    let small = format!("/photos/{}", after(&sorting, "src=\"/photos/").unwrap());
    assert_eq!(staff.opens(&small).await.status, StatusCode::OK);
    assert_eq!(
        visitor.opens(&small).await.status,
        StatusCode::NOT_FOUND,
        "no words yet"
    );

    let id = after(&sorting, "name=\"words-").unwrap().to_owned();
    let name = |field: &str| format!("{field}-{id}");
    let (words, below) = (name("words"), name("below"));
    let said = [
        (words.as_str(), "种满植物的墙"),
        (below.as_str(), "三楼转角"),
    ];
    assert_eq!(
        staff.posts(SORT, &said).await.to(),
        format!("{SORT}?done=changed")
    );

    let page = visitor.opens("/articles/wall").await.body;
    assert!(
        page.contains("alt=\"种满植物的墙\"") && page.contains("三楼转角"),
        "{page}"
    );
    assert!(
        page.contains("width=\"1200\" height=\"800\" loading=\"lazy\""),
        "{page}"
    );
    let (heading, photo) = (page.find("再动手").unwrap(), page.find("/photos/").unwrap());
    assert!(heading < photo, "it stands at its chapter");
    for home in ["/", "/articles"] {
        assert!(visitor.opens(home).await.body.contains(&small), "{home}");
    }
    let got = visitor.opens(&small).await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.headers["content-type"], "image/jpeg");
    let drop = name("drop");
    assert_eq!(
        staff.posts(SORT, &[(drop.as_str(), "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        !visitor
            .opens("/articles/wall")
            .await
            .body
            .contains("/photos/")
    );
    assert_eq!(visitor.opens(&small).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        staff.opens(&small).await.status,
        StatusCode::NOT_FOUND,
        "the bytes are gone"
    );
}

#[tokio::test]
async fn a_draft_keeps_its_photos_to_the_staff() {
    let park = with_an_article("draft").await;
    let staff = park.person(11, Role::Staff, &[]).await;
    upload(&staff, &[("a.jpg", &picture(40))], &[NOBODY]).await;
    let sorting = staff.opens(SORT).await.body;
    let words = format!("words-{}", after(&sorting, "name=\"words-").unwrap());
    staff.posts(SORT, &[(words.as_str(), "墙")]).await;
    let small = format!("/photos/{}", after(&sorting, "src=\"/photos/").unwrap());
    assert_eq!(
        park.visitor().opens(&small).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(staff.opens(&small).await.status, StatusCode::OK);
    let community = park.person(12, Role::Community, &[]).await;
    assert_eq!(community.opens(&small).await.status, StatusCode::NOT_FOUND);
    assert_eq!(community.opens(ADD).await.status, StatusCode::NOT_FOUND);
    for odd in [
        "/photos/x.jpg",
        "/photos/..%2fpark.db",
        "/records/activities/501/photos",
    ] {
        assert_eq!(
            staff.opens(odd).await.status,
            StatusCode::NOT_FOUND,
            "{odd}"
        );
    }
}

#[tokio::test]
async fn what_is_no_photo_is_named_and_the_others_are_taken() {
    let park = with_an_article("published").await;
    let staff = park.person(11, Role::Staff, &[]).await;
    let good = picture(40);
    let script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>";
    let long = "长".repeat(300_000);
    let files: [(&str, &[u8]); 5] = [
        ("好的.jpg", &good),
        ("画.svg", script),
        ("断了.jpg", &good[..good.len() / 2]),
        ("<script>.jpg", b"hello"),
        (&long, b"hello"),
    ];
    let got = upload(&staff, &files, &[NOBODY, ("consent", "打好的字还在")]).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in [
        "画.svg 不是照片",
        "断了.jpg 打不开",
        "其余 1 张已收下",
        "打好的字还在",
    ] {
        assert!(got.body.contains(told), "{told}");
    }
    assert!(!got.body.contains("<script>.jpg"), "a file's name is words");
    assert!(got.body.len() < 60_000, "a file's name is cut");
    assert_eq!(
        staff
            .opens(SORT)
            .await
            .body
            .matches("name=\"words-")
            .count(),
        1
    );

    let none = upload(&staff, &[], &[NOBODY]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody_said = upload(&staff, &[("a.jpg", &good)], &[]).await;
    assert_eq!(
        nobody_said.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "who is on it must be said"
    );
}

#[tokio::test]
async fn a_child_is_not_shown_without_its_guardian() {
    let park = with_an_article("published").await;
    let staff = park.person(11, Role::Staff, &[]).await;
    let child = ("shows", "minor");
    let got = upload(&staff, &[("a.jpg", &picture(40))], &[child]).await;
    assert_eq!(got.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(got.body.contains("监护人"), "{}", got.body);
    assert!(
        !staff.opens(SORT).await.body.contains("name=\"words-"),
        "nothing was kept"
    );
    let said = [child, ("consent", "母亲11月6日签字同意")];
    let got = upload(&staff, &[("a.jpg", &picture(40))], &said).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
}

#[tokio::test]
async fn the_staff_reading_their_own_article_are_not_counted() {
    let park = with_an_article("published").await;
    let staff = park.person(11, Role::Staff, &[]).await;
    let fresh = || park.house.public.views.fresh(Id(501));
    let read = async |person: &Person<'_>, header: (&str, &str)| {
        let request = person
            .request("GET", "/articles/wall")
            .header(header::USER_AGENT, PHONE)
            .header(header.0, header.1);
        park.send(request.body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(read(&staff, ("accept", "*/*")).await, StatusCode::OK);
    assert_eq!(fresh(), 0);
    let visitor = park.visitor();
    assert_eq!(
        read(&visitor, ("sec-purpose", "prefetch")).await,
        StatusCode::OK
    );
    assert_eq!(
        read(&visitor, ("purpose", "prefetch")).await,
        StatusCode::OK
    );
    assert_eq!(fresh(), 0);
    assert_eq!(read(&visitor, ("accept", "*/*")).await, StatusCode::OK);
    assert_eq!(fresh(), 1);
    read(&visitor, ("accept", "*/*")).await;
    read(&staff, ("accept", "*/*")).await;
    assert_eq!(fresh(), 1);
}

#[tokio::test]
async fn a_manager_writes_the_parks_words_and_they_stand_at_once() {
    const PATH: &str = "/settings/park";
    let park = an_empty_park().await;
    let manager = park.person(11, Role::Manager, &[]).await;
    let staff = park.person(12, Role::Staff, &[]).await;
    assert_eq!(staff.opens(PATH).await.status, StatusCode::NOT_FOUND);
    let form = manager.opens(PATH).await.body;
    assert!(
        form.contains("横岗社会创新园"),
        "its name stands there: {form}"
    );

    let said = [
        ("name", "松柏创新园"),
        ("name_en", "Songbai Park"),
        ("operator", "示例服务中心"),
        ("phone", "打给我"),
        ("hours", "周二至周日"),
        ("icp", "粤ICP备12345678号-1"),
    ];
    let wrong = manager.posts(PATH, &said).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("至少5位数字") && wrong.body.contains("打给我"));
    let visitor = park.visitor();
    assert!(
        !visitor
            .opens("/contact")
            .await
            .body
            .contains("示例服务中心")
    );

    let said = said.map(|(name, text)| (name, if name == "phone" { "0755-12345" } else { text }));
    assert_eq!(
        manager.posts(PATH, &said).await.status,
        StatusCode::SEE_OTHER
    );
    let contact = visitor.opens("/contact").await.body;
    for stands in [
        "松柏创新园",
        "示例服务中心",
        "tel:075512345",
        "周二至周日",
        "粤ICP备12345678号-1",
    ] {
        assert!(contact.contains(stands), "{stands} in {contact}");
    }
    let english = visitor
        .request("GET", "/")
        .header(header::ACCEPT_LANGUAGE, "en");
    let english = park.send(english.body(Body::empty()).unwrap()).await.body;
    assert!(english.contains("Songbai Park"), "{english}");
    let trail = base::Ask::Trail {
        kind: String::new(),
        id: None,
        limit: 50,
    };
    let scope = store::Scope::system(park.id, "a test");
    let now = Default::default();
    let lines = park
        .house
        .store
        .ask(&scope, now, vec![trail])
        .await
        .unwrap();
    let base::Answer::Trail(lines) = &lines[0] else {
        panic!("no trail");
    };
    assert!(lines.iter().any(|line| line.actor == Id(11)), "{lines:?}");
}
