//! Why a request ends without its page, and the answer it then gets.
//!
//! In: what stopped it. Out: a page in the reader's words, or for programs a problem as
//! RFC 9457 describes it. What is not there and what is not allowed look the same. A fault
//! of ours is logged with a number and the answer shows the number only.

use axum::http::StatusCode;
use base::{Code, Lang, Problem, Words, words};
use page::trouble::Trouble;

/// What stopped a request.
#[derive(Debug)]
pub enum Stop {
    /// Not there, or not theirs to see.
    NotThere,
    /// Nobody is signed in.
    SignIn,
    /// The request itself cannot be understood.
    Bad(Words),
    /// It came from another site's page, or from a form that is no longer good.
    Forged,
    /// What was sent is of a type this address does not take.
    WrongType(&'static str),
    /// Larger than is taken here.
    TooLarge,
    /// It took too long to arrive.
    TooSlow,
    /// Too many tries; good again after so many seconds.
    TooOften(u64),
    /// The record was changed meanwhile.
    Changed,
    /// What is wrong with what was given.
    Problems(Vec<Problem>),
    /// The store is busy; nothing was written.
    Busy,
    /// The disk is full; nothing was written.
    Full,
    /// A fault of ours.
    Fault(Box<dyn std::error::Error + Send + Sync>),
}

impl Stop {
    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Stop::NotThere => StatusCode::NOT_FOUND,
            Stop::SignIn => StatusCode::UNAUTHORIZED,
            Stop::Bad(_) => StatusCode::BAD_REQUEST,
            Stop::Forged => StatusCode::FORBIDDEN,
            Stop::WrongType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Stop::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Stop::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Stop::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Stop::Changed => StatusCode::PRECONDITION_FAILED,
            Stop::Problems(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Stop::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Stop::Full => StatusCode::INSUFFICIENT_STORAGE,
            Stop::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The short name machines know it by.
    pub fn code(&self) -> &'static str {
        match self {
            Stop::NotThere => "not-found",
            Stop::SignIn => "sign-in-needed",
            Stop::Bad(_) => "unreadable",
            Stop::Forged => "not-from-our-page",
            Stop::WrongType(_) => "wrong-type",
            Stop::TooLarge => "too-large",
            Stop::TooSlow => "too-slow",
            Stop::TooOften(_) => "too-often",
            Stop::Changed => "changed",
            Stop::Problems(_) => "problems",
            Stop::Busy => "busy",
            Stop::Full => "full",
            Stop::Fault(_) => "fault",
        }
    }

    /// The page that tells of it, where it is a trouble that has one; its words stand there.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Stop::NotThere => Some(Trouble::NotFound),
            Stop::TooLarge => Some(Trouble::TooLarge),
            Stop::TooOften(_) => Some(Trouble::TooOften),
            Stop::Busy => Some(Trouble::Busy),
            Stop::Fault(_) => Some(Trouble::Fault),
            _ => None,
        }
    }

    /// What happened and what to do.
    pub fn words(&self) -> Words {
        match self {
            Stop::NotThere | Stop::TooLarge | Stop::TooOften(_) | Stop::Busy | Stop::Fault(_) => {
                self.trouble().unwrap_or_default().title()
            }
            Stop::SignIn => words("请先登录。", "Please sign in first."),
            Stop::Bad(words) => *words,
            Stop::Forged => words(
                "这张表单已经过期，或不是从本系统的页面发来的。请回到页面刷新后再试。",
                "This form has expired or was not sent from a page of this system. Go back, reload the page and try again.",
            ),
            Stop::WrongType(_) => words(
                "发来的内容不是这里收的类型。",
                "What was sent is not of a type taken here.",
            ),
            Stop::TooSlow => words(
                "发来的内容迟迟没有传完，没有收下。请检查网络后再试。",
                "What was sent did not arrive in time and was not taken. Check the network and try again.",
            ),
            Stop::Full => words(
                "存储空间已满，这次没有保存。请告诉维护人员；已保存的内容没有受影响。",
                "The disk is full and nothing was saved this time. Tell whoever maintains this; what was saved before is safe.",
            ),
            Stop::Changed => words(
                "别人刚改过这条记录。请看看新的内容再存。",
                "Somebody has just changed this record. Look at it again before saving.",
            ),
            Stop::Problems(_) => words(
                "有几处要改，都列在下面。",
                "There are things to mend; each is listed.",
            ),
        }
    }

    /// A fault of ours, from its cause.
    pub fn fault(cause: impl std::error::Error + Send + Sync + 'static) -> Stop {
        Stop::Fault(Box::new(cause))
    }

    /// Logs a fault under a number of its own and gives that number; `None` for what is no fault.
    pub fn logged(&self, path: &str) -> Option<String> {
        let Stop::Fault(cause) = self else {
            return None;
        };
        let number: String = seal::token::fresh().chars().take(10).collect();
        let (mut chain, mut next) = (cause.to_string(), cause.source());
        while let Some(deeper) = next {
            chain = format!("{chain}: {deeper}");
            next = deeper.source();
        }
        // `{:?}` escapes line ends and control characters: one event stays one line.
        tracing::error!(number = %number, path = ?path, cause = ?chain, "a fault of ours");
        Some(number)
    }
}

/// The problem as a program reads it (RFC 9457), in its language.
pub fn problem_details(stop: &Stop, number: Option<&str>, lang: Lang) -> serde_json::Value {
    let status = stop.status();
    let mut details = serde_json::json!({
        "type": format!("/problems/{}", stop.code()),
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": stop.words().get(lang),
    });
    let extra = match (stop, number) {
        (Stop::Problems(problems), _) => Some((
            "problems",
            problems.iter().map(|p| one_problem(p, lang)).collect(),
        )),
        (_, Some(number)) => Some(("instance", serde_json::Value::from(number))),
        _ => None,
    };
    if let (Some(map), Some((name, value))) = (details.as_object_mut(), extra) {
        map.insert(name.to_owned(), value);
    }
    details
}

/// One problem of one field, as a program reads it.
fn one_problem(problem: &Problem, lang: Lang) -> serde_json::Value {
    serde_json::json!({
        "field": problem.place.field,
        "code": problem.code.as_str(),
        "message": problem.message(lang),
    })
}

impl From<store::AskError> for Stop {
    fn from(error: store::AskError) -> Stop {
        use store::AskError::{Fault, NotAllowed, TooLarge, Unknown, Unsuited};
        match error {
            NotAllowed { field } => Stop::Problems(vec![Problem::of(Code::NotAllowed, &field)]),
            Unknown { field } | Unsuited { field, .. } => {
                Stop::Problems(vec![Problem::of(Code::UnknownField, &field)])
            }
            TooLarge => Stop::Problems(vec![Problem::of(Code::TooLong, "where")]),
            Fault(fault) => Stop::fault(fault),
        }
    }
}

impl From<store::WriteError> for Stop {
    fn from(error: store::WriteError) -> Stop {
        use store::WriteError::{Ask, Busy, Fault, KeyReused, Problems, Unavailable};
        match error {
            Problems(problems) => Stop::Problems(problems),
            KeyReused => Stop::Problems(vec![Problem::of(Code::KeyReused, "once")]),
            Busy => Stop::Busy,
            Unavailable(fault) => {
                tracing::error!(%fault, "a writing could not be made durable");
                match fault {
                    store::Fault::Full => Stop::Full,
                    _ => Stop::Busy,
                }
            }
            Ask(error) => error.into(),
            Fault(fault) => Stop::fault(fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_as_what_it_is() {
        for (fault, status, code) in [
            (store::Fault::Full, 507, "full"),
            (store::Fault::Locked, 503, "busy"),
        ] {
            let stop = Stop::from(store::WriteError::Unavailable(fault));
            assert_eq!((stop.status().as_u16(), stop.code()), (status, code));
        }
    }
}
