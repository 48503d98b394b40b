//! Lines, pages and whole documents.
