//! What stands below a return's text on its desk: the figures to look at or confirm; what changed
//! since it was signed.
//!
//! In: a return, checked. Out: sections of its page. It decides nothing and writes nothing.

use base::{Id, Lang, words};
use maud::Markup;
use page::{
    Href,
    section::{self, End, Item, Section},
};

use super::{
    checked::{Checked, Line},
    paper::{Paper, Stage},
    restated::Restated,
};
use crate::{
    access::account,
    front::{Call, Stop},
};

/// The figures with what is to be looked at: of a draft those that differ from what went out
/// before or lack evidence, of what is checked all, each with who confirmed it.
///
/// # Errors
/// Faults of the store.
pub async fn figures(
    call: &Call,
    paper: &Paper,
    checked: &Checked,
) -> Result<Option<Section>, Stop> {
    let lang = call.lang();
    let title = match paper.stage() {
        Stage::Draft => words("要留意的数", "Figures to look at"),
        Stage::Checking => words("逐个核定", "Figure by figure"),
        _ => return Ok(None),
    };
    let checking = paper.stage() == Stage::Checking;
    let shown = |line: &&Line| checking || line.differs() || line.lack.is_some_and(|n| n > 0);
    let of = paper
        .period
        .map_or(String::new(), |period| format!("?period={period}"));
    let mut items = Vec::new();
    for line in checked.lines.iter().filter(shown) {
        let mut small = match line.confirmed_by {
            Some(by) => match (name(call, by).await?, lang) {
                (who, Lang::Zh) => format!("{who} 已核定"),
                (who, Lang::En) => format!("confirmed by {who}"),
            },
            None => words("还没有核定", "not confirmed yet")
                .get(lang)
                .to_owned(),
        };
        if let Some(before) = line.before.as_ref().filter(|_| line.differs()) {
            small.push_str(&match lang {
                Lang::Zh => format!("；{}报{}的是{}", before.on, before.recipient, before.said),
                Lang::En => format!(
                    "; {} went to {} on {}",
                    before.said, before.recipient, before.on
                ),
            });
        }
        if let Some(lack) = line.lack.filter(|lack| *lack > 0) {
            small.push_str(&match lang {
                Lang::Zh => format!("；{lack} 条缺佐证"),
                Lang::En => format!("; {lack} lack evidence"),
            });
        }
        items.push(Item {
            what: line.name.clone(),
            small,
            href: Some(Href::new(format!("/figures/{}{of}", line.key))),
            end: End::Soft(line.reads.clone()),
        });
    }
    let list = || section::items(&items, call.reading.lang);
    Ok((!items.is_empty()).then(|| Section::new(title.get(lang), list())))
}

/// The name of an account.
async fn name(call: &Call, id: Id) -> Result<String, Stop> {
    let account = account::one(&call.house, id).await?;
    Ok(account.map_or_else(|| id.to_string(), |account| account.name))
}

/// 更正说明: each figure that is another now, with the steps between.
pub fn changes(call: &Call, all: &[Restated]) -> Vec<Markup> {
    let lang = call.lang();
    let title = words("更正说明", "Changed since it was signed").get(lang);
    if all.is_empty() {
        let none = words(
            "签发以后，这些数没有变。",
            "Since it was signed, none of its figures has changed.",
        );
        let body = section::items(
            &[Item {
                what: none.get(lang).to_owned(),
                ..Item::default()
            }],
            call.reading.lang,
        );
        return vec![Section::new(title, body).show()];
    }
    let item = |one: &Restated| {
        let [was, now] = &one.between.seen;
        Item {
            what: one.name.clone(),
            small: one.between.sentence.clone(),
            href: Some(Href::new(format!("/figures/{}", one.key))),
            end: End::Soft(format!("{was} → {now}")),
        }
    };
    let items: Vec<Item> = all.iter().map(item).collect();
    let list = Section::new(title, section::items(&items, call.reading.lang));
    // Each step says of which figure it is.
    let mut steps = Vec::new();
    for one in all {
        steps.extend(one.between.steps.iter().map(|step| Section {
            aside: one.name.clone(),
            ..step.clone()
        }));
    }
    // Its list is printed behind what was signed; the steps may name people, and stay on the screen.
    vec![maud::html! {
        div.annex.stack {
            (list.show())
            div.stack.no-print { @for step in steps { (step.show()) } }
        }
    }]
}
