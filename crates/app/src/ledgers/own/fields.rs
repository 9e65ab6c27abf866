//! A park's own fields: added on a page, kept with the park, and from then on fields like any
//! other: in lists, forms, sheets, exports, the API and figures.
//!
//! In: a kind, a name in both languages, a type, choices. Out: a grown catalogue that the
//! store has adopted. A field once added stays: what was recorded under it must stay readable.

use axum::{http::StatusCode, response::Response};
use base::{Act, Ask, Catalogue, Change, Code, Field, Lang, Problem, Source, words};
use page::{
    field::{Choice as Picked, Field as Shown, Input, Keyboard},
    form::{Form, Group},
    section::{Head, Item, Section, items, narrow},
};
use serde::{Deserialize, Serialize};
use store::{Decision, Write};

use super::{
    FIELD,
    field::{HOLDS, OwnField},
    kept, read,
};
use crate::front::{Call, Done, Stop, show, show::Sheet};

/// The most of one park.
const MOST: usize = 200;
/// The longest name.
const LONGEST: usize = 40;

/// A field as it is kept, with the kind it was added to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Own {
    /// The kind.
    pub kind: String,
    /// The field.
    #[serde(flatten)]
    pub field: OwnField,
}

/// GET `/settings/fields`.
///
/// # Errors
/// Faults of the store.
pub async fn show(call: Call) -> Done {
    draw(&call, &[]).await
}

/// POST `/settings/fields`.
///
/// # Errors
/// Faults of the store; problems come back on the form.
pub async fn add(call: Call) -> Done {
    let own = match typed(&call) {
        Ok(own) => own,
        Err(problems) => return draw(&call, &problems).await,
    };
    let act = Act {
        note: own.field.zh.clone(),
        source: Source::Form,
        actor: call.visitor()?.scope.actor(),
    };
    let write = Write::new(call.house.door.clone(), act, move |facts, _| {
        let held = facts
            .into_iter()
            .next()
            .map(read::<Own>)
            .unwrap_or_default();
        let of_kind = held.iter().filter(|o| o.kind == own.kind);
        if held.len() >= MOST || of_kind.clone().any(|o| o.field.zh == own.field.zh) {
            return Err(vec![Problem::of(Code::DuplicateKey, "zh")]);
        }
        let mut own = own.clone();
        own.field.name = named(of_kind.count() + 1, &own.field.holds);
        let value = serde_json::to_string(&own).unwrap_or_default();
        let key = format!("{}.{}", own.kind, own.field.name);
        Ok(Decision {
            changes: vec![Change::Keep {
                space: FIELD,
                key,
                value,
                until: 0,
            }],
            reply: String::new(),
        })
    });
    match call
        .write(write.asking(vec![Ask::KeptAll { space: FIELD }]))
        .await
    {
        Ok(_) => {}
        Err(Stop::Problems(problems)) => return draw(&call, &problems).await,
        Err(stop) => return Err(stop),
    }
    super::adopt(&call.house.store, std::slice::from_ref(&call.house.door)).await?;
    Ok(show::see_done("/settings/fields", "field"))
}

/// What was typed, or what is wrong with it.
fn typed(call: &Call) -> Result<Own, Vec<Problem>> {
    let text = |name: &str| call.form.text(name).to_owned();
    let own = OwnField {
        zh: text("zh"),
        en: if text("en").is_empty() {
            text("zh")
        } else {
            text("en")
        },
        holds: text("holds"),
        choices: text("choices")
            .split(['、', '\n', ',', '\u{ff0c}'])
            .map(|c| c.trim().to_owned())
            .filter(|c| !c.is_empty())
            .collect(),
        personal: text("personal") == "yes",
        ..OwnField::default()
    };
    let kind_name = text("kind");
    let mut problems = Vec::new();
    let catalogue = call.catalogue();
    let kind = catalogue.kind(&kind_name);
    if kind.is_none() {
        problems.push(Problem::of(Code::UnknownChoice, "kind"));
    }
    if own.zh.is_empty() {
        problems.push(Problem::of(Code::Missing, "zh"));
    }
    for (name, value) in [("zh", &own.zh), ("en", &own.en)] {
        if value.chars().count() > LONGEST || value.chars().any(char::is_control) {
            problems.push(Problem::of(Code::TooLong, name));
        }
    }
    let known = |f: &&Field| f.words.zh == own.zh || f.synonyms.contains(&own.zh.as_str());
    if kind.is_some_and(|kind| kind.fields.iter().any(|f| known(&f))) {
        problems.push(Problem::of(Code::DuplicateKey, "zh"));
    }
    if !holds().any(|(code, _)| *code == own.holds) {
        problems.push(Problem::of(Code::UnknownChoice, "holds"));
    }
    if own.holds == "choice" && own.choices.is_empty() {
        problems.push(Problem::of(Code::Missing, "choices"));
    }
    if problems.is_empty() {
        Ok(Own {
            kind: kind_name,
            field: own,
        })
    } else {
        Err(problems)
    }
}

async fn draw(call: &Call, problems: &[Problem]) -> Result<Response, Stop> {
    let lang = call.lang();
    let title = words("自加字段", "Own fields").get(lang);
    let lead = words(
        "某个台账缺一栏？在这里加上，列表、表单、导入导出和统计里就都有了。加上后不能去掉。",
        "Does a ledger lack a column? Add it here, and lists, forms, sheets and figures have it. It stays once added.",
    );
    let head = Head {
        title: title.to_owned(),
        lead: lead.get(lang).into(),
        ..Head::default()
    };
    let own: Vec<Own> = kept(&call.house.store, &call.house.door, FIELD).await?;
    let catalogue = call.catalogue();
    let item = |own: &Own| Item {
        what: if lang == Lang::Zh {
            own.field.zh.clone()
        } else {
            own.field.en.clone()
        },
        small: catalogue
            .kind(&own.kind)
            .map_or("", |k| k.words.get(lang))
            .to_owned(),
        ..Item::default()
    };
    let lines: Vec<Item> = own.iter().map(item).collect();
    let mut parts = vec![head.show(call.reading.lang)];
    if !lines.is_empty() {
        parts.push(
            Section::new(
                words("已有的", "Those there are").get(lang),
                items(&lines, call.reading.lang),
            )
            .show(),
        );
    }
    let mut fields = fields(call, &catalogue);
    for field in &mut fields {
        let wrong = problems.iter().find(|p| p.place.field == field.name);
        field.problem = wrong.map(|p| p.message(lang));
    }
    let form = Form {
        id: "own".to_owned(),
        action: "/settings/fields".into(),
        with: call.hidden(),
        groups: vec![Group {
            title: words("加一个", "Add one").get(lang).to_owned(),
            fields,
            ..Group::default()
        }],
        save: words("加上", "Add it").get(lang).to_owned(),
        ..Form::default()
    };
    parts.push(form.show(call.reading.lang));
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let back = page::Link::new(words("我", "Me").get(lang), "/me");
    Ok(call.page_as(
        status,
        Sheet {
            title: title.to_owned(),
            place: None,
            back: Some(back),
            body: narrow(&parts),
        },
    ))
}

fn fields(call: &Call, catalogue: &Catalogue) -> Vec<Shown> {
    let lang = call.lang();
    let text = |name: &str| Input::Text {
        value: call.form.text(name).to_owned(),
        keyboard: Keyboard::Text,
        autocomplete: "off",
    };
    let pick = |name: &str, all: Vec<(String, String)>| {
        let said = call.form.text(name).to_owned();
        let choices = all.into_iter().map(|(value, words)| Picked {
            on: value == said,
            value,
            words,
            count: None,
        });
        Input::Pick(vec![(String::new(), choices.collect())])
    };
    let kinds = catalogue.kinds().filter(|k| !k.sheet.is_empty());
    let kinds = kinds
        .map(|k| (k.name.to_owned(), k.words.get(lang).to_owned()))
        .collect();
    let holds = holds()
        .map(|(code, words)| ((*code).to_owned(), words.get(lang).to_owned()))
        .collect();
    let mut choices = Shown::new(
        "choices",
        words("可选的词", "The words").get(lang),
        text("choices"),
    );
    choices.hint = words(
        "只在「从几个里选」时填，用、隔开",
        "Only for one of a few words; commas between",
    )
    .get(lang)
    .to_owned();
    let personal = Input::YesNo(Some(call.form.text("personal") == "yes"));
    let mut fields = vec![
        Shown::new(
            "kind",
            words("加在哪个台账", "In which ledger").get(lang),
            pick("kind", kinds),
        ),
        Shown::new(
            "zh",
            words("字段名称", "Its name in Chinese").get(lang),
            text("zh"),
        ),
        Shown::new(
            "en",
            words("英文名称", "Its name in English").get(lang),
            text("en"),
        ),
        Shown::new(
            "holds",
            words("填什么", "What it holds").get(lang),
            pick("holds", holds),
        ),
        choices,
        Shown::new(
            "personal",
            words("是个人信息", "It names a person").get(lang),
            personal,
        ),
    ];
    for field in fields.iter_mut().take(2) {
        field.must = true;
    }
    fields
}

/// What a field added to a ledger every park has may hold: no link, whose other end could go.
fn holds() -> impl Iterator<Item = &'static (&'static str, base::Words)> {
    HOLDS.iter().filter(|(code, _)| *code != "link")
}

/// The name of a park's next field of a kind. All parks of a database share its columns, so
/// what is kept otherwise than as words has that in its name.
fn named(number: usize, holds: &str) -> String {
    match holds {
        "text" | "long" | "choice" => format!("own_{number}"),
        _ => format!("own_{number}_{holds}"),
    }
}
