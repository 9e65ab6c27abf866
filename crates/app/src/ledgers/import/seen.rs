//! The preview itself: what to mend beside the sheet it is in.
//!
//! In: what was found, the sheets as they are shown, the cells mended so far. Out: the page: a
//! number at each cell leads to its words, and back. A warning never stops anything.

use axum::response::Response;
use base::{Lang, Problem, words};
use page::{
    Act, Fig, Link, To, Weight,
    field::{Field, Input, Keyboard},
    sheet::{Cell, Fix, Import, Mend as Shown, Pin, SheetRow, Tab},
};

use super::{job::Job, sheets::Shown as TheirSheet};
use crate::{
    front::{Call, show::Sheet},
    intake::{Mend, Report, cell},
};

/// So many things to look at stand on one page; who has more mends these first.
const MOST: usize = 200;

/// The page of an import that was looked through.
pub(super) fn seen(
    call: &Call,
    token: &str,
    job: &Job,
    (report, sheets): (&Report, &[TheirSheet]),
) -> Response {
    let lang = call.lang();
    let at: usize = call
        .query
        .text("sheet")
        .parse()
        .unwrap_or_else(|_| first_wrong(report, sheets));
    let here = sheets.get(at);
    let (wrong, asks) = (report.problems.len(), report.warnings.len());
    let title = match (wrong, lang) {
        (0, Lang::Zh) => "都看过了，没有要改的".to_owned(),
        (0, Lang::En) => "Looked through: nothing to mend".to_owned(),
        (n, Lang::Zh) => format!("有 {n} 处要改"),
        (n, Lang::En) => format!("{n} to mend"),
    };
    let names: Vec<&str> = job.files.iter().map(|f| f.name.as_str()).collect();
    let mut told = pinned(here, report, &job.mends());
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    let page = Import {
        crumb: format!(
            "{} · {}",
            names.join("、"),
            words("还没有写入", "nothing is written yet").get(lang)
        )
        .into(),
        title: title.clone(),
        tally: tally(report, lang),
        say: say(asks, more, lang),
        tabs: tabs(token, report, sheets, at),
        mends: told
            .iter()
            .map(|pin| mend_line(call, token, pin, (here, at)))
            .collect(),
        sheet: here.map(|s| s.sheet.clone()).unwrap_or_default(),
        letters: (0..here.map_or(0, |s| s.columns))
            .map(papers::address::column_name)
            .collect(),
        rows: here.map(|s| rows(s, &told, lang)).unwrap_or_default(),
        acts: acts(call, token, report),
    };
    let body = page.show(call.reading.lang);
    let back = Link::new(words("从表格导入", "Import a sheet").get(lang), "/import");
    call.page(Sheet {
        title,
        place: None,
        back: Some(back),
        body,
    })
}

/// What is said above the sheet: of warnings, and of what is not listed yet.
fn say(asks: usize, more: usize, lang: Lang) -> String {
    let warned = words(
        "带问号的只是提醒，不改也能导入。",
        "What carries a question mark is only to be looked at. ",
    );
    let warned = if asks > 0 { warned.get(lang) } else { "" };
    match (more, lang) {
        (0, _) => warned.trim_end().to_owned(),
        (_, Lang::Zh) => format!("{warned}这张表先列{MOST}处，还有{more}处；改好这些再看其余。"),
        (_, Lang::En) => format!(
            "{warned}The first {MOST} of this sheet are listed, {more} more are not: mend these first."
        ),
    }
}

fn first_wrong(report: &Report, sheets: &[TheirSheet]) -> usize {
    let first = report.problems.first().or(report.warnings.first());
    let here = |p: &Problem| {
        sheets
            .iter()
            .position(|s| s.workbook == p.place.workbook && s.sheet == p.place.sheet)
    };
    first.and_then(here).unwrap_or(0)
}

fn tally(report: &Report, lang: Lang) -> Vec<(String, Fig)> {
    let unit = words("行", "rows").get(lang);
    let count = |name: &str, n: usize| (name.to_owned(), Fig::inside(n.to_string(), unit));
    let mut tally = vec![
        count(words("新增", "New").get(lang), report.added),
        count(words("修改", "Changed").get(lang), report.changed),
        count(words("原样", "The same").get(lang), report.same),
    ];
    if report.wrong > 0 {
        tally.push(count(words("要改", "To mend").get(lang), report.wrong));
    }
    tally
}

fn tabs(token: &str, report: &Report, sheets: &[TheirSheet], at: usize) -> Vec<Tab> {
    let tab = |(n, sheet): (usize, &TheirSheet)| {
        let here =
            |p: &&Problem| p.place.workbook == sheet.workbook && p.place.sheet == sheet.sheet;
        let wrong = report.problems.iter().filter(here).count();
        Tab {
            words: if wrong > 0 {
                format!("{} {wrong}", sheet.sheet)
            } else {
                sheet.sheet.clone()
            },
            href: format!("/import/{token}?sheet={n}").into(),
            here: n == at,
        }
    };
    sheets.iter().enumerate().map(tab).collect()
}

/// Something to look at in the sheet shown: its number, what it is, and where.
struct Pinned<'a> {
    pin: Pin,
    problem: Option<&'a Problem>,
    row: u32,
    column: u32,
    now: String,
}

fn pinned<'a>(here: Option<&TheirSheet>, report: &'a Report, mends: &[Mend]) -> Vec<Pinned<'a>> {
    let Some(sheet) = here else {
        return report
            .problems
            .iter()
            .map(|p| Pinned {
                pin: Pin::Wrong("·".to_owned()),
                problem: Some(p),
                row: 0,
                column: 0,
                now: String::new(),
            })
            .collect();
    };
    let in_sheet = |p: &&Problem| {
        p.place.workbook == sheet.workbook
            && (p.place.sheet == sheet.sheet || p.place.sheet.is_empty())
    };
    let now = |row: u32, column: u32| {
        let cells = sheet
            .rows
            .iter()
            .find(|(number, _)| *number == row)
            .map(|(_, cells)| cells);
        cells
            .and_then(|c| c.get(column as usize))
            .cloned()
            .unwrap_or_default()
    };
    let wrong = report.problems.iter().filter(in_sheet).map(|p| (p, true));
    let asks = report.warnings.iter().filter(in_sheet).map(|p| (p, false));
    let mut all: Vec<Pinned<'a>> = Vec::new();
    for (n, (problem, wrong)) in wrong.chain(asks).enumerate() {
        let number = (n + 1).to_string();
        let (row, column) = (problem.place.row, problem.place.column);
        let pin = if wrong {
            Pin::Wrong(number)
        } else {
            Pin::Ask(number)
        };
        all.push(Pinned {
            pin,
            problem: Some(problem),
            row,
            column,
            now: now(row, column),
        });
    }
    let mended = mends
        .iter()
        .filter(|m| m.workbook == sheet.workbook && m.sheet == sheet.sheet);
    for mend in mended {
        if !all
            .iter()
            .any(|p| (p.row, p.column) == (mend.row, mend.column))
        {
            let pin = Pin::Mended((all.len() + 1).to_string());
            all.push(Pinned {
                pin,
                problem: None,
                row: mend.row,
                column: mend.column,
                now: mend.words.clone(),
            });
        }
    }
    all
}

fn mend_line(
    call: &Call,
    token: &str,
    pinned: &Pinned<'_>,
    (here, at): (Option<&TheirSheet>, usize),
) -> Shown {
    let lang = call.lang();
    let Some(problem) = pinned.problem else {
        return Shown {
            pin: pinned.pin.clone(),
            title: format!(
                "{} {}",
                papers::address::cell_name(pinned.row, pinned.column),
                pinned.now
            ),
            ..Shown::default()
        };
    };
    // Where the reader's role is the matter, no words in a cell will help.
    let mends = pinned.row > 0 && problem.code != base::Code::NotAllowed;
    let fix = here.filter(|_| mends).map(|sheet| {
        let value = Input::Text {
            value: pinned.now.clone(),
            keyboard: Keyboard::Text,
            autocomplete: "off",
        };
        let mut with = call.hidden();
        for (name, value) in [
            ("workbook", sheet.workbook.clone()),
            ("sheet", sheet.sheet.clone()),
            ("row", pinned.row.to_string()),
            ("column", pinned.column.to_string()),
            ("tab", at.to_string()),
        ] {
            with.push((name.to_owned(), value));
        }
        Fix {
            action: format!("/import/{token}/mend").into(),
            with,
            field: Field::new("words", words("改成", "Change it to").get(lang), value),
        }
    });
    let cell = cell(problem);
    let title = if cell.is_empty() {
        problem.message(lang)
    } else {
        format!("{cell} {}", problem.message(lang))
    };
    Shown {
        pin: pinned.pin.clone(),
        title,
        say: String::new(),
        fix,
    }
}

fn rows(sheet: &TheirSheet, told: &[Pinned<'_>], lang: Lang) -> Vec<SheetRow> {
    let mut rows = Vec::new();
    let mut seen = 0usize;
    for (n, (number, cells)) in sheet.rows.iter().enumerate() {
        let cell = |(column, text): (usize, &String)| Cell {
            text: text.clone(),
            pin: told
                .iter()
                .find(|p| p.row == *number && p.column as usize == column)
                .map(|p| p.pin.clone())
                .unwrap_or_default(),
        };
        rows.push(SheetRow::Cells {
            number: number.to_string(),
            heading: n == 0,
            held: false,
            cells: cells.iter().enumerate().map(cell).collect(),
        });
        seen += 1;
    }
    if sheet.all > seen {
        let left = sheet.all - seen;
        rows.push(SheetRow::Left(match lang {
            Lang::Zh => format!("另外 {left} 行没有要看的，这里不列。"),
            Lang::En => format!("{left} more rows with nothing to look at are not shown."),
        }));
    }
    rows
}

fn acts(call: &Call, token: &str, report: &Report) -> Vec<Act> {
    let lang = call.lang();
    let post = |words: &str, end: &str, hold: Option<&str>, weight| {
        let mut with = call.hidden();
        with.extend(hold.map(|hold| ("hold".to_owned(), hold.to_owned())));
        let mut act = Act::post(words, "#").weigh(weight);
        act.to = To::Post(format!("/import/{token}/{end}").into(), with);
        act
    };
    let mut acts = Vec::new();
    if report.problems.is_empty() {
        acts.push(post(
            words("导入", "Import").get(lang),
            "take",
            None,
            Weight::Main,
        ));
    } else if report.problems.iter().all(|p| p.place.row > 0) {
        acts.push(post(
            words(
                "先导入没问题的，其余留作待核",
                "Import what is right, hold the rest",
            )
            .get(lang),
            "take",
            Some("yes"),
            Weight::Plain,
        ));
    }
    acts.push(post(
        words("不导了", "Leave it").get(lang),
        "stop",
        None,
        Weight::Quiet,
    ));
    acts
}
