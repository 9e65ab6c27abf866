//! The first start: a link that makes the owner's account, once.
//!
//! In: the token that was printed where the program was started. Out: the first account, with
//! a password its owner chose: there is no default account and no default password. The link
//! is good for 24 hours, and gone once an account is made. Source: ASVS 5.0, 6.3.2.

use axum::{http::StatusCode, response::Response};
use base::{
    Act, Answer, Ask, Change, Code, Id, Problem, Role, Selection, Sort, Source, Value, words,
};
use page::{
    field::{Field, Input, Keyboard},
    form::{Form, Group},
};
use store::{Decision, Scope, Store, Write};

use super::{account, kept_under, password, sign_in};
use crate::front::{Call, Done, Stop, show};

/// The space the link is kept in.
const SPACE: &str = "start";
/// Any line of words.
const LINE: base::Field = base::Field::text("line", "一行字", "A line");
/// How long the link is good.
const GOOD_MS: i64 = 24 * 3_600_000;

/// A link's token when the park has no account yet; it is kept before it is given.
///
/// # Errors
/// As the store's asking and writing.
pub async fn token(store: &Store, park: Id, now: i64) -> Result<Option<String>, Stop> {
    let scope = Scope::system(park, "the first start");
    let any = store
        .ask(&scope, Default::default(), vec![any_account()])
        .await?;
    if any.into_iter().any(|answer| !answer.many().is_empty()) {
        return Ok(None);
    }
    let token = seal::token::fresh();
    let keep = Change::Keep {
        space: SPACE,
        key: kept_under(&token),
        value: now.to_string(),
        until: now + GOOD_MS,
    };
    store
        .write(Write::of(scope, by_program(), vec![keep]))
        .await?;
    Ok(Some(token))
}

fn any_account() -> Ask {
    Ask::Rows {
        selection: Selection::all(account::KIND),
        sort: Sort::default(),
        after: None,
        limit: 1,
    }
}

fn by_program() -> Act {
    Act {
        actor: Id(0),
        source: Source::System,
        note: String::new(),
    }
}

/// GET `/start/{token}`.
///
/// # Errors
/// `NotThere` when the link was used, is too old, or never was.
pub(super) async fn show(call: Call) -> Done {
    good(&call).await?;
    Ok(form(&call, &[]))
}

/// POST `/start/{token}`: makes the owner's account and signs it in.
///
/// # Errors
/// `NotThere` when the link is no longer good; faults of the store.
pub(super) async fn make(call: Call) -> Done {
    let key = good(&call).await?;
    let field = |name| call.form.text(name);
    let typed = call.form.get("password").unwrap_or_default();
    let (login, name) = (base::folded(field("login")), field("name").to_owned());
    let again = call.form.get("again").unwrap_or_default();
    let mut problems = password::problems(typed, again, &[&login, &name]);
    for (field, value) in [("login", &login), ("name", &name)] {
        let value = base::read::Raw::Text(value);
        match base::read::read(&LINE, value) {
            Ok(base::read::Reading::Blank) => problems.push(Problem::of(Code::Missing, field)),
            Err(code) => problems.push(Problem::of(code, field)),
            Ok(_) => {}
        }
    }
    if !problems.is_empty() {
        return Ok(form(&call, &problems));
    }
    let hash = password::keep(Id(0), typed.to_owned()).await?;
    let write = write(&call, key, login.clone(), name, hash)?;
    call.write(write).await?;
    let account = account::with_login(&call.house, &login).await?;
    let account = account.ok_or(Stop::NotThere)?;
    sign_in::enter(&call, &account, "/today?done=welcome").await
}

/// The writing: refused inside the transaction when somebody was quicker.
fn write(
    call: &Call,
    key: String,
    login: String,
    name: String,
    hash: Change,
) -> Result<Write, Stop> {
    let kind = account::kind(&call.house)?;
    let mut values: Vec<Option<Value>> = vec![None; kind.fields.len()];
    let role = Role::Owner.code().to_owned();
    for (field, text) in [("login", login.clone()), ("name", name), ("role", role)] {
        if let Some(place) = kind.at(field).and_then(|at| values.get_mut(at)) {
            *place = Value::text(text);
        }
    }
    let ask_link = Ask::Kept {
        space: SPACE,
        key: key.clone(),
    };
    let asks = vec![any_account(), ask_link];
    let decide = move |facts: Vec<Answer>, making: &mut store::Making<'_>| {
        let mut facts = facts.into_iter();
        let taken = facts.next().is_some_and(|rows| !rows.many().is_empty());
        let link = facts.next().and_then(Answer::kept);
        if taken || link.is_none() {
            return Err(vec![Problem::of(Code::Changed, "login")]);
        }
        let id = making.id();
        let mut keep = hash.clone();
        if let Change::Keep { key, .. } = &mut keep {
            *key = id.to_string();
        }
        let add = Change::Add {
            kind: account::KIND,
            id,
            natural: login.clone(),
            values: values.clone(),
        };
        let used = Change::Drop {
            space: SPACE,
            key: key.clone(),
        };
        Ok(Decision {
            changes: vec![add, keep, used],
            reply: id.to_string(),
        })
    };
    Ok(Write::new(call.house.door.clone(), by_program(), decide).asking(asks))
}

/// What the link is kept under, while it is good.
async fn good(call: &Call) -> Result<String, Stop> {
    let token = call.params.get("token").ok_or(Stop::NotThere)?;
    let key = kept_under(token);
    let kept = account::kept(&call.house, SPACE, &key).await?;
    let made: i64 = kept.and_then(|at| at.parse().ok()).ok_or(Stop::NotThere)?;
    let fresh = call.house.now() < made + GOOD_MS;
    if fresh { Ok(key) } else { Err(Stop::NotThere) }
}

fn form(call: &Call, problems: &[Problem]) -> Response {
    let lang = call.lang();
    let text = |name: &str, autocomplete| Input::Text {
        value: call.form.text(name).to_owned(),
        keyboard: Keyboard::Text,
        autocomplete,
    };
    let mut login = Field::new(
        "login",
        words("登录名", "Login").get(lang),
        text("login", "username"),
    );
    login.hint = words(
        "小写字母、数字或手机号",
        "Lower-case letters, digits, or a mobile number",
    )
    .get(lang)
    .to_owned();
    let name = Field::new(
        "name",
        words("您的姓名", "Your name").get(lang),
        text("name", "name"),
    );
    let mut fields = vec![login, name];
    fields.extend(new_password(lang));
    mark(&mut fields, problems, lang);
    let form = Form {
        id: "start".to_owned(),
        action: call.path.as_str().into(),
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: words("建立账号并登录", "Make the account and sign in")
            .get(lang)
            .to_owned(),
        ..Form::default()
    };
    let title = words("建立负责人账号", "Make the owner's account").get(lang);
    framed(call, title, form, problems)
}

/// The two fields of a new password.
pub(super) fn new_password(lang: base::Lang) -> [Field; 2] {
    let secret = || Input::Secret {
        autocomplete: "new-password",
    };
    let mut first = Field::new(
        "password",
        words("新密码", "New password").get(lang),
        secret(),
    );
    first.hint = words(
        "至少 8 个字符，建议 15 个以上；可以用一句话",
        "At least 8 characters; 15 or more is better; a sentence will do",
    )
    .get(lang)
    .to_owned();
    first.must = true;
    let mut again = Field::new("again", words("再输一次", "Once more").get(lang), secret());
    again.must = true;
    [first, again]
}

/// Puts problems beside their fields.
pub(super) fn mark(fields: &mut [Field], problems: &[Problem], lang: base::Lang) {
    for field in fields {
        let wrong = problems.iter().find(|p| p.place.field == field.name);
        field.problem = wrong.map(|p| p.message(lang));
    }
}

/// A form of the door's, on a page without the staff's ways.
pub(super) fn framed(call: &Call, title: &str, form: Form, problems: &[Problem]) -> Response {
    let head = page::section::Head {
        title: title.to_owned(),
        ..Default::default()
    };
    let lang = call.reading.lang;
    let body = page::section::narrow(&[head.show(lang), form.show(lang)]);
    let mut response = show::plain(&call.house, call.reading, &call.path, title, &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
