#![doc = include_str!("../ARCHITECTURE.md")]

// What pest's derive writes out names `alloc`.
extern crate alloc;

pub mod analysis;
pub mod calendar;
pub mod checks;
pub mod cli;
pub mod diagnostic;
pub mod emit;
pub mod engine;
pub mod format;
pub mod forms;
pub mod matching;
pub mod model;
pub mod plan;
pub mod query;
pub mod report;
pub mod sample;
pub mod syntax;
pub mod text;
