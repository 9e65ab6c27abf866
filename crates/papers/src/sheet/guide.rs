//! The sheet that explains a form column by column, and the hidden one that holds its choices.
//!
//! The choices stand in cells of their own because a list written into the rule of a cell
//! can have no more than 255 characters.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula};

use super::{Column, Fault, Out, Style};
use crate::address::column_name;
use crate::cell::Cell;
use base::Lang;

/// The tabs of the sheet that explains a form, in both languages: no records stand there.
pub const GUIDES: [&str; 2] = ["填表说明", "How to fill in"];
/// The tabs of the hidden sheet of choices, in both languages: no records stand there.
pub const CHOICES: [&str; 2] = ["选项", "Choices"];

/// What the two sheets will say.
#[derive(Default)]
pub(super) struct Guide {
    columns: Vec<(String, Column)>,
    lists: Vec<Vec<String>>,
    language: Lang,
}

impl Guide {
    pub(super) fn new(language: Lang) -> Self {
        Self {
            language,
            ..Self::default()
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Notes the columns of a form, and gives the list that each column with choices offers.
    pub(super) fn add(&mut self, form: &str, columns: &[Column]) -> Vec<(u16, DataValidation)> {
        let mut offers = Vec::new();
        for (place, column) in (0_u16..).zip(columns) {
            self.columns.push((form.to_owned(), column.clone()));
            if !column.choices.is_empty() {
                offers.push((place, self.offer(column)));
            }
        }
        offers
    }

    fn offer(&mut self, column: &Column) -> DataValidation {
        let known = self.lists.iter().position(|list| *list == column.choices);
        let place = known.unwrap_or_else(|| {
            self.lists.push(column.choices.clone());
            self.lists.len() - 1
        });
        let letters = column_name(u32::try_from(place).unwrap_or(u32::MAX));
        let sheet = tab(CHOICES, self.language);
        let last = column.choices.len() + 1;
        let list = Formula::new(format!("='{sheet}'!${letters}$2:${letters}${last}"));
        let style = if column.is_open {
            DataValidationErrorStyle::Warning
        } else {
            DataValidationErrorStyle::Stop
        };
        DataValidation::new()
            .allow_list_formula(list)
            .set_error_style(style)
    }

    /// Writes both sheets.
    pub(super) fn write(self, out: &mut Out) -> Result<(), Fault> {
        let words = |chinese, english| self.language.pick(chinese, english);
        let text = |title: &str, width| Column {
            width: Some(width),
            ..Column::new(title, Style::Text)
        };
        let columns = [
            text(words("工作表", "Sheet"), 18.0),
            text(words("列", "Column"), 18.0),
            text(words("必填", "Required"), 10.0),
            text(words("填什么", "What to put in"), 50.0),
            text(words("可选项", "Choices"), 60.0),
        ];
        out.begin(tab(GUIDES, self.language).to_owned(), &columns)?;
        for (form, column) in &self.columns {
            let must = if column.is_must {
                words("必填", "required")
            } else {
                ""
            };
            let shape = match column.style {
                Style::Day => words("日期，如 2022-07-06", "a day, such as 2022-07-06"),
                Style::Moment => words(
                    "日期和时间，如 2022-07-06 09:30",
                    "a day and time, such as 2022-07-06 09:30",
                ),
                Style::Number { .. } => words("数字", "a number"),
                Style::Text => "",
            };
            let parts = [column.meaning.as_str(), shape]
                .into_iter()
                .filter(|part| !part.is_empty());
            let meaning = parts.collect::<Vec<_>>().join(words(";", "; "));
            let choices = column.choices.join(words("、", ", "));
            let row = [form.as_str(), &column.title, must, &meaning, &choices];
            out.row(&row.map(Cell::text))?;
        }
        if self.lists.is_empty() {
            Ok(())
        } else {
            self.write_choices(out)
        }
    }

    fn write_choices(&self, out: &mut Out) -> Result<(), Fault> {
        let titles = self
            .lists
            .iter()
            .map(|list| Column::new(&self.title_of(list), Style::Text));
        out.begin(
            tab(CHOICES, self.language).to_owned(),
            &titles.collect::<Vec<_>>(),
        )?;
        if let Some(open) = &mut out.open {
            open.sheet.set_hidden(true);
        }
        let longest = self.lists.iter().map(Vec::len).max().unwrap_or(0);
        for place in 0..longest {
            let cell = |list: &Vec<String>| {
                list.get(place)
                    .map_or_else(Cell::blank, |word| Cell::text(word))
            };
            out.row(&self.lists.iter().map(cell).collect::<Vec<_>>())?;
        }
        Ok(())
    }

    /// The title of the first column that offers a list.
    fn title_of(&self, list: &[String]) -> String {
        let mut columns = self.columns.iter().map(|(_, column)| column);
        columns
            .find(|column| column.choices == list)
            .map_or_else(String::new, |column| column.title.clone())
    }
}

/// Gives the one of a tab's two names that is in the language.
fn tab(names: [&'static str; 2], language: Lang) -> &'static str {
    let [chinese, english] = names;
    language.pick(chinese, english)
}
