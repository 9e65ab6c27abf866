//! What one period says in its own words: difficulties, plans, how a pilot unit went about it.
//!
//! In: what was written on a return, each stretch under the name of its place (`# 存在问题`, then
//! its lines), and a text with places (`填写：存在问题`). Out: the text with the words in their
//! places; a place nobody wrote for stays open. Words whose place the text no longer has are kept.

use figures::prose::{self, Part};

use super::{Both, Written};

/// Words by the name of their place, in the order they were written; those before the first
/// name stand under an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own(Vec<(String, String)>);

impl Own {
    /// Reads what a return says.
    pub fn read(text: &str) -> Own {
        let mut all = vec![(String::new(), String::new())];
        for line in text.lines() {
            match line.trim_start().strip_prefix('#') {
                Some(name) => all.push((name.trim().to_owned(), String::new())),
                None => {
                    if let Some((_, words)) = all.last_mut() {
                        words.push_str(line.trim_end());
                        words.push('\n');
                    }
                }
            }
        }
        Own::of(all)
    }

    /// Words by name; what holds none is left out.
    pub fn of(all: Vec<(String, String)>) -> Own {
        let trimmed = all
            .into_iter()
            .map(|(name, words)| (name, words.trim().to_owned()));
        Own(trimmed.filter(|(_, words)| !words.is_empty()).collect())
    }

    /// As it is kept on a return; empty when nothing was written.
    pub fn text(&self) -> String {
        let part = |(name, words): &(String, String)| match name.is_empty() {
            true => format!("{words}\n"),
            false => format!("# {name}\n{words}\n"),
        };
        let parts: Vec<String> = self.0.iter().map(part).collect();
        parts.join("\n").trim_end().to_owned()
    }

    /// The words for one of a text's places, by either of its names; those without a name are for
    /// the first.
    pub fn get(&self, places: &[Both], at: usize) -> Option<&str> {
        let place = places.get(at)?;
        let named = |name: &String| !name.is_empty() && (*name == place.zh || *name == place.en);
        let own = self.0.iter().find(|(name, _)| named(name));
        let first = || self.0.iter().find(|(name, _)| name.is_empty() && at == 0);
        own.or_else(first).map(|(_, words)| words.as_str())
    }

    /// The words whose place is not among these, with the name they were written under.
    pub fn beside(&self, places: &[Both]) -> impl Iterator<Item = (&str, &str)> {
        let known = |name: &str| places.iter().any(|p| name == p.zh || name == p.en);
        let first = |name: &str| name.is_empty() && !places.is_empty();
        self.0
            .iter()
            .map(|(name, words)| (name.as_str(), words.as_str()))
            .filter(move |(name, _)| !known(name) && !first(name))
    }
}

impl Written {
    /// Its places for a period's own words, from the top: the first place of either language is
    /// the same place.
    pub fn places(&self) -> Vec<Both> {
        let names = |body: &str| -> Vec<String> {
            let prose = prose::read(body).unwrap_or_default();
            prose.own().into_iter().map(str::to_owned).collect()
        };
        let (zh, mut en) = (names(&self.body.zh), names(&self.body.en).into_iter());
        let both = |zh| Both {
            zh,
            en: en.next().unwrap_or_default(),
        };
        let mut places: Vec<Both> = zh.into_iter().map(both).collect();
        places.extend(en.map(|en| Both {
            zh: String::new(),
            en,
        }));
        places
    }

    /// The text with these words in their places.
    pub fn with(&self, own: &Own) -> Written {
        let places = self.places();
        let half = |body: &str| {
            let mut at = 0;
            let mut lines: Vec<&str> = Vec::new();
            for line in body.lines() {
                let place = matches!(
                    prose::read(line).unwrap_or_default().parts.first(),
                    Some(Part::Own(_))
                );
                lines.push(match own.get(&places, at) {
                    Some(words) if place => words,
                    _ => line,
                });
                at += usize::from(place);
            }
            lines.join("\n")
        };
        let mut with = self.clone();
        with.body.zh = half(&self.body.zh);
        with.body.en = half(&self.body.en);
        with
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(zh: &str, en: &str) -> Written {
        Written {
            body: Both {
                zh: zh.to_owned(),
                en: en.to_owned(),
            },
            ..Written::default()
        }
    }

    #[test]
    fn words_stand_in_their_places_and_what_is_not_written_stays_open() {
        let text = written(
            "共{a}。\n填写：问题\n# 二\n填写：计划",
            "{a}.\nWrite: Problems\n# Two\nWrite: Plans",
        );
        for (own, zh, en) in [
            (
                "",
                "共{a}。\n填写：问题\n# 二\n填写：计划",
                "{a}.\nWrite: Problems\n# Two\nWrite: Plans",
            ),
            (
                "# 问题\n人手不够，只办了{a}。\n\n等新人。\n# 计划\n多走访。",
                "共{a}。\n人手不够，只办了{a}。\n\n等新人。\n# 二\n多走访。",
                "{a}.\n人手不够，只办了{a}。\n\n等新人。\n# Two\n多走访。",
            ),
            (
                "没有写在哪一处。\n# Plans\nMore visits.",
                "共{a}。\n没有写在哪一处。\n# 二\nMore visits.",
                "{a}.\n没有写在哪一处。\n# Two\nMore visits.",
            ),
        ] {
            let with = text.with(&Own::read(own));
            assert_eq!((with.body.zh.as_str(), with.body.en.as_str()), (zh, en));
        }
    }

    #[test]
    fn what_is_kept_reads_as_it_was_and_nothing_typed_is_lost() {
        let own = Own::read("先说\n# 问题\n甲\n乙\n# 旧的一处\n丙\n# 空\n\n");
        assert_eq!(own.text(), "先说\n\n# 问题\n甲\n乙\n\n# 旧的一处\n丙");
        assert_eq!(Own::read(&own.text()), own);
        let places = written("填写：问题\n填写：计划", "").places();
        assert_eq!(own.get(&places, 0), Some("甲\n乙"));
        assert_eq!(own.get(&places, 1), None);
        let beside: Vec<_> = own.beside(&places).collect();
        assert_eq!(beside, [("旧的一处", "丙")]);
        assert_eq!(own.beside(&[]).count(), 3);
    }
}
