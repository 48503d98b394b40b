//! Findings as short paragraphs: no boxes, no colour, nothing that has to be seen to be understood.

use super::place::{one_line, start_of, visible, whole_characters};
use super::summary::summary_line;
use crate::diagnostic::{Applicability, Diagnostic, Label, Severity, Tally};
use crate::text::{Source, Sources};

/// The most characters that are quoted of a line.
const MOST_QUOTED: usize = 120;

/// One paragraph for each finding and the closing summary, made to be heard.
#[must_use]
pub fn render_plain(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&paragraph(diagnostic, sources).join("\n"));
        text.push_str("\n\n");
    }
    text.push_str(&summary_line(Tally::of(diagnostics)));
    text.push('\n');
    text
}

fn paragraph(diagnostic: &Diagnostic, sources: &Sources) -> Vec<String> {
    let mut lines = vec![heading(diagnostic, sources), sentence(&diagnostic.message)];
    lines.extend(diagnostic.span().and_then(|span| {
        let (source, place) = start_of(sources, span)?;
        Some(format!("Line {} reads: {}", place.line, quoted(source, span)))
    }));
    lines.extend(diagnostic.labels.iter().filter_map(|label| self::label(label, diagnostic, sources)));
    lines.extend(diagnostic.help.as_deref().map(|help| format!("Help: {}", sentence(help))));
    let safe = diagnostic.fixes.iter().filter(|fix| fix.applicability == Applicability::Safe);
    lines.extend(safe.map(|fix| format!("`qac check --fix` can mend this: {}", sentence(&fix.title))));
    lines
}

/// `Error QAC0201, file.qac.md, line 3, column 5, clause 6.10.`
fn heading(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Advice => "Advice",
    };
    let mut words = format!("{severity} {}", diagnostic.code);
    if let Some((source, place)) = diagnostic.span().and_then(|span| start_of(sources, span)) {
        words += &format!(", {}, line {}, column {}", one_line(&source.path), place.line, place.column);
    }
    if let Some(clause) = &diagnostic.clause {
        words += &format!(", clause {}", one_line(clause));
    }
    words + "."
}

/// What a label says, with its place unless it is the main one.
fn label(label: &Label, diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    let main = diagnostic.primary() == Some(label);
    let (source, place) = start_of(sources, label.span)?;
    if main {
        return (!label.text.is_empty()).then(|| format!("There: {}", sentence(&label.text)));
    }
    let elsewhere = diagnostic.span().is_none_or(|span| span.file != label.span.file);
    let file = if elsewhere { format!("{}, ", one_line(&source.path)) } else { String::new() };
    let text = sentence(&label.text);
    Some(format!("See also {file}line {}, column {}: {text}", place.line, place.column))
}

/// The line that a span starts on, cut to a stretch around it.
fn quoted(source: &Source, span: crate::text::Span) -> String {
    let start = whole_characters(&source.text, span).start;
    let line = source.lines.range(source.lines.line(u32::try_from(start).unwrap_or(span.start)));
    let text = source.text.get(line.clone()).unwrap_or_default().trim_end();
    let before = source.text.get(line.start..start).unwrap_or_default();
    let skipped = before.char_indices().rev().nth(MOST_QUOTED / 2 - 1).map_or(0, |(offset, _)| offset);
    let shown = text.get(skipped..).unwrap_or_default();
    let length = shown.char_indices().nth(MOST_QUOTED).map_or(shown.len(), |(offset, _)| offset);
    let words: String = shown.chars().take(MOST_QUOTED).map(visible).collect();
    let cut_before = if skipped > 0 { "…" } else { "" };
    let cut_after = if length < shown.len() { "…" } else { "" };
    format!("{cut_before}{}{cut_after}", words.trim())
}

/// A message as a sentence: a capital at the start unless it starts with the author's words, a stop at the end.
fn sentence(words: &str) -> String {
    let words = one_line(words);
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if words.is_empty() || words.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{first}{}{stop}", characters.as_str())
}
