//! Documents that came back filled in.
//!
//! It owns the way from the bytes of a file to what was filled in, and the words for why a file cannot be read. It opens
//! no file and does not know which audit a document belongs to.

mod controls;
mod docx;
mod fault;
mod markup;
mod package;
mod properties;

pub use docx::{Answer, Filled, read_docx};
pub use fault::FormFault;
