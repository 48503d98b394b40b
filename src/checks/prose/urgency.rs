//! Words for haste that nobody can be held to, because no rule says how long they give.

use super::Reading;
use super::passage::Passage;
use super::phrase::{Phrase, counts, finder, phrase};
use super::settled::Lack;
use crate::diagnostic::{Diagnostic, codes};

/// What can be prompt; `prompt` before anything else reminds somebody.
const PROMPT_THINGS: &[&str] = &[
    "action",
    "attention",
    "completion",
    "decision",
    "notification",
    "referral",
    "reply",
    "report",
    "reporting",
    "resolution",
    "response",
    "return",
    "review",
];

/// Wordings that ask for haste and give no time.
const HASTE: &[Phrase] = &[
    Phrase { never_before: &["care"], ..phrase("urgent", "urgen") },
    phrase("urgently", "urgen"),
    phrase("urgency", "urgen"),
    phrase("immediately", "immediate"),
    Phrase { only_before: PROMPT_THINGS, ..phrase("prompt", "prompt") },
    phrase("promptly", "prompt"),
    phrase("speedily", "speed"),
    phrase("swiftly", "swift"),
    phrase("forthwith", "forthwith"),
    phrase("at once", "at once"),
    phrase("straight away", "straight away"),
    phrase("as soon as possible", "as soon as"),
    phrase("as soon as practicable", "as soon as"),
    phrase("as soon as reasonably practicable", "as soon as"),
    phrase("as quickly as possible", "as quickly as"),
    phrase("without delay", "delay"),
    phrase("without undue delay", "delay"),
    phrase("without unnecessary delay", "delay"),
    phrase("not delayed", "delay"),
    phrase("not be delayed", "delay"),
    phrase("earliest opportunity", "earliest"),
    phrase("in good time", "good time"),
    phrase("in a timely manner", "timely"),
    phrase("in a timely fashion", "timely"),
    phrase("in a timely way", "timely"),
];

/// Findings on words for haste.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let haste = finder(HASTE);
    let mut findings = Vec::new();
    for passage in &reading.passages {
        for (run, phrase) in haste.find(passage) {
            let at = passage.span(run.clone());
            // `immediately after the meeting` says when: it stands beside something that has a date.
            // `look at once a year` says how often.
            let says_when = names_its_moment(passage, run.end) || names_a_period(passage, run.end);
            if !counts(passage, &run, phrase) || says_when {
                continue;
            }
            if reading.settled.answers(passage, at, Lack::Time, phrase.stem) {
                continue;
            }
            let message =
                format!("`{}` gives no time, and no rule of {} does", passage.written(run.clone()), passage.said());
            findings.push(
                Diagnostic::new(codes::HASTE_WITHOUT_TIME, message)
                    .at(at, "within how long?")
                    .help(help(reading, passage.written(run))),
            );
        }
    }
    findings
}

fn names_its_moment(passage: &Passage<'_>, next: usize) -> bool {
    passage.before(next) == " "
        && passage.word(next).is_some_and(|word| matches!(word, "after" | "before" | "following" | "prior"))
}

fn names_a_period(passage: &Passage<'_>, next: usize) -> bool {
    let follows = |place: usize, wanted: &[&str]| {
        passage.before(place) == " " && passage.word(place).is_some_and(|word| wanted.contains(&word))
    };
    follows(next, &["a", "an", "each", "every", "per"])
        && follows(next + 1, &["day", "week", "fortnight", "month", "quarter", "term", "half-year", "year"])
}

fn help(reading: &Reading<'_>, written: &str) -> String {
    let clock = written.to_lowercase().replace(' ', "-");
    if reading.model.clocks.contains_key(&clock) {
        format!("`clock {clock}` is declared: name it in a rule of this clause, such as `due: {clock}`")
    } else {
        "give the clause a rule with a time, such as `due: within 1 working day`, or a `gap` whose owner settles it"
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::findings_on;
    use super::*;

    #[test]
    fn once_in_a_period_is_no_haste() {
        let text = "6.1 Files are looked at once a year, and sampled at once every term. A worry is passed on at once, a year or not.\n";
        let found = ["at once: `at once` gives no time, and no rule of clause 6.1 does"];
        assert_eq!(findings_on(text, check), found);
    }

    #[test]
    fn haste_is_found_and_reminders_are_not() {
        let text = "6.1 The form prompts staff to prompt the worker. A prompt reply is due at the earliest opportunity; \
                    immediately after the meeting, concerns go on immediately. Urgent care is elsewhere.\n";
        insta::assert_debug_snapshot!(findings_on(text, check), @r#"
        [
            "prompt: `prompt` gives no time, and no rule of clause 6.1 does",
            "earliest opportunity: `earliest opportunity` gives no time, and no rule of clause 6.1 does",
            "immediately: `immediately` gives no time, and no rule of clause 6.1 does",
        ]
        "#);
    }
}
