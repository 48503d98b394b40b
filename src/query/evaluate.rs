//! From questions to answers: which tables are wanted, what is asked of the database that has them, and what its rows
//! come to. Pure: the database is asked by whoever calls.

use indexmap::{IndexMap, IndexSet};

use super::answer::{AnswerRow, sorted};
use super::binding::{Binding, BoundTable, Kept, record};
use super::compliance::{Checked, ComplyReport, owed};
use super::derive::{Compliance, ComplianceQuery, Window};
use super::live::{ColumnRole, TableFound, WantedColumn, WantedTable, unmet};
use super::{Dialect, Field, column_kind};
use crate::model::evidence::{EvidenceKind, Record};
use crate::model::{Model, evidence_of};
use crate::plan::Stamp;

/// The rows that a database gave for a query, a text for each column, or why it refused.
pub type Given = Result<Vec<Vec<Option<String>>>, String>;

/// The tables and columns that the questions need, in the order of the records.
#[must_use]
pub fn wanted(model: &Model, binding: &Binding, compliance: &Compliance) -> Vec<WantedTable> {
    let mut needed: IndexMap<&str, IndexSet<&str>> = IndexMap::new();
    for need in compliance.queries.iter().flat_map(|query| &query.needs) {
        needed.entry(&need.record).or_default().insert(&need.column);
    }
    let roles = roles(model);
    let tables = binding.records.iter().filter_map(|(id, kept)| {
        let (Kept::In(bound), Some(needed), Some(record)) = (kept, needed.get(id.as_str()), record(model, id)) else {
            return None;
        };
        Some(table(id, bound, record, needed, &roles))
    });
    tables.collect()
}

fn table(
    id: &str,
    bound: &BoundTable,
    record: &Record,
    needed: &IndexSet<&str>,
    roles: &IndexMap<(String, String), ColumnRole>,
) -> WantedTable {
    let own = record.columns.iter().filter(|column| needed.contains(column.name.value.as_str()));
    let columns = own.map(|column| {
        let name = column.name.value.clone();
        let called = bound.columns.get(&name).cloned().unwrap_or_else(|| column.stored_name());
        let role = roles.get(&(id.to_owned(), name.clone())).copied().unwrap_or(ColumnRole::Read);
        WantedColumn { id: name, field: Field::new(called, column_kind(column.holds)), role }
    });
    WantedTable { record: id.to_owned(), name: bound.name.clone(), columns: columns.collect() }
}

/// What columns are good for, by their records' ids and their own.
fn roles(model: &Model) -> IndexMap<(String, String), ColumnRole> {
    let mut roles = IndexMap::new();
    for (declaration, record) in super::binding::records(model) {
        let uses = &record.uses;
        let used = [&uses.rule, &uses.about, &uses.who, &uses.to, &uses.counted];
        let looked_up = used.into_iter().flatten().chain(&record.key);
        let id = &declaration.name.value;
        roles.extend(looked_up.map(|column| ((id.clone(), column.value.clone()), ColumnRole::LookedUp)));
        if record.shows.iter().any(|shown| shown.value != EvidenceKind::Posts) {
            let dates = [&uses.done, &uses.planned].into_iter().flatten();
            roles.extend(dates.map(|column| ((id.clone(), column.value.clone()), ColumnRole::DatesWork)));
        }
    }
    for evidence in model.obligations.iter().filter_map(|obligation| evidence_of(model, obligation).ok()) {
        let Some(declaration) = model.get(evidence.record) else { continue };
        let dates = std::iter::once(evidence.done).chain(evidence.planned);
        roles.extend(dates.map(|column| ((declaration.name.value.clone(), column), ColumnRole::DatesWork)));
    }
    // Where nothing has ended yet, the column is empty throughout and yet says something.
    for (declaration, record) in super::binding::records(model) {
        let ended = record.uses.ended.iter();
        roles
            .extend(ended.map(|ended| ((declaration.name.value.clone(), ended.value.clone()), ColumnRole::MayBeEmpty)));
    }
    roles
}

/// The statement of each question, in their order, or the reason why its answer cannot be told. `found` says of each
/// wanted table what the database has of it.
#[must_use]
pub fn statements(
    compliance: &Compliance,
    binding: &Binding,
    found: &[(WantedTable, TableFound)],
    window: Window,
    dialect: Dialect,
) -> Vec<Result<String, String>> {
    let statement = |query: &ComplianceQuery| {
        let sayable = query.query.as_ref().map_err(|why| why.reason.clone())?;
        let needs: Vec<(&str, &str)> =
            query.needs.iter().map(|need| (need.record.as_str(), need.column.as_str())).collect();
        if let Some(reason) = absent(binding, &needs).or_else(|| unmet(found, &needs, (window.from, window.as_of))) {
            return Err(reason);
        }
        dialect.query(sayable).map_err(|why| why.reason)
    };
    compliance.queries.iter().map(statement).collect()
}

/// Why no table holds what is needed, where the site map says so.
fn absent(binding: &Binding, needs: &[(&str, &str)]) -> Option<String> {
    needs.iter().find_map(|(record, _)| match binding.records.get(*record)? {
        Kept::Absent(because) => Some(format!("no table holds `{record}` here: {because}")),
        Kept::In(_) => None,
    })
}

/// What the answers come to. `given` has those of each question, in their order.
#[must_use]
pub fn report(model: &Model, compliance: Compliance, window: Window, given: Vec<Given>) -> ComplyReport {
    let queries: Vec<Checked> =
        compliance.queries.into_iter().zip(given).map(|(query, given)| checked(model, query, given)).collect();
    let escalations = owed(model, &queries, window.as_of);
    ComplyReport { stamp: Stamp::of(model), from: window.from, as_of: window.as_of, queries, escalations }
}

fn checked(model: &Model, query: ComplianceQuery, given: Given) -> Checked {
    let rows = given.and_then(|rows| rows.iter().map(|row| AnswerRow::from_cells(row)).collect());
    let unit = model.obligation(&query.obligation).and_then(|obligation| model.get(obligation.unit?));
    Checked {
        query: query.name,
        declaration: query.declaration,
        obligation: query.obligation,
        title: query.title,
        clauses: query.clauses,
        strength: query.strength,
        unit: unit.map(|unit| unit.title.clone()),
        escalates: query.escalates,
        rows: sorted(rows.unwrap_or_else(|reason: String| vec![AnswerRow::cannot_evaluate(reason)])),
    }
}
