//! Documents that came back filled in.
//!
//! It owns the way from the bytes of a file to what was filled in, and the words for why a file cannot be read. It opens
//! no file and does not know which audit a document belongs to.

mod controls;
mod docx;
mod evidence;
mod fault;
mod filled;
mod markup;
mod package;
mod properties;
mod tables;

pub use docx::{Answer, Filled, read_docx};
pub use evidence::{Collected, EvidenceRow, collect};
pub use fault::FormFault;
pub use filled::{Field, FilledForm, What, day_written, is_unfilled, read_forms};
pub use tables::{EvidenceTable, Told, enter};
