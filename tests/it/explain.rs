//! Every declaration in plain sentences: nothing is left unsaid, and nothing looks like the inside of a program.

use std::fs;
use std::path::PathBuf;

use qac::emit::{explain, explain_markdown, explain_mermaid};
use qac::model::Construct;

use crate::support::{analysis_at, analysis_of, day, root};

/// The files whose declarations are told: every framework and example.
pub(crate) fn files() -> Vec<String> {
    let folders = ["frameworks", "frameworks/std", "examples", "examples/rules"];
    let all = folders.iter().flat_map(|folder| {
        let entries: Vec<PathBuf> =
            fs::read_dir(root().join(folder)).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        entries
            .into_iter()
            .filter(|path| path.is_file())
            .map(move |path| format!("{folder}/{}", path.file_name().unwrap().to_string_lossy()))
    });
    let mut files: Vec<String> = all.filter(|file| file.ends_with(".qac") || file.ends_with(".qac.md")).collect();
    files.sort();
    files
}

/// What no sentence may hold: the marks that a program's own words leave.
const MARKS: [&str; 10] = ["Some(", "None", "Spanned", "{ ", " }", "Ref {", "::", "“”", "  ", ".."];

#[test]
fn every_declaration_is_told_in_sentences() {
    let mut wrong = Vec::new();
    for file in files() {
        let analysis = analysis_at(&file, None);
        for declaration in &analysis.model.declarations {
            let told = explain(&analysis.model, declaration, day("2017-01-01"));
            let mut body = told.lines().skip(2).filter(|line| !line.is_empty()).peekable();
            let id = &declaration.name.value;
            if body.peek().is_none() {
                wrong.push(format!("{file} {id}: nothing is said"));
            }
            for line in body {
                let ended = line.ends_with(['.', '”', ':', '?', '!']) || line.starts_with("- ");
                let quoted = line.split('“').skip(1).map(|rest| rest.split('”').next().unwrap());
                let own = quoted.fold(line.to_owned(), |line, title| line.replace(title, "title"));
                let marked = MARKS.iter().any(|mark| own.contains(mark));
                if !ended || marked || line.trim_matches(['-', ' ', '.']).is_empty() {
                    wrong.push(format!("{file} {id}: {line}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const EVIDENCE: &str = r#"
record visit "Visit" {
  columns: visit-id text, home text, made date, done-by text, grade grade, closed date or empty
  key: visit-id
}
event visit-made "A visit is made" { happens-to: visit  seen-in: visit.made  where: grade is not empty }
population open-visits "Open visits" {
  records: visit
  where: closed is empty and (grade is one of (good, poor) or made is before as-at)
  excluding: made is not within the last 3 months
  strata: home and done-by
}
sample monthly-draw "Monthly draw" { draw: 5 at random from open-visits, 2 in reserve }
measure late-visits "Late visits" {
  value: median of working days from visit.made to visit.closed over visit where grade is poor, by home
  when: every month
}
threshold too-late "Visits are too late" {
  measure: late-visits
  bound: above 5 working days in 2 months running
  tell: manager
  within: within 3 working days of completion
}
role manager "Manager"
role director "Director"
escalation worry "A worry" {
  when: at each visit-made
  level one "Manager told" { tell: manager  within: on the same day  by: director  must: "answer \"in writing\""  if-unanswered: two, after 2 working days }
  level two "Director told" { tell: director  within: within 1 working day  if-unanswered: ends here }
}
scenario slow "A slow answer" {
  on 9 May 2017: visit-made with home "North"
  expect: worry level one tells manager by 9 May 2017
}
"#;

#[test]
fn evidence_ladders_and_scenarios_read_as_sentences() {
    let analysis = analysis_of("a.qac", EVIDENCE, None);
    let told =
        analysis.model.declarations.iter().filter(|declaration| !matches!(declaration.construct, Construct::Role(_)));
    let told: Vec<String> = told.map(|declaration| explain(&analysis.model, declaration, day("2017-01-01"))).collect();
    insta::assert_snapshot!("explain_evidence", told.join("\n"));
}

#[test]
fn ladders_are_drawn() {
    let analysis = analysis_of("a.qac", EVIDENCE, None);
    let ladder = analysis.model.named("worry").unwrap();
    insta::assert_snapshot!("explain_mermaid", explain_mermaid(&analysis.model, ladder).unwrap());
    let page = explain_markdown(&analysis.model, ladder, day("2017-01-01"));
    assert!(page.starts_with("# A worry\n\n*(worry: an escalation)*\n\n"), "{page}");
    assert!(page.contains("```mermaid\nflowchart TD\n"), "{page}");
    let role = analysis.model.named("manager").unwrap();
    assert_eq!(explain_mermaid(&analysis.model, role), None);
}
