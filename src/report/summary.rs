//! The closing line of a report.

use crate::diagnostic::Tally;

/// How many findings there are, in words: `2 errors and 1 warning`, `no errors, 1 warning`, `no findings`.
#[must_use]
pub fn summary_line(tally: Tally) -> String {
    let others: Vec<String> =
        [counted(tally.warnings, "warning"), counted(tally.advice, "suggestion")].into_iter().flatten().collect();
    match (counted(tally.errors, "error"), others.as_slice()) {
        (None, []) => "no findings".to_owned(),
        (Some(errors), []) => errors,
        (None, others) => format!("no errors, {}", others.join(" and ")),
        (Some(errors), [only]) => format!("{errors} and {only}"),
        (Some(errors), others) => format!("{errors}, {}", others.join(" and ")),
    }
}

/// `1 error`, `2 errors`, or nothing for none.
pub(super) fn counted(count: usize, noun: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_sentence() {
        let line = |errors, warnings, advice| summary_line(Tally { errors, warnings, advice });
        assert_eq!(line(2, 1, 0), "2 errors and 1 warning");
        assert_eq!(line(0, 1, 0), "no errors, 1 warning");
        assert_eq!(line(0, 0, 0), "no findings");
        assert_eq!(line(1, 0, 0), "1 error");
        assert_eq!(line(1, 2, 3), "1 error, 2 warnings and 3 suggestions");
        assert_eq!(line(0, 2, 1), "no errors, 2 warnings and 1 suggestion");
    }
}
