//! All kinds of record of one program: those declared in its folders, and each park's own.
//!
//! In: the declared list, and what a park added. Out: kinds and fields by name, and the field
//! at the end of a path. It is made at start and replaced whole when a park changes it; it
//! never changes under a reader's hands.

use crate::{Field, Kind, Type};

/// The kinds there are.
#[derive(Clone, Debug)]
pub struct Catalogue {
    kinds: Vec<&'static Kind>,
}

impl Catalogue {
    /// The catalogue of these kinds.
    pub fn new(kinds: impl IntoIterator<Item = &'static Kind>) -> Catalogue {
        Catalogue {
            kinds: kinds.into_iter().collect(),
        }
    }

    /// The kind of this name.
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.kinds.iter().copied().find(|k| k.name == name)
    }

    /// Every kind, in the order declared.
    pub fn kinds(&self) -> impl Iterator<Item = &'static Kind> + '_ {
        self.kinds.iter().copied()
    }

    /// The field at the end of a path from a kind (`on`, `activity.community`), with its kind.
    /// A step through a link that may point at several kinds takes the first that has the field.
    pub fn field_at(&self, kind: &str, path: &str) -> Option<(&'static Kind, &'static Field)> {
        let kind = self.kind(kind)?;
        let Some((link, rest)) = path.split_once('.') else {
            return kind.field(path).map(|f| (kind, f));
        };
        let targets = kind.field(link)?.targets();
        targets
            .iter()
            .find_map(|target| self.field_at(target, rest))
    }

    /// The kinds and fields whose links may point at this kind.
    pub fn holders(&self, target: &str) -> Vec<(&'static Kind, &'static Field)> {
        let links = |k: &'static Kind| k.fields.iter().map(move |f| (k, f));
        self.kinds()
            .flat_map(links)
            .filter(|(_, f)| f.targets().contains(&target))
            .collect()
    }

    /// The catalogue with a kind given more fields of a park's own, in its list behind the
    /// others. The new kind lives as long
    /// as the program: a park changes its fields a few times a year, and every reader may keep
    /// a plain reference.
    pub fn with_fields(&self, kind: &str, own: &[Field]) -> Catalogue {
        let grown = |k: &'static Kind| -> &'static Kind {
            if k.name != kind || own.is_empty() {
                return k;
            }
            let fields: Vec<Field> = k.fields.iter().chain(own).copied().collect();
            // A long text has no place in a list's row.
            let short = own.iter().filter(|field| field.kind != Type::Long);
            let list: Vec<&'static str> = k
                .list
                .iter()
                .copied()
                .chain(short.map(|f| f.name))
                .collect();
            Box::leak(Box::new(Kind {
                fields: Box::leak(fields.into_boxed_slice()),
                list: Box::leak(list.into_boxed_slice()),
                ..*k
            }))
        };
        Catalogue {
            kinds: self.kinds.iter().map(|k| grown(k)).collect(),
        }
    }

    /// Whether a field is a year, so that «in the period» means «in its year».
    pub fn is_year(&self, kind: &str, path: &str) -> bool {
        matches!(self.field_at(kind, path), Some((_, f)) if f.kind == Type::Year)
    }
}
