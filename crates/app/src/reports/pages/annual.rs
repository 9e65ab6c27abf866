//! The year's report as a page, as a Word file, and as an article of the public site.
//!
//! In: a year. Out: prose in which each figure opens its drawer, with what cannot be filled
//! told beside it. Publishing freezes the words: an article never changes by itself.

use axum::{http::header, response::IntoResponse};
use base::{Lang, Words, words};
use page::{Act, Fig, Href, Line, Piece, To, Weight, frame, report};

use super::held;
use crate::{
    access::parks,
    front::{
        Call, Done, Stop, see_other,
        show::{Sheet, see_done},
    },
    ledgers::{form::once, saving::save},
    reports::{
        Values,
        annual::{About, Annual, Chapter, Paragraph, Run, template},
        guard::Guard,
        letter, publish,
    },
};

const TITLE: Words = words("年度报告", "Annual report");
const WORD: Words = words("下载 Word", "Download as Word");
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
    let (values, annual, year) = filled(&call, Some(&call.visitor()?.scope), lang).await?;
    let missing = annual.missing();
    let unsettled = match (missing.len(), lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("{n} 处待补"),
        (n, Lang::En) => format!("{n} to settle"),
    };
    let roles = call.visitor()?.scope.roles();
    let lines = |p: &Paragraph| line(p, &values);
    let chapter = |(at, c): (usize, &Chapter)| {
        let open = missing
            .iter()
            .filter(|(chapter, ..)| *chapter == at)
            .count();
        report::Chapter {
            id: format!("c{}", at + 1),
            title: c.title.clone(),
            short: c.short.clone(),
            paragraphs: c.paragraphs.iter().map(lines).collect(),
            unsettled: if open == 0 {
                String::new()
            } else {
                open.to_string()
            },
        }
    };
    let point = |(at, what, why): &(usize, String, String)| report::OpenPoint {
        what: what.clone(),
        why: why.clone(),
        chapter: format!("c{}", at + 1),
    };
    let mut acts = vec![Act::open(
        WORD.get(lang),
        Href::new(format!("/reports/{year}/report.docx")),
    )];
    if missing.is_empty() && base::Roles::MANAGERS.any(roles) {
        let to = To::Post(Href::new(format!("/reports/{year}/publish")), call.hidden());
        acts.push(Act {
            words: PUBLISH.get(lang).to_owned(),
            to,
            weight: Weight::Plain,
        });
    }
    let body = report::Report {
        crumb: TITLE.get(lang).into(),
        title: annual.title.clone(),
        by: annual.versions.clone(),
        draft: (!missing.is_empty()).then(|| DRAFT.get(lang).to_owned()),
        opening: vec![lines(&annual.opening)],
        chapters: annual.chapters.iter().enumerate().map(chapter).collect(),
        open_points: missing
            .iter()
            .map(point)
            .chain(waiting(&call, &values, &annual)?)
            .collect(),
        size: size(&annual, lang),
        unsettled,
        acts,
    };
    let body = body.show(call.reading.lang);
    Ok(call.page(Sheet {
        title: annual.title,
        place: Some(frame::Place::Returns),
        back: None,
        body,
    }))
}

/// The kinds of which rows are held back, each at the first chapter that has to do without.
fn waiting(call: &Call, values: &Values, annual: &Annual) -> Result<Vec<report::OpenPoint>, Stop> {
    let lang = call.lang();
    let mut points: Vec<report::OpenPoint> = Vec::new();
    for (at, chapter) in annual.chapters.iter().enumerate() {
        for run in chapter.paragraphs.iter().flatten() {
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
                        chapter: format!("c{}", at + 1),
                    });
                }
            }
        }
    }
    Ok(points)
}

fn size(annual: &Annual, lang: Lang) -> String {
    let (chapters, figures) = (annual.chapters.len(), annual.figures());
    match lang {
        Lang::Zh => format!("{chapters} 章 · {figures} 个数字"),
        Lang::En => format!("{chapters} chapters · {figures} figures"),
    }
}

fn line(paragraph: &Paragraph, values: &Values) -> Line {
    let piece = |run: &Run| match run {
        Run::Words(words) => Piece::Text(words.clone()),
        Run::Missing(_, label, reason) => Piece::Missing {
            label: label.clone(),
            reason: reason.clone(),
        },
        Run::Figure(key, text) => Piece::Fig(Fig::open(
            text.clone(),
            "",
            Href::new(format!("/figures/{key}?period={}", values.period)),
        )),
    };
    Line(paragraph.iter().map(piece).collect())
}

/// The report as a reader may see it; nobody for what is made public.
async fn filled(
    call: &Call,
    reader: Option<&store::Scope>,
    lang: Lang,
) -> Result<(std::sync::Arc<Values>, Annual, i16), Stop> {
    let year: i16 = call
        .params
        .get("year")
        .and_then(|y| crate::commands::year(y).ok())
        .ok_or(Stop::NotThere)?;
    let park = call.visitor()?.scope.park();
    let wanted = crate::reports::kept::Wanted {
        period: base::Period::Year(year),
        place: None,
        only: None,
    };
    let values = call
        .house
        .figures
        .values(&call.house.store, park, wanted)
        .await?;
    let about = parks::about(&call.house.store, park).await?;
    let about = About {
        park: about.name,
        operator: about.operator,
        year,
    };
    let template = template().map_err(Stop::fault)?;
    let guard = Guard {
        values: &values,
        catalogue: &call.catalogue(),
        reader,
    };
    let annual = Annual::fill(&template, &about, guard, lang);
    Ok((values, annual, year))
}

/// `GET /reports/{year}/report.docx`
pub async fn letter(call: Call) -> Done {
    let lang = call.lang();
    let (_, annual, year) = filled(&call, Some(&call.visitor()?.scope), lang).await?;
    let bytes = letter::word(&annual, call.house.config.whole_address().as_deref(), lang)
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
