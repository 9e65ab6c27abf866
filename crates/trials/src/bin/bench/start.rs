//! How soon a server answers on an existing folder, and what it holds in memory idle.

use std::time::Instant;

use trials::{
    Failed,
    program::{Park, Program},
    talk::request,
};

use super::{
    load::ROUNDS,
    table::{Table, median},
};

/// Measures both.
pub fn measure(program: &Program, table: &mut Table) -> Result<(), Failed> {
    let park = Park::new(program)?;
    park.serve(program)?.stop()?;
    let (mut seconds, mut memory) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let serving = park.serve(program)?;
        let mut line = serving.line()?;
        let answer = line.send(&request("GET", "/", &[], b""))?;
        seconds.push(begun.elapsed().as_secs_f64());
        if answer.status >= 500 {
            return Err(answer.text().into());
        }
        memory = serving.kilobytes("VmRSS")?;
        serving.stop()?;
    }
    table.add(
        "start on an existing folder to the first answer",
        format!("{:.3} s", median(&seconds)),
        "—".into(),
        None,
        "< 0.3 s",
    );
    table.add(
        "idle memory",
        format!("{} MB", memory / 1000),
        "—".into(),
        None,
        "< 40 MB",
    );
    Ok(())
}
