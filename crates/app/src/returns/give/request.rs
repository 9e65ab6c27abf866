//! The page of numbers that were given out, or that wait for a manager.
//!
//! In: one of their records. Out: of those that wait, the numbers as they are now beside what was
//! asked, and for a manager the form that lets them out or not; of those that left, what left, to
//! whom, the answer to copy, and what has changed since.

use std::collections::BTreeSet;

use axum::response::Response;
use base::{Id, Lang, Period, Record, Words, words};
use page::{
    Line, Link, Markup, Piece, Standing,
    form::Form,
    record::{Fact, facts},
    section::{End, Head, Item, Note, items},
};
use store::Scope;

use super::{
    Number, approves, asked,
    differs::differs,
    draw::framed,
    number,
    parts::{self, copy, differing, group, lead, reply_box, where_and_when},
    reply::{Said, reply},
    status,
};
use crate::{
    front::{Call, Done, Stop},
    reports::labels::labels,
    returns::given::Before,
};

const WAITS: Words = words("等主管核定", "Waiting for a manager");
const APPROVE: Words = words("核定这些数", "Approve these numbers");
const OUT: Words = words("已报出", "Given out");
const NOT_OUT: Words = words("没有报出", "Not given out");
const YES: Words = words("核定并报出", "Approve and give out");
const NO: Words = words("不报", "Do not give out");

/// Records that belong together, each with its number as it is now.
pub struct Request {
    /// The records.
    pub records: Vec<Record>,
    /// The numbers, in the order of the records; none for a figure that is gone.
    pub numbers: Vec<Option<Number>>,
    /// Their period.
    pub period: Period,
    /// Their place.
    pub place: Option<Id>,
}

impl Request {
    /// Reads it.
    ///
    /// # Errors
    /// `NotThere` without such a record.
    pub async fn read(call: &Call) -> Result<Request, Stop> {
        let records = asked::group(call, call.id()?).await?;
        let kind = asked::kind(call)?;
        let first = records.first().ok_or(Stop::NotThere)?;
        let period = first
            .text(kind, "for_period")
            .and_then(|text| text.parse().ok());
        let period = period.ok_or(Stop::NotThere)?;
        let place = first.whole(kind, "place").map(Id);
        let waits = first.text(kind, "state") == Some("asked");
        let mut numbers = Vec::new();
        for record in records.iter().filter(|_| waits) {
            let key = record.text(kind, "figure").unwrap_or_default();
            numbers.push(number::number(call, key, period, place).await?);
        }
        Ok(Request {
            records,
            numbers,
            period,
            place,
        })
    }

    /// A text of the first record: what all of them share.
    pub fn shared(&self, call: &Call, name: &str) -> Result<String, Stop> {
        let kind = asked::kind(call)?;
        let first = self.records.first().ok_or(Stop::NotThere)?;
        Ok(first.text(kind, name).unwrap_or_default().to_owned())
    }

    /// Whether it waits for a manager.
    pub fn waits(&self) -> bool {
        !self.numbers.is_empty()
    }
}

/// GET `/give-out/{id}`.
///
/// # Errors
/// `NotThere` without such a record.
pub async fn show(call: Call) -> Done {
    let request = Request::read(&call).await?;
    draw(&call, &request, Vec::new()).await
}

/// The page, with what is in the way.
///
/// # Errors
/// Faults of the store.
pub async fn draw(
    call: &Call,
    request: &Request,
    problems: Vec<(String, String)>,
) -> Result<Response, Stop> {
    let lang = call.lang();
    let decides = request.waits() && approves(call)?;
    let title = match (request.shared(call, "state")?.as_str(), decides) {
        ("asked", true) => APPROVE,
        ("asked", false) => WAITS,
        ("out", _) => OUT,
        _ => NOT_OUT,
    };
    let head = Head {
        title: title.get(lang).to_owned(),
        ..Head::default()
    };
    let mut parts = vec![head.show(call.reading.lang)];
    if !request.waits() && !problems.is_empty() {
        parts.push(late(call, &problems));
    }
    parts.push(facts(&shared(call, request).await?, call.reading.lang));
    match (request.waits(), decides) {
        (true, true) => parts.push(form(call, request, &problems)?),
        (true, false) => parts.extend(waiting(call, request)?),
        (false, _) => parts.extend(left(call, request).await?),
    }
    let sheet = framed(call, title.get(lang).to_owned(), &parts);
    Ok(call.page_as(status(&problems), sheet))
}

/// Somebody was quicker.
fn late(call: &Call, problems: &[(String, String)]) -> Markup {
    let said: Vec<&str> = problems.iter().map(|(_, words)| words.as_str()).collect();
    let note = Note {
        standing: Standing::Due,
        title: words("这次没有写入", "Nothing was written")
            .get(call.lang())
            .to_owned(),
        body: said.join("").as_str().into(),
    };
    note.show(call.reading.lang)
}

/// What they share: the period, to whom, who asked and who approved, when.
async fn shared(call: &Call, request: &Request) -> Result<Vec<Fact>, Stop> {
    let lang = call.lang();
    let kind = asked::kind(call)?;
    let said = |name: &str| request.shared(call, name);
    let mut list = vec![
        Fact::new(
            words("时间段", "Period").get(lang),
            request.period.name(lang).as_str(),
        ),
        Fact::new(words("报给", "To").get(lang), said("recipient")?.as_str()),
        Fact::new(
            words("时间", "When").get(lang),
            format!("{} {}", said("on")?, said("time")?).as_str(),
        ),
    ];
    if request.place.is_some() {
        let place = parts::place(call, request.place).await?;
        list.push(Fact::new(words("地方", "Place").get(lang), place.as_str()));
    }
    let first = request.records.first().ok_or(Stop::NotThere)?;
    let people = [
        ("by", words("报出人", "By")),
        ("approved_by", words("核定人", "Approved by")),
    ];
    let ids = people
        .iter()
        .filter_map(|(name, _)| Some(("accounts".to_owned(), Id(first.whole(kind, name)?))));
    let ids: BTreeSet<(String, Id)> = ids.collect();
    let scope = Scope::system(call.visitor()?.scope.park(), "who gave a number out");
    let names = labels(&call.house.store, &scope, ids, lang).await?;
    for (field, label) in people {
        let id = first.whole(kind, field).map(Id);
        let name = id.and_then(|id| names.get(&("accounts".to_owned(), id)));
        list.extend(name.map(|name| Fact::new(label.get(lang), name.as_str())));
    }
    Ok(list)
}

/// The form by which a manager lets them out or not.
fn form(call: &Call, request: &Request, problems: &[(String, String)]) -> Result<Markup, Stop> {
    let lang = call.lang();
    let kind = asked::kind(call)?;
    let mut with = call.hidden();
    let mut groups = Vec::new();
    let mut general: Vec<String> = Vec::new();
    for (record, number) in request.records.iter().zip(&request.numbers) {
        let Some(number) = number else {
            let said = record.text(kind, "said").unwrap_or_default();
            general.push(gone(said, lang));
            continue;
        };
        with.push((format!("seen-{}", number.key), number.value.clone()));
        let field = format!("because-{}", number.key);
        let typed = call.form.get(&field).map(str::to_owned);
        let kept = record.text(kind, "because").map(str::to_owned);
        let problem = problems.iter().find(|(name, _)| *name == field);
        let problem = problem.map(|(_, words)| words.clone());
        let mut group = group(call, number, typed.or(kept).as_ref(), problem);
        let asked = record.text(kind, "said").unwrap_or_default();
        if asked != number.said {
            let own = group.lead.take().unwrap_or_default();
            group.lead = Some(page::section::stack(&[moved(call, asked, number), own]));
        }
        groups.push(group);
    }
    let fields: Vec<String> = groups
        .iter()
        .flat_map(|group| group.fields.iter().map(|field| field.name.clone()))
        .collect();
    let elsewhere = problems.iter().filter(|(field, _)| !fields.contains(field));
    general.extend(elsewhere.map(|(_, words)| words.clone()));
    let id = call.id()?;
    let form = Form {
        id: "approve".to_owned(),
        action: format!("/give-out/{id}").into(),
        with,
        problems: general,
        groups,
        save: YES.get(lang).to_owned(),
        also: vec![("refuse".to_owned(), "1".to_owned(), NO.get(lang).to_owned())],
        ..Form::default()
    };
    Ok(form.show(call.reading.lang))
}

fn gone(said: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{said}的口径已经没有了，不能报出。"),
        Lang::En => format!("The definition of {said} is gone: it cannot be given out."),
    }
}

/// 「提请时是29场，现在是31场」
fn moved(call: &Call, asked: &str, number: &Number) -> Markup {
    let title = match call.lang() {
        Lang::Zh => format!("提请时是{asked}，现在是{}", number.said),
        Lang::En => format!("It was {asked} when asked, and is {} now", number.said),
    };
    let body = words(
        "核定的是现在的数。",
        "What you approve is the number as it is now.",
    );
    let note = Note {
        standing: Standing::Due,
        title,
        body: body.get(call.lang()).into(),
    };
    note.show(call.reading.lang)
}

/// The numbers for whoever waits with them.
fn waiting(call: &Call, request: &Request) -> Result<Vec<Markup>, Stop> {
    let mut parts = Vec::new();
    for number in request.numbers.iter().flatten() {
        parts.push(lead(call, number));
    }
    Ok(parts)
}

/// What left: each number with its explanation, and the answer to copy.
async fn left(call: &Call, request: &Request) -> Result<Vec<Markup>, Stop> {
    let (lang, kind) = (call.lang(), asked::kind(call)?);
    let scope = Scope::system(call.visitor()?.scope.park(), "what figures are called");
    let known = call.house.figures.all(&call.house.store, &scope).await?;
    let mut list = Vec::new();
    let mut said = Vec::new();
    for record in &request.records {
        let text = |name: &str| record.text(kind, name).unwrap_or_default();
        let definition = known.get(text("figure"));
        let name = definition.map_or(text("figure").to_owned(), |d| number::name(d, lang));
        let unit = definition.map_or(String::new(), |d| d.unit.clone());
        list.push(Item {
            what: name.clone(),
            small: text("because").to_owned(),
            href: Some(format!("/records/{}/{}", kind.name, record.id).into()),
            end: End::Soft(reads(text("said"), text("value"), &unit, lang)),
        });
        said.push(Said {
            name,
            said: reads(text("said"), text("value"), &unit, lang),
            unit,
            part: part(call, request, (text("figure"), text("value"))).await?,
        });
    }
    let mut parts = vec![items(&list, call.reading.lang)];
    if request.shared(call, "state")? == "out" {
        let place = parts::place(call, request.place).await?;
        let period = where_and_when(call, &place, request.period);
        let up_to = up_to(&request.shared(call, "on")?, request.period, lang);
        let text = reply(&period, up_to.as_deref(), &said, lang);
        parts.push(reply_box(call, &text));
        parts.push(copy(call).button());
        parts.extend(since(call, request).await?);
    }
    let all = Link::new(
        words("全部报出记录", "All numbers given out").get(lang),
        "/records/given_out",
    );
    let more = Line(vec![Piece::Link(all)]);
    parts.push(maud::html! { p { (more.show(call.reading.lang)) } });
    Ok(parts)
}

/// What these numbers are now where they are others, with the steps between. Those that left with a
/// return are told on its desk.
async fn since(call: &Call, request: &Request) -> Result<Vec<Markup>, Stop> {
    let kind = asked::kind(call)?;
    let mut notes = Vec::new();
    for record in &request.records {
        if let Some(id) = record.whole(kind, "return") {
            let words = words(
                "随材料报出，变动见那份材料",
                "It left with a return: what changed is told there",
            );
            let to = Link::new(words.get(call.lang()), format!("/returns/{id}"));
            let line = Line(vec![Piece::Link(to)]);
            return Ok(vec![maud::html! { p { (line.show(call.reading.lang)) } }]);
        }
        let (key, of) = (
            record.text(kind, "figure").unwrap_or_default(),
            (request.period, request.place),
        );
        let Some(number) = number::number(call, key, of.0, of.1).await? else {
            continue;
        };
        let before = Before::of(kind, record);
        let found = differs(call, &number, &before, of).await?;
        notes.extend(found.map(|differs| differing(call, &differs)));
    }
    Ok(notes)
}

/// What left, as a reader reads it: it is kept in Chinese.
fn reads(said: &str, value: &str, unit: &str, lang: Lang) -> String {
    let digits = value.chars().all(|c| c.is_ascii_digit() || c == '.');
    match lang {
        Lang::En if digits && unit == "%" => format!("{value}%"),
        Lang::En if digits && !unit.is_empty() => {
            format!("{value} {}", figures::unit(unit, value == "1"))
        }
        _ => said.to_owned(),
    }
}

/// What of a number is told apart, where it still is what left.
async fn part(
    call: &Call,
    request: &Request,
    (key, value): (&str, &str),
) -> Result<Option<String>, Stop> {
    let number = number::number(call, key, request.period, request.place).await?;
    let same = number.filter(|number| number.value == value);
    Ok(same.and_then(|number| number.part))
}

/// Until when it was counted, where its period was not over when it left.
fn up_to(on: &str, period: Period, lang: Lang) -> Option<String> {
    let on = on.parse::<base::Day>().ok()?;
    (period.bounds().1 >= on).then(|| number::up_to(on, lang))
}
