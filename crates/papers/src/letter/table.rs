//! A table of a letter: thin lines, titles on every page, rows that are never split.

use super::format::WIDTH;
use super::xml::{paragraph, run};

/// The width of half a character of a table, 12 points high.
const HALF: u32 = 125;

/// Gives a table across the type area; columns are as wide as their words ask for.
pub(super) fn table(headers: &[String], rows: &[Vec<String>]) -> String {
    let widths = widths(headers, rows);
    let grid: String = widths
        .iter()
        .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
        .collect();
    let line =
        |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .into_iter()
        .map(line)
        .collect();
    let titles = row(headers, &widths, true);
    let rows: String = rows
        .iter()
        .map(|cells| row(cells, &widths, false))
        .collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{titles}{rows}</w:tbl>"#
    )
}

/// The height of the room for a stamp, in twentieths of a point: 38 mm.
const STAMP: u32 = 2_154;

/// Gives a row of cells with no lines around them, as high as a stamp, on one page.
pub(super) fn room(cells: &[String; 3]) -> String {
    let width = WIDTH / 3;
    let cell = |text: &String| {
        let inside = paragraph("Cell", "", &run(text, ""));
        format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>"#)
    };
    let grid = format!(r#"<w:gridCol w:w="{width}"/>"#).repeat(3);
    let cells: String = cells.iter().map(cell).collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{STAMP}" w:hRule="atLeast"/></w:trPr>{cells}</w:tr></w:tbl>"#
    )
}

fn row(cells: &[String], widths: &[u32], is_title: bool) -> String {
    let (style, repeated) = if is_title {
        ("CellTitle", "<w:tblHeader/>")
    } else {
        ("Cell", "")
    };
    let cell = |(at, width): (usize, &u32)| {
        let text = cells.get(at).map_or("", String::as_str);
        let centred = if !is_title && is_figure(text) {
            r#"<w:jc w:val="center"/>"#
        } else {
            ""
        };
        let inside = paragraph(style, centred, &run(text, ""));
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>"#
        )
    };
    let cells: String = widths.iter().enumerate().map(cell).collect();
    format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
}

/// The most half characters of a column that is never made narrower than its words.
const NARROW: u32 = 12;

/// Shares the width by the widest words of each column, counted from 4 to 40 half characters and two
/// for the margins. What narrow columns (a number, a day) need they keep, if that leaves half the page.
fn widths(headers: &[String], rows: &[Vec<String>]) -> Vec<u32> {
    let asked = |at: usize| {
        let column = std::iter::once(headers).chain(rows.iter().map(Vec::as_slice));
        let widest = column
            .filter_map(|cells| cells.get(at))
            .map(|text| half_characters(text))
            .max();
        u32::try_from(widest.unwrap_or(0).clamp(4, 40)).unwrap_or(40) + 2
    };
    let columns = rows
        .iter()
        .map(Vec::len)
        .chain([headers.len()])
        .max()
        .unwrap_or(0);
    let asked: Vec<u32> = (0..columns).map(asked).collect();
    let all: u32 = asked.iter().sum();
    let narrow: u32 = asked.iter().filter(|asked| **asked <= NARROW).sum();
    let keeps = all * HALF > WIDTH && all > narrow && narrow * HALF <= WIDTH / 2;
    let share = |asked: &u32| match keeps {
        true if *asked <= NARROW => asked * HALF,
        true => asked * (WIDTH - narrow * HALF) / (all - narrow),
        false => asked * WIDTH / all.max(1),
    };
    asked.iter().map(share).collect()
}

/// The width of a text in half characters: a Chinese character is two.
pub(super) fn half_characters(text: &str) -> usize {
    text.chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}

fn is_figure(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '%');
    !text.is_empty() && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::widths;

    #[test]
    fn columns_share_the_page_by_their_words() {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        let shared = |headers: &[&str], row: &[&str]| widths(&words(headers), &[words(row)]);
        // Asked 6, 42, 42 and 6: more than the page at 125 each, so the narrow ones keep 750
        // and the wide ones share 8845 - 1500.
        let long = "长".repeat(40);
        assert_eq!(
            shared(&["序号", "名称", "地点", "人"], &["1", &long, &long, "3"]),
            [750, 3672, 3672, 750]
        );
        // All fits: asked 6, 10 and 6 of 22 shares of 8845.
        assert_eq!(
            shared(&["序号", "活动名称"], &["1", "甲", "多"]),
            [2412, 4020, 2412]
        );
        assert_eq!(widths(&[], &[]), [0_u32; 0]);
    }
}
