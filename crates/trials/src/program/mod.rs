//! The program as people run it: its command lines, a park it keeps, a server of it.
//!
//! In: which binary. Out: its words, its exit status, its memory. Nothing is left behind:
//! folders are temporary, and a server that is dropped is killed.

mod looking;
mod park;
mod serving;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::Failed;

pub use park::Park;
pub use serving::Serving;

/// A binary of the workspace.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    /// Which promise it is to break, of a binary made for that.
    control: Option<&'static str>,
}

impl Program {
    /// `youju`, built as this trial was.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn youju() -> Result<Program, Failed> {
        Ok(Program {
            path: built("youju", &[])?,
            control: None,
        })
    }

    /// A binary that breaks one promise: `answer-early` or `sync-off`.
    ///
    /// # Errors
    /// When it cannot be built.
    pub fn breaking(control: &'static str) -> Result<Program, Failed> {
        let path = built("controls", &["--features", "trials/negative-controls"])?;
        Ok(Program {
            path,
            control: Some(control),
        })
    }

    /// A command line of it, in English.
    pub fn command<S: AsRef<OsStr>>(&self, words: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(&self.path);
        self.dress(&mut command);
        command.args(words);
        command
    }

    /// The same below another program, such as `strace`.
    pub fn below<S: AsRef<OsStr>>(
        &self,
        outer: &[&str],
        words: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = Command::new(outer.first().copied().unwrap_or("true"));
        command.args(outer.iter().skip(1)).arg(&self.path);
        self.dress(&mut command);
        command.args(words);
        command
    }

    fn dress(&self, command: &mut Command) {
        command.env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
        if let Some(control) = self.control {
            command.env("YOUJU_CONTROL", control);
        }
    }

    /// Runs a command line to its end.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run<S: AsRef<OsStr>>(
        &self,
        words: impl IntoIterator<Item = S>,
    ) -> Result<Output, Failed> {
        Ok(self.command(words).output()?)
    }
}

/// How a command ended, and the most memory it held.
#[derive(Debug)]
pub struct Ended {
    /// Status and words.
    pub output: Output,
    /// The most memory, in kB, as far as it lived long enough to be looked at.
    pub most: u64,
    /// How long it took.
    pub seconds: f64,
}

impl Ended {
    /// All that it said.
    pub fn words(&self) -> String {
        let [out, err] =
            [&self.output.stdout, &self.output.stderr].map(|said| String::from_utf8_lossy(said));
        format!("{out}{err}")
    }
}

/// Runs a command and watches its memory.
///
/// # Errors
/// When it cannot be started.
pub fn watched(mut command: Command) -> Result<Ended, Failed> {
    let begun = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let ended = std::thread::spawn(move || child.wait_with_output());
    let mut most = 0;
    while !ended.is_finished() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        most = most.max(kilobytes(&text, "VmHWM").unwrap_or_default());
        std::thread::sleep(Duration::from_millis(2)); // a sample, not a wait
    }
    let output = ended.join().map_err(|_| "the watcher panicked")??;
    Ok(Ended {
        output,
        most,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

fn kilobytes(status: &str, what: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(what)?.strip_prefix(':'));
    line?.split_whitespace().next()?.parse().ok()
}

/// The binary beside the trial that is running (`cargo test` of the workspace puts it there), or
/// in the folder `TRIALS_BIN`; where it is in neither, it is built. Naming a test too keeps the
/// libraries' features as `cargo test` has them, so that they are not all built again.
fn built(name: &str, more: &[&str]) -> Result<PathBuf, Failed> {
    if let Some(folder) = std::env::var_os("TRIALS_BIN") {
        return Ok(Path::new(&folder).join(name));
    }
    let own = std::env::current_exe()?;
    let folder = own.ancestors().skip(1).find(|at| !at.ends_with("deps"));
    let folder = folder.ok_or("this program lies nowhere")?;
    let path = folder.join(name);
    if path.exists() {
        return Ok(path);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    build
        .args(["build", "--quiet", "--locked", "--workspace"])
        .args(["--test", "sync", "--bin", name])
        .args(more);
    build
        .arg("--target-dir")
        .arg(folder.parent().unwrap_or(folder));
    if folder.ends_with("release") {
        build.arg("--release");
    }
    if !build.status()?.success() {
        return Err(format!("{name} was not built").into());
    }
    Ok(path)
}
