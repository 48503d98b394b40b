//! A case that cannot be audited, and the one that takes its place.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::allocation::{AllocationAsked, allocate_from};
use super::earlier::Earlier;
use super::instead::allocate_instead;
use super::plan::{population_of, recent};
use super::receipt::{AuditorLoad, CaseAllocated, CaseDrawn, PassedOver, Receipt, Replacement};
use crate::calendar::Date;
use crate::model::{Model, Obligation};
use crate::plan::{draw_of, listed};

/// What is asked: which case, why, who decided it and when.
#[derive(Clone, Copy, Debug)]
pub struct Replace<'a> {
    /// The key of the case.
    pub key: &'a str,
    /// Why; a text that is not empty.
    pub reason: &'a str,
    /// Who decided it; a text that is not empty.
    pub decided_by: &'a str,
    /// When.
    pub on: Date,
}

/// Which cases of a receipt's reserve another draw has by now, by their keys, each with what to say of it: other draws are
/// looked at as the rule of this one says.
#[must_use]
pub fn drawn_elsewhere(
    model: &Model,
    obligation: &Obligation,
    receipt: &Receipt,
    receipts: &[Receipt],
    on: Date,
) -> BTreeMap<String, String> {
    let Some(of) = draw_of(model, obligation) else { return BTreeMap::new() };
    let record = population_of(model, of.draw).and_then(|(_, population)| population.records.as_ref());
    let record = record.map_or("", |record| record.name.as_str());
    Earlier { model, receipts, record }.elsewhere(receipt, recent(of.draw), on)
}

/// Puts the next case of the reserve in the place of one that was drawn: of the same group where the reserve has one, the
/// first of all where it has not. Whoever was to audit the first audits the second, unless something speaks against it.
/// Where the cases could not be shared out, that is tried anew. Who may, `people` tell; they are needed for either. A case
/// that is among `elsewhere`, or that nobody may audit, is passed over; the receipt says so.
///
/// # Errors
/// Why that cannot be, in one line.
pub fn replace(
    receipt: &Receipt,
    asked: Replace<'_>,
    people: Option<AllocationAsked<'_>>,
    elsewhere: &BTreeMap<String, String>,
) -> Result<Receipt, String> {
    let key = asked.key;
    let Some(out) = receipt.chosen.iter().find(|case| case.key == key) else {
        let now = receipt.replacements.iter().rfind(|one| one.out.key == key);
        return Err(now.map_or_else(
            || format!("`{key}` is not among the cases of this draw"),
            |now| format!("`{key}` is no case of this draw any more: `{}` took its place on {}", now.key, now.on),
        ));
    };
    match (&receipt.allocation, people) {
        (Some(_), None) => return Err("the cases have been shared out, so that the roster is needed".to_owned()),
        (None, None) if !receipt.clash.is_empty() => {
            return Err("the cases could not be shared out, so that the roster is needed to try again".to_owned());
        }
        _ => {}
    }
    let (same, others): (Vec<_>, Vec<_>) = receipt.reserve.iter().partition(|case| case.group == out.group);
    let mut passed_over: Vec<PassedOver> = Vec::new();
    for next in same.into_iter().chain(others) {
        let made = match elsewhere.get(&next.key) {
            Some(why) => Err(why.clone()),
            None => with_next(receipt, asked, people, next),
        };
        match made {
            Ok((mut after, mut replacement)) => {
                replacement.passed_over = passed_over;
                after.replacements.push(replacement);
                return Ok(after);
            }
            Err(why) => passed_over.push(PassedOver { key: next.key.clone(), why }),
        }
    }
    let unpeopled = passed_over.iter().any(|one| !elsewhere.contains_key(&one.key));
    Err(nothing_left(key, &passed_over, unpeopled))
}

/// The receipt with the case `next` of the reserve in the place of the one that is asked for.
///
/// # Errors
/// Why nobody may audit it.
fn with_next(
    receipt: &Receipt,
    asked: Replace<'_>,
    people: Option<AllocationAsked<'_>>,
    next: &CaseDrawn,
) -> Result<(Receipt, Replacement), String> {
    let Replace { key, reason, decided_by, on } = asked;
    let mut after = receipt.clone();
    after.reserve.retain(|case| case.key != next.key);
    let place = after.chosen.iter_mut().find(|case| case.key == key);
    let out = place.map(|place| std::mem::replace(place, next.clone())).ok_or("it is not drawn")?;
    let clash_was = std::mem::take(&mut after.clash);
    let (mut was, mut joins) = (None, false);
    if let (None, Some(people), false) = (&receipt.allocation, people, clash_was.is_empty()) {
        allocate_from(people, &mut after, on);
    }
    if let (Some(made), Some(people)) = (&receipt.allocation, people) {
        let before = made.cases.iter().find(|case| case.key == key);
        let before = before.ok_or_else(|| format!("the receipt does not say who audits `{key}`"))?;
        let (now, load): (CaseAllocated, AuditorLoad) = allocate_instead(people, &after, before, (&next.key, on))?;
        if let Some(made) = &mut after.allocation {
            joins = made.auditors.iter().all(|one| one.person != load.person);
            if joins {
                made.auditors.push(load);
            }
            was = made.put(key, now);
        }
    }
    let (reason, decided_by) = (reason.trim().to_owned(), decided_by.trim().to_owned());
    let key = next.key.clone();
    let replacement = Replacement { out, key, reason, decided_by, on, was, joins, clash_was, passed_over: Vec::new() };
    Ok((after, replacement))
}

/// How many cases of the reserve are named that are passed over for one reason.
const MOST_SHOWN: usize = 3;

/// Why nothing of the reserve can take the place of a case; for some of it, where `unpeopled`, for want of people.
fn nothing_left(key: &str, passed_over: &[PassedOver], unpeopled: bool) -> String {
    let mut by_why: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for one in passed_over {
        by_why.entry(&one.why).or_default().push(&one.key);
    }
    if by_why.is_empty() {
        return format!("the reserve is used up: nothing can take the place of `{key}`");
    }
    let told = |(why, keys): (&&str, &Vec<&str>)| {
        let mut shown: Vec<String> = keys.iter().take(MOST_SHOWN).map(|key| format!("`{key}`")).collect();
        shown.extend(keys.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0).map(|more| format!("{more} more")));
        format!("{why} ({})", listed(&shown, "and"))
    };
    let told: Vec<String> = by_why.iter().map(told).collect();
    let roster = if unpeopled { "; name a roster with somebody who may" } else { "" };
    format!("nothing of the reserve can take the place of `{key}`: {}{roster}", told.join("; "))
}
