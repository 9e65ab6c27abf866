//! Chance that can be repeated: the seed is printed, and the same seed gives the same moments.

/// A source of chance (splitmix64).
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    /// Begins with `TRIALS_SEED`, or with the clock, and says with which.
    pub fn new() -> Chance {
        let given = std::env::var("TRIALS_SEED")
            .ok()
            .and_then(|text| text.parse().ok());
        let clock = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seed = given.unwrap_or_else(|| clock().map_or(1, |since| since.subsec_nanos().into()));
        println!("TRIALS_SEED={seed}");
        Chance(seed)
    }

    /// A number from 0 up to, and without, `below`.
    pub fn below(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below.max(1)
    }
}

impl Default for Chance {
    fn default() -> Self {
        Chance::new()
    }
}
