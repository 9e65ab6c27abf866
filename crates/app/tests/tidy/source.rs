//! Reading Rust just far enough: code without comments and texts, and the paths
//! it names, with `use a::{b, c::d}` taken apart.

/// The code alone. Comments are gone, each text or character becomes one `"`;
/// lines stay where they were.
pub fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let in_word = code.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let length = hidden(rest, in_word).unwrap_or(0).min(rest.len());
        let (gone, left) = rest.split_at(length);
        if gone.is_empty() {
            code.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
            continue;
        }
        code.push(if gone.starts_with('/') { ' ' } else { '"' });
        code.extend(gone.chars().filter(|letter| *letter == '\n'));
        rest = left;
    }
    code
}

/// How many bytes the comment, text or character takes that stands here.
fn hidden(rest: &str, in_word: bool) -> Option<usize> {
    let until = |end: &str, from: usize| {
        let found = rest.get(from..).and_then(|after| after.find(end));
        found.map_or(rest.len(), |at| from + at + end.len())
    };
    if rest.starts_with("//") {
        return Some(until("\n", 2).saturating_sub(1));
    }
    if rest.starts_with("/*") {
        return Some(until("*/", 2));
    }
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word) {
        let marks: String = raw.chars().take_while(|letter| *letter == '#').collect();
        let opens = raw.get(marks.len()..)?.starts_with('"');
        return opens.then(|| until(&format!("\"{marks}"), marks.len() + 2));
    }
    if let Some(text) = rest.strip_prefix('"') {
        let mut escaped = false;
        let end = text.find(|letter| {
            let closes = letter == '"' && !escaped;
            escaped = letter == '\\' && !escaped;
            closes
        });
        return Some(end.map_or(rest.len(), |at| at + 2));
    }
    let character = rest.strip_prefix('\'')?;
    if character.starts_with('\\') {
        return Some(until("'", 3));
    }
    let length = character.chars().next()?.len_utf8();
    let closes = character.get(length..)?.starts_with('\'');
    closes.then_some(length + 2) // else it is a lifetime
}

/// Every path named in the code, with its line: `std::fs::read` where it stands,
/// and each leaf of a `use`.
pub fn paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let runs = line.split(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter)));
        let runs = runs.filter(|run| run.contains("::") && !run.ends_with("::"));
        found.extend(runs.map(|run| (index + 1, run.to_owned())));
    }
    for (at, _) in code.match_indices("use ") {
        let (before, after) = code.split_at(at);
        let begins = before.ends_with(|letter: char| letter.is_whitespace()) || before.is_empty();
        if let (true, Some((tree, _))) = (begins, after.split_once(';')) {
            let mut leaves = Vec::new();
            expand("", tree.trim_start_matches("use "), &mut leaves);
            let line = before.matches('\n').count() + 1;
            found.extend(leaves.into_iter().map(|leaf| (line, leaf)));
        }
    }
    found
}

fn expand(prefix: &str, tree: &str, leaves: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, body)) = tree.split_once('{') else {
        let name = tree.split_whitespace().next().unwrap_or_default(); // without `as …`
        leaves.push(format!("{prefix}{name}"));
        return;
    };
    let prefix = format!("{prefix}{}", head.trim());
    let body = body.trim_end().strip_suffix('}').unwrap_or(body);
    let (mut depth, mut from) = (0, 0);
    for (at, letter) in body.char_indices().chain([(body.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = body.get(from..at).unwrap_or_default();
                if !part.trim().is_empty() {
                    expand(&prefix, part, leaves);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// Whether the line holds the word by itself, not as a part of another.
pub fn has_word(line: &str, word: &str) -> bool {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = line.split_at(at);
        let after = after.strip_prefix(word).unwrap_or_default();
        let goes_on = word.ends_with(joins) && after.starts_with(joins);
        !(before.ends_with(joins) || goes_on)
    })
}

#[test]
fn comments_and_texts_are_not_code() {
    let cases = [
        ("a // b\nc", "a  \nc"),
        ("a /* b\n */ c", "a  \n c"),
        (r#"f("x // y")"#, r#"f(")"#),
        (r#"f("a\"b", c)"#, r#"f(", c)"#),
        (r##"r#"a"b"# + c"##, r#"" + c"#),
        ("var\"x\"", "var\""),
        ("'\"' + '\\'' + 'a 字'", "\" + \" + 'a 字'"),
        ("&'a str", "&'a str"),
    ];
    for (text, expected) in cases {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn uses_are_taken_apart() {
    let code = "pub use a::{b, c::{d, e as f},\n};\nfn g() { std::fs::read(h) }";
    let expected = [
        (3, "std::fs::read"),
        (1, "a::b"),
        (1, "a::c::d"),
        (1, "a::c::e"),
    ];
    let expected: Vec<_> = expected.map(|(line, path)| (line, path.to_owned())).into();
    assert_eq!(paths(code), expected);
}

#[test]
fn a_word_stands_alone() {
    assert!(has_word("a todo! b", "todo!"));
    assert!(has_word("todo!()", "todo!"));
    assert!(has_word("XXX: later", "XXX"));
    assert!(!has_word("mktemp XXXXXX", "XXX"));
    assert!(!has_word("tokio_postgres", "tokio"));
}
