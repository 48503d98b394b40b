//! Columns: as a record or an event declares them, and as others name them.

use super::super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::value::{Column, ColumnType, Path};
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
    Some(Column {
        name: reader.word(node.child(NodeKind::Id)?),
        holds: column_type(reader.slice(node.child(NodeKind::ColumnType)?))?,
        link: link.map(|link| self::link(reader, link)),
        may_be_empty: node.child(NodeKind::MayBeEmpty).is_some(),
    })
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
