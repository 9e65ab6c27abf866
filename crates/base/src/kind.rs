//! A kind of record: what an activity, a sign-in, a visit is, declared once.
//!
//! In: one `Kind` constant a folder. Out: menu, list, form, import sheet, template, API,
//! permissions, tables and the catalogue of figures are all read from it. A kind declares;
//! it never queries.

use crate::{Draft, Field, Id, Rights, Roles, Words};

/// The areas of work, as the catalogue lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// 活动与参与
    Activities,
    /// 项目
    Projects,
    /// 枫桥式创建
    Creation,
    /// 心理服务
    Care,
    /// 议事
    Council,
    /// 报送与合同
    Returns,
    /// 组织与人
    People,
    /// 园区设置
    Settings,
}

/// By what a record is told from others of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// These fields together are unique; a second record with the same is a mistake.
    Unique(&'static [&'static str]),
    /// Records with the same of these fields are told apart by their order (1st, 2nd …):
    /// a sheet's second row of the same person is a second sign-in, not a mistake.
    Nth(&'static [&'static str]),
}

impl Key {
    /// The fields of the key.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Key::Unique(fields) | Key::Nth(fields) => fields,
        }
    }
}

/// Which of a park's records a person with rights over some areas only may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopedBy {
    /// Whoever may read the kind sees all of the park's.
    Park,
    /// Those whose area field lies in the person's areas.
    Area(&'static str),
    /// Those whose link points at a record that the person sees.
    Through(&'static str, &'static str),
}

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its name in tables, addresses and the API: plural, lower case.
    pub name: &'static str,
    /// What people call it.
    pub words: Words,
    /// The area of work it belongs to.
    pub work: Work,
    /// What one of them is counted in: 场, 个, 人次.
    pub unit: Words,
    /// The name of its sheet in a workbook; empty when it has none.
    pub sheet: &'static str,
    /// Other names of that sheet.
    pub also: &'static [&'static str],
    /// By what a record is told from others.
    pub key: Key,
    /// The field that names one to people (`name`); the key when empty.
    pub label: &'static str,
    /// Its fields, in reading order.
    pub fields: &'static [Field],
    /// The columns of its list, most telling first; at most six.
    pub list: &'static [&'static str],
    /// The field by which a period selects its records: `on`, or through a link
    /// `activity.on`; empty when time does not select it.
    pub when: &'static str,
    /// How a person's areas limit it.
    pub scoped_by: ScopedBy,
    /// Who may do what.
    pub rights: Rights,
    /// The park that made it, where it is one park's own; nobody of another park sees it.
    pub park: Option<Id>,
    /// What its records must obey and what is derived: pure, run on every write.
    pub rule: Option<fn(&mut Draft<'_>)>,
}

impl Kind {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The place of the field of this name among the kind's fields.
    pub fn at(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// Whether its records lie in the care compartment: only its roles may read them.
    pub fn is_care(&self) -> bool {
        self.rights.read == Roles::CARE
    }

    /// The fields that people type, in order: what forms and sheets show.
    pub fn typed(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|f| !f.derived)
    }
}
