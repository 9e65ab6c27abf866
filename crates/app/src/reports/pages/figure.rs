//! One figure: its page, its drawer, the list of all it counted.
//!
//! In: a key, a period, perhaps a place. Out: value, sentence, things and their records, by
//! month and by place as charts whose marks lead to the same figure of that month or place.

use std::{collections::BTreeSet, sync::Arc};

use base::{Catalogue, Id, Lang, Period, Words, words};
use figures::{Amount, Definition, opening, sentence};
use page::{
    Act, Fig, Href, Line, Link, Standing, State,
    chart::{Chart, Point, Shape},
    figure::Opened,
    frame,
    record::Fact,
    section::{self, End, Head, Item, Note, Section},
};

use super::{as_of, at_hand, at_record, compare, guard, held, period, place, proof, same, soon};
use crate::{
    front::{Call, Done, House, Stop, show::Sheet},
    reports::{
        Values,
        breakdown::{self, Breakdown},
        define,
        definitions::Trouble,
        evaluate::Reading,
        explain::{form, side::Asked},
        guard::{Seen, Sight},
        kept::Wanted,
        labels, shortly,
        shortly::{Short, Shortly},
        things,
        trace::tree,
    },
};

/// Things shown on a figure's page and in its drawer; all of them are a list of their own.
const FIRST: u32 = 10;
/// Things on a page of that list.
const PAGE: u32 = 50;

const PERIOD: Words = words("统计期间", "Period");
const AS_OF: Words = words("截至", "As of");
const PLACE: Words = words("地方", "Place");
const CHANGE: Words = words("改口径", "Change the definition");
const RECORDS: Words = words("背后的记录", "Records behind it");
const VERSION: Words = words("口径版本", "Version of the definition");
const ALL: Words = words("看全部", "See all of them");
const ALL_OF: Words = words("算进来的", "What makes it up");
const LACKS: Words = words("没有佐证的", "Without the evidence asked for");
const NEXT: Words = words("后面的", "The next ones");
const CLOSED: Words = words(
    "这些记录需要授权才能打开，这里只给出数字。",
    "These records need permission to open; only the number is given here.",
);
const BY_MONTH: Words = words("按月", "By month");
const BY_PLACE: Words = words("按社区", "By community");
const OLD: Words = words(
    "刚有新记录写入，正在重新统计；这里是之前的数。",
    "Records were written since; the value is being computed anew, this is the one before.",
);
const PUT: Words = words("放进报告", "Put into a report");
const GIVE: Words = words("报出去", "Give out");
const AGAIN: Words = words("看新的数", "See the new value");
const MONTH: Words = words("月份", "Month");
const NOWHERE: Words = words("未分类", "Not classified");

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

/// When the values were read: now, or the moment of an older one.
fn read_at(call: &Call, values: &Values) -> i64 {
    let since = values.old.map_or(0, |read| read.elapsed().as_millis());
    call.house.now() - i64::try_from(since).unwrap_or(0)
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

fn items_of(first: &Shortly, definition: &Definition, lang: Lang) -> Vec<Item> {
    let one = |t: &Short| item(t, &definition.unit, lang);
    first.things.iter().map(one).collect()
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

/// The program's own scope: a figure is its place's, whoever reads it.
pub(super) fn system(call: &Call) -> Result<store::Scope, Stop> {
    Ok(store::Scope::system(
        call.visitor()?.scope.park(),
        "how many records a figure holds",
    ))
}

/// A figure's value with all that its page shows of it.
pub(super) async fn ready(
    house: Arc<House>,
    (park, wanted): (Id, Wanted),
    key: String,
) -> Result<Arc<Values>, Trouble> {
    let values = house.figures.values(&house.store, park, wanted).await?;
    let (scope, catalogue) = (
        store::Scope::system(park, "what a figure's page shows"),
        house.store.catalogue(),
    );
    if let Some(definition) = values.definitions.get(&key) {
        let (defined, period) = (&values.definitions, values.period);
        let opened = opening(definition, &values.figures, defined, period, &catalogue);
        let reading = reading(&house, &scope, &catalogue);
        let counting = things::count_records(&reading, &values, definition);
        values.records.or(&key, counting).await?;
        let parting = breakdown::breakdown(&reading, definition, &opened, period);
        values.parts.or(&key, parting).await?;
    }
    Ok(values)
}

/// Where a figure's numbers are read: now, by what is known already.
pub(super) fn reading<'a>(
    house: &'a House,
    scope: &'a store::Scope,
    catalogue: &'a Catalogue,
) -> Reading<'a> {
    Reading {
        store: &house.store,
        scope,
        moment: Default::default(),
        catalogue,
        kept: Some(&house.figures.answers),
    }
}

fn counted(value: &str, unit: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("算进来的 {value}{unit}"),
        Lang::En => format!("What makes up {value} {unit}"),
    }
}

async fn grounds(
    call: &Call,
    values: &Values,
    definition: &Definition,
    records: Option<i64>,
    opens: bool,
) -> Result<Vec<Fact>, Stop> {
    let lang = call.lang();
    let (today, time) = call.house.day_and_time(read_at(call, values));
    let mut facts = vec![
        Fact::new(PERIOD.get(lang), values.period.name(lang).as_str()),
        Fact::new(AS_OF.get(lang), format!("{today} {time}").as_str()),
    ];
    if let Some(id) = place(call)? {
        let names = labels::labels(
            &call.house.store,
            &call.visitor()?.scope,
            BTreeSet::from([("areas".to_owned(), id)]),
            lang,
        )
        .await?;
        let name = names.into_values().next().ok_or(Stop::NotThere)?;
        facts.push(Fact::new(PLACE.get(lang), name.as_str()));
    }
    if let Some(records) = records {
        facts.push(Fact::new(RECORDS.get(lang), records.to_string().as_str()));
    }
    facts.extend(proof::facts(call, values, definition, opens).await?);
    let versions = format!("/figures/{}/versions", definition.key);
    let version = Link::new(definition.version.to_string(), versions);
    facts.push(Fact::new(
        VERSION.get(lang),
        Line(vec![page::Piece::Link(version)]),
    ));
    Ok(facts)
}

fn item(thing: &Short, unit: &str, lang: Lang) -> Item {
    let href = thing
        .record
        .as_ref()
        .map(|(kind, id)| Href::new(format!("/records/{kind}/{id}")));
    let end = match (thing.holds, thing.beside.as_str()) {
        _ if thing.weight != Amount::whole(1) => End::Soft(weighs(thing, unit, lang)),
        (1, beside) => End::Soft(beside.to_owned()),
        (n, _) if lang == Lang::Zh => End::Soft(format!("{n} 条")),
        (n, _) => End::Soft(format!("{n} records")),
    };
    Item {
        what: thing.label.clone(),
        small: String::new(),
        href,
        end,
    }
}

/// What a record that counts as several adds: 「82人次」.
fn weighs(thing: &Short, unit: &str, lang: Lang) -> String {
    let weight = thing.weight.digits(thing.places);
    match lang {
        Lang::Zh => format!("{weight}{unit}"),
        Lang::En => format!("{weight} {}", figures::unit(unit, false)),
    }
}

/// The list of all things.
pub async fn things(call: Call) -> Done {
    let lang = call.lang();
    let key = call.params.get("key").cloned().ok_or(Stop::NotThere)?;
    let values = soon(&call, &key).await?;
    let definition = values.definitions.get(&key).ok_or(Stop::NotThere)?;
    let page = super::things(&call, &values, definition, PAGE).await?;
    let name = if lang == Lang::Zh {
        &definition.zh
    } else {
        &definition.en
    };
    let query = same(&values, place(&call)?);
    let back = Href::new(format!("/figures/{key}?{query}"));
    let crumb = Line(vec![page::Piece::Link(Link::new(
        name.clone(),
        back.clone(),
    ))]);
    // A number not known yet does not keep its records waiting: it stands on the figure's page.
    let lacks = call.query.get("lack") == Some("evidence");
    let title = match values.figures.get(&key) {
        _ if lacks => LACKS.get(lang).to_owned(),
        Some(worth) => {
            let catalogue = call.catalogue();
            let Seen { value, unit, .. } =
                guard(&call, &values, &catalogue)?.read(definition, worth, lang);
            counted(&value, unit.trim(), lang)
        }
        None => ALL_OF.get(lang).to_owned(),
    };
    let head = Head {
        crumb,
        title: title.clone(),
        lead: values.period.name(lang).as_str().into(),
        ..Head::default()
    };
    let list: Vec<Item> = page
        .things
        .iter()
        .map(|t| item(t, &definition.unit, lang))
        .collect();
    let mut section = Section::new("", section::items(&list, call.reading.lang));
    let next = |after: &String| {
        Link::new(
            NEXT.get(lang),
            Href::new(format!(
                "/figures/{key}/things?{query}{}&after={}",
                if lacks { "&lack=evidence" } else { "" },
                crate::front::escaped(after)
            )),
        )
    };
    section.more = page.next.as_ref().map(next);
    let body = section::narrow(&[head.show(call.reading.lang), section.show()]);
    Ok(call.page(Sheet {
        title,
        place: Some(frame::Place::Figures),
        back: None,
        body,
    }))
}

async fn charts(
    call: &Call,
    values: &Values,
    definition: &Definition,
    lang: Lang,
) -> Result<Vec<Section>, Stop> {
    if !guard(call, values, &call.catalogue())?.opens(definition) {
        return Ok(Vec::new());
    }
    let scope = system(call)?;
    let opened = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        &call.catalogue(),
    );
    let catalogue = call.catalogue();
    let reading = reading(&call.house, &scope, &catalogue);
    let parting = breakdown::breakdown(&reading, definition, &opened, values.period);
    let parts = values.parts.or(&definition.key, parting).await?;
    let mut sections = Vec::new();
    if parts.months.len() > 1 {
        sections.push(Section::new(
            BY_MONTH.get(lang),
            by_month(definition, &parts, place(call)?, lang).show(call.reading.lang),
        ));
    }
    if parts.places.len() > 1 {
        let ids = parts
            .places
            .iter()
            .filter_map(|p| Some(("areas".to_owned(), p.of?)))
            .collect();
        let names = labels::labels(&call.house.store, &scope, ids, lang).await?;
        let chart = by_place(definition, &parts, values, &names, lang);
        sections.push(Section::new(
            BY_PLACE.get(lang),
            chart.show(call.reading.lang),
        ));
    }
    sections.extend(super::parts::section(call, values, definition).await?);
    Ok(sections)
}

fn by_month(definition: &Definition, parts: &Breakdown, place: Option<Id>, lang: Lang) -> Chart {
    let place = place.map(|id| format!("&place={id}")).unwrap_or_default();
    let point = |part: &breakdown::Part<base::Month>| {
        let month = part.of?;
        Some(Point {
            name: Period::Month(month).name(lang),
            short: month.number().to_string(),
            size: part.value,
            value: part.value.to_string(),
            href: Href::new(format!("/figures/{}?period={month}{place}", definition.key)),
        })
    };
    Chart {
        title: BY_MONTH.get(lang).to_owned(),
        axis: MONTH.get(lang).to_owned(),
        unit: definition.unit.clone(),
        shape: Shape::Columns,
        points: parts.months.iter().filter_map(point).collect(),
    }
}

fn by_place(
    definition: &Definition,
    parts: &Breakdown,
    values: &Values,
    names: &labels::Labels,
    lang: Lang,
) -> Chart {
    let point = |part: &breakdown::Part<Id>| {
        let name = part
            .of
            .and_then(|id| names.get(&("areas".to_owned(), id)).cloned());
        let query = part
            .of
            .map_or_else(|| same(values, None), |id| same(values, Some(id)));
        Point {
            name: name.unwrap_or_else(|| NOWHERE.get(lang).to_owned()),
            short: String::new(),
            size: part.value,
            value: part.value.to_string(),
            href: Href::new(format!("/figures/{}?{query}", definition.key)),
        }
    };
    Chart {
        title: BY_PLACE.get(lang).to_owned(),
        axis: PLACE.get(lang).to_owned(),
        unit: definition.unit.clone(),
        shape: Shape::Bars,
        points: parts.places.iter().map(point).collect(),
    }
}
