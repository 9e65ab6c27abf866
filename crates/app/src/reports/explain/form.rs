//! The form that picks both sides, and the ways in from a figure's page.
//!
//! In: the query as it stands, the figures and places there are. Out: a form that only asks, with
//! what was typed in it; links with both sides set. It works without scripts.

use base::{Day, Lang, Words, words};
use page::{
    Href,
    field::{Choice, Field, Input, Keyboard},
    form::{Form, Group},
    section::{Item, Section, items},
};

use super::{
    asked::{SIDES, Sides, pairs},
    side::Asked,
    words::name,
};
use crate::{
    front::{Call, Fields, Stop},
    reports::{Values, pages::area},
};
use figures::{Definitions, Each, Fold};

const FIGURE: Words = words("数据", "Figure");
const PERIOD: Words = words("统计期间", "Period");
const PLACE: Words = words("地方", "Place");
const DAY: Words = words("截至哪天", "As of which day");
const EMPTY: Words = words("（请选）", "(choose)");
const WHOLE: Words = words("全园", "The whole park");
const MADE: Words = words("由几个数字合成", "Made of other figures");

/// The form.
///
/// # Errors
/// A fault of the store.
pub async fn form(call: &Call, values: &Values, sides: &Sides, anew: bool) -> Result<Form, Stop> {
    let lang = call.lang();
    let places = places(call).await?;
    let titles = [words("一边", "One side"), words("另一边", "The other side")];
    let group = |(names, title): (&[&'static str; 4], &Words)| Group {
        title: title.get(lang).to_owned(),
        fields: fields(call, values, names, &places, sides),
        ..Group::default()
    };
    Ok(Form {
        id: "explain".to_owned(),
        action: "/explain".into(),
        asks: true,
        groups: SIDES.iter().zip(&titles).map(group).collect(),
        save: match anew {
            true => words("对一对", "Compare"),
            false => words("换一换再对", "Compare again"),
        }
        .get(lang)
        .to_owned(),
        ..Form::default()
    })
}

fn fields(
    call: &Call,
    values: &Values,
    [figure, period, place, day]: &[&'static str; 4],
    places: &[(String, String)],
    sides: &Sides,
) -> Vec<Field> {
    let (lang, query) = (call.lang(), &call.query);
    let problem = |name: &str| {
        let found = sides.problems.iter().find(|(field, _)| *field == name);
        found.map(|(_, words)| words.get(lang).to_owned())
    };
    let field = |name: &'static str, label: Words, hint: Option<Words>, input: Input| Field {
        hint: hint.map_or("", |h| h.get(lang)).to_owned(),
        problem: problem(name),
        ..Field::new(name, label.get(lang), input)
    };
    let year = call.house.today().year().to_string();
    let written = match query.text(period) {
        "" => year,
        text => text.to_owned(),
    };
    vec![
        field(
            figure,
            FIGURE,
            None,
            Input::Pick(figures(call, &values.definitions, query.text(figure))),
        ),
        field(
            period,
            PERIOD,
            Some(words(
                "如 2026、2026H1、2026Q3、2026-07",
                "Such as 2026, 2026H1, 2026Q3, 2026-07",
            )),
            Input::Text {
                value: written,
                keyboard: Keyboard::Text,
                autocomplete: "off",
            },
        ),
        field(
            place,
            PLACE,
            None,
            Input::Pick(vec![(
                String::new(),
                choices(places, query.text(place), lang),
            )]),
        ),
        field(
            day,
            DAY,
            Some(words("留空就是现在", "Blank means now")),
            Input::Day(query.text(day).to_owned()),
        ),
    ]
}

/// The places of the park: identity and name.
///
/// # Errors
/// A fault of the store.
pub async fn places(call: &Call) -> Result<Vec<(String, String)>, Stop> {
    let world = call.house.world().await?;
    let areas = world.areas.iter();
    Ok(areas
        .map(|area| (area.id.to_string(), area.name.clone()))
        .collect())
}

/// The whole park, and each place.
pub fn choices(places: &[(String, String)], chosen: &str, lang: Lang) -> Vec<Choice> {
    let whole = (String::new(), WHOLE.get(lang).to_owned());
    let one = |(value, words): &(String, String)| Choice {
        value: value.clone(),
        words: words.clone(),
        count: None,
        on: value == chosen,
    };
    std::iter::once(&whole).chain(places).map(one).collect()
}

/// The figures, by the area of work.
pub fn figures(call: &Call, definitions: &Definitions, chosen: &str) -> Vec<(String, Vec<Choice>)> {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let nothing = Choice {
        words: EMPTY.get(lang).to_owned(),
        on: chosen.is_empty(),
        ..Choice::default()
    };
    let mut groups: Vec<(String, Vec<Choice>)> = vec![(String::new(), vec![nothing])];
    for definition in definitions.iter() {
        let group = match catalogue.kind(&definition.kind) {
            Some(kind) => area(kind.work).get(lang),
            None => MADE.get(lang),
        };
        let choice = Choice {
            value: definition.key.clone(),
            words: name(definition, lang).to_owned(),
            count: None,
            on: definition.key == chosen,
        };
        match groups.iter_mut().find(|(name, _)| name == group) {
            Some((_, list)) => list.push(choice),
            None => groups.push((group.to_owned(), vec![choice])),
        }
    }
    groups
}

/// The address that holds two figures against each other.
pub fn address(call: &Call, here: &Asked, there: &Asked) -> String {
    let house = &call.house;
    let all = [pairs(0, here, house), pairs(1, there, house)].concat();
    format!("/explain?{}", Fields(all).write())
}

/// What a figure can be compared with: ready-made ways in.
pub fn ways(call: &Call, values: &Values, asked: &Asked) -> Vec<(String, String)> {
    let lang = call.lang();
    let period = asked.wanted.period;
    let in_period = |period| {
        let mut other = asked.clone();
        other.wanted.period = period;
        other
    };
    let mut ways: Vec<(Words, Asked)> = vec![
        (
            words("上一期", "The period before"),
            in_period(period.before()),
        ),
        (
            words("去年同期", "The same period last year"),
            in_period(period.last_year()),
        ),
    ];
    if period.before() == period.last_year() {
        ways.pop();
    }
    let month_ago = call.house.today().month().first().plus(-1);
    if let Some(at) = end(call, month_ago) {
        let then = Asked {
            at: Some(at),
            ..asked.clone()
        };
        ways.push((
            words(
                "上月底时的同一个数",
                "The same figure at the end of last month",
            ),
            then,
        ));
    }
    let mut all: Vec<(String, String)> = ways
        .into_iter()
        .map(|(words, other)| (words.get(lang).to_owned(), address(call, &other, asked)))
        .collect();
    for (named, key) in counterparts(values, &asked.key, lang) {
        let mut other = asked.clone();
        other.wanted.only = Some(key.clone());
        other.key = key;
        all.push((named, address(call, asked, &other)));
    }
    let place = asked.wanted.place.map(|id| format!("&place={id}"));
    all.push((
        words("别人发来的名单", "A list somebody sent")
            .get(lang)
            .to_owned(),
        format!(
            "/explain/list?figure={}&period={period}{}",
            asked.key,
            place.unwrap_or_default()
        ),
    ));
    all
}

fn end(call: &Call, day: Day) -> Option<i64> {
    call.house.end_of(day, None)
}

/// The figures that count the same records otherwise: how often and how many.
fn counterparts(values: &Values, key: &str, lang: Lang) -> Vec<(String, String)> {
    const MOST: usize = 3;
    let Some(own) = values.definitions.get(key) else {
        return Vec::new();
    };
    let counts = |d: &figures::Definition| match &d.fold {
        Fold::Count => Some(Each::Row),
        Fold::Distinct(path) => Some(Each::Value(path.clone())),
        _ => None,
    };
    let other = |d: &&figures::Definition| {
        d.key != own.key
            && d.kind == own.kind
            && d.filter == own.filter
            && matches!(
                (counts(own), counts(d)),
                (Some(Each::Row), Some(Each::Value(_))) | (Some(Each::Value(_)), Some(Each::Row))
            )
    };
    let found = values.definitions.iter().filter(other).take(MOST);
    found
        .map(|d| (name(d, lang).to_owned(), d.key.clone()))
        .collect()
}

/// The ways in, as a part of a figure's page.
pub fn section(call: &Call, values: &Values, asked: &Asked) -> Section {
    let lang = call.lang();
    let item = |(what, to): (String, String)| Item {
        what,
        href: Some(Href::new(to)),
        ..Item::default()
    };
    let list: Vec<Item> = ways(call, values, asked).into_iter().map(item).collect();
    let title = words("为什么对不上：跟谁比", "Why it differs: compare with");
    Section::new(title.get(lang), items(&list, call.reading.lang))
}

/// The page of a side's figure, as it is now.
pub fn figure(asked: &Asked) -> Href {
    let place = asked.wanted.place.map(|id| format!("&place={id}"));
    Href::new(format!(
        "/figures/{}?period={}{}",
        asked.key,
        asked.wanted.period,
        place.unwrap_or_default()
    ))
}
