//! The year's report as a page and as a Word file.
//!
//! In: a year. Out: prose in which each figure opens its drawer, with what cannot be filled
//! told beside it, and the way to the return that carries it.

use std::sync::Arc;

use axum::{http::header, response::IntoResponse};
use base::{Lang, Period, Words, words};
use page::{Act, Fig, Href, frame, report};

use super::held;
use crate::{
    front::{Call, Done, Stop, see_other, show::Sheet},
    reports::{
        Values, letter,
        text::{self, Filled, Run, Standing, drawn},
    },
};

const TITLE: Words = words("年度报告", "Annual report");
const WORD: Words = words("下载 Word", "Download as Word");
const RETURN: Words = words("去拟稿、送审", "To its draft");
const SIGNED: Words = words("看签发稿", "As it was signed");
const REWRITE: Words = words("改文稿", "Change its text");
const PUBLISH: Words = words("发布到公开网站", "Publish on the public site");
const DRAFT: Words = words(
    "草稿：还有数字填不上，见页边“还没定下的”。填上之前不能定稿。",
    "Draft: some figures cannot be filled yet; see “Not settled yet” in the margin. Until then it cannot be made final.",
);
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `/reports`: the report of this year.
pub async fn latest(call: Call) -> Done {
    Ok(see_other(&format!(
        "/reports/{}",
        call.house.today().year()
    )))
}

/// The page.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let (values, filled, standing) = filled(&call, lang).await?;
    let year = filled.about.period.year();
    let missing = filled.missing();
    let unsettled = match (missing.len(), lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("{n} 处待补"),
        (n, Lang::En) => format!("{n} to settle"),
    };
    let mut acts = Vec::new();
    if let Some(id) = standing.id {
        let words = if standing.signed { SIGNED } else { RETURN };
        acts.push(Act::open(words.get(lang), format!("/returns/{id}")));
    }
    acts.push(Act::open(
        WORD.get(lang),
        Href::new(format!("/reports/{year}/report.docx")),
    ));
    if base::Roles::MANAGERS.any(call.visitor()?.scope.roles()) {
        acts.push(Act::open(REWRITE.get(lang), "/texts/annual"));
        if missing.is_empty() || standing.signed {
            acts.push(Act::open(
                PUBLISH.get(lang),
                format!("/reports/{year}/publish"),
            ));
        }
    }
    let period = values.period;
    let opens = |key: &str, words: &str| {
        Fig::open(
            words,
            "",
            Href::new(format!("/figures/{key}?period={period}")),
        )
    };
    let mut body = report::Report {
        crumb: TITLE.get(lang).into(),
        by: by(&filled, lang),
        draft: (!missing.is_empty()).then(|| DRAFT.get(lang).to_owned()),
        size: size(&filled, lang),
        unsettled,
        acts,
        ..drawn::report(&filled, &opens)
    };
    body.open_points.extend(waiting(&call, &values, &filled)?);
    let body = body.show(call.reading.lang);
    Ok(call.page(Sheet {
        title: filled.title,
        place: Some(frame::Place::Returns),
        back: None,
        body,
    }))
}

/// By which definitions it was made, and how many of its numbers were typed.
fn by(filled: &Filled, lang: Lang) -> String {
    let (versions, typed) = (&filled.versions, &filled.typed);
    match (typed.len(), lang) {
        (0, _) => versions.clone(),
        (n, Lang::Zh) => format!("{versions}另有 {n} 个数字是手写的：{}。", typed.join("、")),
        (n, Lang::En) => format!(
            "{versions} Numbers typed by hand: {n} ({}).",
            typed.join(", ")
        ),
    }
}

/// The kinds of which rows are held back, each at the first chapter that has to do without.
fn waiting(call: &Call, values: &Values, filled: &Filled) -> Result<Vec<report::OpenPoint>, Stop> {
    let lang = call.lang();
    let mut points: Vec<report::OpenPoint> = Vec::new();
    for (at, run) in filled.runs() {
        let Run::Figure(key, _) = run else { continue };
        let Some((definition, _)) = values.get(key) else {
            continue;
        };
        for (kind, count) in held::rows(call, values, definition)? {
            let what = kind.words.get(lang).to_owned();
            if !points.iter().any(|point| point.what == what) {
                points.push(report::OpenPoint {
                    what,
                    why: held::say(count, lang),
                    chapter: drawn::id(at),
                });
            }
        }
    }
    Ok(points)
}

fn size(filled: &Filled, lang: Lang) -> String {
    let (chapters, figures) = (filled.chapters.len(), filled.figures());
    match lang {
        Lang::Zh => format!("{chapters} 章 · {figures} 个数字"),
        Lang::En => format!("{chapters} chapters · {figures} figures"),
    }
}

/// The report as its reader may see it, and the return that carries it.
async fn filled(call: &Call, lang: Lang) -> Result<(Arc<Values>, Filled, Standing), Stop> {
    let (period, scope) = (Period::Year(year(call)?), &call.visitor()?.scope);
    let texts = text::pages::texts(call).await?;
    let written = texts.get(text::ANNUAL).ok_or(Stop::NotThere)?;
    let standing = text::in_return(&call.house.store, scope, text::ANNUAL, period, None).await?;
    let written = written.with(&standing.own);
    let reading = (Some(scope), None);
    let (values, filled) = text::pages::filled(call, &written, period, reading, lang).await?;
    Ok((values, filled, standing))
}

/// The year in the path.
///
/// # Errors
/// `NotThere` where it is none.
pub fn year(call: &Call) -> Result<i16, Stop> {
    let year = call.params.get("year");
    let year = year.and_then(|year| crate::commands::year(year).ok());
    year.ok_or(Stop::NotThere)
}

/// `GET /reports/{year}/report.docx`: as it was signed where it was, else a draft.
pub async fn letter(call: Call) -> Done {
    let lang = call.lang();
    let (_, filled, standing) = filled(&call, lang).await?;
    if let (Some(id), true) = (standing.id, standing.signed) {
        return Ok(see_other(&format!("/returns/{id}/return.docx")));
    }
    let year = filled.about.period.year();
    let address = call.house.config.whole_address();
    // Nobody has checked it: a draft.
    let unsigned = letter::Signed::default();
    let bytes = letter::word(&filled, address.as_deref(), Some(&unsigned), lang);
    let bytes = bytes.map_err(Stop::fault)?;
    let name = format!("attachment; filename=\"report-{year}.docx\"");
    Ok((
        [
            (header::CONTENT_TYPE, WORD_TYPE.to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    )
        .into_response())
}
