//! What a program is answered when it writes is what it reads afterwards: it is told from the
//! receipt, and nothing was read back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod door;

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use base::{Id, Role, Value};
use door::{Got, Park, an_empty_park};
use serde_json::{Value as Json, json};

const STREET: i64 = 71;
const COMMUNITY: i64 = 72;

async fn a_park() -> Park {
    let park = an_empty_park().await;
    let areas = [
        (STREET, "440307017", "横岗街道", "street", None),
        (
            COMMUNITY,
            "440307017018",
            "松柏社区",
            "community",
            Some(STREET),
        ),
    ];
    for (id, code, name, level, parent) in areas {
        let mut given = vec![
            ("code", Value::from(code)),
            ("name", name.into()),
            ("level", level.into()),
        ];
        given.extend(parent.map(|parent| ("parent", Value::from(Id(parent)))));
        park.put_one("areas", id, code, &given).await;
    }
    park
}

#[tokio::test]
async fn what_is_answered_is_what_is_read_afterwards() {
    let park = a_park().await;
    let owner = park.person(11, Role::Owner, &[]).await;
    let community = park.person(12, Role::Community, &[COMMUNITY]).await;
    let activity = |number: &str| {
        json!({"number": number, "on": "2022-07-06", "name": "  灯会 ", "category": "talk",
            "own_role": "host", "headcount": 37, "community": "松柏社区"})
    };
    let sign_in =
        json!({"activity": "HD-1", "name": "张三", "phone": "138 0013 8000", "unit": "松柏社区"});
    let visit = json!({"number": "ZF-1", "on": "2022-07-06", "purpose": "supervision",
        "round_number": 1, "own_role": "organiser", "community": "松柏社区", "attended": 5});
    let cases = [
        (&owner, "activities", activity("HD-1")),
        // A record that is made with it, an order among others, a default.
        (&owner, "attendance", sign_in.clone()),
        (&owner, "attendance", sign_in),
        // Several links, a round made or found.
        (&owner, "visits", visit),
        (
            &owner,
            "people",
            json!({"name": "李四", "phone": "13900139000"}),
        ),
        // Somebody with bounds, who does not see every field.
        (&community, "activities", activity("HD-2")),
    ];
    for (n, (person, kind, fields)) in cases.into_iter().enumerate() {
        let send = async |method: &str, path: &str, key: String, body: Json| -> Got {
            let request = person
                .request(method, path)
                .header(header::CONTENT_TYPE, "application/json")
                .header("x-form-token", &person.form_token)
                .header("idempotency-key", key);
            park.send(request.body(Body::from(body.to_string())).unwrap())
                .await
        };
        let path = format!("/api/v1/{kind}");
        let body = json!({ "fields": fields });
        let made = send("POST", &path, format!("{n}"), body.clone()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{kind}: {}", made.body);
        let at = made.to().to_owned();
        let read = person.opens(&at).await;
        let mark = |got: &Got| got.headers[header::ETAG].clone();
        assert_eq!(
            (&made.body, mark(&made)),
            (&read.body, mark(&read)),
            "{kind}"
        );
        let again = send("POST", &path, format!("{n}"), body).await;
        assert_eq!(again.body, read.body, "{kind} sent again");
        let change = json!({"since": mark(&read).to_str().unwrap(), "fields": {"notes": "补记"}});
        let changed = send("PATCH", &at, format!("{n} again"), change).await;
        if changed.status == StatusCode::OK {
            assert_eq!(changed.body, person.opens(&at).await.body, "{kind} changed");
            assert_ne!(changed.body, made.body, "{kind} changed");
        } else {
            let known = [StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY];
            assert!(known.contains(&changed.status), "{kind}: {}", changed.body);
        }
    }
}
