//! Words for a rhythm that name no dates, and words for one that can be read two ways.

use super::Reading;
use super::phrase::{Finder, Phrase, counts, finder, phrase};
use super::settled::Lack;
use crate::diagnostic::{Diagnostic, codes};

/// Wordings that promise repetition and leave open how often.
const VAGUE: &[Phrase] = &[
    phrase("regular", "regular"),
    phrase("regularly", "regular"),
    phrase("routinely", "routine"),
    phrase("periodic", "periodic"),
    phrase("periodical", "periodic"),
    phrase("periodically", "periodic"),
    phrase("at intervals", "interval"),
    phrase("from time to time", "time to time"),
    phrase("on an ongoing basis", "ongoing"),
];

/// Wordings that mean twice in a period to some readers and once in two of them to others.
const TWOFOLD: &[(&str, &str, &str)] = &[
    ("bi-monthly", "twice a month", "every two months"),
    ("bimonthly", "twice a month", "every two months"),
    ("bi-weekly", "twice a week", "every two weeks"),
    ("biweekly", "twice a week", "every two weeks"),
    ("bi-annual", "twice a year", "every two years"),
    ("biannual", "twice a year", "every two years"),
    ("bi-annually", "twice a year", "every two years"),
    ("biannually", "twice a year", "every two years"),
];

/// Findings on rhythms.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let mut findings = vague(reading);
    findings.extend(twofold(reading));
    findings
}

fn vague(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let vague = finder(VAGUE);
    let mut findings = Vec::new();
    for passage in &reading.passages {
        for (run, phrase) in vague.find(passage) {
            let at = passage.span(run.clone());
            if !counts(passage, &run, phrase) || reading.settled.answers(passage, at, Lack::Rhythm, phrase.stem) {
                continue;
            }
            let message =
                format!("`{}` does not say how often, and no rule of {} does", passage.written(run), passage.said());
            findings.push(Diagnostic::new(codes::VAGUE_RHYTHM_IN_TEXT, message).at(at, "how often?").help(
                "give the clause a rule with a rhythm, such as `when: every month`, or a `gap` whose owner settles it",
            ));
        }
    }
    findings
}

fn twofold(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let twofold = Finder::new(TWOFOLD.iter().map(|entry| (entry.0, entry)));
    let mut findings = Vec::new();
    for passage in &reading.passages {
        for (run, (wording, one, other)) in twofold.find(passage) {
            let at = passage.span(run.clone());
            if reading.settled.answers(passage, at, Lack::Rhythm, wording) {
                continue;
            }
            let message = format!("`{}` can mean {one} or {other}", passage.written(run));
            findings.push(
                Diagnostic::new(codes::TWOFOLD_RHYTHM, message)
                    .at(at, "which of the two?")
                    .help(format!("write {one} or {other}, and give the clause a rule that says the same")),
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
    fn words_without_dates_are_found_and_names_are_not() {
        let text = "6.1 Staff are regularly supervised. Regular Review Panel members meet from time\nto time.\n\n- Periodic audits\n";
        insta::assert_debug_snapshot!(findings_on(text, check), @r#"
        [
            "regularly: `regularly` does not say how often, and no rule of clause 6.1 does",
            "from time\nto time: `from time to time` does not say how often, and no rule of clause 6.1 does",
            "Periodic: `Periodic` does not say how often, and no rule of clause 6.1 does",
        ]
        "#);
    }

    #[test]
    fn twice_a_month_or_every_two_months() {
        let text = "6.1 A bi-monthly forum.\n";
        assert_eq!(findings_on(text, check), ["bi-monthly: `bi-monthly` can mean twice a month or every two months"]);
    }
}
