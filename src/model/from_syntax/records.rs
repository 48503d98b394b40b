//! Records: their columns, what the columns are for, and what other declarations are shown in.

use super::body::Opened;
use super::conditions;
use super::declarations::words;
use super::reader::Reader;
use super::values::not_a_choice;
use crate::model::evidence::{EvidenceKind, PartShown, Record, ShownIn, Uses};
use crate::model::value::Path;
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

pub(super) fn record(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Record {
    Record {
        columns: opened.value("columns").map(|node| conditions::columns(reader, node)).unwrap_or_default(),
        key: words(reader, opened, "key"),
        table: opened.value("table").map(|node| reader.quoted(node)),
        shows: shows(reader, opened),
        uses: uses(reader, opened),
    }
}

fn shows(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Vec<Spanned<EvidenceKind>> {
    let known = EvidenceKind::ALL.map(EvidenceKind::word);
    let mut kinds = Vec::new();
    for word in words(reader, opened, "shows") {
        match EvidenceKind::of(&word.value) {
            Some(kind) => kinds.push(Spanned::new(kind, word.span)),
            None => reader.find(not_a_choice("shows", &word, &known)),
        }
    }
    kinds
}

fn uses(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Uses {
    let mut column = |name| one_column(reader, opened, name);
    Uses {
        rule: column("rule-in"),
        done: column("done-in"),
        planned: column("planned-in"),
        about: column("about-in"),
        who: column("who-in"),
        to: column("to-in"),
        basis: column("basis-in"),
        counted: column("counted-in"),
        began: column("began-in"),
        ended: column("ended-in"),
        area: column("area-in"),
        parts: opened.value("parts-in").map(|node| parts(reader, node)).unwrap_or_default(),
    }
}

/// A line that names one of the record's own columns; a second there has its finding.
fn one_column(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Spanned<String>> {
    let mut named = words(reader, opened, name).into_iter();
    let first = named.next()?;
    if let Some(second) = named.next() {
        reader.find(super::values::only_one(name, second.span));
    }
    Some(first)
}

/// `file filed-on, findings report-issued-on`
fn parts(reader: &Reader<'_>, node: &Node) -> Vec<PartShown> {
    let part = |part: &Node| {
        let mut ids = part.children_of(NodeKind::Id);
        Some(PartShown { part: reader.word(ids.next()?), column: reader.word(ids.next()?) })
    };
    node.children_of(NodeKind::PartIn).filter_map(part).collect()
}

/// The column that a `seen-in` line names.
pub(super) fn seen_in(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<Path> {
    let node = opened.value("seen-in")?;
    Some(conditions::path(reader, node.only().unwrap_or(node)))
}

/// The column that a `shown-in` line names, and the rows of it that count.
pub(super) fn shown_in(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<ShownIn> {
    let node = opened.value("shown-in")?;
    let column = conditions::path(reader, node.child(NodeKind::Name)?);
    let filter = node.child(NodeKind::Condition).map(|filter| conditions::condition(reader, filter));
    Some(ShownIn { column, filter })
}
