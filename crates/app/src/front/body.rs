//! A request's body, read within bounds of size and time.
//!
//! In: a body as it arrives. Out: all of it, or why not: too large, or a sender that stands
//! still. It never holds more than the bound in memory.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout};

use super::{Stop, fields::UNREADABLE};

/// The most that a form or JSON may hold.
pub(super) const FORM_BYTES: usize = 1_000_000;
/// The most that an upload may hold.
pub(super) const UPLOAD_BYTES: usize = 64 * 1024 * 1024;
/// The slowest sender that is still waited for: a 2G phone's 4 kB a second.
const LEAST_BYTES_PER_SECOND: u64 = 4_096;

/// Reads a body of at most `most` bytes, waiting at most `patience` for each piece.
///
/// # Errors
/// `TooLarge`, `TooSlow`, or `Bad` when it breaks off.
pub(super) async fn read(body: Body, most: usize, patience: Duration) -> Result<Bytes, Stop> {
    let began = Instant::now();
    let mut pieces = body.into_data_stream();
    let mut whole = BytesMut::new();
    while let Some(piece) = timeout(patience, pieces.next())
        .await
        .map_err(|_| Stop::TooSlow)?
    {
        let piece = piece.map_err(|_| Stop::Bad(UNREADABLE))?;
        if whole.len() + piece.len() > most {
            return Err(Stop::TooLarge);
        }
        whole.extend_from_slice(&piece);
        let allowed = patience.as_secs() + whole.len() as u64 / LEAST_BYTES_PER_SECOND;
        if began.elapsed().as_secs() > allowed {
            return Err(Stop::TooSlow);
        }
    }
    Ok(whole.freeze())
}
