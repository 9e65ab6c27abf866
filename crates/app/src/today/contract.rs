//! How the contract stands, in the one line that 今天 gives it.
//!
//! In: who asks. Out: words and how much of the whole is done, or nothing where no contract
//! runs. It is worked out elsewhere, by the figures the contract names: this part only says
//! what is needed.

use std::sync::Arc;

use base::{Day, Lang};
use futures_util::future::BoxFuture;
use page::today::Contract;
use store::Scope;

use crate::front::{Call, House, Stop};

/// Works out how the contract stands for somebody.
pub type Progress =
    Arc<dyn Fn(Asker) -> BoxFuture<'static, Result<Option<Contract>, Stop>> + Send + Sync>;

/// Who asks how the contract stands, and when.
#[derive(Clone)]
pub struct Asker {
    /// What every request shares.
    pub house: Arc<House>,
    /// Their bounds.
    pub scope: Scope,
    /// Their language.
    pub lang: Lang,
    /// Today in the park's zone.
    pub today: Day,
}

impl Asker {
    /// Whoever makes this call.
    ///
    /// # Errors
    /// `SignIn` when nobody is signed in.
    pub fn of(call: &Call) -> Result<Asker, Stop> {
        Ok(Asker {
            house: call.house.clone(),
            scope: call.visitor()?.scope.clone(),
            lang: call.lang(),
            today: call.house.today(),
        })
    }
}
