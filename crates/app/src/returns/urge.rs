//! 催报: an office asks for a return that is due or late.
//!
//! In: a return still in the house whose day is near or past, an account of an office. Out: a task
//! for those who run the park, with the return's due day and who asked; once a day at most for each
//! return, whoever asks. It changes nothing of the return.

use base::{Answer, Ask, Change, Code, Day, Kind, Lang, Problem, Value, words};
use page::{Line, Standing, form::Form, section::Note};
use serde::{Deserialize, Serialize};
use store::{Decision, Making, Scope, Write};

use super::{
    RECEIVERS,
    desk::{draw, open},
    paper::{Paper, Stage},
};
use crate::{
    front::{Call, Done, Stop, show::see_done},
    intake::natural,
    ledgers::form::once,
};

/// What the last asking for a return is kept under, by the return's identity.
pub const SPACE: &str = "urged";
/// Days ahead of its due day that a return may be asked for.
const NEAR: i64 = 14;
/// How long it is known that it was asked for: a year.
const KNOWN_MS: i64 = 366 * 24 * 3_600_000;
/// Tasks of one title and day among which a free place is sought.
const PLACES: u32 = 20;

/// The last time a return was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urged {
    /// The day.
    pub on: String,
    /// The name of who asked.
    pub by: String,
}

impl Urged {
    /// What was kept; none where nothing was.
    pub fn read(kept: Option<&str>) -> Option<Urged> {
        serde_json::from_str(kept?).ok()
    }
}

/// Whether a return may be asked for today.
pub fn may(paper: &Paper, today: Day) -> bool {
    let inside = !matches!(paper.stage(), Stage::Out | Stage::SentBack);
    let due: Option<Day> = paper.text("due").parse().ok();
    inside && due.is_some_and(|due| today.until(due) <= NEAR)
}

/// POST `/returns/{id}/urge`.
///
/// # Errors
/// `NotThere` without such a return; faults of the store; what stands in the way comes back on the
/// desk.
pub async fn urge(call: Call) -> Done {
    let open = open(&call).await?;
    let paper = &open.paper;
    if !may(paper, call.house.today()) {
        return draw(&call, &open, &[Problem::of(Code::NoSuchStep, "state")]).await;
    }
    let tasks = call.catalogue().kind("tasks").ok_or(Stop::NotThere)?;
    match call.write(write(&call, paper, tasks)?).await {
        Ok(_) => Ok(see_done(&format!("/returns/{}", paper.record.id), "urged")),
        Err(Stop::Problems(problems)) => draw(&call, &open, &problems).await,
        Err(stop) => Err(stop),
    }
}

fn write(call: &Call, paper: &Paper, tasks: &'static Kind) -> Result<Write, Stop> {
    let (visitor, today) = (call.visitor()?, call.house.today());
    let (id, by) = (paper.record.id, visitor.account.name.clone());
    let values = task(tasks, paper, &by, today);
    let base = natural::natural(tasks, &values);
    let places = (1..=PLACES).map(|n| natural::nth(&base, n)).collect();
    let asks = vec![
        Ask::Kept {
            space: SPACE,
            key: id.to_string(),
        },
        Ask::Natural {
            kind: tasks.name.to_owned(),
            keys: places,
        },
    ];
    let urged = Urged {
        on: today.to_string(),
        by,
    };
    let value = serde_json::to_string(&urged).map_err(Stop::fault)?;
    let decide = move |facts: Vec<Answer>, making: &mut Making<'_>| {
        let mut facts = facts.into_iter();
        let last = Urged::read(facts.next().and_then(Answer::kept).as_deref());
        if let Some(last) = last.filter(|last| last.on == urged.on) {
            return Err(vec![already(&last)]);
        }
        let taken = match facts.next() {
            Some(Answer::Natural(found)) => found,
            _ => Vec::new(),
        };
        let free = (1..=PLACES)
            .map(|n| natural::nth(&base, n))
            .find(|key| !taken.iter().any(|(there, _)| there == key));
        let Some(natural) = free else {
            return Err(vec![already(&urged)]);
        };
        let add = Change::Add {
            kind: tasks.name,
            id: making.id(),
            natural,
            values: values.clone(),
        };
        let keep = Change::Keep {
            space: SPACE,
            key: id.to_string(),
            value: value.clone(),
            until: making.now() + KNOWN_MS,
        };
        Ok(Decision {
            changes: vec![add, keep],
            reply: String::new(),
        })
    };
    // Tasks are the team's to write; that an office may ask for a return, the route has asked.
    let scope = Scope::system(visitor.scope.park(), "an office asks for a return");
    let note = words("催报", "Asked for").get(call.lang());
    let mut write = Write::new(scope, call.act(note)?, decide).asking(asks);
    write.key = once(call).key();
    Ok(write)
}

/// The task that those who run the park find under 今天: a task of nobody is theirs.
fn task(kind: &Kind, paper: &Paper, by: &str, today: Day) -> Vec<Option<Value>> {
    let mut values = vec![None; kind.fields.len()];
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(place) = kind.at(name).and_then(|at| values.get_mut(at)) {
            *place = value;
        }
    };
    let due = paper.text("due");
    let late = due.parse::<Day>().is_ok_and(|due| due < today);
    set(
        "title",
        Value::text(format!("{by}催报：{}", paper.text("name"))),
    );
    set("due", Value::text(due));
    set("about", Some(Value::Many(vec![paper.record.id.0])));
    set("urgent", late.then_some(Value::Whole(1)));
    values
}

/// That it was asked for today already.
fn already(last: &Urged) -> Problem {
    Problem::of(Code::NoSuchStep, "urged").with(
        format!("今天{}已经催过了，一份一天催一次。", last.by),
        format!(
            "{} asked for it today already; once a day is enough. ",
            last.by
        ),
    )
}

/// What the desk says of it, and the form for an office that may ask.
///
/// # Errors
/// `SignIn` when nobody is.
pub fn shown(call: &Call, paper: &Paper) -> Result<Vec<page::Markup>, Stop> {
    let (lang, today) = (call.lang(), call.house.today());
    let inside = !matches!(paper.stage(), Stage::Out | Stage::SentBack);
    let mut shown = Vec::new();
    if let Some(last) = paper.urged.as_ref().filter(|_| inside) {
        let note = Note {
            standing: Standing::Due,
            title: match lang {
                Lang::Zh => format!("{}催报", last.by),
                Lang::En => format!("{} asked for it", last.by),
            },
            body: Line::from(match lang {
                Lang::Zh => format!("{} 催的，截止 {}。", last.on, paper.text("due")),
                Lang::En => format!("On {}; it is due on {}.", last.on, paper.text("due")),
            }),
        };
        shown.push(note.show(call.reading.lang));
    }
    let urged_today = paper
        .urged
        .as_ref()
        .is_some_and(|last| last.on == today.to_string());
    let receives = call.visitor()?.scope.roles().any(RECEIVERS);
    if receives && may(paper, today) && !urged_today {
        let form = Form {
            id: "urge".to_owned(),
            action: format!("/returns/{}/urge", paper.record.id).into(),
            with: call.hidden(),
            save: words("催报", "Ask for it").get(lang).to_owned(),
            ..Form::default()
        };
        shown.push(form.show(call.reading.lang));
    }
    Ok(shown)
}
