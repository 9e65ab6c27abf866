//! Whether numbers may leave as they were asked for.
//!
//! In: a draft and its numbers as they are now. Out: what is in the way, field by field: nothing
//! to give, no period, to nobody, a number kept back, one that moved since it was looked at, one
//! that differs from the one before and is not explained.

use base::{Code, Lang, Words, words};

use super::{Draft, Number, draft::SAY_PERIOD};
use crate::front::Call;

const NOTHING: Words = words("还没有选要报的数。", "No figure is chosen yet.");
const GONE: Words = words("没有这个口径。", "There is no such definition.");
const EXPLAIN: Words = words(
    "和上次报的不一样，请写明原因再报。",
    "It differs from the one given before: say why.",
);

/// What is in the way; nothing where the numbers may leave.
pub fn check(call: &Call, draft: &Draft, numbers: &[Number]) -> Vec<(String, String)> {
    let lang = call.lang();
    let mut problems = draft.problems(lang);
    let mut add = |field: String, words: String| problems.push((field, words));
    let said = |words: Words| words.get(lang).to_owned();
    if draft.figures.is_empty() {
        add("add".to_owned(), said(NOTHING));
    }
    if draft.period.is_none() && draft.period_typed.is_empty() && draft.read.spans().len() < 2 {
        add("period".to_owned(), said(SAY_PERIOD));
    }
    if draft.to.is_empty() {
        add("to".to_owned(), said(Code::Missing.words()));
    }
    if draft.period.is_some() && numbers.len() < draft.figures.len() {
        add(String::new(), said(GONE));
    }
    for number in numbers {
        let seen = draft.seen.get(&number.key);
        for (field, words) in one(number, seen, draft.because.get(&number.key), lang) {
            add(field, words);
        }
    }
    problems
}

/// What is in the way of one number: what it was when it was looked at, and why it differs.
pub fn one(
    number: &Number,
    seen: Option<&String>,
    because: Option<&String>,
    lang: Lang,
) -> Vec<(String, String)> {
    if let Some(why) = &number.refused {
        return vec![(String::new(), format!("{}：{why}", number.name))];
    }
    let mut problems = Vec::new();
    if let Some(seen) = seen.filter(|seen| **seen != number.value) {
        problems.push((String::new(), moved(number, seen, lang)));
    }
    let explained = because.is_some_and(|why| !why.trim().is_empty());
    if number.differs.is_some() && !explained {
        let field = format!("because-{}", number.key);
        problems.push((field, EXPLAIN.get(lang).to_owned()));
    }
    problems
}

fn moved(number: &Number, seen: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "{}刚才是{seen}，现在是{}。请看过新的数再报。",
            number.name, number.said
        ),
        Lang::En => format!(
            "{} was {seen} when you looked and is {} now. Look at the new number first.",
            number.name, number.value
        ),
    }
}
