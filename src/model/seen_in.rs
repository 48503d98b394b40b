//! In which column of a record somebody stands who is a role only for its rows: the case's holder, the chair of its
//! conference.

use super::ids::{DeclId, Ref};
use super::{Construct, Model};

/// The column of `record` that holds the person who is that role for a row: the one that the role is `seen-in`; in another
/// record, the column of the same name. `None` where nothing shows it.
#[must_use]
pub fn column_of_role<'model>(model: &'model Model, role: &Ref, record: DeclId) -> Option<&'model str> {
    let Construct::Role(role) = &model.target(role)?.construct else { return None };
    let path = role.seen_in.as_ref()?;
    let Construct::Record(record) = &model.get(record)?.construct else { return None };
    let has = record.columns.iter().any(|column| column.name.value == path.column.value);
    has.then_some(path.column.value.as_str())
}
