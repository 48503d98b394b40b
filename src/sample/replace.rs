//! A case that cannot be audited, and the one that takes its place.

use super::allocation::{AllocationAsked, allocate_from};
use super::instead::allocate_instead;
use super::receipt::{Receipt, Replacement};
use crate::calendar::Date;

/// What is asked: which case, why, who decided it and when.
#[derive(Clone, Copy, Debug)]
pub struct Replace<'a> {
    /// The key of the case.
    pub key: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who decided it.
    pub decided_by: &'a str,
    /// When.
    pub on: Date,
}

/// Puts the next case of the reserve in the place of one that was drawn: of the same group where the reserve has one, the
/// first of all where it has not. Whoever was to audit the first audits the second, unless something speaks against it.
/// Where the cases could not be shared out, that is tried anew. Who may, `people` tell; they are needed for either.
///
/// # Errors
/// Why that cannot be, in one line.
pub fn replace(receipt: &Receipt, asked: Replace<'_>, people: Option<AllocationAsked<'_>>) -> Result<Receipt, String> {
    let Replace { key, reason, decided_by, on } = asked;
    if reason.trim().is_empty() || decided_by.trim().is_empty() {
        return Err("a replacement needs a reason, and who decided it".to_owned());
    }
    let mut after = receipt.clone();
    let place = after.chosen.iter().position(|case| case.key == key);
    let Some(out) = place.and_then(|place| after.chosen.get_mut(place)) else {
        let now = receipt.replacements.iter().rfind(|one| one.out.key == key);
        return Err(now.map_or_else(
            || format!("`{key}` is not among the cases of this draw"),
            |now| format!("`{key}` is no case of this draw any more: `{}` took its place on {}", now.key, now.on),
        ));
    };
    let next = after.reserve.iter().position(|case| case.group == out.group);
    let next = next.or((!after.reserve.is_empty()).then_some(0));
    let next = next.ok_or_else(|| format!("the reserve is used up: nothing can take the place of `{key}`"))?;
    let next = after.reserve.remove(next);
    let new_key = next.key.clone();
    let out = std::mem::replace(out, next);
    let (mut was, mut joins) = (None, false);
    let clash_was = std::mem::take(&mut after.clash);
    match (receipt.allocation.as_ref(), people) {
        (None, None) if !clash_was.is_empty() => {
            return Err("the cases could not be shared out, so that the roster is needed to try again".to_owned());
        }
        (None, Some(people)) if !clash_was.is_empty() => allocate_from(people, &mut after, on),
        (None, _) => {}
        (Some(_), None) => return Err("the cases have been shared out, so that the roster is needed".to_owned()),
        (Some(made), Some(people)) => {
            let (now, load) = match made.cases.iter().find(|case| case.key == key) {
                Some(before) => allocate_instead(people, &after, before, (&new_key, on))?,
                None => return Err(format!("the receipt does not say who audits `{key}`")),
            };
            if let Some(made) = &mut after.allocation {
                joins = made.auditors.iter().all(|one| one.person != load.person);
                if joins {
                    made.auditors.push(load);
                }
                was = made.put(key, now);
            }
        }
    }
    after.replacements.push(Replacement {
        out,
        key: new_key,
        reason: reason.trim().to_owned(),
        decided_by: decided_by.trim().to_owned(),
        on,
        was,
        joins,
        clash_was,
    });
    Ok(after)
}
