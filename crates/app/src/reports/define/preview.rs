//! What a definition under way comes to: its sentence, its value, its first things, what it moves.
//!
//! In: the definitions with the draft among them. Out: the part that stands beside the form.
//! A value of the care compartment that is kept back elsewhere is kept back here.

use std::sync::Arc;

use base::{Lang, Period, words};
use figures::{Definition, Definitions, Need, opening, sentence};
use page::{
    Fig,
    making::Making,
    section::{self, Item},
};
use store::Scope;

use super::under_way::{definitions_of, key_of};
use crate::{
    front::{Call, Stop},
    reports::{
        Values, evaluate,
        guard::{Guard, Sight},
        shortly,
    },
};

/// Things shown while a definition is under way.
const FIRST: u32 = 5;

pub(super) fn unfinished(lang: Lang) -> Making {
    let say = words(
        "选完后这里出现口径和数字。",
        "Its sentence and value appear here once it is complete.",
    );
    Making {
        says: vec![say.get(lang).to_owned()],
        ..Making::default()
    }
}

/// The sentence in both languages, the value and the first things, as they stand now.
pub(super) async fn preview(
    call: &Call,
    all: Definitions,
    draft: &Definition,
) -> Result<Making, Stop> {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let period = call.form.get("period").and_then(|p| p.parse().ok());
    let period: Period = period.unwrap_or(Period::Year(call.house.today().year()));
    let key = key_of(draft);
    let Some(definition) = all.get(&key).cloned() else {
        return Ok(unfinished(lang));
    };
    let scope = Scope::system(
        call.visitor()?.scope.park(),
        "the value of a definition under way",
    );
    let need = Need::whole(&key, period);
    let reading = evaluate::Reading {
        store: &call.house.store,
        scope: &scope,
        moment: Default::default(),
        catalogue: &catalogue,
        kept: None,
    };
    let wanted = std::slice::from_ref(&need);
    let (known, _) = reading.known(&all, wanted, Vec::new()).await?;
    let figures = known
        .iter()
        .filter(|(n, _)| n.period == period && n.by.is_empty());
    let figures = figures.map(|(n, f)| (n.key.clone(), f.clone())).collect();
    let Some(figure) = known.get(&need) else {
        return Ok(unfinished(lang));
    };
    let values = Values {
        definitions: Arc::new(all),
        period,
        place: None,
        figures,
        waiting: Default::default(),
        old: None,
        records: Default::default(),
        parts: Default::default(),
    };
    let own = &call.visitor()?.scope;
    let guard = Guard::new(&values, &catalogue, Some(own));
    let all = &values.definitions;
    let parts = opening(&definition, &values.figures, all, period, &catalogue);
    let first = match guard.opens(&definition) {
        true => shortly::shortly(&call.house.store, own, &parts, None, FIRST, lang).await?,
        false => Default::default(),
    };
    let seen = guard.read(&definition, figure, lang);
    let thing = |t: &shortly::Short| Item {
        what: t.label.clone(),
        ..Item::default()
    };
    let things: Vec<Item> = first.things.iter().map(thing).collect();
    let other = match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let said = |lang| sentence(&definition, all, &catalogue, lang);
    Ok(Making {
        title: format!(
            "{} · {}",
            words("现在是", "As it stands").get(lang),
            period.name(lang)
        ),
        fig: Some(Fig::inside(seen.value, seen.unit)),
        says: vec![said(lang), said(other)],
        notes: notes(&definition, figure, lang),
        moves: moves(call, &values, &guard).await?,
        things,
    })
}

/// What the version in use comes to, where it comes to something else, and what is made of it.
async fn moves(call: &Call, new: &Values, guard: &Guard<'_>) -> Result<Vec<Item>, Stop> {
    let was = call
        .form
        .get("was")
        .or(call.params.get("key").map(String::as_str));
    let old = definitions_of(call).await?;
    let Some(was) = was.filter(|was| old.get(was).is_some()) else {
        return Ok(Vec::new());
    };
    let (lang, period) = (call.lang(), new.period);
    let mut keys = vec![was.to_owned()];
    loop {
        let uses = |d: &&Definition| d.uses().iter().any(|key| keys.iter().any(|k| k == key));
        let more: Vec<String> = old
            .iter()
            .filter(uses)
            .map(|d| d.key.clone())
            .filter(|key| !keys.contains(key))
            .collect();
        if more.is_empty() {
            break;
        }
        keys.extend(more);
    }
    let scope = Scope::system(call.visitor()?.scope.park(), "what a new version moves");
    let catalogue = call.catalogue();
    let reading = evaluate::Reading {
        store: &call.house.store,
        scope: &scope,
        moment: Default::default(),
        catalogue: &catalogue,
        kept: Some(&call.house.figures.answers),
    };
    let wanted: Vec<Need> = keys.iter().map(|key| Need::whole(key, period)).collect();
    let (before, _) = reading.known(&old, &wanted, Vec::new()).await?;
    let (after, _) = reading.known(&new.definitions, &wanted, Vec::new()).await?;
    let item = |need: &Need| {
        let definition = new.definitions.get(&need.key)?;
        // Two numbers of the care compartment beside each other tell more than either.
        let guarded = |d: &Definition| guard.sight(d) == Sight::Guarded;
        if guarded(definition) || guarded(old.get(&need.key)?) {
            return None;
        }
        let (was, now) = (before.get(need)?, after.get(need)?);
        let was = guard.read(old.get(&need.key)?, was, lang);
        let now = guard.read(definition, now, lang);
        (was != now).then(|| Item {
            what: match lang {
                Lang::Zh => definition.zh.clone(),
                Lang::En => definition.en.clone(),
            },
            end: section::End::Moves(was.value, Fig::inside(now.value, now.unit)),
            ..Item::default()
        })
    };
    Ok(wanted.iter().filter_map(item).collect())
}

/// Why there is no value, or why it does not bear its words.
fn notes(definition: &Definition, figure: &figures::Figure, lang: Lang) -> Vec<String> {
    let gap = figure.gap.map(|g| g.words().get(lang).to_owned());
    let unborne = figure.unborne(definition).map(|u| u.reason(lang));
    gap.into_iter().chain(unborne).collect()
}
