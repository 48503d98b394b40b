//! Escalations: who is told, by when, and who is next when no answer comes.

use super::value::{Condition, Parties, Strength};
use crate::calendar::{Cadence, Deadline, Duration};
use crate::text::{Span, Spanned};

/// A ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// What starts it.
    pub when: Option<Spanned<Cadence>>,
    /// Which events of that name start it; all of them unless written.
    pub filter: Option<Condition>,
    /// The longest it may take.
    pub in_all: Option<Spanned<Duration>>,
    /// Outside bodies anyone may go to at any time.
    pub outside: Option<Parties>,
    /// Who may approve an exception.
    pub excused_by: Option<Parties>,
    /// The level that serious matters go to at once.
    pub bypass: Option<Spanned<String>>,
    /// How strongly it binds.
    pub strength: Strength,
    /// In the order written.
    pub levels: Vec<Level>,
}

/// One rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub name: Spanned<String>,
    /// Its title, or its id.
    pub title: String,
    /// Who is told.
    pub tell: Option<Parties>,
    /// By when.
    pub within: Option<Spanned<Deadline>>,
    /// Who tells them.
    pub by: Option<Parties>,
    /// What they do, and how strongly.
    pub action: Option<(Strength, Spanned<String>)>,
    /// What happens when no answer comes.
    pub next: Option<Next>,
    /// The whole level.
    pub span: Span,
}

/// What happens when no answer comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// `ends here, after 20 working days`
    Ends(End),
    /// `director-told, after 1 working day`
    Level {
        /// The next level's id.
        name: Spanned<String>,
        /// That level, by place; `None` where there is none of that name.
        target: Option<usize>,
        /// After how long.
        after: Option<Duration>,
    },
}

/// The end of a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Where it says so.
    pub span: Span,
    /// How long its people have.
    pub after: Option<Duration>,
}
