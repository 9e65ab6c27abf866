//! The numbers that a notice asks for.
//!
//! In: a text whose periods and hours are read already, the park's figures. Out: each run of words
//! that asks for a number, with the figures that fit it. Words before a term that are not known
//! (「党建」活动场次) make it another number: the term's figure then only comes near.

use super::{
    Asked, Found, Known,
    chars::{Text, is_word},
    terms::{Term, measures, terms},
};

/// Words that may stand before a term and change nothing.
const GLUE: [&str; 75] = [
    "报",
    "报送",
    "上报",
    "报来",
    "填报",
    "报一下",
    "报下",
    "统计",
    "汇总",
    "提供",
    "反馈",
    "梳理",
    "的",
    "和",
    "及",
    "与",
    "以及",
    "还有",
    "各类",
    "各项",
    "各",
    "累计",
    "共",
    "共计",
    "总",
    "总共",
    "一共",
    "园区",
    "园",
    "你园",
    "贵园",
    "我园",
    "创新园",
    "单位",
    "开展",
    "举办",
    "组织",
    "将",
    "请",
    "把",
    "情况",
    "数据",
    "你们",
    "办了",
    "办",
    "搞了",
    "做了",
    "有",
    "是",
    "在",
    "期间",
    "内",
    "份",
    "底",
    "含",
    "包括",
    "告诉",
    "说",
    "发",
    "发来",
    "给",
    "要",
    "需",
    "需要",
    "了",
    "实际",
    "全部",
    "所有",
    "下",
    "一下",
    "本园",
    "并",
    "另",
    "以来",
    "月",
];
/// Words that ask for a number by themselves.
const ASKS: [&str; 20] = [
    "场次", "批次", "轮次", "期数", "人次", "人数", "户数", "次数", "件数", "个数", "份数", "篇数",
    "条数", "家数", "数量", "总数", "金额", "经费", "时长", "率",
];
/// Characters looked back for what a number is of.
const BACK: usize = 12;

/// Every run that asks for a number, in the order they stand.
pub fn find(text: &mut Text, known: &[Known]) -> Vec<Found<Asked>> {
    let terms = terms(known);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some((from, to, asked)) = one(text, at, &terms) else {
            at += 1;
            continue;
        };
        found.push(text.take(from, to, asked));
        at = to;
    }
    found
}

fn one(text: &Text, at: usize, terms: &[Term]) -> Option<(usize, usize, Asked)> {
    if text.is_taken(at) {
        return None;
    }
    match longest(text, at, terms) {
        Some(term) => of_term(text, at, term),
        None => unknown(text, at),
    }
}

fn longest<'t>(text: &Text, at: usize, terms: &'t [Term]) -> Option<&'t Term> {
    let stands = |term: &&Term| {
        let all = term.words.iter().enumerate();
        let mut all = all.map(|(n, c)| (at + n, *c));
        // 「活动数据」 asks for no number.
        let after = text.at(at + term.words.len());
        let data =
            term.words.last() == Some(&'数') && after.is_some_and(|c| "据字值码".contains(c));
        !data && all.all(|(i, c)| text.at(i) == Some(c) && !text.is_taken(i))
    };
    terms
        .iter()
        .filter(stands)
        .max_by_key(|term| term.words.len())
}

fn of_term(text: &Text, at: usize, term: &Term) -> Option<(usize, usize, Asked)> {
    let end = at + term.words.len();
    let from = begins(text, at);
    let more = match term.bare {
        true => measures().filter(|word| text.stands(end, word)),
        false => return Some((from, end, asked(&term.keys, from == at))),
    };
    let longest = more.map(|word| word.chars().count()).max().unwrap_or(0);
    let own = from == at && longest == 0;
    Some((from, end + longest, asked(&term.keys, own)))
}

fn asked(keys: &[String], fits: bool) -> Asked {
    let (fits, near) = match fits {
        true => (keys.to_vec(), Vec::new()),
        false => (Vec::new(), keys.to_vec()),
    };
    Asked { fits, near }
}

/// Words that end like a number's name and are no figure's: 「信访件数」「多少起」.
fn unknown(text: &Text, at: usize) -> Option<(usize, usize, Asked)> {
    let nothing = Asked {
        fits: Vec::new(),
        near: Vec::new(),
    };
    if let Some(n) = text.one_of(at, &["多少", "几多"]) {
        let unit = text.at(at + n).is_some_and(is_word);
        let from = begins(text, at);
        return (unit || at - from >= 2).then_some((from, at + n + usize::from(unit), nothing));
    }
    let n = text.one_of(at, &ASKS).or_else(|| bare_number(text, at))?;
    let from = begins(text, at);
    (at - from >= 2).then_some((from, at + n, nothing))
}

/// 「社会组织数」: the one character, where nothing goes on after it.
fn bare_number(text: &Text, at: usize) -> Option<usize> {
    let n = text.one_of(at, &["数"])?;
    let after = text.at(at + n);
    let ends = after.is_none_or(|c| !is_word(c) || "和及与等的报".contains(c));
    ends.then_some(n)
}

/// Where the words before a place begin that say what its number is of.
fn begins(text: &Text, at: usize) -> usize {
    let own = |i: usize| text.at(i).is_some_and(is_word) && !text.is_taken(i);
    let run = (0..at).rev().take_while(|i| own(*i)).take(BACK).count();
    let first = at - run;
    // From the place back: the nearest glue ends what the number is of.
    let glued = |end: usize| {
        GLUE.iter().any(|word| {
            let n = word.chars().count();
            end >= first + n && text.stands(end - n, word)
        })
    };
    (first..=at).rev().find(|end| glued(*end)).unwrap_or(first)
}
