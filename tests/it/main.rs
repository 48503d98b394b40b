//! Every integration test, in one binary: a module for each feature.

mod floors;
mod framework;
mod pages;
mod reference;
mod support;
