//! `bench`: what the program takes, each in one run beside its raw baseline on the same data.
//!
//! In: which measurement. Out: one Markdown table: name, ours, raw, ratio, goal. Run it built
//! for release; `docs/benchmarks.md` says what each line measures and how.

mod article;
mod bare;
mod calendar;
mod difference;
mod drill;
mod figures;
mod hand;
mod load;
mod moves;
mod own;
mod papers;
mod park;
mod parts;
mod signing;
mod start;
mod table;
mod writes;

use clap::{Parser, Subcommand};
use trials::{Failed, program::Program};

use table::Table;

/// Measures the program beside raw baselines.
#[derive(Parser, Debug)]
struct Line {
    #[command(subcommand)]
    what: What,
    /// A PostgreSQL to measure on too, whose public schema is EMPTIED: postgres://user@host/database
    #[arg(long, global = true, env = "BENCH_POSTGRES")]
    postgres: Option<String>,
    /// Where the park of 1,000,000 sign-ins is kept between runs
    #[arg(long, global = true, env = "BENCH_PARK")]
    park: Option<std::path::PathBuf>,
    /// How many sign-ins that park has
    #[arg(long, global = true, default_value_t = 1_000_000)]
    sign_ins: u32,
}

#[derive(Subcommand, Debug, Clone, PartialEq, Eq)]
enum What {
    /// All of them
    All,
    /// Durable single writes over HTTP
    Writes,
    /// A public article page
    Article,
    /// All figures of a year
    Figures,
    /// Figures parted by two fields, and figures of a ledger of the park's own
    Parts,
    /// From a figure to its first 50 rows
    Drill,
    /// What an edit moves, before it is saved
    Moves,
    /// Why two figures differ, over 100,000 records
    Difference,
    /// Signing a report of 60 figures over 100,000 records
    Signing,
    /// The returns' first page, of 200 parks in one database
    Calendar,
    /// Import and export of 100,000 rows
    Papers,
    /// Start and idle memory
    Start,
    /// A bare server, for the measurements themselves
    #[command(hide = true)]
    Bare(bare::Bare),
}

fn main() -> Result<(), Failed> {
    let line = Line::parse();
    if let What::Bare(bare) = &line.what {
        return bare.run();
    }
    let program = Program::youju()?;
    let mut table = Table::default();
    let all = line.what == What::All;
    let postgres = line.postgres.as_deref();
    if all || line.what == What::Writes {
        writes::measure(&program, postgres, &mut table)?;
    }
    if all || line.what == What::Article {
        article::measure(&program, &mut table)?;
    }
    if all || line.what == What::Difference {
        difference::measure(&program, &mut table)?;
    }
    if line.what == What::Signing {
        signing::measure(&program, line.park.as_deref(), &mut table)?;
    }
    if line.what == What::Calendar {
        calendar::measure(&program, line.park.as_deref(), &mut table)?;
    }
    if all {
        signing::measure(&program, None, &mut table)?;
        calendar::measure(&program, None, &mut table)?;
    }
    if all || line.what == What::Papers {
        papers::measure(&program, &mut table)?;
    }
    if all || line.what == What::Start {
        start::measure(&program, &mut table)?;
    }
    if all
        || matches!(
            line.what,
            What::Figures | What::Parts | What::Drill | What::Moves
        )
    {
        let large = park::Large::at(line.park.as_deref(), line.sign_ins, &program)?;
        let on_postgres = postgres.map(|url| park::Large::on(&program, url, line.sign_ins));
        let on_postgres = on_postgres.transpose()?;
        let engines = [
            ("SQLite", Some(&large)),
            ("PostgreSQL", on_postgres.as_ref()),
        ];
        for (engine, large) in engines {
            let Some(large) = large else { continue };
            if all || line.what == What::Figures {
                figures::measure(large, engine, &mut table)?;
            }
            if all || line.what == What::Parts {
                parts::measure(large, engine, (&program, line.sign_ins), &mut table)?;
            }
            if all || line.what == What::Drill {
                drill::measure(large, engine, &program, &mut table)?;
            }
            if all || line.what == What::Moves {
                moves::measure(large, engine, &mut table)?;
            }
        }
    }
    print!("{table}");
    Ok(())
}
