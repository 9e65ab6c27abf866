//! One record's page: its facts in reading order, what it points at, what points at it, the
//! figures that hold it, its last doings.
//!
//! In: a kind and an identity. Out: the page, with links that open for whoever may open them.
//! What a reader may not see is said to be so, and is not there.

use base::{Field, Filter, Id, Kind, Lang, Record, Selection, Sort, words};
use page::{
    Act, Fig, Line, Link, Markup, Piece,
    frame::Place,
    record::{self, Fact},
    section::{End, Head, Item, Section, items},
};

use super::{counted::Counted, form, history, labels, of_list, of_record, show};
use crate::{
    front::{Call, Done, Stop, show::Sheet},
    reports::pages::counted_in,
};

/// GET `/records/{kind}/{id}`.
///
/// # Errors
/// `NotThere` without such a record.
pub(super) async fn show(call: Call) -> Done {
    let (kind, lang) = (call.kind()?, call.lang());
    let record = form::one(&call).await?;
    let links: Vec<&'static str> = kind.fields.iter().map(|f| f.name).collect();
    let names = labels::of_links(&call, kind, std::slice::from_ref(&record), &links).await?;
    let shown = kind.fields.iter().filter(|f| show::is_shown(kind, f));
    let facts: Vec<Fact> = shown
        .map(|field| Fact {
            label: field.words.get(lang).to_owned(),
            value: show::fact(kind, field, &record, (&names, lang)),
        })
        .collect();
    let mut parts = vec![Section::new(
        words("内容", "Facts").get(lang),
        record::facts(&facts, call.reading.lang),
    )];
    if let Some(held) = holders(&call, kind, &record).await? {
        parts.push(Section::new(
            words("指向它的记录", "What points here").get(lang),
            held,
        ));
    }
    let figures = counted_in::section(&call, kind, &record).await?;
    let lately = history::lately(&call, kind, &record, 5).await?;
    let mut story = Section::new(words("经过", "History").get(lang), lately);
    story.more = Some(Link::new(
        words("全部经过", "All of it").get(lang),
        format!("{}/history", of_record(kind.name, record.id)),
    ));
    let title = labels::label(kind, &record, lang);
    let page = record::Record {
        head: Head {
            crumb: crumb(kind, lang),
            title: title.clone(),
            lead: Line::default(),
            doing: doing(&call, kind, &record)?,
        },
        notes: Vec::new(),
        parts,
        side: figures.into_iter().chain([story]).collect(),
    };
    let body = page.show(call.reading.lang);
    Ok(call.page(Sheet {
        title,
        place: Some(Place::Ledgers),
        back: None,
        body,
    }))
}

fn crumb(kind: &Kind, lang: Lang) -> Line {
    vec![Piece::Link(Link::new(
        kind.words.get(lang),
        format!("/records/{}", kind.name),
    ))]
    .into()
}

fn doing(call: &Call, kind: &'static Kind, record: &Record) -> Result<Vec<Act>, Stop> {
    let (lang, scope) = (call.lang(), &call.visitor()?.scope);
    let at = |end: &str| format!("{}/{end}", of_record(kind.name, record.id));
    let mut acts = Vec::new();
    if scope.may_write(kind) && record.hidden.is_empty() {
        acts.push(Act::open(words("修改", "Change").get(lang), at("change")));
    }
    if scope.may_write(kind) && kind.name == crate::site::article::KIND {
        acts.push(Act::open(words("照片", "Photos").get(lang), at("photos")));
    }
    if scope.may_remove(kind) {
        acts.push(Act::open(words("删除", "Remove").get(lang), at("remove")));
    }
    if kind.name == crate::access::account::KIND && scope.roles().any(crate::access::KEEPERS) {
        acts.push(Act::open(
            words("给登录链接", "Give a sign-in link").get(lang),
            format!("/accounts/{}/link", record.id),
        ));
        acts.push(Act::open(
            words("程序令牌", "Tokens for programs").get(lang),
            format!("/accounts/{}/tokens", record.id),
        ));
    }
    Ok(acts)
}

/// The selection of the records of a kind that point at one by a field.
pub(super) fn pointing(
    holder: &'static Kind,
    field: &'static Field,
    (kind, id): (&Kind, Id),
) -> Selection {
    let several = field.targets().len() > 1;
    Selection::all(holder.name).and(Filter::Through {
        through: field.name.to_owned(),
        kind: if several {
            kind.name.to_owned()
        } else {
            String::new()
        },
        filter: Box::new(Filter::ids(vec![id.0])),
    })
}

/// How many records of each kind point here, each count opening its list.
async fn holders(
    call: &Call,
    kind: &'static Kind,
    record: &Record,
) -> Result<Option<Markup>, Stop> {
    let (catalogue, scope, lang) = (call.catalogue(), &call.visitor()?.scope, call.lang());
    let holders: Vec<(&'static Kind, &'static Field)> = catalogue
        .holders(kind.name)
        .into_iter()
        .filter(|(holder, field)| scope.may_read(holder) && scope.may_see(field.privacy))
        .collect();
    if holders.is_empty() {
        return Ok(None);
    }
    let select = |(holder, field): &(&'static Kind, &'static Field)| {
        pointing(holder, field, (kind, record.id))
    };
    let asks = holders.iter().map(|pair| Counted::ask(select(pair)));
    let counts = call
        .ask(asks.collect())
        .await?
        .into_iter()
        .map(Counted::read);
    let lines: Vec<Item> = holders
        .iter()
        .zip(counts)
        .filter(|(_, count)| count.number > 0)
        .map(|(pair, count)| Item {
            what: pair.0.words.get(lang).to_owned(),
            small: pair.1.words.get(lang).to_owned(),
            href: Some(of_list(&catalogue, &select(pair), &Sort::default()).into()),
            end: End::Fig(Fig::inside(count.words(lang), pair.0.unit.get(lang))),
        })
        .collect();
    Ok((!lines.is_empty()).then(|| items(&lines, call.reading.lang)))
}
