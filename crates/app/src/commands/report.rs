//! `youju report`: the year's report as a Word file or a page of its own.
//!
//! In: a data folder, a year, a file name that ends in `.docx` or `.html`. Out: the file. What
//! cannot be filled is listed on standard error, and the report says that it is a draft.

use std::path::PathBuf;

use base::Lang;
use clap::Args;
use store::Scope;

use super::{Failure, Place, figures, out};
use crate::{
    access::parks,
    reports::{
        guard::Guard,
        letter,
        text::{self, About, Filled},
    },
};

/// 生成年度报告 / Write the year's report
#[derive(Args, Debug)]
pub struct Report {
    #[command(flatten)]
    place: Place,
    /// 年份 / The year
    #[arg(long, value_parser = figures::year)]
    year: i16,
    /// 输出文件(.docx 或 .html) / The file to write (.docx or .html)
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Report {
    /// Writes it.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let word = match self.out.extension().and_then(|e| e.to_str()) {
            Some("docx") => true,
            Some("html") => false,
            _ => {
                return Err(Failure::say(
                    "文件名要以 .docx 或 .html 结尾。",
                    "The file's name must end in .docx or .html.",
                ));
            }
        };
        let opened = self.place.open().await?;
        let (park, about) = opened.park(&self.place).await?;
        let annual = annual(&opened, park, about, self.year, lang).await?;
        let bytes = if word {
            letter::word(&annual, opened.settings.address.as_deref(), None, lang)
                .map_err(Failure::ours)?
        } else {
            letter::html(&annual, lang).into_bytes()
        };
        std::fs::write(&self.out, bytes).map_err(|e| Failure::file(&self.out, &e))?;
        for (_, what, why) in annual.missing() {
            match lang {
                Lang::Zh => out::aside(format_args!("草稿：{what} 填不上（{why}）")),
                Lang::En => out::aside(format_args!("Draft: {what} cannot be filled ({why})")),
            }
        }
        opened.store.close().await;
        Ok(())
    }
}

pub(super) async fn annual(
    opened: &super::Opened,
    park: base::Id,
    about: parks::About,
    year: i16,
    lang: Lang,
) -> Result<Filled, Failure> {
    let kept = crate::reports::kept::Kept::default();
    let wanted = crate::reports::kept::Wanted {
        period: base::Period::Year(year),
        place: None,
        only: None,
    };
    let values = kept.values(&opened.store, park, wanted).await?;
    let texts = kept.texts(&opened.store, park).await?;
    let written = texts
        .get(text::ANNUAL)
        .ok_or_else(|| Failure::ours("no annual report ships"))?;
    let scope = Scope::system(park, "a report for a file");
    let standing =
        text::in_return(&opened.store, &scope, text::ANNUAL, values.period, None).await?;
    let written = &written.with(&standing.own);
    let about = About {
        park: about.name,
        operator: about.operator,
        period: values.period,
    };
    let catalogue = opened.store.catalogue();
    // A file goes to whoever is given it.
    let guard = Guard::new(&values, &catalogue, None);
    let lists = text::lists(&opened.store, None, guard, written, lang).await?;
    Ok(Filled::new(written, &about, guard, &lists, lang))
}
