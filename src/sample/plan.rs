//! A draw made ready for rows: which columns it reads, whom it leaves out, in what groups it draws.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::caps::Caps;
use super::earlier::Earlier;
use super::eligible::{Ask, Scope};
use super::may_audit::WHOSE;
use super::rank::Lot;
use super::receipt::Receipt;
use super::roster::{area_id, audit_of};
use super::row::{Cell, cell};
use super::size::{Known, most};
use super::wanted::{Wanted, WantedCell};
use crate::calendar::{Date, PeriodUnit};
use crate::model::evidence::{Population, Record};
use crate::model::value::{Draw, DrawRule, DrawSource, Parties, Pick, Rounding, Selection, Share};
use crate::model::work::Audit;
use crate::model::{Construct, Model, Obligation, Ref, column_of_role};
use crate::plan::{DrawOf, Occurrence, as_at_of, draw_of};

/// What is asked of a draw.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The framework.
    pub model: &'a Model,
    /// SHA-256 of its file, in hexadecimal.
    pub digest: &'a str,
    /// What the cases are drawn for.
    pub obligation: &'a Obligation,
    /// Which round of it.
    pub occurrence: &'a Occurrence,
    /// The seed: any text of one line.
    pub seed: &'a str,
    /// 1; 2 and 3 where a case failed and more are drawn.
    pub round: u32,
    /// The receipts of earlier draws, in any order, without one of this draw itself.
    pub earlier: &'a [Receipt],
    /// Cases chosen by judgement.
    pub picks: &'a [Picked],
    /// How many audit; `None` where nobody says.
    pub auditors: Option<u64>,
    /// How many cases of each area, by its id, its own auditors can take, where the draw has to go by that.
    pub room: Option<&'a BTreeMap<String, u64>>,
}

/// A case that somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its key.
    pub key: String,
    /// Who chose it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A draw made ready for rows.
#[derive(Clone, Debug)]
pub struct DrawPlan<'a> {
    pub(super) asked: Asked<'a>,
    /// The draw, with its id.
    pub(super) of: DrawOf<'a>,
    /// The id of the population.
    pub(super) population: &'a str,
    pub(super) unit_of_selection: Option<&'a str>,
    pub(super) as_at: Date,
    pub(super) lot: Lot,
    /// Columns whose values are drawn for apart, so many of the first of [`Self::groups`].
    pub(super) apart: usize,
    /// Columns that make up a group: those drawn for apart, then those it is spread over.
    pub(super) groups: Vec<usize>,
    /// The column that the draw is in proportion to.
    pub(super) weight: Option<usize>,
    pub(super) unit: Option<Unit>,
    /// How many candidates of a group can still be drawn; `None` where that is not known beforehand.
    pub(super) most_kept: Option<usize>,
    pub(super) caps: Caps,
    /// How many for each frequency.
    pub(super) frequencies: BTreeMap<&'static str, u64>,
    wanted: Wanted<'a>,
    keys: Vec<usize>,
    told: Vec<usize>,
    filter: Option<Ask>,
    excluding: Option<Ask>,
    /// Keys drawn lately, and keys of this draw's earlier rounds.
    lately: BTreeSet<String>,
    already: BTreeSet<String>,
    reasons: [String; 5],
}

/// Rows that count as one.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The column that tells them apart.
    pub(super) column: usize,
    /// Which of them stands for all: the first or last by a column.
    pub(super) by: Option<(Pick, usize)>,
}

/// Places of the words in [`DrawPlan::reasons`].
const FILTERED: usize = 0;
const EXCLUDED: usize = 1;
const LATELY: usize = 2;
const ALREADY: usize = 3;
const NO_FREQUENCY: usize = 4;

/// The columns that tell how often a control runs, the usual first.
const FREQUENCY_COLUMNS: [&str; 3] = ["runs", "frequency", "how-often"];

impl<'a> DrawPlan<'a> {
    /// Makes a draw ready.
    ///
    /// # Errors
    /// Why it cannot be made, in one line.
    pub fn new(asked: Asked<'a>) -> Result<Self, String> {
        let model = asked.model;
        let id = &asked.obligation.id;
        let of = draw_of(model, asked.obligation).ok_or_else(|| format!("`{id}` has no `draw`"))?;
        let (name, population) = population_of(model, of.draw).ok_or_else(|| format!("`{id}` draws from nothing"))?;
        let record = population.records.as_ref().ok_or_else(|| format!("`{name}` has no `records`"))?;
        let (record_name, rows) =
            record_of(model, record).ok_or_else(|| format!("`{}` is no record here", record.name))?;
        if asked.seed.trim().is_empty() || asked.seed.contains(['\n', '\r']) {
            return Err("the seed has to be a text of one line".to_owned());
        }
        check_round(of, asked.round)?;
        let as_at = as_at_of(model, of.draw, asked.occurrence);
        let mut wanted = Wanted::new(record_name.to_owned(), &rows.columns);
        let mut scope = Scope { model, as_at, wanted: &mut wanted };
        let filter = population.filter.as_ref().map(|filter| scope.ask(filter)).transpose()?;
        let excluding = population.excluding.as_ref().map(|filter| scope.ask(filter)).transpose()?;
        let keys = rows.key.iter().filter_map(|key| wanted.place_of(&key.value).map(|(place, _)| place)).collect();
        let groups = Groups::of(model, of.draw, &mut wanted)?;
        let unit = unit(of.draw, population, &mut wanted)?;
        let earlier = Earlier { model, receipts: asked.earlier, record: record_name };
        let caps = Caps::of(&asked, of, population, name, &earlier, as_at, &mut wanted)?;
        let told = told(model, asked.obligation, record, of.draw, population, &mut wanted);
        let period = &asked.occurrence.period.label;
        let lot = Lot::new(of.id, period, asked.seed);
        let lately = recent(of.draw).map(|length| earlier.since(length, as_at, (of.id, period))).transpose()?;
        let mut plan = Self {
            asked,
            of,
            population: name,
            unit_of_selection: population.unit_of_selection.as_ref().map(|unit| unit.value.as_str()),
            as_at,
            lot,
            apart: groups.apart,
            groups: groups.columns,
            weight: groups.weight,
            unit,
            most_kept: None,
            caps,
            frequencies: groups.frequencies,
            wanted,
            keys,
            told,
            filter,
            excluding,
            lately: lately.unwrap_or_default(),
            already: earlier.before_round(of.id, period, asked.round)?,
            reasons: [
                format!("not among those that `{name}` asks for"),
                format!("kept out by what `{name}` excludes"),
                recent(of.draw).map_or_else(String::new, |length| format!("drawn in the last {length}")),
                "drawn in an earlier round of this draw".to_owned(),
                "no figure for how often it runs".to_owned(),
            ],
        };
        plan.most_kept = plan.most_kept();
        Ok(plan)
    }

    /// The columns that each row is handed over with, in order.
    #[must_use]
    pub fn columns(&self) -> &[WantedCell] {
        &self.wanted.cells
    }

    /// The id of the record whose rows are read.
    #[must_use]
    pub fn record(&self) -> &str {
        &self.wanted.record
    }

    /// The key of a row; `None` where a part of it is empty.
    pub(super) fn key_of<'row>(&self, row: &[Cell<'row>]) -> Option<Cow<'row, str>> {
        if let [only] = self.keys.as_slice()
            && let Cell::Text(text) = cell(row, *only)
        {
            return Some(Cow::Borrowed(text));
        }
        let parts: Vec<String> = self.keys.iter().map(|place| cell(row, *place).shown()).collect();
        let whole = !parts.is_empty() && parts.iter().all(|part| !part.trim().is_empty());
        whole.then(|| Cow::Owned(parts.join(" / ")))
    }

    /// Why a row cannot be drawn; `None` where it can.
    pub(super) fn left_out(&self, row: &[Cell<'_>], key: &str) -> Option<&str> {
        let reason = |place: usize| self.reasons.get(place).map(String::as_str);
        if self.filter.as_ref().is_some_and(|filter| !filter.holds(row)) {
            return reason(FILTERED);
        }
        if self.excluding.as_ref().is_some_and(|excluding| excluding.holds(row)) {
            return reason(EXCLUDED);
        }
        let unit = || self.unit.as_ref().map(|unit| cell(row, unit.column).shown());
        let among = |keys: &BTreeSet<String>| {
            !keys.is_empty() && (keys.contains(key) || unit().is_some_and(|unit| keys.contains(&of_unit(&unit))))
        };
        if among(&self.already) {
            return reason(ALREADY);
        }
        if among(&self.lately) {
            return reason(LATELY);
        }
        if !self.frequencies.is_empty() && self.frequency(row).is_none() {
            return reason(NO_FREQUENCY);
        }
        None
    }

    /// The reasons that there can be, in the order in which they are asked.
    pub(super) fn reasons(&self) -> impl Iterator<Item = &str> {
        let order = [FILTERED, EXCLUDED, ALREADY, LATELY, NO_FREQUENCY];
        order.into_iter().filter_map(|place| self.reasons.get(place)).map(String::as_str)
    }

    /// What the receipt tells of a row.
    pub(super) fn told_of(&self, row: &[Cell<'_>]) -> Vec<String> {
        self.told.iter().map(|place| cell(row, *place).shown()).collect()
    }

    /// The names of what [`Self::told_of`] tells.
    pub(super) fn told_names(&self) -> impl Iterator<Item = &str> {
        self.told.iter().filter_map(|place| self.wanted.cells.get(*place)).map(|cell| cell.id.as_str())
    }

    /// The values of the columns that make up a row's group. A frequency is told by one word, whichever the row has.
    pub(super) fn group_of<'row>(&self, row: &'row [Cell<'row>]) -> impl Iterator<Item = Cow<'row, str>> + Clone {
        let often = if self.frequencies.is_empty() { None } else { self.frequency(row) };
        let value = move |(nth, place): (usize, &usize)| match often {
            Some(word) if nth == 0 => Cow::Borrowed(word),
            Some(_) | None => cell(row, *place).words(),
        };
        self.groups.iter().enumerate().map(value)
    }

    fn frequency(&self, row: &[Cell<'_>]) -> Option<&'static str> {
        let word = frequency_word(cell(row, *self.groups.first()?).text()?)?;
        self.frequencies.contains_key(word).then_some(word)
    }

    /// How many of a group its area's own auditors can take; `None` where the draw does not go by that.
    pub(super) fn room_of(&self, group: &[String]) -> Option<u64> {
        let room = self.asked.room?;
        let of_area = |place: &usize| self.wanted.cells.get(*place).is_some_and(|cell| cell.id == "area");
        let [only] = self.groups.as_slice() else { return None };
        let area = group.first().filter(|_| of_area(only))?;
        Some(room.get(&area_id(self.asked.model, area)).copied().unwrap_or(0))
    }

    /// The case that somebody chose, where it is one.
    pub(super) fn picked(&self, key: &str) -> Option<&'a Picked> {
        self.asked.picks.iter().find(|pick| pick.key == key)
    }

    /// What the size of a draw hangs on.
    pub(super) fn known(&self, eligible: u64) -> Known {
        let rounding = self.rules().find_map(|rule| if let DrawRule::Rounded(way) = rule { Some(*way) } else { None });
        Known { eligible, auditors: self.asked.auditors, rounding: rounding.unwrap_or(Rounding::Up) }
    }

    pub(super) fn rules(&self) -> impl Iterator<Item = &'a DrawRule> + Clone + use<'a> {
        self.of.draw.rules.iter().map(|rule| &rule.value)
    }

    /// How many are held in reserve.
    pub(super) fn reserve(&self) -> u64 {
        self.rules().map(|rule| if let DrawRule::Reserve(count) = rule { u64::from(*count) } else { 0 }).sum()
    }

    /// The least from each group.
    pub(super) fn at_least_each(&self) -> u64 {
        let least =
            self.rules().find_map(|rule| if let DrawRule::Spread { at_least, .. } = rule { *at_least } else { None });
        u64::from(least.unwrap_or(0))
    }

    /// How many of one group can be drawn at most, the reserve among them, where that is known before rows are read.
    fn most_kept(&self) -> Option<usize> {
        if self.unit.is_some() || !self.caps.is_empty() || self.asked.round > 2 {
            return None;
        }
        let mut all = self.reserve();
        for portion in &self.of.draw.portions {
            if is_by_lot(&portion.selection) {
                all = all.saturating_add(most(
                    &portion.size.value,
                    self.asked.auditors,
                    &self.frequencies,
                    self.rules(),
                )?);
            }
        }
        usize::try_from(all).ok()
    }
}

/// Whether cases are picked by lot. `all` needs none, and gives the same either way.
pub(super) const fn is_by_lot(selection: &Selection) -> bool {
    match selection {
        Selection::Unsaid | Selection::Random => true,
        Selection::Theme | Selection::Finding | Selection::ChosenBy(_) => false,
    }
}

/// Whether a second or third round is foreseen.
fn check_round(of: DrawOf<'_>, round: u32) -> Result<(), String> {
    let foreseen = |rule: &DrawRule| if let DrawRule::IfFails { then_all } = rule { Some(*then_all) } else { None };
    let again = of.draw.rules.iter().find_map(|rule| foreseen(&rule.value));
    match (round, again) {
        (1, _) | (2, Some(_)) | (3, Some(true)) => Ok(()),
        (2.., None) => {
            Err(format!("`{}` has no second draw: it does not say `if any fails the same number again`", of.id))
        }
        (_, _) => Err(format!("`{}` has no round {round}: it does not say `and then all`", of.id)),
    }
}

/// A unit of selection among keys of cases, which it must not be taken for.
pub(super) fn of_unit(unit: &str) -> String {
    format!("unit\n{unit}")
}

/// Within which time the rules of a draw keep a case from being drawn again.
pub(super) fn recent(draw: &Draw) -> Option<crate::calendar::Duration> {
    draw.rules.iter().find_map(|rule| if let DrawRule::NotWithin(length) = rule.value { Some(length) } else { None })
}

/// The population of a draw, with its id.
pub(super) fn population_of<'a>(model: &'a Model, draw: &Draw) -> Option<(&'a str, &'a Population)> {
    let DrawSource::Population(population) = &draw.source else { return None };
    let declaration = model.target(population)?;
    let Construct::Population(population) = &declaration.construct else { return None };
    Some((&declaration.name.value, population))
}

/// The id of the record whose rows an obligation draws from.
#[must_use]
pub fn record_drawn_from<'a>(model: &'a Model, obligation: &'a Obligation) -> Option<&'a str> {
    let (_, population) = population_of(model, draw_of(model, obligation)?.draw)?;
    record_of(model, population.records.as_ref()?).map(|(id, _)| id)
}

fn record_of<'a>(model: &'a Model, record: &Ref) -> Option<(&'a str, &'a Record)> {
    let declaration = model.target(record)?;
    let Construct::Record(record) = &declaration.construct else { return None };
    Some((&declaration.name.value, record))
}

/// The groups of a draw.
struct Groups {
    apart: usize,
    columns: Vec<usize>,
    weight: Option<usize>,
    frequencies: BTreeMap<&'static str, u64>,
}

impl Groups {
    fn of(model: &Model, draw: &Draw, wanted: &mut Wanted<'_>) -> Result<Self, String> {
        let (mut apart, mut spread) = (Vec::new(), Vec::new());
        let mut found = Self { apart: 0, columns: Vec::new(), weight: None, frequencies: BTreeMap::new() };
        for rule in &draw.rules {
            match &rule.value {
                DrawRule::Separately(what) => apart.push(wanted.needed(what)?),
                DrawRule::Spread { over, share, .. } => {
                    for what in over {
                        spread.push(wanted.needed(&column_named(model, what))?);
                    }
                    if let Share::InProportionTo(column) = share {
                        found.weight = Some(wanted.needed(column)?);
                    }
                }
                DrawRule::ByFrequency(table) => {
                    let column = FREQUENCY_COLUMNS.iter().find_map(|name| wanted.place_of(name));
                    let (column, _) = column.ok_or_else(|| {
                        format!("`{}` has no column `runs` that tells how often a control runs", wanted.record)
                    })?;
                    apart.insert(0, column);
                    found.frequencies = table.iter().map(|(unit, count)| (often(*unit), u64::from(*count))).collect();
                }
                DrawRule::OnePer { .. }
                | DrawRule::Cap(_)
                | DrawRule::Reserve(_)
                | DrawRule::Rounded(_)
                | DrawRule::AtLeast(_)
                | DrawRule::AtMost(_)
                | DrawRule::NotWithin(_)
                | DrawRule::IfFails { .. } => {}
            }
        }
        found.apart = apart.len();
        found.columns = apart.into_iter().chain(spread).collect();
        Ok(found)
    }
}

/// A draw may be spread over a declared area, team or unit by the word for it.
fn column_named(model: &Model, what: &str) -> String {
    let kind = model.named(what).map(|declaration| declaration.construct.kind().keyword());
    kind.map_or_else(|| what.to_owned(), str::to_owned)
}

/// The word for how often, as records have it.
const fn often(unit: PeriodUnit) -> &'static str {
    match unit {
        PeriodUnit::Day => "daily",
        PeriodUnit::WorkingDay => "every working day",
        PeriodUnit::Week => "weekly",
        PeriodUnit::Month => "monthly",
        PeriodUnit::Quarter => "quarterly",
        PeriodUnit::HalfYear => "half-yearly",
        PeriodUnit::Term => "termly",
        PeriodUnit::Year => "yearly",
        PeriodUnit::FinancialYear => "every financial year",
        PeriodUnit::AcademicYear => "every academic year",
    }
}

/// The word of [`often`] that a record means.
fn frequency_word(written: &str) -> Option<&'static str> {
    let written = written.trim().to_lowercase();
    Some(match written.as_str() {
        "daily" | "day" | "every day" => "daily",
        "every working day" | "working day" => "every working day",
        "weekly" | "week" | "every week" => "weekly",
        "monthly" | "month" | "every month" => "monthly",
        "quarterly" | "quarter" | "every quarter" => "quarterly",
        "half-yearly" | "half-year" | "every half-year" | "half yearly" => "half-yearly",
        "termly" | "term" | "every term" => "termly",
        "yearly" | "year" | "every year" | "annually" | "annual" => "yearly",
        "financial year" | "every financial year" => "every financial year",
        "academic year" | "every academic year" => "every academic year",
        _ => return None,
    })
}

/// What counts as one: what the draw says, else the population.
fn unit(draw: &Draw, population: &Population, wanted: &mut Wanted<'_>) -> Result<Option<Unit>, String> {
    let one_per = draw
        .rules
        .iter()
        .find_map(|rule| if let DrawRule::OnePer { per, by } = &rule.value { Some((per, by)) } else { None });
    if let Some((per, by)) = one_per {
        let by = by.as_ref().map(|(pick, column)| Ok::<_, String>((*pick, wanted.needed(column)?))).transpose()?;
        return Ok(Some(Unit { column: wanted.needed(per)?, by }));
    }
    let Some(what) = &population.unit_of_selection else { return Ok(None) };
    Ok(Some(Unit { column: wanted.needed(&what.value)?, by: None }))
}

/// What the receipt tells of each case: its area, whom the auditors are to be independent of, what caps count.
fn told(
    model: &Model,
    obligation: &Obligation,
    record: &Ref,
    draw: &Draw,
    population: &Population,
    wanted: &mut Wanted<'_>,
) -> Vec<usize> {
    let mut told: Vec<usize> = wanted.place_of("area").map(|(place, _)| place).into_iter().collect();
    let mut add = |place: Option<usize>| {
        if let Some(place) = place.filter(|place| !told.contains(place)) {
            told.push(place);
        }
    };
    for parties in apart_from(model, obligation) {
        for role in &parties.names {
            let column = record.target.and_then(|record| column_of_role(model, role, record));
            add(column.and_then(|column| wanted.place_of(column)).map(|(place, _)| place));
        }
    }
    let spreads =
        |audit: &Audit| audit.rotation.is_some() || audit.auditors.as_ref().is_some_and(|all| all.shared_evenly);
    if audit_of(model, obligation).is_some_and(spreads) {
        let whose = WHOSE.into_iter().find_map(|name| wanted.place_of(name));
        add(whose.map(|(place, _)| place));
    }
    let caps = draw.rules.iter().filter_map(|rule| if let DrawRule::Cap(cap) = &rule.value { Some(cap) } else { None });
    for cap in caps.chain(&population.cap) {
        add(wanted.holding(&cap.per));
    }
    told
}

/// Whom those who look, and those who look again, are to be independent of.
pub(super) fn apart_from<'a>(model: &'a Model, obligation: &Obligation) -> Vec<&'a Parties> {
    let construct = model.get(obligation.declaration).map(|declaration| &declaration.construct);
    if let Some(Construct::Audit(audit)) = construct {
        let again = audit.moderation.as_ref().and_then(|moderation| moderation.independent_of.as_ref());
        return audit.independent_of.iter().chain(again).collect();
    }
    if let Some(Construct::Duty(duty)) = construct { duty.independent_of.iter().collect() } else { Vec::new() }
}
