//! Whether a value bears the words a definition asks for, and the words if it does.
//!
//! In: the exact amount, its wording, and the amount it is held against. Out: the words, or the
//! reason against them in both languages. «近30» over 21 is refused here, not printed.

use base::{Lang, Words};

use super::{Style, Whole, Wording};
use crate::Amount;

/// The words of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// The words, without the unit.
    pub words: String,
    /// Whether the unit follows: 「未发生」 and 「首次」 stand alone.
    pub unit: bool,
}

/// Why a value does not bear its wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unborne {
    /// The round number named lies too far away.
    Far {
        /// The round number.
        round: i64,
        /// At most this part of it may be missing: a tenth, a twentieth.
        part: i64,
    },
    /// Fewer than three are not 多.
    Few,
    /// Something did happen.
    Happened,
    /// Not all: so many of how many (as printed).
    Missing(String),
    /// There was some before, or there is none now.
    NotFirst,
    /// What it is to be held against has no value.
    Nothing,
}

impl Unborne {
    /// The reason, to be read beside the value.
    pub fn reason(&self, lang: Lang) -> String {
        let words = |w: Words| w.get(lang).to_owned();
        match self {
            Unborne::Far { round, part } if lang == Lang::Zh => {
                format!("离{round}差得太多：最多差{part}分之一")
            }
            Unborne::Far { round, part } => {
                format!("too far from {round}: at most one {part}th may be missing")
            }
            Unborne::Few => words(base::words(
                "不到三，不能说「多」",
                "fewer than three are not “several”",
            )),
            Unborne::Happened => words(base::words(
                "不是零，不能说「未发生」",
                "not zero, so it did happen",
            )),
            Unborne::Missing(whole) if lang == Lang::Zh => format!("没有到全部的{whole}"),
            Unborne::Missing(whole) => format!("not all {whole} are there"),
            Unborne::NotFirst => words(base::words(
                "以前已经有过，或本期没有，不能说「首次」",
                "there was one before, or there is none now, so it is not the first time",
            )),
            Unborne::Nothing => words(base::words(
                "要对照的数没有值",
                "the figure it is held against has no value",
            )),
        }
    }
}

impl Wording {
    /// The words for an amount. `against` is the value of the figure the wording names.
    ///
    /// # Errors
    /// Why the value does not bear the words.
    pub fn of(
        &self,
        amount: Amount,
        against: Option<Amount>,
        style: Style,
        lang: Lang,
    ) -> Result<Worded, Unborne> {
        let number = |n: Amount| style.digits(n, true, lang);
        let say = |zh: &str, en: &str| {
            if lang == Lang::Zh {
                zh.to_owned()
            } else {
                en.to_owned()
            }
        };
        let counted = |words: String| Ok(Worded { words, unit: true });
        let alone = |words: String| Ok(Worded { words, unit: false });
        match self {
            Wording::Exact => counted(number(amount)),
            Wording::Floor(step) => counted(match below(amount, fitting(*step, amount)) {
                Some(round) if lang == Lang::Zh => format!("{}余", number(round)),
                Some(round) => format!("over {}", number(round)),
                None => number(amount),
            }),
            Wording::MoreThan(step) => counted(match below(amount, fitting(*step, amount)) {
                Some(round) => format!("{}{}", say("超过", "more than "), number(round)),
                None => number(amount),
            }),
            Wording::Near(step) | Wording::About(step) if is_round(amount, *step) => {
                counted(number(amount))
            }
            Wording::Near(step) => {
                let round = close(amount, (amount.floor() / step + 1) * step, 10)?;
                counted(format!("{}{}", say("近", "nearly "), number(round)))
            }
            Wording::About(step) => {
                let round = close(amount, (amount.floor() + step / 2) / step * step, 20)?;
                counted(format!("{}{}", say("约", "about "), number(round)))
            }
            Wording::Many if amount < Amount::whole(3) => Err(Unborne::Few),
            Wording::Many => counted(say("多", "several")),
            Wording::Nothing if amount == Amount::whole(0) => alone(say("未发生", "none occurred")),
            Wording::Nothing => Err(Unborne::Happened),
            Wording::First(_) => match against {
                Some(before) if before == Amount::whole(0) && amount > before => {
                    alone(say("首次", "for the first time"))
                }
                Some(_) => Err(Unborne::NotFirst),
                None => Err(Unborne::Nothing),
            },
            Wording::Whole(whole, _) => {
                let all = against
                    .filter(|a| *a > Amount::whole(0))
                    .ok_or(Unborne::Nothing)?;
                if all != amount {
                    return Err(Unborne::Missing(number(all)));
                }
                let n = number(amount);
                counted(match (whole, lang) {
                    (Whole::All, Lang::Zh) => format!("全部{n}"),
                    (Whole::All, Lang::En) => format!("all {n}"),
                    (Whole::Each, Lang::Zh) => format!("{n}均"),
                    (Whole::Each, Lang::En) => format!("each of the {n}"),
                    (Whole::Covered, Lang::Zh) => format!("全覆盖{n}"),
                    (Whole::Covered, Lang::En) => format!("every one of the {n}"),
                    (Whole::OnTime, Lang::Zh) => format!("按时{n}"),
                    (Whole::OnTime, Lang::En) => format!("on time, all {n}"),
                })
            }
            Wording::Ordinal => {
                let n = style.digits(amount, false, lang);
                counted(if lang == Lang::Zh {
                    format!("第{n}")
                } else {
                    format!("no. {n}")
                })
            }
        }
    }
}

/// The step that fits a value: a value below it is told by a tenth of it, down to ten.
fn fitting(step: i64, amount: Amount) -> i64 {
    let mut step = step.max(10);
    while step > 10 && amount < Amount::whole(step) {
        step = (step / 10).max(10);
    }
    step
}

/// The round number strictly below the amount; none when it is round itself, or too small.
fn below(amount: Amount, step: i64) -> Option<Amount> {
    let round = Amount::whole(amount.floor() / step * step);
    (round > Amount::whole(0) && round < amount).then_some(round)
}

fn is_round(amount: Amount, step: i64) -> bool {
    amount.as_whole().is_some_and(|n| n % step == 0)
}

/// The round number, where at most one part of it is missing or too much.
fn close(amount: Amount, round: i64, part: i64) -> Result<Amount, Unborne> {
    let off = (amount.minus(Amount::whole(round))).size();
    let most = Amount::whole(round).divided(Amount::whole(part));
    match most {
        Some(most) if round > 0 && off <= most => Ok(Amount::whole(round)),
        _ => Err(Unborne::Far { round, part }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zh(wording: &str, n: i64, against: Option<i64>) -> Result<String, Unborne> {
        let wording: Wording = wording.parse().unwrap();
        wording
            .of(
                Amount::whole(n),
                against.map(Amount::whole),
                Style::default(),
                Lang::Zh,
            )
            .map(|w| w.words)
    }

    #[test]
    fn words_are_written_only_where_they_are_true() {
        for (wording, n, against, said) in [
            ("floor:10", 33, None, "30余"),
            ("floor:10", 30, None, "30"),
            ("floor:10", 9, None, "9"),
            ("floor:10", 131, None, "130余"),
            ("floor:100", 108, None, "100余"),
            ("floor:100", 100, None, "100"),
            ("floor:100", 96, None, "90余"),
            ("floor:100", 250, None, "200余"),
            ("exact", 33, None, "33"),
            ("near:10", 28, None, "近30"),
            ("near:10", 30, None, "30"),
            ("near:100", 95, None, "近100"),
            ("about:100", 295, None, "约300"),
            ("about:100", 305, None, "约300"),
            ("more_than:100", 301, None, "超过300"),
            ("more_than:100", 300, None, "300"),
            ("many", 3, None, "多"),
            ("nothing", 0, None, "未发生"),
            ("all:units", 46, Some(46), "全部46"),
            ("first:before", 1, Some(0), "首次"),
            ("ordinal", 3, None, "第3"),
        ] {
            assert_eq!(
                zh(wording, n, against).as_deref(),
                Ok(said),
                "{wording} of {n}"
            );
        }
    }

    #[test]
    fn words_a_value_does_not_bear_are_refused_with_the_reason() {
        for (wording, n, against, why) in [
            (
                "near:10",
                21,
                None,
                Unborne::Far {
                    round: 30,
                    part: 10,
                },
            ),
            ("about:100", 40, None, Unborne::Far { round: 0, part: 20 }),
            (
                "about:100",
                250,
                None,
                Unborne::Far {
                    round: 300,
                    part: 20,
                },
            ),
            ("many", 2, None, Unborne::Few),
            ("nothing", 1, None, Unborne::Happened),
            ("all:units", 45, Some(46), Unborne::Missing("46".to_owned())),
            ("all:units", 0, Some(0), Unborne::Nothing),
            ("first:before", 1, Some(2), Unborne::NotFirst),
            ("first:before", 0, Some(0), Unborne::NotFirst),
            ("first:before", 1, None, Unborne::Nothing),
        ] {
            assert_eq!(zh(wording, n, against), Err(why), "{wording} of {n}");
        }
    }
}
