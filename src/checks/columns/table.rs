//! Which columns there are: of a record, of a population's record, of what is known of an event.

use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::model::evidence::{Event, Record};
use crate::model::value::{Column, Path};
use crate::model::{Construct, Declaration, Model, Ref};
use crate::text::{Spanned, nearest};

/// The columns that may be named in one place.
pub(super) struct Table<'model> {
    /// Whose they are, for messages.
    owners: Vec<&'model str>,
    columns: Vec<&'model Column>,
}

impl<'model> Table<'model> {
    /// The columns of what a reference stands for: a record, a population or an event. `None` where they cannot be
    /// known, so that nothing is said of them.
    pub(super) fn of(model: &'model Model, reference: &Ref) -> Option<Self> {
        Self::of_declaration(model, model.target(reference)?)
    }

    /// The columns of a declaration.
    pub(super) fn of_declaration(model: &'model Model, declaration: &'model Declaration) -> Option<Self> {
        if let Construct::Record(record) = &declaration.construct {
            Self::of_record(declaration, record)
        } else if let Construct::Population(population) = &declaration.construct {
            Self::of(model, population.records.as_ref()?)
        } else if let Construct::Event(event) = &declaration.construct {
            (!declaration.broken).then(|| Self::of_event(model, event)).flatten()
        } else {
            None
        }
    }

    /// The columns of a record; `None` where part of it could not be read.
    pub(super) fn of_record(declaration: &'model Declaration, record: &'model Record) -> Option<Self> {
        let owners = vec![declaration.name.value.as_str()];
        (!declaration.broken).then(|| Self { owners, columns: record.columns.iter().collect() })
    }

    /// What an event holds, and the columns of the records that it happens to and is seen in. `None` for one that
    /// holds nothing: what is known of it is then nowhere said.
    pub(super) fn of_event(model: &'model Model, event: &'model Event) -> Option<Self> {
        let seen_in = event.seen_in.as_ref().and_then(|path| path.record.as_ref());
        let mut table = Self { owners: Vec::new(), columns: event.holds.iter().collect() };
        for record in [event.happens_to.as_ref(), seen_in].into_iter().flatten() {
            let records = Self::of(model, record)?;
            table.owners.extend(records.owners);
            table.columns.extend(records.columns);
        }
        (!table.columns.is_empty()).then_some(table)
    }

    /// Both tables' columns, or those of the only one.
    pub(super) fn joined(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(mut one), Some(other)) => {
                one.owners.extend(other.owners);
                one.columns.extend(other.columns);
                Some(one)
            }
            (one, other) => one.or(other),
        }
    }

    /// The column of that name.
    pub(super) fn column(&self, name: &str) -> Option<&'model Column> {
        self.columns.iter().copied().find(|column| column.name.value == name)
    }

    /// The column a path stands for: of its own record where it names one, else of `table`. `None` where that cannot
    /// be known.
    pub(super) fn find(
        model: &'model Model,
        table: Option<&Self>,
        path: &Path,
    ) -> Option<Result<&'model Column, Box<Diagnostic>>> {
        let own = match &path.record {
            Some(record) => Some(Self::of(model, record)?),
            None => None,
        };
        let table = own.as_ref().or(table)?;
        Some(table.column(&path.column.value).ok_or_else(|| Box::new(unknown(table, &path.column))))
    }
}

/// The finding on a name that is no column of the table.
pub(super) fn missing(table: &Table<'_>, name: &Spanned<String>) -> Option<Diagnostic> {
    table.column(&name.value).is_none().then(|| unknown(table, name))
}

fn unknown(table: &Table<'_>, name: &Spanned<String>) -> Diagnostic {
    let mut owners: Vec<&str> = Vec::new();
    for owner in &table.owners {
        if !owners.contains(owner) {
            owners.push(owner);
        }
    }
    let message = match owners.as_slice() {
        [] => format!("nothing called `{}` is known here", name.value),
        owners => format!("`{}` has no column `{}`", owners.join("` and `"), name.value),
    };
    let finding = Diagnostic::new(codes::UNKNOWN_NAME, message).at(name.span, "the name of a column is meant");
    let columns = || table.columns.iter().map(|column| column.name.value.as_str());
    match nearest(&name.value, columns()) {
        // The place may be wider than the name: a repair is offered only where it is exactly that.
        Some(meant) if (name.span.end - name.span.start) as usize == name.value.len() => finding
            .help(format!("did you mean `{meant}`?"))
            .fix(Fix::guess(format!("write `{meant}`"), name.span, meant)),
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(format!("its columns are `{}`", columns().collect::<Vec<_>>().join("`, `"))),
    }
}
