//! From trees to the model, in numbered passes. Each may use only what the earlier ones made; none can fail.
//!
//! 1. names: every id of every file ([`names`])
//! 2. declarations: each typed, its names resolved ([`declarations`])
//! 3. the calendar, the clocks, the framework ([`settings`])
//! 4. obligations: what the declarations come to ([`obligations`])

mod amendments;
mod body;
mod calendars;
mod changes;
mod conditions;
mod dates;
mod declarations;
mod draws;
mod imported;
mod ladders;
mod levels;
mod names;
mod obligations;
mod posts;
mod reader;
mod records;
mod scales;
mod settings;
mod sites;
mod values;

use indexmap::IndexMap;

pub use self::imported::{DaysFile, DaysForm};

use self::names::{Known, Names};
use self::reader::Reader;
use super::{ClauseNumber, DeclId, Declaration, Kind, Model};
use crate::diagnostic::Diagnostic;
use crate::syntax::{Node, NodeKind, Tree};
use crate::text::{Outline, Spanned};

/// One file, read.
#[derive(Debug)]
pub struct File<'file> {
    /// Its text.
    pub text: &'file str,
    /// Its blocks as trees.
    pub tree: Tree,
    /// Its clauses and blocks.
    pub outline: &'file Outline,
}

/// The model of all files together, and what was found wrong. Files that are used come before those that use them;
/// `days` are the files that calendars take terms, closures and holidays from. The trees are given back as soon as their
/// declarations are typed: they are the largest part of what is held.
#[must_use]
pub fn from_syntax(files: Vec<File<'_>>, days: &[DaysFile<'_>]) -> (Model, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let found = declared(&files);
    let mut names = collect_names(&found, &mut findings);
    unread(&files).for_each(|name| names.declare_unread(name));
    let mut declarations: Vec<Declaration> = Vec::with_capacity(found.len());
    for found in found {
        let mut reader = Reader { days, ..Reader::new(found.text, &names) };
        declarations.extend(declaration(&mut reader, found));
        findings.append(&mut reader.findings);
    }
    drop(files);
    let mut model = Model { declarations, names: names.into_ids(), ..Model::default() };
    settings::settle(&mut model, &mut findings);
    model.obligations = obligations::of(&model);
    (model, findings)
}

/// A declaration before it is typed. Its lines are looked at when it is, so that those of all need not be held at once.
struct Found<'read> {
    id: DeclId,
    kind: Kind,
    name: Spanned<String>,
    /// Whether the name is the author's.
    has_id: bool,
    node: &'read Node,
    text: &'read str,
    clause: Option<Spanned<ClauseNumber>>,
    /// The amendment it stands in, by its id.
    added_by: Option<DeclId>,
}

/// Every declaration of every file that has a keyword of the language, an amendment's own behind it.
fn declared<'read>(files: &'read [File<'_>]) -> Vec<Found<'read>> {
    let mut found: Vec<Found<'read>> = Vec::new();
    let mut counts: IndexMap<&'static str, u32> = IndexMap::new();
    for file in files {
        for (place, block) in file.tree.blocks.iter().enumerate() {
            let clause = clause_of(file, place);
            for item in block.children_of(NodeKind::Item) {
                add(&mut found, &mut counts, file.text, item, clause.clone(), None);
            }
        }
    }
    found
}

fn add<'read>(
    found: &mut Vec<Found<'read>>,
    counts: &mut IndexMap<&'static str, u32>,
    text: &'read str,
    item: &'read Node,
    clause: Option<Spanned<ClauseNumber>>,
    added_by: Option<DeclId>,
) {
    let Some((header, keyword)) = opening(item, text) else { return };
    let Some(kind) = Kind::of(keyword) else { return };
    let named = header.child(NodeKind::Id);
    let id = DeclId(u32::try_from(found.len()).unwrap_or(u32::MAX));
    let count = counts.entry(kind.keyword()).or_default();
    *count += 1;
    let name = named.map_or_else(
        || Spanned::new(format!("{}-{count}", kind.keyword()), header.span),
        |id| Spanned::new(id.text(text).to_owned(), id.span),
    );
    found.push(Found { id, kind, name, has_id: named.is_some(), node: item, text, clause: clause.clone(), added_by });
    let body = item.child(NodeKind::Body).filter(|_| kind == Kind::Amendment);
    for inner in body.into_iter().flat_map(|body| body.children_of(NodeKind::Item)) {
        add(found, counts, text, inner, clause.clone(), Some(id));
    }
}

/// A declaration's opening line, and the keyword in it.
fn opening<'file>(item: &'file Node, text: &'file str) -> Option<(&'file Node, &'file str)> {
    let header = item.child(NodeKind::Header)?;
    Some((header, header.child(NodeKind::Keyword)?.text(text)))
}

/// The clause above the block at `place`.
fn clause_of(file: &File<'_>, place: usize) -> Option<Spanned<ClauseNumber>> {
    let clause = file.outline.clauses.get(file.outline.blocks.get(place)?.clause?)?;
    Some(Spanned::new(ClauseNumber(clause.number.clone()), clause.span))
}

fn collect_names(found: &[Found<'_>], findings: &mut Vec<Diagnostic>) -> Names {
    let mut names = Names::with_room_for(found.len());
    for declared in found {
        if !declared.has_id && !nameless(declared.kind) {
            continue;
        }
        let known = Known { id: declared.id, kind: declared.kind, span: declared.name.span };
        findings.extend(names.declare(&declared.name.value, known));
        // An id with capitals has its finding; whoever names it in small letters is right.
        let small = declared.name.value.to_lowercase();
        if small != declared.name.value {
            names.declare_unread(&small);
        }
    }
    names
}

/// The ids of declarations whose first word is none of the language's.
fn unread<'read>(files: &'read [File<'_>]) -> impl Iterator<Item = &'read str> {
    files.iter().flat_map(|file| {
        let openings = file.tree.items().filter_map(|item| opening(item, file.text));
        let unread = openings.filter(|(_, keyword)| Kind::of(keyword).is_none());
        unread.filter_map(|(header, _)| header.child(NodeKind::Id)).map(|id| id.text(file.text))
    })
}

/// Whether a declaration of that kind usually has no id.
const fn nameless(kind: Kind) -> bool {
    matches!(kind, Kind::Narrative | Kind::Gap | Kind::Assume)
}

fn declaration(reader: &mut Reader<'_>, found: Found<'_>) -> Option<Declaration> {
    let opened = &body::open(found.node, found.text)?;
    let construct = declarations::construct(reader, opened, found.kind);
    let named = opened.line("clauses").and_then(|line| line.child(NodeKind::Clauses));
    let further = named.into_iter().flat_map(|list| list.children_of(NodeKind::Clause));
    let further = further.map(|clause| declarations::clause_number(reader, clause));
    Some(Declaration {
        id: found.id,
        title: opened.title.map_or_else(|| found.name.value.clone(), |title| reader.quoted(title).value),
        file: found.name.span.file,
        name: found.name,
        span: opened.span,
        header: opened.header,
        clauses: found.clause.into_iter().chain(further).collect(),
        assumes: declarations::texts(reader, opened, "assume"),
        notes: declarations::texts(reader, opened, "note"),
        was: declarations::words(reader, opened, "was").into_iter().next(),
        only_for: declarations::words(reader, opened, "only-for"),
        formerly: opened.value("formerly").and_then(|node| declarations::formerly(reader, node)),
        maps_to: opened.values("maps-to").filter_map(|node| declarations::mapping(reader, node)).collect(),
        ignores: declarations::texts(reader, opened, "ignore"),
        construct,
        added_by: found.added_by,
        broken: opened.broken,
    })
}
