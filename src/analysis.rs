//! From sources to model and findings: the one entry for command line, editor and tests.

use std::collections::BTreeSet;

use crate::calendar::Date;
use crate::checks::{self, Checked};
use crate::diagnostic::{Diagnostic, Fix, Severity, codes, in_source_order};
use crate::model::{self, DaysFile, DaysForm, File, Model};
use crate::syntax::{self, Node, NodeKind, Tree};
use crate::text::{ClauseKind, FileId, Outline, SourceKind, Sources, Span, hidden_characters, outline_of};

/// Where the files that a text uses come from. The core reads no disk; whoever calls it does.
pub trait Files {
    /// The text at `path` (with `/` between its parts), or in plain words why there is none.
    ///
    /// # Errors
    ///
    /// The file is not there or cannot be read as text.
    fn read(&self, path: &str) -> Result<String, String>;
}

/// A framework, read and checked.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Every text, the one asked for first.
    pub sources: Sources,
    /// The clauses and blocks of each, by [`FileId`].
    pub outlines: Vec<Outline>,
    /// What they declare together.
    pub model: Model,
    /// Every finding, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads `text` and whatever it uses, and checks the whole. `as_of` is the day that overdue dates are counted from.
#[must_use]
pub fn analyze(path: &str, text: String, files: &dyn Files, as_of: Option<Date>) -> Analysis {
    let mut loader = Loader {
        files,
        sources: Sources::default(),
        outlines: Vec::new(),
        trees: Vec::new(),
        order: Vec::new(),
        open: Vec::new(),
        days: Vec::new(),
        unread: 0,
        findings: Vec::new(),
    };
    loader.load(path, text);
    let Loader { sources, outlines, trees, order, days, unread, mut findings, .. } = loader;
    let empty_blocks = empty_blocks(&trees);
    let read = files_in_order(&sources, &outlines, trees, &order);
    let days: Vec<DaysFile<'_>> = days.iter().filter_map(|named| named.read(&sources)).collect();
    let (model, found) = model::from_syntax(read, &days);
    findings.extend(found);
    let sound = findings.iter().all(|finding| finding.severity != Severity::Error);
    let checked = Checked { model: &model, outlines: &outlines, empty_blocks: &empty_blocks, as_of, sound };
    findings.extend(checks::check(&checked));
    let findings = known_to_be_missing(findings, unread);
    let findings = checks::without_accepted(&model, with_clauses(findings, &outlines));
    let findings = checks::at_set_levels(&model, findings);
    let diagnostics = with_clauses(in_source_order(findings), &outlines);
    Analysis { sources, outlines, model, diagnostics }
}

/// Each file with its tree, which stands at its number.
fn files_in_order<'all>(
    sources: &'all Sources,
    outlines: &'all [Outline],
    trees: Vec<Tree>,
    order: &[FileId],
) -> Vec<File<'all>> {
    let mut trees: Vec<Option<Tree>> = trees.into_iter().map(Some).collect();
    let file = |id: &FileId| {
        let place = id.0 as usize;
        let (source, outline) = (sources.get(*id)?, outlines.get(place)?);
        Some(File { text: &source.text, tree: trees.get_mut(place)?.take()?, outline })
    };
    order.iter().filter_map(file).collect()
}

/// The blocks in which nothing stands but remarks.
fn empty_blocks(trees: &[Tree]) -> BTreeSet<(FileId, usize)> {
    let blocks =
        trees.iter().flat_map(|tree| tree.blocks.iter().enumerate().map(|(place, block)| (tree.file, place, block)));
    blocks.filter(|(_, _, block)| block.parts().next().is_none()).map(|(file, place, _)| (file, place)).collect()
}

/// Without the names that nothing declares, where a file could not be brought in: it may well declare them.
fn known_to_be_missing(mut findings: Vec<Diagnostic>, unread: usize) -> Vec<Diagnostic> {
    if unread > 0 {
        findings.retain(|finding| finding.code != codes::UNKNOWN_NAME);
    }
    findings
}

/// Notes the clause that each finding's main place belongs to.
fn with_clauses(mut findings: Vec<Diagnostic>, outlines: &[Outline]) -> Vec<Diagnostic> {
    for finding in findings.iter_mut().filter(|finding| finding.clause.is_none()) {
        let Some(span) = finding.span() else { continue };
        let outline = outlines.get(span.file.0 as usize);
        let clause = outline.and_then(|outline| outline.clause_at(span.start));
        // A heading is no clause that anybody could cite.
        let cited = clause.filter(|clause| clause.kind != ClauseKind::Section);
        finding.clause = cited.map(|clause| clause.number.clone());
    }
    findings
}

struct Loader<'files> {
    files: &'files dyn Files,
    sources: Sources,
    outlines: Vec<Outline>,
    trees: Vec<Tree>,
    /// Files in the order they are put together: what is used before what uses it.
    order: Vec<FileId>,
    /// The files that are being read, outermost first.
    open: Vec<String>,
    /// The files that calendars take days from, once for each line that names one.
    days: Vec<Days>,
    /// How many files that are used could not be read.
    unread: usize,
    findings: Vec<Diagnostic>,
}

/// A file of days as it was read for one line of a calendar.
struct Days {
    named_at: Span,
    file: FileId,
    form: DaysForm,
}

impl Days {
    fn read<'all>(&self, sources: &'all Sources) -> Option<DaysFile<'all>> {
        let text = sources.get(self.file)?.text.as_str();
        Some(DaysFile { named_at: self.named_at, file: self.file, form: self.form, text })
    }
}

/// A file that a `use`, or a line of a calendar, names.
struct Use {
    path: String,
    span: Span,
}

impl Loader<'_> {
    fn load(&mut self, path: &str, text: String) {
        let id = self.sources.add(path, text);
        let Some(source) = self.sources.get(id) else { return };
        let outline = outline_of(source);
        let blocks: Vec<Span> = outline.blocks.iter().map(|block| block.span).collect();
        let (tree, mut findings) = syntax::parse(id, &source.text, &blocks);
        findings.extend(syntax::check_shape(&tree, &source.text));
        let hidden = hidden(source.text.as_str(), id);
        // What cannot be read where a character hides is that character's fault.
        let line = |finding: &Diagnostic| finding.span().map(|span| source.lines.line(span.start));
        findings.retain(|finding| !hidden.iter().any(|hidden| line(hidden) == line(finding)));
        findings.extend(hidden);
        findings.extend(outline.unclosed.iter().map(|span| unclosed(*span)));
        findings.extend(says_nothing(source.kind, &source.text, &tree, id));
        let uses = uses(&tree, &source.text);
        let days = days_files(&tree, &source.text);
        self.findings.append(&mut findings);
        self.outlines.push(outline);
        self.trees.push(tree);
        self.open.push(path.to_owned());
        for used in uses {
            self.follow(path, &used);
        }
        self.open.pop();
        self.order.push(id);
        for named in days {
            self.take_days(path, &named);
        }
    }

    /// Reads a file of days. Like every source it has an outline and a tree, with nothing in them.
    fn take_days(&mut self, from: &str, named: &Use) {
        let path = beside(from, &named.path);
        let Some(form) = DaysForm::of_path(&path) else {
            self.findings.push(neither_table_nor_calendar(named));
            return;
        };
        let file = match self.sources.named(&path).map(|source| source.id) {
            Some(known) => known,
            None => match self.files.read(&path) {
                Ok(text) => {
                    let file = self.sources.add(path, text);
                    self.outlines.push(Outline::default());
                    self.trees.push(Tree { file, blocks: Vec::new() });
                    file
                }
                Err(reason) => {
                    self.findings.push(missing(
                        named,
                        &reason,
                        "write the path from this file to the other one, such as `terms-2026.csv`; from Excel, save \
                         it as `CSV UTF-8`",
                    ));
                    return;
                }
            },
        };
        self.days.push(Days { named_at: named.span, file, form });
    }

    fn follow(&mut self, from: &str, used: &Use) {
        let path = beside(from, &used.path);
        if let Some(at) = self.open.iter().position(|open| *open == path) {
            self.findings.push(circle(self.open.get(at..).unwrap_or_default(), used));
            return;
        }
        if self.sources.named(&path).is_some() {
            return;
        }
        match self.files.read(&path) {
            Ok(text) => self.load(&path, text),
            Err(reason) => {
                let help = "write the path from this file to the other one, such as `std/clocks.qac`";
                self.findings.push(missing(used, &reason, help));
                self.unread += 1;
            }
        }
    }
}

fn missing(used: &Use, reason: &str, help: &str) -> Diagnostic {
    Diagnostic::new(codes::MISSING_FILE, format!("`{}` cannot be used: {reason}", used.path))
        .at(used.span, "used here")
        .help(help)
}

fn neither_table_nor_calendar(named: &Use) -> Diagnostic {
    let message = format!("`{}` is neither a table nor a calendar file", named.path);
    Diagnostic::new(codes::UNREADABLE_DAYS, message)
        .at(named.span, "its name ends in neither `.csv` nor `.ics`")
        .help("in Excel save the sheet as `CSV UTF-8`; from Outlook or Google export the calendar as `.ics`")
}

fn circle(open: &[String], used: &Use) -> Diagnostic {
    let first = open.first().map(String::as_str).unwrap_or_default();
    let way: Vec<String> = open.iter().map(|path| format!("`{path}`")).collect();
    let message = match way.as_slice() {
        [only] => format!("{only} uses itself"),
        all => format!("these files use one another: {}, and again `{first}`", all.join(", ")),
    };
    Diagnostic::new(codes::CYCLIC_USE, message)
        .at(used.span, "the circle closes here")
        .help("move what both need into a third file, and let both use that one")
}

/// `path` as seen from the file `from`, with `.` and `..` worked out.
fn beside(from: &str, path: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let absolute = from.starts_with('/');
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

fn uses(tree: &Tree, text: &str) -> Vec<Use> {
    let headers = tree.items().filter_map(|item| item.child(NodeKind::Header));
    headers
        .filter(|header| header.child(NodeKind::Keyword).is_some_and(|keyword| keyword.text(text) == "use"))
        .filter_map(|header| {
            let title = header.child(NodeKind::Text)?;
            Some(Use { path: title.only()?.text(text).to_owned(), span: title.span })
        })
        .collect()
}

/// The files of days that the calendars of a file name, wherever in it a calendar stands.
fn days_files(tree: &Tree, text: &str) -> Vec<Use> {
    let mut found = Vec::new();
    tree.blocks.iter().for_each(|block| note_days_files(block, text, &mut found));
    found
}

fn note_days_files(node: &Node, text: &str, found: &mut Vec<Use>) {
    if let (NodeKind::TextField, Some(name), Some(value)) =
        (node.kind, node.child(NodeKind::TextName), node.child(NodeKind::Text))
    {
        if name.text(text).ends_with("-from-file") {
            let path = value.only().map(|path| path.text(text)).unwrap_or_default();
            found.push(Use { path: path.to_owned(), span: value.span });
        }
    } else if matches!(node.kind, NodeKind::WholeText | NodeKind::Item | NodeKind::Body | NodeKind::Field) {
        // No line stands inside the value of another.
        node.parts().for_each(|part| note_days_files(part, text, found));
    }
}

fn unclosed(span: Span) -> Diagnostic {
    Diagnostic::new(codes::UNCLOSED_BLOCK, "this block of rules is opened and never closed")
        .at(span, "opened here")
        .help("write ``` on a line of its own after the last rule")
}

/// A file in which nothing is declared.
fn says_nothing(kind: SourceKind, text: &str, tree: &Tree, file: FileId) -> Option<Diagnostic> {
    let blocks_empty = tree.blocks.iter().all(|block| block.parts().next().is_none());
    if !blocks_empty {
        return None;
    }
    let help = match kind {
        SourceKind::Literate => "write rules in blocks that open with ```qac, or begin with `qac new`",
        SourceKind::Plain => "write a declaration, or begin with `qac new`",
    };
    let blank = text.chars().all(|character| character.is_whitespace() || character == '\u{feff}');
    let message = if blank { "this file is empty" } else { "nothing is declared in this file" };
    let mut finding =
        Diagnostic::new(codes::EMPTY_FILE, message).at(Span::new(file, 0, 0), "no rule begins here").help(help);
    // Prose without rules may be meant; a file without a word is a mistake.
    if blank {
        finding.severity = Severity::Error;
    }
    Some(finding)
}

/// Characters that do not show and can make a text read differently than it is.
fn hidden(text: &str, file: FileId) -> Vec<Diagnostic> {
    const MOST: usize = 20;
    let found = hidden_characters(text, file).take(MOST);
    found
        .map(|(character, span)| {
            let message = format!("a character that does not show stands here (U+{:04X})", u32::from(character));
            Diagnostic::new(codes::HIDDEN_CHARACTER, message)
                .at(span, "take it out")
                .help("it can make a rule read differently from what it says; delete it and type the words again")
                .fix(Fix::safe("take it out", span, ""))
        })
        .collect()
}
