//! 从模板开始: sets of definitions as authorities' returns ask for them.
//!
//! In: the sets that ship. Out: a page of them, each definition to be filled into the form as a
//! draft, or a whole set to be taken. A set over a ledger that the park has not made yet leads to
//! that ledger's form first. A definition that is there already is left as it is.

use std::collections::BTreeSet;

use base::{Lang, Words, words};
use figures::{Definition, Definitions, sentence};
use page::{
    Act, Link, To, frame,
    section::{self, End, Head, Item, Section},
};
use serde::Deserialize;

use super::{
    pairs, transfer,
    under_way::{definitions_of, eyes},
};
use crate::front::{Call, Done, Fields, Stop, show::Sheet, show::see_done};

/// The sets as shipped.
pub const SHIPPED: &str = include_str!("templates.toml");

const TITLE: Words = words("从模板开始", "Begin from a template");
const LEAD: Words = words(
    "点一个，填进表单里改；或整套收下再改。已有的不动。",
    "Open one to fill the form and change it, or take a whole set. What is there stays as it is.",
);
const TAKE: Words = words("整套收下", "Take the whole set");
const THERE: Words = words("已有", "there already");
const LEDGER: Words = words(
    "先建这个台账（已填好，看过再存）",
    "Make its ledger first (filled in; look and save)",
);
const FIRST: Words = words(
    "所用的数还没有，请整套收下",
    "made of others: take the whole set",
);

/// A set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// By what it is named in an address.
    pub id: String,
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// The ledger of one's own it counts; none where it counts what every park has.
    #[serde(default)]
    pub ledger: String,
    /// Its definitions, those made of others after them.
    pub figure: Vec<Definition>,
}

#[derive(Deserialize)]
struct File {
    set: Vec<Set>,
}

/// The sets as shipped.
///
/// # Errors
/// Never for the text as shipped (a test reads it).
pub fn sets() -> Result<Vec<Set>, Stop> {
    let file: File = toml::from_str(SHIPPED).map_err(Stop::fault)?;
    Ok(file.set)
}

/// The form of a new definition, filled from a template.
///
/// # Errors
/// `NotThere` without such a template, or where its ledger is not there or not to be read.
pub(super) fn filled(call: &Call, key: &str) -> Result<Fields, Stop> {
    let all = sets()?.into_iter().flat_map(|set| set.figure);
    let definition = all
        .into_iter()
        .find(|d| d.key == key)
        .ok_or(Stop::NotThere)?;
    let catalogue = call.catalogue();
    let pairs = pairs::pairs(&definition, eyes(call, &catalogue)?).ok_or(Stop::NotThere)?;
    // It is a new one: its key is made from its name when it is saved.
    Ok(pairs.with("key", Some("")).with("version", Some("1")))
}

/// GET `/figures/templates`.
///
/// # Errors
/// Faults of the store.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let there = definitions_of(&call).await?;
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: LEAD.get(lang).into(),
        ..Head::default()
    };
    let mut parts = vec![head.show(lang)];
    for set in sets()? {
        parts.push(drawn(&call, &set, &there)?.show());
    }
    let back = Link::new(
        words("新口径", "A new definition").get(lang),
        "/figures/define",
    );
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Figures),
        back: Some(back),
        body: section::narrow(&parts),
    }))
}

fn drawn(call: &Call, set: &Set, there: &Definitions) -> Result<Section, Stop> {
    let (lang, catalogue) = (call.lang(), call.catalogue());
    let waits = !set.ledger.is_empty() && catalogue.kind(&set.ledger).is_none();
    let keys: BTreeSet<&str> = set.figure.iter().map(|d| d.key.as_str()).collect();
    let both = there.iter().filter(|d| !keys.contains(d.key.as_str()));
    let all = Definitions::fitting(
        both.chain(&set.figure).cloned().collect(),
        &catalogue,
        Vec::new(),
    );
    let scope = &call.visitor()?.scope;
    let item = |d: &Definition| {
        let known = there.get(&d.key).is_some();
        let readable = catalogue.kind(&d.kind).is_none_or(|k| scope.may_read(k));
        let whole = d.made_of().iter().all(|key| there.get(key).is_some());
        let small = sentence(d, &all, &catalogue, lang);
        let href = match (known, waits || !readable || !whole) {
            (true, _) => Some(format!("/figures/{}", d.key).into()),
            (false, true) => None,
            (false, false) => Some(format!("/figures/define?from={}", d.key).into()),
        };
        Item {
            what: if lang == Lang::Zh {
                d.zh.clone()
            } else {
                d.en.clone()
            },
            small: if whole || known {
                small
            } else {
                FIRST.get(lang).to_owned()
            },
            href,
            end: if known {
                End::Soft(THERE.get(lang).to_owned())
            } else {
                End::Bare
            },
        }
    };
    let items: Vec<Item> = set.figure.iter().map(item).collect();
    let act = match waits {
        true => Act::open(
            LEDGER.get(lang),
            format!("/settings/ledgers/new?{}", ledger(&set.ledger)),
        ),
        false => Act {
            to: To::Post(
                format!("/figures/templates/{}", set.id).into(),
                call.hidden(),
            ),
            ..Act::open(TAKE.get(lang), "")
        },
    };
    let missing = set.figure.iter().any(|d| there.get(&d.key).is_none());
    let acts: Vec<Act> = missing.then_some(act).into_iter().collect();
    let body = section::stack(&[section::items(&items, lang), page::act::buttons(&acts)]);
    Ok(Section::new(
        if lang == Lang::Zh { &set.zh } else { &set.en },
        body,
    ))
}

/// POST `/figures/templates/{set}`: what of the set is not there yet is added.
///
/// # Errors
/// `NotThere` without such a set; what does not fit; faults of the store.
pub async fn take(call: Call) -> Done {
    let wanted = call.params.get("set").cloned().unwrap_or_default();
    let set = sets()?
        .into_iter()
        .find(|s| s.id == wanted)
        .ok_or(Stop::NotThere)?;
    let there = definitions_of(&call).await?;
    let new: Vec<Definition> = set
        .figure
        .into_iter()
        .filter(|d| there.get(&d.key).is_none())
        .collect();
    let catalogue = call.catalogue();
    let both = there.iter().chain(&new).cloned().collect();
    if Definitions::new(both, &catalogue).is_err() {
        return Err(Stop::Bad(words(
            "这套口径要的台账还没有建，请先建台账。",
            "The ledger of this set is not there yet; make it first.",
        )));
    }
    transfer::taken(&call, &there, &new, "template").await?;
    Ok(see_done("/figures/templates", "saved"))
}

/// What the form of a ledger is filled with, as an address sends it.
fn ledger(name: &str) -> String {
    let pairs: &[(&str, &str)] = match name {
        "own_hotline_calls" => &[
            ("zh", "热线来电登记"),
            ("en", "Hotline calls"),
            ("unit", "通"),
            ("work", "care"),
            ("rights", "team_only"),
            ("f.1.zh", "来电编号"),
            ("f.1.holds", "text"),
            ("f.2.zh", "来电日期"),
            ("f.2.holds", "day"),
            ("f.3.zh", "接通"),
            ("f.3.holds", "yes_no"),
            ("f.4.zh", "地区"),
            ("f.4.holds", "choice"),
            ("f.4.choices", "本地、外地"),
            ("f.5.zh", "来电性质"),
            ("f.5.holds", "choice"),
            ("f.5.choices", "一般来电、高度危机、困难来电、反复来电"),
            ("f.6.zh", "问题类型"),
            ("f.6.holds", "choice"),
            (
                "f.6.choices",
                "情绪、家庭、婚姻、恋爱、子女教育、精神疾病、其他",
            ),
            ("f.7.zh", "通话分钟数"),
            ("f.7.holds", "whole"),
            ("key", "f1"),
            ("when", "f2"),
        ],
        "own_hotline_staff" => &[
            ("zh", "热线人员登记"),
            ("en", "Hotline staff"),
            ("unit", "人"),
            ("work", "care"),
            ("rights", "team_only"),
            ("f.1.zh", "人员编号"),
            ("f.1.holds", "text"),
            ("f.2.zh", "到岗日期"),
            ("f.2.holds", "day"),
            ("f.3.zh", "离岗日期"),
            ("f.3.holds", "day"),
            ("f.4.zh", "专业"),
            ("f.4.holds", "choice"),
            (
                "f.4.choices",
                "精神科医师、护士、心理治疗师、心理咨询师、社工师、心理教师、其他",
            ),
            ("f.5.zh", "专职或兼职"),
            ("f.5.holds", "choice"),
            ("f.5.choices", "专职、兼职"),
            ("key", "f1"),
            ("when", "f2"),
        ],
        _ => &[],
    };
    let owned = pairs
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    Fields(owned.collect()).write()
}
