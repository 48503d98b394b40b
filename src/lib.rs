pub mod calendar;
pub mod text;
