//! Which figures have to be known for a figure, in which periods, in which parts.
//!
//! In: a definition asked for in a period. Out: every figure on the way to it, each after all
//! it is made of: a growth needs its figure twice, a peak needs it in parts. What is asked of
//! the store follows from this list alone.

use std::collections::HashSet;

use base::Period;

use crate::{Definition, Definitions, Earlier, Fold, Growth, Peak, Standing, reads_figures};

/// One figure asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Need {
    /// The definition.
    pub key: String,
    /// The period.
    pub period: Period,
    /// The fields or paths it is parted by; none for the whole.
    pub by: Vec<String>,
}

impl Need {
    /// A figure as a whole.
    pub fn whole(key: &str, period: Period) -> Need {
        Need {
            key: key.to_owned(),
            period,
            by: Vec::new(),
        }
    }

    /// The same in parts.
    pub fn parted(key: &str, period: Period, by: &[String]) -> Need {
        Need {
            by: by.to_vec(),
            ..Need::whole(key, period)
        }
    }
}

/// Everything needed for these, each once and after all it is made of. A key that is not there
/// is left out.
pub fn needs(all: &Definitions, wanted: &[Need]) -> Vec<Need> {
    // Its records name figures: it may need any that does not do so itself.
    let others = || all.iter().filter(|d| !reads_figures(d)).map(|d| &d.key);
    needs_of(all, wanted, &|_| others().cloned().collect())
}

/// The same where it is known which figures the records of a definition name (合同指标).
pub fn needs_of(
    all: &Definitions,
    wanted: &[Need],
    named: &dyn Fn(&Definition) -> Vec<String>,
) -> Vec<Need> {
    let (mut done, mut seen) = (Vec::new(), HashSet::new());
    for need in wanted {
        visit((all, named), need, (&mut done, &mut seen), 0);
    }
    done
}

/// Deeper than any set of figures that was checked; a guard, not a rule.
const DEEPEST: usize = 64;

/// The definitions, and the figures that the records of one name.
type Known<'a> = (&'a Definitions, &'a dyn Fn(&Definition) -> Vec<String>);

fn visit(
    known: Known<'_>,
    need: &Need,
    (done, seen): (&mut Vec<Need>, &mut HashSet<Need>),
    depth: usize,
) {
    let (all, named) = known;
    let Some(definition) = all.get(&need.key) else {
        return;
    };
    if depth > DEEPEST || seen.contains(need) {
        return;
    }
    for part in parts(definition, need) {
        visit(known, &part, (done, seen), depth + 1);
    }
    if reads_figures(definition) {
        for key in named(definition) {
            let named = Need::whole(&key, need.period);
            visit(known, &named, (done, seen), depth + 1);
        }
    }
    if seen.insert(need.clone()) {
        done.push(need.clone());
    }
}

/// The figures a definition is made of in this period and these parts.
pub fn parts(definition: &Definition, need: &Need) -> Vec<Need> {
    let mut parts = match &definition.fold {
        Fold::Growth(Growth { of, over }) => {
            let then = match over {
                Earlier::Before => need.period.before(),
                Earlier::LastYear => need.period.last_year(),
            };
            vec![
                Need::parted(of, need.period, &need.by),
                Need::parted(of, then, &need.by),
            ]
        }
        Fold::Peak(Peak { of, by, .. }) | Fold::Place(Standing { of, by, .. }) => {
            vec![Need::parted(of, need.period, std::slice::from_ref(by))]
        }
        fold => fold
            .uses()
            .into_iter()
            .map(|key| Need::parted(key, need.period, &need.by))
            .collect(),
    };
    let against = definition.wording.against().filter(|_| need.by.is_empty());
    parts.extend(against.map(|key| Need::whole(key, need.period)));
    parts
}
