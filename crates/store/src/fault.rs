//! What can go wrong with the store, in words that say what to do.
//!
//! In: the engine's own errors. Out: a [`Fault`] for whoever runs the program, an [`AskError`]
//! or a [`WriteError`] for whoever asked. A person's own mistake is never a fault: it is a
//! `Problem`. A fault never shows a record's values.

use base::{Lang, Problem};

/// Something is wrong with the database or with the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The database is not what the program left: somebody or something changed it.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The folder or file cannot be made or written.
    #[error("the database cannot be written: {0}")]
    NotWritable(String),
    /// Another program holds the database.
    #[error("the database is held by another program")]
    Locked,
    /// A newer program made it.
    #[error("the database has format {found}, this program knows {known}")]
    Newer {
        /// Its format.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// A field is kept there as something else than this program declares.
    #[error("the database keeps a field otherwise than declared: {0}")]
    Shape(String),
    /// No room is left.
    #[error("the disk is full")]
    Full,
    /// The database server does not answer.
    #[error("the database server does not answer: {0}")]
    Unreachable(String),
    /// The archive to restore from is not whole.
    #[error("the archive cannot be read: {0}")]
    BadArchive(String),
    /// The place to restore into already holds records.
    #[error("the place to restore into is not empty")]
    NotEmpty,
    /// A mistake of the program.
    #[error("a mistake of the program: {0}")]
    Program(String),
}

impl Fault {
    /// What happened and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en) = self.words();
        let text = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        match self.particulars() {
            Some(found) => text.replace("{}", found),
            None => text.to_owned(),
        }
    }

    fn particulars(&self) -> Option<&str> {
        match self {
            Fault::Damaged(what)
            | Fault::NotWritable(what)
            | Fault::Shape(what)
            | Fault::Unreachable(what)
            | Fault::BadArchive(what)
            | Fault::Program(what) => Some(what),
            _ => None,
        }
    }

    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Fault::Damaged(_) => (
                "数据库已损坏（{}）。请先停止使用并保留原文件，再用最近一次备份恢复到一个空位置。",
                "The database is damaged ({}). Stop using it, keep the file, and restore the latest backup into an empty place.",
            ),
            Fault::NotWritable(_) => (
                "数据库写不进去（{}）。请检查文件夹是否存在、程序是否有写入权限。",
                "The database cannot be written ({}). Check that the folder exists and that the program may write there.",
            ),
            Fault::Locked => (
                "数据库正被另一个程序占用。请关闭另一个程序后再试。",
                "Another program holds the database. Close it and try again.",
            ),
            Fault::Newer { .. } => (
                "数据库是由更新版本的程序建立的。请升级程序后再打开。",
                "A newer version of the program made this database. Upgrade the program before opening it.",
            ),
            Fault::Shape(_) => (
                "数据库里的字段和程序要求的不一致（{}）。请使用与数据库相符的程序版本。",
                "The database keeps a field otherwise than the program declares ({}). Use the version of the program that fits it.",
            ),
            Fault::Full => (
                "磁盘已满，这次没有保存。请清理空间后再试，已保存的内容没有受影响。",
                "The disk is full and nothing was saved this time. Make room and try again; what was saved before is safe.",
            ),
            Fault::Unreachable(_) => (
                "连接不上数据库服务器（{}）。请检查服务器是否在运行、地址和密码是否正确。",
                "The database server does not answer ({}). Check that it runs and that address and password are right.",
            ),
            Fault::BadArchive(_) => (
                "备份文件不完整或被改动过（{}）。没有恢复任何内容，请换一个备份。",
                "The archive is incomplete or was changed ({}). Nothing was restored; use another one.",
            ),
            Fault::NotEmpty => (
                "要恢复到的位置已经有数据。请选一个空位置。",
                "The place to restore into already holds data. Choose an empty one.",
            ),
            Fault::Program(_) => (
                "程序出错了（{}）。请把这句话告诉维护人员。",
                "The program made a mistake ({}). Please tell whoever maintains it.",
            ),
        }
    }
}

/// Why an ask was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The asker may not use this field in a filter, an order, a fold or a key.
    #[error("the field {field} is not for this reader")]
    NotAllowed {
        /// The field.
        field: String,
    },
    /// There is no such kind or field.
    #[error("there is no {field}")]
    Unknown {
        /// The kind, or the field with its kind: `visits.on`.
        field: String,
    },
    /// The field cannot be used so: text compared with a number, an unsorted field to sort by.
    #[error("the field {field} cannot be used so: {why}")]
    Unsuited {
        /// The field.
        field: String,
        /// What does not fit.
        why: &'static str,
    },
    /// More conditions than a filter may have.
    #[error("the filter has too many conditions")]
    TooLarge,
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a writing was not done. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WriteError {
    /// The person has to mend these.
    #[error("{} problem(s) to mend", .0.len())]
    Problems(Vec<Problem>),
    /// The same key came before with another content (HTTP 422).
    #[error("the key was used before with another content")]
    KeyReused,
    /// Too many writings wait; try again (HTTP 503).
    #[error("too many writings wait")]
    Busy,
    /// It could not be made durable; try again (HTTP 503, or 507 when the disk is full).
    #[error("it could not be made durable: {0}")]
    Unavailable(Fault),
    /// What it asks for first is refused.
    #[error(transparent)]
    Ask(AskError),
    /// A mistake of the program.
    #[error(transparent)]
    Fault(Fault),
}
