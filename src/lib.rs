pub mod calendar;
pub mod diagnostic;
pub mod syntax;
pub mod text;
