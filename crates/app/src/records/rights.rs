//! Who may do what with a kind of record: the few patterns that the kinds share.
//!
//! In: nothing. Out: named sets of rights that a kind declares. A kind outside these patterns
//! spells its own. A right that was forgotten grants nothing.

use base::{Rights, Role, Roles};

/// The community's people: they see what belongs to their own community.
const COMMUNITY: Roles = Roles::of(&[Role::Community]);
/// The owner alone.
const OWNER: Roles = Roles::of(&[Role::Owner]);
/// Everybody who signs in.
const EVERYBODY: Roles = Roles::of(&Role::ALL);

/// Work that the team records and the offices and communities read.
pub const WORK: Rights = Rights {
    read: Roles::TEAM_AND_OFFICES.and(COMMUNITY),
    write: Roles::TEAM,
    remove: Roles::MANAGERS,
};

/// Work that a community records too, for its own area.
pub const SHARED_WORK: Rights = Rights {
    read: Roles::TEAM_AND_OFFICES.and(COMMUNITY),
    write: Roles::TEAM.and(COMMUNITY),
    remove: Roles::MANAGERS,
};

/// What stays between the park and the offices it answers to.
pub const OFFICE_WORK: Rights = Rights {
    read: Roles::TEAM_AND_OFFICES,
    write: Roles::TEAM,
    remove: Roles::MANAGERS,
};

/// What those decide who answer for the park: contracts, definitions, places.
pub const MANAGED: Rights = Rights {
    read: Roles::TEAM_AND_OFFICES.and(COMMUNITY),
    write: Roles::MANAGERS,
    remove: Roles::MANAGERS,
};

/// Score sheets: assessors write them beside the team.
pub const SCORED: Rights = Rights {
    read: Roles::TEAM_AND_OFFICES.and(Roles::of(&[Role::Assessor])),
    write: Roles::TEAM.and(Roles::of(&[Role::Assessor])),
    remove: Roles::MANAGERS,
};

/// What names people and stays with the team.
pub const TEAM_ONLY: Rights = Rights {
    read: Roles::TEAM,
    write: Roles::TEAM,
    remove: Roles::MANAGERS,
};

/// The care compartment: counsellors and supervisors, nobody else.
/// Source: 精神卫生法 art. 4 and 23.
pub const CARE: Rights = Rights {
    read: Roles::CARE,
    write: Roles::CARE,
    remove: Roles::of(&[Role::Supervisor]),
};

/// What everybody needs to read for anything to make sense: the tree of areas.
pub const TREE: Rights = Rights {
    read: EVERYBODY,
    write: Roles::MANAGERS,
    remove: OWNER,
};

/// Accounts: managers see them, the owner opens and closes them.
pub const ACCOUNTS: Rights = Rights {
    read: Roles::MANAGERS,
    write: OWNER,
    remove: OWNER,
};
