//! Prose with figures in it: what a report or a return says, as its writer types it.
//!
//! In: a text of one line a paragraph. `# ` opens a chapter (after ` | ` its short name), `{key}`
//! is a slot for a figure, a line `表格：{a}{b}` or `Table: {a}{b}` is a table of figures, a line
//! `清单：{a}` or `List: {a}` a table of what a figure counted (after the slot perhaps the columns it
//! shows: `清单：{a} 日期、名称`), a line `填写：…` or `Write: …` a place
//! for what each period says in its own words. Out: the same in parts, or every line that cannot be
//! read with the reason. It knows no figure and fills no slot.

use std::collections::BTreeSet;

use base::{Lang, Words, words};

const NOT_CLOSED: Words = words(
    "“{”没有配上“}”，请写成 {口径代码}",
    "“{” has no “}”: write {key}",
);
const NOT_OPENED: Words = words(
    "“}”前面没有“{”，请写成 {口径代码}",
    "“}” has no “{” before it: write {key}",
);
const NO_KEY: Words = words(
    "“{}”里没有写口径代码",
    "there is no figure's key within “{}”",
);
const NO_FIGURE: Words = words(
    "“表格：”“清单：”后面要写 {口径代码}",
    "after “Table:” or “List:” write {key}",
);
const ONE_FIGURE: Words = words(
    "“清单：”后面写一个 {口径代码}，再写要哪几栏，用顿号隔开",
    "after “List:” write one {key}, then the columns wanted, with commas between",
);
const NO_NAME: Words = words(
    "“填写：”后面要写这一处叫什么，不带“{}”",
    "after “Write:” say what this place is called, without “{}”",
);
const NO_TITLE: Words = words("“# ”后面没有标题", "there is no heading after “# ”");

/// A text in its parts, from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// The parts.
    pub parts: Vec<Part>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A chapter opens.
    Heading {
        /// Its heading.
        title: Vec<Piece>,
        /// Its short name; empty when it has none.
        short: Vec<Piece>,
    },
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A table of these figures, a row each.
    Figures(Vec<String>),
    /// A table of what a figure counted.
    Things(Listed),
    /// A place, called so, for what each period says in its own words.
    Own(String),
}

/// A table of what a figure counted, as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The figure's key.
    pub key: String,
    /// The columns it shows, as they are called; none for name, day and weight.
    pub columns: Vec<String>,
}

impl Listed {
    /// What tells it from every other table of a text.
    pub fn name(&self) -> String {
        format!("{} {}", self.key, self.columns.join("、"))
    }
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A slot for the figure of this key.
    Slot(String),
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Which line, counted from 1.
    pub line: usize,
    /// Why, and what to do.
    pub why: Words,
}

impl Wrong {
    /// The line and the reason, in words.
    pub fn text(&self, lang: Lang) -> String {
        let why = self.why.get(lang);
        match lang {
            Lang::Zh => format!("第{}行：{why}", self.line),
            Lang::En => format!("Line {}: {why}", self.line),
        }
    }
}

/// Every line that cannot be read, in one sentence.
pub fn told(wrong: &[Wrong], lang: Lang) -> String {
    let lines: Vec<String> = wrong.iter().map(|w| w.text(lang)).collect();
    lines.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// Reads a text.
///
/// # Errors
/// Every line that cannot be read.
pub fn read(text: &str) -> Result<Prose, Vec<Wrong>> {
    let mut parts = Vec::new();
    let mut wrong = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match part(line.trim()) {
            Ok(part) => parts.extend(part),
            Err(why) => wrong.push(Wrong { line: at + 1, why }),
        }
    }
    match wrong.is_empty() {
        true => Ok(Prose { parts }),
        false => Err(wrong),
    }
}

fn part(line: &str) -> Result<Option<Part>, Words> {
    if line.is_empty() {
        return Ok(None);
    }
    if let Some(title) = line.strip_prefix('#') {
        let (title, short) = title.split_once(" | ").unwrap_or((title, ""));
        let (title, short) = (pieces(title.trim())?, pieces(short.trim())?);
        return match title.is_empty() {
            true => Err(NO_TITLE),
            false => Ok(Some(Part::Heading { title, short })),
        };
    }
    if let Some(rest) = after(line, &["表格：", "表格:", "Table:"]) {
        let keys = keys(rest)?;
        return match keys.is_empty() {
            true => Err(NO_FIGURE),
            false => Ok(Some(Part::Figures(keys))),
        };
    }
    if let Some(rest) = after(line, &["清单：", "清单:", "List:"]) {
        return listed(&pieces(rest)?).map(|listed| Some(Part::Things(listed)));
    }
    if let Some(rest) = after(line, &["填写：", "填写:", "Write:"]) {
        let name = rest.trim();
        return match name.is_empty() || name.contains(['{', '}', '#']) {
            true => Err(NO_NAME),
            false => Ok(Some(Part::Own(name.to_owned()))),
        };
    }
    Ok(Some(Part::Paragraph(pieces(line)?)))
}

fn after<'a>(line: &'a str, signs: &[&str]) -> Option<&'a str> {
    signs.iter().find_map(|sign| line.strip_prefix(sign))
}

fn listed(pieces: &[Piece]) -> Result<Listed, Words> {
    let blank = |piece: &&Piece| matches!(piece, Piece::Words(words) if words.trim().is_empty());
    let mut pieces = pieces.iter().skip_while(blank);
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(Piece::Slot(key)), after, None) => {
            let words = match after {
                Some(Piece::Words(words)) => words.as_str(),
                None => "",
                Some(Piece::Slot(_)) => return Err(ONE_FIGURE),
            };
            let columns = words.split(['、', '，', ',', '；', ';']).map(str::trim);
            let columns = columns.filter(|column| !column.is_empty());
            Ok(Listed {
                key: key.clone(),
                columns: columns.map(str::to_owned).collect(),
            })
        }
        (None, ..) => Err(NO_FIGURE),
        _ => Err(ONE_FIGURE),
    }
}

fn keys(text: &str) -> Result<Vec<String>, Words> {
    let slot = |piece| match piece {
        Piece::Slot(key) => Some(key),
        Piece::Words(_) => None,
    };
    Ok(pieces(text)?.into_iter().filter_map(slot).collect())
}

/// One line in its stretches.
///
/// # Errors
/// Why it cannot be read: a brace that stands alone, or nothing within two.
pub fn pieces(line: &str) -> Result<Vec<Piece>, Words> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        push(&mut pieces, before)?;
        let (key, after) = after.split_once('}').ok_or(NOT_CLOSED)?;
        match key.trim() {
            "" => return Err(NO_KEY),
            key if key.contains('{') => return Err(NOT_CLOSED),
            key => pieces.push(Piece::Slot(key.to_owned())),
        }
        rest = after;
    }
    push(&mut pieces, rest)?;
    Ok(pieces)
}

fn push(pieces: &mut Vec<Piece>, text: &str) -> Result<(), Words> {
    if text.contains('}') {
        return Err(NOT_OPENED);
    }
    if !text.is_empty() {
        pieces.push(Piece::Words(text.to_owned()));
    }
    Ok(())
}

impl Prose {
    /// The keys that stand in its slots and tables.
    pub fn slots(&self) -> BTreeSet<&str> {
        let mut slots = BTreeSet::new();
        for part in &self.parts {
            match part {
                Part::Figures(keys) => slots.extend(keys.iter().map(String::as_str)),
                Part::Things(listed) => {
                    slots.insert(listed.key.as_str());
                }
                _ => slots.extend(part.pieces().filter_map(|piece| match piece {
                    Piece::Slot(key) => Some(key.as_str()),
                    Piece::Words(_) => None,
                })),
            }
        }
        slots
    }

    /// The places for a period's own words, from the top, as they are called.
    pub fn own(&self) -> Vec<&str> {
        let mut own = Vec::new();
        for part in &self.parts {
            if let Part::Own(name) = part {
                own.push(name.as_str());
            }
        }
        own
    }

    /// The numbers that were typed, not computed: every run of digits outside a slot.
    pub fn typed(&self) -> Vec<String> {
        let words = self.parts.iter().flat_map(Part::pieces);
        let words = words.filter_map(|piece| match piece {
            Piece::Words(words) => Some(words),
            Piece::Slot(_) => None,
        });
        words
            .flat_map(|words| words.split(|c: char| !c.is_ascii_digit() && c != '.'))
            .map(|run| run.trim_matches('.'))
            .filter(|run| !run.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

impl Part {
    /// Its stretches; a table has none.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        let (one, two): (&[Piece], &[Piece]) = match self {
            Part::Heading { title, short } => (title, short),
            Part::Paragraph(pieces) => (pieces, &[]),
            Part::Figures(_) | Part::Things(_) | Part::Own(_) => (&[], &[]),
        };
        one.iter().chain(two)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    fn slot(key: &str) -> Piece {
        Piece::Slot(key.to_owned())
    }

    #[test]
    fn a_text_is_read_line_by_line() {
        let text = "本月举办{activities}。\n\n# 培训 | 训\n  表格：{a} {b}\nTable: {c}\n清单：{d}\n清单： {e} 日期、活动名称\n填写： 存在问题\nWrite:Plans";
        let parts = read(text).unwrap().parts;
        assert_eq!(
            parts,
            [
                Part::Paragraph(vec![
                    words_of("本月举办"),
                    slot("activities"),
                    words_of("。")
                ]),
                Part::Heading {
                    title: vec![words_of("培训")],
                    short: vec![words_of("训")],
                },
                Part::Figures(vec!["a".into(), "b".into()]),
                Part::Figures(vec!["c".into()]),
                Part::Things(Listed {
                    key: "d".into(),
                    columns: Vec::new(),
                }),
                Part::Things(Listed {
                    key: "e".into(),
                    columns: vec!["日期".into(), "活动名称".into()],
                }),
                Part::Own("存在问题".into()),
                Part::Own("Plans".into()),
            ]
        );
        assert_eq!(read(text).unwrap().own(), ["存在问题", "Plans"]);
    }

    #[test]
    fn every_line_that_cannot_be_read_is_told_at_once() {
        let text = "好\n一{a\n二}\n三{}\n#\n表格：\n清单：{a}{b}\n四{a{b}}\n填写：\n填写：{a}\n清单：共{a}";
        let wrong = read(text).unwrap_err();
        let told: Vec<(usize, Words)> = wrong.iter().map(|w| (w.line, w.why)).collect();
        assert_eq!(
            told,
            [
                (2, NOT_CLOSED),
                (3, NOT_OPENED),
                (4, NO_KEY),
                (5, NO_TITLE),
                (6, NO_FIGURE),
                (7, ONE_FIGURE),
                (8, NOT_CLOSED),
                (9, NO_NAME),
                (10, NO_NAME),
                (11, ONE_FIGURE),
            ]
        );
        assert!(wrong[0].text(Lang::Zh).starts_with("第2行："));
    }

    #[test]
    fn what_is_computed_and_what_is_typed_are_told_apart() {
        let prose = read("共{a}，其中3场在园内，满意度98.5%。\n# 第2章\n表格：{b}{a}").unwrap();
        assert_eq!(Vec::from_iter(prose.slots()), ["a", "b"]);
        assert_eq!(prose.typed(), ["3", "98.5", "2"]);
    }
}
