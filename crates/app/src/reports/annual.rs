//! The annual report: prose as data, with a figure in every place where a number stands.
//!
//! In: the report's text (a template with slots) and the year's figures. Out: chapters of
//! runs: words, figures, and slots that cannot be filled, each with its reason. The report is
//! a draft until no such slot is left. No count ever stands in the text outside a slot.

use std::collections::BTreeSet;

use base::Lang;
use figures::{Definition, Definitions, Unfit};
use serde::Deserialize;

use super::guard::Guard;

/// The report as shipped.
pub const SHIPPED: &str = include_str!("annual.toml");

/// A report's text, as data.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its title, with slots.
    pub title: Text,
    /// The paragraph before the first chapter.
    pub opening: Text,
    /// Its chapters.
    pub chapter: Vec<ChapterText>,
    /// Definitions that only this report uses (the names that stand in its sentences).
    #[serde(default)]
    pub figure: Vec<Definition>,
}

/// A chapter's text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChapterText {
    /// Its heading, without its number.
    pub title: Text,
    /// Its name in the margin.
    pub short: Text,
    /// Its paragraphs.
    pub paragraph: Vec<Text>,
}

/// The template as shipped.
///
/// # Errors
/// Never for the text as shipped (a test reads it); what the reader did not understand otherwise.
pub fn template() -> Result<Template, Unfit> {
    toml::from_str(SHIPPED).map_err(|e| Unfit {
        key: "annual".to_owned(),
        reason: figures::Reason::Unread(e.to_string()),
    })
}

/// The figures that the report as shipped has slots for, by key.
pub fn slots() -> BTreeSet<String> {
    let Ok(template) = template() else {
        return BTreeSet::new();
    };
    let mut texts = vec![&template.title, &template.opening];
    for chapter in &template.chapter {
        texts.extend([&chapter.title, &chapter.short]);
        texts.extend(&chapter.paragraph);
    }
    let parts = texts
        .into_iter()
        .flat_map(|text| text.zh.split('{').skip(1));
    let keys = parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned()));
    keys.collect()
}

/// One text in both languages, with slots `{key}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What stands in a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// Words.
    Words(String),
    /// A figure: its key, and how it reads here.
    Figure(String, String),
    /// A slot that cannot be filled: its key, what it is, why.
    Missing(String, String, String),
}

/// A paragraph.
pub type Paragraph = Vec<Run>;

/// A chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its heading with its number: 「一、…」.
    pub title: String,
    /// Its name in the margin.
    pub short: String,
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// A report of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Annual {
    /// Whose report it is, and of which year.
    pub about: About,
    /// Its title.
    pub title: String,
    /// The paragraph before the first chapter.
    pub opening: Paragraph,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// By which versions of its definitions it was made, in words.
    pub versions: String,
}

/// What a report says of the park it is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The park's name.
    pub park: String,
    /// Who runs it; may be empty.
    pub operator: String,
    /// The year.
    pub year: i16,
}

impl Annual {
    /// Fills a template, each figure as the guard lets its reader see it.
    pub fn fill(template: &Template, about: &About, guard: Guard<'_>, lang: Lang) -> Annual {
        let fill = |text: &Text| runs(pick(text, lang), about, guard, lang);
        let numbered = |(at, chapter): (usize, &ChapterText)| Chapter {
            title: heading(at, &plain(&fill(&chapter.title)), lang),
            short: plain(&fill(&chapter.short)),
            paragraphs: chapter.paragraph.iter().map(fill).collect(),
        };
        let annual = Annual {
            versions: String::new(),
            about: about.clone(),
            title: plain(&fill(&template.title)),
            opening: fill(&template.opening),
            chapters: template.chapter.iter().enumerate().map(numbered).collect(),
        };
        Annual {
            versions: annual.versions_of(&guard.values.definitions, lang),
            ..annual
        }
    }

    /// How many definitions it uses, and which of them are no longer in their first version.
    fn versions_of(&self, all: &Definitions, lang: Lang) -> String {
        let mut keys: Vec<&str> = Vec::new();
        for (_, run) in self.runs() {
            if let Run::Figure(key, _) = run
                && !keys.contains(&key.as_str())
            {
                keys.push(key);
            }
        }
        let later = keys
            .iter()
            .filter_map(|key| all.get(key))
            .filter(|d| d.version > 1);
        let later: Vec<String> = later
            .map(|d| match lang {
                Lang::Zh => format!("「{}」第{}版", d.zh, d.version),
                Lang::En => format!("“{}” version {}", d.en, d.version),
            })
            .collect();
        match (later.is_empty(), lang) {
            (true, Lang::Zh) => format!("用到 {} 个口径，均为第1版。", keys.len()),
            (true, Lang::En) => format!("It uses {} definitions, all in version 1.", keys.len()),
            (false, Lang::Zh) => format!(
                "用到 {} 个口径：{}，其余为第1版。",
                keys.len(),
                later.join("、")
            ),
            (false, Lang::En) => format!(
                "It uses {} definitions: {}; the others in version 1.",
                keys.len(),
                later.join(", ")
            ),
        }
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
        self.runs()
            .filter(|(_, run)| matches!(run, Run::Figure(..)))
            .count()
    }

    fn runs(&self) -> impl Iterator<Item = (usize, &Run)> {
        let chapters = self.chapters.iter().enumerate();
        let inner =
            chapters.flat_map(|(at, c)| c.paragraphs.iter().flatten().map(move |run| (at, run)));
        self.opening.iter().map(|run| (0, run)).chain(inner)
    }
}

fn pick(text: &Text, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &text.zh,
        Lang::En => &text.en,
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

/// A text with its slots `{key}` filled.
fn runs(text: &str, about: &About, guard: Guard<'_>, lang: Lang) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        push(&mut runs, words);
        let (slot, after) = after.split_once('}').unwrap_or((after, ""));
        runs.push(fill(slot, about, guard, lang));
        rest = after;
    }
    push(&mut runs, rest);
    runs
}

fn push(runs: &mut Vec<Run>, words: &str) {
    if !words.is_empty() {
        runs.push(Run::Words(words.to_owned()));
    }
}

fn fill(slot: &str, about: &About, guard: Guard<'_>, lang: Lang) -> Run {
    let zh = lang == Lang::Zh;
    match slot {
        "park" => return Run::Words(about.park.clone()),
        // A park that was not told who runs it reads it from its service contract.
        "operator" if about.operator.is_empty() => {
            return match fill("contract_operator", about, guard, lang) {
                Run::Figure(key, name) => {
                    Run::Figure(key, name.trim_matches(['“', '”']).to_owned())
                }
                missing => missing,
            };
        }
        "operator" => return Run::Words(about.operator.clone()),
        "year" => return Run::Words(about.year.to_string()),
        _ => {}
    }
    let Some((definition, figure)) = guard.values.get(slot) else {
        let why = if zh {
            "没有这个口径"
        } else {
            "there is no such definition"
        };
        return Run::Missing(slot.to_owned(), slot.to_owned(), why.to_owned());
    };
    let seen = guard.read(definition, figure, lang);
    if seen.kept_back {
        return Run::Figure(slot.to_owned(), seen.value + &seen.unit);
    }
    if figure.is_there() {
        return Run::Figure(slot.to_owned(), read(definition, figure, lang));
    }
    let what = if zh { &definition.zh } else { &definition.en };
    let why = if zh {
        "这段时间里没有可算的记录"
    } else {
        "no records in this period to compute it from"
    };
    Run::Missing(slot.to_owned(), what.clone(), why.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(template: &Template) -> Vec<&Text> {
        let chapters = template
            .chapter
            .iter()
            .flat_map(|c| [&c.title, &c.short].into_iter().chain(&c.paragraph));
        [&template.title, &template.opening]
            .into_iter()
            .chain(chapters)
            .collect()
    }

    fn slots(text: &str) -> Vec<&str> {
        let mut slots: Vec<&str> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect();
        slots.sort_unstable();
        slots
    }

    /// The words of a text between its slots.
    fn words_only(text: &str) -> String {
        text.split('{')
            .enumerate()
            .map(|(i, part)| {
                if i == 0 {
                    part
                } else {
                    part.split_once('}').map_or("", |(_, rest)| rest)
                }
            })
            .collect()
    }

    #[test]
    fn no_count_stands_outside_a_slot() {
        const COUNTED: [&str; 16] = [
            "场", "次", "个", "人", "名", "份", "篇", "轮", "批", "期", "支", "条", "项", "件",
            "户", "余",
        ];
        let template = template().unwrap();
        for text in texts(&template) {
            // «第一名» is a rank by its name, not a count.
            let words = words_only(&text.zh).replace("第一名", "榜首");
            assert!(
                !words.chars().any(|c| c.is_ascii_digit()),
                "a digit stands in {words}"
            );
            for number in [
                "一", "两", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千",
            ] {
                for unit in COUNTED {
                    let counted = format!("{number}{unit}");
                    assert!(!words.contains(&counted), "{counted} stands in {words}");
                }
            }
            assert!(
                !words_only(&text.en).chars().any(|c| c.is_ascii_digit()),
                "a digit stands in {}",
                text.en
            );
        }
    }

    #[test]
    fn both_languages_hold_the_same_figures() {
        let template = template().unwrap();
        assert_eq!(template.chapter.len(), 4);
        for text in texts(&template) {
            assert_eq!(slots(&text.zh), slots(&text.en), "{}", text.zh);
        }
    }
}
