//! A row of a list of cases as a draw reads it: typed cells, in the order in which the draw asked for the columns.

use std::borrow::Cow;

use chrono::NaiveDateTime;

use crate::calendar::Date;

/// What stands in one place of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'row> {
    /// Nothing.
    Empty,
    /// Letters.
    Text(&'row str),
    /// A figure.
    Number(f64),
    /// A day.
    Day(Date),
    /// A day and a time.
    Time(NaiveDateTime),
    /// `yes` or `no`.
    YesNo(bool),
}

impl<'row> Cell<'row> {
    /// The day, of a day or a time.
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Time(time) => Some(time.date()),
            Self::Empty | Self::Text(_) | Self::Number(_) | Self::YesNo(_) => None,
        }
    }

    /// The letters, where it holds any.
    pub(super) const fn text(self) -> Option<&'row str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Empty | Self::Number(_) | Self::Day(_) | Self::Time(_) | Self::YesNo(_) => None,
        }
    }

    /// As a receipt shows it; empty where nothing stands there.
    pub(super) fn shown(self) -> String {
        self.words().into_owned()
    }

    /// The same, without a text of its own where letters stand there.
    pub(super) fn words(self) -> Cow<'row, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::Time(time) => Cow::Owned(time.format("%Y-%m-%d %H:%M:%S").to_string()),
            Self::YesNo(true) => Cow::Borrowed("yes"),
            Self::YesNo(false) => Cow::Borrowed("no"),
        }
    }
}

/// The cell at a place; nothing where the row is shorter.
pub(super) fn cell<'row>(row: &[Cell<'row>], place: usize) -> Cell<'row> {
    row.get(place).copied().unwrap_or(Cell::Empty)
}
