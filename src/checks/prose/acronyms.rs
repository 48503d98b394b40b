//! Acronyms that the document uses and never spells out.

use std::ops::Range;

use indexmap::IndexMap;

use super::passage::Passage;
use super::words::words;
use super::{Reading, glossary};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Construct;
use crate::text::FileId;

/// Acronyms that every reader of such a document knows, and words that are written in capitals for weight.
const KNOWN: &[&str] = &[
    "ALL", "ALWAYS", "AM", "AND", "ANY", "BBC", "CD", "CCTV", "DNA", "DO", "EU", "EVERY", "GB", "GP", "HR", "ID", "IF",
    "IT", "MAY", "MUST", "NEVER", "NHS", "NO", "NOT", "OK", "ONLY", "OR", "PC", "PDF", "PM", "SHOULD", "TV", "UK",
    "UN", "US", "WILL", "YES",
];

/// The fewest and most letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// The acronym that a word is, without an ending for more than one or for whose it is: `PEPs`, `LSCB’s`.
pub(super) fn acronym(word: &str) -> Option<&str> {
    if !word.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return None;
    }
    let own = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let one = own.strip_suffix('s').unwrap_or(own);
    let capitals = LETTERS.contains(&one.len()) && one.bytes().all(|letter| letter.is_ascii_uppercase());
    let numeral = one.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    (capitals && !numeral && !KNOWN.contains(&one)).then_some(one)
}

/// Where an acronym is met first, and how often.
struct Use<'reading> {
    passage: &'reading Passage<'reading>,
    place: usize,
    count: usize,
    /// Where it is spelled out after all, too late.
    later: Option<(&'reading Passage<'reading>, usize)>,
}

/// Findings on acronyms.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let declared = declared(reading);
    let mut findings = Vec::new();
    let mut file = None;
    for passage in &reading.passages {
        if file != Some(passage.file) {
            file = Some(passage.file);
            findings.extend(of_document(reading, passage.file, &declared));
        }
    }
    findings
}

fn of_document(reading: &Reading<'_>, file: FileId, declared: &IndexMap<String, ()>) -> Vec<Diagnostic> {
    let mut spelled: IndexMap<String, ()> = declared.clone();
    spelled.extend(glossary::written(reading, file).into_iter().map(|entry| (entry.term.to_owned(), ())));
    let mut uses: IndexMap<&str, Use<'_>> = IndexMap::new();
    for passage in reading.passages.iter().filter(|passage| passage.file == file) {
        if glossary::is_glossary(passage) {
            continue;
        }
        spelled.extend(in_heading(&passage.clause.title).into_iter().map(|term| (term, ())));
        for (place, term) in acronyms_of(passage) {
            if spelled.contains_key(term) {
                continue;
            }
            let spells = spelled_out(passage, place, term);
            match uses.get_mut(term) {
                Some(first) => {
                    first.count += 1;
                    if spells && first.later.is_none() {
                        first.later = Some((passage, place));
                    }
                }
                None if spells => {
                    spelled.insert(term.to_owned(), ());
                }
                None => {
                    uses.insert(term, Use { passage, place, count: 1, later: None });
                }
            }
        }
    }
    uses.iter().map(|(term, first)| finding(reading, term, first)).collect()
}

/// The acronyms of a passage by the places of their words; lines in capitals throughout are headings, not acronyms.
fn acronyms_of<'text>(passage: &Passage<'text>) -> Vec<(usize, &'text str)> {
    let mut found = Vec::new();
    for line in lines(passage) {
        let written = || line.clone().filter_map(|place| Some((place, passage.word(place)?)));
        let loud = written().filter(|(_, word)| !word.contains(char::is_lowercase)).count();
        if line.len() < 4 || loud * 2 <= line.len() {
            found.extend(written().filter_map(|(place, word)| Some((place, acronym(word)?))));
        }
    }
    found
}

/// The paragraphs, items and cells of a passage, as runs of words.
fn lines(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for place in 1..=passage.words.len() {
        if place == passage.words.len() || passage.before(place).contains('\n') {
            found.push(start..place);
            start = place;
        }
    }
    found
}

/// Whether the text says here what the letters stand for: `Safeguarding Board (SB)`, or `SB (Safeguarding Board)`.
fn spelled_out(passage: &Passage<'_>, place: usize, term: &str) -> bool {
    let begins = |word: Option<&str>| {
        let first = |text: &str| text.chars().next().map(|letter| letter.to_ascii_uppercase());
        word.is_some_and(|word| first(word).is_some() && first(word) == first(term))
    };
    let in_brackets = passage.before(place).ends_with('(');
    // Small words such as `and` or `for` may stand among those that the letters are taken from.
    let reach = place.saturating_sub(term.len() + 4)..place;
    if in_brackets && reach.into_iter().any(|before| begins(passage.word(before))) {
        return true;
    }
    passage.before(place + 1).ends_with('(') && begins(passage.word(place + 1))
}

/// Acronyms that a heading spells out: `Safeguarding Children Board (SCB)`.
fn in_heading(title: &str) -> Vec<String> {
    let bracketed = title.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    bracketed.filter_map(acronym).map(str::to_owned).collect()
}

/// Acronyms that a declaration explains: terms of a glossary, and other names of what is declared.
fn declared(reading: &Reading<'_>) -> IndexMap<String, ()> {
    let mut found = IndexMap::new();
    for declaration in &reading.model.declarations {
        if let Construct::Glossary(glossary) = &declaration.construct {
            for (term, _) in &glossary.entries {
                found.insert(acronym(&term.value).unwrap_or(&term.value).to_owned(), ());
            }
        }
        let names = crate::checks::names::aliases(declaration).iter().map(|alias| alias.name.value.as_str());
        for name in names.chain([declaration.title.as_str()]) {
            found.extend(acronym(name).map(|term| (term.to_owned(), ())));
        }
    }
    found
}

fn finding(reading: &Reading<'_>, term: &str, first: &Use<'_>) -> Diagnostic {
    let at = first.passage.span(first.place..first.place + 1);
    if let Some((passage, place)) = first.later {
        let message = format!("`{term}` is used before it is spelled out in {}", passage.said());
        return Diagnostic::new(codes::UNDEFINED_ACRONYM, message)
            .at(at, "met here first")
            .and(passage.span(place..place + 1), "spelled out here")
            .help(format!("spell it out where it is met first, with `({term})` behind it"));
    }
    let times = if first.count == 1 { String::new() } else { format!("used {} times and ", first.count) };
    Diagnostic::new(codes::UNDEFINED_ACRONYM, format!("`{term}` is {times}nowhere spelled out"))
        .at(at, "what does it stand for?")
        .help(help(reading, term))
}

fn help(reading: &Reading<'_>, term: &str) -> String {
    let meant = reading.model.declarations.iter().find(|declaration| initials(&declaration.title) == term);
    match meant {
        Some(meant) => format!("if it is `{}`, write `also: \"{term}\"` there", meant.title),
        None => format!("spell it out where it is met first, with `({term})` behind it, or put it into a glossary"),
    }
}

/// The first letters of the words that have a capital.
fn initials(title: &str) -> String {
    let capital = |word: &str| word.chars().next().filter(|letter| letter.is_uppercase());
    words(title).into_iter().filter_map(|word| capital(title.get(word.range())?)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::findings_on;
    use super::*;

    #[test]
    fn what_is_an_acronym() {
        for (word, expected) in
            [("MASH", Some("MASH")), ("PEPs", Some("PEP")), ("LSCB’s", Some("LSCB")), ("CP", Some("CP"))]
        {
            assert_eq!(acronym(word), expected);
        }
        for word in ["A", "As", "Is", "XIV", "NHS", "MUST", "C10", "SAFEGUARDING", "DfE"] {
            assert_eq!(acronym(word), None, "{word}");
        }
    }

    #[test]
    fn acronyms_spelled_out_late_or_never() {
        let text = "# A framework\n\n## The hub (HB)\n\n6.1 The Local Board (LB) told the MASH, the HB and the ABC. ABCs are many.\n\n\
                    6.2 Told again: LB, and the YJS (Youth Justice Service), and the Area Business Council (ABC).\n\n\
                    AUDITS ARE VERY GOOD THINGS\n";
        insta::assert_debug_snapshot!(findings_on(text, check), @r#"
        [
            "MASH: `MASH` is nowhere spelled out",
            "ABC: `ABC` is used before it is spelled out in clause 6.2",
        ]
        "#);
    }
}
