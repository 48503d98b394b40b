//! Every file of rules in the repository, read as the compiler reads it.

use std::path::{Path, PathBuf};

use qac::diagnostic::Diagnostic;
use qac::syntax::{Tree, check_shape, parse};
use qac::text::{FileId, Source, Sources, Span, outline_of};

/// A file with its tree and what reading it found.
pub(crate) struct Entry {
    /// Its path within the repository, with `/` between folders.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) tree: Tree,
    pub(crate) findings: Vec<Diagnostic>,
}

/// The fixtures, examples and frameworks, in the order of their paths.
pub(crate) fn all() -> Vec<Entry> {
    ["tests/fixtures", "examples", "frameworks"].iter().flat_map(|folder| under(folder)).collect()
}

/// The files of rules under a folder of the repository.
pub(crate) fn under(folder: &str) -> Vec<Entry> {
    let root = crate::support::root();
    let mut paths = Vec::new();
    gather(&root.join(folder), &mut paths);
    paths.sort();
    let read = |path: PathBuf| {
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        entry(&name, text)
    };
    paths.into_iter().map(read).collect()
}

/// A text under a name, which tells whether it is a document or rules alone.
pub(crate) fn entry(path: &str, text: String) -> Entry {
    let mut sources = Sources::new();
    let id = sources.add(path, text);
    let source: &Source = sources.get(id).unwrap();
    let blocks: Vec<Span> = outline_of(source).blocks.iter().map(|block| block.span).collect();
    let (tree, mut findings) = parse(FileId(0), &source.text, &blocks);
    findings.extend(check_shape(&tree, &source.text));
    Entry { path: path.to_owned(), text: source.text.clone(), tree, findings }
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            gather(&path, paths);
        } else if path.to_str().is_some_and(|name| name.ends_with(".qac") || name.ends_with(".qac.md")) {
            paths.push(path);
        }
    }
}
