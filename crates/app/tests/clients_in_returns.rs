//! What a return tells of clients: numbers of a month, never one to four, and none from which a
//! small one could be worked out; nobody who hands it in says more.

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
use door::{Park, Person, returns::later, year::a_park_with_definitions};

/// A park that screened 9, 3, 7 and 8 people in the months from January 2025, and owes a ledger
/// of each.
async fn a_park_that_screens() -> Park {
    let park = a_park_with_definitions().await;
    for (month, many) in [(1, 9), (2, 3), (3, 7), (4, 8)] {
        for n in 1..=many {
            let id = month * 100 + n;
            let number = format!("DA2025-{id}");
            let file = [("number", Value::from(number.as_str()))];
            park.put_one("service_files", id, &number, &file).await;
            let given = [
                ("number", Value::from(number.as_str())),
                ("on", Value::from(format!("2025-{month:02}-15"))),
                ("file", Value::Whole(id)),
            ];
            park.put_one("screenings", id, &number, &given).await;
        }
        let number = format!("BS2025-{month}");
        let due = [
            ("number", Value::from(number.as_str())),
            ("category", Value::from("ledger")),
            ("name", Value::from(format!("{month}月台账"))),
            ("for_period", Value::from(format!("2025-{month:02}"))),
            ("recipient", Value::from("街道平安办")),
            ("due", Value::from("2025-12-31")),
            ("copies", Value::Whole(1)),
            ("state", Value::from("due")),
        ];
        park.put_one("returns", 800 + month, &number, &due).await;
    }
    let text = [
        ("code", Value::from("ledger")),
        ("name", Value::from("台账")),
        ("rhythm", Value::from("month")),
        ("due_after", Value::Whole(5)),
        ("title", Value::from("{period}台账")),
        (
            "body",
            Value::from("筛查{screened_persons}。\n清单：{screened_persons}"),
        ),
    ];
    park.put_one("return_types", 700, "ledger", &text).await;
    park
}

async fn press(person: &Person<'_>, id: i64, step: &str, said: &str) {
    let desk = format!("/returns/{id}");
    let since = person.opens(&desk).await.hidden("since");
    let pairs = [("since", since.as_str()), ("said.screened_persons", said)];
    let got = person.posts(&format!("{desk}/{step}"), &pairs).await;
    assert_eq!(got.status.as_u16(), 303, "{step} {said}: {}", got.body);
}

async fn handed_in(park: &Park, manager: &Person<'_>, by: &Person<'_>, id: i64, said: &str) {
    for step in ["draft", "check", "confirm", "sign"] {
        later(park);
        press(manager, id, step, said).await;
    }
    press(by, id, "hand-in", "").await;
}

fn text(desk: &str) -> String {
    let at = desk
        .find("筛查")
        .unwrap_or_else(|| panic!("no text in {desk}"));
    desk[at..].chars().take(400).collect()
}

#[tokio::test]
async fn a_month_is_told_and_a_small_number_is_not_nor_is_it_left_alone() {
    let park = a_park_that_screens().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let counsellor = park.person(22, Role::Counsellor, &[]).await;
    let office = park.person(23, Role::StreetOffice, &[]).await;
    for (id, said) in [(801, "9人"), (802, "不足5人"), (803, "—"), (804, "8人")] {
        handed_in(&park, &manager, &counsellor, id, said).await;
        for person in [&manager, &office] {
            let desk = person.opens(&format!("/returns/{id}")).await.body;
            assert!(
                text(&desk).contains(&format!(">{said}<")),
                "{id} {said}: {desk}"
            );
            // No list names a client, for nobody.
            assert!(!desk.contains("DA2025-"), "{desk}");
        }
    }
    // Who may open the files sees what was held fast, and no list either.
    let desk = counsellor.opens("/returns/802").await.body;
    assert!(
        text(&desk).contains(">3人<") && !desk.contains("DA2025-"),
        "{desk}"
    );
    // What went on record is what anybody may be told, whoever handed it in.
    let given = manager.opens("/api/v1/given_out").await.body;
    for said in ["9人", "不足5人", "—", "8人"] {
        assert!(
            given.contains(&format!("\"said\":\"{said}\"")),
            "{said} in {given}"
        );
    }
    assert!(
        !given.contains("\"3人\"") && !given.contains("\"7人\""),
        "{given}"
    );
    // The pages of figures tell whole years, as before.
    let page = manager
        .opens("/figures/screened_persons?period=2025-01")
        .await
        .body;
    assert!(page.contains("只按全园整年给出"), "{page}");
}
