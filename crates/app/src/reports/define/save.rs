//! A definition saved: a record of kind `definitions`, each saving another version.
//!
//! In: the form. Out: the definition kept and its page, or the form again with what is wrong.
//! One that does not fit is never kept.

use axum::http::StatusCode;
use base::{Answer, Ask};
use figures::Definitions;

use super::{
    draft::Draft,
    pages::draw,
    under_way::{DRAFT, definitions_of, eyes, unfit, with},
};
use crate::{
    front::{Call, Done, Stop, show},
    intake::{Aim, Given},
    ledgers::saving::{self, Once},
    reports::definitions,
};

/// Saves a definition that fits, as another version of the one it was.
pub(super) async fn save(call: &Call) -> Done {
    let catalogue = call.catalogue();
    let all = definitions_of(call).await?;
    let was = call.form.text("was").to_owned();
    let mut draft = Draft::read(&call.form, eyes(call, &catalogue)?);
    let kept = match all.get(&was) {
        None if !was.is_empty() => unfit(call, &was).await.ok(),
        found => found.cloned(),
    };
    let old = kept.as_ref();
    draft.definition.key = match old {
        Some(old) => old.key.clone(),
        None => free_key(&all, &draft.definition.en),
    };
    draft.definition.version = old.map_or(1, |old| old.version + 1);
    let fits = Definitions::new(with(&all, &draft.definition, &was), &catalogue).is_ok();
    if !draft.problems.is_empty() || !fits {
        return draw(call, &call.form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let aim = match old {
        Some(old) => aim(call, &old.key).await?,
        None => Aim::New,
    };
    let kind = catalogue.kind("definitions").ok_or(Stop::NotThere)?;
    let given = definitions::given(kind, &draft.definition).map_err(Stop::fault)?;
    let given = Given { aim, ..given };
    let once = Once {
        key: call.form.text("once").to_owned(),
        sent: call.form.write(),
    };
    saving::save(call, given, once, "").await?;
    Ok(show::see_done(
        &format!("/figures/{}", draft.definition.key),
        "saved",
    ))
}

/// The record that holds a definition, as it stands.
async fn aim(call: &Call, key: &str) -> Result<Aim, Stop> {
    let ask = Ask::Natural {
        kind: "definitions".to_owned(),
        keys: vec![key.to_owned()],
    };
    match call.ask_one(ask).await? {
        Answer::Natural(found) => found
            .into_iter()
            .next()
            .map(|(_, record)| Aim::Change {
                id: record.id,
                since: record.since,
            })
            // A definition of the shipped report that the park has not made its own yet.
            .map_or(Ok(Aim::New), Ok),
        _ => Ok(Aim::New),
    }
}

/// A key nobody has: from the English name, where it has letters.
fn free_key(all: &Definitions, en: &str) -> String {
    let words: Vec<String> = en
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let stem = match words.join("_") {
        stem if stem.len() >= 3 && stem != DRAFT && stem != "define" => {
            stem.chars().take(60).collect()
        }
        _ => "own".to_owned(),
    };
    let free = |key: &String| all.get(key).is_none();
    let numbered = (1..).map(|n| {
        if n == 1 {
            stem.clone()
        } else {
            format!("{stem}_{n}")
        }
    });
    numbered.into_iter().find(free).unwrap_or(stem.clone())
}
