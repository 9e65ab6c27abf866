//! The period before, beside the one that is drafted.
//!
//! In: a return that is not signed yet. Out: what its type said of the period before: as it was
//! signed where it was, else as it reads now, with the own words of that period; closed until its
//! reader opens it. It changes nothing.

use base::{Id, Lang, Period, Words, words};
use maud::{Markup, html};
use page::{Fig, Href, section::Section};

use super::{paper::Paper, release::release};
use crate::{
    front::{Call, Stop},
    reports::text::{
        Filled, Own, drawn, in_return,
        pages::{filled, texts},
    },
};

const SHOW: Words = words("对照着看", "Read it beside");
const SIGNED: Words = words("签发稿", "as it was signed");
const NOW: Words = words("照现在的记录", "by the records as they stand");

/// The text of the period before, for whoever drafts; none once a return is signed.
///
/// # Errors
/// Faults of the store.
pub async fn shown(call: &Call, paper: &Paper) -> Result<Option<Markup>, Stop> {
    let lang = call.lang();
    let (Some(written), Some(period), None) = (&paper.written, paper.period, &paper.archived)
    else {
        return Ok(None);
    };
    let earlier = period.before();
    let (store, scope) = (&call.house.store, &call.visitor()?.scope);
    let subject = paper.record.whole(paper.kind, "subject").map(Id);
    let code = written.code.as_str();
    let there = in_return(store, scope, code, earlier, subject).await?;
    let there = match there.id {
        Some(id) => Paper::read(store, scope, &call.house.figures, id).await?,
        None => None,
    };
    let (text, how, at) = match there {
        Some(Paper {
            archived: Some(archived),
            ..
        }) => {
            let text = archived.filled(&call.catalogue(), Some(scope), lang);
            (text, SIGNED, format!("&as_of={}", archived.at))
        }
        there => {
            let own = there.map(|paper| paper.own).unwrap_or_default();
            (live(call, code, &own, earlier).await?, NOW, String::new())
        }
    };
    let opens = |key: &str, said: &str| {
        let to = Href::new(format!("/figures/{key}?period={earlier}{at}"));
        Fig::open(said, "", to)
    };
    let mut report = drawn::report(&text, &opens);
    for (at, chapter) in report.chapters.iter_mut().enumerate() {
        chapter.id = format!("before-c{}", at + 1);
    }
    let (name, how) = (earlier.name(lang), how.get(lang));
    let title = match lang {
        Lang::Zh => format!("上一期：{name}（{how}）"),
        Lang::En => format!("The period before: {name}, {how}"),
    };
    let text = report.text(call.reading.lang);
    let body = html! { details { summary { (SHOW.get(lang)) } (text) } };
    Ok(Some(Section::new(title, body).show()))
}

/// The text as it stands today, filled for a period that has these own words.
async fn live(call: &Call, code: &str, own: &Own, period: Period) -> Result<Filled, Stop> {
    let (scope, lang) = (&call.visitor()?.scope, call.lang());
    let texts = texts(call).await?;
    let written = texts.get(code).map(|written| written.with(own));
    let written = written.ok_or(Stop::NotThere)?;
    let release = release(&call.house.store, scope, period).await?;
    let reading = (Some(scope), release.as_ref());
    Ok(filled(call, &written, period, reading, lang).await?.1)
}
