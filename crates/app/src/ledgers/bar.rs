//! The sentence over a list: what is selected, each part a control.
//!
//! In: a selection. Out: «2022年 · 活动 · 类别为宣讲», where each part opens and changes the
//! address. It asks again by GET and needs no script; what it cannot say in words it keeps,
//! and says that it does.

mod place;

use base::{Field, Kind, Lang, Period, Selection, Type, words};
use page::{
    Link,
    field::{Choice, Field as Input, Input as Filled, Keyboard},
    sentence::{Part, Pick, Sentence},
};

use super::{
    inputs, labels,
    list::PASSING,
    selected::Selected,
    typed::{self, Asking, names_of},
};
use crate::front::{Call, Stop};

/// The sentence of a list.
///
/// # Errors
/// A fault of the store, when names are looked up.
pub async fn sentence(
    call: &Call,
    kind: &'static Kind,
    selected: &Selected,
) -> Result<Sentence, Stop> {
    let lang = call.lang();
    let mut parts = Vec::new();
    if !kind.when.is_empty() {
        parts.push(when(call, &selected.selection));
        parts.push(joint());
    }
    parts.push(Part::Text(kind.words.get(lang).to_owned()));
    for field in kind.fields {
        for name in names_of(field) {
            if call.query.all(&name).any(|v| !v.trim().is_empty()) {
                parts.push(joint());
                parts.push(said(call, field, &name).await?);
            }
        }
    }
    for name in ["q", "blank", "filled", "where"] {
        if !call.query.text(name).is_empty() {
            parts.push(joint());
            parts.push(other(call, kind, name));
        }
    }
    parts.push(Part::Add {
        words: words("加条件", "Add a condition").get(lang).to_owned(),
        pick: add(call, kind).await?,
    });
    Ok(Sentence {
        name: kind.words.get(lang).to_owned(),
        parts,
        ..Sentence::default()
    })
}

fn joint() -> Part {
    Part::Text(" · ".to_owned())
}

/// The period, with the usual ones to choose from.
fn when(call: &Call, selection: &Selection) -> Part {
    let lang = call.lang();
    let today = call.house.today();
    let all = words("全部时间", "All time").get(lang);
    let now = selection.period.as_ref();
    let (year, month) = (today.year(), today.month());
    let quarter = u8::try_from((month.number() + 2) / 3).unwrap_or(1);
    let last_month = Period::Month(month).before();
    let mut periods = vec![
        Period::Month(month),
        last_month,
        Period::Quarter(year, quarter),
    ];
    periods.extend((0..5).map(|back| Period::Year(year - back)));
    let to = |period: &str| call.here_with(&[("period", Some(period))]);
    let mut links: Vec<Link> = periods
        .iter()
        .map(|p| Link::new(p.name(lang), to(&p.to_string())))
        .collect();
    links.push(Link::new(all, call.here_with(&[("period", None)])));
    Part::Control {
        words: now.map_or_else(|| all.to_owned(), |(_, period)| period.name(lang)),
        pick: Pick::Links(links),
    }
}

/// A condition on one field, in words, with the form that changes it.
async fn said(call: &Call, field: &'static Field, name: &str) -> Result<Part, Stop> {
    let lang = call.lang();
    let values: Vec<&str> = call
        .query
        .all(name)
        .filter(|v| !v.trim().is_empty())
        .collect();
    let label = field.words.get(lang);
    if Asking::of(field) == Asking::Place {
        return place::said(call, field, name, &values).await;
    }
    let read = match field.kind {
        Type::Choice(_) | Type::YesNo => values
            .iter()
            .map(|v| choice_words(field, v, lang))
            .collect(),
        _ if !field.targets().is_empty() => names(call, field, &values).await?,
        _ => values
            .iter()
            .map(|v| (*v).to_owned())
            .collect::<Vec<String>>(),
    };
    let read = read.join(if lang == Lang::Zh { "或" } else { " or " });
    // A record pointed at is no word to be typed anew: one leaves it out, or picks another.
    let pick = match Asking::of(field) {
        Asking::Link => Pick::Links(vec![gone(call, name)]),
        _ => ask(call, vec![input(call, field, name)], name),
    };
    let how = match Asking::of(field) {
        Asking::Words => words("含", "contains"),
        Asking::Between if name.ends_with("_from") => words("从", "from"),
        Asking::Between => words("到", "to"),
        _ => words("为", "is"),
    };
    let gap = if lang == Lang::Zh { "" } else { " " };
    Ok(Part::Control {
        words: format!("{label}{gap}{}{gap}{read}", how.get(lang)),
        pick,
    })
}

/// The way to leave a condition out.
fn gone(call: &Call, name: &str) -> Link {
    Link::new(
        words("去掉这个条件", "Leave this condition out").get(call.lang()),
        call.here_with(&[(name, None)]),
    )
}

fn choice_words(field: &Field, said: &str, lang: Lang) -> String {
    match field.kind {
        Type::YesNo => base::show(field, &base::Value::Whole(i64::from(said == "yes")), lang),
        _ => base::show(field, &base::Value::Text(said.to_owned()), lang),
    }
}

async fn names(call: &Call, field: &'static Field, said: &[&str]) -> Result<Vec<String>, Stop> {
    let ids: std::collections::BTreeSet<base::Id> = said
        .iter()
        .filter_map(|v| v.rsplit('.').next()?.parse().ok())
        .collect();
    let wanted = field.targets().iter().map(|t| (*t, ids.clone())).collect();
    let labels = labels::named(call, wanted).await?;
    let name = |id: &base::Id| {
        labels
            .get(*id)
            .map_or_else(|| id.to_string(), |(_, n)| n.to_owned())
    };
    Ok(ids.iter().map(name).collect())
}

/// A condition that is no field's own: what is looked for, what is blank, what a figure says.
fn other(call: &Call, kind: &'static Kind, name: &str) -> Part {
    let lang = call.lang();
    let label = |said: &str| {
        kind.field(said)
            .map_or(said.to_owned(), |f| f.words.get(lang).to_owned())
    };
    let words_said = match name {
        "q" => format!("“{}”", call.query.text("q")),
        "blank" => format!(
            "{}{}",
            label(call.query.text("blank")),
            words("没有填", " is blank").get(lang)
        ),
        "filled" => format!(
            "{}{}",
            label(call.query.text("filled")),
            words("已填", " is filled in").get(lang)
        ),
        _ => words("按口径的条件", "as the figure's definition says")
            .get(lang)
            .to_owned(),
    };
    Part::Control {
        words: words_said,
        pick: Pick::Links(vec![gone(call, name)]),
    }
}

/// The form that adds conditions: what is not asked yet. Words and choices come first; of
/// numbers and days only those that the list shows.
async fn add(call: &Call, kind: &'static Kind) -> Result<Pick, Stop> {
    let lang = call.lang();
    let mut fields = Vec::new();
    let scope = &call.visitor()?.scope;
    let sees = |field: &Field| scope.may_see(field.privacy);
    if typed::anywhere(kind, "x", &sees).is_some() && call.query.text("q").is_empty() {
        let text = Filled::Text {
            value: String::new(),
            keyboard: Keyboard::Text,
            autocomplete: "off",
        };
        let label = words("含这些字", "Contains these words").get(lang);
        fields.push(Input::new("q", label, text));
    }
    let new = |name: &String| call.query.text(name).is_empty();
    let offers = inputs::Offers::of(call, kind, None).await?;
    for field in kind.fields {
        if Asking::of(field) == Asking::Place && offers.all(field).is_none() {
            fields.extend(place::offer(call, field).await?);
            continue;
        }
        let picked = offers.all(field).filter(|_| field.targets().len() == 1);
        if let Some(all) = picked.filter(|_| new(&field.name.to_owned())) {
            fields.push(pick(call, field, &all));
        }
    }
    let shown = |f: &&Field| kind.list.contains(&f.name);
    let chosen = |f: &&Field| matches!(Asking::of(f), Asking::Choice | Asking::YesNo);
    let between = |f: &&Field| Asking::of(f) == Asking::Between;
    let some = kind.fields.iter().filter(chosen);
    let ends = kind.fields.iter().filter(shown).filter(between);
    for field in some.chain(ends) {
        let names = names_of(field).into_iter().filter(new);
        fields.extend(names.map(|name| input(call, field, &name)));
    }
    Ok(ask(call, fields, ""))
}

/// A link's input: one of the few records it may point at.
fn pick(call: &Call, field: &'static Field, all: &[(base::Id, &str)]) -> Input {
    let choice = |(id, name): &(base::Id, &str)| Choice {
        value: id.to_string(),
        words: (*name).to_owned(),
        ..Choice::default()
    };
    let blank = Choice {
        words: "—".to_owned(),
        ..Choice::default()
    };
    let choices = std::iter::once(blank).chain(all.iter().map(choice));
    let pick = Filled::Pick(vec![(String::new(), choices.collect())]);
    Input::new(field.name, field.words.get(call.lang()), pick)
}

/// A form that asks this list again with other values; the rest of the address goes along.
fn ask(call: &Call, fields: Vec<Input>, name: &str) -> Pick {
    let own: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
    let dropped = |n: &str| PASSING.contains(&n) || n == name || own.contains(&n);
    let keep = call
        .query
        .0
        .iter()
        .filter(|(n, v)| !dropped(n) && !v.is_empty());
    Pick::Form {
        action: call.path.split('?').next().unwrap_or("/").into(),
        keep: keep.cloned().collect(),
        fields,
        button: words("看", "Show").get(call.lang()).to_owned(),
    }
}

/// The input of one end or value of a field.
fn input(call: &Call, field: &'static Field, name: &str) -> Input {
    let lang = call.lang();
    let value = call.query.text(name).to_owned();
    let on = |code: &str| call.query.all(name).any(|v| v == code);
    let filled = match field.kind {
        Type::Choice(choices) => Filled::Many(
            choices
                .iter()
                .map(|c| Choice {
                    value: c.code.to_owned(),
                    words: c.words.get(lang).to_owned(),
                    count: None,
                    on: on(c.code),
                })
                .collect(),
        ),
        Type::YesNo => Filled::YesNo(if value.is_empty() {
            None
        } else {
            Some(value == "yes")
        }),
        Type::Day | Type::Moment => Filled::Day(value),
        Type::Month => Filled::Month(value),
        Type::Whole | Type::Decimal(_) | Type::Money | Type::Year => Filled::Number {
            value,
            unit: field.unit.map_or("", |u| u.get(lang)).to_owned(),
            decimals: !matches!(field.kind, Type::Whole | Type::Year),
        },
        _ => Filled::Text {
            value,
            keyboard: Keyboard::Text,
            autocomplete: "off",
        },
    };
    let end = match (name.ends_with("_from"), name.ends_with("_to")) {
        (true, _) => words("从", "from").get(lang),
        (_, true) => words("到", "to").get(lang),
        _ => "",
    };
    let label = format!("{} {end}", field.words.get(lang));
    Input::new(name, label.trim(), filled)
}
