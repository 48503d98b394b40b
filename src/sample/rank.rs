//! The lot: each case has its place from SHA-256 over what anyone can write down, so that no order of a file, no program and
//! no library has a part in it. `docs/draw.md` says how to repeat it.

use sha2::{Digest, Sha256};

use super::receipt::ALGORITHM;

/// A place in the order of the lot: the lowest are drawn.
pub(super) type Rank = [u8; 32];

/// The lot of one draw.
#[derive(Clone, Debug)]
pub(super) struct Lot(Sha256);

impl Lot {
    /// What stands before the key: the algorithm, the draw, the period and the seed, each with a line feed behind it.
    pub(super) fn new(draw: &str, period: &str, seed: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [ALGORITHM, draw, period, seed] {
            hash.update(part.as_bytes());
            hash.update(b"\n");
        }
        Self(hash)
    }

    /// The place of a key.
    pub(super) fn rank(&self, key: &str) -> Rank {
        let mut hash = self.0.clone();
        hash.update(key.as_bytes());
        hash.update(b"\n");
        hash.finalize().into()
    }
}

/// A digest of many ranks that does not hang on their order: their sum, each taken as a number of 256 bits with the
/// highest byte first, without what is carried beyond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum([u64; 4]);

impl Sum {
    pub(super) fn add(&mut self, rank: &Rank) {
        let mut carried = false;
        for (place, bytes) in rank.rchunks_exact(8).enumerate() {
            let word = bytes.iter().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
            let Some(own) = self.0.get_mut(place) else { return };
            let (sum, over) = own.overflowing_add(word);
            let (sum, more) = sum.overflowing_add(u64::from(carried));
            (*own, carried) = (sum, over || more);
        }
    }

    pub(super) fn hex(self) -> String {
        self.0.iter().rev().map(|word| format!("{word:016x}")).collect()
    }
}

/// The first 64 bits: two keys that share them are taken for the same one.
pub(super) fn start(rank: &Rank) -> u64 {
    rank.iter().take(8).fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn digest(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_is_the_hash_of_five_lines() {
        let rank = Lot::new("case-files", "2017-05", "seed").rank("EH-1");
        assert_eq!(hex(&rank), digest(b"qac-draw-1\ncase-files\n2017-05\nseed\nEH-1\n"));
    }

    #[test]
    fn a_sum_does_not_hang_on_the_order_and_carries() {
        let (mut one, mut other) = (Sum::default(), Sum::default());
        let ranks = [[0xff; 32], [0x01; 32], [0x80; 32]];
        ranks.iter().for_each(|rank| one.add(rank));
        ranks.iter().rev().for_each(|rank| other.add(rank));
        assert_eq!(one, other);
        let mut carried = Sum::default();
        let mut least = [0; 32];
        if let Some(last) = least.last_mut() {
            *last = 1;
        }
        carried.add(&[0xff; 32]);
        carried.add(&least);
        assert_eq!(carried.hex(), "0".repeat(64));
    }
}
