//! Outputs. They decide nothing: dates and duties come from the plan.

mod explain;

pub use explain::explain;
