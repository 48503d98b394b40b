//! Findings drawn into the source, for people at a terminal. The only file that names ariadne.

use std::collections::BTreeMap;
use std::fmt;

use ariadne::{Cache, Color, Config, IndexType, Label, Report, ReportKind, Source};

use super::excerpt::Excerpt;
use super::place::{one_line, start_of};
use super::summary::{counted, summary_line};
use crate::diagnostic::{self, Applicability, Diagnostic, Severity, Tally};
use crate::text::{FileId, Sources, Span};

/// The most findings that are drawn; the rest are counted.
pub const MOST_DRAWN: usize = 50;

/// Whether the drawing is coloured. The caller knows whether a terminal reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Plain characters only.
    Off,
    /// With terminal colours.
    On,
}

/// The findings drawn one after the other, and the closing summary.
///
/// Of more than [`MOST_DRAWN`] findings the gravest are drawn, still in the order given.
#[must_use]
pub fn render_human(diagnostics: &[Diagnostic], sources: &Sources, colour: Colour) -> String {
    let drawn = gravest(diagnostics);
    let mut shared = Drawings::new(&drawn, sources);
    let mut text = String::new();
    for diagnostic in &drawn {
        // A long line is cut for one finding at a time, or each finding would show the places of all.
        let drawing = if shared.cuts(diagnostic) {
            Drawings::new(&[diagnostic], sources).draw(diagnostic, sources, colour)
        } else {
            shared.draw(diagnostic, sources, colour)
        };
        text.push_str(&drawing);
        text.push('\n');
    }
    if let Some(left) = counted(diagnostics.len() - drawn.len(), "more finding") {
        text.push_str(&format!("{left} not shown here; `--format short` lists all\n"));
    }
    text.push_str(&summary_line(Tally::of(diagnostics)));
    text.push('\n');
    text
}

/// At most [`MOST_DRAWN`] findings, errors before warnings before advice, in the order given.
fn gravest(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut chosen: Vec<(usize, &Diagnostic)> = diagnostics.iter().enumerate().collect();
    chosen.sort_by_key(|(index, diagnostic)| (diagnostic.severity, *index));
    chosen.truncate(MOST_DRAWN);
    chosen.sort_by_key(|(index, _)| *index);
    chosen.into_iter().map(|(_, diagnostic)| diagnostic).collect()
}

/// The sources as they are drawn, each prepared once for several findings.
struct Drawings<'s> {
    files: BTreeMap<FileId, Drawing<'s>>,
}

struct Drawing<'s> {
    path: String,
    excerpt: Excerpt<'s>,
    source: Source<String>,
}

impl<'s> Drawings<'s> {
    fn new(diagnostics: &[&Diagnostic], sources: &'s Sources) -> Self {
        let mut spans: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            spans.entry(label.span.file).or_default().push(label.span);
        }
        let known = spans.into_iter().filter_map(|(file, spans)| Some((sources.get(file)?, spans)));
        let files = known.map(|(source, spans)| {
            let mut excerpt = Excerpt::new(source, &spans);
            let drawn = Source::from(std::mem::take(&mut excerpt.text));
            (source.id, Drawing { path: one_line(&source.path), excerpt, source: drawn })
        });
        Self { files: files.collect() }
    }

    /// True when the finding has a place on a line that was cut.
    fn cuts(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.labels.iter().any(|label| {
            let drawing = self.files.get(&label.span.file);
            drawing.is_some_and(|drawing| drawing.excerpt.column_when_cut(label.span).is_some())
        })
    }

    fn draw(&mut self, diagnostic: &Diagnostic, sources: &Sources, colour: Colour) -> String {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let _ = self.report(diagnostic, colour).write(&mut *self, &mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let mut drawn: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        if self.placed(diagnostic).is_empty() {
            drawn.push_str(&remarks_alone(diagnostic));
        }
        self.true_columns(drawn, diagnostic, sources)
    }

    fn report(&self, diagnostic: &Diagnostic, colour: Colour) -> Report<'static, Place> {
        let (kind, shade) = match diagnostic.severity {
            Severity::Error => (ReportKind::Error, Color::Red),
            Severity::Warning => (ReportKind::Warning, Color::Yellow),
            Severity::Advice => (ReportKind::Advice, Color::Cyan),
        };
        let nowhere = || Place { file: FileId(0), characters: 0..0 };
        let main = diagnostic.span().and_then(|span| self.place(span)).unwrap_or_else(nowhere);
        // Characters, not bytes: where a finding has places in two files, ariadne takes a character for a byte and cuts a
        // wide character in two.
        let config = Config::new().with_color(colour == Colour::On).with_index_type(IndexType::Char);
        let mut report = Report::build(kind, main)
            .with_config(config)
            .with_code(diagnostic.code)
            .with_message(one_line(&diagnostic.message));
        for (label, place) in self.placed(diagnostic) {
            let drawn = Label::new(place).with_color(if label.primary { shade } else { Color::Blue });
            // The mark itself is drawn only for a label with a text.
            report.add_label(drawn.with_message(one_line(&label.text)));
        }
        report.with_helps(help(diagnostic));
        report.with_notes(notes(diagnostic));
        report.finish()
    }

    /// The labels of known files in the order of the text, those of the main place's file first: ariadne opens a new frame
    /// for a label above the last one, and heads it with the wrong line.
    fn placed<'d>(&self, diagnostic: &'d Diagnostic) -> Vec<(&'d diagnostic::Label, Place)> {
        let main = diagnostic.span().map(|span| span.file);
        let known = diagnostic.labels.iter().filter_map(|label| Some((label, self.place(label.span)?)));
        let mut placed: Vec<(&diagnostic::Label, Place)> = known.collect();
        placed.sort_by_key(|(label, _)| (Some(label.span.file) != main, label.span));
        placed
    }

    fn place(&self, span: Span) -> Option<Place> {
        let drawing = self.files.get(&span.file)?;
        Some(Place { file: span.file, characters: drawing.excerpt.characters(span) })
    }

    /// `drawn` with the columns of the file in place of those of the excerpt, for labels on lines that were cut.
    fn true_columns(&self, drawn: String, diagnostic: &Diagnostic, sources: &Sources) -> String {
        diagnostic.labels.iter().fold(drawn, |drawn, label| {
            let wrong = self.files.get(&label.span.file).and_then(|drawing| {
                let column = drawing.excerpt.column_when_cut(label.span)?;
                Some((&drawing.path, column))
            });
            let (Some((path, column)), Some((_, place))) = (wrong, start_of(sources, label.span)) else {
                return drawn;
            };
            let file_and_line = format!(" {path}:{}", place.line);
            drawn.replacen(&format!("{file_and_line}:{column} "), &format!("{file_and_line}:{} ", place.column), 1)
        })
    }
}

/// Help and notes of a finding without a place, for which ariadne draws none.
fn remarks_alone(diagnostic: &Diagnostic) -> String {
    let help = help(diagnostic).map(|help| format!("    Help: {help}\n"));
    let notes = notes(diagnostic).into_iter().map(|note| format!("    Note: {note}\n"));
    help.into_iter().chain(notes).collect()
}

fn help(diagnostic: &Diagnostic) -> Option<String> {
    diagnostic.help.as_deref().map(one_line)
}

fn notes(diagnostic: &Diagnostic) -> Vec<String> {
    let safe = diagnostic.fixes.iter().find(|fix| fix.applicability == Applicability::Safe);
    let fix = safe.map(|fix| format!("`qac check --fix` can mend this: {}", one_line(&fix.title)));
    let clause = diagnostic.clause.as_deref().map(|clause| format!("clause {}", one_line(clause)));
    clause.into_iter().chain(fix).collect()
}

/// Characters of a drawn source.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: FileId,
    characters: std::ops::Range<usize>,
}

impl ariadne::Span for Place {
    type SourceId = FileId;

    fn source(&self) -> &FileId {
        &self.file
    }

    fn start(&self) -> usize {
        self.characters.start
    }

    fn end(&self) -> usize {
        self.characters.end
    }
}

impl Cache<FileId> for &mut Drawings<'_> {
    type Storage = String;

    fn fetch(&mut self, file: &FileId) -> Result<&Source<String>, impl fmt::Debug> {
        self.files.get(file).map(|drawing| &drawing.source).ok_or("no such source")
    }

    fn display<'a>(&self, file: &'a FileId) -> Option<impl fmt::Display + 'a> {
        self.files.get(file).map(|drawing| drawing.path.clone())
    }
}
