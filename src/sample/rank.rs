//! The lot: each case has its place from SHA-256 over what anyone can write down, so that no order of a file, no program and
//! no library has a part in it. `docs/draw.md` says how to repeat it.

use std::cmp::Ordering;

use sha2::block_api::compress256;
use sha2::{Digest, Sha256};

use super::receipt::ALGORITHM;

/// A place in the order of the lot: the lowest are drawn.
pub(super) type Rank = [u8; 32];

/// How much SHA-256 takes in at once, in bytes.
const BLOCK: usize = 64;
/// What SHA-256 begins with: FIPS 180-4, section 5.3.3.
const BEGINNING: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
/// What SHA-256 puts behind a text: a bit that is set, and the length of the text in bits, of 64 bits.
const END: usize = 1 + 8;

/// The lot of one draw: SHA-256 of the algorithm, the draw, the period and the seed. In hexadecimal it fills a block, which
/// is taken in once for all keys; what a key of usual length adds fills one more.
#[derive(Clone, Debug)]
pub(super) struct Lot {
    /// In hexadecimal.
    lot: String,
    /// The state of SHA-256 behind it.
    state: [u32; 8],
}

impl Lot {
    /// From the algorithm, the draw, the period and the seed, each with a line feed behind it.
    pub(super) fn new(draw: &str, period: &str, seed: &str) -> Self {
        let lot = digest(format!("{ALGORITHM}\n{draw}\n{period}\n{seed}\n").as_bytes());
        let mut state = BEGINNING;
        compress256(&mut state, lot.as_bytes().as_chunks::<BLOCK>().0);
        Self { lot, state }
    }

    /// The place of a key: SHA-256 of the lot and the key, with a line feed behind it.
    pub(super) fn rank(&self, key: &str) -> Rank {
        self.rank_of_usual(key.as_bytes()).unwrap_or_else(|| {
            Sha256::new_with_prefix(&self.lot).chain_update(key.as_bytes()).chain_update(b"\n").finalize().into()
        })
    }

    /// The place of a key that fits into a block with what SHA-256 puts behind it.
    fn rank_of_usual(&self, key: &[u8]) -> Option<Rank> {
        let length = key.len();
        let mut block = [0; BLOCK];
        if length + 1 + END > BLOCK {
            return None;
        }
        block.get_mut(..length)?.copy_from_slice(key);
        block.get_mut(length..length + 2)?.copy_from_slice(b"\n\x80");
        let bits = 8 * (BLOCK + length + 1) as u64;
        *block.last_chunk_mut()? = bits.to_be_bytes();
        let mut state = self.state;
        compress256(&mut state, &[block]);
        let mut rank = [0; 32];
        rank.as_chunks_mut().0.iter_mut().zip(state).for_each(|(bytes, word)| *bytes = word.to_be_bytes());
        Some(rank)
    }
}

/// A digest of many ranks that does not hang on their order: their sum, each taken as a number of 256 bits with the
/// highest byte first, without what is carried beyond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum([u64; 4]);

impl Sum {
    pub(super) fn add(&mut self, rank: &Rank) {
        let mut carried = false;
        for (own, bytes) in self.0.iter_mut().zip(rank.as_chunks().0.iter().rev()) {
            let (sum, over) = own.overflowing_add(u64::from_be_bytes(*bytes));
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
    rank.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

/// Which of two ranks is lower. The first bits nearly always decide, and are compared at once.
pub(super) fn in_order(one: &Rank, other: &Rank) -> Ordering {
    start(one).cmp(&start(other)).then_with(|| one.cmp(other))
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
    fn a_rank_is_the_hash_of_the_lot_and_the_key() {
        let lot = digest(b"qac-draw-1\ncase-files\n2017-05\nseed\n");
        for length in 0..200 {
            let key = "k".repeat(length);
            let rank = Lot::new("case-files", "2017-05", "seed").rank(&key);
            assert_eq!(hex(&rank), digest(format!("{lot}{key}\n").as_bytes()), "{length}");
        }
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
