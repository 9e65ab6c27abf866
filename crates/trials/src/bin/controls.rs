//! The program, built so that it can be told to break a promise: `YOUJU_CONTROL=answer-early`
//! answers a writing before it is committed, `YOUJU_CONTROL=sync-off` commits without waiting
//! for the disk. The trials must notice both. It is never installed.

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match app::commands::run(app::commands::Line::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", failure.message(base::Lang::En));
            ExitCode::from(failure.status)
        }
    }
}
