//! How often somebody may try to sign in.
//!
//! In: an account's name, a client's address, the moment. Out: yes, or how long to wait. A
//! try counts before the password is looked at, so fifty at once are still fifty; a right
//! one is given back, so that forty colleagues behind one address can all come in. Nobody is
//! locked out for good. Source: ASVS 5.0, 6.3.1.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

/// Tries counted together: ten minutes.
const WINDOW_MS: i64 = 600_000;
/// Wrong guesses at one account in a window.
const MOST_FOR_ACCOUNT: usize = 10;
/// Wrong guesses from one address in a window.
const MOST_FROM_ADDRESS: usize = 30;
/// Names and addresses remembered; past it, those whose window ended are dropped.
const MOST_REMEMBERED: usize = 20_000;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Whose {
    Account(String),
    Address(IpAddr),
}

/// The tries of the last minutes.
#[derive(Default)]
pub struct Guesses(Mutex<HashMap<Whose, Vec<i64>>>);

impl Guesses {
    /// Counts a try.
    ///
    /// # Errors
    /// The seconds to wait, when there were too many.
    pub fn count(&self, account: &str, peer: IpAddr, now: i64) -> Result<(), u64> {
        let mut tries = self.0.lock().unwrap_or_else(|held| held.into_inner());
        if tries.len() > MOST_REMEMBERED {
            tries.retain(|_, at| at.iter().any(|t| now - t < WINDOW_MS));
        }
        let both = whose(account, peer);
        for (whose, most) in &both {
            let at = tries.entry(whose.clone()).or_default();
            at.retain(|t| (0..WINDOW_MS).contains(&(now - t)));
            if at.len() >= *most {
                let oldest = at.first().copied().unwrap_or(now);
                return Err(u64::try_from((oldest + WINDOW_MS - now) / 1000 + 1).unwrap_or(60));
            }
        }
        for (whose, _) in both {
            tries.entry(whose).or_default().push(now);
        }
        Ok(())
    }

    /// Gives back the try that was right.
    pub fn right(&self, account: &str, peer: IpAddr) {
        let mut tries = self.0.lock().unwrap_or_else(|held| held.into_inner());
        for (whose, _) in whose(account, peer) {
            if let Some(at) = tries.get_mut(&whose) {
                at.pop();
            }
        }
    }
}

fn whose(account: &str, peer: IpAddr) -> [(Whose, usize); 2] {
    // Only as much of a name as an account can have: a long one would fill the memory.
    let account = base::folded(&account.chars().take(100).collect::<String>());
    [
        (Whose::Account(account), MOST_FOR_ACCOUNT),
        (Whose::Address(peer), MOST_FROM_ADDRESS),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn the_eleventh_guess_waits_and_the_window_moves_on() {
        let guesses = Guesses::default();
        for n in 0..10 {
            assert_eq!(guesses.count("lin", HERE, n * 1000), Ok(()), "guess {n}");
        }
        assert_eq!(guesses.count(" LIN", HERE, 10_000), Err(591));
        assert_eq!(
            guesses.count("chen", HERE, 10_000),
            Ok(()),
            "others come in"
        );
        assert_eq!(
            guesses.count("lin", HERE, WINDOW_MS),
            Ok(()),
            "the first is forgotten"
        );
    }

    #[test]
    fn right_ones_are_given_back_and_an_address_has_its_own_bound() {
        let guesses = Guesses::default();
        for n in 0..40 {
            assert_eq!(guesses.count("lin", HERE, n), Ok(()), "right one {n}");
            guesses.right("lin", HERE);
        }
        for n in 0..MOST_FROM_ADDRESS {
            let name = format!("guess{n}");
            assert_eq!(guesses.count(&name, HERE, 100), Ok(()), "{name}");
        }
        assert!(guesses.count("another", HERE, 100).is_err());
    }
}
