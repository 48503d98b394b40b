//! Every integration test, in one binary: a module for each feature.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on stops"
)]

mod allocation;
mod calendar;
mod cli;
mod comply;
mod corpus;
mod draws;
mod evidence;
mod explain;
mod feeds;
mod floors;
mod format;
mod formats;
mod framework;
mod hostile;
mod levels;
mod matching;
mod mutation;
mod others;
mod outputs;
mod pages;
mod periods;
mod planner;
mod planted;
mod proofs;
mod prose;
mod qac;
mod queries;
mod readme;
mod reference;
mod replaced;
mod returns;
mod rules;
mod scenarios;
mod sentences;
mod slips;
mod support;
mod syntax;
mod vectors;
mod words;
mod year;
