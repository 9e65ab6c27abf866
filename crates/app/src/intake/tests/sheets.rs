//! Sheets as they really are, as small tables: what is taken, and what is told at which cell.

use base::Value;

use super::{
    desk::Desk,
    grid::{book, sheet},
};
use crate::intake::{Outcome, recognise};

const ACTIVITIES: &str = "
    活动编号|日期|活动名称|活动类别|我方角色|场次|所属社区|所属项目|参与人次(登记)
    HD-1|2030-01-05|邻里茶话|培训|承办|#1|松柏社区||
    HD-2|2030-01-06|防诈宣讲|宣讲|协助|#1|||";

#[test]
fn titles_orders_synonyms_spellings_and_totals() {
    let activities = "
        横岗创新园2030年度活动台账

        状态|活动主题|序号|活动日期|类别|编号|我方角色|批次
        已完成|茶话一|#1|2030年1月5日|培训|HD-1|承办|１
        已完成|茶话二|#2|2030/1/5|培训|HD-2|承办|#1

        已完成|茶话三|#3|2030.01.05|培训|HD-3|承办|１
        小计|||||||#3
        已完成|茶话四|#4|２０３０－０１－０５|培训|ＨＤ－４|承办|#1
        状态|活动主题|序号|活动日期|类别|编号|我方角色|批次
        已完成|总计划宣讲|#5|@47488|培训|HD-5|承办|#1
        合  计:5场
        制表人:张三 审核人:李四";
    let told = Desk::new().take(&[book("台账.xlsx", [("活动台账(2030)", activities)])]);
    assert_eq!((told.problems, told.warnings), (vec![], vec![]));
    assert_eq!(told.settled.count(Outcome::Added), 5);
    let kind = crate::records::activities::KIND.at("on").unwrap();
    for change in &told.settled.changes {
        let base::Change::Add {
            values, natural, ..
        } = change
        else {
            panic!("{change:?}")
        };
        assert_eq!(values[kind], Some(Value::from("2030-01-05")), "{natural}");
        assert!(natural.starts_with("HD-"), "{natural}");
    }
}

#[test]
fn a_row_that_only_begins_like_a_total_is_a_record() {
    let lines = "
        项目编号|项目名称|立项年度|项目类别
        合计|||
        总计划一号|总计划|#2030|公益创投
        累计100小时表彰|志愿表彰|#2030|公益创投
        累计100|||
        备注|备注式项目|#2030|公益创投";
    let told = Desk::new().take(&[book("项目.xlsx", [("项目台账", lines)])]);
    assert_eq!(told.settled.count(Outcome::Added), 3, "{:?}", told.problems);
}

#[test]
fn one_sheet_an_activity_and_workbooks_in_any_order() {
    let block = "
        横岗创新园活动签到表
        活动编号:HD-1    活动名称:党建:引领
        时间:2030年1月5日 14:30    地点:横岗创新园
        身份|姓名|手机号码|场次
        居民|张三|19900000001|１
        居民|李四||#1
        合计:2人次";
    let apart = "
        活动编号|HD-2|活动名称|防诈宣讲
        姓名|手机号码|签到时间
        张三|19900000001|2030-01-06 09:10";
    let tab = "
        姓名|手机号码
        王五|19900000002
        合计:1人次
        本页签到合计 1 人|";
    let sign_ins = book("签到.xlsx", [("一", block), ("二", apart), ("HD-1", tab)]);
    let ledgers = book("台账.xlsx", [("活动台账", ACTIVITIES)]);
    for books in [[sign_ins.clone(), ledgers.clone()], [ledgers, sign_ins]] {
        let mut desk = Desk::new();
        let told = desk.take(&books);
        assert_eq!((told.problems, told.warnings), (vec![], vec![]));
        let people = desk.records["people"].len();
        assert_eq!((told.settled.count(Outcome::Added), people), (6, 3));
        let again = desk.take(&books);
        assert_eq!(again.counts(), (0, 0, 6));
    }
}

#[test]
fn two_header_rows_groups_above_items() {
    let numbers = |n: usize| {
        (1..=n)
            .map(|n| format!("第{n}题"))
            .collect::<Vec<_>>()
            .join("|")
    };
    let items = |p: &str, n: usize| {
        (1..=n)
            .map(|n| format!("{p}{n}"))
            .collect::<Vec<_>>()
            .join("|")
    };
    let answers = ["#1"; 16].join("|");
    let gap = |n: usize| "|".repeat(n);
    for (upper, lower) in [
        // Groups alone above a whole header.
        (
            format!("||PHQ-9{}GAD-7", gap(9)),
            format!("服务档案编号|日期|{}|{}", items("PHQ", 9), items("GAD", 7)),
        ),
        // What has no items stands in both rows merged, so it is blank below.
        (
            format!("服务档案编号|日期|PHQ-9{}GAD-7", gap(9)),
            format!("||{}|{}", items("PHQ", 9), items("GAD", 7)),
        ),
        // Items by number under their group.
        (
            format!("服务档案编号|日期|PHQ-9{}GAD-7", gap(9)),
            format!("||{}|{}", numbers(9), numbers(7)),
        ),
    ] {
        let lines = format!("2030年筛查\n{upper}\n{lower}\nDA-1|2030-01-05|{answers}\n");
        let mut desk = Desk::new();
        let told = desk.take(&[book("筛查.xlsx", [("心理筛查", &lines)])]);
        assert_eq!((told.problems, told.warnings), (vec![], vec![]), "{lower}");
        let kind = &crate::records::care::screenings::KIND;
        let record = desk.records["screenings"].values().next().unwrap();
        let totals = (
            record.whole(kind, "phq9_total"),
            record.whole(kind, "gad7_total"),
        );
        assert_eq!(totals, (Some(9), Some(7)), "{lower}");
    }
}

#[test]
fn every_kind_of_mistake_is_told_at_its_cell() {
    let units = |row: &str| {
        format!(
            "单位编号|单位名称|单位类型|所属社区|试点单位|我方角色|党建引领|矛盾化解|平安建设|自治法治德治|服务群众|验收结果\n{row}"
        )
    };
    let scores = |row: &str| format!("项目编号|评委|评分项|满分|得分\n{row}");
    let projects = "项目编号|项目名称|立项年度|项目类别|资助金额(元)\nXM-1|邻里|#2030|公益创投|#5";
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("活动台账", ACTIVITIES.replace("2030-01-05", "2030-02-30"), &["B2 no-such-day"]),
        ("活动台账", ACTIVITIES.replace("邻里茶话", ""), &["C2 missing"]),
        ("活动台账", ACTIVITIES.replace("HD-2", "HD-1"), &["A3 duplicate-key"]),
        ("活动台账", ACTIVITIES.replace("承办|#1", "承办|三场半"), &["F2 not-a-number"]),
        ("活动台账", ACTIVITIES.replace("松柏社区", "火星社区"), &["G2 unknown-place"]),
        ("活动台账", ACTIVITIES.replace("松柏社区|", "松柏社区|XM-9"), &["H2 unknown-reference"]),
        ("活动台账", ACTIVITIES.replace("承办|#1", "主持|#1"), &["E2 unknown-choice"]),
        ("签到表", "活动编号|姓名|签到时间\nHD-7|张三|2030-13-01 25:61".to_owned(), &["A2 unknown-reference", "C2 no-such-time"]),
        ("签到表", "活动编号|姓名\nHD-7|".to_owned(), &["A2 unknown-reference", "B2 missing"]),
        ("项目台账", projects.replace("#5", "#-5000"), &["E2 negative"]),
        ("模拟路演评分", scores("XM-9|评委1|表达|#20|#999"), &["A2 unknown-reference", "E2 over-full-marks"]),
        ("枫桥单位", units("FQ2030-1|某小区|小区|松柏社区|否|协助|#120|#19|#19|#20|#18|通过"), &["G2 over-full-marks"]),
        ("心理筛查", "服务档案编号|日期|PHQ1|PHQ2\nDA-1|2030-01-05|#5|#-1\n|2030-01-05|#0|#0".to_owned(), &["A3 missing", "C2 out-of-range", "D2 out-of-range"]),
        ("材料报送", "报送编号|日期|材料类别|材料名称|所属月份|报送单位|份数|状态\nBS-1|2030-01-05|月度服务资料|一月|2030-13|街道平安办|#1|可能已报".to_owned(), &["E2 no-such-month", "H2 unknown-choice"]),
        ("志愿队伍", "队伍编号|队伍名称|成立日期\nZY-1|红马甲|".to_owned(), &["C2 missing"]),
        ("项目指标", "项目编号|指标|单位|目标值|完成值\nXM-8|议事会|次|#5|#5\nXM-9|议事会|次|#5|#5\n|议事会|次|#5|#5".to_owned(), &["A2 unknown-reference", "A3 unknown-reference", "A4 missing"]),
        ("活动台账", ACTIVITIES.replace("邻里茶话", "邻里\u{0}茶话"), &["C2 bad-text"]),
        ("活动台账", ACTIVITIES.replace("承办|#1", "承办|#-1"), &["F2 negative"]),
        ("合同指标", "合同编号|指标|单位|目标值|统计口径\nHT-1|活动|场|若干|no_such".to_owned(), &["A2 unknown-reference", "D2 not-a-number", "E2 unknown-reference"]),
    ];
    for (name, lines, expected) in cases {
        let mut told = Desk::new()
            .take(&[book("一.xlsx", [(name, &lines)])])
            .problems;
        told.sort();
        let expected: Vec<String> = expected
            .iter()
            .map(|e| format!("一.xlsx {name} {e}"))
            .collect();
        assert_eq!(told, expected, "{lines}");
    }
}

#[test]
fn columns_that_are_wrong_missing_or_unknown() {
    let header = |header: &str| format!("{header}\nHD-1|2030-01-05|茶话|培训|承办|5|6");
    for (lines, problems, warnings) in [
        (
            header("活动编号|日期|活动名称|活动类别|我方角色|天气|场次"),
            vec![],
            vec!["F1 unknown-column"],
        ),
        (
            header("活动编号|日期|活动名称|活动类别|我方角色||场次"),
            vec![],
            vec!["F2 unknown-column"],
        ),
        (
            header("活动编号|日期|活动名称|活动类别|我方角色|场次|场次"),
            vec!["G1 duplicate-column"],
            vec![],
        ),
        (
            header("活动编号|日期|活动名称|活动类别|我方角色|批次|场次"),
            vec![],
            vec!["F1 unknown-column"],
        ),
        (
            header("活动编号|日期|活动名称|活动类别|天气|场次|序号"),
            vec!["A1 missing-column"],
            vec!["E1 unknown-column"],
        ),
    ] {
        let told = Desk::new().take(&[book("一.xlsx", [("活动台账", &lines)])]);
        let at = |list: Vec<&str>| -> Vec<String> {
            list.into_iter()
                .map(|e| format!("一.xlsx 活动台账 {e}"))
                .collect()
        };
        assert_eq!(
            (told.problems, told.warnings),
            (at(problems), at(warnings)),
            "{lines}"
        );
    }
}

#[test]
fn sheets_nobody_knows_and_sheets_known_by_columns_or_by_name() {
    let tutored = "项目编号|日期|辅导老师|内容\nXM-1|2030-01-05|张三|预算";
    let either = "姓名|手机|备注\n张三|1|好";
    let desk = Desk::new();
    for (name, lines, kind) in [
        ("Sheet1", tutored, Some("coaching")),
        ("人员名册2030", either, Some("people")),
        ("说明", "请按下面的要求填写\n谢谢", None),
        ("会议室", "周一|周二|周三\n甲|乙|丙", None),
    ] {
        let found = recognise(&desk.catalogue, &book("一.xlsx", [(name, lines)]));
        assert_eq!(found.seen.first().map(|s| s.kind.name), kind, "{name}");
        assert_eq!(
            found.problems.is_empty(),
            kind.is_some(),
            "{name}: {:?}",
            found.problems
        );
    }
    let both = book(
        "一.xlsx",
        [("说明", "请填写|下表\n谢|谢"), ("辅导记录", tutored)],
    );
    let found = recognise(&desk.catalogue, &both);
    let told: Vec<_> = found
        .warnings
        .iter()
        .map(|w| (w.code.as_str(), w.place.sheet.as_str()))
        .collect();
    assert_eq!(
        (found.problems.len(), told),
        (0, vec![("unknown-sheet", "说明")])
    );
    let empty = recognise(&desk.catalogue, &book("一.xlsx", [("Sheet1", "")]));
    assert_eq!(empty.problems[0].code.as_str(), "empty-sheet");
}

#[test]
fn names_may_be_labels_and_two_of_one_label_are_told() {
    let projects = "
        项目编号|项目名称|立项年度|项目类别
        XM-1|邻里厨房|#2030|公益创投
        XM-2|客家山歌|#2030|公益创投
        XM-3|客家山歌|#2030|公益创投";
    let activities = |project: &str| {
        format!(
            "活动编号|日期|活动名称|活动类别|我方角色|所属项目\nHD-1|2030-01-05|茶话|培训|承办|{project}"
        )
    };
    for (project, told) in [
        ("邻里厨房", vec![]),
        ("ｘｍ－１", vec![]),
        ("客家山歌", vec!["一.xlsx 活动台账 F2 ambiguous-reference"]),
    ] {
        let lines = activities(project);
        let one = book("一.xlsx", [("活动台账", &lines), ("项目台账", projects)]);
        assert_eq!(Desk::new().take(&[one]).problems, told, "{project}");
        // The same when the projects are there already.
        let mut desk = Desk::new();
        assert!(
            desk.take(&[book("零.xlsx", [("项目台账", projects)])])
                .problems
                .is_empty()
        );
        let later = desk
            .take(&[book("一.xlsx", [("活动台账", &lines)])])
            .problems;
        assert_eq!(later, told, "{project}, there already");
    }
}

#[test]
fn changed_rows_change_and_columns_not_given_stay() {
    let mut desk = Desk::new();
    assert!(
        desk.take(&[book("一.xlsx", [("活动台账", ACTIVITIES)])])
            .problems
            .is_empty()
    );
    let fewer = "活动编号|日期|活动名称|活动类别|我方角色\nHD-1|2030-01-05|邻里茶话会|培训|承办\nHD-2|2030-01-06|防诈宣讲|宣讲|协助";
    let told = desk.take(&[book("一.xlsx", [("活动台账", fewer)])]);
    assert_eq!((told.problems.len(), told.counts()), (0, (0, 1, 1)));
    let kind = &crate::records::activities::KIND;
    let record = &desk.records["activities"]["HD-1"];
    assert_eq!(record.text(kind, "name"), Some("邻里茶话会"));
    assert!(
        record.value(kind, "community").is_some(),
        "a column that is not there clears nothing"
    );
    let cleared = ACTIVITIES.replace("松柏社区", "");
    let told = desk.take(&[book("一.xlsx", [("活动台账", &cleared)])]);
    assert_eq!(told.counts(), (0, 1, 1), "a blank cell does");
    assert!(
        desk.records["activities"]["HD-1"]
            .value(kind, "community")
            .is_none()
    );
}

#[test]
fn rows_that_point_round_in_a_circle_are_told_and_forward_ones_found() {
    let people = |a: &str, b: &str| format!("姓名|手机|与谁是同一人\n张三|1|{a}\n张三三|2|{b}");
    let forward = Desk::new().take(&[book("一.xlsx", [("人员名册", &people("张三三", ""))])]);
    assert_eq!(forward.problems, Vec::<String>::new());
    let circle = Desk::new().take(&[book("一.xlsx", [("人员名册", &people("张三三", "张三"))])]);
    assert_eq!(circle.problems, ["一.xlsx 人员名册 C3 unknown-reference"]);
}

#[test]
fn no_grid_makes_it_stumble() {
    use proptest::prelude::*;
    let cell = prop_oneof![
        Just(String::new()),
        Just("活动编号".to_owned()),
        Just("姓名".to_owned()),
        Just("手机".to_owned()),
        Just("日期:2030".to_owned()),
        Just("合计".to_owned()),
        Just("#1e300".to_owned()),
        Just("@-7".to_owned()),
        "[ -~一-龥:：()（）]{0,6}".prop_map(|text| text.replace(['#', '@', '|'], "")),
    ];
    let row = prop::collection::vec(cell, 0..6).prop_map(|cells| cells.join("|"));
    let grid = prop::collection::vec(row, 0..12).prop_map(|rows| rows.join("\n"));
    proptest!(ProptestConfig::with_cases(64), |(lines in grid, name in "[签到表活动0-9]{0,5}")| {
        let workbook = papers::workbook::Workbook {
            name: "一.xlsx".to_owned(),
            sheets: vec![sheet(&name, &lines)],
        };
        let mut desk = Desk::new();
        let told = desk.take(std::slice::from_ref(&workbook));
        if told.problems.is_empty() {
            prop_assert_eq!(desk.take(&[workbook]).counts().0, 0, "taken twice");
        }
    });
}
