//! `qac fmt`: one canonical layout.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::{Outcome, output, read, write};
use crate::format::format_checked;
use crate::syntax;
use crate::text::{Sources, Span, outline_of};

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  qac fmt framework.qac.md\n  qac fmt --check framework.qac.md")]
pub(super) struct Arguments {
    /// The files to lay out; of a literate file only the blocks of rules change
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Change nothing, and name the files that are not laid out
    #[arg(long)]
    check: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    for file in &arguments.files {
        let text = read::text(file)?;
        let laid_out = layout(file, &text)?;
        if laid_out == text {
            continue;
        }
        if arguments.check {
            outcome = Outcome::Findings;
            output::print(&format!("{0} is not laid out; `qac fmt {0}` does it\n", file.display()))?;
        } else {
            write::in_place(file, &laid_out)?;
            output::print(&format!("{} is laid out\n", file.display()))?;
        }
    }
    Ok(outcome)
}

/// The text of `file` in the canonical layout.
fn layout(file: &Path, text: &str) -> Result<String, Failure> {
    let mut sources = Sources::new();
    let id = sources.add(file.display().to_string(), text);
    let blocks: Vec<Span> = sources
        .get(id)
        .map(|source| outline_of(source).blocks)
        .unwrap_or_default()
        .iter()
        .map(|block| block.span)
        .collect();
    let (tree, _) = syntax::parse(id, text, &blocks);
    format_checked(text, &tree).map_err(|refusal| {
        Failure::new(format!("`{}` is left as it is: {refusal}", file.display()))
            .help("mend what `qac check` finds in it first")
    })
}
