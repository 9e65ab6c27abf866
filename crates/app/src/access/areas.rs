//! Finds the place that people mean by a name.
//!
//! In: the places of the tree; a name as a sheet has it («松柏社区居委会», «六约», a code), the
//! level its column speaks of, the day. Out: one place, or the code of what is wrong. It never
//! picks between two places that fit equally well.

mod carried;
mod division;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use base::{AreaName, Code, Day, Id, Level};

pub use carried::{AreaRow, carried, read};
pub use division::read_division;

/// A place of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its record.
    pub id: Id,
    /// Its 12-digit code; empty when it has none.
    pub code: String,
    /// Its name in full.
    pub name: String,
    /// How high it stands.
    pub level: Level,
    /// The place it is part of.
    pub parent: Option<Id>,
    /// Its first day, where known.
    pub begins: Option<Day>,
    /// Its last day, where it is gone.
    pub ends: Option<Day>,
}

/// What is known of a place beside its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The level that the column speaks of (所属社区: a community).
    pub level: Option<Level>,
    /// The day of the record: of two places of one name, the one that stood then.
    pub on: Option<Day>,
    /// The park's own area: of two places of one name, the one within it is meant, else the
    /// one within its district.
    pub home: Option<Id>,
}

/// The places of the tree, found by name.
#[derive(Clone, Debug, Default)]
pub struct Areas {
    all: Vec<Area>,
    by_stem: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, usize>,
    by_id: HashMap<Id, usize>,
}

impl Areas {
    /// The places, made ready to be found.
    pub fn new(all: Vec<Area>) -> Areas {
        let mut by_stem: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_code = HashMap::new();
        let mut by_id = HashMap::new();
        for (at, area) in all.iter().enumerate() {
            by_stem
                .entry(AreaName::of(&area.name).stem)
                .or_default()
                .push(at);
            by_code.insert(area.code.clone(), at);
            by_id.insert(area.id, at);
        }
        by_code.remove("");
        Areas {
            all,
            by_stem,
            by_code,
            by_id,
        }
    }

    /// Every place.
    pub fn iter(&self) -> impl Iterator<Item = &Area> {
        self.all.iter()
    }

    /// The place with this code, in full or without the noughts at its end.
    pub fn coded(&self, code: &str) -> Option<&Area> {
        let at = self.by_code.get(&format!("{code:0<12}"))?;
        self.all.get(*at)
    }

    /// The place of this record.
    pub fn get(&self, id: Id) -> Option<&Area> {
        self.all.get(*self.by_id.get(&id)?)
    }

    /// The place and those it is part of, from itself up.
    pub fn above(&self, id: Id) -> Vec<Id> {
        let mut up = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| !up.contains(id)) {
            up.push(id);
            next = self.get(id).and_then(|area| area.parent);
        }
        up
    }

    /// The place that is meant. One that is gone, or not yet there on the day, is still found
    /// when no other bears the name: sheets keep old names, and use new ones early.
    ///
    /// # Errors
    /// `UnknownPlace`; `AmbiguousReference` when several fit equally well.
    pub fn find(&self, name: &str, hint: Hint) -> Result<Id, Code> {
        if let Some(area) = self.by_code.get(name).and_then(|at| self.all.get(*at)) {
            return Ok(area.id);
        }
        let mut fit = self.named(name);
        if fit.is_empty() {
            fit = after_the_places_above(name).map_or_else(Vec::new, |last| self.named(last));
        }
        fit = preferred(fit, |a| hint.level.is_none_or(|level| a.level == level));
        // Before the day: a village far away that stands is not meant by the park's old name.
        for near in self.near(hint.home) {
            fit = preferred(fit, |a| self.above(a.id).contains(&near));
        }
        fit = preferred(fit, |a| hint.on.is_none_or(|on| a.stood(on)));
        match fit.as_slice() {
            [] => Err(Code::UnknownPlace),
            [one] => Ok(one.id),
            _ => Err(Code::AmbiguousReference),
        }
    }

    /// The park's own area and those above it, up to its district.
    fn near(&self, home: Option<Id>) -> Vec<Id> {
        let above = home.map_or_else(Vec::new, |home| self.above(home));
        let local = |id: &Id| self.get(*id).is_none_or(|a| a.level >= Level::District);
        above.into_iter().filter(local).collect()
    }

    fn named(&self, name: &str) -> Vec<&Area> {
        let asked = AreaName::of(name);
        let stem = self.by_stem.get(&asked.stem);
        stem.into_iter()
            .flatten()
            .filter_map(|at| self.all.get(*at))
            .filter(|area| AreaName::of(&area.name).fits(&asked))
            .collect()
    }
}

impl Area {
    /// Whether it stood on a day; a day that is not known shuts nothing out.
    fn stood(&self, on: Day) -> bool {
        self.begins.is_none_or(|begins| begins <= on) && self.ends.is_none_or(|ends| on <= ends)
    }
}

/// Those that meet a wish; all of them when none does.
fn preferred(fit: Vec<&Area>, wish: impl Fn(&Area) -> bool) -> Vec<&Area> {
    let met: Vec<&Area> = fit.iter().copied().filter(|area| wish(area)).collect();
    if met.is_empty() { fit } else { met }
}

/// 「松柏社区」 of 「龙岗区横岗街道松柏社区」: what stands behind the last place above it.
fn after_the_places_above(name: &str) -> Option<&str> {
    let ends = ["街道", "镇", "区", "县", "市", "省"].into_iter();
    let behind = ends.filter_map(|ending| {
        let inside = |at: &usize| {
            let community = name.get(..*at).is_some_and(|n| n.ends_with('社'));
            at + ending.len() < name.len() && !community
        };
        let places = name.match_indices(ending).map(|(at, _)| at);
        let at = places.filter(inside).last()?;
        name.get(at + ending.len()..)
    });
    behind.min_by_key(|rest| rest.len())
}
