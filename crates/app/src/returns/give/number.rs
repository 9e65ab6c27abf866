//! One number about to leave: its value as it is now, and what is to be known of it.
//!
//! In: a figure, a period, perhaps a place. Out: how it reads and is kept, as somebody outside may
//! be told it: a small one of the care compartment is kept back whoever asks. It says how many rows
//! wait, how many are cancelled, and whether the period is over. It writes nothing.

use base::{
    Answer, Ask, Catalogue, Day, Filter, Fold as Read, Id, Lang, Period, Selection, Type, Words,
    words,
};
use figures::{Definition, Figure, Fold, selection};
use store::{Moment, Scope};

use super::{
    Draft,
    differs::{Differs, differs},
};
use crate::{
    front::{Call, Stop},
    ledgers::{of_list, selected::usual_order},
    reports::{Values, guard::Guard, kept::Wanted, pages::held},
    returns::{
        given::{Before, given_out_before},
        notice::{plain_name, trade_name},
    },
};

const NOT_BEGUN: Words = words(
    "这段时间还没有开始，没有数可报。",
    "This period has not begun: there is no number to give.",
);

/// Words beside a number, and where they lead.
pub type Note = (String, Option<String>);

/// One number.
pub struct Number {
    /// The definition's key.
    pub key: String,
    /// Its version.
    pub version: i64,
    /// Its name in an answer: 「活动场次」.
    pub name: String,
    /// Its whole name.
    pub whole_name: String,
    /// The value and the unit as the reader reads them.
    pub reads: (String, String),
    /// As it is kept: 「31场」.
    pub said: String,
    /// Its exact value, as the figures' JSON gives it.
    pub value: String,
    /// What of it is told apart: 「其中无名单登记20人次」.
    pub part: Option<String>,
    /// Until when it is counted, where its period is not over.
    pub up_to: Option<String>,
    /// What is to be known.
    pub notes: Vec<Note>,
    /// Why it cannot leave.
    pub refused: Option<String>,
    /// The last of its 口径 and period that left.
    pub before: Option<Before>,
    /// How it differs from that.
    pub differs: Option<Differs>,
    /// Its page.
    pub href: String,
}

/// The numbers of a draft, in its order; none while it has no period.
///
/// # Errors
/// Faults of the store.
pub async fn numbers(call: &Call, draft: &Draft) -> Result<Vec<Number>, Stop> {
    let mut numbers = Vec::new();
    let Some(period) = draft.period else {
        return Ok(numbers);
    };
    for key in &draft.figures {
        numbers.extend(number(call, key, period, draft.place).await?);
    }
    Ok(numbers)
}

/// One number; nothing where there is no such figure.
///
/// # Errors
/// Faults of the store.
pub async fn number(
    call: &Call,
    key: &str,
    period: Period,
    place: Option<Id>,
) -> Result<Option<Number>, Stop> {
    let (house, lang) = (&call.house, call.lang());
    let park = call.visitor()?.scope.park();
    let wanted = Wanted {
        period,
        place,
        only: Some(key.to_owned()),
    };
    let values = house.figures.values(&house.store, park, wanted).await?;
    let Some((definition, figure)) = values.get(key) else {
        return Ok(None);
    };
    let catalogue = call.catalogue();
    // What leaves the house is read outside: by nobody who may open the compartment.
    let guard = Guard::new(&values, &catalogue, None);
    let kept = guard.read(definition, figure, Lang::Zh);
    let seen = guard.read(definition, figure, lang);
    let said = match kept.kept_back {
        true => format!("{}{}", kept.value, kept.unit),
        false => figure.text(definition, Lang::Zh),
    };
    let scope = Scope::system(park, "the numbers that left the house");
    let before = given_out_before(&house.store, &scope, key, period, place).await?;
    let mut number = Number {
        key: key.to_owned(),
        version: i64::from(definition.version),
        name: name(definition, lang),
        whole_name: whole_name(definition, lang).to_owned(),
        refused: refused(call, period, figure, &kept, lang),
        reads: (seen.value, seen.unit.trim().to_owned()),
        said,
        value: kept.value,
        part: part(&values, definition, guard, lang),
        up_to: is_open(call, period).then(|| up_to(house.today(), lang)),
        notes: Vec::new(),
        before,
        differs: None,
        href: href(key, period, place),
    };
    number.notes = notes(call, &values, definition, &catalogue).await?;
    if let Some(before) = &number.before {
        number.differs = differs(call, &number, before, (period, place)).await?;
    }
    Ok(Some(number))
}

fn href(key: &str, period: Period, place: Option<Id>) -> String {
    let place = place.map(|id| format!("&place={id}")).unwrap_or_default();
    format!("/figures/{key}?period={period}{place}")
}

/// The name of a figure as the reader reads it.
pub fn whole_name(definition: &Definition, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &definition.zh,
        Lang::En => &definition.en,
    }
}

/// The name of a figure in an answer.
pub fn name(definition: &Definition, lang: Lang) -> String {
    match lang {
        Lang::Zh => trade_name(&definition.zh),
        Lang::En => definition.en.clone(),
    }
}

fn refused(
    call: &Call,
    period: Period,
    figure: &Figure,
    kept: &crate::reports::guard::Seen,
    lang: Lang,
) -> Option<String> {
    if period.bounds().0 > call.house.today() {
        return Some(NOT_BEGUN.get(lang).to_owned());
    }
    // 「不足5人」 may be said; that nothing is told is no answer.
    if kept.kept_back && kept.unit.is_empty() {
        return Some(kept_back(&kept.value, lang));
    }
    let gap = figure.gap.filter(|_| !figure.is_there());
    let why = gap.map(|gap| gap.words().get(lang).to_owned());
    why.or_else(|| (!figure.is_there() && !kept.kept_back).then(|| nothing(lang)))
}

fn kept_back(said: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("服务对象的数受保护：{said}。这个数不能报出去。"),
        Lang::En => "Numbers of clients are guarded: this one cannot leave.".to_owned(),
    }
}

fn nothing(lang: Lang) -> String {
    words(
        "这段时间没有这个数。",
        "There is no such number in this period.",
    )
    .get(lang)
    .to_owned()
}

/// Of a sum what is not its first part: 「其中无名单登记20人次」.
fn part(values: &Values, definition: &Definition, guard: Guard<'_>, lang: Lang) -> Option<String> {
    let Fold::Add(parts) = &definition.fold else {
        return None;
    };
    let told = parts.iter().skip(1).filter_map(|key| {
        let (own, figure) = values.get(key)?;
        let seen = guard.read(own, figure, lang);
        let none = seen.kept_back || seen.value == "0" || !figure.is_there();
        let said = format!("{}{}", seen.value, seen.unit);
        (!none).then(|| match lang {
            Lang::Zh => format!("{}{said}", of_part(own)),
            Lang::En => format!("{}: {said}", own.en),
        })
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| match lang {
        Lang::Zh => format!("其中{}", told.join("、")),
        Lang::En => format!("of which {}", told.join(", ")),
    })
}

/// 「无名单的登记人次」 beside its value with the unit: 「无名单登记」.
fn of_part(definition: &Definition) -> String {
    let name = plain_name(&definition.zh).replace('的', "");
    let without = name.strip_suffix(definition.unit.as_str());
    without.map_or(name.clone(), str::to_owned)
}

/// 「数到11月25日」 of a period that is not over.
pub fn up_to(day: Day, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("数到{}", day.short(lang)),
        Lang::En => format!("counted up to {}", day.short(lang)),
    }
}

fn is_open(call: &Call, period: Period) -> bool {
    let today = call.house.today();
    let (first, last) = period.bounds();
    first <= today && last >= today
}

async fn notes(
    call: &Call,
    values: &Values,
    definition: &Definition,
    catalogue: &Catalogue,
) -> Result<Vec<Note>, Stop> {
    let lang = call.lang();
    let mut notes = Vec::new();
    let held = held::count(call, values, definition)?;
    if held > 0 {
        let said = held::say(held, lang);
        notes.push((said, Some("/import/held".to_owned())));
    }
    let cancelled = cancelled(definition, values.period, catalogue);
    if let Some(cancelled) = cancelled.filter(|_| values.place.is_none()) {
        let count = Ask::Fold {
            selection: cancelled.clone(),
            fold: Read::Count,
            by: Vec::new(),
            after: None,
            limit: 1,
        };
        let scope = Scope::system(call.visitor()?.scope.park(), "how many were cancelled");
        let asked = call.house.store.ask(&scope, Moment::Now, vec![count]);
        let count = asked.await?.pop().map_or(0, Answer::number);
        let sort = catalogue.kind(&cancelled.kind).map(usual_order);
        let list = of_list(catalogue, &cancelled, &sort.unwrap_or_default());
        let readable = catalogue.kind(&cancelled.kind);
        let readable = readable.is_some_and(|kind| {
            call.visitor()
                .is_ok_and(|visitor| visitor.scope.may_read(kind))
        });
        if count > 0 {
            notes.push((
                not_counted(count, &definition.unit, lang),
                readable.then_some(list),
            ));
        }
    }
    Ok(notes)
}

fn not_counted(count: i64, unit: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("取消的{count}{unit}没有计入"),
        Lang::En => format!("{count} cancelled, not counted"),
    }
}

/// The same records, cancelled: where the figure counts rows of one state of a kind that has it.
fn cancelled(definition: &Definition, period: Period, catalogue: &Catalogue) -> Option<Selection> {
    let counts = matches!(definition.fold, Fold::Count);
    let field = catalogue.kind(&definition.kind)?.field("status")?;
    let Type::Choice(states) = field.kind else {
        return None;
    };
    let has = states.iter().any(|state| state.code == "cancelled");
    let mut all = selection(definition, period, catalogue);
    let others = otherwise(&all.filter)?;
    all.filter = others.and(Filter::is("status", "cancelled"));
    (counts && has).then_some(all)
}

/// A condition without what it asks of the state; nothing where it asks nothing of it.
fn otherwise(filter: &Filter) -> Option<Filter> {
    let of_state = |f: &Filter| matches!(f, Filter::Leaf(leaf) if leaf.field == "status");
    match filter {
        Filter::All { all } if all.iter().any(of_state) => Some(Filter::All {
            all: all.iter().filter(|f| !of_state(f)).cloned().collect(),
        }),
        own if of_state(own) => Some(Filter::default()),
        _ => None,
    }
}
