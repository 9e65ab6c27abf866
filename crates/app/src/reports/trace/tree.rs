//! What a figure is made of, and what is made of it: the figures, the report and the records that
//! use it, each a link.
//!
//! In: a figure. Out: up to two sections of its page. No figure feeds on itself (its definitions
//! were checked), so that every branch ends.

use base::{Answer, Ask, Filter, Lang, Roles, Selection, Sort, Type, Words, words};
use figures::{Definition, Definitions};
use page::{
    section::Section,
    tree::{Node, tree},
};

use crate::{
    front::{Call, Stop},
    ledgers::{labels::label, of_record},
    reports::{Values, text},
};

const MADE_OF: Words = words("由哪些数算成", "What it is made of");
const USED_BY: Words = words("哪些地方用到它", "Where it is used");
const AGAINST: Words = words("措辞以它为准", "its wording is held against it");
/// Records listed that name a figure.
const MOST: u32 = 20;

/// The sections.
///
/// # Errors
/// Faults of the store.
pub async fn sections(
    call: &Call,
    values: &Values,
    definition: &Definition,
) -> Result<Vec<Section>, Stop> {
    let (all, lang) = (&values.definitions, call.lang());
    let at = At {
        all,
        lang,
        query: format!("period={}", values.period),
    };
    let made_of = at.made_of(definition);
    let mut used = at.used_by(&definition.key);
    // The other texts open for those who write them; the annual report is read by all.
    let writes = call.visitor()?.scope.roles().any(Roles::MANAGERS);
    for written in text::pages::texts(call).await?.holding(&definition.key) {
        if !writes && written.code != text::ANNUAL {
            continue;
        }
        let year = values.period.year();
        let (what, href) = match written.code.as_str() {
            text::ANNUAL => (
                format!("{} {year}", written.name.get(lang)),
                format!("/reports/{year}"),
            ),
            code => (written.name.get(lang).to_owned(), format!("/texts/{code}")),
        };
        used.push(Node {
            what,
            href: href.into(),
            ..Node::default()
        });
    }
    used.extend(naming(call, &definition.key).await?);
    let titled = [(MADE_OF, made_of), (USED_BY, used)];
    let there = titled.into_iter().filter(|(_, nodes)| !nodes.is_empty());
    Ok(there
        .map(|(title, nodes)| Section::new(title.get(lang), tree(&nodes)))
        .collect())
}

/// The figures there are, and how their pages are addressed.
struct At<'a> {
    all: &'a Definitions,
    lang: Lang,
    query: String,
}

impl At<'_> {
    fn node(&self, definition: &Definition, small: &str, below: Vec<Node>) -> Node {
        let name = match self.lang {
            Lang::Zh => &definition.zh,
            Lang::En => &definition.en,
        };
        Node {
            what: name.clone(),
            small: small.to_owned(),
            href: format!("/figures/{}?{}", definition.key, self.query).into(),
            below,
        }
    }

    fn made_of(&self, definition: &Definition) -> Vec<Node> {
        let made_of = definition.made_of();
        let one = |key: &str| {
            let of = self.all.get(key)?;
            let small = match made_of.contains(&key) {
                true => "",
                false => AGAINST.get(self.lang),
            };
            Some(self.node(of, small, self.made_of(of)))
        };
        let mut keys = definition.uses();
        let against = definition.wording.against();
        keys.retain(|key| Some(*key) != against || made_of.contains(key));
        keys.dedup();
        let own = keys.into_iter();
        let against = against.filter(|key| !made_of.contains(key));
        own.chain(against).filter_map(one).collect()
    }

    fn used_by(&self, key: &str) -> Vec<Node> {
        let users = self.all.iter().filter(|d| d.uses().contains(&key));
        let one = |d: &Definition| self.node(d, "", self.used_by(&d.key));
        users.map(one).collect()
    }
}

/// The records that name the figure (合同指标), as far as the reader may see them.
async fn naming(call: &Call, key: &str) -> Result<Vec<Node>, Stop> {
    let (catalogue, lang) = (call.catalogue(), call.lang());
    let scope = &call.visitor()?.scope;
    let naming: Vec<_> = catalogue
        .kinds()
        .filter(|kind| scope.may_read(kind))
        .flat_map(|kind| kind.fields.iter().map(move |field| (kind, field)))
        .filter(|(_, field)| field.kind == Type::Definition && scope.may_see(field.privacy))
        .collect();
    if naming.is_empty() {
        return Ok(Vec::new());
    }
    let asks = naming.iter().map(|(kind, field)| Ask::Rows {
        selection: Selection::all(kind.name).and(Filter::is(field.name, key)),
        sort: Sort::default(),
        after: None,
        limit: MOST,
    });
    let answers = call
        .ask(asks.collect())
        .await?
        .into_iter()
        .map(Answer::many);
    let records = naming.iter().zip(answers);
    let records = records.flat_map(|((kind, _), found)| found.into_iter().map(move |r| (*kind, r)));
    let node = |(kind, record): (&'static base::Kind, base::Record)| Node {
        what: label(kind, &record, lang),
        small: kind.words.get(lang).to_owned(),
        href: of_record(kind.name, record.id).into(),
        below: Vec::new(),
    };
    Ok(records.map(node).collect())
}
