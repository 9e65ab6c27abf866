//! The table of what was measured.

use std::fmt;

/// Lines of the table.
#[derive(Default)]
pub struct Table(Vec<[String; 5]>);

impl Table {
    /// A line: what, ours, the raw baseline, their ratio, the goal. It is told at once on
    /// standard error, so that a long run shows how it goes.
    pub fn add(&mut self, what: &str, ours: String, raw: String, ratio: Option<f64>, goal: &str) {
        let ratio = ratio.map_or("—".to_owned(), |ratio| format!("{ratio:.2}×"));
        let line = [what.to_owned(), ours, raw, ratio, goal.to_owned()];
        eprintln!("| {} |", line.join(" | "));
        self.0.push(line);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| measurement | ours | raw baseline | ratio | goal |")?;
        writeln!(f, "|---|---|---|---|---|")?;
        self.0
            .iter()
            .try_for_each(|line| writeln!(f, "| {} |", line.join(" | ")))
    }
}

/// The middle of some numbers.
pub fn median(numbers: &[f64]) -> f64 {
    percentile(numbers, 50)
}

/// The number that so many of a hundred are not above.
pub fn percentile(numbers: &[f64], percent: usize) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
