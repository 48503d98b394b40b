//! `qac check --fix`: repairs that are certain, made in the files that the user names.

use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::disk::Disk;
use super::failure::Failure;
use super::{framework, output, read, write};
use crate::analysis::{Analysis, analyze};
use crate::diagnostic::{Applicability, Fix, Tally, apply};
use crate::text::Source;

/// How often a repair may bring up another one.
const ROUNDS: usize = 8;

/// What becomes of the mended text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// It takes the place of the file.
    Written,
    /// What it would change is shown.
    Shown,
}

/// Mends `files`; whether any of them changed, or would. A file that cannot be read is left to the check that follows.
pub(super) fn mend(files: &[PathBuf], mended: Mended) -> Result<bool, Failure> {
    let mut changed = false;
    for file in files {
        let Ok(text) = read::read(file) else { continue };
        let better = mended_text(file, &text);
        if better == text {
            continue;
        }
        changed = true;
        match mended {
            Mended::Written => {
                write::in_place(file, &better)?;
                output::remark(&format!("{} is mended\n", file.display()));
            }
            Mended::Shown => output::print(&difference(file, &text, &better))?,
        }
    }
    Ok(changed)
}

/// `text` with all repairs made that are certain. A round that would bring more errors than it found is not made.
fn mended_text(file: &Path, text: &str) -> String {
    let mut analysis = analyzed(file, text.to_owned());
    for _ in 0..ROUNDS {
        let Some(better) = analysis.sources.iter().next().map(|source| once(source, &analysis)) else { break };
        let next = analyzed(file, better);
        let unchanged = text_of(&next) == text_of(&analysis);
        if unchanged || errors(&next) > errors(&analysis) {
            break;
        }
        analysis = next;
    }
    text_of(&analysis).to_owned()
}

/// The text of `source` after one round.
fn once(source: &Source, analysis: &Analysis) -> String {
    let safe = |fix: &&Fix| fix.applicability == Applicability::Safe;
    let fixes = analysis.diagnostics.iter().filter_map(|found| found.fixes.iter().find(safe).cloned());
    apply(&source.text, source.id, &fixes.collect::<Vec<_>>())
}

fn analyzed(file: &Path, text: String) -> Analysis {
    analyze(&framework::shown(file), text, &Disk, None)
}

/// The text that was asked for: the first of an analysis.
fn text_of(analysis: &Analysis) -> &str {
    analysis.sources.iter().next().map_or("", |source| &source.text)
}

fn errors(analysis: &Analysis) -> usize {
    Tally::of(&analysis.diagnostics).errors
}

/// The change in the form that `patch` reads.
fn difference(file: &Path, before: &str, after: &str) -> String {
    let name = framework::shown(file);
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(&name, &name).to_string()
}
