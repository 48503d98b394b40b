//! Findings for programs that use qac as a library and report errors with miette.
//!
//! qac itself never draws a finding in a source with miette, which reads the source again for each one.

use std::fmt;

use miette::{LabeledSpan, NamedSource};

use super::place::whole_characters;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Source, Sources};

/// A finding with the source of its main place.
#[derive(Clone, Debug)]
pub struct MietteFinding {
    diagnostic: Diagnostic,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
}

/// The finding for miette. Places in other files than the main one are left out: miette draws one source a finding.
#[must_use]
pub fn to_miette(diagnostic: &Diagnostic, sources: &Sources) -> MietteFinding {
    let source = diagnostic.span().and_then(|span| sources.get(span.file));
    MietteFinding {
        diagnostic: diagnostic.clone(),
        source: source.map(|source| NamedSource::new(&source.path, source.text.clone())),
        labels: source.map(|source| labels(diagnostic, source)).unwrap_or_default(),
    }
}

fn labels(diagnostic: &Diagnostic, source: &Source) -> Vec<LabeledSpan> {
    let here = diagnostic.labels.iter().filter(|label| label.span.file == source.id);
    here.map(|label| {
        let range = whole_characters(&source.text, label.span);
        let text = (!label.text.is_empty()).then(|| label.text.clone());
        let span = (range.start, range.len());
        if label.primary {
            LabeledSpan::new_primary_with_span(text, span)
        } else {
            LabeledSpan::new_with_span(text, span)
        }
    })
    .collect()
}

impl fmt::Display for MietteFinding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for MietteFinding {}

impl miette::Diagnostic for MietteFinding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.source.as_ref().map(|source| source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
