//! Where a span stands for a reader, and words made fit to print.

use crate::text::{Place, Source, Sources, Span, is_hidden};

/// The source of `span` and the place where it starts; nothing for a span of an unknown text.
pub(super) fn start_of(sources: &Sources, span: Span) -> Option<(&Source, Place)> {
    let source = sources.get(span.file)?;
    Some((source, source.lines.place(&source.text, span.start)))
}

/// A stretch of a known text, by the places of its ends.
pub(super) struct Stretch<'s> {
    /// The text.
    pub(super) source: &'s Source,
    /// Of its first character.
    pub(super) start: Place,
    /// Of the character after its last one.
    pub(super) end: Place,
}

/// The source of `span` and the places of its ends, never the wrong way round; nothing for a span of an unknown text.
pub(super) fn stretch_of(sources: &Sources, span: Span) -> Option<Stretch<'_>> {
    let (source, start) = start_of(sources, span)?;
    Some(Stretch { source, start, end: source.lines.place(&source.text, span.end.max(span.start)) })
}

/// The ends of `span` moved outwards to whole characters of `text`, never past its end and never backwards.
pub(super) fn whole_characters(text: &str, span: Span) -> std::ops::Range<usize> {
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// `words` on one line, with nothing that could steer a terminal or hide from the eye.
pub(super) fn one_line(words: &str) -> String {
    words.chars().map(|character| if character == '\n' { ' ' } else { visible(character) }).collect()
}

/// A character that shows for one that does not; characters that show are themselves.
pub(super) fn visible(character: char) -> char {
    match character {
        '\t' | '\u{feff}' => ' ',
        '\n' | '\r' => '\u{fffd}',
        other if is_hidden(other) => '\u{fffd}',
        other => other,
    }
}
