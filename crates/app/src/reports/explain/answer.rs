//! The answer to one request: what a reader may be told of two figures and the steps between.
//!
//! In: a request. Out: both figures as this reader sees them, and the steps where both open to
//! them; else why not. The page and the JSON print the same answer. Where a figure does not open
//! to the reader there are no steps, and of the care compartment not even a gap.

use std::sync::Arc;

use base::{Catalogue, Id, Lang, Words, words};
use store::Scope;

use super::{
    asked::Sides,
    explained::{Explained, Without, explain},
    side::{Figured, MOST},
    words::Named,
};
use crate::{
    front::{Call, Stop},
    reports::{
        guard::{Guard, Seen, Sight},
        labels::labels,
    },
};

const CLOSED: Words = words(
    "背后的记录需要授权才能打开，所以不能逐条说明。",
    "The records behind these figures need permission to open, so the steps are not told.",
);
const NOT_THEN: Words = words("只给出现在的数", "given as of now only");

/// Both figures, and what became of holding them against each other.
pub struct Answer {
    /// The two figures, the earlier moment first.
    pub sides: [Figured; 2],
    /// Their names in words.
    pub named: Named,
    /// The steps, or why there are none.
    pub told: Result<Explained, String>,
    /// What each side says to this reader, where there are no steps.
    pub seen: [String; 2],
    /// What is to be known besides.
    pub notes: Vec<String>,
}

/// The answer; nothing while the query does not name two sides.
///
/// # Errors
/// `NotThere` without such a figure or place.
pub async fn answer(call: &Call, sides: &mut Sides) -> Result<Option<Answer>, Stop> {
    let Some([a, b]) = sides.both() else {
        return Ok(None);
    };
    let house = &call.house;
    let scope = Scope::system(call.visitor()?.scope.park(), "why two figures differ");
    let both = [a.clone(), b.clone()];
    let mut read = Vec::new();
    for (at, asked) in both.into_iter().enumerate() {
        let placed = asked.wanted.place.is_some();
        let side = Figured::read(&house.store, &scope, &house.figures, asked).await?;
        match side {
            Some(side) => read.push(side),
            None if placed => {
                sides.unplaced(at);
                return Ok(None);
            }
            None => return Err(Stop::NotThere),
        }
    }
    let both: [Figured; 2] = read.try_into().map_err(|_| Stop::NotThere)?;
    Ok(Some(told(call, both).await?))
}

/// Two figures held against each other, for the caller.
///
/// # Errors
/// Faults of the store.
pub async fn told(call: &Call, [here, there]: [Figured; 2]) -> Result<Answer, Stop> {
    let (house, lang, catalogue) = (&call.house, call.lang(), call.catalogue());
    let scope = Scope::system(call.visitor()?.scope.park(), "why two figures differ");
    let places = [place(call, &here).await?, place(call, &there).await?];
    let [p, q] = &places;
    let named = Named::of([&here, &there], [p, q], house, lang);
    let opens = opens(call, &here)? && opens(call, &there)?;
    let told = match opens {
        false => Err(CLOSED.get(lang).to_owned()),
        true => match explain((&house.store, &scope), [&here, &there], lang).await? {
            Ok(explained) => Ok(explained),
            Err(Without::Against(why)) => Err(why),
            Err(Without::TooMany) => Err(too_many(lang)),
        },
    };
    let seen = [
        seen(call, &here, &catalogue)?,
        seen(call, &there, &catalogue)?,
    ];
    let notes = notes(call, [&here, &there]);
    Ok(Answer {
        sides: [here, there],
        named,
        told,
        seen,
        notes,
    })
}

impl Answer {
    /// Both sides.
    pub fn both(&self) -> [&Figured; 2] {
        let [a, b] = &self.sides;
        [a, b]
    }
}

/// Whether a figure opens to this reader.
///
/// # Errors
/// `SignIn` when nobody is.
pub fn opens(call: &Call, side: &Figured) -> Result<bool, Stop> {
    Ok(sight(call, side, &call.catalogue())? == Sight::Opens)
}

fn guard<'a>(
    call: &'a Call,
    side: &'a Figured,
    catalogue: &'a Arc<Catalogue>,
) -> Result<Guard<'a>, Stop> {
    Ok(Guard::new(
        &side.values,
        catalogue,
        Some(&call.visitor()?.scope),
    ))
}

fn sight(call: &Call, side: &Figured, catalogue: &Arc<Catalogue>) -> Result<Sight, Stop> {
    let definition = side.definition().ok_or(Stop::NotThere)?;
    Ok(guard(call, side, catalogue)?.sight(definition))
}

/// What a side says to this reader. Of the care compartment an earlier moment is not given: a
/// day later by one would tell of one person.
fn seen(call: &Call, side: &Figured, catalogue: &Arc<Catalogue>) -> Result<String, Stop> {
    let lang = call.lang();
    let definition = side.definition().ok_or(Stop::NotThere)?;
    let guard = guard(call, side, catalogue)?;
    if guard.sight(definition) == Sight::Guarded && side.asked.at.is_some() {
        return Ok(NOT_THEN.get(lang).to_owned());
    }
    let figure = side.values.figures.get(&definition.key);
    let Seen { value, unit, .. } = guard.read(definition, figure.ok_or(Stop::NotThere)?, lang);
    Ok(format!("{value}{unit}"))
}

/// The name of a side's place; empty for the whole park.
async fn place(call: &Call, side: &Figured) -> Result<String, Stop> {
    let Some(id) = side.asked.wanted.place else {
        return Ok(String::new());
    };
    let wanted = [("areas".to_owned(), Id(id.0))].into();
    let scope = &call.visitor()?.scope;
    let names = labels(&call.house.store, scope, wanted, call.lang()).await?;
    names.into_values().next().ok_or(Stop::NotThere)
}

fn too_many(lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("记录超过 {MOST} 条，请缩短时间或选一个社区再比。"),
        Lang::En => format!("More than {MOST} records: choose a shorter period or one community."),
    }
}

fn notes(call: &Call, sides: [&Figured; 2]) -> Vec<String> {
    let (lang, today) = (call.lang(), call.house.today());
    let mut notes = Vec::new();
    let mut open: Vec<base::Period> = Vec::new();
    for side in sides {
        let period = side.asked.wanted.period;
        if period.bounds().1 >= today && !open.contains(&period) {
            open.push(period);
            notes.push(match lang {
                Lang::Zh => format!("{}还没有过完，数到{today}为止。", period.name(lang)),
                Lang::En => format!(
                    "{} is not over yet: counted up to {today}. ",
                    period.name(lang)
                ),
            });
        }
    }
    if sides.iter().any(|side| side.asked.at.is_some()) {
        let now = words(
            "较早的一边按当时的记录、现在的口径算。",
            "The earlier side is counted from the records as they stood, by today's definition. ",
        );
        notes.push(now.get(lang).to_owned());
    }
    notes
}
