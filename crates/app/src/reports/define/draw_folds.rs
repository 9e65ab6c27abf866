//! The form's part that says how records, or other figures, become a value.
//!
//! In: the form as it was sent. Out: the fields of the fold that was chosen and no others, with
//! only the fields and figures that fit it.

use base::{Kind, Type, Words, words};
use page::{
    field::{Field, Input},
    form::Group,
};

use super::{
    choices::{
        best_words, earlier_words, fold_words, length_words, parts_words, stretch_words,
        take_words, ties_words,
    },
    draft::{
        BESTS, EARLIER, LENGTHS, OVER_FIGURES, OVER_RECORDS, PARTS_AS, STRETCHES, TAKES, TIES,
    },
    draw::{NONE, Sheet, is_dated, is_day},
    draw_conditions::path_groups,
};
use crate::front::typed::choice;

const TRIM: Words = words("两端各去掉几个", "Left out at either end");

impl Sheet<'_> {
    /// How records become a value.
    pub(super) fn counted(&self, kind: &'static Kind) -> Group {
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
            "trimmed" => fields.extend([
                self.path("path", words("哪个数字", "Which number"), kind, is_number),
                self.typed().number("trim", TRIM, "1"),
            ]),
            "last" => fields.extend([
                self.path("path", words("哪个数字", "Which number"), kind, is_number),
                self.own_field(
                    "each_own",
                    words(
                        "各取各的再相加（空着就只有一个）",
                        "Each its own, added up (blank: only one)",
                    ),
                    kind,
                ),
            ]),
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
            "span" => fields.extend(self.lengths(kind)),
            "rank" => fields.extend(self.ranked(kind)),
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

    /// From when to when, in what, and what is made of it.
    fn lengths(&self, kind: &'static Kind) -> [Field; 4] {
        [
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
        ]
    }

    /// What is ranked, by whom, and which place is asked for.
    fn ranked(&self, kind: &'static Kind) -> Vec<Field> {
        vec![
            self.path(
                "ranked",
                words("给什么排名", "What is ranked"),
                kind,
                |_| true,
            ),
            self.path("judge", words("谁打分", "Who scores"), kind, |_| true),
            self.path("path", words("哪个分数", "Which score"), kind, is_number),
            self.typed().number("trim", TRIM, "0"),
            self.typed()
                .number("place", words("第几名", "Which place"), "1"),
            self.path(
                "show",
                words(
                    "写出什么（空着就写得分）",
                    "What is printed (blank: the score)",
                ),
                kind,
                is_text,
            ),
            self.typed().text(
                "one",
                words(
                    "只问谁的名次（照上一项的写法填）",
                    "Whose place instead (as the field above writes it)",
                ),
            ),
            self.ties(),
        ]
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
            fields.push(self.typed().field("by", label, Input::Pick(groups)));
        }
        if self.form.all("by").any(|by| !by.is_empty()) {
            let parts = PARTS_AS.map(|code| (code, parts_words(code)));
            fields.push(self.pick("parts", words("分项写成", "Parts shown"), &parts));
            if matches!(self.form.text("parts"), "percent" | "hundred") {
                let places = words("百分比的小数位数", "Decimals of the percentages");
                fields.push(self.typed().number("share_decimals", places, "1"));
            }
        }
        fields
    }

    /// What equals do to the places after them.
    fn ties(&self) -> Field {
        let ties = TIES.map(|(code, _)| (code, ties_words(code)));
        self.pick("ties", words("同数的", "Equals"), &ties)
    }

    /// One of the kind's own fields, or none.
    fn own_field(&self, name: &str, label: Words, kind: &'static Kind) -> Field {
        let groups = path_groups(self.drawing.eyes, kind, self.form.text(name), |f| {
            matches!(
                f.kind,
                Type::Text | Type::Choice(_) | Type::Area | Type::Link(_)
            )
        });
        let own = groups.into_iter().filter(|(behind, _)| behind.is_empty());
        let none = (
            String::new(),
            vec![choice("", NONE.get(self.lang()), false)],
        );
        self.typed().field(
            name,
            label,
            Input::Pick(std::iter::once(none).chain(own).collect()),
        )
    }

    /// How other figures become one.
    pub(super) fn made(&self) -> Group {
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
                self.typed()
                    .number("every", words("每多少", "For every"), "10000"),
            ]),
            "add" => {
                let all = self
                    .figures("of")
                    .into_iter()
                    .filter(|c| !c.value.is_empty());
                fields.push(self.typed().field(
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
                self.typed().number("top", words("前几个", "How many"), "1"),
            ]),
            "place" => fields.extend([
                of(),
                self.part(),
                self.one(),
                self.pick(
                    "best",
                    words("怎么排", "Order"),
                    &BESTS.map(|(code, _)| (code, best_words(code))),
                ),
                self.ties(),
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
            return self.typed().text("part", label);
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
        self.typed().field("part", label, Input::Pick(groups))
    }

    /// Whose place is asked for: a choice's own words where the parts are choices.
    fn one(&self) -> Field {
        let label = words(
            "谁的名次（照上一项的写法填）",
            "Whose place (as the field above writes it)",
        );
        let catalogue = self.drawing.eyes.catalogue;
        let of = self
            .all
            .get(self.form.text("of"))
            .map_or("", |d| d.kind.as_str());
        match catalogue
            .field_at(of, self.form.text("part"))
            .map(|(_, f)| f.kind)
        {
            Some(Type::Choice(choices)) => {
                let all: Vec<(&str, Words)> = choices.iter().map(|c| (c.code, c.words)).collect();
                self.pick("one", label, &all)
            }
            _ => self.typed().text("one", label),
        }
    }
}

fn is_number(field: &base::Field) -> bool {
    matches!(field.kind, Type::Whole | Type::Decimal(_) | Type::Money)
}

fn is_ordered(field: &base::Field) -> bool {
    is_number(field) || is_dated(field)
}

fn is_text(field: &base::Field) -> bool {
    matches!(field.kind, Type::Text | Type::Long)
}
