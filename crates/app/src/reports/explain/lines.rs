//! The things of a step, each with its name, and who changed what and when.
//!
//! In: things that count differently, and a reader. Out: a line for each that the reader may
//! see, and how many they may not. Names, values and trail lines are all read within the
//! reader's own bounds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Answer, Ask, Field, Id, Kind, Lang, Record, TrailLine, Value, show, words};
use figures::{Apart, Cause, RowId};
use store::{Moment, Scope};

use super::side::{Figured, by_kind};
use crate::{
    front::{Call, Stop},
    ledgers::{in_charge, labels::label},
    reports::{
        labels::{Labels, labels_at},
        things::Looking,
    },
};

/// One thing of a step.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// What it is called.
    pub label: String,
    /// What is said of it: its day, or who changed what and when.
    pub small: String,
    /// How much it moves the value, in stored units.
    pub amount: i64,
    /// Where it opens.
    pub href: Option<String>,
    /// Its rows on each side, as far as the reader may see them.
    pub rows: [Vec<RowId>; 2],
}

/// The things that a reader is told of, and how many more there are that they may not see.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Those they may see.
    pub told: Vec<Told>,
    /// How many they may not.
    pub hidden: usize,
}

type Records = HashMap<RowId, Record>;

/// The lines of some things.
///
/// # Errors
/// Faults of the store.
pub async fn lines(
    call: &Call,
    sides: [&Figured; 2],
    cause: &Cause,
    things: &[Apart],
) -> Result<Lines, Stop> {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let scope = &call.visitor()?.scope;
    let [here, there] = sides;
    let all = |a: &Apart| [a.here.clone(), a.there.clone()].concat();
    let rows: Vec<RowId> = things.iter().flat_map(all).collect();
    let before = read(call, scope, here.asked.moment(), &rows).await?;
    let after = read(call, scope, there.asked.moment(), &rows).await?;
    let names = names(call, scope, there.asked.moment(), things).await?;
    let moments = here.asked.at != there.asked.at;
    let doings = match moments {
        true => doings(call, things, (here.asked.at, there.asked.at)).await?,
        false => HashMap::new(),
    };
    let mut lines = Lines::default();
    for thing in things {
        let seen = |rows: &[RowId], records: &Records| {
            let seen = rows.iter().filter(|row| records.contains_key(row));
            seen.copied().collect::<Vec<RowId>>()
        };
        let rows = [seen(&thing.here, &before), seen(&thing.there, &after)];
        let [a, b] = &rows;
        let Some(row) = b.first().or(a.first()).copied() else {
            lines.hidden += 1;
            continue;
        };
        let Some(kind) = catalogue.kind(row.0) else {
            continue;
        };
        let Some(record) = after.get(&row).or(before.get(&row)) else {
            continue;
        };
        let itself = thing.thing.by.as_ref() == row.0;
        let (name, href) = match itself {
            true => (label(kind, record, lang), home(row, cause)),
            false => other(thing, &names, &catalogue, lang),
        };
        let doing = doings
            .get(&row)
            .map(|d| d.say(call, cause, kind, [before.get(&row), after.get(&row)]));
        let small = match doing.filter(|_| itself) {
            Some(said) => said,
            None if itself => record.text(kind, kind.when).unwrap_or_default().to_owned(),
            None => many(a.len().max(b.len()), lang),
        };
        lines.told.push(Told {
            label: name,
            small,
            amount: thing.amount,
            href,
            rows,
        });
    }
    Ok(lines)
}

/// Where a record opens: its history, where it changed or is gone.
fn home((kind, id): RowId, cause: &Cause) -> Option<String> {
    let id = Id(id);
    Some(match cause {
        Cause::Removed | Cause::DayMoved(_) | Cause::Changed(_) | Cause::WeightChanged(_) => {
            format!("/records/{kind}/{id}/history")
        }
        _ => format!("/records/{kind}/{id}"),
    })
}

fn many(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{n} 条"),
        Lang::En => format!("{n} records"),
    }
}

/// The name of a thing that is no row of its own: a person, a place, a word.
fn other(
    thing: &Apart,
    names: &Labels,
    catalogue: &base::Catalogue,
    lang: Lang,
) -> (String, Option<String>) {
    let by = thing.thing.by.as_ref();
    if let Some((kind, field)) = by.split_once('.') {
        let field = catalogue.kind(kind).and_then(|k| k.field(field));
        let said = |f: &'static Field| show(f, &thing.thing.value, lang);
        return (field.map(said).unwrap_or_default(), None);
    }
    let id = thing.thing.value.as_whole().map(Id);
    let found = by.split(' ').find_map(|kind| {
        let key = (kind.to_owned(), id?);
        names
            .get(&key)
            .map(|name| (name.clone(), Some(format!("/records/{kind}/{}", key.1))))
    });
    found.unwrap_or_else(|| {
        (
            words("（需授权）", "(needs permission)")
                .get(lang)
                .to_owned(),
            None,
        )
    })
}

async fn read(call: &Call, scope: &Scope, moment: Moment, rows: &[RowId]) -> Result<Records, Stop> {
    let mut records = Records::new();
    for (kind, ids) in by_kind(rows.iter().copied()) {
        let ask = Ask::Many {
            kind: kind.to_owned(),
            ids,
        };
        let answers = call.house.store.ask(scope, moment, vec![ask]).await?;
        let found = answers.into_iter().flat_map(Answer::many);
        records.extend(found.map(|r| ((kind, r.id.0), r)));
    }
    Ok(records)
}

async fn names(
    call: &Call,
    scope: &Scope,
    moment: Moment,
    things: &[Apart],
) -> Result<Labels, Stop> {
    let mut wanted = BTreeSet::new();
    for thing in things {
        let by = thing.thing.by.as_ref();
        if let (Some(id), false) = (thing.thing.value.as_whole(), by.contains('.')) {
            wanted.extend(by.split(' ').map(|kind| (kind.to_owned(), Id(id))));
        }
    }
    let looking = Looking {
        store: &call.house.store,
        scope,
        moment,
    };
    Ok(labels_at(looking, wanted, call.lang()).await?)
}

/// What was done to a row between two moments.
struct Doing {
    lines: Vec<TrailLine>,
    /// What it was, oldest first, and what it is.
    stood: Vec<Record>,
    people: BTreeMap<Id, String>,
    from: i64,
    until: i64,
}

/// What was done to each thing's first row in between, as far as the reader may see it.
async fn doings(
    call: &Call,
    things: &[Apart],
    (from, until): (Option<i64>, Option<i64>),
) -> Result<HashMap<RowId, Doing>, Stop> {
    const MOST: u32 = 50;
    let first = |a: &Apart| a.there.first().or(a.here.first()).copied();
    let rows: Vec<RowId> = things.iter().filter_map(first).collect();
    let ask = |(kind, id): &RowId| {
        let (kind, id) = ((*kind).to_owned(), Id(*id));
        [
            Ask::Trail {
                kind: kind.clone(),
                id: Some(id),
                limit: MOST,
            },
            Ask::Past {
                kind: kind.clone(),
                id,
            },
            Ask::One { kind, id },
        ]
    };
    let answers = call.ask(rows.iter().flat_map(ask).collect()).await?;
    let mut answers = answers.into_iter();
    let mut doings = HashMap::new();
    for row in rows {
        let (trail, past, now) = (answers.next(), answers.next(), answers.next());
        let mut stood: Vec<Record> = match past {
            Some(Answer::Past(past)) => past.into_iter().rev().map(|(_, r)| r).collect(),
            _ => Vec::new(),
        };
        stood.extend(now.and_then(Answer::one));
        let lines = match trail {
            Some(Answer::Trail(lines)) => lines,
            _ => Vec::new(),
        };
        let doing = Doing {
            lines,
            stood,
            people: BTreeMap::new(),
            from: from.unwrap_or(i64::MAX),
            until: until.unwrap_or(i64::MAX),
        };
        doings.insert(row, doing);
    }
    let actors: BTreeSet<Id> = doings
        .values()
        .flat_map(|d| d.lines.iter().map(|l| l.actor))
        .filter(|id| id.0 > 0)
        .collect();
    let actors: Vec<Id> = actors.into_iter().collect();
    let people: BTreeMap<Id, String> = in_charge::names(call, &actors).await?.into_iter().collect();
    for doing in doings.values_mut() {
        doing.people.clone_from(&people);
    }
    Ok(doings)
}

impl Doing {
    fn say(
        &self,
        call: &Call,
        cause: &Cause,
        kind: &'static Kind,
        [before, after]: [Option<&Record>; 2],
    ) -> String {
        let lang = call.lang();
        let field = match cause {
            Cause::DayMoved(f) | Cause::Changed(f) | Cause::WeightChanged(f) => {
                f.split_once('.').and_then(|(_, name)| kind.field(name))
            }
            _ => None,
        };
        let line = match (cause, field) {
            (Cause::Added, _) => self.last(|l| l.verb == "add"),
            (Cause::Removed, _) => self.last(|l| l.verb == "remove"),
            (_, Some(field)) => self.changed(kind, field.name),
            _ => None,
        };
        let mut said: Vec<String> = Vec::new();
        if let Some(field) = field {
            let value = |r: Option<&Record>| {
                let value = r.and_then(|r| r.value(kind, field.name));
                value.map_or_else(
                    || words("未填", "blank").get(lang).to_owned(),
                    |v| said_of(field, v, lang),
                )
            };
            said.push(format!("{} → {}", value(before), value(after)));
        } else if let Some(day) = before.or(after).and_then(|r| r.text(kind, kind.when)) {
            said.push(day.to_owned());
        }
        if let Some(line) = line {
            let (day, time) = call.house.day_and_time(line.at);
            let nobody = words("系统", "the system").get(lang);
            let who = self.people.get(&line.actor).map_or(nobody, String::as_str);
            said.push(match (line.verb.as_str(), lang) {
                ("add", Lang::Zh) => format!("{who} {day} {time} 录入"),
                ("add", Lang::En) => format!("entered by {who}, {day} {time}"),
                ("remove", Lang::Zh) => format!("{who} {day} {time} 删除"),
                ("remove", Lang::En) => format!("removed by {who}, {day} {time}"),
                (_, Lang::Zh) => format!("{who} {day} {time} 修改"),
                (_, Lang::En) => format!("changed by {who}, {day} {time}"),
            });
        }
        said.join(" · ")
    }

    fn within(&self, at: i64) -> bool {
        at > self.from && at <= self.until
    }

    /// The last doing in between that meets a condition.
    fn last(&self, meets: impl Fn(&TrailLine) -> bool) -> Option<&TrailLine> {
        self.lines.iter().find(|l| self.within(l.at) && meets(l))
    }

    /// The last doing in between that changed a field.
    fn changed(&self, kind: &Kind, field: &str) -> Option<&TrailLine> {
        let value = |r: &Record| -> Option<Value> { r.value(kind, field).cloned() };
        let changes = self.stood.windows(2).filter_map(|two| match two {
            [old, new] if value(old) != value(new) => Some(new.since),
            _ => None,
        });
        let since = changes.rev().find(|at| self.within(*at))?;
        self.last(|l| l.at == since)
    }
}

/// A value in words; where it links, that it does.
fn said_of(field: &Field, value: &Value, lang: Lang) -> String {
    match field.targets() {
        [] => show(field, value, lang),
        _ => words("（见经过）", "(see its history)")
            .get(lang)
            .to_owned(),
    }
}
