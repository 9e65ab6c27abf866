//! What is still to be asked of the store: whether a figure counts something that points at a
//! record, and in which years.
//!
//! In: part of a figure, a record. Out: an ask bound to that one record, and what its answer
//! means. Nothing is asked here.

use std::collections::BTreeSet;

use base::{
    Answer, Ask, Catalogue, Day, Filter, Fold as Read, Group, Kind, Period, Record, Selection,
    Test, Value,
};
use figures::{Definition, Each, Opening, World, judge};

use super::{Holds, How, along};

/// The most months or years in which a figure counts what points at one record.
const MOST: u32 = 5_000;

/// Something still to be asked: in which years a figure counts what points at the record.
pub(super) struct Open {
    key: String,
    how: How,
    /// What to ask.
    pub(super) ask: Ask,
    /// The year asked about; every year when none.
    year: Option<i16>,
    /// The one month of the year that the figure is about.
    month: Option<i8>,
}

impl Open {
    pub(super) fn new(
        definition: &Definition,
        (how, mut selection): (How, Selection),
        year: Option<i16>,
        catalogue: &Catalogue,
    ) -> Open {
        let mut by = Vec::new();
        let mut month = None;
        if year.is_none()
            && let Some((path, period)) = selection.period.take()
        {
            if let Period::Month(only) = period {
                month = Some(only.number());
            }
            by.push(match catalogue.is_year(&selection.kind, &path) {
                true => path,
                false => format!("{path}:month"),
            });
        }
        Open {
            key: definition.key.clone(),
            how,
            ask: Ask::Fold {
                selection,
                fold: Read::Count,
                by,
                after: None,
                limit: MOST,
            },
            year,
            month,
        }
    }

    /// The figure, in the years found.
    pub(super) fn answered(self, answer: Answer, today: Day) -> Vec<Holds> {
        let year = |group: &Group| match (self.year, group.by.first()) {
            _ if group.rows == 0 => None,
            (Some(year), _) => Some(year),
            (None, None) => Some(today.year()),
            (None, Some(when)) => match when.as_ref()? {
                Value::Whole(year) => i16::try_from(*year).ok(),
                when => {
                    let (year, month) = when.as_text()?.get(..7)?.split_once('-')?;
                    let meant = self.month.is_none_or(|only| month.parse() == Ok(only));
                    meant.then(|| year.parse().ok())?
                }
            },
        };
        let years: BTreeSet<i16> = answer.groups().iter().filter_map(year).collect();
        let holds = |year| Holds {
            key: self.key.clone(),
            year,
            how: self.how,
        };
        years.into_iter().map(holds).collect()
    }
}

/// Whether a part's records depend on values that were not computed for this record's sake:
/// the store cannot be asked for those.
pub(super) fn part_reads_figures(filter: &Filter) -> bool {
    match filter {
        Filter::All { all: many } | Filter::Any { any: many } => {
            many.iter().any(part_reads_figures)
        }
        Filter::Leaf(leaf) => matches!(leaf.test, Test::FigureAtLeast(_)),
        _ => false,
    }
}

/// What points at the record, where this part may count it: the things it tells apart are such
/// records, or its filter looks at them.
pub(super) fn pointed(
    part: &Opening,
    kind: &'static Kind,
    record: &Record,
    (catalogue, world): (&Catalogue, &dyn World),
) -> Vec<(How, Selection)> {
    let ids = || Filter::ids(vec![record.id.0]);
    let mut ways = Vec::new();
    if let Each::Value(path) = &part.each {
        let end = catalogue.field_at(&part.selection.kind, path);
        // One who is the same as another is counted as that other.
        let itself = record.value(kind, "same_as").is_none();
        if itself && end.is_some_and(|(_, field)| field.targets().contains(&kind.name)) {
            let found = along(path, |link| Filter::through(link, as_one(kind, ids())));
            ways.push((How::Thing, part.selection.clone().and(found)));
        }
    }
    let looks = looked(&part.selection.condition(catalogue));
    let fields = catalogue.kind(&part.selection.kind).map(|k| k.fields);
    for field in fields.unwrap_or_default() {
        if looks.contains(field.name) && field.targets() == [kind.name] {
            let meets = |f: &Filter| judge(f, kind, record, catalogue, world);
            let Some(rest) = known(&part.selection.filter, field.name, &meets) else {
                continue;
            };
            let selection = Selection {
                filter: rest.and(Filter::through(field.name, ids())),
                ..part.selection.clone()
            };
            ways.push((How::Looked, selection));
        }
    }
    ways
}

/// What of a filter is still to be asked of rows whose link leads to a record: nothing of what
/// is known of the record itself; none where the record does not meet it, and so no row does.
fn known(filter: &Filter, link: &str, meets: &dyn Fn(&Filter) -> bool) -> Option<Filter> {
    match filter {
        Filter::All { all } => {
            let parts: Option<Vec<Filter>> = all.iter().map(|f| known(f, link, meets)).collect();
            Some(parts?.into_iter().fold(Filter::default(), Filter::and))
        }
        Filter::Through {
            through, filter, ..
        } if through == link => meets(filter).then(Filter::default),
        other => Some(other.clone()),
    }
}

/// These records, and those that are said to be the same as they.
fn as_one(kind: &Kind, these: Filter) -> Filter {
    match kind.field("same_as") {
        Some(_) => Filter::Any {
            any: vec![these.clone(), Filter::through("same_as", these)],
        },
        None => these,
    }
}

/// The links that a filter steps through first.
fn looked(filter: &Filter) -> BTreeSet<String> {
    match filter {
        Filter::All { all: many } | Filter::Any { any: many } => {
            many.iter().flat_map(looked).collect()
        }
        Filter::Not { not } => looked(not),
        Filter::Through { through, .. } => BTreeSet::from([through.clone()]),
        _ => BTreeSet::new(),
    }
}
