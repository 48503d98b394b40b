//! `qac checklist`: what is to be done in a month.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::write::{self, Existing};
use super::{Outcome, choose, dates, framework, later};
use crate::calendar::{Date, Month};
use crate::model::Model;
use crate::plan::{Checklist, ChecklistFilter};
use crate::{emit, plan};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac checklist framework.qac.md --month 2026-05\n  qac checklist framework.qac.md --month 2026-05 --audit case-file-audits --format html -o may"
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The month
    #[arg(long, value_name = "YYYY-MM", value_parser = dates::month)]
    month: Date,
    /// Only this audit, or this duty with questions
    #[arg(long, value_name = "ID")]
    audit: Option<String>,
    /// Only what this role, team, body or organisation does
    #[arg(long = "for", value_name = "ROLE")]
    role: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The folder to write it to, instead of standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace a file that qac did not write
    #[arg(long, requires = "output")]
    force: bool,
}

/// How a checklist is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown with boxes to tick
    #[default]
    Md,
    /// A page to print
    Html,
    /// One JSON document
    Json,
    #[value(hide = true)]
    Docx,
    #[value(hide = true)]
    Xlsx,
    #[value(hide = true)]
    Pdf,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let (write, ending) = writer(arguments.format)?;
    framework::with_sound(&arguments.file, screen, |analysis| {
        let text = write(&checklist(arguments, &analysis.model)?);
        match &arguments.output {
            None => output::print(&text),
            Some(folder) => save(arguments, folder, ending, &text),
        }
    })
}

/// Lays a checklist out.
type Writer = fn(&Checklist) -> String;

/// What writes a checklist in `format`, and the ending of its file; asked before anything is read.
fn writer(format: Format) -> Result<(Writer, &'static str), Failure> {
    Ok(match format {
        Format::Md => (emit::checklist_markdown, "md"),
        Format::Html => (emit::checklist_html, "html"),
        Format::Json => (emit::checklist_json, "json"),
        Format::Docx => return Err(later::format("docx", "md, html or json")),
        Format::Xlsx => return Err(later::format("xlsx", "md, html or json")),
        Format::Pdf => return Err(later::format("pdf", "md, html or json")),
    })
}

fn checklist(arguments: &Arguments, model: &Model) -> Result<Checklist, Failure> {
    let filter = ChecklistFilter {
        audit: choose::audit(model, arguments.audit.as_deref())?,
        role: choose::party(model, arguments.role.as_deref())?,
    };
    let month = u8::try_from(arguments.month.month()).ok().and_then(Month::new);
    let list = month.and_then(|month| plan::checklist(model, arguments.month.year(), month, &filter));
    list.ok_or_else(|| Failure::new("there is no such month"))
}

/// Writes `checklist-2026-05-case-file-audits.md` into `folder`.
fn save(arguments: &Arguments, folder: &Path, ending: &str, text: &str) -> Result<(), Failure> {
    let parts = [Some(arguments.month.format("%Y-%m").to_string()), arguments.audit.clone(), arguments.role.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let path = folder.join(format!("checklist-{}.{ending}", parts.join("-")));
    let existing = if arguments.force { Existing::Replace } else { Existing::ReplaceOurs };
    write::folder(folder)?;
    write::file(&path, &write::marked(text), existing)?;
    output::print(&format!("wrote {}\n", path.display()))
}
