//! The program, built so that it can be told to break a promise: `YOUJU_CONTROL=answer-early`
//! answers a writing before it is committed, `YOUJU_CONTROL=sync-off` commits without waiting
//! for the disk. The trials must notice both. It is never installed.

fn main() -> std::process::ExitCode {
    app::commands::main()
}
