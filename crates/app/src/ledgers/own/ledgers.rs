//! The pages of a park's own ledgers: all of them, a new one, one changed.
//!
//! In: a request of a manager. Out: the form with what is wrong beside each field, or the
//! ledger, known from then on like any built in. A sheet handed in proposes the fields.

use axum::{http::StatusCode, response::Response};
use base::{Act, Ask, Change, Lang, Problem, Source, Words, words};
use page::{
    Act as Deed, Link,
    field::{Field, Input},
    form::{Form, Group},
    section::{Head, Item, Section, items, narrow},
};
use store::{Decision, Write};

use super::{
    KIND, draw::Drawing, field::OwnField, kept, kind::OwnKind, ledger, propose as proposing, read,
};
use crate::front::{Call, Done, Fields, Stop, show, show::Sheet};

/// The most ledgers of one park.
const MOST: usize = 100;
const TITLE: Words = words("自建台账", "Ledgers of our own");
const NEW: Words = words("新台账", "A new ledger");

/// GET `/settings/ledgers`.
///
/// # Errors
/// Faults of the store.
pub async fn all(call: Call) -> Done {
    let lang = call.lang();
    let own = own(&call).await?;
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: words(
            "上级要一张从没见过的表？在这里建一个台账，它就和自带的一样：列表、表单、导入导出、历史和统计都有。",
            "Asked for a table nobody foresaw? Make a ledger here, and it is like those built in: list, form, import, export, history, figures.",
        ).get(lang).into(),
        doing: vec![Deed::open(NEW.get(lang), "/settings/ledgers/new")],
        ..Head::default()
    };
    let item = |kind: &OwnKind| Item {
        what: if lang == Lang::Zh {
            kind.zh.clone()
        } else {
            kind.en.clone()
        },
        small: shown_fields(kind),
        href: Some(format!("/settings/ledgers/{}", kind.name).into()),
        ..Item::default()
    };
    let list: Vec<Item> = own.iter().map(item).collect();
    let mut parts = vec![head.show(lang)];
    if !list.is_empty() {
        parts.push(Section::new("", items(&list, lang)).show());
    }
    parts.push(
        Section::new(
            words("从一张表开始", "Begin with a sheet").get(lang),
            upload(&call).show(lang),
        )
        .show(),
    );
    Ok(call.page(sheet(&call, TITLE.get(lang), narrow(&parts))))
}

fn shown_fields(kind: &OwnKind) -> String {
    let names = kind
        .fields
        .iter()
        .filter(|f| !f.retired)
        .map(|f| f.zh.as_str());
    names.collect::<Vec<_>>().join("、")
}

fn sheet(call: &Call, title: &str, body: page::Markup) -> Sheet {
    Sheet {
        title: title.to_owned(),
        place: None,
        back: Some(Link::new(words("我", "Me").get(call.lang()), "/me")),
        body,
    }
}

fn upload(call: &Call) -> Form {
    let lang = call.lang();
    let file = Field::new(
        "file",
        words(
            "别人发来的表（.xlsx 或 .csv）",
            "A sheet somebody sent (.xlsx or .csv)",
        )
        .get(lang),
        Input::File {
            accept: ".xlsx,.csv",
            many: false,
            held: None,
        },
    );
    Form {
        id: "sheet".to_owned(),
        action: "/settings/ledgers/propose".into(),
        with: call.hidden(),
        groups: vec![Group {
            fields: vec![file],
            ..Group::default()
        }],
        save: words("看看能建成什么", "See what it could be")
            .get(lang)
            .to_owned(),
        ..Form::default()
    }
}

/// POST `/settings/ledgers/propose`: the form, filled from a sheet.
///
/// # Errors
/// Faults of the store.
pub async fn propose(call: Call) -> Done {
    let file = call
        .files
        .iter()
        .find(|f| f.field == "file" && !f.content.is_empty());
    let proposed = file
        .ok_or(None)
        .and_then(|f| proposing::from_file(&f.name, &f.content, call.lang()).map_err(Some));
    match proposed {
        Ok(kind) => draw(&call, &ledger::pairs(&kind), None, &[], StatusCode::OK).await,
        Err(why) => {
            let why = why.unwrap_or_else(|| {
                words("请选一个文件。", "Choose a file.")
                    .get(call.lang())
                    .to_owned()
            });
            let form = Form {
                problems: vec![why],
                ..upload(&call)
            };
            let body = narrow(&[form.show(call.lang())]);
            Ok(call.page_as(
                StatusCode::UNPROCESSABLE_ENTITY,
                sheet(&call, TITLE.get(call.lang()), body),
            ))
        }
    }
}

/// GET `/settings/ledgers/new`.
///
/// # Errors
/// Faults of the store.
pub async fn new(call: Call) -> Done {
    let first = OwnKind {
        fields: vec![OwnField {
            holds: "text".into(),
            ..OwnField::default()
        }],
        ..OwnKind::default()
    };
    let form = match call.query.get("zh") {
        // A template of definitions proposes the ledger they count.
        Some(_) => ledger::pairs(&ledger::read(&call.query, None)),
        None => ledger::pairs(&first),
    };
    draw(&call, &form, None, &[], StatusCode::OK).await
}

/// GET `/settings/ledgers/{kind}`.
///
/// # Errors
/// `NotThere` without such a ledger; faults of the store.
pub async fn change(call: Call) -> Done {
    let was = named(&call).await?;
    draw(&call, &ledger::pairs(&was), Some(&was), &[], StatusCode::OK).await
}

/// POST of either: the form again, or the ledger kept.
///
/// # Errors
/// `NotThere` without such a ledger; faults of the store; problems come back on the form.
pub async fn send(call: Call) -> Done {
    let was = match call.params.contains_key("kind") {
        true => Some(named(&call).await?),
        false => None,
    };
    let (word, place) = call
        .form
        .text("do")
        .split_once(':')
        .unwrap_or((call.form.text("do"), ""));
    let mut kind = ledger::read(&call.form, was.as_ref());
    match word {
        "save" => return save(&call, kind, was).await,
        "add" => kind.fields.push(OwnField {
            holds: "text".into(),
            ..OwnField::default()
        }),
        "drop" => drop_field(&mut kind, was.as_ref(), place),
        _ => {}
    }
    draw(
        &call,
        &ledger::pairs(&kind),
        was.as_ref(),
        &[],
        StatusCode::OK,
    )
    .await
}

/// A field not kept yet goes; one that is there is put aside, with what was recorded under it.
fn drop_field(kind: &mut OwnKind, was: Option<&OwnKind>, place: &str) {
    let Some(at) = place
        .parse::<usize>()
        .ok()
        .and_then(|n| n.checked_sub(1))
        .filter(|n| *n < kind.fields.len())
    else {
        return;
    };
    let there =
        |field: &OwnField| was.is_some_and(|w| w.fields.iter().any(|f| f.name == field.name));
    match kind.fields.get_mut(at) {
        Some(field) if there(field) => field.retired = !field.retired,
        _ => drop(kind.fields.remove(at)),
    }
}

async fn own(call: &Call) -> Result<Vec<OwnKind>, Stop> {
    Ok(kept(&call.house.store, &call.house.door, KIND).await?)
}

async fn named(call: &Call) -> Result<OwnKind, Stop> {
    let name = call.params.get("kind").cloned().unwrap_or_default();
    own(call)
        .await?
        .into_iter()
        .find(|kind| kind.name == name)
        .ok_or(Stop::NotThere)
}

async fn save(call: &Call, mut kind: OwnKind, was: Option<OwnKind>) -> Done {
    let catalogue = call.catalogue();
    let used = used(call, &kind.name).await?;
    let naming = |field: &str| {
        let by = used.iter().filter(|(f, _)| f == field).map(|(_, by)| by);
        let (zh, en): (Vec<_>, Vec<_>) = by.cloned().unzip();
        (!zh.is_empty()).then(|| (zh.join("」「"), en.join(", ")))
    };
    let problems = ledger::problems(&kind, was.as_ref(), &catalogue, &naming);
    if !problems.is_empty() {
        return draw(
            call,
            &call.form,
            was.as_ref(),
            &problems,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    if kind.name.is_empty() {
        kind.name = ledger::free_name(&kind.en, &super::names(&call.house.store).await?);
    }
    let act = Act {
        note: kind.zh.clone(),
        source: Source::Form,
        actor: call.visitor()?.scope.actor(),
    };
    let kept_kind = kind.clone();
    let write = Write::new(call.house.door.clone(), act, move |facts, _| {
        let held: Vec<OwnKind> = facts.into_iter().next().map(read).unwrap_or_default();
        let other = held
            .iter()
            .any(|k| k.name != kept_kind.name && k.zh == kept_kind.zh);
        if held.len() >= MOST || other {
            return Err(vec![Problem::of(base::Code::DuplicateKey, "zh")]);
        }
        Ok(Decision {
            changes: vec![Change::Keep {
                space: KIND,
                key: kept_kind.name.clone(),
                value: serde_json::to_string(&kept_kind).unwrap_or_default(),
                until: 0,
            }],
            reply: String::new(),
        })
    });
    match call
        .write(write.asking(vec![Ask::KeptAll { space: KIND }]))
        .await
    {
        Ok(_) => {}
        Err(Stop::Problems(problems)) => {
            return draw(
                call,
                &call.form,
                was.as_ref(),
                &problems,
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await;
        }
        Err(stop) => return Err(stop),
    }
    super::adopt(&call.house.store, std::slice::from_ref(&call.house.door)).await?;
    Ok(show::see_done(&format!("/records/{}", kind.name), "saved"))
}

/// The fields of a kind that definitions look at, of whatever kind they count, each with the
/// figure's name in both languages.
async fn used(call: &Call, kind: &str) -> Result<Vec<(String, (String, String))>, Stop> {
    let scope = call.house.door.clone();
    let all = call.house.figures.all(&call.house.store, &scope).await?;
    let catalogue = call.catalogue();
    let mut used = Vec::new();
    for definition in all.iter() {
        let reach = figures::Reach::of(definition, &catalogue);
        for field in reach.map(|r| r.fields_of(kind)).unwrap_or_default() {
            used.push((
                field.to_owned(),
                (definition.zh.clone(), definition.en.clone()),
            ));
        }
    }
    Ok(used)
}

async fn draw(
    call: &Call,
    form: &Fields,
    was: Option<&OwnKind>,
    problems: &[Problem],
    status: StatusCode,
) -> Result<Response, Stop> {
    let lang = call.lang();
    let title = was.map_or_else(|| NEW.get(lang).to_owned(), |w| w.zh.clone());
    let head = Head {
        title: title.clone(),
        lead: words(
            "写下要登记哪些项。以后随时可以再加；去掉的项只是不再显示，登记过的都还在。",
            "Say what is to be recorded. More can be added any time; what is taken away is only no longer shown.",
        ).get(lang).into(),
        ..Head::default()
    };
    let drawing = Drawing {
        call,
        form,
        was,
        problems,
        kind: ledger::read(form, was),
    };
    let action = was.map_or_else(
        || "/settings/ledgers/new".to_owned(),
        |w| format!("/settings/ledgers/{}", w.name),
    );
    let form = Form {
        id: "ledger".to_owned(),
        action: action.into(),
        with: call.hidden(),
        problems: drawing.on_the_whole(),
        groups: drawing.groups(),
        save: words("保存台账", "Keep the ledger").get(lang).to_owned(),
        again: "again",
        ..Form::default()
    };
    let body = narrow(&[head.show(lang), form.show(lang)]);
    Ok(call.page_as(status, sheet(call, &title, body)))
}
