//! What is looked for: scales, standards, instruments.

use super::document::Alias;
use super::ids::Ref;
use super::value::{Parties, Statistic};
use crate::text::Spanned;

/// Ordered answers, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// In order.
    pub grades: Vec<Grade>,
    /// The grades that stand for no grade, and so have no place in the order.
    pub not_counted: Vec<Spanned<String>>,
    /// The scale it took the place of.
    pub follows: Option<Ref>,
    /// How the older grades read in this one: older, newer.
    pub reads_as: Vec<(Spanned<String>, Spanned<String>)>,
}

/// One answer of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Its id.
    pub name: Spanned<String>,
    /// As it is printed.
    pub title: String,
    /// When it is given.
    pub means: Option<String>,
}

/// A practice standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Where it comes from.
    pub authority: Vec<Ref>,
    /// Whom it binds.
    pub applies_to: Option<Parties>,
    /// The scale of its questions.
    pub scale: Option<Ref>,
    /// What it is for.
    pub purpose: Option<String>,
    /// Its questions.
    pub criteria: Vec<Question>,
}

/// A question that an auditor or a respondent answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub name: Spanned<String>,
    /// The question.
    pub text: String,
    /// The scale of its answer, where not that of the whole.
    pub answer: Option<Ref>,
    /// What to look at.
    pub evidence: Option<String>,
    /// The measures it goes into.
    pub feeds: Vec<Ref>,
}

/// An audit tool, questionnaire, form or template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Other names.
    pub also: Vec<Alias>,
    /// `audit-tool`, `questionnaire`, `form`, `report` or `leaflet`.
    pub kind: Option<Spanned<String>>,
    /// Its version.
    pub version: Option<String>,
    /// The standards it asks about.
    pub tests: Vec<Ref>,
    /// How the overall grade comes from the answers.
    pub overall: Option<Overall>,
    /// The scale of its own questions.
    pub scale: Option<Ref>,
    /// Where it is kept.
    pub location: Option<String>,
    /// Its own questions.
    pub questions: Vec<Question>,
}

/// `the lowest of safety, otherwise the median of the rest`: the first part that has an answer gives the grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// In order.
    pub parts: Vec<OverallPart>,
}

/// `the lowest of safety`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverallPart {
    /// Which of the answers.
    pub statistic: Statistic,
    /// Of the questions of these standards; of all that no part names where it is `the rest`.
    pub of: Option<Vec<Ref>>,
}
