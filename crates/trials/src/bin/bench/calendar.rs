//! The returns' first page, where 200 parks share one database and have 5,000 returns in all.
//!
//! In: the program. Out: a line: how long 19 in 20 of the pages take at most, over HTTP in a
//! session, in the first park and others, and the slowest first page of one.

use std::{path::Path, time::Instant};

use app::{access::parks, commands::Place, front::town::prefix};
use base::{Act, Change, Day, Id, IdMaker, Kind, Source, Value};
use store::{Scope, Write};
use trials::{
    Failed,
    program::{Park, Program, Serving},
    talk::request,
};

use super::{
    park::runtime,
    table::{Table, median, percentile},
};

const PARKS: usize = 200;
const RETURNS: i64 = 25;
/// In one park of so many the page is opened.
const OPENED: usize = 20;
const TIMES: usize = 50;

/// Measures it.
pub fn measure(program: &Program, kept: Option<&Path>, table: &mut Table) -> Result<(), Failed> {
    let park = match kept {
        Some(folder) if folder.join("token").exists() => Park::kept(folder)?,
        Some(folder) => filled(program, Park::in_folder(program, folder)?)?,
        None => filled(program, Park::new(program)?)?,
    };
    let begun = Instant::now();
    let serving = park.serve(program)?;
    eprintln!(
        "{PARKS} parks open in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    let (mut times, mut firsts) = (Vec::new(), Vec::new());
    for n in (0..PARKS).step_by(OPENED) {
        let own = one(&serving, &park, n)?;
        firsts.extend(own.first().copied());
        times.extend(own.into_iter().skip(1));
    }
    let most = serving.kilobytes("VmRSS")?;
    serving.stop()?;
    let ours = format!(
        "p50 {:.1} ms, p95 {:.1} ms, first {:.1} ms, {} MB",
        median(&times),
        percentile(&times, 95),
        percentile(&firsts, 100),
        most / 1000
    );
    let what = format!("first page of /returns, {PARKS} parks, 5,000 returns");
    table.add(&what, ours, "—".into(), None, "p95 < 50 ms");
    Ok(())
}

fn name(n: usize) -> String {
    match n {
        0 => "试验园区".to_owned(),
        n => format!("园区{n:03}"),
    }
}

/// The times of one park, in milliseconds.
fn one(serving: &Serving, park: &Park, n: usize) -> Result<Vec<f64>, Failed> {
    let below = if n == 0 {
        String::new()
    } else {
        prefix(&name(n))
    };
    let password = std::fs::read_to_string(park.path().join(format!("password-{n}")))?;
    let form = format!("name=calendar&password={password}");
    let kind = "Content-Type: application/x-www-form-urlencoded".to_owned();
    let mut line = serving.line()?;
    let path = format!("{below}/sign-in");
    let answer = line.send(&request("POST", &path, &[kind], form.as_bytes()))?;
    let cookie = answer
        .header("set-cookie")
        .and_then(|set| set.split(';').next());
    let cookie = cookie.ok_or_else(|| format!("{path}: {} {}", answer.status, answer.text()))?;
    let ask = request(
        "GET",
        &format!("{below}/returns"),
        &[format!("Cookie: {cookie}")],
        b"",
    );
    let mut times = Vec::new();
    for _ in 0..=TIMES {
        let begun = Instant::now();
        let answer = line.send(&ask)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        if answer.status != 200 || !answer.text().contains("月报") {
            return Err(format!("{below}/returns: {} {}", answer.status, answer.text()).into());
        }
    }
    Ok(times)
}

fn filled(program: &Program, park: Park) -> Result<Park, Failed> {
    for n in 0..PARKS {
        if n > 0 {
            park.told(
                program,
                "init",
                &["--name", &name(n), "--area", "440307017"],
            )?;
        }
        if n % OPENED == 0 {
            let name = name(n);
            let account = [
                "add", "--park", &name, "--login", "calendar", "--name", "园长", "--role", "owner",
            ];
            let said = park.told(program, "user", &account)?;
            let password = said.split_whitespace().last().unwrap_or_default();
            std::fs::write(park.path().join(format!("password-{n}")), password)?;
        }
    }
    let place = Place {
        folder: park.path().to_owned(),
        database: None,
        park: None,
    };
    let told = |failure: app::commands::Failure| failure.message(base::Lang::En).to_owned();
    runtime()?.block_on(async {
        let opened = place.open().await.map_err(told)?;
        let kind = opened
            .store
            .catalogue()
            .kind("returns")
            .ok_or("no returns")?;
        let mut ids = IdMaker::new(9);
        for (id, _) in parks::all(&opened.store).await? {
            let act = Act {
                actor: Id(0),
                source: Source::Command,
                note: "a calendar".to_owned(),
            };
            let one = |n| a_return(kind, ids.next(1_700_000_000_000), n);
            let changes: Result<Vec<Change>, Failed> = (0..RETURNS).map(one).collect();
            let scope = Scope::system(id, "a calendar");
            let written = opened.store.write(Write::of(scope, act, changes?)).await;
            written.map_err(|error| format!("{error:?}"))?;
        }
        opened.store.close().await;
        Ok::<(), Failed>(())
    })?;
    Ok(park)
}

/// Two thirds handed in, the others on their way, around today.
fn a_return(kind: &'static Kind, id: Id, n: i64) -> Result<Change, Failed> {
    let days = std::time::UNIX_EPOCH.elapsed()?.as_secs() / 86_400;
    let start: Day = "1970-01-01".parse().map_err(|_| "no day")?;
    let due = start.plus(i64::try_from(days)? + 10 * (n - 18));
    let states = [
        "submitted",
        "late",
        "due",
        "draft",
        "checking",
        "signed",
        "sent_back",
    ];
    let state = match n {
        0..18 => {
            if n % 5 == 4 {
                "late"
            } else {
                "submitted"
            }
        }
        _ => states
            .get(usize::try_from(n - 16)?)
            .copied()
            .unwrap_or("due"),
    };
    let number = format!("BS-{id}");
    let mut given = vec![
        ("number", Value::from(number.as_str())),
        ("category", "monthly_service".into()),
        ("name", format!("第{n}期月报").into()),
        ("recipient", "街道办".into()),
        ("due", due.to_string().into()),
        ("copies", Value::Whole(1)),
        ("state", state.into()),
    ];
    if n < 18 || state == "sent_back" {
        given.push(("on", due.plus(-1).to_string().into()));
    }
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
