//! `youju verify`: every record against its last line in the trail, the whole chain, the
//! database itself.
//!
//! In: a data folder. Out: what was checked, or the first thing that does not hold, with exit
//! status 1. It changes nothing.

use base::Lang;
use clap::Args;

use super::{Failure, Place};

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
        let found = opened.store.verify().await?;
        opened.store.close().await;
        match found.broken.first() {
            None => {
                match lang {
                    Lang::Zh => println!(
                        "核对完毕：留痕 {} 行、记录 {} 条，全部相符。",
                        found.lines, found.rows
                    ),
                    Lang::En => println!(
                        "Checked {} trail lines and {} records: all agree.",
                        found.lines, found.rows
                    ),
                }
                Ok(())
            }
            Some(problem) => Err(Failure::say(
                format!("核对不符：{problem:?}"),
                format!("Does not agree: {problem:?}"),
            )),
        }
    }
}
