//! The program as people run it: a folder made with `init`, a server started, stopped, killed.
//!
//! In: which binary. Out: its words, its exit status, its address, its memory. Nothing is left
//! behind: folders are temporary, and a server that is dropped is killed.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::{Failed, talk::Line};

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

/// Builds a binary with the profile, and into the folder, of the trial that is running; or
/// takes it from the folder `TRIALS_BIN`.
fn built(name: &str, more: &[&str]) -> Result<PathBuf, Failed> {
    if let Some(folder) = std::env::var_os("TRIALS_BIN") {
        return Ok(Path::new(&folder).join(name));
    }
    let own = std::env::current_exe()?;
    let folder = own.ancestors().skip(1).find(|at| !at.ends_with("deps"));
    let folder = folder.ok_or("this program lies nowhere")?;
    let path = folder.join(name);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    build
        .args(["build", "--quiet", "--locked", "--workspace", "--bin", name])
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

/// A park in a folder of its own, with an account and a token for programs.
#[derive(Debug)]
pub struct Park {
    folder: PathBuf,
    /// Held so that a temporary folder goes with the park.
    _temporary: Option<tempfile::TempDir>,
    /// Where the park is kept, when not in the folder.
    pub database: Option<String>,
    /// The token, as a header line.
    pub token: String,
}

impl Park {
    /// A new park on SQLite.
    ///
    /// # Errors
    /// When a command of it fails.
    pub fn new(program: &Program) -> Result<Park, Failed> {
        Park::on(program, None)
    }

    /// A new park, on PostgreSQL when a URL is given.
    ///
    /// # Errors
    /// When a command of it fails.
    pub fn on(program: &Program, database: Option<&str>) -> Result<Park, Failed> {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path().to_owned();
        let park = Park {
            folder,
            _temporary: Some(temporary),
            database: database.map(str::to_owned),
            token: String::new(),
        };
        park.made(program)
    }

    /// A new park in a folder that stays.
    ///
    /// # Errors
    /// When a command of it fails.
    pub fn in_folder(program: &Program, folder: &Path) -> Result<Park, Failed> {
        let park = Park {
            folder: folder.to_owned(),
            _temporary: None,
            database: None,
            token: String::new(),
        };
        let park = park.made(program)?;
        std::fs::write(folder.join("token"), &park.token)?;
        Ok(park)
    }

    /// A park that was made in a folder that stays.
    ///
    /// # Errors
    /// When it is not there.
    pub fn kept(folder: &Path) -> Result<Park, Failed> {
        let token = std::fs::read_to_string(folder.join("token"))?;
        Ok(Park {
            folder: folder.to_owned(),
            _temporary: None,
            database: None,
            token,
        })
    }

    fn made(mut self, program: &Program) -> Result<Park, Failed> {
        self.told(
            program,
            "init",
            &["--name", "试验园区", "--area", "440307017"],
        )?;
        self.told(
            program,
            "user",
            &[
                "add",
                "--login",
                "trials",
                "--name",
                "试验员",
                "--role",
                "owner",
            ],
        )?;
        let token = self.told(program, "token", &["add", "--login", "trials"])?;
        let token = token
            .split_whitespace()
            .last()
            .ok_or("no token was given")?;
        self.token = format!("Authorization: Bearer {token}");
        Ok(self)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The database file.
    pub fn file(&self) -> PathBuf {
        self.path().join("youju.sqlite")
    }

    /// The words of a command over this park.
    pub fn words(&self, what: &str, more: &[&str]) -> Vec<String> {
        let mut words = vec![what.to_owned()];
        let (place, rest) = match what {
            "user" | "token" => more.split_at(more.len().min(1)),
            _ => more.split_at(0),
        };
        words.extend(place.iter().map(|&word| word.to_owned()));
        words.extend(["--data".to_owned(), self.path().display().to_string()]);
        if let Some(url) = &self.database {
            words.extend(["--database".to_owned(), url.clone()]);
        }
        words.extend(rest.iter().map(|&word| word.to_owned()));
        words
    }

    /// Runs a command over this park that must go well: what it printed.
    ///
    /// # Errors
    /// With what it said, when it does not.
    pub fn told(&self, program: &Program, what: &str, more: &[&str]) -> Result<String, Failed> {
        let output = program.run(self.words(what, more))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("youju {what}: {} {said}", output.status).into())
    }

    /// Serves it at a free port.
    ///
    /// # Errors
    /// When it does not say that it is ready.
    pub fn serve(&self, program: &Program) -> Result<Serving, Failed> {
        Serving::start(program.command(self.serving()))
    }

    /// The words that serve it at a free port.
    pub fn serving(&self) -> Vec<String> {
        self.words("serve", &["--listen", "127.0.0.1:0"])
    }
}

/// A running server.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    /// Where it listens: `127.0.0.1:40123`.
    pub address: String,
}

impl Serving {
    /// Starts it and waits for the line that names its address.
    ///
    /// # Errors
    /// When it ends instead, with what it said.
    pub fn start(mut command: Command) -> Result<Serving, Failed> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let address = lines.find_map(|line| Some(line.split_once("http://")?.1.trim().to_owned()));
        // What it says later must not stop it for want of room.
        std::thread::spawn(move || lines.for_each(drop));
        match address {
            Some(address) => Ok(Serving { child, address }),
            None => Err(format!("it did not serve: {}", child.wait()?).into()),
        }
    }

    /// Opens a connection to it.
    ///
    /// # Errors
    /// When it does not listen.
    pub fn line(&self) -> Result<Line, Failed> {
        Ok(Line::open(&self.address)?)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would end a process: `kill -9`.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn kill(mut self) -> Result<(), Failed> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end, and waits until it did.
    ///
    /// # Errors
    /// When it did not end well.
    pub fn stop(mut self) -> Result<(), Failed> {
        Command::new("kill").arg(self.pid().to_string()).status()?;
        let status = self.child.wait()?;
        status
            .success()
            .then_some(())
            .ok_or_else(|| format!("it ended with {status}").into())
    }

    /// A line of its `/proc` status in kB: `VmRSS` now, `VmHWM` at the most.
    ///
    /// # Errors
    /// When it no longer runs.
    pub fn kilobytes(&self, what: &str) -> Result<u64, Failed> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()))?;
        kilobytes(&status, what).ok_or_else(|| format!("no {what}").into())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
