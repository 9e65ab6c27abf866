//! Who asks: one person in one park, with the role and the areas that are theirs.
//!
//! In: a session or token that the store itself looked up, or the program's own word that it
//! acts for itself. Out: a [`Scope`], without which nothing is read or written. It has no
//! public constructor besides these, and nobody can widen one.

use std::{collections::BTreeSet, sync::Arc};

use base::{Id, Kind, Privacy, Roles};

/// At which moment records are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Moment {
    /// As they stand.
    #[default]
    Now,
    /// As they stood then: milliseconds since 1970.
    At(i64),
}

/// The areas whose records somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Areas {
    /// The whole park.
    All,
    /// These, which hold every area below them too.
    Set(Arc<BTreeSet<i64>>),
}

/// One asker's bounds. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    park: Id,
    actor: Id,
    roles: Roles,
    areas: Areas,
    system: bool,
}

/// What somebody wants to do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    Read,
    Write,
    Remove,
    /// Only the areas decide: for steps that lead from one kind to another.
    Any,
}

impl Scope {
    /// The program acting for itself in a park: sees and may do everything there. Each one is
    /// logged with its reason.
    pub fn system(park: Id, reason: &str) -> Scope {
        tracing::info!(park = park.0, reason, "the program acts for itself");
        Scope::inside(park)
    }

    /// The store's own look inside a park: as [`Scope::system`], without a word in the log.
    pub(crate) fn inside(park: Id) -> Scope {
        Scope {
            park,
            actor: Id(0),
            roles: Roles::NONE,
            areas: Areas::All,
            system: true,
        }
    }

    pub(crate) fn person(park: Id, actor: Id, roles: Roles, areas: Areas) -> Scope {
        Scope {
            park,
            actor,
            roles,
            areas,
            system: false,
        }
    }

    /// The park.
    pub fn park(&self) -> Id {
        self.park
    }

    /// The account; 0 for the program itself.
    pub fn actor(&self) -> Id {
        self.actor
    }

    /// The roles.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// Whether the program itself acts.
    pub fn is_system(&self) -> bool {
        self.system
    }

    /// Whether all areas of the park are seen.
    pub fn whole_park(&self) -> bool {
        self.areas == Areas::All
    }

    /// The areas seen, each with those below it; `None` for all of the park.
    pub fn areas(&self) -> Option<Vec<Id>> {
        match &self.areas {
            Areas::All => None,
            Areas::Set(ids) => Some(ids.iter().map(|id| Id(*id)).collect()),
        }
    }

    /// Whether records of this kind may be listed and opened at all.
    pub fn may_read(&self, kind: &Kind) -> bool {
        self.may(kind, Right::Read)
    }

    /// Whether records of this kind may be added and changed.
    pub fn may_write(&self, kind: &Kind) -> bool {
        self.may(kind, Right::Write)
    }

    /// Whether records of this kind may be removed.
    pub fn may_remove(&self, kind: &Kind) -> bool {
        self.may(kind, Right::Remove)
    }

    /// Whether values of this privacy may be seen. What does not say is kept closest.
    pub fn may_see(&self, privacy: Option<Privacy>) -> bool {
        self.system
            || match privacy {
                Some(Privacy::Open | Privacy::Internal) => true,
                Some(Privacy::Personal) => self.roles.any(Roles::TEAM),
                Some(Privacy::Care) | None => self.roles.any(Roles::CARE),
            }
    }

    pub(crate) fn may(&self, kind: &Kind, right: Right) -> bool {
        let roles = match right {
            Right::Read => kind.rights.read,
            Right::Write => kind.rights.write,
            Right::Remove => kind.rights.remove,
            Right::Any => return true,
        };
        let here = kind.park.is_none_or(|park| park == self.park);
        here && (self.system || self.roles.any(roles))
    }

    /// The same areas, every kind and field seen: for a look that the program itself judges by
    /// and shows to nobody, such as whether the person of a sign-in is there already.
    pub fn open_eyed(&self) -> Scope {
        Scope {
            system: true,
            ..self.clone()
        }
    }

    pub(crate) fn limits(&self) -> Option<&BTreeSet<i64>> {
        match &self.areas {
            Areas::All => None,
            Areas::Set(ids) => Some(ids),
        }
    }
}
