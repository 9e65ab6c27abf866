//! A notice as it comes by chat, read in the trade's language: 「请各单位下午3点前报1—10月活动场次」.
//!
//! In: its text, the park's figures by name, today. Out: the periods, the figures, the hour and to
//! whom, each with the stretch it was read from; and what stays open: words that no figure fits, or
//! several do, two periods, none. It never chooses between two readings and does no I/O.

mod chars;
mod figures;
mod hour;
mod periods;
mod recipient;
mod short;
mod terms;
#[cfg(test)]
mod tests;
mod year;

use base::{Day, Period};

use chars::Text;
pub use hour::{Hour, Wanted};
pub use short::{canonical, short};
pub use terms::{plain_name, trade_name};

/// More characters than any notice has; what comes after them is not read.
pub const LONGEST: usize = 5_000;

/// A figure that a notice may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The definition's key.
    pub key: String,
    /// Its Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
}

/// Something read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What it says.
    pub what: T,
    /// The words it was read from, as they stand.
    pub words: String,
    /// Where they begin, in characters.
    pub at: usize,
}

/// Words that ask for a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The keys of the figures that fit; none where nothing fits.
    pub fits: Vec<String>,
    /// The keys of those that come near, where nothing fits: 「党建活动场次」 to 「活动场次」.
    pub near: Vec<String>,
}

/// What a notice says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// The periods; one that does not say its year and could be of two holds both.
    pub periods: Vec<Found<Vec<Period>>>,
    /// What it asks for, in its order.
    pub figures: Vec<Found<Asked>>,
    /// By when it is wanted.
    pub by: Option<Found<Wanted>>,
    /// To whom.
    pub to: Option<Found<String>>,
}

/// What a notice leaves to its reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// It names no period.
    NoPeriod,
    /// It names several, or one of which the year is not sure.
    Periods(Vec<Period>),
    /// It asks for nothing that is known.
    NoFigure,
    /// No figure fits these words.
    Unknown(String),
    /// Several figures fit these words.
    Several(String),
}

/// Reads a notice.
pub fn read(text: &str, known: &[Known], today: Day) -> Notice {
    let mut text = Text::of(text);
    let by = hour::find(&mut text, today);
    let periods = periods::find(&mut text, today);
    let to = recipient::find(&text);
    let figures = figures::find(&mut text, known);
    Notice {
        periods,
        figures,
        by,
        to,
    }
}

impl Notice {
    /// Every period that may be meant, each once.
    pub fn spans(&self) -> Vec<Period> {
        let mut all = Vec::new();
        for period in self.periods.iter().flat_map(|found| &found.what) {
            if !all.contains(period) {
                all.push(*period);
            }
        }
        all
    }

    /// The one period it names.
    pub fn period(&self) -> Option<Period> {
        match self.spans().as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The figures that are sure.
    pub fn sure(&self) -> Vec<&str> {
        let mut sure: Vec<&str> = Vec::new();
        for found in &self.figures {
            if let [one] = found.what.fits.as_slice()
                && !sure.contains(&one.as_str())
            {
                sure.push(one);
            }
        }
        sure
    }

    /// The figures that are offered besides: several fit the same words, or they come near.
    pub fn offered(&self) -> Vec<&str> {
        let sure = self.sure();
        let mut offered: Vec<&str> = Vec::new();
        for asked in self.figures.iter().map(|found| &found.what) {
            for key in asked.fits.iter().chain(&asked.near) {
                if !sure.contains(&key.as_str()) && !offered.contains(&key.as_str()) {
                    offered.push(key);
                }
            }
        }
        offered
    }

    /// What it leaves open.
    pub fn open(&self) -> Vec<Open> {
        let mut open = Vec::new();
        match self.spans() {
            none if none.is_empty() => open.push(Open::NoPeriod),
            several if several.len() > 1 => open.push(Open::Periods(several)),
            _ => {}
        }
        if self.figures.is_empty() {
            open.push(Open::NoFigure);
        }
        for found in &self.figures {
            match found.what.fits.len() {
                0 => open.push(Open::Unknown(found.words.clone())),
                1 => {}
                _ => open.push(Open::Several(found.words.clone())),
            }
        }
        open
    }
}
