//! Findings as SARIF 2.1.0, the format that code hosts and editors take findings in.
//!
//! The structs mirror the part of the standard that qac writes, under the standard's own names. Every rule is listed with
//! its page, so that a reader of the file needs no copy of qac to understand a finding.

use std::collections::BTreeMap;

use serde::Serialize;

use super::json::FrameworkStamp;
use super::place::{Stretch, stretch_of};
use crate::diagnostic::{Applicability, Code, Diagnostic, Fix, Label, Severity, page};
use crate::text::{FileId, Sources};

/// The schema that the document keeps to.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as one indented SARIF document that ends with a line feed.
#[must_use]
pub fn render_sarif(diagnostics: &[Diagnostic], sources: &Sources, framework: Option<FrameworkStamp>) -> String {
    let run = Run {
        tool: Tool { driver: driver() },
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(|found| result(found, sources)).collect(),
        properties: framework.map(|framework| RunProperties { framework }),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Every key is a string and every value plain, so that writing cannot fail.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<RunProperties>,
}

/// What SARIF has no word for: the framework and its edition.
#[derive(Serialize)]
struct RunProperties {
    framework: FrameworkStamp,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// SARIF's `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// SARIF's `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Repair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<FoundProperties>,
}

/// What SARIF has no word for: the clause that a finding is about.
#[derive(Serialize)]
struct FoundProperties {
    clause: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Lines and columns from 1; the end column is one past the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// SARIF's `fix`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Repair {
    description: Message,
    artifact_changes: Vec<ArtifactChange>,
    properties: RepairProperties,
}

/// What SARIF has no word for: whether a repair may be applied unasked.
#[derive(Serialize)]
struct RepairProperties {
    applicability: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

fn driver() -> Driver {
    let rules = Code::all().iter().map(|code| rule(*code)).collect();
    Driver { name: "qac", semantic_version: env!("CARGO_PKG_VERSION"), rules }
}

fn rule(code: Code) -> Rule {
    let page = page(code);
    Rule {
        id: code.id(),
        name: code.slug(),
        short_description: Message { text: sentence(code.title()) },
        full_description: Message { text: page.says.to_owned() },
        help: Help {
            text: format!("{}\n\n{}\n\n{}", page.says, page.matters, page.fix),
            markdown: code.page().trim_end(),
        },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn result(found: &Diagnostic, sources: &Sources) -> Found {
    let help = found.help.as_ref().map(|help| format!("\nHelp: {help}")).unwrap_or_default();
    let main = found.primary();
    let others = found.labels.iter().filter(|label| Some(*label) != main);
    let related = others.filter_map(|label| location(label, sources));
    Found {
        rule_id: found.code.id(),
        rule_index: Code::all().iter().position(|code| *code == found.code),
        level: level(found.severity),
        message: Message { text: format!("{}{help}", found.message) },
        locations: main.and_then(|label| location(label, sources)).into_iter().collect(),
        related_locations: (0..).zip(related).map(|(id, place)| Location { id: Some(id), ..place }).collect(),
        fixes: found.fixes.iter().filter_map(|fix| repair(fix, sources)).collect(),
        properties: found.clause.clone().map(|clause| FoundProperties { clause }),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn location(label: &Label, sources: &Sources) -> Option<Location> {
    let stretch = stretch_of(sources, label.span)?;
    let physical_location = PhysicalLocation { artifact_location: artifact(&stretch), region: region(&stretch) };
    let message = (!label.text.is_empty()).then(|| Message { text: label.text.clone() });
    Some(Location { id: None, physical_location, message })
}

fn artifact(stretch: &Stretch<'_>) -> ArtifactLocation {
    ArtifactLocation { uri: uri(&stretch.source.path) }
}

const fn region(stretch: &Stretch<'_>) -> Region {
    let (start, end) = (stretch.start, stretch.end);
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// A repair all of whose files are known.
fn repair(fix: &Fix, sources: &Sources) -> Option<Repair> {
    let mut changes: BTreeMap<FileId, ArtifactChange> = BTreeMap::new();
    for edit in &fix.edits {
        let stretch = stretch_of(sources, edit.span)?;
        let replacement = Replacement {
            deleted_region: region(&stretch),
            inserted_content: Message { text: edit.replacement.clone() },
        };
        let empty = || ArtifactChange { artifact_location: artifact(&stretch), replacements: Vec::new() };
        changes.entry(edit.span.file).or_insert_with(empty).replacements.push(replacement);
    }
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    };
    Some(Repair {
        description: Message { text: fix.title.clone() },
        artifact_changes: changes.into_values().collect(),
        properties: RepairProperties { applicability },
    })
}

/// The path as a URI: relative where the path is, with whatever a URI does not take written in per cent signs.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let from_the_root = match path.as_bytes() {
        [b'/', ..] => "file://",
        [drive, b':', ..] if drive.is_ascii_alphabetic() => "file:///",
        _ => "",
    };
    let written = path.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    });
    written.fold(from_the_root.to_owned(), |uri, part| uri + &part)
}

fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_uris() {
        assert_eq!(uri("frameworks/café 1.qac.md"), "frameworks/caf%C3%A9%201.qac.md");
        assert_eq!(uri("..\\std\\clocks.qac"), "../std/clocks.qac");
        assert_eq!(uri("/srv/a.qac"), "file:///srv/a.qac");
        assert_eq!(uri("C:\\a.qac"), "file:///C%3A/a.qac");
    }
}
