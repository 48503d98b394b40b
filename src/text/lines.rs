//! Lines and columns: where a byte offset stands for a reader.

/// A place as a reader counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, counted in characters.
    pub column: u32,
}

/// The starts of the lines of one text.
///
/// A line ends with a line feed, a carriage return, or both together, as editors count. Every question has an answer:
/// an offset past the end stands at the end, and one inside a character stands at that character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters start before each stretch of [`STRETCH`] bytes, so that a column far along a very long line
    /// is not counted from the line's start.
    characters: Vec<u32>,
    length: u32,
}

/// The bytes between two counts of characters.
const STRETCH: usize = 128;

impl LineIndex {
    /// The lines of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        if bytes.contains(&b'\r') {
            for (offset, byte) in bytes.iter().enumerate() {
                let followed_by_feed = || bytes.get(offset + 1) == Some(&b'\n');
                if *byte == b'\n' || (*byte == b'\r' && !followed_by_feed()) {
                    starts.push(clamp(offset + 1));
                }
            }
        } else {
            // One character is looked for eight bytes at a time.
            starts.extend(text.match_indices('\n').map(|(offset, _)| clamp(offset + 1)));
        }
        starts.shrink_to_fit();
        Self { starts, characters: counts(bytes), length: clamp(text.len()) }
    }

    /// How many lines there are; at least one.
    #[must_use]
    pub fn count(&self) -> u32 {
        clamp(self.starts.len())
    }

    /// The line (from 1) that the byte at `offset` belongs to; a line end belongs to the line that it ends.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        clamp(self.starts.partition_point(|start| *start <= offset)).max(1)
    }

    /// The bytes of `line` (from 1) with its line end; the empty range at the end of the text where there is no such line.
    #[must_use]
    pub fn range(&self, line: u32) -> std::ops::Range<usize> {
        let index = (line as usize).wrapping_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(self.length);
        let end = self.starts.get(index.wrapping_add(1)).copied().unwrap_or(self.length);
        start as usize..end.max(start) as usize
    }

    /// The place of `offset` in `text`, which must be the text that the index was made from.
    #[must_use]
    pub fn place(&self, text: &str, offset: u32) -> Place {
        let offset = offset.min(self.length);
        let line = self.line(offset);
        let start = self.range(line).start;
        let characters = self.characters_before(text, offset as usize) - self.characters_before(text, start);
        let inside = text.as_bytes().get(offset as usize).is_some_and(|byte| is_continuation(*byte));
        Place { line, column: clamp(characters + usize::from(!inside)).max(1) }
    }

    /// How many characters of `text` start before the byte at `offset`.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let stretch = offset / STRETCH;
        let counted = self.characters.get(stretch).copied().unwrap_or_default();
        let rest = text.as_bytes().get(stretch * STRETCH..offset).unwrap_or_default();
        counted as usize + count(rest)
    }

    /// The byte offset of `place`, at most the end of its line.
    #[must_use]
    pub fn offset(&self, text: &str, place: Place) -> u32 {
        let range = self.range(place.line);
        let line = text.get(range.clone()).unwrap_or_default().trim_end_matches(['\r', '\n']);
        let column = place.column.saturating_sub(1) as usize;
        let within = line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset);
        clamp(range.start + within)
    }
}

/// The characters that start before each stretch of `bytes`, and before their end.
fn counts(bytes: &[u8]) -> Vec<u32> {
    let mut before = 0;
    let mut counts = Vec::with_capacity(bytes.len() / STRETCH + 2);
    counts.push(0);
    for stretch in bytes.chunks(STRETCH) {
        before += count(stretch);
        counts.push(clamp(before));
    }
    counts
}

/// How many characters start in `bytes`.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !is_continuation(**byte)).count()
}

/// True of the second and later bytes of a character in UTF-8.
const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// Offsets are `u32`; whatever lies past four gigabytes is not addressed.
fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(text: &str, offset: u32) -> (u32, u32) {
        let place = LineIndex::new(text).place(text, offset);
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters() {
        let text = "naïve £5\nnext";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 4), (1, 4), "the byte after the two of `ï`");
        assert_eq!(place(text, 3), (1, 3), "inside `ï`");
        assert_eq!(place(text, 11), (2, 1));
    }

    #[test]
    fn columns_count_characters_of_long_lines() {
        let text = format!("é\n{}", "£x".repeat(500));
        assert_eq!(place(&text, 3), (2, 1));
        assert_eq!(place(&text, 3 + 3 * 400), (2, 801));
        assert_eq!(place(&text, 3 + 3 * 400 + 1), (2, 801), "inside `£`");
        assert_eq!(place(&text, 3 + 3 * 500), (2, 1001), "the end");
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\r\nb\rc\nd";
        assert_eq!(LineIndex::new(text).count(), 4);
        assert_eq!(place(text, 3), (2, 1));
        assert_eq!(place(text, 5), (3, 1));
        assert_eq!(place(text, 7), (4, 1));
    }

    #[test]
    fn an_offset_past_the_end_stands_at_the_end() {
        assert_eq!(place("ab\n", 3), (2, 1));
        assert_eq!(place("ab\n", 900), (2, 1));
        assert_eq!(place("", 7), (1, 1));
        assert_eq!(LineIndex::new("ab").range(9), 2..2);
        assert_eq!(LineIndex::new("ab").range(0), 2..2);
    }

    proptest! {
        #[test]
        fn a_place_leads_back_to_its_offset(text in "[a£\\r\\n𝄞 ]{0,40}", pick in 0usize..41) {
            let index = LineIndex::new(&text);
            let offset = text.char_indices().map(|(offset, _)| offset).nth(pick).unwrap_or(text.len());
            let (before, after) = text.split_at(offset);
            let at_line_end = after.starts_with('\n') && before.ends_with('\r');
            let offset = u32::try_from(offset).unwrap();
            let back = index.offset(&text, index.place(&text, offset));
            prop_assert!(back == offset || at_line_end);
        }

        #[test]
        fn any_offset_has_a_place(text in "\\PC{0,20}", offset: u32) {
            let place = LineIndex::new(&text).place(&text, offset);
            prop_assert!(place.line >= 1 && place.column >= 1);
        }
    }
}
