//! What a definition may name: the fields of a kind, and those two links away.
//!
//! In: a kind, the catalogue, the person who defines. Out: paths with their words, in groups:
//! its own fields first, then those behind each link. What the person may not read is not
//! offered, and an encrypted field never is.

use base::{Catalogue, Field, Kind, Lang, Type};
use store::Scope;

/// One thing that may be named.
#[derive(Clone, Debug)]
pub struct Path {
    /// As a definition writes it: `on`, `activity.on`, `activity.project.community`.
    pub path: String,
    /// As people read it: 「活动 › 日期」.
    pub words: String,
    /// The field at its end.
    pub field: Field,
}

/// Paths that stand together.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The link they lie behind, in words; empty for the kind's own fields.
    pub behind: String,
    /// The paths.
    pub paths: Vec<Path>,
}

/// Steps through links that a definition takes.
const STEPS: usize = 2;

/// Another kind whose records point at this one, by which of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// As a condition writes it: `attendance.activity`.
    pub path: String,
    /// As people read it: 「有签到」.
    pub words: String,
}

/// Whoever looks, and at what.
#[derive(Clone, Copy)]
pub struct Eyes<'a> {
    /// The kinds there are.
    pub catalogue: &'a Catalogue,
    /// Whose bounds are kept.
    pub scope: &'a Scope,
    /// The reader's language.
    pub lang: Lang,
}

impl Eyes<'_> {
    /// Every path from a kind.
    pub fn paths(&self, kind: &'static Kind) -> Vec<Paths> {
        let mut all = Vec::new();
        self.walk(kind, "", "", &mut all, STEPS);
        all
    }

    /// The path written so, where it may be named.
    pub fn path(&self, kind: &'static Kind, path: &str) -> Option<Path> {
        let groups = self.paths(kind);
        groups
            .into_iter()
            .flat_map(|g| g.paths)
            .find(|p| p.path == path)
    }

    /// The links of a kind that lead to one record of a kind that may be read.
    pub fn links(&self, kind: &'static Kind) -> Vec<(&'static Field, &'static Kind)> {
        let seen = |f: &&'static Field| self.scope.may_see(f.privacy);
        let links = kind.fields.iter().filter(seen);
        links.filter_map(|f| Some((f, self.target(f)?))).collect()
    }

    /// The kinds whose records point at this one.
    pub fn holders(&self, kind: &'static Kind) -> Vec<Holder> {
        let readable = |(k, f): &(&'static Kind, &'static Field)| {
            self.scope.may_read(k) && self.scope.may_see(f.privacy)
        };
        let holders = self
            .catalogue
            .holders(kind.name)
            .into_iter()
            .filter(readable);
        holders
            .map(|(k, f)| Holder {
                path: format!("{}.{}", k.name, f.name),
                words: match self.lang {
                    Lang::Zh => format!("{}（经{}）", k.words.zh, f.words.zh),
                    Lang::En => format!("{} (by {})", k.words.en, f.words.en.to_lowercase()),
                },
            })
            .collect()
    }

    fn target(&self, field: &Field) -> Option<&'static Kind> {
        let [target] = field.targets() else {
            return None;
        };
        self.catalogue
            .kind(target)
            .filter(|k| self.scope.may_read(k))
    }

    fn walk(&self, kind: &'static Kind, at: &str, behind: &str, all: &mut Vec<Paths>, left: usize) {
        let named = |f: &Field| !matches!(f.kind, Type::Sealed(_)) && self.scope.may_see(f.privacy);
        let path = |f: &Field| Path {
            path: format!("{at}{}", f.name),
            words: format!("{behind}{}", f.words.get(self.lang)),
            field: *f,
        };
        all.push(Paths {
            behind: behind.trim_end_matches(" › ").to_owned(),
            paths: kind.fields.iter().filter(|f| named(f)).map(path).collect(),
        });
        if left == 0 {
            return;
        }
        for (link, target) in self.links(kind) {
            // A chain of places above places has no end worth naming.
            if target.name == kind.name || matches!(link.kind, Type::Links(_)) {
                continue;
            }
            let at = format!("{at}{}.", link.name);
            let behind = format!("{behind}{} › ", link.words.get(self.lang));
            self.walk(target, &at, &behind, all, left - 1);
        }
    }
}
