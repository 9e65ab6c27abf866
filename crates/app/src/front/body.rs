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

/// Nobody is waited for longer than this, however much it is they send.
const LONGEST_SECONDS: u64 = 600;

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
        if began.elapsed().as_secs() > allowed(patience, whole.len()) {
            return Err(Stop::TooSlow);
        }
    }
    Ok(whole.freeze())
}

/// So many seconds may have gone by when so much has come.
fn allowed(patience: Duration, come: usize) -> u64 {
    let slow = patience.as_secs() + come as u64 / LEAST_BYTES_PER_SECOND;
    slow.min(LONGEST_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_sender_is_waited_for_and_none_for_hours() {
        for (come, seconds) in [(0, 8), (40_960, 18), (2_000_000, 496), (UPLOAD_BYTES, 600)] {
            assert_eq!(allowed(Duration::from_secs(8), come), seconds, "{come}");
        }
    }
}
