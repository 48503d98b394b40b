//! The reference page `docs/language.md`: its examples are read without findings, its tables are those of the code, and
//! it leaves nothing of the language out.
//!
//! `UPDATE_DOCS=1 cargo test --test it reference` writes the tables anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use qac::analysis::{Files, analyze};
use qac::calendar::{Date, Occurrence, occurrences};
use qac::diagnostic::{Code, Diagnostic, Severity};
use qac::model::Timing;
use qac::syntax::vocabulary::{self, COMMON, CONSTRUCTS, Construct, Field, Need};
use qac::syntax::{Node, NodeKind, parse};
use qac::text::{Sources, outline_of};

// ── The page ─────────────────────────────────────────────────────────────────────────────────────────────────────────

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/language.md")
}

fn page() -> String {
    std::fs::read_to_string(path()).unwrap()
}

/// A fenced block of the page that holds rules: a file of the name that `<!-- file: … -->` gives, read together with
/// the file that `<!-- with: … -->` names.
#[derive(Debug)]
struct Example {
    /// The line of the page on which its rules start, from 1.
    line: usize,
    name: String,
    with: Option<String>,
    text: String,
}

/// Blocks called `qac` are plain files, blocks called `markdown` literate ones. Others show, and are not read.
fn examples() -> Vec<Example> {
    blocks(&["qac", "markdown"])
}

/// The blocks of those kinds.
fn blocks(kinds: &[&str]) -> Vec<Example> {
    let page = page();
    let mut lines = page.lines().enumerate();
    let (mut found, mut above) = (Vec::new(), "");
    while let Some((index, line)) = lines.next() {
        let fence = line.trim_end_matches(|c: char| c != '`');
        if !fence.starts_with("```") {
            above = line;
            continue;
        }
        let kind = &line[fence.len()..];
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != fence).collect();
        if kinds.contains(&kind) {
            found.push(example(index + 2, kind, above, &body));
        }
        above = "";
    }
    found
}

fn example(line: usize, kind: &str, above: &str, body: &[&str]) -> Example {
    let note = |name: &str| above.strip_prefix("<!-- ")?.strip_suffix(" -->")?.strip_prefix(name)?.strip_prefix(": ");
    let ending = if kind == "markdown" { "qac.md" } else { "qac" };
    let name = note("file").map_or_else(|| format!("line-{line}.{ending}"), str::to_owned);
    let with = note("with").map(str::to_owned);
    Example { line, name, with, text: body.join("\n") + "\n" }
}

// ── The examples ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// The top nodes of an example's blocks, and what is found in them.
fn read(example: &Example) -> (Vec<Node>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let file = sources.add(&example.name, &example.text);
    let source = sources.get(file).unwrap();
    let blocks: Vec<_> = outline_of(source).blocks.iter().map(|block| block.span).collect();
    assert!(!blocks.is_empty(), "line {} of the page: no rules", example.line);
    let (tree, findings) = parse(file, &source.text, &blocks);
    (tree.blocks, findings)
}

fn item_text<'e>(example: &'e Example, item: &Node, kind: NodeKind) -> Option<&'e str> {
    let header = item.children_of(NodeKind::Header).next()?;
    let word = header.children_of(kind).next()?;
    example.text.get(word.span.range())
}

/// The lines and the declarations inside a declaration.
fn inside(item: &Node) -> impl Iterator<Item = &Node> {
    item.children_of(NodeKind::Body).flat_map(|body| &body.children)
}

/// The name of a line as the vocabulary has it.
fn line_name<'e>(example: &'e Example, field: &Node) -> &'e str {
    let written = example.text[field.span.range()].split(':').next().unwrap().trim();
    let kind = field.children.first().map(|form| form.kind);
    match kind {
        Some(NodeKind::EntryField) => vocabulary::ENTRY,
        Some(NodeKind::PlanField) => vocabulary::PLAN,
        Some(NodeKind::HappeningField) => vocabulary::HAPPENING,
        _ => written,
    }
}

#[test]
fn every_example_is_read_without_findings() {
    let examples = examples();
    let found: Vec<String> = examples
        .iter()
        .flat_map(|example| read(example).1.into_iter().map(|finding| on_the_page(example, &finding)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A finding with the line of the page that it is about.
fn on_the_page(example: &Example, finding: &Diagnostic) -> String {
    let start = finding.span().map_or(0, |span| span.start as usize);
    let line = example.text.get(..start).map_or(0, |before| example.line + before.matches('\n').count());
    let label = finding.primary().map(|label| label.text.as_str()).unwrap_or_default();
    format!("docs/language.md:{line}: {} {} ({label})", finding.code, finding.message)
}

/// The files of the page: those with rules, and the tables of days beside them.
struct Page {
    examples: Vec<Example>,
    tables: Vec<Example>,
}

impl Page {
    fn whole() -> Self {
        Self { examples: examples(), tables: blocks(&["csv", "ics"]) }
    }
}

impl Files for Page {
    fn read(&self, path: &str) -> Result<String, String> {
        let named = self.examples.iter().chain(&self.tables).find(|example| example.name == path);
        named.map(|example| example.text.clone()).ok_or_else(|| "there is no such file on the page".to_owned())
    }
}

#[test]
fn every_example_is_checked_without_errors() {
    let page = Page::whole();
    let mut found = Vec::new();
    for example in &page.examples {
        // What it shares stands behind it, so that its own lines keep their numbers.
        let shared = example.with.iter().map(|name| page.read(name).unwrap());
        let text = std::iter::once(example.text.clone()).chain(shared).collect::<String>();
        let analysis = analyze(&example.name, text, &page, None);
        let errors = analysis.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
        found.extend(errors.map(|finding| on_the_page(example, finding)));
        let tried = qac::plan::trial(&analysis.model).scenarios;
        let failed = tried.iter().flat_map(|tried| &tried.verdicts).filter(|verdict| !verdict.holds);
        found.extend(failed.map(|verdict| format!("{}: {} fails: {:?}", example.name, verdict.expected, verdict.came)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

// ── The dates ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// The rhythms of the tables with a column `dates that come out`, each with that cell and the number of its line.
fn dated_rows(page: &str) -> Vec<(usize, String, String)> {
    let mut column = None;
    let mut rows = Vec::new();
    for (index, line) in page.lines().enumerate() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if !line.starts_with('|') {
            column = None;
        } else if let Some(place) = cells.iter().position(|cell| *cell == "dates that come out") {
            column = Some(place);
        } else if let Some(dates) = column.and_then(|place| cells.get(place)) {
            let rhythm = cells[0].trim_matches('`');
            let dated = dates.trim_start_matches('*').starts_with(|c: char| c.is_ascii_digit());
            rows.extend(dated.then(|| (index + 1, rhythm.to_owned(), (*dates).to_owned())));
        }
    }
    rows
}

/// A date as the tables write it: moved ones in italics, with the year where the table has it.
fn written(occurrence: &Occurrence, like: &str) -> String {
    let with_year = like.trim_matches('*').split(' ').count() == 3;
    let date = occurrence.effective.format(if with_year { "%-d %B %Y" } else { "%-d %B" });
    if occurrence.effective == occurrence.nominal { date.to_string() } else { format!("*{date}*") }
}

#[test]
fn the_dates_that_come_out_are_those_of_the_calendar() {
    let page = Page::whole();
    let day = |year| Date::from_ymd_opt(year, 1, 1).unwrap();
    let mut wrong = Vec::new();
    let rows = dated_rows(&self::page());
    assert!(rows.len() > 20, "the tables of dates are not found");
    for (line, rhythm, dates) in rows {
        let duty = format!("duty dated \"Dated\" {{ who: practitioner  must: \"act\"  when: {rhythm} }}\n");
        let analysis = analyze("dated.qac", duty + &page.read("preamble").unwrap(), &page, None);
        let timing = analysis.model.obligation("dated").map(|duty| &duty.timing);
        let Some(Timing::Own(cadence)) = timing else { panic!("docs/language.md:{line}: `{rhythm}` has no rhythm") };
        let found = occurrences(&cadence.value, &analysis.model.calendar, day(2026), day(2030));
        let like: Vec<&str> = dates.split(", ").collect();
        let found: Vec<String> = found.iter().zip(&like).map(|(found, like)| written(found, like)).collect();
        if found != like {
            wrong.push(format!("docs/language.md:{line}: `{rhythm}` gives {}, not {dates}", found.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ── What must be on the page ─────────────────────────────────────────────────────────────────────────────────────────

fn collect(node: &Node, kinds: &mut BTreeSet<String>) {
    kinds.insert(format!("{:?}", node.kind));
    node.children.iter().for_each(|child| collect(child, kinds));
}

/// `one_in` is the node `OneIn`.
fn node_name(rule: &str) -> String {
    let capitalised = rule.split('_').map(|word| word[..1].to_uppercase() + &word[1..]);
    capitalised.collect()
}

#[test]
fn every_form_of_the_grammar_is_in_an_example() {
    // Not for the page: entry points, and what is read only to be answered.
    let mistakes =
        ["one_header", "one_field", "equals_field", "unknown_field", "unknown_name", "rest_of_line", "adverb"];
    // What is part of a longer word of the tree.
    let unseen = ["word", "number_word"];
    let mut shown = BTreeSet::new();
    examples().iter().flat_map(|example| read(example).0).for_each(|block| collect(&block, &mut shown));
    let grammar = include_str!("../../grammar/qac.pest");
    let rules =
        grammar.lines().filter_map(|line| line.split_once(" = ")).filter(|(_, form)| !form.trim().starts_with("_{"));
    let rules =
        rules.map(|(rule, _)| rule.trim()).filter(|rule| rule.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    let missing: Vec<&str> = rules
        .filter(|rule| !mistakes.contains(rule) && !unseen.contains(rule) && !shown.contains(&node_name(rule)))
        .collect();
    assert!(missing.is_empty(), "no example in docs/language.md shows: {missing:?}");
}

#[test]
fn every_line_of_every_construct_is_in_an_example() {
    let mut shown = BTreeSet::new();
    for example in examples() {
        for item in read(&example).0.iter().flat_map(|block| block.children_of(NodeKind::Item)) {
            note_lines(&example, item, &mut shown);
        }
    }
    let all =
        CONSTRUCTS.iter().flat_map(|construct| construct.fields.iter().map(|field| (construct.keyword, field.name)));
    let missing: Vec<_> =
        all.map(|(keyword, line)| (keyword.to_owned(), line.to_owned())).filter(|pair| !shown.contains(pair)).collect();
    assert!(missing.is_empty(), "no example in docs/language.md shows: {missing:?}");
}

fn note_lines(example: &Example, item: &Node, shown: &mut BTreeSet<(String, String)>) {
    let keyword = item_text(example, item, NodeKind::Keyword).unwrap();
    for inner in inside(item) {
        if inner.kind == NodeKind::Field {
            let name = line_name(example, inner);
            assert!(inner.child(NodeKind::UnknownField).is_none(), "the grammar has no value for `{name}`");
            shown.insert((keyword.to_owned(), line_name(example, inner).to_owned()));
        }
        if inner.kind == NodeKind::Item {
            note_lines(example, inner, shown);
        }
    }
}

#[test]
fn every_construct_has_its_section_in_order() {
    let page = page();
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`')).collect();
    let keywords: Vec<&str> = CONSTRUCTS.iter().map(|construct| construct.keyword).collect();
    assert_eq!(headings, keywords);
}

// ── The tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

/// Every table that is made from the code, by the marker it follows.
fn tables() -> Vec<(String, String)> {
    let mut tables: Vec<_> = CONSTRUCTS
        .iter()
        .map(|construct| (format!("<!-- lines: {} -->", construct.keyword), about(construct)))
        .collect();
    tables.push(("<!-- lines: every declaration -->".to_owned(), lines_of(COMMON)));
    tables.push(("<!-- findings -->".to_owned(), findings()));
    tables
}

/// How a construct opens, what it is for, its lines, and what may stand inside it.
fn about(construct: &Construct) -> String {
    let mut text = format!("{} – {}\n", construct.pattern(), construct.about);
    if !construct.fields.is_empty() {
        write!(text, "\n{}", lines_of(construct.fields)).unwrap();
    }
    if !construct.holds.is_empty() {
        let held: Vec<String> = construct.holds.iter().map(|keyword| format!("[`{keyword}`](#{keyword})")).collect();
        write!(text, "\nMay stand inside it: {}.\n", held.join(", ")).unwrap();
    }
    text
}

fn lines_of(fields: &[Field]) -> String {
    let mut text = String::from("| line | needed? | what it says |\n|---|---|---|\n");
    for field in fields {
        let need = match field.need {
            Need::Required => "yes",
            Need::Optional => "no",
            Need::Many => "any number",
        };
        writeln!(text, "| `{}` | {need} | {} |", field.name, field.about).unwrap();
    }
    text
}

fn findings() -> String {
    let mut text = String::from("| finding | name | how grave | what it is |\n|---|---|---|---|\n");
    for code in Code::all() {
        writeln!(text, "| {} | {} | {} | {} |", code.id(), code.slug(), code.severity().word(), code.title()).unwrap();
    }
    text
}

/// The page with every table as the code has it.
fn with_tables(page: &str) -> String {
    let mut page = page.to_owned();
    for (marker, table) in tables() {
        let start = page.find(&format!("{marker}\n")).map(|at| at + marker.len() + 1);
        let start =
            start.unwrap_or_else(|| panic!("docs/language.md needs a section with `{marker}` and `<!-- end -->`"));
        let length = page[start..].find("<!-- end -->").unwrap();
        page.replace_range(start..start + length, &format!("\n{table}\n"));
    }
    with_numbers(&page)
}

/// The page with every `QAC0201 unknown-name` in backticks under the number that its name has now.
fn with_numbers(page: &str) -> String {
    let mut parts: Vec<String> = page.split('`').map(str::to_owned).collect();
    for part in &mut parts {
        let mention = part.split_once(' ').filter(|(id, slug)| id.starts_with("QAC") && !slug.contains(' '));
        let Some((_, slug)) = mention else { continue };
        let code =
            Code::parse(slug).unwrap_or_else(|| panic!("docs/language.md names a finding `{slug}` that is gone"));
        *part = format!("{code} {slug}");
    }
    parts.join("`")
}

#[test]
fn the_tables_are_those_of_the_code() {
    let page = page();
    let fresh = with_tables(&page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path(), fresh).unwrap();
        return;
    }
    let stale = page.lines().zip(fresh.lines()).find(|(old, new)| old != new);
    assert!(page == fresh, "run `UPDATE_DOCS=1 cargo test --test it reference`; first difference: {stale:#?}");
}
