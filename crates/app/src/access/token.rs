//! Tokens by which a program comes in as an account.
//!
//! In: an account and a word on what the token is for. Out: the token, shown once; only its
//! digest is kept. A token has its account's bounds, and ends with the account or when its
//! owner ends it.

use axum::response::Response;
use base::{Act as Deed, Ask, Change, Id, Source, words};
use page::{
    Act, To,
    field::{Field, Input, Keyboard},
    form::{Form, Group},
    section::{End, Head, Item, Section, items, narrow},
};
use serde::{Deserialize, Serialize};
use store::{Scope, Store, Write};

use super::{account, account::Account, kept_under};
use crate::front::{Call, Done, Stop, show, show::Sheet};

/// The space tokens are kept in.
const SPACE: &str = "token";

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    account: Id,
    name: String,
    made: i64,
}

/// Makes a token for an account from the command line: the token itself, shown once.
///
/// # Errors
/// As the store's writing.
pub async fn add(
    store: &Store,
    park: Id,
    account: Id,
    name: &str,
    now: i64,
) -> Result<String, Stop> {
    let token = seal::token::fresh();
    let deed = Deed {
        actor: Id(0),
        source: Source::Command,
        note: name.to_owned(),
    };
    let scope = Scope::system(park, "a token was asked for on the command line");
    store
        .write(Write::of(
            scope,
            deed,
            vec![keep(&token, account, name, now)?],
        ))
        .await?;
    Ok(token)
}

fn keep(token: &str, account: Id, name: &str, now: i64) -> Result<Change, Stop> {
    let kept = Kept {
        account,
        name: name.to_owned(),
        made: now,
    };
    Ok(Change::Keep {
        space: SPACE,
        key: kept_under(token),
        value: serde_json::to_string(&kept).map_err(Stop::fault)?,
        until: 0,
    })
}

async fn of(call: &Call) -> Result<Account, Stop> {
    let found = account::one(&call.house, call.id()?).await?;
    found.ok_or(Stop::NotThere)
}

/// GET `/accounts/{id}/tokens`.
///
/// # Errors
/// `NotThere` without such an account; faults of the store.
pub(super) async fn list(call: Call) -> Done {
    let account = of(&call).await?;
    Ok(sheet(&call, &account, held(&call, account.id).await?, None))
}

/// POST `/accounts/{id}/tokens`: makes one and shows it, this once.
///
/// # Errors
/// As `list`.
pub(super) async fn make(call: Call) -> Done {
    let account = of(&call).await?;
    let name: String = call.form.text("name").chars().take(60).collect();
    let token = seal::token::fresh();
    let change = keep(&token, account.id, &name, call.house.now())?;
    call.write(Write::of(
        call.house.door.clone(),
        call.act(&name)?,
        vec![change],
    ))
    .await?;
    Ok(sheet(
        &call,
        &account,
        held(&call, account.id).await?,
        Some(token),
    ))
}

/// POST `/accounts/{id}/tokens/end`.
///
/// # Errors
/// `NotThere` when the account has no such token.
pub(super) async fn end(call: Call) -> Done {
    let account = of(&call).await?;
    let key = call.form.text("key").to_owned();
    let own = held(&call, account.id)
        .await?
        .iter()
        .any(|(k, _)| *k == key);
    if !own {
        return Err(Stop::NotThere);
    }
    let change = Change::Drop { space: SPACE, key };
    call.write(Write::of(
        call.house.door.clone(),
        call.act("")?,
        vec![change],
    ))
    .await?;
    Ok(show::see_done(
        &format!("/accounts/{}/tokens", account.id),
        "removed",
    ))
}

async fn held(call: &Call, account: Id) -> Result<Vec<(String, Kept)>, Stop> {
    let all = account::ask_own(&call.house, Ask::KeptAll { space: SPACE }).await?;
    let base::Answer::KeptAll(all) = all else {
        return Ok(Vec::new());
    };
    let read =
        |(key, value): (String, String)| Some((key, serde_json::from_str::<Kept>(&value).ok()?));
    Ok(all
        .into_iter()
        .filter_map(read)
        .filter(|(_, kept)| kept.account == account)
        .collect())
}

fn sheet(
    call: &Call,
    account: &Account,
    held: Vec<(String, Kept)>,
    new: Option<String>,
) -> Response {
    let lang = call.lang();
    let title = format!(
        "{} · {}",
        words("程序令牌", "Tokens for programs").get(lang),
        account.name
    );
    let head = Head {
        title: title.clone(),
        ..Head::default()
    };
    let mut parts = vec![head.show(call.reading.lang)];
    if let Some(token) = new {
        let label = words("新令牌，只显示这一次", "The new token, shown this once");
        parts.push(
            Field::new("made", label.get(lang), Input::Fixed(token.into()))
                .show("made", call.reading.lang),
        );
    }
    for (key, kept) in &held {
        parts.push(one(call, account, key, kept));
    }
    parts.push(form(call, account).show(call.reading.lang));
    let back = page::Link::new(
        account.name.clone(),
        format!("/records/accounts/{}", account.id),
    );
    call.page(Sheet {
        title,
        place: None,
        back: Some(back),
        body: narrow(&parts),
    })
}

fn one(call: &Call, account: &Account, key: &str, kept: &Kept) -> page::Markup {
    let (day, time) = call.house.day_and_time(kept.made);
    let item = Item {
        what: kept.name.clone(),
        end: End::Soft(format!("{day} {time}")),
        ..Item::default()
    };
    let mut end = Act::open(words("收回", "End it").get(call.lang()), "#");
    let mut with = call.hidden();
    with.push(("key".to_owned(), key.to_owned()));
    end.to = To::Post(format!("/accounts/{}/tokens/end", account.id).into(), with);
    let body = page::section::stack(&[items(&[item], call.reading.lang), end.button()]);
    Section::new("", body).show()
}

fn form(call: &Call, account: &Account) -> Form {
    let lang = call.lang();
    let text = Input::Text {
        value: String::new(),
        keyboard: Keyboard::Text,
        autocomplete: "off",
    };
    let field = Field::new(
        "name",
        words("用来做什么", "What it is for").get(lang),
        text,
    );
    Form {
        id: "token".to_owned(),
        action: format!("/accounts/{}/tokens", account.id).into(),
        with: call.hidden(),
        groups: vec![Group {
            fields: vec![field],
            ..Group::default()
        }],
        save: words("给一个令牌", "Give a token").get(lang).to_owned(),
        ..Form::default()
    }
}
