//! A receiver's link: how an office comes to a return without a password.
//!
//! In: a link that a manager made for an account of an office. Out: a page that asks whether it is
//! them, so that a chat's preview uses up nothing; then a session of that account. It belongs to
//! the browser that opened it first; whoever else comes, comes late, or was never given one reads
//! the same words. Only digests are kept, of the link and of its browser.

use axum::{
    http::{StatusCode, header},
    response::Response,
};
use base::{Act as Deed, Answer, Ask, Code, Id, Lang, Problem, Source, Words, words};
use page::{
    Act,
    form::Form,
    section::{Head, narrow},
};
use serde::{Deserialize, Serialize};
use store::{Decision, Write};

use super::RECEIVERS;
use crate::{
    access::{
        account,
        account::Account,
        kept_under,
        once::{Link, Links},
        session,
    },
    front::{Call, Done, Stop, cookies, see_other, show::plain},
};

/// Fourteen days.
pub const LINKS: Links = Links {
    space: "receive",
    good_ms: 14 * 24 * 3_600_000,
};
/// The cookie that knows a browser again.
const BROWSER: &str = "receiver";

const GONE: Words = words("这个链接打不开", "This link cannot be opened");
const WHY: Words = words(
    "它可能过了期、被收回了，或者已经在别的手机或电脑上打开过。请向园区要一个新的链接；有账号和密码的，可以直接登录。",
    "It may be past its time, withdrawn, or opened before on another phone or computer. Ask the park for a new link; if you have an account and a password, you can sign in.",
);
const ONLY: Words = words(
    "按下按钮后，这个链接 14 天内只在这部手机或电脑上有效。不是您的，请关掉这一页。",
    "Once you press the button, the link is good on this phone or computer alone, for 14 days. If it is not for you, close this page.",
);

/// What a link is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receiver {
    /// The account it opens.
    pub account: Id,
    /// The return it leads to; none for all of them.
    pub to: Option<Id>,
    /// The digest of the browser that opened it first; empty until one has.
    pub by: String,
}

impl Receiver {
    /// The page it leads to.
    pub fn path(&self) -> String {
        self.to
            .map_or_else(|| "/returns".to_owned(), |id| format!("/returns/{id}"))
    }

    fn is_for(&self, browser: &str) -> bool {
        self.by.is_empty() || self.by == browser
    }
}

/// GET `/receive/{token}`: asks whether it is them.
///
/// # Errors
/// `TooOften` after too many that were not good; faults of the store.
pub async fn ask(call: Call) -> Done {
    let (browser, _) = browser(&call)?;
    let Some((link, account)) = good(&call, &browser).await? else {
        return Ok(gone(&call));
    };
    let signed_in = call.visitor.as_ref().map(|visitor| visitor.account.id);
    if signed_in == Some(account.id) && link.what.by == browser {
        return Ok(see_other(&link.what.path()));
    }
    let lang = call.lang();
    let role = account.role.map_or("", |role| role.words().get(lang));
    let title = match lang {
        Lang::Zh => format!("您是{role}的{}吗？", account.name),
        Lang::En => format!("Are you {} ({role})?", account.name),
    };
    let form = Form {
        id: "receive".to_owned(),
        action: call.path.as_str().into(),
        save: words("是我，打开", "Yes, open it").get(lang).to_owned(),
        ..Form::default()
    };
    let head = Head {
        title: title.clone(),
        lead: ONLY.get(lang).into(),
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]);
    Ok(plain(&call.house, call.reading, &call.path, &title, &body))
}

/// POST `/receive/{token}`: signs the account in, and binds the link to this browser.
///
/// # Errors
/// As [`ask`].
pub async fn enter(call: Call) -> Done {
    let (browser, mark) = browser(&call)?;
    let Some((link, account)) = good(&call, &browser).await? else {
        return Ok(gone(&call));
    };
    let path = link.what.path();
    let (token, session) = session::fresh(account.id, call.house.now())?;
    let mut also = vec![session];
    also.extend(session::before(&call));
    let deed = Deed {
        actor: account.id,
        source: Source::Form,
        note: words("打开了链接", "Opened the link")
            .get(call.lang())
            .to_owned(),
    };
    let kept = Ask::Kept {
        space: LINKS.space,
        key: link.key.clone(),
    };
    let now = call.house.now();
    let decide = move |facts: Vec<Answer>, _: &mut store::Making<'_>| {
        // Of two browsers that open it at once, the first has it.
        let kept = facts.into_iter().next().and_then(Answer::kept);
        let link = kept.and_then(|kept| LINKS.read::<Receiver>(&link.key, &kept, now));
        let link = link.filter(|link| link.what.is_for(&browser));
        let late = || vec![Problem::of(Code::Changed, "link")];
        let mut link: Link<Receiver> = link.ok_or_else(late)?;
        link.what.by.clone_from(&browser);
        let mut changes = vec![LINKS.keep(link).map_err(|_| late())?];
        changes.extend(also.iter().cloned());
        Ok(Decision {
            changes,
            reply: String::new(),
        })
    };
    let write = Write::new(call.house.door.clone(), deed, decide).asking(vec![kept]);
    match call.write(write).await {
        Err(Stop::Problems(_)) => return Ok(gone(&call)),
        other => other?,
    };
    let mut response = see_other(&path);
    let lines = [
        cookies::begin(&call.house, call.secure, &token),
        cookies::setting(call.secure, BROWSER, &mark),
    ];
    for line in lines.into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    Ok(response)
}

/// What this browser is for this link, and the mark it is known by.
fn browser(call: &Call) -> Result<(String, String), Stop> {
    let token = call.params.get("token").ok_or(Stop::NotThere)?;
    let sent = cookies::value(&call.headers, BROWSER).filter(|mark| mark.len() >= 20);
    let mark = sent.map_or_else(seal::token::fresh, str::to_owned);
    Ok((kept_under(&format!("{mark} {token}")), mark))
}

/// The link in the path, while it is good for this browser and its account is still an office's.
async fn good(call: &Call, browser: &str) -> Result<Option<(Link<Receiver>, Account)>, Stop> {
    let token = call.params.get("token").ok_or(Stop::NotThere)?;
    let (guesses, name) = (&call.house.guesses, kept_under(token));
    guesses
        .count(&name, call.peer, call.house.now())
        .map_err(Stop::TooOften)?;
    let link = LINKS.called::<Receiver>(call).await?;
    let Some(link) = link.filter(|link| link.what.is_for(browser)) else {
        return Ok(None);
    };
    let account = account::one(&call.house, link.what.account).await?;
    let Some(account) = account.filter(receives) else {
        return Ok(None);
    };
    guesses.right(&name, call.peer);
    Ok(Some((link, account)))
}

/// Whether an account is an office's, and open.
pub fn receives(account: &Account) -> bool {
    !account.closed && account.role.is_some_and(|role| RECEIVERS.has(role))
}

/// The same for every link that is not good, whatever the reason.
fn gone(call: &Call) -> Response {
    let lang = call.lang();
    let head = Head {
        title: GONE.get(lang).to_owned(),
        lead: WHY.get(lang).into(),
        doing: vec![Act::open(words("登录", "Sign in").get(lang), "/sign-in")],
        ..Head::default()
    };
    let body = narrow(&[head.show(call.reading.lang)]);
    let title = GONE.get(lang);
    let mut response = plain(&call.house, call.reading, &call.path, title, &body);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
