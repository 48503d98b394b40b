//! The kernel as JSON: every declaration and every obligation. Rhythms and deadlines are in the language's own words,
//! which read back as what they say.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Header, QuantityShape, basis, clauses, header, join, quantity};
use crate::calendar::is_scheduled;
use crate::emit::explain::condition;
use crate::model::{DeclId, Declaration, Model, Obligation, Ref, Timing};
use crate::plan::{Stamp, draw_words};

/// What a framework comes to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac kernel")]
pub(in crate::emit) struct KernelShape {
    #[serde(flatten)]
    header: Header,
    /// Everything declared, in source order, used files first.
    declarations: Vec<DeclarationShape>,
    /// Everything they come to, in source order.
    obligations: Vec<ObligationShape>,
    /// What each declared word of urgency means.
    clocks: Vec<ClockShape>,
}

/// A declaration.
#[derive(Debug, Serialize, JsonSchema)]
struct DeclarationShape {
    /// Its id.
    id: String,
    /// Its keyword.
    kind: &'static str,
    /// Its title.
    title: String,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// Decisions recorded in it.
    assumptions: Vec<String>,
}

/// An obligation.
#[derive(Debug, Serialize, JsonSchema)]
struct ObligationShape {
    /// The declaration's id; a part of one adds its line.
    id: String,
    /// The id of the declaration.
    declaration: String,
    /// `audit`, `meeting`, `report`, `duty`, `feedback`, `observation` or `review`.
    kind: &'static str,
    /// Its title.
    title: String,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// The ids of those who do it.
    bearers: Vec<String>,
    /// `all` of them do it, or `any` one.
    join: &'static str,
    /// The id of the one who answers for it.
    accountable: Option<String>,
    /// What is done.
    action: String,
    /// The ids of those it goes to.
    recipients: Vec<String>,
    /// The id of the unit it is about.
    unit: Option<String>,
    /// How many each time.
    quantity: Option<QuantityShape>,
    /// How many each bearer does.
    each: Option<u32>,
    /// How cases are found, a phrase each.
    draw: Vec<String>,
    /// Own or peer area, by month.
    basis: Vec<BasisShape>,
    /// When.
    timing: TimingShape,
    /// Which cases or events it is for, in words; null for all of them.
    only_where: Option<String>,
    /// By when each is done, in the language's own words.
    due: Option<String>,
    /// The id of the instrument it is done with.
    instrument: Option<String>,
    /// The ids of the standards it tests.
    tests: Vec<String>,
    /// The profiles it binds; empty binds all.
    only_for: Vec<String>,
    /// The id of the meeting it goes through.
    through: Option<String>,
    /// What shows that it was done.
    evidence: Option<String>,
    /// The ids of what follows when it is done.
    on_success: Vec<String>,
    /// The ids of what follows when it is not.
    on_breach: Vec<String>,
    /// The id of the ladder that a worry starts.
    concern: Option<String>,
    /// The clauses it comes from.
    clauses: Vec<String>,
}

/// Own or peer area, and the months.
#[derive(Debug, Serialize, JsonSchema)]
struct BasisShape {
    /// `own` or `peer`.
    area: &'static str,
    /// 1 to 12.
    months: Vec<u8>,
}

/// When an obligation falls.
#[derive(Debug, Serialize, JsonSchema)]
struct TimingShape {
    /// Its rhythm, in the language's own words.
    rhythm: Option<String>,
    /// The id of the obligation it follows.
    with: Option<String>,
    /// Whether it has dates without records.
    scheduled: bool,
}

/// A word of urgency.
#[derive(Debug, Serialize, JsonSchema)]
struct ClockShape {
    /// The word.
    word: String,
    /// The time it stands for, in the language's own words.
    within: String,
}

pub(in crate::emit) fn kernel(model: &Model) -> KernelShape {
    KernelShape {
        header: header(&Stamp::of(model)),
        declarations: model.declarations.iter().map(declaration).collect(),
        obligations: model.obligations.iter().map(|one| obligation(model, one)).collect(),
        clocks: model
            .clocks
            .iter()
            .map(|(word, within)| ClockShape { word: word.clone(), within: within.to_string() })
            .collect(),
    }
}

fn declaration(declaration: &Declaration) -> DeclarationShape {
    DeclarationShape {
        id: declaration.name.value.clone(),
        kind: declaration.construct.kind().keyword(),
        title: declaration.title.clone(),
        clauses: declaration.clauses.iter().map(|clause| clause.value.0.clone()).collect(),
        assumptions: declaration.assumes.iter().map(|text| text.value.clone()).collect(),
    }
}

fn obligation(model: &Model, one: &Obligation) -> ObligationShape {
    let id = |id: DeclId| model.get(id).map(|declaration| declaration.name.value.clone());
    let names = |all: &[Ref]| all.iter().map(|party| party.name.clone()).collect();
    let ids = |all: &[DeclId]| all.iter().filter_map(|one| id(*one)).collect();
    let parts = one.basis.iter().flat_map(|basis| &basis.parts);
    ObligationShape {
        id: one.id.clone(),
        declaration: id(one.declaration).unwrap_or_default(),
        kind: one.kind.word(),
        title: one.title.clone(),
        strength: one.strength.word(),
        bearers: names(&one.bearers),
        join: join(one.join),
        accountable: one.accountable.as_ref().map(|party| party.name.clone()),
        action: one.action.clone(),
        recipients: names(&one.recipients),
        unit: one.unit.and_then(id),
        quantity: one.quantity.map(quantity),
        each: one.each,
        draw: one.draw.as_ref().map(|draw| draw_words(model, draw)).unwrap_or_default(),
        basis: parts
            .map(|part| BasisShape {
                area: basis(part.area),
                months: part.months.iter().map(crate::calendar::Month::number).collect(),
            })
            .collect(),
        timing: timing(&one.timing),
        only_where: one.filter.as_ref().map(|filter| condition(model, filter)),
        due: one.due.as_ref().map(|due| due.value.to_string()),
        instrument: one.instrument.and_then(id),
        tests: ids(&one.tests),
        only_for: one.only_for.clone(),
        through: one.through.and_then(id),
        evidence: one.evidence.clone(),
        on_success: ids(&one.on_success),
        on_breach: ids(&one.on_breach),
        concern: one.concern.and_then(id),
        clauses: clauses(&one.clauses),
    }
}

fn timing(timing: &Timing) -> TimingShape {
    match timing {
        Timing::Own(cadence) => {
            TimingShape { rhythm: Some(cadence.value.to_string()), with: None, scheduled: is_scheduled(&cadence.value) }
        }
        Timing::With(whole) => TimingShape { rhythm: None, with: Some(whole.clone()), scheduled: false },
        Timing::Unresolved => TimingShape { rhythm: None, with: None, scheduled: false },
    }
}
