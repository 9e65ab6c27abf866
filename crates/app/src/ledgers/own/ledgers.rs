//! The pages of a park's own ledgers: all of them, a new one, one changed.
//!
//! In: a request of a manager. Out: the form with what is wrong beside each field, or the
//! ledger, known from then on like any built in. A sheet handed in proposes the fields.

use axum::{http::StatusCode, response::Response};
use base::{Act, Ask, Change, Lang, Problem, Source, Type, Words, words};
use page::{
    Act as Deed, Link,
    conditions::{Conditions, Line, Press},
    field::{Choice, Field, Input, Keyboard},
    form::{Form, Group},
    section::{Head, Item, Section, items, narrow},
};
use store::{Decision, Write};

use super::{
    KIND,
    field::{HOLDS, OwnField},
    kept,
    kind::{OwnKind, RIGHTS, WORKS},
    ledger, propose as proposing, read,
};
use crate::{
    front::{Call, Done, Fields, Stop, show, show::Sheet},
    reports::pages::area,
};

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
    draw(&call, &ledger::pairs(&first), None, &[], StatusCode::OK).await
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
        used.iter()
            .find(|(f, _)| f == field)
            .map(|(_, by)| by.clone())
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

/// The fields of a kind that definitions name, each with the first that does.
async fn used(call: &Call, kind: &str) -> Result<Vec<(String, String)>, Stop> {
    let scope = call.house.door.clone();
    let all = call.house.figures.all(&call.house.store, &scope).await?;
    let mut used = Vec::new();
    for definition in all.iter().filter(|d| d.kind == kind) {
        for field in figures::fields_named(definition) {
            used.push((field, definition.zh.clone()));
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

/// The form, under way.
struct Drawing<'a> {
    call: &'a Call,
    form: &'a Fields,
    was: Option<&'a OwnKind>,
    problems: &'a [Problem],
    kind: OwnKind,
}

impl Drawing<'_> {
    fn on_the_whole(&self) -> Vec<String> {
        let own = |p: &&Problem| p.place.field == "fields" || p.place.field.is_empty();
        self.problems
            .iter()
            .filter(own)
            .map(|p| p.message(self.call.lang()))
            .collect()
    }

    fn field(&self, name: &str, label: Words, input: Input) -> Field {
        let problem = self.problems.iter().find(|p| p.place.field == name);
        Field {
            problem: problem.map(|p| p.message(self.call.lang())),
            ..Field::new(name, label.get(self.call.lang()), input)
        }
    }

    fn text(&self, name: &str, label: Words) -> Field {
        let value = self.form.text(name).to_owned();
        self.field(
            name,
            label,
            Input::Text {
                value,
                keyboard: Keyboard::Text,
                autocomplete: "off",
            },
        )
    }

    fn pick(&self, name: &str, label: Words, all: Vec<(String, String)>) -> Field {
        let said = self.form.text(name);
        let choices = all.into_iter().map(|(value, words)| Choice {
            on: value == said,
            value,
            words,
            count: None,
        });
        self.field(
            name,
            label,
            Input::Pick(vec![(String::new(), choices.collect())]),
        )
    }

    fn groups(&self) -> Vec<Group> {
        let lang = self.call.lang();
        let mut zh = self.text("zh", words("台账名称", "Name in Chinese"));
        zh.must = true;
        let works = WORKS
            .iter()
            .map(|(word, work)| ((*word).to_owned(), area(*work).get(lang).to_owned()))
            .collect();
        let rights = RIGHTS
            .iter()
            .map(|(word, _, words)| ((*word).to_owned(), words.get(lang).to_owned()))
            .collect();
        let mut apart = vec![
            self.fields_of(
                "when",
                words("按哪个日期算时段", "By which day a period selects"),
                &|f| matches!(f.kind, Type::Day | Type::Moment | Type::Month),
            ),
            self.fields_of(
                "area",
                words(
                    "按哪个地方分给各社区",
                    "By which place it belongs to a community",
                ),
                &|f| f.kind == Type::Area,
            ),
        ];
        if self.was.is_none() {
            apart.insert(0, self.key());
        }
        vec![
            Group {
                title: words("叫什么", "Its name").get(lang).to_owned(),
                fields: vec![
                    zh,
                    self.text("en", words("英文名称", "Name in English")),
                    self.text("unit", words("一条计一……", "Counted in")),
                    self.pick("work", words("归在哪一类", "Area of work"), works),
                ],
                ..Group::default()
            },
            Group {
                title: words("登记哪些项", "What is recorded").get(lang).to_owned(),
                extra: Some(self.rows().show("ledger", lang)),
                ..Group::default()
            },
            Group {
                title: words("怎么用", "How it is used").get(lang).to_owned(),
                fields: apart
                    .into_iter()
                    .chain([self.pick(
                        "rights",
                        words("谁能看、谁能填", "Who reads and writes"),
                        rights,
                    )])
                    .collect(),
                ..Group::default()
            },
        ]
    }

    fn key(&self) -> Field {
        let on = |name: &str| self.form.all("key").any(|k| k == name);
        let may = |f: &&OwnField| !f.zh.is_empty() && ledger::may_be_key(&f.field());
        let choice = |f: &OwnField| Choice {
            value: f.name.clone(),
            words: f.zh.clone(),
            count: None,
            on: on(&f.name),
        };
        let choices: Vec<Choice> = self.kind.fields.iter().filter(may).map(choice).collect();
        let mut field = self.field(
            "key",
            words("凭什么认出同一条", "What tells a record apart"),
            Input::Many(choices),
        );
        field.hint = words(
            "比如编号。都不选时，每一行是单独的一条。",
            "A number, for one. With none, each row is one of its own.",
        )
        .get(self.call.lang())
        .to_owned();
        field
    }

    fn fields_of(&self, name: &str, label: Words, fits: &dyn Fn(&base::Field) -> bool) -> Field {
        let none = (
            String::new(),
            words("（不分）", "(none)").get(self.call.lang()).to_owned(),
        );
        let own = self
            .kind
            .fields
            .iter()
            .filter(|f| !f.retired && !f.zh.is_empty() && fits(&f.field()));
        let all = std::iter::once(none)
            .chain(own.map(|f| (f.name.clone(), f.zh.clone())))
            .collect();
        self.pick(name, label, all)
    }

    fn rows(&self) -> Conditions {
        let lang = self.call.lang();
        Conditions {
            legend: words("各项", "Fields").get(lang).to_owned(),
            lines: (1..=self.kind.fields.len())
                .filter_map(|n| self.row(n))
                .collect(),
            more: vec![Press::new(words("加一项", "Add a field").get(lang), "add")],
            ..Conditions::default()
        }
    }

    fn row(&self, n: usize) -> Option<Line> {
        let lang = self.call.lang();
        let field = self.kind.fields.get(n - 1)?;
        let at = |name: &str| format!("f.{n}.{name}");
        let there = self
            .was
            .is_some_and(|w| w.fields.iter().any(|f| f.name == field.name));
        let mut fields = vec![self.text(&at("zh"), words("名称", "Name"))];
        let holds = HOLDS
            .iter()
            .filter(|(word, _)| !there || *word == field.holds);
        let holds = holds
            .map(|(word, words)| ((*word).to_owned(), words.get(lang).to_owned()))
            .collect();
        fields.push(self.pick(&at("holds"), words("填什么", "Holds"), holds));
        if field.holds == "choice" {
            fields.push(self.text(
                &at("choices"),
                words("可选的词，用、隔开", "The words, with 、 between"),
            ));
        }
        if field.holds == "link" {
            let kinds = self.call.catalogue();
            let kinds = kinds
                .kinds()
                .filter(|k| !k.sheet.is_empty())
                .map(|k| (k.name.to_owned(), k.words.get(lang).to_owned()));
            fields.push(self.pick(
                &at("to"),
                words("哪个台账", "Which ledger"),
                kinds.collect(),
            ));
        }
        fields.push(self.yes(&at("must"), words("必填", "Needed")));
        fields.push(self.yes(&at("personal"), words("个人信息", "Personal")));
        let out = match (there, field.retired) {
            (true, true) => words("恢复", "Take back"),
            (true, false) => words("不再用", "Put aside"),
            _ => words("去掉", "Take away"),
        };
        fields.push(Field::new(
            at("name"),
            "",
            Input::Hidden(self.form.text(&at("name")).to_owned()),
        ));
        fields.push(Field::new(
            at("retired"),
            "",
            Input::Hidden(if field.retired { "yes" } else { "no" }.to_owned()),
        ));
        Some(Line::Test {
            fields,
            out: Press::new(out.get(lang), format!("drop:{n}")),
        })
    }

    fn yes(&self, name: &str, label: Words) -> Field {
        let lang = self.call.lang();
        let all = [("no", words("否", "No")), ("yes", words("是", "Yes"))];
        self.pick(
            name,
            label,
            all.map(|(v, w)| (v.to_owned(), w.get(lang).to_owned()))
                .to_vec(),
        )
    }
}
