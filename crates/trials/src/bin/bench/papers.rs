//! A sheet of 100,000 rows in and out, beside the bare reading and writing of the same sheet.
//!
//! In: the program. Out: seconds and the most memory held. The bare import reads the cells and
//! inserts them into one plain table; the bare export writes the same cells with no look at what
//! they mean.

use std::{path::Path, time::Instant};

use trials::{
    Failed, deeds,
    program::{Park, Program, watched},
    talk::request,
    workbook::Workbook,
};

use super::{bare, table::Table};

const ROWS: u32 = 100_000;
const HEADER: [&str; 5] = ["活动编号", "姓名", "手机", "身份", "单位/社区"];

/// Measures both.
pub fn measure(program: &Program, table: &mut Table) -> Result<(), Failed> {
    let park = Park::new(program)?;
    let serving = park.serve(program)?;
    deeds::activity().done(&mut serving.line()?, &park.token)?;
    serving.stop()?;
    let file = park.path().join("签到.xlsx");
    sheet(&file)?;
    let file = file.to_str().ok_or("a strange path")?;
    let ended = watched(program.command(park.words("import", &[file])))?;
    if !ended.output.status.success() {
        return Err(ended.words().into());
    }
    let ours = format!("{:.1} s, {} MB", ended.seconds, ended.most / 1000);
    let raw_file = park.path().join("bare.sqlite");
    let raw = watched(bare::import(Path::new(file), &raw_file, &park.file())?)?;
    if !raw.output.status.success() {
        return Err(raw.words().into());
    }
    table.add(
        "import of a sheet of 100,000 rows",
        ours,
        format!("{:.1} s, {} MB", raw.seconds, raw.most / 1000),
        Some(ended.seconds / raw.seconds),
        "< 10 s, < 300 MB",
    );
    let serving = park.serve(program)?;
    let mut line = serving.line()?;
    let cookie = serving.session(&park)?;
    let idle = serving.kilobytes("VmRSS")?;
    let begun = Instant::now();
    let answer = line.send(&request(
        "GET",
        "/records/attendance/export.xlsx",
        std::slice::from_ref(&cookie),
        b"",
    ))?;
    let seconds = begun.elapsed().as_secs_f64();
    if answer.status != 200 || !answer.body.starts_with(b"PK") {
        return Err(format!("the export: {} {}", answer.status, answer.text()).into());
    }
    let most = serving.kilobytes("VmHWM")?;
    let ours = format!(
        "{seconds:.1} s, {} MB ({} MB idle)",
        most / 1000,
        idle / 1000
    );
    let out = park.path().join("bare.xlsx");
    let raw = watched(bare::export(&raw_file, &out)?)?;
    if !raw.output.status.success() {
        return Err(raw.words().into());
    }
    table.add(
        "XLSX export of 100,000 rows",
        ours,
        format!("{:.1} s, {} MB", raw.seconds, raw.most / 1000),
        Some(seconds / raw.seconds),
        "< 3 s, < 100 MB",
    );
    serving.stop()
}

fn sheet(path: &Path) -> Result<(), Failed> {
    let mut book = Workbook::new(path, "签到表", "A1:E100001")?;
    book.row(&HEADER)?;
    for n in 0..ROWS {
        let (name, phone) = (
            format!("居民{}", n % 20_000),
            format!("139{:08}", n % 20_000),
        );
        book.row(&[deeds::ACTIVITY, &name, &phone, "居民", "松柏社区"])?;
    }
    Ok(book.end()?)
}
