//! A store on a desk: records in memory, so that the pure steps can be tried without a database.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use base::{Answer, Ask, Catalogue, Change, Day, Id, IdMaker, Lang, Problem, Record, Value};
use papers::workbook::{Limits, Workbook};

use crate::{
    access::areas::{Area, Areas, Hint, carried},
    intake::{
        Batch, Facts, File, Given, Ground, Outcome, SealedPlace, Sealer, Settled, recognise, settle,
    },
    records::KINDS,
};

/// Records by kind and key.
pub struct Desk {
    pub catalogue: Catalogue,
    pub records: BTreeMap<&'static str, BTreeMap<String, Record>>,
    pub kept: HashMap<String, String>,
    areas: Areas,
    maker: IdMaker,
    now: i64,
}

/// A workbook's rows, settled and told as the command line tells them.
pub struct Told {
    pub settled: Settled,
    /// `workbook sheet cell code`
    pub problems: Vec<String>,
    pub warnings: Vec<String>,
}

impl Told {
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |outcome| self.settled.count(outcome);
        (
            count(Outcome::Added),
            count(Outcome::Changed),
            count(Outcome::Same),
        )
    }
}

/// Turns answers round: enough to see whether they were closed and opened.
pub struct Turn;

impl Sealer for Turn {
    fn space(&self) -> &'static str {
        "file_key"
    }
    fn new_key(&self, file: Id) -> String {
        format!("key of {file}")
    }
    fn seal(&self, place: SealedPlace<'_>, items: &[u8]) -> Option<Vec<u8>> {
        let turned = items.iter().map(|b| b ^ 0x5a);
        Some(turned.chain(place.key.bytes()).collect())
    }
    fn open(&self, place: SealedPlace<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
        let items = sealed.strip_suffix(place.key.as_bytes())?;
        Some(items.iter().map(|b| b ^ 0x5a).collect())
    }
}

pub const DEFINITIONS: &[&str] = &[
    "all_activities",
    "all_participations",
    "supervision_visits",
    "accepted_units",
    "screened_persons",
    "tutored_projects",
    "proposals_adopted",
];

/// The areas that the program carries.
fn areas() -> Areas {
    let mut all: Vec<Area> = Vec::new();
    for (n, row) in carried().into_iter().enumerate() {
        let above = |a: &&Area| a.code == row.parent || a.name == row.parent;
        let parent = all.iter().find(above).map(|a| a.id);
        all.push(Area {
            id: Id(1_000 + n as i64),
            code: row.code,
            name: row.name,
            level: row.level,
            parent,
            begins: row.begins,
            ends: row.ends,
        });
    }
    Areas::new(all)
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            catalogue: Catalogue::new(KINDS.iter().copied()),
            records: BTreeMap::new(),
            kept: HashMap::new(),
            areas: areas(),
            maker: IdMaker::new(0),
            now: 1_700_000_000_000,
        }
    }

    /// Settles rows without writing anything.
    pub fn settle(&mut self, rows: Vec<Given>) -> Settled {
        let batch = Batch::read(rows, &|key| DEFINITIONS.contains(&key));
        let mut facts = Facts::default();
        loop {
            let (catalogue, now) = (self.catalogue.clone(), self.now);
            let places = |name: &str, level, on| {
                let hint = Hint {
                    level,
                    on,
                    home: None,
                };
                self.areas.find(name, hint)
            };
            let ground = Ground {
                catalogue: &catalogue,
                places: &places,
                today: Day::new(2026, 11, 23).unwrap(),
            };
            let maker = &mut self.maker;
            let settled = settle(ground, &batch, &facts, &mut || maker.next(now), &Turn);
            let wanted = facts.wanted();
            if wanted.is_empty() {
                return settled;
            }
            let questions = wanted.questions(&|kind, label| {
                catalogue.kind(kind).and_then(|k| k.at(label)).unwrap_or(0)
            });
            let answers = questions.iter().map(|q| self.answer(&q.ask)).collect();
            facts.learn(&questions, answers);
        }
    }

    /// Settles workbooks and, when nothing is wrong, writes them.
    pub fn take(&mut self, workbooks: &[Workbook]) -> Told {
        let (mut rows, mut problems, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
        for workbook in workbooks {
            let mut found = recognise(&self.catalogue, workbook);
            rows.append(&mut found.rows);
            problems.append(&mut found.problems);
            warnings.append(&mut found.warnings);
        }
        let settled = self.settle(rows);
        problems.extend(settled.problems.iter().map(|(_, p)| p.clone()));
        warnings.extend(settled.warnings.iter().cloned());
        if problems.is_empty() {
            self.apply(settled.changes.clone());
        }
        Told {
            settled,
            problems: problems.iter().map(told).collect(),
            warnings: warnings.iter().map(told).collect(),
        }
    }

    pub fn apply(&mut self, changes: Vec<Change>) {
        self.now += 1_000;
        for change in changes {
            let since = self.now;
            match change {
                Change::Add {
                    kind,
                    id,
                    natural,
                    values,
                } => {
                    let record = Record {
                        id,
                        since,
                        values,
                        hidden: Vec::new(),
                    };
                    let of_kind = self.records.entry(kind).or_default();
                    let taken = of_kind.insert(natural.clone(), record);
                    assert!(taken.is_none(), "two of {kind} with {natural}");
                }
                Change::Set {
                    kind,
                    id,
                    natural,
                    values,
                    ..
                } => {
                    let record = Record {
                        id,
                        since,
                        values,
                        hidden: Vec::new(),
                    };
                    let of_kind = self.records.entry(kind).or_default();
                    of_kind.retain(|_, old| old.id != id);
                    let taken = of_kind.insert(natural.clone(), record);
                    assert!(taken.is_none(), "two of {kind} with {natural}");
                }
                Change::Keep { key, value, .. } => {
                    self.kept.insert(key, value);
                }
                Change::Remove { .. } | Change::Drop { .. } => unreachable!("nothing removes"),
            }
        }
    }

    fn answer(&self, ask: &Ask) -> Answer {
        let none = BTreeMap::new();
        let of = |kind: &str| self.records.get(kind).unwrap_or(&none);
        match ask {
            Ask::Natural { kind, keys } => Answer::Natural(
                keys.iter()
                    .filter_map(|key| Some((key.clone(), of(kind).get(key)?.clone())))
                    .collect(),
            ),
            Ask::Many { kind, ids } => Answer::Many(
                of(kind)
                    .values()
                    .filter(|r| ids.contains(&r.id))
                    .cloned()
                    .collect(),
            ),
            Ask::Kept { key, .. } => Answer::Kept(self.kept.get(key).cloned()),
            Ask::Rows { selection, .. } => {
                let base::Filter::All { all } = &selection.filter else {
                    return Answer::Many(self.by_label(&selection.kind, &selection.filter));
                };
                let leaf = all.last().cloned().unwrap_or_default();
                Answer::Many(self.by_label(&selection.kind, &leaf))
            }
            other => unreachable!("not asked by the intake: {other:?}"),
        }
    }

    fn by_label(&self, kind: &str, filter: &base::Filter) -> Vec<Record> {
        let base::Filter::Leaf(leaf) = filter else {
            unreachable!("a filter by label is a leaf")
        };
        let base::Test::In(names) = &leaf.test else {
            unreachable!("a filter by label is a list")
        };
        let at = self.catalogue.kind(kind).unwrap().at(&leaf.field).unwrap();
        let named = |record: &&Record| {
            record.values[at].as_ref().is_some_and(|value: &Value| {
                names
                    .iter()
                    .any(|name| *name == base::Operand::Is(value.clone()))
            })
        };
        let empty = BTreeMap::new();
        let of_kind = self.records.get(kind).unwrap_or(&empty);
        of_kind.values().filter(named).cloned().collect()
    }
}

/// `workbook sheet cell code`
pub fn told(problem: &Problem) -> String {
    let place = &problem.place;
    assert!(!problem.message(Lang::Zh).is_empty() && !problem.message(Lang::En).is_empty());
    format!(
        "{} {} {}{} {}",
        place.workbook,
        place.sheet,
        papers::address::column_name(place.column),
        place.row,
        problem.code.as_str()
    )
}

/// The sample files of a folder, by name.
pub fn files(name: &str) -> Option<Vec<File>> {
    let folder = data().join(name);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("no sample workbooks in {name}: skipped (set YOUJU_DATA to their folder)");
        return None;
    };
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "xlsx"));
    paths.sort();
    let read = |path: &PathBuf| File {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: std::fs::read(path).unwrap(),
    };
    Some(paths.iter().map(read).collect())
}

/// The sample workbooks of a folder.
pub fn folder(name: &str) -> Option<Vec<Workbook>> {
    let limits = Limits::default();
    let read = |file: &File| papers::workbook::read(&file.bytes, &file.name, &limits).unwrap();
    Some(files(name)?.iter().map(read).collect())
}

/// Where the sample folders lie.
pub fn data() -> PathBuf {
    let beside = || concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").into();
    std::env::var_os("YOUJU_DATA").map_or_else(beside, PathBuf::from)
}
