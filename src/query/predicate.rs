//! What holds of a row or does not.
//!
//! A predicate has two values. A comparison with an empty value does not hold, and [`Predicate::negated`] is its exact
//! opposite. SQL has three; so that no printer has to think of the third, a negation is carried down to the comparisons
//! when it is built, and asks there for emptiness too. What is printed is then made of `AND` and `OR` over comparisons
//! alone, in which the unknown of SQL and false come to the same.

use super::relation::Select;
use super::{Kind, Literal, Unsayable, Value};

/// What holds of a row or does not. Never a value: T-SQL has no such values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate(Asked);

/// What is asked. Private, so that nothing gets past the constructors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Two values in an order.
    Compare(Comparison, Box<[Value; 2]>),
    /// No value.
    Empty(Value),
    /// A value.
    Filled(Value),
    /// One of a list; never empty, and no literal in it is.
    OneOf(Value, Vec<Literal>),
    /// A value, and none of the list.
    Other(Value, Vec<Literal>),
    /// The same value, or both empty.
    Same(Box<[Value; 2]>),
    /// Not the same value, and not both empty.
    Different(Box<[Value; 2]>),
    /// There is such a row.
    Exists(Box<Select>),
    /// There is no such row.
    Absent(Box<Select>),
    /// All hold; true where there are none.
    All(Vec<Predicate>),
    /// One at least holds; false where there are none.
    Any(Vec<Predicate>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    Unequal,
    /// `<`: earlier, less
    Less,
    /// `<=`
    AtMost,
    /// `>`: later, more
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// As it is written in SQL.
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    const fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::Unequal,
            Self::Unequal => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
        }
    }
}

impl Predicate {
    /// Both values are there and compare so. Texts and yes-no values can only be equal or not.
    pub fn compare(one: Value, comparison: Comparison, other: Value) -> Result<Self, Unsayable> {
        let only_equal = matches!(comparison, Comparison::Equal | Comparison::Unequal);
        fitting(&one, &other)?;
        if !only_equal && !one.kind().has_order() {
            let kind = one.kind().in_words();
            return Err(Unsayable::because(format!("{kind} cannot be put before or after another in every database")));
        }
        Ok(Self(Asked::Compare(comparison, Box::new([one, other]))))
    }

    /// Both values are there and equal.
    pub fn equal(one: Value, other: Value) -> Result<Self, Unsayable> {
        Self::compare(one, Comparison::Equal, other)
    }

    /// There is no value.
    #[must_use]
    pub const fn is_empty(value: Value) -> Self {
        Self(Asked::Empty(value))
    }

    /// There is a value.
    #[must_use]
    pub const fn is_filled(value: Value) -> Self {
        Self(Asked::Filled(value))
    }

    /// There is a value, and it is one of the list.
    pub fn one_of(value: Value, list: Vec<Literal>) -> Result<Self, Unsayable> {
        if let Some(other) = list.iter().find(|literal| literal.is_empty() || !literal.kind().fits(value.kind())) {
            return Err(no_fit(value.kind(), other.kind()));
        }
        Ok(if list.is_empty() { Self::never() } else { Self(Asked::OneOf(value, list)) })
    }

    /// The value is `yes`.
    pub fn is_yes(value: Value) -> Result<Self, Unsayable> {
        Self::equal(value, Value::literal(Literal::yes()))
    }

    /// The same value, or both empty.
    pub fn same(one: Value, other: Value) -> Result<Self, Unsayable> {
        fitting(&one, &other)?;
        Ok(Self(Asked::Same(Box::new([one, other]))))
    }

    /// There is a row of `select`, which may name the sources around it; its columns do not matter. It can be asked in
    /// the filter of a select only: Spark SQL takes it nowhere else.
    #[must_use]
    pub fn exists(select: Select) -> Self {
        Self(Asked::Exists(Box::new(select)))
    }

    /// All hold.
    #[must_use]
    pub fn all(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| if let Asked::All(inner) = part.0 { inner } else { vec![part] });
        Self::one_or(flat.collect(), Asked::All)
    }

    /// One at least holds.
    #[must_use]
    pub fn any(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| if let Asked::Any(inner) = part.0 { inner } else { vec![part] });
        Self::one_or(flat.collect(), Asked::Any)
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::all(vec![self, other])
    }

    /// One or both hold.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::any(vec![self, other])
    }

    /// Holds of every row.
    #[must_use]
    pub const fn always() -> Self {
        Self(Asked::All(Vec::new()))
    }

    /// Holds of no row.
    #[must_use]
    pub const fn never() -> Self {
        Self(Asked::Any(Vec::new()))
    }

    /// Holds exactly where this does not.
    #[must_use]
    pub fn negated(self) -> Self {
        match self.0 {
            Asked::Compare(comparison, values) => Self::unless_empty(
                values.iter().filter(|value| value.may_be_empty()).cloned().collect(),
                Asked::Compare(comparison.opposite(), values),
            ),
            Asked::OneOf(value, list) => Self::unless_empty(may_be_empty(&value), Asked::Other(value, list)),
            Asked::Other(value, list) => Self::unless_empty(may_be_empty(&value), Asked::OneOf(value, list)),
            Asked::Empty(value) => Self(Asked::Filled(value)),
            Asked::Filled(value) => Self(Asked::Empty(value)),
            Asked::Same(values) => Self(Asked::Different(values)),
            Asked::Different(values) => Self(Asked::Same(values)),
            Asked::Exists(select) => Self(Asked::Absent(select)),
            Asked::Absent(select) => Self(Asked::Exists(select)),
            Asked::All(parts) => Self::any(parts.into_iter().map(Self::negated).collect()),
            Asked::Any(parts) => Self::all(parts.into_iter().map(Self::negated).collect()),
        }
    }

    pub(super) const fn asked(&self) -> &Asked {
        &self.0
    }

    /// The opposite of a comparison, or one of its values is empty.
    fn unless_empty(empty: Vec<Value>, opposite: Asked) -> Self {
        let mut parts = vec![Self(opposite)];
        parts.extend(empty.into_iter().map(Self::is_empty));
        Self::any(parts)
    }

    fn one_or(mut parts: Vec<Self>, joined: fn(Vec<Self>) -> Asked) -> Self {
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                Self(joined(parts))
            }
            None => Self(joined(parts)),
        }
    }
}

fn may_be_empty(value: &Value) -> Vec<Value> {
    if value.may_be_empty() { vec![value.clone()] } else { Vec::new() }
}

fn fitting(one: &Value, other: &Value) -> Result<(), Unsayable> {
    if one.kind().fits(other.kind()) { Ok(()) } else { Err(no_fit(one.kind(), other.kind())) }
}

fn no_fit(one: Kind, other: Kind) -> Unsayable {
    Unsayable::because(format!("{} cannot be compared with {}", one.in_words(), other.in_words()))
}
