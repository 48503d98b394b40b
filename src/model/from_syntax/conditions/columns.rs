//! Columns: as a record or an event declares them, and as others name them.

use super::super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::site::BoundColumn;
use crate::model::value::{Column, ColumnType, Path, Stored};
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, Spanned};

/// `case-id text, closed date or empty`; a name given twice is a finding.
pub(in super::super) fn columns(reader: &mut Reader<'_>, node: &Node) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for written in node.children_of(NodeKind::Column) {
        let Some(column) = column(reader, written) else { continue };
        match columns.iter().find(|earlier| earlier.name.value == column.name.value) {
            Some(first) => reader.find(twice(&column.name, first.name.span)),
            None => columns.push(column),
        }
    }
    columns
}

fn twice(name: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(codes::DUPLICATE_ID, format!("the column `{}` is named twice", name.value))
        .at(name.span, "named again here")
        .and(first, "first named here")
        .help("give one of them another name")
}

fn column(reader: &mut Reader<'_>, node: &Node) -> Option<Column> {
    let link = node.child(NodeKind::ColumnLink).and_then(|link| link.child(NodeKind::Name));
    let name = reader.word(node.child(NodeKind::Id)?);
    let Some(holds) = node.child(NodeKind::ColumnType) else {
        reader.find(untyped(&name));
        return None;
    };
    Some(Column {
        name,
        holds: column_type(reader.slice(holds))?,
        link: link.map(|link| self::link(reader, link)),
        may_be_empty: node.child(NodeKind::MayBeEmpty).is_some(),
        stored: node.child(NodeKind::ColumnPlace).map_or(Stored::AsItsId, |place| stored(reader, place)),
    })
}

fn untyped(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, format!("nothing says what the column `{}` holds", name.value))
        .at(name.span, "a name alone")
        .help(format!("write what it holds behind its name, such as `{} text` or `{} date`", name.value, name.value))
}

/// `in "cine_referral_id"`, `kept locally`
fn stored(reader: &Reader<'_>, node: &Node) -> Stored {
    node.child(NodeKind::Text).map_or(Stored::Locally, |name| Stored::As(reader.quoted(name)))
}

/// `case-id in "CaseRef"`: the columns of a site map, which says of each only what it is called.
pub(in super::super) fn bound_columns(reader: &mut Reader<'_>, node: &Node) -> Vec<BoundColumn> {
    let mut columns: Vec<BoundColumn> = Vec::new();
    for written in node.children_of(NodeKind::Column) {
        let Some(name) = written.child(NodeKind::Id).map(|id| reader.word(id)) else { continue };
        if let Some(first) = columns.iter().find(|earlier| earlier.column.value == name.value) {
            reader.find(twice(&name, first.column.span));
        }
        let place = written.child(NodeKind::ColumnPlace).and_then(|place| place.child(NodeKind::Text));
        match place.filter(|_| written.child(NodeKind::ColumnType).is_none()) {
            Some(called) => columns.push(BoundColumn { column: name, called: reader.quoted(called) }),
            None => reader.find(only_called(&name, written.span)),
        }
    }
    columns
}

fn only_called(name: &Spanned<String>, span: Span) -> Diagnostic {
    let column = &name.value;
    Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, format!("a site map says only what `{column}` is called here"))
        .at(span, "the record says what it holds")
        .help(format!("write `{column} in \"its name in the table\"`"))
}

fn column_type(word: &str) -> Option<ColumnType> {
    Some(match word {
        "text" => ColumnType::Text,
        "number" => ColumnType::Number,
        "date" => ColumnType::Date,
        "time" => ColumnType::Time,
        "yes-no" => ColumnType::YesNo,
        "grade" => ColumnType::Grade,
        _ => return None,
    })
}

/// `family.id`, or `family` for its key.
fn link(reader: &mut Reader<'_>, node: &Node) -> Path {
    let path = path(reader, node);
    if path.record.is_some() {
        return path;
    }
    let record = reader.refer(node, &[Kind::Record]);
    Path { record: Some(record), column: Spanned::new(String::new(), node.span) }
}

/// `record.column`, or a column alone.
pub(in super::super) fn path(reader: &mut Reader<'_>, node: &Node) -> Path {
    let written = reader.slice(node);
    let Some((record, column)) = written.split_once('.') else {
        return Path { record: None, column: Spanned::new(written.to_owned(), node.span) };
    };
    let dot = node.span.start.saturating_add(u32::try_from(record.len()).unwrap_or(u32::MAX));
    let record_span = Span::new(node.span.file, node.span.start, dot);
    let column_span = Span::new(node.span.file, dot.saturating_add(1), node.span.end);
    Path {
        record: Some(reader.refer_to(record, record_span, &[Kind::Record])),
        column: Spanned::new(column.to_owned(), column_span),
    }
}
