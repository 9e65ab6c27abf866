//! `youju definitions export` and `import`: all definitions of a park as one TOML file.
//!
//! In: a data folder, a file. Out: the file; or what was taken, or everything wrong with it, each
//! with its key and line, exit status 1 and nothing written.

use std::path::PathBuf;

use base::Lang;
use clap::{Args, Subcommand};
use figures::file;

use super::{Failure, Place, taking};
use crate::reports::{define::transfer, definitions};

/// 口径 / Definitions
#[derive(Args, Debug)]
pub struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// 导出全部口径 / Export all definitions
    Export(Export),
    /// 导入口径文件 / Import a file of definitions
    Import(Import),
}

#[derive(Args, Debug)]
struct Export {
    #[command(flatten)]
    place: Place,
    /// 写到哪个文件(默认写到屏幕) / To which file (default: standard output)
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct Import {
    #[command(flatten)]
    place: Place,
    /// 口径文件 / A file of definitions
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// 只检查,不写入 / Only check, write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Command {
    /// Exports or imports.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        match self.what {
            What::Export(export) => export.run().await,
            What::Import(import) => import.run(lang).await,
        }
    }
}

impl Export {
    async fn run(self) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let scope = opened
            .scope(&self.place, "definitions on the command line")
            .await?;
        let all = definitions::of_park(&opened.store, &scope).await?;
        opened.store.close().await;
        let text = file::written(all.iter()).map_err(Failure::ours)?;
        match &self.to {
            Some(path) => std::fs::write(path, text).map_err(|e| Failure::file(path, &e)),
            None => {
                print!("{text}");
                Ok(())
            }
        }
    }
}

impl Import {
    async fn run(self, lang: Lang) -> Result<(), Failure> {
        let text =
            std::fs::read_to_string(&self.file).map_err(|e| Failure::file(&self.file, &e))?;
        let opened = self.place.open().await?;
        let scope = opened
            .scope(&self.place, "definitions on the command line")
            .await?;
        let there = definitions::of_park(&opened.store, &scope).await?;
        let catalogue = opened.store.catalogue();
        let list = match file::read(&text, &there, &catalogue) {
            Ok(list) => list,
            Err(faults) => {
                faults
                    .iter()
                    .for_each(|f| println!("✗ {}", transfer::line(f, lang)));
                return Err(Failure::told());
            }
        };
        let (changed, counts) = transfer::changes(&there, &list);
        if !self.dry_run && !changed.is_empty() {
            let kind = catalogue
                .kind("definitions")
                .ok_or_else(|| Failure::ours("no definitions"))?;
            let rows = transfer::rows(kind, &changed).map_err(Failure::ours)?;
            let (park, _) = opened.park(&self.place).await?;
            let how = taking::taking(&opened, park, "definitions").await?;
            taking::rows(&opened.store, &how, rows).await?;
        }
        println!("{}", counts.said(lang));
        opened.store.close().await;
        Ok(())
    }
}
