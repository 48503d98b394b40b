//! Lowering of draws, of who does the work on them, of what follows, and of the year plan.
//!
//! It turns nodes into values and says what is wrong with each by itself; whether they fit together is a later check.

mod follow;
mod months;
mod people;
mod rules;
mod size;

pub(super) use follow::{filing, notice};
pub(super) use months::{basis, plan_line, totals};
pub(super) use people::{auditors, moderation, rotation};
pub(super) use rules::cap;

use self::rules::draw_rule;
use self::size::portion;
use super::reader::Reader;
use crate::model::Kind;
use crate::model::value::{Draw, DrawSource};
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// `14 at random from open-cases, spread over worker, 5 in reserve`, `as in monthly-sample`
pub(super) fn draw(reader: &mut Reader<'_>, node: &Node) -> Option<Draw> {
    let source = node.child(NodeKind::Id)?;
    let (portions, source) = match node.child(NodeKind::Portions) {
        Some(portions) => {
            let parts: Vec<_> = portions.children_of(NodeKind::Portion).map(|part| portion(reader, part)).collect();
            let population = DrawSource::Population(reader.refer(source, &[Kind::Population]));
            (parts.into_iter().collect::<Option<Vec<_>>>()?, population)
        }
        None => (Vec::new(), DrawSource::Shared(reader.refer(source, &[Kind::Sample]))),
    };
    let rules = node
        .children_of(NodeKind::DrawRule)
        .filter_map(|rule| Some(Spanned::new(draw_rule(reader, rule.only()?)?, rule.span)))
        .collect();
    Some(Draw { portions, source, rules, span: node.span })
}

#[cfg(test)]
mod tests;
