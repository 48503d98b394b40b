//! The framework for several authorities: every number of the audit programme as many times.

use std::error::Error;

/// What is written in the framework, with the number that grows.
const NUMBERS: [(&str, usize, &str); 18] = [
    ("draw:           ", 14, " at random from open-early-help-cases"),
    ("headcount:  ", 7, ""),
    ("draw:           ", 25, " at random from open-social-care-cases"),
    (
        "draw:           ",
        10,
        " by theme from open-social-care-cases\n  auditors:       quality-assurance-team\n  independent-of",
    ),
    ("draw:           ", 10, " by theme from open-early-help-cases"),
    (" ", 25, " social-care-case-files,"),
    (" ", 14, " early-help-case-files from"),
    (" ", 10, " social-care-deep-dives"),
    (" ", 10, " early-help-deep-dives"),
    (" ", 250, " for social-care-case-files"),
    (" ", 20, " for social-care-deep-dives"),
    (" ", 270, " for social-care,"),
    (" ", 140, " for early-help-case-files"),
    (" ", 70, " for early-help-case-files from own area"),
    (" ", 70, " for early-help-case-files from peer area"),
    (" ", 20, " for early-help-deep-dives"),
    (" ", 160, " for early-help,"),
    (" ", 430, " in all"),
];

/// The text with those numbers so many times as large, without the scenarios, which count for one authority.
pub(crate) fn framework(text: &str, times: usize) -> Result<String, Box<dyn Error>> {
    let mut text = without_scenarios(text);
    for (before, number, behind) in NUMBERS {
        let found = format!("{before}{number}{behind}");
        if !text.contains(&found) {
            return Err(format!("the framework does not say `{found}`").into());
        }
        text = text.replace(&found, &format!("{before}{}{behind}", number * times));
    }
    Ok(text)
}

fn without_scenarios(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        inside = inside || line.starts_with("scenario ");
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        inside = inside && line != "}";
    }
    kept
}
