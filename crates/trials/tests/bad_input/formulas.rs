//! Text that a sheet would take for a formula: kept as it is, never a formula on its way out,
//! and the same text when it comes back.

use std::io::Read;

use serde_json::json;
use trials::{
    Failed,
    deeds::Deed,
    program::{Park, Program},
    talk::request,
};

const TEXTS: [&str; 14] = [
    "=1+1",
    "=HYPERLINK(\"http://x.example\",\"点\")",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=1+1",
    "+1",
    "-1",
    "@1",
    "'=1+1",
    "''",
    "\"=1\"",
    "1,=2",
];

/// A visit for each text, with it in two columns.
fn deed(n: usize, text: &str) -> Deed {
    let mark = format!("ZF-{n:02}");
    let body = json!({
        "number": mark, "on": "2026-05-04", "purpose": "supervision", "round_number": 1,
        "own_role": "organiser", "community": "松柏社区", "led_by": text, "findings": text,
    });
    Deed {
        path: "/api/v1/visits",
        body,
        mark,
    }
}

fn texts(park: &Park) -> Result<Vec<(String, String)>, Failed> {
    let rows = park.looked("SELECT led_by, findings FROM visits ORDER BY number")?;
    let pair = |row: Vec<String>| (row[0].clone(), row[1].clone());
    Ok(rows.into_iter().map(pair).collect())
}

/// All parts of the sheets of a workbook.
fn parts(bytes: &[u8]) -> Result<String, Failed> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut all = String::new();
    for n in 0..zip.len() {
        let mut part = zip.by_index(n)?;
        if part.name()?.ends_with(".xml") {
            part.read_to_string(&mut all)?;
        }
    }
    Ok(all)
}

#[test]
fn no_export_makes_a_formula_and_each_comes_back_the_same() -> Result<(), Failed> {
    let program = Program::youju()?;
    let park = Park::fresh(&program)?;
    let serving = park.serve(&program)?;
    let mut line = serving.line()?;
    let cookie = serving.session(&park)?;
    for (n, text) in TEXTS.iter().enumerate() {
        deed(n, text).done(&mut line, &park.token)?;
    }
    let kept = texts(&park)?;
    assert_eq!(kept, TEXTS.map(|text| (text.to_owned(), text.to_owned())));
    for form in ["xlsx", "csv"] {
        let path = format!("/records/visits/export.{form}");
        let answer = line.send(&request("GET", &path, std::slice::from_ref(&cookie), b""))?;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        match form {
            "xlsx" => assert!(
                !parts(&answer.body)?.contains("<f>"),
                "a formula in the workbook"
            ),
            _ => assert!(
                !has_formula(&answer.text()),
                "a formula in\n{}",
                answer.text()
            ),
        }
        let other = Park::fresh(&program)?;
        let file = other.path().join(format!("走访督导.{form}"));
        std::fs::write(&file, &answer.body)?;
        other.told(&program, "import", &[&file.display().to_string()])?;
        assert_eq!(texts(&other)?, kept, "after a round trip through {form}");
    }
    serving.stop()
}

/// Whether a cell of a CSV would be taken for a formula: begins, unquoted, with one of the signs.
fn has_formula(csv: &str) -> bool {
    let (mut quoted, mut begins) = (false, true);
    let mut letters = csv.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if !quoted && begins => {
                quoted = true;
                continue; // the cell's first letter is the next one
            }
            '"' if quoted && letters.peek() == Some(&'"') => drop(letters.next()),
            '"' => quoted = false,
            ',' | '\n' if !quoted => {
                begins = true;
                continue;
            }
            '=' | '+' | '-' | '@' if begins => return true,
            _ => {}
        }
        begins = false;
    }
    false
}

#[test]
fn a_formula_in_a_csv_is_seen() {
    for (csv, is) in [
        ("a,=1", true),
        ("a\n+1,b", true),
        ("a,\"=1,2\"", true),
        ("a,'=1", false),
        ("a,\"1,=2\"", false),
        ("a,\"\"\"=1\"\"\"", false),
    ] {
        assert_eq!(has_formula(csv), is, "{csv}");
    }
}
