//! One record as it was read: its identity, its values, since when it stands so.
//!
//! In: what the store read. Out: values by field name, with the type declared. Fields the
//! reader may not see are not in it: `hidden` names them, their values are not there at all.

use crate::{F, Id, Kind, Value};

/// A record of some kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its identity.
    pub id: Id,
    /// When it came to stand as it does: milliseconds since 1970.
    pub since: i64,
    /// Its values, in the order of its kind's fields.
    pub values: Vec<Option<Value>>,
    /// Places (in the order of fields) whose value this reader may not see.
    pub hidden: Vec<usize>,
}

impl Record {
    /// The value of the field with this name: `None` when missing, hidden or no such field.
    pub fn value(&self, kind: &Kind, name: &str) -> Option<&Value> {
        self.values.get(kind.at(name)?)?.as_ref()
    }

    /// The text of a field.
    pub fn text(&self, kind: &Kind, name: &str) -> Option<&str> {
        self.value(kind, name)?.as_text()
    }

    /// The number of a field.
    pub fn whole(&self, kind: &Kind, name: &str) -> Option<i64> {
        self.value(kind, name)?.as_whole()
    }

    /// The value of a typed field.
    pub fn get<T: FromValue>(&self, kind: &Kind, field: F<T>) -> Option<T> {
        T::from_value(self.value(kind, field.0)?)
    }
}

/// What a typed field gives.
pub trait FromValue: Sized {
    /// The value as this type, or `None` when it holds something else.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_whole()
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_text().map(str::to_owned)
    }
}

impl FromValue for Id {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_whole().map(Id)
    }
}

impl FromValue for bool {
    fn from_value(value: &Value) -> Option<Self> {
        value.as_whole().map(|n| n != 0)
    }
}
