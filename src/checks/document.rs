//! The document: clauses that exist and are accounted for, numbering, review dates, open gaps, references.

use indexmap::{IndexMap, IndexSet};

use super::Checked;
use super::names::aliases;
use super::pick::in_words;
use crate::calendar::Date;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{ClauseNumber, Construct, DeclId, Declaration, Model};
use crate::text::{Clause, ClauseKind, FileId, Outline, Span};

/// Findings on the document.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    findings.extend(named_clauses(checked));
    for (place, outline) in checked.outlines.iter().enumerate() {
        let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
        findings.extend(doubled(outline));
        findings.extend(numbering(outline));
        findings.extend(unaccounted(checked, file, outline));
        findings.extend(narrative_with_rules(checked, file));
    }
    if let Some(today) = checked.as_of {
        findings.extend(review_overdue(checked.model, today));
        findings.extend(gaps_overdue(checked.model, today));
    }
    findings.extend(stale_references(checked));
    findings.extend(amendments(checked.model));
    findings
}

/// Clauses that declarations name but no document has.
fn named_clauses(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let numbered: Vec<ByNumber<'_>> = checked.outlines.iter().map(by_number).collect();
    for declaration in &checked.model.declarations {
        let file = declaration.file.0 as usize;
        let (Some(outline), Some(numbered)) = (checked.outlines.get(file), numbered.get(file)) else { continue };
        // A plain file has no clauses of its own; what it names stands in the documents that use it.
        if outline.clauses.is_empty() {
            continue;
        }
        let of_aliases = aliases(declaration).iter().flat_map(|alias| &alias.clauses);
        for clause in declaration.clauses.iter().chain(of_aliases) {
            if !exists(numbered, &clause.value.0) {
                findings.push(
                    Diagnostic::new(
                        codes::UNKNOWN_CLAUSE,
                        format!(
                            "`{}` names clause {}, which this document does not have",
                            declaration.name.value, clause.value
                        ),
                    )
                    .at(clause.span, "no such clause")
                    .help(nearest_clause(outline, &clause.value.0)),
                );
            }
        }
    }
    findings
}

/// The clauses of a document by their number in small letters; the first where a number is given twice.
type ByNumber<'outline> = IndexMap<String, &'outline Clause>;

fn by_number(outline: &Outline) -> ByNumber<'_> {
    let mut found = ByNumber::new();
    for clause in &outline.clauses {
        found.entry(clause.number.to_ascii_lowercase()).or_insert(clause);
    }
    found
}

/// Whether the document has that clause, or that lettered part of one.
fn exists(numbered: &ByNumber<'_>, number: &str) -> bool {
    if numbered.contains_key(&number.to_ascii_lowercase()) {
        return true;
    }
    let Some((whole, part)) = number.split_once('(') else { return false };
    let label = part.split(')').next().unwrap_or_default();
    numbered.get(&whole.to_ascii_lowercase()).is_some_and(|clause| clause.parts.iter().any(|part| part.label == label))
}

fn nearest_clause(outline: &Outline, number: &str) -> String {
    let numbers = outline.clauses.iter().filter(|clause| clause.kind != ClauseKind::Section);
    match crate::text::nearest(number, numbers.map(|clause| clause.number.as_str())) {
        Some(meant) => format!("did you mean {meant}?"),
        None => "write the number of a paragraph that stands in the text".to_owned(),
    }
}

fn counted(outline: &Outline) -> impl Iterator<Item = &Clause> {
    outline.clauses.iter().filter(|clause| clause.kind != ClauseKind::Section)
}

fn doubled(outline: &Outline) -> Vec<Diagnostic> {
    let mut seen: IndexMap<&str, Span> = IndexMap::new();
    let mut findings = Vec::new();
    for clause in counted(outline) {
        match seen.get(clause.number.as_str()) {
            Some(first) => findings.push(
                Diagnostic::new(codes::DUPLICATE_CLAUSE, format!("two clauses are numbered {}", clause.number))
                    .at(clause.span, "the second one")
                    .and(*first, "the first one")
                    .help("number one of them anew: rules and records are traced by this number"),
            ),
            None => {
                seen.insert(&clause.number, clause.span);
            }
        }
    }
    findings
}

/// Numbers left out between one paragraph and the next of the same section.
fn numbering(outline: &Outline) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let numbered: Vec<(&Clause, Vec<u32>)> =
        counted(outline).filter_map(|clause| Some((clause, parts(&clause.number)?))).collect();
    for ((before, first), (after, second)) in numbered.iter().zip(numbered.iter().skip(1)) {
        let (Some((last, above)), Some((next, above_next))) = (first.split_last(), second.split_last()) else {
            continue;
        };
        if above == above_next && *next > last.saturating_add(1) {
            let missing = missing_numbers(above, *last, *next);
            findings.push(
                Diagnostic::new(codes::NUMBERING_GAP, format!("the numbering leaves out {missing}"))
                    .at(after.span, format!("follows {}", before.number))
                    .help("number the paragraphs anew, or accept it in the framework: `ignore: \"QAC0403 because …\"`"),
            );
        }
    }
    findings
}

fn parts(number: &str) -> Option<Vec<u32>> {
    number.split('.').map(|part| part.parse().ok()).collect()
}

fn missing_numbers(above: &[u32], last: u32, next: u32) -> String {
    let prefix: String = above.iter().map(|part| format!("{part}.")).collect();
    let (from, to) = (last.saturating_add(1), next.saturating_sub(1));
    if from == to { format!("{prefix}{from}") } else { format!("{prefix}{from} to {prefix}{to}") }
}

/// Paragraphs and appendices that no declaration comes from, in documents that hold rules at all.
fn unaccounted(checked: &Checked<'_>, file: FileId, outline: &Outline) -> Vec<Diagnostic> {
    let declarations = || checked.model.declarations.iter().filter(move |declaration| declaration.file == file);
    if declarations().next().is_none() {
        return Vec::new();
    }
    let mut accounted: IndexSet<&str> = IndexSet::new();
    for clause in declarations().flat_map(|declaration| &declaration.clauses) {
        accounted.insert(clause.value.0.split('(').next().unwrap_or_default());
    }
    // What could not be read may have accounted for its clause.
    let is_empty = |place: usize| checked.empty_blocks.contains(&(file, place));
    let blocks = outline.blocks.iter().enumerate().filter(|(place, _)| !is_empty(*place));
    let above = blocks.filter_map(|(_, block)| outline.clauses.get(block.clause?));
    let spoilt: IndexSet<&str> = above.map(|clause| clause.number.as_str()).collect();
    let open = |number: &str| !accounted.contains(number) && !spoilt.contains(number);
    counted(outline)
        .filter(|clause| open(&clause.number))
        .map(|clause| {
            Diagnostic::new(codes::UNACCOUNTED_CLAUSE, format!("nothing accounts for {}", said(clause)))
                .at(clause.span, "no rule, no narrative, no gap")
                .help("write its rule in a block under it, or `narrative \"why it holds none\"`, or a `gap` with an owner")
                .in_clause(clause.number.clone())
        })
        .collect()
}

fn said(clause: &Clause) -> String {
    match clause.kind {
        ClauseKind::Appendix => clause.number.clone(),
        ClauseKind::Paragraph | ClauseKind::Section => format!("clause {}", clause.number),
    }
}

/// A clause that is called narrative although rules stand under it.
fn narrative_with_rules(checked: &Checked<'_>, file: FileId) -> Vec<Diagnostic> {
    let first_clause = |declaration: &Declaration| Some(declaration.clauses.first()?.value.clone());
    let of_file: Vec<&Declaration> = checked.model.declarations.iter().filter(|d| d.file == file).collect();
    let obliging: IndexSet<DeclId> =
        checked.model.obligations.iter().map(|obligation| obligation.declaration).collect();
    let mut rules: IndexMap<ClauseNumber, &Declaration> = IndexMap::new();
    for rule in of_file.iter().filter(|declaration| obliging.contains(&declaration.id)) {
        if let Some(clause) = first_clause(rule).filter(|_| !matches!(rule.construct, Construct::Gap(_))) {
            rules.entry(clause).or_insert(rule);
        }
    }
    let narratives = of_file.iter().filter(|declaration| matches!(declaration.construct, Construct::Narrative));
    narratives
        .filter_map(|narrative| {
            let clause = &narrative.clauses.first()?.value;
            let rule = rules.get(clause)?;
            let message = format!("clause {clause} is called narrative, but `{}` is a rule of it", rule.name.value);
            Some(
                Diagnostic::new(codes::NARRATIVE_WITH_RULES, message)
                    .at(narrative.header, "called narrative here")
                    .and(rule.header, "the rule")
                    .help("take the `narrative` out, or turn it into a `note` of the rule"),
            )
        })
        .collect()
}

fn review_overdue(model: &Model, today: Date) -> Vec<Diagnostic> {
    let Some((_, framework)) = model.framework() else { return Vec::new() };
    let Some(due) = &framework.review_due else { return Vec::new() };
    let days = today.signed_duration_since(due.value).num_days();
    if days <= 0 {
        return Vec::new();
    }
    let message = format!("the review of this framework was due on {}, {} ago", in_words(due.value), day_count(days));
    vec![
        Diagnostic::new(codes::REVIEW_OVERDUE, message)
            .at(due.span, "this day has passed")
            .help("review the framework, then set the day of the next review"),
    ]
}

fn gaps_overdue(model: &Model, today: Date) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for declaration in &model.declarations {
        let Construct::Gap(gap) = &declaration.construct else { continue };
        let Some(due) = &gap.due else { continue };
        let days = today.signed_duration_since(due.value).num_days();
        if days > 0 {
            let message =
                format!("an open question was to be closed by {}, {} ago", in_words(due.value), day_count(days));
            findings.push(
                Diagnostic::new(codes::GAP_OVERDUE, message)
                    .at(due.span, "this day has passed")
                    .and(declaration.header, "the question")
                    .help("replace it with the rule that was decided, or agree a new day with its owner"),
            );
        }
    }
    findings
}

/// Standards that rest on a document which was no longer in force on the day looked at.
fn stale_references(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let Some(today) = checked.as_of else { return Vec::new() };
    let mut findings = Vec::new();
    for declaration in &checked.model.declarations {
        let Construct::Standard(standard) = &declaration.construct else { continue };
        for authority in &standard.authority {
            let Some(target) = checked.model.target(authority) else { continue };
            let Construct::Reference(reference) = &target.construct else { continue };
            let Some(until) = reference.until.as_ref().filter(|until| until.value < today) else { continue };
            let next = reference.replaced_by.as_ref();
            let help = next.map_or_else(
                || "look at what took its place, and say so with `replaced-by`".to_owned(),
                |next| format!("`{}` took its place: compare it with the rule, and name it", next.name),
            );
            let message = format!(
                "`{}` rests on `{}`, which has not been in force since {}",
                declaration.name.value,
                authority.name,
                in_words(until.value)
            );
            findings.push(
                Diagnostic::new(codes::STALE_REFERENCE, message)
                    .at(authority.span, "no longer in force")
                    .and(until.span, "the last day it held")
                    .help(help),
            );
        }
    }
    findings
}

/// Amendments, which outputs do not follow yet: said, so that nobody plans by the old figures unknowingly.
fn amendments(model: &Model) -> Vec<Diagnostic> {
    let amendments =
        model.declarations.iter().filter(|declaration| matches!(declaration.construct, Construct::Amendment(_)));
    amendments
        .map(|amendment| {
            let message =
                format!("`{}` is checked, but schedules and checklists do not follow it yet", amendment.name.value);
            Diagnostic::new(codes::AMENDMENT_NOT_FOLLOWED, message)
                .at(amendment.header, "declared here")
                .help("from the day it starts, write its figures into the declaration itself")
        })
        .collect()
}

fn day_count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
