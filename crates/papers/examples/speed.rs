//! Measures an export of 100,000 rows and its import, in seconds and in MB at the peak.
//!
//! Run with `cargo run --release -p papers --example speed`; the peak is told on Linux only.
//! An argument names a workbook to read instead.
#![allow(clippy::unwrap_used)] // OK because a measurement that fails should stop

use std::time::Instant;

use papers::cell::Cell;
use papers::sheet::{Column, Out, Style};
use papers::workbook::{Limits, read};

fn main() {
    let bytes = match std::env::args().nth(1) {
        Some(path) if path.parse::<u16>().is_err() => std::fs::read(path).unwrap(),
        width => written(width.and_then(|width| width.parse().ok()).unwrap_or(12)),
    };
    let started = Instant::now();
    match read(&bytes, "表.xlsx", &Limits::default()) {
        Ok(workbook) => {
            let rows: usize = workbook.sheets.iter().map(|sheet| sheet.rows.len()).sum();
            tell(
                &format!("read {rows} rows of {} MB", bytes.len() >> 20),
                started,
            );
        }
        Err(refusal) => tell(&format!("refused: {refusal}"), started),
    }
}

/// Writes 100,000 rows of a sign-in sheet.
fn written(width: u16) -> Vec<u8> {
    let started = Instant::now();
    let columns: Vec<Column> = (0..width)
        .map(|place| Column::new(&format!("列{place}"), Style::Text))
        .collect();
    let mut out = Out::default();
    out.sheet("签到", &columns).unwrap();
    for number in 0..100_000_u32 {
        let cell = |place: u16| match place % 4 {
            0 => Cell::text(&format!("HD2022-{number:06}")),
            1 => Cell::Number(f64::from(number)),
            2 => Cell::Moment(44_562.0 + f64::from(number % 365)),
            _ => Cell::text("横岗街道四联社区"),
        };
        out.row(&(0..width).map(cell).collect::<Vec<_>>()).unwrap();
    }
    let bytes = out.finish().unwrap();
    tell(&format!("wrote 100000 rows of {width} columns"), started);
    bytes
}

fn tell(what: &str, started: Instant) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("VmHWM: ?")
        .to_owned();
    println!("{what}: {:.2} s, {peak}", started.elapsed().as_secs_f64());
}
