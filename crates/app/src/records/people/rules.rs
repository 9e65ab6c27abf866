//! A person's identity is written anew whenever their name, phone or place is corrected.

use base::{Draft, Value};

use crate::records::person;

/// Writes the identity.
pub fn rule(draft: &mut Draft<'_>) {
    let told = draft
        .text("name")
        .and_then(|name| person::identity(name, draft.text("phone"), draft.text("unit")));
    draft.set("identity", told.map(Value::from));
}
