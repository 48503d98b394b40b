//! Who there is: units, areas, roles, teams, bodies, organisations.

use super::document::Alias;
use super::ids::Ref;
use super::value::{Amount, Parties, Path};
use crate::calendar::{Date, Duration};
use crate::text::Spanned;

/// A part of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Other names.
    pub also: Vec<Alias>,
    /// The unit it belongs to.
    pub part_of: Option<Ref>,
    /// Its peers.
    pub peers: Vec<Ref>,
}

/// A service area of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaDecl {
    /// Other names.
    pub also: Vec<Alias>,
    /// The unit it belongs to.
    pub part_of: Option<Ref>,
    /// Its peers.
    pub peers: Vec<Ref>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Other names.
    pub also: Vec<Alias>,
    /// How many hold it.
    pub headcount: Option<Spanned<u32>>,
    /// Its line manager.
    pub reports_to: Option<Parties>,
    /// Its unit.
    pub unit: Option<Ref>,
    /// Its area.
    pub area: Option<Ref>,
    /// The record each of which has one.
    pub for_each: Option<Ref>,
    /// The column of that record that holds the person.
    pub seen_in: Option<Path>,
    /// Until when it is an acting post.
    pub acting_until: Option<Spanned<Date>>,
    /// Who acts while it is vacant.
    pub deputy: Option<Parties>,
    /// The longest the deputy acts.
    pub acting_at_most: Option<Duration>,
    /// Whom it goes to after that, or what follows.
    pub then: Vec<Ref>,
}

/// Whether others may belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Membership {
    /// Nobody but those named.
    Closed,
    /// Others may belong.
    Open,
}

/// Posts that work together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Other names.
    pub also: Vec<Alias>,
    /// Its members.
    pub members: Option<Parties>,
    /// Open or closed.
    pub membership: Option<Membership>,
    /// Its lead.
    pub lead: Option<Parties>,
    /// Its unit.
    pub unit: Option<Ref>,
    /// How many people it has.
    pub headcount: Option<Spanned<u32>>,
}

/// People who meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Other names.
    pub also: Vec<Alias>,
    /// Its chair.
    pub chair: Option<Parties>,
    /// Its members.
    pub members: Option<Parties>,
    /// Open or closed.
    pub membership: Option<Membership>,
    /// How many must be there.
    pub quorum: Option<Quorum>,
    /// The body it belongs to.
    pub part_of: Option<Ref>,
    /// What it took the place of.
    pub supersedes: Option<String>,
}

/// `at least 3, with chair or deputy-chair, with 1 of lay-member`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// How many in all.
    pub size: Amount,
    /// Who must be among them.
    pub with: Vec<Present>,
}

/// Who must be among those present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// How many of each; one unless it says otherwise.
    pub count: u32,
    /// Of whom: all of them, or any.
    pub of: Parties,
}

/// An outside organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Other names.
    pub also: Vec<Alias>,
    /// Where it is found.
    pub address: Option<String>,
    /// What it took the place of.
    pub supersedes: Option<String>,
}
