//! Definitions go out as one file and come in whole, or begin from a template.

use base::Role;

use crate::{
    SEVEN,
    door::{Got, Person, year::a_park_with_definitions},
    json, put,
};

/// A file sent as a browser does.
async fn uploads(who: &Person<'_>, text: &str) -> Got {
    let mut body = String::new();
    for (name, value) in [
        ("token", who.form_token.as_str()),
        ("once", &seal::token::fresh()),
    ] {
        body += &format!(
            "--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    body += &format!(
        "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"d.toml\"\r\nContent-Type: application/toml\r\n\r\n{text}\r\n--line--\r\n"
    );
    let request = who
        .request("POST", "/figures/import")
        .header("content-type", "multipart/form-data; boundary=line");
    who.park
        .send(request.body(axum::body::Body::from(body)).unwrap())
        .await
}

#[tokio::test]
async fn all_definitions_go_out_as_one_file_and_come_in_whole_or_with_every_fault_told() {
    let park = a_park_with_definitions().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let file = manager.opens("/figures/file").await.body;
    assert!(file.contains("key = \"all_activities\""), "{file}");
    let all = file.matches("[[figure]]").count();
    let same = uploads(&manager, &file).await;
    assert_eq!(
        same.to(),
        format!("/figures/import?added=0&changed=0&same={all}"),
        "{}",
        same.body
    );
    let changed = file.replace("zh = \"心理测评人数\"", "zh = \"测评人数\"");
    let more = "\n[[figure]]\nkey = \"brought_in\"\nzh = \"带来的\"\nen = \"Brought in\"\nkind = \"teams\"\nfold = \"count\"\n";
    let taken = uploads(&manager, &(changed + more)).await;
    assert!(
        taken.to().starts_with("/figures/import?added=1&"),
        "{}",
        taken.body
    );
    assert!(manager.opens(taken.to()).await.body.contains("新增 1 个"));
    assert_eq!(
        manager.opens("/figures/brought_in").await.status.as_u16(),
        200
    );
    let wrong = "[[figure]]\nkey = \"x\"\nzh = \"甲\"\nen = \"x\"\nkind = \"teams\"\nfold = { sum = \"nothing\" }\n\n[[figure]]\nkey = \"y\"\nzh = \"乙\"\nen = \"y\"\nfold = { same = \"y\" }\n";
    let refused = uploads(&manager, wrong).await;
    assert_eq!(refused.status.as_u16(), 422);
    for said in [
        "第 1 行 「x」",
        "第 8 行 「y」",
        "没有「nothing」这一项",
        "用到了它自己",
    ] {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    assert_eq!(
        manager.opens("/figures/x").await.status.as_u16(),
        404,
        "nothing of it was taken"
    );
    let staff = park.person(22, Role::Staff, &[]).await;
    assert_eq!(staff.opens("/figures/file").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_definition_begins_from_a_template_or_a_whole_set_is_taken() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let page = manager.opens("/figures/templates").await.body;
    for said in [
        "月度服务资料",
        "粤心安月度工作台账",
        "心理援助热线工作报表",
        "合同履约自评",
        "先建这个台账",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let form = manager
        .opens("/figures/define?from=t_month_headcount")
        .await
        .body;
    assert!(
        form.contains("value=\"本月登记参与人次\"") && form.contains("value=\"人次\""),
        "{form}"
    );
    // The ledgers that the hotline's sets count are proposed, made, and the sets taken.
    let refused = manager.posts("/figures/templates/hotline", &[]).await;
    assert_eq!(refused.status.as_u16(), 400, "its ledger is not there yet");
    for (name, says) in [
        ("own_hotline_calls", ["热线来电登记", "通话分钟数"]),
        ("own_hotline_staff", ["热线人员登记", "专职、兼职"]),
    ] {
        let page = manager.opens("/figures/templates").await.body;
        let at = page.find("/settings/ledgers/new?").unwrap();
        let href = page[at..].split('"').next().unwrap().replace("&amp;", "&");
        let proposed = manager.opens(&href).await.body;
        assert!(says.iter().all(|s| proposed.contains(s)), "{proposed}");
        let query = href.split_once('?').unwrap().1;
        let fields = app::front::Fields::read(query.as_bytes()).unwrap();
        let mut pairs: Vec<(&str, &str)> = fields
            .0
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        pairs.push(("do", "save"));
        let saved = manager.posts("/settings/ledgers/new", &pairs).await;
        let made = format!("/records/{name}?done=saved");
        assert_eq!(saved.to(), made, "{}", saved.body);
    }
    for set in [
        "monthly_pack",
        "ledger",
        "hotline",
        "hotline_staff",
        "self_assessment",
    ] {
        let taken = manager
            .posts(&format!("/figures/templates/{set}"), &[])
            .await;
        assert_eq!(
            taken.to(),
            "/figures/templates?done=saved",
            "{set}: {}",
            taken.body
        );
    }
    // By hand: 2 of March 9 and 10, and one of the 3rd.
    let got = json(
        &manager,
        "/api/v1/figures/t_month_activities?period=2025-03",
    )
    .await;
    assert_eq!(got["value"], "3");
    let again = manager.posts("/figures/templates/monthly_pack", &[]).await;
    assert_eq!(
        again.to(),
        "/figures/templates?done=saved",
        "what is there stays"
    );
}
