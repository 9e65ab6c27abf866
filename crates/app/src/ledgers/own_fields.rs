//! A park's own fields: added on a page, kept with the park, and from then on fields like any
//! other: in lists, forms, sheets, exports, the API and figures.
//!
//! In: a kind, a name in both languages, a type, choices. Out: a grown catalogue that the
//! store has adopted. A field once added stays: what was recorded under it must stay readable.

use std::sync::Arc;

use axum::{http::StatusCode, response::Response};
use base::{
    Act, Answer, Ask, Catalogue, Change, Choice, Code, Field, Lang, Problem, Source, Words, words,
};
use page::{
    field::{Choice as Picked, Field as Shown, Input, Keyboard},
    form::{Form, Group},
    section::{Head, Item, Section, items, narrow},
};
use serde::{Deserialize, Serialize};
use store::{AskError, Decision, Scope, Store, Write};

use crate::{
    front::{Call, Done, Stop, show, show::Sheet},
    records::KINDS,
};

/// The space they are kept in.
const SPACE: &str = "own_field";
/// The most of one park.
const MOST: usize = 200;
/// The longest name.
const LONGEST: usize = 40;

/// A field as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Own {
    kind: String,
    name: String,
    zh: String,
    en: String,
    holds: String,
    #[serde(default)]
    choices: Vec<String>,
    #[serde(default)]
    personal: bool,
}

/// What such a field may hold, by the word kept for it.
const HOLDS: [(&str, Words); 8] = [
    ("text", words("一行文字", "A line of words")),
    ("long", words("几行文字", "Several lines")),
    ("whole", words("整数", "A whole number")),
    ("decimal", words("带小数的数", "A number with decimals")),
    ("money", words("金额（元）", "Money (yuan)")),
    ("day", words("日期", "A day")),
    ("choice", words("从几个里选", "One of a few words")),
    ("yes_no", words("是或否", "Yes or no")),
];

impl Own {
    /// The field, as the rest of the program knows fields. It lives as long as the program: a
    /// park adds a few a year.
    fn field(&self) -> Field {
        let text = |t: &str| -> &'static str { Box::leak(t.to_owned().into_boxed_str()) };
        let (name, zh, en) = (text(&self.name), text(&self.zh), text(&self.en));
        let choice = |(n, words): (usize, &String)| {
            Choice::new(text(&format!("c{}", n + 1)), text(words), text(words))
        };
        let field = match self.holds.as_str() {
            "long" => Field::long(name, zh, en).searched(),
            "whole" => Field::whole(name, zh, en),
            "decimal" => Field::decimal(name, zh, en, 2),
            "money" => Field::money(name, zh, en),
            "day" => Field::day(name, zh, en),
            "yes_no" => Field::yes_no(name, zh, en),
            "choice" => {
                let choices: Vec<Choice> = self.choices.iter().enumerate().map(choice).collect();
                Field::choice(name, zh, en, Box::leak(choices.into_boxed_slice())).grows()
            }
            _ => Field::text(name, zh, en).searched(),
        };
        if self.personal {
            field.personal()
        } else {
            field.internal()
        }
    }
}

/// Makes the own fields of these parks known: at start, after one was added, and before a
/// command reads. Parks' fields of one name are kept alike, so that all of a database can be
/// known at once to whoever only compares.
///
/// # Errors
/// When the store does not answer, or cannot take them.
pub async fn adopt(store: &Store, parks: &[Scope]) -> Result<(), AskError> {
    let mut own: Vec<Own> = Vec::new();
    for scope in parks {
        for one in all(store, scope).await? {
            if !own.iter().any(|o| o.kind == one.kind && o.name == one.name) {
                own.push(one);
            }
        }
    }
    if own.is_empty() {
        return Ok(());
    }
    let mut catalogue = Catalogue::new(KINDS.iter().copied());
    for kind in KINDS {
        let of_kind = own.iter().filter(|o| o.kind == kind.name);
        let fields: Vec<Field> = of_kind.map(Own::field).collect();
        catalogue = catalogue.with_fields(kind.name, &fields);
    }
    Ok(store.adopt(Arc::new(catalogue)).await?)
}

async fn all(store: &Store, scope: &Scope) -> Result<Vec<Own>, AskError> {
    let asks = vec![Ask::KeptAll { space: SPACE }];
    let answers = store.ask(scope, Default::default(), asks).await?;
    Ok(answers.into_iter().next().map(read).unwrap_or_default())
}

fn read(answer: Answer) -> Vec<Own> {
    match answer {
        Answer::KeptAll(kept) => kept
            .iter()
            .filter_map(|(_, value)| serde_json::from_str(value).ok())
            .collect(),
        _ => Vec::new(),
    }
}

/// The name of a park's next field of a kind. All parks of a database share its columns, so
/// what is kept otherwise than as words has that in its name.
fn named(number: usize, holds: &str) -> String {
    match holds {
        "text" | "long" | "choice" => format!("own_{number}"),
        _ => format!("own_{number}_{holds}"),
    }
}

/// GET `/settings/fields`.
///
/// # Errors
/// Faults of the store.
pub(super) async fn show(call: Call) -> Done {
    draw(&call, &[]).await
}

/// POST `/settings/fields`.
///
/// # Errors
/// Faults of the store; problems come back on the form.
pub(super) async fn add(call: Call) -> Done {
    let own = match typed(&call) {
        Ok(own) => own,
        Err(problems) => return draw(&call, &problems).await,
    };
    let act = Act {
        note: own.zh.clone(),
        source: Source::Form,
        actor: call.visitor()?.scope.actor(),
    };
    let write = Write::new(call.house.door.clone(), act, move |facts, _| {
        let held = facts.into_iter().next().map(read).unwrap_or_default();
        let of_kind = held.iter().filter(|o| o.kind == own.kind);
        if held.len() >= MOST || of_kind.clone().any(|o| o.zh == own.zh) {
            return Err(vec![Problem::of(Code::DuplicateKey, "zh")]);
        }
        let own = Own {
            name: named(of_kind.count() + 1, &own.holds),
            ..own.clone()
        };
        let value = serde_json::to_string(&own).unwrap_or_default();
        let key = format!("{}.{}", own.kind, own.name);
        Ok(Decision {
            changes: vec![Change::Keep {
                space: SPACE,
                key,
                value,
                until: 0,
            }],
            reply: String::new(),
        })
    });
    match call
        .write(write.asking(vec![Ask::KeptAll { space: SPACE }]))
        .await
    {
        Ok(_) => {}
        Err(Stop::Problems(problems)) => return draw(&call, &problems).await,
        Err(stop) => return Err(stop),
    }
    adopt(&call.house.store, std::slice::from_ref(&call.house.door)).await?;
    Ok(show::see_done("/settings/fields", "field"))
}

/// What was typed, or what is wrong with it.
fn typed(call: &Call) -> Result<Own, Vec<Problem>> {
    let text = |name: &str| call.form.text(name).to_owned();
    let own = Own {
        kind: text("kind"),
        name: String::new(),
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
    };
    let mut problems = Vec::new();
    let catalogue = call.catalogue();
    let kind = catalogue.kind(&own.kind);
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
    if !HOLDS.iter().any(|(code, _)| *code == own.holds) {
        problems.push(Problem::of(Code::UnknownChoice, "holds"));
    }
    if own.holds == "choice" && own.choices.is_empty() {
        problems.push(Problem::of(Code::Missing, "choices"));
    }
    if problems.is_empty() {
        Ok(own)
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
    let own = all(&call.house.store, &call.house.door).await?;
    let catalogue = call.catalogue();
    let item = |own: &Own| Item {
        what: if lang == Lang::Zh {
            own.zh.clone()
        } else {
            own.en.clone()
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
    let holds = HOLDS
        .iter()
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
