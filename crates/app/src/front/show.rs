//! A page or a stop, as bytes.
//!
//! In: a body drawn by the page crate, or what stopped a request. Out: an answer with its
//! frame, in the reader's language. It never shows a program's fault, only its number.

use std::sync::Arc;

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use base::{Lang, Words, words};
use page::{Act, Href, Link, Markup, Reading, frame};

use super::{Call, House, Stop, asked::Wanted, escaped, guard, reading, stop};

/// What may be said on the page one comes to after something was done, by its short name.
const DONE: [(&str, Words); 14] = [
    ("added", words("已保存。", "Saved.")),
    ("changed", words("已保存修改。", "The change is saved.")),
    (
        "removed",
        words(
            "已删除。历史里还看得到。",
            "Removed. It still stands in the history.",
        ),
    ),
    ("taken", words("已导入。", "Imported.")),
    (
        "undone",
        words("已撤销这次导入。", "That import was undone."),
    ),
    ("held", words("已留作待核。", "Held back for later.")),
    ("password", words("密码已换。", "The password is changed.")),
    ("signed-out", words("已退出。", "Signed out.")),
    ("field", words("已加上新字段。", "The new field is added.")),
    ("closed", words("账号已停用。", "The account is closed.")),
    (
        "stopped",
        words("已停下，什么都没有写入。", "Stopped; nothing was written."),
    ),
    ("signed", words("已签发。", "Signed.")),
    (
        "urged",
        words(
            "已催报，园区打开“今天”就看到。",
            "Asked for. The park sees it under “Today”.",
        ),
    ),
    (
        "welcome",
        words("账号已建好，欢迎使用。", "The account is made. Welcome."),
    ),
];

/// Sends the browser on to a page of ours.
pub fn see_other(path: &str) -> Response {
    let to = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// Sends the browser on to a page of ours, where it is told what was done.
pub fn see_done(path: &str, done: &str) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    see_other(&format!("{path}{joint}done={done}"))
}

/// A page for somebody signed in, before it is framed.
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// Which of the four places it belongs to.
    pub place: Option<frame::Place>,
    /// The way back, for a task.
    pub back: Option<Link>,
    /// What stands on it.
    pub body: Markup,
}

impl Call {
    /// Frames a page.
    pub fn page(&self, sheet: Sheet) -> Response {
        self.page_as(StatusCode::OK, sheet)
    }

    /// Frames a page that is answered with another status than 200.
    pub fn page_as(&self, status: StatusCode, sheet: Sheet) -> Response {
        let lang = self.lang();
        let person = self
            .visitor
            .as_ref()
            .map(|v| Link::new(v.account.name.clone(), "/me"));
        let framed = frame::Frame {
            reading: self.reading,
            park: self.house.name(lang),
            demo: self.house.config.demo,
            title: sheet.title,
            path: without_done(&self.path),
            person,
            place: sheet.place,
            closed: self.closed(),
            back: sheet.back,
            toast: self.toast(lang),
            catalogue: self
                .visitor
                .is_some()
                .then(|| crate::ledgers::catalogue::panel(self)),
            again_after_seconds: None,
            paths: Default::default(),
        };
        (status, Html(framed.show(&sheet.body).into_string())).into_response()
    }

    /// Those of the four places that this reader may not open.
    fn closed(&self) -> &'static [frame::Place] {
        match guard::allowed(crate::reports::pages::READERS, self) {
            Ok(()) => &[],
            Err(_) => &[frame::Place::Figures, frame::Place::Returns],
        }
    }

    fn toast(&self, lang: Lang) -> Option<frame::Toast> {
        let done = self.query.get("done")?;
        let (_, said) = DONE.iter().find(|(name, _)| *name == done)?;
        Some(frame::Toast {
            words: said.get(lang).to_owned(),
            undo: None,
        })
    }
}

/// An address without the word on what was just done, so that it is not said again.
fn without_done(path: &str) -> String {
    let Some((bare, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|p| !p.starts_with("done="))
        .collect();
    if kept.is_empty() {
        bare.to_owned()
    } else {
        format!("{bare}?{}", kept.join("&"))
    }
}

/// A page for anybody, without the ways of the staff.
pub fn plain(house: &House, reading: Reading, path: &str, title: &str, body: &Markup) -> Response {
    let site = page::site::Site {
        reading,
        park: house.name(reading.lang),
        filings: crate::site::filings(&house.public.facts()),
        demo: house.config.demo,
        title: title.to_owned(),
        path: without_done(path),
        plain: true,
        ..Default::default()
    };
    Html(site.show(body).into_string()).into_response()
}

/// The answer to what was stopped.
pub(super) fn stopped(house: &Arc<House>, wanted: &Wanted, stop: &Stop) -> Response {
    let number = stop.logged(&wanted.path);
    let reading = reading::reading(&wanted.headers);
    let mut response = if wanted.path.starts_with("/api/") {
        for_programs(stop, number.as_deref(), reading)
    } else if matches!(stop, Stop::SignIn) && wanted.reads {
        see_other(&format!("/sign-in?then={}", escaped(&wanted.path)))
    } else {
        let body = trouble(stop, number.as_deref(), reading);
        let title = stop.words().get(reading.lang);
        let mut response = plain(house, reading, &wanted.path, title, &body);
        *response.status_mut() = stop.status();
        response
    };
    if let Stop::TooOften(seconds) = stop {
        let wait = HeaderValue::from_str(&seconds.to_string());
        response.headers_mut().insert(
            header::RETRY_AFTER,
            wait.unwrap_or(HeaderValue::from_static("60")),
        );
    }
    response
}

fn for_programs(stop: &Stop, number: Option<&str>, reading: Reading) -> Response {
    let details = stop::problem_details(stop, number, reading.lang);
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json; charset=utf-8"),
    );
    if matches!(stop, Stop::SignIn) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    (stop.status(), headers, details.to_string()).into_response()
}

/// The page that says what could not be done.
fn trouble(stop: &Stop, number: Option<&str>, reading: Reading) -> Markup {
    const START: Words = words("回到首页", "To the start");
    let lang = reading.lang;
    let acts = [Act::open(START.get(lang), Href::new("/"))];
    if let Some(known) = stop.trouble() {
        return known.show(number, &acts, reading.lang);
    }
    let mut lead: Vec<page::Piece> = Vec::new();
    if let Stop::Problems(problems) = stop {
        for problem in problems {
            lead.push(page::Piece::Text(problem.message(lang)));
            lead.push(page::Piece::Break);
        }
    }
    let head = page::section::Head {
        crumb: stop.status().as_u16().to_string().into(),
        title: stop.words().get(lang).to_owned(),
        lead: lead.into(),
        doing: Vec::new(),
    };
    page::section::narrow(&[head.show(reading.lang), page::act::buttons(&acts)])
}
