//! How long a year of sign-ins takes. Run by hand: `cargo test --release -p app speed -- --ignored --nocapture`.

use std::time::Duration;

use papers::{
    cell::Cell,
    workbook::{Row, Sheet, Workbook},
};

use super::desk::Desk;

/// One sheet of this many sign-ins of a fifth as many people, and the activities they belong to.
pub fn workbook(rows: u32) -> Workbook {
    let line = |number: u32, cells: Vec<Cell>| Row {
        number,
        cells: (0..).zip(cells).collect(),
    };
    let texts = |texts: &[&str]| texts.iter().map(|t| Cell::text(t)).collect::<Vec<_>>();
    let mut sign_ins = vec![line(
        1,
        texts(&[
            "活动编号",
            "场次",
            "姓名",
            "手机",
            "身份",
            "街道",
            "单位/社区",
            "签到时间",
        ]),
    )];
    for n in 0..rows {
        let person = n % (rows / 5).max(1);
        sign_ins.push(line(
            n + 2,
            vec![
                Cell::text(&format!("HD2030-{:04}", n % 400)),
                Cell::Number(1.0),
                Cell::text(&format!("张某{person}")),
                Cell::text(&format!("199{person:08}")),
                Cell::text("居民"),
                Cell::text("横岗街道"),
                Cell::text("松柏社区"),
                Cell::text("2030-02-20 14:15"),
            ],
        ));
    }
    let mut activities = vec![line(
        1,
        texts(&["活动编号", "日期", "活动名称", "活动类别", "我方角色"]),
    )];
    for n in 0..400 {
        let number = format!("HD2030-{n:04}");
        activities.push(line(
            n + 2,
            texts(&[&number, "2030-02-20", "茶话", "培训", "承办"]),
        ));
    }
    let sheet = |name: &str, rows| Sheet {
        name: name.to_owned(),
        hidden: false,
        rows,
        merged: Vec::new(),
    };
    Workbook {
        name: "2030.xlsx".to_owned(),
        sheets: vec![sheet("签到表", sign_ins), sheet("活动台账", activities)],
    }
}

#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_sign_ins() {
    let workbook = workbook(100_000);
    let mut desk = Desk::new();
    for _ in 0..2 {
        let start = busy();
        let found = crate::intake::recognise(&desk.catalogue, &workbook);
        let recognised = busy() - start;
        let settled = desk.settle(found.rows);
        println!(
            "recognised in {recognised:?}, with settling {:?}",
            busy() - start
        );
        assert!(settled.problems.is_empty());
        desk.apply(settled.changes);
    }
}

/// How long this thread has had a processor: a busy machine does not count against it.
fn busy() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told.split(' ').next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}
