//! 园区的话: where those who answer for the park write what its public pages say of it.
//!
//! In: a name, a sentence, who runs it, the ways to reach it, the numbers of its filings. Out:
//! the same, kept with a trail line and shown at once; or the form again with what is wrong
//! and nothing lost. All of it is printed for everybody.

use axum::{http::StatusCode, response::Response};
use base::{Change, Words, words};
use page::{
    Act, Link,
    field::{Field, Input, Keyboard},
    form::{Form, Group},
    section::{Head, narrow},
};
use store::{Moment, Write};

use super::facts::{Facts, NAMES, Said};
use crate::{
    access::parks::{self, About},
    front::{Call, Done, Stop, show, show::Sheet},
};

const PATH: &str = "/settings/park";

/// GET `/settings/park`.
///
/// # Errors
/// A fault of the store.
pub(super) async fn show(call: Call) -> Done {
    let (facts, _) = held(&call).await?;
    draw(&call, |name| facts.get(name).to_owned(), &[])
}

/// POST `/settings/park`.
///
/// # Errors
/// A fault of the store; problems come back on the form.
pub(super) async fn save(call: Call) -> Done {
    let (facts, about) = held(&call).await?;
    let typed = |name: &str| call.form.text(name).trim().replace(['\r', '\n'], " ");
    let wrong: Vec<(&str, Words)> = NAMES
        .iter()
        .filter_map(|said| Some((said.name, said.problem(&typed(said.name))?)))
        .collect();
    if !wrong.is_empty() {
        return draw(&call, typed, &wrong);
    }
    let own = About {
        name: typed("name"),
        operator: typed("operator"),
        ..about.clone()
    };
    let mut changes: Vec<Change> = NAMES
        .iter()
        .filter(|said| !said.is_own() && typed(said.name) != facts.get(said.name))
        .map(|said| Facts::change(said.name, &typed(said.name)))
        .collect();
    if own != about {
        changes.push(own.keep());
    }
    if !changes.is_empty() {
        let act = call.act(words("园区的话", "The park's words").get(call.lang()))?;
        // A park's own words are kept by the house; the trail says who wrote them.
        call.write(Write::of(call.house.door.clone(), act, changes))
            .await?;
        call.house.public.learn(&call.house.store).await;
        call.house.public.forget();
    }
    Ok(show::see_done(PATH, "changed"))
}

async fn held(call: &Call) -> Result<(Facts, About), Stop> {
    let house = &call.house;
    let found = house
        .store
        .ask(&house.door, Moment::Now, vec![Facts::ask()])
        .await?;
    let mut facts = found.into_iter().next().map(Facts::of).unwrap_or_default();
    let mut about = parks::about(&house.store, house.park).await?;
    if about.name.is_empty() {
        about.name.clone_from(&house.config.park);
        facts.set("name", &about.name);
    }
    Ok((facts, about))
}

fn field(said: &Said, value: String, call: &Call, wrong: &[(&str, Words)]) -> Field {
    let lang = call.lang();
    let keyboard = match said.name {
        "phone" => Keyboard::Tel,
        _ => Keyboard::Text,
    };
    let input = match said.name {
        "sentence" | "sentence_en" => Input::Long { value, rows: 2 },
        _ => Input::Text {
            value,
            keyboard,
            autocomplete: "",
        },
    };
    let mut field = Field::new(said.name, said.words.get(lang), input);
    field.hint = said.hint.map_or("", |hint| hint.get(lang)).to_owned();
    field.must = said.name == "name";
    let own = wrong.iter().find(|(name, _)| *name == said.name);
    field.problem = own.map(|(_, words)| words.get(lang).to_owned());
    field
}

fn draw(
    call: &Call,
    value: impl Fn(&str) -> String,
    wrong: &[(&str, Words)],
) -> Result<Response, Stop> {
    const GROUPS: [(Words, &[&str]); 3] = [
        (
            words("园区", "The park"),
            &[
                "name",
                "name_en",
                "sentence",
                "sentence_en",
                "operator",
                "operator_en",
            ],
        ),
        (
            words("怎么联系", "How to reach it"),
            &[
                "phone",
                "mail",
                "wechat",
                "address",
                "address_en",
                "hours",
                "hours_en",
            ],
        ),
        (words("备案号", "Filings"), &["icp", "police"]),
    ];
    let lang = call.lang();
    let group = |(title, names): (Words, &[&str])| {
        let here = NAMES.iter().filter(|said| names.contains(&said.name));
        Group {
            title: title.get(lang).to_owned(),
            fields: here
                .map(|said| field(said, value(said.name), call, wrong))
                .collect(),
            ..Group::default()
        }
    };
    let form = Form {
        id: "f".to_owned(),
        action: PATH.into(),
        with: call.hidden(),
        groups: GROUPS.map(group).into(),
        save: words("保存", "Save").get(lang).to_owned(),
        beside: vec![Act::open(
            words("看公开页", "See the public page").get(lang),
            "/contact",
        )],
        ..Form::default()
    };
    let title = words("园区的话", "The park's words").get(lang).to_owned();
    let head = Head {
        title: title.clone(),
        lead: words(
            "写在这里的都会出现在公开页上，谁都看得到。空着就不显示。",
            "All of it stands on the public pages for everybody to read. What is blank is left out.",
        )
        .get(lang)
        .into(),
        ..Head::default()
    };
    let status = match wrong {
        [] => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let sheet = Sheet {
        title,
        place: None,
        back: Some(Link::new(words("我的", "Mine").get(lang), "/me")),
        body: narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]),
    };
    Ok(call.page_as(status, sheet))
}
