//! Planted defects: each a small edit of the real framework, found by exactly the right code at the right place.
//!
//! A fixture says what is to be found and gives the edit as data, so that it outlives other changes of the framework:
//!
//! ```text
//! # about: a figure in 5.9 that the appendix does not have
//! # expect: QAC0506 at `14` in Appendix 1
//! --- old
//! draw:           14 at random
//! +++ new
//! draw:           15 at random
//! ```
//!
//! The old text stands exactly once in the framework. What the framework is found to lack unedited is no news.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use qac::analysis::Analysis;
use qac::diagnostic::Diagnostic;
use qac::report::{Colour, render_human};

use crate::support::{analysis_of, day, root};

const FRAMEWORK: &str = "frameworks/rbwm-childrens-services-2016.qac.md";
/// The day on which the framework is looked at.
const AS_OF: &str = "2016-10-31";
/// What the unedited framework is known to lack: the document of 2016 has no paragraph 6.6.
const BASELINE: [&str; 1] = ["QAC0403 at `6.7` in clause 6.7"];
/// Fewer would be no proof.
const LEAST: usize = 60;

/// One planted defect.
pub(crate) struct Planted {
    /// The fixture, without folder and ending.
    pub(crate) name: String,
    expect: String,
    old: String,
    new: String,
}

impl Planted {
    fn read(name: &str, fixture: &str) -> Self {
        let (head, edit) = fixture.split_once("--- old\n").unwrap();
        let (old, new) = edit.split_once("+++ new\n").unwrap();
        assert!(head.lines().any(|line| line.starts_with("# about: ")), "{name} does not say what it is about");
        let expect = head.lines().find_map(|line| line.strip_prefix("# expect: ")).unwrap();
        let whole_lines = |text: &str| text.strip_suffix('\n').unwrap_or(text).to_owned();
        Self { name: name.to_owned(), expect: expect.to_owned(), old: whole_lines(old), new: whole_lines(new) }
    }

    /// The framework with the defect in it.
    pub(crate) fn in_framework(&self, framework: &str) -> String {
        let places = framework.matches(&self.old).count();
        assert_eq!(places, 1, "the old text of `{}` stands {places} times in the framework", self.name);
        framework.replacen(&self.old, &self.new, 1)
    }
}

/// Every fixture, by name.
pub(crate) fn all() -> Vec<Planted> {
    let mut all: Vec<Planted> = fs::read_dir(root().join("tests/fixtures/planted"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "edit"))
        .map(|path| Planted::read(path.file_stem().unwrap().to_str().unwrap(), &fs::read_to_string(&path).unwrap()))
        .collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

pub(crate) fn framework() -> String {
    fs::read_to_string(root().join(FRAMEWORK)).unwrap()
}

/// The framework's text, analysed as on the day it was published.
pub(crate) fn analysed(text: &str) -> Analysis {
    analysis_of(FRAMEWORK, text, Some(day(AS_OF)))
}

/// A finding as a fixture tells it: its code, the first line of the text it points at, and the clause.
fn told(analysis: &Analysis, finding: &Diagnostic) -> String {
    let span = finding.span().unwrap();
    let text = analysis.sources.get(span.file).unwrap().text.get(span.range()).unwrap();
    let place = match text.split_once('\n') {
        Some((first, _)) => format!("{first}…"),
        None => text.to_owned(),
    };
    let clause = match finding.clause.as_deref() {
        None => String::new(),
        Some(number) if number.starts_with("Appendix") => format!(" in {number}"),
        Some(number) => format!(" in clause {number}"),
    };
    format!("{} at `{place}`{clause}", finding.code.id())
}

/// Each kind of finding with how often it is told.
fn tally(analysis: &Analysis) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for finding in &analysis.diagnostics {
        *tally.entry(told(analysis, finding)).or_default() += 1;
    }
    tally
}

/// What `found` tells beyond `known`.
fn news(found: &BTreeMap<String, usize>, known: &BTreeMap<String, usize>) -> Vec<String> {
    let more = |(told, times): (&String, &usize)| {
        let before = known.get(told).copied().unwrap_or_default();
        vec![told.clone(); times.saturating_sub(before)]
    };
    found.iter().flat_map(more).collect()
}

#[test]
fn the_unedited_framework_lacks_nothing_but_what_is_known() {
    let analysis = analysed(&framework());
    let found: Vec<String> = analysis.diagnostics.iter().map(|finding| told(&analysis, finding)).collect();
    assert_eq!(found, BASELINE);
}

/// What came of one planted defect.
pub(crate) struct Found {
    pub(crate) defect: Planted,
    /// The findings that the unedited framework does not have, as a fixture tells them.
    told: Vec<String>,
    /// The framework with the defect.
    pub(crate) text: String,
    /// Every finding.
    pub(crate) findings: Vec<Diagnostic>,
    /// The length in bytes of the longest of those that are new, drawn.
    pub(crate) longest: usize,
}

/// What comes of each defect. Every framework is analysed once, whoever asks.
pub(crate) fn found() -> &'static [Found] {
    static FOUND: LazyLock<Vec<Found>> = LazyLock::new(|| {
        let framework = framework();
        let known = tally(&analysed(&framework));
        all().into_iter().map(|defect| look_for(defect, &framework, &known)).collect()
    });
    &FOUND
}

fn look_for(defect: Planted, framework: &str, known: &BTreeMap<String, usize>) -> Found {
    let text = defect.in_framework(framework);
    let analysis = analysed(&text);
    let fresh = analysis.diagnostics.iter().filter(|finding| !known.contains_key(&told(&analysis, finding)));
    let drawn = fresh.map(|finding| drawn(finding, &analysis).len());
    let longest = drawn.max().unwrap_or_default();
    Found { defect, told: news(&tally(&analysis), known), text, longest, findings: analysis.diagnostics }
}

/// A finding as it is drawn on a terminal.
pub(crate) fn drawn(finding: &Diagnostic, analysis: &Analysis) -> String {
    render_human(std::slice::from_ref(finding), &analysis.sources, Colour::Off)
}

#[test]
fn each_planted_defect_is_found_once_by_its_code_and_at_its_place() {
    assert!(found().len() >= LEAST, "only {} planted defects", found().len());
    let mut wrong = String::new();
    for Found { defect, told, .. } in found() {
        if *told != [defect.expect.as_str()] {
            wrong += &format!("{}\n  expected {}\n", defect.name, defect.expect);
            for told in told {
                wrong += &format!("  found    {told}\n");
            }
        }
    }
    assert_eq!(wrong, "");
}
