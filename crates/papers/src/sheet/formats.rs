//! How cells look: titles, numbers, days and times.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::Style;

/// The looks of a workbook, made once.
pub(super) struct Formats {
    pub(super) title: Format,
    text: Format,
    plain: Format,
    numbers: Vec<Format>,
    day: Format,
    moment: Format,
    time: Format,
}

impl Default for Formats {
    fn default() -> Self {
        let body = Format::new().set_align(FormatAlign::Top);
        let shown = |code: &str| body.clone().set_num_format(code);
        let title = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center);
        Self {
            title: title
                .set_align(FormatAlign::VerticalCenter)
                .set_border_bottom(FormatBorder::Thin),
            text: shown("@").set_text_wrap(),
            plain: body.clone(),
            numbers: (0..10)
                .map(|decimals| shown(&number_code(decimals)))
                .collect(),
            day: shown("yyyy-mm-dd"),
            moment: shown("yyyy-mm-dd hh:mm"),
            time: shown("hh:mm"),
        }
    }
}

impl Formats {
    /// Gives the look of a column.
    pub(super) fn of_style(&self, style: Style) -> &Format {
        match style {
            Style::Text => &self.text,
            Style::Number { decimals } => self
                .numbers
                .get(usize::from(decimals))
                .unwrap_or(&self.plain),
            Style::Day => &self.day,
            Style::Moment => &self.moment,
        }
    }

    /// Gives the look of a number in a column: its own, unless the column is for something else.
    pub(super) fn of_number(&self, style: Style) -> &Format {
        match style {
            Style::Number { .. } => self.of_style(style),
            _ => &self.plain,
        }
    }

    /// Gives the look of a day or time in a column; a column of days still shows a time that is there.
    pub(super) fn of_moment(&self, style: Style, serial: f64) -> &Format {
        match style {
            Style::Moment => &self.moment,
            _ if serial < 1.0 => &self.time,
            _ if serial.fract() > 0.0 => &self.moment,
            _ => &self.day,
        }
    }
}

fn number_code(decimals: usize) -> String {
    if decimals == 0 {
        "0".to_owned()
    } else {
        format!("0.{}", "0".repeat(decimals))
    }
}
