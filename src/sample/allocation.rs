//! Who audits what: exactly, with the smallest largest load, and fair over the year.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::clash;
use super::exchange::exchange;
use super::may_audit::{MayAudit, WhyNot};
use super::plan::population_of;
use super::rank::Lot;
use super::receipt::{AllocationMade, AuditorLoad, CaseAllocated, CaseDrawn, Receipt};
use super::roster::{Auditor, Roster, Window, audit_of, is_new, moderation_of, names};
use super::size::percent_up;
use crate::calendar::Date;
use crate::matching::{Graph, assign, balanced};
use crate::model::value::{Area, Parties};
use crate::model::{DeclId, Model, Obligation};
use crate::plan::{draw_of, everyone, listed};

/// What an allocation is made from, beside the receipt.
#[derive(Clone, Copy, Debug)]
pub struct AllocationAsked<'a> {
    /// The framework.
    pub model: &'a Model,
    /// What the cases were drawn for.
    pub obligation: &'a Obligation,
    /// Who is there.
    pub roster: &'a Roster,
    /// The receipts of earlier draws.
    pub earlier: &'a [Receipt],
}

/// Writes into a receipt who audits what, who works beside somebody new, and who looks again; or why nobody can be found
/// for every case.
pub fn allocate(asked: AllocationAsked<'_>, receipt: &mut Receipt) {
    let from = receipt.draw.as_at;
    allocate_from(asked, receipt, from);
}

/// Shares out by who is there from a day on: that of the draw, or a later one, on which a case took the place of another.
pub(super) fn allocate_from(asked: AllocationAsked<'_>, receipt: &mut Receipt, from: Date) {
    let (made, clash) = Allocator::new(asked, receipt, from).made();
    receipt.allocation = made;
    receipt.clash = clash;
}

/// What decides who audits what in one draw.
pub(super) struct Allocator<'a> {
    pub(super) asked: AllocationAsked<'a>,
    pub(super) receipt: &'a Receipt,
    pub(super) cases: Vec<&'a CaseDrawn>,
    pub(super) window: Window,
    record: Option<DeclId>,
}

impl<'a> Allocator<'a> {
    pub(super) fn new(asked: AllocationAsked<'a>, receipt: &'a Receipt, from: Date) -> Self {
        let draw = draw_of(asked.model, asked.obligation).map(|of| of.draw);
        let population = draw.and_then(|draw| population_of(asked.model, draw));
        let record = population.and_then(|(_, population)| population.records.as_ref()?.target);
        let due = receipt.audit.due.unwrap_or(receipt.audit.to);
        // What is decided when the audits were due is about that day.
        let later = from.max(receipt.draw.as_at);
        let window = if from > due { Window { from, due: from } } else { Window { from: later.min(due), due } };
        Self { asked, receipt, cases: receipt.chosen.iter().collect(), window, record }
    }

    fn made(&self) -> (Option<AllocationMade>, Vec<String>) {
        let AllocationAsked { model, obligation, roster, .. } = self.asked;
        let audit = audit_of(model, obligation);
        let auditors = self.auditors();
        if auditors.is_empty() && !self.cases.is_empty() {
            let Window { from, due } = self.window;
            let roles = names(model, everyone(model, &obligation.bearers));
            let posts: Vec<String> = roles.iter().map(|role| format!("`{role}`")).collect();
            let posts = listed(&posts, "or");
            return (None, vec![format!("Nobody on the roster holds {posts} between {from} and {due}.")]);
        }
        let rules = self.rules();
        let each = obligation.each.unwrap_or(u32::MAX);
        let before = self.earlier_loads(&auditors, |case| Some(&case.auditor));
        let mut people = match self.assign(
            &self.cases,
            &auditors,
            each,
            &before,
            |auditor, case| rules.why_not(auditor, case),
            |case| rules.kind_of(case),
        ) {
            Ok(people) => people,
            Err(found) => return (None, clash::words(&self.receipt.audit, &found)),
        };
        if audit.and_then(|audit| audit.auditors.as_ref()).is_some_and(|all| all.shared_evenly) {
            self.spread_colleagues(&auditors, &rules, &mut people);
        }
        let mut made: Vec<CaseAllocated> = self
            .cases
            .iter()
            .zip(&people)
            .map(|(case, person)| CaseAllocated {
                key: case.key.clone(),
                auditor: auditors.get(*person).map(|one| one.person.clone()).unwrap_or_default(),
                partner: None,
                moderator: None,
            })
            .collect();
        let mut unchecked = rules.unchecked.clone();
        self.partners(&auditors, &people, &rules, &mut made, &mut unchecked);
        if let Err(found) = self.moderators(&mut made, &mut unchecked) {
            return (None, clash::words(&self.receipt.audit, &found));
        }
        unchecked.dedup();
        let auditors = auditors.iter().zip(before).enumerate().map(|(place, (one, earlier))| {
            self.load(one, people.iter().filter(|person| **person == place).count(), earlier)
        });
        let mut auditors: Vec<AuditorLoad> = auditors.collect();
        auditors.sort_by(|one, other| one.person.cmp(&other.person));
        (Some(AllocationMade { roster: roster.digest.clone(), cases: made, auditors, unchecked }), Vec::new())
    }

    /// How much somebody has to audit.
    pub(super) fn load(&self, one: &Auditor, cases: usize, earlier: u32) -> AuditorLoad {
        AuditorLoad {
            person: one.person.clone(),
            role: one.role.clone(),
            area: Some(one.areas.iter().cloned().collect::<Vec<_>>().join(", ")).filter(|areas| !areas.is_empty()),
            quota: self.asked.obligation.each.map(u64::from),
            cases: cases as u64,
            earlier: u64::from(earlier),
            away: one.away.clone(),
        }
    }

    /// Everyone who holds a post that audits, in the order of their lot.
    pub(super) fn auditors(&self) -> Vec<Auditor> {
        let AllocationAsked { model, obligation, roster, .. } = self.asked;
        let roles = names(model, everyone(model, &obligation.bearers));
        let competence = audit_of(model, obligation).and_then(|audit| audit.competence.as_deref());
        self.by_lot("auditors", roster.holders(model, &roles, self.window, competence))
    }

    /// Who may audit which case.
    pub(super) fn rules(&self) -> MayAudit<'a> {
        let AllocationAsked { model, obligation, roster, earlier } = self.asked;
        let audit = audit_of(model, obligation);
        let mut rules = MayAudit::new(model, basis(self.receipt));
        if let Some(apart) = audit.and_then(|audit| audit.independent_of.as_ref()) {
            rules.apart_from(apart, self.record, roster, self.window);
        }
        if let Some(rotation) = audit.and_then(|audit| audit.rotation) {
            rules.rotate(rotation, self.receipt, earlier, &self.cases);
        }
        rules
    }

    /// People in the order of a lot of their own: of two who could as well have one case more, the first has it.
    fn by_lot(&self, what: &str, mut people: Vec<Auditor>) -> Vec<Auditor> {
        let lot = self.lot(what);
        people.sort_by_cached_key(|one| lot.rank(&one.person));
        people
    }

    fn lot(&self, what: &str) -> Lot {
        let draw = &self.receipt.draw;
        Lot::new(&format!("{}/{what}", draw.id), &self.receipt.audit.period, &draw.seed)
    }

    /// How many cases each had in earlier draws of the same year, whatever the audit.
    pub(super) fn earlier_loads<'r>(
        &self,
        people: &[Auditor],
        who: impl Fn(&'r CaseAllocated) -> Option<&'r String>,
    ) -> Vec<u32>
    where
        'a: 'r,
    {
        let draw = &self.receipt.draw;
        let same_year = self.asked.earlier.iter().filter(|one| {
            one.draw.as_at.year() == draw.as_at.year()
                && one.draw.as_at <= draw.as_at
                && !one.is_of(&self.receipt.audit.id, &self.receipt.audit.period, draw.round)
        });
        let mut loads: BTreeMap<&str, u32> = BTreeMap::new();
        for case in same_year.flat_map(|one| one.allocation.iter()).flat_map(|made| &made.cases) {
            if let Some(person) = who(case) {
                *loads.entry(person).or_default() += 1;
            }
        }
        people.iter().map(|one| loads.get(one.person.as_str()).copied().unwrap_or(0)).collect()
    }

    /// The place of the person of each case among `people`.
    fn assign(
        &self,
        cases: &[&CaseDrawn],
        people: &[Auditor],
        each: u32,
        before: &[u32],
        why_not: impl Fn(&Auditor, &CaseDrawn) -> Option<WhyNot>,
        kind_of: impl Fn(&CaseDrawn) -> Vec<String>,
    ) -> Result<Vec<usize>, clash::Found> {
        // Cases that agree in what decides it are of one kind, and stand together.
        let mut kinds: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (place, case) in cases.iter().enumerate() {
            kinds.entry(kind_of(case)).or_default().push(place);
        }
        let mut graph = Graph::new();
        let mut order: Vec<usize> = Vec::new();
        for places in kinds.into_values() {
            let case = places.first().and_then(|place| cases.get(*place));
            let may =
                people.iter().enumerate().filter(|(_, one)| case.is_some_and(|case| why_not(one, case).is_none()));
            let may: Vec<u32> = may.map(|(place, _)| place as u32).collect();
            if may.is_empty() {
                // Nobody for some cases is the plainest clash there is.
                return Err(clash::Found::of((&places, &[]), places.len() as u64, cases, people, each, why_not));
            }
            graph.add(places.len() as u32, may);
            order.extend(places);
        }
        let most = vec![each.min(cases.len() as u32); people.len()];
        let assigned = balanced(&graph, &most, before).map_err(|clash| {
            let places: Vec<usize> = clash.cases.iter().filter_map(|case| order.get(*case).copied()).collect();
            let missing = missing(&graph, &most);
            clash::Found::of((&places, &clash.auditors), missing, cases, people, each, why_not)
        })?;
        let mut found = vec![0; cases.len()];
        for (place, person) in order.into_iter().zip(assigned.auditors) {
            if let Some(own) = found.get_mut(place) {
                *own = person as usize;
            }
        }
        Ok(found)
    }

    /// Sees to it that nobody gets many cases from one colleague.
    fn spread_colleagues(&self, auditors: &[Auditor], rules: &MayAudit<'_>, people: &mut [usize]) {
        let Some(column) = rules.whose(&self.cases) else { return };
        let cases = self.cases.iter();
        let whose: Vec<&str> = cases.map(|case| case.columns.get(&column).map_or("", String::as_str)).collect();
        exchange(people, &whose, |auditor, case| match (auditors.get(auditor), self.cases.get(case)) {
            (Some(auditor), Some(case)) => rules.why_not(auditor, case).is_none(),
            _ => false,
        });
    }

    /// Somebody who is not new beside everybody who is.
    fn partners(
        &self,
        auditors: &[Auditor],
        people: &[usize],
        rules: &MayAudit<'_>,
        made: &mut [CaseAllocated],
        unchecked: &mut Vec<String>,
    ) {
        let AllocationAsked { model, obligation, .. } = self.asked;
        let Some(length) = audit_of(model, obligation).and_then(|audit| audit.partner_for) else { return };
        let new = |one: &Auditor| is_new(model, one.since, self.window.due, length);
        let mut loads = vec![0_u32; auditors.len()];
        for ((case, person), made) in self.cases.iter().zip(people).zip(made) {
            let Some(auditor) = auditors.get(*person).filter(|one| new(one)) else { continue };
            let can =
                |(place, one): &(usize, &Auditor)| place != person && !new(one) && rules.why_not(one, case).is_none();
            let least = auditors.iter().enumerate().filter(can).min_by_key(|(place, _)| loads.get(*place).copied());
            match least {
                Some((place, partner)) => {
                    made.partner = Some(partner.person.clone());
                    if let Some(load) = loads.get_mut(place) {
                        *load += 1;
                    }
                }
                None => {
                    unchecked.push(format!("nobody can work beside {}, who is new, on `{}`", auditor.person, case.key))
                }
            }
        }
    }

    /// Who looks again, at a share of the cases that goes by lot.
    fn moderators(&self, made: &mut [CaseAllocated], unchecked: &mut Vec<String>) -> Result<(), clash::Found> {
        let AllocationAsked { model, obligation, roster, .. } = self.asked;
        let Some(moderation) = moderation_of(model, obligation) else { return Ok(()) };
        let count = percent_up(&moderation.percent, self.cases.len() as u64);
        let lot = self.lot("moderation");
        let mut order: Vec<usize> = (0..self.cases.len()).collect();
        order.sort_by_cached_key(|place| self.cases.get(*place).map(|case| lot.rank(&case.key)));
        order.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        order.sort_unstable();
        let (rules, people) = self.looking_again(&moderation.by, moderation.independent_of.as_ref(), roster);
        let cases: Vec<&CaseDrawn> = order.iter().filter_map(|place| self.cases.get(*place).copied()).collect();
        let auditor_of: BTreeMap<&str, String> =
            made.iter().map(|one| (one.key.as_str(), one.auditor.clone())).collect();
        let own = |one: &Auditor, case: &CaseDrawn| auditor_of.get(case.key.as_str()) == Some(&one.person);
        let why_not = |one: &Auditor, case: &CaseDrawn| {
            rules.why_not(one, case).or_else(|| own(one, case).then_some(WhyNot::AuditedIt))
        };
        let kind_of = |case: &CaseDrawn| {
            let auditor = auditor_of.get(case.key.as_str()).cloned().unwrap_or_default();
            rules.kind_of(case).into_iter().chain([auditor]).collect()
        };
        let before = self.earlier_loads(&people, |case| case.moderator.as_ref());
        let found = self.assign(&cases, &people, u32::MAX, &before, why_not, kind_of);
        let found = found.map_err(|found| found.when(clash::What::LookingAgain))?;
        unchecked.extend(rules.unchecked.iter().cloned());
        let by_case: Vec<(usize, String)> = order
            .iter()
            .zip(&found)
            .filter_map(|(place, person)| Some((*place, people.get(*person)?.person.clone())))
            .collect();
        for (place, moderator) in by_case {
            if let Some(one) = made.get_mut(place) {
                one.moderator = Some(moderator);
            }
        }
        Ok(())
    }

    pub(super) fn looking_again(
        &self,
        by: &Parties,
        apart: Option<&Parties>,
        roster: &Roster,
    ) -> (MayAudit<'a>, Vec<Auditor>) {
        let model = self.asked.model;
        let mut rules = MayAudit::new(model, None);
        if let Some(apart) = apart {
            rules.apart_from(apart, self.record, roster, self.window);
        }
        let roles: BTreeSet<String> = names(model, everyone(model, &by.names));
        (rules, self.by_lot("moderators", roster.holders(model, &roles, self.window, None)))
    }
}

/// How many cases the best allocation leaves without anybody: the least number of places that somebody who may do anything
/// has to have.
fn missing(graph: &Graph, most: &[u32]) -> u64 {
    let helper = most.len() as u32;
    let mut helped = Graph::new();
    for kind in 0..graph.kinds() {
        let people = graph.auditors_of(kind).iter().copied().chain([helper]);
        helped.add(graph.cases_of(kind).len() as u32, people);
    }
    let (mut least, mut enough) = (0, graph.cases() as u32);
    while least < enough {
        let middle = least.midpoint(enough);
        let room: Vec<u32> = most.iter().copied().chain([middle]).collect();
        if assign(&helped, &room).is_ok() { enough = middle } else { least = middle + 1 }
    }
    u64::from(enough)
}

/// Own or peer area.
fn basis(receipt: &Receipt) -> Option<Area> {
    match receipt.audit.basis.as_deref() {
        Some("own") => Some(Area::Own),
        Some("peer") => Some(Area::Peer),
        Some(_) | None => None,
    }
}

/// How many cases of each area its own auditors can take, where the month audits its own and each takes so many: what a
/// draw that is spread over areas goes by. `None` where nothing of the sort is asked.
#[must_use]
pub fn room_by_area(
    model: &Model,
    obligation: &Obligation,
    roster: &Roster,
    basis: Option<Area>,
    (from, due): (chrono::NaiveDate, chrono::NaiveDate),
) -> Option<BTreeMap<String, u64>> {
    let each = obligation.each.filter(|_| basis == Some(Area::Own))?;
    let roles = names(model, everyone(model, &obligation.bearers));
    let competence = audit_of(model, obligation).and_then(|audit| audit.competence.as_deref());
    let window = Window { from: from.min(due), due };
    let mut room: BTreeMap<String, u64> = BTreeMap::new();
    for auditor in roster.holders(model, &roles, window, competence) {
        if auditor.away.is_none() {
            for area in auditor.areas {
                *room.entry(area).or_default() += u64::from(each);
            }
        }
    }
    Some(room)
}
