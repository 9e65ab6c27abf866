//! Whether a definition fits: what it names is there, and is what the fold needs.
//!
//! In: a definition, the set it stands in, the catalogue. Out: every reason against it, in
//! words a manager can act on. It looks at no record.

use std::fmt;

use base::{Catalogue, Filter, Lang, Test, Type};

use crate::{Basis, Definition, Definitions, Fold, care};

/// Why a definition does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is not written as a definition is.
    Unread(String),
    /// It says another key than that it is kept under.
    OtherKey(String),
    /// A file holds no definition.
    Nothing,
    /// Its key cannot stand in an address.
    BadKey,
    /// Another has the same key.
    Twice,
    /// It is made of itself.
    Itself,
    /// No such figure.
    NoFigure(String),
    /// No such kind of record.
    NoKind(String),
    /// The kind has no such field.
    NoField(String, String),
    /// The kind has no such link.
    NoLink(String, String),
    /// The field is no number.
    NoNumber(String),
    /// The field is no day, month or time.
    NoDay(String),
    /// More than two fields to part by.
    TooManyParts,
    /// A stock or a latest value of all time: it needs a day on which a record begins.
    NoBeginning,
    /// A latest value is taken from the record itself, not from behind a link.
    NotOwn(String),
    /// More than a number of people is made of the care compartment.
    CareFold,
    /// Of the care compartment only whole years are told.
    CareMonth,
    /// A condition on this field could single out one record of the care compartment.
    CareCondition(String),
}

impl Reason {
    /// The reason in words.
    pub fn text(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            Reason::Unread(why) if zh => format!("读不懂：{why}"),
            Reason::Unread(why) => format!("cannot be read: {why}"),
            Reason::OtherKey(key) if zh => format!("定义里写的代号是「{key}」，和外面的代号不同"),
            Reason::OtherKey(key) => format!("the definition says another key: {key}"),
            Reason::Nothing if zh => "文件里一个口径也没有".to_owned(),
            Reason::Nothing => "the file holds no definition".to_owned(),
            Reason::BadKey if zh => {
                "代号只能用小写字母、数字和下划线，也不能是 define、draft、templates、file、import".to_owned()
            }
            Reason::BadKey => "a key is made of small letters, digits and _, and is none of define, draft, templates, file, import".to_owned(),
            Reason::Twice if zh => "已有同名的口径，请换一个代号".to_owned(),
            Reason::Twice => "defined twice; choose another key".to_owned(),
            Reason::Itself if zh => "绕来绕去用到了它自己，请改掉其中一步".to_owned(),
            Reason::Itself => "made of itself; change one of the steps".to_owned(),
            Reason::NoFigure(key) if zh => format!("没有代号为「{key}」的数"),
            Reason::NoFigure(key) => format!("no figure {key}"),
            Reason::NoKind(kind) if zh => format!("没有「{kind}」这种台账"),
            Reason::NoKind(kind) => format!("no kind {kind}"),
            Reason::NoField(kind, field) if zh => format!("「{kind}」没有「{field}」这一项"),
            Reason::NoField(kind, field) => format!("{kind} has no field {field}"),
            Reason::NoLink(kind, link) if zh => format!("「{kind}」没有经「{link}」的关联"),
            Reason::NoLink(kind, link) => format!("{kind} has no link {link}"),
            Reason::NoNumber(field) if zh => format!("「{field}」不是数字，不能这样算"),
            Reason::NoNumber(field) => format!("{field} is no number"),
            Reason::NoDay(field) if zh => format!("「{field}」不是日期或时间"),
            Reason::NoDay(field) => format!("{field} is no day or time"),
            Reason::TooManyParts if zh => "最多按两项分".to_owned(),
            Reason::TooManyParts => "parted by more than two fields".to_owned(),
            Reason::NoBeginning if zh => "期末数、最近一次的数要说明按哪个日期".to_owned(),
            Reason::NoBeginning => {
                "a stock or a latest value needs the day on which a record begins".to_owned()
            }
            Reason::NotOwn(path) if zh => {
                format!("最近一次的数只取记录自己的项，不能经关联取「{path}」")
            }
            Reason::NotOwn(path) => {
                format!("a latest value is of the record itself, not behind a link: {path}")
            }
            Reason::CareFold if zh => {
                "心理服务档案只能计数、去重计数或算占比，不能列名、求和、取平均".to_owned()
            }
            Reason::CareFold => {
                "of care records only counts, distinct counts and shares are made".to_owned()
            }
            Reason::CareMonth if zh => "心理服务档案只按整年统计，不能只取某个月".to_owned(),
            Reason::CareMonth => "of care records only whole years are counted".to_owned(),
            Reason::CareCondition(field) if zh => {
                format!("「{field}」可能认出某一个人，不能用来筛选心理服务档案")
            }
            Reason::CareCondition(field) => {
                format!("{field} could single out one care record and cannot be a condition")
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

/// Every reason against a definition.
pub(crate) fn reasons(
    definition: &Definition,
    all: &Definitions,
    catalogue: &Catalogue,
) -> Vec<Reason> {
    let missing = |key: &&str| all.get(key).is_none();
    let mut reasons: Vec<Reason> = definition
        .uses()
        .into_iter()
        .filter(missing)
        .map(|key| Reason::NoFigure(key.to_owned()))
        .collect();
    if all.feeds_on_itself(definition) {
        reasons.push(Reason::Itself);
    }
    if definition.by.len() > 2 {
        reasons.push(Reason::TooManyParts);
    }
    reasons.extend(care::against(definition, all, catalogue));
    if let Some(of) = definition.made_of().first() {
        if let (Some(by), Some(of)) = (definition.fold.parted_by(), all.get(of))
            && !of.kind.is_empty()
        {
            Of(&of.kind, catalogue).path(by, Needs::Any, &mut reasons);
        }
        return reasons;
    }
    if catalogue.kind(&definition.kind).is_none() {
        reasons.push(Reason::NoKind(definition.kind.clone()));
        return reasons;
    }
    let of = Of(&definition.kind, catalogue);
    of.fields(definition, &mut reasons);
    for filter in definition.filters() {
        of.filter(filter, &mut reasons);
    }
    reasons
}

/// What a fold needs a field to be.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    Any,
    Number,
    Day,
}

/// A kind, by name, in its catalogue.
struct Of<'a>(&'a str, &'a Catalogue);

impl Of<'_> {
    fn fields(&self, definition: &Definition, reasons: &mut Vec<Reason>) {
        let when = crate::plan::when(definition, self.1);
        if !when.is_empty() {
            self.path(when, Needs::Day, reasons);
        } else if definition.basis == Basis::Stock {
            reasons.push(Reason::NoBeginning);
        }
        if let Some(until) = &definition.until {
            self.path(until, Needs::Day, reasons);
        }
        for by in &definition.by {
            self.path(by, Needs::Any, reasons);
        }
        match &definition.fold {
            Fold::Sum(p) | Fold::Mean(p) | Fold::Median(p) => self.path(p, Needs::Number, reasons),
            Fold::Months(p) => self.path(p, Needs::Day, reasons),
            Fold::Distinct(p) | Fold::Names(p) | Fold::Least(p) | Fold::Most(p) => {
                self.path(p, Needs::Any, reasons);
            }
            Fold::Span(span) => {
                self.path(&span.from, Needs::Day, reasons);
                self.path(&span.to, Needs::Day, reasons);
            }
            Fold::Rank(rank) => {
                self.path(&rank.of, Needs::Any, reasons);
                self.path(&rank.each, Needs::Any, reasons);
                self.path(&rank.sum, Needs::Number, reasons);
            }
            Fold::Trimmed(trimmed) => self.path(&trimmed.of, Needs::Number, reasons),
            Fold::Last(last) => {
                let own = |path: &&str| path.contains('.');
                let paths = [Some(when), last.per.as_deref(), Some(last.of.as_str())];
                for path in paths.into_iter().flatten().filter(own) {
                    reasons.push(Reason::NotOwn(path.to_owned()));
                }
                if when.is_empty() {
                    reasons.push(Reason::NoBeginning);
                }
                self.path(&last.of, Needs::Number, reasons);
                if let Some(per) = &last.per {
                    self.path(per, Needs::Any, reasons);
                }
            }
            _ => {}
        }
    }

    fn path(&self, path: &str, needs: Needs, reasons: &mut Vec<Reason>) {
        let bare = path
            .strip_suffix(":month")
            .or(path.strip_suffix(":day"))
            .unwrap_or(path);
        let needs = if bare.len() < path.len() {
            Needs::Day
        } else {
            needs
        };
        let Some((_, field)) = self.1.field_at(self.0, bare) else {
            reasons.push(Reason::NoField(self.0.to_owned(), bare.to_owned()));
            return;
        };
        let number = matches!(field.kind, Type::Whole | Type::Decimal(_) | Type::Money);
        let day = matches!(
            field.kind,
            Type::Day | Type::Moment | Type::Month | Type::Year | Type::Time
        );
        match needs {
            Needs::Number if !number => reasons.push(Reason::NoNumber(bare.to_owned())),
            Needs::Day if !day => reasons.push(Reason::NoDay(bare.to_owned())),
            _ if matches!(field.kind, Type::Sealed(_)) => {
                reasons.push(Reason::NoField(self.0.to_owned(), bare.to_owned()));
            }
            _ => {}
        }
    }

    /// What a filter names that is not there, or may not be named.
    fn filter(&self, filter: &Filter, reasons: &mut Vec<Reason>) {
        match filter {
            Filter::All { all: parts } | Filter::Any { any: parts } => {
                parts.iter().for_each(|f| self.filter(f, reasons));
            }
            Filter::Not { not } => self.filter(not, reasons),
            Filter::Ids { .. } => {}
            Filter::Below { by, .. } => match self.1.field_at(self.0, by) {
                Some((_, field)) if field.leads_up(self.0) => {}
                _ => reasons.push(Reason::NoLink(self.0.to_owned(), by.clone())),
            },
            Filter::Through {
                through,
                kind,
                filter,
            } => {
                let field = self.1.kind(self.0).and_then(|k| k.field(through));
                let targets = field.map(|f| f.targets()).unwrap_or_default();
                match targets.iter().find(|t| kind.is_empty() || **t == kind) {
                    Some(target) => Of(target, self.1).filter(filter, reasons),
                    None => reasons.push(Reason::NoLink(self.0.to_owned(), through.clone())),
                }
            }
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => match self.1.field_at(held_by, by) {
                Some((_, field)) if field.targets().contains(&self.0) => {
                    Of(held_by, self.1).filter(filter, reasons);
                }
                _ => reasons.push(Reason::NoLink(self.0.to_owned(), format!("{held_by}.{by}"))),
            },
            Filter::Leaf(leaf) => {
                let mut names = vec![leaf.field.as_str()];
                if let Test::AtLeastField(f)
                | Test::AtMostField(f)
                | Test::IsField(f)
                | Test::FigureAtLeast(f) = &leaf.test
                {
                    names.push(f);
                }
                for name in names {
                    let field = self.1.kind(self.0).and_then(|k| k.field(name));
                    if !field.is_some_and(|f| !matches!(f.kind, Type::Sealed(_))) {
                        reasons.push(Reason::NoField(self.0.to_owned(), name.to_owned()));
                    }
                }
            }
        }
    }
}
