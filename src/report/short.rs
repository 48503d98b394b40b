//! One line for each finding, for editors and for `grep`.

use super::place::{one_line, start_of};
use crate::diagnostic::Diagnostic;
use crate::text::Sources;

/// `file:line:column: error[QAC0201] message`, one line for each finding; without the place where there is none.
#[must_use]
pub fn render_short(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    diagnostics.iter().map(|diagnostic| line(diagnostic, sources)).collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.span().and_then(|span| start_of(sources, span));
    let place = place.map_or(String::new(), |(source, place)| {
        format!("{}:{}:{}: ", one_line(&source.path), place.line, place.column)
    });
    let severity = diagnostic.severity.word();
    format!("{place}{severity}[{}] {}\n", diagnostic.code, one_line(&diagnostic.message))
}
