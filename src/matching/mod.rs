//! Who audits which case: every case gets one auditor who may audit it, no auditor gets more than they have room for,
//! and the work is shared out evenly; or else the proof that it cannot be done.
//!
//! Pure values and functions over numbers. It knows nothing of names, roles or rules, only who may audit what.
//!
//! Everything is exact and comes out the same every time: kinds are gone through in their order, auditors by number.

mod assign;
mod balanced;
mod clash;
mod graph;
mod search;

#[cfg(test)]
mod tests;

pub use assign::{Assignment, assign};
pub use balanced::balanced;
pub use clash::Clash;
pub use graph::Graph;
