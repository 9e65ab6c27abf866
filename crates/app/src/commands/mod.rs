//! The command line: `youju init`, `serve`, `demo`, `import`, `figures`, `list`, `report` …
//!
//! In: the words typed. Out: what was asked for on standard output, what went wrong on
//! standard error in the reader's language, and an exit status: 0 done, 1 something to mend,
//! 2 not understood. A command enters where a page or a program would; it has no way of its own.

mod failure;
mod figures;
mod import;
mod init;

mod place;
mod progress;

mod speech;
mod taking;
mod verify;

use clap::{Parser, Subcommand};

pub use failure::Failure;
pub use figures::year;
pub use place::{Opened, Place};

use base::Lang;

/// 有据 Youju
#[derive(Parser, Debug)]
#[command(
    name = "youju",
    version,
    about = "有据:一次填报,多处使用,数出有据。\nYouju: record each piece of work once; every figure opens onto its records."
)]
pub struct Line {
    /// 语言(zh 或 en;默认按系统语言) / Language of messages (zh or en; default: the system's)
    #[arg(long, global = true, value_parser = speech::lang)]
    pub lang: Option<Lang>,
    /// 做什么 / What to do
    #[command(subcommand)]
    pub what: What,
}

impl Line {
    /// The language to speak: the one asked for, else the system's.
    pub fn language(&self) -> Lang {
        self.lang.unwrap_or_else(speech::of_system)
    }
}

/// What can be done.
#[derive(Subcommand, Debug)]
pub enum What {
    /// 算出一年的全部数字 / Compute all figures of a year
    Figures(figures::Figures),
    List(figures::List),
    Verify(verify::Verify),
    Init(init::Init),
    Import(import::Import),
}

pub async fn run(line: Line) -> Result<(), Failure> {
    let lang = line.lang.unwrap_or_else(speech::of_system);
    match line.what {
        What::Figures(figures) => figures.run(lang).await,
        What::List(list) => list.run(lang).await,
        What::Verify(verify) => verify.run(lang).await,
        What::Init(a) => a.run(lang).await,
        What::Import(a) => a.run(lang).await,
    }
}
