//! The kinds of values that a query handles.

/// What a value is. A value of any kind may be empty (`NULL`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters. Texts are the same or not; they are never put before or after one another in a condition, because
    /// every database orders them by rules of its own.
    Text,
    /// A whole number, of 64 bits: counts, days.
    Whole,
    /// A figure that may have decimals: a double of IEEE 754 in every dialect, so that the same data give the same
    /// figure everywhere. A ratio of two counts below 10^12 compares exactly with a figure of three decimals.
    Number,
    /// A day.
    Date,
    /// A day and the time on it.
    Time,
    /// `yes` or `no`.
    YesNo,
}

impl Kind {
    /// Such a value, in words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::YesNo => "`yes` or `no`",
        }
    }

    /// Whether a value of this kind can stand next to one of the other, as in a comparison.
    pub(super) fn fits(self, other: Self) -> bool {
        self == other || self.is_figure() && other.is_figure()
    }

    /// Whether two values of this kind have an order that is the same in every database.
    pub(super) const fn has_order(self) -> bool {
        match self {
            Self::Whole | Self::Number | Self::Date | Self::Time => true,
            Self::Text | Self::YesNo => false,
        }
    }

    /// Whether it can be reckoned with.
    pub(super) const fn is_figure(self) -> bool {
        matches!(self, Self::Whole | Self::Number)
    }
}
