//! The program `youju`: its command line.

use std::process::ExitCode;

use app::commands::{Line, misread, out, run};
use clap::Parser;

/// What is asked for on one thread and given back on another is most of a writing's memory.
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => return misread::end(&error),
    };
    let lang = line.language();
    tracing_subscriber::fmt()
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr)
        .with_env_filter(filter())
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            out::aside(error);
            return ExitCode::from(1);
        }
    };
    match runtime.block_on(run(line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let message = failure.message(lang);
            if !message.is_empty() {
                out::aside(message);
            }
            ExitCode::from(failure.status)
        }
    }
}

/// What is logged: warnings, unless `YOUJU_LOG` says otherwise.
fn filter() -> tracing_subscriber::EnvFilter {
    tracing_subscriber::EnvFilter::try_from_env("YOUJU_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"))
}
