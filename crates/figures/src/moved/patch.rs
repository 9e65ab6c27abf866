//! What a change makes of an answer that the store gives as things stand.
//!
//! In: an ask, and the rows that would be taken from what it folds and given to it. Out: the
//! answer as it would be. Counts and sums move by arithmetic; of values told apart only those
//! that move are looked up; a least or most is read again without the rows that move.

use std::collections::{BTreeMap, BTreeSet};

use base::{
    Answer, Ask, Catalogue, Filter, Fold as Read, Group, Groups, Id, Kind, Operand, Page, Record,
    Test, Value,
};

use super::turning::{Turn, Turning};

/// More values are not told apart in one answer.
const MOST: u32 = 100_000;

/// What a change makes of one answer.
#[derive(Clone, Debug)]
pub struct Patch {
    /// What is asked as things stand.
    pub ask: Ask,
    pub(super) how: How,
}

#[derive(Clone, Debug)]
pub(super) enum How {
    /// The answer stays.
    Stays,
    /// Rows of a fold over this kind, and of a least or most those taken from it.
    Turns(&'static Kind, Turning, BTreeSet<i64>),
    /// Records of a list.
    Records(BTreeSet<Id>, Vec<Record>),
}

impl Patch {
    /// An answer that does not move.
    pub fn none(ask: Ask) -> Patch {
        Patch {
            ask,
            how: How::Stays,
        }
    }

    /// Whether anything of the answer moves.
    pub(super) fn moves(&self) -> bool {
        !matches!(self.how, How::Stays)
    }

    /// A fold whose rows turn.
    pub(super) fn turned(
        ask: Ask,
        turning: Turning,
        (kind, id): (&'static Kind, &dyn Fn(usize) -> Option<Id>),
    ) -> Patch {
        let mut gone = BTreeSet::new();
        if let Some(Read::Least(_) | Read::Most(_)) = fold(&ask) {
            let taken = turning.taken().into_iter();
            gone = taken.filter_map(id).map(|id| id.0).collect();
        }
        let how = How::Turns(kind, turning, gone);
        Patch { ask, how }
    }

    /// Whether anything is asked beside it for the patch.
    pub fn looks_beside(&self) -> bool {
        let plain = matches!(fold(&self.ask), Some(Read::Count | Read::Sum(_)));
        matches!(self.how, How::Turns(..)) && !plain
    }

    /// What is asked beside it for the patch.
    pub fn beside(&self, catalogue: &Catalogue) -> Option<Ask> {
        let (
            How::Turns(kind, turning, gone),
            Ask::Fold {
                selection,
                fold,
                by,
                limit,
                ..
            },
        ) = (&self.how, &self.ask)
        else {
            return None;
        };
        match fold {
            Read::Count | Read::Sum(_) => None,
            Read::Distinct(path) => Some(Ask::Fold {
                selection: selection
                    .clone()
                    .and(any_of(kind, path, &turning.values(), catalogue)),
                fold: Read::Count,
                by: by.iter().cloned().chain([path.clone()]).collect(),
                after: None,
                limit: MOST,
            }),
            Read::Least(_) | Read::Most(_) => {
                let rest = Filter::negate(Filter::ids(gone.iter().copied().collect()));
                Some(Ask::Fold {
                    selection: selection.clone().and(rest),
                    fold: fold.clone(),
                    by: by.clone(),
                    after: None,
                    limit: *limit,
                })
            }
        }
    }

    /// By how many records a count would grow; none where it is no plain count.
    pub fn net(&self) -> Option<i64> {
        match (&self.how, &self.ask) {
            (
                How::Turns(_, turning, _),
                Ask::Fold {
                    by,
                    fold: Read::Count,
                    ..
                },
            ) if by.is_empty() => Some(turning.net()),
            _ => None,
        }
    }

    /// How many values it looks up beside the answer.
    pub fn looks_up(&self) -> usize {
        match (&self.how, fold(&self.ask)) {
            (How::Turns(_, turning, _), Some(Read::Distinct(_))) => turning.apart(),
            _ => 0,
        }
    }

    /// The answer as it would be.
    pub fn apply(&self, answer: &Answer, also: Option<&Answer>) -> Answer {
        match (&self.how, answer) {
            (How::Turns(_, turning, _), Answer::Groups(groups)) if !groups.more => {
                let also = match also {
                    Some(Answer::Groups(also)) => also.groups.as_slice(),
                    _ => &[],
                };
                let turns = turning.turns();
                match fold(&self.ask) {
                    Some(fold) => Answer::Groups(self.regrouped(groups, also, fold, &turns)),
                    None => answer.clone(),
                }
            }
            (How::Records(gone, come), Answer::Page(page)) => {
                let stay = page.rows.iter().filter(|r| !gone.contains(&r.id));
                let mut rows: Vec<Record> = stay.chain(come).cloned().collect();
                rows.sort_by_key(|r| r.id);
                Answer::Page(Page {
                    rows,
                    next: page.next.clone(),
                    all: None,
                })
            }
            _ => answer.clone(),
        }
    }

    fn regrouped(&self, groups: &Groups, also: &[Group], fold: &Read, turns: &[Turn]) -> Groups {
        let apart = matches!(fold, Read::Least(_) | Read::Most(_));
        let from = if apart { also } else { &groups.groups };
        let mut all: BTreeMap<Order, (Option<Value>, i64)> = from
            .iter()
            .map(|g| (order(&g.by), (g.value.clone(), g.rows)))
            .collect();
        for turn in turns {
            let (value, rows) = all.entry(order(&turn.by)).or_default();
            match fold {
                Read::Count => add(value, turn.net()),
                Read::Sum(_) => {
                    let n = turn.value.as_ref().and_then(Value::as_whole);
                    add(value, turn.net() * n.unwrap_or(0));
                }
                Read::Least(_) | Read::Most(_) if turn.given == 0 => continue,
                Read::Least(_) => further(value, &turn.value, |new, old| new < old),
                Read::Most(_) => further(value, &turn.value, |new, old| new > old),
                Read::Distinct(_) => {}
            }
            *rows += if apart { turn.given } else { turn.net() };
        }
        if matches!(fold, Read::Distinct(_)) {
            for (by, n) in told_apart(also, turns) {
                add(&mut all.entry(by).or_default().0, n);
            }
        }
        let (by, limit) = match &self.ask {
            Ask::Fold { by, limit, .. } => (by.len(), *limit as usize),
            _ => (0, usize::MAX),
        };
        all.retain(|_, (_, rows)| by == 0 || *rows > 0);
        let mut groups: Vec<Group> = all
            .into_iter()
            .map(|(by, (value, rows))| Group {
                by: by.into_iter().map(|(_, value)| value).collect(),
                value,
                rows,
            })
            .collect();
        let more = groups.len() > limit;
        groups.truncate(limit);
        Groups { groups, more }
    }
}

fn fold(ask: &Ask) -> Option<&Read> {
    match ask {
        Ask::Fold { fold, .. } => Some(fold),
        _ => None,
    }
}

/// A key in the store's order: a missing value last.
type Order = Vec<(bool, Option<Value>)>;

fn order(by: &[Option<Value>]) -> Order {
    by.iter().map(|v| (v.is_none(), v.clone())).collect()
}

fn add(value: &mut Option<Value>, n: i64) {
    let old = value.as_ref().and_then(Value::as_whole).unwrap_or(0);
    *value = Some(Value::Whole(old + n));
}

fn further(old: &mut Option<Value>, new: &Option<Value>, is: fn(&Value, &Value) -> bool) {
    if let Some(new) = new
        && old.as_ref().is_none_or(|old| is(new, old))
    {
        *old = Some(new.clone());
    }
}

/// By how many distinct values each group grows. `also` counts, as things stand, the records of
/// each value that moves.
fn told_apart(also: &[Group], turns: &[Turn]) -> BTreeMap<Order, i64> {
    let mut rows: BTreeMap<Order, (i64, i64)> = BTreeMap::new();
    for group in also {
        rows.insert(order(&group.by), (group.rows, group.rows));
    }
    for turn in turns.iter().filter(|t| t.value.is_some()) {
        let mut key = turn.by.clone();
        key.push(turn.value.clone());
        rows.entry(order(&key)).or_default().1 += turn.net();
    }
    let mut grown = BTreeMap::new();
    for (mut by, (was, now)) in rows {
        by.pop();
        *grown.entry(by).or_default() += i64::from(now > 0) - i64::from(was > 0);
    }
    grown.retain(|_, n| *n != 0);
    grown
}

/// The path ends in one of these values; of records that are said to be the same as others, in
/// one that stands for these.
fn any_of(
    kind: &'static Kind,
    path: &str,
    values: &BTreeSet<&Value>,
    catalogue: &Catalogue,
) -> Filter {
    if let Some((link, rest)) = path.split_once('.') {
        let next = rest.split('.').next().unwrap_or(rest);
        let targets = kind.field(link).map(|f| f.targets()).unwrap_or_default();
        let mut leading = targets
            .iter()
            .filter(|t| catalogue.field_at(t, next).is_some());
        let Some(target) = leading.next().and_then(|t| catalogue.kind(t)) else {
            return Filter::default();
        };
        return Filter::Through {
            through: link.to_owned(),
            kind: if targets.len() > 1 { target.name } else { "" }.to_owned(),
            filter: Box::new(any_of(target, rest, values, catalogue)),
        };
    }
    let targets = kind.field(path).map(|f| f.targets()).unwrap_or_default();
    let kinds = targets.iter().filter_map(|t| catalogue.kind(t));
    if targets.is_empty() {
        let all = values.iter().map(|v| Operand::Is((*v).clone())).collect();
        return Filter::leaf(path, Test::In(all));
    }
    let ids: Vec<i64> = values.iter().filter_map(|v| v.as_whole()).collect();
    let pointed = |kind: &Kind| {
        let these = Filter::ids(ids.clone());
        let same = match kind.field("same_as") {
            Some(_) => {
                let one = Filter::through("same_as", these.clone());
                let two = Filter::through("same_as", one.clone());
                Filter::Any {
                    any: vec![these, one, two],
                }
            }
            None => these,
        };
        Filter::Through {
            through: path.to_owned(),
            kind: if targets.len() > 1 { kind.name } else { "" }.to_owned(),
            filter: Box::new(same),
        }
    };
    Filter::Any {
        any: kinds.map(pointed).collect(),
    }
}
