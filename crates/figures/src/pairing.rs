//! Which row of a list that somebody sent is which of our records.
//!
//! In: our entries and theirs, each with a key, a name and a day as far as they have them, and
//! what a person decided. Out: for each of theirs the one of ours it is, surely or perhaps, or
//! none. By key first, then by the same name on the same day, then by likeness, which only
//! proposes. Its work grows with the lists, not with their product.

use std::collections::{BTreeMap, HashMap};

use crate::{SURE, Spelt, UNLIKE};

/// One entry of a list.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its key, as typed; empty when it has none.
    pub key: String,
    /// Its name.
    pub name: Spelt,
    /// Its day, `2026-10-31`; empty when it has none.
    pub day: String,
}

/// What one of theirs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// This one of ours.
    Same(usize),
    /// Perhaps this one of ours, so alike (0 to 100).
    Perhaps(usize, u8),
    /// None of ours.
    None,
}

/// So many of ours are looked at for one of theirs.
const MOST_TRIED: usize = 50;

/// Pairs theirs with ours. `decided` says of one of theirs which of ours it is, or that it is
/// none. Several of theirs may be the same one of ours by key, or by name and day: that is a
/// thing listed twice. By likeness each of ours is proposed once.
pub fn pair(
    ours: &[Entry],
    theirs: &[Entry],
    decided: &BTreeMap<usize, Option<usize>>,
) -> Vec<Pair> {
    let known = Known::of(ours);
    let mut taken = vec![false; ours.len()];
    let mut pairs: Vec<Option<Pair>> = Vec::with_capacity(theirs.len());
    for (at, entry) in theirs.iter().enumerate() {
        let sure = match decided.get(&at) {
            Some(Some(own)) if *own < ours.len() => Some(Pair::Same(*own)),
            Some(_) => Some(Pair::None),
            None => known.sure(entry).map(Pair::Same),
        };
        if let Some(Pair::Same(own)) = sure
            && let Some(taken) = taken.get_mut(own)
        {
            *taken = true;
        }
        pairs.push(sure);
    }
    // The likest first, so that a poor likeness never takes what a better one would.
    let mut proposed: Vec<(u8, usize, usize)> = Vec::new();
    for (at, entry) in theirs.iter().enumerate() {
        if pairs.get(at).is_some_and(Option::is_none) {
            proposed.extend(
                known
                    .alike(entry, &taken)
                    .map(|(own, like)| (like, at, own)),
            );
        }
    }
    proposed.sort_unstable_by_key(|(like, at, own)| (std::cmp::Reverse(*like), *at, *own));
    for (like, at, own) in proposed {
        let free = taken.get(own) == Some(&false) && pairs.get(at).is_some_and(Option::is_none);
        if let (true, Some(place), Some(taken)) = (free, pairs.get_mut(at), taken.get_mut(own)) {
            *taken = true;
            *place = Some(match like {
                like if like >= SURE && same_day(ours.get(own), theirs.get(at)) => Pair::Same(own),
                like => Pair::Perhaps(own, like),
            });
        }
    }
    pairs.into_iter().map(|p| p.unwrap_or(Pair::None)).collect()
}

fn all(found: Option<&Vec<usize>>) -> &[usize] {
    found.map_or(&[], Vec::as_slice)
}

fn same_day(a: Option<&Entry>, b: Option<&Entry>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if !a.day.is_empty() && a.day == b.day)
}

/// Our entries, by what they are found by.
struct Known<'a> {
    ours: &'a [Entry],
    keys: HashMap<&'a str, usize>,
    named: HashMap<(&'a str, &'a str), Vec<usize>>,
    any_day: HashMap<&'a str, Vec<usize>>,
    days: HashMap<&'a str, Vec<usize>>,
    letters: HashMap<u64, Vec<usize>>,
}

impl<'a> Known<'a> {
    fn of(ours: &'a [Entry]) -> Known<'a> {
        let mut known = Known {
            ours,
            keys: HashMap::with_capacity(ours.len()),
            named: HashMap::with_capacity(ours.len()),
            any_day: HashMap::new(),
            days: HashMap::new(),
            letters: HashMap::new(),
        };
        for (at, entry) in ours.iter().enumerate() {
            if !entry.key.is_empty() {
                known.keys.entry(&entry.key).or_insert(at);
            }
            let name = entry.name.plain();
            if name.is_empty() {
                continue;
            }
            known.named.entry((name, &entry.day)).or_default().push(at);
            known.any_day.entry(name).or_default().push(at);
            known.days.entry(&entry.day).or_default().push(at);
            for pair in entry.name.pairs() {
                let found = known.letters.entry(*pair).or_default();
                // What stands in very many names tells none of them.
                if found.len() <= MOST_TRIED {
                    found.push(at);
                }
            }
        }
        known
    }

    /// The one it surely is: by its key, or the only one of its name on its day.
    fn sure(&self, entry: &Entry) -> Option<usize> {
        if let Some(own) = self.keys.get(entry.key.as_str()) {
            return Some(*own);
        }
        let name = entry.name.plain();
        let found = match entry.day.as_str() {
            "" => self.any_day.get(name)?,
            day => self.named.get(&(name, day))?,
        };
        // Another key says that it is another one.
        let fits = |own: &usize| {
            let own = self.ours.get(*own);
            entry.key.is_empty() || own.is_some_and(|o| o.key.is_empty())
        };
        match found.as_slice() {
            [own] if fits(own) => Some(*own),
            _ => None,
        }
    }

    /// Those it may be, each with its likeness: of its day, of its name on another day, or,
    /// where it has no day, of names that share a rare pair of letters.
    fn alike(&self, entry: &Entry, taken: &[bool]) -> impl Iterator<Item = (usize, u8)> {
        let free = |own: &&usize| taken.get(**own) == Some(&false);
        let first = |found: Option<&Vec<usize>>| -> Vec<usize> {
            let found = all(found).iter().take(MOST_TRIED * 20).filter(free);
            found.take(MOST_TRIED).copied().collect()
        };
        let mut tried: Vec<usize> = first(self.any_day.get(entry.name.plain()));
        if !entry.day.is_empty() {
            tried.extend(first(self.days.get(entry.day.as_str())));
        }
        let mut rare: Vec<&Vec<usize>> = entry
            .name
            .pairs()
            .iter()
            .filter_map(|p| self.letters.get(p))
            .collect();
        rare.retain(|found| found.len() <= MOST_TRIED);
        rare.sort_unstable_by_key(|found| found.len());
        tried.extend(rare.iter().take(3).flat_map(|found| found.iter()));
        tried.retain(|own| free(&own));
        tried.sort_unstable();
        tried.dedup();
        let mut found: Vec<(usize, u8)> = tried
            .into_iter()
            .filter_map(|own| {
                let like = self.ours.get(own)?.name.likeness(&entry.name);
                (like >= UNLIKE).then_some((own, like))
            })
            .collect();
        found.sort_unstable_by_key(|(own, like)| (std::cmp::Reverse(*like), *own));
        found.truncate(3);
        found.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, name: &str, day: &str) -> Entry {
        Entry {
            key: key.to_owned(),
            name: Spelt::of(name),
            day: day.to_owned(),
        }
    }

    #[test]
    fn rows_are_paired_by_key_then_by_name_and_day_then_by_likeness() {
        let ours = [
            entry("HD-1", "社区健康义诊", "2026-10-28"),
            entry("HD-2", "儿童议事会培训", "2026-10-30"),
            entry("HD-3", "反诈有我，党员先行", "2026-11-02"),
            entry("HD-4", "亲子绘本阅读", "2026-11-05"),
        ];
        let cases = [
            (entry("HD-3", "随便叫什么", ""), Pair::Same(2), "by key"),
            (
                entry("", "反诈有我 党员先行", "2026-11-02"),
                Pair::Same(2),
                "by name and day",
            ),
            (
                entry("", "亲子绘本阅读", ""),
                Pair::Same(3),
                "the only one of its name",
            ),
            // 6 of 7 and 9 pairs in common: 12/16.
            (
                entry("", "社区健康义诊活动", "2026-10-28"),
                Pair::Perhaps(0, 75),
                "by likeness",
            ),
            (
                entry("", "社区健康义诊", "2026-10-29"),
                Pair::Perhaps(0, 100),
                "on another day",
            ),
            (
                entry("", "消防安全演练", "2026-10-28"),
                Pair::None,
                "unlike",
            ),
            (entry("HD-9", "", ""), Pair::None, "a key of nobody"),
        ];
        for (theirs, expected, why) in cases {
            assert_eq!(
                pair(&ours, &[theirs], &BTreeMap::new()),
                [expected],
                "{why}"
            );
        }
    }

    #[test]
    fn a_decision_stands_and_a_thing_may_be_listed_twice() {
        let ours = [entry("HD-1", "社区健康义诊", "2026-10-28")];
        let theirs = [
            entry("HD-1", "社区健康义诊", "2026-10-28"),
            entry("HD-1", "社区健康义诊", "2026-10-28"),
            entry("", "义诊", "2026-10-28"),
        ];
        let none = BTreeMap::new();
        assert_eq!(
            pair(&ours, &theirs, &none),
            [Pair::Same(0), Pair::Same(0), Pair::None]
        );
        let decided = BTreeMap::from([(0, None), (2, Some(0)), (1, Some(99))]);
        assert_eq!(
            pair(&ours, &theirs, &decided),
            [Pair::None, Pair::None, Pair::Same(0)]
        );
    }

    #[test]
    fn many_rows_with_one_name_and_one_day_end() {
        let same = |n: usize| {
            entry(
                "",
                if n.is_multiple_of(2) {
                    "居民"
                } else {
                    "居民签到"
                },
                "2026-10-28",
            )
        };
        let ours: Vec<Entry> = (0..10_000).map(same).collect();
        let theirs: Vec<Entry> = (0..10_000).map(|n| same(n + 1)).collect();
        assert_eq!(pair(&ours, &theirs, &BTreeMap::new()).len(), theirs.len());
    }
}
