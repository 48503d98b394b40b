//! Mutation: every file of the repository, cut short and with words dropped, doubled and swapped. Whatever comes of it,
//! reading ends, nothing panics, and what the formatter prints keeps its oath.

use qac::format::format_checked;

use crate::corpus;

/// How many bytes a file may be read over and over; keeps the test short, whatever the size of the file.
const BUDGET: usize = 60_000;

/// Offsets at which a text may be cut, evenly spread, as many as the budget allows.
fn offsets(text: &str) -> Vec<usize> {
    let count = (BUDGET / text.len().max(1)).max(3);
    let step = (text.len() / count).max(1);
    (0..text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)).collect()
}

/// Reads and prints a mutated text.
fn survive(path: &str, text: String) -> Result<(), String> {
    let entry = corpus::entry(path, text);
    match format_checked(&entry.text, &entry.tree) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(format!("{path}: {refusal:?}\n{}", entry.text)),
    }
}

/// Reads every mutation of every file; a few may be refused, each of them left as it is.
fn survive_all(mutate: impl Fn(&str, usize) -> Option<String>) {
    let mut refused = Vec::new();
    let mut read = 0;
    for entry in corpus::all() {
        for at in offsets(&entry.text) {
            if let Some(mutated) = mutate(&entry.text, at) {
                read += 1;
                refused.extend(survive(&entry.path, mutated).err());
            }
        }
    }
    assert!(refused.len() * 200 <= read, "{} of {read} were refused, such as\n{:?}", refused.len(), refused.first());
}

/// The word at or after `at`, with the blanks behind it.
fn word(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let start = at + text[at..].find(char::is_alphanumeric)?;
    let length = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
    let after = &text[start + length..];
    Some(start..start + length + after.len() - after.trim_start().len())
}

#[test]
fn cut_short() {
    survive_all(|text, at| Some(text[..at].to_owned()));
}

#[test]
fn a_character_dropped() {
    survive_all(|text, at| {
        let length = text[at..].chars().next()?.len_utf8();
        Some(format!("{}{}", &text[..at], &text[at + length..]))
    });
}

#[test]
fn a_word_dropped() {
    survive_all(|text, at| word(text, at).map(|word| format!("{}{}", &text[..word.start], &text[word.end..])));
}

#[test]
fn a_word_doubled() {
    survive_all(|text, at| word(text, at).map(|word| format!("{}{}", &text[..word.end], &text[word.start..])));
}

#[test]
fn two_words_swapped() {
    survive_all(|text, at| {
        let first = word(text, at)?;
        let second = word(text, first.end)?;
        let (before, one, between) = (&text[..first.start], &text[first.clone()], &text[first.end..second.start]);
        Some(format!("{before}{}{between}{one}{}", &text[second.clone()], &text[second.end..]))
    });
}
