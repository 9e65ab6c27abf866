//! The answer to copy: 「1—10月活动场次31场，参与688人次（其中无名单登记20人次）。」
//!
//! In: a period, the numbers with their names. Out: one sentence. It says until when a period that
//! is not over is counted, and repeats no unit.

use base::Lang;

/// One number in the answer.
pub struct Said {
    /// Its name.
    pub name: String,
    /// The value with its unit: 「31场」.
    pub said: String,
    /// The unit.
    pub unit: String,
    /// What of it is told apart.
    pub part: Option<String>,
}

/// The sentence; empty without numbers.
pub fn reply(period: &str, up_to: Option<&str>, numbers: &[Said], lang: Lang) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let parts: Vec<String> = numbers.iter().map(|number| one(number, lang)).collect();
    match lang {
        Lang::Zh => {
            let up_to = up_to.map_or(String::new(), |said| format!("（{said}）"));
            format!("{period}{up_to}{}。", parts.join("，"))
        }
        Lang::En => {
            let up_to = up_to.map_or(String::new(), |said| format!(" ({said})"));
            format!("{period}{up_to}: {}.", parts.join("; "))
        }
    }
}

fn one(number: &Said, lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            let part = number
                .part
                .as_ref()
                .map_or(String::new(), |p| format!("（{p}）"));
            let name = bare(&number.name, &number.unit);
            format!("{name}{}{part}", number.said)
        }
        Lang::En => {
            let part = number
                .part
                .as_ref()
                .map_or(String::new(), |p| format!(" ({p})"));
            format!("{} {}{part}", number.name, number.said)
        }
    }
}

/// 「参与人次」 before 「688人次」 is 「参与」.
fn bare<'n>(name: &'n str, unit: &str) -> &'n str {
    let without = name.strip_suffix(unit).filter(|_| !unit.is_empty());
    without
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, said: &str, unit: &str, part: Option<&str>) -> Said {
        Said {
            name: name.to_owned(),
            said: said.to_owned(),
            unit: unit.to_owned(),
            part: part.map(str::to_owned),
        }
    }

    #[test]
    fn the_answer_is_one_sentence_of_the_trade() {
        let numbers = [
            said("活动场次", "31场", "场", None),
            said("参与人次", "688人次", "人次", Some("其中无名单登记20人次")),
        ];
        assert_eq!(
            reply("1—10月", None, &numbers, Lang::Zh),
            "1—10月活动场次31场，参与688人次（其中无名单登记20人次）。"
        );
        assert_eq!(
            reply("11月", Some("数到11月25日"), &numbers[..1], Lang::Zh),
            "11月（数到11月25日）活动场次31场。"
        );
        let rate = [said("申报成功率", "62.5%", "%", None)];
        assert_eq!(
            reply("2026年", None, &rate, Lang::Zh),
            "2026年申报成功率62.5%。"
        );
        let english = [said("Activities", "31 activities", "activities", None)];
        assert_eq!(
            reply("2026-10", None, &english, Lang::En),
            "2026-10: Activities 31 activities."
        );
        assert_eq!(reply("1—10月", None, &[], Lang::Zh), "");
    }
}
