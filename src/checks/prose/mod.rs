//! The prose: what the wording of a clause leaves open, doubtful, or in contradiction with another clause.
//!
//! Each lint is a file of its own and reads the same passages. It never asks how a sentence would be said as a rule; it
//! asks what the rules of the clause already say ([`settled`]) and is silent where they, or a recorded decision, answer
//! the doubt. Every lint is one pass over the words, so that a long document costs as much as its length.

mod acronyms;
mod difference;
mod drift;
mod glossary;
mod lapsed;
mod modals;
mod names;
mod passage;
mod phrase;
mod rhythm;
mod settled;
mod trigger;
mod urgency;
mod words;

use super::Checked;
use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::text::FileId;
use passage::Passage;
use settled::Settled;

/// What the lints look at.
struct Reading<'model> {
    /// What is declared.
    model: &'model Model,
    /// The clauses of every document that numbers its clauses, in the order of the text.
    passages: Vec<Passage<'model>>,
    /// What the rules of each clause answer.
    settled: Settled<'model>,
}

impl<'model> Reading<'model> {
    fn new(checked: &Checked<'model>) -> Self {
        let passages = passage::passages(checked.outlines);
        Self { model: checked.model, passages, settled: Settled::new(checked.model, checked.outlines) }
    }

    /// The passages that are told by their number: paragraphs and appendices, not what stands under a bare heading.
    fn numbered(&self) -> impl Iterator<Item = &Passage<'model>> {
        self.passages.iter().filter(|passage| passage.is_numbered())
    }

    /// Whether a file is a document whose prose is read here.
    fn reads(&self, file: FileId) -> bool {
        self.passages.iter().any(|passage| passage.file == file)
    }
}

/// Findings on the prose.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let reading = Reading::new(checked);
    if reading.passages.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    findings.extend(rhythm::check(&reading));
    findings.extend(urgency::check(&reading));
    findings.extend(trigger::check(&reading));
    findings.extend(acronyms::check(&reading));
    findings.extend(glossary::check(&reading));
    findings.extend(names::check(&reading));
    findings.extend(modals::check(&reading));
    findings.extend(drift::check(&reading));
    findings.extend(checked.as_of.into_iter().flat_map(|today| lapsed::check(&reading, today)));
    findings
}

/// A text of prose read without a file, for the tests of the lints.
#[cfg(test)]
fn findings_on(text: &str, lint: impl Fn(&Reading<'_>) -> Vec<Diagnostic>) -> Vec<String> {
    let outlines = [crate::text::outline(text, FileId(0))];
    let model = Model::default();
    let empty_blocks = std::collections::BTreeSet::new();
    let checked = Checked { model: &model, outlines: &outlines, empty_blocks: &empty_blocks, as_of: None, sound: true };
    let reading = Reading::new(&checked);
    let placed = |finding: &Diagnostic| {
        let at = finding.span().and_then(|span| text.get(span.range())).unwrap_or_default().to_owned();
        format!("{at}: {}", finding.message)
    };
    lint(&reading).iter().map(placed).collect()
}
