//! The few marks an article's text may hold: `# ` opens a heading, `> ` a quotation, `- ` a
//! point. Every other line is a paragraph, as it comes out of anybody's editor.
//!
//! In: the text as typed. Out: the blocks of a page, and its first sentence. Nothing in it is
//! ever taken for HTML, and a figure in it is words: it does not move when records do.

use page::article::Block;

/// A first sentence longer than this is cut.
const FIRST_CHARS: usize = 80;

/// The blocks of a text, in order. Empty lines part nothing but the eye.
pub fn blocks(text: &str) -> Vec<Block> {
    lines(text)
        .map(|line| match mark(line) {
            Mark::Heading(words) => Block::Heading(words.to_owned()),
            Mark::Quote(words) => Block::Quote(words.into()),
            Mark::Point(words) => Block::Paragraph(format!("· {words}").into()),
            Mark::Plain(words) => Block::Paragraph(words.into()),
        })
        .collect()
}

/// The first sentence of the first paragraph; empty when there is none. One that is too long
/// ends in «……».
pub fn first_sentence(text: &str) -> String {
    let first = lines(text).find_map(|line| match mark(line) {
        Mark::Plain(words) => Some(words),
        _ => None,
    });
    let first = first.unwrap_or_default();
    let end = first
        .char_indices()
        .find(|(at, c)| {
            matches!(c, '。' | '!' | '?' | '！' | '？') || (*c == '.' && ends(first, *at))
        })
        .map_or(first.len(), |(at, c)| at + c.len_utf8());
    let sentence = first.get(..end).unwrap_or(first);
    if sentence.chars().count() <= FIRST_CHARS {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(FIRST_CHARS).collect();
    format!("{cut}……")
}

/// A title with the places marked (`U+200B`) where it may break: after a mark, since a
/// Chinese title breaks nowhere else on our pages.
pub fn breaking(title: &str) -> String {
    let mut marked = String::with_capacity(title.len());
    let mut letters = title.chars().peekable();
    while let Some(letter) = letters.next() {
        marked.push(letter);
        let mark = matches!(
            letter,
            ':' | ',' | ';' | '、' | '：' | '，' | '；' | '|' | '丨'
        );
        let han = |c: &char| matches!(c, '\u{2e80}'..='\u{9fff}' | '“');
        if mark && letters.peek().is_some_and(han) {
            marked.push('\u{200B}');
        }
    }
    marked
}

/// Whether the full stop at `at` ends a sentence: not that of 62.5.
fn ends(text: &str, at: usize) -> bool {
    text.get(at + 1..)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

enum Mark<'a> {
    Heading(&'a str),
    Quote(&'a str),
    Point(&'a str),
    Plain(&'a str),
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn mark(line: &str) -> Mark<'_> {
    let after = |sign: char| {
        let rest = line.trim_start_matches(sign);
        (rest.len() < line.len() && rest.starts_with([' ', '\u{3000}'])).then(|| rest.trim())
    };
    if let Some(words) = after('#').filter(|w| !w.is_empty()) {
        Mark::Heading(words)
    } else if let Some(words) = after('>').filter(|w| !w.is_empty()) {
        Mark::Quote(words)
    } else if let Some(words) = line
        .strip_prefix("- ")
        .map(str::trim)
        .filter(|w| !w.is_empty())
    {
        Mark::Point(words)
    } else {
        Mark::Plain(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each block as a letter for what it is and its words.
    fn read(text: &str) -> Vec<(char, String)> {
        let words = |line: &page::Line| line.show(page::Lang::Zh).into_string();
        let of = |block: &Block| match block {
            Block::Heading(text) => ('h', text.clone()),
            Block::Quote(line) => ('q', words(line)),
            Block::Paragraph(line) => ('p', words(line)),
            Block::Photos(..) => ('x', String::new()),
        };
        blocks(text).iter().map(of).collect()
    }

    #[test]
    fn each_line_is_what_its_mark_says() {
        for (line, kind, words) in [
            ("# 先议再做", 'h', "先议再做"),
            ("## 再分一层", 'h', "再分一层"),
            ("#没有空格", 'p', "#没有空格"),
            ("#", 'p', "#"),
            ("> 种菜不难。", 'q', "种菜不难。"),
            ("- 第一点", 'p', "· 第一点"),
            ("-5度那天", 'p', "-5度那天"),
            ("  平常一段  ", 'p', "平常一段"),
            ("<b>粗</b>", 'p', "&lt;b&gt;粗&lt;/b&gt;"),
        ] {
            assert_eq!(read(line), vec![(kind, words.to_owned())], "{line}");
        }
    }

    #[test]
    fn empty_lines_make_nothing() {
        assert_eq!(read("\n\n一\n\n\n二\r\n\n").len(), 2);
        assert!(read(" \n\t\n").is_empty());
    }

    #[test]
    fn the_first_sentence_is_the_first_of_a_paragraph() {
        let long = "长".repeat(100);
        for (text, first) in [
            (
                "# 标题\n早上九点，客人到了。后来走了。",
                "早上九点，客人到了。".to_owned(),
            ),
            ("占 62.5% of all. Then more.", "占 62.5% of all.".to_owned()),
            ("没有句号", "没有句号".to_owned()),
            ("> 引语\n- 点", String::new()),
            ("", String::new()),
            (&long, format!("{}……", "长".repeat(80))),
        ] {
            assert_eq!(first_sentence(text), first, "{text}");
        }
    }

    #[test]
    fn a_title_breaks_after_its_marks() {
        for (title, marked) in [
            ("四批客人：怡锦的一天", "四批客人：\u{200B}怡锦的一天"),
            ("甲，乙、丙", "甲，\u{200B}乙、\u{200B}丙"),
            ("甲:乙,丙", "甲:\u{200B}乙,\u{200B}丙"),
            ("At 19:00, in English", "At 19:00, in English"),
            ("", ""),
        ] {
            assert_eq!(breaking(title), marked);
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_becomes_markup(text in ".{0,200}") {
            for (_, words) in read(&text).into_iter().filter(|(kind, _)| *kind != 'h') {
                prop_assert!(!words.contains('<') && !words.contains('>'), "{words}");
            }
        }
    }
}
