//! The page 报数: the notice, what was read from it, the numbers, to whom, the answer to copy.
//!
//! In: a draft, its numbers, what is in the way. Out: one form in which nothing typed is lost.

use axum::response::Response;
use base::{Day, Lang, Period, Words, words};
use page::{
    Link, Mark, Markup, Standing,
    field::{Choice, Field, Input, Keyboard},
    form::{Form, Group},
    section::{self, End, Head, Item, Note, items},
};

use super::{
    Draft, Number, approves,
    number::whole_name,
    parts::{self, answer, group, reply_to_be, where_and_when},
    status,
};
use crate::{
    front::{Call, Stop, show::Sheet},
    reports::explain::form::{choices as places_or_all, figures as by_work, places},
    returns::notice::{Found, Hour, Open, Wanted, short},
};

/// The page's name.
pub const TITLE: Words = words("报数", "Give out a number");
const LEAD: Words = words(
    "粘贴微信里的通知，或者自己选要报的数和时间。看过数再报，报了什么都有记录。",
    "Paste the notice, or choose figures and a period. See the numbers first; what is given out is kept.",
);
const NOTICE: Words = words("通知原文", "The notice");
const READ: Words = words("读出来的", "What it says");
const ASKED: Words = words("要报的数", "The numbers");
const ADD: Words = words("再加一个数", "Add a figure");
const PERIOD: Words = words("哪一段时间", "The period");
const PLACE: Words = words("哪个地方", "The place");
const TO: Words = words("报给谁", "To whom");
const BY: Words = words("怎么报", "By which way");
const SEE: Words = words("看数", "See the numbers");
const AGAIN: Words = words("重新看数", "See them again");
const GIVE: Words = words("报出", "Give out");
const ASK: Words = words("请主管核定", "Ask a manager to approve");

/// The page.
///
/// # Errors
/// `SignIn` when nobody is.
pub async fn page(
    call: &Call,
    draft: &Draft,
    numbers: &[Number],
    problems: Vec<(String, String)>,
) -> Result<Response, Stop> {
    let lang = call.lang();
    let place = parts::place(call, draft.place).await?;
    let places = places(call).await?;
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        lead: lead(call, draft, &place, numbers).as_str().into(),
        ..Head::default()
    };
    let form = form(call, draft, (&place, &places), numbers, &problems)?;
    let body = section::narrow(&[head.show(call.reading.lang), form.show(call.reading.lang)]);
    let sheet = Sheet {
        title: TITLE.get(lang).to_owned(),
        // A task: its buttons lie where the four places would.
        place: None,
        back: Some(Link::new(words("报送", "Returns").get(lang), "/returns")),
        body,
    };
    Ok(call.page_as(status(&problems), sheet))
}

/// How to begin; once there are numbers: how many, of which period, by when.
fn lead(call: &Call, draft: &Draft, place: &str, numbers: &[Number]) -> String {
    let (lang, today) = (call.lang(), call.house.today());
    let Some(period) = draft.period.filter(|_| !numbers.is_empty()) else {
        return LEAD.get(lang).to_owned();
    };
    let count = match (lang, numbers.len()) {
        (Lang::Zh, n) => format!("要报{n}个数"),
        (Lang::En, 1) => "One number".to_owned(),
        (Lang::En, n) => format!("{n} numbers"),
    };
    let until = draft.read.by.as_ref().map(|found| by(found, today, lang));
    let parts = [count, where_and_when(call, place, period)]
        .into_iter()
        .chain(until);
    parts.collect::<Vec<_>>().join(" · ")
}

fn form(
    call: &Call,
    draft: &Draft,
    (place, places): (&str, &[(String, String)]),
    numbers: &[Number],
    problems: &[(String, String)],
) -> Result<Form, Stop> {
    let lang = call.lang();
    let of = |name: &str| {
        let own = problems.iter().find(|(field, _)| field == name);
        own.map(|(_, words)| words.clone())
    };
    let mut with = call.hidden();
    with.push(("was".to_owned(), draft.mark()));
    with.extend(
        draft
            .period
            .map(|period| ("of".to_owned(), period.to_string())),
    );
    with.push(("at".to_owned(), draft.place_typed()));
    with.extend(
        numbers
            .iter()
            .map(|n| (format!("seen-{}", n.key), n.value.clone())),
    );
    let because = |n: &Number| draft.because.get(&n.key);
    let each = numbers.iter();
    let mut groups: Vec<Group> = each
        .map(|n| group(call, n, because(n), of(&format!("because-{}", n.key))))
        .collect();
    let mut form = Form {
        id: "give".to_owned(),
        action: "/give-out".into(),
        with,
        save: SEE.get(lang).to_owned(),
        ..Form::default()
    };
    let ready = draft.period.filter(|_| !numbers.is_empty());
    if let Some(period) = ready {
        // What is open stands above the numbers; how they were asked for, below the answer.
        groups.splice(0..0, still_open(call, draft));
        groups.push(Group {
            extra: Some(reply_to_be(call, &answer(call, place, period, numbers))),
            ..recipient(lang, draft, of("to"))
        });
        form.save = match approves(call)? {
            true => GIVE.get(lang).to_owned(),
            false => ASK.get(lang).to_owned(),
        };
        form.also = vec![("see".to_owned(), "1".to_owned(), AGAIN.get(lang).to_owned())];
    }
    groups.extend([
        notice(call, draft, of("notice")),
        asked(call, draft, places, &of),
    ]);
    let shown: Vec<&str> = groups
        .iter()
        .flat_map(|group| group.fields.iter().map(|field| field.name.as_str()))
        .collect();
    let elsewhere = problems
        .iter()
        .filter(|(field, _)| !shown.contains(&field.as_str()));
    form.problems = elsewhere.map(|(_, words)| words.clone()).collect();
    form.groups = groups;
    Ok(form)
}

/// The words that ask for a number and got none, above those that did.
fn still_open(call: &Call, draft: &Draft) -> Option<Group> {
    let lang = call.lang();
    let words_of = |open: Open| match open {
        Open::Unknown(words) | Open::Several(words) => Some(format!("「{words}」")),
        _ => None,
    };
    let open: Vec<String> = draft.read.open().into_iter().filter_map(words_of).collect();
    let note = Note {
        standing: Standing::Due,
        title: format!("{}{}", NOT_IN.get(lang), open.join("、")),
        body: BELOW.get(lang).into(),
    };
    (!open.is_empty()).then(|| Group {
        lead: Some(note.show(call.reading.lang)),
        ..Group::default()
    })
}

const NOT_IN: Words = words("下面还没有：", "Not among these: ");
const BELOW: Words = words(
    "通知里问了，但没有正好合适的口径，或者不止一个。要报就在页尾选。",
    "The notice asks for it, and no figure fits, or several do. Choose one at the foot of the page.",
);

fn notice(call: &Call, draft: &Draft, problem: Option<String>) -> Group {
    let lang = call.lang();
    let mut field = Field::new(
        "notice",
        NOTICE.get(lang),
        Input::Long {
            value: draft.notice.clone(),
            rows: 4,
        },
    );
    field.problem = problem;
    let told = told(draft, call.house.today(), lang);
    let extra = (!told.is_empty())
        .then(|| section::Section::new(READ.get(lang), items(&told, call.reading.lang)).show());
    Group {
        fields: vec![field],
        extra,
        ..Group::default()
    }
}

/// What was read, each with its words; then what stays open.
fn told(draft: &Draft, today: Day, lang: Lang) -> Vec<Item> {
    if draft.notice.trim().is_empty() {
        return Vec::new();
    }
    let name = |key: &String| {
        let definition = draft.definitions.get(key);
        definition.map_or(key.clone(), |d| whole_name(d, lang).to_owned())
    };
    let joint = words(" 或 ", " or ").get(lang);
    let read = &draft.read;
    let mut all: Vec<(usize, Item)> = Vec::new();
    let mut say = |at: usize, words: &str, means: String, open: bool| {
        all.push((at, said(words, means, open)));
    };
    for found in &read.periods {
        let spans: Vec<String> = found.what.iter().map(|p| p.name(lang)).collect();
        say(
            found.at,
            &found.words,
            spans.join(joint),
            found.what.len() > 1,
        );
    }
    for found in &read.figures {
        let (fits, near) = (&found.what.fits, &found.what.near);
        let names = |keys: &[String]| keys.iter().map(name).collect::<Vec<_>>().join(joint);
        let means = match (fits.is_empty(), near.is_empty()) {
            (false, _) => names(fits),
            (true, false) => format!("{}{}", NEAR.get(lang), names(near)),
            (true, true) => UNKNOWN.get(lang).to_owned(),
        };
        say(found.at, &found.words, means, fits.len() != 1);
    }
    if let Some(found) = &read.by {
        say(found.at, &found.words, by(found, today, lang), false);
    }
    if let Some(found) = &read.to {
        say(
            found.at,
            &found.words,
            format!("{}{}", TO_WHOM.get(lang), found.what),
            false,
        );
    }
    all.sort_by_key(|(at, _)| *at);
    let mut items: Vec<Item> = all.into_iter().map(|(_, item)| item).collect();
    items.extend(read.open().iter().filter_map(|open| left(open, lang)));
    items
}

const NEAR: Words = words("没有这个口径，相近的是：", "No such figure; near it: ");
const UNKNOWN: Words = words("没有这个口径", "No figure fits");
const TO_WHOM: Words = words("报给", "To ");
const CHOOSE: Words = words("请选", "Choose");

fn said(words: &str, means: String, open: bool) -> Item {
    Item {
        what: format!("「{words}」"),
        small: means,
        end: match open {
            true => End::Mark(Mark::new(Standing::Due, "?")),
            false => End::Bare,
        },
        ..Item::default()
    }
}

fn by(found: &Found<Wanted>, today: Day, lang: Lang) -> String {
    let day = match (found.what.day == today, lang) {
        (true, Lang::Zh) => "今天".to_owned(),
        (true, Lang::En) => "today".to_owned(),
        (false, _) => found.what.day.short(lang),
    };
    let hour = match (found.what.hour, lang) {
        (Some(Hour::At(hour, minute)), _) => format!(" {hour}:{minute:02}"),
        (Some(Hour::Closing), Lang::Zh) => "下班".to_owned(),
        (Some(Hour::Closing), Lang::En) => ", before the office closes".to_owned(),
        (None, _) => String::new(),
    };
    match lang {
        Lang::Zh => format!("{day}{hour}前要"),
        Lang::En => format!("Wanted by {day}{hour}"),
    }
}

/// What stays open and is not said beside its words already.
fn left(open: &Open, lang: Lang) -> Option<Item> {
    let what = match open {
        Open::NoPeriod => words("通知里没有写是哪一段时间", "It names no period"),
        Open::NoFigure => words(
            "通知里没有读到要报的数，请自己选",
            "No figure was found in it: choose yourself",
        ),
        Open::Periods(_) => words("不止一段时间，请选一段", "More than one period: choose one"),
        Open::Unknown(_) | Open::Several(_) => return None,
    };
    Some(Item {
        what: what.get(lang).to_owned(),
        end: End::Mark(Mark::new(Standing::Due, CHOOSE.get(lang))),
        ..Item::default()
    })
}

fn asked(
    call: &Call,
    draft: &Draft,
    places: &[(String, String)],
    of: &dyn Fn(&str) -> Option<String>,
) -> Group {
    let lang = call.lang();
    let choice = |key: &String, on: bool| {
        let definition = draft.definitions.get(key)?;
        Some(Choice {
            value: key.clone(),
            words: whole_name(definition, lang).to_owned(),
            on,
            ..Choice::default()
        })
    };
    let ticked = draft.figures.iter().filter_map(|key| choice(key, true));
    let offered = draft.offered.iter().filter_map(|key| choice(key, false));
    let choices: Vec<Choice> = ticked.chain(offered).collect();
    let mut fields = Vec::new();
    if !choices.is_empty() {
        fields.push(Field::new("figure", ASKED.get(lang), Input::Many(choices)));
    }
    let mut add = Field::new(
        "add",
        ADD.get(lang),
        Input::Pick(by_work(call, &draft.definitions, "")),
    );
    add.problem = of("add");
    fields.push(add);
    let mut period = Field::new("period", PERIOD.get(lang), period(draft, lang));
    period.problem = of("period");
    if lang == Lang::Zh {
        period.hint = "如 1—10月、上半年、第三季度、2026年3月".to_owned();
    }
    fields.push(period);
    if !places.is_empty() {
        let all = places_or_all(places, &draft.place_typed(), lang);
        let pick = Input::Pick(vec![(String::new(), all)]);
        let mut place = Field::new("place", PLACE.get(lang), pick);
        place.hint = named(draft, places, lang);
        fields.push(place);
    }
    Group {
        title: ASKED.get(lang).to_owned(),
        fields,
        ..Group::default()
    }
}

/// The places that the notice names: whether its numbers are theirs, its reader knows.
fn named(draft: &Draft, places: &[(String, String)], lang: Lang) -> String {
    let names = places.iter().map(|(_, name)| name.as_str());
    let names: Vec<&str> = names.filter(|name| draft.notice.contains(name)).collect();
    match (names.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("通知里提到{}", names.join("、")),
        (false, Lang::En) => format!("The notice mentions {}", names.join(", ")),
    }
}

/// The period: one of those that the notice names, or typed.
fn period(draft: &Draft, lang: Lang) -> Input {
    let spans = draft.read.spans();
    if spans.len() > 1 {
        let one = |period: &Period| Choice {
            value: period.to_string(),
            words: period.name(lang),
            on: draft.period == Some(*period),
            ..Choice::default()
        };
        return Input::One(spans.iter().map(one).collect());
    }
    let value = match (draft.period, lang) {
        // With its year: what is sent back is read as it stands.
        (Some(period), Lang::Zh) => short(period, Day::FIRST, lang),
        (Some(period), Lang::En) => period.to_string(),
        (None, _) => draft.period_typed.clone(),
    };
    Input::Text {
        value,
        keyboard: Keyboard::Text,
        autocomplete: "off",
    }
}

fn recipient(lang: Lang, draft: &Draft, problem: Option<String>) -> Group {
    let mut to = Field::new(
        "to",
        TO.get(lang),
        Input::Text {
            value: draft.to.clone(),
            keyboard: Keyboard::Text,
            autocomplete: "off",
        },
    );
    to.must = true;
    to.problem = problem;
    let channel = |(value, label): (&str, Words)| Choice {
        value: value.to_owned(),
        words: label.get(lang).to_owned(),
        on: draft.channel == value,
        ..Choice::default()
    };
    let channels = [
        ("chat", words("微信", "Message")),
        ("phone", words("电话", "Telephone")),
        ("form", words("表格", "Form")),
    ];
    let by = Field::new(
        "channel",
        BY.get(lang),
        Input::One(channels.map(channel).into()),
    );
    Group {
        fields: vec![to, by],
        ..Group::default()
    }
}

/// The way back to the page.
pub fn back(lang: Lang) -> Link {
    Link::new(TITLE.get(lang), "/give-out")
}

/// Parts below each other, framed as a page of this task.
pub fn framed(call: &Call, title: String, parts: &[Markup]) -> Sheet {
    Sheet {
        title,
        place: None,
        back: Some(back(call.lang())),
        body: section::narrow(parts),
    }
}
