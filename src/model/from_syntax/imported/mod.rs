//! Terms, closures and holidays that stand in another file: a table (`.csv`) or a calendar (`.ics`).
//!
//! The texts are given; nothing here opens a file. Each row or event becomes what its lines inside `calendar` would be,
//! with its place in the file it came from, or a finding there.

mod day;
mod events;
mod table;

use super::body::Opened;
use super::reader::Reader;
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::time::Stretch;
use crate::text::{FileId, Span, Spanned, kebab_case};

/// A file of days that a line of a calendar names.
#[derive(Clone, Copy, Debug)]
pub struct DaysFile<'file> {
    /// The name of the file, as the line has it.
    pub named_at: Span,
    /// Its id.
    pub file: FileId,
    /// How it is written.
    pub form: DaysForm,
    /// Its text, byte order mark and all.
    pub text: &'file str,
}

/// How a file of days is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysForm {
    /// A table with a row for each.
    Csv,
    /// A calendar with an event for each.
    Ics,
}

impl DaysForm {
    /// The form that a file's name tells.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let ending = path.rsplit_once('.')?.1;
        [("csv", Self::Csv), ("ics", Self::Ics)]
            .into_iter()
            .find(|(known, _)| ending.eq_ignore_ascii_case(known))
            .map(|(_, form)| form)
    }
}

/// What the lines of a calendar take from files, each with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Term,
    Closure,
    Holiday,
}

impl Sort {
    /// The line that names a file of them.
    const fn line(self) -> &'static str {
        match self {
            Self::Term => "terms-from-file",
            Self::Closure => "closures-from-file",
            Self::Holiday => "holidays-from-file",
        }
    }

    /// The word that declares one inside the calendar.
    pub(super) const fn keyword(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Closure => "closure",
            Self::Holiday => "holiday",
        }
    }
}

/// Named days of a file, before it is known what they are for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    name: Spanned<String>,
    id: Option<Spanned<String>>,
    from: Spanned<Date>,
    to: Spanned<Date>,
    half_term: Option<(Spanned<Date>, Spanned<Date>)>,
}

/// What a file comes to: what can be read, and a finding for each row or event that cannot.
type Read = (Vec<Told>, Vec<Diagnostic>);

/// The most findings that one file is given one by one.
const MOST: usize = 20;

/// What the files say that the calendar takes things of that sort from.
pub(super) fn stretches(reader: &mut Reader<'_>, opened: &Opened<'_>, sort: Sort) -> Vec<Stretch> {
    let mut all = Vec::new();
    for named in opened.values(sort.line()) {
        // A file that is not there has its finding.
        let Some(file) = reader.days.iter().find(|file| file.named_at == named.span) else { continue };
        let (told, mut findings) = match file.form {
            DaysForm::Csv => table::read(file.file, file.text),
            DaysForm::Ics => events::read(file.file, file.text),
        };
        for one in told {
            match stretch(one, sort) {
                Ok(stretch) => all.push(stretch),
                Err(finding) => findings.push(*finding),
            }
        }
        reader.findings.extend(the_first(findings, named.span));
    }
    all
}

fn the_first(mut findings: Vec<Diagnostic>, named_at: Span) -> Vec<Diagnostic> {
    let more = findings.len().saturating_sub(MOST);
    findings.truncate(MOST);
    if more > 0 {
        let message = format!("this file has {more} more mistakes");
        findings.push(
            Diagnostic::new(codes::UNREADABLE_DAYS, message)
                .at(named_at, "the file is named here")
                .help(format!("mend the first {MOST}; the others are told then")),
        );
    }
    findings
}

/// What is told, as if it stood inside the calendar.
fn stretch(told: Told, sort: Sort) -> Result<Stretch, Box<Diagnostic>> {
    if let Some(backwards) = backwards(&told.from, &told.to) {
        return Err(backwards);
    }
    if sort == Sort::Holiday && told.from.value != told.to.value {
        let message = format!("`{}` lasts several days, and a holiday is one", told.name.value);
        let finding = Diagnostic::new(codes::UNREADABLE_DAYS, message)
            .at(told.to.span, "the last of several days")
            .help("take days on end from a file with `closures-from-file`, or give each day a row of its own");
        return Err(Box::new(finding));
    }
    if let Some(backwards) = told.half_term.as_ref().and_then(|(from, to)| self::backwards(from, to)) {
        return Err(backwards);
    }
    Ok(Stretch {
        name: id(&told, sort)?,
        title: told.name.value,
        from: told.from.value,
        to: told.to.value,
        half_term: told.half_term.map(|(from, to)| (from.value, to.value)),
    })
}

fn backwards(from: &Spanned<Date>, to: &Spanned<Date>) -> Option<Box<Diagnostic>> {
    (to.value < from.value).then(|| {
        let finding = Diagnostic::new(codes::BACKWARDS_RANGE, "this range ends before it starts")
            .at(to.span, "the last day")
            .and(from.span, "the first day, which is later")
            .help("change the two round, or correct the year of one");
        Box::new(finding)
    })
}

/// The id given, or one made from the name: `Autumn term 2026` is `autumn-term-2026`.
fn id(told: &Told, sort: Sort) -> Result<Spanned<String>, Box<Diagnostic>> {
    let written = told.id.as_ref().unwrap_or(&told.name);
    let kebab = kebab_case(&written.value);
    if let Some(given) = told.id.as_ref().filter(|given| given.value != kebab) {
        let message = format!("the id `{}` is not in lower-case words joined by hyphens", given.value);
        let example = if kebab.is_empty() { "autumn-2026" } else { kebab.as_str() };
        let finding = Diagnostic::new(codes::BADLY_FORMED_ID, message)
            .at(given.span, "written another way than all other ids")
            .help(format!("write `{example}`"));
        return Err(Box::new(finding));
    }
    // An id begins with a letter: `2026` alone is a year.
    let begins_well = kebab.chars().next().is_some_and(char::is_alphabetic);
    let whole = if begins_well { kebab } else { format!("{}-{kebab}", sort.keyword()) };
    Ok(Spanned::new(whole.trim_end_matches('-').to_owned(), written.span))
}

/// A finding on something that cannot be read.
fn unreadable(message: impl Into<String>, span: Span, label: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(codes::UNREADABLE_DAYS, message).at(span, label).help(help)
}

/// The file's span from one byte to another.
fn span(file: FileId, from: usize, to: usize) -> Span {
    let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span::new(file, offset(from), offset(to))
}

/// The text without its byte order mark, and how many bytes that has.
fn without_mark(text: &str) -> (&str, usize) {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    (rest, text.len().saturating_sub(rest.len()))
}
