//! A form with files, read piece by piece within bounds.
//!
//! In: the body of an upload. Out: its pairs and its files, each with the name it was sent
//! under, held in memory: the whole is bounded before it is read. A broken or endless body
//! is told; a file's own name is never used as a path.

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::MultipartError};
use base::words;
use bytes::Bytes;

use super::{Fields, Stop};

/// The most parts of one upload.
const MOST_PARTS: usize = 200;
/// The longest plain value among the files.
const LONGEST_VALUE: usize = 1_000_000;

/// One file sent.
#[derive(Clone, Debug)]
pub struct File {
    /// The form's field.
    pub field: String,
    /// The name it had with its sender, for people to read.
    pub name: String,
    /// What is in it.
    pub content: Bytes,
}

/// Reads an upload.
///
/// # Errors
/// `WrongType` when it is none, `Bad` when it is broken off, `TooLarge` past the limit.
pub async fn read(mut request: Request) -> Result<(Fields, Vec<File>), Stop> {
    let wrong = |_| Stop::WrongType("multipart/form-data");
    // The whole was bounded when it was read; the framework's own bound of 2 MB is no rule here.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(wrong)?;
    let (mut fields, mut files) = (Fields::default(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if fields.0.len() + files.len() >= MOST_PARTS {
            return Err(Stop::TooLarge);
        }
        let field = part.name().unwrap_or_default().to_owned();
        let name = part.file_name().map(shown);
        let content = part.bytes().await.map_err(broken)?;
        match name {
            Some(name) => files.push(File {
                field,
                name,
                content,
            }),
            None if content.len() > LONGEST_VALUE => return Err(Stop::TooLarge),
            None => fields.0.push((field, text(content)?)),
        }
    }
    Ok((fields, files))
}

fn broken(error: MultipartError) -> Stop {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Stop::TooLarge;
    }
    Stop::Bad(words(
        "上传的内容不完整或格式不对，没有收下。请重新选择文件再传一次。",
        "The upload is incomplete or malformed and was not taken. Choose the file and send it again.",
    ))
}

fn text(content: Bytes) -> Result<String, Stop> {
    String::from_utf8(content.into()).map_err(|_| Stop::Bad(super::fields::UNREADABLE))
}

/// A file's name fit to be read: the last part of a path, no control or direction marks.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: &char| !c.is_control() && !('\u{202a}'..='\u{202e}').contains(c);
    last.chars().filter(plain).take(120).collect()
}
