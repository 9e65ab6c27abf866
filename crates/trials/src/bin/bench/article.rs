//! The public page of an article beside a bare page of the same bytes.

use std::time::Duration;

use trials::{
    Failed, deeds,
    program::{Park, Program, Serving},
    talk::request,
};

use super::{
    bare,
    load::{ROUNDS, answers_a_second},
    table::{Table, median},
};

/// Measures it at 8 connections.
pub fn measure(program: &Program, table: &mut Table) -> Result<(), Failed> {
    let park = Park::new(program)?;
    let ours = park.serve(program)?;
    let mut line = ours.line()?;
    deeds::article().done(&mut line, &park.token)?;
    let ask = request("GET", deeds::ARTICLE_PATH, &[], b"");
    let page = line.send(&ask)?;
    if page.status != 200 {
        return Err(format!("the article's page: {} {}", page.status, page.text()).into());
    }
    let file = park.path().join("page");
    std::fs::write(&file, &page.body)?;
    let raw = Serving::start(bare::page(&file)?)?;
    let run =
        |at: &Serving| answers_a_second(&at.address, 8, Duration::from_secs(2), |_, _| ask.clone());
    let (mut our_rates, mut raw_rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        our_rates.push(run(&ours)?);
        raw_rates.push(run(&raw)?);
    }
    let (ours, raw) = (median(&our_rates), median(&raw_rates));
    let what = format!(
        "public article page ({} kB), 8 connections",
        page.body.len() / 1000
    );
    table.add(
        &what,
        format!("{ours:.0}/s"),
        format!("{raw:.0}/s"),
        Some(ours / raw),
        "≥ 0.5×",
    );
    Ok(())
}
