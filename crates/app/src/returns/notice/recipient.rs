//! To whom a notice wants its answer.
//!
//! In: a text. Out: the office or person after 「报」「发给」「反馈至」, else the office that signed
//! below or stands in 【】 above. It reads names by their endings and leaves whom it does not know.

use super::{
    Found,
    chars::{Text, is_word},
};

const VERBS: [&str; 16] = [
    "报送", "上报", "报至", "报到", "报给", "报", "反馈", "提交", "发送", "发至", "发到", "发给",
    "发", "送", "交", "给",
];
const TO: [&str; 4] = ["至", "到", "给", "向"];
const ENDINGS: [&str; 20] = [
    "办",
    "办公室",
    "办事处",
    "街道",
    "局",
    "委",
    "科",
    "部",
    "处",
    "所",
    "组",
    "站",
    "中心",
    "社区",
    "科长",
    "主任",
    "老师",
    "同志",
    "书记",
    "园区",
];
/// Words that say whose numbers they are, not to whom they go.
const NOT: [&str; 9] = ["各", "本", "你", "我", "每", "全", "贵", "该", "辖"];
/// What may follow a name.
const AFTER: [&str; 9] = [
    "处", "邮箱", "汇总", "备案", "收", "审核", "统一", "联系", "群",
];
const LONGEST_NAME: usize = 16;
const SHORTEST_NAME: usize = 3;

/// To whom; nothing where the notice does not say.
pub fn find(text: &Text) -> Option<Found<String>> {
    (0..text.len())
        .find_map(|at| after_verb(text, at))
        .or_else(|| signed(text))
        .or_else(|| headed(text))
}

fn found(text: &Text, from: usize, to: usize) -> Found<String> {
    let words = text.words(from, to);
    Found {
        what: words.clone(),
        words,
        at: from,
    }
}

fn after_verb(text: &Text, at: usize) -> Option<Found<String>> {
    let verb = at + text.one_of(at, &VERBS)?;
    let begun = verb + text.one_of(verb, &TO).unwrap_or(0);
    if NOT.iter().any(|word| text.stands(begun, word)) {
        return None;
    }
    let run = run(text, begun);
    let mut ends = (SHORTEST_NAME..=run.min(LONGEST_NAME)).rev();
    let end = ends.find(|n| {
        let end = begun + n;
        let ends_there = *n == run || text.one_of(end, &AFTER).is_some();
        ends_there && is_name(text, begun, end)
    })?;
    Some(found(text, begun, begun + end))
}

/// How many Chinese characters stand together.
fn run(text: &Text, at: usize) -> usize {
    (at..text.len())
        .take_while(|i| text.at(*i).is_some_and(is_word) && !text.is_taken(*i))
        .count()
}

fn is_name(text: &Text, from: usize, to: usize) -> bool {
    let words = text.words(from, to);
    ENDINGS.iter().any(|ending| words.ends_with(ending))
}

/// The last line, where it is an office alone.
fn signed(text: &Text) -> Option<Found<String>> {
    let blank = |i: &usize| matches!(text.at(*i), Some(' ' | '\n' | '\r'));
    let end = (0..text.len()).rev().find(|i| !blank(i))? + 1;
    let begun = (0..end)
        .rev()
        .find(|i| matches!(text.at(*i), Some('\n' | '\r')))?;
    let begun = text.blank(begun + 1);
    whole(text, begun, end)
}

/// 【街道平安办】 above.
fn headed(text: &Text) -> Option<Found<String>> {
    let begun = (0..text.len()).find(|i| text.at(*i) == Some('【'))? + 1;
    let end = (begun..text.len()).find(|i| text.at(*i) == Some('】'))?;
    whole(text, begun, end)
}

fn whole(text: &Text, from: usize, to: usize) -> Option<Found<String>> {
    let n = to.checked_sub(from)?;
    let fits = (SHORTEST_NAME..=LONGEST_NAME).contains(&n) && run(text, from) >= n;
    (fits && is_name(text, from, to)).then(|| found(text, from, to))
}
