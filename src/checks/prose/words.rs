//! Words: a text cut into them, each with a number that is the same for the same word in any case.

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// First byte in the text.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// The same for the same letters, capitals or not, and either apostrophe.
    pub(super) hash: u64,
}

impl Word {
    /// The bytes of the text that are the word.
    pub(super) const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a text. Hyphens and apostrophes within a word belong to it; a stroke parts two words.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut open: Option<(usize, u64)> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next_is_letter = characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = open.is_some() && next_is_letter && matches!(character, '\'' | '’' | '-' | '‑');
        if character.is_alphanumeric() || joins {
            let (start, hash) = open.unwrap_or((at, SEED));
            open = Some((start, hashed(hash, character)));
        } else if let Some((start, hash)) = open.take() {
            found.extend(word(start, at, hash));
        }
    }
    if let Some((start, hash)) = open {
        found.extend(word(start, text.len(), hash));
    }
    found.shrink_to_fit();
    found
}

/// The hash of one word written by itself.
pub(super) fn hash_of(word: &str) -> u64 {
    word.chars().fold(SEED, hashed)
}

/// Two hashes in order, as one.
pub(super) const fn joined(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(PRIME)
}

/// The offset basis and prime of the FNV-1a hash, which is quick for short words and the same on every machine.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn hashed(hash: u64, character: char) -> u64 {
    let plain = match character {
        '’' => '\'',
        '‑' => '-',
        other => other,
    };
    let fold = |hash: u64, character: char| (hash ^ u64::from(character)).wrapping_mul(PRIME);
    if plain.is_ascii() { fold(hash, plain.to_ascii_lowercase()) } else { plain.to_lowercase().fold(hash, fold) }
}

fn word(start: usize, end: usize, hash: u64) -> Option<Word> {
    Some(Word { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()?, hash })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| text.get(word.range()).unwrap()).collect()
    }

    #[test]
    fn words_keep_hyphens_and_apostrophes_within() {
        assert_eq!(
            texts("The child’s (LSCB) bi-monthly Service/Team – 'seen' 6.10 é."),
            ["The", "child’s", "LSCB", "bi-monthly", "Service", "Team", "seen", "6", "10", "é"]
        );
        assert_eq!(texts("- end-"), ["end"]);
    }

    #[test]
    fn the_same_word_has_one_hash() {
        let all = words("Child’s child's CHILD'S childs");
        assert_eq!((all[0].hash, all[1].hash), (all[1].hash, all[2].hash));
        assert_ne!(all[0].hash, all[3].hash);
        assert_eq!(all[0].hash, hash_of("child's"));
        assert_ne!(joined(1, 2), joined(2, 1));
    }
}
