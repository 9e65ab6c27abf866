//! 报送: what the park hands in: its years' reports, and its returns.
//!
//! In: today. Out: the reports of this year and those before it, the returns that are due, and
//! the way to all of them.

use base::{Answer, Ask, Filter, Lang, Selection, Sort, Words, words};
use page::{
    Act, Href, Link, frame,
    section::{self, End, Head, Item, Section},
};

use crate::front::{Call, Done, show::Sheet};

const TITLE: Words = words("报送", "Returns");
const REPORTS: Words = words("年度报告", "Annual reports");
const DUE: Words = words("还没交的", "Not handed in yet");
const ALL: Words = words("全部材料报送", "All returns");
const NONE: Words = words("没有要交的。", "Nothing is due.");
const GIVE: Words = words("报数", "Give out a number");
const UNTIL: Words = words("截止 {}", "due {}");
/// Years whose reports are listed.
const YEARS: i16 = 3;

/// The page.
pub async fn show(call: Call) -> Done {
    let lang = call.lang();
    let this = call.house.today().year();
    let year = |year: i16| Item {
        what: match lang {
            Lang::Zh => format!("{year}年度工作报告"),
            Lang::En => format!("Report of the year {year}"),
        },
        href: Some(Href::new(format!("/reports/{year}"))),
        ..Item::default()
    };
    let reports: Vec<Item> = (0..YEARS).map(|back| year(this - back)).collect();
    let due = due(&call).await?;
    let team = call.visitor()?.scope.roles().any(base::Roles::TEAM);
    let give = team.then(|| Act::open(GIVE.get(lang), "/give-out"));
    let head = Head {
        title: TITLE.get(lang).to_owned(),
        doing: give.into_iter().collect(),
        ..Head::default()
    };
    let body = if due.is_empty() {
        page::section::Head {
            lead: NONE.get(lang).into(),
            ..Head::default()
        }
        .show(lang)
    } else {
        section::items(&due, lang)
    };
    let mut returns = Section::new(DUE.get(lang), body);
    returns.more = Some(Link::new(ALL.get(lang), Href::new("/records/returns")));
    let reports = Section::new(REPORTS.get(lang), section::items(&reports, lang));
    let body = section::narrow(&[head.show(lang), reports.show(), returns.show()]);
    Ok(call.page(Sheet {
        title: TITLE.get(lang).to_owned(),
        place: Some(frame::Place::Returns),
        back: None,
        body,
    }))
}

async fn due(call: &Call) -> Result<Vec<Item>, crate::front::Stop> {
    let lang = call.lang();
    let catalogue = call.catalogue();
    let Some(kind) = catalogue.kind("returns") else {
        return Ok(Vec::new());
    };
    let selection = Selection::all("returns").and(Filter::is("state", "due"));
    let sort = Sort {
        field: "due".to_owned(),
        descending: false,
    };
    let rows = call
        .ask_one(Ask::Rows {
            selection,
            sort,
            after: None,
            limit: 20,
        })
        .await;
    let item = |row: base::Record| Item {
        what: row.text(kind, kind.label).unwrap_or_default().to_owned(),
        href: Some(Href::new(format!("/records/returns/{}", row.id))),
        end: End::Soft(UNTIL.fill(lang, row.text(kind, "due").unwrap_or("—"))),
        ..Item::default()
    };
    Ok(rows.map(Answer::many)?.into_iter().map(item).collect())
}
