//! The page of each finding: its example fires that finding and no other, and what to write instead is clean.

use qac::diagnostic::{Code, page};
use qac::text::SourceKind;

use crate::support::{analysis_of_example, day, short};

fn path(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Plain => "example.qac",
        SourceKind::Literate => "example.qac.md",
    }
}

#[test]
fn the_example_of_each_page_fires_its_own_code_and_no_other() {
    let mut wrong = String::new();
    for code in Code::all() {
        let example = page(*code).example;
        let analysis = analysis_of_example(path(example.kind), &example, Some(day("2026-11-23")));
        let own = analysis.diagnostics.iter().filter(|finding| finding.code == *code).count();
        if own == 0 || own != analysis.diagnostics.len() {
            wrong += &format!("{code}:\n{}\n", short(&analysis));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn what_each_page_says_to_write_instead_is_clean() {
    let mut wrong = String::new();
    for code in Code::all() {
        let instead = page(*code).instead;
        let analysis = analysis_of_example(path(instead.kind), &instead, Some(day("2026-11-23")));
        if !analysis.diagnostics.is_empty() {
            wrong += &format!("{code}:\n{}\n", short(&analysis));
        }
    }
    assert_eq!(wrong, "");
}
