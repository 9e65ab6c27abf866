//! A return's desk: its text as it fills itself, how far it has come, and what can be done next.
//!
//! In: a return. Out: the page of it: before its signature live, with every figure to be confirmed;
//! from then on as it was signed, with what became of its figures since. A reader sees each figure
//! as far as their role may.

use axum::{http::StatusCode, response::Response};
use base::{Lang, Problem, Roles, Words, words};
use maud::Markup;
use page::{
    Act, Fig, Href, Line as Text, Link, Piece, State, To, Weight, frame, report::Report, section,
};

use super::{
    acts,
    below::{changes, figures},
    checked::{Checked, check},
    links, own,
    paper::{Paper, Stage},
    previous,
    release::release,
    restated::restated,
    urge,
};
use crate::{
    front::{Call, Done, Stop, show::Sheet},
    reports::{
        Values,
        guard::Release,
        text::{Filled, drawn, pages::filled},
    },
};

const TITLE: Words = words("材料报送", "Returns");
const NO_PERIOD: Words = words(
    "先写上它的所属期，正文才能自己填上。",
    "Enter its period first; then its text fills itself.",
);
const NO_TEXT: Words = words(
    "这一种材料没有文稿。要在这里起草，先给它写文稿；在外面做好的，直接在台账里登记报送日期。",
    "This type of return has no text. Write one to draft it here; one made elsewhere is recorded in the ledger with the day it was handed in.",
);
const NOT_OVER: Words = words(
    "这一期还没有过完，数字会再变。",
    "Its period is not over; the figures will still move.",
);

const NOT_OUT: Words = words(
    "还没有报送，或者不是在这里签发的。签发并报送以后，正文在这里看。",
    "Not handed in yet, or not signed here. Once it is signed and handed in, its text can be read here.",
);

/// A return with its text, as the caller may see it.
pub struct Open {
    /// The return.
    pub paper: Paper,
    /// Its figures and its text; none where it has none, and for an office before it is handed in.
    pub text: Option<(Values, Filled)>,
    /// What it tells of the care compartment for a part of a year.
    pub release: Option<Release>,
}

/// Opens the return in the path.
///
/// # Errors
/// `NotThere` without such a return; faults of the store.
pub async fn open(call: &Call) -> Result<Open, Stop> {
    let house = &call.house;
    let scope = &call.visitor()?.scope;
    let paper = Paper::read(&house.store, scope, &house.figures, call.id()?).await?;
    let paper = paper.ok_or(Stop::NotThere)?;
    let (catalogue, lang) = (call.catalogue(), call.lang());
    let release = match (&paper.archived, paper.period) {
        (Some(archived), _) => archived.signed.release.clone(),
        (None, Some(period)) => release(&house.store, scope, period).await?,
        (None, None) => None,
    };
    let text = match (&paper.archived, &paper.written, paper.period) {
        _ if !may_read(call, &paper)? => None,
        (Some(archived), ..) => Some((
            archived.values(&catalogue),
            archived.filled(&catalogue, Some(scope), lang),
        )),
        (None, Some(written), Some(period)) => {
            let reading = (Some(scope), release.as_ref());
            let (values, filled) = filled(call, written, period, reading, lang).await?;
            Some((Values::clone(&values), filled))
        }
        _ => None,
    };
    Ok(Open {
        paper,
        text,
        release,
    })
}

/// Whether its text is open to the caller: an office reads what was signed and handed in.
fn may_read(call: &Call, paper: &Paper) -> Result<bool, Stop> {
    let out = matches!(paper.stage(), Stage::Out | Stage::SentBack);
    let signed = paper.archived.is_some();
    Ok(out && signed || call.visitor()?.scope.roles().any(Roles::TEAM))
}

/// GET `/returns/{id}`.
///
/// # Errors
/// `NotThere` without such a return; faults of the store.
pub async fn show(call: Call) -> Done {
    let open = open(&call).await?;
    draw(&call, &open, &[]).await
}

/// The desk, with what stands in the way of what was tried.
///
/// # Errors
/// Faults of the store.
pub async fn draw(call: &Call, open: &Open, problems: &[Problem]) -> Result<Response, Stop> {
    let (lang, paper) = (call.lang(), &open.paper);
    let checked = check(call, open).await?;
    let mut body = vec![report(call, open, &checked, problems)?];
    if let Some(section) = own::section(call, paper, problems)? {
        body.push(section.show());
    }
    if let Some(section) = figures(call, paper, &checked).await? {
        body.push(section.show());
    }
    body.extend(urge::shown(call, paper)?);
    if let Some(form) = acts::forms(call, paper, &checked, problems)? {
        body.push(form.show(call.reading.lang));
    }
    if let Some(archived) = paper.archived.as_ref().filter(|_| open.text.is_some()) {
        body.extend(changes(call, &restated(call, archived).await?));
    }
    if open.text.is_some() {
        body.extend(previous::shown(call, paper).await?);
    }
    let status = match problems {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let sheet = Sheet {
        title: paper.text("name").to_owned(),
        place: Some(frame::Place::Returns),
        back: Some(Link::new(TITLE.get(lang), "/returns")),
        body: section::stack(&body),
    };
    Ok(call.page_as(status, sheet))
}

/// The text with its state and what can be done; where there is no text, why.
fn report(
    call: &Call,
    open: &Open,
    checked: &Checked,
    problems: &[Problem],
) -> Result<Markup, Stop> {
    let (lang, paper) = (call.lang(), &open.paper);
    let period = paper.period;
    let archived = paper.archived.as_ref();
    let confirmed = |key: &str| {
        let line = checked.lines.iter().find(|line| line.key == key);
        line.is_some_and(|line| line.confirmed_by.is_some())
    };
    let opens = |key: &str, said: &str| {
        let at = archived.map_or(String::new(), |a| format!("&as_of={}", a.at));
        let period = period.map_or(String::new(), |period| period.to_string());
        let to = Href::new(format!("/figures/{key}?period={period}{at}"));
        let state = match (archived, confirmed(key)) {
            (Some(_), _) => State::Final,
            (None, true) => State::Open,
            (None, false) => State::Pending,
        };
        Fig::open(said, "", to).with(state)
    };
    let mut report = match &open.text {
        Some((_, filled)) => drawn::report(filled, &opens),
        None => Report::default(),
    };
    if open.text.is_none() {
        report.title = paper.text("name").to_owned();
        let why = match (&paper.written, paper.period) {
            _ if !may_read(call, paper)? => NOT_OUT,
            (None, _) => NO_TEXT,
            _ => NO_PERIOD,
        };
        report.opening = vec![page::report::Part::Line(why.get(lang).into())];
    }
    report.crumb = crumb(call, paper);
    report.by = open
        .text
        .as_ref()
        .map_or_else(String::new, |_| by(paper, checked, lang));
    report.draft = draft(call, open, checked, problems);
    report.acts = doing(call, open)?;
    report.size = open
        .text
        .as_ref()
        .map_or_else(String::new, |_| size(checked, lang));
    report.signed = ["handler", "signed_by"].map(|field| paper.text(field).to_owned());
    let open_lines = checked
        .lines
        .iter()
        .filter(|line| line.confirmed_by.is_none());
    let left = open_lines.count() + checked.missing.len();
    if archived.is_none() && left > 0 {
        report.unsettled = match lang {
            Lang::Zh => format!("{left} 个待核定"),
            Lang::En => format!("{left} to confirm"),
        };
    }
    Ok(report.show(call.reading.lang))
}

/// What it is and how it stands: 「材料报送 · 审核 · 截止 2026-12-05」.
fn crumb(call: &Call, paper: &Paper) -> Text {
    let lang = call.lang();
    let state = paper.kind.field("state").map_or_else(String::new, |field| {
        let value = paper.record.value(paper.kind, "state");
        value.map_or_else(String::new, |value| base::show(field, value, lang))
    });
    let mut said = vec![state];
    for (field, zh, en) in [
        ("due", "截止", "due"),
        ("on", "报送", "handed in"),
        ("recipient", "报给", "to"),
    ] {
        if let Some(text) = paper.record.text(paper.kind, field) {
            let word = if lang == Lang::Zh { zh } else { en };
            said.push(format!("{word} {text}"));
        }
    }
    let mut pieces = vec![Piece::Text(said.join(" · "))];
    let record = format!("/records/returns/{}", paper.record.id);
    pieces.push(Piece::Text(" · ".to_owned()));
    pieces.push(Piece::Link(Link::new(
        words("台账里的这一条", "its record").get(lang),
        record,
    )));
    Text(pieces)
}

/// How much of it the program computed, and who signed.
fn by(paper: &Paper, checked: &Checked, lang: Lang) -> String {
    let (computed, typed) = (checked.computed, checked.typed.len());
    let mut said = match lang {
        Lang::Zh => format!("数字：算出来的 {computed} 处，手写的 {typed} 处"),
        Lang::En => format!("Numbers: {computed} computed, {typed} typed"),
    };
    if typed > 0 {
        let list = checked
            .typed
            .join(if lang == Lang::Zh { "、" } else { ", " });
        said.push_str(&match lang {
            Lang::Zh => format!("（{list}）"),
            Lang::En => format!(" ({list})"),
        });
    }
    if paper.archived.is_some() {
        let (who, on) = (paper.text("signed_by"), paper.text("signed_on"));
        let digest: String = paper.text("signature").chars().take(12).collect();
        said.push_str(&match lang {
            Lang::Zh => format!("。{who} {on} 签发，摘要 {digest}。"),
            Lang::En => format!(". Signed by {who} on {on}, digest {digest}."),
        });
    }
    said
}

/// That it is a draft, and what stands in the way.
fn draft(call: &Call, open: &Open, checked: &Checked, problems: &[Problem]) -> Option<String> {
    let (lang, paper) = (call.lang(), &open.paper);
    let joint = if lang == Lang::Zh { "" } else { " " };
    if !problems.is_empty() {
        let said: Vec<String> = problems
            .iter()
            .map(|problem| problem.message(lang))
            .collect();
        return Some(said.join(joint));
    }
    if paper.archived.is_some() || open.text.is_none() {
        return None;
    }
    let mut said = vec![match lang {
        Lang::Zh => "还没有签发，数字随记录变。".to_owned(),
        Lang::En => "Not signed yet: its figures follow the records.".to_owned(),
    }];
    let ends = paper.period.map(|period| period.bounds().1);
    if ends.is_some_and(|end| end >= call.house.today()) {
        said.push(NOT_OVER.get(lang).to_owned());
    }
    let lack: i64 = checked.lines.iter().filter_map(|line| line.lack).sum();
    if lack > 0 {
        said.push(match lang {
            Lang::Zh => format!("有 {lack} 条记录还缺要求的佐证。"),
            Lang::En => format!("Records that lack the evidence asked for: {lack}."),
        });
    }
    Some(said.join(joint))
}

fn size(checked: &Checked, lang: Lang) -> String {
    let figures = checked.computed;
    match lang {
        Lang::Zh => format!("{figures} 个数字"),
        Lang::En => format!("{figures} figures"),
    }
}

/// What the caller can do with it now, without more to be said.
fn doing(call: &Call, open: &Open) -> Result<Vec<Act>, Stop> {
    let (lang, paper) = (call.lang(), &open.paper);
    let roles = call.visitor()?.scope.roles();
    let (team, manages) = (roles.any(Roles::TEAM), roles.any(Roles::MANAGERS));
    let at = format!("/returns/{}", paper.record.id);
    let post = |words: Words, step: &str, weight: Weight| {
        let mut with = call.hidden();
        with.push(("since".to_owned(), paper.record.since.to_string()));
        Act {
            words: words.get(lang).to_owned(),
            to: To::Post(Href::new(format!("{at}/{step}")), with),
            weight,
        }
    };
    let mut acts = Vec::new();
    let fills = paper.written.is_some() && paper.period.is_some();
    match paper.stage() {
        Stage::Due if team && fills => {
            acts.push(post(
                words("开始拟稿", "Begin the draft"),
                "draft",
                Weight::Main,
            ));
        }
        Stage::Draft if team => {
            acts.push(post(
                words("送审", "Send for checking"),
                "check",
                Weight::Main,
            ));
        }
        Stage::Checking if team => {
            acts.push(post(
                words("退回修改", "Back to draft"),
                "draft",
                Weight::Plain,
            ));
        }
        Stage::SentBack if team => {
            acts.push(post(
                words("更正报送", "Make a correction"),
                "correct",
                Weight::Main,
            ));
        }
        Stage::Signed if team => {
            let words = words("不报了，改为更正", "Do not hand in; make a correction");
            acts.push(post(words, "correct", Weight::Quiet));
        }
        _ => {}
    }
    if fills && paper.archived.is_none() && manages {
        let to = format!("/texts/{}", paper.text("category"));
        acts.push(Act::open(words("改文稿", "Change its text").get(lang), to));
    }
    if paper.written.is_none() && manages {
        let to = "/records/return_types";
        acts.push(Act::open(
            words("写它的文稿", "Write its text").get(lang),
            to,
        ));
    }
    if open.text.is_some() {
        let word = words("下载 Word", "Download as Word").get(lang);
        acts.push(Act::open(word, format!("{at}/return.docx")));
        acts.push(Act {
            words: words("打印", "Print").get(lang).to_owned(),
            to: To::Print,
            weight: Weight::Plain,
        });
    }
    if manages {
        let to = format!("/returns/links?return={}", paper.record.id);
        acts.push(Act::open(links::TITLE.get(lang), to).weigh(Weight::Quiet));
    }
    Ok(acts)
}
