//! The sheet of one audit, or of another duty with questions.

use chrono::Months;

use super::ladder::{self, Ladder};
use super::questions::{self, Section, Tool};
use super::tasks::{Step, following};
use crate::calendar::{Date, Quantity, is_scheduled};
use crate::model::value::{Area, Draw, DrawSource, Join, Parties, Strength};
use crate::model::{ClauseNumber, Construct, DeclId, Obligation, ObligationKind, Timing};
use crate::plan::naming::{Named, named_all};
use crate::plan::occurrences::Occurrence;
use crate::plan::rounds::{Planner, without_persons};
use crate::plan::words::{deadline_words, draw_words, how_many, long_date, waits_for};

/// Everything that those who do an audit need to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditSheet {
    /// The audit or duty.
    pub audit: Named,
    /// What sort of work it is.
    pub kind: ObligationKind,
    /// What is done.
    pub action: String,
    /// The clauses it comes from.
    pub clauses: Vec<ClauseNumber>,
    /// How strongly it binds.
    pub strength: Strength,
    /// Whose work is audited.
    pub unit: Option<Named>,
    /// What it is about, where it has a theme.
    pub topic: Option<String>,
    /// When it falls.
    pub falls: Falls,
    /// How many cases; `None` where that depends on the records.
    pub quantity: Option<Quantity>,
    /// How many cases, in words, where that depends on the records and something is said of it.
    pub how_many: Option<String>,
    /// How many each auditor does.
    pub each: Option<u32>,
    /// Own or peer area, this time.
    pub basis: Option<Area>,
    /// Who audits.
    pub auditors: Vec<Named>,
    /// Whether all of them do, or any one.
    pub join: Join,
    /// Who answers for it.
    pub accountable: Option<Named>,
    /// Who organises it.
    pub coordinated_by: Vec<Named>,
    /// Whose own work it must not be.
    pub independent_of: Vec<Named>,
    /// To whom it goes.
    pub to: Vec<Named>,
    /// Whose members each have their own date in the period.
    pub for_each: Option<Named>,
    /// How the cases are found, a phrase each.
    pub cases: Vec<String>,
    /// The form to fill in.
    pub tool: Option<Tool>,
    /// The questions to answer.
    pub sections: Vec<Section>,
    /// What follows, in the order of the rules.
    pub steps: Vec<Step>,
    /// Whom to tell at once when a child or adult may not be safe.
    pub concern: Option<Ladder>,
}

/// When an audit falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Falls {
    /// On a day of the month asked for.
    Due {
        /// The day.
        due: Date,
        /// The day before any move off a day that is not worked.
        nominal: Date,
        /// Why it was moved.
        moved_because: Option<String>,
        /// Whether that rests on bank holidays that are not proclaimed yet.
        projected: bool,
    },
    /// Not in the month asked for, but later.
    Later {
        /// The next day it falls due, within three years.
        next: Option<Date>,
    },
    /// Whenever this happens.
    Whenever(String),
}

/// The sheets of one audit: one for each time it falls due in the month, else one that says when it does.
pub(super) fn of_audit(planner: &Planner<'_>, audit: DeclId, due: &[Occurrence], to: Date) -> Vec<AuditSheet> {
    let model = planner.model;
    let Some(declaration) = model.get(audit) else { return Vec::new() };
    let name = declaration.name.value.as_str();
    let rounds = due.iter().filter(|one| one.obligation == name);
    let sheets: Vec<AuditSheet> = rounds.filter_map(|one| of_occurrence(planner, one)).collect();
    if !sheets.is_empty() {
        return sheets;
    }
    let Some(obligation) = model.obligation(name) else { return Vec::new() };
    let falls = match &obligation.timing {
        Timing::Own(cadence) if !is_scheduled(&without_persons(&cadence.value)) => {
            Falls::Whenever(waits_for(model, &cadence.value))
        }
        Timing::Own(_) | Timing::With(_) | Timing::Unresolved => {
            Falls::Later { next: next_after(planner, obligation, to) }
        }
    };
    sheet(planner, obligation, falls, None).into_iter().collect()
}

/// The sheet of one round of an audit.
pub(super) fn of_occurrence(planner: &Planner<'_>, one: &Occurrence) -> Option<AuditSheet> {
    let obligation = planner.model.obligation(&one.obligation)?;
    let falls = Falls::Due {
        due: one.due,
        nominal: one.nominal,
        moved_because: one.moved_because.clone(),
        projected: one.projected,
    };
    sheet(planner, obligation, falls, Some(one))
}

fn next_after(planner: &Planner<'_>, obligation: &Obligation, day: Date) -> Option<Date> {
    let horizon = day.checked_add_months(Months::new(36))?;
    planner.rounds(obligation, day.succ_opt()?, horizon).iter().map(|round| round.due).min()
}

fn sheet(
    planner: &Planner<'_>,
    obligation: &Obligation,
    falls: Falls,
    round: Option<&Occurrence>,
) -> Option<AuditSheet> {
    let model = planner.model;
    let declaration = model.get(obligation.declaration)?;
    let said = said(&declaration.construct)?;
    let parties =
        |parties: Option<&Parties>| parties.map(|parties| named_all(model, &parties.names)).unwrap_or_default();
    Some(AuditSheet {
        audit: Named { id: obligation.id.clone(), title: round.map_or(&obligation.title, |one| &one.title).clone() },
        kind: obligation.kind,
        action: obligation.action.clone(),
        clauses: obligation.clauses.clone(),
        strength: obligation.strength,
        unit: obligation.unit.and_then(|unit| Named::at(model, unit)),
        topic: said.topic.cloned(),
        falls,
        quantity: obligation.quantity,
        how_many: obligation.draw.as_ref().filter(|_| obligation.quantity.is_none()).map(how_many),
        each: obligation.each,
        basis: round.and_then(|round| round.basis),
        auditors: named_all(model, &obligation.bearers),
        join: obligation.join,
        accountable: obligation.accountable.as_ref().map(|party| Named::of(model, party)),
        coordinated_by: parties(said.coordinated_by),
        independent_of: parties(said.independent_of),
        to: named_all(model, &obligation.recipients),
        for_each: round.and_then(|round| round.for_each.clone()),
        cases: obligation.draw.as_ref().map(|draw| cases(planner, draw, round)).unwrap_or_default(),
        tool: questions::tool(model, obligation),
        sections: questions::sections(model, obligation),
        steps: following(planner, obligation, round),
        concern: obligation.concern.and_then(|ladder| ladder::of(model, ladder)),
    })
}

/// What only the declaration itself says.
struct Said<'model> {
    topic: Option<&'model String>,
    coordinated_by: Option<&'model Parties>,
    independent_of: Option<&'model Parties>,
}

/// Of an audit or a duty; nothing else has a sheet.
fn said(construct: &Construct) -> Option<Said<'_>> {
    if let Construct::Audit(audit) = construct {
        Some(Said {
            topic: audit.topic.as_ref(),
            coordinated_by: audit.coordinated_by.as_ref(),
            independent_of: audit.independent_of.as_ref(),
        })
    } else if let Construct::Duty(duty) = construct {
        Some(Said { topic: None, coordinated_by: None, independent_of: duty.independent_of.as_ref() })
    } else {
        None
    }
}

/// How the cases are found, and as at which day.
fn cases(planner: &Planner<'_>, draw: &Draw, round: Option<&Occurrence>) -> Vec<String> {
    let mut phrases = draw_words(planner.model, draw);
    phrases.extend(as_at(planner, draw, round));
    phrases
}

/// `as they stand on 2 May 2017`
fn as_at(planner: &Planner<'_>, draw: &Draw, round: Option<&Occurrence>) -> Option<String> {
    let DrawSource::Population(population) = &draw.source else { return None };
    let Construct::Population(population) = &planner.model.target(population)?.construct else { return None };
    let as_at = &population.as_at.as_ref()?.value;
    let day = round.and_then(|round| planner.day_for(as_at, round.nominal, &round.period));
    Some(match day {
        Some(day) => format!("as they stand on {}", long_date(day)),
        None => format!("as they stand {}", deadline_words(planner.model, as_at)),
    })
}
