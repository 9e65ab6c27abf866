//! The words by which a notice may mean a figure.
//!
//! In: the park's figures by name. Out: their terms: the name without its brackets, the same with
//! another word for how often, and a short table of what the trade says otherwise. How often, how
//! many sign-ins and how many people are never mixed.

use super::Known;

/// How often something was, in words that mean the same.
const TIMES: [&str; 14] = [
    "场次", "场数", "次数", "个数", "轮次", "批次", "期数", "份数", "篇数", "条数", "数量", "总数",
    "家数", "数",
];
/// Attendances and people: each only itself.
const OTHERS: [&str; 5] = ["人次", "人数", "金额", "时长", "率"];
/// A name without its measure is a term of its own from this many characters on.
const SHORTEST_STEM: usize = 4;

/// What the trade says otherwise: names that a figure may bear, and further words for it. The first
/// name is the one used in an answer.
/// Source: the words of the seed report and of the notices described in the domain's notes.
const TRADE: [(&[&str], &[&str]); 4] = [
    (
        &["活动场次", "活动数", "活动次数", "活动个数", "活动场数"],
        &[
            "场次",
            "多少场活动",
            "几场活动",
            "多少场",
            "几场",
            "活动数量",
            "活动总数",
            "活动总场次",
        ],
    ),
    (
        &["参与人次", "参加人次", "服务人次", "活动人次"],
        &["人次", "多少人次", "总人次"],
    ),
    (&["签到人次"], &["人次", "签到数", "签到次数"]),
    (
        &["参与人数", "参加人数", "服务人数"],
        &["人数", "多少人", "总人数", "服务对象人数"],
    ),
];

/// One term and the figures it may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The words.
    pub words: Vec<char>,
    /// Whether a measure after it would make it another: it is a name without one.
    pub bare: bool,
    /// The keys.
    pub keys: Vec<String>,
}

/// A name without what stands in brackets and without the year it is usually told for.
pub fn plain_name(zh: &str) -> String {
    let mut depth = 0_i32;
    let outside = zh.chars().filter(|c| match c {
        '（' | '(' => {
            depth += 1;
            false
        }
        '）' | ')' => {
            depth -= 1;
            false
        }
        _ => depth == 0,
    });
    let name: String = outside.collect();
    let name = name.trim();
    let without = ["全年", "本年", "年度"]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    without
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
        .to_owned()
}

/// The name as an answer says it: the trade's own word where there is one.
pub fn trade_name(zh: &str) -> String {
    let name = plain_name(zh);
    let row = TRADE
        .iter()
        .find(|(names, _)| names.contains(&name.as_str()));
    let first = row.and_then(|(names, _)| names.first());
    first.map_or(name, |word| (*word).to_owned())
}

/// How many characters the longest measure at the end of a name has.
pub fn measure(name: &str) -> Option<&'static str> {
    let all = TIMES.iter().chain(&OTHERS);
    let ends = all.filter(|word| name.ends_with(**word));
    ends.max_by_key(|word| word.len()).copied()
}

/// Every measure.
pub fn measures() -> impl Iterator<Item = &'static str> {
    TIMES.into_iter().chain(OTHERS)
}

/// The terms of all figures.
pub fn terms(known: &[Known]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for figure in known {
        for (words, bare) in words_of(figure) {
            let words: Vec<char> = words.chars().collect();
            match terms.iter_mut().find(|term| term.words == words) {
                Some(term) if !term.keys.contains(&figure.key) => {
                    term.keys.push(figure.key.clone());
                }
                Some(_) => {}
                None => terms.push(Term {
                    words,
                    bare,
                    keys: vec![figure.key.clone()],
                }),
            }
        }
    }
    terms
}

fn words_of(figure: &Known) -> Vec<(String, bool)> {
    let name = plain_name(&figure.zh).to_lowercase();
    // 「3月活动数」 is 「活动数」 of a period, and read as that.
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let mut all: Vec<(String, bool)> = Vec::new();
    for name in [name.replace("系列", ""), name.replace('的', ""), name] {
        all.push((name.clone(), false));
        let Some(own) = measure(&name) else {
            continue;
        };
        let stem = name.strip_suffix(own).unwrap_or(&name);
        if stem.chars().count() >= SHORTEST_STEM {
            all.push((stem.to_owned(), true));
        }
        if TIMES.contains(&own) && !stem.is_empty() {
            all.extend(TIMES.iter().map(|word| (format!("{stem}{word}"), false)));
        }
    }
    let plain = plain_name(&figure.zh);
    for (names, more) in TRADE {
        if names.contains(&plain.as_str()) {
            all.extend(
                names
                    .iter()
                    .chain(more)
                    .map(|word| ((*word).to_owned(), false)),
            );
        }
    }
    let en = figure.en.to_lowercase();
    if en.len() >= SHORTEST_STEM {
        all.push((en, false));
    }
    all.retain(|(words, _)| words.chars().count() >= 2);
    all
}
