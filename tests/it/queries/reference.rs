//! A second opinion: values and predicates evaluated in plain Rust, row by row, knowing no SQL.
//!
//! A [`Formula`] and an [`Ask`] are written twice, as the query's own value and as what it comes to, and both come from
//! one made-up tree. There are two truth values here and an explicit empty cell, and nothing else.

use qac::calendar::Date;
use qac::query::{Comparison, Kind, Literal, Predicate, Select, Source, Value};

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Whole(i64),
    Number(f64),
    Day(Date),
    YesNo(bool),
}

pub(super) type Row = Vec<Cell>;

impl Cell {
    pub(super) fn literal(&self, kind: Kind) -> Literal {
        match self {
            Self::Empty => Literal::empty(kind),
            Self::Text(text) => Literal::text(text.clone()).unwrap(),
            Self::Whole(number) => Literal::whole(*number),
            Self::Number(number) => Literal::number(&format!("{number:?}")).unwrap(),
            Self::Day(day) => Literal::date(*day).unwrap(),
            Self::YesNo(true) => Literal::yes(),
            Self::YesNo(false) => Literal::no(),
        }
    }

    fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// Figures alike whatever they are kept as, so that they can be compared.
    fn figure(&self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Which is first, and whether they are the same; `None` where one is empty.
    fn order(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::Day(one), Self::Day(other)) => Some(one.cmp(other)),
            (Self::YesNo(one), Self::YesNo(other)) => Some(one.cmp(other)),
            _ => self.figure()?.partial_cmp(&other.figure()?),
        }
    }
}

/// How a value is made.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    pub(super) kind: Kind,
    pub(super) form: Form,
}

#[derive(Clone, Debug)]
pub(super) enum Form {
    /// Of the source at that place, the column at that place.
    Column(usize, usize),
    Cell(Cell),
    FirstFilled(Vec<Formula>),
    Case(Box<Ask>, Box<[Formula; 2]>),
    Both(Pair, Box<[Formula; 2]>),
    One(Change, Box<Formula>),
    Joined(Vec<Formula>),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Pair {
    Plus,
    Minus,
    Times,
    Quotient,
    Remainder,
    Ratio,
    Days,
    Lesser,
    Greater,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Number,
    Text,
    MonthDay,
    DayNumber,
    Hundredths,
    HundredthsText,
}

/// What is asked of a row.
#[derive(Clone, Debug)]
pub(super) enum Ask {
    Compare(Comparison, Formula, Formula),
    Empty(Formula),
    Filled(Formula),
    OneOf(Formula, Vec<Cell>),
    Same(Formula, Formula),
    Not(Box<Ask>),
    All(Vec<Ask>),
    Any(Vec<Ask>),
    /// There is a row of the other table whose column is the same as this, and that meets this.
    Exists(Formula, usize, Box<Ask>),
}

impl Formula {
    /// As the query's own.
    pub(super) fn value(&self, sources: &[Source]) -> Value {
        let of = |formula: &Self| formula.value(sources);
        match &self.form {
            Form::Column(source, column) => sources[*source].column(&sources[*source].fields()[*column].name).unwrap(),
            Form::Cell(cell) => Value::literal(cell.literal(self.kind)),
            Form::FirstFilled(parts) => Value::first_filled(parts.iter().map(of).collect()).unwrap(),
            Form::Case(ask, values) => {
                let [then, otherwise] = values.as_ref();
                Value::case(vec![(ask.predicate(sources, None), of(then))], of(otherwise)).unwrap()
            }
            Form::Both(pair, values) => {
                let [one, other] = [of(&values[0]), of(&values[1])];
                pair.value(one, other)
            }
            Form::One(change, inner) => change.value(of(inner)),
            Form::Joined(parts) => Value::joined(parts.iter().map(of).collect()).unwrap(),
        }
    }

    /// What it comes to for a row of each source.
    pub(super) fn cell(&self, rows: &[&[Cell]]) -> Cell {
        let of = |formula: &Self| formula.cell(rows);
        let cell = match &self.form {
            Form::Column(source, column) => rows[*source][*column].clone(),
            Form::Cell(cell) => cell.clone(),
            Form::FirstFilled(parts) => parts.iter().map(of).find(|cell| !cell.is_empty()).unwrap_or(Cell::Empty),
            Form::Case(ask, values) => of(&values[usize::from(!ask.holds(rows, &[]))]),
            Form::Both(pair, values) => pair.cell(of(&values[0]), of(&values[1])),
            Form::One(change, inner) => change.cell(of(inner)),
            Form::Joined(parts) => Cell::Text(parts.iter().map(of).map(letters).collect()),
        };
        // A whole number among numbers is one.
        match (self.kind, &cell) {
            (Kind::Number, Cell::Whole(number)) => Cell::Number(*number as f64),
            _ => cell,
        }
    }
}

fn letters(cell: Cell) -> String {
    if let Cell::Text(text) = cell { text } else { String::new() }
}

impl Pair {
    fn value(self, one: Value, other: Value) -> Value {
        match self {
            Self::Plus => one.plus(other),
            Self::Minus => one.minus(other),
            Self::Times => one.times(other),
            Self::Quotient => one.quotient(other),
            Self::Remainder => one.remainder(other),
            Self::Ratio => one.ratio(other),
            Self::Days => one.days_until(other),
            Self::Lesser => one.lesser_of(other),
            Self::Greater => one.greater_of(other),
        }
        .unwrap()
    }

    fn cell(self, one: Cell, other: Cell) -> Cell {
        let is_less = one.order(&other).map(std::cmp::Ordering::is_lt);
        match (self, &one, &other) {
            (Self::Lesser | Self::Greater, Cell::Empty, _) => other,
            (Self::Lesser | Self::Greater, _, Cell::Empty) => one,
            (Self::Lesser, ..) => {
                if is_less == Some(true) {
                    one
                } else {
                    other
                }
            }
            (Self::Greater, ..) => {
                if is_less == Some(true) {
                    other
                } else {
                    one
                }
            }
            (Self::Days, Cell::Day(from), Cell::Day(to)) => Cell::Whole((*to - *from).num_days()),
            (Self::Quotient, Cell::Whole(one), Cell::Whole(other)) => one.checked_div(*other).into(),
            (Self::Remainder, Cell::Whole(one), Cell::Whole(other)) => one.checked_rem(*other).into(),
            (Self::Plus, Cell::Whole(one), Cell::Whole(other)) => Cell::Whole(one + other),
            (Self::Minus, Cell::Whole(one), Cell::Whole(other)) => Cell::Whole(one - other),
            (Self::Times, Cell::Whole(one), Cell::Whole(other)) => Cell::Whole(one * other),
            _ => self.of_figures(one.figure(), other.figure()),
        }
    }

    fn of_figures(self, one: Option<f64>, other: Option<f64>) -> Cell {
        let (Some(one), Some(other)) = (one, other) else { return Cell::Empty };
        match self {
            Self::Plus => Cell::Number(one + other),
            Self::Minus => Cell::Number(one - other),
            Self::Times => Cell::Number(one * other),
            Self::Ratio if other != 0.0 => Cell::Number(one / other),
            _ => Cell::Empty,
        }
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Whole)
    }
}

impl Change {
    fn value(self, of: Value) -> Value {
        match self {
            Self::Number => of.to_number(),
            Self::Text => of.to_text(),
            Self::MonthDay => of.month_day(),
            Self::DayNumber => of.day_number(),
            Self::Hundredths => of.hundredths(),
            Self::HundredthsText => of.hundredths_text(),
        }
        .unwrap()
    }

    fn cell(self, of: Cell) -> Cell {
        match (self, of) {
            (Self::Text, Cell::Whole(number)) => Cell::Text(number.to_string()),
            (Self::Text, Cell::Day(day)) => Cell::Text(day.to_string()),
            (Self::Text, Cell::YesNo(yes)) => Cell::Text((if yes { "yes" } else { "no" }).to_owned()),
            (Self::MonthDay, Cell::Day(day)) => Cell::Text(day.format("%m-%d").to_string()),
            (Self::DayNumber, Cell::Day(day)) => {
                Cell::Whole((day - Date::from_ymd_opt(1900, 1, 1).unwrap()).num_days())
            }
            (Self::Hundredths, cell) => cell.figure().map(|number| (number * 100.0).round() as i64).into(),
            (Self::HundredthsText, Cell::Whole(number)) => Cell::Text(format!("{}", number as f64 / 100.0)),
            (_, cell) => cell,
        }
    }
}

impl Ask {
    /// As the query's own. `other` is the table that rows are looked for in.
    pub(super) fn predicate(&self, sources: &[Source], other: Option<&Source>) -> Predicate {
        let parts = |asks: &[Self]| asks.iter().map(|ask| ask.predicate(sources, other)).collect();
        match self {
            Self::Compare(comparison, one, other) => {
                Predicate::compare(one.value(sources), *comparison, other.value(sources)).unwrap()
            }
            Self::Empty(of) => Predicate::is_empty(of.value(sources)),
            Self::Filled(of) => Predicate::is_filled(of.value(sources)),
            Self::OneOf(of, cells) => {
                let list = cells.iter().map(|cell| cell.literal(of.kind)).collect();
                Predicate::one_of(of.value(sources), list).unwrap()
            }
            Self::Same(one, other) => Predicate::same(one.value(sources), other.value(sources)).unwrap(),
            Self::Not(inner) => inner.predicate(sources, other).negated(),
            Self::All(asks) => Predicate::all(parts(asks)),
            Self::Any(asks) => Predicate::any(parts(asks)),
            Self::Exists(of, column, ask) => {
                let inner = other.unwrap();
                let there = inner.column(&inner.fields()[*column].name).unwrap();
                let own = Predicate::equal(there, of.value(sources)).unwrap();
                let own = own.and(ask.predicate(std::slice::from_ref(inner), None));
                Predicate::exists(Select::from(inner.clone()).filter(own))
            }
        }
    }

    /// Whether it holds of a row of each source; `other` are the rows that are looked for.
    pub(super) fn holds(&self, rows: &[&[Cell]], other: &[Row]) -> bool {
        match self {
            Self::Compare(comparison, one, other) => {
                one.cell(rows).order(&other.cell(rows)).is_some_and(|order| match comparison {
                    Comparison::Equal => order.is_eq(),
                    Comparison::Unequal => order.is_ne(),
                    Comparison::Less => order.is_lt(),
                    Comparison::AtMost => order.is_le(),
                    Comparison::More => order.is_gt(),
                    Comparison::AtLeast => order.is_ge(),
                })
            }
            Self::Empty(of) => of.cell(rows).is_empty(),
            Self::Filled(of) => !of.cell(rows).is_empty(),
            Self::OneOf(of, cells) => {
                let cell = of.cell(rows);
                cells.iter().any(|one| one.order(&cell).is_some_and(std::cmp::Ordering::is_eq))
            }
            Self::Same(one, other) => {
                let (one, other) = (one.cell(rows), other.cell(rows));
                one.order(&other).map_or(one.is_empty() && other.is_empty(), std::cmp::Ordering::is_eq)
            }
            Self::Not(inner) => !inner.holds(rows, other),
            Self::All(asks) => asks.iter().all(|ask| ask.holds(rows, other)),
            Self::Any(asks) => asks.iter().any(|ask| ask.holds(rows, other)),
            Self::Exists(of, column, ask) => {
                let cell = of.cell(rows);
                let is_own = |row: &Row| row[*column].order(&cell).is_some_and(std::cmp::Ordering::is_eq);
                other.iter().any(|row| is_own(row) && ask.holds(&[row], &[]))
            }
        }
    }
}
