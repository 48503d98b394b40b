//! Draws: which cases are audited, by whom, and the receipt by which anyone can draw again.
//!
//! It owns the way from a list of cases to a receipt: who is eligible, how many from each group, which ones by lot, who
//! audits which. It opens no file and asks no clock: rows, roster, earlier receipts and the seed are handed in.

mod receipt;

pub use receipt::*;
