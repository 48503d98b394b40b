//! Whether a receipt is what a draw gives: drawn again, and compared field by field.

use serde_json::Value;

use super::draw::rank_of;
use super::receipt::Receipt;

/// What a receipt says otherwise than the draw that was made again, a sentence each; empty where it is true.
///
/// Replacements are taken back first: they were decided by people, after the draw. Who audits what is compared only where
/// the draw that was made again has it.
#[must_use]
pub fn differences(written: &Receipt, again: &Receipt) -> Vec<String> {
    let mut found = Vec::new();
    let mut as_drawn = match with_replacements(written, 0) {
        Ok(receipt) => receipt,
        Err(fault) => return vec![fault],
    };
    if again.allocation.is_none() && again.clash.is_empty() {
        as_drawn.allocation = None;
        as_drawn.clash = Vec::new();
    }
    let (Ok(written), Ok(again)) = (serde_json::to_value(&as_drawn), serde_json::to_value(again)) else {
        return vec!["it cannot be compared".to_owned()];
    };
    compare("", &written, &again, &mut found);
    found
}

/// The receipts that a draw looked at, as they were then.
///
/// # Errors
/// Which of them is not among `receipts`.
pub fn looked_at(by: &Receipt, receipts: &[Receipt]) -> Result<Vec<Receipt>, String> {
    let found = by.earlier.iter().map(|earlier| {
        let receipt = receipts.iter().find(|receipt| earlier.is_of(receipt));
        let round = if earlier.round > 1 { format!(", round {}", earlier.round) } else { String::new() };
        let (audit, period) = (&earlier.audit, &earlier.period);
        let receipt = receipt.ok_or_else(|| {
            format!("the draw looked at the receipt of `{audit}` for {period}{round}, which is not among the receipts")
        })?;
        with_replacements(receipt, earlier.replaced)
    });
    found.collect()
}

/// The receipt when no more than the first `count` replacements had been made.
///
/// # Errors
/// Where a replacement names a case that is not there.
fn with_replacements(receipt: &Receipt, count: usize) -> Result<Receipt, String> {
    let mut before = receipt.clone();
    for replacement in before.replacements.split_off(count.min(before.replacements.len())).into_iter().rev() {
        let place = before.chosen.iter_mut().find(|case| case.key == replacement.key);
        let place =
            place.ok_or_else(|| format!("`replacements` name `{}`, which is not among `chosen`", replacement.key))?;
        if let (Some(made), Some(was)) = (&mut before.allocation, replacement.was) {
            made.put(&replacement.key, was);
            if replacement.joins {
                made.auditors.pop();
            }
        }
        if !replacement.clash_was.is_empty() {
            before.allocation = None;
            before.clash = replacement.clash_was;
        }
        before.reserve.push(std::mem::replace(place, replacement.out));
    }
    before.reserve.sort_by(|one, other| rank_of(one).cmp(rank_of(other)));
    Ok(before)
}

fn compare(path: &str, written: &Value, again: &Value, found: &mut Vec<String>) {
    match (written, again) {
        (Value::Object(written), Value::Object(again)) => {
            for (name, value) in written {
                let other = again.get(name).unwrap_or(&Value::Null);
                compare(&joined(path, name), value, other, found);
            }
            // A map of columns may lack one that the draw tells.
            for (name, other) in again.iter().filter(|(name, _)| !written.contains_key(*name)) {
                compare(&joined(path, name), &Value::Null, other, found);
            }
        }
        (Value::Array(written), Value::Array(again)) => {
            if written.len() != again.len() {
                found.push(format!("`{path}` has {} entries, and drawn again {}", written.len(), again.len()));
            }
            for (place, (value, other)) in written.iter().zip(again).enumerate() {
                compare(&joined(path, &(place + 1).to_string()), value, other, found);
            }
        }
        (written, again) if written != again => {
            found.push(format!("`{path}` is {}, and drawn again {}", shown(written), shown(again)));
        }
        _ => {}
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => format!("`{text}`"),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(_) | Value::Object(_) => "something else".to_owned(),
    }
}
