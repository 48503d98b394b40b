//! The words of findings: plain English for whoever signs the framework, never the jargon of those who build compilers.

use std::fs;
use std::path::{Path, PathBuf};

use qac::analysis::Analysis;
use qac::diagnostic::{Code, Diagnostic, page};
use qac::text::SourceKind;

use crate::planted::{drawn, found};
use crate::support::{analysis_of, analysis_of_example, day, root};

/// Words that a head of service has no reason to know. Two words are looked for as they stand.
const JARGON: &str = "token, tokens, parse, parsed, parser, parsing, identifier, identifiers, syntax, syntactic, node, \
    nodes, expression, expressions, mismatch, mismatched, ast, invalid, unexpected, eof, lexer, lexical, grammar, \
    literal, string, integer, boolean, null, enum, whitespace, delimiter, unterminated, rule name, type mismatch, \
    string literal, identifier expected, expected one of";

/// The most bytes that one finding may fill.
const MOST: usize = 2048;

/// `text` in small letters without what stands in backticks: those words are the author's.
fn own_words(text: &str) -> String {
    let outside = text.split('`').step_by(2).collect::<Vec<_>>().join(" … ");
    let plain = |letter: char| if letter.is_alphanumeric() || letter == '-' { letter } else { ' ' };
    let words: String = outside.to_lowercase().chars().map(plain).collect();
    format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The jargon in `text`.
fn jargon(text: &str) -> Vec<&'static str> {
    let words = own_words(text);
    JARGON.split(", ").filter(|word| words.contains(&format!(" {word} "))).collect()
}

/// What is wrong with how a finding on `source` is worded.
fn faults(finding: &Diagnostic, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let labels = finding.labels.iter().map(|label| &label.text);
    let fixes = finding.fixes.iter().map(|fix| &fix.title);
    for text in [&finding.message].into_iter().chain(labels).chain(&finding.help).chain(fixes) {
        faults.extend(jargon(text).into_iter().map(|word| format!("says `{word}`: {text}")));
        if text.contains('\n') {
            faults.push(format!("is no single line: {text:?}"));
        }
        if text.ends_with('.') {
            faults.push(format!("ends with a stop: {text}"));
        }
        // A sentence may begin with a name, which is written as the author writes it.
        let first = text.split_whitespace().next().unwrap_or_default().trim_end_matches([',', ':', '’', '\'']);
        if first.starts_with(char::is_uppercase) && !source.contains(first) {
            faults.push(format!("begins with a capital: {text}"));
        }
    }
    if finding.message.is_empty() || finding.labels.is_empty() || finding.help.is_none() {
        faults.push(format!("lacks a message, a place or a help: {}", finding.message));
    }
    faults
}

/// What is wrong with the wording of findings on a text.
fn faults_in(path: &str, text: &str) -> Vec<String> {
    faults_of(&analysis_of(path, text, Some(day("2026-11-23"))), path, text)
}

fn faults_of(analysis: &Analysis, path: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for finding in &analysis.diagnostics {
        let length = drawn(finding, analysis).len();
        let too_long = (length > MOST).then(|| format!("fills {length} bytes: {}", finding.message));
        wrong.extend(faults(finding, text).into_iter().chain(too_long).map(|fault| format!("{path} {fault}\n")));
    }
    wrong
}

/// Every text under `folder`.
fn texts_under(folder: &Path) -> Vec<PathBuf> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(texts_under(&path));
        } else if path.to_str().is_some_and(|path| path.ends_with(".qac") || path.ends_with(".qac.md")) {
            texts.push(path);
        }
    }
    texts.sort();
    texts
}

#[test]
fn findings_on_planted_defects_are_well_said() {
    let mut wrong = String::new();
    for found in found() {
        for finding in &found.findings {
            let faults = faults(finding, &found.text);
            wrong.extend(faults.into_iter().map(|fault| format!("{} {fault}\n", found.defect.name)));
        }
        if found.longest > MOST {
            wrong += &format!("{} has a finding of {} bytes\n", found.defect.name, found.longest);
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn findings_on_fixtures_and_examples_are_well_said() {
    let mut wrong = String::new();
    for folder in ["tests/fixtures", "examples"] {
        for path in texts_under(&root().join(folder)) {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
            wrong.extend(faults_in(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn pages_and_titles_are_plain() {
    let mut wrong = String::new();
    for code in Code::all() {
        let page = page(*code);
        for text in [code.title(), page.says, page.matters, page.fix] {
            wrong.extend(jargon(text).into_iter().map(|word| format!("{code} says `{word}`\n")));
        }
        let path = match page.example.kind {
            SourceKind::Plain => "example.qac",
            SourceKind::Literate => "example.qac.md",
        };
        let analysis = analysis_of_example(path, &page.example, Some(day("2026-11-23")));
        let faults = faults_of(&analysis, path, page.example.text);
        wrong.extend(faults.into_iter().map(|fault| format!("{code} {fault}")));
    }
    assert_eq!(wrong, "");
}
