//! The style sheet, the script and the icon, with the addresses they are served at.
//!
//! Nothing goes in; out come three texts and names that change whenever the
//! text does, so that a browser may keep them for ever. A page may fetch
//! nothing else: `POLICY` says so to the browser.

use std::sync::LazyLock;

/// The whole style sheet: tokens, elements and frame, parts, paper.
pub const CSS: &str = concat!(
    include_str!("../assets/tokens.css"),
    include_str!("../assets/base.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/print.css"),
);

/// The whole script. Every page works without it.
pub const SCRIPT: &str = include_str!("../assets/page.js");

/// The icon in a browser's tab: a number's dotted line under a stroke.
pub const ICON: &str = include_str!("../assets/icon.svg");

/// The policy every page is written for, as the value of the header
/// `Content-Security-Policy`: our own sheet and script, no style attributes,
/// nothing from elsewhere.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The name of the style sheet, such as `page-0123456789abcdef.css`.
pub static CSS_NAME: LazyLock<String> = LazyLock::new(|| format!("page-{}.css", digest(CSS)));

/// The name of the script, such as `page-0123456789abcdef.js`.
pub static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| format!("page-{}.js", digest(SCRIPT)));

/// The name of the icon, such as `icon-0123456789abcdef.svg`.
pub static ICON_NAME: LazyLock<String> = LazyLock::new(|| format!("icon-{}.svg", digest(ICON)));

/// A short digest that moves with every byte. It names files; it guards nothing.
/// Source: FNV-1a, 64 bits (draft-eastlake-fnv).
fn digest(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_fnv() {
        // Reference values of FNV-1a 64 for "" and "a".
        assert_eq!(digest(""), "cbf29ce484222325");
        assert_eq!(digest("a"), "af63dc4c8601ec8c");
    }

    #[test]
    fn the_sheet_asks_nothing_of_elsewhere() {
        for forbidden in ["@import", "http://", "https://", "url("] {
            assert!(!CSS.contains(forbidden), "the sheet holds {forbidden}");
        }
        for forbidden in ["innerHTML", "eval(", "document.write", ".style."] {
            assert!(!SCRIPT.contains(forbidden), "the script holds {forbidden}");
        }
    }

    #[test]
    fn the_sheet_keeps_to_chromium_86() {
        for newer in [
            ":has(",
            "color-mix(",
            "@layer",
            "@container",
            "aspect-ratio:",
            "oklch(",
            "dvh",
        ] {
            assert!(!CSS.contains(newer), "the sheet uses {newer}");
        }
    }
}
