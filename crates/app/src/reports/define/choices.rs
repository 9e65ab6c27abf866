//! The words of a definition's choices, by what the form sends for them.
//!
//! In: a code. Out: its words in both languages. An unknown code reads as the first choice.

use base::{Words, words};

/// The wordings on offer.
pub const WORDINGS: [(&str, Words); 13] = [
    ("exact", words("原数", "Exactly")),
    ("floor", words("「30余」", "“over 30”")),
    ("near", words("「近30」", "“nearly 30”")),
    ("about", words("「约300」", "“about 300”")),
    ("more_than", words("「超过300」", "“more than 300”")),
    ("many", words("「多」", "“several”")),
    ("nothing", words("「未发生」", "“none occurred”")),
    ("all", words("「全部」", "“all”")),
    ("each", words("「均」", "“each of the”")),
    ("covered", words("「全覆盖」", "“every one of the”")),
    ("on_time", words("「按时」", "“on time”")),
    ("first", words("「首次」", "“for the first time”")),
    ("ordinal", words("「第3」", "“no. 3”")),
];

/// A fold.
pub fn fold_words(code: &str) -> Words {
    match code {
        "sum" => words("合计", "The sum of a number"),
        "distinct" => words("去重（人数、轮数）", "How many different ones"),
        "share" => words("占比", "The share that meets more"),
        "mean" => words("平均值", "The mean"),
        "trimmed" => words(
            "去掉最高最低后的平均值",
            "The mean without highest and lowest",
        ),
        "median" => words("中位数", "The median"),
        "last" => words("最近一次的数", "The latest value"),
        "least" => words("最小（最早）", "The smallest or first"),
        "most" => words("最大（最晚）", "The largest or last"),
        "names" => words("名单", "The names"),
        "months" => words("所在月份", "The months"),
        "span" => words("用时", "How long it took"),
        "rank" => words("评分排名", "A place in a ranking"),
        "ratio" => words("百分比", "One in percent of another"),
        "rate" => words("每万人（每多少）", "One for so many of another"),
        "add" => words("相加", "Together"),
        "less" => words("相减", "One without another"),
        "per" => words("平均每月（周、日）", "Mean for each month, week, day"),
        "growth" => words("增长率", "Growth"),
        "peak" => words("最多的月份（社区）", "The month or place with most"),
        "place" => words("某一个的名次", "The place of one among all"),
        "same" => words("同一口径换写法", "The same, worded otherwise"),
        _ => words("条数", "How many records"),
    }
}

/// What a period means.
pub fn basis_words(code: &str) -> Words {
    match code {
        "to_date" => words("本年累计", "The year so far"),
        "stock" => words("期末数", "There at the end"),
        "ever" => words("历年累计", "Ever, up to the end"),
        "before" => words("本期以前", "Before the period"),
        _ => words("期内", "In the period"),
    }
}

/// What a length is counted in.
pub fn length_words(code: &str) -> Words {
    match code {
        "hours" => words("小时", "Hours"),
        "minutes" => words("分钟", "Minutes"),
        _ => words("天", "Days"),
    }
}

/// What is made of lengths.
pub fn take_words(code: &str) -> Words {
    match code {
        "median" => words("中位数", "Median"),
        "sum" => words("总和", "Sum"),
        "least" => words("最短", "Least"),
        "most" => words("最长", "Most"),
        _ => words("平均", "Mean"),
    }
}

/// What a period is cut into.
pub fn stretch_words(code: &str) -> Words {
    match code {
        "day" => words("每日", "Day"),
        "week" => words("每周", "Week"),
        _ => words("每月", "Month"),
    }
}

/// What a growth is held against.
pub fn earlier_words(code: &str) -> Words {
    match code {
        "last_year" => words("上年同期（同比）", "The same period a year earlier"),
        _ => words("上一期（环比）", "The period before"),
    }
}

/// How parts are shown.
pub fn parts_words(code: &str) -> Words {
    match code {
        "percent" => words("各占百分之几", "Each in percent"),
        "hundred" => words("各占百分之几，凑足100%", "Each in percent, adding to 100"),
        _ => words("各是多少", "As they are"),
    }
}

/// Which part is first.
pub fn best_words(code: &str) -> Words {
    match code {
        "least" => words("少的在前", "Least first"),
        _ => words("多的在前", "Most first"),
    }
}

/// What equals do to the places after them.
pub fn ties_words(code: &str) -> Words {
    match code {
        "close" => words(
            "并列，后面紧接（1、1、2）",
            "Share it, the next follows (1, 1, 2)",
        ),
        _ => words(
            "并列，后面空出（1、1、3）",
            "Share it, the next is skipped (1, 1, 3)",
        ),
    }
}

/// In 万, in 亿.
pub fn scale_words(code: &str) -> Words {
    match code {
        "wan" => words("以万计", "In 万 (ten thousands)"),
        "yi" => words("以亿计", "In 亿 (hundred millions)"),
        _ => words("原样", "As it is"),
    }
}

/// In which characters.
pub fn numeral_words(code: &str) -> Words {
    match code {
        "chinese" => words("汉字（十二）", "Chinese characters"),
        _ => words("阿拉伯数字", "Digits"),
    }
}
