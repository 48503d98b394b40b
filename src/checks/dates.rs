//! Dates: days that do not exist, terms without terms, words of haste without a clock, stretches that overlap.

use super::Checked;
use super::pick::in_words;
use crate::calendar::{Cadence, Date, Duration, DurationUnit, Every, PeriodUnit, Union, first_missing_day};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::time::Stretch;
use crate::model::{Construct, Declaration, Model, Timing};
use crate::text::{Span, Spanned};

/// Findings on dates.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (declaration, cadence) in cadences(checked.model) {
        findings.extend(missing_day(checked.model, cadence));
        findings.extend(no_terms(checked.model, declaration, cadence));
    }
    for declaration in &checked.model.declarations {
        findings.extend(stretches(declaration));
        findings.extend(backwards(declaration));
    }
    findings
}

/// Every rhythm with the declaration it belongs to, each once.
fn cadences(model: &Model) -> Vec<(&Declaration, &Spanned<Cadence>)> {
    let mut all: Vec<(&Declaration, &Spanned<Cadence>)> = Vec::new();
    for obligation in &model.obligations {
        let Timing::Own(cadence) = &obligation.timing else { continue };
        if all.iter().rev().take(8).any(|(_, seen)| seen.span == cadence.span) {
            continue;
        }
        all.extend(model.get(obligation.declaration).map(|declaration| (declaration, cadence)));
    }
    all
}

/// A day that some period lacks, with the first one that does.
fn missing_day(model: &Model, cadence: &Spanned<Cadence>) -> Option<Diagnostic> {
    let from = first_year(model);
    let missing = first_missing_day(&cadence.value, &model.calendar, from)?;
    Some(
        Diagnostic::new(codes::NO_SUCH_DATE, format!("this rhythm asks for a day that does not exist: {missing}"))
            .at(cadence.span, "asked for here")
            .help("add `, or the last day of a shorter month`, or `, or not at all in a shorter month`"),
    )
}

/// The year from which dates are looked at: that of the latest edition, so that the answer does not depend on today.
fn first_year(model: &Model) -> i32 {
    use chrono::Datelike;
    let editions = model.framework().map(|(_, framework)| framework.editions.as_slice()).unwrap_or_default();
    editions.iter().filter_map(|edition| edition.date.as_ref()).map(|date| date.value.year()).max().unwrap_or(2001)
}

/// Terms counted although the calendar has none.
fn no_terms(model: &Model, declaration: &Declaration, cadence: &Spanned<Cadence>) -> Option<Diagnostic> {
    let unknown = model
        .framework()
        .and_then(|(_, framework)| framework.calendar.as_ref())
        .is_some_and(|calendar| calendar.target.is_none());
    if unknown || !counts_terms(&cadence.value) || !model.calendar.rules().terms.is_empty() {
        return None;
    }
    Some(
        Diagnostic::new(
            codes::NO_TERMS,
            format!("`{}` counts in terms, but the calendar has no terms", declaration.name.value),
        )
        .at(cadence.span, "terms are counted here")
        .help("add the terms to the calendar: `term autumn-2017 { dates: 4 September 2017 to 20 December 2017 }`"),
    )
}

fn counts_terms(cadence: &Cadence) -> bool {
    match cadence {
        Cadence::Every(every) => is_by_term(every),
        Cadence::Count(count) => is_by_term(&count.every),
        Cadence::Gap(duration) => is_in_terms(duration),
        Cadence::Within { duration, .. } => is_in_terms(duration),
        Cadence::All(Union { parts: all, .. }) | Cadence::First(all) => all.iter().any(counts_terms),
        Cadence::Phases(phases) => phases.iter().any(|phase| counts_terms(&phase.cadence)),
        Cadence::Once(_) | Cadence::Event(_) | Cadence::AsRequired { .. } => false,
    }
}

fn is_by_term(every: &Every) -> bool {
    every.unit == PeriodUnit::Term
}

fn is_in_terms(duration: &Duration) -> bool {
    duration.unit == DurationUnit::Term
}

/// Terms that overlap, and half-terms outside their term.
fn stretches(declaration: &Declaration) -> Vec<Diagnostic> {
    let Construct::Calendar(calendar) = &declaration.construct else { return Vec::new() };
    let mut findings = Vec::new();
    let mut terms: Vec<&Stretch> = calendar.terms.iter().collect();
    terms.sort_by_key(|term| term.from);
    for (one, next) in terms.iter().zip(terms.iter().skip(1)) {
        if next.from <= one.to {
            findings.push(
                Diagnostic::new(
                    codes::BACKWARDS_RANGE,
                    format!("the terms `{}` and `{}` overlap", one.name.value, next.name.value),
                )
                .at(next.name.span, format!("begins on {}", in_words(next.from)))
                .and(one.name.span, format!("ends on {}", in_words(one.to)))
                .help("let each term end before the next begins"),
            );
        }
    }
    for term in terms {
        if let Some((from, to)) = term.half_term.filter(|(from, to)| *from < term.from || *to > term.to) {
            let message = format!("the half-term of `{}` is not inside the term", term.name.value);
            findings.push(
                Diagnostic::new(codes::BACKWARDS_RANGE, message)
                    .at(term.name.span, format!("its break is {} to {}", in_words(from), in_words(to)))
                    .help("write the first and last day of the break, both inside the term"),
            );
        }
    }
    findings
}

/// Dates of one declaration that stand in the wrong order.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs have two dates in order")]
fn backwards(declaration: &Declaration) -> Option<Diagnostic> {
    let (from, until) = match &declaration.construct {
        Construct::Reference(reference) => (reference.from.as_ref(), reference.until.as_ref()),
        Construct::Amendment(amendment) => (amendment.starts.as_ref(), amendment.ends.as_ref()),
        Construct::Framework(framework) => {
            let latest =
                framework.editions.iter().filter_map(|edition| edition.date.as_ref()).max_by_key(|date| date.value);
            (latest, framework.review_due.as_ref())
        }
        _ => return None,
    };
    let (from, until) = (from?, until?);
    (until.value < from.value).then(|| backwards_finding(declaration, from, until.span))
}

fn backwards_finding(declaration: &Declaration, from: &Spanned<Date>, until: Span) -> Diagnostic {
    Diagnostic::new(codes::BACKWARDS_RANGE, format!("the dates of `{}` run backwards", declaration.name.value))
        .at(until, format!("this is before {}", in_words(from.value)))
        .and(from.span, "the earlier date")
        .help("exchange the two dates, or mend the one that is wrong")
}
