//! What no query can say.

use std::fmt;

/// Why something cannot be said as a query, in plain English for the author: no full stop, author's words in backticks.
/// It is never answered by a weaker query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsayable {
    /// The reason.
    pub reason: String,
}

impl Unsayable {
    /// For that reason.
    pub(crate) fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl fmt::Display for Unsayable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for Unsayable {}
