//! How screenings are graded: PHQ-9 and GAD-7, whose authors let anybody use them.
//!
//! In: nothing. Out: items, range, bands, cut-off, source and licence. A published version here
//! is never edited: another norm is another entry.

/// An instrument in one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// PHQ-9
    pub name: &'static str,
    /// What its items' columns begin with: `PHQ`.
    pub prefix: &'static str,
    /// The version kept with every result.
    pub version: &'static str,
    /// How many items.
    pub items: usize,
    /// The highest mark of an item; the lowest is 0.
    pub most: u8,
    /// Its bands, from the lowest up.
    pub bands: &'static [Band],
    /// From this total on somebody is to be referred.
    pub cut_off: i64,
    /// Where it was published.
    pub source: &'static str,
    /// By what right it is used.
    pub licence: &'static str,
}

/// A stretch of totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The lowest total in it.
    pub least: i64,
    /// Its code, as the choices of the screening's band fields.
    pub code: &'static str,
    /// Its word in Chinese.
    pub zh: &'static str,
}

const fn band(least: i64, code: &'static str, zh: &'static str) -> Band {
    Band { least, code, zh }
}

const FREE: &str = "作者允许任何人复制、翻译、展示和分发，无需另行许可";

/// PHQ-9: 0–4, 5–9, 10–14, 15–19, 20–27; refer from 10.
/// Source: Kroenke, Spitzer, Williams, J Gen Intern Med 2001;16:606–613.
pub const PHQ9: Instrument = Instrument {
    name: "PHQ-9",
    prefix: "PHQ",
    version: "PHQ-9/2001",
    items: 9,
    most: 3,
    bands: &[
        band(0, "minimal", "无或极轻"),
        band(5, "mild", "轻度"),
        band(10, "moderate", "中度"),
        band(15, "moderately_severe", "中重度"),
        band(20, "severe", "重度"),
    ],
    cut_off: 10,
    source: "Kroenke, Spitzer, Williams. J Gen Intern Med 2001;16:606–613",
    licence: FREE,
};

/// GAD-7: 0–4, 5–9, 10–14, 15–21; refer from 10.
/// Source: Spitzer, Kroenke, Williams, Löwe, Arch Intern Med 2006;166:1092–1097.
pub const GAD7: Instrument = Instrument {
    name: "GAD-7",
    prefix: "GAD",
    version: "GAD-7/2006",
    items: 7,
    most: 3,
    bands: &[
        band(0, "minimal", "无或极轻"),
        band(5, "mild", "轻度"),
        band(10, "moderate", "中度"),
        band(15, "severe", "重度"),
    ],
    cut_off: 10,
    source: "Spitzer, Kroenke, Williams, Löwe. Arch Intern Med 2006;166:1092–1097",
    licence: FREE,
};

/// The instruments carried, in the order of their items in a screening.
pub const CARRIED: [&Instrument; 2] = [&PHQ9, &GAD7];

impl Instrument {
    /// The highest total it can give.
    pub fn highest(&self) -> i64 {
        i64::from(self.most) * i64::try_from(self.items).unwrap_or(0)
    }

    /// The band of a total; `None` outside 0 to the highest.
    pub fn band(&self, total: i64) -> Option<&'static Band> {
        if total > self.highest() {
            return None;
        }
        self.bands.iter().rev().find(|b| total >= b.least)
    }

    /// Its bands in words: 「0–4 无或极轻;5–9 轻度;…」.
    pub fn bands_in_words(&self) -> String {
        let ends = self.bands.iter().skip(1).map(|b| b.least - 1);
        let stretches = self.bands.iter().zip(ends.chain([self.highest()]));
        let words: Vec<String> = stretches
            .map(|(b, end)| format!("{}–{end} {}", b.least, b.zh))
            .collect();
        words.join(";")
    }
}
