//! A figure in any stretch of time, beside what it was; with its evidence, its owner, its parts
//! in percent; held against a number that others counted.

// A test stops where it fails.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    missing_docs
)]

mod door;

use base::{Role, Value};
use door::{Park, Person, year::a_park_with_definitions};

/// An activity: number, day, category, heads, perhaps a summary.
type Activity = (&'static str, &'static str, &'static str, i64, &'static str);

const ACTIVITIES: [Activity; 7] = [
    ("A1", "2024-03-06", "talk", 10, "写了"),
    ("A2", "2024-12-30", "talk", 10, ""),
    ("A3", "2025-02-28", "talk", 10, "写了"),
    ("A4", "2025-03-03", "talk", 20, ""),
    ("A5", "2025-03-09", "drill", 30, "写了"),
    ("A6", "2025-03-10", "drill", 40, ""),
    ("A7", "2025-07-01", "festival", 50, "写了"),
];

async fn put(park: &Park) {
    for (n, (number, on, category, heads, summary)) in ACTIVITIES.into_iter().enumerate() {
        let mut activity = vec![
            ("number", Value::from(number)),
            ("on", Value::from(on)),
            ("name", Value::from(format!("活动{number}"))),
            ("category", Value::from(category)),
            ("status", Value::from("completed")),
            ("headcount", Value::Whole(heads)),
        ];
        if !summary.is_empty() {
            activity.push(("outcome", Value::from(summary)));
        }
        park.put_one("activities", 500 + n as i64, number, &activity)
            .await;
    }
}

async fn made(manager: &Person<'_>, name: &str, more: &[(&str, &str)]) -> String {
    let mut pairs = vec![("zh", name), ("en", name), ("do", "save")];
    pairs.extend(more);
    let saved = manager.posts("/figures/define", &pairs).await;
    let key = name.to_lowercase().replace(' ', "_");
    assert_eq!(
        saved.to(),
        format!("/figures/{key}?done=saved"),
        "{}",
        saved.body
    );
    key
}

async fn json(manager: &Person<'_>, path: &str) -> serde_json::Value {
    let got = manager.opens(path).await;
    serde_json::from_str(&got.body).unwrap_or_else(|e| panic!("{path}: {e}: {}", got.body))
}

const COUNT: [(&str, &str); 4] = [
    ("over", "records"),
    ("kind", "activities"),
    ("fold", "count"),
    ("unit", "场"),
];

#[tokio::test]
async fn a_figure_is_had_for_any_stretch_and_told_beside_what_it_was() {
    let park = a_park_with_definitions().await;
    put(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    let key = made(&manager, "Any stretch", &COUNT).await;
    // Counted by hand on the seven above. 2025-03-03 is a Monday.
    for (asked, value, before, last_year) in [
        ("period=2025", "5", "2场，增加3场，增长150.0%", None),
        (
            "period=2025H1",
            "4",
            "1场，增加3场，增长300.0%",
            Some("1场，增加3场，增长300.0%"),
        ),
        (
            "period=2025Q1",
            "4",
            "1场，增加3场，增长300.0%",
            Some("1场，增加3场，增长300.0%"),
        ),
        (
            "period=2025-03",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
        (
            "period=W2025-03-03",
            "2",
            "1场，增加1场，增长100.0%",
            Some("1场，增加1场，增长100.0%"),
        ),
        (
            "period=2025-03-10",
            "1",
            "1场，持平",
            Some("0场，增加1场；当时为零，不算百分比"),
        ),
        (
            "period=2025-01-01..2025-03-09",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
        (
            "span=week&on=2025-03-09",
            "2",
            "1场，增加1场，增长100.0%",
            Some("1场，增加1场，增长100.0%"),
        ),
        (
            "span=up_to&on=2025年3月9日",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
        (
            "span=range&on=2025-03-10&to=2025-03-03",
            "3",
            "1场，增加2场，增长200.0%",
            Some("1场，增加2场，增长200.0%"),
        ),
    ] {
        let got = json(
            &manager,
            &format!(
                "/api/v1/figures/{key}?{}&compare=yes",
                asked
                    .replace('年', "%E5%B9%B4")
                    .replace('月', "%E6%9C%88")
                    .replace('日', "%E6%97%A5")
            ),
        )
        .await;
        assert_eq!(got["value"], value, "{asked}: {got}");
        assert_eq!(got["compared"]["before"]["text"], before, "{asked}: {got}");
        let last = got["compared"]["last_year"]["text"].as_str();
        assert_eq!(last, last_year, "{asked}: {got}");
    }
    let page = manager
        .opens(&format!("/figures/{key}?period=2025-03&compare=yes"))
        .await
        .body;
    for said in [
        "2025年2月：1场，增加2场",
        "2024年3月：1场，增加2场",
        "增加2场",
        "换一段时间",
        "name=\"span\"",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let refused = manager
        .opens(&format!("/figures/{key}?span=day&on=2025-02-30"))
        .await;
    assert_eq!(refused.status.as_u16(), 400);
    assert!(refused.body.contains("日期读不懂"), "{}", refused.body);
    let refused = manager
        .opens(&format!("/figures/{key}?period=2025Q7"))
        .await;
    assert!(refused.body.contains("时段读不懂"), "{}", refused.body);
}

#[tokio::test]
async fn what_lacks_its_evidence_is_counted_and_listed_and_somebody_answers() {
    let park = a_park_with_definitions().await;
    put(&park).await;
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
    put(&park).await;
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
async fn a_number_that_others_counted_is_kept_and_held_against() {
    let park = a_park_with_definitions().await;
    put(&park).await;
    let manager = park.person(21, Role::Manager, &[]).await;
    for (name, on, value) in [
        ("常住人口", "2024-12-31", "20000"),
        ("常住人口", "2025-06-30", "40000"),
        ("满意度", "2025-06-30", "95.37"),
    ] {
        let row = [
            ("name", name),
            ("on", on),
            ("value", value),
            ("unit", "人"),
            ("source", "统计公报（虚构）"),
        ];
        let added = manager.posts("/records/outside_numbers/new", &row).await;
        assert!(
            added.to().starts_with("/records/outside_numbers/"),
            "{}",
            added.body
        );
    }
    let latest = |name: &'static str| {
        [
            ("over", "records"),
            ("kind", "outside_numbers"),
            ("c.how", "all"),
            ("c.1.on", "name"),
            ("c.1.test", "is"),
            ("c.1.value", name),
            ("fold", "last"),
            ("path", "value"),
            ("decimals", "2"),
        ]
    };
    let population = made(&manager, "Population", &latest("常住人口")).await;
    let content = made(&manager, "Content", &latest("满意度")).await;
    let held = made(&manager, "Held all", &COUNT).await;
    let rate = [
        ("over", "figures"),
        ("fold", "rate"),
        ("of", held.as_str()),
        ("to_figure", population.as_str()),
        ("every", "10000"),
        ("decimals", "2"),
    ];
    let rate = made(&manager, "For each ten thousand", &rate).await;
    for (key, period, value) in [
        (&population, "2024", "20000.00"),
        (&population, "2025-05", "20000.00"),
        (&population, "2025", "40000.00"),
        (&content, "2025", "95.37"),
        // 5 of 2025 for 40,000: 1.25; 4 of its first quarter for 20,000: 2.
        (&rate, "2025", "1.25"),
        (&rate, "2025Q1", "2.00"),
    ] {
        let got = json(&manager, &format!("/api/v1/figures/{key}?period={period}")).await;
        assert_eq!(got["value"], value, "{key} {period}: {got}");
    }
    // Before there was a number nothing is divided, and that is said.
    let page = manager
        .opens(&format!("/figures/{rate}?period=2023"))
        .await
        .body;
    assert!(
        page.contains("没有可取值的记录") && !page.contains("NaN"),
        "{page}"
    );
    let page = manager
        .opens(&format!("/figures/{population}/things?period=2025"))
        .await
        .body;
    assert!(
        page.contains("常住人口"),
        "it opens onto the number as it was recorded: {page}"
    );
}

#[tokio::test]
async fn a_changed_definition_is_another_version_and_the_former_ones_are_told() {
    let park = a_park_with_definitions().await;
    put(&park).await;
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

/// A file sent as a browser does.
async fn uploads(who: &Person<'_>, text: &str) -> door::Got {
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
    put(&park).await;
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
    // The ledger that the hotline's set counts is proposed, made, and its set taken.
    let refused = manager.posts("/figures/templates/hotline", &[]).await;
    assert_eq!(refused.status.as_u16(), 400, "its ledger is not there yet");
    let at = page.find("/settings/ledgers/new?").unwrap();
    let href = page[at..].split('"').next().unwrap().replace("&amp;", "&");
    let proposed = manager.opens(&href).await.body;
    assert!(
        proposed.contains("热线来电登记") && proposed.contains("通话分钟数"),
        "{proposed}"
    );
    let query = href.split_once('?').unwrap().1;
    let fields = app::front::Fields::read(query.as_bytes()).unwrap();
    let mut pairs: Vec<(&str, &str)> = fields
        .0
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    pairs.push(("do", "save"));
    let saved = manager.posts("/settings/ledgers/new", &pairs).await;
    assert_eq!(
        saved.to(),
        "/records/own_hotline_calls?done=saved",
        "{}",
        saved.body
    );
    for set in ["monthly_pack", "ledger", "hotline", "self_assessment"] {
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

#[tokio::test]
async fn what_cannot_be_is_said_in_clear_words_and_nothing_typed_is_lost() {
    let park = a_park_with_definitions().await;
    put(&park).await;
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
