//! What cannot be counted is said in clear words, and nothing typed is lost.

use base::{Role, Value};

use crate::{COUNT, SEVEN, door::year::a_park_with_definitions, made, put};

#[tokio::test]
async fn what_cannot_be_is_said_in_clear_words_and_nothing_typed_is_lost() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    // Round about: the first of the second, the second of the first.
    let first = made(&manager, "Round one", &COUNT).await;
    let second = made(
        &manager,
        "Round two",
        &[("over", "figures"), ("fold", "same"), ("of", &first)],
    )
    .await;
    let round = [
        ("was", first.as_str()),
        ("key", first.as_str()),
        ("over", "figures"),
        ("fold", "same"),
        ("of", second.as_str()),
        ("zh", "兜圈子"),
        ("en", "Round one"),
        ("do", "save"),
    ];
    let refused = manager.posts("/figures/define", &round).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(
        refused.body.contains("用到了它自己") && refused.body.contains("兜圈子"),
        "{}",
        refused.body
    );
    // Nothing below the line is no number.
    let none = [
        COUNT.as_slice(),
        &[
            ("c.how", "all"),
            ("c.1.on", "category"),
            ("c.1.test", "is"),
            ("c.1.value", "camp"),
        ],
    ]
    .concat();
    let none = made(&manager, "No camps", &none).await;
    let ratio = made(
        &manager,
        "Over none",
        &[
            ("over", "figures"),
            ("fold", "ratio"),
            ("of", &first),
            ("to_figure", &none),
            ("unit", "%"),
        ],
    )
    .await;
    let page = manager
        .opens(&format!("/figures/{ratio}?period=2025"))
        .await
        .body;
    assert!(page.contains("除数为零") && !page.contains("NaN"), "{page}");
    // A field that is not there: the form keeps its name and what was asked of it.
    let mut gone = COUNT.to_vec();
    gone.extend([
        ("c.how", "all"),
        ("c.1.on", "colour"),
        ("c.1.test", "is"),
        ("c.1.value", "red"),
        ("zh", "看颜色"),
        ("do", "save"),
    ]);
    let refused = manager.posts("/figures/define", &gone).await;
    assert_eq!(refused.status.as_u16(), 422);
    for kept in ["value=\"colour\" selected", "已没有，或不能看", "看颜色"] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    // One kept that no longer fits is left out, told, and opens in the form.
    let body = "key = \"unfit\"\nzh = \"过时的\"\nen = \"Outdated\"\nkind = \"activities\"\nfold = \"count\"\nwhere = { field = \"colour\", is = \"red\" }\n";
    park.put_one(
        "definitions",
        990,
        "unfit",
        &[
            ("key", Value::from("unfit")),
            ("zh", Value::from("过时的")),
            ("en", Value::from("Outdated")),
            ("body", Value::from(body)),
            ("version", Value::Whole(1)),
        ],
    )
    .await;
    assert!(
        manager
            .opens("/figures")
            .await
            .body
            .contains("/figures/unfit/define")
    );
    let form = manager.opens("/figures/unfit/define").await;
    assert_eq!(form.status.as_u16(), 422);
    assert!(
        form.body.contains("value=\"colour\" selected") && form.body.contains("过时的"),
        "{}",
        form.body
    );
    // A ledger that is not the manager's to read: said, not shown.
    let care = manager.opens("/figures/screened_persons/define").await;
    assert_eq!(care.status.as_u16(), 400);
    assert!(care.body.contains("不能看的台账"), "{}", care.body);
}

#[tokio::test]
async fn what_is_counted_may_be_chosen_anew_and_nothing_typed_is_lost() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let typed = [
        ("fold", "count"),
        ("unit", "朵"),
        ("zh", "数不着的"),
        ("c.how", "any"),
        ("c.1.on", "status"),
        ("c.1.test", "is"),
        ("c.1.value", "completed"),
    ];
    // A ledger that is not theirs to read, and one that is not there.
    for kind in ["screenings", "own_gone"] {
        let mut pairs = typed.to_vec();
        pairs.extend([("over", "records"), ("kind", kind), ("do", "save")]);
        let refused = manager.posts("/figures/define", &pairs).await;
        assert_eq!(refused.status.as_u16(), 422, "{kind}");
        assert!(refused.body.contains("哪个台账"), "{}", refused.body);
        for (name, value) in typed {
            assert_eq!(refused.hidden(name), value, "{kind}");
        }
    }
    // A mistaken turn to other figures and back.
    let mut pairs = typed.to_vec();
    pairs.extend([("over", "figures"), ("kind", "activities"), ("do", "again")]);
    let turned = manager.posts("/figures/define", &pairs).await;
    assert_eq!(turned.hidden("kind"), "activities");
    assert_eq!(turned.hidden("c.1.value"), "completed");
    assert!(turned.body.contains("数不着的"), "{}", turned.body);
}

#[tokio::test]
async fn a_field_behind_a_link_that_is_not_theirs_is_not_told_of() {
    let park = a_park_with_definitions().await;
    put(&park, &SEVEN).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    // Screenings point at people; what they hold is not the manager's to read.
    let mut pairs = vec![
        ("over", "records"),
        ("kind", "people"),
        ("c.how", "all"),
        ("c.1.on", "<screenings.person"),
        ("c.1.of.1.on", "band"),
        ("c.1.of.1.test", "is"),
        ("c.1.of.1.value", "severe"),
        ("fold", "count"),
        ("unit", "人"),
        ("zh", "查出来的人"),
    ];
    pairs.push(("do", "save"));
    let refused = manager.posts("/figures/define", &pairs).await;
    assert_eq!(refused.status.as_u16(), 422, "{}", refused.body);
    for kept in ["查出来的人", "已没有，或不能看"] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    assert!(!refused.body.contains("现在是"), "no value of it is shown");
}
