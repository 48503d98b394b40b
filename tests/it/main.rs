//! Every integration test, in one binary: a module for each feature.

mod corpus;
mod floors;
mod format;
mod framework;
mod mutation;
mod pages;
mod reference;
mod support;
mod syntax;
