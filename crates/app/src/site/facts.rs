//! What the park says of itself: its name, a sentence, who runs it, how to reach it.
//!
//! In: a few small things kept in the space `park`, each under its name, beside what the park
//! was made as. Out: their words, in English where the park has written those, else in Chinese;
//! where it has written none, a plain sentence of ours and nothing else. It holds no secret:
//! all of it is printed for everybody.

use base::{Answer, Ask, Change, Lang, Words, words};

use crate::access::parks::{self, About};

/// One thing the park may say of itself.
pub struct Said {
    /// What it is kept under; `_en` ends that of its English words.
    pub name: &'static str,
    /// What it is.
    pub words: Words,
    /// Help for whoever writes it.
    pub hint: Option<Words>,
    /// The most characters.
    most: usize,
}

const fn said(name: &'static str, most: usize, words: Words, hint: Option<Words>) -> Said {
    Said {
        name,
        words,
        hint,
        most,
    }
}

const NO_HINT: Option<Words> = None;
const ENGLISH: Option<Words> = Some(words("空着就用中文的", "The Chinese when blank"));

/// All of them, in the order they are read.
pub const NAMES: [Said; 15] = [
    said("name", 40, words("园区名称", "The park's name"), NO_HINT),
    said(
        "name_en",
        80,
        words("英文名称", "Its name in English"),
        ENGLISH,
    ),
    said(
        "sentence",
        120,
        words("一句话介绍", "What the park is, in a sentence"),
        NO_HINT,
    ),
    said(
        "sentence_en",
        240,
        words("英文介绍", "The same in English"),
        ENGLISH,
    ),
    said("operator", 60, words("运营单位", "Run by"), NO_HINT),
    said(
        "operator_en",
        120,
        words("运营单位英文名", "Run by, in English"),
        ENGLISH,
    ),
    said(
        "phone",
        40,
        words("电话", "Phone"),
        Some(words("如 0755-1234 5678", "Such as 0755-1234 5678")),
    ),
    said("mail", 120, words("邮箱", "Mail"), NO_HINT),
    said(
        "wechat",
        60,
        words("微信公众号", "WeChat account"),
        Some(words("公众号的名称", "The account's name")),
    ),
    said("address", 120, words("地址", "Address"), NO_HINT),
    said(
        "address_en",
        240,
        words("英文地址", "Address in English"),
        ENGLISH,
    ),
    said("hours", 80, words("开放时间", "Opening hours"), NO_HINT),
    said(
        "hours_en",
        160,
        words("英文开放时间", "Opening hours in English"),
        ENGLISH,
    ),
    said(
        "icp",
        40,
        words("ICP备案号", "ICP filing number"),
        Some(words(
            "如 粤ICP备12345678号-1",
            "Such as 粤ICP备12345678号-1",
        )),
    ),
    said(
        "police",
        40,
        words("公安联网备案号", "Public security filing number"),
        Some(words(
            "如 粤公网安备44030702000001号",
            "Such as 粤公网安备44030702000001号",
        )),
    ),
];

/// The names of the ways to reach the park, in the order they are read.
pub const WAYS: [&str; 6] = ["operator", "phone", "mail", "wechat", "address", "hours"];

impl Said {
    /// Whether it is part of what the park was made as.
    pub fn is_own(&self) -> bool {
        matches!(self.name, "name" | "operator")
    }

    /// What is wrong with these words; `None` when they may stand.
    pub fn problem(&self, text: &str) -> Option<Words> {
        const MUST: Words = words("请写上园区的名称。", "Write the park's name.");
        const LONG: Words = words("太长了，请写短一些。", "Too long; please shorten it.");
        const PHONE: Words = words(
            "电话里只能有数字、空格、“-”“+”“转”和括号，至少5位数字。",
            "Digits, spaces, -, + and brackets only; five digits at least.",
        );
        const MAIL: Words = words(
            "邮箱写成 name@example.cn 这样。",
            "Write it like name@example.cn.",
        );
        const ICP: Words = words(
            "备案号写成“粤ICP备12345678号-1”这样。",
            "Write it like 粤ICP备12345678号-1.",
        );
        const POLICE: Words = words(
            "备案号写成“粤公网安备44030702000001号”这样。",
            "Write it like 粤公网安备44030702000001号.",
        );
        if text.chars().count() > self.most {
            return Some(LONG);
        }
        match (self.name, text) {
            ("name", "") => Some(MUST),
            (_, "") => None,
            ("phone", text) => (!is_phone(text)).then_some(PHONE),
            ("mail", text) => (!is_mail(text)).then_some(MAIL),
            ("icp", text) => (!is_filing(text, "ICP备")).then_some(ICP),
            ("police", text) => (!is_filing(text, "公网安备")).then_some(POLICE),
            _ => None,
        }
    }
}

fn is_phone(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_digit() || "+- 转()（）".contains(c);
    text.chars().all(fits) && text.chars().filter(char::is_ascii_digit).count() >= 5
}

fn is_mail(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    !name.is_empty() && dotted && name.chars().chain(host.chars()).all(plain)
}

/// Whether it is a province's short name, the mark, a number, 号, and perhaps `-1`.
/// Source: 互联网信息服务管理办法 art. 12 asks for the number on the front page.
fn is_filing(text: &str, mark: &str) -> bool {
    let Some((province, rest)) = text.split_once(mark) else {
        return false;
    };
    let Some((number, site)) = rest.split_once('号') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let site = site.is_empty() || site.strip_prefix('-').is_some_and(digits);
    province.chars().count() == 1 && digits(number.trim()) && site
}

const ABOUT: Words = words(
    "街道里的社会创新园：邻里的事，和大家一起议、一起办。",
    "The street's park for social innovation: what concerns neighbours is talked over and done together.",
);

/// What the park says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<(String, String)>);

impl Facts {
    /// Asks for them.
    pub fn ask() -> Ask {
        Ask::KeptAll {
            space: parks::SPACE,
        }
    }

    /// What was answered.
    pub fn of(answer: Answer) -> Facts {
        let Answer::KeptAll(mut kept) = answer else {
            return Facts::default();
        };
        let made = kept.iter().find(|(key, _)| key == parks::KEY);
        let made: Option<About> = made.and_then(|(_, json)| serde_json::from_str(json).ok());
        let made = made.unwrap_or_default();
        kept.retain(|(key, _)| key != parks::KEY);
        let mut facts = Facts(kept);
        facts.set("name", &made.name);
        facts.set("operator", &made.operator);
        facts
    }

    /// Puts words in place of those under a name.
    pub fn set(&mut self, name: &str, words: &str) {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), words.to_owned()));
    }

    /// The change that keeps one of them; an empty one is dropped.
    pub fn change(name: &'static str, value: &str) -> Change {
        let (space, key) = (parks::SPACE, name.to_owned());
        match value.trim() {
            "" => Change::Drop { space, key },
            value => Change::Keep {
                space,
                key,
                value: value.to_owned(),
                until: 0,
            },
        }
    }

    /// The words kept under a name; empty when there are none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The words in a language: the Chinese where there are no English ones.
    pub fn said(&self, name: &str, lang: Lang) -> &str {
        let own = match lang {
            Lang::Zh => "",
            Lang::En => self.get(&format!("{name}_en")),
        };
        if own.is_empty() { self.get(name) } else { own }
    }

    /// What the park is, in a sentence.
    pub fn about(&self, lang: Lang) -> &str {
        match self.said("sentence", lang) {
            "" => ABOUT.get(lang),
            sentence => sentence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_on_the_pages_and_what_not() {
        for (name, text, stands) in [
            ("name", "横岗创新园", true),
            ("name", "", false),
            ("sentence", "", true),
            ("phone", "0755-1234 5678 转 8", true),
            ("phone", "1234", false),
            ("phone", "call me 12345", false),
            ("mail", "park@example.cn", true),
            ("mail", "park@example", false),
            ("mail", "@example.cn", false),
            ("mail", "a b@example.cn", false),
            ("mail", "a@b..cn", false),
            ("icp", "粤ICP备12345678号-1", true),
            ("icp", "粤ICP备12345678号", true),
            ("icp", "ICP备12345678号", false),
            ("icp", "粤ICP备号", false),
            ("icp", "粤ICP备12345678号-", false),
            ("police", "粤公网安备44030702000001号", true),
            ("police", "粤公网安备 44030702000001号", true),
            ("police", "44030702000001", false),
        ] {
            let said = NAMES.iter().find(|said| said.name == name).expect("a name");
            assert_eq!(said.problem(text).is_none(), stands, "{name} «{text}»");
        }
        for said in &NAMES {
            assert!(
                said.problem(&"1".repeat(said.most + 1)).is_some(),
                "{}",
                said.name
            );
        }
    }

    #[test]
    fn english_words_stand_where_the_park_has_written_them() {
        let mut facts = Facts::default();
        facts.set("hours", "周二至周日");
        assert_eq!(facts.said("hours", Lang::En), "周二至周日");
        facts.set("hours_en", "Tuesday to Sunday");
        assert_eq!(facts.said("hours", Lang::En), "Tuesday to Sunday");
        assert_eq!(facts.said("hours", Lang::Zh), "周二至周日");
    }
}
