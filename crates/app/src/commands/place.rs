//! A data folder: its database, its keys, its parks.
//!
//! In: `--data DIR` and perhaps `--database URL`. Out: an opened store. The folder holds
//! `youju.toml` (settings), `youju.sqlite` (unless another database is named) and
//! `keys/master.key`, without which sealed fields stay closed for good. The key file is
//! readable by its owner only and never leaves the folder by itself.

use std::{fs, io::Write, path::PathBuf, sync::Arc};

use base::{Catalogue, Id};
use clap::Args;
use seal::MasterKey;
use serde::{Deserialize, Serialize};
use store::{Location, Scope, Setting, Store};

use super::Failure;
use crate::{access::parks, ledgers::own, records::KINDS};

/// Where a park's data lies.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// 数据文件夹 / The data folder
    #[arg(long = "data", value_name = "DIR", env = "YOUJU_DATA_DIR")]
    pub folder: PathBuf,
    /// 数据库地址 postgres://…(默认用文件夹里的 SQLite) / Database URL postgres://… (default: SQLite in the folder)
    #[arg(
        long,
        value_name = "URL",
        env = "YOUJU_DATABASE",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// 园区名称(文件夹里有几个园区时) / The park's name, where the folder holds several
    #[arg(long, value_name = "NAME")]
    pub park: Option<String>,
}

/// The settings kept in a data folder.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The database, where it is not the folder's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// The address people use, such as `https://youju.example.org`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// An opened place.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// The key all others come from.
    pub master: Arc<MasterKey>,
    /// The settings.
    pub settings: Settings,
}

impl Place {
    /// Opens what is there.
    ///
    /// # Errors
    /// When the folder holds no park's data, or the database cannot be opened.
    pub async fn open(&self) -> Result<Opened, Failure> {
        let key = self.key_file();
        let text = match fs::read_to_string(&key) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let folder = self.folder.display();
                return Err(Failure::say(
                    format!(
                        "{folder} 里没有园区数据。请先用 youju init --data {folder} --name 园区名 --area 区划代码 建立。"
                    ),
                    format!(
                        "{folder} holds no park. Make one first: youju init --data {folder} --name NAME --area CODE."
                    ),
                ));
            }
            Err(error) => return Err(Failure::file(&key, &error)),
        };
        let master = MasterKey::parse(text.trim()).map_err(|_| {
            Failure::say(
                format!("密钥文件 {} 不完整。请用备份的密钥恢复它。", key.display()),
                format!(
                    "The key file {} is not whole. Put back the one you kept.",
                    key.display()
                ),
            )
        })?;
        self.with(Arc::new(master)).await
    }

    /// Makes the folder and its key where they are not there yet, then opens.
    ///
    /// # Errors
    /// When the folder cannot be written, or the database cannot be opened.
    pub async fn open_or_make(&self) -> Result<Opened, Failure> {
        let key = self.key_file();
        if key.exists() {
            return self.open().await;
        }
        let keys = self.folder.join("keys");
        own_folder(&keys).map_err(|e| Failure::file(&keys, &e))?;
        let master = MasterKey::fresh();
        if let Err(failure) = self.keep_key(&master.to_text()) {
            // Another program made the park's key at this very moment: it is ours too.
            return if key.exists() {
                self.open().await
            } else {
                Err(failure)
            };
        }
        if self.database.is_some() {
            let settings = Settings {
                database: self.database.clone(),
                ..Settings::default()
            };
            self.keep_settings(&settings)?;
        }
        self.with(Arc::new(master)).await
    }

    /// Writes the key file: new, readable by its owner only, durable, and there whole or not
    /// at all.
    ///
    /// # Errors
    /// When it is there already or cannot be written.
    pub fn keep_key(&self, text: &str) -> Result<(), Failure> {
        let path = self.key_file();
        let begun = path.with_extension(format!("new-{}", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&begun).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        // A link never replaces what is there, as a renaming would.
        let linked = written.and_then(|()| fs::hard_link(&begun, &path));
        drop(fs::remove_file(&begun));
        linked.map_err(|e| Failure::file(&path, &e))
    }

    fn keep_settings(&self, settings: &Settings) -> Result<(), Failure> {
        let path = self.folder.join("youju.toml");
        let text = toml::to_string(settings).map_err(Failure::ours)?;
        fs::write(&path, text).map_err(|e| Failure::file(&path, &e))
    }

    fn settings(&self) -> Result<Settings, Failure> {
        let path = self.folder.join("youju.toml");
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|e| {
                Failure::say(
                    format!("{} 写错了：{e}", path.display()),
                    format!("{} is not right: {e}", path.display()),
                )
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(error) => Err(Failure::file(&path, &error)),
        }
    }

    /// The file of the master key.
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("keys").join("master.key")
    }

    /// Where the database is.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub fn location(&self) -> Result<Location, Failure> {
        let url = self.database.clone().or(self.settings()?.database);
        Ok(match url {
            Some(url) => Location::Postgres(url),
            None => Location::Sqlite(self.folder.join("youju.sqlite")),
        })
    }

    async fn with(&self, master: Arc<MasterKey>) -> Result<Opened, Failure> {
        self.as_writer(master, 0).await
    }

    /// Opens the place once more, for another park that is served beside: with fields of its
    /// own, and a writer of its own number.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn as_writer(&self, master: Arc<MasterKey>, writer: u8) -> Result<Opened, Failure> {
        let settings = self.settings()?;
        let catalogue = Arc::new(Catalogue::new(KINDS.iter().copied()));
        let setting = Setting {
            writer,
            ..setting(&master)
        };
        let store = Store::open(self.location()?, catalogue, setting).await?;
        Ok(Opened {
            store,
            master,
            settings,
        })
    }
}

/// Makes a folder, and those above it that are not there, for this program's user alone: what
/// lies in it is nobody else's on this machine.
///
/// # Errors
/// When it cannot be made.
pub fn own_folder(path: &std::path::Path) -> std::io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

/// What opening a store needs, from the master key.
pub fn setting(master: &MasterKey) -> Setting {
    Setting {
        trail_key: master.sub_key("trail"),
        clock: clock(),
        writer: 0,
    }
}

/// The machine's clock.
pub fn clock() -> store::Clock {
    Arc::new(|| jiff::Timestamp::now().as_millisecond())
}

impl Opened {
    /// The park meant: the one named, or the only one. Its own fields are known from then on.
    ///
    /// # Errors
    /// When there is none, or several and none was named.
    pub async fn park(&self, place: &Place) -> Result<(Id, parks::About), Failure> {
        let all = parks::all(&self.store).await?;
        let mut fitting: Vec<(Id, parks::About)> = match &place.park {
            Some(name) => all
                .into_iter()
                .filter(|(_, about)| about.name == *name)
                .collect(),
            None => all,
        };
        match (fitting.len(), fitting.pop()) {
            (1, Some(park)) => {
                let scope = Scope::system(park.0, "its own fields");
                own::adopt(&self.store, &[scope]).await?;
                Ok(park)
            }
            (0, _) => Err(Failure::say(
                "这里没有这个园区。请先用 youju init 建立。",
                "There is no such park here. Make it with youju init.",
            )),
            _ => Err(Failure::say(
                "这里有几个园区，请用 --park 写明园区名称。",
                "Several parks are here; name one with --park.",
            )),
        }
    }

    /// The program's own scope over the park meant.
    ///
    /// # Errors
    /// As `park`.
    pub async fn scope(&self, place: &Place, reason: &str) -> Result<Scope, Failure> {
        Ok(Scope::system(self.park(place).await?.0, reason))
    }
}
