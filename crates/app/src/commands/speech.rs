//! In which language the command line speaks.
//!
//! In: `--lang`, else the system's language. Out: Chinese, unless English was asked for.

use base::Lang;

/// Reads `--lang`.
///
/// # Errors
/// When it is neither.
pub fn lang(text: &str) -> Result<Lang, String> {
    match text.to_lowercase().as_str() {
        "zh" | "zh-cn" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("zh 或 en / zh or en".to_owned()),
    }
}

/// The system's language: English where it says so, Chinese otherwise.
pub fn of_system() -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    match said {
        Some(said) if said.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}
