//! What earlier receipts tell: what was drawn lately, and in earlier rounds of the same draw.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::of_unit;
use super::receipt::{CaseDrawn, Receipt};
use crate::calendar::{Date, Duration};
use crate::model::{Construct, Model};

/// Earlier receipts, seen from a draw.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'a> {
    pub(super) model: &'a Model,
    pub(super) receipts: &'a [Receipt],
    /// The id of the record that is drawn from: keys of other records are other keys.
    pub(super) record: &'a str,
}

impl<'a> Earlier<'a> {
    /// What any draw took that was looked at in the time before that day; the draw itself is no earlier one.
    ///
    /// # Errors
    /// Where the time cannot be reckoned.
    pub(super) fn since(self, length: Duration, as_at: Date, own: (&str, &str)) -> Result<BTreeSet<String>, String> {
        let from = self.model.calendar.subtract(as_at, length);
        let from = from.ok_or_else(|| format!("nobody can say which day is {length} before {as_at}"))?;
        let lately = self.receipts.iter().filter(|one| {
            let same = (one.draw.id.as_str(), one.audit.period.as_str()) == own;
            !same && from <= one.draw.as_at && one.draw.as_at <= as_at && self.is_of_record(one)
        });
        Ok(lately.flat_map(keys).collect())
    }

    /// What the earlier rounds of a draw took.
    ///
    /// # Errors
    /// Where a receipt of an earlier round is missing.
    pub(super) fn before_round(self, draw: &str, period: &str, round: u32) -> Result<BTreeSet<String>, String> {
        let mut found = BTreeSet::new();
        for earlier in 1..round {
            let receipt = self
                .receipts
                .iter()
                .find(|one| one.draw.id == draw && one.audit.period == period && one.draw.round == earlier);
            let receipt = receipt.ok_or_else(|| {
                format!(
                    "the receipt of round {earlier} of `{draw}` in {period} is needed, and is not among the receipts"
                )
            })?;
            found.extend(keys(receipt));
        }
        Ok(found)
    }

    /// Which cases of a receipt's reserve another draw has by now: one of another round of the same draw, or, where the
    /// rule of the draw keeps cases from being drawn twice within a time, any draw within that time before `on` or later.
    /// By their keys, each with what to say of it.
    pub(super) fn elsewhere(self, receipt: &Receipt, length: Option<Duration>, on: Date) -> BTreeMap<String, String> {
        let from = length.and_then(|length| self.model.calendar.subtract(on, length));
        let round = |one: &Receipt| (one.draw.id == receipt.draw.id) && one.audit.period == receipt.audit.period;
        let others = self.receipts.iter().filter(|one| {
            let itself = one.is_of(&receipt.audit.id, &receipt.audit.period, receipt.draw.round);
            let lately = from.is_some_and(|from| from <= one.draw.as_at) && self.is_of_record(one);
            !itself && (round(one) || lately)
        });
        let mut found = BTreeMap::new();
        for other in others {
            let taken: BTreeSet<String> = keys(other).collect();
            let has = |case: &&CaseDrawn| {
                let unit = case.unit.as_deref().is_some_and(|unit| taken.contains(&of_unit(unit)));
                unit || taken.contains(&case.key)
            };
            for case in receipt.reserve.iter().filter(has) {
                let round = if other.draw.round > 1 { format!(", round {}", other.draw.round) } else { String::new() };
                let why = format!("`{}` of {}{round} has drawn it", other.audit.id, other.audit.period);
                found.entry(case.key.clone()).or_insert(why);
            }
        }
        found
    }

    fn is_of_record(self, receipt: &Receipt) -> bool {
        let population = self.model.named(&receipt.population.id).map(|declaration| &declaration.construct);
        match population {
            Some(Construct::Population(population)) => {
                population.records.as_ref().is_some_and(|record| record.name == self.record)
            }
            // The population has another name now: better to leave a case out than to draw it too soon.
            Some(_) | None => true,
        }
    }
}

/// The keys of what a receipt took, and of their units.
fn keys(receipt: &Receipt) -> impl Iterator<Item = String> {
    receipt.chosen.iter().flat_map(|case| [Some(case.key.clone()), case.unit.as_deref().map(of_unit)]).flatten()
}
