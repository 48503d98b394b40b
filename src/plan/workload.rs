//! Who has how much to do in which month.

use std::collections::BTreeMap;

use super::naming::Named;
use super::occurrences::{Occurrence, month_of};
use crate::calendar::Month;
use crate::model::{Construct, Model};

/// What falls to one party in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// A role, team, body or organisation, as the rules name it.
    pub party: Named,
    /// The month.
    pub month: Month,
    /// How many things fall due.
    pub occurrences: u32,
    /// How many cases, observations and the like they come to, where that is said: the fewest that are enough.
    pub quantity: u32,
    /// How many more are shared with others in a way that nothing settles.
    pub shared: u32,
}

/// The load of everyone who does anything, by party in the order of the model, then by month from the year's `start`.
pub(super) fn workload(model: &Model, occurrences: &[Occurrence], start: Month) -> Vec<Load> {
    let mut loads: BTreeMap<(usize, bool, Month), Load> = BTreeMap::new();
    for one in occurrences {
        let Some(month) = month_of(one.due) else { continue };
        for bearer in &one.bearers {
            let place = model.names.get_index_of(&bearer.id).unwrap_or(usize::MAX);
            let load = loads.entry((place, month < start, month)).or_insert_with(|| Load {
                party: bearer.clone(),
                month,
                occurrences: 0,
                quantity: 0,
                shared: 0,
            });
            load.occurrences += 1;
            let (own, shared) = split(model, one, bearer);
            load.quantity = load.quantity.saturating_add(own);
            load.shared = load.shared.saturating_add(shared);
        }
    }
    loads.into_values().collect()
}

/// What falls to one bearer alone, and what is shared with the others.
fn split(model: &Model, one: &Occurrence, bearer: &Named) -> (u32, u32) {
    let Some(whole) = one.quantity.and_then(|quantity| quantity.min.or(quantity.max)) else { return (0, 0) };
    if one.bearers.len() == 1 {
        return (whole, 0);
    }
    match one.each.zip(headcount(model, &bearer.id)) {
        Some((each, people)) => (each.saturating_mul(people), 0),
        None => (0, whole),
    }
}

/// How many hold a post, or are in a team.
fn headcount(model: &Model, party: &str) -> Option<u32> {
    let construct = &model.named(party)?.construct;
    let headcount = if let Construct::Role(role) = construct {
        role.headcount.as_ref()
    } else if let Construct::Team(team) = construct {
        team.headcount.as_ref()
    } else {
        None
    };
    headcount.map(|count| count.value)
}
