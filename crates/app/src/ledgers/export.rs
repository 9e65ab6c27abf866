//! A selection to take away: as a workbook, as CSV; and the blank sheet to fill in.
//!
//! In: a list's address. Out: the whole selection, read page by page, under the headers that
//! an import knows, so that what was taken away can be handed in again. A column the reader
//! may not see is not in it, and no cell is ever a formula.

#[cfg(test)]
mod tests;

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base::{Ask, Cursor, Field, Kind, Lang, Record};
use bytes::Bytes;
use futures_util::stream;
use papers::{
    cell::Cell,
    csv_out,
    sheet::{Fault, Out},
};
use tokio::sync::mpsc;

use super::{columns, labels, selected::Selected};
use crate::front::{Call, Done, Stop, escaped};

/// Rows asked for at once.
const ROWS: u32 = 1_000;
/// Pages read ahead of the packing.
const PAGES: usize = 2;
/// What the browser is told a workbook is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// GET `/records/{kind}/export.xlsx`.
///
/// # Errors
/// `Problems` when the address asks for what cannot be; faults of the store.
pub(super) async fn xlsx(call: Call) -> Done {
    let kind = call.kind()?;
    let selected = Selected::of(&call)?;
    let fields = visible(&call, kind)?;
    let columns = columns::all(kind, &fields);
    let (give, mut taken) = mpsc::channel::<Vec<Vec<papers::cell::Cell>>>(PAGES);
    // Packing a hundred thousand rows takes seconds: not on a thread that answers others, and
    // while the next pages are read.
    let packing = tokio::task::spawn_blocking(move || {
        let mut out = Out::new(Lang::Zh);
        out.sheet(columns::tab(kind), &columns)?;
        while let Some(rows) = taken.blocking_recv() {
            rows.iter().try_for_each(|row| out.row(row))?;
        }
        out.finish()
    });
    let mut after = None;
    loop {
        let (rows, next) = page(&call, kind, &selected, after).await?;
        let rows = cells(&call, kind, &fields, &rows).await?;
        // Whoever packs and has stopped says why below.
        if give.send(rows).await.is_err() || next.is_none() {
            break;
        }
        after = next;
    }
    drop(give);
    let bytes = packing.await.map_err(Stop::fault)?.map_err(Stop::fault)?;
    Ok(file(&call, kind, ("xlsx", XLSX), Body::from(bytes)))
}

/// GET `/records/{kind}/export.csv`: sent as it is read.
///
/// # Errors
/// `Problems` when the address asks for what cannot be; faults of the store.
pub(super) async fn csv(call: Call) -> Done {
    let kind = call.kind()?;
    let selected = Selected::of(&call)?;
    let fields = visible(&call, kind)?;
    let head: Vec<papers::cell::Cell> = fields.iter().map(|f| f.words.zh.into()).collect();
    let mut first = csv_out::Out::new();
    first.row(&head).map_err(Stop::fault)?;
    let first = first.finish().map_err(Stop::fault)?;
    let name = file(
        &call,
        kind,
        ("csv", "text/csv; charset=utf-8"),
        Body::empty(),
    );
    let begun = Pages {
        call,
        kind,
        selected,
        fields,
        after: None,
        state: State::Head(first),
    };
    let pieces = stream::unfold(begun, |pages| pages.next());
    let (parts, _) = name.into_parts();
    Ok(Response::from_parts(parts, Body::from_stream(pieces)))
}

/// A CSV under way.
struct Pages {
    call: Call,
    kind: &'static Kind,
    selected: Selected,
    fields: Vec<&'static Field>,
    after: Option<Cursor>,
    state: State,
}

enum State {
    Head(Vec<u8>),
    Rows,
    End,
}

impl Pages {
    async fn next(mut self) -> Option<(Result<Bytes, std::io::Error>, Pages)> {
        match std::mem::replace(&mut self.state, State::Rows) {
            State::Head(head) => Some((Ok(head.into()), self)),
            State::End => None,
            State::Rows => match self.rows().await {
                Ok(bytes) => Some((Ok(bytes), self)),
                Err(stop) => {
                    // The sender can only break off: a file cut short must not look whole.
                    drop(stop.logged(&self.call.path));
                    self.state = State::End;
                    Some((Err(std::io::Error::other("broken off")), self))
                }
            },
        }
    }

    async fn rows(&mut self) -> Result<Bytes, Stop> {
        let (rows, next) = page(&self.call, self.kind, &self.selected, self.after.take()).await?;
        if next.is_none() {
            self.state = State::End;
        }
        self.after = next;
        let mut out = csv_out::Out::new();
        for row in cells(&self.call, self.kind, &self.fields, &rows).await? {
            out.row(&row).map_err(Stop::fault)?;
        }
        let bytes = out.finish().map_err(Stop::fault)?;
        let text = Bytes::from(bytes);
        // The mark that tells UTF-8 stands at the file's beginning only.
        let mark = "\u{feff}".len();
        Ok(if text.starts_with("\u{feff}".as_bytes()) {
            text.slice(mark..)
        } else {
            text
        })
    }
}

/// GET `/records/{kind}/template.xlsx`: the blank sheet, with choices and what to write.
///
/// # Errors
/// `NotThere` for a kind that has no sheet.
pub(super) async fn template(call: Call) -> Done {
    let kind = call.kind()?;
    if kind.sheet.is_empty() {
        return Err(Stop::NotThere);
    }
    let bytes = form(kind, call.lang(), &[]).map_err(Stop::fault)?;
    Ok(file(&call, kind, ("xlsx", XLSX), Body::from(bytes)))
}

/// A kind's sheet to fill in, with these rows filled in already.
///
/// # Errors
/// A fault of the writing.
fn form(kind: &'static Kind, lang: Lang, rows: &[Vec<Cell>]) -> Result<Vec<u8>, Fault> {
    let fields: Vec<&'static Field> = kind.typed().collect();
    let mut out = Out::new(lang);
    out.form(columns::tab(kind), &columns::all(kind, &fields))?;
    for row in rows {
        out.row(row)?;
    }
    out.finish()
}

/// The fields this reader may take away, in reading order.
fn visible(call: &Call, kind: &'static Kind) -> Result<Vec<&'static Field>, Stop> {
    let scope = &call.visitor()?.scope;
    let shown = kind.typed().filter(|f| super::show::is_shown(kind, f));
    Ok(shown.filter(|f| scope.may_see(f.privacy)).collect())
}

async fn page(
    call: &Call,
    kind: &'static Kind,
    selected: &Selected,
    after: Option<Cursor>,
) -> Result<(Vec<Record>, Option<Cursor>), Stop> {
    let ask = Ask::Rows {
        selection: selected.selection.clone(),
        sort: selected.sort.clone(),
        after,
        limit: ROWS,
    };
    debug_assert_eq!(selected.selection.kind, kind.name);
    let page = call.ask_one(ask).await?.page();
    Ok((page.rows, page.next))
}

async fn cells(
    call: &Call,
    kind: &'static Kind,
    fields: &[&'static Field],
    rows: &[Record],
) -> Result<Vec<Vec<Cell>>, Stop> {
    let names: Vec<&'static str> = fields.iter().map(|f| f.name).collect();
    let known = labels::numbers_of_links(call, kind, rows, &names).await?;
    let row = |record: &Record| {
        fields
            .iter()
            .map(|f| columns::cell(kind, f, record, &known))
            .collect()
    };
    Ok(rows.iter().map(row).collect())
}

/// The answer that a browser keeps as a file, named for the kind and the day.
fn file(call: &Call, kind: &Kind, (ending, what): (&str, &'static str), body: Body) -> Response {
    let today = call.house.today();
    let lang = call.lang();
    let name = escaped(&format!("{} {today}.{ending}", kind.words.get(lang)));
    let plain = format!("{}-{today}.{ending}", kind.name);
    let kept = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{name}");
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(what));
    let kept = HeaderValue::from_str(&kept).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, kept);
    response
}
