//! The findings of several frameworks as those of one: a file that two of them use is told once.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, in_source_order};
use crate::model::Model;
use crate::plan::Stamp;
use crate::report::FrameworkStamp;
use crate::text::{FileId, Sources, Span};

/// What was found in all files.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// All texts, each once.
    pub(super) sources: Sources,
    /// In source order.
    pub(super) diagnostics: Vec<Diagnostic>,
    frameworks: Vec<FrameworkStamp>,
}

impl Findings {
    /// Adds those of one framework.
    pub(super) fn add(&mut self, analysis: Analysis) {
        self.frameworks.extend(stamp(&analysis.model));
        // The first framework's files are the whole so far, and nothing moves.
        if self.sources.iter().next().is_none() {
            (self.sources, self.diagnostics) = (analysis.sources, in_source_order(analysis.diagnostics));
            return;
        }
        let files: BTreeMap<FileId, FileId> =
            analysis.sources.iter().map(|source| (source.id, self.file(&source.path, &source.text))).collect();
        let mut all = std::mem::take(&mut self.diagnostics);
        all.extend(analysis.diagnostics.into_iter().map(|found| moved(found, &files)));
        self.diagnostics = in_source_order(all);
    }

    /// The framework that the findings are about, where it is one.
    pub(super) fn framework(&self) -> Option<FrameworkStamp> {
        match self.frameworks.as_slice() {
            [first, others @ ..] if others.iter().all(|other| other == first) => Some(first.clone()),
            _ => None,
        }
    }

    fn file(&mut self, path: &str, text: &str) -> FileId {
        match self.sources.named(path) {
            Some(source) => source.id,
            None => self.sources.add(path, text),
        }
    }
}

/// Which framework, told as every other document tells it; nothing where none is declared.
fn stamp(model: &Model) -> Option<FrameworkStamp> {
    model.framework()?;
    let Stamp { id, title, edition } = Stamp::of(model);
    Some(FrameworkStamp { id, title, edition })
}

/// `found` with every place in the files of the whole.
fn moved(mut found: Diagnostic, files: &BTreeMap<FileId, FileId>) -> Diagnostic {
    let place = |span: &mut Span| {
        if let Some(file) = files.get(&span.file) {
            span.file = *file;
        }
    };
    found.labels.iter_mut().for_each(|label| place(&mut label.span));
    found.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| place(&mut edit.span));
    found
}
