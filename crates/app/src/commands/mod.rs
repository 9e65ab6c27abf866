//! The command line: `youju init`, `serve`, `demo`, `import`, `figures`, `list`, `report` …
//!
//! In: the words typed. Out: what was asked for on standard output, what went wrong on
//! standard error in the reader's language, and an exit status: 0 done, 1 something to mend,
//! 2 not understood. A command enters where a page or a program would; it has no way of its own.

mod failure;
mod figures;

mod place;
mod progress;

mod speech;
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

/// What can be done.
#[derive(Subcommand, Debug)]
pub enum What {
    /// 算出一年的全部数字 / Compute all figures of a year
    Figures(figures::Figures),
    List(figures::List),Verify(verify::Verify),
}
