//! Rhythms in one word: the ones that have a plain spelling, the ones with two readings, and the ones with none.

use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::text::Span;

/// Words with one meaning, and how it is written.
const PLAIN: [(&str, &str); 7] = [
    ("weekly", "every week"),
    ("monthly", "every month"),
    ("quarterly", "every quarter"),
    ("termly", "every term"),
    ("yearly", "every year"),
    ("annually", "every year"),
    ("annual", "every year"),
];

/// Words with two meanings: in plain words, and as they are written.
const TWO_READINGS: [(&str, [&str; 2], [&str; 2]); 5] = [
    ("bi-monthly", ["twice a month", "every two months"], ["twice in every month", "every 2 months from January 2017"]),
    ("biennial", ["twice a year", "every two years"], ["twice in every year", "every 2 years from January 2017"]),
    ("biennially", ["twice a year", "every two years"], ["twice in every year", "every 2 years from January 2017"]),
    ("daily", ["on every day", "on every working day"], ["every day", "every working day"]),
    (
        "fortnightly",
        ["counted from a fixed day", "counted from the one before"],
        ["every 2 weeks from 9 January 2017", "every 2 weeks after the last one"],
    ),
];

/// What to say of a rhythm in one word.
pub(super) fn vague(word: &str, span: Span) -> Diagnostic {
    if let Some((_, instead)) = PLAIN.iter().find(|(plain, _)| *plain == word) {
        return Diagnostic::new(codes::VAGUE_CADENCE, format!("`{word}` is written `{instead}`"))
            .at(span, "a rhythm is written out")
            .help(format!("write `{instead}`, with the day where one is meant: `{instead} on the last working day`"))
            .fix(Fix::safe(format!("write `{instead}`"), span, *instead));
    }
    match TWO_READINGS.iter().find(|(two, ..)| *two == word) {
        Some((_, [one, other], [first, second])) => {
            let message = format!("`{word}` is {one} to some, {other} to others");
            Diagnostic::new(codes::VAGUE_CADENCE, message)
                .at(span, "which of the two?")
                .help(format!("write `{first}` for {one}, or `{second}` for {other}"))
        }
        None => Diagnostic::new(codes::VAGUE_CADENCE, format!("nobody can be held to `{word}`: it settles no dates"))
            .at(span, "how often?")
            .help(
                "write how often, such as `every month`, `at least 2 in every term` or `at each case-closed`; \
                 where the text leaves it open, decide, and record the decision with `assume`",
            ),
    }
}
