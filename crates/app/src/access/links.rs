//! A one-time link by which somebody chooses the password of their account.
//!
//! In: an account, named by its park's owner. Out: a link, shown once, good for 24 hours and
//! for one password; a newer link ends an older one. Nobody ever learns another's password.

use axum::response::Response;
use base::{Act, Id, Problem, Source, words};
use page::{
    form::{Form, Group},
    section::{Head, narrow},
};
use serde::{Deserialize, Serialize};
use store::{Decision, Write};

use super::{
    account,
    account::Account,
    once::{Link, Links},
    password, session, sign_in, start,
};
use crate::front::{Call, Done, Stop, show::Sheet};

const LINKS: Links = Links {
    space: "link",
    good_ms: 24 * 3_600_000,
};

#[derive(Serialize, Deserialize)]
struct Chooses {
    account: Id,
    /// The hash the account had: another link's password ends this one.
    before: String,
}

async fn of(call: &Call) -> Result<Account, Stop> {
    let found = account::one(&call.house, call.id()?).await?;
    found.ok_or(Stop::NotThere)
}

/// GET `/accounts/{id}/link`: asks whether a link is wanted.
///
/// # Errors
/// `NotThere` without such an account.
pub(super) async fn ask(call: Call) -> Done {
    let account = of(&call).await?;
    let lang = call.lang();
    let form = Form {
        id: "link".to_owned(),
        action: call.path.as_str().into(),
        with: call.hidden(),
        save: words("给一个新链接", "Give a new link")
            .get(lang)
            .to_owned(),
        ..Form::default()
    };
    let lead = words(
        "链接 24 小时内有效，只能用一次。请当面或用您信得过的方式交给本人。",
        "The link is good for 24 hours and once only. Hand it to its owner by a way you trust.",
    );
    Ok(sheet(
        &call,
        &account,
        lead.get(lang),
        &[form.show(call.reading.lang)],
    ))
}

/// POST `/accounts/{id}/link`: makes a link and shows it, this once.
///
/// # Errors
/// `NotThere` without such an account; faults of the store.
pub(super) async fn make(call: Call) -> Done {
    let account = of(&call).await?;
    let before = password::stored(&call.house, account.id).await?;
    let chooses = Chooses {
        account: account.id,
        before: before.unwrap_or_default(),
    };
    let (token, keep) = LINKS.fresh(call.house.now(), chooses)?;
    let write = Write::of(
        call.house.door.clone(),
        call.act(&account.login)?,
        vec![keep],
    );
    call.write(write).await?;
    let lang = call.lang();
    let lead = words(
        "请抄下或复制这个链接；离开本页后不再显示。",
        "Copy this link now; it is not shown again.",
    );
    let origin = call.house.config.whole_address().unwrap_or_default();
    let input = page::field::Input::Fixed(format!("{origin}/link/{token}").into());
    let field = page::field::Field::new("link", words("链接", "Link").get(lang), input);
    Ok(sheet(
        &call,
        &account,
        lead.get(lang),
        &[field.show("made", call.reading.lang)],
    ))
}

fn sheet(call: &Call, account: &Account, lead: &str, parts: &[page::Markup]) -> Response {
    let title = format!(
        "{} · {}",
        words("登录链接", "Sign-in link").get(call.lang()),
        account.name
    );
    let head = Head {
        title: title.clone(),
        lead: lead.to_owned().into(),
        ..Head::default()
    };
    let all: Vec<_> = std::iter::once(head.show(call.reading.lang))
        .chain(parts.iter().cloned())
        .collect();
    let back = page::Link::new(
        account.name.clone(),
        format!("/records/accounts/{}", account.id),
    );
    call.page(Sheet {
        title,
        place: None,
        back: Some(back),
        body: narrow(&all),
    })
}

/// What a link stands for, while it is good.
async fn good(call: &Call) -> Result<(String, Account), Stop> {
    let link = LINKS.called::<Chooses>(call).await?;
    let Link { key, what, .. } = link.ok_or(Stop::NotThere)?;
    let before = password::stored(&call.house, what.account).await?;
    let account = account::one(&call.house, what.account)
        .await?
        .filter(|a| !a.closed);
    let unused = before.unwrap_or_default() == what.before;
    account
        .filter(|_| unused)
        .map(|account| (key, account))
        .ok_or(Stop::NotThere)
}

/// GET `/link/{token}`.
///
/// # Errors
/// `NotThere` when the link is not good, or no longer.
pub(super) async fn show(call: Call) -> Done {
    let (_, account) = good(&call).await?;
    Ok(form(&call, &account, &[]))
}

/// POST `/link/{token}`: sets the password and signs in.
///
/// # Errors
/// `NotThere` when the link is no longer good; faults of the store.
pub(super) async fn set(call: Call) -> Done {
    let (key, account) = good(&call).await?;
    let field = |name| call.form.get(name).unwrap_or_default();
    let names = [account.login.as_str(), account.name.as_str()];
    let problems = password::problems(field("password"), field("again"), &names);
    if !problems.is_empty() {
        return Ok(form(&call, &account, &problems));
    }
    let keep = password::keep(account.id, field("password").to_owned()).await?;
    let used = LINKS.end(key);
    let act = Act {
        actor: account.id,
        source: Source::Form,
        note: String::new(),
    };
    let write = Write::new(call.house.door.clone(), act, move |facts, _| {
        let mut changes = vec![keep.clone(), used.clone()];
        changes.extend(session::ended(facts, account.id, ""));
        Ok(Decision {
            changes,
            reply: String::new(),
        })
    });
    let sessions = base::Ask::KeptAll {
        space: session::SPACE,
    };
    call.write(write.asking(vec![sessions])).await?;
    sign_in::enter(&call, &account, "/today?done=password").await
}

fn form(call: &Call, account: &Account, problems: &[Problem]) -> Response {
    let lang = call.lang();
    let mut fields = start::new_password(lang).to_vec();
    start::mark(&mut fields, problems, lang);
    let form = Form {
        id: "link".to_owned(),
        action: call.path.as_str().into(),
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: words("设好密码并登录", "Set the password and sign in")
            .get(lang)
            .to_owned(),
        ..Form::default()
    };
    let title = format!(
        "{} · {}",
        account.name,
        words("设置密码", "Set a password").get(lang)
    );
    start::framed(call, &title, form, problems)
}
