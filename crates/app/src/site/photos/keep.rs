//! A photo on its way in: made fit, kept, and recorded in one writing.
//!
//! In: the bytes somebody sent, and what is said of them. Out: the photo's record; or why not,
//! and then nothing was kept. The same bytes are kept once. What a phone writes into a picture
//! (where, when, whose) never gets this far: see `papers::photo`.

use std::fmt::Write as _;

use base::{Change, Id, Kind, Words, words};
use base64::{Engine, prelude::BASE64_STANDARD};
use papers::photo::{self, Unfit};
use store::{Store, WriteError};

use super::SPACE;
use crate::{
    commands,
    intake::{Aim, Taking, take},
};

/// Why a photo was not taken.
#[derive(Debug)]
pub enum Refused {
    /// The file is no photo of ours.
    Unfit(Unfit),
    /// What is said of it has problems, or the store cannot.
    Write(WriteError),
}

/// What is wrong with a file, and what to do.
pub fn said(unfit: Unfit) -> Words {
    match unfit {
        Unfit::NotAPicture => words(
            "不是照片。请选 JPEG、PNG 或 WebP；iPhone 的 HEIC 先转成 JPEG。",
            "is no photo. Choose a JPEG, PNG or WebP; turn an iPhone's HEIC into a JPEG first.",
        ),
        Unfit::Broken => words(
            "打不开，或没有传完整。请换一张，或重新选一次。",
            "cannot be opened or is incomplete. Choose it again, or another.",
        ),
        Unfit::TooLarge => words(
            "太大，超过了5000万像素。请先在手机里缩小。",
            "is too large: more than 50 million pixels. Make it smaller first.",
        ),
    }
}

/// The key of a picture's bytes; `small` for the small one.
pub(super) fn key(file: &str, small: bool) -> String {
    match small {
        true => format!("{file}-s"),
        false => file.to_owned(),
    }
}

/// Takes a photo: `about` are the fields of its record besides the picture's own.
///
/// # Errors
/// [`Refused`]; nothing was kept.
pub async fn keep(
    store: &Store,
    kind: &'static Kind,
    mut taking: Taking,
    bytes: bytes::Bytes,
    about: &[(&str, String)],
) -> Result<Option<Id>, Refused> {
    // Opening a picture takes a while; whoever reads pages does not wait for it. A decoder
    // that stops half-way has met a broken picture.
    let fit = tokio::task::spawn_blocking(move || photo::read(&bytes)).await;
    let photo = fit.unwrap_or(Err(Unfit::Broken)).map_err(Refused::Unfit)?;
    let whole = BASE64_STANDARD.encode(&photo.whole);
    let small = BASE64_STANDARD.encode(&photo.small);
    let file = digest(&whole);
    let keep = |key, value| Change::Keep {
        space: SPACE,
        key,
        value,
        until: 0,
    };
    taking.also.push(keep(key(&file, false), whole));
    taking.also.push(keep(key(&file, true), small));
    let own = [
        ("file", file),
        ("width", photo.width.to_string()),
        ("height", photo.height.to_string()),
    ];
    let cells: Vec<(&str, String)> = about.iter().cloned().chain(own).collect();
    let mut given = commands::row(kind, &cells);
    given.aim = Aim::New;
    let done = take(store, &taking, vec![given]).await;
    Ok(done.map_err(Refused::Write)?.ids.first().copied())
}

/// The name of what is kept: its SHA-256 in hexadecimal digits.
fn digest(kept: &str) -> String {
    let mut name = String::with_capacity(64);
    for byte in seal::token::digest(kept) {
        // Writing to a text never fails.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// The changes that forget a picture's bytes.
pub(super) fn forget(file: &str) -> [Change; 2] {
    [false, true].map(|small| Change::Drop {
        space: SPACE,
        key: key(file, small),
    })
}

/// The bytes of what was kept.
pub(super) fn bytes(kept: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(kept).ok()
}
