pub mod calendar;
pub mod diagnostic;
pub mod report;
pub mod syntax;
pub mod text;
