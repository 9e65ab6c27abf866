//! Made-up trees that break one rule each, to see that the rule complains, and
//! trees that look alike but are in order, to see that it does not.

use crate::{
    rules,
    tree::{File, Tree},
};

/// A rule's name, the files, and where it must complain (nowhere when empty).
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

const MANIFEST: &str = "crates/figures/Cargo.toml";
const BASE: (&str, &str) = ("crates/base/Cargo.toml", "[dependencies]\nserde = \"1\"");
const VISITS: &str = "crates/app/src/records/projects/visits/pages.rs";
const PLANS: (&str, &str) = ("crates/app/src/records/projects/plans.rs", "//! Plans.");
const RULES: (&str, &str) = ("crates/app/src/records/projects/rules.rs", "//! Rules.");
const CARE: (&str, &str) = ("crates/app/src/records/care/kind.rs", "//! Care.");

const SHAPE: &[Case<'_>] = &[
    (
        "Files that do not say",
        &[("crates/a/src/b.rs", "fn b() {}")],
        &["crates/a/src/b.rs"],
    ),
    (
        "Files that do not say",
        &[("crates/a/src/b.rs", "\n\n//! B.")],
        &[],
    ),
    (
        "Files that do not say",
        &[("crates/a/src/b.rs", "\n\n\n//! B.")],
        &["crates/a/src/b.rs"],
    ),
    (
        "Names that say nothing",
        &[("crates/a/src/utils.rs", "")],
        &["crates/a/src/utils.rs"],
    ),
    (
        "Names that say nothing",
        &[("crates/a/src/day_helpers.rs", "")],
        &["crates/a/src/day_helpers.rs"],
    ),
    (
        "Names that say nothing",
        &[("crates/a/src/service/b.rs", "")],
        &["crates/a/src/service/b.rs"],
    ),
    (
        "Names that say nothing",
        &[("crates/a/src/b.rs", "\nmod common {}")],
        &["crates/a/src/b.rs:2: mod common {}"],
    ),
    (
        "Names that say nothing",
        &[("crates/a/src/commons.rs", "// mod util {}\nfn service() {}")],
        &[],
    ),
    (
        "Unfinished work",
        &[("crates/a/src/b.rs", "a\n// TODO: more")],
        &["crates/a/src/b.rs:2: // TODO: more"],
    ),
    (
        "Unfinished work",
        &[("test", "# FIXME")],
        &["test:1: # FIXME"],
    ),
    (
        "Unfinished work",
        &[("crates/a/src/b.rs", "fn b() { todo!() }")],
        &["crates/a/src/b.rs:1: fn b() { todo!() }"],
    ),
    (
        "Unfinished work",
        &[("crates/a/src/b.rs", "dbg!(b);")],
        &["crates/a/src/b.rs:1: dbg!(b);"],
    ),
    (
        "Unfinished work",
        &[("crates/a/src/b.rs", "fn todo() {} // mktemp XXXXXX")],
        &[],
    ),
    (
        "A step that can stop",
        &[("crates/a/src/b.rs", "b.unwrap();")],
        &["crates/a/src/b.rs:1: b.unwrap();"],
    ),
    (
        "A step that can stop",
        &[("crates/a/src/b.rs", "b.expect(\"c\");")],
        &["crates/a/src/b.rs:1: b.expect(\"c\");"],
    ),
    (
        "A step that can stop",
        &[(
            "crates/a/src/b.rs",
            "b.unwrap(); // OK because c.\nb.expect(c);\n\"panic!\";",
        )],
        &[],
    ),
    (
        "A step that can stop",
        &[(
            "crates/a/src/b.rs",
            "//! B.\n#[cfg(test)]\nmod tests { b.unwrap(); }",
        )],
        &[],
    ),
    (
        "A step that can stop",
        &[("crates/a/tests/b.rs", "b.unwrap();")],
        &[],
    ),
    (
        "Paths of one machine",
        &[("README.md", "see /home/li/youju")],
        &["README.md:1: see /home/li/youju"],
    ),
    (
        "Paths of one machine",
        &[("demo/a.toml", "a = \"/Users/li\"")],
        &["demo/a.toml:1: a = \"/Users/li\""],
    ),
    (
        "Paths of one machine",
        &[(
            "README.md",
            "https://example.org/home/a ./home/a $HOME/home/a /home",
        )],
        &[],
    ),
];

const WALLS: &[Case<'_>] = &[
    (
        "Dependencies against",
        &[BASE, (MANIFEST, "[dependencies]\nbase.workspace = true")],
        &[],
    ),
    (
        "Dependencies against",
        &[
            BASE,
            (
                "crates/seal/Cargo.toml",
                "[dependencies]\nbase.workspace = true",
            ),
        ],
        &["crates/seal/Cargo.toml: seal uses base"],
    ),
    (
        "Dependencies against",
        &[
            BASE,
            (
                "crates/seal/Cargo.toml",
                "[dev-dependencies]\nbase.workspace = true",
            ),
        ],
        &[],
    ),
    (
        "Dependencies against",
        &[("crates/more/Cargo.toml", "[package]")],
        &["crates/more/Cargo.toml: a new crate; say in this test what it may use"],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            (VISITS, "use crate::records::projects::plans::Plan;"),
        ],
        &["crates/app/src/records/projects/visits/pages.rs:1: projects::plans::Plan"],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            (VISITS, "use crate::records::{projects::{plans, rules}};"),
        ],
        &["crates/app/src/records/projects/visits/pages.rs:1: projects::plans"],
    ),
    (
        "A kind of record",
        &[PLANS, (VISITS, "\nuse super::super::plans::Plan;")],
        &["crates/app/src/records/projects/visits/pages.rs:2: projects::plans::Plan"],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            CARE,
            (VISITS, "fn a() { crate::records::care::b() }"),
        ],
        &["crates/app/src/records/projects/visits/pages.rs:1: care::b"],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            RULES,
            CARE,
            (
                VISITS,
                "use crate::records::{KINDS, projects::{rules::late, visits::KIND}};\nuse super::KIND;\nuse super::super::rules;\n// crate::records::care",
            ),
        ],
        &[],
    ),
    (
        "A kind of record",
        &[
            CARE,
            (
                "crates/app/src/records/care/pages/list.rs",
                "use crate::records::care::kind::KIND;",
            ),
        ],
        &[],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            (
                "crates/app/src/records/projects/mod.rs",
                "use crate::records::projects::plans::KIND;",
            ),
        ],
        &[],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            (
                "crates/app/src/reports/year.rs",
                "use crate::records::projects::plans::KIND;",
            ),
        ],
        &[],
    ),
    (
        "A kind of record",
        &[
            ("crates/app/src/records/year.rs", ""),
            (VISITS, "use crate::records::year;"),
        ],
        &[],
    ),
    (
        "A kind of record",
        &[
            PLANS,
            ("crates/app/src/records/projects/kind.rs", ""),
            (
                "crates/app/src/records/projects/visits/kind.rs",
                "use super::super::plans::Plan;",
            ),
        ],
        &["crates/app/src/records/projects/visits/kind.rs:1: projects::plans::Plan"],
    ),
    (
        "A database outside",
        &[("crates/app/src/a.rs", "use rusqlite::Connection;")],
        &["crates/app/src/a.rs:1: rusqlite"],
    ),
    (
        "A database outside",
        &[("crates/app/tests/a.rs", "sea_query::Query")],
        &["crates/app/tests/a.rs:1: sea_query"],
    ),
    (
        "A database outside",
        &[(
            "crates/app/Cargo.toml",
            "[dev-dependencies]\ntokio-postgres = \"0.7\"",
        )],
        &["crates/app/Cargo.toml: tokio-postgres"],
    ),
    (
        "A database outside",
        &[
            ("crates/store/src/a.rs", "rusqlite::a"),
            ("crates/app/src/a.rs", "// rusqlite\n\"sea_query\""),
        ],
        &[],
    ),
    (
        "HTML that is not",
        &[("crates/app/src/a.rs", "use maud::{PreEscaped, html};")],
        &["crates/app/src/a.rs:1: PreEscaped"],
    ),
    (
        "HTML that is not",
        &[("crates/page/src/a.rs", "use maud::PreEscaped;")],
        &[],
    ),
    (
        "base or figures",
        &[("crates/base/src/a.rs", "use std::{fmt, fs};")],
        &["crates/base/src/a.rs:1: std::fs"],
    ),
    (
        "base or figures",
        &[(
            "crates/figures/src/a.rs",
            "let a = std::time::SystemTime::now();",
        )],
        &["crates/figures/src/a.rs:1: std::time::SystemTime::now"],
    ),
    (
        "base or figures",
        &[("crates/base/src/a.rs", "use tokio;")],
        &["crates/base/src/a.rs:1: tokio"],
    ),
    (
        "base or figures",
        &[("crates/base/src/a.rs", "let a = Zoned::now();")],
        &["crates/base/src/a.rs:1: Zoned::now"],
    ),
    (
        "base or figures",
        &[
            ("crates/base/src/a.rs", "use std::fmt; // std::fs"),
            ("crates/base/tests/a.rs", "use std::fs;"),
            ("crates/store/src/a.rs", "use std::fs;"),
        ],
        &[],
    ),
];

#[test]
fn each_rule_complains_and_only_where_it_should() {
    for (rule, files, expected) in SHAPE.iter().chain(WALLS) {
        assert_eq!(find(rule, &tree(files)), *expected, "{rule}: {files:?}");
    }
}

#[test]
fn lengths_are_measured_without_tests() {
    let file = |lines: usize, more: &str| "//! A.\n".repeat(lines) + more;
    let tests = file(10, "#[cfg(test)]\nmod tests {}\n") + &file(900, "");
    let of = |lengths: &[usize]| {
        let named = lengths.iter().enumerate();
        let files = named.map(|(index, lines)| File {
            path: format!("crates/a/src/{index}.rs"),
            text: file(*lines, ""),
        });
        Tree(files.collect())
    };
    assert_eq!(
        find("Files over 600", &of(&[600, 601])),
        ["crates/a/src/1.rs: 601 lines"]
    );
    assert!(find("Files over 600", &tree(&[("crates/a/src/b.rs", &tests)])).is_empty());
    assert!(
        find(
            "Files over 600",
            &tree(&[("crates/a/tests/b.rs", &file(900, ""))])
        )
        .is_empty()
    );

    // Of four, the middle one is the second.
    assert!(find("The middle file", &of(&[10, 120, 121, 500])).is_empty());
    assert_eq!(find("The middle file", &of(&[10, 121, 121, 500])).len(), 5);
    // Of ten, one may be long.
    assert!(find("More than one", &of(&[1, 1, 1, 1, 1, 1, 1, 1, 350, 600])).is_empty());
    assert_eq!(
        find("More than one", &of(&[1, 1, 1, 1, 1, 1, 1, 1, 351, 600])).len(),
        11
    );
    assert!(find("The middle file", &of(&[])).is_empty());
}

#[test]
fn each_rule_has_a_tree_that_breaks_it() {
    let measured = ["Files over 600", "The middle file", "More than one"];
    let broken = SHAPE
        .iter()
        .chain(WALLS)
        .filter(|(_, _, expected)| !expected.is_empty());
    let tried: Vec<_> = broken.map(|(rule, _, _)| *rule).chain(measured).collect();
    for rule in rules() {
        let tried = tried.iter().any(|begin| rule.name.starts_with(begin));
        assert!(tried, "no tree breaks: {}", rule.name);
    }
}

fn tree(files: &[(&str, &str)]) -> Tree {
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    Tree(files.iter().map(file).collect())
}

fn find(begin: &str, tree: &Tree) -> Vec<String> {
    let mut named = rules().filter(|rule| rule.name.starts_with(begin));
    let rule = named.next().expect("a rule of this name");
    assert!(named.next().is_none(), "two rules begin with {begin}");
    (rule.find)(tree)
}
