//! The one canonical layout of rules. In a literate file only what stands inside the blocks changes.
//!
//! It works from the tree alone and on texts with mistakes too: what could not be read is printed as it stands. It must
//! not know what a declaration means, and it has no options.
//!
//! The layout: two spaces of indentation for each depth; a declaration's opening on one line; one line for each
//! `name: value`, the values of a body in one column; a long value broken where its author broke it; at most one blank
//! line between things; every comment where it was.

mod flow;
mod layout;
mod oath;

use crate::syntax::Tree;

pub use oath::{Refusal, format_checked};

/// `source_text` in the canonical layout; `tree` must have been read from it.
#[must_use]
pub fn format(source_text: &str, tree: &Tree) -> String {
    layout::lay_out(source_text, tree).text
}
