//! Our role in a piece of work: whether we held it, carried it out, helped or took part.
//!
//! In: nothing. Out: one field, the same on every activity, visit and creation unit, so that
//! a figure can leave out what others did. It is never guessed: a record without it is not taken.

use base::{Choice, Field};

const ROLES: &[Choice] = &[
    Choice::new("host", "主办", "Host"),
    Choice::new("organiser", "承办", "Organiser"),
    Choice::new("helper", "协助", "Helper"),
    Choice::new("participant", "参与", "Participant"),
];

/// 我方角色
pub const OWN_ROLE: Field = Field::choice("own_role", "我方角色", "Our role", ROLES)
    .must()
    .open()
    .also(&["本单位角色", "我方身份"])
    .hint(
        "主办：我们发起；承办：受托办理；协助、参与：别人主办",
        "Host: ours; organiser: carried out for another; helper or participant: held by others",
    );
