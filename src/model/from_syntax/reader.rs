//! Reading single values: names, numbers, texts, parties.

use super::imported::DaysFile;
use super::names::Names;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ids::Ref;
use crate::model::value::{Join, Parties};
use crate::model::{Kind, PARTIES};
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, Spanned};

/// What reading a value needs: the file's text, all declared names, and where findings go.
pub(super) struct Reader<'model> {
    /// The text of the file that the nodes come from.
    pub(super) text: &'model str,
    /// Every declared name of every file.
    pub(super) names: &'model Names,
    /// The files that calendars take days from.
    pub(super) days: &'model [DaysFile<'model>],
    /// What was found wrong.
    pub(super) findings: Vec<Diagnostic>,
}

impl<'model> Reader<'model> {
    pub(super) const fn new(text: &'model str, names: &'model Names) -> Self {
        Self { text, names, days: &[], findings: Vec::new() }
    }

    /// The text a node covers.
    pub(super) fn slice(&self, node: &Node) -> &'model str {
        self.text.get(node.span.range()).unwrap_or_default()
    }

    /// The words a node covers, with single blanks between them: a fixed phrase may go on over the next line.
    pub(super) fn phrase(&self, node: &Node) -> String {
        self.slice(node).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Adds a finding.
    pub(super) fn find(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// A word as it stands.
    pub(super) fn word(&self, node: &Node) -> Spanned<String> {
        Spanned::new(self.slice(node).to_owned(), node.span)
    }

    /// A text without its quotes, runs of blanks and line ends made one blank, `\"` made `"` and `\\` made `\`.
    pub(super) fn quoted(&self, node: &Node) -> Spanned<String> {
        let raw = node.only().map_or_else(|| self.slice(node), |inner| self.slice(inner));
        let text = if is_plain(raw) {
            raw.to_owned()
        } else {
            unescaped(&raw.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        Spanned::new(text, node.span)
    }

    /// A whole number. Too large a one, or a decimal, has its finding and gives `None`.
    pub(super) fn number(&mut self, node: &Node) -> Option<Spanned<u32>> {
        const WORDS: [&str; 12] =
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        let written = self.slice(node);
        let by_word = WORDS.iter().zip(1..).find(|(word, _)| **word == written).map(|(_, number)| number);
        let number = by_word.or_else(|| written.replace(',', "").parse().ok());
        if number.is_none() {
            self.find(
                Diagnostic::new(codes::IMPOSSIBLE_FIGURE, format!("`{written}` cannot be a number of things here"))
                    .at(node.span, "a whole number is meant")
                    .help("write a whole number below four thousand million"),
            );
        }
        number.map(|number| Spanned::new(number, node.span))
    }

    /// A name that stands for a declaration of one of `kinds`.
    pub(super) fn refer(&mut self, node: &Node, kinds: &[Kind]) -> Ref {
        self.refer_to(self.slice(node), node.span, kinds)
    }

    /// The same for a name that is part of a node.
    pub(super) fn refer_to(&mut self, name: &str, span: Span, kinds: &[Kind]) -> Ref {
        let target = match self.names.resolve(name, span, kinds) {
            Ok(target) => target,
            Err(finding) => {
                self.find(*finding);
                None
            }
        };
        Ref { name: name.to_owned(), span, target }
    }

    /// The names of a list, each of one of `kinds`.
    pub(super) fn refer_all(&mut self, node: &Node, kinds: &[Kind]) -> Vec<Ref> {
        let names: Vec<&Node> =
            node.parts().filter(|part| matches!(part.kind, NodeKind::Name | NodeKind::Id)).collect();
        names.into_iter().map(|name| self.refer(name, kinds)).collect()
    }

    /// Parties: roles, teams, bodies, organisations.
    pub(super) fn parties(&mut self, node: &Node) -> Parties {
        self.parties_of(node, PARTIES)
    }

    /// Parties of other kinds than usual.
    pub(super) fn parties_of(&mut self, node: &Node, kinds: &[Kind]) -> Parties {
        let join = if node.child(NodeKind::AnyOf).is_some() { Join::Any } else { Join::All };
        Parties { names: self.refer_all(node, kinds), join, span: node.span }
    }
}

/// `\"` and `\\` stand for the mark behind the stroke; before anything else a stroke stands for itself.
/// Whether a text has single blanks only, none at its ends, and nothing to unescape, as nearly every text.
fn is_plain(text: &str) -> bool {
    let mut after_blank = true;
    let plain = text.bytes().all(|byte| {
        let doubled = after_blank && byte == b' ';
        after_blank = byte == b' ';
        !doubled && byte != b'\\' && matches!(byte, b' '..=b'~')
    });
    plain && !after_blank
}

fn unescaped(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(mark) = rest.next() {
        let escaped = if mark == '\\' { rest.next_if(|next| matches!(next, '"' | '\\')) } else { None };
        read.push(escaped.unwrap_or(mark));
    }
    read
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn most_texts_are_plain() {
        assert!(is_plain("Is it sound? (See 6.2)"));
        assert!(["two  blanks", " first", "last ", "a\nb", r"a\b", "a\tb", ""].iter().all(|text| !is_plain(text)));
    }

    proptest! {
        #[test]
        fn a_plain_text_is_what_reading_it_gives(text in "[a-c \\\\\"\\t\u{a0}é]{0,6}") {
            let read = unescaped(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert!(!is_plain(&text) || read == text);
        }
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! One line of a body, read by itself.

    use super::super::names::{Known, Names};
    use super::Reader;
    use crate::model::{DeclId, Kind};
    use crate::syntax::{Node, NodeKind, parse};
    use crate::text::{FileId, Span};

    /// The names that lines may use in tests.
    const NAMES: [(&str, Kind); 14] = [
        ("manager", Kind::Role),
        ("worker", Kind::Role),
        ("closed", Kind::Event),
        ("opened", Kind::Event),
        ("immediately", Kind::Clock),
        ("cases", Kind::Population),
        ("monthly-sample", Kind::Sample),
        ("case", Kind::Record),
        ("tool", Kind::Instrument),
        ("files", Kind::Audit),
        ("weak-files", Kind::Measure),
        ("wards", Kind::Unit),
        ("worry", Kind::Escalation),
        ("board-meeting", Kind::Meeting),
    ];

    /// What `lower` makes of the whole line, and the messages of its findings with their help.
    pub(in super::super) fn line<T>(line: &str, lower: impl FnOnce(&mut Reader<'_>, &Node) -> T) -> (T, Vec<String>) {
        let text = format!("duty a \"A\" {{\n  {line}\n}}\n");
        let file = FileId(0);
        let (tree, mistakes) = parse(file, &text, &[Span::new(file, 0, u32::try_from(text.len()).unwrap())]);
        assert_eq!(mistakes, [], "{line}");
        let mut names = Names::default();
        for (place, (name, kind)) in NAMES.into_iter().enumerate() {
            let id = DeclId(u32::try_from(place).unwrap());
            names.declare(name, Known { id, kind, span: Span::new(file, 0, 0) });
        }
        let body = tree.items().next().and_then(|item| item.child(NodeKind::Body)).unwrap();
        let node = body.child(NodeKind::Field).and_then(Node::only).unwrap();
        let mut reader = Reader::new(&text, &names);
        let value = lower(&mut reader, node);
        let findings = reader.findings.iter().map(|found| format!("{} {}", found.code.slug(), found.message));
        (value, findings.collect())
    }

    /// What `lower` makes of the value behind the colon.
    pub(in super::super) fn value<T>(line: &str, lower: impl FnOnce(&mut Reader<'_>, &Node) -> T) -> (T, Vec<String>) {
        self::line(line, |reader, node| lower(reader, node.parts().nth(1).unwrap()))
    }
}
