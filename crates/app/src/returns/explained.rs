//! Why a number differs from the one of its 口径 and period that left before.
//!
//! In: a text, checked, and what was typed. Out: the reasons by figure, and a field for each that is
//! still to be written. Without one no number leaves; that is for whoever lets it leave to see to.

use std::collections::BTreeMap;

use base::{Lang, Problem};
use page::field::{Field, Input};

use super::checked::{Checked, Line};
use crate::front::Call;

/// Why figures differ from those given out before, as far as somebody wrote it.
pub fn because(call: &Call, checked: &Checked) -> BTreeMap<String, String> {
    let said = |line: &Line| {
        let typed = call.form.text(&format!("because.{}", line.key)).trim();
        (!typed.is_empty()).then(|| (line.key.clone(), typed.to_owned()))
    };
    checked
        .lines
        .iter()
        .filter(|line| line.differs())
        .filter_map(said)
        .collect()
}

/// A field for each figure that went out otherwise before.
pub fn explanations(call: &Call, checked: &Checked, problems: &[Problem]) -> Vec<Field> {
    let lang = call.lang();
    let field = |line: &Line| {
        let name = format!("because.{}", line.key);
        let before = line.before.as_ref()?;
        let label = match lang {
            Lang::Zh => format!(
                "“{}”{}报{}的是{}，现在是{}：为什么不同",
                line.name, before.on, before.recipient, before.said, line.said
            ),
            Lang::En => format!(
                "“{}” went to {} as {} on {}, now it is {}: why",
                line.name, before.recipient, before.said, before.on, line.said
            ),
        };
        let value = call.form.text(&name).to_owned();
        let own = problems.iter().find(|problem| problem.place.field == name);
        let problem = own.map(|problem| problem.message(lang));
        let mut field = Field::new(name, label, Input::Long { value, rows: 2 });
        field.problem = problem;
        Some(field)
    };
    checked
        .lines
        .iter()
        .filter(|line| line.differs())
        .filter_map(field)
        .collect()
}
