//! Reading a framework, and what is said when it has mistakes.

use std::path::Path;

use super::disk::Disk;
use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, read};
use crate::analysis::{Analysis, analyze};
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::render_human;

/// The framework at `path`, understood as far as it can be. Findings that hang on the date are looked for where
/// `as_of` is given.
pub(super) fn read(path: &Path, as_of: Option<Date>) -> Result<Analysis, Failure> {
    let text = read::text(path)?;
    Ok(analyze(&shown(path), text, &Disk, as_of))
}

/// Prints what `make` makes of the framework at `path`, unless that has errors: they are shown instead, because a list
/// made from rules that are half understood would be relied on.
pub(super) fn print_if_sound(
    path: &Path,
    screen: Screen,
    make: impl FnOnce(&Analysis) -> Result<String, Failure>,
) -> Result<Outcome, Failure> {
    with_sound(path, screen, |analysis| output::print(&make(analysis)?))
}

/// Calls `make` with the framework at `path`, unless that has errors: they are shown instead.
pub(super) fn with_sound(
    path: &Path,
    screen: Screen,
    make: impl FnOnce(&Analysis) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    let Some(analysis) = sound(path, screen)? else { return Ok(Outcome::Findings) };
    make(&analysis)?;
    Ok(Outcome::Done)
}

/// The framework at `path`; `None` where it has errors, which are shown.
pub(super) fn sound(path: &Path, screen: Screen) -> Result<Option<Analysis>, Failure> {
    let analysis = read(path, None)?;
    let errors = errors(&analysis);
    if errors.is_empty() {
        return Ok(Some(analysis));
    }
    output::remark(&render_human(&errors, &analysis.sources, screen.error));
    output::remark(&format!("nothing was made from `{}`: mend the errors above first\n", path.display()));
    Ok(None)
}

/// Prints what `make` makes of the framework at `path`, and says where it has errors: for what helps to mend them.
pub(super) fn print_anyhow(
    path: &Path,
    as_of: Option<Date>,
    make: impl FnOnce(&Analysis) -> Result<String, Failure>,
) -> Result<Outcome, Failure> {
    let analysis = read(path, as_of)?;
    output::print(&make(&analysis)?)?;
    if errors(&analysis).is_empty() {
        return Ok(Outcome::Done);
    }
    output::remark(&format!("`{0}` has errors; `qac check {0}` shows them\n", path.display()));
    Ok(Outcome::Findings)
}

fn errors(analysis: &Analysis) -> Vec<Diagnostic> {
    analysis.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect()
}

/// `path` as findings show it, with `/` between folders on every machine.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}
