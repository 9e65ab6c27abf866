//! One figure: its page and its drawer.
//!
//! In: a key, a period, perhaps a place. Out: value, sentence, what it stands on, the first of
//! what it counted, charts, what it is made of and what it can be held against.

use std::sync::Arc;

use base::{Lang, Words, words};
use figures::{Definition, opening, sentence};
use page::{
    Act, Fig, Href, Line, Link, Standing, State,
    figure::Opened,
    frame,
    section::{Note, Section},
};

use super::{
    as_of, at_record,
    charts::charts,
    compare,
    grounds::grounds,
    guard, held, period, place,
    reading::{at_hand, reading, system},
    same,
    things::{counted, items_of},
};
use crate::{
    front::{Call, Done, Stop, show::Sheet},
    reports::{
        Values, define,
        explain::{form, side::Asked},
        guard::{Seen, Sight},
        kept::Wanted,
        shortly::{self, Shortly},
        things,
        trace::tree,
    },
};

/// Things shown on its page and in its drawer; all of them are a list of their own.
const FIRST: u32 = 10;

const CHANGE: Words = words("改口径", "Change the definition");

const ALL: Words = words("看全部", "See all of them");

const CLOSED: Words = words(
    "这些记录需要授权才能打开，这里只给出数字。",
    "These records need permission to open; only the number is given here.",
);

const OLD: Words = words(
    "刚有新记录写入，正在重新统计；这里是之前的数。",
    "Records were written since; the value is being computed anew, this is the one before.",
);
const PUT: Words = words("放进报告", "Put into a report");
const GIVE: Words = words("报出去", "Give out");
const AGAIN: Words = words("看新的数", "See the new value");

/// The page; with `part=drawer` only the drawer.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    if let (Some(at), Some(key)) = (as_of::moment_of(&call)?, call.params.get("key")) {
        return as_of::show(&call, key, at).await;
    }
    let (values, key) = wanted(&call).await?;
    let (definition, _) = values.get(&key).ok_or(Stop::NotThere)?;
    let drawer = call.query.get("part") == Some("drawer");
    let mut opened = opened(&call, &values, definition).await?;
    if drawer {
        return Ok(axum::response::IntoResponse::into_response(
            axum::response::Html(opened.drawer(call.reading.lang).into_string()),
        ));
    }
    opened.charts = charts(&call, &values, definition, lang).await?;
    let compared = compare::section(&call, &values, definition).await?;
    opened.charts.splice(0..0, compared);
    let mut with = Vec::new();
    with.extend(place(&call)?.map(|id| ("place", id.to_string())));
    let picker = period::picker(&call, values.period, &format!("/figures/{key}"), &with);
    opened.below = Some(picker.show(call.reading.lang));
    opened.ties = tree::sections(&call, &values, definition).await?;
    if !opened.closed {
        opened.charts.push(differs(&call, &values, definition)?);
    }
    if guard(&call, &values, &call.catalogue())?.sight(definition) != Sight::Guarded {
        opened.ties.push(as_of::field(&values, definition, lang));
    }
    let body = opened.show(call.reading.lang);
    Ok(call.page(Sheet {
        title: opened.name,
        place: Some(frame::Place::Figures),
        back: None,
        body,
    }))
}

/// What this figure can be held against.
fn differs(call: &Call, values: &Values, definition: &Definition) -> Result<Section, Stop> {
    let asked = Asked {
        key: definition.key.clone(),
        wanted: Wanted {
            period: values.period,
            place: place(call)?,
            only: Some(definition.key.clone()),
        },
        at: None,
    };
    Ok(form::section(call, values, &asked))
}

async fn wanted(call: &Call) -> Result<(Arc<Values>, String), Stop> {
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let values = at_hand(call, &key).await?;
    Ok((values, key))
}

async fn opened(call: &Call, values: &Values, definition: &Definition) -> Result<Opened, Stop> {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let scope = &call.visitor()?.scope;
    let worth = values.figures.get(&definition.key).ok_or(Stop::NotThere)?;
    let guard = guard(call, values, &catalogue)?;
    let sight = guard.sight(definition);
    let opens = sight == Sight::Opens;
    let Seen {
        value,
        unit,
        kept_back,
    } = guard.read(definition, worth, lang);
    let state = if kept_back {
        State::Withheld
    } else {
        State::Open
    };
    let query = same(values, place(call)?);
    let page = Href::new(format!("/figures/{}?{query}", definition.key));
    let parts = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        &catalogue,
    );
    let first = match opens {
        true => shortly::shortly(&call.house.store, scope, &parts, None, FIRST, lang).await?,
        false => Shortly::default(),
    };
    let records = match sight {
        Sight::Guarded => None,
        _ => {
            let system = system(call)?;
            let reading = reading(&call.house, &system, &catalogue);
            let counting = things::count_records(&reading, values, definition);
            Some(values.records.or(&definition.key, counting).await?)
        }
    };
    let list = format!("/figures/{}/things?{query}", definition.key);
    let from_record = match opens {
        true => at_record::note(call, &parts, &list).await?,
        false => None,
    };
    let all = Link::new(ALL.get(lang), Href::new(list));
    let fig = Fig::open(value.clone(), unit.clone(), page.clone()).with(state);
    let say = sentence(definition, &values.definitions, &catalogue, lang);
    Ok(Opened {
        fig,
        name: name(definition, lang),
        doing: doing(call, values, definition, lang),
        say: if let Some(gap) = worth.gap.filter(|_| !worth.is_there()) {
            Line::from(format!("{say} {}", sentence_of(gap.words(), lang)).as_str())
        } else if opens {
            say.as_str().into()
        } else {
            Line::from(format!("{say} {}", CLOSED.get(lang)).as_str())
        },
        notes: old_note(call, values)
            .into_iter()
            .chain(from_record)
            .chain(held::note(call, values, definition)?)
            .collect(),
        counted: if opens {
            counted(&value, unit.trim(), lang)
        } else {
            String::new()
        },
        closed: !opens,
        things: items_of(&first, definition, lang),
        all: opens.then_some(all),
        grounds: grounds(call, values, definition, records, opens).await?,
        page,
        ..Opened::default()
    })
}

/// That something was written since, and the value is being computed anew.
fn old_note(call: &Call, values: &Values) -> Option<Note> {
    values.old?;
    let lang = call.lang();
    let here = Link::new(AGAIN.get(lang), Href::new(call.path.clone()));
    Some(Note {
        standing: Standing::Rest,
        title: OLD.get(lang).to_owned(),
        body: Line(vec![page::Piece::Link(here)]),
    })
}

fn name(definition: &Definition, lang: Lang) -> String {
    match lang {
        Lang::Zh => definition.zh.clone(),
        Lang::En => definition.en.clone(),
    }
}

/// What may be done with it: to give it out, and for a manager more.
fn doing(call: &Call, values: &Values, definition: &Definition, lang: Lang) -> Vec<Act> {
    let key = &definition.key;
    let mut acts = Vec::new();
    if call
        .visitor()
        .is_ok_and(|v| v.scope.roles().any(base::Roles::TEAM))
    {
        let query = same(values, values.place);
        acts.push(Act::open(
            GIVE.get(lang),
            format!("/give-out?figure={key}&{query}"),
        ));
    }
    if define::may_change(call, definition) {
        acts.push(Act::open(
            CHANGE.get(lang),
            format!("/figures/{key}/define"),
        ));
        acts.push(Act::open(
            PUT.get(lang),
            format!("/texts/annual?figure={key}"),
        ));
    }
    acts
}

/// Words as a sentence of their own.
fn sentence_of(words: Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}。", words.zh),
        Lang::En => format!("Note: {}.", words.en),
    }
}
