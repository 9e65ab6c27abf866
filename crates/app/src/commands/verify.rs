//! `youju verify`: every record against its last line in the trail, the whole chain, the
//! database itself.
//!
//! In: a data folder. Out: what was checked, or each thing that does not hold, with exit
//! status 1. It changes nothing.

use base::Lang;
use clap::Args;

use super::{Failure, Place};
use crate::ledgers::own;

/// 核对全部记录与留痕 / Check every record against the trail
#[derive(Args, Debug)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
}

impl Verify {
    /// Checks, and says what was checked.
    pub async fn run(self, lang: Lang) -> Result<(), Failure> {
        let opened = self.place.open().await?;
        let parks = opened.store.parks().await?;
        let scope = |park: &base::Id| store::Scope::system(*park, "its own fields");
        let scopes: Vec<store::Scope> = parks.iter().map(scope).collect();
        own::adopt(&opened.store, &scopes).await?;
        let found = opened.store.verify().await?;
        opened.store.close().await;
        if !found.broken.is_empty() {
            let told = |lang| {
                let each = found.broken.iter().map(|broken| broken.message(lang));
                each.collect::<Vec<_>>().join("\n")
            };
            return Err(Failure::say(
                format!("核对不符：\n{}", told(Lang::Zh)),
                format!("Does not agree:\n{}", told(Lang::En)),
            ));
        }
        match lang {
            Lang::Zh => tell!(
                "核对完毕：留痕 {} 行、记录 {} 条，全部相符。",
                found.lines,
                found.rows
            )?,
            Lang::En => tell!(
                "Checked {} trail lines and {} records: all agree.",
                found.lines,
                found.rows
            )?,
        }
        Ok(())
    }
}
