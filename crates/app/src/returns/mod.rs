//! 报送: what is owed to the offices, drafted, checked, signed and handed in; and every number that
//! leaves the house.
//!
//! In: the park's types of return, its texts and figures. Out: a calendar of what is owed; a desk
//! for each return, from its draft to its archive; numbers given out, each kept. A signed return
//! holds its definitions, values and records fast; what changes later is told beside it, never in it.

mod acts;
mod below;
mod calendar;
mod checked;
mod confirmed;
mod desk;
mod explained;
pub mod give;
mod given;
mod links;
mod notice;
pub mod owed;
mod own;
mod paper;
mod previous;
mod publishing;
mod receive;
mod release;
mod restated;
pub mod signed;
mod stands;
mod step;
mod urge;

use base::{Role, Roles};
pub use given::{Before, Giving, given_out_before};

use crate::front::{Right, Routes};

/// The offices that receive returns.
pub const RECEIVERS: Roles = Roles::of(&[Role::StreetOffice, Role::DistrictOffice]);

const READERS: Right = Right::Have(Roles::TEAM_AND_OFFICES);
const TEAM: Right = Right::Have(Roles::TEAM);
const MANAGERS: Right = Right::Have(Roles::MANAGERS);
const RECEIVING: Right = Right::Have(RECEIVERS);
const MANAGERS_AND_RECEIVERS: Right = Right::Have(Roles::MANAGERS.and(RECEIVERS));

/// The addresses.
pub fn routes() -> Routes {
    Routes::default()
        .get("/returns", READERS, calendar::show)
        .post("/returns/owed", MANAGERS, calendar::fill)
        .get("/reports/{year}/publish", MANAGERS, publishing::show)
        .post("/reports/{year}/publish", MANAGERS, publishing::publish)
        .get("/returns/links", MANAGERS, links::list)
        .post("/returns/links", MANAGERS, links::make)
        .post("/returns/links/end", MANAGERS, links::end)
        .get("/receive/{token}", Right::Public, receive::ask)
        .post("/receive/{token}", Right::Public, receive::enter)
        .get("/returns/{id}", READERS, desk::show)
        .get("/returns/{id}/return.docx", READERS, acts::word)
        .post("/returns/{id}/draft", TEAM, acts::draft)
        .post("/returns/{id}/words", TEAM, own::write)
        .post("/returns/{id}/check", TEAM, acts::submit)
        .post("/returns/{id}/confirm", MANAGERS, acts::confirm)
        .post("/returns/{id}/sign", MANAGERS, acts::sign)
        .post("/returns/{id}/hand-in", TEAM, acts::hand_in)
        .post(
            "/returns/{id}/send-back",
            MANAGERS_AND_RECEIVERS,
            acts::send_back,
        )
        .post("/returns/{id}/urge", RECEIVING, urge::urge)
        .post("/returns/{id}/correct", TEAM, acts::correct)
}
