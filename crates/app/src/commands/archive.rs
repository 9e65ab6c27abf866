//! `youju backup` and `youju restore`: everything in one file, and back into an empty folder.
//!
//! In: a data folder, a file. Out: the file, made from one snapshot while the park is served;
//! beside it `FILE.keys` with the keys, to be kept apart: without them sealed answers stay
//! closed, and a forgotten client's key is in none of the copies. A damaged file is refused
//! and nothing is restored.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use base::{Act, Change, Id, Lang, Source};
use clap::Args;
use seal::MasterKey;
use store::{Scope, Store};

use super::{Failure, Place};

/// 备份 / Back up
#[derive(Args, Debug)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// 备份文件 / The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// 恢复 / Restore
#[derive(Args, Debug)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// 备份文件 / The file to restore from
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    /// Writes the file and its keys.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        // Written beside and renamed when whole: a copy that broke off is never taken for one.
        let unfinished = beside(&self.file, "part");
        let file = private(&unfinished).map_err(|e| Failure::file(&unfinished, &e))?;
        let (written, told) = opened.store.dump(BufWriter::new(file)).await?;
        let file = written
            .into_inner()
            .map_err(|e| Failure::file(&unfinished, e.error()))?;
        file.sync_all()
            .map_err(|e| Failure::file(&unfinished, &e))?;
        fs::rename(&unfinished, &self.file).map_err(|e| Failure::file(&self.file, &e))?;
        let keys: Vec<FileKey> = opened
            .store
            .file_keys()
            .await?
            .into_iter()
            .map(FileKey::from)
            .collect();
        write_keys(&beside(&self.file, "keys"), &opened.master, &keys)?;
        opened.store.close().await;
        let (file, keys) = (self.file.display(), beside(&self.file, "keys"));
        match lang {
            Lang::Zh => tell!(
                "已备份 {} 行到 {file}；密钥在 {}，请分开保管。",
                rows(&told),
                keys.display()
            )?,
            Lang::En => tell!(
                "{} rows backed up to {file}; the keys are in {}. Keep them apart.",
                rows(&told),
                keys.display()
            )?,
        }
        Ok(())
    }
}

impl Restore {
    /// Restores into an empty folder.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        if self.place.key_file().exists() {
            return Err(store::Fault::NotEmpty.into());
        }
        let path = beside(&self.file, "keys");
        let text = fs::read_to_string(&path).map_err(|e| Failure::file(&path, &e))?;
        let kept: Kept = serde_json::from_str(&text).map_err(|_| damaged(&path))?;
        MasterKey::parse(&kept.master).map_err(|_| damaged(&path))?;
        let file = File::open(&self.file).map_err(|e| Failure::file(&self.file, &e))?;
        super::place::own_folder(&self.place.folder.join("keys"))
            .map_err(|e| Failure::file(&self.place.folder, &e))?;
        let told = Store::load(self.place.location()?, BufReader::new(file)).await?;
        self.place.keep_key(&kept.master)?;
        let opened = self.place.open().await?;
        for key in kept.files {
            key.put_back(&opened.store).await?;
        }
        opened.store.close().await;
        match lang {
            Lang::Zh => tell!("已恢复 {} 行。请用 youju verify 核对一遍。", rows(&told))?,
            Lang::En => tell!(
                "{} rows restored. Check them with youju verify.",
                rows(&told)
            )?,
        }
        Ok(())
    }
}

/// What the file of keys holds.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    master: String,
    files: Vec<FileKey>,
}

/// The wrapped key of one service file.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct FileKey {
    park: Id,
    file: String,
    wrapped: String,
}

impl From<store::FileKey> for FileKey {
    fn from(key: store::FileKey) -> FileKey {
        FileKey {
            park: key.park,
            file: key.key,
            wrapped: key.value,
        }
    }
}

impl FileKey {
    async fn put_back(self, store: &Store) -> Result<(), Failure> {
        let scope = Scope::system(self.park, "restore");
        let act = Act {
            actor: Id(0),
            source: Source::Command,
            note: "restore".to_owned(),
        };
        let keep = Change::Keep {
            space: "file_key",
            key: self.file,
            value: self.wrapped,
            until: 0,
        };
        store
            .write(store::Write::of(scope, act, vec![keep]))
            .await?;
        Ok(())
    }
}

/// How many rows an archive holds.
fn rows(told: &store::Manifest) -> u64 {
    told.tables.iter().map(|table| table.rows).sum()
}

fn write_keys(path: &Path, master: &MasterKey, files: &[FileKey]) -> Result<(), Failure> {
    let kept = Kept {
        master: master.to_text().to_string(),
        files: files.to_vec(),
    };
    let text = serde_json::to_string(&kept).map_err(Failure::ours)?;
    let written = private(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|e| Failure::file(path, &e))
}

/// A file made anew that its maker alone may read.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn damaged(path: &Path) -> Failure {
    let path = path.display();
    Failure::say(
        format!("密钥文件 {path} 不完整，没有恢复任何内容。"),
        format!("The key file {path} is not whole; nothing was restored."),
    )
}
