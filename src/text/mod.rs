//! Text: sources and their positions, the nearest name, and Markdown cut into clauses and qac blocks.
mod span;
pub use span::{FileId, Span, Spanned};
