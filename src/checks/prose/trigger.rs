//! Conditions that leave open when they hold: `where appropriate`, `as required`.

use super::Reading;
use super::phrase::{Phrase, counts, finder, phrase};
use super::settled::Lack;
use crate::diagnostic::{Diagnostic, codes};

/// `as required by the law` names who requires it.
const NAMED: &[&str] = &["by", "under", "in", "of", "from"];

const fn open(words: &'static str, stem: &'static str) -> Phrase {
    Phrase { words, stem, only_before: &[], never_before: NAMED }
}

/// Wordings that make a promise hang on a judgement nobody is named for.
const OPEN: &[Phrase] = &[
    open("where appropriate", "appropriate"),
    open("when appropriate", "appropriate"),
    open("if appropriate", "appropriate"),
    open("as appropriate", "appropriate"),
    open("where necessary", "necessary"),
    open("when necessary", "necessary"),
    open("if necessary", "necessary"),
    open("as necessary", "necessary"),
    open("where required", "required"),
    open("when required", "required"),
    open("if required", "required"),
    open("as required", "required"),
    open("where needed", "needed"),
    open("when needed", "needed"),
    open("if needed", "needed"),
    open("as needed", "needed"),
    open("where possible", "possible"),
    open("where available", "available"),
    open("where applicable", "applicable"),
    phrase("as and when", "as and when"),
    phrase("in some instances", "some instances"),
    phrase("in some cases", "some cases"),
];

/// Findings on open conditions.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let conditions = finder(OPEN);
    let mut findings = Vec::new();
    for passage in &reading.passages {
        for (run, phrase) in conditions.find(passage) {
            let at = passage.span(run.clone());
            if !counts(passage, &run, phrase) || reading.settled.answers(passage, at, Lack::Rhythm, phrase.stem) {
                continue;
            }
            let message = format!("`{}` leaves open when this holds and who says so", passage.written(run));
            findings.push(
                Diagnostic::new(codes::OPEN_CONDITION, message)
                    .at(at, "who judges it?")
                    .help("give the clause a rule with its event (`when: at each …`) or its reason (`when: as required because \"…\"`)"),
            );
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::findings_on;
    use super::*;

    #[test]
    fn judgements_are_found_and_laws_are_not() {
        let text = "6.1 Where appropriate it is shared, as required by law, and repeated as required.\n";
        insta::assert_debug_snapshot!(findings_on(text, check), @r#"
        [
            "Where appropriate: `Where appropriate` leaves open when this holds and who says so",
            "as required: `as required` leaves open when this holds and who says so",
        ]
        "#);
    }
}
