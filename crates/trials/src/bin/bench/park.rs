//! The large park: a demonstration year, and 1,000,000 sign-ins of 40,000 people beside it.
//!
//! In: a folder to keep it in, or none for a temporary one. Out: the folder, and the park's own
//! store opened on it. Nine sign-ins in ten lie in the year that is measured; one activity in a
//! hundred is a drill, so that there are rare and common figures.

use std::path::{Path, PathBuf};

use app::commands::{Opened, Place};
use base::{Act, Change, Id, IdMaker, Kind, Source, Value};
use store::{Scope, Write};
use trials::{
    Failed,
    program::{Park, Program},
};

/// The year that is measured.
pub const YEAR: i16 = 2022;
const SIGN_INS_EACH: u32 = 500;
const PEOPLE: u32 = 40_000;
/// So many changes in one writing.
const AT_ONCE: usize = 20_000;

/// The large park.
pub struct Large {
    /// Its folder and token.
    pub park: Park,
}

impl Large {
    /// Takes the one that is kept there, or makes it.
    pub fn at(kept: Option<&Path>, sign_ins: u32, program: &Program) -> Result<Large, Failed> {
        let park = match kept {
            Some(folder) if folder.join("token").exists() => {
                return Ok(Large {
                    park: Park::kept(folder)?,
                });
            }
            Some(folder) => Park::in_folder(program, folder)?,
            None => Park::new(program)?,
        };
        Large::fill(program, &park, sign_ins)?;
        Ok(Large { park })
    }

    /// A large park on PostgreSQL, in a temporary folder.
    pub fn on(program: &Program, url: &str, sign_ins: u32) -> Result<Large, Failed> {
        runtime()?.block_on(super::bare::postgres::empty(url))?;
        let park = Park::on(program, Some(url))?;
        Large::fill(program, &park, sign_ins)?;
        Ok(Large { park })
    }

    fn fill(program: &Program, park: &Park, sign_ins: u32) -> Result<(), Failed> {
        let sheets = workbooks()?;
        let sheets: Vec<&str> = sheets.iter().filter_map(|path| path.to_str()).collect();
        park.told(program, "import", &sheets)?;
        let place = place(park);
        runtime()?.block_on(async {
            let opened = place.open().await.map_err(told)?;
            let scope = opened.scope(&place, "a large park").await.map_err(told)?;
            let filled = Fill::new(&opened, scope).all(sign_ins).await;
            opened.store.close().await;
            filled
        })
    }

    /// Opens its store in this process.
    pub async fn open(&self) -> Result<(Opened, Scope), Failed> {
        let place = place(&self.park);
        let opened = place.open().await.map_err(told)?;
        let scope = opened.scope(&place, "measured").await.map_err(told)?;
        Ok((opened, scope))
    }
}

/// A runtime as the program has it.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failed> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}

fn place(park: &Park) -> Place {
    Place {
        folder: park.path().to_owned(),
        database: park.database.clone(),
        park: None,
    }
}

fn told(failure: app::commands::Failure) -> Failed {
    failure.message(base::Lang::En).into()
}

/// The demonstration year's workbooks, or those in the folder `BENCH_WORKBOOKS`.
fn workbooks() -> Result<Vec<PathBuf>, Failed> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/workbooks");
    let folder = std::env::var_os("BENCH_WORKBOOKS").unwrap_or_else(|| own.into());
    let entries = std::fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path());
    Ok(entries
        .filter(|path| path.extension().is_some_and(|end| end == "xlsx"))
        .collect())
}

struct Fill<'a> {
    opened: &'a Opened,
    scope: Scope,
    ids: IdMaker,
    pending: Vec<Change>,
}

impl Fill<'_> {
    fn new(opened: &Opened, scope: Scope) -> Fill<'_> {
        Fill {
            opened,
            scope,
            ids: IdMaker::new(9),
            pending: Vec::new(),
        }
    }

    async fn all(mut self, sign_ins: u32) -> Result<(), Failed> {
        let mut people = Vec::new();
        for n in 0..PEOPLE {
            people.push(self.person(n).await?);
        }
        for n in 0..sign_ins.div_ceil(SIGN_INS_EACH) {
            let activity = self.activity(n).await?;
            for each in 0..SIGN_INS_EACH.min(sign_ins - n * SIGN_INS_EACH) {
                let at = (n * 7919 + each * 31) % PEOPLE;
                let person = people.get(at as usize).copied().ok_or("nobody")?;
                self.sign_in(activity, (at, person), each).await?;
            }
        }
        self.write().await
    }

    async fn person(&mut self, n: u32) -> Result<Id, Failed> {
        let (name, phone) = who(n);
        let identity = format!("{name}+{phone}");
        let values = [
            ("name", name.into()),
            ("phone", phone.into()),
            ("identity", identity.clone().into()),
        ];
        self.add("people", identity, &values).await
    }

    async fn activity(&mut self, n: u32) -> Result<Id, Failed> {
        let number = format!("BIG-{n:05}");
        let year = if n % 10 == 9 { YEAR - 1 } else { YEAR };
        let on = format!("{year}-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
        let drill = n.is_multiple_of(100);
        let status = if n % 20 == 1 {
            "cancelled"
        } else {
            "completed"
        };
        let mut values = vec![
            ("number", Value::from(number.clone())),
            ("on", on.into()),
            ("name", format!("邻里活动{n}").into()),
            ("category", if drill { "drill" } else { "talk" }.into()),
            ("status", status.into()),
        ];
        values.extend(drill.then(|| ("series", "good_mind".into())));
        self.add("activities", number, &values).await
    }

    async fn sign_in(
        &mut self,
        activity: Id,
        (n, person): (u32, Id),
        each: u32,
    ) -> Result<(), Failed> {
        let (name, phone) = who(n);
        let natural = format!("{activity}\u{1f}1\u{1f}{name}\u{1f}{phone}\u{1f}\u{1f}{each}");
        let values = [
            ("activity", Value::from(activity)),
            ("batch", 1.into()),
            ("name", name.into()),
            ("phone", phone.into()),
            ("capacity", "resident".into()),
            ("person", person.into()),
        ];
        self.add("attendance", natural, &values).await.map(drop)
    }

    async fn add(
        &mut self,
        name: &str,
        natural: String,
        given: &[(&str, Value)],
    ) -> Result<Id, Failed> {
        let catalogue = self.opened.store.catalogue();
        let kind: &'static Kind = catalogue.kind(name).ok_or("no such kind")?;
        let mut values = vec![None; kind.fields.len()];
        for (field, value) in given {
            let place = kind.at(field).and_then(|at| values.get_mut(at));
            *place.ok_or("no such field")? = Some(value.clone());
        }
        let now = 1_700_000_000_000;
        let id = self.ids.next(now);
        self.pending.push(Change::Add {
            kind: kind.name,
            id,
            natural,
            values,
        });
        if self.pending.len() >= AT_ONCE {
            self.write().await?;
        }
        Ok(id)
    }

    async fn write(&mut self) -> Result<(), Failed> {
        let act = Act {
            actor: Id(0),
            source: Source::Command,
            note: "large park".to_owned(),
        };
        let changes = std::mem::take(&mut self.pending);
        let write = Write::of(self.scope.clone(), act, changes);
        self.opened
            .store
            .write(write)
            .await
            .map_err(|error| format!("{error:?}"))?;
        Ok(())
    }
}

fn who(n: u32) -> (String, String) {
    (format!("居民{n}"), format!("139{n:08}"))
}
