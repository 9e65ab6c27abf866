//! A selection as it stands in an address, both ways.
//!
//! In: the pairs of a list's address. Out: the selection they mean, its order and where its
//! page begins; and back. What the filter bar offers has pairs of its own
//! (`category=talk`, `on_from=2022-01-01`, `period=2022`); any other condition stands in
//! `where` as it is written in a figure's definition. What it does not know is told, never
//! guessed at.

use base::{
    Ask, Catalogue, Code, Cursor, Field, Filter, Id, Kind, Page, Period, Problem, Record,
    Selection, Sort, Type, Value,
};

use super::typed;
use crate::front::{Call, Fields, Stop};

/// A name for nothing found in the address.
const OWN: [&str; 12] = [
    "count", "q", "period", "sort", "after", "before", "where", "blank", "filled", "done", "limit",
    "sheet",
];

/// The most that one `where` may hold.
const LONGEST_WHERE: usize = 20_000;

/// What an address asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// Which records.
    pub selection: Selection,
    /// In which order.
    pub sort: Sort,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Where the page ends, when it was come to from the one after it.
    pub before: Option<Cursor>,
    /// Names that mean nothing for this kind: an address that went through a chat may have some.
    pub unknown: Vec<String>,
}

/// Reads the pairs of a kind's address, as a reader means them who sees these fields.
///
/// # Errors
/// Every value that cannot be meant, with its name.
pub fn read(
    catalogue: &Catalogue,
    kind: &'static Kind,
    fields: &Fields,
    sees: typed::Sees<'_>,
) -> Result<Selected, Vec<Problem>> {
    let mut reader = Reader {
        catalogue,
        kind,
        fields,
        sees,
        parts: Vec::new(),
        problems: Vec::new(),
    };
    let period = reader.period();
    reader.words();
    for field in kind.fields {
        let read = typed::conditions(field, fields);
        reader.keep(read);
    }
    reader.presence();
    reader.rest();
    let sort = reader.sort();
    let after = reader.place("after");
    let before = reader.place("before");
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let filter = reader
        .parts
        .into_iter()
        .fold(Filter::default(), Filter::and);
    let mut unknown: Vec<String> = Vec::new();
    for (name, _) in &fields.0 {
        if !OWN.contains(&name.as_str()) && !typed::is_name(kind, name) && !unknown.contains(name) {
            unknown.push(name.clone());
        }
    }
    Ok(Selected {
        selection: Selection {
            kind: kind.name.to_owned(),
            filter,
            period,
        },
        sort,
        after,
        before,
        unknown,
    })
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    kind: &'static Kind,
    fields: &'a Fields,
    sees: typed::Sees<'a>,
    parts: Vec<Filter>,
    problems: Vec<Problem>,
}

impl Selected {
    /// What a call's address asks of the kind it names.
    ///
    /// # Errors
    /// `NotThere` without such a kind; `Problems` with every value that cannot be meant.
    pub fn of(call: &Call) -> Result<Selected, Stop> {
        let scope = &call.visitor()?.scope;
        let sees = |field: &Field| scope.may_see(field.privacy);
        read(&call.catalogue(), call.kind()?, &call.query, &sees).map_err(Stop::Problems)
    }

    /// What to ask for a page of so many rows.
    pub fn page(&self, limit: u32) -> Ask {
        let (selection, sort) = (self.selection.clone(), self.sort.clone());
        match &self.before {
            Some(before) => Ask::RowsBefore {
                selection,
                sort,
                before: before.clone(),
                limit,
            },
            None => Ask::Rows {
                selection,
                sort,
                after: self.after.clone(),
                limit,
            },
        }
    }

    /// Where the pages beside the one that was read end and begin: before it, and after it.
    pub fn beside(&self, kind: &Kind, page: &Page) -> (Option<Cursor>, Option<Cursor>) {
        let place = |record: Option<&Record>| record.map(|r| self.sort.place(kind, r));
        match (&self.before, &self.after) {
            (Some(_), _) => (page.next.clone(), place(page.rows.last())),
            (None, Some(_)) => (place(page.rows.first()), page.next.clone()),
            (None, None) => (None, page.next.clone()),
        }
    }
}

impl Reader<'_> {
    fn keep(&mut self, read: Result<Vec<Filter>, Problem>) {
        match read {
            Ok(parts) => self.parts.extend(parts),
            Err(problem) => self.problems.push(problem),
        }
    }

    fn wrong(&mut self, code: Code, name: &str) {
        self.problems.push(Problem::of(code, name));
    }

    /// `period=2022`, or `period=2022@activity.on` by another day than the kind's own.
    fn period(&mut self) -> Option<(String, Period)> {
        let said = self.fields.get("period").filter(|p| !p.is_empty())?;
        let (period, path) = said.split_once('@').unwrap_or((said, self.kind.when));
        let dated = self
            .catalogue
            .field_at(self.kind.name, path)
            .is_some_and(|(_, f)| {
                matches!(f.kind, Type::Day | Type::Moment | Type::Month | Type::Year)
            });
        match period.parse::<Period>() {
            Ok(period) if dated => Some((path.to_owned(), period)),
            _ => {
                self.wrong(Code::NoSuchDay, "period");
                None
            }
        }
    }

    /// `q=`: the words in any of the fields that are searched.
    fn words(&mut self) {
        let words = self.fields.text("q");
        if words.is_empty() {
            return;
        }
        match typed::anywhere(self.kind, words, self.sees) {
            Some(filter) => self.parts.push(filter),
            None => self.wrong(Code::UnknownField, "q"),
        }
    }

    /// `blank=fixed`, `filled=fixed`.
    fn presence(&mut self) {
        for (name, there) in [("blank", false), ("filled", true)] {
            let fields: Vec<&str> = self.fields.all(name).filter(|f| !f.is_empty()).collect();
            for field in fields {
                match self.kind.field(field) {
                    Some(field) => self
                        .parts
                        .push(Filter::leaf(field.name, base::Test::Set(there))),
                    None => self.wrong(Code::UnknownField, name),
                }
            }
        }
    }

    /// `where=`: any condition, as a definition writes it.
    fn rest(&mut self) {
        let said = self.fields.text("where");
        if said.is_empty() {
            return;
        }
        let read = (said.len() <= LONGEST_WHERE).then(|| serde_json::from_str::<Filter>(said).ok());
        match read.flatten() {
            Some(filter) => self.parts.push(filter),
            None => self.wrong(Code::BadFilter, "where"),
        }
    }

    /// `sort=on`, `sort=-on`; else the kind's own day, latest first, else the latest recorded.
    fn sort(&mut self) -> Sort {
        let said = self.fields.text("sort");
        if said.is_empty() {
            return usual_order(self.kind);
        }
        let (field, descending) = match said.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (said, false),
        };
        let field = if field == "recorded" { "" } else { field };
        if !field.is_empty() && !self.kind.field(field).is_some_and(|f| f.sorted) {
            self.wrong(Code::UnknownField, "sort");
        }
        Sort {
            field: field.to_owned(),
            descending,
        }
    }

    fn place(&mut self, name: &str) -> Option<Cursor> {
        let said = self.fields.get(name).filter(|place| !place.is_empty())?;
        let cursor = cursor(said);
        if cursor.is_none() {
            self.wrong(Code::BadCursor, name);
        }
        cursor
    }
}

/// The order of a list that nobody ordered.
pub fn usual_order(kind: &Kind) -> Sort {
    let dated = kind.field(kind.when).is_some_and(|f| f.sorted);
    Sort {
        field: if dated {
            kind.when.to_owned()
        } else {
            String::new()
        },
        descending: true,
    }
}

/// Where a page begins, as text: `123`, `123.w55`, `123.t2022-07-06`.
pub fn cursor_text(cursor: &Cursor) -> String {
    match &cursor.value {
        Some(Value::Whole(n)) => format!("{}.w{n}", cursor.id),
        Some(Value::Text(text)) => format!("{}.t{text}", cursor.id),
        _ => cursor.id.to_string(),
    }
}

/// Where a page begins, out of such a text.
pub fn cursor(said: &str) -> Option<Cursor> {
    let (id, value) = said.split_once('.').unwrap_or((said, ""));
    let id: Id = id.parse().ok()?;
    let value = match (value.get(..1), value.get(1..)) {
        (Some("w"), Some(n)) => Some(Value::Whole(n.parse().ok()?)),
        (Some("t"), Some(text)) => Some(Value::text(text)?),
        _ if value.is_empty() => None,
        _ => return None,
    };
    Some(Cursor { value, id })
}

/// The pairs that mean this selection in this order.
pub fn write(catalogue: &Catalogue, selection: &Selection, sort: &Sort) -> Fields {
    let mut fields = Fields::default();
    let Some(kind) = catalogue.kind(&selection.kind) else {
        return fields;
    };
    if let Some((path, period)) = &selection.period {
        let value = if path == kind.when {
            period.to_string()
        } else {
            format!("{period}@{path}")
        };
        fields.0.push(("period".to_owned(), value));
    }
    let parts = match &selection.filter {
        Filter::All { all } => all.clone(),
        other => vec![other.clone()],
    };
    let mut rest = Vec::new();
    for part in parts {
        let before = fields.0.len();
        match typed::pairs(kind, &part) {
            // A field's second condition of the same shape would be read as one with the first.
            Some(pairs)
                if pairs
                    .iter()
                    .all(|(name, _)| fields.get(name).is_none() || is_list(name)) =>
            {
                fields.0.extend(pairs);
            }
            _ => rest.push(part),
        }
        debug_assert!(fields.0.len() >= before);
    }
    if let Some(text) = written(rest) {
        fields.0.push(("where".to_owned(), text));
    }
    if *sort != usual_order(kind) {
        let name = if sort.field.is_empty() {
            "recorded"
        } else {
            &sort.field
        };
        let sign = if sort.descending { "-" } else { "" };
        fields.0.push(("sort".to_owned(), format!("{sign}{name}")));
    }
    fields
}

fn is_list(name: &str) -> bool {
    matches!(name, "blank" | "filled")
}

fn written(mut rest: Vec<Filter>) -> Option<String> {
    let whole = match rest.len() {
        0 => return None,
        1 => rest.remove(0),
        _ => Filter::All { all: rest },
    };
    serde_json::to_string(&whole).ok()
}
