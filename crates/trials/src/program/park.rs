//! A park of its own for a trial: a folder, an account, a token for programs.
//!
//! In: the program, perhaps a PostgreSQL. Out: the folder, and the words of commands over it.

use std::path::{Path, PathBuf};

use super::{Program, Serving};
use crate::Failed;

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
    /// The account's password.
    pub password: String,
}

impl Park {
    /// A new park on SQLite.
    ///
    /// # Errors
    /// When a command of it fails.
    pub fn new(program: &Program) -> Result<Park, Failed> {
        Park::on(program, None)
    }

    /// A new park in a fresh database of the server `STORE`; on SQLite where that is unset.
    ///
    /// # Errors
    /// When a command of it fails.
    pub fn fresh(program: &Program) -> Result<Park, Failed> {
        let database = match std::env::var("STORE") {
            Ok(server) => Some(super::looking::new_database(&server)?),
            Err(_) => None,
        };
        Park::on(program, database.as_deref())
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
            password: String::new(),
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
            password: String::new(),
        };
        let park = park.made(program)?;
        std::fs::write(
            folder.join("token"),
            format!("{}\n{}", park.token, park.password),
        )?;
        Ok(park)
    }

    /// A park that was made in a folder that stays.
    ///
    /// # Errors
    /// When it is not there.
    pub fn kept(folder: &Path) -> Result<Park, Failed> {
        let text = std::fs::read_to_string(folder.join("token"))?;
        let (token, password) = text.split_once('\n').ok_or("no password")?;
        let (token, password) = (token.to_owned(), password.to_owned());
        Ok(Park {
            folder: folder.to_owned(),
            _temporary: None,
            database: None,
            token,
            password,
        })
    }

    fn made(mut self, program: &Program) -> Result<Park, Failed> {
        self.told(
            program,
            "init",
            &["--name", "试验园区", "--area", "440307017"],
        )?;
        let said = self.told(
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
        let password = said
            .split_whitespace()
            .last()
            .ok_or("no password was given")?;
        self.password = password.to_owned();
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
