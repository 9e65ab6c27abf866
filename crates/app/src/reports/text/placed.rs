//! A figure put into a text: as a sentence of its own, at the end of a chapter.
//!
//! In: a text as it was typed, the chapter, the sentence. Out: the text with the sentence in its
//! place; every other line stays as it was.

use figures::prose::{self, Part};

/// The headings of a text, from the top, as they were typed.
pub fn headings(body: &str) -> Vec<String> {
    let heading = |line: &str| {
        let read = prose::read(line.trim()).ok()?;
        let is_heading = matches!(read.parts.first(), Some(Part::Heading { .. }));
        let title = line.trim().trim_start_matches('#').split(" | ").next()?;
        is_heading.then(|| title.trim().to_owned())
    };
    body.lines().filter_map(heading).collect()
}

/// The text with a sentence at the end of a chapter, counted from 1; 0 is what stands before the
/// first. One beyond the last is the last.
pub fn placed(body: &str, chapter: usize, sentence: &str) -> String {
    let lines: Vec<&str> = body.lines().collect();
    let opens = |line: &&str| line.trim_start().starts_with('#');
    let mut next = lines.iter().enumerate().filter(|(_, line)| opens(line));
    let end = next.nth(chapter).map_or(lines.len(), |(at, _)| at);
    let (before, after) = lines.split_at(end);
    let mut all: Vec<&str> = before.to_vec();
    while all.last().is_some_and(|line| line.trim().is_empty()) {
        all.pop();
    }
    if !all.is_empty() {
        all.push("");
    }
    all.push(sentence);
    if !after.is_empty() {
        all.push("");
        all.extend(after);
    }
    all.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_comes_to_the_end_of_its_chapter_and_nothing_else_moves() {
        let body = "开头。\n\n# 一 | 短\n\n甲。\n\n# 二\n乙。\n";
        assert_eq!(headings(body), ["一", "二"]);
        for (chapter, expected) in [
            (0, "开头。\n\n新。\n\n# 一 | 短\n\n甲。\n\n# 二\n乙。\n"),
            (1, "开头。\n\n# 一 | 短\n\n甲。\n\n新。\n\n# 二\n乙。\n"),
            (2, "开头。\n\n# 一 | 短\n\n甲。\n\n# 二\n乙。\n\n新。\n"),
            (9, "开头。\n\n# 一 | 短\n\n甲。\n\n# 二\n乙。\n\n新。\n"),
        ] {
            assert_eq!(placed(body, chapter, "新。"), expected, "chapter {chapter}");
        }
        assert_eq!(placed("", 0, "新。"), "新。\n");
    }
}
