//! Findings: what qac says about a text, as plain data.
//!
//! This folder owns the table of codes, the page of each, and repairs. It must not know how a finding is drawn, nor the
//! language that findings are about.

pub mod codes;
mod finding;
mod fix;
mod pages;

pub use codes::{Code, Severity};
pub use finding::{Diagnostic, Label, Tally, in_source_order};
pub use fix::{Applicability, Edit, Fix, apply};
pub use pages::{Example, Page, page};
