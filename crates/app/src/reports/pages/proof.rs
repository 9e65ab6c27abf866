//! 佐证要求 and 责任人 of a figure: what a counted record must have, how many lack it, who answers.
//!
//! In: a figure opened by a reader who may open its records. Out: facts for its page, with a way
//! to the records that lack what is asked; the list behind that way; the same for programs.
//! A record without proof still counts.

use base::{Answer, Ask, Filter, Fold, Lang, Words, words};
use figures::{Definition, Each, Opening, evidence, opening};
use page::{Line, Link, Piece, record::Fact};

use super::{place, reading::system, same};
use crate::{
    access::account,
    front::{Call, Stop},
    reports::Values,
};

const EVIDENCE: Words = words("佐证要求", "Evidence asked for");
const OWNER: Words = words("责任人", "Who answers for it");
const NO_PERIOD: Words = words("全部都有", "all have it");

/// How many records a figure counts, and how many of them lack what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Proof {
    /// The records.
    pub all: i64,
    /// Those that lack it.
    pub lack: i64,
}

/// The records a figure counts that lack what is asked; nothing where nothing is asked.
pub(super) fn lacking(call: &Call, values: &Values, definition: &Definition) -> Vec<Opening> {
    if definition.evidence.is_all() {
        return Vec::new();
    }
    let catalogue = call.catalogue();
    let opened = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        &catalogue,
    );
    let lacks = Filter::negate(definition.evidence.at(values.period));
    let one = |part: Opening| Opening {
        selection: part.selection.and(lacks.clone()),
        each: Each::Row,
        met: None,
    };
    opened.into_iter().map(one).collect()
}

/// The count, for whoever may open the records.
///
/// # Errors
/// Faults of the store.
pub(super) async fn count(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Option<Proof>, Stop> {
    let lack = lacking(call, values, definition);
    if lack.is_empty() {
        return Ok(None);
    }
    let catalogue = call.catalogue();
    let all = opening(
        definition,
        &values.figures,
        &values.definitions,
        values.period,
        &catalogue,
    );
    let ask = |part: &Opening| Ask::Fold {
        selection: part.selection.clone(),
        fold: Fold::Count,
        by: Vec::new(),
        after: None,
        limit: 1,
    };
    let asks = all.iter().chain(&lack).map(ask).collect();
    let system = system(call)?;
    let answers = call
        .house
        .store
        .ask(&system, store::Moment::Now, asks)
        .await?;
    let mut numbers = answers.into_iter().map(Answer::number);
    Ok(Some(Proof {
        all: numbers.by_ref().take(all.len()).sum(),
        lack: numbers.sum(),
    }))
}

/// The facts of a figure's page. `opens` says whether the reader may open its records.
///
/// # Errors
/// Faults of the store.
pub(super) async fn facts(
    call: &Call,
    values: &Values,
    definition: &Definition,
    opens: bool,
) -> Result<Vec<Fact>, Stop> {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let mut facts = Vec::new();
    if let Some(asked) = evidence(definition, &values.definitions, &catalogue, lang) {
        let mut said = vec![Piece::Text(asked)];
        if opens && let Some(proof) = count(call, values, definition).await? {
            said.push(Piece::Text(words_of(proof, lang)));
            if proof.lack > 0 {
                let here = same(values, place(call)?);
                let list = format!("/figures/{}/things?{here}&lack=evidence", definition.key);
                said.push(Piece::Link(Link::new(without(proof.lack, lang), list)));
            } else {
                said.push(Piece::Text(NO_PERIOD.get(lang).to_owned()));
            }
        }
        facts.push(Fact::new(EVIDENCE.get(lang), Line(said)));
    }
    if let Some(name) = owner(call, definition).await? {
        facts.push(Fact::new(OWNER.get(lang), name.as_str()));
    }
    Ok(facts)
}

/// The name of whoever answers for a definition; the account's own word where it is gone.
///
/// # Errors
/// Faults of the store.
pub(super) async fn owner(call: &Call, definition: &Definition) -> Result<Option<String>, Stop> {
    if definition.owner.is_empty() {
        return Ok(None);
    }
    let account = account::with_login(&call.house, &definition.owner).await?;
    Ok(Some(
        account.map_or_else(|| definition.owner.clone(), |a| a.name),
    ))
}

fn words_of(proof: Proof, lang: Lang) -> String {
    let have = proof.all - proof.lack;
    match lang {
        Lang::Zh => format!("：{} 条中 {have} 条有，", proof.all),
        Lang::En => format!(": {have} of {} records have it, ", proof.all),
    }
}

/// «2 条没有佐证»
pub(super) fn without(lack: i64, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{lack} 条没有"),
        Lang::En => format!("{lack} lack it"),
    }
}
