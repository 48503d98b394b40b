//! Who there is: units, areas, posts, teams, bodies and organisations.

use super::body::Opened;
use super::dates::{self, DateEdge};
use super::declarations::{FOLLOWING, aliases, choice, date, duration, many, number, one, parties, text};
use super::reader::Reader;
use crate::model::parties::{AreaDecl, Body, Membership, Organisation, Present, Quorum, Role, Team, Unit};
use crate::model::{Kind, PARTIES};
use crate::syntax::{Node, NodeKind};

pub(super) fn unit(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Unit {
    Unit {
        also: aliases(reader, opened),
        part_of: one(reader, opened, "part-of", &[Kind::Unit]),
        peers: many(reader, opened, "peers", &[Kind::Unit]),
    }
}

pub(super) fn area(reader: &mut Reader<'_>, opened: &Opened<'_>) -> AreaDecl {
    AreaDecl {
        also: aliases(reader, opened),
        part_of: one(reader, opened, "part-of", &[Kind::Unit]),
        peers: many(reader, opened, "peers", &[Kind::Area]),
    }
}

pub(super) fn role(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Role {
    Role {
        also: aliases(reader, opened),
        headcount: number(reader, opened, "headcount"),
        reports_to: parties(reader, opened, "reports-to"),
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        area: one(reader, opened, "area", &[Kind::Area]),
        for_each: one(reader, opened, "for-each", &[Kind::Record, Kind::Role, Kind::Event]),
        seen_in: super::records::seen_in(reader, opened),
        acting_until: date(reader, opened, "acting-until", DateEdge::Last),
        deputy: parties(reader, opened, "deputy"),
        acting_at_most: duration(reader, opened, "acting-at-most"),
        then: many(reader, opened, "then", &[FOLLOWING, PARTIES].concat()),
    }
}

pub(super) fn team(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Team {
    Team {
        also: aliases(reader, opened),
        members: parties(reader, opened, "members"),
        membership: membership(reader, opened),
        lead: parties(reader, opened, "lead"),
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        headcount: number(reader, opened, "headcount"),
    }
}

pub(super) fn body(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Body {
    Body {
        also: aliases(reader, opened),
        chair: parties(reader, opened, "chair"),
        members: parties(reader, opened, "members"),
        membership: membership(reader, opened),
        quorum: opened.value("quorum").and_then(|node| quorum(reader, node)),
        part_of: one(reader, opened, "part-of", &[Kind::Body, Kind::Organisation]),
        supersedes: text(reader, opened, "supersedes"),
    }
}

/// `at least 3, with chair or deputy-chair, with 1 of lay-member`
fn quorum(reader: &mut Reader<'_>, node: &Node) -> Option<Quorum> {
    let size = dates::quantity(reader, node.child(NodeKind::Quantity)?);
    let with = node.children_of(NodeKind::WithWhom).filter_map(|part| present(reader, part)).collect();
    Some(Quorum { size: size?, with })
}

fn present(reader: &mut Reader<'_>, node: &Node) -> Option<Present> {
    let count = match node.child(NodeKind::Number) {
        Some(number) => dates::positive(reader, number).map(|count| count.value),
        None => Some(1),
    };
    let of = reader.parties(node.child(NodeKind::ShortList)?);
    Some(Present { count: count?, of })
}

pub(super) fn organisation(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Organisation {
    Organisation {
        also: aliases(reader, opened),
        address: text(reader, opened, "address"),
        supersedes: text(reader, opened, "supersedes"),
    }
}

fn membership(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<Membership> {
    choice(reader, opened, "membership", &["open", "closed"])
        .map(|word| if word.value == "open" { Membership::Open } else { Membership::Closed })
}
