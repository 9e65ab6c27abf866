//! Who may do what: the roles of a park's people, and what a kind grants each of them.
//!
//! In: a role and a kind's [`Rights`]. Out: yes or no. A right is always named: there is no
//! word for «anybody», so a right that was forgotten grants nothing.

use serde::{Deserialize, Serialize};

use crate::{Words, words};

/// What somebody is in a park. Roles are held for an area (a park, a community).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Role {
    /// 负责人 of the operating body: accounts, settings, everything but case content.
    Owner,
    /// 园区主管: approves records, signs returns, answers for figures.
    Manager,
    /// 一线社工 / 专员: records work.
    Staff,
    /// 心理咨询师: case files and screenings of their clients.
    Counsellor,
    /// 督导: as the counsellor, over all files of the park.
    Supervisor,
    /// 接线员: call records.
    HotlineOperator,
    /// 街道办: receives returns, checks acceptance.
    StreetOffice,
    /// 区级部门: receives reports.
    DistrictOffice,
    /// 社区: sees and records what belongs to its own community.
    Community,
    /// 评委 / 评估专家: scores.
    Assessor,
}

impl Role {
    /// Every role, in the order people expect.
    pub const ALL: [Role; 10] = [
        Role::Owner,
        Role::Manager,
        Role::Staff,
        Role::Counsellor,
        Role::Supervisor,
        Role::HotlineOperator,
        Role::StreetOffice,
        Role::DistrictOffice,
        Role::Community,
        Role::Assessor,
    ];

    /// The role's name on pages and in the command line's help.
    pub const fn words(self) -> Words {
        match self {
            Role::Owner => words("负责人", "Owner"),
            Role::Manager => words("园区主管", "Manager"),
            Role::Staff => words("社工", "Social worker"),
            Role::Counsellor => words("心理咨询师", "Counsellor"),
            Role::Supervisor => words("督导", "Supervisor"),
            Role::HotlineOperator => words("接线员", "Hotline operator"),
            Role::StreetOffice => words("街道办", "Street office"),
            Role::DistrictOffice => words("区级部门", "District office"),
            Role::Community => words("社区", "Community"),
            Role::Assessor => words("评委", "Assessor"),
        }
    }

    /// The role's code, as typed on the command line and stored.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Manager => "manager",
            Role::Staff => "staff",
            Role::Counsellor => "counsellor",
            Role::Supervisor => "supervisor",
            Role::HotlineOperator => "hotline_operator",
            Role::StreetOffice => "street_office",
            Role::DistrictOffice => "district_office",
            Role::Community => "community",
            Role::Assessor => "assessor",
        }
    }

    /// The role of this code.
    pub fn of(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    /// Nobody.
    pub const NONE: Roles = Roles(0);
    /// Those who run the park day by day.
    pub const TEAM: Roles = Roles::of(&[
        Role::Owner,
        Role::Manager,
        Role::Staff,
        Role::Counsellor,
        Role::Supervisor,
    ]);
    /// Those who run the park and answer for its figures.
    pub const MANAGERS: Roles = Roles::of(&[Role::Owner, Role::Manager]);
    /// The only roles that may open what a client said.
    pub const CARE: Roles = Roles::of(&[Role::Counsellor, Role::Supervisor]);
    /// The team and the offices above it.
    pub const TEAM_AND_OFFICES: Roles =
        Roles::TEAM.and(Roles::of(&[Role::StreetOffice, Role::DistrictOffice]));

    /// The set of just these.
    #[allow(clippy::indexing_slicing)] // a const fn has no iterators; the index stays below the length
    pub const fn of(roles: &[Role]) -> Roles {
        let (mut bits, mut i) = (0u16, 0);
        while i < roles.len() {
            bits |= 1 << roles[i] as u16; // OK because i < len.
            i += 1;
        }
        Roles(bits)
    }

    /// Both sets together.
    pub const fn and(self, other: Roles) -> Roles {
        Roles(self.0 | other.0)
    }

    /// Whether this role is in the set.
    pub const fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u16) != 0
    }

    /// Whether any of these roles is in the set.
    pub fn any(self, roles: Roles) -> bool {
        self.0 & roles.0 != 0
    }
}

/// What a kind of record grants: who may see its records, who may write them, who may remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// May list and open.
    pub read: Roles,
    /// May add and change.
    pub write: Roles,
    /// May remove (a tombstone and a trail line stay).
    pub remove: Roles,
}
