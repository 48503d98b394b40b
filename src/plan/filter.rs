//! Whom and what an obligation concerns, and so what a schedule may be narrowed to.

use std::collections::BTreeSet;

use super::naming::everyone;
use crate::model::{Construct, DeclId, Model, Obligation, Timing};

/// Which occurrences are asked for; all of them by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what this party does, itself or as one of a team or body.
    pub role: Option<DeclId>,
    /// Only what is about this unit or a part of it.
    pub unit: Option<DeclId>,
}

/// Whether the filter lets the obligation through.
pub(super) fn wanted(model: &Model, obligation: &Obligation, filter: &Filter) -> bool {
    filter.role.is_none_or(|role| parties(model, obligation).contains(&role))
        && filter.unit.is_none_or(|unit| units(model, obligation).contains(&unit))
}

/// Everyone who does it, or something that falls with it.
pub(super) fn parties(model: &Model, obligation: &Obligation) -> BTreeSet<DeclId> {
    let falls_with = |other: &&Obligation| {
        other.due.is_none() && matches!(&other.timing, Timing::With(whole) if *whole == obligation.id)
    };
    let others = model.obligations.iter().filter(falls_with);
    let bearers = others.chain(std::iter::once(obligation)).flat_map(|one| &one.bearers);
    everyone(model, bearers)
}

/// The unit it is about and those that one is part of; where it names none, those its bearers belong to.
pub(super) fn units(model: &Model, obligation: &Obligation) -> BTreeSet<DeclId> {
    let of_bearers = || obligation.bearers.iter().filter_map(|bearer| unit_of(model, bearer.target?));
    let own: Vec<DeclId> = obligation.unit.map_or_else(|| of_bearers().collect(), |unit| vec![unit]);
    own.into_iter().flat_map(|unit| with_those_above(model, unit)).collect()
}

/// Units may be part of units, but not for ever.
const DEEPEST_UNIT: usize = 32;

fn with_those_above(model: &Model, unit: DeclId) -> impl Iterator<Item = DeclId> {
    std::iter::successors(Some(unit), |id| above(model, *id)).take(DEEPEST_UNIT)
}

/// The unit that a unit or area belongs to.
fn above(model: &Model, id: DeclId) -> Option<DeclId> {
    let construct = &model.get(id)?.construct;
    let whole = if let Construct::Unit(unit) = construct {
        unit.part_of.as_ref()
    } else if let Construct::Area(area) = construct {
        area.part_of.as_ref()
    } else {
        None
    };
    whole?.target
}

/// The unit of a party.
pub(super) fn unit_of(model: &Model, party: DeclId) -> Option<DeclId> {
    let construct = &model.get(party)?.construct;
    let unit = if let Construct::Role(role) = construct {
        role.unit.as_ref().or(role.area.as_ref())
    } else if let Construct::Team(team) = construct {
        team.unit.as_ref()
    } else {
        None
    };
    unit?.target
}
