//! The kernel as JSON.

use super::shapes;
use crate::model::Model;

/// Every declaration and every obligation of a model, for programs.
#[must_use]
pub fn kernel_json(model: &Model) -> String {
    shapes::to_json(&shapes::kernel::kernel(model))
}
