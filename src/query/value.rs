//! Values of a query: columns, literals, and what is made of them.
//!
//! Every constructor checks the kinds of what it is given, so that a printer meets only what every dialect can say. What
//! depends on the place (whether a column is in scope, whether a count may stand there) is checked by
//! [`super::Query::new`].

use super::{Kind, Literal, Predicate, Unsayable};
use crate::calendar::Date;

/// A value, computed for each row or each group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    kind: Kind,
    form: Form,
}

/// How a value comes about. Private, so that nothing gets past the constructors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A column of a source.
    Column(ColumnOf),
    /// Written down.
    Literal(Literal),
    /// The first that is not empty; never an empty list.
    FirstFilled(Vec<Value>),
    /// The value behind the first predicate that holds, else the last; at least one arm.
    Case(Vec<(Predicate, Value)>, Box<Value>),
    /// One value from one other.
    Converted(Conversion, Box<Value>),
    /// One value from two.
    Paired(Pairing, Box<[Value; 2]>),
    /// Texts one after the other; an empty one counts as no letters.
    Joined(Vec<Value>),
    /// One value from all rows of a group.
    Aggregate(Aggregate),
    /// One value from rows around the row.
    Window(Box<Window>),
}

/// A column by the alias of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnOf {
    /// The alias.
    pub(super) source: String,
    /// The column.
    pub(super) name: String,
    /// Whether the source is a table of the database, and not a step of the query.
    pub(super) stored: bool,
}

/// One value from one other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// A figure as a double.
    ToNumber,
    /// The day of a time.
    ToDay,
    /// Digits of a whole number; the ISO form of a date.
    ToText,
    /// `MM-DD` of a date.
    MonthDay,
    /// A number times 100, rounded half away from nought.
    Hundredths,
    /// A hundredth of a whole number in digits.
    HundredthsText,
}

/// One value from two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pairing {
    /// `a + b`
    Plus,
    /// `a - b`
    Minus,
    /// `a * b`
    Times,
    /// Whole numbers divided, cut towards nought; empty where the second is nought.
    Quotient,
    /// What the division leaves, with the sign of the first; empty where the second is nought.
    Remainder,
    /// `a / b` as a number; empty where b is nought.
    Ratio,
    /// Days from the first date to the second.
    Days,
    /// The lesser; an empty one is left out.
    Lesser,
    /// The greater; an empty one is left out.
    Greater,
}

/// One value from all rows of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    /// How many rows.
    Rows,
    /// How many rows the predicate holds of.
    RowsWith(Box<Predicate>),
    /// How many values are not empty.
    Filled(Box<Value>),
    /// How many different values.
    Different(Box<Value>),
    /// All together.
    Sum(Box<Value>),
    /// The mean, of numbers.
    Average(Box<Value>),
    /// The least.
    Least(Box<Value>),
    /// The greatest.
    Greatest(Box<Value>),
}

/// A value from rows around the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// `None`: the number of the row, from 1.
    pub(super) aggregate: Option<Aggregate>,
    /// Rows with the same values belong together.
    pub(super) partition: Vec<Value>,
    /// In this order; not empty unless the frame is the whole partition.
    pub(super) order: Vec<Order>,
    /// Which of them count.
    pub(super) frame: Frame,
}

/// Which rows of a partition count for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// All of them.
    Whole,
    /// Those up to the row.
    UpToRow,
    /// So many, the row being the last; 1 or more.
    Last(u32),
}

/// What rows are put in order by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The value. Texts are ordered by their letters' code points.
    pub value: Value,
    /// Which way.
    pub direction: Direction,
}

/// Which way an order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The least first, and empty before it.
    Ascending,
    /// The greatest first, and empty last.
    Descending,
}

impl Order {
    /// The least first, and empty before it.
    #[must_use]
    pub const fn ascending(value: Value) -> Self {
        Self { value, direction: Direction::Ascending }
    }

    /// The greatest first, and empty last.
    #[must_use]
    pub const fn descending(value: Value) -> Self {
        Self { value, direction: Direction::Descending }
    }
}

impl Value {
    /// What kind of value it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) const fn form(&self) -> &Form {
        &self.form
    }

    pub(super) const fn column(kind: Kind, column: ColumnOf) -> Self {
        Self { kind, form: Form::Column(column) }
    }

    /// A literal.
    #[must_use]
    pub const fn literal(literal: Literal) -> Self {
        Self { kind: literal.kind(), form: Form::Literal(literal) }
    }

    /// No value, of that kind.
    #[must_use]
    pub const fn empty(kind: Kind) -> Self {
        Self::literal(Literal::empty(kind))
    }

    /// A text written down.
    pub fn text(text: impl Into<String>) -> Result<Self, Unsayable> {
        Literal::text(text).map(Self::literal)
    }

    /// A whole number written down.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self::literal(Literal::whole(number))
    }

    /// A figure written down, such as `2.5`.
    pub fn number(figure: &str) -> Result<Self, Unsayable> {
        Literal::number(figure).map(Self::literal)
    }

    /// A day written down.
    pub fn date(date: Date) -> Result<Self, Unsayable> {
        Literal::date(date).map(Self::literal)
    }

    /// The first of `values` that is not empty; they are of one kind.
    pub fn first_filled(values: Vec<Self>) -> Result<Self, Unsayable> {
        let kind = common_kind(&values)?;
        Ok(Self { kind, form: Form::FirstFilled(widened(values, kind)) })
    }

    /// The value behind the first predicate that holds, else `otherwise`.
    pub fn case(arms: Vec<(Predicate, Self)>, otherwise: Self) -> Result<Self, Unsayable> {
        if arms.is_empty() {
            return Ok(otherwise);
        }
        let (predicates, mut values): (Vec<_>, Vec<_>) = arms.into_iter().unzip();
        values.push(otherwise);
        let kind = common_kind(&values)?;
        let mut values = widened(values, kind);
        let otherwise = values.pop().unwrap_or_else(|| Self::empty(kind));
        let arms = predicates.into_iter().zip(values).collect();
        Ok(Self { kind, form: Form::Case(arms, Box::new(otherwise)) })
    }

    /// `yes` where the predicate holds, else `no`.
    pub fn whether(predicate: Predicate) -> Result<Self, Unsayable> {
        Self::case(vec![(predicate, Self::literal(Literal::yes()))], Self::literal(Literal::no()))
    }

    /// Texts one after the other; an empty one counts as no letters.
    pub fn joined(parts: Vec<Self>) -> Result<Self, Unsayable> {
        if parts.len() < 2 {
            return Err(Unsayable::because("fewer than two texts cannot be joined"));
        }
        parts.iter().try_for_each(|part| part.must_be(&[Kind::Text], "joined"))?;
        Ok(Self { kind: Kind::Text, form: Form::Joined(parts) })
    }

    /// The figure as a number, which may have decimals; also brings a stored column's own form to the one of queries.
    pub fn to_number(self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Whole, Kind::Number], "taken for a number")?;
        let is_number = self.kind == Kind::Number && !matches!(&self.form, Form::Column(column) if column.stored);
        Ok(if is_number { self } else { self.converted(Conversion::ToNumber, Kind::Number) })
    }

    /// The day of a time; also brings a stored date's own form to the one of queries.
    pub fn to_day(self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Date, Kind::Time], "taken for a day")?;
        let is_day = self.kind == Kind::Date && !matches!(&self.form, Form::Column(column) if column.stored);
        Ok(if is_day { self } else { self.converted(Conversion::ToDay, Kind::Date) })
    }

    /// A whole number in digits (`14`), a date as `2017-05-31`, a text as it is, else `yes` or `no`.
    pub fn to_text(self) -> Result<Self, Unsayable> {
        match self.kind {
            Kind::Text => Ok(self),
            Kind::Whole | Kind::Date => Ok(self.converted(Conversion::ToText, Kind::Text)),
            Kind::YesNo => {
                let no = Predicate::equal(self.clone(), Self::literal(Literal::no()))?;
                let arms = vec![(Predicate::is_yes(self)?, Self::text("yes")?), (no, Self::text("no")?)];
                Self::case(arms, Self::empty(Kind::Text))
            }
            Kind::Number | Kind::Time => Err(self.unfit("written as a text without rounding it first")),
        }
    }

    /// `MM-DD` of a date.
    pub fn month_day(self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Date], "asked for its month and day")?;
        Ok(self.converted(Conversion::MonthDay, Kind::Text))
    }

    /// The number of a date: days since 1 January 1900.
    pub fn day_number(self) -> Result<Self, Unsayable> {
        let origin = Date::from_ymd_opt(1900, 1, 1).unwrap_or(Date::MIN);
        Self::date(origin)?.days_until(self)
    }

    /// A number times 100, rounded half away from nought: what [`Value::hundredths_text`] writes.
    pub fn hundredths(self) -> Result<Self, Unsayable> {
        let number = self.to_number()?;
        Ok(number.converted(Conversion::Hundredths, Kind::Whole))
    }

    /// Hundredths as a number in digits, without noughts at its end: `14`, `87.5`, `-0.25`. Its value is repeated, so
    /// that it should be a column of an earlier step.
    pub fn hundredths_text(self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Whole], "taken for hundredths")?;
        Ok(self.converted(Conversion::HundredthsText, Kind::Text))
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, Unsayable> {
        self.reckoned(Pairing::Plus, other)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Result<Self, Unsayable> {
        self.reckoned(Pairing::Minus, other)
    }

    /// The product.
    pub fn times(self, other: Self) -> Result<Self, Unsayable> {
        self.reckoned(Pairing::Times, other)
    }

    /// Whole numbers divided, cut towards nought; empty where `other` is nought.
    pub fn quotient(self, other: Self) -> Result<Self, Unsayable> {
        self.of_wholes(Pairing::Quotient, other)
    }

    /// What a division of whole numbers leaves, with the sign of the first; empty where `other` is nought.
    pub fn remainder(self, other: Self) -> Result<Self, Unsayable> {
        self.of_wholes(Pairing::Remainder, other)
    }

    /// The ratio as a number; empty where `other` is nought.
    pub fn ratio(self, other: Self) -> Result<Self, Unsayable> {
        let pair = Box::new([self.to_number()?, other.to_number()?]);
        Ok(Self { kind: Kind::Number, form: Form::Paired(Pairing::Ratio, pair) })
    }

    /// Days from this date to the other; negative where that is earlier.
    pub fn days_until(self, other: Self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Date], "counted from in days")?;
        other.must_be(&[Kind::Date], "counted to in days")?;
        Ok(Self { kind: Kind::Whole, form: Form::Paired(Pairing::Days, Box::new([self, other])) })
    }

    /// The lesser or earlier of two; an empty one is left out.
    pub fn lesser_of(self, other: Self) -> Result<Self, Unsayable> {
        self.extreme(Pairing::Lesser, other)
    }

    /// The greater or later of two; an empty one is left out.
    pub fn greater_of(self, other: Self) -> Result<Self, Unsayable> {
        self.extreme(Pairing::Greater, other)
    }

    /// How many rows a group has.
    #[must_use]
    pub const fn count_rows() -> Self {
        Self { kind: Kind::Whole, form: Form::Aggregate(Aggregate::Rows) }
    }

    /// How many rows of a group `predicate` holds of.
    #[must_use]
    pub fn count_where(predicate: Predicate) -> Self {
        Self { kind: Kind::Whole, form: Form::Aggregate(Aggregate::RowsWith(Box::new(predicate))) }
    }

    /// How many rows of a group have this value.
    #[must_use]
    pub fn count_filled(self) -> Self {
        Self { kind: Kind::Whole, form: Form::Aggregate(Aggregate::Filled(Box::new(self))) }
    }

    /// How many different values a group has; empty is none.
    #[must_use]
    pub fn count_different(self) -> Self {
        Self { kind: Kind::Whole, form: Form::Aggregate(Aggregate::Different(Box::new(self))) }
    }

    /// The sum over a group; empty where no row has a value.
    pub fn sum(self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Whole, Kind::Number], "summed")?;
        Ok(Self { kind: self.kind, form: Form::Aggregate(Aggregate::Sum(Box::new(self))) })
    }

    /// The mean over a group, as a number; empty where no row has a value.
    pub fn average(self) -> Result<Self, Unsayable> {
        let number = self.to_number()?;
        Ok(Self { kind: Kind::Number, form: Form::Aggregate(Aggregate::Average(Box::new(number))) })
    }

    /// The least or earliest of a group; for texts the first by code points.
    pub fn least(self) -> Result<Self, Unsayable> {
        self.must_not_be(Kind::YesNo, "asked for its least")?;
        Ok(Self { kind: self.kind, form: Form::Aggregate(Aggregate::Least(Box::new(self))) })
    }

    /// The greatest or latest of a group; for texts the last by code points.
    pub fn greatest(self) -> Result<Self, Unsayable> {
        self.must_not_be(Kind::YesNo, "asked for its greatest")?;
        Ok(Self { kind: self.kind, form: Form::Aggregate(Aggregate::Greatest(Box::new(self))) })
    }

    /// The number of the row in its partition, from 1. `order` should leave no ties, or databases number differently.
    pub fn row_number(partition: Vec<Self>, order: Vec<Order>) -> Result<Self, Unsayable> {
        if order.is_empty() {
            return Err(Unsayable::because("rows without an order cannot be numbered"));
        }
        let window = Window { aggregate: None, partition, order, frame: Frame::UpToRow };
        Ok(Self { kind: Kind::Whole, form: Form::Window(Box::new(window)) })
    }

    /// This count, sum, mean, least or greatest, taken over rows around the row and not over a group. Different values
    /// cannot be counted so.
    pub fn over(self, partition: Vec<Self>, order: Vec<Order>, frame: Frame) -> Result<Self, Unsayable> {
        let Form::Aggregate(aggregate) = self.form else {
            return Err(Unsayable::because("only a count, a sum, a mean, a least or a greatest can run over rows"));
        };
        if matches!(aggregate, Aggregate::Different(_)) {
            return Err(Unsayable::because("different values cannot be counted over the rows around a row"));
        }
        let order = if frame == Frame::Whole { Vec::new() } else { order };
        if (frame != Frame::Whole && order.is_empty()) || frame == Frame::Last(0) {
            return Err(Unsayable::because("rows that run up to a row need an order, and one row at least"));
        }
        let window = Window { aggregate: Some(aggregate), partition, order, frame };
        Ok(Self { kind: self.kind, form: Form::Window(Box::new(window)) })
    }

    /// Whether it is written as empty.
    pub(super) const fn is_always_empty(&self) -> bool {
        matches!(&self.form, Form::Literal(literal) if literal.is_empty())
    }

    /// Whether it can be empty for some row.
    pub(super) fn may_be_empty(&self) -> bool {
        match &self.form {
            Form::Literal(literal) => literal.is_empty(),
            Form::FirstFilled(values) => values.iter().all(Self::may_be_empty),
            Form::Case(arms, otherwise) => {
                otherwise.may_be_empty() || arms.iter().any(|(_, value)| value.may_be_empty())
            }
            Form::Converted(_, value) => value.may_be_empty(),
            Form::Paired(pairing, values) => pairing.may_be_empty(values),
            Form::Joined(_) => false,
            Form::Aggregate(aggregate) => aggregate.may_be_empty(),
            Form::Window(window) => window.aggregate.as_ref().is_some_and(Aggregate::may_be_empty),
            Form::Column(_) => true,
        }
    }

    fn converted(self, conversion: Conversion, kind: Kind) -> Self {
        Self { kind, form: Form::Converted(conversion, Box::new(self)) }
    }

    fn reckoned(self, pairing: Pairing, other: Self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Whole, Kind::Number], "reckoned with")?;
        other.must_be(&[Kind::Whole, Kind::Number], "reckoned with")?;
        self.paired(pairing, other)
    }

    fn of_wholes(self, pairing: Pairing, other: Self) -> Result<Self, Unsayable> {
        self.must_be(&[Kind::Whole], "divided into whole numbers")?;
        other.must_be(&[Kind::Whole], "divided by in whole numbers")?;
        self.paired(pairing, other)
    }

    fn extreme(self, pairing: Pairing, other: Self) -> Result<Self, Unsayable> {
        if !self.kind.has_order() {
            return Err(self.unfit("called the lesser or the greater of two"));
        }
        self.paired(pairing, other)
    }

    fn paired(self, pairing: Pairing, other: Self) -> Result<Self, Unsayable> {
        let pair = vec![self, other];
        let kind = common_kind(&pair)?;
        let pair = <[Self; 2]>::try_from(widened(pair, kind));
        let pair = pair.map_err(|_| Unsayable::because("a pair has two values"))?;
        Ok(Self { kind, form: Form::Paired(pairing, Box::new(pair)) })
    }

    fn must_be(&self, kinds: &[Kind], used: &str) -> Result<(), Unsayable> {
        if kinds.contains(&self.kind) { Ok(()) } else { Err(self.unfit(used)) }
    }

    fn must_not_be(&self, kind: Kind, used: &str) -> Result<(), Unsayable> {
        if self.kind == kind { Err(self.unfit(used)) } else { Ok(()) }
    }

    fn unfit(&self, used: &str) -> Unsayable {
        Unsayable::because(format!("{} cannot be {used}", self.kind.in_words()))
    }
}

impl Pairing {
    fn may_be_empty(self, values: &[Value; 2]) -> bool {
        match self {
            Self::Quotient | Self::Remainder | Self::Ratio => true,
            Self::Lesser | Self::Greater => values.iter().all(Value::may_be_empty),
            Self::Plus | Self::Minus | Self::Times | Self::Days => values.iter().any(Value::may_be_empty),
        }
    }
}

impl Aggregate {
    const fn may_be_empty(&self) -> bool {
        match self {
            Self::Rows | Self::RowsWith(_) | Self::Filled(_) | Self::Different(_) => false,
            Self::Sum(_) | Self::Average(_) | Self::Least(_) | Self::Greatest(_) => true,
        }
    }

    /// What it is taken of, where that is a value.
    pub(super) const fn of(&self) -> Option<&Value> {
        match self {
            Self::Rows | Self::RowsWith(_) => None,
            Self::Filled(value)
            | Self::Different(value)
            | Self::Sum(value)
            | Self::Average(value)
            | Self::Least(value)
            | Self::Greatest(value) => Some(value),
        }
    }
}

/// The one kind that all of them are, or number where some are whole numbers and some are not.
fn common_kind(values: &[Value]) -> Result<Kind, Unsayable> {
    let Some(first) = values.first() else { return Err(Unsayable::because("a list of values is empty")) };
    let mut kind = first.kind;
    for value in values {
        if !kind.fits(value.kind) {
            let (one, other) = (kind.in_words(), value.kind.in_words());
            return Err(Unsayable::because(format!("{one} cannot stand in the place of {other}")));
        }
        if value.kind == Kind::Number {
            kind = Kind::Number;
        }
    }
    Ok(kind)
}

/// Whole numbers among numbers made numbers.
fn widened(values: Vec<Value>, kind: Kind) -> Vec<Value> {
    let widen = |value: Value| match value.kind == kind {
        true => value,
        false => value.converted(Conversion::ToNumber, Kind::Number),
    };
    values.into_iter().map(widen).collect()
}
