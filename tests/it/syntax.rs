//! Reading: fixtures that carry their findings in comments, what the tree covers, and how long hostile texts take.
//!
//! A fixture says what is found in it: `# expect: QAC0107 2:9 part of the message`, one comment for each finding, in the
//! order of the text. With `UPDATE=1` in the environment the comments are written anew at its top, to be looked over
//! before they are committed.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use qac::diagnostic::{Diagnostic, in_source_order};
use qac::syntax::{Node, NodeKind};
use qac::text::LineIndex;

use crate::corpus::{self, Entry};
use crate::support;

const MARK: &str = "# expect: ";

#[test]
fn fixtures_bring_the_findings_they_announce() {
    let mut wrong = Vec::new();
    for entry in corpus::under("tests/fixtures/syntax") {
        if std::env::var_os("UPDATE").is_some() {
            update(&entry);
        } else if let Err(difference) = compare(&entry) {
            wrong.push(format!("{}\n{difference}", entry.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Holds the findings of a fixture against its comments.
fn compare(entry: &Entry) -> Result<(), String> {
    let text = entry.text.trim_start_matches('\u{feff}');
    let expected: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix(MARK)).collect();
    let found = found(entry);
    let fits = |(expected, found): (&&str, &String)| {
        let (code_and_place, part) =
            expected.match_indices(' ').nth(1).map_or((*expected, ""), |(at, _)| expected.split_at(at));
        found.starts_with(&format!("{code_and_place} ")) && found.contains(part.trim())
    };
    if expected.len() == found.len() && expected.iter().zip(&found).all(fits) {
        return Ok(());
    }
    Err(format!("expected:\n  {}\nfound:\n  {}", expected.join("\n  "), found.join("\n  ")))
}

/// The findings of a fixture, one line each.
fn found(entry: &Entry) -> Vec<String> {
    let lines = LineIndex::new(&entry.text);
    let line = |finding: &Diagnostic| {
        let place = |start: u32| {
            let place = lines.place(&entry.text, start);
            format!("{}:{}", place.line, place.column)
        };
        let others = finding.labels.iter().filter(|label| !label.primary);
        let others: String = others.map(|label| format!(" (and {})", place(label.span.start))).collect();
        format!("{} {} {}{others}", finding.code, place(finding.span().unwrap().start), finding.message)
    };
    in_source_order(entry.findings.clone()).iter().map(line).collect()
}

/// Writes the findings of a fixture into its comments. They shift the lines they count, hence the second reading.
fn update(entry: &Entry) {
    let newline = if entry.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mark = if entry.text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let text = entry.text.trim_start_matches('\u{feff}');
    let bare: String = text.split_inclusive('\n').filter(|line| !line.starts_with(MARK)).collect();
    let write = |findings: &[String]| {
        let comments: String = findings.iter().map(|finding| format!("{MARK}{finding}{newline}")).collect();
        format!("{mark}{comments}{bare}")
    };
    let first = found(&corpus::entry(&entry.path, write(&[])));
    let shifted = found(&corpus::entry(&entry.path, write(&first)));
    std::fs::write(support::root().join(&entry.path), write(&shifted)).unwrap();
}

#[test]
fn a_broken_opening_keeps_its_id() {
    let entry = corpus::entry(
        "a.qac",
        "role team-manager Team manager {\n  headcount: 7\n}\nrole chair ? \"Chair\"\n".to_owned(),
    );
    let id = |item: &Node| {
        let header = item.child(NodeKind::Header).unwrap();
        header.child(NodeKind::Id).unwrap().text(&entry.text).to_owned()
    };
    let ids: Vec<String> = entry.tree.items().map(id).collect();
    assert_eq!(ids, ["team-manager", "chair"]);
}

/// Every node without parts, in order.
fn leaves<'tree>(node: &'tree Node, found: &mut Vec<&'tree Node>) {
    if node.children.is_empty() && node.kind != NodeKind::WholeText && node.kind != NodeKind::Body {
        found.push(node);
    }
    // What is saved of a broken opening is part of the error that covers it.
    let broken = node.kind == NodeKind::Item && node.child(NodeKind::Error).is_some();
    let parts = node.children.iter().filter(|child| !broken || child.kind != NodeKind::Header);
    parts.for_each(|child| leaves(child, found));
}

/// The words that the grammar spells out.
fn fixed_words(grammar: &str) -> BTreeSet<String> {
    let rules = grammar.lines().filter(|line| !line.starts_with("//"));
    let literals = rules.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>());
    literals.flat_map(|literal| literal.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn nothing_is_lost_between_the_leaves() {
    let fixed = fixed_words(include_str!("../../grammar/qac.pest"));
    let is_mark = |c: char| c.is_whitespace() || "{}():,\"“”%=".contains(c);
    for entry in corpus::all() {
        for block in &entry.tree.blocks {
            let mut found = Vec::new();
            leaves(block, &mut found);
            let mut at = block.span.start;
            let ends =
                found.iter().map(|leaf| (leaf.span.start, leaf.span.end)).chain([(block.span.end, block.span.end)]);
            for (start, end) in ends {
                assert!(start >= at, "{}: leaves overlap at {at}", entry.path);
                let gap = &entry.text[at as usize..start as usize];
                let lost = gap.split(is_mark).find(|word| !word.is_empty() && !fixed.contains(*word));
                assert_eq!(lost, None, "{} at {at}", entry.path);
                at = end;
            }
        }
    }
}

/// The kinds of node that the grammar's rules make, by name.
fn kinds_of_grammar(grammar: &str) -> BTreeSet<String> {
    let named = grammar.lines().filter_map(|line| line.split_once('='));
    let kept = named.filter(|(name, rule)| {
        let name = name.trim_end();
        let is_rule = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        is_rule && !rule.trim_start().starts_with('_') && !["one_header", "one_field"].contains(&name)
    });
    let camel = |word: &str| word[..1].to_uppercase() + &word[1..];
    kept.map(|(name, _)| name.trim_end().split('_').map(camel).collect()).collect()
}

#[test]
fn every_rule_of_the_grammar_is_used_in_some_file() {
    fn walk(node: &Node, seen: &mut BTreeSet<String>) {
        seen.insert(format!("{:?}", node.kind));
        node.children.iter().for_each(|child| walk(child, seen));
    }
    let mut seen = BTreeSet::new();
    corpus::all().iter().flat_map(|entry| &entry.tree.blocks).for_each(|block| walk(block, &mut seen));
    let unused: Vec<String> =
        kinds_of_grammar(include_str!("../../grammar/qac.pest")).difference(&seen).cloned().collect();
    assert!(unused.is_empty(), "no file shows {unused:?}: add them to tests/fixtures/syntax/every-value.qac");
}

/// Texts made to be hard to read.
fn hostile() -> Vec<(&'static str, String)> {
    let long = 64 * 1024;
    vec![
        ("braces at depth 64", format!("{}\n{}", "role a \"A\" {".repeat(64), "}".repeat(64))),
        (
            "brackets at depth 63",
            format!("population a \"A\" {{ where: {}b is empty{} }}", "(".repeat(63), ")".repeat(63)),
        ),
        ("unclosed brackets at depth 63", format!("population a \"A\" {{ where: {}b is empty }}", "(".repeat(63))),
        ("unclosed braces at depth 64", "role a \"A\" {\n".repeat(64)),
        ("1,000 braces", "a {".repeat(1_000)),
        ("100,000 braces", "{".repeat(100_000)),
        ("100,000 brackets", format!("population a \"A\" {{ where: {} }}", "(".repeat(100_000))),
        ("closing braces", "}".repeat(long)),
        ("pairs of braces", "{}".repeat(long / 2)),
        ("one long word", "a".repeat(long)),
        ("one long line of words", "role ".repeat(long / 5)),
        ("one long line of lines", "unit: a ".repeat(long / 8)),
        ("a long value", format!("role a \"A\" {{ reports-to: {}b }}", "b, ".repeat(long / 3))),
        ("a long broken value", format!("role a \"A\" {{ reports-to: {}? }}", "b, ".repeat(long / 3))),
        ("quotes", "\"".repeat(long - 1)),
        ("quotes on lines", "\"\n\n".repeat(long / 3)),
        ("escaped quotes", "\"\\\"\n".repeat(long / 4)),
        ("curly quotes", "“".repeat(long / 3)),
        ("curly quotes on lines", "“\n".repeat(long / 4)),
        ("backslashes", format!("\"{}", "\\".repeat(long))),
        ("zero bytes", "\0".repeat(long)),
        ("comments", "#\n".repeat(long / 2)),
        ("carriage returns", "\r".repeat(long)),
        ("prose", "these words mean nothing.\n".repeat(long / 26)),
        ("prose without marks", "these words mean nothing\n\n".repeat(long / 26)),
        ("unknown lines", format!("role a \"A\" {{\n{}}}", "headcont: 1\n".repeat(long / 12))),
        ("broken lines", format!("role a \"A\" {{\n{}}}", "headcount: x\n".repeat(long / 13))),
        ("unknown keywords", "rolle a \"A\"\n".repeat(long / 12)),
        ("colons", ":".repeat(long)),
        ("equals signs", "a=\n".repeat(long / 3)),
        ("openings", "role a \"A\" {\n".repeat(60) + &"x: \"\n".repeat(long / 5)),
        ("marks", "€ – ” “ £ ".repeat(long / 16)),
    ]
}

#[test]
fn hostile_texts_are_read_in_time() {
    let mut slow = Vec::new();
    for (name, text) in hostile() {
        let began = Instant::now();
        let entry = corpus::entry("a.qac", text);
        let read = began.elapsed();
        let _ = qac::format::format_checked(&entry.text, &entry.tree);
        let printed = began.elapsed();
        if read > limit(250) || printed > limit(1_000) {
            slow.push(format!("{name}: {read:?} to read, {printed:?} in all"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn nested_brackets_are_read_in_time() {
    for (name, text) in hostile().into_iter().take(4) {
        let began = Instant::now();
        let entry = corpus::entry("a.qac", text);
        let took = began.elapsed();
        assert!(took < limit(50), "{name}: {took:?}");
        assert!(entry.findings.iter().all(|finding| finding.code.id() != "QAC0104"), "{name}");
    }
}

#[test]
fn nesting_beyond_reason_is_one_finding() {
    for text in ["role a \"A\" {".repeat(1_000), "(".repeat(100_000), "{".repeat(100_000)] {
        let codes: Vec<&str> = corpus::entry("a.qac", text).findings.iter().map(|finding| finding.code.id()).collect();
        assert_eq!(codes, ["QAC0104"]);
    }
}

/// A limit in milliseconds. A build without optimisation, on a machine that others use too, may take forty times as long;
/// what grows with the square of a text takes far longer still.
fn limit(milliseconds: u64) -> Duration {
    Duration::from_millis(if cfg!(debug_assertions) { milliseconds * 40 } else { milliseconds })
}
