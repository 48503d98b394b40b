//! Values written into a query.

use chrono::NaiveDateTime;

use super::{Kind, Unsayable};
use crate::calendar::Date;

/// A value that stands in the text of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal(Written);

/// What is written. Private, so that nothing gets past the constructors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// No value, of that kind.
    Empty(Kind),
    /// Letters without control characters.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Digits, with at most one sign in front and one point among them.
    Number(String),
    /// A day of the years 1 to 9999.
    Date(Date),
    /// A second of the years 1 to 9999.
    Time(NaiveDateTime),
    /// `yes`
    Yes,
    /// `no`
    No,
}

impl Literal {
    /// No value.
    #[must_use]
    pub const fn empty(kind: Kind) -> Self {
        Self(Written::Empty(kind))
    }

    /// A text. Control characters are refused: no database takes every one of them.
    pub fn text(text: impl Into<String>) -> Result<Self, Unsayable> {
        let text = text.into();
        match text.chars().find(|letter| letter.is_control()) {
            Some(letter) => Err(Unsayable::because(format!(
                "the text `{}` holds a character that cannot be printed (U+{:04X})",
                printable(&text),
                u32::from(letter)
            ))),
            None => Ok(Self(Written::Text(text))),
        }
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(Written::Whole(number))
    }

    /// A figure such as `2.5`, of at most 15 digits: so many every database keeps exactly.
    pub fn number(figure: &str) -> Result<Self, Unsayable> {
        let digits = figure.strip_prefix('-').unwrap_or(figure);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let sound = [whole, part].iter().all(|run| !run.is_empty() && run.chars().all(|digit| digit.is_ascii_digit()));
        if !sound {
            return Err(Unsayable::because(format!("`{}` is not a number", printable(figure))));
        }
        if digits.len() > 16 {
            return Err(Unsayable::because(format!("`{figure}` has more digits than a database keeps exactly")));
        }
        Ok(Self(Written::Number(figure.to_owned())))
    }

    /// A day, of the years 1 to 9999.
    pub fn date(date: Date) -> Result<Self, Unsayable> {
        if in_range(date) { Ok(Self(Written::Date(date))) } else { Err(out_of_range(date)) }
    }

    /// A day and time, to the second, of the years 1 to 9999.
    pub fn time(time: NaiveDateTime) -> Result<Self, Unsayable> {
        if in_range(time.date()) { Ok(Self(Written::Time(time))) } else { Err(out_of_range(time.date())) }
    }

    /// `yes`
    #[must_use]
    pub const fn yes() -> Self {
        Self(Written::Yes)
    }

    /// `no`
    #[must_use]
    pub const fn no() -> Self {
        Self(Written::No)
    }

    /// What kind of value it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match &self.0 {
            Written::Empty(kind) => *kind,
            Written::Text(_) => Kind::Text,
            Written::Whole(_) => Kind::Whole,
            Written::Number(_) => Kind::Number,
            Written::Date(_) => Kind::Date,
            Written::Time(_) => Kind::Time,
            Written::Yes | Written::No => Kind::YesNo,
        }
    }

    /// Whether it is no value.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self.0, Written::Empty(_))
    }

    pub(super) const fn written(&self) -> &Written {
        &self.0
    }
}

fn in_range(date: Date) -> bool {
    use chrono::Datelike;
    (1..=9999).contains(&date.year())
}

fn out_of_range(date: Date) -> Unsayable {
    Unsayable::because(format!("`{date}` is outside the years 1 to 9999 that every database knows"))
}

/// A text for a message or a comment: what cannot be printed becomes a blank, as do the marks that turn the direction
/// of reading, which could make a line look like another.
pub(super) fn printable(text: &str) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|letter| if letter.is_control() || turns(letter) { ' ' } else { letter }).collect()
}
