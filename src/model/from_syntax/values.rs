//! Findings on values that several lines share.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, codes};
use crate::text::{Span, Spanned, nearest};

/// A word that is none of the few a line takes.
pub(super) fn not_a_choice(name: &str, word: &Spanned<String>, words: &[&str]) -> Diagnostic {
    let list = match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("`{}` or `{last}`", others.join("`, `")),
        _ => format!("`{}`", words.join("")),
    };
    let finding = Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, format!("`{name}` cannot be `{}`", word.value))
        .at(word.span, format!("{list} would fit here"))
        .help(format!("write {list}"));
    match nearest(&word.value, words.iter().copied()) {
        Some(meant) => finding.fix(Fix {
            title: format!("write `{meant}`"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: word.span, replacement: meant.to_owned() }],
        }),
        None => finding,
    }
}

/// A second name on a line that takes one.
pub(super) fn only_one(name: &str, second: Span) -> Diagnostic {
    Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, format!("`{name}` names more than one thing"))
        .at(second, "one name is meant here")
        .help(format!("keep one name; write a second declaration for another `{name}`"))
}
