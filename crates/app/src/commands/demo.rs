//! `youju demo`: a park with a made-up year, made at once and served.
//!
//! In: perhaps a folder (an empty one is filled, one that holds a park is served as it is) and
//! how many times over the sign-ins are made. Out: the running park, and who may sign in as
//! whom. Every person in it is made up and marked so. One whose making was broken off is not
//! served.

use std::path::PathBuf;

use base::{Act, Id, Lang, Source};
use clap::Args;
use store::{Scope, Write};

use super::{
    Failure, Opened, Place, init, people, progress,
    serve::{self, Door},
    taking,
};
use crate::{
    access::parks,
    demo,
    records::settings::photos::NOBODY,
    reports::letter,
    site::{facts::Facts, photos},
};

/// 示例园区 / A demonstration park
#[derive(Args, Debug)]
pub struct Demo {
    /// 数据文件夹(默认用一个新的临时文件夹) / The data folder (default: a new temporary one)
    #[arg(long = "data", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// 数据库地址 postgres://… / Database URL postgres://…
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// 签到放大的倍数 / How many times over the sign-ins are made
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = scale)]
    scale: u32,
    #[command(flatten)]
    door: Door,
}

/// How many times over, from 1 to 2000.
fn scale(text: &str) -> Result<u32, String> {
    let scale = text.parse().ok().filter(|n| (1..=2_000).contains(n));
    scale.ok_or_else(|| "要在1到2000之间 / from 1 to 2000".to_owned())
}

impl Demo {
    /// Makes the park where there is none, and serves it.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let folder = match self.folder {
            Some(folder) => folder,
            None => temporary()?,
        };
        let place = Place {
            folder,
            database: self.database,
            park: None,
        };
        let opened = place.open_or_make().await?;
        if parks::all(&opened.store).await?.is_empty() {
            fill(&opened, self.scale, lang).await?;
        }
        let (park, about) = opened.park(&place).await?;
        match lang {
            Lang::Zh => tell!(
                "示例数据在 {}；人物都是虚构的。可以用这些账号登录（角色 登录名 口令）：",
                place.folder.display()
            )?,
            Lang::En => tell!(
                "The demonstration lies in {}; its people are made up. Sign in as (role, login, password):",
                place.folder.display()
            )?,
        }
        for account in demo::ACCOUNTS {
            tell!(
                "  {:<16} {:<14} {}",
                account.role,
                account.login,
                account.password
            )?;
        }
        serve::serve(vec![(opened, park, about)], &self.door, lang).await
    }
}

/// A folder of its own under the system's temporary one.
fn temporary() -> Result<PathBuf, Failure> {
    let name: String = seal::token::fresh()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    let folder = std::env::temp_dir().join(format!("youju-demo-{name}"));
    super::place::own_folder(&folder).map_err(|e| Failure::file(&folder, &e))?;
    Ok(folder)
}

/// Rows taken at a time.
const AT_ONCE: usize = 20_000;

/// Makes the park, its accounts, its years.
async fn fill(opened: &Opened, scale: u32, lang: Lang) -> Result<(), Failure> {
    let bar = progress::line(if lang == Lang::Zh {
        "生成示例"
    } else {
        "Making the demonstration"
    });
    let about = parks::About {
        name: "横岗创新园".to_owned(),
        operator: demo::OPERATOR.to_owned(),
        area: "440307017".to_owned(),
        demo: true,
        making: true,
    };
    let park = init::make(opened, &about, &[]).await?;
    for account in demo::ACCOUNTS {
        people::add_account(opened, park, account.into()).await?;
    }
    let act = Act {
        actor: Id(0),
        source: Source::Command,
        note: "demo".to_owned(),
    };
    let said = demo::SAID.map(|(name, words)| Facts::change(name, words));
    let scope = Scope::system(park, "demo");
    opened
        .store
        .write(Write::of(scope, act.clone(), said.into()))
        .await?;
    let catalogue = opened.store.catalogue();
    let how = taking::taking(opened, park, "demo").await?;
    let mut rows = demo::year(scale)
        .filter_map(|(kind, cells)| Some(taking::row(catalogue.kind(kind)?, &cells)))
        .peekable();
    while rows.peek().is_some() {
        let part: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        bar.inc_length(part.len() as u64);
        let many = part.len() as u64;
        taking::rows(&opened.store, &how, part).await?;
        bar.inc(many);
    }
    report(opened, park, about.clone()).await?;
    pictures(opened, park).await?;
    let made = parks::About {
        making: false,
        ..about
    };
    let scope = Scope::system(park, "demo");
    opened
        .store
        .write(Write::of(scope, act, vec![made.keep()]))
        .await?;
    bar.finish_and_clear();
    Ok(())
}

/// Publishes the report of 2025, as a manager would: the words with the numbers in them.
async fn report(opened: &Opened, park: Id, about: parks::About) -> Result<(), Failure> {
    let annual = super::report::annual(opened, park, about.clone(), 2025, Lang::Zh).await?;
    let Some(kind) = opened.store.catalogue().kind("articles") else {
        return Ok(());
    };
    let body = format!("{}\n\n{}", letter::article(&annual), demo::REPORT);
    let cells = [
        ("slug", demo::REPORT_SLUG.to_owned()),
        ("title", annual.title),
        ("on", "2026-01-08".to_owned()),
        ("author", about.name),
        ("state", "published".to_owned()),
        ("report_year", "2025".to_owned()),
        ("body", body),
    ];
    let how = taking::taking(opened, park, "demo").await?;
    taking::rows(&opened.store, &how, vec![taking::row(kind, &cells)]).await?;
    Ok(())
}

/// Puts the demo's pictures into its articles, as an upload does.
async fn pictures(opened: &Opened, park: Id) -> Result<(), Failure> {
    let catalogue = opened.store.catalogue();
    let kind = catalogue
        .kind(photos::KIND)
        .ok_or_else(|| Failure::ours("no photos"))?;
    for (nth, picture) in (1..).zip(&demo::PICTURES) {
        let how = taking::taking(opened, park, "demo").await?;
        let about = [
            ("name", format!("示意图{nth}.jpg")),
            ("article", picture.slug.to_owned()),
            ("words", picture.words.to_owned()),
            ("below", demo::BELOW.to_owned()),
            ("chapter", picture.chapter.to_string()),
            ("nth", i64::to_string(&nth)),
            ("shows", NOBODY.to_owned()),
        ];
        let file = picture.file().into();
        let kept = photos::keep::keep(&opened.store, kind, how, file, &about).await;
        match kept {
            Ok(_) => {}
            Err(photos::keep::Refused::Write(error)) => return Err(error.into()),
            Err(photos::keep::Refused::Unfit(unfit)) => {
                return Err(Failure::ours(unfit));
            }
        }
    }
    Ok(())
}
