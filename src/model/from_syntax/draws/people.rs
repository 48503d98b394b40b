//! Who looks at the cases, who looks again, and how soon a pair may meet again.

use super::super::conditions::share;
use super::super::dates::{deadline, duration, positive};
use super::super::reader::Reader;
use crate::model::value::{Auditors, Join, Moderation, Parties, Rotation};
use crate::syntax::{Node, NodeKind};

/// `team-manager, 2 each`
pub(in super::super) fn auditors(reader: &mut Reader<'_>, node: &Node) -> Auditors {
    let nobody = Parties { names: Vec::new(), join: Join::All, span: node.span };
    Auditors {
        parties: node.child(NodeKind::Parties).map_or(nobody, |parties| reader.parties(parties)),
        each: node.child(NodeKind::Number).and_then(|number| positive(reader, number)),
        shared_evenly: node.child(NodeKind::SharedEvenly).is_some(),
    }
}

/// `10% by service-leader, independent of auditor, within 5 working days of completion`
pub(in super::super) fn moderation(reader: &mut Reader<'_>, node: &Node) -> Option<Moderation> {
    let percent = share(reader, node.child(NodeKind::Percent)?);
    let by = reader.parties(node.child(NodeKind::ShortList)?);
    let others = node.child(NodeKind::Independent).and_then(|others| others.child(NodeKind::ShortList));
    let independent_of = others.map(|others| reader.parties(others));
    let within = node.child(NodeKind::Deadline).and_then(|within| deadline(reader, within));
    Some(Moderation { percent: percent?, by, independent_of, within })
}

/// `no pair twice within 6 months`, `no pair twice running`
pub(in super::super) fn rotation(reader: &mut Reader<'_>, node: &Node) -> Option<Rotation> {
    match node.child(NodeKind::Duration) {
        Some(length) => duration(reader, length).map(Rotation::Within),
        None => Some(Rotation::NotRunning),
    }
}
