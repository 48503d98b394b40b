//! Caps: at most so many for each of something, in a draw or over all draws of a time.

use std::collections::BTreeMap;

use super::earlier::Earlier;
use super::frame::Candidate;
use super::plan::Asked;
use super::receipt::Receipt;
use super::wanted::Wanted;
use crate::calendar::{Date, Every};
use crate::model::Model;
use crate::model::evidence::Population;
use crate::model::value::{Cap, CapOver, DrawRule};
use crate::plan::DrawOf;

/// The caps of a draw, with what earlier draws have used up.
#[derive(Clone, Debug, Default)]
pub(super) struct Caps(Vec<Counted>);

/// One cap.
#[derive(Clone, Debug)]
struct Counted {
    most: u64,
    /// The column that tells for whom, by its name on the receipt.
    column: String,
    used: BTreeMap<String, u64>,
    words: String,
}

impl Caps {
    pub(super) fn of(
        asked: &Asked<'_>,
        draw: DrawOf<'_>,
        population: &Population,
        population_id: &str,
        earlier: &Earlier<'_>,
        as_at: Date,
        wanted: &mut Wanted<'_>,
    ) -> Result<Self, String> {
        let own = draw
            .draw
            .rules
            .iter()
            .filter_map(|rule| if let DrawRule::Cap(cap) = &rule.value { Some(cap) } else { None });
        let mut caps = Vec::new();
        // An audit's own draw has its population's cap among its rules already.
        let among_own = |cap: &&Cap| own.clone().any(|one| one == *cap);
        for cap in own.clone().chain(population.cap.as_ref().filter(|cap| !among_own(cap))) {
            let place = wanted.holding(&cap.per).ok_or_else(|| wanted.lacks(&cap.per))?;
            let column = wanted.cells.get(place).map(|cell| cell.id.clone()).unwrap_or_default();
            let mut counted = Counted { most: u64::from(cap.most), column, used: BTreeMap::new(), words: words(cap) };
            if let Some(within) = &cap.within {
                let (from, to) = time(asked.model, within, as_at)?;
                let counts = |receipt: &&Receipt| {
                    let of_this = match cap.over {
                        CapOver::OwnDraws => receipt.draw.id == draw.id,
                        CapOver::AllDraws => receipt.population.id == population_id,
                    };
                    let itself = receipt.draw.id == draw.id
                        && receipt.audit.period == asked.occurrence.period.label
                        && receipt.draw.round >= asked.round;
                    of_this && !itself && (from..=to).contains(&receipt.draw.as_at)
                };
                for receipt in earlier.receipts.iter().filter(counts) {
                    counted.add(receipt)?;
                }
            }
            caps.push(counted);
        }
        Ok(Self(caps))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts a candidate in, where every cap lets it.
    pub(super) fn admit(&mut self, told: &[&str], candidate: &Candidate) -> bool {
        let of = |cap: &Counted| {
            let place = told.iter().position(|name| *name == cap.column)?;
            candidate.told.get(place).filter(|whose| !whose.is_empty()).cloned()
        };
        let room = |cap: &Counted| of(cap).is_none_or(|whose| cap.used.get(&whose).copied().unwrap_or(0) < cap.most);
        if !self.0.iter().all(room) {
            return false;
        }
        for cap in &mut self.0 {
            if let Some(whose) = of(cap) {
                *cap.used.entry(whose).or_default() += 1;
            }
        }
        true
    }

    /// The caps in words.
    pub(super) fn words(&self) -> String {
        let all: Vec<&str> = self.0.iter().map(|cap| cap.words.as_str()).collect();
        all.join(" and ")
    }
}

impl Counted {
    fn add(&mut self, receipt: &Receipt) -> Result<(), String> {
        for case in &receipt.chosen {
            let whose = case.columns.get(&self.column).ok_or_else(|| {
                format!(
                    "the receipt of `{}` in {} does not tell the `{}` of its cases, so that {} cannot be kept",
                    receipt.draw.id, receipt.audit.period, self.column, self.words
                )
            })?;
            if !whose.is_empty() {
                *self.used.entry(whose.clone()).or_default() += 1;
            }
        }
        Ok(())
    }
}

fn words(cap: &Cap) -> String {
    let within = cap.within.as_ref().map(|every| format!(" in {every}")).unwrap_or_default();
    format!("at most {} for each {}{within}", cap.most, cap.per)
}

/// The days over which a cap counts: the period that holds the day; of several together, the last of them.
fn time(model: &Model, within: &Every, as_at: Date) -> Result<(Date, Date), String> {
    let unknown = || format!("no {} holds {as_at}", within.unit);
    let mut period = model.calendar.period_containing(within.unit, as_at).ok_or_else(unknown)?;
    let to = period.to;
    for _ in 1..within.step {
        period = model.calendar.period_before(&period).ok_or_else(unknown)?;
    }
    Ok((period.from, to))
}
