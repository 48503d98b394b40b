//! The query that lists the rows of a population: those a draw is made from.

use super::binding::{Binding, Kept};
use super::condition::{ConditionScope, RecordRows, predicate_of};
use super::derive::renamed;
use super::relation::{Heading, Query, Select, Step};
use super::{Predicate, Unsayable};
use crate::calendar::Date;
use crate::model::value::Condition;
use crate::model::{Construct, Declaration, Model};

/// The rows of a population as at a day, with all columns of its record under the names that rules use: its answer, saved as
/// a CSV file, is what `qac sample --cases` reads. `None` for what is no population.
///
/// # Errors
/// Why it cannot be asked.
pub fn population_query(
    model: &Model,
    binding: &Binding,
    declaration: &Declaration,
    as_at: Date,
) -> Option<Result<Query, Unsayable>> {
    let Construct::Population(population) = &declaration.construct else { return None };
    let kept = model.target(population.records.as_ref()?)?;
    let Construct::Record(record) = &kept.construct else { return None };
    let table = match binding.records.get(&kept.name.value)? {
        Kept::In(table) => table,
        Kept::Absent(reason) => return Some(Err(Unsayable::because(reason.clone()))),
    };
    let query = || {
        let step =
            Step::select("kept", "The records, under the names that rules use.", renamed(record, table, |_| true)?);
        let rows = step.source("one");
        let name = kept.name.value.as_str();
        let holds = |condition: &Condition| {
            let records = [RecordRows { name, columns: &record.columns, source: &rows }];
            predicate_of(&ConditionScope { model, as_of: as_at, records: &records }, condition)
        };
        let mut filter = Vec::new();
        for condition in table.filter.iter().chain(&population.filter) {
            filter.push(holds(condition)?);
        }
        if let Some(excluding) = &population.excluding {
            filter.push(holds(excluding)?.negated());
        }
        let mut select = Select::from(rows.clone()).filter(Predicate::all(filter));
        for field in rows.fields() {
            select = select.column(field.name.clone(), rows.column(&field.name)?);
        }
        let heading = Heading {
            name: declaration.name.value.clone(),
            title: declaration.title.clone(),
            clauses: declaration.clauses.iter().map(|clause| clause.value.0.clone()).collect(),
            strength: String::new(),
            meaning: format!("Lists what can be drawn, as at {as_at}."),
        };
        Query::new(heading, vec![step], select, Vec::new())
    };
    Some(query())
}
