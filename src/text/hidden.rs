//! Characters that do not show: they come in with pasted text and make two equal-looking names differ.

use super::{FileId, Span};

/// The characters of `text` that do not show, with their places. A byte order mark at the start is none of them.
pub fn hidden_characters(text: &str, file: FileId) -> impl Iterator<Item = (char, Span)> {
    let place = move |(offset, character): (usize, char)| {
        let start = u32::try_from(offset).ok()?;
        let end = u32::try_from(offset + character.len_utf8()).ok()?;
        Some((character, Span::new(file, start, end)))
    };
    let is_mark = |offset: usize, character: char| offset == 0 && character == '\u{feff}';
    text.char_indices()
        .filter(move |(offset, character)| is_hidden(*character) && !is_mark(*offset, *character))
        .filter_map(place)
}

/// True of control characters other than line ends and tabs, of blanks without width, of soft hyphens, and of marks
/// that turn the direction of writing.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    match character {
        // Nearly every character: told apart first.
        ' '..='~' | '\n' | '\r' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_show_is_found() {
        let text = "\u{feff}a\u{200b}é\u{202e}\r\n\tb\u{7}\u{a0}£\u{feff}";
        let found: Vec<char> = hidden_characters(text, FileId(0)).map(|(character, _)| character).collect();
        assert_eq!(found, ['\u{200b}', '\u{202e}', '\u{7}', '\u{feff}']);
        for (character, span) in hidden_characters(text, FileId(0)) {
            assert_eq!(text.get(span.range()), Some(character.to_string().as_str()));
        }
    }
}
