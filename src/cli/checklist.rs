//! `qac checklist`: what is to be done in a month.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::sample::receipts_of;
use super::write::{self, Existing};
use super::{Outcome, choose, dates, framework};
use crate::calendar::{Date, Month};
use crate::emit::PersonForms;
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
    /// Forms to print, one PDF for each person
    #[cfg_attr(not(feature = "pdf"), value(hide = true))]
    Pdf,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let told = told(arguments)?;
    if arguments.draws.is_some() && matches!(told, Told::Laid(..)) {
        return Err(Failure::new("`--draws` is for the forms of each person, which bear their cases")
            .help("leave out `--format`, or name `docx`, `xlsx` or `pdf`"));
    }
    framework::with_sound(&arguments.file, screen, |analysis| {
        let list = checklist(arguments, &analysis.model)?;
        match told {
            Told::HandedOut(folder, what) => hand_out(arguments, folder, &list, what),
            Told::Laid(write, ending) => {
                let text = write(&list);
                let folder = arguments.output.as_ref();
                folder.map_or_else(|| output::print(&text), |folder| save(arguments, folder, ending, &text))
            }
        }
    })
}

/// How a month is told.
enum Told<'a> {
    /// As one text, printed or in a file with this ending.
    Laid(Writer, &'static str),
    /// As documents in this folder.
    HandedOut(&'a Path, HandedOut),
}

/// Lays a checklist out.
type Writer = fn(&Checklist) -> String;

/// What of a pack is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct HandedOut {
    word: bool,
    pages: bool,
    pdf: bool,
    workbook: bool,
}

/// How the month is to be told; asked before anything is read.
fn told(arguments: &Arguments) -> Result<Told<'_>, Failure> {
    let nothing = HandedOut::default();
    let what = match (arguments.format, &arguments.output) {
        (Some(Format::Md), _) | (None, None) => return Ok(Told::Laid(emit::checklist_markdown, "md")),
        (Some(Format::Html), _) => return Ok(Told::Laid(emit::checklist_html, "html")),
        (Some(Format::Json), _) => return Ok(Told::Laid(emit::checklist_json, "json")),
        (None, Some(_)) => HandedOut { word: true, pages: true, pdf: cfg!(feature = "pdf"), workbook: true },
        (Some(Format::Docx), _) => HandedOut { word: true, ..nothing },
        (Some(Format::Xlsx), _) => HandedOut { workbook: true, ..nothing },
        (Some(Format::Pdf), _) if cfg!(feature = "pdf") => HandedOut { pdf: true, ..nothing },
        (Some(Format::Pdf), _) => return Err(no_pdf()),
    };
    let word = if what.pdf {
        "pdf"
    } else if what.word {
        "docx"
    } else {
        "xlsx"
    };
    let needs_folder =
        || Failure::new(format!("`--format {word}` needs a folder to write to")).help("name it with `-o`");
    arguments.output.as_deref().map(|folder| Told::HandedOut(folder, what)).ok_or_else(needs_folder)
}

/// What a build without PDF says.
fn no_pdf() -> Failure {
    Failure::new("this qac was built without PDF")
        .help("print the forms of `docx` or `html`, or build it with `cargo install --locked --path . --features pdf`")
}

/// The forms of one person as a PDF.
#[cfg(feature = "pdf")]
fn forms_pdf(forms: &PersonForms) -> Result<Vec<u8>, Failure> {
    emit::forms_pdf(forms).map_err(|_| Failure::ours())
}

/// Not reached: without PDF none is asked for.
#[cfg(not(feature = "pdf"))]
fn forms_pdf(_: &PersonForms) -> Result<Vec<u8>, Failure> {
    Err(no_pdf())
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
        if what.pdf {
            write::bytes(&path("pdf"), &forms_pdf(&forms)?, existing)?;
            written.push(path("pdf"));
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
