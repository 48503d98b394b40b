//! Findings as JSON: the shape that `qac check --format json` promises.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity, Tally};
use crate::text::{Source, Sources};

/// The version of every JSON document that qac writes.
pub const FORMAT_VERSION: u32 = 1;

/// What `qac check` found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckReport {
    /// The version of the format.
    pub qac: u32,
    /// The framework that was checked; null where the files declare none.
    pub framework: Option<FrameworkStamp>,
    /// Every finding, in the order given.
    pub diagnostics: Vec<JsonDiagnostic>,
    /// How many there are.
    pub summary: CheckSummary,
}

/// Which framework, in which edition, a document was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FrameworkStamp {
    /// The id that its author gave it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The edition in force; null where it has none.
    pub edition: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JsonDiagnostic {
    /// `QAC` and four digits.
    pub code: &'static str,
    /// The code's name.
    pub slug: &'static str,
    /// How grave it is.
    pub severity: JsonSeverity,
    /// What is wrong.
    pub message: String,
    /// The clause that it is about; null outside clauses.
    pub clause: Option<String>,
    /// The places that it is about, the main one first.
    pub labels: Vec<JsonLabel>,
    /// What to write instead.
    pub help: Option<String>,
    /// Repairs to choose from.
    pub fixes: Vec<JsonFix>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum JsonSeverity {
    /// The rules cannot be relied on.
    Error,
    /// Somebody should look.
    Warning,
    /// A suggestion.
    Advice,
}

/// A place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JsonLabel {
    /// The file's name as it was given.
    pub file: String,
    /// The first byte.
    pub start: JsonPosition,
    /// One past the last byte.
    pub end: JsonPosition,
    /// What is there to see.
    pub text: String,
    /// True of the place to look at first.
    pub primary: bool,
}

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JsonPosition {
    /// In bytes of UTF-8, from 0.
    pub offset: u32,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JsonFix {
    /// What it does.
    pub title: String,
    /// Whether it may be applied unasked.
    pub applicability: JsonApplicability,
    /// What changes, all of it or nothing.
    pub edits: Vec<JsonEdit>,
}

/// Whether a repair may be applied unasked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum JsonApplicability {
    /// `--fix` applies it.
    Safe,
    /// The author chooses.
    Unsafe,
}

/// A change to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JsonEdit {
    /// The file's name as it was given.
    pub file: String,
    /// The first byte that goes.
    pub start: u32,
    /// One past the last byte that goes.
    pub end: u32,
    /// What comes instead.
    pub replacement: String,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckSummary {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Suggestions.
    pub advice: usize,
}

/// The findings as one indented JSON document that ends with a line feed.
#[must_use]
pub fn render_json(diagnostics: &[Diagnostic], sources: &Sources, framework: Option<FrameworkStamp>) -> String {
    let report = check_report(diagnostics, sources, framework);
    // Every key is a string and every value plain, so that writing cannot fail.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// The findings as the document that [`render_json`] writes.
#[must_use]
pub fn check_report(diagnostics: &[Diagnostic], sources: &Sources, framework: Option<FrameworkStamp>) -> CheckReport {
    let Tally { errors, warnings, advice } = Tally::of(diagnostics);
    CheckReport {
        qac: FORMAT_VERSION,
        framework,
        diagnostics: diagnostics.iter().map(|found| from_diagnostic(found, sources)).collect(),
        summary: CheckSummary { errors, warnings, advice },
    }
}

fn from_diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> JsonDiagnostic {
    JsonDiagnostic {
        code: diagnostic.code.id(),
        slug: diagnostic.code.slug(),
        severity: from_severity(diagnostic.severity),
        message: diagnostic.message.clone(),
        clause: diagnostic.clause.clone(),
        labels: diagnostic.labels.iter().filter_map(|label| from_label(label, sources)).collect(),
        help: diagnostic.help.clone(),
        fixes: diagnostic.fixes.iter().filter_map(|fix| from_fix(fix, sources)).collect(),
    }
}

const fn from_severity(severity: Severity) -> JsonSeverity {
    match severity {
        Severity::Error => JsonSeverity::Error,
        Severity::Warning => JsonSeverity::Warning,
        Severity::Advice => JsonSeverity::Advice,
    }
}

/// A label of a known file; one of no file has no place to speak of.
fn from_label(label: &Label, sources: &Sources) -> Option<JsonLabel> {
    let source = sources.get(label.span.file)?;
    Some(JsonLabel {
        file: source.path.clone(),
        start: position(source, label.span.start),
        end: position(source, label.span.end),
        text: label.text.clone(),
        primary: label.primary,
    })
}

fn position(source: &Source, offset: u32) -> JsonPosition {
    let place = source.lines.place(&source.text, offset);
    JsonPosition { offset, line: place.line, column: place.column }
}

/// A repair all of whose files are known.
fn from_fix(fix: &Fix, sources: &Sources) -> Option<JsonFix> {
    let edits: Option<Vec<JsonEdit>> = fix.edits.iter().map(|edit| from_edit(edit, sources)).collect();
    let applicability = match fix.applicability {
        Applicability::Safe => JsonApplicability::Safe,
        Applicability::Unsafe => JsonApplicability::Unsafe,
    };
    Some(JsonFix { title: fix.title.clone(), applicability, edits: edits? })
}

fn from_edit(edit: &Edit, sources: &Sources) -> Option<JsonEdit> {
    let file = sources.get(edit.span.file)?.path.clone();
    Some(JsonEdit { file, start: edit.span.start, end: edit.span.end, replacement: edit.replacement.clone() })
}
