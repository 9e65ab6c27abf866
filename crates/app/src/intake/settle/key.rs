//! By what a row's record is told from others, and whether it is there already.
//!
//! In: a row whose links are known. Out: its key in text and the record that has it. A key
//! that an earlier row or another record has is a mistake of the later one.

use std::{ops::Range, sync::Arc};

use base::{Code, Id, Key, Kind, Problem, Record, Value};

use super::{Taken, Taking};
use crate::intake::{Aim, natural, read::Row};

/// How many turns are asked for at once where the first is taken: few records share the rest of
/// their key.
const TURNS: u32 = 4;

impl Taking<'_> {
    /// The key of a row; `before` is set to the record that a sheet's row matches.
    pub(super) fn key(&mut self, row: &Row, taken: &mut Taken) -> String {
        let kind = row.given.kind;
        let base = natural::natural(kind, &taken.values);
        taken.early = self.batch.rows.len() == 1 && self.facts.is_wanting();
        let key = match (kind.key, row.given.aim) {
            (Key::Unique(_), _) => base,
            (Key::Nth(_), Aim::Match) => natural::nth(&base, self.turn(kind, &base)),
            (Key::Nth(_), Aim::New) => self.free_turn(kind, &base, taken),
            (Key::Nth(_), Aim::Change { id, .. }) => self.own_turn(kind, &base, taken, id),
        };
        if row.given.aim == Aim::Match {
            taken.before = self.there(kind, &key, taken);
        }
        key
    }

    /// The record with this key, unless the key points at what is new: then there is none.
    fn there(&self, kind: &'static Kind, key: &str, taken: &Taken) -> Option<Arc<Record>> {
        let new = |id: &Id| self.fresh.contains(id) || taken.implied.iter().any(|i| i.id == *id);
        let links_new = kind.key.fields().iter().any(|name| {
            let at = kind.at(name).filter(|at| {
                let field = kind.fields.get(*at);
                field.is_some_and(|f| !f.targets().is_empty())
            });
            let value = at.and_then(|at| taken.values.get(at)?.as_ref());
            value.is_some_and(|value: &Value| value.ids().iter().any(new))
        });
        if links_new || taken.early {
            return None;
        }
        self.facts.natural(kind.name, key).flatten().cloned()
    }

    fn turn(&mut self, kind: &Kind, base: &str) -> u32 {
        let turns = self.turns.entry(kind.name).or_default();
        if let Some(turn) = turns.get_mut(base) {
            *turn += 1;
            return *turn;
        }
        turns.insert(base.to_owned(), 1);
        1
    }

    /// The first key of these that no record has.
    fn free_turn(&mut self, kind: &'static Kind, base: &str, taken: &Taken) -> String {
        let mut turn = self.turn(kind, base);
        // Most are the first of their kind, and are looked up alone.
        let mut turns = 1;
        loop {
            self.look_ahead(kind, base, turn..turn + turns, taken);
            for _ in 0..turns {
                let key = natural::nth(base, turn);
                if self.there(kind, &key, taken).is_none() {
                    return key;
                }
                turn = self.turn(kind, base);
            }
            turns = TURNS;
        }
    }

    /// The key that a record has, as long as the rest of it stays; else a free one.
    fn own_turn(&mut self, kind: &'static Kind, base: &str, taken: &Taken, id: Id) -> String {
        let stays = taken
            .before
            .as_ref()
            .map(|b| natural::natural(kind, &b.values));
        if taken.early || stays.as_deref() != Some(base) {
            return self.free_turn(kind, base, taken);
        }
        let mut from = 1;
        loop {
            self.look_ahead(kind, base, from..from + TURNS, taken);
            for turn in from..from + TURNS {
                let key = natural::nth(base, turn);
                match self.facts.natural(kind.name, &key) {
                    Some(Some(record)) if record.id == id => return key,
                    // A gap left by a removed record, or not asked yet.
                    Some(None | Some(_)) if turn < 1_000 => {}
                    _ => return key,
                }
            }
            from += TURNS;
        }
    }

    /// Asks for several turns at once.
    fn look_ahead(&self, kind: &'static Kind, base: &str, turns: Range<u32>, taken: &Taken) {
        for turn in turns {
            drop(self.there(kind, &natural::nth(base, turn), taken));
        }
    }

    /// Takes a key for a row; told when another has it.
    pub(super) fn claim(&mut self, row: &Row, taken: &mut Taken, key: &str, id: Id) {
        let kind = row.given.kind;
        let typed = kind.key.fields().iter().find(|name| {
            let field = kind.at(name).and_then(|at| kind.fields.get(at));
            field.is_some_and(|field| !field.derived)
        });
        let field = typed
            .or(kind.key.fields().first())
            .copied()
            .unwrap_or_default();
        if natural::is_blank(key) {
            if !taken.is_wrong() {
                taken.problems.push(Problem::of(Code::Missing, field));
            }
            return;
        }
        if taken.is_wrong() && !natural::is_whole(kind, &taken.values) {
            // What is missing of the key is told already; the rest of it tells no two rows apart.
            return;
        }
        let other = match row.given.aim {
            // Each turn was given out once.
            Aim::Match if matches!(kind.key, Key::Nth(_)) => return,
            Aim::Match => false,
            Aim::New => self.there(kind, key, taken).is_some(),
            Aim::Change { id, .. } => self.there(kind, key, taken).is_some_and(|r| r.id != id),
        };
        let keys = self.own.entry(kind.name).or_default();
        if other || keys.contains_key(key) {
            let shown = key.replace('\u{1f}', " · ");
            let found = (format!("「{shown}」"), format!("“{shown}”"));
            taken
                .problems
                .push(Problem::of(Code::DuplicateKey, field).with(found.0, found.1));
        } else {
            keys.insert(key.to_owned(), id);
        }
    }
}
