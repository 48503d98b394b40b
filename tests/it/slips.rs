//! Slips of the pen: a misspelt name is answered with the right one, and each mistake with one finding.

use std::collections::BTreeMap;

use qac::analysis::Analysis;
use qac::diagnostic::{Diagnostic, codes};
use qac::syntax::{Node, NodeKind, parse};
use qac::text::Span;
use strsim::damerau_levenshtein;

use crate::planted::{analysed, framework};
use crate::support::analysis_of;

/// Fewer than are answered in one run, so that each is answered.
const AT_ONCE: usize = 40;

/// A reference to a declared name: where it stands.
type Places = BTreeMap<String, usize>;

/// One reference to each declared name that the framework refers to.
fn references(analysis: &Analysis) -> Places {
    let mut places = Places::new();
    let source = analysis.sources.iter().next().unwrap();
    let blocks: Vec<Span> = analysis.outlines.first().unwrap().blocks.iter().map(|block| block.span).collect();
    let (tree, _) = parse(source.id, &source.text, &blocks);
    for item in tree.items() {
        for part in item.children.iter().filter(|part| part.kind != NodeKind::Header) {
            collect(part, analysis, &mut places);
        }
    }
    places
}

fn collect(node: &Node, analysis: &Analysis, places: &mut Places) {
    let text = node.text(&analysis.sources.get(node.span.file).unwrap().text);
    if node.children.is_empty() && analysis.model.names.contains_key(text) {
        places.entry(text.to_owned()).or_insert(node.span.range().start);
    }
    for child in node.children.iter().filter(|child| child.kind != NodeKind::Header) {
        collect(child, analysis, places);
    }
}

/// The four slips, each at a place in the word that follows from its letters.
fn slips(name: &str) -> [String; 4] {
    let letters: Vec<char> = name.chars().collect();
    let inner: Vec<usize> = (1..letters.len() - 1)
        .filter(|at| letters[at - 1..=at + 1].iter().all(|letter| letter.is_ascii_lowercase()))
        .collect();
    let at = inner[name.bytes().map(usize::from).sum::<usize>() % inner.len()];
    let with = |edit: &dyn Fn(&mut Vec<char>)| {
        let mut letters = letters.clone();
        edit(&mut letters);
        letters.into_iter().collect::<String>()
    };
    let other = if letters[at] == 'x' { 'o' } else { 'x' };
    [
        with(&|letters| letters[at] = other),
        with(&|letters| letters.splice(at..=at, []).for_each(drop)),
        with(&|letters| letters.insert(at, letters[at])),
        with(&|letters| letters.swap(at, at + 1)),
    ]
}

/// A word that has little left of the name.
fn far(name: &str) -> String {
    name.chars().enumerate().map(|(at, letter)| if at % 2 == 1 && letter != '-' { 'q' } else { letter }).collect()
}

/// The findings on the framework with some names written otherwise, by the place of the name.
fn with_slips(text: &str, slips: &[(usize, &str, String)]) -> Vec<(String, Option<Diagnostic>)> {
    let mut slips = slips.to_vec();
    slips.sort_by_key(|(start, ..)| *start);
    let (mut written, mut done, mut starts) = (String::new(), 0, Vec::new());
    for (start, name, slip) in &slips {
        written += &text[done..*start];
        starts.push((written.len(), (*name).to_owned()));
        written += slip;
        done = start + name.len();
    }
    written += &text[done..];
    let findings = analysed(&written).diagnostics;
    let at = |start: usize| {
        let mut unknown = findings.iter().filter(|finding| finding.code == codes::UNKNOWN_NAME);
        unknown.find(|finding| finding.span().is_some_and(|span| span.file.0 == 0 && span.range().start == start))
    };
    starts.into_iter().map(|(start, name)| (name, at(start).cloned())).collect()
}

/// The name that a finding suggests.
fn suggested(finding: &Diagnostic) -> Option<&str> {
    finding.help.as_deref()?.strip_prefix("did you mean `")?.strip_suffix("`?")
}

#[test]
fn a_slip_of_one_letter_is_answered_with_the_right_name() {
    let text = framework();
    let references = references(&analysed(&text));
    assert!(references.len() >= 150, "only {} names are referred to", references.len());
    let mut all: Vec<(usize, &str, String)> = Vec::new();
    let mut rounds: [Vec<(usize, &str, String)>; 4] = Default::default();
    for (name, start) in &references {
        for (round, slip) in rounds.iter_mut().zip(slips(name)) {
            if slip != *name && !references.contains_key(&slip) {
                round.push((*start, name, slip));
            }
        }
    }
    let mut missed: Vec<String> = Vec::new();
    for round in rounds {
        for some in round.chunks(AT_ONCE) {
            for (name, finding) in with_slips(&text, some) {
                if finding.as_ref().and_then(suggested) != Some(name.as_str()) {
                    let slip = some.iter().find(|(_, other, _)| *other == name).unwrap();
                    missed.push(format!("{}: {:?}", slip.2, finding.map(|finding| finding.help)));
                }
            }
        }
        all.extend(round);
    }
    let share = 100 * (all.len() - missed.len()) / all.len();
    assert!(share >= 95, "{share} in 100 of {}:\n{}", all.len(), missed.join("\n"));
}

#[test]
fn nothing_is_suggested_beyond_a_third_of_the_length() {
    let text = framework();
    let references = references(&analysed(&text));
    let slips: Vec<(usize, &str, String)> =
        references.iter().map(|(name, start)| (*start, name.as_str(), far(name))).collect();
    for some in slips.chunks(AT_ONCE) {
        for (name, finding) in with_slips(&text, some) {
            let written = far(&name);
            let Some(meant) = finding.as_ref().and_then(suggested) else { continue };
            let allowed = written.len().max(meant.len()) / 3;
            assert!(damerau_levenshtein(&written, meant) <= allowed, "`{meant}` for `{written}`");
        }
    }
}

/// The findings on rules in one line each: code and message.
#[track_caller]
fn check(rules: &str, expected: &[&str]) -> Vec<Diagnostic> {
    let findings = analysis_of("rules.qac", rules, None).diagnostics;
    let said: Vec<String> =
        findings.iter().map(|finding| format!("{} {}", finding.code.id(), finding.message)).collect();
    assert_eq!(said, expected);
    findings
}

const DUTIES: &str = "role matron \"Matron\"\n\n\
    duty ward-round \"Ward round\" {\n  who:  matron\n  must: \"walk the ward\"\n  when: every month\n}\n\n\
    duty hand-check \"Hand check\" {\n  who:  matron\n  must: \"look at hands\"\n  when: every week on Monday\n}\n\n\
    duty linen-check \"Linen check\" {\n  who:  matron\n  must: \"look at linen\"\n  when: every month\n}\n";

/// The duties with some words written otherwise, each of which stands there once.
fn duties(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(DUTIES.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replacen(old, new, 1)
    })
}

#[test]
fn two_mistakes_of_writing_and_a_misspelt_name_are_three_findings() {
    check(DUTIES, &[]);
    check(
        &duties(&[
            ("must: \"walk the ward\"", "must = \"walk the ward\""),
            ("\"look at hands\"", "\"look at hands"),
            ("matron\n  must: \"look at linen", "matorn\n  must: \"look at linen"),
        ]),
        &[
            "QAC0108 `must` is followed by an equals sign",
            "QAC0102 this text is opened with a quote and never closed",
            "QAC0201 nothing here is called `matorn`",
        ],
    );
}

#[test]
fn two_misspelt_names_and_an_id_twice_are_three_findings() {
    let rules = duties(&[
        ("matron\n  must: \"walk", "matrn\n  must: \"walk"),
        ("matron\n  must: \"look at linen", "matroon\n  must: \"look at linen"),
        ("duty linen-check", "duty hand-check"),
    ]);
    let findings = check(
        &rules,
        &[
            "QAC0201 nothing here is called `matrn`",
            "QAC0202 `hand-check` is declared twice",
            "QAC0201 nothing here is called `matroon`",
        ],
    );
    let places: Vec<&str> = findings[1].labels.iter().map(|label| &rules[label.span.range()]).collect();
    assert_eq!(places, ["hand-check", "hand-check"]);
    assert_ne!(findings[1].labels[0].span, findings[1].labels[1].span);
}

#[test]
fn after_fifty_unknown_names_no_more_are_guessed() {
    let duty = |number: usize| {
        format!("duty check-{number} \"Check\" {{\n  who:  matrn\n  must: \"look\"\n  when: every month\n}}\n")
    };
    let rules = format!("role matron \"Matron\"\n{}", (1..=60).map(duty).collect::<String>());
    let findings = analysis_of("rules.qac", &rules, None).diagnostics;
    assert_eq!(findings.len(), 60);
    assert_eq!(findings.iter().filter(|finding| suggested(finding) == Some("matron")).count(), 50);
    assert!(findings.iter().all(|finding| finding.help.is_some()));
}
