//! The whole way into a real database: imports, forms, held rows, undoing.

use std::{collections::BTreeMap, sync::Arc};

use base::{Answer, Ask, Code, Lang, Selection};
use store::{Moment, Write, WriteError};

use super::{
    desk::{files, told},
    park::{Park, csv, given, lines},
};
use crate::{
    intake::{
        Aim, Cell, Given, ImportError, Options, Origin, Part, Report, Step, Taking, Told, hold,
        import, natural, past, preview, take, undo,
    },
    records::KINDS,
};

#[tokio::test]
async fn sample_years_go_into_the_database_once() {
    let park = Park::new().await;
    for name in ["2022", "2021-messy"] {
        let Some(files) = files(name) else { return };
        let report = park.import(&files, &park.options()).await;
        assert_eq!(lines(&report), Vec::<String>::new(), "{name}");
        let rows = report.taken;
        assert!(rows > 1_000, "{name}: {rows}");
        assert_eq!(report.added, rows, "{name}");
        assert!(report.act.is_some());
        let before = park.counts().await;
        let again = park.import(&files, &park.options()).await;
        assert_eq!(
            (again.same, again.added, again.changed),
            (rows, 0, 0),
            "{name}"
        );
        assert_eq!(
            again.act, None,
            "{name}: nothing is written the second time"
        );
        assert_eq!(park.counts().await, before, "{name}");
        let warned: Vec<&str> = again.warnings.iter().map(|w| w.code.as_str()).collect();
        let first: Vec<&str> = report.warnings.iter().map(|w| w.code.as_str()).collect();
        assert_eq!(warned, first, "{name}: what was noticed is noticed again");
        if name == "2021-messy" {
            // The observation visit: 66 registered, 64 rows.
            assert!(first.contains(&"headcount-differs"), "{first:?}");
        }
    }
}

#[tokio::test]
async fn with_mistakes_nothing_is_written_and_held_rows_wait() {
    let Some(files) = files("2022-with-errors") else {
        return;
    };
    let park = Park::new().await;
    let before = park.counts().await;
    let refused = park.import(&files, &park.options()).await;
    assert!(refused.problems.len() >= 24, "{:?}", lines(&refused));
    assert_eq!((refused.taken, refused.act), (0, None));
    assert_eq!(park.counts().await, before);
    let hold_them = Options {
        hold: true,
        ..park.options()
    };
    let report = park.import(&files, &hold_them).await;
    assert!(report.held >= 24 && report.taken > 1_000, "{report:?}");
    let counts = hold::counts(&park.store, &park.scope).await.unwrap();
    assert_eq!(counts.values().sum::<usize>(), report.held);
    assert_eq!(counts.get("screenings"), Some(&3), "G20, O76 and A113");
    let again = park.import(&files, &hold_them).await;
    assert_eq!(again.held, report.held);
    assert_eq!(
        hold::counts(&park.store, &park.scope).await.unwrap(),
        counts
    );
}

#[tokio::test]
async fn a_word_that_a_list_of_choices_does_not_hold_is_told_once() {
    let park = Park::new().await;
    let lines = "活动编号,日期,活动名称,活动类别,我方角色\n\
        HD2030-001,2030-03-01,一,冶理交流,承办\n\
        HD2030-002,2030-03-02,二,冶理交流,承办\n\
        HD2030-003,2030-03-03,三,治理交流,承办\n\
        HD2030-004,2030-03-04,四,茶话会,承办\n";
    let file = csv("活动台账.csv", lines);
    let dry = Options {
        dry_run: true,
        ..park.options()
    };
    let new = |report: &Report| -> Vec<(String, String)> {
        let new = report.warnings.iter().filter(|w| w.code == Code::NewWord);
        new.map(|w| {
            (
                told(w),
                w.message(Lang::Zh).split('：').next().unwrap().to_owned(),
            )
        })
        .collect()
    };
    let seen = new(&park.import(std::slice::from_ref(&file), &dry).await);
    // By hand: 理交流 and the ends make 4 of 5 and 5 pairs less two: 3 in common of 10.
    let at = |row: u32| format!("活动台账.csv 活动台账 D{row} new-word");
    assert_eq!(
        seen,
        [
            (
                at(2),
                "活动类别「冶理交流」，最像「治理交流」（60%）".to_owned()
            ),
            (at(5), "活动类别「茶话会」".to_owned()),
        ]
    );
    park.import(&[file], &park.options()).await;
    let more = lines
        .replace("HD2030", "HD2031")
        .replace("茶话会", "茶话汇");
    let seen = new(&park.import(&[csv("活动台账.csv", &more)], &dry).await);
    let taken = "活动类别「茶话汇」，最像「茶话会」（50%）".to_owned();
    assert_eq!(
        seen,
        [(at(5), taken)],
        "what was taken is known from then on"
    );
}

const ACTIVITIES: &str = "活动编号,日期,活动名称,活动类别,我方角色\n\
    HD2030-001,2030-03-01,邻里茶话,培训,承办\n\
    HD2030-002,2030-03-02,防诈宣讲,宣讲,协助\n";

#[tokio::test]
async fn a_held_row_is_mended_and_taken_with_what_waited_for_it() {
    let park = Park::new().await;
    let wrong = ACTIVITIES.replace("2030-03-02", "2030-02-30");
    let files = [
        csv(
            "签到表.csv",
            "活动编号,姓名,手机\nHD2030-002,张三,13800000001\nHD2030-001,李四,\n",
        ),
        csv("活动台账.csv", &wrong),
    ];
    let hold_them = Options {
        hold: true,
        ..park.options()
    };
    let report = park.import(&files, &hold_them).await;
    assert_eq!(lines(&report), ["活动台账.csv 活动台账 B3 no-such-day"]);
    assert_eq!(
        (report.taken, report.held),
        (2, 2),
        "the activity, and the sign-in to it"
    );
    assert_eq!(
        park.count("people").await,
        1,
        "who waits is not made a person yet"
    );
    for (kind, edits) in [
        (
            "activities",
            vec![("on".to_owned(), "2030年3月2日".to_owned())],
        ),
        ("attendance", Vec::new()),
    ] {
        let held = hold::list(&park.store, &park.scope, park.sealer.as_ref())
            .await
            .unwrap();
        let row = held.iter().find(|row| row.given.kind.name == kind).unwrap();
        let taking = Taking {
            also: row.drops(park.sealer.as_ref()),
            ..park.taking()
        };
        take(&park.store, &taking, vec![row.mended(&edits)])
            .await
            .unwrap();
    }
    assert_eq!(
        hold::counts(&park.store, &park.scope).await.unwrap(),
        BTreeMap::new()
    );
    assert_eq!(
        (
            park.count("activities").await,
            park.count("attendance").await
        ),
        (2, 2)
    );
}

#[tokio::test]
async fn rows_held_once_are_held_no_more_when_the_sheet_is_mended() {
    let park = Park::new().await;
    let hold_them = Options {
        hold: true,
        ..park.options()
    };
    let wrong = csv(
        "活动台账.csv",
        &ACTIVITIES.replace("2030-03-02", "2030-02-30"),
    );
    assert_eq!(park.import(&[wrong], &hold_them).await.held, 1);
    let report = park
        .import(&[csv("活动台账.csv", ACTIVITIES)], &hold_them)
        .await;
    assert_eq!((report.added, report.same, report.held), (1, 1, 0));
    assert_eq!(
        hold::counts(&park.store, &park.scope).await.unwrap(),
        BTreeMap::new()
    );
}

#[tokio::test]
async fn an_import_is_undone_as_one_act_unless_somebody_worked_on_it() {
    let park = Park::new().await;
    park.import(&[csv("活动台账.csv", ACTIVITIES)], &park.options())
        .await;
    let changed =
        ACTIVITIES.replace("邻里茶话", "邻里茶话会") + "HD2030-003,2030-03-03,议事,培训,承办\n";
    let act = park
        .import(&[csv("活动台账.csv", &changed)], &park.options())
        .await
        .act
        .unwrap();
    let listed = past::all(&park.store, &park.scope).await.unwrap();
    assert_eq!((listed[0].act, listed.len()), (act, 2), "newest first");
    assert_eq!((listed[0].added, listed[0].changed), (1, 1));
    assert_eq!(listed[0].files, "活动台账.csv");
    let lines = Ask::Trail {
        kind: String::new(),
        id: None,
        limit: 4,
    };
    let lines = park.store.ask(&park.scope, Moment::Now, vec![lines]).await;
    let Some(Answer::Trail(lines)) = lines.unwrap().into_iter().next() else {
        panic!("no trail")
    };
    let of_it: Vec<&str> = lines
        .iter()
        .filter(|line| line.act == act)
        .map(|line| line.kind.as_str())
        .collect();
    assert_eq!(
        of_it,
        ["kept:imports", "activities", "activities"],
        "one writing"
    );
    undo::undo(&park.store, &park.scope, act).await.unwrap();
    let listed = past::all(&park.store, &park.scope).await.unwrap();
    assert_eq!(listed.len(), 1, "what is undone is off the list");
    let again = undo::undo(&park.store, &park.scope, act).await;
    assert!(matches!(again, Err(undo::UndoError::Nothing)));
    assert_eq!(park.count("activities").await, 2, "what was added is gone");
    let form = given(
        "activities",
        Aim::New,
        [
            ("number", "HD2030-008"),
            ("on", "2030.3.1"),
            ("name", "议事会"),
            ("category", "培训"),
            ("own_role", "承办"),
        ],
    );
    let saved = take(&park.store, &park.taking(), vec![form]).await.unwrap();
    let act = saved.receipt.act;
    let no_import = undo::undo(&park.store, &park.scope, act).await;
    assert!(matches!(no_import, Err(undo::UndoError::Nothing)));
    let same = park
        .import(&[csv("活动台账.csv", ACTIVITIES)], &park.options())
        .await;
    assert_eq!(
        (same.same, same.changed),
        (2, 0),
        "what was changed is back"
    );

    let act = park
        .import(&[csv("活动台账.csv", &changed)], &park.options())
        .await
        .act
        .unwrap();
    let sign_in = csv("签到表.csv", "活动编号,姓名\nHD2030-003,张三\n");
    park.import(&[sign_in], &park.options()).await;
    let refused = undo::undo(&park.store, &park.scope, act).await;
    let Err(undo::UndoError::Since(since)) = refused else {
        panic!("a sign-in needs the activity: {refused:?}")
    };
    let told: Vec<_> = since.iter().map(|s| (s.kind, s.code)).collect();
    assert_eq!(told, [("activities", Code::InUse)]);
    assert_eq!(park.count("activities").await, 4);
}

#[tokio::test]
async fn a_form_adds_once_and_changes_only_what_it_gives() {
    let park = Park::new().await;
    let new = || {
        given(
            "activities",
            Aim::New,
            [
                ("number", "HD2030-009"),
                ("on", "2030.3.1"),
                ("name", "议事会"),
                ("category", "培训"),
                ("place", "横岗创新园"),
                ("own_role", "承办"),
            ],
        )
    };
    let once = Taking {
        key: Some(store::Idempotency {
            key: "k1".to_owned(),
            body_hash: [1; 32],
        }),
        ..park.taking()
    };
    let done = take(&park.store, &once, vec![new()]).await.unwrap();
    let again = take(&park.store, &once, vec![new()]).await.unwrap();
    assert!(again.receipt.replayed && again.ids == done.ids);
    let taken = take(&park.store, &park.taking(), vec![new()]).await;
    let Err(WriteError::Problems(problems)) = taken else {
        panic!("the number is taken: {taken:?}")
    };
    let places: Vec<_> = problems
        .iter()
        .map(|p| (p.code, p.place.field.as_str()))
        .collect();
    assert_eq!(places, [(Code::DuplicateKey, "number")]);

    let id = done.ids[0];
    let change = given(
        "activities",
        Aim::Change { id, since: 0 },
        [("name", "居民议事会")],
    );
    take(&park.store, &park.taking(), vec![change])
        .await
        .unwrap();
    let one = Ask::One {
        kind: "activities".to_owned(),
        id,
    };
    let answers = park
        .store
        .ask(&park.scope, Moment::Now, vec![one])
        .await
        .unwrap();
    let record = answers.into_iter().next().and_then(Answer::one).unwrap();
    let kind = KINDS.iter().find(|k| k.name == "activities").unwrap();
    assert_eq!(record.text(kind, "name"), Some("居民议事会"));
    assert_eq!(
        record.text(kind, "place"),
        Some("横岗创新园"),
        "not given, so it stays"
    );

    let stale = given(
        "activities",
        Aim::Change { id, since: 5 },
        [("name", "别的")],
    );
    let Err(WriteError::Problems(problems)) = take(&park.store, &park.taking(), vec![stale]).await
    else {
        panic!("somebody changed it since")
    };
    assert_eq!(problems[0].code, Code::Changed);
    let look = preview(&park.store, &park.taking(), vec![new()])
        .await
        .unwrap();
    assert_eq!(
        look.problems.len(),
        1,
        "a look ahead tells the same and writes nothing"
    );
}

#[tokio::test]
async fn a_second_sign_in_of_one_person_is_a_second_row() {
    let park = Park::new().await;
    park.import(&[csv("活动台账.csv", ACTIVITIES)], &park.options())
        .await;
    let sign_in = || {
        let fields = [
            ("activity", "HD2030-001"),
            ("name", "张三"),
            ("phone", "１３８00000001"),
        ];
        given("attendance", Aim::New, fields)
    };
    let first = take(&park.store, &park.taking(), vec![sign_in()])
        .await
        .unwrap();
    take(&park.store, &park.taking(), vec![sign_in()])
        .await
        .unwrap();
    assert_eq!(
        (park.count("attendance").await, park.count("people").await),
        (2, 1)
    );
    let aim = Aim::Change {
        id: first.ids[0],
        since: 0,
    };
    let noted = given("attendance", aim, [("notes", "补登")]);
    take(&park.store, &park.taking(), vec![noted])
        .await
        .unwrap();
    assert_eq!(park.count("attendance").await, 2);
    let kind = KINDS.iter().find(|k| k.name == "attendance").unwrap();
    let ask = Ask::Rows {
        selection: Selection::all("attendance"),
        sort: base::Sort::default(),
        after: None,
        limit: 10,
    };
    let rows = park
        .store
        .ask(&park.scope, Moment::Now, vec![ask])
        .await
        .unwrap();
    let rows = rows.into_iter().flat_map(Answer::many);
    let turns: Vec<_> = rows
        .map(|r| {
            (
                natural::natural(kind, &r.values),
                r.text(kind, "notes").is_some(),
            )
        })
        .collect();
    assert!(
        turns.iter().all(|(key, _)| *key == turns[0].0) && turns.iter().any(|(_, noted)| *noted)
    );
}

#[tokio::test]
async fn who_watches_may_cancel_and_a_look_writes_nothing() {
    let park = Park::new().await;
    let files = vec![csv("活动台账.csv", ACTIVITIES)];
    let cancel = Options {
        watch: Arc::new(|step| !matches!(step, Step::Settling { .. })),
        ..park.options()
    };
    let cancelled = import(&park.store, &park.scope, files.clone(), &cancel).await;
    assert!(matches!(cancelled, Err(ImportError::Cancelled)));
    let look = Options {
        dry_run: true,
        ..park.options()
    };
    let report = park.import(&files, &look).await;
    assert_eq!((report.added, report.act), (2, None));
    let wrong = csv(
        "活动台账.csv",
        &ACTIVITIES.replace("2030-03-02", "2030-02-30"),
    );
    let partly = park.import(&[wrong], &look).await;
    assert_eq!((partly.added, partly.wrong, partly.taken), (1, 1, 0));
    assert_eq!(park.count("activities").await, 0);
    let json = report.json(Lang::En);
    assert_eq!(
        (&json["taken"], &json["problems"]),
        (&2.into(), &serde_json::json!([]))
    );
}

#[tokio::test]
async fn what_is_written_meanwhile_is_settled_with() {
    let park = Park::new().await;
    let (store, taking) = (park.store.clone(), park.taking());
    let others = std::sync::Mutex::new(Some((store, taking)));
    // Somebody writes one of the activities just before the writer is asked to take both.
    let write = move |step| {
        let other = matches!(step, Step::Writing { .. }).then(|| others.lock().unwrap().take());
        let Some((store, taking)) = other.flatten() else {
            return true;
        };
        let row = given(
            "activities",
            Aim::New,
            [
                ("number", "HD2030-001"),
                ("on", "2030-03-01"),
                ("name", "别的"),
                ("category", "培训"),
                ("own_role", "承办"),
                ("place", "横岗创新园"),
            ],
        );
        let written = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            runtime.unwrap().block_on(take(&store, &taking, vec![row]))
        });
        written.join().unwrap().unwrap();
        true
    };
    let watched = Options {
        watch: Arc::new(write),
        ..park.options()
    };
    let files = [csv("活动台账.csv", ACTIVITIES)];
    let report = park.import(&files, &watched).await;
    assert_eq!((report.added, report.changed, report.same), (1, 1, 0));
    assert_eq!(park.count("activities").await, 2);
    let again = park.import(&files, &park.options()).await;
    assert_eq!(again.same, 2);
}

#[test]
fn a_row_whose_words_are_let_go_still_knows_where_its_cells_stand() {
    let kind = KINDS.iter().find(|k| k.name == "attendance").unwrap();
    let part = |name: &str| Part::of(kind, name).unwrap();
    let told = |name: &str, row, column| Told {
        part: part(name),
        row,
        column,
        cell: Cell::text("张三"),
    };
    let origin = Origin {
        gives: vec![(part("name"), 2), (part("phone"), 4), (part("unit"), 5)],
        ..Origin::default()
    };
    // The phone is blank; the activity stands in the title block, in row 2.
    let cells = vec![
        told("name", 9, 2),
        told("unit", 9, 5),
        told("activity", 2, 1),
    ];
    let before = Given {
        kind,
        origin: Arc::new(origin),
        row: 9,
        cells,
        aim: Aim::Match,
    };
    let mut after = before.clone();
    after.forget_words();
    assert_eq!(after.cells, vec![told("activity", 2, 1)]);
    for (at, field) in kind.fields.iter().enumerate() {
        let part = Part::field(at);
        assert_eq!(after.place(part), before.place(part), "{}", field.name);
        assert_eq!(after.gives(at), before.gives(at), "{}", field.name);
    }
}

#[tokio::test]
async fn item_answers_are_closed_up_and_stay_the_same_bytes() {
    let park = Park::new().await;
    let items: Vec<String> = (1..=9)
        .map(|n| format!("PHQ{n}"))
        .chain((1..=7).map(|n| format!("GAD{n}")))
        .collect();
    let answers = ["1"; 16].join(",");
    let sheet = format!(
        "服务档案编号,日期,{}\nDA2030-001,2030-01-05,{answers}\n",
        items.join(",")
    );
    let file = csv("心理筛查.csv", &sheet);
    let first = park
        .import(std::slice::from_ref(&file), &park.options())
        .await;
    assert_eq!((lines(&first), first.added), (vec![], 1));
    let again = park.import(&[file], &park.options()).await;
    assert_eq!((again.same, again.act), (1, None));
    let changed = csv("心理筛查.csv", &sheet.replace("1,1,1\n", "1,1,2\n"));
    assert_eq!(park.import(&[changed], &park.options()).await.changed, 1);
    let ask = Ask::KeptAll { space: "file_key" };
    let kept = park
        .store
        .ask(&park.scope, Moment::Now, vec![ask])
        .await
        .unwrap();
    assert!(
        matches!(&kept[0], Answer::KeptAll(keys) if keys.len() == 1),
        "one key for one file"
    );
    let drop_all = Write::of(park.scope.clone(), park.taking().act, Vec::new());
    park.store.write(drop_all).await.unwrap();
}

#[tokio::test]
async fn a_head_count_that_differs_from_the_sign_ins_is_told_also_later() {
    let park = Park::new().await;
    let activities = csv(
        "活动台账.csv",
        "活动编号,日期,活动名称,活动类别,我方角色,参与人次(登记)\n\
         HD2030-001,2030-03-01,茶话,培训,承办,5\n\
         HD2030-002,2030-03-02,宣讲,培训,承办,2\n\
         HD2030-003,2030-03-03,线上课,培训,承办,40\n",
    );
    let sign_ins = csv(
        "签到表.csv",
        "活动编号,姓名\nHD2030-001,张三\nHD2030-001,李四\nHD2030-002,张三\nHD2030-002,王五\n",
    );
    let expected = ["活动台账.csv 活动台账 F2 headcount-differs"];
    let told_of = |report: Report| report.warnings.iter().map(told).collect::<Vec<_>>();
    let both = [sign_ins, activities.clone()];
    assert_eq!(told_of(park.import(&both, &park.options()).await), expected);
    assert_eq!(
        told_of(park.import(&[activities], &park.options()).await),
        expected
    );
}

#[tokio::test]
async fn two_who_hand_in_the_same_file_at_once_write_it_once() {
    let park = Park::new().await;
    let files = [csv("活动台账.csv", ACTIVITIES)];
    let options = park.options();
    let (one, other) = tokio::join!(park.import(&files, &options), park.import(&files, &options));
    assert_eq!((lines(&one), lines(&other)), (vec![], vec![]));
    assert_eq!(park.count("activities").await, 2);
}

#[tokio::test]
async fn a_sheet_without_a_needed_column_is_held_whole() {
    let park = Park::new().await;
    let without = "活动编号,日期,活动名称,活动类别\nHD2030-001,2030-03-01,茶话,培训\nHD2030-002,2030-03-02,宣讲,培训\n";
    let files = [
        csv("活动台账.csv", without),
        csv("签到表.csv", "活动编号,姓名\nHD2030-001,张三\n"),
    ];
    let hold_them = Options {
        hold: true,
        ..park.options()
    };
    let report = park.import(&files, &hold_them).await;
    assert_eq!(lines(&report), ["活动台账.csv 活动台账 A1 missing-column"]);
    assert_eq!(
        (report.taken, report.held),
        (0, 3),
        "two activities, and a sign-in that waits"
    );
    let unreadable = csv("坏的.xlsx", "PK not a package");
    let report = park.import(&[unreadable], &park.options()).await;
    assert_eq!(report.problems[0].code, Code::Unreadable);
    assert_eq!(
        report.json(Lang::Zh)["problems"][0]["workbook"],
        "坏的.xlsx"
    );
}
