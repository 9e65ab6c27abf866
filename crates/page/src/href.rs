//! An address a link may carry.
//!
//! In goes any text, typed by us or by a person; out comes an address that
//! opens a page, a map, a mail or a call. It never runs anything: an address of
//! another kind (`javascript:`, `data:`, `//elsewhere`) becomes `#`.

use std::fmt;

/// An address that is safe to print in `href` or `action`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

const OPENS: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "geo:"];

impl Href {
    /// The address, or `#` when it would do anything but open something.
    pub fn new(address: impl Into<String>) -> Self {
        let address = address.into();
        let lower = address.to_ascii_lowercase();
        let named = OPENS.iter().any(|scheme| lower.starts_with(scheme));
        let head = address.split(['/', '?', '#']).next().unwrap_or_default();
        let ours = !head.contains(':')
            && !address.starts_with("//")
            && !address.contains(['\\', '\n', '\r', '\t']);
        Self(if named || ours { address } else { "#".into() })
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Href {
    fn default() -> Self {
        Self("#".into())
    }
}

impl fmt::Display for Href {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<&str> for Href {
    fn from(address: &str) -> Self {
        Self::new(address)
    }
}

impl From<String> for Href {
    fn from(address: String) -> Self {
        Self::new(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_open_something_pass() {
        let cases = [
            ("/visits/12", "/visits/12"),
            ("?after=9", "?after=9"),
            ("#main", "#main"),
            ("visits?at=a:b", "visits?at=a:b"),
            ("https://example.org/a", "https://example.org/a"),
            ("tel:075500000000", "tel:075500000000"),
            ("javascript:alert(1)", "#"),
            ("JavaScript:alert(1)", "#"),
            (" javascript:alert(1)", "#"),
            ("java\nscript:alert(1)", "#"),
            ("data:text/html,x", "#"),
            ("//elsewhere.example", "#"),
            ("/\\elsewhere.example", "#"),
        ];
        for (given, wanted) in cases {
            assert_eq!(Href::from(given).as_str(), wanted, "for {given:?}");
        }
    }
}
