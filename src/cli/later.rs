//! What the contract names and qac cannot do yet, said in one line.

use super::failure::Failure;

/// A format that is not there yet, and those that are.
pub(super) fn format(name: &str, there: &str) -> Failure {
    Failure::new(format!("`--format {name}` is not there yet")).help(format!("use {there}"))
}
