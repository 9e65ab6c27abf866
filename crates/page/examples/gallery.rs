//! Writes a made-up page of every part to a folder, to be looked at in a browser.
//!
//! In goes the folder; out come the pages in both languages, as `zh-today.html`
//! and so on, with the style sheet and the script beside them. It never writes
//! outside that folder.

#[path = "../tests/samples/mod.rs"]
mod samples;

use page::assets::{CSS, CSS_NAME, ICON, ICON_NAME, SCRIPT, SCRIPT_NAME};
use page::{Lang, Reading, Theme, View};
use samples::Say;
use std::fs;
use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gallery".into());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    fs::write(folder.join(&*CSS_NAME), CSS)?;
    fs::write(folder.join(&*SCRIPT_NAME), SCRIPT)?;
    fs::write(folder.join(&*ICON_NAME), ICON)?;
    let readings = [
        ("zh", Lang::Zh, View::Usual, Theme::Light),
        ("en", Lang::En, View::Usual, Theme::Light),
        ("dark", Lang::Zh, View::Usual, Theme::Dark),
        ("large", Lang::Zh, View::Large, Theme::Light),
        ("large-dark", Lang::En, View::Large, Theme::Dark),
    ];
    for (name, lang, view, theme) in readings {
        let say = Say {
            reading: Reading { lang, view, theme },
            hostile: false,
            assets: "",
        };
        for (page, markup) in samples::all(say) {
            fs::write(
                folder.join(format!("{name}-{page}.html")),
                markup.into_string(),
            )?;
        }
    }
    Ok(())
}
