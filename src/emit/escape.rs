//! What an author may write that a format would take for its own: one function for each format.
//!
//! HTML is escaped by the template engine.

use std::borrow::Cow;

/// Text for a terminal or a plain file: one line, nothing that moves the cursor or turns the reading direction, one
/// blank where there are several.
pub(super) fn plain(text: &str) -> String {
    // Most texts are as they should be.
    if is_plain(text) { text.to_owned() } else { spaced(text).split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// The same with every blank kept, for what is laid out in columns already.
pub(super) fn spaced(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || is_hidden(c) { ' ' } else { c }).collect()
}

/// Characters that change how the text around them reads without being seen.
const fn is_hidden(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Text inside a Markdown paragraph, list item or table cell: every character that Markdown could read is escaped.
pub(super) fn markdown(text: &str) -> String {
    let mut escaped = String::new();
    for c in plain(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&' | '$') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    opening(escaped)
}

/// At the start of a line, `- `, `+ `, `= ` and `1. ` would begin a list or a heading.
fn opening(text: String) -> String {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let after = text.get(digits..).unwrap_or_default();
    if text.starts_with(['-', '+', '=']) {
        format!("\\{text}")
    } else if digits > 0
        && after.starts_with(['.', ')'])
        && !after.get(1..).unwrap_or_default().starts_with(|c: char| c.is_ascii_digit())
    {
        format!("{}\\{after}", text.get(..digits).unwrap_or_default())
    } else {
        text
    }
}

/// A cell of a CSV file. Spreadsheets run a cell that starts with `=`, `+`, `-` or `@` as a formula, also behind blanks,
/// so such a cell is made text with an apostrophe.
pub(super) fn csv(text: &str) -> Cow<'_, str> {
    let text = if is_plain(text) { Cow::Borrowed(text) } else { Cow::Owned(plain(text)) };
    if text.starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{text}")) } else { text }
}

/// Whether [`plain()`] surely leaves the text as it is; of a text with hidden characters or odd blanks it is not sure.
fn is_plain(text: &str) -> bool {
    // At the start a blank is one too many, as it is after another.
    let mut before = b' ';
    let visible = text.bytes().all(|byte| {
        let fits = matches!(byte, b' '..=b'~') && (byte, before) != (b' ', b' ');
        before = byte;
        fits
    });
    visible && (text.is_empty() || before != b' ')
}

/// Text between the tags of an XML document or within the quotes of an attribute. Characters that XML 1.0 cannot hold even
/// escaped are dropped: control characters but for tab and line ends, and U+FFFE and U+FFFF (section 2.2 of the
/// recommendation). Tabs and line ends are escaped, because a reader would make blanks of them in an attribute.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter(|c| is_xml(*c)) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Whether XML 1.0 has the character: the rule named `Char` of its recommendation.
const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_format_keeps_ordinary_words_as_they_are() {
        let words = "Managers' case file audits (2), 6.10 – early help; café";
        assert_eq!(plain(words), words);
        assert_eq!(markdown(words), words);
        assert_eq!(csv(words), words);
    }

    #[test]
    fn formulas_lists_and_directions_are_defused() {
        assert_eq!(csv("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(csv("\t@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(markdown("- a | b"), "\\- a \\| b");
        assert_eq!(markdown("1. one"), "1\\. one");
        assert_eq!(plain("a\u{202e}b\u{1b}[31mc\nd"), "a b [31mc d");
    }

    /// The text of the first paragraph that a Markdown reader sees.
    fn read_back(markdown: &str) -> String {
        use pulldown_cmark::{Event, Options, Parser};
        let events = Parser::new_ext(markdown, Options::all());
        let mut text = String::new();
        for event in events {
            if let Event::Text(piece) = &event {
                text.push_str(piece);
            } else {
                let opens = matches!(event, Event::Start(pulldown_cmark::Tag::Paragraph));
                assert!(opens || matches!(event, Event::End(_)), "{markdown:?}: {event:?}");
            }
        }
        text
    }

    /// The text and the attribute of an element, as an XML reader sees them.
    fn read_xml(document: &str) -> (String, String) {
        use quick_xml::escape::resolve_xml_entity;
        use quick_xml::events::Event;
        let mut reader = quick_xml::Reader::from_str(document);
        let (mut text, mut attribute) = (String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let value = start.try_get_attribute("a").unwrap().unwrap();
                    attribute = value.normalized_value(quick_xml::XmlVersion::Explicit1_0).unwrap().into_owned();
                }
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(name) => match name.resolve_char_ref().unwrap() {
                    Some(c) => text.push(c),
                    None => text.push_str(resolve_xml_entity(&name).unwrap()),
                },
                Event::End(_) => return (text, attribute),
                Event::Empty(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::Eof => panic!("{document:?}"),
            }
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_dropped() {
        assert_eq!(xml("a\u{0}\u{b}\u{1b}b\u{fffe}\u{ffff}c\u{fffd}\u{10ffff}"), "abc\u{fffd}\u{10ffff}");
        assert_eq!(xml("<a b=\"&\">\r\n\t"), "&lt;a b=&quot;&amp;&quot;&gt;&#13;&#10;&#9;");
    }

    proptest! {
        #[test]
        fn xml_reads_back_as_the_words_but_for_what_it_cannot_hold(text in any::<String>(), odd in "[\\x00-\\x1f<>&\"'\u{fffe}é]{0,20}") {
            for text in [text, odd] {
                let held: String = text.chars().filter(|c| is_xml(*c)).collect();
                let escaped = xml(&text);
                let read = read_xml(&format!("<t a=\"{escaped}\">{escaped}</t>"));
                prop_assert_eq!(read, (held.clone(), held));
            }
        }

        #[test]
        fn markdown_reads_back_as_the_words(text in "[ -~£é–]{0,40}") {
            let options_that_change_letters = ["\"", "'", "--", "...", "^", ":", "$"];
            prop_assume!(!options_that_change_letters.iter().any(|odd| text.contains(odd)));
            prop_assert_eq!(read_back(&markdown(&text)), plain(&text));
        }

        #[test]
        fn csv_never_starts_a_formula(text in "\\PC{0,20}") {
            let cell = csv(&text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            let shown = plain(&text);
            let quoted = format!("'{shown}");
            prop_assert!(*cell == shown || *cell == quoted);
        }

        #[test]
        fn plain_is_one_line_without_controls(text in any::<String>()) {
            let shown = plain(&text);
            prop_assert!(!shown.chars().any(|c| c.is_control() || is_hidden(c)));
            prop_assert_eq!(plain(&shown), shown);
        }
    }
}
