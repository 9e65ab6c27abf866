//! Rules about the shape of files: what each says of itself, how long it is, what
//! it is called, and what must not be left lying in it.

use crate::{
    Rule,
    source::{code, has_word},
    tree::{File, Tree},
};

/// This test names what it looks for, so it does not look at itself.
const THIS_TEST: &str = "crates/app/tests/tidy/";

pub const RULES: &[Rule] = &[
    Rule {
        name: "Files that do not say what they are",
        why: "A reader opens a file cold. Begin it with //! lines: what it is in users' words, what comes in and goes out, what it must never do.",
        find: unsaid,
    },
    Rule {
        name: "Files over 600 lines",
        why: "Nobody holds so much in the head. Split by verb or by noun, never into part 2.",
        find: |tree| over(tree, 600),
    },
    Rule {
        name: "The middle file is over 120 lines",
        why: "Small files with plain names are how one finds things here. Split the longest at their seams.",
        find: |tree| rank(tree, 50, 120),
    },
    Rule {
        name: "More than one file in ten is over 350 lines",
        why: "Long files are for the few that cannot be cut. Split the longest at their seams.",
        find: |tree| rank(tree, 90, 350),
    },
    Rule {
        name: "Names that say nothing",
        why: "Everything fits into a util, so it ends up holding everything. Name the file by what is in it; see 'Where does a new thing go?' in ARCHITECTURE.",
        find: empty_names,
    },
    Rule {
        name: "Unfinished work",
        why: "What is not done is an issue, not a mark in the code. Do it, or take it out and write the issue.",
        find: unfinished,
    },
    Rule {
        name: "A step that can stop the program, without its reason",
        why: "One bad record must not end everybody's work. Return a Problem or a Fault; or, where it truly cannot happen, write '// OK because …' on the line.",
        find: unreasoned,
    },
    Rule {
        name: "Paths of one machine",
        why: "They are wrong everywhere else. Write the path from the repository's root, or take it from a setting.",
        find: machine_paths,
    },
];

fn unsaid(tree: &Tree) -> Vec<String> {
    let unsaid = |file: &&File| {
        !file
            .text
            .lines()
            .take(3)
            .any(|line| line.starts_with("//!"))
    };
    let files = tree.ending(".rs").filter(unsaid);
    files.map(|file| file.path.clone()).collect()
}

/// The files' lengths without the tests at their ends, longest last.
fn lengths(tree: &Tree) -> Vec<(usize, &str)> {
    let length = |file| File::program_text(file).lines().count();
    let mut lengths: Vec<_> = tree
        .program()
        .map(|file| (length(file), file.path.as_str()))
        .collect();
    lengths.sort_unstable();
    lengths
}

fn over(tree: &Tree, most: usize) -> Vec<String> {
    let long = lengths(tree).into_iter().filter(|(lines, _)| *lines > most);
    long.map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect()
}

/// The ten longest files, if the one that `percent` of all are no longer than has
/// more than `most` lines.
fn rank(tree: &Tree, percent: usize, most: usize) -> Vec<String> {
    let lengths = lengths(tree);
    let at = (lengths.len() * percent).div_ceil(100).saturating_sub(1);
    match lengths.get(at) {
        Some((lines, _)) if *lines > most => {
            let longest = lengths.iter().rev().take(10);
            let longest = longest.map(|(lines, path)| format!("{path}: {lines} lines"));
            let measured = format!("measured: {lines} lines, allowed: {most}; the longest:");
            std::iter::once(measured).chain(longest).collect()
        }
        _ => Vec::new(),
    }
}

fn empty_names(tree: &Tree) -> Vec<String> {
    const EMPTY: [&str; 8] = [
        "util", "utils", "common", "helper", "helpers", "manager", "service", "services",
    ];
    let empty = |name: &str| {
        let name = name.strip_suffix(".rs").unwrap_or(name);
        let last = name.rsplit('_').next().unwrap_or(name);
        EMPTY.contains(&last)
    };
    let mut found = Vec::new();
    for file in tree.ending(".rs") {
        if file.path.split('/').any(empty) {
            found.push(file.path.clone());
        }
        for (index, line) in code(&file.text).lines().enumerate() {
            let words: Vec<_> = line
                .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
                .collect();
            let names_one = |pair: &[&str]| matches!(pair, ["mod", name] if empty(name));
            if line.contains('{') && words.windows(2).any(names_one) {
                found.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
            }
        }
    }
    found
}

fn unfinished(tree: &Tree) -> Vec<String> {
    const MARKS: [&str; 6] = ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "dbg!"];
    let written = |file: &&File| {
        [".rs", ".toml", ".css", ".js", ".ts", ".sh", "/run", ".yml"]
            .iter()
            .any(|end| file.path.ends_with(end))
            || file.path == "test"
    };
    let files = tree.0.iter().filter(written);
    lines(files, |line| MARKS.iter().any(|mark| has_word(line, mark)))
}

fn unreasoned(tree: &Tree) -> Vec<String> {
    const STOPS: [&str; 5] = [
        ".unwrap()",
        ".expect(\"",
        "panic!",
        "unreachable!",
        ".unwrap_err()",
    ];
    let mut found = Vec::new();
    for file in tree.program() {
        let text = file.program_text();
        let mut before = "";
        for (index, (code, line)) in code(text).lines().zip(text.lines()).enumerate() {
            let reasoned = line.contains("// OK because") || before.contains("// OK because");
            if !reasoned && STOPS.iter().any(|stop| code.contains(stop)) {
                found.push(format!("{}:{}: {}", file.path, index + 1, line.trim()));
            }
            before = line;
        }
    }
    found
}

fn machine_paths(tree: &Tree) -> Vec<String> {
    const ROOTS: [&str; 6] = [
        "/home/",
        "/root/",
        "/Users/",
        "/tmp/",
        "/work/",
        "C:\\Users\\",
    ];
    let names_one = |line: &str| {
        ROOTS.iter().any(|root| {
            line.match_indices(root).any(|(at, _)| {
                let (before, after) = line.split_at(at);
                let after = after.strip_prefix(root).unwrap_or_default();
                // A web address or a longer path has a letter before it.
                !before
                    .ends_with(|letter: char| letter.is_alphanumeric() || "._-}$".contains(letter))
                    && after
                        .starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '.')
            })
        })
    };
    let files = tree.0.iter().filter(|file| file.path != "Cargo.lock");
    lines(files, names_one)
}

/// The lines, of files other than this test's, that break a rule.
fn lines<'a>(files: impl Iterator<Item = &'a File>, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files.filter(|file| !file.path.starts_with(THIS_TEST)) {
        let lines = file
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| breaks(line));
        found.extend(
            lines.map(|(index, line)| format!("{}:{}: {}", file.path, index + 1, line.trim())),
        );
    }
    found
}
