//! The links that let an office in: made, shown once, withdrawn.
//!
//! In: one of the park's accounts of an office, and perhaps a return. Out: an address with its code
//! and a text for a chat, this once; a list of those that stand, each with whether it was opened. It
//! makes none for anybody of the park, whose way in is their password.

use base::{Ask, Id, Lang, Words, words};
use page::{
    Act, Line, Link as Way, Markup, To, Weight,
    field::{Choice, Field, Input},
    form::{Form, Group},
    frame,
    section::{self, End, Head, Item, Section},
};
use store::Write;

use super::{
    paper::KIND,
    receive::{LINKS, Receiver, receives},
};
use crate::{
    access::account::{self, Account},
    front::{
        Call, Done, Stop,
        show::{Sheet, see_done},
    },
    site::{origin, share},
};

/// What is said of it where it is opened from.
pub const TITLE: Words = words("给接收单位的链接", "Links for the offices");
const LEAD: Words = words(
    "对方不用密码，用链接打开：看材料、退回、催报，看得到什么按其角色。14 天内有效，只认第一次打开的那部手机或电脑。",
    "By it an office reads the returns, sends back and asks for what is late, as far as its role may, without a password. It is good for 14 days, on the phone or computer that opens it first.",
);
const NOBODY: Words = words(
    "园区还没有街道或区里的账号。请负责人先在“账号”里加一个。",
    "The park has no account of a street or district office yet. Its owner can add one under “Accounts”.",
);
const ONCE: Words = words(
    "现在就发给对方：离开本页后不再显示。",
    "Send it now: it is not shown again.",
);
const TEXT: &str = "link-text";

/// GET `/returns/links`: those that stand, and a form for another. `return` says where it leads.
///
/// # Errors
/// `NotThere` without such a return; faults of the store.
pub async fn list(call: Call) -> Done {
    let to = wanted(&call, call.query.text("return")).await?;
    let offices = offices(&call).await?;
    let mut parts = Vec::new();
    parts.push(match offices.is_empty() {
        true => Head {
            lead: NOBODY.get(call.lang()).into(),
            ..Head::default()
        }
        .show(call.reading.lang),
        false => form(&call, &offices, to.as_ref()).show(call.reading.lang),
    });
    parts.extend(standing(&call, &offices).await?);
    Ok(sheet(&call, LEAD, to.map(|(id, _)| id), &parts))
}

/// POST `/returns/links`: makes one and shows it, this once.
///
/// # Errors
/// `NotThere` without such an office or return; faults of the store.
pub async fn make(call: Call) -> Done {
    let to = wanted(&call, call.form.text("return")).await?;
    let asked = call.form.text("account").parse().ok();
    let offices = offices(&call).await?;
    let account = offices.iter().find(|office| Some(office.id) == asked);
    let account = account.ok_or(Stop::NotThere)?;
    let receiver = Receiver {
        account: account.id,
        to: to.as_ref().map(|(id, _)| *id),
        by: String::new(),
    };
    let (token, keep) = LINKS.fresh(call.house.now(), receiver)?;
    let note = match call.lang() {
        Lang::Zh => format!("给{}的链接", account.name),
        Lang::En => format!("A link for {}", account.name),
    };
    let write = Write::of(call.house.door.clone(), call.act(&note)?, vec![keep]);
    call.write(write).await?;
    let lang = call.lang();
    let address = format!("{}/receive/{token}", origin(&call));
    let mut copy = Act::open(words("复制", "Copy").get(lang), "#").weigh(Weight::Main);
    copy.to = To::Copy(TEXT.to_owned());
    let text = message(&call, to.as_ref().map(|(_, name)| name.as_str()), &address);
    let label = words("发给对方的话", "The message to send").get(lang);
    let mut parts = vec![section::copied(TEXT, label, "", &text), copy.button()];
    if let Some(drawn) = share::drawn(&address) {
        let scan = match lang {
            Lang::Zh => format!("请{}扫码", account.name),
            Lang::En => format!("To be scanned by {}", account.name),
        };
        parts.push(section::code(&drawn, &scan));
    }
    Ok(sheet(&call, ONCE, to.map(|(id, _)| id), &parts))
}

/// POST `/returns/links/end`: withdraws one; who came in by it goes out at their session's end.
///
/// # Errors
/// `NotThere` without such a link.
pub async fn end(call: Call) -> Done {
    let key = call.form.text("key");
    let all = LINKS.all::<Receiver>(&call).await?;
    let link = all.into_iter().find(|link| link.key == key);
    let end = LINKS.end(link.ok_or(Stop::NotThere)?.key);
    let note = words("收回链接", "Link withdrawn").get(call.lang());
    let write = Write::of(call.house.door.clone(), call.act(note)?, vec![end]);
    call.write(write).await?;
    Ok(see_done("/returns/links", "changed"))
}

/// The return a link is to lead to, with its name.
async fn wanted(call: &Call, text: &str) -> Result<Option<(Id, String)>, Stop> {
    if text.is_empty() {
        return Ok(None);
    }
    let one = Ask::One {
        kind: KIND.to_owned(),
        id: text.parse().map_err(|_| Stop::NotThere)?,
    };
    let kind = call.catalogue().kind(KIND).ok_or(Stop::NotThere)?;
    let record = call.ask_one(one).await?.one().ok_or(Stop::NotThere)?;
    let name = record.text(kind, kind.label).unwrap_or_default();
    Ok(Some((record.id, name.to_owned())))
}

/// The park's open accounts of offices.
async fn offices(call: &Call) -> Result<Vec<Account>, Stop> {
    let mut all = account::open_ones(&call.house).await?;
    all.retain(receives);
    Ok(all)
}

fn form(call: &Call, offices: &[Account], to: Option<&(Id, String)>) -> Form {
    let lang = call.lang();
    let choice = |(at, office): (usize, &Account)| Choice {
        value: office.id.to_string(),
        words: said(office, lang),
        count: None,
        on: at == 0,
    };
    let choices = offices.iter().enumerate().map(choice).collect();
    let label = words("给谁", "For whom").get(lang);
    let pick = Input::Pick(vec![(String::new(), choices)]);
    let mut fields = vec![Field::new("account", label, pick)];
    let mut with = call.hidden();
    let leads = words("打开的是", "It opens").get(lang);
    let what = match to {
        Some((id, name)) => {
            with.push(("return".to_owned(), id.to_string()));
            name.as_str()
        }
        None => words("所有报送", "All returns").get(lang),
    };
    fields.push(Field::new("leads", leads, Input::Fixed(what.into())));
    Form {
        id: "link".to_owned(),
        action: "/returns/links".into(),
        with,
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: words("给一个链接", "Make a link").get(lang).to_owned(),
        ..Form::default()
    }
}

fn said(office: &Account, lang: Lang) -> String {
    let role = office.role.map_or("", |role| role.words().get(lang));
    format!("{} · {role}", office.name)
}

/// Those that stand, each with a way to withdraw it.
async fn standing(call: &Call, offices: &[Account]) -> Result<Option<Markup>, Stop> {
    let lang = call.lang();
    let mut parts = Vec::new();
    for link in LINKS.all::<Receiver>(call).await? {
        let Some(office) = offices.iter().find(|o| o.id == link.what.account) else {
            continue;
        };
        let (until, _) = call.house.day_and_time(link.made + LINKS.good_ms);
        let opened = match link.what.by.is_empty() {
            true => words("还没打开", "not opened yet"),
            false => words("打开过", "opened"),
        };
        let item = Item {
            what: said(office, lang),
            small: match lang {
                Lang::Zh => format!("{} · {until} 前有效", opened.get(lang)),
                Lang::En => format!("{} · good until {until}", opened.get(lang)),
            },
            href: Some(link.what.path().into()),
            end: End::default(),
        };
        let mut with = call.hidden();
        with.push(("key".to_owned(), link.key));
        let mut act = Act::open(words("收回", "Withdraw").get(lang), "#");
        act.to = To::Post("/returns/links/end".into(), with);
        parts.push(section::items(&[item], call.reading.lang));
        parts.push(act.button());
    }
    let title = words("现在有效的", "Good now").get(lang);
    let section = || Section::new(title, section::stack(&parts)).show();
    Ok((!parts.is_empty()).then(section))
}

/// The words to send with the link.
fn message(call: &Call, name: Option<&str>, address: &str) -> String {
    let park = call.house.name(call.lang());
    match (call.lang(), name) {
        (Lang::Zh, Some(name)) => {
            format!("{park}请您查看“{name}”，14天内请用常用的手机打开：{address}")
        }
        (Lang::Zh, None) => format!("{park}请您查看报送情况，14天内请用常用的手机打开：{address}"),
        (Lang::En, Some(name)) => {
            format!(
                "{park} asks you to see “{name}”. Open it on your own phone within 14 days: {address}"
            )
        }
        (Lang::En, None) => {
            format!(
                "{park} asks you to see its returns. Open it on your own phone within 14 days: {address}"
            )
        }
    }
}

fn sheet(call: &Call, lead: Words, to: Option<Id>, parts: &[Markup]) -> axum::response::Response {
    let lang = call.lang();
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: Line::from(lead.get(lang)),
        ..Head::default()
    };
    let all: Vec<Markup> = std::iter::once(head.show(call.reading.lang))
        .chain(parts.iter().cloned())
        .collect();
    let (back, path) = match to {
        Some(id) => (words("这份材料", "The return"), format!("/returns/{id}")),
        None => (words("报送", "Returns"), "/returns".to_owned()),
    };
    call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Returns),
        back: Some(Way::new(back.get(lang), path)),
        body: section::narrow(&all),
    })
}
