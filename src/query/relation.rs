//! Queries: steps that each name a relation, and the answer selected from them.

use super::literal::Literal;
use super::value::ColumnOf;
use super::{Kind, Order, Predicate, Unsayable, Value, sound};

/// A column of a relation: its name and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

impl Field {
    /// A column of that name and kind.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self { name: name.into(), kind }
    }
}

/// A relation that a select reads, under an alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub(super) of: Origin,
    pub(super) alias: String,
    pub(super) fields: Vec<Field>,
}

/// Where a source's rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// In a table of the database: its name, behind those of its schema and catalogue where it has them.
    Stored(Vec<String>),
    /// In an earlier step of the query.
    Step(String),
}

impl Source {
    /// A table of the database. `name` is its own name, behind those of its schema and catalogue where it has them;
    /// `fields` are the columns that the query may read, with the kinds they have there.
    #[must_use]
    pub fn stored(name: Vec<String>, fields: Vec<Field>, alias: impl Into<String>) -> Self {
        Self { of: Origin::Stored(name), alias: alias.into(), fields }
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Result<Value, Unsayable> {
        let Some(field) = self.fields.iter().find(|field| field.name == name) else {
            return Err(Unsayable::because(format!("`{}` has no column `{name}`", self.alias)));
        };
        let stored = matches!(self.of, Origin::Stored(_));
        let column = ColumnOf { source: self.alias.clone(), name: field.name.clone(), stored };
        Ok(Value::column(field.kind, column))
    }

    /// Its columns.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
}

/// Rows picked from sources, filtered, grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    pub(super) columns: Vec<(String, Value)>,
    pub(super) from: Option<Source>,
    pub(super) joins: Vec<Join>,
    pub(super) filter: Predicate,
    pub(super) group_by: Vec<Value>,
    pub(super) having: Predicate,
}

/// A further source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Join {
    pub(super) kept: Kept,
    pub(super) source: Source,
    pub(super) on: Predicate,
}

/// Which rows a join keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Those with a partner.
    Matched,
    /// All that were there; where there is no partner its columns are empty.
    All,
}

impl Select {
    /// The rows of a source.
    #[must_use]
    pub fn from(source: Source) -> Self {
        Self { from: Some(source), ..Self::one_row() }
    }

    /// One row, from nowhere.
    #[must_use]
    pub const fn one_row() -> Self {
        Self {
            columns: Vec::new(),
            from: None,
            joins: Vec::new(),
            filter: Predicate::always(),
            group_by: Vec::new(),
            having: Predicate::always(),
        }
    }

    /// Each row with each row of `source` that `on` holds of.
    #[must_use]
    pub fn join(self, source: Source, on: Predicate) -> Self {
        self.joined(Kept::Matched, source, on)
    }

    /// The same, and each row without a partner, with that source's columns empty.
    #[must_use]
    pub fn left_join(self, source: Source, on: Predicate) -> Self {
        self.joined(Kept::All, source, on)
    }

    /// Only rows that `predicate` holds of, besides what was asked before.
    #[must_use]
    pub fn filter(mut self, predicate: Predicate) -> Self {
        self.filter = self.filter.and(predicate);
        self
    }

    /// One row for each different value; may be said several times. A select that counts without it gives one row.
    #[must_use]
    pub fn group_by(mut self, value: Value) -> Self {
        self.group_by.push(value);
        self
    }

    /// Only groups that `predicate` holds of, besides what was asked before.
    #[must_use]
    pub fn having(mut self, predicate: Predicate) -> Self {
        self.having = self.having.and(predicate);
        self
    }

    /// A column of the result.
    #[must_use]
    pub fn column(mut self, name: impl Into<String>, value: Value) -> Self {
        self.columns.push((name.into(), value));
        self
    }

    /// The columns of its result.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        self.columns.iter().map(|(name, value)| Field::new(name.clone(), value.kind())).collect()
    }

    fn joined(mut self, kept: Kept, source: Source, on: Predicate) -> Self {
        self.joins.push(Join { kept, source, on });
        self
    }
}

/// A named relation of a query (a common table expression).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub(super) name: String,
    pub(super) meaning: String,
    pub(super) body: Body,
}

/// What a step holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// All rows of all of them, one after the other; never an empty list.
    Selects(Vec<Select>),
    /// Rows written down.
    Rows(Vec<Field>, Vec<Vec<Literal>>),
}

impl Step {
    /// The rows of a select. `meaning` is printed above it, in one plain sentence.
    #[must_use]
    pub fn select(name: impl Into<String>, meaning: impl Into<String>, select: Select) -> Self {
        Self { name: name.into(), meaning: meaning.into(), body: Body::Selects(vec![select]) }
    }

    /// All rows of all selects, with the column names of the first (`UNION ALL`); they have the same columns.
    #[must_use]
    pub fn union(name: impl Into<String>, meaning: impl Into<String>, selects: Vec<Select>) -> Self {
        Self { name: name.into(), meaning: meaning.into(), body: Body::Selects(selects) }
    }

    /// Rows written down, none or more, each with one literal for each of `fields`.
    #[must_use]
    pub fn rows(
        name: impl Into<String>,
        meaning: impl Into<String>,
        fields: Vec<Field>,
        rows: Vec<Vec<Literal>>,
    ) -> Self {
        Self { name: name.into(), meaning: meaning.into(), body: Body::Rows(fields, rows) }
    }

    /// Its columns.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        match &self.body {
            Body::Selects(selects) => selects.first().map(Select::fields).unwrap_or_default(),
            Body::Rows(fields, _) => fields.clone(),
        }
    }

    /// Whether a column of it is empty in every row, as it is written.
    pub(super) fn leaves_empty(&self, name: &str) -> bool {
        let Body::Selects(selects) = &self.body else { return false };
        let empty = |(named, value): &(String, Value)| named == name && value.is_always_empty();
        selects.iter().all(|select| select.columns.iter().any(empty))
    }

    /// Its rows as the source of a later select, under an alias.
    #[must_use]
    pub fn source(&self, alias: impl Into<String>) -> Source {
        Source { of: Origin::Step(self.name.clone()), alias: alias.into(), fields: self.fields() }
    }
}

/// What the comment at the top of a query says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The query's name: the id of the obligation.
    pub name: String,
    /// The title of its declaration.
    pub title: String,
    /// The clauses it comes from.
    pub clauses: Vec<String>,
    /// `must`, `should` or `may`.
    pub strength: String,
    /// What it answers, in English.
    pub meaning: String,
}

/// A whole query, sound in every dialect's grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(super) heading: Heading,
    pub(super) steps: Vec<Step>,
    pub(super) answer: Select,
    pub(super) order: Vec<Order>,
}

impl Query {
    /// The query that selects `answer`, in `order`, after `steps`. Whoever needs an order of texts that does not depend
    /// on the database sorts the rows again.
    ///
    /// Says what is wrong where a name is unknown or taken twice, where a count or an `exists` stands in a place that
    /// some dialect does not allow, or where the selects of a union differ.
    pub fn new(heading: Heading, steps: Vec<Step>, answer: Select, order: Vec<Order>) -> Result<Self, Unsayable> {
        let query = Self { heading, steps, answer, order };
        sound::check(&query)?;
        Ok(query)
    }

    /// What the comment at its top says.
    #[must_use]
    pub const fn heading(&self) -> &Heading {
        &self.heading
    }

    /// The columns of its answer.
    #[must_use]
    pub fn fields(&self) -> Vec<Field> {
        self.answer.fields()
    }
}
