//! The command line: `youju init`, `serve`, `demo`, `import`, `figures`, `list`, `report` …
//!
//! In: the words typed. Out: what was asked for on standard output, what went wrong on
//! standard error in the reader's language, and an exit status: 0 done, 1 something to mend,
//! 2 not understood. A command enters where a page or a program would; it has no way of its own.

#[macro_use]
pub mod out;

mod archive;
mod areas;
mod definitions;
mod demo;
mod failure;
mod figures;
mod import;
mod init;
pub mod misread;
mod people;
mod place;
mod progress;
mod report;
mod serve;
mod speech;
mod taking;
mod verify;

use clap::{Parser, Subcommand};

pub use failure::Failure;
pub use figures::year;
pub use place::{Opened, Place};
pub use taking::row;

use base::Lang;

/// 有据 Youju
#[derive(Parser, Debug)]
#[command(
    name = "youju",
    version,
    about = "有据：一次填报，多处使用，数出有据。\nYouju: record each piece of work once; every figure opens onto its records."
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
    /// 建立一个园区 / Make a park
    Init(init::Init),
    /// 启动服务 / Serve the park's pages
    Serve(serve::Serve),
    /// 示例园区:一年的虚构数据,立即可看 / A demonstration park with a made-up year
    Demo(demo::Demo),
    /// 导入工作簿 / Import workbooks
    Import(import::Import),
    /// 算出一年的全部数字 / Compute all figures of a year
    Figures(figures::Figures),
    /// 列出一个数字数了哪些东西 / List the things a figure counted
    List(figures::List),
    /// 口径的导出与导入 / Definitions out and in
    Definitions(definitions::Command),
    /// 生成年度报告 / Write the year's report
    Report(report::Report),
    /// 行政区划 / Areas
    Areas(areas::Areas),
    /// 账号 / Accounts
    User(people::User),
    /// 程序接口的令牌 / Tokens for programs
    Token(people::Token),
    /// 核对全部记录与留痕 / Check every record against the trail
    Verify(verify::Verify),
    /// 备份(可在服务运行时) / Back up (also while serving)
    Backup(archive::Backup),
    /// 恢复到空文件夹 / Restore into an empty folder
    Restore(archive::Restore),
}

/// Runs one command line.
///
/// # Errors
/// A [`Failure`] with its words and its exit status.
pub async fn run(line: Line) -> Result<(), Failure> {
    let lang = line.language();
    match line.what {
        What::Init(init) => init.run(lang).await,
        What::Serve(serve) => serve.run(lang).await,
        What::Demo(demo) => demo.run(lang).await,
        What::Import(import) => import.run(lang).await,
        What::Figures(figures) => figures.run(lang).await,
        What::List(list) => list.run(lang).await,
        What::Definitions(definitions) => definitions.run(lang).await,
        What::Report(report) => report.run(lang).await,
        What::Areas(areas) => areas.run(lang).await,
        What::User(user) => user.run(lang).await,
        What::Token(token) => token.run(lang).await,
        What::Verify(verify) => verify.run(lang).await,
        What::Backup(backup) => backup.run(lang).await,
        What::Restore(restore) => restore.run(lang).await,
    }
}
