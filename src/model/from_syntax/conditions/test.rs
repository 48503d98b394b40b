//! One comparison of a column.

use super::super::dates::{DateEdge, duration};
use super::super::reader::Reader;
use super::columns::path;
use super::figure::{literal, literal_at};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Literal, Relation, Test};
use crate::syntax::{Node, NodeKind};

/// `status is one of (open, pending)`; `None` where a part of it has its finding.
pub(super) fn test(reader: &mut Reader<'_>, node: &Node) -> Option<Test> {
    let subject = path(reader, node.child(NodeKind::Name)?);
    let relation = relation(reader, node.parts().nth(1)?)?;
    Some(Test { subject, relation, span: node.span })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
fn relation(reader: &mut Reader<'_>, node: &Node) -> Option<Relation> {
    let opposite = node.child(NodeKind::IsNot).is_some();
    Some(match node.kind {
        NodeKind::EmptyTest if node.child(NodeKind::IsEmpty).is_some() => Relation::Empty,
        NodeKind::EmptyTest => Relation::NotEmpty,
        NodeKind::OneOf => {
            let literals = one_of(reader, node)?;
            if opposite { Relation::NotOneOf(literals) } else { Relation::OneOf(literals) }
        }
        NodeKind::Equality => {
            let literal = whole_day(reader, node.child(NodeKind::Literal)?)?;
            if opposite { Relation::IsNot(literal) } else { Relation::Is(literal) }
        }
        NodeKind::Recent => {
            let length = duration(reader, node.child(NodeKind::Duration)?)?;
            if opposite { Relation::NotWithinLast(length) } else { Relation::WithinLast(length) }
        }
        NodeKind::Ordering => ordering(reader, node)?,
        _ => return None,
    })
}

fn one_of(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<Literal>> {
    let literals: Vec<_> = node.children_of(NodeKind::Literal).map(|literal| whole_day(reader, literal)).collect();
    literals.into_iter().collect()
}

/// A value that something is equal to: no day equals a whole month.
fn whole_day(reader: &mut Reader<'_>, node: &Node) -> Option<Literal> {
    let month = node.child(NodeKind::Date).and_then(|date| date.child(NodeKind::MonthOfYear));
    if month.is_some() {
        let written = reader.slice(node);
        reader.find(
            Diagnostic::new(
                codes::WRONG_UNIT,
                format!("`{written}` is a whole month, and no single day is equal to it"),
            )
            .at(node.span, "a day is meant")
            .help(format!("write `is at least {written} and … is at most {written}`, or one day of it")),
        );
        return None;
    }
    literal(reader, node)
}

/// A month stands for its first day where something lies before it or begins with it, else for its last.
fn ordering(reader: &mut Reader<'_>, node: &Node) -> Option<Relation> {
    type Make = fn(Literal) -> Relation;
    let (edge, make): (DateEdge, Make) = match reader.phrase(node.child(NodeKind::OrderWord)?).as_str() {
        "at least" => (DateEdge::First, Relation::AtLeast),
        "at most" => (DateEdge::Last, Relation::AtMost),
        "more than" => (DateEdge::Last, Relation::MoreThan),
        "less than" => (DateEdge::First, Relation::LessThan),
        "before" => (DateEdge::First, Relation::Before),
        "after" => (DateEdge::Last, Relation::After),
        _ => return None,
    };
    literal_at(reader, node.child(NodeKind::Literal)?, edge).map(make)
}
