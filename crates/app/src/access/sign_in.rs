//! Signing in with a name and a password, and signing out.
//!
//! In: the form. Out: a session's cookie, or the same words for an unknown name and a wrong
//! password, after the same time. A new token is given at every sign-in.

use axum::{
    http::{StatusCode, header},
    response::Response,
};
use base::{Words, words};
use page::sign_in::SignIn;

use super::{account, account::Account, password, session};
use crate::front::{Call, Done, Stop, cookies, reading::local, see_other, show};

const WRONG: Words = words(
    "账号或密码不对。请核对后再试；忘了密码，请园区负责人给您一个新的链接。",
    "The account or the password is not right. Check and try again; if you forgot it, ask the park's owner for a new link.",
);

/// GET `/sign-in`.
///
/// # Errors
/// Never.
pub(super) async fn show(call: Call) -> Done {
    let then = local(call.query.text("then")).unwrap_or("/today");
    if call.visitor.is_some() {
        return Ok(see_other(then));
    }
    Ok(form(&call, "", then, None))
}

/// POST `/sign-in`.
///
/// # Errors
/// `TooOften` after too many wrong ones; faults of the store.
pub(super) async fn check(call: Call) -> Done {
    let name = call.form.text("name").to_owned();
    let typed = call.form.get("password").unwrap_or_default().to_owned();
    let then = local(call.form.text("then")).unwrap_or("/today").to_owned();
    let (guesses, now) = (&call.house.guesses, call.house.now());
    guesses
        .count(&name, call.peer, now)
        .map_err(Stop::TooOften)?;
    let account = account::with_login(&call.house, &name).await?;
    let account = account.filter(|a| !a.closed);
    match right(&call, account, typed).await? {
        None => {
            let problem = WRONG.get(call.lang()).to_owned();
            Ok(form(&call, &name, &then, Some(problem)))
        }
        Some(account) => {
            guesses.right(&name, call.peer);
            enter(&call, &account, &then).await
        }
    }
}

/// The account, when the password is its own. An account that is not there costs as much.
async fn right(
    call: &Call,
    found: Option<Account>,
    typed: String,
) -> Result<Option<Account>, Stop> {
    let id = found.as_ref().map_or(base::Id(0), |account| account.id);
    let stored = password::stored(&call.house, id).await?;
    let fits = password::fits(stored, typed).await?;
    Ok(found.filter(|_| fits))
}

/// Begins the session and sends the browser on.
///
/// # Errors
/// Faults of the store.
pub(super) async fn enter(call: &Call, account: &Account, then: &str) -> Done {
    let token = session::begin(call, account.id).await?;
    let mut response = see_other(then);
    if let Some(line) = cookies::begin(&call.house, call.secure, &token) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

/// POST `/sign-out`.
///
/// # Errors
/// Faults of the store.
pub(super) async fn end(call: Call) -> Done {
    session::end(&call).await?;
    let mut response = show::see_done("/sign-in", "signed-out");
    if let Some(line) = cookies::end(&call.house, call.secure) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

fn form(call: &Call, name: &str, then: &str, problem: Option<String>) -> Response {
    let wrong = problem.is_some();
    let page = SignIn {
        action: "/sign-in".into(),
        with: vec![("then".to_owned(), then.to_owned())],
        name: name.to_owned(),
        problem,
        ..SignIn::default()
    };
    let title = words("登录", "Sign in").get(call.lang());
    let body = page.show(call.reading.lang);
    let mut response = show::plain(&call.house, call.reading, &call.path, title, &body);
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
