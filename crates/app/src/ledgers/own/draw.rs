//! The form of a park's own ledger, drawn.
//!
//! In: the form as it was sent, the ledger it means, what is wrong. Out: its fields in groups,
//! each problem beside its field. Of a ledger that is there, what a field holds is not asked.

use base::{Problem, Type, Words, words};
use page::{
    conditions::{Conditions, Line, Press},
    field::{Field, Input},
    form::Group,
};

use super::{
    field::{HOLDS, OwnField},
    kind::{OwnKind, RIGHTS, WORKS},
    ledger,
};
use crate::{
    front::{
        Call, Fields,
        typed::{Typed, choice},
    },
    reports::pages::area,
};

/// The form, under way.
pub(super) struct Drawing<'a> {
    pub call: &'a Call,
    pub form: &'a Fields,
    pub was: Option<&'a OwnKind>,
    pub problems: &'a [Problem],
    pub kind: OwnKind,
}

impl Drawing<'_> {
    pub(super) fn on_the_whole(&self) -> Vec<String> {
        let own = |p: &&Problem| p.place.field == "fields" || p.place.field.is_empty();
        self.problems
            .iter()
            .filter(own)
            .map(|p| p.message(self.call.lang()))
            .collect()
    }

    fn typed(&self) -> Typed<'_> {
        Typed {
            form: self.form,
            problems: self.problems,
            lang: self.call.lang(),
        }
    }

    pub(super) fn groups(&self) -> Vec<Group> {
        let lang = self.call.lang();
        let mut zh = self
            .typed()
            .text("zh", words("台账名称", "Name in Chinese"));
        zh.must = true;
        let works = WORKS
            .iter()
            .map(|(word, work)| (*word, area(*work).get(lang)));
        let rights = RIGHTS
            .iter()
            .map(|(word, _, words)| (*word, words.get(lang)));
        let mut apart = vec![
            self.fields_of(
                "when",
                words("按哪个日期算时段", "By which day a period selects"),
                &|f| matches!(f.kind, Type::Day | Type::Moment | Type::Month),
            ),
            self.fields_of(
                "area",
                words(
                    "按哪个地方分给各社区",
                    "By which place it belongs to a community",
                ),
                &|f| f.kind == Type::Area,
            ),
        ];
        if self.was.is_none() {
            apart.insert(0, self.key());
        }
        vec![
            Group {
                title: words("叫什么", "Its name").get(lang).to_owned(),
                fields: vec![
                    zh,
                    self.typed()
                        .text("en", words("英文名称", "Name in English")),
                    self.typed().text("unit", words("一条计一……", "Counted in")),
                    self.typed()
                        .pick("work", words("归在哪一类", "Area of work"), works),
                ],
                ..Group::default()
            },
            Group {
                title: words("登记哪些项", "What is recorded").get(lang).to_owned(),
                extra: Some(self.rows().show("ledger", lang)),
                ..Group::default()
            },
            Group {
                title: words("怎么用", "How it is used").get(lang).to_owned(),
                fields: apart
                    .into_iter()
                    .chain([self.typed().pick(
                        "rights",
                        words("谁能看、谁能填", "Who reads and writes"),
                        rights,
                    )])
                    .collect(),
                ..Group::default()
            },
        ]
    }

    fn key(&self) -> Field {
        let on = |name: &str| self.form.all("key").any(|k| k == name);
        let may = |f: &&OwnField| !f.zh.is_empty() && ledger::may_be_key(&f.field());
        let one = |f: &OwnField| choice(&f.name, &f.zh, on(&f.name));
        let choices = self.kind.fields.iter().filter(may).map(one).collect();
        let mut field = self.typed().field(
            "key",
            words("凭什么认出同一条", "What tells a record apart"),
            Input::Many(choices),
        );
        field.hint = words(
            "比如编号。都不选时，每一行是单独的一条。",
            "A number, for one. With none, each row is one of its own.",
        )
        .get(self.call.lang())
        .to_owned();
        field
    }

    fn fields_of(&self, name: &str, label: Words, fits: &dyn Fn(&base::Field) -> bool) -> Field {
        let none = ("", words("（不分）", "(none)").get(self.call.lang()));
        let own = self
            .kind
            .fields
            .iter()
            .filter(|f| !f.retired && !f.zh.is_empty() && fits(&f.field()));
        let all = std::iter::once(none).chain(own.map(|f| (f.name.as_str(), f.zh.as_str())));
        self.typed().pick(name, label, all)
    }

    fn rows(&self) -> Conditions {
        let lang = self.call.lang();
        Conditions {
            legend: words("各项", "Fields").get(lang).to_owned(),
            lines: (1..=self.kind.fields.len())
                .filter_map(|n| self.row(n))
                .collect(),
            more: match self.kind.fields.len() < ledger::MOST {
                true => vec![Press::new(words("加一项", "Add a field").get(lang), "add")],
                false => Vec::new(),
            },
            ..Conditions::default()
        }
    }

    fn row(&self, n: usize) -> Option<Line> {
        let lang = self.call.lang();
        let field = self.kind.fields.get(n - 1)?;
        let at = |name: &str| format!("f.{n}.{name}");
        let there = self
            .was
            .is_some_and(|w| w.fields.iter().any(|f| f.name == field.name));
        let mut fields = vec![self.typed().text(&at("zh"), words("名称", "Name"))];
        let holds = HOLDS
            .iter()
            .filter(|(word, _)| !there || *word == field.holds);
        let holds = holds.map(|(word, words)| (*word, words.get(lang)));
        fields.push(
            self.typed()
                .pick(&at("holds"), words("填什么", "Holds"), holds),
        );
        if field.holds == "choice" {
            fields.push(self.typed().text(
                &at("choices"),
                words("可选的词，用、隔开", "The words, with 、 between"),
            ));
        }
        if field.holds == "link" {
            let kinds = self.call.catalogue();
            let kinds = kinds
                .kinds()
                .filter(|k| !k.sheet.is_empty())
                .map(|k| (k.name, k.words.get(lang)));
            fields.push(
                self.typed()
                    .pick(&at("to"), words("哪个台账", "Which ledger"), kinds),
            );
        }
        fields.push(self.yes(&at("must"), words("必填", "Needed")));
        fields.push(self.yes(&at("personal"), words("个人信息", "Personal")));
        let out = match (there, field.retired) {
            (true, true) => words("恢复", "Take back"),
            (true, false) => words("不再用", "Put aside"),
            _ => words("去掉", "Take away"),
        };
        fields.push(Field::new(
            at("name"),
            "",
            Input::Hidden(self.form.text(&at("name")).to_owned()),
        ));
        fields.push(Field::new(
            at("retired"),
            "",
            Input::Hidden(if field.retired { "yes" } else { "no" }.to_owned()),
        ));
        Some(Line::Test {
            fields,
            out: Press::new(out.get(lang), format!("drop:{n}")),
        })
    }

    fn yes(&self, name: &str, label: Words) -> Field {
        let lang = self.call.lang();
        let all = [("no", words("否", "No")), ("yes", words("是", "Yes"))];
        self.typed()
            .pick(name, label, all.map(|(v, w)| (v, w.get(lang))))
    }
}
