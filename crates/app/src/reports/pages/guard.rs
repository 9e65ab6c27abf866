//! What a reader sees of a figure whose records are not theirs to open.
//!
//! In: a figure and a reader's roles. Out: the number, or 「不足5」 in its place: a count of 1
//! to 4 from the care compartment is kept back from whoever may not open it, since so few
//! could be told apart. 0 is shown.

use base::{Catalogue, Lang, Roles};
use figures::{Amount, Definition, Definitions, Figure};

/// Below this a count is kept back.
/// Source: the small-cell rule of the design (1–4 kept back, 0 shown).
const SMALL: i64 = 5;

/// Whether the reader may open the records behind a definition: those of every kind it or
/// what it is made of counts.
pub fn opens(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
    roles: Roles,
) -> bool {
    let own = catalogue
        .kind(&definition.kind)
        .is_none_or(|k| k.rights.read.any(roles));
    own && definition
        .uses()
        .iter()
        .filter_map(|key| all.get(key))
        .all(|d| opens(d, all, catalogue, roles))
}

/// How the figure reads to somebody who may or may not open it: value and unit.
pub fn read(
    definition: &Definition,
    figure: &Figure,
    opens: bool,
    lang: Lang,
) -> (String, String, bool) {
    let small = |a: Amount| a > Amount::whole(0) && a < Amount::whole(SMALL);
    if !opens && figure.amount.is_some_and(small) {
        let kept_back = if lang == Lang::Zh {
            "不足5"
        } else {
            "fewer than 5"
        };
        // Its unit is said as of several: «person» would tell that it is one.
        return (kept_back.to_owned(), unit(definition, false, lang), true);
    }
    if !figure.is_there() {
        return ("—".to_owned(), String::new(), false);
    }
    let value = match figure.amount {
        Some(_) => figure.value(definition, lang),
        None => figure.text(definition, lang),
    };
    let one = figure.amount == Some(Amount::whole(1));
    (value, unit(definition, one, lang), false)
}

fn unit(definition: &Definition, one: bool, lang: Lang) -> String {
    match (lang, definition.unit.as_str()) {
        (_, "" | "%") | (Lang::Zh, _) => definition.unit.clone(),
        (Lang::En, zh) => format!(" {}", figures::unit(zh, one)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_kept_back_does_not_tell_whether_it_is_one() {
        let body = "key = \"k\"\nzh = \"k\"\nen = \"k\"\nunit = \"人\"\nkind = \"people\"\nfold = \"count\"";
        let definition: Definition = toml::from_str(body).unwrap();
        let said = |n: i64, opens: bool| {
            let amount = Some(Amount::whole(n));
            let figure = Figure {
                amount,
                ..Figure::default()
            };
            read(&definition, &figure, opens, Lang::En)
        };
        assert_eq!(said(1, false), said(4, false));
        assert_eq!(said(1, true).1, " person");
        assert_eq!(said(0, false).0, "0");
        assert_eq!(said(5, false).0, "5");
    }
}
