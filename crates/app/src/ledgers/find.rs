//! 找: words looked for in every kind at once.
//!
//! In: words. Out: the first records of each kind that hold them, and the way to all of them.
//! It looks only where the reader may look.

use base::{Ask, Kind, Selection, Sort, words};
use page::{
    Link,
    field::{Field, Input, Keyboard},
    form::{Form, Group},
    section::{Empty, Head, Item, Section, items, stack},
};

use super::{labels, of_list, of_record, typed};
use crate::front::{Call, Done, show::Sheet};

/// Records shown of one kind.
const FIRST: u32 = 5;

/// GET `/find`.
///
/// # Errors
/// Faults of the store.
pub(super) async fn show(call: Call) -> Done {
    let lang = call.lang();
    let said: String = call.query.text("q").chars().take(100).collect();
    let (catalogue, scope) = (call.catalogue(), &call.visitor()?.scope);
    let seen = |kind: &&'static Kind| scope.may_read(kind);
    let look = |kind: &'static Kind| {
        let seen = |f: &&base::Field| scope.may_see(f.privacy);
        let filter = typed::anywhere_of(kind.fields.iter().filter(seen), &said)?;
        Some((kind, Selection::all(kind.name).and(filter)))
    };
    let looked: Vec<(&'static Kind, Selection)> = match said.is_empty() {
        true => Vec::new(),
        false => catalogue.kinds().filter(seen).filter_map(look).collect(),
    };
    let asks = looked.iter().map(|(_, selection)| Ask::Rows {
        selection: selection.clone(),
        sort: Sort {
            field: String::new(),
            descending: true,
        },
        after: None,
        limit: FIRST,
    });
    let answers = call.ask(asks.collect()).await?;
    let mut parts = vec![asked(&call, &said)];
    for ((kind, selection), answer) in looked.iter().zip(answers) {
        let page = answer.page();
        if page.rows.is_empty() {
            continue;
        }
        let lines: Vec<Item> = page
            .rows
            .iter()
            .map(|record| Item {
                what: labels::label(kind, record, lang),
                href: Some(of_record(kind.name, record.id).into()),
                ..Item::default()
            })
            .collect();
        let mut section = Section::new(kind.words.get(lang), items(&lines, call.reading.lang));
        section.more = page.next.map(|_| {
            let all = of_list(&catalogue, selection, &super::selected::usual_order(kind));
            Link::new(words("全部", "All of them").get(lang), all)
        });
        parts.push(section.show());
    }
    if parts.len() == 1 && !said.is_empty() {
        parts.push(nothing(&call));
    }
    Ok(call.page(Sheet {
        title: words("找", "Find").get(lang).to_owned(),
        place: None,
        back: None,
        body: stack(&parts),
    }))
}

fn asked(call: &Call, said: &str) -> page::Markup {
    let lang = call.lang();
    let title = words("找", "Find").get(lang);
    let head = Head {
        title: title.to_owned(),
        ..Head::default()
    };
    let input = Input::Text {
        value: said.to_owned(),
        keyboard: Keyboard::Text,
        autocomplete: "off",
    };
    let label = words("人、记录里的字", "A person, or words of a record").get(lang);
    let form = Form {
        id: "look".to_owned(),
        action: "/find".into(),
        asks: true,
        groups: vec![Group {
            fields: vec![Field::new("q", label, input)],
            ..Group::default()
        }],
        save: title.to_owned(),
        ..Form::default()
    };
    stack(&[head.show(call.reading.lang), form.show(call.reading.lang)])
}

fn nothing(call: &Call) -> page::Markup {
    let lang = call.lang();
    let empty = Empty {
        title: words("没有找到", "Nothing was found").get(lang).to_owned(),
        body: words(
            "换几个字再找，或到台账里按条件找。",
            "Try other words, or look in a ledger by conditions.",
        )
        .get(lang)
        .to_owned(),
        elsewhere: Some(Link::new(words("台账", "Ledgers").get(lang), "/ledgers")),
        ..Empty::default()
    };
    empty.show()
}
