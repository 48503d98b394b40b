pub mod calendar;
pub mod diagnostic;
pub mod text;
