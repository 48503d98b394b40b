//! Ids of declarations, and references to them.

use crate::text::Span;

/// A declaration, by its place in [`super::Model::declarations`] (source order, used files first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeclId(pub u32);

/// A name as the author wrote it, and the declaration it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    /// As written.
    pub name: String,
    /// Where.
    pub span: Span,
    /// `None` where the name is not declared or is of the wrong kind. That has its finding already: later checks stay
    /// silent on it.
    pub target: Option<DeclId>,
}

/// One clause that a declaration comes from, such as `6.10`, `2.5(a)` or `Appendix 1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClauseNumber(pub String);

impl std::fmt::Display for ClauseNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}
