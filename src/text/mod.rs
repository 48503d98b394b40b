//! Text: sources and their positions, the nearest name, and Markdown cut into clauses and qac blocks.
//!
//! It knows bytes, lines and headings. It must not know what a block of rules says, and it reads no file: texts come in
//! as arguments.

mod hidden;
mod kebab;
mod lines;
mod markdown;
mod nearest;
mod source;
mod span;

pub use hidden::{hidden_characters, is_hidden};
pub use kebab::kebab_case;
pub use lines::{LineIndex, Place};
pub use markdown::{Block, BlockPlace, Clause, ClauseKind, Outline, Part, Run, outline, outline_of};
pub use nearest::nearest;
pub use source::{Source, SourceKind, Sources};
pub use span::{FileId, Span, Spanned};
