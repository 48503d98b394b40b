//! The numbers of clauses, as authors write them.

/// A number at the start of a line, and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    /// The number as clauses are called by it: `6.10`, `6`, `Appendix 1`.
    pub(super) number: &'t str,
    /// The rest of the line, without the stop, colon, dash and blanks after the number.
    pub(super) rest: &'t str,
}

/// A dotted number (`6.10`, `6.10.`, `2.5.1`) and the text after it. `2.5%` and `10.30am` are none.
pub(super) fn dotted(line: &str) -> Option<Numbered<'_>> {
    let length = line.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(line.len());
    let (written, rest) = line.split_at_checked(length)?;
    let number = written.strip_suffix('.').unwrap_or(written);
    let components = number.split('.').filter(|component| is_component(component)).count();
    let whole = components >= 2 && components == number.split('.').count();
    let parted = rest.is_empty() || rest.starts_with([' ', '\t', ':', '\u{a0}', '–', '—']);
    (whole && parted).then(|| Numbered { number, rest: after_number(rest) })
}

/// A dotted number whose text starts like a sentence: with a capital, a quotation or a bracket. In a list or in the
/// middle of a paragraph only such a number is a clause's; `2.5 per cent of cases` is not.
pub(super) fn dotted_sentence(line: &str) -> Option<Numbered<'_>> {
    dotted(line).filter(|numbered| starts_a_sentence(numbered.rest))
}

/// The number of a section heading: `6 Title` or `6. Title`. A year (`2017 programme`) is none.
pub(super) fn section(line: &str) -> Option<Numbered<'_>> {
    let length = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    let (number, rest) = line.split_at_checked(length)?;
    let stopped = rest.starts_with(['.', ')', ':']);
    let rest = after_number(rest.trim_start_matches(['.', ')']));
    (is_component(number) && (stopped || starts_a_sentence(rest))).then_some(Numbered { number, rest })
}

/// The name of an appendix: `Appendix 1: Title`, `Annex B – Title`, `Appendix`.
pub(super) fn appendix(line: &str) -> Option<Numbered<'_>> {
    let word = ["appendix", "annex"].into_iter().find(|word| starts_with_word(line, word))?;
    let after = line.get(word.len()..)?;
    let label = after.trim_start().split([' ', '\t', ':', '.', '–', '—']).next().unwrap_or_default();
    let labelled = is_component(label) || (label.len() == 1 && label.chars().all(char::is_alphanumeric));
    let blanks = after.len() - after.trim_start().len();
    let length = word.len() + if labelled { blanks + label.len() } else { 0 };
    let (number, rest) = line.split_at_checked(length)?;
    Some(Numbered { number, rest: after_number(rest.trim_start_matches('.')) })
}

/// True when `next` is the number after `number` in the same section: `6.9`, `6.10`.
pub(super) fn follows(number: &str, next: &str) -> bool {
    let (Some((section, last)), Some((next_section, next_last))) = (number.rsplit_once('.'), next.rsplit_once('.'))
    else {
        return next.strip_suffix(".1") == Some(number);
    };
    let successor = last.parse::<u32>().ok().and_then(|last| last.checked_add(1));
    section == next_section && successor.is_some() && next_last.parse().ok() == successor
}

/// The letter or small Roman number of a part at the start of a line: `(a) …`, `(ii) …`
pub(super) fn part_label(line: &str) -> Option<String> {
    let (label, rest) = line.strip_prefix('(')?.split_once(')')?;
    let lower = label.to_ascii_lowercase();
    let letter = lower.len() == 1 && lower.chars().all(|c| c.is_ascii_alphabetic());
    let roman = (2..=5).contains(&lower.len()) && lower.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let parted = rest.chars().next().is_none_or(char::is_whitespace);
    ((letter || roman) && parted).then_some(lower)
}

/// One to three digits: longer ones are years or sums.
fn is_component(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn starts_with_word(line: &str, word: &str) -> bool {
    let matches = line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    matches && !line.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

fn starts_a_sentence(rest: &str) -> bool {
    let quotes_and_brackets = ['"', '\'', '“', '‘', '(', '['];
    rest.trim_start_matches(quotes_and_brackets).chars().next().is_none_or(char::is_uppercase)
}

/// The text after a number, without what parts the two.
fn after_number(rest: &str) -> &str {
    rest.trim_start().trim_start_matches([':', '–', '—', '-']).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(numbered: Option<Numbered<'_>>) -> Option<(&str, &str)> {
        numbered.map(|numbered| (numbered.number, numbered.rest))
    }

    #[test]
    fn dotted_numbers() {
        assert_eq!(split(dotted("6.10 The team")), Some(("6.10", "The team")));
        assert_eq!(split(dotted("6.10. The team")), Some(("6.10", "The team")));
        assert_eq!(split(dotted("2.5.1")), Some(("2.5.1", "")));
        for line in
            ["6 The team", "6. The team", "10.30am start", "2.5% of cases", ".5 x", "6..1 x", "31.12.2017 x", ""]
        {
            assert_eq!(dotted(line), None, "{line}");
        }
        assert_eq!(dotted_sentence("2.5 per cent"), None);
        assert!(dotted_sentence("2.5 “Quality” means").is_some());
    }

    #[test]
    fn sections_and_appendices() {
        assert_eq!(split(section("6 Quality")), Some(("6", "Quality")));
        assert_eq!(split(section("6. QUALITY")), Some(("6", "QUALITY")));
        assert_eq!(split(section("2017 Programme")), None);
        assert_eq!(split(section("3 month plan")), None);
        assert_eq!(split(appendix("Appendix 1: Annual programme")), Some(("Appendix 1", "Annual programme")));
        assert_eq!(split(appendix("APPENDIX B – Forms")), Some(("APPENDIX B", "Forms")));
        assert_eq!(split(appendix("Appendix: Forms")), Some(("Appendix", "Forms")));
        assert_eq!(split(appendix("Appendix")), Some(("Appendix", "")));
        assert_eq!(split(appendix("Appendixes")), None);
    }

    #[test]
    fn the_next_number() {
        assert!(follows("6.9", "6.10"));
        assert!(follows("6", "6.1"));
        assert!(!follows("6.9", "6.11"));
        assert!(!follows("6.9", "7.10"));
        assert!(!follows("Quality", "6.1"));
    }

    #[test]
    fn letters() {
        assert_eq!(part_label("(a) the case").as_deref(), Some("a"));
        assert_eq!(part_label("(B)").as_deref(), Some("b"));
        assert_eq!(part_label("(iii) the case").as_deref(), Some("iii"));
        assert_eq!(part_label("(as above)"), None);
        assert_eq!(part_label("(1) the case"), None);
    }
}
