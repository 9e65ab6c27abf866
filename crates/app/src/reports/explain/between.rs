//! The steps between two values of one figure, for whoever shows them elsewhere: beside a signed
//! return, before a number goes out again.
//!
//! In: a figure's two sides, each with its value. Out: what each says, one sentence to send on, and
//! a section for each step; or why there are no steps.

use page::section::Section;

use super::{answer::told, pages::sentence_and_steps, side::Figured};
use crate::front::{Call, Stop};

/// Two values of one figure, and what lies between.
pub struct Between {
    /// What each side says to the caller.
    pub seen: [String; 2],
    /// One sentence to send on; why there are no steps, where there are none.
    pub sentence: String,
    /// The steps, each with its first things: together the gap.
    pub steps: Vec<Section>,
    /// How much more the second is, in stored units; nothing where there are no steps.
    pub gap: Option<i64>,
}

/// Tells what lies between two sides.
///
/// # Errors
/// Faults of the store.
pub async fn between(call: &Call, sides: [Figured; 2]) -> Result<Between, Stop> {
    let answer = told(call, sides).await?;
    let (sentence, steps, gap) = match &answer.told {
        Ok(explained) => {
            let (sentence, steps) = sentence_and_steps(call, &answer, explained).await?;
            (sentence, steps, Some(explained.gap()))
        }
        Err(why) => (why.clone(), Vec::new(), None),
    };
    Ok(Between {
        seen: answer.seen,
        sentence,
        steps,
        gap,
    })
}
