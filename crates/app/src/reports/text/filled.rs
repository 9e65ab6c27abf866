//! A text with a figure in every place where a number stands.
//!
//! In: a text (prose with slots) and the figures of a period, as its reader may see them. Out:
//! chapters of runs: words, figures, tables, and slots that cannot be filled, each with its
//! reason. It is a draft until no such slot is left.

use std::collections::BTreeMap;

use base::{Lang, Period, Words, words};
use figures::{
    Definition, Definitions,
    prose::{self, Piece},
};

use serde::{Deserialize, Serialize};

use super::Written;
use crate::reports::guard::Guard;

const FIGURE: Words = words("指标", "Figure");
const VALUE: Words = words("数值", "Value");
const NOT_OPEN: Words = words("（名单不在这里列出）", "(the list is not shown here)");
const NOTHING: Words = words("（没有。）", "(None.)");
const NO_DEFINITION: Words = words("没有这个口径", "there is no such definition");
const NOT_WRITTEN: Words = words("这一期还没有写", "not written for this period yet");
const NO_RECORDS: Words = words(
    "这段时间里没有可算的记录",
    "no records in this period to compute it from",
);

/// What stands in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Run {
    /// Words.
    Words(String),
    /// A figure: its key, and how it reads here.
    Figure(String, String),
    /// A slot that cannot be filled: its key, what it is, why.
    Missing(String, String, String),
}

/// A paragraph, or a cell.
pub type Paragraph = Vec<Run>;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The titles of its columns.
    pub headers: Vec<String>,
    /// Its rows from the top, a cell a column.
    pub rows: Vec<Vec<Paragraph>>,
}

/// What stands below a heading.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

impl Part {
    /// What stands in it, in reading order.
    pub fn runs(&self) -> Box<dyn Iterator<Item = &Run> + '_> {
        match self {
            Part::Paragraph(runs) => Box::new(runs.iter()),
            Part::Table(table) => Box::new(table.rows.iter().flatten().flatten()),
        }
    }
}

/// A chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its heading with its number: 「一、…」.
    pub title: String,
    /// Its name in the margin.
    pub short: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// What a text says of the park it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The park's name.
    pub park: String,
    /// Who runs it; may be empty.
    pub operator: String,
    /// The period.
    pub period: Period,
}

/// A text of one period, filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// Whose text it is, and of which period.
    pub about: About,
    /// Its title.
    pub title: String,
    /// What stands before the first chapter.
    pub opening: Vec<Part>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// By which versions of its definitions it was made, in words.
    pub versions: String,
    /// The numbers in it that somebody typed.
    pub typed: Vec<String>,
}

impl Filled {
    /// Fills a text, each figure as the guard lets its reader see it; `lists` are the tables of
    /// what its figures counted, where the reader may see them.
    pub fn new(
        written: &Written,
        about: &About,
        guard: Guard<'_>,
        lists: &BTreeMap<String, Table>,
        lang: Lang,
    ) -> Filled {
        let filling = Filling {
            about,
            guard,
            lists,
            lang,
        };
        let text = written.prose(lang);
        let mut filled = Filled {
            about: about.clone(),
            title: plain(&filling.runs(&written.title(lang))),
            opening: Vec::new(),
            chapters: Vec::new(),
            versions: String::new(),
            typed: text.typed(),
        };
        for part in &text.parts {
            filling.take(part, &mut filled);
        }
        filled.versions = filled.versions_of(&guard.values.definitions, lang);
        filled
    }

    /// How many definitions it uses, and which of them are no longer in their first version.
    fn versions_of(&self, all: &Definitions, lang: Lang) -> String {
        let keys = self.keys();
        let used = keys.iter().filter_map(|key| all.get(key));
        let later: Vec<String> = used
            .filter(|d| d.version > 1)
            .map(|d| match lang {
                Lang::Zh => format!("「{}」第{}版", d.zh, d.version),
                Lang::En => format!("“{}” version {}", d.en, d.version),
            })
            .collect();
        let count = keys.len();
        match (later.is_empty(), lang) {
            (true, Lang::Zh) => format!("用到 {count} 个口径，均为第1版。"),
            (true, Lang::En) => format!("It uses {count} definitions, all in version 1."),
            (false, Lang::Zh) => {
                format!("用到 {count} 个口径：{}，其余为第1版。", later.join("、"))
            }
            (false, Lang::En) => format!(
                "It uses {count} definitions: {}; the others in version 1.",
                later.join(", ")
            ),
        }
    }

    /// The keys of the figures that stand in it, each once, in reading order.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for (_, run) in self.runs() {
            if let Run::Figure(key, _) = run
                && !keys.contains(&key.as_str())
            {
                keys.push(key);
            }
        }
        keys
    }

    /// The slots that cannot be filled: the chapter's place, what, why. Each once.
    pub fn missing(&self) -> Vec<(usize, String, String)> {
        let mut missing: Vec<(usize, String, String)> = Vec::new();
        for (at, run) in self.runs() {
            if let Run::Missing(_, what, why) = run
                && !missing.iter().any(|(_, w, _)| w == what)
            {
                missing.push((at, what.clone(), why.clone()));
            }
        }
        missing
    }

    /// How many figures stand in it.
    pub fn figures(&self) -> usize {
        let figure = |(_, run): &(usize, &Run)| matches!(run, Run::Figure(..));
        self.runs().filter(figure).count()
    }

    /// All that stands in it, each with its chapter's place.
    pub fn runs(&self) -> impl Iterator<Item = (usize, &Run)> {
        let opening = self.opening.iter().map(|part| (0, part));
        let chapters = self.chapters.iter().enumerate();
        let inner = chapters.flat_map(|(at, c)| c.parts.iter().map(move |part| (at, part)));
        opening
            .chain(inner)
            .flat_map(|(at, part)| part.runs().map(move |run| (at, run)))
    }
}

/// The words of runs without their figures' marks.
pub fn plain(runs: &[Run]) -> String {
    let word = |run: &Run| match run {
        Run::Words(words) | Run::Figure(_, words) => words.clone(),
        Run::Missing(_, what, _) => format!("〔{what}〕"),
    };
    runs.iter().map(word).collect()
}

fn heading(at: usize, title: &str, lang: Lang) -> String {
    const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    match (lang, NUMBERS.get(at)) {
        (Lang::Zh, Some(number)) => format!("{number}、{title}"),
        _ => format!("{}. {title}", at + 1),
    }
}

/// What fills a text.
struct Filling<'a> {
    about: &'a About,
    guard: Guard<'a>,
    lists: &'a BTreeMap<String, Table>,
    lang: Lang,
}

impl Filling<'_> {
    /// Puts a part at the end of what is filled so far.
    fn take(&self, part: &prose::Part, filled: &mut Filled) {
        let part = match part {
            prose::Part::Heading { title, short } => {
                let title = plain(&self.runs(title));
                let short = plain(&self.runs(short));
                return filled.chapters.push(Chapter {
                    title: heading(filled.chapters.len(), &title, self.lang),
                    short: if short.is_empty() { title } else { short },
                    parts: Vec::new(),
                });
            }
            prose::Part::Paragraph(pieces) => Part::Paragraph(self.runs(pieces)),
            prose::Part::Figures(keys) => Part::Table(self.figures(keys)),
            prose::Part::Things(listed) => self.things(listed),
            prose::Part::Own(name) => {
                let why = NOT_WRITTEN.get(self.lang).to_owned();
                Part::Paragraph(vec![Run::Missing(name.clone(), name.clone(), why)])
            }
        };
        match filled.chapters.last_mut() {
            Some(chapter) => chapter.parts.push(part),
            None => filled.opening.push(part),
        }
    }

    fn runs(&self, pieces: &[Piece]) -> Paragraph {
        let run = |piece: &Piece| match piece {
            Piece::Words(words) => Run::Words(words.clone()),
            Piece::Slot(key) => self.slot(key),
        };
        pieces.iter().map(run).collect()
    }

    /// A table of figures: what each is called, and its value.
    fn figures(&self, keys: &[String]) -> Table {
        let row = |key: &String| {
            let named = self.guard.values.definitions.get(key);
            let name = named.map_or(key.clone(), |d| name(d, self.lang).to_owned());
            vec![vec![Run::Words(name)], vec![self.slot(key)]]
        };
        Table {
            headers: [FIGURE, VALUE]
                .map(|words| words.get(self.lang).to_owned())
                .into(),
            rows: keys.iter().map(row).collect(),
        }
    }

    fn things(&self, listed: &prose::Listed) -> Part {
        let key = &listed.key;
        match (self.lists.get(&listed.name()), self.guard.values.get(key)) {
            (Some(table), _) if table.rows.is_empty() => {
                Part::Paragraph(vec![Run::Words(NOTHING.get(self.lang).to_owned())])
            }
            (Some(table), _) => Part::Table(table.clone()),
            (None, Some(_)) => {
                Part::Paragraph(vec![Run::Words(NOT_OPEN.get(self.lang).to_owned())])
            }
            (None, None) => Part::Paragraph(vec![self.slot(key)]),
        }
    }

    fn slot(&self, slot: &str) -> Run {
        let about = self.about;
        match slot {
            "park" => return Run::Words(about.park.clone()),
            // A park that was not told who runs it reads it from its service contract.
            "operator" if about.operator.is_empty() => {
                return match self.slot("contract_operator") {
                    Run::Figure(key, name) => {
                        Run::Figure(key, name.trim_matches(['“', '”']).to_owned())
                    }
                    missing => missing,
                };
            }
            "operator" => return Run::Words(about.operator.clone()),
            "year" => return Run::Words(about.period.year().to_string()),
            "period" => return Run::Words(about.period.name(self.lang)),
            _ => {}
        }
        figure(self.guard, slot, self.lang)
    }
}

/// The figure of this key as it reads in a text; why it cannot be told where it cannot.
pub fn figure(guard: Guard<'_>, key: &str, lang: Lang) -> Run {
    let missing = |what: &str, why: Words| {
        Run::Missing(key.to_owned(), what.to_owned(), why.get(lang).to_owned())
    };
    let Some((definition, figure)) = guard.values.get(key) else {
        return missing(key, NO_DEFINITION);
    };
    let seen = guard.read(definition, figure, lang);
    match (seen.kept_back, figure.is_there()) {
        (true, _) => Run::Figure(key.to_owned(), seen.value + &seen.unit),
        (false, true) => Run::Figure(key.to_owned(), read(definition, figure, lang)),
        (false, false) => missing(name(definition, lang), NO_RECORDS),
    }
}

/// What a definition is called.
fn name(definition: &Definition, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &definition.zh,
        Lang::En => &definition.en,
    }
}

/// A figure as it reads in a sentence: names in quotation marks, numbers with their unit.
fn read(definition: &Definition, figure: &figures::Figure, lang: Lang) -> String {
    let named = matches!(definition.fold, figures::Fold::Names(_));
    if !named || !definition.unit.is_empty() {
        return figure.text(definition, lang);
    }
    let quoted = |name: &str| format!("“{name}”");
    let names: Vec<String> = figure
        .names
        .iter()
        .filter_map(|v| v.as_text())
        .map(quoted)
        .collect();
    names.join(if lang == Lang::Zh { "、" } else { ", " })
}
