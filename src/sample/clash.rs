//! Why not every case can have an auditor, in words that a coordinator can act on.

use std::collections::BTreeMap;

use super::may_audit::WhyNot;
use super::receipt::{AuditDrawn, CaseDrawn};
use super::roster::Auditor;
use crate::plan::listed;

/// Cases that clash, those who may take them, and why nobody else may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    cases: Vec<String>,
    people: Vec<String>,
    each: u32,
    missing: u64,
    what: What,
    /// For each reason, those it keeps from all of the cases, and those it keeps from some.
    others: BTreeMap<WhyNot, Vec<String>>,
}

/// What nobody can be found for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Auditing,
    LookingAgain,
}

impl What {
    const fn done(self) -> &'static str {
        match self {
            Self::Auditing => "audited",
            Self::LookingAgain => "looked at again",
        }
    }
}

impl Found {
    pub(super) const fn when(mut self, what: What) -> Self {
        self.what = what;
        self
    }

    /// The cases at some places, and those who may take them; so many cases are without anybody.
    pub(super) fn of(
        (places, may): (&[usize], &[u32]),
        missing: u64,
        cases: &[&CaseDrawn],
        people: &[Auditor],
        each: u32,
        why_not: impl Fn(&Auditor, &CaseDrawn) -> Option<WhyNot>,
    ) -> Self {
        let clashing: Vec<&CaseDrawn> = places.iter().filter_map(|place| cases.get(*place).copied()).collect();
        let mut others: BTreeMap<WhyNot, Vec<String>> = BTreeMap::new();
        for (place, one) in people.iter().enumerate() {
            if may.contains(&(place as u32)) {
                continue;
            }
            let mut reasons: Vec<WhyNot> = clashing.iter().filter_map(|case| why_not(one, case)).collect();
            reasons.sort();
            reasons.dedup();
            for reason in reasons {
                others.entry(reason).or_default().push(one.person.clone());
            }
        }
        others.values_mut().for_each(|people| people.sort());
        let may = may.iter().filter_map(|place| people.get(*place as usize));
        let mut may: Vec<String> = may.map(|one| one.person.clone()).collect();
        may.sort();
        Self {
            cases: clashing.iter().map(|case| case.key.clone()).collect(),
            people: may,
            each,
            missing,
            what: What::Auditing,
            others,
        }
    }
}

/// The most keys that are named in a sentence.
const NAMED: usize = 12;

/// Sentences: what clashes, why nobody else may, and the least that mends it.
pub(super) fn words(audit: &AuditDrawn, found: &Found) -> Vec<String> {
    let cases = keys(&found.cases);
    let (many, done) = (found.cases.len(), found.what.done());
    let first = match (found.people.as_slice(), many) {
        ([], 1) => format!("{cases} may be {done} by nobody"),
        ([], _) => format!("{many} cases, {cases}, may be {done} by nobody"),
        ([one], _) => {
            format!("{many} cases, {cases}, may be {done} only by {one}, who takes {}", found.each)
        }
        (several, _) => format!(
            "{many} cases, {cases}, may be {done} only by {}, who take {} each, {} together",
            listed(several, "and"),
            found.each,
            u64::from(found.each) * several.len() as u64
        ),
    };
    let mut lines = vec![format!("In {}, {first}.", audit.period)];
    for (reason, people) in &found.others {
        let each = if people.len() == 1 { "who" } else { "each of whom" };
        lines.push(format!("{} may not, {each} {}.", listed(people, "and"), reason.words()));
    }
    let mends = match (found.people.is_empty(), found.missing) {
        (true, 1) => "The least that mends it: another case in its place, or an auditor who may take it.".to_owned(),
        (true, missing) => {
            format!("The least that mends it: other cases for {missing} of them, or an auditor who may take them.")
        }
        (false, 1) => {
            "The least that mends it: one place more with one of them, or one of these cases replaced by another."
                .to_owned()
        }
        (false, missing) => format!(
            "The least that mends it: {missing} places more with them, or {missing} cases replaced by others; in all {missing} cases are without an auditor."
        ),
    };
    lines.push(mends);
    lines
}

fn keys(cases: &[String]) -> String {
    let named: Vec<String> = cases.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    match cases.len().checked_sub(NAMED).filter(|more| *more > 0) {
        None => listed(&named, "and"),
        Some(more) => format!("{} and {more} more", named.join(", ")),
    }
}
