//! `youju import`: workbooks in, all of them or nothing.
//!
//! In: files. Out: how much was taken, or every problem at its cell with exit status 1 and
//! nothing written. Warnings never stop it.

use std::{path::PathBuf, sync::Arc};

use base::{Lang, Problem, Source};
use clap::Args;
use papers::workbook::Limits;

use super::{Failure, Place, figures::Format, progress, taking};
use crate::intake::{self, File, ImportError, Options, Report, Step, Watch, World};

/// 导入工作簿 / Import workbooks
#[derive(Args, Debug)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// 工作簿(.xlsx 或 .csv),可以有几个 / Workbooks (.xlsx or .csv), one or more
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// 只检查,不写入 / Only check, write nothing
    #[arg(long)]
    dry_run: bool,
    /// 输出格式 / How to write the answer
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Import {
    /// Imports.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let scope = opened
            .scope(&self.place, "import on the command line")
            .await?;
        let mut files = Vec::new();
        for path in &self.files {
            let bytes = std::fs::read(path).map_err(|e| Failure::file(path, &e))?;
            let name = path.file_name().map_or_else(
                || path.display().to_string(),
                |n| n.to_string_lossy().into_owned(),
            );
            files.push(File { name, bytes });
        }
        let world = World::load(&opened.store, &scope, taking::today()).await?;
        let options = Options {
            dry_run: self.dry_run,
            hold: false,
            source: Source::Command,
            world: Arc::new(world),
            sealer: taking::sealer(&opened),
            watch: watch(lang),
            limits: Limits::default(),
        };
        let report = intake::import(&opened.store, &scope, files, &options).await;
        opened.store.close().await;
        let report = report.map_err(failed)?;
        self.print(&report, lang)?;
        if report.problems.is_empty() {
            Ok(())
        } else {
            Err(Failure::told())
        }
    }

    fn print(&self, report: &Report, lang: Lang) -> Result<(), Failure> {
        if self.format == Format::Json {
            tell!("{}", report.json(lang))?;
            return Ok(());
        }
        for problem in &report.problems {
            tell!("✗ {}", line(problem, lang))?;
        }
        for warning in &report.warnings {
            tell!("? {}", line(warning, lang))?;
        }
        if self.dry_run {
            return Self::print_look(report, lang);
        }
        match (report.problems.len(), lang) {
            (0, Lang::Zh) => tell!(
                "已导入 {} 条：新增 {}，更改 {}，原样 {}。",
                report.taken,
                report.added,
                report.changed,
                report.same
            ),
            (0, Lang::En) => tell!(
                "Took {} rows: {} new, {} changed, {} as they were.",
                report.taken,
                report.added,
                report.changed,
                report.same
            ),
            (n, Lang::Zh) => tell!("有 {n} 处要改，什么都没有写入。改好后再导入一次。"),
            (n, Lang::En) => {
                tell!("{n} places to mend; nothing was written. Mend them and import again.")
            }
        }
    }

    /// What would be done: nothing was.
    fn print_look(report: &Report, lang: Lang) -> Result<(), Failure> {
        let ready = report.added + report.changed + report.same;
        match lang {
            Lang::Zh => tell!(
                "试看，什么都没有写入。可以导入 {ready} 条：新增 {}，更改 {}，原样 {}；要改 {} 条。",
                report.added,
                report.changed,
                report.same,
                report.wrong
            ),
            Lang::En => tell!(
                "A look; nothing was written. {ready} rows can be taken: {} new, {} changed, {} as they are; {} to mend.",
                report.added,
                report.changed,
                report.same,
                report.wrong
            ),
        }
    }
}

fn line(problem: &Problem, lang: Lang) -> String {
    let place = &problem.place;
    let cell = if place.row > 0 {
        papers::address::cell_name(place.row, place.column)
    } else {
        String::new()
    };
    format!(
        "{} {} {cell} {}",
        place.workbook,
        place.sheet,
        problem.message(lang)
    )
}

fn watch(lang: Lang) -> Watch {
    let bar = progress::line(if lang == Lang::Zh { "导入" } else { "Import" });
    Arc::new(move |step| {
        match step {
            Step::Reading { at, of } => {
                bar.set_length(of as u64);
                bar.set_position(at as u64);
            }
            Step::Settling { rows } | Step::Writing { changes: rows } => {
                bar.set_length(rows as u64)
            }
        }
        true
    })
}

fn failed(error: ImportError) -> Failure {
    match error {
        ImportError::Ask(error) => error.into(),
        ImportError::Write(error) => error.into(),
        ImportError::Cancelled => Failure::say(
            "已取消，什么都没有写入。",
            "Cancelled; nothing was written.",
        ),
    }
}
