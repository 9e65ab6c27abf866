//! An import undone as one act.
//!
//! In: the act of an import that is listed. Out: one writing that removes what it added and puts back what it changed. Where
//! something of it was changed since, or another record came to need it, nothing is undone and
//! every such record is listed: somebody's later work is never lost.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use base::{Act, Answer, Ask, Change, Code, Id, Kind, Problem, Record, Roles, Source, TrailLine};
use store::{AskError, Decision, Making, Moment, Receipt, Scope, Store, Write, WriteError};

use super::{
    import::{head, last_seq},
    natural, past, prepare,
};

/// How many trail lines are looked at first; ten times as many each time it was too few.
const LINES: u32 = 2_000;

/// How often it is looked at anew when somebody writes meanwhile.
const TRIES: usize = 5;

/// How many turns of one key are tried at most.
const TURNS: u32 = 64;

/// Why an import could not be undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no such act, or it left nothing to undo.
    #[error("there is nothing to undo")]
    Nothing,
    /// These were changed since, or are needed by others; nothing was undone.
    #[error("{} record(s) were changed since", .0.len())]
    Since(Vec<Since>),
    /// The store did not answer.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The store did not write.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A record that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since {
    /// Its kind.
    pub kind: &'static str,
    /// The record of the import.
    pub id: Id,
    /// Changed since, or in use by a record that came later.
    pub code: Code,
}

/// What an act did to one kind.
#[derive(Default)]
struct Deeds {
    added: BTreeSet<Id>,
    set: BTreeSet<Id>,
    /// Lines of later acts.
    later: Vec<TrailLine>,
}

/// Undoes an import.
///
/// # Errors
/// [`UndoError::Since`] with what stands in the way; [`UndoError::Nothing`]; or the store's.
pub async fn undo(store: &Store, scope: &Scope, act: Id) -> Result<Receipt, UndoError> {
    let listed = past::all(store, scope).await?;
    if !listed
        .iter()
        .any(|past| past.act == act && may(scope, past))
    {
        return Err(UndoError::Nothing);
    }
    for _ in 0..TRIES {
        match attempt(store, scope, act).await {
            Err(UndoError::Write(WriteError::Problems(p))) if prepare::is_stale(&p) => {}
            done => return done,
        }
    }
    Err(WriteError::Busy.into())
}

/// Whether somebody may undo an import: their own, or whose ever for those who run the park.
pub fn may(scope: &Scope, past: &past::Past) -> bool {
    scope.is_system() || scope.actor() == past.actor || scope.roles().any(Roles::MANAGERS)
}

/// Looks with open eyes at the whole park: what its undoer may not see can need a record too.
async fn attempt(store: &Store, undoer: &Scope, act: Id) -> Result<Receipt, UndoError> {
    let catalogue = store.catalogue();
    let eyes = Scope::system(undoer.park(), "what an import did");
    let scope = &eyes;
    let heads = heads(store, scope).await?;
    let mut all: BTreeMap<&'static str, Deeds> = BTreeMap::new();
    for kind in catalogue.kinds() {
        all.insert(kind.name, deeds(store, scope, kind, act).await?);
    }
    if all
        .values()
        .all(|deeds| deeds.added.is_empty() && deeds.set.is_empty())
    {
        return Err(UndoError::Nothing);
    }
    let mut since = changed_since(&all);
    let (mut removals, mut restored) = (Vec::new(), Vec::new());
    for kind in catalogue.kinds() {
        let Some(deeds) = all.get(kind.name) else {
            continue;
        };
        since.extend(in_use(store, scope, (kind, &deeds.later), &all).await?);
        let added: Vec<Id> = deeds.added.iter().copied().collect();
        for record in many(store, scope, kind, added).await? {
            removals.push(Change::Remove {
                kind: kind.name,
                id: record.id,
                since: record.since,
            });
        }
        let set: Vec<Id> = deeds.set.iter().copied().collect();
        for record in many(store, scope, kind, set).await? {
            restored.extend(restore(store, scope, kind, &record).await?);
        }
    }
    if !since.is_empty() {
        return Err(UndoError::Since(since.into_iter().collect()));
    }
    removals.append(&mut restored);
    removals.push(past::gone(act));
    let trail = Act {
        actor: undoer.actor(),
        source: Source::Form,
        note: format!("undo {act}"),
    };
    let asks = heads.iter().map(|(kind, _)| head(kind)).collect();
    let unless_moved = move |now: Vec<Answer>, _: &mut Making<'_>| {
        let now = now.into_iter().map(last_seq);
        if !now.eq(heads.iter().map(|(_, seq)| *seq)) {
            return Err(prepare::stale());
        }
        Ok(Decision {
            changes: removals.clone(),
            reply: String::new(),
        })
    };
    // What one added or changed by an import one may take back with it, whether or not one may
    // remove such a record at another time: nothing of anybody else's is touched.
    let write = Write::new(eyes, trail, unless_moved).asking(asks);
    Ok(store.write(write).await?)
}

/// The last trail line of every kind.
async fn heads(store: &Store, scope: &Scope) -> Result<Vec<(&'static str, i64)>, AskError> {
    let kinds: Vec<&'static str> = store.catalogue().kinds().map(|kind| kind.name).collect();
    let asks = kinds.iter().map(|kind| head(kind)).collect();
    let answers = store.ask(scope, Moment::Now, asks).await?;
    let seqs = answers.into_iter().map(last_seq);
    Ok(kinds.into_iter().zip(seqs).collect())
}

/// What the act did to a kind, and what was done since.
async fn deeds(store: &Store, scope: &Scope, kind: &Kind, act: Id) -> Result<Deeds, AskError> {
    let mut limit = LINES;
    loop {
        let ask = Ask::Trail {
            kind: kind.name.to_owned(),
            id: None,
            limit,
        };
        let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
        let lines = match answers.into_iter().next() {
            Some(Answer::Trail(lines)) => lines,
            _ => Vec::new(),
        };
        // Acts are numbered as they come: an older one ends the search.
        let found_older = lines.iter().any(|line| line.act < act);
        if !found_older && lines.len() >= limit as usize {
            limit = limit.saturating_mul(10);
            continue;
        }
        let mut deeds = Deeds::default();
        for line in lines {
            match (line.act == act, line.verb.as_str()) {
                (true, "add") => drop(deeds.added.insert(line.record)),
                (true, "set") => drop(deeds.set.insert(line.record)),
                (false, _) if line.act > act => deeds.later.push(line),
                _ => {}
            }
        }
        return Ok(deeds);
    }
}

/// Records of the act that a later act touched.
fn changed_since(all: &BTreeMap<&'static str, Deeds>) -> BTreeSet<Since> {
    let mut since = BTreeSet::new();
    for (kind, deeds) in all {
        let touched = deeds.later.iter().map(|line| line.record);
        let ours = touched.filter(|id| deeds.added.contains(id) || deeds.set.contains(id));
        since.extend(ours.map(|id| Since {
            kind,
            id,
            code: Code::Changed,
        }));
    }
    since
}

/// Records that the act added and that later records of this kind point at.
async fn in_use(
    store: &Store,
    scope: &Scope,
    (kind, later): (&Kind, &[TrailLine]),
    all: &BTreeMap<&'static str, Deeds>,
) -> Result<Vec<Since>, AskError> {
    let later: BTreeSet<Id> = later.iter().map(|line| line.record).collect();
    let later = many(store, scope, kind, later.into_iter().collect()).await?;
    let mut used = Vec::new();
    for (field, at) in kind.fields.iter().zip(0..) {
        for target in field.targets() {
            let Some((name, deeds)) = all.get_key_value(target) else {
                continue;
            };
            let values = later
                .iter()
                .filter_map(|r| r.values.get::<usize>(at)?.as_ref());
            let ids = values.flat_map(base::Value::ids);
            used.extend(ids.filter(|id| deeds.added.contains(id)).map(|id| Since {
                kind: name,
                id,
                code: Code::InUse,
            }));
        }
    }
    Ok(used)
}

/// The change that puts a record back to what it was before.
async fn restore(
    store: &Store,
    scope: &Scope,
    kind: &'static Kind,
    now: &Record,
) -> Result<Option<Change>, AskError> {
    let past = Ask::Past {
        kind: kind.name.to_owned(),
        id: now.id,
    };
    let answers = store.ask(scope, Moment::Now, vec![past]).await?;
    let Some(Answer::Past(past)) = answers.into_iter().next() else {
        return Ok(None);
    };
    let Some((_, before)) = past.into_iter().next() else {
        return Ok(None);
    };
    Ok(Some(Change::Set {
        kind: kind.name,
        id: now.id,
        since: now.since,
        natural: key(store, scope, kind, (now.id, &before)).await?,
        values: before.values,
    }))
}

/// The key in text of a record; where order tells records apart, the one it has.
async fn key(
    store: &Store,
    scope: &Scope,
    kind: &'static Kind,
    (id, record): (Id, &Record),
) -> Result<String, AskError> {
    let base = natural::natural(kind, &record.values);
    if matches!(kind.key, base::Key::Unique(_)) {
        return Ok(base);
    }
    let keys: Vec<String> = (1..=TURNS).map(|n| natural::nth(&base, n)).collect();
    let ask = Ask::Natural {
        kind: kind.name.to_owned(),
        keys: keys.clone(),
    };
    let answers = store.ask(scope, Moment::Now, vec![ask]).await?;
    let found: HashMap<String, Id> = match answers.into_iter().next() {
        Some(Answer::Natural(found)) => found.into_iter().map(|(key, r)| (key, r.id)).collect(),
        _ => HashMap::new(),
    };
    let own = keys.iter().find(|key| found.get(*key) == Some(&id));
    let free = keys.iter().find(|key| !found.contains_key(*key));
    Ok(own.or(free).cloned().unwrap_or(base))
}

async fn many(
    store: &Store,
    scope: &Scope,
    kind: &Kind,
    ids: Vec<Id>,
) -> Result<Vec<Record>, AskError> {
    let asks: Vec<Ask> = ids
        .chunks(1_000)
        .map(|ids| Ask::Many {
            kind: kind.name.to_owned(),
            ids: ids.to_vec(),
        })
        .collect();
    let answers = store.ask(scope, Moment::Now, asks).await?;
    Ok(answers.into_iter().flat_map(Answer::many).collect())
}

/// The list of what stands in the way, as problems to show.
pub fn problems(since: &[Since]) -> Vec<Problem> {
    since.iter().map(|s| Problem::of(s.code, s.kind)).collect()
}
