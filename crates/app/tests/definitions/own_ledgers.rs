//! A ledger of the park's own is like those built in.

use base::Role;

use crate::door::an_empty_park;

#[tokio::test]
async fn a_ledger_of_the_parks_own_is_a_ledger_like_any_other() {
    let park = an_empty_park().await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let form = [
        ("zh", "钥匙借用"),
        ("en", "Keys lent"),
        ("unit", "次"),
        ("work", "people"),
        ("rights", "work"),
        ("f.1.zh", "编号"),
        ("f.1.holds", "text"),
        ("f.2.zh", "借出日期"),
        ("f.2.holds", "day"),
        ("f.3.zh", "房间"),
        ("f.3.holds", "choice"),
        ("f.3.choices", "大厅、议事厅"),
        ("key", "f1"),
        ("when", "f2"),
        ("do", "save"),
    ];
    let made = manager.posts("/settings/ledgers/new", &form).await;
    assert_eq!(
        made.to(),
        "/records/own_keys_lent?done=saved",
        "{}",
        made.body
    );
    let one = [("f1", "YS-01"), ("f2", "2025年3月6日"), ("f3", "大厅")];
    let added = manager.posts("/records/own_keys_lent/new", &one).await;
    assert!(
        added.to().starts_with("/records/own_keys_lent/"),
        "{}",
        added.body
    );
    let list = manager.opens("/records/own_keys_lent").await.body;
    for said in ["YS-01", "2025-03-06", "大厅"] {
        assert!(list.contains(said), "{said}");
    }
    let count = [
        ("over", "records"),
        ("kind", "own_keys_lent"),
        ("c.how", "all"),
        ("c.1.on", "f3"),
        ("c.1.test", "is"),
        ("c.1.value", "c1"),
        ("fold", "count"),
        ("zh", "大厅借用"),
        ("en", "Hall keys"),
        ("do", "save"),
    ];
    assert_eq!(
        manager.posts("/figures/define", &count).await.to(),
        "/figures/hall_keys?done=saved"
    );
    let got = manager.opens("/api/v1/figures/hall_keys?period=2025").await;
    let got: serde_json::Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!(got["value"], "1");
    // A field that a figure names cannot be put aside; another can, and comes back.
    let mut later = form.to_vec();
    later.extend([
        ("f.1.name", "f1"),
        ("f.2.name", "f2"),
        ("f.3.name", "f3"),
        ("f.3.retired", "yes"),
    ]);
    let refused = manager
        .posts("/settings/ledgers/own_keys_lent", &later)
        .await;
    assert_eq!(refused.status.as_u16(), 422, "a figure stands on it");
    let member = park.person(22, Role::Staff, &[]).await;
    assert_eq!(
        member.opens("/records/own_keys_lent").await.status.as_u16(),
        200
    );
    assert_eq!(member.opens("/settings/ledgers").await.status.as_u16(), 404);
}
