//! Chance that is the same on every machine: SHA-256 over the seed and what is being decided.

use sha2::{Digest, Sha256};

/// The seed of the example. Another gives another year.
const SEED: &str = "rbwm-2017";

/// A number below `sides`, decided by what it is about.
pub(crate) fn dice(about: &str, sides: u64) -> u64 {
    let mut hash = Sha256::new();
    hash.update(SEED.as_bytes());
    hash.update(b"\n");
    hash.update(about.as_bytes());
    let first = hash.finalize().iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    first % sides.max(1)
}

/// The same as a small count.
pub(crate) fn dice_of(about: &str, sides: u32) -> u32 {
    u32::try_from(dice(about, u64::from(sides))).unwrap_or_default()
}

/// The same as a place in a list.
pub(crate) fn place(about: &str, length: usize) -> usize {
    let sides = u64::try_from(length).unwrap_or(1);
    usize::try_from(dice(about, sides)).unwrap_or_default()
}
