//! The frame: rows come in one by one, in any order, and only what can still be drawn is kept.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use indexmap::{Equivalent, IndexMap};

use super::plan::{DrawPlan, Unit};
use super::rank::{Rank, Sum, in_order, start};
use super::row::{Cell, cell};
use crate::model::value::Pick;

/// A row that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) rank: Rank,
    pub(super) key: String,
    /// The key of the unit of selection, where it is not the row itself.
    pub(super) unit: Option<String>,
    /// What the receipt tells of it, in the order of the plan.
    pub(super) told: Vec<String>,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        in_order(&self.rank, &other.rank).then_with(|| self.key.cmp(&other.key))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What a group is called: the value of each column that makes it up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name(Vec<String>);

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|value| value.hash(state));
    }
}

/// The name of a row's group, as the row has it: a text of its own for each row would take longer than all else.
struct NameInRow<Values>(Values);

impl<'row, Values: Iterator<Item = Cow<'row, str>> + Clone> Hash for NameInRow<Values> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.clone().for_each(|value| value.hash(state));
    }
}

impl<'row, Values: Iterator<Item = Cow<'row, str>> + Clone> Equivalent<Name> for NameInRow<Values> {
    fn equivalent(&self, name: &Name) -> bool {
        self.0.clone().eq(name.0.iter().map(String::as_str))
    }
}

/// What is known of one group so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Stratum {
    pub(super) eligible: u64,
    /// How many of them somebody chose by judgement.
    pub(super) picked: u64,
    /// The sum of the column that the draw goes by.
    pub(super) weight: f64,
    /// Those with the lowest ranks, and some more, in no order.
    best: Vec<Candidate>,
    /// Whoever ranks here or higher is not among the lowest.
    limit: Option<Rank>,
}

impl Stratum {
    /// Takes a candidate unless its rank is too high. Now and then those are let go that are not among the lowest: a quarter
    /// more than can be drawn is kept till then, which takes less time than finding the highest again for each.
    fn take(&mut self, candidate: impl FnOnce() -> Candidate, rank: &Rank, most: Option<usize>) {
        let Some(most) = most else { return self.best.push(candidate()) };
        let Some(last) = most.checked_sub(1) else { return };
        if self.limit.is_some_and(|limit| in_order(&limit, rank).is_le()) {
            return;
        }
        self.best.push(candidate());
        if self.best.len() > most.saturating_add(LEAST_SPARE.max(most / 4)) {
            self.best.select_nth_unstable(last);
            self.best.truncate(most);
            self.limit = self.best.get(last).map(|candidate| candidate.rank);
        }
    }
}

/// How many more candidates of a group are kept at least than can be drawn.
const LEAST_SPARE: usize = 32;

/// A list of cases, as far as it has been read.
#[derive(Clone, Debug)]
pub struct Frame<'plan, 'a> {
    plan: &'plan DrawPlan<'a>,
    rows: u64,
    left_out: IndexMap<&'plan str, u64>,
    eligible: u64,
    digest: Sum,
    /// The first 64 bits of the rank of each key that was read, for finding those that stand twice.
    seen: Vec<u64>,
    strata: IndexMap<Name, Stratum>,
    /// Where several rows are one unit: the row that stands for it, with its group and figure.
    units: IndexMap<String, (Candidate, Standing)>,
    picked: Vec<(Vec<String>, Candidate)>,
    refused: Vec<(String, String)>,
}

/// The group of a row that stands for a unit, its figure, and what it is preferred by.
type Standing = (Vec<String>, f64, Option<String>);

/// What was read, in the end.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) rows: u64,
    pub(super) left_out: Vec<(String, u64)>,
    pub(super) eligible: u64,
    pub(super) digest: String,
    pub(super) strata: Vec<(Vec<String>, Stratum)>,
    /// Cases chosen by judgement, each with its group, in the order in which they were chosen.
    pub(super) picked: Vec<(Vec<String>, Candidate)>,
    /// Cases that were chosen and cannot be drawn, with the reason.
    pub(super) refused: Vec<(String, String)>,
}

/// Why a row cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// It has no key.
    NoKey,
    /// Its key has a line break in it.
    LineBreak,
}

impl<'plan, 'a> Frame<'plan, 'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(plan: &'plan DrawPlan<'a>) -> Self {
        Self {
            plan,
            rows: 0,
            left_out: plan.reasons().map(|reason| (reason, 0)).collect(),
            eligible: 0,
            digest: Sum::default(),
            seen: Vec::new(),
            strata: IndexMap::new(),
            units: IndexMap::new(),
            picked: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// Takes a row, its cells in the order of [`DrawPlan::columns`].
    ///
    /// # Errors
    /// [`RowFault`] where the row cannot be told from others.
    pub fn row(&mut self, row: &[Cell<'_>]) -> Result<(), RowFault> {
        let plan = self.plan;
        let key = plan.key_of(row).filter(|key| !key.chars().all(char::is_whitespace)).ok_or(RowFault::NoKey)?;
        if key.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
            return Err(RowFault::LineBreak);
        }
        self.rows += 1;
        let own = plan.lot.rank(&key);
        self.seen.push(start(&own));
        if let Some(reason) = plan.left_out(row, &key) {
            if let Some(count) = self.left_out.get_mut(reason) {
                *count += 1;
            }
            if plan.picked(&key).is_some() {
                self.refused.push((key.into_owned(), reason.to_owned()));
            }
            return Ok(());
        }
        let group = plan.group_of(row);
        let owned = || group.clone().map(Cow::into_owned).collect();
        let weight = plan.weight.map_or(0.0, |place| if let Cell::Number(n) = cell(row, place) { n } else { 0.0 });
        if plan.picked(&key).is_some() {
            let unit = plan.unit.as_ref().map(|unit| cell(row, unit.column).shown());
            let rank = unit.as_ref().filter(|name| !name.trim().is_empty()).map_or(own, |name| plan.lot.rank(name));
            let told = plan.told_of(row);
            self.picked.push((owned(), Candidate { rank, key: key.into_owned(), unit, told }));
            return Ok(());
        }
        match &plan.unit {
            Some(unit) => self.unit(unit, row, (key.as_ref(), own), (owned(), weight)),
            None => {
                let candidate = || Candidate { rank: own, key: key.into_owned(), unit: None, told: plan.told_of(row) };
                self.digest.add(&own);
                self.eligible += 1;
                let alone = plan.groups.is_empty() && !self.strata.is_empty();
                let known = if alone { Some(0) } else { self.strata.get_index_of(&NameInRow(group.clone())) };
                let place = known.unwrap_or_else(|| self.strata.insert_full(Name(owned()), Stratum::default()).0);
                if let Some((_, stratum)) = self.strata.get_index_mut(place) {
                    (stratum.eligible, stratum.weight) = (stratum.eligible + 1, stratum.weight + weight);
                    stratum.take(candidate, &own, plan.most_kept);
                }
            }
        }
        Ok(())
    }

    /// One of the rows of a unit: the one that stands for it is kept.
    fn unit(&mut self, unit: &Unit, row: &[Cell<'_>], (key, own): (&str, Rank), (group, weight): (Vec<String>, f64)) {
        let name = Some(cell(row, unit.column).shown()).filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| key.to_owned());
        let by = unit.by.map(|(_, place)| cell(row, place).shown()).filter(|by| !by.is_empty());
        let prefers = |now: &Candidate, before: &Option<String>| {
            let order = match (unit.by, &by, before) {
                (Some((Pick::Earliest, _)), Some(one), Some(other)) => one.cmp(other),
                (Some((Pick::Latest, _)), Some(one), Some(other)) => other.cmp(one),
                (Some(_), Some(_), None) => Ordering::Less,
                (Some(_), None, Some(_)) => Ordering::Greater,
                (Some(_), None, None) | (None, ..) => Ordering::Equal,
            };
            order.then_with(|| own.cmp(&self.plan.lot.rank(&now.key))).is_lt()
        };
        let replaces = self.units.get(&name).is_none_or(|(now, (_, _, before))| prefers(now, before));
        if replaces {
            let told = self.plan.told_of(row);
            let rank = self.plan.lot.rank(&name);
            let candidate = Candidate { rank, key: key.to_owned(), unit: Some(name.clone()), told };
            self.units.insert(name, (candidate, (group, weight, by)));
        }
    }

    /// Whether the row's key is among those that stand more than once.
    #[must_use]
    pub fn is_doubled(&self, row: &[Cell<'_>], doubled: &BTreeSet<u64>) -> Option<String> {
        let key = self.plan.key_of(row)?;
        doubled.contains(&start(&self.plan.lot.rank(&key))).then(|| key.into_owned())
    }

    /// Those that stand more than once, by the first bits of their ranks; empty in a sound list.
    pub fn doubled(&mut self) -> BTreeSet<u64> {
        self.seen.sort_unstable();
        let neighbours = self.seen.iter().zip(self.seen.iter().skip(1));
        neighbours.filter(|(one, next)| one == next).map(|(one, _)| *one).collect()
    }

    /// Everything that was read, the groups in order and those that can be drawn by rank.
    pub(super) fn read(mut self) -> Read {
        for (group, candidate) in &self.picked {
            // The unit stands once, as the case that was chosen.
            if let Some(unit) = &candidate.unit {
                self.units.swap_remove(unit);
            }
            self.digest.add(&candidate.rank);
            self.eligible += 1;
            let stratum = self.strata.entry(Name(group.clone())).or_default();
            (stratum.eligible, stratum.picked) = (stratum.eligible + 1, stratum.picked + 1);
        }
        let order =
            |(_, one): &(Vec<String>, Candidate)| self.plan.asked.picks.iter().position(|pick| pick.key == one.key);
        self.picked.sort_by_key(order);
        for (_, (candidate, (group, weight, _))) in self.units {
            self.digest.add(&candidate.rank);
            self.eligible += 1;
            let stratum = self.strata.entry(Name(group)).or_default();
            (stratum.eligible, stratum.weight) = (stratum.eligible + 1, stratum.weight + weight);
            stratum.best.push(candidate);
        }
        self.strata.sort_unstable_keys();
        let left_out = self.left_out.into_iter().filter(|(_, count)| *count > 0);
        Read {
            rows: self.rows,
            left_out: left_out.map(|(reason, count)| (reason.to_owned(), count)).collect(),
            eligible: self.eligible,
            digest: self.digest.hex(),
            strata: self.strata.into_iter().map(|(name, stratum)| (name.0, stratum)).collect(),
            picked: self.picked,
            refused: self.refused,
        }
    }

    /// The draw it is read for.
    pub(super) const fn plan(&self) -> &'plan DrawPlan<'a> {
        self.plan
    }
}

impl Stratum {
    /// Those with the lowest ranks, in no order.
    pub(super) fn best(&self) -> impl Iterator<Item = &Candidate> {
        self.best.iter()
    }
}
