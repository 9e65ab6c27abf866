//! The texts as shipped, and the park's own over them.

use super::*;

/// The lines of a text with what is in slots taken out.
fn words_only(text: &str) -> String {
    let words = |part: &str| part.split_once('}').map_or("", |(_, rest)| rest).to_owned();
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    first + &parts.map(words).collect::<String>()
}

#[test]
fn no_count_stands_outside_a_slot_of_what_ships() {
    const COUNTED: [&str; 16] = [
        "场", "次", "个", "人", "名", "份", "篇", "轮", "批", "期", "支", "条", "项", "件", "户",
        "余",
    ];
    const NUMBERS: [&str; 13] = [
        "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千",
    ];
    for (written, _) in shipped() {
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(written.prose(lang).typed(), [""; 0], "{}", written.code);
        }
        // «第一名» is a rank by its name, not a count.
        let words = words_only(&written.body.zh).replace("第一名", "榜首");
        for (number, unit) in NUMBERS.iter().flat_map(|n| COUNTED.map(|unit| (n, unit))) {
            let counted = format!("{number}{unit}");
            assert!(!words.contains(&counted), "{counted} stands in {words}");
        }
    }
}

#[test]
fn both_languages_of_what_ships_hold_the_same_figures_line_by_line() {
    for (written, _) in shipped() {
        let slots = |line: &str| {
            let read = prose::read(line).unwrap();
            read.slots()
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let (zh, en): (Vec<_>, Vec<_>) = (
            written.body.zh.lines().collect(),
            written.body.en.lines().collect(),
        );
        assert_eq!(zh.len(), en.len(), "{}", written.code);
        for (zh, en) in zh.into_iter().zip(en) {
            assert_eq!(slots(zh), slots(en), "{zh}");
        }
    }
    let annual = shipped()
        .into_iter()
        .find(|(w, _)| w.code == ANNUAL)
        .unwrap()
        .0;
    assert_eq!(placed::headings(&annual.body.zh).len(), 4);
}

#[test]
fn the_parks_own_text_stands_over_what_ships_and_a_blank_one_does_not() {
    let own = |body: &str| Written {
        code: ANNUAL.to_owned(),
        body: Both {
            zh: body.to_owned(),
            en: String::new(),
        },
        ..Written::default()
    };
    let texts = Texts::over_shipped(vec![own("全年{a}。")]);
    assert_eq!(texts.get(ANNUAL).unwrap().prose(Lang::En).slots().len(), 1);
    assert_eq!(texts.holding("a").count(), 1);
    let texts = Texts::over_shipped(vec![own("")]);
    assert!(
        texts
            .get(ANNUAL)
            .unwrap()
            .slots()
            .contains("all_activities")
    );
    assert_eq!(texts.get("weekly"), None);
}
