//! Where each record of a framework is kept: real tables and columns behind the names that rules use.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, codes};
use crate::model::evidence::Record;
use crate::model::site::{self, Site};
use crate::model::value::Condition;
use crate::model::{Construct, Declaration, Model};
use crate::text::{Spanned, nearest};

/// Every record of a framework and where it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binding {
    /// By the record's id, in source order.
    pub records: IndexMap<String, Kept>,
}

/// Where a record is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In a table or view.
    In(Box<BoundTable>),
    /// Nowhere; with the reason that the site map gives.
    Absent(String),
}

/// A table or view, as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundTable {
    /// Its own name, behind those of its schema and catalogue where it has them; never empty.
    pub name: Vec<String>,
    /// The real name of each column, by the name that rules use, in the record's order.
    pub columns: IndexMap<String, String>,
    /// The rows that are meant, in the columns that rules use; all of them without it.
    pub filter: Option<Condition>,
}

impl BoundTable {
    /// Its name as people write it: `qa.Audit`.
    #[must_use]
    pub fn dotted(&self) -> String {
        self.name.join(".")
    }
}

/// Where everything is kept: as the site map says, and where it says nothing as the records themselves do. A name of the
/// map that the framework does not have is a finding in the map.
#[must_use]
pub fn bind(model: &Model, site: Option<&Site>) -> (Binding, Vec<Diagnostic>) {
    let records = records(model).map(|(declaration, record)| {
        let id = declaration.name.value.clone();
        let absence = site.and_then(|site| site.absence(&id));
        let kept = match absence {
            Some(absence) => Kept::Absent(absence.because.clone()),
            None => Kept::In(Box::new(table(&id, record, site.and_then(|site| site.binding(&id))))),
        };
        (id, kept)
    });
    let binding = Binding { records: records.collect() };
    (binding, site.map(|site| unknown(model, site)).unwrap_or_default())
}

fn table(id: &str, record: &Record, bound: Option<&site::Binding>) -> BoundTable {
    let site = bound.and_then(|bound| bound.table.as_ref()).map(|table| table.value.clone());
    let name = site.unwrap_or_else(|| record.stored_name(id));
    let column = |column: &crate::model::value::Column| {
        let called = bound.and_then(|bound| bound.called(&column.name.value)).map(ToOwned::to_owned);
        (column.name.value.clone(), called.unwrap_or_else(|| column.stored_name()))
    };
    BoundTable {
        name: name.split('.').map(ToOwned::to_owned).collect(),
        columns: record.columns.iter().map(column).collect(),
        filter: bound.and_then(|bound| bound.filter.clone()),
    }
}

/// What the map names and the framework does not have.
fn unknown(model: &Model, site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let named = site.bindings.iter().map(|bound| &bound.record);
    for name in named.chain(site.absent.iter().map(|absence| &absence.record)) {
        if record(model, &name.value).is_none() {
            let known = records(model).map(|(declaration, _)| declaration.name.value.as_str());
            found.push(no_such("record of the framework", name, known));
        }
    }
    for bound in &site.bindings {
        let Some(record) = record(model, &bound.record.value) else { continue };
        for column in &bound.columns {
            let known = record.columns.iter().map(|known| known.name.value.as_str());
            if !known.clone().any(|known| known == column.column.value) {
                found.push(no_such(&format!("column of `{}`", bound.record.value), &column.column, known));
            }
        }
    }
    found
}

fn no_such<'name>(what: &str, name: &Spanned<String>, known: impl Iterator<Item = &'name str>) -> Diagnostic {
    let finding = Diagnostic::new(codes::UNKNOWN_NAME, format!("`{}` is no {what}", name.value))
        .at(name.span, "nothing is called so there");
    match nearest(&name.value, known) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("a map names records and columns as the framework does"),
    }
}

/// The record of that id.
pub(super) fn record<'model>(model: &'model Model, id: &str) -> Option<&'model Record> {
    records(model).find(|(declaration, _)| declaration.name.value == id).map(|(_, record)| record)
}

/// Every record in force, in source order.
pub(super) fn records(model: &Model) -> impl Iterator<Item = (&Declaration, &Record)> {
    model.declarations.iter().filter(|declaration| declaration.added_by.is_none()).filter_map(|declaration| {
        let Construct::Record(record) = &declaration.construct else { return None };
        Some((declaration, record.as_ref()))
    })
}
