//! Scenarios: what happens on which days, and what must follow.

use super::Kind;
use super::ids::Ref;
use super::value::{Figure, Literal, Parties};
use crate::calendar::Date;
use crate::text::{Span, Spanned};

/// What a scenario can expect something of.
pub const EXPECTABLE: &[Kind] =
    &[Kind::Escalation, Kind::Audit, Kind::Duty, Kind::Report, Kind::Meeting, Kind::Feedback, Kind::Threshold];

/// A test in the author's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// What happens, in the order written.
    pub happenings: Vec<Happening>,
    /// What must follow.
    pub expectations: Vec<Expected>,
}

/// `on 9 May 2017: concern-raised with child "A1"`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The day.
    pub date: Spanned<Date>,
    /// What it is.
    pub what: Happens,
    /// What follows the day, in the author's words.
    pub words: String,
    /// The whole line.
    pub span: Span,
}

/// What can happen in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happens {
    /// `concern-raised with child "A1"`: an event, or a threshold that is crossed.
    Event {
        /// Which.
        event: Ref,
        /// Whether it is a serious matter, which a ladder's `bypass` takes at once.
        gravity: Gravity,
        /// What is known of it.
        facts: Vec<(Spanned<String>, Literal)>,
    },
    /// `child-safety-concern is answered`: those told have acted, and the ladder goes no further.
    Answered(Ref),
    /// `monitoring-forms is done`
    Done(Ref),
    /// `files-per-manager is 1 for "M3"`: what a measure comes to, taken on that day.
    Measured {
        /// Which measure.
        measure: Ref,
        /// The figure.
        figure: Figure,
        /// For which group; `None` where there is only one.
        of: Option<Literal>,
    },
}

/// How grave a matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Gravity {
    /// It starts at the first level of a ladder.
    #[default]
    Ordinary,
    /// `as a serious matter`: it starts at the level that the ladder's `bypass` names.
    Serious,
}

/// One expectation of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What is expected.
    pub what: Expectation,
    /// As the author wrote it, and where.
    pub words: Spanned<String>,
}

/// What a scenario expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `no child-safety-concern`, `no child-safety-concern level director-told`
    Nothing {
        /// Which declaration.
        of: Ref,
        /// Which level of a ladder.
        level: Option<Spanned<String>>,
    },
    /// `140 early-help-case-files in 2017`
    Total {
        /// How many.
        count: Spanned<u32>,
        /// Of which declaration.
        of: Ref,
        /// First and last day counted.
        within: (Date, Date),
    },
    /// `monitoring-forms missed on 24 April 2017`: on that day it is overdue and not done.
    Missed {
        /// Which declaration.
        of: Ref,
        /// The day.
        on: Spanned<Date>,
    },
    /// `worry level one tells ward-manager by 9 May 2017`
    One {
        /// Which declaration.
        of: Ref,
        /// Which level of a ladder.
        level: Option<Spanned<String>>,
        /// Who is told.
        tells: Option<Parties>,
        /// Who acts.
        from: Option<Parties>,
        /// By when.
        by: Option<Spanned<Date>>,
    },
}

impl Expectation {
    /// The declaration it is about.
    #[must_use]
    pub const fn of(&self) -> &Ref {
        match self {
            Self::Nothing { of, .. } | Self::Total { of, .. } | Self::Missed { of, .. } | Self::One { of, .. } => of,
        }
    }
}
