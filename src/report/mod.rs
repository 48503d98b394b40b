//! Reports: findings as text for people and as data for programs.
//!
//! It owns how a finding looks. It decides nothing about findings: it neither drops nor orders them, save that the drawn
//! form stops after [`MOST_DRAWN`]. Every function answers for any span, right or wrong.

mod excerpt;
mod github;
mod human;
mod json;
mod miette_adapter;
mod place;
mod plain;
mod sarif;
mod short;
mod summary;

pub use github::render_github;
pub use human::{Colour, MOST_DRAWN, render_human};
pub use json::{
    CheckReport, CheckSummary, FORMAT_VERSION, FrameworkStamp, JsonApplicability, JsonDiagnostic, JsonEdit, JsonFix,
    JsonLabel, JsonPosition, JsonSeverity, check_report, render_json,
};
pub use miette_adapter::{MietteFinding, to_miette};
pub use plain::render_plain;
pub use sarif::render_sarif;
pub use short::render_short;
pub use summary::summary_line;

#[cfg(test)]
mod tests;
