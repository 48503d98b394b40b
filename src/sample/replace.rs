//! A case that cannot be audited, and the one that takes its place.

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
/// first of all where it has not. Whoever was to audit the first audits the second.
///
/// # Errors
/// Why that cannot be, in one line.
pub fn replace(receipt: &Receipt, asked: Replace<'_>) -> Result<Receipt, String> {
    let Replace { key, reason, decided_by, on } = asked;
    if reason.trim().is_empty() || decided_by.trim().is_empty() {
        return Err("a replacement needs a reason, and who decided it".to_owned());
    }
    let mut after = receipt.clone();
    let place = after.chosen.iter().position(|case| case.key == key);
    let Some(out) = place.and_then(|place| after.chosen.get_mut(place)) else {
        return Err(format!("`{key}` is not among the cases of this draw"));
    };
    let next = after.reserve.iter().position(|case| case.group == out.group);
    let next = next.or((!after.reserve.is_empty()).then_some(0));
    let next = next.ok_or_else(|| format!("the reserve is used up: nothing can take the place of `{key}`"))?;
    let next = after.reserve.remove(next);
    let new_key = next.key.clone();
    let out = std::mem::replace(out, next);
    if let Some(allocation) = &mut after.allocation {
        for case in allocation.cases.iter_mut().filter(|case| case.key == key) {
            case.key.clone_from(&new_key);
        }
    }
    after.replacements.push(Replacement {
        out,
        key: new_key,
        reason: reason.trim().to_owned(),
        decided_by: decided_by.trim().to_owned(),
        on,
    });
    Ok(after)
}
