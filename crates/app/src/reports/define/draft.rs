//! A definition under way: the form as it was sent, and the definition it means.
//!
//! In: a form's pairs. Out: the definition, as far as it is finished, and every problem at its
//! field. Nothing typed is lost: what cannot be read yet stays in the pairs. The way back, from
//! a definition to pairs, is how one is changed.

use base::{Code, Filter, Kind, Problem};
use figures::{
    Basis, Best, Definition, Earlier, Fold, Growth, Last, Length, Numerals, PartsAs, Peak, Per,
    Rank, Rate, Scale, Span, Standing, Stretch, Take, Ties, Trimmed, Whole, Wording,
};

use super::{
    condition::{Group, Meaning},
    paths::Eyes,
};
use crate::front::Fields;

/// The definition a form means, with every problem.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The definition, as far as it is finished.
    pub definition: Definition,
    /// The kind it is about; none for one made of figures.
    pub kind: Option<&'static Kind>,
    /// The conditions.
    pub conditions: Group,
    /// Those that a share must also meet.
    pub share: Group,
    /// Those that prove a record.
    pub evidence: Group,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Folds over records, by the word sent.
pub const OVER_RECORDS: [&str; 14] = [
    "count", "distinct", "sum", "share", "mean", "trimmed", "median", "least", "most", "last",
    "names", "months", "span", "rank",
];
/// Folds over other figures.
pub const OVER_FIGURES: [&str; 9] = [
    "ratio", "rate", "add", "less", "per", "growth", "peak", "place", "same",
];

impl Draft {
    /// Reads a form.
    pub fn read(form: &Fields, eyes: Eyes<'_>) -> Draft {
        let over_records = form.text("over") != "figures";
        let named = eyes.catalogue.kind(form.text("kind"));
        let kind = named.filter(|k| over_records && eyes.scope.may_read(k));
        let conditions = Group::read(form, "c");
        let share = Group::read(form, "s");
        let evidence = Group::read(form, "e");
        let mut meaning = Meaning {
            eyes,
            problems: Vec::new(),
        };
        let (mut filter, mut met) = (Filter::default(), Filter::default());
        let mut proof = Filter::default();
        if let Some(kind) = kind {
            filter = meaning.of(&conditions, kind, "c");
            if form.text("fold") == "share" {
                met = meaning.of(&share, kind, "s");
            }
            proof = meaning.of(&evidence, kind, "e");
        }
        let mut reader = Reader {
            form,
            problems: meaning.problems,
        };
        if over_records && kind.is_none() {
            reader.wrong(Code::Missing, "kind");
        }
        let fold = reader.fold(over_records, met);
        let definition = Definition {
            key: form.text("key").to_owned(),
            zh: reader.must("zh"),
            en: form.text("en").to_owned(),
            unit: form.text("unit").to_owned(),
            kind: kind.map_or_else(String::new, |k| k.name.to_owned()),
            when: reader.when(),
            basis: match (form.text("basis"), form.text("fold")) {
                // An outside number is the latest there is, unless something else is said.
                ("", "last") => Basis::Ever,
                (said, _) => one_of(said, &BASES),
            },
            until: some(form.text("until")),
            month: form
                .text("month")
                .parse()
                .ok()
                .filter(|m| (1..=12).contains(m)),
            filter,
            fold,
            by: form
                .all("by")
                .filter(|b| !b.is_empty())
                .map(str::to_owned)
                .collect(),
            parts: reader.parts_as(),
            evidence: proof,
            owner: form.text("owner").to_owned(),
            wording: reader.wording(),
            decimals: form.text("decimals").parse().unwrap_or(0).min(9),
            scale: one_of(form.text("scale"), &SCALES),
            numerals: one_of(form.text("numerals"), &NUMERALS),
            version: form.text("version").parse().unwrap_or(1),
        };
        let definition = Definition {
            en: if definition.en.is_empty() {
                definition.zh.clone()
            } else {
                definition.en.clone()
            },
            ..definition
        };
        Draft {
            definition,
            kind,
            conditions,
            share,
            evidence,
            problems: reader.problems,
        }
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn one_of<T: Copy + Default>(said: &str, all: &[(&str, T)]) -> T {
    all.iter()
        .find(|(word, _)| *word == said)
        .map_or_else(T::default, |(_, t)| *t)
}

/// What a period means, by the word sent.
pub const BASES: [(&str, Basis); 5] = [
    ("flow", Basis::Flow),
    ("to_date", Basis::ToDate),
    ("stock", Basis::Stock),
    ("ever", Basis::Ever),
    ("before", Basis::Before),
];
/// In 万, in 亿.
pub const SCALES: [(&str, Scale); 3] =
    [("one", Scale::One), ("wan", Scale::Wan), ("yi", Scale::Yi)];
/// In which characters.
pub const NUMERALS: [(&str, Numerals); 2] =
    [("digits", Numerals::Digits), ("chinese", Numerals::Chinese)];
/// What a length is counted in.
pub const LENGTHS: [(&str, Length); 3] = [
    ("days", Length::Days),
    ("hours", Length::Hours),
    ("minutes", Length::Minutes),
];
/// What is made of lengths.
pub const TAKES: [(&str, Take); 5] = [
    ("mean", Take::Mean),
    ("median", Take::Median),
    ("sum", Take::Sum),
    ("least", Take::Least),
    ("most", Take::Most),
];
/// What a period is cut into.
pub const STRETCHES: [(&str, Stretch); 3] = [
    ("month", Stretch::Month),
    ("week", Stretch::Week),
    ("day", Stretch::Day),
];
/// What a growth is held against.
pub const EARLIER: [(&str, Earlier); 2] = [
    ("before", Earlier::Before),
    ("last_year", Earlier::LastYear),
];
/// Which part is first.
pub const BESTS: [(&str, Best); 2] = [("most", Best::Most), ("least", Best::Least)];
/// What equals do to the places after them.
pub const TIES: [(&str, Ties); 2] = [("skip", Ties::Skip), ("close", Ties::Close)];
/// How parts are shown.
pub const PARTS_AS: [&str; 3] = ["amounts", "percent", "hundred"];
const WHOLES: [(&str, Whole); 4] = [
    ("all", Whole::All),
    ("each", Whole::Each),
    ("covered", Whole::Covered),
    ("on_time", Whole::OnTime),
];
/// By this a period is told to select nothing.
pub const ALL_TIME: &str = "-";

/// Reads the parts of a form that are not conditions.
struct Reader<'a> {
    form: &'a Fields,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn wrong(&mut self, code: Code, field: &str) {
        self.problems.push(Problem::of(code, field));
    }

    fn must(&mut self, field: &str) -> String {
        let said = self.form.text(field).to_owned();
        if said.is_empty() {
            self.wrong(Code::Missing, field);
        }
        said
    }

    fn number(&mut self, field: &str, least: i64, otherwise: i64) -> i64 {
        match self.form.text(field) {
            "" => otherwise,
            typed => match typed.parse() {
                Ok(n) if n >= least => n,
                _ => {
                    self.wrong(Code::OutOfRange, field);
                    otherwise
                }
            },
        }
    }

    fn pick<T: Copy + PartialEq>(&mut self, field: &str, all: &[(&str, T)], otherwise: T) -> T {
        let said = self.form.text(field);
        all.iter()
            .find(|(word, _)| *word == said)
            .map_or(otherwise, |(_, t)| *t)
    }

    /// Absent as the kind says; empty for all time.
    fn when(&self) -> Option<String> {
        match self.form.text("when") {
            "" => None,
            ALL_TIME => Some(String::new()),
            path => Some(path.to_owned()),
        }
    }

    fn fold(&mut self, over_records: bool, met: Filter) -> Fold {
        let said = self.form.text("fold").to_owned();
        let fits = if over_records {
            OVER_RECORDS.contains(&said.as_str())
        } else {
            OVER_FIGURES.contains(&said.as_str())
        };
        match said.as_str() {
            _ if !fits && over_records => Fold::Count,
            _ if !fits => {
                self.wrong(Code::Missing, "fold");
                Fold::Add(Vec::new())
            }
            "sum" => Fold::Sum(self.must("path")),
            "distinct" => Fold::Distinct(self.must("path")),
            "share" => Fold::Share(met),
            "names" => Fold::Names(self.must("path")),
            "months" => Fold::Months(self.must("path")),
            "mean" => Fold::Mean(self.must("path")),
            "median" => Fold::Median(self.must("path")),
            "least" => Fold::Least(self.must("path")),
            "most" => Fold::Most(self.must("path")),
            "trimmed" => Fold::Trimmed(Trimmed {
                of: self.must("path"),
                trim: self.trim(1),
            }),
            "last" => Fold::Last(Last {
                of: self.must("path"),
                per: some(self.form.text("each_own")),
            }),
            "span" => Fold::Span(Span {
                from: self.must("from"),
                to: self.must("to"),
                unit: self.pick("in", &LENGTHS, Length::Days),
                take: self.pick("take", &TAKES, Take::Mean),
            }),
            "rank" => Fold::Rank(self.rank()),
            "ratio" => Fold::Ratio([self.must("of"), self.must("to_figure")]),
            "less" => Fold::Less([self.must("of"), self.must("to_figure")]),
            "rate" => Fold::Rate(Rate {
                of: self.must("of"),
                to: self.must("to_figure"),
                every: self.number("every", 1, 10_000),
            }),
            "add" => Fold::Add(self.several("of")),
            "same" => Fold::Same(self.must("of")),
            "per" => Fold::Per(Per {
                of: self.must("of"),
                each: self.pick("each", &STRETCHES, Stretch::Month),
            }),
            "growth" => Fold::Growth(Growth {
                of: self.must("of"),
                over: self.pick("since", &EARLIER, Earlier::Before),
            }),
            "peak" => Fold::Peak(Peak {
                of: self.must("of"),
                by: self.must("part"),
                top: usize::try_from(self.number("top", 1, 1)).unwrap_or(1),
            }),
            "place" => Fold::Place(Standing {
                of: self.must("of"),
                by: self.must("part"),
                one: self.must("one"),
                best: self.pick("best", &BESTS, Best::Most),
                ties: self.pick("ties", &TIES, Ties::Skip),
            }),
            _ => Fold::Count,
        }
    }

    fn trim(&mut self, otherwise: i64) -> usize {
        usize::try_from(self.number("trim", 0, otherwise)).unwrap_or(0)
    }

    fn parts_as(&mut self) -> PartsAs {
        let places = u8::try_from(self.number("share_decimals", 0, 1))
            .unwrap_or(1)
            .min(4);
        match self.form.text("parts") {
            "percent" => PartsAs::Percent(places),
            "hundred" => PartsAs::Hundred(places),
            _ => PartsAs::Amounts,
        }
    }

    fn several(&mut self, field: &str) -> Vec<String> {
        let all: Vec<String> = self
            .form
            .all(field)
            .filter(|k| !k.is_empty())
            .map(str::to_owned)
            .collect();
        if all.is_empty() {
            self.wrong(Code::Missing, field);
        }
        all
    }

    fn rank(&mut self) -> Rank {
        let show = match self.form.text("show") {
            "" => "score".to_owned(),
            show => show.to_owned(),
        };
        Rank {
            of: self.must("ranked"),
            each: self.must("judge"),
            sum: self.must("path"),
            trim: self.trim(0),
            place: usize::try_from(self.number("place", 1, 1)).unwrap_or(1),
            show,
            one: some(self.form.text("one")),
            ties: self.pick("ties", &TIES, Ties::Skip),
        }
    }

    fn wording(&mut self) -> Wording {
        let step = |reader: &mut Self| reader.number("step", 10, 10);
        match self.form.text("wording") {
            "floor" => Wording::Floor(step(self)),
            "near" => Wording::Near(step(self)),
            "about" => Wording::About(step(self)),
            "more_than" => Wording::MoreThan(step(self)),
            "many" => Wording::Many,
            "nothing" => Wording::Nothing,
            "ordinal" => Wording::Ordinal,
            "first" => Wording::First(self.must("against")),
            said => match WHOLES.iter().find(|(word, _)| *word == said) {
                Some((_, whole)) => Wording::Whole(*whole, self.must("against")),
                None => Wording::Exact,
            },
        }
    }
}
