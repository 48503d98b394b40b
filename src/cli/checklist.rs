//! `qac checklist`: what is to be done in a month.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::sample::receipts_of;
use super::write::{self, Existing};
use super::{Outcome, choose, dates, framework, later};
use crate::calendar::{Date, Month};
use crate::model::Model;
use crate::plan::{Checklist, ChecklistFilter};
use crate::sample::pack;
use crate::{emit, plan};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac checklist framework.qac.md --month 2026-05\n  qac checklist framework.qac.md --month 2026-05 --audit case-file-audits --format html -o may\n  qac checklist framework.qac.md --month 2026-05 --draws draws -o pack"
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
    /// How it is told; with `-o` and without it, everything that is handed out: forms for each person, a workbook for whoever coordinates
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The receipts of the month's draws, so that forms bear their cases; a folder that `qac sample -o` wrote to
    #[arg(long, value_name = "DIR", requires = "output")]
    draws: Option<PathBuf>,
    /// The folder to write it to, instead of standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace a file that qac did not write
    #[arg(long, requires = "output")]
    force: bool,
}

/// How a checklist is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markdown with boxes to tick
    Md,
    /// A page to print
    Html,
    /// One JSON document
    Json,
    /// Word forms to fill in, one document for each person
    Docx,
    /// The workbook for whoever coordinates
    Xlsx,
    #[value(hide = true)]
    Pdf,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let handed_out = handed_out(arguments)?;
    framework::with_sound(&arguments.file, screen, |analysis| {
        let list = checklist(arguments, &analysis.model)?;
        match (&arguments.output, handed_out) {
            (Some(folder), Some(what)) => hand_out(arguments, folder, &list, what),
            (output, _) => {
                let (write, ending) = writer(arguments.format.unwrap_or(Format::Md))?;
                let text = write(&list);
                output.as_ref().map_or_else(|| output::print(&text), |folder| save(arguments, folder, ending, &text))
            }
        }
    })
}

/// What of a pack is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct HandedOut {
    word: bool,
    pages: bool,
    workbook: bool,
}

/// What is handed out; `None` where a checklist is asked for. Asked before anything is read.
fn handed_out(arguments: &Arguments) -> Result<Option<HandedOut>, Failure> {
    let needs_folder =
        |word: &str| Failure::new(format!("`--format {word}` needs a folder to write to")).help("name it with `-o`");
    match (arguments.format, &arguments.output) {
        (None, Some(_)) => Ok(Some(HandedOut { word: true, pages: true, workbook: true })),
        (Some(Format::Docx), Some(_)) => Ok(Some(HandedOut { word: true, pages: false, workbook: false })),
        (Some(Format::Xlsx), Some(_)) => Ok(Some(HandedOut { word: false, pages: false, workbook: true })),
        (Some(Format::Docx), None) => Err(needs_folder("docx")),
        (Some(Format::Xlsx), None) => Err(needs_folder("xlsx")),
        (Some(Format::Pdf), _) => Err(later::format("pdf", "docx or html, and print it")),
        (None | Some(Format::Md | Format::Html | Format::Json), _) => Ok(None),
    }
}

/// Writes forms for each person and the workbook of whoever coordinates.
fn hand_out(arguments: &Arguments, folder: &Path, list: &Checklist, what: HandedOut) -> Result<(), Failure> {
    let receipts = arguments.draws.as_deref().map(receipts_of).transpose()?.unwrap_or_default();
    let pack = pack(list, receipts);
    if pack.people.is_empty() {
        return output::print("nothing to fill in is due that month: no file was written\n");
    }
    let existing = if arguments.force { Existing::Replace } else { Existing::ReplaceOurs };
    write::folder(folder)?;
    let mut written = Vec::new();
    for person in &pack.people {
        let forms = emit::person_forms(&pack, person);
        let path = |ending: &str| folder.join(format!("{}.{ending}", file_name(&person.person)));
        if what.word {
            write::bytes(&path("docx"), &emit::forms_docx(&forms).map_err(|_| Failure::ours())?, existing)?;
            written.push(path("docx"));
        }
        if what.pages {
            for (ending, text) in [
                ("html", write::marked(&emit::forms_html(&forms))),
                ("md", write::marked(&emit::forms_markdown(&forms))),
                ("json", emit::forms_json(&forms)),
            ] {
                write::file(&path(ending), &text, existing)?;
                written.push(path(ending));
            }
        }
    }
    if what.workbook {
        let path = folder.join("coordinator.xlsx");
        write::bytes(&path, &emit::coordinator_xlsx(&pack).map_err(|_| Failure::ours())?, existing)?;
        written.push(path);
    }
    let lines: Vec<String> = written.iter().map(|path| format!("wrote {}\n", path.display())).collect();
    output::print(&lines.concat())
}

/// A name that every system takes for a file.
fn file_name(person: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ' ');
    let name: String = person.chars().map(|letter| if plain(letter) { letter } else { '-' }).collect();
    let name = name.trim_matches([' ', '.']).to_owned();
    if name.is_empty() { "nobody".to_owned() } else { name }
}

/// Lays a checklist out.
type Writer = fn(&Checklist) -> String;

/// What writes a checklist in `format`, and the ending of its file; asked before anything is read.
fn writer(format: Format) -> Result<(Writer, &'static str), Failure> {
    Ok(match format {
        Format::Md => (emit::checklist_markdown, "md"),
        Format::Html => (emit::checklist_html, "html"),
        Format::Json => (emit::checklist_json, "json"),
        // These are handed out, not printed.
        Format::Docx | Format::Xlsx | Format::Pdf => return Err(later::format("pdf", "docx or html, and print it")),
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
