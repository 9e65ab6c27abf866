//! The form of a definition, drawn step by step: what, which, how counted, when, in which words.
//!
//! In: the form as it was sent and the definition it means so far. Out: fields with only what
//! fits together. What was typed stands as it was typed.

use base::{Kind, Lang, Type, Words, Work, words};
use figures::Definitions;
use page::{
    field::{Choice, Field, Input},
    form::{Form, Group},
};

use super::{
    choices::{WORDINGS, basis_words, numeral_words, scale_words},
    draft::{ALL_TIME, BASES, Draft, NUMERALS, SCALES},
    draw_conditions::{Drawing, path_groups},
};
use crate::front::{
    Fields,
    typed::{Typed, choice},
};

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
    /// Who may answer for one: names for signing in, and their own.
    pub people: &'a [(String, String)],
}

pub(super) const NONE: Words = words("（无）", "(none)");

impl Sheet<'_> {
    /// The form, with its hidden fields.
    pub fn form(&self, mut with: Vec<(String, String)>, problems: Vec<String>) -> Form {
        with.extend(self.carried(&with));
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
            groups.extend(self.draft.kind.map(|kind| self.proved(kind)));
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

    pub(super) fn lang(&self) -> Lang {
        self.drawing.eyes.lang
    }

    pub(super) fn say(&self, words: Words) -> String {
        words.get(self.lang()).to_owned()
    }

    pub(super) fn over_figures(&self) -> bool {
        self.form.text("over") == "figures"
    }

    /// What was typed and has no field now: it is there again when what is counted is chosen anew.
    fn carried(&self, with: &[(String, String)]) -> Vec<(String, String)> {
        let drawn = |name: &str| with.iter().any(|(n, _)| n == name);
        let of_records = |name: &str| {
            name == "kind"
                || ["c.", "e.", "s."]
                    .iter()
                    .any(|under| name.starts_with(under))
        };
        let carries = |name: &str| match (self.over_figures(), self.draft.kind) {
            (true, _) => of_records(name),
            (false, None) => !["over", "kind", "do"].contains(&name) && !drawn(name),
            (false, Some(_)) => false,
        };
        let pairs = self.form.0.iter();
        pairs.filter(|(name, _)| carries(name)).cloned().collect()
    }

    /// The form as it was sent, drawn again.
    pub(super) fn typed(&self) -> Typed<'_> {
        Typed {
            form: self.form,
            problems: &self.draft.problems,
            lang: self.lang(),
        }
    }

    /// A choice of words; the first is meant when nothing was chosen.
    pub(super) fn pick(&self, name: &str, label: Words, all: &[(&str, Words)]) -> Field {
        let lang = self.lang();
        let all = all.iter().map(|(code, words)| (*code, words.get(lang)));
        self.typed().pick(name, label, all)
    }

    pub(super) fn path(
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
        self.typed().field(name, label, Input::Pick(groups))
    }

    pub(super) fn figure(&self, name: &str, label: Words) -> Field {
        self.typed().field(
            name,
            label,
            Input::Pick(vec![(String::new(), self.figures(name))]),
        )
    }

    pub(super) fn figures(&self, name: &str) -> Vec<Choice> {
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
        let mut fields = vec![self.typed().field(
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
        self.typed().field(
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

    /// What proves a counted record.
    fn proved(&self, kind: &'static Kind) -> Group {
        let title = self.say(words("每条要有", "Each must have"));
        let conditions = self.drawing.group(&self.draft.evidence, kind, "e", &title);
        Group {
            title: self.say(words("佐证要求", "Evidence")),
            aside: self.say(words(
                "不满足的照样算，会单独列出",
                "Those without still count and are listed",
            )),
            extra: Some(conditions.show("define", self.lang())),
            ..Group::default()
        }
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
            self.typed().field(
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
        if matches!(self.form.text("basis"), "stock" | "before") {
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
        fields.push(self.typed().field(
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

    fn worded(&self) -> Group {
        let mut fields = vec![
            self.typed().text("unit", words("单位", "Unit")),
            self.pick("wording", words("写法", "Wording"), &WORDINGS),
        ];
        match self.form.text("wording") {
            "floor" | "near" | "about" | "more_than" => {
                fields.push(
                    self.typed()
                        .number("step", words("取整到", "Rounded to"), "10"),
                );
            }
            "all" | "each" | "covered" | "on_time" | "first" => {
                fields.push(self.figure("against", words("对照哪个数", "Held against")));
            }
            _ => {}
        }
        fields.extend([
            self.typed()
                .number("decimals", words("小数位数", "Decimals"), "0"),
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
        let mut zh = self.typed().text("zh", words("名称", "Name in Chinese"));
        zh.must = true;
        let fields = vec![
            zh,
            self.typed()
                .text("en", words("英文名称", "Name in English")),
            self.owner(),
        ];
        Group {
            title: self.say(words("叫什么", "Its name")),
            fields,
            ..Group::default()
        }
    }
}

impl Sheet<'_> {
    /// Who answers for it. A name that is no longer there stands as it was written.
    fn owner(&self) -> Field {
        let said = self.form.text("owner");
        let mut people = vec![choice("", NONE.get(self.lang()), said.is_empty())];
        people.extend(
            self.people
                .iter()
                .map(|(login, name)| choice(login, name, login == said)),
        );
        if !people.iter().any(|c| c.value == said) {
            people.push(choice(said, said, true));
        }
        let label = words("责任人", "Who answers for it");
        self.typed()
            .field("owner", label, Input::Pick(vec![(String::new(), people)]))
    }
}

pub(super) fn is_day(field: &base::Field) -> bool {
    matches!(field.kind, Type::Day | Type::Moment | Type::Time)
}

pub(super) fn is_dated(field: &base::Field) -> bool {
    matches!(
        field.kind,
        Type::Day | Type::Moment | Type::Month | Type::Year
    )
}
