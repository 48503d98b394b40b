//! What several features' tests need: the repository's own files, analysed.

use std::path::{Path, PathBuf};

use qac::analysis::{Analysis, Files, analyze};
use qac::calendar::Date;
use qac::diagnostic::Example;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The frameworks and examples of the repository, by their paths in it.
pub(crate) fn frameworks_and_examples() -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["frameworks", "examples"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            if name.ends_with(".qac.md") || name.ends_with(".qac") {
                files.push(format!("{folder}/{name}"));
            }
        }
    }
    files.sort();
    files
}

/// Files of the repository, by their path in it; `std/…` is the standard library wherever it is asked for.
pub(crate) struct Repository;

impl Files for Repository {
    fn read(&self, path: &str) -> Result<String, String> {
        let library = path.rfind("std/").map(|at| format!("frameworks/{}", &path[at..]));
        [Some(path.to_owned()), library]
            .into_iter()
            .flatten()
            .find_map(|path| std::fs::read_to_string(root().join(path)).ok())
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

/// The analysis of `text` as though it stood in `path`.
pub(crate) fn analysis_of(path: &str, text: &str, as_of: Option<Date>) -> Analysis {
    analyze(path, text.to_owned(), &Repository, as_of)
}

/// The analysis of a page's example as though it stood in `path`, with the file that the page shows beside it.
pub(crate) fn analysis_of_example(path: &str, example: &Example, as_of: Option<Date>) -> Analysis {
    struct Beside<'page>(&'page Example);
    impl Files for Beside<'_> {
        fn read(&self, path: &str) -> Result<String, String> {
            let shown = self.0.beside.filter(|(name, _)| path.ends_with(name));
            shown.map_or_else(|| Repository.read(path), |(_, text)| Ok(text.to_owned()))
        }
    }
    analyze(path, example.text.to_owned(), &Beside(example), as_of)
}

/// The analysis of a file of the repository.
pub(crate) fn analysis_at(path: &str, as_of: Option<Date>) -> Analysis {
    analysis_of(path, &std::fs::read_to_string(root().join(path)).unwrap(), as_of)
}

/// The findings in one line each, for comparing.
pub(crate) fn short(analysis: &Analysis) -> String {
    qac::report::render_short(&analysis.diagnostics, &analysis.sources)
}

/// A day.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}
