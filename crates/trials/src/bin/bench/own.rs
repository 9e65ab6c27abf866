//! A ledger of the park's own in the large park, with as many records as it has sign-ins.
//!
//! In: the large park. Out: the ledger «来访登记», made by its form as a person makes it, and filled
//! through the store: a number, a day, one of four reasons, how many came.

use app::commands::Opened;
use base::{Act, Change, Fold, Id, IdMaker, Kind, Selection, Source, Value};
use store::{Moment, Scope, Write};
use trials::{Failed, program::Program, talk::request};

use super::park::{Large, YEAR, runtime};

/// Its name in tables.
pub const NAME: &str = "own_visitors";
const FORM: &str = "zh=来访登记&en=Visitors&unit=条&work=people&rights=work\
    &f.1.zh=编号&f.1.holds=text&f.2.zh=日期&f.2.holds=day\
    &f.3.zh=事由&f.3.holds=choice&f.3.choices=办事、参观、开会、其他\
    &f.4.zh=人数&f.4.holds=whole&key=f1&when=f2&do=save";
const AT_ONCE: u32 = 20_000;

/// Makes and fills it where it is not there yet.
pub fn filled(large: &Large, program: &Program, many: u32) -> Result<(), Failed> {
    if has(large, many)? {
        return Ok(());
    }
    let serving = large.park.serve(program)?;
    let (mut line, cookie) = (serving.line()?, serving.session(&large.park)?);
    let path = "/settings/ledgers/new";
    let page = line.send(&request("GET", path, std::slice::from_ref(&cookie), b""))?;
    let page = page.text();
    let token = page.split_once("name=\"token\" value=\"");
    let token = token.and_then(|(_, rest)| rest.split('"').next());
    let headers = [
        cookie,
        format!("X-Form-Token: {}", token.ok_or("the form has no token")?),
        "Sec-Fetch-Site: same-origin".to_owned(),
        "Content-Type: application/x-www-form-urlencoded".to_owned(),
    ];
    let answer = line.send(&request("POST", path, &headers, FORM.as_bytes()))?;
    if answer.status != 303 {
        return Err(format!("{} {}", answer.status, answer.text()).into());
    }
    serving.stop()?;
    runtime()?.block_on(async {
        let (opened, scope) = large.open().await?;
        let filled = fill(&opened, &scope, many).await;
        opened.store.close().await;
        filled
    })
}

fn has(large: &Large, many: u32) -> Result<bool, Failed> {
    runtime()?.block_on(async {
        let (opened, scope) = large.open().await?;
        let count = base::Ask::Fold {
            selection: Selection::all(NAME),
            fold: Fold::Count,
            by: Vec::new(),
            after: None,
            limit: 1,
        };
        let known = opened.store.catalogue().kind(NAME).is_some();
        let mut there = 0;
        if known {
            let answers = opened.store.ask(&scope, Moment::Now, vec![count]).await;
            let answers = answers.map_err(|error| error.to_string())?;
            there = answers.into_iter().next().map_or(0, base::Answer::number);
        }
        opened.store.close().await;
        Ok(there >= i64::from(many))
    })
}

async fn fill(opened: &Opened, scope: &Scope, many: u32) -> Result<(), Failed> {
    let kind = opened.store.catalogue().kind(NAME);
    let kind = kind.ok_or("the ledger was not made")?;
    let mut ids = IdMaker::new(10);
    for from in (0..many).step_by(AT_ONCE as usize) {
        let all = from..many.min(from + AT_ONCE);
        let changes = all.map(|n| visit(kind, ids.next(1_700_000_000_000), n));
        let changes: Result<Vec<Change>, Failed> = changes.collect();
        let act = Act {
            actor: Id(0),
            source: Source::Command,
            note: "a large ledger".to_owned(),
        };
        let write = Write::of(scope.clone(), act, changes?);
        let written = opened.store.write(write).await;
        written.map_err(|error| format!("{error:?}"))?;
    }
    Ok(())
}

/// Nine in ten of the year measured, as sign-ins are.
fn visit(kind: &'static Kind, id: Id, n: u32) -> Result<Change, Failed> {
    let year = if n % 10 == 9 { YEAR - 1 } else { YEAR };
    let number = format!("LF-{n:07}");
    let given = [
        ("f1", Value::from(number.as_str())),
        (
            "f2",
            format!("{year}-{:02}-{:02}", n % 12 + 1, n % 28 + 1).into(),
        ),
        ("f3", format!("c{}", n / 7 % 4 + 1).into()),
        ("f4", i64::from(n % 5 + 1).into()),
    ];
    let mut values = vec![None; kind.fields.len()];
    for (field, value) in given {
        let place = kind.at(field).and_then(|at| values.get_mut(at));
        *place.ok_or("no such field")? = Some(value);
    }
    Ok(Change::Add {
        kind: kind.name,
        id,
        natural: number,
        values,
    })
}
