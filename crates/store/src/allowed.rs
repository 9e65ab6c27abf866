//! Whether somebody may ask this: the check that every ask passes before it is composed.
//!
//! In: an ask and its asker. Out: an [`Allowed`] ask, which nothing else can make and without
//! which nothing is composed. A filter, order, fold, group or key on a field the asker may
//! not see is refused, else «phone = 138…» counted would tell who is there.

use base::{Ask, Catalogue, Field, Filter, Fold, Kind, Role, Roles, Selection, Sort, Test};

use crate::{
    AskError, Scope,
    filter::{field, known, unsuited},
};

/// An ask its asker may make.
pub(crate) struct Allowed(Ask);

impl Allowed {
    /// Checks an ask.
    pub(crate) fn check(
        catalogue: &Catalogue,
        scope: &Scope,
        ask: Ask,
    ) -> Result<Allowed, AskError> {
        let mut check = Check {
            catalogue,
            scope,
            left: MOST,
            steps: 0,
        };
        match &ask {
            Ask::Rows {
                selection, sort, ..
            }
            | Ask::RowsBefore {
                selection, sort, ..
            } => {
                check.selection(selection)?;
                check.sort(&selection.kind, sort)?;
            }
            Ask::Count { selection, .. } => check.selection(selection)?,
            Ask::Fold {
                selection,
                fold,
                by,
                ..
            } => {
                check.selection(selection)?;
                check.fold(&selection.kind, fold, by)?;
            }
            Ask::Natural { kind, .. } => {
                let kind = check.kind(kind)?;
                for name in kind.key.fields() {
                    check.field(kind, name)?;
                }
            }
            Ask::Trail { kind, id: None, .. } if kind.is_empty() => check.whole_trail()?,
            Ask::One { kind, .. }
            | Ask::Many { kind, .. }
            | Ask::Past { kind, .. }
            | Ask::Trail { kind, .. } => {
                check.kind(kind)?;
            }
            Ask::Kept { .. } | Ask::KeptAll { .. } => {}
        }
        Ok(Allowed(ask))
    }

    /// The ask.
    pub(crate) fn ask(self) -> Ask {
        self.0
    }
}

/// A filter has no more conditions than this.
const MOST: usize = 500;
/// Nor is it deeper than this.
const DEEPEST: usize = 32;
/// Nor does it go through more links than this, one behind the other: each is a query in a query,
/// of which an engine takes so many and no more.
const FARTHEST: usize = 8;

struct Check<'a> {
    catalogue: &'a Catalogue,
    scope: &'a Scope,
    left: usize,
    steps: usize,
}

impl Check<'_> {
    fn kind(&self, name: &str) -> Result<&'static Kind, AskError> {
        known(self.catalogue, name)
    }

    fn field(&self, kind: &'static Kind, name: &str) -> Result<&'static Field, AskError> {
        let field = field(kind, name)?;
        if self.scope.may_see(field.privacy) {
            return Ok(field);
        }
        Err(AskError::NotAllowed {
            field: format!("{}.{name}", kind.name),
        })
    }

    /// A field, or a field at the end of steps through links.
    fn path(&self, kind: &str, path: &str) -> Result<&'static Field, AskError> {
        let kind = self.kind(kind)?;
        let Some((link, rest)) = path.split_once('.') else {
            return self.field(kind, path);
        };
        let link = self.field(kind, link)?;
        let name = rest.split('.').next().unwrap_or(rest);
        let has = |target: &&&str| self.catalogue.field_at(target, name).is_some();
        match link.targets().iter().find(has) {
            Some(target) => self.path(target, rest),
            None => Err(AskError::Unknown {
                field: format!("{}.{path}", kind.name),
            }),
        }
    }

    fn selection(&mut self, selection: &Selection) -> Result<(), AskError> {
        let kind = self.kind(&selection.kind)?;
        if let Some((path, _)) = &selection.period {
            self.path(&selection.kind, path)?;
        }
        self.filter(kind, &selection.filter, 0)
    }

    fn sort(&self, kind: &str, sort: &Sort) -> Result<(), AskError> {
        if sort.field.is_empty() {
            return Ok(());
        }
        let kind = self.kind(kind)?;
        let field = self.field(kind, &sort.field)?;
        if crate::shape::is_indexed(field) {
            return Ok(());
        }
        Err(unsuited(kind, field, "lists are not sorted by it"))
    }

    fn fold(&self, kind: &str, fold: &Fold, by: &[String]) -> Result<(), AskError> {
        for path in by {
            self.path(kind, path.trim_end_matches(":month"))?;
        }
        match fold {
            Fold::Count => Ok(()),
            Fold::Sum(path) | Fold::Distinct(path) | Fold::Least(path) | Fold::Most(path) => {
                self.path(kind, path).map(|_| ())
            }
        }
    }

    fn filter(
        &mut self,
        kind: &'static Kind,
        filter: &Filter,
        depth: usize,
    ) -> Result<(), AskError> {
        self.left = self.left.checked_sub(1).ok_or(AskError::TooLarge)?;
        if depth > DEEPEST {
            return Err(AskError::TooLarge);
        }
        match filter {
            Filter::All { all: many } | Filter::Any { any: many } => {
                for one in many {
                    self.filter(kind, one, depth + 1)?;
                }
                Ok(())
            }
            Filter::Not { not } => self.filter(kind, not, depth + 1),
            Filter::Through {
                through,
                kind: to,
                filter,
            } => {
                let target = self.target(kind, through, to)?;
                self.beyond(target, filter, depth)
            }
            Filter::HeldBy {
                held_by,
                by,
                filter,
            } => {
                let holder = self.kind(held_by)?;
                self.field(holder, by)?;
                self.beyond(holder, filter, depth)
            }
            Filter::Below { by, .. } => self.field(kind, by).map(|_| ()),
            Filter::Ids { .. } => Ok(()),
            Filter::Leaf(leaf) => {
                self.field(kind, &leaf.field)?;
                match &leaf.test {
                    Test::AtLeastField(other) | Test::AtMostField(other) | Test::IsField(other) => {
                        self.field(kind, other).map(|_| ())
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// A condition on the record at the other end of a link.
    fn beyond(
        &mut self,
        kind: &'static Kind,
        filter: &Filter,
        depth: usize,
    ) -> Result<(), AskError> {
        if self.steps == FARTHEST {
            return Err(AskError::TooLarge);
        }
        self.steps += 1;
        let checked = self.filter(kind, filter, depth + 1);
        self.steps -= 1;
        checked
    }

    fn target(&self, kind: &'static Kind, link: &str, to: &str) -> Result<&'static Kind, AskError> {
        let link = self.field(kind, link)?;
        let named = (!to.is_empty()).then_some(to);
        let target = named.or_else(|| link.targets().first().copied());
        self.kind(target.ok_or_else(|| unsuited(kind, link, "it is no link"))?)
    }

    /// The trail of the whole park is for those who answer for it.
    fn whole_trail(&self) -> Result<(), AskError> {
        const ANSWERABLE: Roles = Roles::of(&[Role::Owner, Role::Manager]);
        let answers = self.scope.roles().any(ANSWERABLE) && self.scope.whole_park();
        if self.scope.is_system() || answers {
            return Ok(());
        }
        Err(AskError::NotAllowed {
            field: "trail".to_owned(),
        })
    }
}
