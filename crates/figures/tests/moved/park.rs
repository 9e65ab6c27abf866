//! A small park in memory: places in one another, sessions, sign-ins, people who are the same.

use std::{collections::BTreeMap, sync::LazyLock};

use base::{
    Answer, Ask, Catalogue, Field, Filter, Fold as Read, Group, Groups, Id, Key, Kind, Record,
    Rights, Roles, ScopedBy, Selection, Value, Work, words,
};
use figures::{World, judge};

const fn kind(name: &'static str, fields: &'static [Field], when: &'static str) -> Kind {
    Kind {
        name,
        words: words("台账", "Records"),
        work: Work::Activities,
        unit: words("条", "records"),
        sheet: "",
        also: &[],
        key: Key::Nth(&["number"]),
        label: "number",
        fields,
        list: &[],
        when,
        scoped_by: ScopedBy::Park,
        rights: Rights {
            read: Roles::MANAGERS,
            write: Roles::MANAGERS,
            remove: Roles::MANAGERS,
        },
        park: None,
        rule: None,
    }
}

pub static PLACES: Kind = kind(
    "places",
    &[
        Field::text("number", "名称", "Name").open(),
        Field::link("parent", "上级", "Part of", &["places"]).open(),
    ],
    "",
);
pub static SESSIONS: Kind = kind(
    "sessions",
    &[
        Field::text("number", "编号", "No.").open(),
        Field::day("on", "日期", "On").open(),
        Field::text("state", "状态", "State").open(),
        Field::whole("hours", "时长", "Hours").open(),
        Field::link("place", "地方", "Place", &["places"]).open(),
    ],
    "on",
);
pub static SIGNS: Kind = kind(
    "signs",
    &[
        Field::text("number", "编号", "No.").open(),
        Field::link("session", "场", "Session", &["sessions"]).open(),
        Field::link("person", "人", "Person", &["people"]).open(),
        Field::text("role", "身份", "Role").open(),
    ],
    "session.on",
);
pub static PEOPLE: Kind = kind(
    "people",
    &[
        Field::text("number", "姓名", "Name").open(),
        Field::link("same_as", "同一人", "Same as", &["people"]).open(),
        Field::text("ward", "片区", "Ward").open(),
    ],
    "",
);
pub const KINDS: [&Kind; 4] = [&PLACES, &SESSIONS, &SIGNS, &PEOPLE];

pub fn catalogue() -> &'static Catalogue {
    static ALL: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(KINDS));
    &ALL
}

/// All records, by kind and identity.
#[derive(Clone, Default)]
pub struct Park(pub BTreeMap<(&'static str, Id), Record>);

impl World for Park {
    fn record(&self, kind: &str, id: Id) -> Option<&Record> {
        let kind = KINDS.iter().find(|k| k.name == kind)?;
        self.0.get(&(kind.name, id))
    }

    fn holders(&self, kind: &str, field: &str, id: Id) -> Vec<&Record> {
        let known = KINDS.iter().find(|k| k.name == kind).unwrap();
        let points = |r: &&Record| r.whole(known, field) == Some(id.0);
        self.of(known.name).filter(points).collect()
    }
}

impl Park {
    pub fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Record> {
        let own = self.0.iter().filter(move |((name, _), _)| *name == kind);
        own.map(|(_, record)| record)
    }

    /// The records that meet a condition, each judged by itself.
    pub fn judged(&self, kind: &'static Kind, filter: &Filter) -> Vec<&Record> {
        let catalogue = catalogue();
        let meets = |r: &&Record| judge(filter, kind, r, catalogue, self);
        self.of(kind.name).filter(meets).collect()
    }

    pub fn selected(&self, selection: &Selection) -> Vec<&Record> {
        let catalogue = catalogue();
        let kind = catalogue.kind(&selection.kind).unwrap();
        self.judged(kind, &selection.condition(catalogue))
    }

    /// The value at the end of a path; of a person, whoever stands for them.
    pub fn cell(&self, kind: &'static Kind, record: &Record, path: &str) -> Option<Value> {
        if let Some(path) = path.strip_suffix(":month") {
            let day = self.cell(kind, record, path)?;
            return Some(Value::from(&day.as_text()?[..7]));
        }
        if let Some((link, rest)) = path.split_once('.') {
            let target = kind.field(link)?.targets()[0];
            let there = self.record(target, Id(record.whole(kind, link)?))?;
            return self.cell(catalogue().kind(target)?, there, rest);
        }
        let value = record.value(kind, path)?;
        if kind.field(path)?.targets() != ["people"] {
            return Some(value.clone());
        }
        let same = |id: i64| self.record("people", Id(id))?.whole(&PEOPLE, "same_as");
        let id = value.as_whole()?;
        let one = same(id);
        Some(Value::Whole(one.and_then(same).or(one).unwrap_or(id)))
    }

    /// What the store would answer.
    pub fn answer(&self, ask: &Ask) -> Answer {
        let Ask::Fold {
            selection,
            fold,
            by,
            ..
        } = ask
        else {
            panic!("{ask:?}")
        };
        let kind = catalogue().kind(&selection.kind).unwrap();
        let mut groups: BTreeMap<Vec<(bool, Option<Value>)>, Vec<&Record>> = BTreeMap::new();
        if by.is_empty() {
            groups.insert(Vec::new(), Vec::new());
        }
        for record in self.selected(selection) {
            let value = |path: &String| self.cell(kind, record, path);
            let key = by.iter().map(|p| (value(p).is_none(), value(p))).collect();
            groups.entry(key).or_default().push(record);
        }
        let group = |(by, rows): (Vec<(bool, Option<Value>)>, Vec<&Record>)| {
            let values = |path: &str| {
                rows.iter()
                    .filter_map(|r| self.cell(kind, r, path))
                    .collect::<Vec<_>>()
            };
            let value = match fold {
                Read::Count => Some(Value::Whole(rows.len() as i64)),
                Read::Sum(p) => Some(Value::Whole(
                    values(p).iter().filter_map(Value::as_whole).sum(),
                )),
                Read::Distinct(p) => {
                    let mut all = values(p);
                    all.sort();
                    all.dedup();
                    Some(Value::Whole(all.len() as i64))
                }
                Read::Least(p) => values(p).into_iter().min(),
                Read::Most(p) => values(p).into_iter().max(),
            };
            Group {
                by: by.into_iter().map(|(_, value)| value).collect(),
                value,
                rows: rows.len() as i64,
            }
        };
        Answer::Groups(Groups {
            groups: groups.into_iter().map(group).collect(),
            more: false,
        })
    }
}
