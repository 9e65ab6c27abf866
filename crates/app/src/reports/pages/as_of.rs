//! A figure as its records stood at an earlier moment: a field on its page, and that page.
//!
//! In: `as_of=2026-07-01`, perhaps with a time. Out: the value as of then, by the definition as it
//! is now, and the things it counted with their rows. A figure of the care compartment is not told
//! at two moments to whoever may not open it.

use base::{Day, Lang, Words, words};
use figures::{Definition, sentence};
use page::{
    Fig, Href, Link,
    field::{Field, Input, Keyboard},
    form::{Form, Group},
    frame,
    section::{self, End, Head, Item, Section},
};
use store::Moment;

use super::{
    guard, place,
    reading::{asked, system},
    same,
};
use crate::{
    front::{Call, Done, Stop, show::Sheet},
    ledgers::of_record,
    reports::{
        Values,
        guard::Sight,
        moment,
        things::{Looking, Thing},
    },
};

const AS_OF: Words = words("截至…时的记录", "As the records stood");
const DAY: Words = words("哪一天（可带时间）", "On which day (a time may follow)");
const LOOK: Words = words("看那时的", "See it then");
const COUNTED: Words = words("那时算进来的", "What made it up then");
const NOW: Words = words("现在的数", "As it stands now");
/// Things shown.
const MOST: usize = 500;

/// The field.
pub(super) fn field(values: &Values, definition: &Definition, lang: Lang) -> Section {
    let input = Input::Text {
        value: String::new(),
        keyboard: Keyboard::Text,
        autocomplete: "off",
    };
    let mut hint = Field::new("as_of", DAY.get(lang), input);
    hint.hint = "2026-07-01 14:30".to_owned();
    let form = Form {
        id: "as-of".to_owned(),
        action: Href::new(format!("/figures/{}", definition.key)),
        asks: true,
        with: vec![("period".to_owned(), values.period.to_string())],
        groups: vec![Group {
            fields: vec![hint],
            ..Group::default()
        }],
        save: LOOK.get(lang).to_owned(),
        ..Form::default()
    };
    Section::new(AS_OF.get(lang), form.show(lang))
}

/// The moment asked for: the end of the minute, or of the day.
///
/// # Errors
/// `NotThere` when it is none.
pub(super) fn moment_of(call: &Call) -> Result<Option<i64>, Stop> {
    let said = call.query.text("as_of").trim();
    if said.is_empty() {
        return Ok(None);
    }
    // What a signed return leads to: the very moment, in milliseconds since 1970.
    if let Some(at) = said.parse().ok().filter(|_| said.len() > 10) {
        return Ok(Some(at));
    }
    let (day, time) = said.split_once([' ', 'T']).unwrap_or((said, "23:59"));
    let minutes = || {
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
        let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
        fits.then_some(hour * 60 + minute)
    };
    let day: Day = day.parse().map_err(|_| Stop::NotThere)?;
    let said = since_1970(day) + minutes().ok_or(Stop::NotThere)?;
    // As if the park's clock were that of Greenwich, then put right by what it shows there.
    let (there, clock) = call.house.day_and_time(said * 60_000);
    let (hour, minute) = clock.split_once(':').ok_or(Stop::NotThere)?;
    let shown = hour.parse::<i64>().unwrap_or(0) * 60 + minute.parse::<i64>().unwrap_or(0);
    let ahead = since_1970(there) + shown - said;
    Ok(Some((said - ahead + 1) * 60_000 - 1))
}

fn since_1970(day: Day) -> i64 {
    Day::new(1970, 1, 1).map_or(0, |first| first.until(day)) * 24 * 60
}

/// The page of a figure as of a moment.
///
/// # Errors
/// `NotThere` without such a figure, or where it is not told of then; faults of the store.
pub(super) async fn show(call: &Call, key: &str, at: i64) -> Done {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let (house, at) = (&call.house, Moment::At(at));
    let (_, wanted) = asked(call, Some(key))?;
    let system = system(call)?;
    let (store, kept) = (&house.store, &house.figures);
    let values = moment::values_of_park(store, &system, kept, &wanted, at).await?;
    let (definition, figure) = values.get(key).ok_or(Stop::NotThere)?;
    let guard = guard(call, &values, &catalogue)?;
    let sight = guard.sight(definition);
    if sight == Sight::Guarded {
        return Err(Stop::NotThere);
    }
    let seen = guard.read(definition, figure, lang);
    let things = match sight {
        Sight::Opens => {
            let looking = Looking {
                store,
                scope: &call.visitor()?.scope,
                moment: at,
            };
            moment::things(looking, &values, key, lang).await?
        }
        _ => Vec::new(),
    };
    let name = match lang {
        Lang::Zh => &definition.zh,
        Lang::En => &definition.en,
    };
    let (day, time) = match at {
        Moment::At(at) => house.day_and_time(at),
        Moment::Now => house.day_and_time(house.now()),
    };
    let then = match lang {
        Lang::Zh => format!("截至{day} {time}的记录 · {}", values.period.name(lang)),
        Lang::En => format!("Records as of {day} {time} · {}", values.period.name(lang)),
    };
    let now = format!("/figures/{key}?{}", same(&values, place(call)?));
    let head = Head {
        title: name.clone(),
        lead: then.as_str().into(),
        ..Head::default()
    };
    let say = sentence(definition, &values.definitions, &catalogue, lang);
    let value = Section::new(
        "",
        section::stack(&[Fig::inside(seen.value, seen.unit).show_big(lang), {
            let line: page::Line = say.as_str().into();
            line.show(lang)
        }]),
    );
    let list: Vec<Item> = things.iter().take(MOST).map(|t| item(t, lang)).collect();
    let mut counted = Section::new(COUNTED.get(lang), section::items(&list, lang));
    counted.more = Some(Link::new(NOW.get(lang), Href::new(now)));
    let again = field(&values, definition, lang);
    let parts = [head.show(lang), value.show(), counted.show(), again.show()];
    Ok(call.page(Sheet {
        title: name.clone(),
        place: Some(frame::Place::Figures),
        back: None,
        body: section::narrow(&parts),
    }))
}

fn item(thing: &Thing, lang: Lang) -> Item {
    let end = match (thing.rows.len(), lang) {
        (0 | 1, _) => End::Bare,
        (n, Lang::Zh) => End::Soft(format!("{n} 条")),
        (n, Lang::En) => End::Soft(format!("{n} records")),
    };
    let record = thing.record.as_ref();
    Item {
        what: thing.label.clone(),
        href: record.map(|(kind, id)| Href::new(of_record(kind, *id))),
        end,
        ..Item::default()
    }
}
