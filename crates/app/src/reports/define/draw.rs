//! The form of a definition, drawn step by step: what, which, how counted, when, in which words.
//!
//! In: the form as it was sent and the definition it means so far. Out: fields with only what
//! fits together. What was typed stands as it was typed.

use base::{Kind, Lang, Type, Words, Work, words};
use figures::Definitions;
use page::{
    field::{Choice, Field, Input, Keyboard},
    form::{Form, Group},
};

use super::{
    choices::{
        WORDINGS, basis_words, earlier_words, fold_words, length_words, numeral_words, scale_words,
        stretch_words, take_words,
    },
    draft::{
        ALL_TIME, BASES, Draft, EARLIER, LENGTHS, NUMERALS, OVER_FIGURES, OVER_RECORDS, SCALES,
        STRETCHES, TAKES,
    },
    draw_conditions::{Drawing, choice, path_groups},
};
use crate::front::Fields;

/// What the form needs besides the draft.
pub struct Sheet<'a> {
    /// For the conditions.
    pub drawing: Drawing<'a>,
    /// The form as it was sent.
    pub form: &'a Fields,
    /// The definition so far.
    pub draft: &'a Draft,
    /// The figures there are.
    pub all: &'a Definitions,
}

const NONE: Words = words("（无）", "(none)");

impl Sheet<'_> {
    /// The form, with its hidden fields.
    pub fn form(&self, with: Vec<(String, String)>, problems: Vec<String>) -> Form {
        let mut groups = vec![self.subject()];
        if let Some(kind) = self.draft.kind {
            groups.push(self.which(kind));
            groups.push(self.counted(kind));
            groups.push(self.time(kind));
        } else if self.over_figures() {
            groups.push(self.made());
        }
        if self.draft.kind.is_some() || self.over_figures() {
            groups.push(self.worded());
            groups.push(self.named());
        }
        Form {
            id: "define".to_owned(),
            action: "/figures/define".into(),
            with,
            problems,
            groups,
            save: self.say(words("存为口径", "Save the definition")),
            again: "again",
            ..Form::default()
        }
    }

    fn lang(&self) -> Lang {
        self.drawing.eyes.lang
    }

    fn say(&self, words: Words) -> String {
        words.get(self.lang()).to_owned()
    }

    fn over_figures(&self) -> bool {
        self.form.text("over") == "figures"
    }

    fn field(&self, name: &str, label: Words, input: Input) -> Field {
        let problem = self.draft.problems.iter().find(|p| p.place.field == name);
        Field {
            problem: problem.map(|p| p.message(self.lang())),
            ..Field::new(name, label.get(self.lang()), input)
        }
    }

    fn text(&self, name: &str, label: Words) -> Field {
        let value = self.form.text(name).to_owned();
        self.field(
            name,
            label,
            Input::Text {
                value,
                keyboard: Keyboard::Text,
                autocomplete: "off",
            },
        )
    }

    fn number(&self, name: &str, label: Words, otherwise: &str) -> Field {
        let typed = self.form.text(name);
        let value = if typed.is_empty() { otherwise } else { typed }.to_owned();
        self.field(
            name,
            label,
            Input::Number {
                value,
                unit: String::new(),
                decimals: false,
            },
        )
    }

    /// A choice of words; the first is meant when nothing was chosen.
    fn pick(&self, name: &str, label: Words, all: &[(&str, Words)]) -> Field {
        let said = self.form.text(name);
        let choices = all
            .iter()
            .map(|(code, words)| choice(code, words.get(self.lang()), *code == said));
        self.field(
            name,
            label,
            Input::Pick(vec![(String::new(), choices.collect())]),
        )
    }

    fn path(
        &self,
        name: &str,
        label: Words,
        kind: &'static Kind,
        fits: fn(&base::Field) -> bool,
    ) -> Field {
        let mut groups = vec![(
            String::new(),
            vec![choice("", NONE.get(self.lang()), false)],
        )];
        groups.extend(path_groups(
            self.drawing.eyes,
            kind,
            self.form.text(name),
            fits,
        ));
        self.field(name, label, Input::Pick(groups))
    }

    fn figure(&self, name: &str, label: Words) -> Field {
        self.field(
            name,
            label,
            Input::Pick(vec![(String::new(), self.figures(name))]),
        )
    }

    fn figures(&self, name: &str) -> Vec<Choice> {
        let on = |key: &str| self.form.all(name).any(|k| k == key);
        let own = self.form.text("key");
        let words = |d: &figures::Definition| {
            if self.lang() == Lang::Zh {
                d.zh.clone()
            } else {
                d.en.clone()
            }
        };
        let others = self.all.iter().filter(|d| d.key != own);
        let first = choice("", NONE.get(self.lang()), false);
        std::iter::once(first)
            .chain(others.map(|d| choice(&d.key, &words(d), on(&d.key))))
            .collect()
    }

    fn subject(&self) -> Group {
        let over = [
            (
                "records",
                words("数台账里的记录", "Count records of a ledger"),
            ),
            (
                "figures",
                words("由别的数算出来", "Make it of other figures"),
            ),
        ];
        let said = if self.over_figures() {
            "figures"
        } else {
            "records"
        };
        let over = over.map(|(code, words)| choice(code, words.get(self.lang()), code == said));
        let mut fields = vec![self.field(
            "over",
            words("数从哪里来", "Where it comes from"),
            Input::One(over.to_vec()),
        )];
        if !self.over_figures() {
            fields.push(self.kinds());
        }
        Group {
            title: self.say(words("数什么", "What")),
            fields,
            ..Group::default()
        }
    }

    fn kinds(&self) -> Field {
        let eyes = self.drawing.eyes;
        let said = self.form.text("kind");
        let mut groups: Vec<(Work, Vec<Choice>)> = Vec::new();
        let kinds = eyes
            .catalogue
            .kinds()
            .filter(|k| eyes.scope.may_read(k) && k.work != Work::Settings);
        for kind in kinds {
            let one = choice(kind.name, kind.words.get(self.lang()), kind.name == said);
            match groups.iter_mut().find(|(work, _)| *work == kind.work) {
                Some((_, list)) => list.push(one),
                None => groups.push((kind.work, vec![one])),
            }
        }
        groups.sort_by_key(|(work, _)| *work);
        let named = |(work, list): (Work, Vec<Choice>)| {
            (
                crate::reports::pages::area(work)
                    .get(self.lang())
                    .to_owned(),
                list,
            )
        };
        let first = (
            String::new(),
            vec![choice(
                "",
                self.say(words("请选择", "Choose")).as_str(),
                said.is_empty(),
            )],
        );
        let groups = std::iter::once(first)
            .chain(groups.into_iter().map(named))
            .collect();
        self.field(
            "kind",
            words("哪个台账", "Which ledger"),
            Input::Pick(groups),
        )
    }

    fn which(&self, kind: &'static Kind) -> Group {
        let conditions = self.drawing.group(
            &self.draft.conditions,
            kind,
            "c",
            kind.words.get(self.lang()),
        );
        Group {
            title: self.say(words("哪些算", "Which count")),
            extra: Some(conditions.show("define", self.lang())),
            ..Group::default()
        }
    }

    fn counted(&self, kind: &'static Kind) -> Group {
        let folds: Vec<(&str, Words)> = OVER_RECORDS
            .iter()
            .map(|code| (*code, fold_words(code)))
            .collect();
        let mut fields = vec![self.pick("fold", words("怎么数", "How"), &folds)];
        let mut extra = None;
        match self.form.text("fold") {
            "sum" | "mean" | "median" => {
                fields.push(self.path("path", words("哪个数字", "Which number"), kind, is_number))
            }
            "least" | "most" => {
                fields.push(self.path("path", words("哪一项", "Which field"), kind, is_ordered))
            }
            "distinct" => {
                fields.push(self.path("path", words("按什么去重", "Told apart by"), kind, |_| true))
            }
            "names" => {
                fields.push(self.path("path", words("列出哪一项", "Which names"), kind, is_text))
            }
            "months" => {
                fields.push(self.path("path", words("哪个日期", "Which day"), kind, is_day))
            }
            "share" => {
                let title = self.say(words("其中满足", "Of which those that meet"));
                let met = self.drawing.group(&self.draft.share, kind, "s", &title);
                extra = Some(met.show("define", self.lang()));
            }
            "span" => fields.extend([
                self.path("from", words("从", "From"), kind, is_day),
                self.path("to", words("到", "To"), kind, is_day),
                self.pick(
                    "in",
                    words("按什么计", "Counted in"),
                    &LENGTHS.map(|(code, _)| (code, length_words(code))),
                ),
                self.pick(
                    "take",
                    words("取", "Take"),
                    &TAKES.map(|(code, _)| (code, take_words(code))),
                ),
            ]),
            "rank" => fields.extend([
                self.path(
                    "ranked",
                    words("给什么排名", "What is ranked"),
                    kind,
                    |_| true,
                ),
                self.path("judge", words("谁打分", "Who scores"), kind, |_| true),
                self.path("path", words("哪个分数", "Which score"), kind, is_number),
                self.number(
                    "trim",
                    words("两端各去掉几个", "Left out at either end"),
                    "0",
                ),
                self.number("place", words("第几名", "Which place"), "1"),
                self.path(
                    "show",
                    words(
                        "写出什么（空着就写得分）",
                        "What is printed (blank: the score)",
                    ),
                    kind,
                    is_text,
                ),
            ]),
            _ => {}
        }
        fields.extend(self.in_parts(kind));
        Group {
            title: self.say(words("怎么数", "How it is counted")),
            fields,
            extra,
            ..Group::default()
        }
    }

    /// By which one or two fields it is shown in parts.
    fn in_parts(&self, kind: &'static Kind) -> Vec<Field> {
        let mut fields = Vec::new();
        for (n, label) in [words("分项", "In parts by"), words("再分", "and by")]
            .into_iter()
            .enumerate()
        {
            let said = self.form.all("by").nth(n).unwrap_or_default();
            let mut groups = vec![(
                String::new(),
                vec![choice("", NONE.get(self.lang()), said.is_empty())],
            )];
            groups.extend(path_groups(self.drawing.eyes, kind, said, |_| true));
            fields.push(self.field("by", label, Input::Pick(groups)));
        }
        fields
    }

    fn time(&self, kind: &'static Kind) -> Group {
        let said = self.form.text("when");
        let own = kind.when;
        let usual = choice(
            "",
            self.say(words("台账通常的日期", "The ledger's usual day"))
                .as_str(),
            said.is_empty(),
        );
        let never = choice(
            ALL_TIME,
            self.say(words("不分时段", "No period")).as_str(),
            said == ALL_TIME,
        );
        let mut first = Vec::new();
        if !own.is_empty() {
            first.push(usual);
        }
        first.push(never);
        let mut groups = vec![(String::new(), first)];
        groups.extend(path_groups(self.drawing.eyes, kind, said, is_dated));
        let mut fields = vec![
            self.field(
                "when",
                words("按哪个日期", "By which day"),
                Input::Pick(groups),
            ),
            self.pick(
                "basis",
                words("算哪一段", "Which stretch"),
                &BASES.map(|(code, _)| (code, basis_words(code))),
            ),
        ];
        if self.form.text("basis") == "stock" {
            fields.push(self.path(
                "until",
                words("到哪个日期为止算在内", "Until which day it counts"),
                kind,
                is_day,
            ));
        }
        let months: Vec<(String, String)> =
            (1..=12).map(|m| (m.to_string(), format!("{m}"))).collect();
        let said = self.form.text("month");
        let first = choice(
            "",
            self.say(words("整段", "the whole of it")).as_str(),
            said.is_empty(),
        );
        let months = months
            .iter()
            .map(|(code, words)| choice(code, words, code == said));
        let months = std::iter::once(first).chain(months).collect();
        fields.push(self.field(
            "month",
            words("只算某一个月", "Only one month"),
            Input::Pick(vec![(String::new(), months)]),
        ));
        Group {
            title: self.say(words("什么时候的", "When")),
            fields,
            ..Group::default()
        }
    }

    fn made(&self) -> Group {
        let folds: Vec<(&str, Words)> = OVER_FIGURES
            .iter()
            .map(|code| (*code, fold_words(code)))
            .collect();
        let mut fields = vec![self.pick("fold", words("怎么算", "How"), &folds)];
        let of = || self.figure("of", words("哪个数", "Which figure"));
        let to = || self.figure("to_figure", words("另一个数", "The other figure"));
        match self.form.text("fold") {
            "ratio" | "less" | "" => fields.extend([of(), to()]),
            "rate" => fields.extend([
                of(),
                to(),
                self.number("every", words("每多少", "For every"), "10000"),
            ]),
            "add" => {
                let all = self
                    .figures("of")
                    .into_iter()
                    .filter(|c| !c.value.is_empty());
                fields.push(self.field(
                    "of",
                    words("哪些数", "Which figures"),
                    Input::Many(all.collect()),
                ));
            }
            "per" => fields.extend([
                of(),
                self.pick(
                    "each",
                    words("平均到", "For each"),
                    &STRETCHES.map(|(code, _)| (code, stretch_words(code))),
                ),
            ]),
            "growth" => fields.extend([
                of(),
                self.pick(
                    "since",
                    words("比什么时候", "Over"),
                    &EARLIER.map(|(code, _)| (code, earlier_words(code))),
                ),
            ]),
            "peak" => fields.extend([
                of(),
                self.part(),
                self.number("top", words("前几个", "How many"), "1"),
            ]),
            _ => fields.push(of()),
        }
        Group {
            title: self.say(words("怎么算", "How it is made")),
            fields,
            ..Group::default()
        }
    }

    /// By what the figure of a peak is parted.
    fn part(&self) -> Field {
        let label = words("按什么比", "Compared by");
        let kind = self
            .all
            .get(self.form.text("of"))
            .and_then(|d| self.drawing.eyes.catalogue.kind(&d.kind));
        let Some(kind) = kind else {
            return self.text("part", label);
        };
        let said = self.form.text("part");
        let mut groups = Vec::new();
        let when = self
            .all
            .get(self.form.text("of"))
            .map_or("", |d| figures::when(d, self.drawing.eyes.catalogue));
        if !when.is_empty() {
            let month = format!("{when}:month");
            groups.push((
                String::new(),
                vec![choice(
                    &month,
                    self.say(words("月份", "Month")).as_str(),
                    said == month,
                )],
            ));
        }
        groups.extend(path_groups(self.drawing.eyes, kind, said, |_| true));
        self.field("part", label, Input::Pick(groups))
    }

    fn worded(&self) -> Group {
        let mut fields = vec![
            self.text("unit", words("单位", "Unit")),
            self.pick("wording", words("写法", "Wording"), &WORDINGS),
        ];
        match self.form.text("wording") {
            "floor" | "near" | "about" | "more_than" => {
                fields.push(self.number("step", words("取整到", "Rounded to"), "10"));
            }
            "all" | "each" | "covered" | "on_time" | "first" => {
                fields.push(self.figure("against", words("对照哪个数", "Held against")));
            }
            _ => {}
        }
        fields.extend([
            self.number("decimals", words("小数位数", "Decimals"), "0"),
            self.pick(
                "scale",
                words("数位", "Scale"),
                &SCALES.map(|(code, _)| (code, scale_words(code))),
            ),
            self.pick(
                "numerals",
                words("数字写法", "Numerals"),
                &NUMERALS.map(|(code, _)| (code, numeral_words(code))),
            ),
        ]);
        Group {
            title: self.say(words("怎么写", "How it is printed")),
            fields,
            ..Group::default()
        }
    }

    fn named(&self) -> Group {
        let mut zh = self.text("zh", words("名称", "Name in Chinese"));
        zh.must = true;
        let fields = vec![zh, self.text("en", words("英文名称", "Name in English"))];
        Group {
            title: self.say(words("叫什么", "Its name")),
            fields,
            ..Group::default()
        }
    }
}

fn is_number(field: &base::Field) -> bool {
    matches!(field.kind, Type::Whole | Type::Decimal(_) | Type::Money)
}

fn is_day(field: &base::Field) -> bool {
    matches!(field.kind, Type::Day | Type::Moment | Type::Time)
}

fn is_dated(field: &base::Field) -> bool {
    matches!(
        field.kind,
        Type::Day | Type::Moment | Type::Month | Type::Year
    )
}

fn is_ordered(field: &base::Field) -> bool {
    is_number(field) || is_dated(field)
}

fn is_text(field: &base::Field) -> bool {
    matches!(field.kind, Type::Text | Type::Long)
}
