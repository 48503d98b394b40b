//! Findings as workflow commands of GitHub Actions, which shows each beside the line that it is about.

use super::place::{Stretch, one_line, stretch_of};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Sources;

/// `::error file=…,line=…,title=QAC0201 unknown-name::message`, one line for each finding.
#[must_use]
pub fn render_github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, sources)).collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let place = diagnostic.span().and_then(|span| stretch_of(sources, span)).map(|stretch| place(&stretch));
    let title = format!("title={} {}", diagnostic.code, diagnostic.code.slug());
    let properties: Vec<String> = place.into_iter().chain([title]).collect();
    let help = diagnostic.help.as_deref().map(|help| format!("\nHelp: {}", one_line(help)));
    let message = format!("{}{}", one_line(&diagnostic.message), help.unwrap_or_default());
    format!("::{name} {}::{}\n", properties.join(","), value(&message))
}

/// `file=…,line=3,col=5,endLine=3,endColumn=9`. GitHub takes columns only of a place that ends on the line it starts on.
fn place(stretch: &Stretch<'_>) -> String {
    let file = property(&one_line(&stretch.source.path));
    let (start, end) = (stretch.start, stretch.end);
    if start.line == end.line {
        format!("file={file},line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column)
    } else {
        format!("file={file},line={},endLine={}", start.line, end.line)
    }
}

/// What stands behind the `::`, with the characters that would end it written in GitHub's way.
fn value(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind a `name=`, where a colon or a comma would end it too.
fn property(words: &str) -> String {
    value(words).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_value_is_escaped() {
        assert_eq!(value("50% of:\na, b"), "50%25 of:%0Aa, b");
        assert_eq!(property("C:\\a,b%.qac"), "C%3A\\a%2Cb%25.qac");
    }
}
