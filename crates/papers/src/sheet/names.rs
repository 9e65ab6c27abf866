//! The words on a tab, made to fit what Excel allows.

use std::collections::HashSet;

/// The longest name of a tab in UTF-16 units. Source: Excel specifications and limits.
const LONGEST: usize = 31;

/// The names already given in a workbook, in small letters: Excel does not tell `A` from `a`.
pub(super) struct Names {
    given: HashSet<String>,
}

impl Names {
    /// Begins with the names that are kept for sheets of our own.
    pub(super) fn without(kept: impl IntoIterator<Item = &'static str>) -> Self {
        let given = kept.into_iter().map(str::to_lowercase).collect();
        Self { given }
    }

    /// Gives the name as a tab can bear it, and no other tab of the workbook does.
    pub(super) fn fit(&mut self, name: &str) -> String {
        let forbidden = |letter: char| {
            matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || letter.is_control()
        };
        let plain: String = name
            .chars()
            .map(|letter| if forbidden(letter) { ' ' } else { letter })
            .collect();
        let plain = plain.trim_matches([' ', '\'']);
        let plain = if plain.is_empty() { "1" } else { plain };
        let mut fitting = cut(plain, LONGEST);
        let mut count = 1_u32;
        while !self.given.insert(fitting.to_lowercase()) {
            count += 1;
            let ending = format!("({count})");
            fitting = cut(plain, LONGEST - ending.len()) + &ending;
        }
        fitting
    }
}

/// Cuts a text to a length in UTF-16 units, never through a character.
fn cut(text: &str, longest: usize) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf16();
        length <= longest
    };
    let cut: String = text.chars().take_while(fits).collect();
    cut.trim_end_matches([' ', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_fit_and_differ() {
        let mut names = Names::without(["选项"]);
        let long = "𠮷".repeat(20);
        let cases = [
            ("走访督导", "走访督导"),
            ("走访督导", "走访督导(2)"),
            ("a/b:[c]", "a b  c"),
            ("A", "A"),
            ("a", "a(2)"),
            ("'", "1"),
            ("选项", "选项(2)"),
            (long.as_str(), &"𠮷".repeat(15)),
            (long.as_str(), &("𠮷".repeat(14) + "(2)")),
        ];
        for (asked, given) in cases {
            assert_eq!(names.fit(asked), given);
        }
    }
}
