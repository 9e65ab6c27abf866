//! A figure with its evidence, its owner, its parts in percent and its versions.

use base::Role;

use crate::{COUNT, SEVEN, door::year::a_park_with_definitions, json, made, put};

#[tokio::test]
async fn what_lacks_its_evidence_is_counted_and_listed_and_somebody_answers() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let mut pairs = COUNT.to_vec();
    pairs.extend([
        ("e.how", "all"),
        ("e.1.on", "outcome"),
        ("e.1.test", "set"),
        ("owner", "manager21"),
    ]);
    let key = made(&manager, "Proved", &pairs).await;
    // Of the five of 2025, A4 and A6 have no summary.
    let page = manager
        .opens(&format!("/figures/{key}?period=2025"))
        .await
        .body;
    for said in [
        "佐证要求",
        "5 条中 3 条有",
        "2 条没有",
        "责任人",
        "园区主管",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let list = manager
        .opens(&format!("/figures/{key}/things?period=2025&lack=evidence"))
        .await
        .body;
    assert!(list.contains("活动A4") && list.contains("活动A6"), "{list}");
    assert!(
        !list.contains("活动A3") && !list.contains("活动A2"),
        "{list}"
    );
    let got = json(&manager, &format!("/api/v1/figures/{key}?period=2025")).await;
    assert_eq!(got["without_evidence"], 2, "{got}");
    assert_eq!(got["owner"], "manager21");
    let form = manager.opens(&format!("/figures/{key}/define")).await.body;
    assert!(form.contains("name=\"e.1.on\""), "{form}");
}

#[tokio::test]
async fn parts_in_percent_add_to_a_hundred_and_the_page_says_so() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let mut pairs = COUNT.to_vec();
    pairs.extend([
        ("by", "category"),
        ("parts", "hundred"),
        ("share_decimals", "0"),
    ]);
    // 2025-02-28..2025-07-01 by hand: talk 2, drill 2, festival 1; January to 5 March: talk 2.
    let key = made(&manager, "In percent", &pairs).await;
    let page = manager
        .opens(&format!("/figures/{key}?period=2025"))
        .await
        .body;
    for said in ["凑足100%", "2（40%）", "1（20%）"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // Three parts of one each: 34, 33 and 33.
    let page = manager
        .opens(&format!("/figures/{key}?period=2025-03-09..2025-07-01"))
        .await
        .body;
    assert!(
        page.contains("2（67%）") && page.contains("1（33%）"),
        "{page}"
    );
}

#[tokio::test]
async fn a_changed_definition_is_another_version_and_the_former_ones_are_told() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let key = made(&manager, "Twice written", &COUNT).await;
    let change = [
        ("was", key.as_str()),
        ("key", key.as_str()),
        ("over", "records"),
        ("kind", "activities"),
        ("fold", "sum"),
        ("path", "headcount"),
        ("unit", "人次"),
        ("zh", "两次写成"),
        ("en", "Twice written"),
        ("do", "save"),
    ];
    let saved = manager.posts("/figures/define", &change).await;
    assert_eq!(
        saved.to(),
        "/figures/twice_written?done=saved",
        "{}",
        saved.body
    );
    let page = manager.opens("/figures/twice_written/versions").await.body;
    for said in [
        "第 2 版「两次写成」",
        "参与人次（登记）之和",
        "第 1 版「Twice written」",
        "一条计一场",
        "The sum of",
        "The number of",
        "园区主管",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // The report of the year says which versions it stands on.
    let used = [
        ("was", "all_activities"),
        ("key", "all_activities"),
        ("zh", "活动总场次"),
        ("en", "Activities"),
    ];
    let mut pairs = used.to_vec();
    pairs.extend(COUNT);
    pairs.push(("do", "save"));
    manager.posts("/figures/define", &pairs).await;
    let report = manager.opens("/reports/2025").await.body;
    assert!(report.contains("第1版"), "{report}");
}
