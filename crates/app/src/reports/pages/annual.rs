//! The year's report as a page, as a Word file, and as an article of the public site.
//!
//! In: a year. Out: prose in which each figure opens its drawer, with what cannot be filled
//! told beside it. Publishing freezes the words: an article never changes by itself.

use axum::{http::header, response::IntoResponse};
use base::{Lang, Words, words};
use page::{Act, Fig, Href, To, Weight, frame, report};

use super::held;
use crate::{
    access::parks,
    front::{
        Call, Done, Stop, see_other,
        show::{Sheet, see_done},
    },
    ledgers::{form::once, saving::save},
    reports::{
        Values, letter, publish,
        text::{self, Filled, Run, drawn},
    },
};

const TITLE: Words = words("年度报告", "Annual report");
const WORD: Words = words("下载 Word", "Download as Word");
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
    let (values, filled, year) = filled(&call, Some(&call.visitor()?.scope), lang).await?;
    let missing = filled.missing();
    let unsettled = match (missing.len(), lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("{n} 处待补"),
        (n, Lang::En) => format!("{n} to settle"),
    };
    let mut acts = vec![Act::open(
        WORD.get(lang),
        Href::new(format!("/reports/{year}/report.docx")),
    )];
    if base::Roles::MANAGERS.any(call.visitor()?.scope.roles()) {
        acts.push(Act::open(REWRITE.get(lang), "/texts/annual"));
        if missing.is_empty() {
            let to = To::Post(Href::new(format!("/reports/{year}/publish")), call.hidden());
            acts.push(Act {
                words: PUBLISH.get(lang).to_owned(),
                to,
                weight: Weight::Plain,
            });
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

/// The report as a reader may see it; nobody for what is made public.
async fn filled(
    call: &Call,
    reader: Option<&store::Scope>,
    lang: Lang,
) -> Result<(std::sync::Arc<Values>, Filled, i16), Stop> {
    let year: i16 = call
        .params
        .get("year")
        .and_then(|y| crate::commands::year(y).ok())
        .ok_or(Stop::NotThere)?;
    let texts = text::pages::texts(call).await?;
    let written = texts.get(text::ANNUAL).ok_or(Stop::NotThere)?;
    let (period, scope) = (base::Period::Year(year), &call.visitor()?.scope);
    let own = text::in_return(&call.house.store, scope, text::ANNUAL, period, None).await?;
    let own = own.map(|(_, own)| own).unwrap_or_default();
    let written = written.with(&own);
    let (values, filled) =
        text::pages::filled(call, &written, period, (reader, None), lang).await?;
    Ok((values, filled, year))
}

/// `GET /reports/{year}/report.docx`
pub async fn letter(call: Call) -> Done {
    let lang = call.lang();
    let (_, filled, year) = filled(&call, Some(&call.visitor()?.scope), lang).await?;
    let bytes = letter::word(&filled, call.house.config.whole_address().as_deref(), lang)
        .map_err(Stop::fault)?;
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

/// `POST /reports/{year}/publish`: the report as it stands becomes an article.
pub async fn publish(call: Call) -> Done {
    let (_, zh, year) = filled(&call, None, Lang::Zh).await?;
    if !zh.missing().is_empty() {
        return Err(Stop::Bad(DRAFT));
    }
    let kind = call.catalogue().kind("articles").ok_or(Stop::NotThere)?;
    let about = parks::about(&call.house.store, call.visitor()?.scope.park()).await?;
    let given = publish::article(kind, &zh, year, call.house.today(), &about.name);
    save(&call, given, once(&call), "annual report").await?;
    Ok(see_done("/records/articles", "published"))
}
