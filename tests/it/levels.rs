//! How grave a finding is may be said in the file; errors stay errors.

use qac::diagnostic::Severity;

use crate::support::{analysis_of, short};

fn framework(levels: &str) -> String {
    format!(
        "# A\n\n## 1 A\n\n1.1 One.\n\n1.2 Two.\n\n```qac\nframework a \"A\" {{\n  owner: head\n  calendar: days\n  review-due: 2099-01-01\n  {levels}\n}}\ncalendar days \"Days\"\nrole head \"Head\" {{ reports-to: nobody }}\n```\n\n1.4 Four.\n"
    )
}

fn levels_of(levels: &str) -> Vec<(String, Severity)> {
    let analysis = analysis_of("a.qac.md", &framework(levels), None);
    analysis.diagnostics.iter().map(|finding| (finding.code.to_string(), finding.severity)).collect()
}

#[test]
fn a_level_holds_for_the_whole_document() {
    let before = levels_of("");
    let after = levels_of("levels: QAC0402 error, QAC0403 advice");
    assert_eq!(before.len(), after.len());
    for ((code, was), (_, is)) in before.iter().zip(&after) {
        let meant = match code.as_str() {
            "QAC0402" => Severity::Error,
            "QAC0403" => Severity::Advice,
            _ => *was,
        };
        assert_eq!(*is, meant, "{code}");
    }
    assert!(after.contains(&("QAC0402".to_owned(), Severity::Error)), "{after:?}");
    assert!(after.contains(&("QAC0403".to_owned(), Severity::Advice)), "{after:?}");
}

#[test]
fn what_cannot_be_set_is_told() {
    let found = short(&analysis_of(
        "a.qac.md",
        &framework("levels: QAC0201 advice, QAC9999 error, QAC0403 error, QAC0403 advice"),
        None,
    ));
    let about: Vec<&str> = found.lines().filter(|line| line.contains("QAC0411")).collect();
    insta::assert_snapshot!(about.join("\n"), @r"
    a.qac.md:14:19: error[QAC0411] QAC0201 is an error, and errors have to be mended
    a.qac.md:14:27: error[QAC0411] `QAC9999` is not the code of a finding
    a.qac.md:14:57: error[QAC0411] QAC0403 is given a level twice
    ");
    assert!(found.contains("error[QAC0201]"), "{found}");
}
