//! A period's own words on its desk: difficulties, plans, how a pilot unit went about it.
//!
//! In: what was typed into each place that the text leaves open. Out: the words kept on the
//! return, which is a draft from then on; or the desk again with what cannot be read beside its
//! place and nothing typed lost. Words whose place the text no longer has stay, and are shown.

use base::{Code, Lang, Problem, Roles, Value, Words, words};
use figures::prose::{self, Part};
use page::{
    Href,
    field::{Field, Input},
    form::{Form, Group},
    section::Section,
};

use super::{
    acts::{done, step},
    desk::{draw, open},
    paper::{Paper, Stage},
};
use crate::{
    front::{Call, Done, Stop},
    reports::text::Own,
};

/// More places than any text has.
const MOST: usize = 100;

const TITLE: Words = words("这一期自己写的话", "In its own words");
const HINT: Words = words(
    "一行一段；要用数字，写 {口径代码}，它自己填上。",
    "A paragraph a line. For a number write {key}; it fills itself.",
);
const NO_PLACE: Words = words(
    "文稿里已经没有这一处；挪走以后清空即可。",
    "The text no longer has this place; once moved elsewhere, clear it.",
);
const NO_NAME: Words = words("没有写在哪一处", "For no place");
const SAVE: Words = words("保存", "Save");

/// POST `/returns/{id}/words`.
///
/// # Errors
/// Faults of the store; what stands in the way comes back on the desk.
pub async fn write(call: Call) -> Done {
    let place = |n: usize| {
        let name = call.form.get(&format!("place.{n}"))?.to_owned();
        let words = call.form.text(&format!("own.{n}")).replace("\r\n", "\n");
        Some((name, words))
    };
    let typed: Vec<(String, String)> = (0..MOST).map_while(place).collect();
    let wrong = |(n, (_, words)): (usize, &(String, String))| unreadable(n, words);
    let problems: Vec<Problem> = typed.iter().enumerate().filter_map(wrong).collect();
    if !problems.is_empty() {
        return draw(&call, &open(&call).await?, &problems).await;
    }
    let mut step = step(&call, &[Stage::Due, Stage::Draft])?;
    step.set = vec![
        ("state", Some("draft".into())),
        ("own_words", Value::text(Own::of(typed).text())),
    ];
    done(&call, step, words("填写", "Written")).await
}

/// Why these words cannot stand in their place.
fn unreadable(n: usize, words: &str) -> Option<Problem> {
    let (zh, en) = match prose::read(words) {
        Err(wrong) => (prose::told(&wrong, Lang::Zh), prose::told(&wrong, Lang::En)),
        Ok(prose) => {
            let opens = |part: &Part| matches!(part, Part::Heading { .. } | Part::Own(_));
            if !prose.parts.iter().any(opens) {
                return None;
            }
            (
                "行首不要写“#”或“填写：”，章节在文稿里".to_owned(),
                "begin no line with “#” or “Write:”; chapters belong into the text".to_owned(),
            )
        }
    };
    Some(Problem::of(Code::UnreadText, &format!("own.{n}")).with(zh, en))
}

/// The form for them, for whoever drafts; none where the text leaves nothing open.
///
/// # Errors
/// `SignIn` when nobody is.
pub fn section(call: &Call, paper: &Paper, problems: &[Problem]) -> Result<Option<Section>, Stop> {
    let lang = call.lang();
    let drafts = call.visitor()?.scope.roles().any(Roles::TEAM)
        && matches!(paper.stage(), Stage::Due | Stage::Draft);
    let places = places(paper, lang);
    if !drafts || places.is_empty() {
        return Ok(None);
    }
    let mut with = call.hidden();
    with.push(("since".to_owned(), paper.record.since.to_string()));
    let mut fields = Vec::new();
    for (n, place) in places.into_iter().enumerate() {
        let name = format!("own.{n}");
        with.push((format!("place.{n}"), place.name));
        let typed = call.form.get(&name).map(str::to_owned);
        let value = typed.unwrap_or(place.words);
        let mut field = Field::new(name.as_str(), place.label, Input::Long { value, rows: 5 });
        field.hint = place.hint.get(lang).to_owned();
        let own = problems.iter().find(|p| p.place.field == name);
        field.problem = own.map(|problem| problem.message(lang));
        fields.push(field);
    }
    let form = Form {
        id: "words".to_owned(),
        action: Href::new(format!("/returns/{}/words", paper.record.id)),
        with,
        groups: vec![Group {
            fields,
            ..Group::default()
        }],
        save: SAVE.get(lang).to_owned(),
        ..Form::default()
    };
    Ok(Some(Section::new(
        TITLE.get(lang),
        form.show(call.reading.lang),
    )))
}

/// A place as it is asked for.
struct Place {
    name: String,
    label: String,
    hint: Words,
    words: String,
}

/// The places of its text from the top, then the words that belong to none.
fn places(paper: &Paper, lang: Lang) -> Vec<Place> {
    let place = |(at, place): (usize, &crate::reports::text::Both)| Place {
        name: place.get(Lang::Zh).to_owned(),
        label: place.get(lang).to_owned(),
        hint: HINT,
        words: paper
            .own
            .get(&paper.places, at)
            .unwrap_or_default()
            .to_owned(),
    };
    let beside = paper.own.beside(&paper.places).map(|(name, words)| Place {
        name: name.to_owned(),
        label: match name {
            "" => NO_NAME.get(lang).to_owned(),
            name => name.to_owned(),
        },
        hint: NO_PLACE,
        words: words.to_owned(),
    });
    let own = paper.places.iter().enumerate().map(place);
    own.chain(beside).collect()
}
