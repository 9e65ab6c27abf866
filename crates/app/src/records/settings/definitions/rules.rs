//! What a definition must be before it is kept.
//!
//! In: a row of 口径. Out: what is wrong with its text: it cannot be read, says another key, or
//! names what is not there or may not be named. Whether the figures it is made of are there is
//! found out when the set is loaded.

use base::{Code, Draft, Lang};
use figures::Definition;

/// The text reads as a definition of its key, and fits the kinds there are.
pub fn rule(draft: &mut Draft<'_>) {
    let (Some(key), Some(body)) = (draft.text("key"), draft.text("body")) else {
        return;
    };
    let read = Definition::read(key, body);
    let fits = read.and_then(|definition| match draft.catalogue {
        Some(catalogue) => definition.fits(catalogue),
        None => Ok(()),
    });
    if let Err(reason) = fits {
        let (zh, en) = (reason.text(Lang::Zh), reason.text(Lang::En));
        draft.wrong(Code::Unfit, "body", zh, en);
    }
}
