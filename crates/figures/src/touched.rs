//! Every kind and field a definition looks at, on whatever way: what a reader must be allowed to
//! read before the figure's records open to them, and whether the care compartment is entered.
//!
//! In: a definition, the set it stands in, the catalogue. Out: the kinds and fields, those of
//! the figures it is made of among them. It judges nothing.

use base::{Ask, Catalogue, Field, Filter, Fold as Read, Kind, Privacy, Test};

use crate::{Definition, Definitions, named::paths};

/// What a definition looks at.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// The kinds, its own and those behind links.
    pub kinds: Vec<&'static Kind>,
    /// The fields named on the way.
    pub fields: Vec<&'static Field>,
}

impl Touched {
    /// What a definition looks at, itself or through the figures it is made of.
    pub fn by(definition: &Definition, all: &Definitions, catalogue: &Catalogue) -> Touched {
        let mut looking = Looking {
            catalogue,
            touched: Touched::default(),
        };
        let mut open = vec![definition];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(definition) = open.pop() {
            if seen.contains(&definition.key.as_str()) {
                continue;
            }
            seen.push(&definition.key);
            looking.at(definition, all);
            open.extend(definition.uses().into_iter().filter_map(|key| all.get(key)));
        }
        looking.touched
    }

    /// The kinds that the answer to a fold hangs on; none for an ask that is no fold.
    pub fn by_ask(ask: &Ask, catalogue: &Catalogue) -> Option<Vec<&'static str>> {
        let Ask::Fold {
            selection,
            fold,
            by,
            ..
        } = ask
        else {
            return None;
        };
        let mut looking = Looking {
            catalogue,
            touched: Touched::default(),
        };
        let kind = &selection.kind;
        looking.kind(kind);
        looking.filter(kind, &selection.filter);
        let when = selection.period.iter().map(|(path, _)| path);
        let folded = match fold {
            Read::Count => None,
            Read::Sum(path) | Read::Distinct(path) | Read::Least(path) | Read::Most(path) => {
                Some(path)
            }
        };
        for path in when.chain(folded).chain(by) {
            looking.path(kind, path);
        }
        let kinds = looking.touched.kinds;
        Some(kinds.iter().map(|kind| kind.name).collect())
    }

    /// Whether the care compartment is entered.
    pub fn care(&self) -> bool {
        self.kinds.iter().any(|k| k.is_care())
            || self.fields.iter().any(|f| f.privacy == Some(Privacy::Care))
    }
}

struct Looking<'a> {
    catalogue: &'a Catalogue,
    touched: Touched,
}

impl Looking<'_> {
    fn at(&mut self, definition: &Definition, all: &Definitions) {
        if let (Some(by), Some(of)) = (
            definition.fold.parted_by(),
            definition.made_of().first().and_then(|k| all.get(k)),
        ) {
            self.path(&of.kind, by);
        }
        if !definition.made_of().is_empty() {
            return;
        }
        let kind = &definition.kind;
        self.kind(kind);
        self.path(kind, crate::plan::when(definition, self.catalogue));
        for path in paths(definition) {
            self.path(kind, path);
        }
        for filter in definition.filters() {
            self.filter(kind, filter);
        }
    }

    fn kind(&mut self, name: &str) {
        let known = self.touched.kinds.iter().any(|k| k.name == name);
        if let Some(kind) = self.catalogue.kind(name).filter(|_| !known) {
            self.touched.kinds.push(kind);
        }
    }

    /// Each step of a path; of a link to several kinds, into each that has the rest.
    fn path(&mut self, kind: &str, path: &str) {
        let (first, rest) = path.split_once('.').unwrap_or((path, ""));
        let first = first.split(':').next().unwrap_or(first);
        let Some(field) = self.catalogue.kind(kind).and_then(|k| k.field(first)) else {
            return;
        };
        self.touched.fields.push(field);
        if rest.is_empty() {
            // A link at the end is shown by its record's name.
            field.targets().iter().for_each(|target| self.kind(target));
        }
        for target in field.targets().iter().filter(|_| !rest.is_empty()) {
            if self
                .catalogue
                .field_at(target, rest.split(':').next().unwrap_or(rest))
                .is_some()
            {
                self.kind(target);
                self.path(target, rest);
            }
        }
    }

    fn filter(&mut self, kind: &str, filter: &Filter) {
        match filter {
            Filter::All { all: many } | Filter::Any { any: many } => {
                many.iter().for_each(|f| self.filter(kind, f));
            }
            Filter::Not { not } => self.filter(kind, not),
            Filter::Ids { .. } => {}
            Filter::Below { by, .. } => self.field(kind, by),
            Filter::Through {
                through,
                kind: to,
                filter,
            } => {
                self.field(kind, through);
                let field = self.catalogue.kind(kind).and_then(|k| k.field(through));
                let targets = field.map(|f| f.targets()).unwrap_or_default();
                for target in targets.iter().filter(|t| to.is_empty() || *t == to) {
                    self.kind(target);
                    self.filter(target, filter);
                }
            }
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => {
                self.kind(held_by);
                self.field(held_by, by);
                self.filter(held_by, filter);
            }
            Filter::Leaf(leaf) => {
                self.field(kind, &leaf.field);
                if let Test::AtLeastField(other)
                | Test::AtMostField(other)
                | Test::IsField(other)
                | Test::FigureAtLeast(other) = &leaf.test
                {
                    self.field(kind, other);
                }
            }
        }
    }

    fn field(&mut self, kind: &str, name: &str) {
        let field = self.catalogue.kind(kind).and_then(|k| k.field(name));
        self.touched.fields.extend(field);
    }
}
