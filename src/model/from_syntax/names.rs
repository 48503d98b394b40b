//! First pass: every declared name of every file.

use std::cell::Cell;

use indexmap::{IndexMap, IndexSet};

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, codes};
use crate::model::{DeclId, Kind};
use crate::text::{Span, nearest};

/// A declared name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) id: DeclId,
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// How many unknown names are answered with the name that was probably meant. Whoever has more of them has something
/// else to mend first, and looking for each would take long.
const MOST_SUGGESTED: usize = 50;

/// Every declared name.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: IndexMap<String, Known>,
    /// The places in `known` of each kind: where a role is meant, only roles are looked through.
    by_kind: IndexMap<Kind, Vec<usize>>,
    /// Ids of declarations whose first word could not be read. They are there, but nobody can tell of what kind.
    unread: IndexSet<String>,
    /// How many names have been looked for. Every reader asks and none owns the names, hence the cell.
    suggested: Cell<usize>,
}

impl Names {
    /// No names yet, and room for so many.
    pub(super) fn with_room_for(count: usize) -> Self {
        Self { known: IndexMap::with_capacity(count), ..Self::default() }
    }

    /// Adds a name; a second declaration of it is a finding that shows both places.
    pub(super) fn declare(&mut self, name: &str, known: Known) -> Option<Diagnostic> {
        if let Some(first) = self.known.get(name) {
            let message = format!("`{name}` is declared twice");
            return Some(
                Diagnostic::new(codes::DUPLICATE_ID, message)
                    .at(known.span, "declared again here")
                    .and(first.span, "first declared here")
                    .help("give one of them another id: a name may stand for one thing only"),
            );
        }
        let (place, _) = self.known.insert_full(name.to_owned(), known);
        self.by_kind.entry(known.kind).or_default().push(place);
        None
    }

    /// Adds the id of a declaration whose first word could not be read.
    pub(super) fn declare_unread(&mut self, name: &str) {
        self.unread.insert(name.to_owned());
    }

    /// The kind of what is declared under that name.
    pub(super) fn kind_of(&self, name: &str) -> Option<Kind> {
        self.known.get(name).map(|known| known.kind)
    }

    /// All names with their declarations, in order.
    pub(super) fn into_ids(self) -> IndexMap<String, DeclId> {
        self.known.into_iter().map(|(name, known)| (name, known.id)).collect()
    }

    /// The declaration that `name` stands for. `Ok(None)` where its own mistake has been reported already.
    pub(super) fn resolve(&self, name: &str, span: Span, kinds: &[Kind]) -> Result<Option<DeclId>, Box<Diagnostic>> {
        match self.known.get(name) {
            Some(known) if kinds.contains(&known.kind) => Ok(Some(known.id)),
            Some(known) => Err(Box::new(wrong_kind(name, span, *known, kinds))),
            None if self.unread.contains(name) => Ok(None),
            None => Err(Box::new(self.unknown(name, span, kinds))),
        }
    }

    fn unknown(&self, name: &str, span: Span, kinds: &[Kind]) -> Diagnostic {
        let wanted = wanted(kinds);
        let finding = Diagnostic::new(codes::UNKNOWN_NAME, format!("nothing here is called `{name}`"))
            .at(span, format!("the name of {wanted} is meant"));
        match self.meant(name, kinds) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(Fix {
                title: format!("write `{meant}`"),
                applicability: Applicability::Unsafe,
                edits: vec![Edit { span, replacement: meant.to_owned() }],
            }),
            None => finding.help(format!("declare it, or write the name of {wanted} that is declared")),
        }
    }

    /// The declared name that was probably meant.
    fn meant(&self, name: &str, kinds: &[Kind]) -> Option<&str> {
        let suggested = self.suggested.get();
        if suggested >= MOST_SUGGESTED {
            return None;
        }
        self.suggested.set(suggested.saturating_add(1));
        let places = kinds.iter().filter_map(|kind| self.by_kind.get(kind)).flatten();
        nearest(name, places.filter_map(|place| self.known.get_index(*place)).map(|(name, _)| name.as_str()))
    }
}

fn wrong_kind(name: &str, span: Span, known: Known, kinds: &[Kind]) -> Diagnostic {
    let is = with_article(known.kind.keyword());
    Diagnostic::new(codes::WRONG_KIND, format!("`{name}` is {is}, but {} is meant here", wanted(kinds)))
        .at(span, format!("this is {is}"))
        .and(known.span, "declared here")
        .help(format!("write the name of {}", wanted(kinds)))
}

/// The kinds in words: `a role, a team, a body or an organisation`.
pub(super) fn wanted(kinds: &[Kind]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| with_article(kind.keyword())).collect();
    match words.split_last() {
        None => "something declared".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

fn with_article(keyword: &str) -> String {
    crate::syntax::vocabulary::construct(keyword).map_or_else(|| keyword.to_owned(), |known| known.article.to_owned())
}
