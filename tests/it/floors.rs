//! The floor plan of `ARCHITECTURE.md`, held by reading the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Each folder or file of `src/` and its floor.
const FLOORS: [(&str, u8); 17] = [
    ("text", 0),
    ("matching", 0),
    ("calendar", 0),
    ("diagnostic", 1),
    ("syntax", 2),
    ("report", 2),
    ("format", 3),
    ("model", 3),
    ("checks", 4),
    ("plan", 4),
    ("analysis", 5),
    ("query", 5),
    ("sample", 6),
    ("emit", 7),
    ("engine", 8),
    ("forms", 8),
    ("cli", 9),
];

/// Libraries, and the only places that may name them.
const KEPT: [(&str, &[&str]); 16] = [
    ("pest::", &["syntax/parse.rs", "syntax/expected.rs"]),
    ("pest_derive::", &["syntax/parse.rs"]),
    ("ariadne::", &["report/"]),
    ("miette::", &["report/", "cli/"]),
    ("clap::", &["cli/"]),
    ("clap_complete::", &["cli/"]),
    ("std::fs", &["cli/", "engine/"]),
    ("std::process::Command", &["engine/"]),
    ("rusqlite::", &["engine/"]),
    ("pulldown_cmark::", &["text/"]),
    ("use zip::", &["emit/", "forms/"]),
    ("quick_xml::", &["forms/"]),
    ("calamine::", &["forms/"]),
    ("rust_xlsxwriter::", &["emit/"]),
    ("krilla::", &["emit/pdf/"]),
    ("rustybuzz::", &["emit/pdf/"]),
];

fn source_files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn folder_of(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or_default()
}

fn floor_of(folder: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == folder).map(|(_, floor)| *floor)
}

/// The code of a file without its unit tests, which may look wherever they like; a file named `tests.rs` is nothing else.
fn without_tests<'a>(name: &str, text: &'a str) -> &'a str {
    if name.ends_with("/tests.rs") { "" } else { text.split("#[cfg(test)]").next().unwrap_or_default() }
}

#[test]
fn imports_go_down() {
    let mut wrong = Vec::new();
    for (name, text) in source_files() {
        let folder = folder_of(&name);
        let Some(floor) = floor_of(folder) else {
            assert!(matches!(folder, "lib" | "main"), "{name} is in no folder of the floor plan");
            continue;
        };
        for used in without_tests(&name, &text).split("crate::").skip(1) {
            let target = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            let Some(below) = floor_of(target) else { continue };
            if target != folder && below >= floor {
                wrong.push(format!("{name} (floor {floor}) uses {target} (floor {below})"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn libraries_stay_in_their_folders() {
    let mut wrong = Vec::new();
    for (name, text) in source_files() {
        for (library, places) in KEPT {
            let named = without_tests(&name, &text).lines().filter(|line| !line.trim_start().starts_with("//"));
            let used = named.into_iter().any(|line| line.contains(library));
            if used && !places.iter().any(|place| name.starts_with(place)) {
                wrong.push(format!("{name} names {library}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
