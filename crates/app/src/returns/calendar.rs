//! 报送日历: what is owed and until when, what waits for whom, what came back.
//!
//! In: today. Out: the year's count of what was owed, handed in, late and sent back, each a figure
//! that opens; below it the returns by what they wait for, the nearest first; the annual reports.

use base::{
    Ask, Day, Filter, Kind, Lang, Operand, Period, Record, Roles, Selection, Sort, Test, Value,
    Words, words,
};
use page::{
    Act, Fig, Href, Link, To, Weight, frame,
    section::{self, End, Head, Item, Section},
};

use super::{links, owed, paper::KIND};
use crate::{
    front::{
        Call, Done, Stop,
        show::{Sheet, see_done},
    },
    reports::{guard::Guard, kept::Wanted},
};

const TITLE: Words = words("报送", "Returns");
const ALL: Words = words("全部材料报送", "All returns");
/// Returns of one sort that are listed.
const MOST: u32 = 12;
/// Days ahead that count as near.
const NEAR: i64 = 14;
/// Years whose reports are listed.
const YEARS: i16 = 3;

/// One sort of returns: its heading, which they are, in which order.
struct Sorted {
    title: Words,
    filter: Filter,
    by: &'static str,
    descending: bool,
}

/// GET `/returns`.
///
/// # Errors
/// Faults of the store.
pub async fn show(call: Call) -> Done {
    let (lang, today) = (call.lang(), call.house.today());
    let kind = call.catalogue().kind(KIND).ok_or(Stop::NotThere)?;
    let sorts = sorts(today);
    let ask = |sort: &Sorted| Ask::Rows {
        selection: Selection::all(KIND).and(sort.filter.clone()),
        sort: Sort {
            field: sort.by.to_owned(),
            descending: sort.descending,
        },
        after: None,
        limit: MOST,
    };
    let answers = call.ask(sorts.iter().map(ask).collect()).await?;
    let mut body = vec![head(&call)?, totals(&call, today).await?];
    let mut none = true;
    for (sort, answer) in sorts.iter().zip(answers) {
        let page = answer.page();
        if page.rows.is_empty() {
            continue;
        }
        none = false;
        let item = |record: &Record| item(kind, record, today, lang);
        let items: Vec<Item> = page.rows.iter().map(item).collect();
        let list = section::items(&items, call.reading.lang);
        let mut section = Section::new(sort.title.get(lang), list);
        section.more = page
            .next
            .map(|_| Link::new(ALL.get(lang), Href::new("/records/returns")));
        body.push(section.show());
    }
    if none {
        let lead = words(
            "没有要交的，也没有在办的。",
            "Nothing is due, and nothing is under way.",
        );
        let empty = Head {
            lead: lead.get(lang).into(),
            ..Head::default()
        };
        body.push(empty.show(call.reading.lang));
    }
    body.push(reports(&call, today));
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Returns),
        back: None,
        body: section::narrow(&body),
    }))
}

/// POST `/returns/owed`: puts what is owed on the calendar.
///
/// # Errors
/// Faults of the store.
pub async fn fill(call: Call) -> Done {
    owed::make(&call.house).await?;
    Ok(see_done("/returns", "changed"))
}

fn sorts(today: Day) -> [Sorted; 6] {
    let state = |state: &str| Filter::is("state", state);
    let open = || Filter::leaf("on", Test::Set(false));
    let until = |day: Day| Operand::Is(Value::from(day.to_string()));
    let due_before = Filter::leaf("due", Test::AtMost(until(today.plus(-1))));
    let near = Filter::leaf("due", Test::AtLeast(until(today)))
        .and(Filter::leaf("due", Test::AtMost(until(today.plus(NEAR)))));
    let sort = |title: Words, filter: Filter, by: &'static str, descending: bool| Sorted {
        title,
        filter,
        by,
        descending,
    };
    [
        sort(
            words("过了截止日，还没报", "Past due and not handed in"),
            open().and(due_before),
            "due",
            false,
        ),
        sort(
            words("两周内到期", "Due within two weeks"),
            open().and(near),
            "due",
            false,
        ),
        sort(
            words("等审核和签发", "To be checked and signed"),
            state("checking"),
            "due",
            false,
        ),
        sort(
            words("签发了，还没报", "Signed, not handed in"),
            state("signed"),
            "due",
            false,
        ),
        sort(
            words("退回来的", "Sent back"),
            state("sent_back"),
            "on",
            true,
        ),
        sort(
            words("最近报出的", "Handed in last"),
            Filter::Any {
                any: vec![state("submitted"), state("late")],
            },
            "on",
            true,
        ),
    ]
}

fn head(call: &Call) -> Result<page::Markup, Stop> {
    let lang = call.lang();
    let mut acts = Vec::new();
    let roles = call.visitor()?.scope.roles();
    if roles.any(Roles::TEAM) {
        let give = words("报数", "Give out a number").get(lang);
        acts.push(Act::open(give, "/give-out"));
    }
    if roles.any(Roles::MANAGERS) {
        let fill = words("把应报的排上", "Put what is owed on it").get(lang);
        acts.push(Act {
            words: fill.to_owned(),
            to: To::Post(Href::new("/returns/owed"), call.hidden()),
            weight: Weight::Plain,
        });
        acts.push(Act::open(words("文稿", "Texts").get(lang), "/texts"));
        acts.push(Act::open(links::TITLE.get(lang), "/returns/links"));
    }
    acts.push(Act::open(ALL.get(lang), "/records/returns"));
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        doing: acts,
        ..Head::default()
    };
    Ok(head.show(call.reading.lang))
}

/// 应报, 已报, 到期未报, 退回 of the year so far, each a figure.
async fn totals(call: &Call, today: Day) -> Result<page::Markup, Stop> {
    let (lang, park, house) = (call.lang(), call.visitor()?.scope.park(), &call.house);
    let year = Period::Year(today.year());
    let past = Period::Range(year.bounds().0, today.plus(-1));
    let past = if today == year.bounds().0 { year } else { past };
    let catalogue = call.catalogue();
    let mut items = Vec::new();
    for (key, period) in [
        ("returns_owed", year),
        ("returns_handed_in", year),
        ("returns_open", past),
        ("returns_sent_back", year),
    ] {
        let wanted = Wanted {
            period,
            place: None,
            only: Some(key.to_owned()),
        };
        let values = house.figures.values(&house.store, park, wanted).await?;
        let Some((definition, figure)) = values.get(key) else {
            continue;
        };
        let guard = Guard::new(&values, &catalogue, Some(&call.visitor()?.scope));
        let seen = guard.read(definition, figure, lang);
        items.push(Item {
            what: match lang {
                Lang::Zh => definition.zh.clone(),
                Lang::En => definition.en.clone(),
            },
            href: Some(Href::new(format!("/figures/{key}?period={period}"))),
            end: End::Fig(Fig::inside(seen.value, seen.unit)),
            ..Item::default()
        });
    }
    let title = match lang {
        Lang::Zh => format!("{}年", today.year()),
        Lang::En => today.year().to_string(),
    };
    Ok(Section::new(title, section::items(&items, call.reading.lang)).show())
}

fn item(kind: &Kind, record: &Record, today: Day, lang: Lang) -> Item {
    let due = record
        .text(kind, "due")
        .and_then(|due| due.parse::<Day>().ok());
    let on = record.text(kind, "on");
    let end = match (on, due) {
        (Some(on), _) => on.to_owned(),
        (None, Some(due)) => match (today.until(due), lang) {
            (0, Lang::Zh) => "今天截止".to_owned(),
            (0, Lang::En) => "due today".to_owned(),
            (days, Lang::Zh) if days < 0 => format!("逾期 {} 天", -days),
            (days, Lang::En) if days < 0 => format!("{} days late", -days),
            (days, Lang::Zh) => format!("还有 {days} 天"),
            (days, Lang::En) => format!("{days} days left"),
        },
        (None, None) => String::new(),
    };
    let mut small: Vec<String> = Vec::new();
    small.extend(state(kind, record, lang));
    small.extend(due.filter(|_| on.is_none()).map(|due| match lang {
        Lang::Zh => format!("截止 {due}"),
        Lang::En => format!("due {due}"),
    }));
    small.extend(record.text(kind, "handler").map(|handler| match lang {
        Lang::Zh => format!("经办 {handler}"),
        Lang::En => format!("by {handler}"),
    }));
    small.extend(record.text(kind, "recipient").map(|to| match lang {
        Lang::Zh => format!("报 {to}"),
        Lang::En => format!("to {to}"),
    }));
    Item {
        what: record.text(kind, kind.label).unwrap_or_default().to_owned(),
        small: small.join(" · "),
        href: Some(Href::new(format!("/returns/{}", record.id))),
        end: End::Soft(end),
    }
}

/// Its state, as it is read.
fn state(kind: &Kind, record: &Record, lang: Lang) -> Option<String> {
    let (field, value) = (kind.field("state")?, record.value(kind, "state")?);
    Some(base::show(field, value, lang))
}

fn reports(call: &Call, today: Day) -> page::Markup {
    let lang = call.lang();
    let year = |year: i16| Item {
        what: match lang {
            Lang::Zh => format!("{year}年度工作报告"),
            Lang::En => format!("Report of the year {year}"),
        },
        href: Some(Href::new(format!("/reports/{year}"))),
        ..Item::default()
    };
    let items: Vec<Item> = (0..YEARS).map(|back| year(today.year() - back)).collect();
    let title = words("年度报告", "Annual reports").get(lang);
    Section::new(title, section::items(&items, call.reading.lang)).show()
}
