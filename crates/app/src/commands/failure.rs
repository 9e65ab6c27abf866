//! Why a command did not do what it was asked.
//!
//! In: what went wrong. Out: words that say what and what to do, and an exit status. It never
//! shows a program's inner fault without saying that it is ours.

use base::Lang;
use store::{AskError, Fault, WriteError};

/// A failure of a command.
#[derive(Debug)]
pub struct Failure {
    /// What happened and what to do, in Chinese and English.
    pub words: (String, String),
    /// The exit status.
    pub status: u8,
}

impl Failure {
    /// Something the person can mend.
    pub fn say(zh: impl Into<String>, en: impl Into<String>) -> Failure {
        Failure {
            words: (zh.into(), en.into()),
            status: 1,
        }
    }

    /// Nothing to say: what was wrong has been told already.
    pub fn told() -> Failure {
        Failure {
            words: Default::default(),
            status: 1,
        }
    }

    /// The words in a language.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.words.0,
            Lang::En => &self.words.1,
        }
    }

    /// A file or folder that could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Failure {
        let path = path.display();
        Failure::say(
            format!("读写不了 {path}({error})。请检查路径和权限。"),
            format!("{path} cannot be read or written ({error}). Check the path and the rights."),
        )
    }

    /// A mistake of ours.
    pub fn ours(what: impl std::fmt::Display) -> Failure {
        Failure::say(
            format!("程序出错了（{what}）。"),
            format!("The program made a mistake ({what})."),
        )
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::say(fault.message(Lang::Zh), fault.message(Lang::En))
    }
}

impl From<AskError> for Failure {
    fn from(error: AskError) -> Failure {
        match error {
            AskError::Fault(fault) => fault.into(),
            other => Failure::ours(other),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Failure {
        match error {
            WriteError::Problems(problems) => {
                let told = |lang| {
                    problems
                        .iter()
                        .map(|p| p.message(lang))
                        .collect::<Vec<_>>()
                        .join("\n")
                };
                Failure::say(told(Lang::Zh), told(Lang::En))
            }
            WriteError::Unavailable(fault) | WriteError::Fault(fault) => fault.into(),
            WriteError::Ask(error) => error.into(),
            other => Failure::ours(other),
        }
    }
}

impl From<crate::reports::definitions::Trouble> for Failure {
    fn from(trouble: crate::reports::definitions::Trouble) -> Failure {
        match trouble {
            crate::reports::definitions::Trouble::Ask(error) => error.into(),
            unfit => Failure::say(
                format!("口径有误：{unfit}"),
                format!("Definitions do not fit: {unfit}"),
            ),
        }
    }
}
