//! The document itself: framework, editions, glossary, references, gaps, assumptions, amendments, scenarios.

use super::ids::{ClauseNumber, Ref};
use super::value::Parties;
use crate::calendar::Date;
use crate::diagnostic::Severity;
use crate::text::{Span, Spanned};

/// Whose document it is, and when it is reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Who publishes it.
    pub publisher: Option<Parties>,
    /// Who owns it.
    pub owner: Option<Parties>,
    /// The post that writes it.
    pub author: Option<Parties>,
    /// Its calendar.
    pub calendar: Option<Ref>,
    /// The last day for its review; a month stands for its last day.
    pub review_due: Option<Spanned<Date>>,
    /// The edition of the qac language.
    pub language: Option<Spanned<u32>>,
    /// The service it is about.
    pub service: Option<String>,
    /// Where it is kept.
    pub location: Option<String>,
    /// What it is for.
    pub purpose: Option<String>,
    /// The profiles some rules are only for.
    pub profiles: Vec<Spanned<String>>,
    /// How grave findings are in it, where that is not their own level.
    pub levels: Vec<Level>,
    /// Its editions, as written.
    pub editions: Vec<Edition>,
}

/// `QAC0403 advice`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The code, as written.
    pub code: Spanned<String>,
    /// How grave it is.
    pub severity: Spanned<Severity>,
}

/// One issue of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its id.
    pub name: Spanned<String>,
    /// Its title.
    pub title: Option<String>,
    /// The day it was issued; a month stands for its first day.
    pub date: Option<Spanned<Date>>,
    /// Who approved it.
    pub approved_by: Option<Parties>,
}

/// Terms and their meanings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    /// In the order written.
    pub entries: Vec<(Spanned<String>, Spanned<String>)>,
}

/// An outside document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Other names.
    pub also: Vec<Alias>,
    /// Which edition.
    pub edition: Option<String>,
    /// Who issued it.
    pub authority: Vec<Ref>,
    /// First day in force.
    pub from: Option<Spanned<Date>>,
    /// Last day in force.
    pub until: Option<Spanned<Date>>,
    /// What took its place.
    pub replaced_by: Option<Ref>,
    /// Where it is found.
    pub address: Option<String>,
}

/// Another name, and the clauses that use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: Spanned<String>,
    /// `in 6.27`
    pub clauses: Vec<Spanned<ClauseNumber>>,
}

/// `7.4 in second-edition`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formerly {
    /// The number it had.
    pub clause: Spanned<ClauseNumber>,
    /// The edition it had it in.
    pub edition: Spanned<String>,
}

/// `narrower than "ISO 9001 9.2"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// How what is declared compares with the clause.
    pub relation: Relation,
    /// The clause, as its own document calls it.
    pub to: Spanned<String>,
}

/// How a rule compares with the clause of another document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It asks the same.
    Equal,
    /// It asks less, or of fewer.
    Narrower,
    /// It asks more, or of more.
    Broader,
    /// Each asks something that the other does not.
    Overlapping,
}

impl Relation {
    /// The words for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Equal => "equal to",
            Self::Narrower => "narrower than",
            Self::Broader => "broader than",
            Self::Overlapping => "overlapping with",
        }
    }

    /// The relation that the words name.
    #[must_use]
    pub fn of(words: &str) -> Option<Self> {
        let all = [Self::Equal, Self::Narrower, Self::Broader, Self::Overlapping];
        all.into_iter().find(|relation| relation.words() == words)
    }
}

/// The code and the reason of an `ignore` line: `QAC0402 because the paragraph is being rewritten`. Either may be empty.
#[must_use]
pub fn acceptance(line: &str) -> (&str, &str) {
    let (code, rest) = line.split_once(' ').unwrap_or((line, ""));
    (code, rest.trim().trim_start_matches("because").trim())
}

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Who closes it.
    pub owner: Option<Parties>,
    /// By when.
    pub due: Option<Spanned<Date>>,
}

/// A recorded decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assume {
    /// Its reason.
    pub because: Option<String>,
}

/// Changes from a date on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// First day.
    pub starts: Option<Spanned<Date>>,
    /// Last day.
    pub ends: Option<Spanned<Date>>,
    /// Who approved it.
    pub approved_by: Option<Parties>,
    /// What changes, as written.
    pub changes: Vec<Change>,
}

/// One change of an amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The lines named read as written here.
    Replace {
        /// Which declaration.
        target: Ref,
        /// The lines, with their own values: the same construct, with only these lines.
        lines: Box<super::declaration::Construct>,
        /// The names of those lines.
        names: Vec<String>,
        /// The whole change.
        span: Span,
    },
    /// It no longer holds.
    Withdraw {
        /// Which declaration.
        target: Ref,
    },
}
