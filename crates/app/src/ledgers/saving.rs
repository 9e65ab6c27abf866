//! One record on its way in or out, from a form or a program: by the one way in.
//!
//! In: what was given, or which record goes. Out: its identity once it is durable, or every
//! problem. It is written once however often it is sent. Nothing is removed that others need.

use base::{Answer, Ask, Change, Code, Fold, Id, Kind, Problem, Record};
use store::{Decision, Idempotency, Making, Write};

use crate::{
    access::account,
    front::{Call, Stop},
    intake::{Aim, Given, Taking, preview, take},
    site::photos,
};

/// What makes a writing happen once: the sender's key, and all that was sent with it.
pub struct Once {
    /// The key.
    pub key: String,
    /// What was sent, as text.
    pub sent: String,
}

impl Once {
    /// Without a key it is sent once by its own word.
    pub(crate) fn key(self) -> Option<Idempotency> {
        (!self.key.is_empty()).then(|| Idempotency {
            key: self.key,
            body_hash: seal::token::digest(&self.sent),
        })
    }
}

/// A record that was written.
pub struct Saved {
    /// Its identity.
    pub id: Id,
    /// The record as it stands, when it was written just now and its writer may read it.
    pub record: Option<Record>,
}

/// Writes one given record.
///
/// # Errors
/// `Problems` with all that is wrong; faults of the store.
pub async fn save(call: &Call, given: Given, once: Once, note: &str) -> Result<Saved, Stop> {
    if let Aim::Change { id, .. } = given.aim {
        not_oneself(call, given.kind, id)?;
    }
    let taking = taking(call, note, once.key()).await?;
    let done = take(&call.house.store, &taking, vec![given]).await?;
    let saved = done.first().map(|(id, record)| Saved {
        id,
        record: record.cloned(),
    });
    saved.ok_or_else(|| Stop::Fault("a record was taken without an identity".into()))
}

async fn taking(call: &Call, note: &str, key: Option<Idempotency>) -> Result<Taking, Stop> {
    let house = &call.house;
    Ok(Taking {
        scope: call.visitor()?.scope.clone(),
        act: call.act(note)?,
        key,
        world: house.world().await?,
        sealer: house.sealer.clone(),
        also: Vec::new(),
    })
}

/// What writing one given record would change, its rule and links and all. Nothing is written.
///
/// # Errors
/// As [`save`].
pub async fn unsaved(call: &Call, given: Given) -> Result<Vec<Change>, Stop> {
    if let Aim::Change { id, .. } = given.aim {
        not_oneself(call, given.kind, id)?;
    }
    let taking = taking(call, "", None).await?;
    let settled = preview(&call.house.store, &taking, vec![given]).await?;
    match settled.problems.is_empty() {
        true => Ok(settled.changes),
        false => {
            let problems = settled.problems.into_iter();
            Err(Stop::Problems(
                problems.map(|(_, problem)| problem).collect(),
            ))
        }
    }
}

/// What taking a record away would change.
pub fn removed(kind: &'static Kind, record: &Record) -> Vec<Change> {
    vec![Change::Remove {
        kind: kind.name,
        id: record.id,
        since: record.since,
    }]
}

/// Takes a record away, as it stood when its remover saw it.
///
/// # Errors
/// `Problems` when others point at it or it has changed; faults of the store.
pub async fn remove(
    call: &Call,
    kind: &'static Kind,
    (id, since): (Id, i64),
    reason: &str,
    once: Once,
) -> Result<(), Stop> {
    not_oneself(call, kind, id)?;
    let change = Change::Remove {
        kind: kind.name,
        id,
        since,
    };
    // A picture goes with the last photo that shows it.
    let found = call
        .ask_one(Ask::One {
            kind: kind.name.to_owned(),
            id,
        })
        .await?
        .one();
    let picture = found.and_then(|record| photos::bytes_with(kind, &record));
    let mut asks = holders(call, kind, id);
    let (same, bytes) = picture.unzip();
    asks.extend(same);
    let unless_needed = move |mut needed: Vec<Answer>, _: &mut Making<'_>| {
        let mut changes = vec![change.clone()];
        if let Some(bytes) = &bytes {
            let same = needed.pop().map(Answer::many).unwrap_or_default();
            if same.iter().all(|photo| photo.id == id) {
                changes.extend(bytes.iter().cloned());
            }
        }
        if needed.into_iter().any(|answer| answer.number() > 0) {
            return Err(vec![Problem::of(Code::InUse, "")]);
        }
        Ok(Decision {
            changes,
            reply: String::new(),
        })
    };
    // Whoever needs it counts, also where the remover may not see them.
    let mut write = Write::new(
        call.visitor()?.scope.clone(),
        call.act(reason)?,
        unless_needed,
    )
    .asking(asks)
    .seeing(call.house.door.clone());
    write.key = once.key();
    call.write(write).await?;
    Ok(())
}

/// Whether what is sent once more was done before, under the same key and with the same content.
///
/// # Errors
/// The key used for something else; faults of the store.
pub async fn again(call: &Call, once: Once) -> Result<bool, Stop> {
    let gone = || vec![Problem::of(Code::Changed, "")];
    let scope = call.visitor()?.scope.clone();
    let mut write = Write::new(scope, call.act("")?, move |_, _| Err(gone()));
    write.key = once.key();
    match call.write(write).await {
        Ok(receipt) => Ok(receipt.replayed),
        Err(Stop::Problems(problems)) if problems == gone() => Ok(false),
        Err(stop) => Err(stop),
    }
}

/// Nobody closes, lowers or removes the account they act with: the last owner would be lost.
fn not_oneself(call: &Call, kind: &Kind, id: Id) -> Result<(), Stop> {
    let own = kind.name == account::KIND && id == call.visitor()?.account.id;
    if own {
        Err(Stop::Problems(vec![Problem::of(Code::NotAllowed, "")]))
    } else {
        Ok(())
    }
}

/// How many records of each kind point at this one.
fn holders(call: &Call, kind: &Kind, id: Id) -> Vec<Ask> {
    let count = |(holder, field)| Ask::Fold {
        selection: super::one::pointing(holder, field, (kind, id)),
        fold: Fold::Count,
        by: Vec::new(),
        after: None,
        limit: 1,
    };
    call.catalogue()
        .holders(kind.name)
        .into_iter()
        .map(count)
        .collect()
}
