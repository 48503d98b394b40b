//! Glossaries: the list of acronyms that a document prints or declares, and those of it that nothing uses.

use indexmap::IndexSet;

use super::Reading;
use super::acronyms::acronym;
use super::passage::Passage;
use super::phrase::Finder;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Construct, Model};
use crate::text::{ClauseKind, FileId, Span};

/// An acronym and its meaning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'text> {
    /// The acronym, in its own mixture of capitals.
    pub(super) term: &'text str,
    /// What it stands for.
    pub(super) meaning: &'text str,
    /// Where it is listed.
    pub(super) span: Span,
}

/// Whether a passage is a printed list of acronyms.
pub(super) fn is_glossary(passage: &Passage<'_>) -> bool {
    let title = passage.clause.title.to_lowercase();
    passage.clause.kind != ClauseKind::Paragraph
        && ["acronym", "abbreviation", "glossary"].iter().any(|word| title.contains(word))
}

/// The acronyms that a document lists in its prose: cells or lines by twos, or one line for each.
pub(super) fn written<'reading>(reading: &'reading Reading<'_>, file: FileId) -> Vec<Entry<'reading>> {
    let lists = reading.passages.iter().filter(|passage| passage.file == file && is_glossary(passage));
    lists.flat_map(entries).collect()
}

fn entries<'text>(passage: &'text Passage<'_>) -> Vec<Entry<'text>> {
    let text = passage.clause.text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let words = line.trim();
        let term = words.split([' ', '\t', ':']).next().unwrap_or_default();
        if is_term(term) {
            let rest = words.get(term.len()..).unwrap_or_default();
            let meaning = if rest.is_empty() { lines.peek().copied().unwrap_or_default() } else { rest };
            let at = start + (line.len() - line.trim_start().len());
            if let Some(span) = passage.clause.place(at..at + term.len()) {
                let meaning = meaning.trim_matches(|c: char| !c.is_alphanumeric());
                found.push(Entry { term, meaning, span });
            }
        }
        start += line.len() + 1;
    }
    found
}

/// A short word with two capitals at least: `CiC`, `DfE`, `MASH`.
fn is_term(word: &str) -> bool {
    (2..=8).contains(&word.len())
        && word.chars().filter(|letter| letter.is_uppercase()).nth(1).is_some()
        && word.chars().all(char::is_alphanumeric)
}

/// Findings on acronyms that are listed and not used. A glossary of a library serves other documents too and is left
/// alone.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let mut listed: Vec<Entry<'_>> = Vec::new();
    let mut files: Vec<FileId> = reading.passages.iter().map(|passage| passage.file).collect();
    files.dedup();
    listed.extend(files.into_iter().flat_map(|file| written(reading, file)));
    listed.extend(declared(reading));
    if listed.is_empty() {
        return Vec::new();
    }
    let used = used(reading);
    let unused: Vec<Entry<'_>> = listed.into_iter().filter(|entry| !used.contains(entry.term)).collect();
    let in_full = in_full(reading, &unused);
    unused.iter().zip(in_full).map(|(entry, times)| finding(entry, times)).collect()
}

fn declared<'reading>(reading: &'reading Reading<'_>) -> Vec<Entry<'reading>> {
    let mut found = Vec::new();
    for declaration in reading.model.declarations.iter().filter(|declaration| reading.reads(declaration.file)) {
        let Construct::Glossary(glossary) = &declaration.construct else { continue };
        found.extend(glossary.entries.iter().filter(|(term, _)| is_term(&term.value)).map(|(term, meaning)| Entry {
            term: &term.value,
            meaning: &meaning.value,
            span: term.span,
        }));
    }
    found
}

/// Every word of prose and rules, as written and as the acronym it is.
fn used<'reading>(reading: &'reading Reading<'_>) -> IndexSet<&'reading str> {
    let mut found = IndexSet::new();
    for passage in reading.passages.iter().filter(|passage| !is_glossary(passage)) {
        let terms = passage.words.iter().map(|word| passage.text(*word));
        found.extend(terms.filter_map(singular));
    }
    for text in said_in_rules(reading.model) {
        found.extend(text.split(|c: char| !c.is_alphanumeric()).filter_map(singular));
    }
    found
}

/// A word that could be an acronym, without the ending for more than one.
fn singular(word: &str) -> Option<&str> {
    let own = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    acronym(own).or_else(|| Some(own.strip_suffix('s').unwrap_or(own)).filter(|one| is_term(one)))
}

/// The texts that rules hold and that reach a reader.
#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs ask questions")]
fn said_in_rules(model: &Model) -> impl Iterator<Item = &str> {
    let declared = model.declarations.iter().flat_map(|declaration| {
        let lines = declaration.assumes.iter().chain(&declaration.notes).map(|line| line.value.as_str());
        let questions = match &declaration.construct {
            Construct::Standard(standard) => standard.criteria.as_slice(),
            Construct::Instrument(instrument) => instrument.questions.as_slice(),
            _ => &[],
        };
        let title = (!matches!(declaration.construct, Construct::Glossary(_))).then_some(declaration.title.as_str());
        title.into_iter().chain(lines).chain(questions.iter().map(|question| question.text.as_str()))
    });
    declared.chain(model.obligations.iter().map(|obligation| obligation.action.as_str()))
}

/// How often the text writes out in full what each acronym stands for.
fn in_full(reading: &Reading<'_>, entries: &[Entry<'_>]) -> Vec<usize> {
    let meanings = Finder::new(entries.iter().enumerate().map(|(place, entry)| (entry.meaning, place)));
    let mut counts = vec![0; entries.len()];
    for passage in reading.passages.iter().filter(|passage| !is_glossary(passage)) {
        for (_, place) in meanings.find(passage) {
            if let Some(count) = counts.get_mut(*place) {
                *count += 1;
            }
        }
    }
    counts
}

fn finding(entry: &Entry<'_>, times: usize) -> Diagnostic {
    let message = format!("`{}` is in the glossary, and the document never uses it", entry.term);
    let help = match times {
        0 => "take it out of the glossary".to_owned(),
        1 => format!("the text writes `{}` once in full: use the acronym, or take it out", entry.meaning),
        _ => format!("the text writes `{}` {times} times in full: use the acronym, or take it out", entry.meaning),
    };
    Diagnostic::new(codes::UNUSED_ACRONYM, message).at(entry.span, "never used").help(help)
}

#[cfg(test)]
mod tests {
    use super::super::findings_on;
    use super::*;

    #[test]
    fn listed_in_a_table_or_line_by_line() {
        let text = "## Acronyms\n\n| CiC | Children in care |\n|---|---|\n| YOT | Youth team |\n\nDfE: Department\n\n\
                    ## 1 Audits\n\n1.1 The youth team reports on each CiC.\n";
        insta::assert_debug_snapshot!(findings_on(text, check), @r#"
        [
            "YOT: `YOT` is in the glossary, and the document never uses it",
            "DfE: `DfE` is in the glossary, and the document never uses it",
        ]
        "#);
    }
}
