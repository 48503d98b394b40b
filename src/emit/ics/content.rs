//! The lines of a calendar file: text that a calendar would take for its own is escaped, and long lines are folded
//! (RFC 5545, sections 3.1 and 3.3.11).

use crate::emit::escape;

/// The most octets of a line, without its end.
const LONGEST: usize = 75;

/// A line whose value needs no escaping: a date, a number, a word of the standard.
pub(super) fn line(name: &str, value: &str) -> String {
    folded(format!("{name}:{value}"))
}

/// A line of text, as an author or a person may have written it.
pub(super) fn text(name: &str, value: &str) -> String {
    line(name, &escaped(value))
}

/// A line of several texts, apart.
pub(super) fn texts<'text>(name: &str, values: impl Iterator<Item = &'text str>) -> String {
    line(name, &values.map(escaped).collect::<Vec<_>>().join(","))
}

/// What separates values, and what escapes it.
const SEPARATES: [char; 3] = ['\\', ';', ','];

/// Text with what separates values and lines escaped. A control character has no escape and becomes a blank.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for (number, line) in value.split('\n').enumerate() {
        if number > 0 {
            escaped.push_str("\\n");
        }
        for piece in escape::plain(line).split_inclusive(SEPARATES) {
            let words = piece.strip_suffix(SEPARATES).unwrap_or(piece);
            escaped.push_str(words);
            if let Some(sign) = piece.get(words.len()..).filter(|sign| !sign.is_empty()) {
                escaped.push('\\');
                escaped.push_str(sign);
            }
        }
    }
    escaped
}

/// The line with its end, cut where it is too long; a blank begins what goes on.
fn folded(mut line: String) -> String {
    if line.len() <= LONGEST {
        line.push_str("\r\n");
        return line;
    }
    let mut folded = String::with_capacity(line.len() + line.len() / 16);
    let mut length = 0;
    for unit in units(&line) {
        if length + unit.len() > LONGEST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push_str(unit);
        length += unit.len();
    }
    folded.push_str("\r\n");
    folded
}

/// What a line is never cut inside: a character, or an escape with what it escapes. Some calendars read a line before
/// they join it to the next.
fn units(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut after = rest.chars();
        if after.next()? == '\\' {
            after.next();
        }
        let (unit, next) = rest.split_at_checked(rest.len() - after.as_str().len())?;
        rest = next;
        Some(unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a calendar reads: the lines joined, without the name.
    fn unfolded(written: &str) -> String {
        let joined = written.replace("\r\n ", "");
        joined.strip_suffix("\r\n").unwrap().split_once(':').unwrap().1.to_owned()
    }

    /// What a calendar shows of an escaped text; an escape that the standard does not have is a fault.
    fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut letters = value.chars();
        while let Some(c) = letters.next() {
            assert!(!matches!(c, ',' | ';'), "{value:?}");
            text.push(match (c, c == '\\') {
                (c, false) => c,
                (_, true) => match letters.next().expect("an escape escapes something") {
                    'n' => '\n',
                    c @ ('\\' | ',' | ';') => c,
                    c => panic!("`\\{c}` is no escape"),
                },
            });
        }
        text
    }

    #[test]
    fn words_stay_and_what_separates_is_escaped() {
        assert_eq!(text("SUMMARY", "Managers' audits: 14 – café"), "SUMMARY:Managers' audits: 14 – café\r\n");
        assert_eq!(text("SUMMARY", "a, b; c\\d\ne"), "SUMMARY:a\\, b\\; c\\\\d\\ne\r\n");
        assert_eq!(text("SUMMARY", "a\r\nEND:VEVENT\u{7}"), "SUMMARY:a\\nEND:VEVENT\r\n");
        assert_eq!(texts("CATEGORIES", ["a, b", "c"].into_iter()), "CATEGORIES:a\\, b,c\r\n");
    }

    #[test]
    fn a_line_of_75_octets_is_whole_and_one_more_is_cut() {
        let whole = line("X", &"a".repeat(73));
        assert_eq!(whole, format!("X:{}\r\n", "a".repeat(73)));
        assert_eq!(line("X", &"a".repeat(74)), format!("X:{}\r\n a\r\n", "a".repeat(73)));
        // The cut would fall between the two letters of the escape, or the two octets of the letter.
        assert_eq!(text("X", &format!("{},", "a".repeat(72))), format!("X:{}\r\n \\,\r\n", "a".repeat(72)));
        assert_eq!(text("X", &format!("{}é", "a".repeat(72))), format!("X:{}\r\n é\r\n", "a".repeat(72)));
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(value in "([ -~]|[\\\\,;\n]|\\PC|😀){0,300}") {
            let shown = value.split('\n').map(escape::plain).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(unescaped(&unfolded(&text("DESCRIPTION", &value))), shown);
        }

        #[test]
        fn no_line_is_too_long_or_ends_inside_an_escape(value in any::<String>(), more in "[\\\\,;é😀\n]{0,120}") {
            let written = text("SUMMARY;X-A=b", &format!("{value}{more}"));
            prop_assert!(written.ends_with("\r\n"));
            for (number, line) in written.trim_end_matches("\r\n").split("\r\n").enumerate() {
                prop_assert!(line.len() <= LONGEST, "{line:?}");
                let content = if number == 0 { line } else { line.strip_prefix(' ').unwrap() };
                prop_assert!(!content.contains(['\r', '\n']));
                let backslashes = content.len() - content.trim_end_matches('\\').len();
                prop_assert_eq!(backslashes % 2, 0, "{:?} ends inside an escape", line);
            }
        }
    }
}
