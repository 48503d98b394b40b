//! Lowering of what is said about records: conditions, columns, figures, and the events of scenarios.
//!
//! It turns nodes into values. Whether a record has the columns named, and whether they can be compared so, is a later
//! check.

mod columns;
mod figure;
mod formula;
mod scenario;
mod test;

pub(super) use columns::{bound_columns, columns, path};
pub(super) use figure::share;
pub(super) use formula::{bound, formula};
pub(super) use scenario::{expectation, happening};

use super::reader::Reader;
use crate::model::value::Condition;
use crate::syntax::{Node, NodeKind};

/// `status is open and not (opened is before as-at or closed is empty)`: `and` binds tighter than `or`, and both are
/// read from the left.
pub(super) fn condition(reader: &mut Reader<'_>, node: &Node) -> Condition {
    let mut alternatives: Vec<Condition> = Vec::new();
    let mut together: Vec<Condition> = Vec::new();
    for part in node.parts() {
        if part.kind == NodeKind::OrElse {
            alternatives.extend(joined(std::mem::take(&mut together), Condition::And));
        } else if part.kind == NodeKind::Operand {
            together.push(operand(reader, part));
        }
    }
    alternatives.extend(joined(together, Condition::And));
    joined(alternatives, Condition::Or).unwrap_or(Condition::Unresolved)
}

/// All `parts` as one, in their order. They are halved again and again, so that a condition of very many parts is no
/// deeper than one of a few, and whoever walks down it comes to an end.
fn joined(mut parts: Vec<Condition>, by: fn(Box<[Condition; 2]>) -> Condition) -> Option<Condition> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let second = parts.split_off(parts.len().div_ceil(2));
    Some(by(Box::new([joined(parts, by)?, joined(second, by)?])))
}

fn operand(reader: &mut Reader<'_>, node: &Node) -> Condition {
    let inner = if let Some(comparison) = node.child(NodeKind::Comparison) {
        test::test(reader, comparison).map_or(Condition::Unresolved, Condition::Test)
    } else {
        node.child(NodeKind::Bracketed).map_or(Condition::Unresolved, |brackets| bracketed(reader, brackets))
    };
    if node.child(NodeKind::Negated).is_some() { Condition::Not(Box::new(inner)) } else { inner }
}

/// A condition in brackets.
fn bracketed(reader: &mut Reader<'_>, node: &Node) -> Condition {
    node.child(NodeKind::Condition).map_or(Condition::Unresolved, |inner| condition(reader, inner))
}

#[cfg(test)]
mod tests;
