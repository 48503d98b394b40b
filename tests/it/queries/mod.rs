//! Queries and their five printers, from outside: what they print, whether strangers can read it, and whether a real
//! engine gives the rows that a plain evaluator gives.
#![expect(clippy::wildcard_enum_match_arm, reason = "whatever is no figure, no day and no text is treated alike here")]

mod answers;
mod conditions;
mod corpus;
mod crossings;
mod figures;
mod hostile;
mod parsers;
mod people;
mod printed;
mod random;
mod reference;
mod refused;
mod service;
mod sqlite;
