//! What every request shares: the store, the park it serves, the clock, the counts of guesses.
//!
//! In: what was opened at start. Out: one value that every handler holds. It keeps nothing of
//! one person for another, but the counts that guard the door.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, Weak},
};

use super::{Config, held::Held, uploads::Uploads};
use crate::{
    access::{account::Account, guesses::Guesses},
    intake::{Sealer, World},
    reports::kept::Kept,
    site::Public,
};
use base::{Day, Id};
use jiff::{Timestamp, tz::TimeZone};
use store::{AskError, Clock, Scope, Store};

/// What every request shares.
pub struct House {
    /// The records.
    pub store: Store,
    /// How this program was told to run.
    pub config: Config,
    /// The bounds of the door itself: sessions and accounts, before anybody is known.
    pub door: Scope,
    /// The park it serves.
    pub park: Id,
    /// The houses of the other parks that are served together with it.
    pub beside: OnceLock<Vec<Weak<House>>>,
    /// What the time is.
    pub clock: Clock,
    /// How often somebody tried to sign in.
    pub guesses: Guesses,
    /// When each session was last used: milliseconds since 1970. Lost at a restart, when the
    /// moment kept with the session counts.
    pub seen: Mutex<HashMap<String, i64>>,
    /// Turns for those who upload: what they send is held in memory.
    pub uploads: Uploads,
    /// The public pages.
    pub public: Public,
    /// Figures already computed.
    pub figures: Kept,
    /// What closes up and opens item answers.
    pub sealer: Arc<dyn Sealer>,
    /// Who holds a session or token: their bounds and their account.
    pub doors: Held<String, (Scope, Account)>,
    /// What rows are read against, by the day and the catalogue.
    worlds: Held<(Day, usize), Arc<World>>,
    /// Workbooks that were read and wait to be taken.
    pub waiting: crate::ledgers::import::Waiting,
    /// Lists that somebody sent, while ours are held against them.
    pub lists: crate::reports::explain::Lists,
}

impl House {
    /// A house over an opened store.
    pub fn new(
        store: Store,
        park: Id,
        config: Config,
        clock: Clock,
        sealer: Arc<dyn Sealer>,
    ) -> House {
        House {
            door: Scope::system(park, "who comes in: sessions, accounts, tokens"),
            public: Public::new(park),
            store,
            config,
            park,
            beside: OnceLock::new(),
            clock,
            guesses: Guesses::default(),
            seen: Mutex::default(),
            uploads: Uploads::default(),
            figures: Kept::default(),
            sealer,
            doors: Held::new(&["accounts", "areas", "token", "session"]),
            worlds: Held::new(&["areas", "definitions"]),
            waiting: Default::default(),
            lists: Default::default(),
        }
    }

    /// The present moment: milliseconds since 1970.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// What the park is called: as it last said, else as the program was told at its start.
    pub fn name(&self, lang: base::Lang) -> String {
        let facts = self.public.facts();
        match facts.said("name", lang) {
            "" => self.config.park.clone(),
            name => name.to_owned(),
        }
    }

    /// What rows are read against now.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn world(&self) -> Result<Arc<World>, AskError> {
        let (today, catalogue) = (self.today(), self.store.catalogue());
        let key = (today, Arc::as_ptr(&catalogue) as usize);
        let load = async {
            World::load(&self.store, &self.door, today)
                .await
                .map(|world| Some(Arc::new(world)))
        };
        let world = self
            .worlds
            .get((&self.store, self.now()), key, load)
            .await?;
        world.ok_or_else(|| AskError::Fault(store::Fault::Program("no world".to_owned())))
    }

    /// Today in the park's zone.
    pub fn today(&self) -> Day {
        self.day_and_time(self.now()).0
    }

    /// The last millisecond of a day in the park's zone, or of a minute of it (`14:30`).
    pub fn end_of(&self, day: Day, time: Option<(i8, i8)>) -> Option<i64> {
        let zone = TimeZone::get(&self.config.zone).unwrap_or(TimeZone::UTC);
        let (hour, minute) = time.unwrap_or((23, 59));
        let month = day.month().number();
        let date = jiff::civil::Date::new(day.year(), month, day.number()).ok()?;
        let time = jiff::civil::Time::new(hour, minute, 59, 999_000_000).ok()?;
        let at = zone.to_timestamp(date.to_datetime(time)).ok()?;
        Some(at.as_millisecond())
    }

    /// A moment as the park's calendar and clock have it: the day, and `14:30`.
    pub fn day_and_time(&self, at: i64) -> (Day, String) {
        let zone = TimeZone::get(&self.config.zone).unwrap_or(TimeZone::UTC);
        let at = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        let at = at.to_zoned_datetime(zone);
        let day = Day::new(at.year(), at.month(), at.day()).unwrap_or(Day::FIRST);
        (day, format!("{:02}:{:02}", at.hour(), at.minute()))
    }
}
