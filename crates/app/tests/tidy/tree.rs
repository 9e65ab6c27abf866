//! The repository's files, as the rules see them: path and text, nothing else.

use std::{fs, path::Path};

/// Folders that hold nothing of ours.
const PASSED_OVER: [&str; 4] = ["target", "node_modules", ".git", "data"];

/// A file of the repository.
pub struct File {
    /// From the root, with `/` between: `crates/base/src/day.rs`.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// All text files, sorted by path.
pub struct Tree(pub Vec<File>);

impl Tree {
    /// The repository this test stands in.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut files = Vec::new();
        walk(&root, "", &mut files);
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Self(files)
    }

    /// Files whose name ends so.
    pub fn ending(&self, end: &str) -> impl Iterator<Item = &File> {
        self.0.iter().filter(move |file| file.path.ends_with(end))
    }

    /// Rust files that are part of the program: no tests, no benches.
    pub fn program(&self) -> impl Iterator<Item = &File> {
        self.ending(".rs").filter(|file| !file.is_test())
    }

    /// Whether there is a folder of this path.
    pub fn has_folder(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.0.iter().any(|file| file.path.starts_with(&folder))
    }

    /// Whether there is a module, be it a folder or a file.
    pub fn has_module(&self, path: &str) -> bool {
        self.has_folder(path) || self.has(&format!("{path}.rs"))
    }

    /// Whether there is a file of this path.
    pub fn has(&self, path: &str) -> bool {
        self.0.iter().any(|file| file.path == path)
    }
}

impl File {
    /// The crate's folder name, of a file under `crates/`.
    pub fn crate_name(&self) -> Option<&str> {
        Some(self.path.strip_prefix("crates/")?.split_once('/')?.0)
    }

    /// Whether it is only there to try the program.
    pub fn is_test(&self) -> bool {
        let path = &self.path;
        ["/tests/", "/benches/", "/examples/"]
            .iter()
            .any(|part| path.contains(part))
            || path.ends_with("/tests.rs")
            || path.starts_with("e2e/")
            || path.starts_with("benches/")
    }

    /// The text before the tests at its end.
    pub fn program_text(&self) -> &str {
        let tests = self.text.find("\n#[cfg(test)]\nmod ");
        tests
            .and_then(|at| self.text.get(..=at))
            .unwrap_or(&self.text)
    }
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("the folder opens").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if PASSED_OVER.contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{path}/"), files);
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(File { path, text });
        }
    }
}
