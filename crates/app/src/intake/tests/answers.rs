//! Item answers that are changed in part, or go to another file: what is kept counts on.

use base::{Answer, Ask, Id, Record, Selection, Sort, Value};
use store::{Moment, WriteError};

use super::park::{Park, csv, given, lines};
use crate::{
    intake::{Aim, take},
    records::KINDS,
};

async fn screening(park: &Park) -> Record {
    let ask = Ask::Rows {
        selection: Selection::all("screenings"),
        sort: Sort::default(),
        after: None,
        limit: 10,
    };
    let rows = park.store.ask(&park.scope, Moment::Now, vec![ask]).await;
    let mut rows: Vec<_> = rows.unwrap().into_iter().flat_map(Answer::many).collect();
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// PHQ-9 total, its band, whether item 9 is positive, GAD-7 total.
fn says(record: &Record) -> (Option<i64>, Option<&str>, Option<bool>, Option<i64>) {
    let kind = KINDS.iter().find(|k| k.name == "screenings").unwrap();
    (
        record.whole(kind, "phq9_total"),
        record.text(kind, "phq9_band"),
        kind.at("phq9_item9")
            .map(|at| record.values[at] == Some(Value::from(true))),
        record.whole(kind, "gad7_total"),
    )
}

async fn screened(park: &Park) -> Id {
    let items = |name, n| (1..=n).map(move |n| format!("{name}{n}"));
    let items: Vec<String> = items("PHQ", 9).chain(items("GAD", 7)).collect();
    let sheet = format!(
        "服务档案编号,日期,{}\nDA2030-001,2030-01-05,{}\n",
        items.join(","),
        ["1"; 16].join(",")
    );
    let report = park
        .import(&[csv("心理筛查.csv", &sheet)], &park.options())
        .await;
    assert_eq!((lines(&report), report.added), (vec![], 1));
    let record = screening(park).await;
    assert_eq!(says(&record), (Some(9), Some("mild"), Some(true), Some(7)));
    record.id
}

async fn change(park: &Park, id: Id, fields: &[(&str, &str)]) -> Result<(), WriteError> {
    let aim = Aim::Change { id, since: 0 };
    let row = given("screenings", aim, fields.iter().copied());
    take(&park.store, &park.taking(), vec![row]).await.map(drop)
}

#[tokio::test]
async fn one_answer_changed_is_added_up_with_those_kept() {
    let park = Park::new().await;
    let id = screened(&park).await;
    change(&park, id, &[("PHQ1", "2")]).await.unwrap();
    let told = screening(&park).await;
    assert_eq!(
        says(&told),
        (Some(10), Some("moderate"), Some(true), Some(7))
    );
    change(&park, id, &[("GAD1", "3")]).await.unwrap();
    let told = screening(&park).await;
    assert_eq!(
        says(&told),
        (Some(10), Some("moderate"), Some(true), Some(9))
    );
    change(&park, id, &[("followed_up_on", "2030-02-01")])
        .await
        .unwrap();
    let told = screening(&park).await;
    assert_eq!(
        says(&told),
        (Some(10), Some("moderate"), Some(true), Some(9))
    );
}

#[tokio::test]
async fn a_sheet_of_one_instrument_leaves_the_other_as_it_is() {
    let park = Park::new().await;
    screened(&park).await;
    let sheet = "服务档案编号,日期,GAD1,GAD2\nDA2030-001,2030-01-05,2,2\n";
    let report = park
        .import(&[csv("心理筛查.csv", sheet)], &park.options())
        .await;
    assert_eq!((lines(&report), report.changed), (vec![], 1));
    let told = screening(&park).await;
    assert_eq!(says(&told), (Some(9), Some("mild"), Some(true), Some(9)));
}

#[tokio::test]
async fn a_screening_of_another_file_takes_its_answers_along() {
    let park = Park::new().await;
    let id = screened(&park).await;
    change(&park, id, &[("number", "DA2030-002")])
        .await
        .unwrap();
    let told = screening(&park).await;
    assert_eq!(says(&told), (Some(9), Some("mild"), Some(true), Some(7)));
    change(&park, id, &[("PHQ9", "0")]).await.unwrap();
    let told = screening(&park).await;
    assert_eq!(
        says(&told),
        (Some(8), Some("mild"), Some(false), Some(7)),
        "the answers open under the second file's key"
    );
}
