//! Draws: which cases are audited, by whom, and the receipt by which anyone can draw again.
//!
//! It owns the way from a list of cases to a receipt: who is eligible, how many from each group, which ones by lot, who
//! audits which. It opens no file and asks no clock: rows, roster, earlier receipts and the seed are handed in.

mod allocation;
mod caps;
mod clash;
mod draw;
mod earlier;
mod eligible;
mod exchange;
mod frame;
mod instead;
mod may_audit;
mod pack;
mod plan;
mod rank;
mod receipt;
mod replace;
mod roster;
mod row;
mod size;
mod strata;
#[cfg(test)]
mod tests;
mod verify;
mod wanted;

pub use allocation::{AllocationAsked, allocate, room_by_area};
pub use draw::{RECEIPT_FORMAT, draw};
pub use frame::{Frame, RowFault};
pub use pack::{Form, FormId, Pack, Part, Person, UNALLOCATED, pack};
pub use plan::{Asked, DrawPlan, Picked, record_drawn_from};
pub use rank::digest;
pub use receipt::*;
pub use replace::{Replace, drawn_elsewhere, replace};
pub use roster::{PostHeld, Roster};
pub use row::Cell;
pub use verify::{differences, looked_at};
pub use wanted::WantedCell;
