//! The receipt of a draw: everything that is needed to draw again, and what came out.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// The way in which cases are ranked: part of what is hashed, so that another way can never be taken for this one.
pub const ALGORITHM: &str = "qac-draw-1";

/// What was drawn, from what, how and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The version of the format.
    pub qac: u32,
    /// The framework that asked for the draw.
    pub framework: FrameworkDrawn,
    /// The audit it is for.
    pub audit: AuditDrawn,
    /// How it was drawn.
    pub draw: DrawMade,
    /// The earlier draws that were looked at, in the order of their receipts.
    pub earlier: Vec<EarlierDraw>,
    /// What it was drawn from.
    pub population: FrameDrawn,
    /// How many were taken from each group, in the order of the groups' names.
    pub strata: Vec<StratumDrawn>,
    /// How many fewer were drawn than the rule asks for, and why; nothing where all were.
    pub shortfall: Option<Shortfall>,
    /// The cases to audit, by rank within their group, the groups in order.
    pub chosen: Vec<CaseDrawn>,
    /// Places that are filled by judgement and not yet filled.
    pub open_places: Vec<OpenPlaces>,
    /// Cases that take the place of one that cannot be audited, in the order in which they do.
    pub reserve: Vec<CaseDrawn>,
    /// Which case took the place of which.
    pub replacements: Vec<Replacement>,
    /// Who audits which case; nothing where no roster was given, or where the rules cannot be met.
    pub allocation: Option<AllocationMade>,
    /// Why no allocation keeps all rules: sentences that name the facts that clash.
    pub clash: Vec<String>,
}

/// The framework that asked for a draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameworkDrawn {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its edition.
    pub edition: Option<String>,
    /// SHA-256 of the text of its file, in hexadecimal.
    pub digest: String,
}

/// The audit that a draw is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditDrawn {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The clauses it comes from.
    pub clauses: Vec<String>,
    /// The period: `2017-05`.
    pub period: String,
    /// Its first day.
    #[schemars(with = "String")]
    pub from: Date,
    /// Its last day.
    #[schemars(with = "String")]
    pub to: Date,
    /// The day by which it is done.
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// `own` or `peer` area, where the framework says so for the month.
    pub basis: Option<String>,
}

/// How a draw was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawMade {
    /// The id of the audit, or of the sample that several audits share.
    pub id: String,
    /// [`ALGORITHM`].
    pub algorithm: String,
    /// The seed.
    pub seed: String,
    /// The day on which the conditions of the population were looked at.
    #[schemars(with = "String")]
    pub as_at: Date,
    /// The rule as it is said.
    pub rule: String,
    /// Which draw it is: 1, and 2 or 3 where a case failed and more are drawn.
    pub round: u32,
    /// How many the rule asks to hold in reserve.
    pub reserve_asked: u64,
}

/// An earlier draw whose receipt was looked at: for what was drawn lately, what a cap has used up, who audited what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarlierDraw {
    /// The id of the audit.
    pub audit: String,
    /// Its period.
    pub period: String,
    /// Which draw of the period it is.
    pub round: u32,
    /// How many of its cases had been replaced by then.
    pub replaced: usize,
}

impl EarlierDraw {
    /// A receipt as it is.
    pub(super) fn of(receipt: &Receipt) -> Self {
        Self {
            audit: receipt.audit.id.clone(),
            period: receipt.audit.period.clone(),
            round: receipt.draw.round,
            replaced: receipt.replacements.len(),
        }
    }

    /// Whether it is a receipt of the same draw, whatever was replaced in it.
    pub(super) fn is_of(&self, receipt: &Receipt) -> bool {
        receipt.is_of(&self.audit, &self.period, self.round)
    }
}

impl Receipt {
    /// Whether it is of that draw.
    #[must_use]
    pub fn is_of(&self, audit: &str, period: &str, round: u32) -> bool {
        self.audit.id == audit && self.audit.period == period && self.draw.round == round
    }
}

/// What was drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameDrawn {
    /// The id of the population.
    pub id: String,
    /// What is picked: `child`, `family`; the rows themselves where nothing is said.
    pub unit_of_selection: Option<String>,
    /// How many rows were read.
    pub rows: u64,
    /// How many rows were left out, by the reason.
    pub left_out: Vec<LeftOut>,
    /// How many could be drawn.
    pub eligible: u64,
    /// The sum of the ranks of all that could be drawn, each a number of 256 bits, without what is carried beyond, in
    /// hexadecimal: the same for the same cases in any order.
    pub digest: String,
}

/// Rows that could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// Why.
    pub reason: String,
    /// How many.
    pub rows: u64,
}

/// What was taken from one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StratumDrawn {
    /// The values of the columns that the draw is spread over, in their order; empty where it is not spread.
    pub group: Vec<String>,
    /// How many could be drawn.
    pub eligible: u64,
    /// How many its own auditors can take, where the draw goes by that.
    pub room: Option<u64>,
    /// How many were.
    pub size: u64,
    /// Why it is not simply its share: each adjustment, in the order in which they were made.
    pub adjusted: Vec<String>,
}

/// Fewer were drawn than the rule asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shortfall {
    /// How many the rule asks for.
    pub asked: u64,
    /// How many were drawn.
    pub drawn: u64,
    /// Why.
    pub reason: String,
}

/// A case that was drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDrawn {
    /// Its key: what was drawn, and what an audit is recorded under.
    pub key: String,
    /// The key of the unit of selection, where that is not the case itself.
    pub unit: Option<String>,
    /// Its group.
    pub group: Vec<String>,
    /// How it came to be chosen.
    pub how: Chosen,
    /// What of its row the rules read, by the names of the columns: its area, who holds it.
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub columns: IndexMap<String, String>,
}

/// How a case came to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Chosen {
    /// By lot: SHA-256 over what `docs/draw.md` says, in hexadecimal. The lowest are drawn.
    ByLot {
        /// The rank.
        rank: String,
    },
    /// By somebody's judgement.
    ByJudgement {
        /// Who chose it: the id of a post, or of a person on the roster.
        by: String,
        /// Why.
        reason: String,
    },
}

/// Places that are filled by judgement and not yet filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenPlaces {
    /// How many.
    pub count: u64,
    /// How they are filled: `by theme`, `chosen by service-lead`.
    pub how: String,
}

/// One case took the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// The key of the case that was drawn.
    pub out: CaseDrawn,
    /// The key of the case that took its place.
    pub key: String,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub decided_by: String,
    /// When.
    #[schemars(with = "String")]
    pub on: Date,
    /// Who was to audit the case that was drawn. Who audits the other stands in `allocation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<CaseAllocated>,
    /// Whether whoever audits the other was not among the auditors before: then they are the last of them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joins: bool,
    /// Why the cases could not be shared out before. With the other case that was tried anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clash_was: Vec<String>,
    /// The cases of the reserve that were before it and could not take the place. They stay in the reserve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
}

/// A case of the reserve that was next, and why it was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassedOver {
    /// Its key.
    pub key: String,
    /// Why: another draw has it, or nobody may audit it.
    pub why: String,
}

/// Who audits what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocationMade {
    /// SHA-256 of the roster's file, in hexadecimal.
    pub roster: String,
    /// Each case with its auditor, in the order of the chosen cases.
    pub cases: Vec<CaseAllocated>,
    /// Everyone who could audit, by person.
    pub auditors: Vec<AuditorLoad>,
    /// Rules that could not be looked at, and why.
    pub unchecked: Vec<String>,
}

impl AllocationMade {
    /// Puts `now` in the place of what is said of the case `key`, and hands that back. Loads go with it.
    pub(super) fn put(&mut self, key: &str, now: CaseAllocated) -> Option<CaseAllocated> {
        let place = self.cases.iter_mut().find(|case| case.key == key)?;
        let was = std::mem::replace(place, now.clone());
        for auditor in &mut self.auditors {
            let (less, more) = (auditor.person == was.auditor, auditor.person == now.auditor);
            auditor.cases = (auditor.cases + u64::from(more)).saturating_sub(u64::from(less));
        }
        Some(was)
    }
}

/// Who audits one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseAllocated {
    /// The key of the case.
    pub key: String,
    /// The person who audits it, as the roster calls them.
    pub auditor: String,
    /// The person who works with an auditor who is new.
    pub partner: Option<String>,
    /// The person who looks again, where it is among those looked at twice.
    pub moderator: Option<String>,
}

/// How much somebody has to audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditorLoad {
    /// The person, as the roster calls them.
    pub person: String,
    /// The id of the post held.
    pub role: String,
    /// The area worked in, where the roster says.
    pub area: Option<String>,
    /// The most that the framework gives each; nothing where it gives no number.
    pub quota: Option<u64>,
    /// How many cases this time.
    pub cases: u64,
    /// How many in earlier draws of the same year.
    pub earlier: u64,
    /// Why they audit nothing this time, where that does not hang on the cases.
    pub away: Option<String>,
}
