//! Shape: whether each declaration is one the language knows, stands where it may, and holds the lines it needs.
//!
//! It reads the tree against the vocabulary. It must not know what a name refers to nor what a value means, and it is
//! silent about whatever an error may hide: a line that could not be read may be the very one that seems to be missing.

mod lines;
mod opening;
mod required;
mod stray;

use super::vocabulary::{self, Construct};
use super::{Node, NodeKind, Tree};
use crate::diagnostic::{Diagnostic, Edit, codes, in_source_order};

/// The findings on the shape of `tree`, which was read from `text`, in source order.
#[must_use]
pub fn check_shape(tree: &Tree, text: &str) -> Vec<Diagnostic> {
    let mut shape = Shape { text, findings: Vec::new() };
    for block in &tree.blocks {
        shape.siblings(block, Around::Top);
    }
    rename_everywhere(&mut shape.findings, tree, text);
    in_source_order(shape.findings)
}

/// A repaired id is repaired wherever the file names it too, or the repair would make a new mistake.
fn rename_everywhere(findings: &mut [Diagnostic], tree: &Tree, text: &str) {
    for edits in findings
        .iter_mut()
        .filter(|finding| finding.code == codes::BADLY_FORMED_ID)
        .flat_map(|finding| finding.fixes.iter_mut().map(|fix| &mut fix.edits))
    {
        let Some(declared) = edits.first().cloned() else { continue };
        let written = text.get(declared.span.range()).unwrap_or_default();
        let mut open: Vec<&Node> = tree.blocks.iter().collect();
        while let Some(node) = open.pop() {
            let names = matches!(node.kind, NodeKind::Id | NodeKind::Name | NodeKind::ClockWord);
            if names && node.span != declared.span && node.text(text) == written {
                edits.push(Edit { span: node.span, replacement: declared.replacement.clone() });
            }
            open.extend(&node.children);
        }
        edits.sort_by_key(|edit| edit.span.start);
    }
}

/// What the things under inspection stand in.
#[derive(Clone, Copy, Debug)]
enum Around {
    /// A file or block.
    Top,
    /// A declaration that the language knows.
    Inside(&'static Construct),
    /// A declaration whose keyword is wrong: nothing is known of what it may hold.
    Unknown,
}

struct Shape<'text> {
    text: &'text str,
    findings: Vec<Diagnostic>,
}

impl Shape<'_> {
    /// Checks what stands in `parent`, a block or a body.
    fn siblings(&mut self, parent: &Node, around: Around) {
        let strays = stray::find(parent, around, self.text);
        let mut parts = parent.parts().peekable();
        while let Some(part) = parts.next() {
            // Lines behind a declaration at the top were inside it once, before a brace slipped in.
            let cut_short =
                matches!(around, Around::Top) && parts.peek().is_some_and(|next| next.kind == NodeKind::Field);
            if part.kind == NodeKind::Item && !stray::cover(&strays, part) {
                self.item(part, around, if cut_short { Lines::CutShort } else { Lines::All });
            }
        }
        self.findings.extend(strays.into_iter().filter_map(stray::Stray::into_finding));
        self.findings.extend(lines::check(parent, around, self.text));
    }

    fn item(&mut self, item: &Node, around: Around, lines: Lines) {
        let Some(keyword) = item.child(NodeKind::Header).and_then(|header| header.child(NodeKind::Keyword)) else {
            return;
        };
        let construct = vocabulary::construct(keyword.text(self.text));
        match construct {
            // An opening line that could not be read has had its finding.
            None if item.child(NodeKind::Error).is_some() => {}
            None => self.findings.push(opening::unknown_keyword(keyword, around, self.text)),
            Some(construct) => self.known_item(item, keyword, construct, around, lines),
        }
        if let Some(body) = item.child(NodeKind::Body) {
            self.siblings(body, construct.map_or(Around::Unknown, Around::Inside));
        }
    }

    fn known_item(&mut self, item: &Node, keyword: &Node, construct: &Construct, around: Around, lines: Lines) {
        // What stands in the wrong place is moved before anything is added to it.
        if let Some(finding) = opening::misplaced(keyword, construct, around) {
            self.findings.push(finding);
            return;
        }
        self.findings.extend(opening::check(item, construct, self.text));
        self.findings.extend(required::check(item, construct, lines, self.text));
    }
}

/// Whether a declaration holds all the lines that its author wrote for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lines {
    All,
    /// Others stand behind it, outside every declaration.
    CutShort,
}

/// `a`, `a or b`, `a, b or c`.
fn listed(words: &[String], joined_by: &str) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} {joined_by} {last}", others.join(", ")),
    }
}

/// A word as the author wrote it, in backticks.
fn quoted(word: &str) -> String {
    format!("`{word}`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;
    use crate::text::{FileId, Span};

    /// The codes and messages of the shape of `text`, which must be readable.
    fn shape(text: &str) -> Vec<String> {
        let file = FileId(0);
        let (tree, findings) = parse(file, text, &[Span::new(file, 0, u32::try_from(text.len()).unwrap())]);
        assert_eq!(findings, []);
        check_shape(&tree, text).iter().map(|found| format!("{} {}", found.code, found.message)).collect()
    }

    #[test]
    fn the_tour_of_the_language_is_in_shape() {
        assert_eq!(shape(include_str!("../../../examples/tour.qac")), [""; 0]);
    }

    #[test]
    fn each_line_is_held_against_the_vocabulary() {
        let text = "role a \"A\" {\n  headcont: 1\n  members: b\n  unit = c\n  area: d\n  area: e\n}\n";
        insta::assert_snapshot!(shape(text).join("\n"), @r"
        QAC0106 a role has no line `headcont`
        QAC0106 a role has no line `members`
        QAC0108 `unit` is followed by an equals sign
        QAC0204 `area` is given twice
        ");
    }

    #[test]
    fn one_finding_names_every_missing_line() {
        let text = "duty a \"A\" { due: by 31 May }\nlevel b\nroel c \"C\" {}\nnarrative\n";
        insta::assert_snapshot!(shape(text).join("\n"), @r"
        QAC0110 this duty does not say `must`, `should` or `may`, `who` and `when`
        QAC0113 a level cannot stand on its own
        QAC0105 `roel` starts no declaration
        QAC0114 this narrative says nothing
        ");
    }

    #[test]
    fn a_replacement_holds_any_line() {
        let text = "amendment a \"A\" {\n  starts: May 2026\n  replace b { draw: 3 from c\n January: 3 d\n colour: red }\n  withdraw e\n}\n";
        insta::assert_snapshot!(shape(text).join("\n"), @"QAC0106 a replacement has no line `colour`");
    }

    #[test]
    fn prose_brings_one_finding() {
        let text = "this is prose and more\nof the same kind\n\nrole a \"A\" {\n  headcount seven\n  reports-to b\n}\n";
        insta::assert_snapshot!(shape(text).join("\n"), @r"
        QAC0111 these words belong to no declaration
        QAC0115 `headcount` is not followed by a colon
        QAC0115 `reports-to` is not followed by a colon
        ");
    }
}
