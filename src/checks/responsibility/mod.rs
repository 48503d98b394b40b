//! Responsibility: one who answers, somebody who does it, somebody who reads it, in time for the meeting that takes it.

mod accountable;
mod audits;
mod meetings;
mod posts;
mod strength;

use super::{Checked, pick};
use crate::diagnostic::Diagnostic;

/// Findings on responsibility.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let families = [accountable::check, posts::check, meetings::check, strength::check, audits::check];
    families.iter().flat_map(|check| check(checked)).collect()
}
