//! Amendments: what is replaced, withdrawn or added, typed like the declarations they change.

use super::body::{self, Opened};
use super::dates::DateEdge;
use super::declarations::{self, date, parties};
use super::reader::Reader;
use crate::model::Kind;
use crate::model::document::{Amendment, Change};

/// An amendment with its changes in the order written.
pub(super) fn amendment(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Amendment {
    let inner = opened.inside.iter().filter_map(|node| body::open(node, reader.text)).collect::<Vec<_>>();
    Amendment {
        starts: date(reader, opened, "starts", DateEdge::First),
        ends: date(reader, opened, "ends", DateEdge::Last),
        approved_by: parties(reader, opened, "approved-by"),
        changes: inner.iter().filter_map(|change| self::change(reader, change)).collect(),
    }
}

fn change(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<Change> {
    match opened.keyword.text(reader.text) {
        "withdraw" => Some(Change::Withdraw { target: any_declaration(reader, opened)? }),
        "replace" => {
            let target = any_declaration(reader, opened)?;
            let kind = reader.names.kind_of(&target.name)?;
            let lines = Box::new(declarations::construct(reader, opened, kind));
            let names = opened.line_names().map(str::to_owned).collect();
            Some(Change::Replace { target, lines, names, span: opened.span })
        }
        _ => None,
    }
}

fn any_declaration(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<crate::model::Ref> {
    opened.id.map(|id| reader.refer(id, Kind::ALL))
}
