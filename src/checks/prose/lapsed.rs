//! Outside documents that the text still names although they are no longer in force.

use super::Reading;
use super::phrase::Finder;
use crate::calendar::Date;
use crate::checks::pick::in_words;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::document::Reference;
use crate::model::{Construct, Declaration};

/// Findings on lapsed documents, as seen on `today`: one for each clause that names one.
pub(super) fn check(reading: &Reading<'_>, today: Date) -> Vec<Diagnostic> {
    let lapsed = lapsed(reading, today);
    if lapsed.is_empty() {
        return Vec::new();
    }
    let names = lapsed.iter().flat_map(|(declaration, reference)| {
        let aliases = reference.also.iter().map(|alias| alias.name.value.as_str());
        aliases.chain([declaration.title.as_str()]).map(move |name| (name, (*declaration, *reference)))
    });
    let names = Finder::new(names);
    let mut findings = Vec::new();
    for passage in &reading.passages {
        let mut said: Vec<&Declaration> = Vec::new();
        for (run, (declaration, reference)) in names.find(passage) {
            let written = passage.written(run.clone());
            if said.iter().any(|other| other.id == declaration.id) || reading.settled.decides(passage, written) {
                continue;
            }
            said.push(declaration);
            findings.extend(finding(written, passage.span(run), declaration, reference));
        }
    }
    findings
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only references lapse")]
fn lapsed<'model>(reading: &Reading<'model>, today: Date) -> Vec<(&'model Declaration, &'model Reference)> {
    let references = reading.model.declarations.iter().filter_map(|declaration| match &declaration.construct {
        Construct::Reference(reference) => Some((declaration, reference.as_ref())),
        _ => None,
    });
    references.filter(|(_, reference)| reference.until.as_ref().is_some_and(|until| until.value < today)).collect()
}

fn finding(
    written: &str,
    at: crate::text::Span,
    declaration: &Declaration,
    reference: &Reference,
) -> Option<Diagnostic> {
    let until = reference.until.as_ref()?;
    let help = match &reference.replaced_by {
        Some(next) => format!("`{}` took its place: compare the clause with it, and name it", next.name),
        None => "name what took its place, and say so with `replaced-by`".to_owned(),
    };
    let message =
        format!("the text relies on `{written}`, which has not been in force since {}", in_words(until.value));
    Some(
        Diagnostic::new(codes::LAPSED_IN_TEXT, message)
            .at(at, "no longer in force")
            .and(until.span, format!("the last day of `{}`", declaration.name.value))
            .help(help),
    )
}
