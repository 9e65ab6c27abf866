//! 「另有12条待核」: what a figure has to do without, in words.
//!
//! In: the values of a period, one figure, a reader. Out: how many held rows may still come
//! into it, and a note that leads to them for whoever may mend them. Of the care compartment
//! nothing is said to who may not open it: even that somebody waits would tell.

use base::{Lang, Words, Work, words};
use figures::Definition;
use page::{Line, Link, Piece, Standing, section::Note};

use crate::{
    front::{Call, Stop},
    reports::Values,
};

/// Where held rows are mended.
const PAGE: &str = "/import/held";

const NOT_YET: Words = words(
    "这些行有问题或在等别的行，还没有算进来。",
    "Something in these rows is wrong or still missing: they are not counted yet. ",
);
const MEND: Words = words("去核对", "Check them");

/// How many rows of each kind wait, of those kinds that the reader may be told of.
///
/// # Errors
/// `SignIn` when nobody is.
pub(super) fn rows(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Vec<(&'static base::Kind, usize)>, Stop> {
    let (catalogue, scope) = (call.catalogue(), &call.visitor()?.scope);
    let told = |kind: &&'static base::Kind| kind.work != Work::Care || scope.may_read(kind);
    let held = values.held(definition, &catalogue).into_iter();
    Ok(held
        .filter_map(|(kind, count)| Some((catalogue.kind(&kind).filter(told)?, count)))
        .collect())
}

/// How many of them in all.
///
/// # Errors
/// `SignIn` when nobody is.
pub fn count(call: &Call, values: &Values, definition: &Definition) -> Result<usize, Stop> {
    let rows = rows(call, values, definition)?;
    Ok(rows.iter().map(|(_, count)| count).sum())
}

/// The note over a figure; none when nothing waits.
///
/// # Errors
/// `SignIn` when nobody is.
pub(super) fn note(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Option<Note>, Stop> {
    let rows = rows(call, values, definition)?;
    let (lang, scope) = (call.lang(), &call.visitor()?.scope);
    let count: usize = rows.iter().map(|(_, count)| count).sum();
    if count == 0 {
        return Ok(None);
    }
    let mut body = vec![Piece::Text(NOT_YET.get(lang).to_owned())];
    if rows.iter().any(|(kind, _)| scope.may_write(kind)) {
        body.push(Piece::Link(Link::new(MEND.get(lang), PAGE)));
    }
    Ok(Some(Note {
        standing: Standing::Due,
        title: say(count, lang),
        body: Line(body),
    }))
}

/// «另有12条待核»
pub fn say(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有{count}条待核"),
        Lang::En => format!("{count} more held for checking"),
    }
}
