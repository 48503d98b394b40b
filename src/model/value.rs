//! The values that lines hold, as plain data.

mod draw;

pub use draw::*;

use super::ids::Ref;
use crate::calendar::{Deadline, Duration, MonthSet, PeriodUnit, Quantity};
use crate::text::{Span, Spanned};

/// Parties named together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// In the order written; never empty.
    pub names: Vec<Ref>,
    /// Whether all of them are meant, or any one.
    pub join: Join,
    /// The whole list.
    pub span: Span,
}

/// How a list of parties is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Join {
    /// `a, b and c`
    All,
    /// `a or b`
    Any,
}

/// `must`, `should` or `may`: how strongly a rule binds. It is kept to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Strength {
    /// A breach when missed.
    #[default]
    Must,
    /// Reported apart when missed.
    Should,
    /// Never missed.
    May,
}

impl Strength {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        }
    }

    /// The strength that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Must, Self::Should, Self::May].into_iter().find(|strength| strength.word() == word)
    }
}

/// `findings: to service-leader and team-manager, within 10 working days of the end of the month`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How strongly it binds, where not as its declaration does.
    pub strength: Option<Strength>,
    /// Who acts; `None` where the line leaves it to the declaration.
    pub by: Option<Parties>,
    /// Who is told or receives it.
    pub to: Option<Parties>,
    /// `for "…"`
    pub purpose: Option<String>,
    /// By when.
    pub within: Option<Spanned<Deadline>>,
    /// The whole value.
    pub span: Span,
}

/// `file: should case-file-audit-tool on "the child's record", within 5 working days of completion`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// Must unless written.
    pub strength: Strength,
    /// What is filed.
    pub instrument: Ref,
    /// Where.
    pub place: String,
    /// By when.
    pub within: Option<Spanned<Deadline>>,
    /// The whole value.
    pub span: Span,
}

/// `auditors: team-manager, 2 each`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auditors {
    /// Who audits.
    pub parties: Parties,
    /// How many each does in a round.
    pub each: Option<Spanned<u32>>,
    /// `shared evenly`
    pub shared_evenly: bool,
}

/// Whose cases an auditor looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Area {
    /// Of the auditor's own area.
    Own,
    /// Of a peer area.
    Peer,
}

impl Area {
    /// The word for it in records and receipts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Peer => "peer",
        }
    }
}

/// `basis: own area in January and May, peer area in February`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// In the order written.
    pub parts: Vec<BasisPart>,
    /// The whole value.
    pub span: Span,
}

/// One basis and its months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasisPart {
    /// Own or peer.
    pub area: Area,
    /// The months it holds in.
    pub months: MonthSet,
    /// The part.
    pub span: Span,
}

/// `moderation: 10% by service-leader`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderation {
    /// The share looked at twice, in percent: 0 to 100.
    pub percent: Figure,
    /// Who looks again.
    pub by: Parties,
    /// Who they may not be.
    pub independent_of: Option<Parties>,
    /// By when.
    pub within: Option<Spanned<Deadline>>,
}

/// A decimal figure as the author wrote it, compared by its text: `10`, `2.5`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure(pub String);

/// `rotation: no pair twice within 6 months`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// No auditor meets the same colleague's work again within that time.
    Within(Duration),
    /// Not in two rounds running.
    NotRunning,
}

/// A column of a record, or what is known of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Spanned<String>,
    /// What it holds.
    pub holds: ColumnType,
    /// `linking to family.id`: the record and its column.
    pub link: Option<Path>,
    /// `or empty`
    pub may_be_empty: bool,
    /// Under which name its table has it.
    pub stored: Stored,
}

impl Column {
    /// The name its table has it under, unless a site map says otherwise.
    #[must_use]
    pub fn stored_name(&self) -> String {
        match &self.stored {
            Stored::As(name) => name.value.clone(),
            Stored::AsItsId | Stored::Locally => self.name.value.replace('-', "_"),
        }
    }
}

/// Under which name a table has a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Under its id, with `_` for `-`.
    AsItsId,
    /// `in "cine_referral_id"`
    As(Spanned<String>),
    /// `kept locally`: what the table is modelled on has no such column, so that a site map has to say where it is.
    /// Where none does, it is looked for under its id.
    Locally,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// Letters.
    Text,
    /// A figure.
    Number,
    /// A day.
    Date,
    /// A day and time.
    Time,
    /// `yes` or `no`.
    YesNo,
    /// A grade of a scale.
    Grade,
}

/// `record.column`, or a column alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The record, where written.
    pub record: Option<Ref>,
    /// The column.
    pub column: Spanned<String>,
}

/// What a record must meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Both.
    And(Box<[Condition; 2]>),
    /// Either.
    Or(Box<[Condition; 2]>),
    /// The opposite.
    Not(Box<Condition>),
    /// One comparison.
    Test(Test),
    /// Part of it could not be understood; that has its finding.
    Unresolved,
}

/// `closed is empty`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// What is looked at.
    pub subject: Path,
    /// How.
    pub relation: Relation,
    /// The whole comparison.
    pub span: Span,
}

/// How a column is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `is empty`
    Empty,
    /// `is not empty`
    NotEmpty,
    /// `is open`
    Is(Literal),
    /// `is not open`
    IsNot(Literal),
    /// `is one of (open, pending)`
    OneOf(Vec<Literal>),
    /// `is not one of (open, pending)`
    NotOneOf(Vec<Literal>),
    /// `is at least 5`
    AtLeast(Literal),
    /// `is at most 5`
    AtMost(Literal),
    /// `is more than 5`
    MoreThan(Literal),
    /// `is less than 5`
    LessThan(Literal),
    /// `is before 1 May 2017`, `is before as-at`
    Before(Literal),
    /// `is after 1 May 2017`
    After(Literal),
    /// `is within the last 12 months`
    WithinLast(Duration),
    /// `is not within the last 12 months`
    NotWithinLast(Duration),
}

impl Relation {
    /// What the column is compared with, in the order written.
    #[must_use]
    pub fn literals(&self) -> &[Literal] {
        match self {
            Self::OneOf(literals) | Self::NotOneOf(literals) => literals,
            Self::Is(literal)
            | Self::IsNot(literal)
            | Self::AtLeast(literal)
            | Self::AtMost(literal)
            | Self::MoreThan(literal)
            | Self::LessThan(literal)
            | Self::Before(literal)
            | Self::After(literal) => std::slice::from_ref(literal),
            Self::Empty | Self::NotEmpty | Self::WithinLast(_) | Self::NotWithinLast(_) => &[],
        }
    }
}

/// A value written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `5`, `2.5`
    Number(Figure),
    /// `90%`
    Percent(Figure),
    /// `"Ward A"`
    Text(String),
    /// `1 May 2017`
    Date(crate::calendar::Date),
    /// `open`, `as-at`, `other.column`: a word of the data, a grade, or another column.
    Word(String),
}

/// How a figure is taken from records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The kind of figure.
    pub kind: FormulaKind,
    /// Which rows count.
    pub filter: Option<Condition>,
    /// `by quarter and team`
    pub by: Vec<Spanned<String>>,
    /// The whole value.
    pub span: Span,
}

/// The kind of figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaKind {
    /// `count of audits`
    Count(Ref),
    /// `share of reviews with (in-time is yes)`
    Share(Ref, Condition),
    /// `median of working days from opened to closed over cases`
    Statistic {
        /// Which.
        statistic: Statistic,
        /// Of what.
        of: Subject,
        /// Over which record.
        over: Ref,
    },
}

/// A summary of many figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Statistic {
    /// The middle one.
    Median,
    /// The mean.
    Average,
    /// The least.
    Lowest,
    /// The greatest.
    Highest,
    /// All together.
    Sum,
    /// The value that so many in a hundred do not exceed: 1 to 99.
    Percentile(u8),
}

/// What a statistic is taken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A column.
    Column(Path),
    /// `working days from opened to closed`
    Between {
        /// Counted in.
        unit: crate::calendar::DurationUnit,
        /// From this column.
        from: Path,
        /// To this one.
        to: Path,
    },
}

/// `below 90% in 2 months running`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Which side of the figure sets it off.
    pub side: BoundSide,
    /// The figure.
    pub figure: BoundFigure,
    /// `in 2 months running`: how many periods in a row.
    pub running: Option<(u32, PeriodUnit)>,
    /// The whole value.
    pub span: Span,
}

/// Which side of a bound sets it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoundSide {
    /// Less than the figure.
    Below,
    /// More than it.
    Above,
    /// The figure or more.
    AtLeast,
    /// The figure or less.
    AtMost,
    /// The figure itself.
    Exactly,
}

/// The figure of a bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundFigure {
    /// `90%`
    Percent(Figure),
    /// `5 working days`
    Duration(Duration),
    /// `5`
    Number(Figure),
}

/// `board-meeting before the due date`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// The meeting.
    pub meeting: Ref,
    /// Which of its dates.
    pub side: MeetingSide,
}

/// Which date of a meeting takes what goes through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum MeetingSide {
    /// The first on or after the due date.
    #[default]
    After,
    /// The last on or before the due date.
    Before,
}

/// A number of things: `at least 2`.
pub type Amount = Spanned<Quantity>;
