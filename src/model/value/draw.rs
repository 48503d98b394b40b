//! Draws: how many cases, how they are picked, from what, and the rules that are kept.

use super::{Figure, Parties};
use crate::calendar::{Duration, Every, PeriodUnit};
use crate::model::ids::Ref;
use crate::text::{Span, Spanned};

/// How many cases, how picked, from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// What is drawn, part by part; empty where [`DrawSource::Shared`].
    pub portions: Vec<Portion>,
    /// From what.
    pub source: DrawSource,
    /// `, spread over area`, `, 5 in reserve` …
    pub rules: Vec<Spanned<DrawRule>>,
    /// The whole value.
    pub span: Span,
}

impl Draw {
    /// Whether it is made apart for each of something, so that its size is that of one part.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.rules.iter().any(|rule| matches!(rule.value, DrawRule::Separately(_)))
    }
}

/// What a draw is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawSource {
    /// `from open-cases`: a population.
    Population(Ref),
    /// `as in monthly-sample`: a declared sample.
    Shared(Ref),
}

/// `14 at random`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// How many.
    pub size: Spanned<Size>,
    /// How they are picked.
    pub selection: Selection,
}

/// How many cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// `14`
    Fixed(u32),
    /// `2 for each auditor`
    PerAuditor(u32),
    /// `2%` of the population.
    Percent(Figure),
    /// `one in 5`
    OneIn(u32),
    /// `all`
    All,
    /// `by frequency`: as many as the rule on how often the control runs says.
    ByFrequency,
    /// `the greater of 10% and 5`
    GreaterOf(Box<[Size; 2]>),
    /// `the smaller of 10% and 5`
    SmallerOf(Box<[Size; 2]>),
}

/// How cases are picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Nothing written: all of them, or at random.
    Unsaid,
    /// `at random`
    Random,
    /// `by theme`
    Theme,
    /// `by finding`
    Finding,
    /// `chosen by service-lead with the reason written down`
    ChosenBy(Parties),
}

/// A rule that a draw keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawRule {
    /// `spread over area and team equally with at least 2 from each`
    Spread {
        /// Columns, or `area`, `unit`, `team`.
        over: Vec<String>,
        /// How.
        share: Share,
        /// At least so many from each.
        at_least: Option<u32>,
    },
    /// `separately for each branch`: a draw of that size for each.
    Separately(String),
    /// `one for each family by earliest birth-date`
    OnePer {
        /// For each of these.
        per: String,
        /// Which one: the first or last by a column; by lot where nothing is written.
        by: Option<(Pick, String)>,
    },
    /// `at most 3 for each worker in every quarter`
    Cap(Cap),
    /// `5 in reserve`
    Reserve(u32),
    /// `rounded up`
    Rounded(Rounding),
    /// `at least 5`
    AtLeast(u32),
    /// `at most 30`
    AtMost(u32),
    /// `none drawn in the last 12 months`
    NotWithin(Duration),
    /// `if any fails the same number again and then all`
    IfFails {
        /// Whether all are drawn after a second failure.
        then_all: bool,
    },
    /// `for a control that runs yearly 1, quarterly 2, monthly 4`
    ByFrequency(Vec<(PeriodUnit, u32)>),
}

/// Which of several rows, by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// `by earliest birth-date`
    Earliest,
    /// `by latest opened`
    Latest,
}

/// `at most 3 for each worker in every quarter`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// How many.
    pub most: u32,
    /// For each of these.
    pub per: String,
    /// In each period; the draw itself where nothing is written.
    pub within: Option<Every>,
    /// What is counted together.
    pub over: CapOver,
}

/// What a cap counts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CapOver {
    /// The draws of one rule.
    OwnDraws,
    /// All draws from the population, whatever audit makes them.
    AllDraws,
}

/// How a draw is shared out over groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// As evenly as it goes.
    Equally,
    /// `in proportion to caseload`
    InProportionTo(String),
}

/// Which way a share of a case is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To more cases.
    Up,
    /// To fewer.
    Down,
    /// To the nearest; a half goes up.
    Nearest,
}
