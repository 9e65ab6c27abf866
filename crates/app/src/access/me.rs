//! One's own page: who one is here, one's password, the way out.
//!
//! In: the session. Out: name and role, and a form for a new password that asks for the old
//! one first. A new password ends nothing but itself: other sessions are listed nowhere yet.

use axum::{http::StatusCode, response::Response};
use base::{Code, Problem, words};
use page::{
    Act, To,
    field::{Field, Input},
    form::{Form, Group},
    record::{Fact, facts},
    section::{Head, narrow},
};
use store::{Decision, Write};

use super::{password, session, start};
use crate::front::{Call, Done, Stop, show, show::Sheet};

/// GET `/me`.
///
/// # Errors
/// Never.
pub(super) async fn show(call: Call) -> Done {
    let (lang, visitor) = (call.lang(), call.visitor()?);
    let role = visitor
        .account
        .role
        .map_or("", |role| role.words().get(lang));
    let mut acts = vec![Act::open(
        words("换密码", "Change the password").get(lang),
        "/me/password",
    )];
    if visitor.scope.roles().any(super::KEEPERS) {
        acts.push(Act::open(
            words("账号", "Accounts").get(lang),
            "/records/accounts",
        ));
        acts.push(Act::open(
            words("自加字段", "Own fields").get(lang),
            "/settings/fields",
        ));
    }
    if visitor.scope.roles().any(base::Roles::MANAGERS) {
        acts.push(Act::open(
            words("自建台账", "Ledgers of our own").get(lang),
            "/settings/ledgers",
        ));
        acts.push(Act::open(
            words("园区的话", "The park's words").get(lang),
            "/settings/park",
        ));
    }
    acts.extend(super::beside::ways(&call).await?);
    let mut out = Act::post(words("退出", "Sign out").get(lang), "/sign-out");
    out.to = To::Post("/sign-out".into(), call.hidden());
    acts.push(out);
    let head = Head {
        title: visitor.account.name.clone(),
        ..Head::default()
    };
    let known = facts(
        &[
            Fact::new(
                words("登录名", "Login").get(lang),
                visitor.account.login.clone(),
            ),
            Fact::new(words("角色", "Role").get(lang), role),
        ],
        call.reading.lang,
    );
    let body = narrow(&[
        head.show(call.reading.lang),
        known,
        page::act::buttons(&acts),
    ]);
    Ok(call.page(Sheet {
        title: visitor.account.name.clone(),
        place: None,
        back: None,
        body,
    }))
}

/// GET `/me/password`.
///
/// # Errors
/// Never.
pub(super) async fn password(call: Call) -> Done {
    Ok(form(&call, &[]))
}

/// POST `/me/password`.
///
/// # Errors
/// `TooOften` after too many wrong ones; faults of the store.
pub(super) async fn change(call: Call) -> Done {
    let account = call.visitor()?.account.clone();
    let field = |name| call.form.get(name).unwrap_or_default();
    let names = [account.login.as_str(), account.name.as_str()];
    let mut problems = password::problems(field("password"), field("again"), &names);
    let now = call.house.now();
    call.house
        .guesses
        .count(&account.login, call.peer, now)
        .map_err(Stop::TooOften)?;
    let stored = password::stored(&call.house, account.id).await?;
    if password::fits(stored, field("old").to_owned()).await? {
        call.house.guesses.right(&account.login, call.peer);
    } else {
        let wrong = Problem::of(Code::WrongPassword, "old");
        problems.insert(
            0,
            wrong.with("现在的密码不对", "The present password is not right"),
        );
    }
    if !problems.is_empty() {
        return Ok(form(&call, &problems));
    }
    let keep = password::keep(account.id, field("password").to_owned()).await?;
    let own = call.visitor()?.key.clone();
    let write = Write::new(call.house.door.clone(), call.act("")?, move |facts, _| {
        let mut changes = vec![keep.clone()];
        changes.extend(session::ended(facts, account.id, &own));
        Ok(Decision {
            changes,
            reply: String::new(),
        })
    });
    let sessions = base::Ask::KeptAll {
        space: session::SPACE,
    };
    call.write(write.asking(vec![sessions])).await?;
    Ok(show::see_done("/me", "password"))
}

fn form(call: &Call, problems: &[Problem]) -> Response {
    let lang = call.lang();
    let secret = Input::Secret {
        autocomplete: "current-password",
    };
    let mut old = Field::new(
        "old",
        words("现在的密码", "Present password").get(lang),
        secret,
    );
    old.must = true;
    let mut fields = vec![old];
    fields.extend(start::new_password(lang));
    start::mark(&mut fields, problems, lang);
    let form = Form {
        id: "own".to_owned(),
        action: "/me/password".into(),
        with: call.hidden(),
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: words("换密码", "Change the password").get(lang).to_owned(),
        ..Form::default()
    };
    let title = words("换密码", "Change the password").get(lang);
    let head = Head {
        title: title.to_owned(),
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]);
    let back = page::Link::new(words("我", "Me").get(lang), "/me");
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    call.page_as(
        status,
        Sheet {
            title: title.to_owned(),
            place: None,
            back: Some(back),
            body,
        },
    )
}
