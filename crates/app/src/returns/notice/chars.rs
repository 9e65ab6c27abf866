//! A text to be read: its characters made alike, and which of them were read already.
//!
//! In: a text. Out: one plain character for each of its own, so that places stay; numbers in
//! Arabic and Chinese digits; stretches taken. It never changes what is shown.

use super::{Found, LONGEST};

/// A text being read.
pub struct Text {
    own: Vec<char>,
    /// Made alike: full-width digits and signs plain, all dashes one, capitals small.
    pub plain: Vec<char>,
    taken: Vec<bool>,
}

impl Text {
    /// A text of which nothing is read yet.
    pub fn of(text: &str) -> Text {
        let own: Vec<char> = text.chars().take(LONGEST).collect();
        let plain: Vec<char> = own.iter().copied().map(alike).collect();
        let taken = vec![false; own.len()];
        Text { own, plain, taken }
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.plain.len()
    }

    /// The character at a place.
    pub fn at(&self, at: usize) -> Option<char> {
        self.plain.get(at).copied()
    }

    /// Whether a place was read already.
    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(true)
    }

    /// Whether these words stand at a place, none of them read yet.
    pub fn stands(&self, at: usize, words: &str) -> bool {
        let mut here = (at..).zip(words.chars());
        here.all(|(i, wanted)| self.at(i) == Some(wanted) && !self.is_taken(i))
    }

    /// How many characters the longest of these words that stands at a place has.
    pub fn one_of(&self, at: usize, words: &[&str]) -> Option<usize> {
        let here = words.iter().filter(|word| self.stands(at, word));
        here.map(|word| word.chars().count()).max()
    }

    /// Where a place is after blanks.
    pub fn blank(&self, at: usize) -> usize {
        let blanks = (at..self.len()).take_while(|i| self.at(*i) == Some(' '));
        at + blanks.count()
    }

    /// The words from a place to another, as they stand.
    pub fn words(&self, from: usize, to: usize) -> String {
        self.own.iter().take(to).skip(from).collect()
    }

    /// The same, made alike.
    pub fn plain_words(&self, from: usize, to: usize) -> String {
        self.plain.iter().take(to).skip(from).collect()
    }

    /// Takes a stretch: nothing else is read from it.
    pub fn take<T>(&mut self, from: usize, to: usize, what: T) -> Found<T> {
        for taken in self.taken.iter_mut().take(to).skip(from) {
            *taken = true;
        }
        Found {
            what,
            words: self.words(from, to),
            at: from,
        }
    }

    /// A number at a place and where it ends: `10`, `十一`, `二〇二六`.
    pub fn number(&self, at: usize) -> Option<(u32, usize)> {
        let open = |i: &usize| !self.is_taken(*i);
        let while_ = |is: fn(char) -> bool| {
            let run = (at..self.len()).take_while(open);
            run.map_while(|i| self.at(i)).take_while(|c| is(*c)).count()
        };
        let digits = while_(|c| c.is_ascii_digit());
        if (1..=4).contains(&digits) {
            let number = self.plain_words(at, at + digits).parse().ok()?;
            return Some((number, at + digits));
        }
        if digits > 0 {
            return None;
        }
        let run = while_(|c| digit(c).is_some() || c == '十');
        let read = chinese(self.plain.get(at..at + run)?)?;
        Some((read, at + run))
    }
}

/// One character as it is compared.
fn alike(own: char) -> char {
    match own {
        '\u{ff01}'..='\u{ff5e}' => {
            let plain = char::from_u32(own as u32 - 0xfee0).unwrap_or(own);
            alike(plain)
        }
        '—' | '–' | '‐' | '‑' | '−' | '─' | '~' | '〜' => '-',
        '\u{3000}' | '\t' | '\u{a0}' => ' ',
        '○' | '零' => '〇',
        'A'..='Z' => own.to_ascii_lowercase(),
        own => own,
    }
}

fn digit(c: char) -> Option<u32> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let at = DIGITS.iter().position(|d| *d == c)?;
    u32::try_from(at).ok()
}

/// 十一, 二十五, 二〇二六; nothing without a digit.
fn chinese(run: &[char]) -> Option<u32> {
    let ten = run.iter().position(|c| *c == '十');
    let Some(at) = ten else {
        let digits = run.iter().map(|c| digit(*c));
        let read = digits.take(4).try_fold(0, |sum, d| Some(sum * 10 + d?));
        return read.filter(|_| !run.is_empty() && run.len() <= 4);
    };
    let tens = match run.get(..at)? {
        [] => 1,
        [one] => digit(*one)?,
        _ => return None,
    };
    let ones = match run.get(at + 1..)? {
        [] => 0,
        [one] => digit(*one)?,
        _ => return None,
    };
    Some(tens * 10 + ones)
}

/// Whether a character belongs to Chinese words.
pub fn is_word(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
