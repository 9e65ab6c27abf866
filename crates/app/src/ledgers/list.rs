//! A kind's list: the sentence of the selection, how many it holds, its rows by pages.
//!
//! In: the address. Out: a page of rows, the count beside it (of more than 10,000 that it is more), and the ways to narrow, sort,
//! export and add. The address is the selection; nothing else is remembered.

use axum::response::Response;
use base::{Cursor, Field, Kind, Lang, Record, Sort, Type, words};
use page::{
    Act, Fig,
    frame::Place,
    list::{Column, List, Order, Row, Rows, Spot},
    pages::Pages,
    section::{Empty, stack},
};

use super::{
    address, bar,
    counted::{self, Counted},
    labels, of_record,
    selected::{self, Selected},
    show,
};
use crate::front::{Call, Done, Stop, see_other, show::Sheet};

/// Rows of one page.
const ROWS: u32 = 50;

/// Pairs of an address that say which page is shown and what was just done, not what is selected.
pub(super) const PASSING: [&str; 4] = ["after", "before", "count", "done"];

/// GET `/records/{kind}`.
///
/// # Errors
/// `Problems` when the address asks for what cannot be; faults of the store.
pub(super) async fn show(call: Call) -> Done {
    let kind = call.kind()?;
    let selected = Selected::of(&call)?;
    let (rows, count) = counted::page(&call, &selected, ROWS).await?;
    let (before, after) = selected.beside(kind, &rows);
    let beside = |name, place: &Option<Cursor>| {
        let place = place.as_ref().map(selected::cursor_text)?;
        Some(call.here_with(&[(name, Some(&place))]).into())
    };
    // Read back to the beginning, the page is the first one, which has one address only; and
    // where nothing follows any more, that is where to look again.
    if selected.before.is_some() && before.is_none()
        || selected.after.is_some() && rows.rows.is_empty()
    {
        return Ok(see_other(&call.here_with(&[])));
    }
    let names = labels::of_links(&call, kind, &rows.rows, kind.list).await?;
    let table = List {
        caption: kind.words.get(call.lang()).to_owned(),
        columns: columns(&call, kind, &selected),
        groups: vec![Rows {
            rows: rows
                .rows
                .iter()
                .map(|r| row(&call, kind, r, &names))
                .collect(),
            ..Rows::default()
        }],
        pages: Pages {
            first: before.is_some().then(|| call.here_with(&[]).into()),
            before: beside("before", &before),
            after: beside("after", &after),
            at: at(kind, &selected, &rows.rows, (&before, &after), call.lang()),
        },
        empty: empty(&call, kind, &selected),
    };
    framed(&call, kind, &selected, (count, table)).await
}

async fn framed(
    call: &Call,
    kind: &'static Kind,
    selected: &Selected,
    (count, table): (Counted, List),
) -> Result<Response, Stop> {
    let lang = call.lang();
    let unit = kind.unit.get(lang);
    let mut sentence = bar::sentence(call, kind, selected).await?;
    let said = count.words(lang);
    sentence.yields = vec![match count.over {
        true => Fig::open(said, unit, call.here_with(&[("count", Some("all"))])),
        false => Fig::inside(said, unit),
    }];
    sentence.doing = doing(call, kind, selected)?;
    let body = stack(&[
        sentence.show(call.reading.lang),
        table.show(call.reading.lang),
    ]);
    Ok(call.page(Sheet {
        title: kind.words.get(lang).to_owned(),
        place: Some(Place::Ledgers),
        back: None,
        body,
    }))
}

impl Call {
    /// This page's address with some of its pairs set or left out; which of its pages is shown
    /// does not go along.
    pub(super) fn here_with(&self, pairs: &[(&str, Option<&str>)]) -> String {
        let bare = self.path.split('?').next().unwrap_or("/");
        let mut query = self.query.clone();
        for name in PASSING {
            query = query.with(name, None);
        }
        for (name, value) in pairs {
            query = query.with(name, *value);
        }
        match query.write() {
            query if query.is_empty() => bare.to_owned(),
            query => format!("{bare}?{query}"),
        }
    }
}

/// Where in the whole this page is: by number at either end, between them by what it is sorted by.
fn at(
    kind: &'static Kind,
    selected: &Selected,
    rows: &[Record],
    beside: (&Option<Cursor>, &Option<Cursor>),
    lang: Lang,
) -> String {
    let n = rows.len();
    match (beside, lang) {
        ((None, None), _) => String::new(),
        ((None, Some(_)), Lang::Zh) => format!("第1—{n}条"),
        ((None, Some(_)), Lang::En) => format!("1–{n}"),
        ((Some(_), None), Lang::Zh) => format!("最后{n}条"),
        ((Some(_), None), Lang::En) => format!("the last {n}"),
        ((Some(_), Some(_)), _) => {
            let field = kind.field(&selected.sort.field);
            let said = |record: Option<&Record>| {
                let field = field?;
                Some(base::show(field, record?.value(kind, field.name)?, lang))
            };
            match (said(rows.first()), said(rows.last())) {
                (Some(first), Some(last)) if first == last => first,
                (Some(first), Some(last)) if lang == Lang::Zh => format!("{first} 至 {last}"),
                (Some(first), Some(last)) => format!("{first} to {last}"),
                _ => String::new(),
            }
        }
    }
}

fn columns(call: &Call, kind: &'static Kind, selected: &Selected) -> Vec<Column> {
    let spots = spots(kind);
    let fields = kind.list.iter().filter_map(|name| kind.field(name));
    fields
        .zip(spots)
        .map(|(field, spot)| column(call, field, spot, &selected.sort))
        .collect()
}

fn column(call: &Call, field: &'static Field, spot: Spot, sort: &Sort) -> Column {
    // The order of what one may not see would tell of it.
    let scope = call.visitor().map(|visitor| &visitor.scope);
    let may_see = scope.is_ok_and(|scope| scope.may_see(field.privacy));
    let here = sort.field == field.name;
    let next = if here && !sort.descending {
        format!("-{}", field.name)
    } else {
        field.name.to_owned()
    };
    let order = if sort.descending {
        Order::Down
    } else {
        Order::Up
    };
    Column {
        label: field.words.get(call.lang()).to_owned(),
        spot,
        sort: (field.sorted && may_see).then(|| call.here_with(&[("sort", Some(&next))]).into()),
        order: here.then_some(order),
    }
}

/// Where each column stands: what the record is, its day, one note, one standing, numbers.
fn spots(kind: &'static Kind) -> Vec<Spot> {
    let fields: Vec<&Field> = kind
        .list
        .iter()
        .filter_map(|name| kind.field(name))
        .collect();
    let words = |f: &Field| {
        matches!(
            f.kind,
            Type::Text | Type::Long | Type::Link(_) | Type::Links(_) | Type::Area
        )
    };
    let what = fields
        .iter()
        .position(|f| f.name == kind.label)
        .or_else(|| fields.iter().position(|f| words(f)))
        .unwrap_or(0);
    let (mut day, mut note, mut mark) = (false, false, false);
    let mut spot = |at: usize, field: &Field| match field.kind {
        _ if at == what => Spot::What,
        Type::Day | Type::Moment | Type::Month | Type::Year
            if !std::mem::replace(&mut day, true) =>
        {
            Spot::Day
        }
        Type::Choice(_) | Type::YesNo
            if field.name.contains("status") && !std::mem::replace(&mut mark, true) =>
        {
            Spot::Mark
        }
        Type::Whole | Type::Decimal(_) | Type::Money => Spot::Number,
        Type::Choice(_) | Type::Text | Type::Area | Type::Link(_)
            if !std::mem::replace(&mut note, true) =>
        {
            Spot::Note
        }
        _ => Spot::Other,
    };
    fields
        .iter()
        .enumerate()
        .map(|(at, field)| spot(at, field))
        .collect()
}

fn row(call: &Call, kind: &'static Kind, record: &Record, names: &labels::Labels) -> Row {
    let lang = call.lang();
    let what = spots(kind).iter().position(|s| *s == Spot::What);
    let fields = kind.list.iter().filter_map(|name| kind.field(name));
    let mut cells: Vec<page::Line> = fields
        .map(|field| show::cell(kind, field, record, (names, lang)))
        .collect();
    // The first cell is the way in: it must never be blank.
    if let Some(cell) = what
        .and_then(|at| cells.get_mut(at))
        .filter(|cell| cell.is_empty())
    {
        *cell = labels::label(kind, record, lang).into();
    }
    Row {
        href: Some(of_record(kind.name, record.id).into()),
        cells,
    }
}

fn doing(call: &Call, kind: &'static Kind, selected: &Selected) -> Result<Vec<Act>, Stop> {
    let (lang, scope) = (call.lang(), &call.visitor()?.scope);
    let list = address::of_list(&call.catalogue(), &selected.selection, &selected.sort);
    let query = list
        .split_once('?')
        .map_or(String::new(), |(_, q)| format!("?{q}"));
    let at = |end: &str, query: &str| format!("/records/{}/{end}{query}", kind.name);
    let mut acts = Vec::new();
    if scope.may_write(kind) {
        acts.push(Act::open(words("记一条", "Add").get(lang), at("new", "")));
        if !kind.sheet.is_empty() {
            acts.push(Act::open(
                words("从表格导入", "Import a sheet").get(lang),
                "/import",
            ));
            acts.push(Act::open(
                words("空白表", "Blank sheet").get(lang),
                at("template.xlsx", ""),
            ));
        }
    }
    acts.push(Act::open(
        words("导出 Excel", "Export XLSX").get(lang),
        at("export.xlsx", &query),
    ));
    acts.push(Act::open(
        words("导出 CSV", "Export CSV").get(lang),
        at("export.csv", &query),
    ));
    Ok(acts)
}

fn empty(call: &Call, kind: &'static Kind, selected: &Selected) -> Empty {
    let lang = call.lang();
    let narrowed = !selected.selection.filter.is_all() || selected.selection.period.is_some();
    let may = call
        .visitor
        .as_ref()
        .is_some_and(|v| v.scope.may_write(kind));
    let (title, body) = if narrowed {
        (
            words("没有符合的记录", "No record fits"),
            words(
                "算过了，是 0。换一个时间或去掉一个条件再看。",
                "Counted: it is 0. Try another time, or leave a condition out.",
            ),
        )
    } else {
        (
            words("这里还没有记录", "There are no records here yet"),
            words(
                "可以先记一条，或把已有的表格导进来。",
                "Add the first one, or import a sheet you have.",
            ),
        )
    };
    let add = Act::open(
        words("记一条", "Add").get(lang),
        format!("/records/{}/new", kind.name),
    );
    Empty {
        title: title.get(lang).to_owned(),
        body: body.get(lang).to_owned(),
        acts: if may { vec![add] } else { Vec::new() },
        elsewhere: narrowed.then(|| {
            page::Link::new(
                words("看全部", "See all").get(lang),
                format!("/records/{}", kind.name),
            )
        }),
    }
}
