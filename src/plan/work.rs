//! What is to be done each time that an obligation falls: all of it that no date changes.

use super::naming::{Named, named_all};
use super::rounds::individual;
use crate::calendar::Duration;
use crate::model::value::{Join, Strength};
use crate::model::{ClauseNumber, Model, Obligation, ObligationKind, Timing};

/// What all occurrences of one obligation share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The id of the obligation.
    pub obligation: String,
    /// The id of the declaration.
    pub declaration: String,
    /// What sort of work it is.
    pub kind: ObligationKind,
    /// Its title.
    pub title: String,
    /// What is done.
    pub action: String,
    /// The clauses it comes from, the one above its block first.
    pub clauses: Vec<ClauseNumber>,
    /// How strongly it binds.
    pub strength: Strength,
    /// Who does it.
    pub bearers: Vec<Named>,
    /// Whether all of them do, or any one.
    pub join: Join,
    /// Who answers for it, where that is said apart.
    pub accountable: Option<Named>,
    /// To whom it goes, or who takes part.
    pub recipients: Vec<Named>,
    /// The unit whose work it is about.
    pub unit: Option<Named>,
    /// How many each of those who do it does.
    pub each: Option<u32>,
    /// Whose members each have their own date in the period.
    pub for_each: Option<Named>,
    /// The profiles it binds, by name; empty binds all.
    pub only_for: Vec<String>,
}

impl Work {
    pub(super) fn of(model: &Model, obligation: &Obligation) -> Self {
        let declaration = model.get(obligation.declaration);
        Self {
            obligation: obligation.id.clone(),
            declaration: declaration.map(|declaration| declaration.name.value.clone()).unwrap_or_default(),
            kind: obligation.kind,
            title: obligation.title.clone(),
            action: obligation.action.clone(),
            clauses: obligation.clauses.clone(),
            strength: obligation.strength,
            bearers: named_all(model, &obligation.bearers),
            join: obligation.join,
            accountable: obligation.accountable.as_ref().map(|party| Named::of(model, party)),
            recipients: named_all(model, &obligation.recipients),
            unit: obligation.unit.and_then(|unit| Named::at(model, unit)),
            each: obligation.each,
            for_each: for_each(model, obligation),
            only_for: obligation.only_for.clone(),
        }
    }

    /// The look at it so long after the start of a round.
    pub(super) fn reviewed(&self, after: Duration) -> Self {
        let title = format!("{}: review at {after}", self.title);
        Self { kind: ObligationKind::Review, title, ..self.clone() }
    }
}

/// Whose members each have a rhythm of their own.
fn for_each(model: &Model, obligation: &Obligation) -> Option<Named> {
    let Timing::Own(cadence) = &obligation.timing else { return None };
    let (_, individual) = individual(&cadence.value)?;
    let title = model.named(&individual.each).map_or(individual.each.as_str(), |each| each.title.as_str());
    (!individual.each.is_empty()).then(|| Named { id: individual.each.clone(), title: title.to_owned() })
}
