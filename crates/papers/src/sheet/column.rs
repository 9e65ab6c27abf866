//! A column of a sheet: its title, how its cells look, and for a form what to put in.

/// How the cells of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text, so that what is typed stays as typed: `0755`, an identity number.
    Text,
    /// A number with so many decimals, without separators of thousands.
    Number {
        /// The digits after the point, 0 to 9.
        decimals: u8,
    },
    /// A day: `2022-07-06`.
    Day,
    /// A day and time: `2022-07-06 09:30`.
    Moment,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The words above it.
    pub title: String,
    /// How its cells are shown.
    pub style: Style,
    /// Its width in digits of the standard font; without one, the title and style decide.
    pub width: Option<f64>,
    /// The words to choose from in a form; none when anything may be put in.
    pub choices: Vec<String>,
    /// Whether a word that is not among the choices may be put in after a warning.
    pub is_open: bool,
    /// Whether a row of a form must have it.
    pub is_must: bool,
    /// What to put in, for the sheet that explains a form.
    pub meaning: String,
}

impl Column {
    /// Gives a column that may be left empty and takes anything.
    pub fn new(title: &str, style: Style) -> Self {
        Self {
            title: title.to_owned(),
            style,
            width: None,
            choices: Vec::new(),
            is_open: false,
            is_must: false,
            meaning: String::new(),
        }
    }

    /// Gives the width it is shown with. A Chinese character is as wide as two digits.
    pub(super) fn shown_width(&self) -> f64 {
        let usual = match self.style {
            Style::Text => 14,
            Style::Number { .. } => 9,
            Style::Day => 12,
            Style::Moment => 17,
        };
        let words = std::iter::once(&self.title).chain(&self.choices);
        let widest = words.map(|word| wide(word) + 3).max().unwrap_or(0);
        self.width
            .unwrap_or_else(|| f64::from(widest.clamp(usual, 40)))
    }
}

/// The width of a text in digits.
fn wide(text: &str) -> u32 {
    text.chars()
        .map(|letter| if letter.is_ascii() { 1 } else { 2 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{Column, Style};

    #[test]
    fn a_column_is_as_wide_as_its_title_needs() {
        let width = |title: &str, style| Column::new(title, style).shown_width();
        assert_eq!(width("日期", Style::Day), 12.0);
        assert_eq!(width("参加人数(登记)", Style::Number { decimals: 0 }), 17.0);
        assert_eq!(width(&"很".repeat(50), Style::Text), 40.0);
    }
}
