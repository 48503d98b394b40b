//! `qac explain`: the page of a finding, or a declaration in plain English.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::{Outcome, choose, dates, framework, output};
use crate::calendar::Date;
use crate::diagnostic::Code;
use crate::emit;
use crate::text::nearest;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac explain QAC0301\n  qac explain framework.qac.md case-file-audits --as-of 2026-01-01"
)]
pub(super) struct Arguments {
    /// The code of a finding, such as QAC0301 or vague-cadence; or a framework, with the id of a declaration after it
    #[arg(value_name = "CODE|FILE")]
    what: PathBuf,
    /// The id of a declaration in that framework
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// The day from which the next dates are told; today unless given
    #[arg(long, value_name = "DATE", value_parser = dates::day, requires = "id")]
    as_of: Option<Date>,
    /// How the declaration is told
    #[arg(long, value_enum, default_value_t, requires = "id")]
    format: Format,
}

/// How a declaration is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentences
    #[default]
    Text,
    /// Markdown, with a chart where it is a ladder
    Md,
    /// The chart of a ladder alone
    Mermaid,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.id {
        Some(id) => declaration(&arguments.what, id, arguments),
        None => code(&arguments.what),
    }
}

fn declaration(file: &Path, id: &str, arguments: &Arguments) -> Result<Outcome, Failure> {
    let as_of = arguments.as_of.unwrap_or_else(dates::today);
    framework::print_anyhow(file, None, |analysis| {
        let declaration = choose::any(&analysis.model, id)?;
        Ok(match arguments.format {
            Format::Text => emit::explain(&analysis.model, declaration, as_of),
            Format::Md => emit::explain_markdown(&analysis.model, declaration, as_of),
            Format::Mermaid => emit::explain_mermaid(&analysis.model, declaration).ok_or_else(|| no_ladder(id))?,
        })
    })
}

fn no_ladder(id: &str) -> Failure {
    Failure::new(format!("`{id}` has no steps to draw")).help("only an `escalation` is drawn; use `--format md`")
}

fn code(name: &Path) -> Result<Outcome, Failure> {
    let word = name.to_string_lossy();
    let Some(code) = Code::parse(&word) else {
        return Err(unknown(name, &word));
    };
    output::print(&format!("{}\n", code.page().trim_end()))?;
    Ok(Outcome::Done)
}

fn unknown(name: &Path, word: &str) -> Failure {
    if name.exists() {
        return Failure::new(format!("`{word}` is a file, and nothing says what to explain of it"))
            .help(format!("add the id of a declaration: `qac explain {word} ID`"));
    }
    let names = Code::all().iter().flat_map(|code| [code.id(), code.slug()]);
    let failure = Failure::new(format!("there is no code `{word}`"));
    match nearest(word, names) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("codes run from QAC0001, and each finding shows its own"),
    }
}
