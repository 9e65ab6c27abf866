//! Passing an article on: its whole address, and the same as a QR code.
//!
//! In: an address. Out: the code drawn as squares, in the page or as a file to print. It never
//! asks anybody else to draw it.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use fast_qr::{ECL, QRBuilder};
use page::{Markup, article::Share};

use super::{origin, show};
use crate::front::{Call, Done, Stop};

/// The ways to pass on what stands at this address.
pub(super) fn share(address: String) -> Share {
    Share {
        code: drawn(&address),
        address,
    }
}

/// The address as a code; none when it is too long for one.
pub fn drawn(address: &str) -> Option<Markup> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let dark = |row: usize, column: usize| {
        let at = row * code.size + column;
        code.data.get(at).is_some_and(|module| module.value())
    };
    Some(page::article::squares(code.size, dark))
}

/// GET `/articles/{slug}/qr.svg`: the code alone, to be printed on a poster.
///
/// # Errors
/// `NotThere` when no such article is published.
pub(super) async fn code(call: Call) -> Done {
    let (article, _) = show::wanted(&call).await?;
    let drawn = drawn(&format!("{}{}", origin(&call), article.path())).ok_or(Stop::NotThere)?;
    let response: Response = (
        [(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")],
        drawn.into_string(),
    )
        .into_response();
    Ok(response)
}
