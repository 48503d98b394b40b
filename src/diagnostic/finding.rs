//! One finding: what is wrong, where, and what to write instead.

use super::{Code, Fix, Severity};
use crate::text::{FileId, Span};

/// One finding about a text.
///
/// The message is one lowercase line without a final stop, in the words of the author; a label says where, the help says
/// what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which of the known kinds of finding it is.
    pub code: Code,
    /// How grave it is; the code's own unless a caller decides otherwise.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The places it is about, the main one first.
    pub labels: Vec<Label>,
    /// What to write instead, or why it matters.
    pub help: Option<String>,
    /// Repairs that the author may choose from.
    pub fixes: Vec<Fix>,
    /// The number of the clause that the main place belongs to.
    pub clause: Option<String>,
}

/// A place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The bytes.
    pub span: Span,
    /// What is there to see; may be empty.
    pub text: String,
    /// True of the place where the author has to look first.
    pub primary: bool,
}

impl Diagnostic {
    /// A finding of that code, without a place yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
            clause: None,
        }
    }

    /// Adds the main place.
    #[must_use]
    pub fn at(self, span: Span, text: impl Into<String>) -> Self {
        self.label(Label { span, text: text.into(), primary: true })
    }

    /// Adds another place that the finding speaks of.
    #[must_use]
    pub fn and(self, span: Span, text: impl Into<String>) -> Self {
        self.label(Label { span, text: text.into(), primary: false })
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a repair.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Names the clause that the main place belongs to.
    #[must_use]
    pub fn in_clause(mut self, number: impl Into<String>) -> Self {
        self.clause = Some(number.into());
        self
    }

    /// The main place: the first primary label, else the first label.
    #[must_use]
    pub fn primary(&self) -> Option<&Label> {
        self.labels.iter().find(|label| label.primary).or_else(|| self.labels.first())
    }

    /// The bytes of the main place.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.primary().map(|label| label.span)
    }

    fn label(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }
}

/// The findings in the order of the sources, then of the bytes, then of the codes; an exact double is dropped. Findings
/// without a place come first.
#[must_use]
pub fn in_source_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|one, other| order(one).cmp(&order(other)));
    diagnostics.dedup();
    diagnostics
}

/// What findings are sorted by.
fn order(diagnostic: &Diagnostic) -> (Option<(FileId, u32, u32)>, Code, &str) {
    let place = diagnostic.span().map(|span| (span.file, span.start, span.end));
    (place, diagnostic.code, &diagnostic.message)
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Findings that stop the framework from being used.
    pub errors: usize,
    /// Findings that somebody should look at.
    pub warnings: usize,
    /// Suggestions.
    pub advice: usize,
}

impl Tally {
    /// Counts `diagnostics`.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), advice: count(Severity::Advice) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::{DUPLICATE_ID, UNKNOWN_NAME};

    fn at(file: u32, start: u32, code: Code) -> Diagnostic {
        Diagnostic::new(code, "m").at(Span::new(FileId(file), start, start + 1), "")
    }

    #[test]
    fn findings_follow_the_sources_and_doubles_go() {
        let nowhere = Diagnostic::new(UNKNOWN_NAME, "m");
        let unsorted = vec![
            at(1, 0, UNKNOWN_NAME),
            at(0, 9, DUPLICATE_ID),
            at(0, 9, UNKNOWN_NAME),
            nowhere.clone(),
            at(0, 9, UNKNOWN_NAME),
        ];
        let expected = vec![nowhere, at(0, 9, UNKNOWN_NAME), at(0, 9, DUPLICATE_ID), at(1, 0, UNKNOWN_NAME)];
        assert_eq!(in_source_order(unsorted), expected);
    }

    #[test]
    fn the_main_place_is_the_first_primary_label() {
        let span = |start| Span::new(FileId(0), start, start + 1);
        let found = Diagnostic::new(UNKNOWN_NAME, "m").and(span(4), "there").at(span(2), "here");
        assert_eq!(found.span(), Some(span(2)));
        assert_eq!(Diagnostic::new(UNKNOWN_NAME, "m").span(), None);
    }
}
