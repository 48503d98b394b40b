//! Who audits a case that takes the place of another.

use std::collections::BTreeSet;

use super::allocation::{AllocationAsked, Allocator};
use super::receipt::{AuditorLoad, CaseAllocated, Receipt};
use super::roster::{Auditor, audit_of, is_new, moderation_of};
use crate::calendar::Date;

/// Who audits a case that takes the place of another: the same people where nothing speaks against it, else whoever may and
/// has least, of those who are there from the day on which that is decided. With it goes what that person has to audit.
///
/// # Errors
/// Why nobody may, in one line.
pub(super) fn allocate_instead(
    asked: AllocationAsked<'_>,
    receipt: &Receipt,
    before: &CaseAllocated,
    (key, on): (&str, Date),
) -> Result<(CaseAllocated, AuditorLoad), String> {
    Allocator::new(asked, receipt, on).instead(before, key)
}

impl Allocator<'_> {
    /// Who audits the case `key`, which takes the place of one that was allocated as `before` says.
    fn instead(&self, before: &CaseAllocated, key: &str) -> Result<(CaseAllocated, AuditorLoad), String> {
        let AllocationAsked { model, obligation, roster, .. } = self.asked;
        let case = self.cases.iter().find(|case| case.key == key).ok_or_else(|| format!("`{key}` is not drawn"))?;
        let (auditors, rules) = (self.auditors(), self.rules());
        let others = || self.receipt.allocation.iter().flat_map(|made| &made.cases).filter(|one| one.key != before.key);
        let load = |person: &str| others().filter(|one| one.auditor == person).count();
        let earlier = self.earlier_loads(&auditors, |case| Some(&case.auditor));
        let each = obligation.each.map_or(usize::MAX, |each| each as usize);
        let can = |one: &&(&Auditor, u32)| load(&one.0.person) < each && rules.why_not(one.0, case).is_none();
        let all: Vec<(&Auditor, u32)> = auditors.iter().zip(earlier).collect();
        // Somebody new, where a partner is asked for.
        let length = audit_of(model, obligation).and_then(|audit| audit.partner_for);
        let is_new = |one: &Auditor| length.is_some_and(|length| is_new(model, one.since, self.window.due, length));
        let beside = |auditor: &Auditor, one: &Auditor| {
            one.person != auditor.person && !is_new(one) && rules.why_not(one, case).is_none()
        };
        let alone = |auditor: &Auditor| is_new(auditor) && !auditors.iter().any(|one| beside(auditor, one));
        let least = |one: &&(&Auditor, u32)| (alone(one.0), one.0.person != before.auditor, load(&one.0.person), one.1);
        let Some((auditor, earlier)) = all.iter().filter(can).min_by_key(least) else {
            let reasons: BTreeSet<String> = auditors
                .iter()
                .map(|one| match rules.why_not(one, case) {
                    Some(why) => format!("{} {}", one.person, why.words()),
                    None => format!("{} has {each} already", one.person),
                })
                .collect();
            let reasons = reasons.into_iter().collect::<Vec<_>>().join("; ");
            return Err(format!("nobody may audit it: {reasons}"));
        };
        let beside_load = |one: &&Auditor| {
            let times = others().filter(|other| other.partner.as_ref() == Some(&one.person)).count();
            (Some(&one.person) != before.partner.as_ref(), times)
        };
        let partner = if is_new(auditor) {
            let found = auditors.iter().filter(|one| beside(auditor, one)).min_by_key(beside_load);
            let found = found.ok_or_else(|| format!("nobody can work beside {}, who is new, on it", auditor.person));
            Some(found?.person.clone())
        } else {
            None
        };
        let moderator = match (&before.moderator, moderation_of(model, obligation)) {
            (Some(moderator), Some(moderation)) => {
                let (rules, people) = self.looking_again(&moderation.by, moderation.independent_of.as_ref(), roster);
                let may = |one: &&Auditor| one.person != auditor.person && rules.why_not(one, case).is_none();
                let load = |one: &&Auditor| {
                    let times = others().filter(|other| other.moderator.as_ref() == Some(&one.person)).count();
                    (one.person != *moderator, times)
                };
                let found = people.iter().filter(may).min_by_key(load);
                Some(found.ok_or("nobody may look again at it")?.person.clone())
            }
            _ => None,
        };
        let load = self.load(auditor, 0, *earlier);
        Ok((CaseAllocated { key: key.to_owned(), auditor: auditor.person.clone(), partner, moderator }, load))
    }
}
