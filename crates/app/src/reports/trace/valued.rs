//! Old and new values of figures that a change moves.
//!
//! In: which figures are needed, and what becomes of their answers. Out: each figure as it stands
//! and as it would, computed alike from the answers of one snapshot.

use std::collections::BTreeMap;

use base::{Ask, Catalogue};
use figures::{Definitions, Figure, Moving, Need, Patch, figure};
use store::{AskError, Moment};

use super::Asked;

/// Figures by what was needed.
pub(super) type Known = BTreeMap<Need, Figure>;

/// What is asked for figures, in their order.
pub(super) struct Asks {
    needs: Vec<(Need, Vec<Patch>)>,
    asks: Vec<Ask>,
}

/// What has to be asked: what a figure is made of, and what its patches ask beside it.
pub(super) fn asks(
    moving: &Moving<'_>,
    definitions: &Definitions,
    needs: &[Need],
    catalogue: &Catalogue,
) -> Asks {
    let mut all = Asks {
        needs: Vec::new(),
        asks: Vec::new(),
    };
    for need in needs {
        let Some(definition) = definitions.get(&need.key) else {
            continue;
        };
        let patches = match moving.patches(need) {
            [] => {
                let asks = figures::asks(definition, need, catalogue).into_iter();
                asks.map(Patch::none).collect()
            }
            patches => patches.to_vec(),
        };
        for patch in &patches {
            all.asks.push(patch.ask.clone());
            all.asks.extend(patch.also.clone());
        }
        all.needs.push((need.clone(), patches));
    }
    all
}

impl Asks {
    /// The figures as they stand, and as they would.
    pub(super) async fn read(
        self,
        asked: &Asked<'_>,
        definitions: &Definitions,
        catalogue: &Catalogue,
    ) -> Result<(Known, Known), AskError> {
        let (mut before, mut after) = (Known::new(), Known::new());
        if self.needs.is_empty() {
            return Ok((before, after));
        }
        let answers = asked.store.ask(asked.scope, Moment::Now, self.asks).await?;
        let mut answers = answers.into_iter();
        for (need, patches) in self.needs {
            let (mut was, mut now) = (Vec::new(), Vec::new());
            for patch in &patches {
                let answer = answers.next();
                let also = patch.also.as_ref().and_then(|_| answers.next());
                let Some(answer) = answer else { continue };
                now.push(patch.apply(&answer, also.as_ref()));
                was.push(answer);
            }
            if let Some(definition) = definitions.get(&need.key) {
                let of =
                    |answers, known: &Known| figure(definition, &need, answers, catalogue, known);
                let (old, new) = (of(was, &before), of(now, &after));
                before.insert(need.clone(), old);
                after.insert(need, new);
            }
        }
        Ok((before, after))
    }
}
