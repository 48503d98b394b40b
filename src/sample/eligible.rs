//! Whether a row meets a condition, with exactly the meaning that the same condition has as SQL: a comparison with an empty
//! cell does not hold, and `not`, `is not` and `is not one of` are exact opposites.

use std::cmp::Ordering;

use super::row::{Cell, cell};
use super::wanted::Wanted;
use crate::calendar::{Date, Duration};
use crate::model::Model;
use crate::model::value::{ColumnType, Condition, Literal, Path, Relation, Test};
use crate::query::{Comparison, grades_that_compare, ordered_grades};

/// The word for the day that a condition is looked at.
const AS_AT: &str = "as-at";

/// A condition with its columns found and its words understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ask {
    All(Vec<Ask>),
    Any(Vec<Ask>),
    Not(Box<Ask>),
    Empty(usize),
    Compare(usize, Comparison, Operand),
    /// The grade is one of these.
    GradedIn(usize, Vec<String>),
    /// The grade compares so with the grade of another column: for each grade there, those that do.
    Graded(usize, usize, Vec<(String, Vec<String>)>),
    /// The day is one of these, both ends included.
    Between(usize, Date, Date),
}

/// What a cell is compared with.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Text(String),
    Number(f64),
    Day(Date),
    YesNo(bool),
    Column(usize),
}

impl Ask {
    /// Whether a row meets it.
    pub(super) fn holds(&self, row: &[Cell<'_>]) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(row)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(row)),
            Self::Not(inner) => !inner.holds(row),
            Self::Empty(place) => cell(row, *place) == Cell::Empty,
            Self::Compare(place, comparison, operand) => {
                let order = order(cell(row, *place), operand.cell(row));
                order.is_some_and(|order| meets(*comparison, order))
            }
            Self::GradedIn(place, grades) => {
                cell(row, *place).text().is_some_and(|grade| grades.iter().any(|one| one == grade))
            }
            Self::Graded(place, other, table) => {
                let (Some(own), Some(other)) = (cell(row, *place).text(), cell(row, *other).text()) else {
                    return false;
                };
                table.iter().any(|(grade, those)| grade == other && those.iter().any(|one| one == own))
            }
            Self::Between(place, from, to) => cell(row, *place).day().is_some_and(|day| *from <= day && day <= *to),
        }
    }
}

impl Operand {
    fn cell<'row>(&'row self, row: &[Cell<'row>]) -> Cell<'row> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
            Self::Day(day) => Cell::Day(*day),
            Self::YesNo(yes) => Cell::YesNo(*yes),
            Self::Column(place) => cell(row, *place),
        }
    }
}

/// Which is first; `None` where one is empty, or they are of kinds that do not compare. A time beside a day counts as its
/// day.
fn order(one: Cell<'_>, other: Cell<'_>) -> Option<Ordering> {
    match (one, other) {
        (Cell::Text(one), Cell::Text(other)) => Some(one.cmp(other)),
        (Cell::Number(one), Cell::Number(other)) => one.partial_cmp(&other),
        (Cell::YesNo(one), Cell::YesNo(other)) => Some(one.cmp(&other)),
        (Cell::Time(one), Cell::Time(other)) => Some(one.cmp(&other)),
        _ => Some(one.day()?.cmp(&other.day()?)),
    }
}

const fn meets(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

/// What the words of a condition stand for.
pub(super) struct Scope<'a, 'model> {
    pub(super) model: &'model Model,
    pub(super) as_at: Date,
    pub(super) wanted: &'a mut Wanted<'model>,
}

impl Scope<'_, '_> {
    /// The condition, its columns asked for.
    ///
    /// # Errors
    /// The reason why rows cannot be held against it.
    pub(super) fn ask(&mut self, condition: &Condition) -> Result<Ask, String> {
        match condition {
            Condition::And(parts) => Ok(Ask::All(parts.iter().map(|part| self.ask(part)).collect::<Result<_, _>>()?)),
            Condition::Or(parts) => Ok(Ask::Any(parts.iter().map(|part| self.ask(part)).collect::<Result<_, _>>()?)),
            Condition::Not(inner) => Ok(Ask::Not(Box::new(self.ask(inner)?))),
            Condition::Test(test) => self.test(test),
            Condition::Unresolved => Err("part of the condition could not be understood".to_owned()),
        }
    }

    fn test(&mut self, test: &Test) -> Result<Ask, String> {
        let (place, holds) = self.path(&test.subject)?;
        let not = |ask| Ask::Not(Box::new(ask));
        match &test.relation {
            Relation::Empty => Ok(Ask::Empty(place)),
            Relation::NotEmpty => Ok(not(Ask::Empty(place))),
            Relation::Is(literal) => self.compare(place, holds, Comparison::Equal, literal),
            Relation::IsNot(literal) => self.compare(place, holds, Comparison::Equal, literal).map(not),
            Relation::OneOf(list) => self.one_of(place, holds, list),
            Relation::NotOneOf(list) => self.one_of(place, holds, list).map(not),
            Relation::AtLeast(literal) => self.compare(place, holds, Comparison::AtLeast, literal),
            Relation::AtMost(literal) => self.compare(place, holds, Comparison::AtMost, literal),
            Relation::MoreThan(literal) | Relation::After(literal) => {
                self.compare(place, holds, Comparison::More, literal)
            }
            Relation::LessThan(literal) | Relation::Before(literal) => {
                self.compare(place, holds, Comparison::Less, literal)
            }
            Relation::WithinLast(length) => self.within_last(place, *length),
            Relation::NotWithinLast(length) => self.within_last(place, *length).map(not),
        }
    }

    fn one_of(&mut self, place: usize, holds: ColumnType, list: &[Literal]) -> Result<Ask, String> {
        let parts = list.iter().map(|literal| self.compare(place, holds, Comparison::Equal, literal));
        Ok(Ask::Any(parts.collect::<Result<_, _>>()?))
    }

    fn compare(
        &mut self,
        place: usize,
        holds: ColumnType,
        comparison: Comparison,
        literal: &Literal,
    ) -> Result<Ask, String> {
        let operand = self.operand(holds, literal)?;
        if holds != ColumnType::Grade || comparison == Comparison::Equal {
            return Ok(Ask::Compare(place, comparison, operand));
        }
        let those =
            |grade: &str| grades_that_compare(self.model, comparison, grade).map_err(|unsayable| unsayable.reason);
        match operand {
            Operand::Text(grade) => Ok(Ask::GradedIn(place, those(&grade)?)),
            Operand::Column(other) => {
                let grades = ordered_grades(self.model).into_iter();
                let table = grades.map(|grade| Ok((grade.to_owned(), those(grade)?))).collect::<Result<_, String>>()?;
                Ok(Ask::Graded(place, other, table))
            }
            Operand::Number(_) | Operand::Day(_) | Operand::YesNo(_) => {
                Err("a grade cannot be compared with a figure or a date".to_owned())
            }
        }
    }

    fn operand(&mut self, holds: ColumnType, literal: &Literal) -> Result<Operand, String> {
        match literal {
            Literal::Number(figure) | Literal::Percent(figure) => {
                figure.0.parse().map(Operand::Number).map_err(|_| format!("`{}` is no figure", figure.0))
            }
            Literal::Text(text) => Ok(Operand::Text(text.clone())),
            Literal::Date(date) => Ok(Operand::Day(*date)),
            Literal::Word(word) => self.word(holds, word),
        }
    }

    fn word(&mut self, holds: ColumnType, word: &str) -> Result<Operand, String> {
        if let Some((place, _)) = self.wanted.place_of(word.rsplit('.').next().unwrap_or(word)) {
            return Ok(Operand::Column(place));
        }
        match (holds, word) {
            (ColumnType::Date | ColumnType::Time, AS_AT) => Ok(Operand::Day(self.as_at)),
            (ColumnType::YesNo, "yes") => Ok(Operand::YesNo(true)),
            (ColumnType::YesNo, "no") => Ok(Operand::YesNo(false)),
            (ColumnType::Text | ColumnType::Grade, _) => Ok(Operand::Text(word.to_owned())),
            (ColumnType::Number | ColumnType::Date | ColumnType::Time | ColumnType::YesNo, _) => {
                Err(format!("`{word}` is not a value that can be compared here"))
            }
        }
    }

    /// From so long before the day that is looked at, up to that day.
    fn within_last(&self, place: usize, length: Duration) -> Result<Ask, String> {
        let from = self.model.calendar.subtract(self.as_at, length);
        let from = from.ok_or_else(|| format!("nobody can say which day is {length} before {}", self.as_at))?;
        Ok(Ask::Between(place, from, self.as_at))
    }

    fn path(&mut self, path: &Path) -> Result<(usize, ColumnType), String> {
        let name = &path.column.value;
        let elsewhere = path.record.as_ref().is_some_and(|record| record.name != self.wanted.record);
        let found = if elsewhere { None } else { self.wanted.place_of(name) };
        found.ok_or_else(|| format!("`{name}` is not a column of the records that are drawn from"))
    }
}
