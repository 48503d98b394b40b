//! From text to tree: the grammar, the vocabulary, and what to say of a text that cannot be read.
//!
//! It knows spans and findings, and nothing of what a declaration means.

mod balance;
mod expected;
mod explain;
mod library;
mod node;
mod outline;
mod parse;
mod quoted;
mod respaced;
mod scan;
mod shape;
pub mod vocabulary;

pub use library::library_text;
pub use node::{Node, NodeKind};
pub use parse::{Tree, parse};
pub use quoted::{in_quotes, unquoted};
pub use shape::check_shape;
