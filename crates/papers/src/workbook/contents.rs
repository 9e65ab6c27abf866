//! What a package says it holds: the tabs of the workbook and where their sheets, texts and formats lie.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::container::Container;
use super::part::{attribute, is};
use super::{Limits, Refusal};

/// The parts of a workbook that are read.
pub(super) struct Contents {
    pub(super) tabs: Vec<Tab>,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    pub(super) from_1904: bool,
}

/// A tab that shows cells.
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) hidden: bool,
}

/// A pointer from one part to another.
struct Relation {
    id: String,
    kind: String,
    path: String,
}

/// Reads the list of tabs.
pub(super) fn read(package: &mut Container<'_>, limits: &Limits) -> Result<Contents, Refusal> {
    let roots = relations(package, "_rels/.rels", "")?;
    let named = roots.iter().find(|root| root.kind == "officeDocument");
    let path = named.map_or("xl/workbook.xml", |root| root.path.as_str());
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let pointers = relations(package, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let of_kind = |kind: &str| {
        pointers
            .iter()
            .find(|pointer| pointer.kind == kind)
            .map(|pointer| pointer.path.clone())
    };
    let mut contents = Contents {
        tabs: Vec::new(),
        strings: of_kind("sharedStrings"),
        styles: of_kind("styles"),
        from_1904: false,
    };
    let sheets: HashMap<&str, &Relation> = pointers
        .iter()
        .map(|pointer| (pointer.id.as_str(), pointer))
        .collect();
    let mut part = package.part(path)?.ok_or(Refusal::OtherPackage)?;
    let mut is_workbook = false;
    loop {
        match part.next()? {
            Event::Start(start) if is(&start, "workbook") => is_workbook = true,
            Event::Start(start) if is(&start, "workbookPr") => {
                let date1904 = attribute(&start, "date1904");
                contents.from_1904 |= matches!(date1904.as_deref(), Some("1" | "true"));
            }
            Event::Start(start) if is(&start, "sheet") => {
                let id = attribute(&start, "id").unwrap_or_default();
                let pointer = sheets
                    .get(id.as_str())
                    .ok_or_else(|| Refusal::damaged(path))?;
                if pointer.kind == "worksheet" {
                    contents.tabs.push(Tab {
                        name: attribute(&start, "name").unwrap_or_default(),
                        path: pointer.path.clone(),
                        hidden: attribute(&start, "state").is_some_and(|state| state != "visible"),
                    });
                }
                if contents.tabs.len() > limits.sheets {
                    return Err(Refusal::TooManySheets {
                        limit: limits.sheets,
                    });
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if is_workbook {
        Ok(contents)
    } else {
        Err(Refusal::OtherPackage)
    }
}

/// Reads the pointers of a part; none when it has none. Pointers out of the package are left out.
fn relations(
    package: &mut Container<'_>,
    path: &str,
    folder: &str,
) -> Result<Vec<Relation>, Refusal> {
    let mut found = Vec::new();
    let Some(mut part) = package.part(path)? else {
        return Ok(found);
    };
    loop {
        match part.next()? {
            Event::Start(start) if is(&start, "Relationship") => {
                let outside =
                    attribute(&start, "TargetMode").is_some_and(|mode| mode == "External");
                let kind = attribute(&start, "Type").unwrap_or_default();
                let target = attribute(&start, "Target").unwrap_or_default();
                if !outside {
                    found.push(Relation {
                        id: attribute(&start, "Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        path: resolved(folder, &target),
                    });
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Gives the name of the part a pointer leads to, read from the folder of the part that points.
fn resolved(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut steps: Vec<&str> = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn pointers_are_read_from_their_folder() {
        let cases = [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/styles.xml", "xl/styles.xml"),
            ("xl", "../custom/a.xml", "custom/a.xml"),
            ("", "../../xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "./a.xml", "xl/a.xml"),
        ];
        for (folder, target, path) in cases {
            assert_eq!(resolved(folder, target), path, "{folder} {target}");
        }
    }
}
