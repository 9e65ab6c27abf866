//! The pairs of name and value that an address or a form carries.
//!
//! In: bytes as a browser sends them. Out: names and values in the order sent, exactly as
//! typed; or the words that say why they cannot be read. A name sent twice keeps both: a
//! reader that wants one takes the last. It never guesses at broken bytes.

use base::{Words, words};

/// The most pairs one request may carry: more are no form of ours.
const MOST_PAIRS: usize = 2_000;

/// Why pairs could not be read.
pub const UNREADABLE: Words = words(
    "发来的内容读不出来：里面有不完整的编码或不能用的字符。",
    "What was sent cannot be read: it holds broken encoding or characters that cannot be used.",
);

/// The pairs of one address or form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2` (application/x-www-form-urlencoded).
    ///
    /// # Errors
    /// The words for it when an escape is broken, the text is not UTF-8, or there are too many
    /// pairs.
    pub fn read(sent: &[u8]) -> Result<Fields, Words> {
        let mut pairs = Vec::new();
        for pair in sent.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |b| *b == b'=');
            let name = plain(halves.next().unwrap_or_default())?;
            let value = plain(halves.next().unwrap_or_default())?;
            pairs.push((name, value));
            if pairs.len() > MOST_PAIRS {
                return Err(UNREADABLE);
            }
        }
        Ok(Fields(pairs))
    }

    /// The name of the first pair that holds a NUL: no database keeps one.
    pub fn with_nul(&self) -> Option<&str> {
        let nul = |(name, value): &&(String, String)| name.contains('\0') || value.contains('\0');
        self.0.iter().find(nul).map(|(name, _)| name.as_str())
    }

    /// The last value sent under this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The last value sent under this name, trimmed; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every value sent under this name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The pairs as they stand in an address.
    pub fn write(&self) -> String {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        pairs.join("&")
    }

    /// The same pairs with this name set to a value, or left out.
    #[must_use]
    pub fn with(&self, name: &str, value: Option<&str>) -> Fields {
        let kept = self.0.iter().filter(|(n, _)| n != name).cloned();
        let added = value.map(|v| (name.to_owned(), v.to_owned()));
        Fields(kept.chain(added).collect())
    }
}

/// One name or value made plain.
fn plain(sent: &[u8]) -> Result<String, Words> {
    let mut bytes = Vec::with_capacity(sent.len());
    let mut rest = sent.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = hex(rest.next()).ok_or(UNREADABLE)?;
                let low = hex(rest.next()).ok_or(UNREADABLE)?;
                high << 4 | low
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| UNREADABLE)
}

fn hex(digit: Option<&u8>) -> Option<u8> {
    let value = char::from(*digit?).to_digit(16)?;
    u8::try_from(value).ok()
}

/// A text as it stands in an address: everything but letters, digits and `-._~` escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn broken_bytes_are_told_and_plain_ones_read() {
        for (sent, read) in [
            ("a=1&b=%E5%9C%BA+x", Some(vec![("a", "1"), ("b", "场 x")])),
            ("a=1&a=2&c", Some(vec![("a", "1"), ("a", "2"), ("c", "")])),
            ("", Some(vec![])),
            ("a=%0", None),
            ("a=%zz", None),
            ("a=%00", Some(vec![("a", "\0")])),
            ("a=%ED%A0%80", None), // a lone surrogate
        ] {
            let fields = Fields::read(sent.as_bytes()).ok().map(|f| f.0);
            let expected = read.map(|pairs: Vec<(&str, &str)>| {
                let own = |(a, b): (&str, &str)| (a.to_owned(), b.to_owned());
                pairs.into_iter().map(own).collect::<Vec<_>>()
            });
            assert_eq!(fields, expected, "{sent}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(pairs in prop::collection::vec((".{1,8}", ".{0,8}"), 0..6)) {
            let fields = Fields(pairs);
            prop_assert_eq!(Fields::read(fields.write().as_bytes()), Ok(fields));
        }
    }
}
