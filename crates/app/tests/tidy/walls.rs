//! Rules about walls: which crate may know which, what only one crate may touch,
//! and that a kind of record does not reach into another.

use crate::{
    Rule,
    source::{code, has_word, paths},
    tree::{File, Tree},
};

/// Tries the finished program from the outside, beside bare baselines: it may use all.
const TRIALS: &str = "trials";

const RECORDS: &str = "crates/app/src/records/";

/// The crates, and those of ours that each may depend on. `app` may use all.
const ARROWS: [(&str, &[&str]); 6] = [
    ("base", &[]),
    ("seal", &[]),
    ("papers", &["base"]),
    ("page", &["base"]),
    ("figures", &["base"]),
    ("store", &["base", "seal"]),
];

/// What reaches outside, or would give another answer tomorrow.
const OUTSIDE: [&str; 11] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::io::stdin",
    "std::time::SystemTime",
    "std::time::Instant",
    "tokio",
    "getrandom",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
];

pub const RULES: &[Rule] = &[
    Rule {
        name: "Dependencies against the arrows",
        why: "Arrows point one way, so that the ground can be read without the house. Move the word both need down into base, or the work up into app.",
        find: arrows,
    },
    Rule {
        name: "A kind of record that reaches into another",
        why: "A kind is one folder that can be read, changed and removed alone. Use a word of base, or put the shared rule into the area's rules.rs.",
        find: kinds,
    },
    Rule {
        name: "A database outside store",
        why: "Only store makes statements, so no read can forget its Scope. Say it as an Ask or a Change.",
        find: |tree| only_in("store", tree, &["rusqlite", "tokio_postgres", "sea_query"]),
    },
    Rule {
        name: "HTML that is not escaped, outside page",
        why: "Only page decides what is already HTML, so nobody's name becomes a script. Use or add a part of page.",
        find: |tree| only_in("page", tree, &["PreEscaped"]),
    },
    Rule {
        name: "base or figures reaching outside",
        why: "They give the same answer to the same question always. Take the day, the bytes or the id as a parameter.",
        find: outside,
    },
];

/// Names of dependencies in one `Cargo.toml`, from sections with these names.
fn dependencies(file: &File, sections: &[&str]) -> Vec<String> {
    let manifest: toml::Table = toml::from_str(&file.text).expect("a Cargo.toml is TOML");
    let tables = sections
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table());
    tables.flat_map(|table| table.keys().cloned()).collect()
}

fn manifests(tree: &Tree) -> impl Iterator<Item = (&str, &File)> {
    let files = tree.ending("/Cargo.toml");
    files.filter_map(|file| Some((file.crate_name()?, file)))
}

/// Tests may look further than the crate they try: `dev-dependencies` are free.
fn arrows(tree: &Tree) -> Vec<String> {
    let ours: Vec<_> = manifests(tree).map(|(name, _)| name).collect();
    let mut found = Vec::new();
    for (name, file) in manifests(tree).filter(|(name, _)| !["app", TRIALS].contains(name)) {
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == name) else {
            found.push(format!(
                "{}: a new crate; say in this test what it may use",
                file.path
            ));
            continue;
        };
        for used in dependencies(file, &["dependencies", "build-dependencies"]) {
            if ours.contains(&used.as_str()) && !allowed.contains(&used.as_str()) {
                found.push(format!("{}: {name} uses {used}", file.path));
            }
        }
    }
    found
}

fn only_in(owner: &str, tree: &Tree, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree
        .ending(".rs")
        .filter(|file| ![Some(owner), Some(TRIALS)].contains(&file.crate_name()))
    {
        for (index, line) in code(&file.text).lines().enumerate() {
            if let Some(word) = words.iter().find(|word| has_word(line, word)) {
                found.push(format!("{}:{}: {word}", file.path, index + 1));
            }
        }
    }
    for (_, file) in manifests(tree).filter(|(name, _)| ![owner, TRIALS].contains(name)) {
        for used in dependencies(
            file,
            &["dependencies", "dev-dependencies", "build-dependencies"],
        ) {
            if words.contains(&used.replace('-', "_").as_str()) {
                found.push(format!("{}: {used}", file.path));
            }
        }
    }
    found
}

fn outside(tree: &Tree) -> Vec<String> {
    let pure = |file: &&File| matches!(file.crate_name(), Some("base" | "figures"));
    let mut found = Vec::new();
    for file in tree.program().filter(pure) {
        for (line, path) in paths(&code(file.program_text())) {
            if OUTSIDE.iter().any(|name| reaches(&path, name)) {
                found.push(format!("{}:{line}: {path}", file.path));
            }
        }
    }
    found.dedup();
    found
}

/// Whether the path is this name or goes on from it. `Zoned::now` is the same as
/// `jiff::Zoned::now`.
fn reaches(path: &str, name: &str) -> bool {
    let from = |name| {
        path.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    from(name) || name.strip_prefix("jiff::").is_some_and(from)
}

/// The area a file under `records` belongs to, and its kind: `projects`, `visits`.
/// No kind for the area's own files, which may know all its kinds; nothing for
/// files directly under `records`, which hold what all kinds share.
fn home<'a>(tree: &Tree, path: &'a str) -> Option<(&'a str, Option<&'a str>)> {
    let (area, rest) = path.strip_prefix(RECORDS)?.split_once('/')?;
    let first = rest.split('/').next().unwrap_or(rest);
    let kind = first.strip_suffix(".rs").unwrap_or(first);
    let area_is_a_kind = tree.has(&format!("{RECORDS}{area}/kind.rs"));
    let is_a_kind = tree.has(&format!("{RECORDS}{area}/{kind}/kind.rs"))
        || !area_is_a_kind && !matches!(kind, "mod" | "rules" | "tests");
    Some((area, is_a_kind.then_some(kind)))
}

fn kinds(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.program() {
        let Some((area, kind)) = home(tree, &file.path) else {
            continue;
        };
        for (line, named) in paths(&code(file.program_text())) {
            let Some(named) = within_records(&file.path, &named) else {
                continue;
            };
            let mut parts = named.iter().map(String::as_str);
            let (Some(to_area), to_kind) = (parts.next(), parts.next()) else {
                continue;
            };
            let other_area = to_area != area && tree.has_folder(&format!("{RECORDS}{to_area}"));
            let other_kind = to_area == area
                && to_kind.is_some_and(|to| {
                    kind.is_some_and(|own| own != to)
                        && to != "rules"
                        && tree.has_module(&format!("{RECORDS}{area}/{to}"))
                });
            if other_area || other_kind {
                found.push(format!("{}:{line}: {}", file.path, named.join("::")));
            }
        }
    }
    found.dedup();
    found
}

/// The path after `crate::records::`, also of one that begins with `super`.
fn within_records(file: &str, named: &str) -> Option<Vec<String>> {
    if let Some(rest) = named.strip_prefix("crate::records::") {
        return Some(rest.split("::").map(str::to_owned).collect());
    }
    let module = file.strip_prefix(RECORDS)?.strip_suffix(".rs")?;
    let module = module.strip_suffix("/mod").unwrap_or(module);
    let mut parts: Vec<_> = module.split('/').map(str::to_owned).collect();
    let mut rest = named.strip_prefix("super::")?;
    parts.pop();
    while let Some(further) = rest.strip_prefix("super::") {
        rest = further;
        parts.pop();
    }
    parts.extend(rest.split("::").map(str::to_owned));
    Some(parts)
}
