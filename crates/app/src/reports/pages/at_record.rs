//! A figure come to from a record (`record=visits.123`): says so, and leads back to the record
//! and to its place in the figure's list.
//!
//! In: the address and what the figure opens onto. Out: a note; none where no record is named or
//! the reader may not see it. It never says that the figure holds the record: the record's page did.

use base::{Answer, Ask, Cursor, Id, Kind, Record, Words, words};
use figures::{Each, Opening};
use page::{Line, Link, Piece, Standing, section::Note};

use crate::{
    front::{Call, Stop, escaped},
    ledgers::{labels::label, of_record, selected},
    reports::shortly,
};

const FROM: Words = words("从这条记录来：", "Come from this record: ");
const BACK: Words = words("回到记录", "Back to the record");
const PLACE: Words = words("看它在清单里的位置", "See its place in the list");

/// The note, `list` being the address of the figure's list.
///
/// # Errors
/// A fault of the store.
pub(super) async fn note(call: &Call, parts: &[Opening], list: &str) -> Result<Option<Note>, Stop> {
    let named = call
        .query
        .get("record")
        .and_then(|said| said.split_once('.'));
    let catalogue = call.catalogue();
    let scope = &call.visitor()?.scope;
    let kind = named.and_then(|(kind, _)| catalogue.kind(kind));
    let Some((kind, id)) = kind.zip(named.and_then(|(_, id)| id.parse::<Id>().ok())) else {
        return Ok(None);
    };
    if !scope.may_read(kind) {
        return Ok(None);
    }
    let one = Ask::One {
        kind: kind.name.to_owned(),
        id,
    };
    let answers = call.ask(vec![one]).await?;
    let Some(record) = answers.into_iter().next().and_then(Answer::one) else {
        return Ok(None);
    };
    let lang = call.lang();
    let mut body = vec![Piece::Link(Link::new(
        BACK.get(lang),
        of_record(kind.name, id),
    ))];
    if let Some(place) = place(parts, kind, &record) {
        let href = format!("{list}&after={}", escaped(&place));
        body.push(Piece::Text(" · ".to_owned()));
        body.push(Piece::Link(Link::new(PLACE.get(lang), href)));
    }
    Ok(Some(Note {
        standing: Standing::Rest,
        title: format!("{}{}", FROM.get(lang), label(kind, &record, lang)),
        body: Line(body),
    }))
}

/// Where in the list of things the page that begins with the record follows on.
fn place(parts: &[Opening], kind: &Kind, record: &Record) -> Option<String> {
    parts.iter().enumerate().find_map(|(at, part)| {
        let cursor = match &part.each {
            _ if part.selection.kind != kind.name => None,
            Each::Row | Each::Weight(_) => Some(before(kind, part, record)),
            Each::Value(path) if kind.field(path)?.targets().is_empty() => None,
            Each::Value(path) => Some((record.whole(kind, path)? - 1).to_string()),
        };
        Some(format!("{at}.{}", cursor?))
    })
}

/// The end of the page before the record, in the order of its list.
fn before(kind: &Kind, part: &Opening, record: &Record) -> String {
    let sort = shortly::in_period(kind, part);
    selected::cursor_text(&Cursor {
        value: record.value(kind, &sort.field).cloned(),
        id: Id(record.id.0 - 1),
    })
}
