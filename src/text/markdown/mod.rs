//! Markdown: a literate document cut into its numbered clauses and its blocks of rules.
//!
//! It owns what a clause is. It must not know what a block says, and it never changes an offset: every span is a range of
//! bytes of the file as it stands on disk, byte order mark and line ends included.

mod clauses;
mod leaves;
mod number;

use super::{FileId, Source, SourceKind, Span};

/// What a document consists of, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings and numbered paragraphs.
    pub clauses: Vec<Clause>,
    /// Blocks of rules.
    pub blocks: Vec<Block>,
    /// The opening fences (` ```qac `) of blocks that are never closed. Such a block is still among the blocks; it is
    /// taken to end where the prose plainly goes on.
    pub unclosed: Vec<Span>,
}

/// A heading or a numbered paragraph with the prose that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// `6.10`, `6`, `Appendix 1`; for an unnumbered heading its words.
    pub number: String,
    /// What it is.
    pub kind: ClauseKind,
    /// The words of the nearest heading above that it stands under, without their number.
    pub heading: Option<String>,
    /// The words of a heading after its number, or the first words of a paragraph.
    pub title: String,
    /// Its prose as plain text, from after its number to the next clause, without blocks of rules. A line end within a
    /// paragraph is a space; paragraphs, list items and cells are parted by a line feed.
    pub text: String,
    /// Where the pieces of `text` come from, in order.
    pub runs: Vec<Run>,
    /// Where its number is written; the words where there is none.
    pub span: Span,
    /// Its lettered parts.
    pub parts: Vec<Part>,
}

/// The kinds of clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClauseKind {
    /// Any heading without a dotted number.
    Section,
    /// Text under a dotted number, be it a paragraph or a heading.
    Paragraph,
    /// `Appendix 1: …`
    Appendix,
}

/// A stretch of a clause's plain text and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The byte of the plain text at which the stretch begins.
    pub start: u32,
    /// Where it was written; longer than the stretch where Markdown spells a character out (`&amp;`).
    pub span: Span,
}

/// A lettered part of a clause: `(a) …`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The letter or small Roman number, lower case.
    pub label: String,
    /// From the bracket to the end of the part.
    pub span: Span,
}

/// A block of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What stands between the fences, with its last line end; the whole text of a plain file.
    pub span: Span,
    /// The nearest clause above, by its place in [`Outline::clauses`].
    pub clause: Option<usize>,
    /// Where the block stands in the document.
    pub place: BlockPlace,
}

/// Where a block of rules stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockPlace {
    /// On its own, as it should.
    Top,
    /// Within a list item: its lines may be indented.
    List,
    /// Within a quotation: its lines start with `>`, so that it cannot be read as rules.
    Quotation,
}

impl Clause {
    /// Where the bytes `range` of [`Clause::text`] were written; nothing where they are none of its text.
    #[must_use]
    pub fn place(&self, range: std::ops::Range<usize>) -> Option<Span> {
        if range.start >= self.text.len() {
            return None;
        }
        let first = self.origin(range.start)?;
        let last = self.origin(range.end.max(range.start + 1) - 1)?;
        Some(first.to(last))
    }

    /// Where one byte of the text was written: the byte itself, or the whole run where Markdown spells it differently.
    fn origin(&self, offset: usize) -> Option<Span> {
        let index = self.runs.partition_point(|run| run.start as usize <= offset).checked_sub(1)?;
        let run = self.runs.get(index)?;
        let next = self.runs.get(index + 1).map_or(self.text.len(), |next| next.start as usize);
        let verbatim = next - run.start as usize;
        let within = u32::try_from(offset - run.start as usize).ok()?;
        let length = run.span.end - run.span.start;
        // A run is followed by at most one separator in the plain text, which stands nowhere in the file.
        let exact = length as usize == verbatim || length as usize + 1 == verbatim;
        if !exact {
            return Some(run.span);
        }
        let start = (run.span.start + within).min(run.span.end);
        Some(Span::new(run.span.file, start, (start + 1).min(run.span.end)))
    }
}

impl Outline {
    /// The clause that the byte at `offset` belongs to: the nearest one that starts at or above it.
    #[must_use]
    pub fn clause_at(&self, offset: u32) -> Option<&Clause> {
        let after = self.clauses.partition_point(|clause| clause.span.start <= offset);
        self.clauses.get(after.checked_sub(1)?)
    }

    /// The clause with that number, written as in the document but for case.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number.eq_ignore_ascii_case(number))
    }
}

/// The outline of a source of either kind: a plain one has no clauses, and one block.
#[must_use]
pub fn outline_of(source: &Source) -> Outline {
    match source.kind {
        SourceKind::Literate => outline(&source.text, source.id),
        SourceKind::Plain => plain_outline(&source.text, source.id),
    }
}

/// The outline of a Markdown text.
#[must_use]
pub fn outline(text: &str, file: FileId) -> Outline {
    clauses::from_leaves(text, file, leaves::leaves(text, after_mark(text)))
}

/// The outline of a text that is rules from end to end.
fn plain_outline(text: &str, file: FileId) -> Outline {
    let span = span(file, after_mark(text)..text.len());
    let block = Block { span, clause: None, place: BlockPlace::Top };
    Outline { blocks: vec![block], ..Outline::default() }
}

/// The offset after a byte order mark, which is no part of the text.
fn after_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A range of the file as a span; what lies past four gigabytes is not addressed.
fn span(file: FileId, range: std::ops::Range<usize>) -> Span {
    let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span::new(file, clamp(range.start), clamp(range.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: FileId = FileId(0);

    fn at(text: &str, span: Span) -> &str {
        text.get(span.range()).unwrap()
    }

    /// One line for each clause: its number, its title, the heading it stands under, its text, its parts.
    fn drawn(text: &str) -> String {
        let outline = outline(text, FILE);
        let mut lines = Vec::new();
        for clause in &outline.clauses {
            let heading = clause.heading.as_deref().unwrap_or("-");
            let written = at(text, clause.span);
            let (number, title) = (&clause.number, &clause.title);
            lines.push(format!("{:?} {number} ({written}) “{title}” under {heading}: {:?}", clause.kind, clause.text));
            for part in &clause.parts {
                lines.push(format!("  {}: {:?}", part.label, at(text, part.span)));
            }
        }
        for block in &outline.blocks {
            let clause = block.clause.map_or("-", |index| &outline.clauses[index].number);
            lines.push(format!("{:?} block of {clause}: {:?}", block.place, at(text, block.span)));
        }
        lines.extend(outline.unclosed.iter().map(|span| format!("unclosed {:?}", at(text, *span))));
        lines.join("\n")
    }

    #[test]
    fn headings_paragraphs_appendices_and_blocks() {
        let text = "\
# A framework

Words before.

## 6. Social care

### Audits

6.10 The **team** audits each month &amp; reports:

- (a) case files,
  in depth
- (b) supervision

```qac
audit a {}
```

More of 6.10.

**6.11** Managers look on.

#### 6.12 Moderation

A tenth is moderated.

## Appendix 1: The year

| month | audits |
|-------|--------|
| May   | 6.13 x |

```rust
not rules
```
";
        insta::assert_snapshot!(drawn(text), @r#"
        Section A framework (A framework) “A framework” under -: "Words before."
        Section 6 (6) “Social care” under A framework: ""
        Section Audits (Audits) “Audits” under Social care: ""
        Paragraph 6.10 (6.10) “The team audits each month & reports:” under Audits: "The team audits each month & reports:\n(a) case files, in depth\n(b) supervision\nMore of 6.10."
          a: "(a) case files,\n  in depth"
          b: "(b) supervision"
        Paragraph 6.11 (6.11) “Managers look on.” under Audits: "Managers look on."
        Paragraph 6.12 (6.12) “Moderation” under Audits: "A tenth is moderated."
        Appendix Appendix 1 (Appendix 1) “The year” under A framework: "month\naudits\nMay\n6.13 x"
        Top block of 6.10: "audit a {}\n"
        "#);
    }

    #[test]
    fn numbered_paragraphs_that_markdown_takes_for_something_else() {
        let text = "\
6.1 First of a run
6.2 Second, without an empty line
as counted in
6.1 above, and in 2.5 per cent of cases
6.3 Third
- (a) a part
6.4 After a list

- 6.5 In a list
- 2.5 cases a week

1. One step
2. Another

> 6.6 Quoted from elsewhere

(a) A lettered line
(b) and another
";
        insta::assert_snapshot!(drawn(text), @r#"
        Paragraph 6.1 (6.1) “First of a run” under -: "First of a run"
        Paragraph 6.2 (6.2) “Second, without an empty line as counted in 6.1 above, and in…” under -: "Second, without an empty line as counted in 6.1 above, and in 2.5 per cent of cases"
        Paragraph 6.3 (6.3) “Third” under -: "Third\n(a) a part"
          a: "(a) a part"
        Paragraph 6.4 (6.4) “After a list” under -: "After a list"
        Paragraph 6.5 (6.5) “In a list” under -: "In a list\n2.5 cases a week\nOne step\nAnother\n6.6 Quoted from elsewhere\n(a) A lettered line (b) and another"
          a: "(a) A lettered line"
          b: "(b) and another"
        "#);
    }

    #[test]
    fn line_ends_marks_and_wide_characters_keep_their_offsets() {
        let text =
            "\u{feff}## Qualité £\r\n\r\n6.10 Café – £5\r\nnext\r\n\r\n```qac\r\nduty é {}\r\n```\r\n6.11 End\r\n";
        insta::assert_snapshot!(drawn(text), @r#"
        Section Qualité £ (Qualité £) “Qualité £” under -: ""
        Paragraph 6.10 (6.10) “Café – £5 next” under Qualité £: "Café – £5 next"
        Paragraph 6.11 (6.11) “End” under Qualité £: "End"
        Top block of 6.10: "duty é {}\r\n"
        "#);
    }

    #[test]
    fn blocks_in_lists_and_quotations_are_noted() {
        let text = "- item\n\n  ```qac\n  duty a {}\n  ```\n\n> ~~~qac\n> duty b {}\n> ~~~\n\n   ```` qac x\nduty c {}\n```\n````\n```qac\n```\n";
        insta::assert_snapshot!(drawn(text), @r#"
        List block of -: "  duty a {}\n"
        Quotation block of -: "> duty b {}\n"
        Top block of -: "duty c {}\n```\n"
        Top block of -: ""
        "#);
    }

    #[test]
    fn an_unclosed_block_ends_where_prose_goes_on() {
        let text = "\
6.1 One

```qac
# a remark
duty a {}

6.2 Two

```qac
duty b {}
```

6.3 Three

```qac
duty c {}
";
        insta::assert_snapshot!(drawn(text), @r##"
        Paragraph 6.1 (6.1) “One” under -: "One"
        Paragraph 6.2 (6.2) “Two” under -: "Two"
        Paragraph 6.3 (6.3) “Three” under -: "Three"
        Top block of 6.1: "# a remark\nduty a {}\n\n"
        Top block of 6.2: "duty b {}\n"
        Top block of 6.3: "duty c {}\n"
        unclosed "```qac"
        unclosed "```qac"
        "##);
    }

    #[test]
    fn a_plain_file_is_one_block() {
        let mut sources = crate::text::Sources::new();
        let file = sources.add("a.qac", "\u{feff}duty a {}\n```qac\n");
        let outline = outline_of(sources.get(file).unwrap());
        assert_eq!(outline.blocks, [Block { span: Span::new(file, 3, 20), clause: None, place: BlockPlace::Top }]);
        assert!(outline.clauses.is_empty());
    }

    #[test]
    fn a_place_in_the_plain_text_is_found_in_the_file() {
        let text = "6.1 The **DMT** &amp; the\nCíN team";
        let outline = outline(text, FILE);
        let clause = &outline.clauses[0];
        for word in ["DMT", "CíN", "team", "the"] {
            let start = clause.text.find(word).unwrap();
            assert_eq!(at(text, clause.place(start..start + word.len()).unwrap()), word);
        }
        let and = clause.text.find('&').unwrap();
        assert_eq!(at(text, clause.place(and..and + 1).unwrap()), "&amp;");
        assert_eq!(clause.place(900..901), None);
    }

    #[test]
    fn a_clause_is_found_by_offset_and_by_number() {
        let text = "# Top\n\n6.1 One\n\n6.2 Two\n";
        let outline = outline(text, FILE);
        let number = |offset| outline.clause_at(offset).map(|clause| clause.number.as_str());
        assert_eq!(number(0), None);
        assert_eq!(number(3), Some("Top"));
        assert_eq!(number(12), Some("6.1"));
        assert_eq!(number(99), Some("6.2"));
        assert!(outline.numbered("6.2").is_some());
        assert!(outline.numbered("6.3").is_none());
    }

    /// Lines that literate files are made of, in any order, ended in any way.
    fn document() -> impl Strategy<Value = String> {
        let line = prop::sample::select(vec![
            "",
            "```qac",
            "```",
            "~~~",
            "> ```qac",
            "> ",
            "- (a) é",
            "  ```qac",
            "6.1 Ünit",
            "6.2 Two",
            "**6.3** x",
            "# Head",
            "## 6 Six",
            "Appendix 1: x",
            "## Appendix 1: x",
            "duty é {",
            "}",
            "| a | b |",
            "|---|---|",
            "<b>",
            "\t6.4 Tab",
            "1. one",
            "&amp; ` **",
            "\u{feff}",
            "---",
        ]);
        let end = prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r"]);
        prop::collection::vec((line, end), 0..14)
            .prop_map(|lines| lines.into_iter().map(|(line, end)| format!("{line}{end}")).collect())
    }

    proptest! {
        #[test]
        fn every_span_is_a_range_of_the_text(text in document()) {
            let outline = outline(&text, FILE);
            let clauses = outline.clauses.iter();
            let spans = clauses.clone().map(|clause| clause.span)
                .chain(clauses.clone().flat_map(|clause| clause.runs.iter().map(|run| run.span)))
                .chain(clauses.clone().flat_map(|clause| clause.parts.iter().map(|part| part.span)))
                .chain(outline.blocks.iter().map(|block| block.span))
                .chain(outline.unclosed.iter().copied());
            for span in spans {
                prop_assert!(text.get(span.range()).is_some(), "{span:?}");
            }
            prop_assert!(outline.blocks.is_sorted_by_key(|block| block.span.start));
            prop_assert!(outline.clauses.is_sorted_by_key(|clause| clause.span.start));
            for clause in clauses {
                for (offset, character) in clause.text.char_indices() {
                    let place = clause.place(offset..offset + character.len_utf8());
                    prop_assert!(place.is_none_or(|place| place.start <= place.end));
                }
            }
        }

        #[test]
        fn any_text_has_an_outline(text in "[-#`~>|.(a6 1\\n\\réq&;*<]{0,60}") {
            let _ = outline(&text, FILE);
        }
    }
}
