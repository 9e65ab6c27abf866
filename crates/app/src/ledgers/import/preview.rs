//! An import before it is written: their own sheet with what is wrong in place; and what came
//! of it afterwards.
//!
//! In: an import that waits. Out: its progress, its preview, its outcome. A cell mended here
//! is mended in what is taken, never in the file that was handed in.

use axum::response::Response;
use base::{Lang, words};
use page::{
    Act, To,
    frame::Place,
    progress::Progress,
    section::{Head, narrow},
};

use super::{
    job::{Hold, State},
    seen,
};
use crate::{
    front::{
        Call, Done, Stop, see_other,
        show::{self, Sheet},
    },
    intake::{Mend, Report, Step},
};

/// GET `/import/{token}`.
///
/// # Errors
/// `NotThere` when it is nobody's, another's, or forgotten.
pub(super) async fn show(call: Call) -> Done {
    let (token, job) = call.house.waiting.get(&call)?;
    let lang = call.lang();
    Ok(match job.state() {
        State::Working(step) => working(&call, &token, step),
        State::Seen(report, sheets) => seen::seen(&call, &token, &job, (&report, &sheets)),
        State::Taken(report) => taken(&call, &report),
        State::Stopped => said(
            &call,
            words("已停下，什么都没有写入。", "Stopped; nothing was written.").get(lang),
        ),
        State::Failed => said(
            &call,
            words(
                "这次没有做成，什么都没有写入。请再传一次。",
                "It could not be done; nothing was written. Please hand it in again.",
            )
            .get(lang),
        ),
    })
}

/// POST `/import/{token}/mend`: other words for one cell, and another look through.
///
/// # Errors
/// `NotThere` as above; `Bad` for a cell that is none.
pub(super) async fn mend(call: Call) -> Done {
    let (token, job) = call.house.waiting.get(&call)?;
    let number = |name| call.form.text(name).parse::<u32>().ok();
    let (Some(row), Some(column)) = (number("row"), number("column")) else {
        return Err(Stop::Bad(crate::front::fields::UNREADABLE));
    };
    job.mend(Mend {
        workbook: call.form.text("workbook").to_owned(),
        sheet: call.form.text("sheet").to_owned(),
        row,
        column,
        words: call.form.text("words").chars().take(10_000).collect(),
    });
    job.work(call.house.clone(), call.visitor()?.scope.clone(), None);
    Ok(see_other(&format!(
        "/import/{token}?sheet={}",
        call.form.text("tab").parse::<usize>().unwrap_or(0)
    )))
}

/// POST `/import/{token}/take`: writes it, with the wrong rows held when that is asked.
///
/// # Errors
/// `NotThere` as above.
pub(super) async fn take(call: Call) -> Done {
    let (token, job) = call.house.waiting.get(&call)?;
    let hold = if call.form.text("hold") == "yes" {
        Hold::Wrong
    } else {
        Hold::Nothing
    };
    job.work(
        call.house.clone(),
        call.visitor()?.scope.clone(),
        Some(hold),
    );
    Ok(see_other(&format!("/import/{token}")))
}

/// POST `/import/{token}/stop`.
///
/// # Errors
/// `NotThere` as above.
pub(super) async fn stop(call: Call) -> Done {
    let (_, job) = call.house.waiting.get(&call)?;
    job.stop();
    Ok(show::see_done("/import", "stopped"))
}

fn working(call: &Call, token: &str, step: Option<Step>) -> Response {
    let lang = call.lang();
    let (said, done, of) = match step {
        None => (words("正在读", "Reading").get(lang).to_owned(), 0, 0),
        Some(Step::Reading { at, of }) => (
            format!(
                "{} {at} / {of}",
                words("正在读第", "Reading file").get(lang)
            ),
            at,
            of * 3,
        ),
        Some(Step::Settling { rows }) => (
            format!(
                "{} {rows}",
                words("正在核对，行数", "Checking rows:").get(lang)
            ),
            2,
            3,
        ),
        Some(Step::Writing { changes }) => (
            format!(
                "{} {changes}",
                words("正在写入，记录数", "Writing records:").get(lang)
            ),
            3,
            3,
        ),
    };
    let mut stop = Act::post(words("停", "Stop").get(lang), "#");
    stop.to = To::Post(format!("/import/{token}/stop").into(), call.hidden());
    let progress = Progress {
        words: said,
        done: done as u64,
        of: of as u64,
        stop: Some(stop),
        again: Some(format!("/import/{token}").into()),
        then: Some(format!("/import/{token}").into()),
    };
    let title = words("正在看这些表", "Looking through the sheets")
        .get(lang)
        .to_owned();
    let head = Head {
        title: title.clone(),
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang), progress.show()]);
    let mut response = call.page(Sheet {
        title,
        place: Some(Place::Ledgers),
        back: None,
        body,
    });
    // Where no script asks again, the browser itself does.
    response
        .headers_mut()
        .insert("refresh", axum::http::HeaderValue::from_static("2"));
    response
}

fn said(call: &Call, what: &str) -> Response {
    let again = Act::open(
        words("再传一次", "Hand it in again").get(call.lang()),
        "/import",
    );
    let head = Head {
        title: what.to_owned(),
        doing: vec![again],
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang)]);
    call.page(Sheet {
        title: what.to_owned(),
        place: Some(Place::Ledgers),
        back: None,
        body,
    })
}

fn taken(call: &Call, report: &Report) -> Response {
    let lang = call.lang();
    let title = words("已导入", "Imported").get(lang).to_owned();
    let told = match lang {
        Lang::Zh => format!(
            "新增 {}，修改 {}，原样 {}，留作待核 {}。",
            report.added, report.changed, report.same, report.held
        ),
        Lang::En => format!(
            "Added {}, changed {}, the same {}, held back {}.",
            report.added, report.changed, report.same, report.held
        ),
    };
    let mut acts = vec![Act::open(
        words("看台账", "See the ledgers").get(lang),
        "/ledgers",
    )];
    if let Some(act) = report.act {
        let mut undo = Act::post(words("撤销这次导入", "Undo this import").get(lang), "#");
        undo.to = To::Post(format!("/import/undo/{act}").into(), call.hidden());
        acts.push(undo);
    }
    let head = Head {
        title: title.clone(),
        lead: told.into(),
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang), page::act::buttons(&acts)]);
    call.page(Sheet {
        title,
        place: Some(Place::Ledgers),
        back: None,
        body,
    })
}
