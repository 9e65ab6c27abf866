//! The name of a cell as people say it: `B6` is row 6, column B.
//!
//! Rows count from 1, as they stand in the margin of the sheet; columns count from 0.

/// The number of rows a sheet can have. Source: ECMA-376, SpreadsheetML limits of Excel.
pub const ROWS: u32 = 1_048_576;
/// The number of columns a sheet can have (the last is `XFD`). Source: as for `ROWS`.
pub const COLUMNS: u32 = 16_384;

/// Gives the letters of a column: 0 is `A`, 26 is `AA`.
///
/// ```
/// assert_eq!(papers::address::column_name(27), "AB");
/// ```
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Gives the name of a cell. Shape: the row counts from 1, the column from 0.
///
/// ```
/// assert_eq!(papers::address::cell_name(6, 1), "B6");
/// ```
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// Gives the row (from 1) and the column (from 0) that a name such as `B6` stands for,
/// or nothing when no sheet can have such a cell. Small letters and `$` signs are taken.
pub fn cell_place(name: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    for byte in name.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'1'..=b'9' | b'0' if column > 0 && (row > 0 || byte != b'0') => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    let there = (1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column);
    there.then(|| (row, column - 1))
}

#[cfg(test)]
mod tests {
    use super::{cell_name, cell_place, column_name};

    #[test]
    fn columns_run_past_z() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
        assert_eq!(column_name(16_383), "XFD");
    }

    #[test]
    fn every_name_leads_back_to_its_cell() {
        for column in 0..16_384 {
            assert_eq!(cell_place(&cell_name(6, column)), Some((6, column)));
        }
        assert_eq!(cell_place("$b$12"), Some((12, 1)));
    }

    #[test]
    fn names_of_no_cell_are_nothing() {
        for name in [
            "",
            "A",
            "6",
            "A0",
            "6A",
            "A1B",
            "XFE1",
            "A1048577",
            "A99999999999",
            "AAAAAAAAAAAA1",
            "甲1",
            "A-1",
        ] {
            assert_eq!(cell_place(name), None, "{name}");
        }
    }
}
