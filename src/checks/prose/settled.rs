//! What the rules of a clause answer: whether its prose may be vague because a rule under it is not.

use indexmap::{IndexMap, IndexSet};

use super::passage::Passage;
use crate::model::{Construct, DeclId, Declaration, Model, Timing};
use crate::text::{FileId, Outline, Span};

/// What a vague wording lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// How often.
    Rhythm,
    /// Within how long.
    Time,
}

/// The declarations of every clause, with what they answer.
#[derive(Debug)]
pub(super) struct Settled<'model> {
    /// By document and number. Rules of plain files stand under no document: they speak for every one that uses them.
    claims: IndexMap<(Option<FileId>, &'model str), Vec<Claim<'model>>>,
    /// Clauses with a block of rules under them.
    with_block: IndexSet<(FileId, &'model str)>,
}

/// One declaration that comes from a clause.
#[derive(Clone, Debug)]
struct Claim<'model> {
    declaration: &'model Declaration,
    /// The lettered parts of the clause that it names; empty where it speaks for the whole.
    parts: Vec<String>,
    answers: Answers,
}

/// What a declaration gives a figure for.
#[derive(Clone, Copy, Debug, Default)]
struct Answers {
    rhythm: bool,
    time: bool,
}

impl<'model> Settled<'model> {
    /// Reads what every declaration answers, in one pass over the obligations and one over the declarations.
    pub(super) fn new(model: &'model Model, outlines: &'model [Outline]) -> Self {
        let answers = answers(model);
        let mut claims: IndexMap<(Option<FileId>, &str), Vec<Claim<'_>>> = IndexMap::new();
        for declaration in &model.declarations {
            let literate = outlines.get(declaration.file.0 as usize).is_some_and(|outline| !outline.clauses.is_empty());
            let file = literate.then_some(declaration.file);
            let answers = answers.get(&declaration.id).copied().unwrap_or_default();
            for (number, parts) in named(declaration) {
                claims.entry((file, number)).or_default().push(Claim { declaration, parts, answers });
            }
        }
        Self { claims, with_block: with_block(outlines) }
    }

    /// Whether the prose at `at` may lack a figure: a rule of the clause gives it, the clause is an open question or a
    /// recorded decision, a remark takes up the word (`stem`) or names the clause whose rules give it, or the rules
    /// could not be read.
    pub(super) fn answers(&self, passage: &Passage<'model>, at: Span, lack: Lack, stem: &str) -> bool {
        let part = passage.clause.parts.iter().find(|part| part.span.start <= at.start && at.end <= part.span.end);
        let here =
            |claim: &&Claim<'_>| claim.parts.is_empty() || part.is_none_or(|part| claim.parts.contains(&part.label));
        let given = |claim: &Claim<'_>| match lack {
            Lack::Rhythm => claim.answers.rhythm,
            Lack::Time => claim.answers.time,
        };
        self.unread(passage)
            || self.claims(passage).filter(here).any(|claim| {
                claim.declaration.broken
                    || given(claim)
                    || is_open(claim)
                    || takes_up(claim.declaration, stem)
                    || clauses_named(claim.declaration).any(|number| self.claims_of(passage.file, number).any(given))
            })
    }

    /// Whether the clause is an open question, or a decision or remark of one of its rules has that word.
    pub(super) fn decides(&self, passage: &Passage<'model>, word: &str) -> bool {
        self.claims(passage).any(|claim| is_open_question(claim) || takes_up(claim.declaration, word))
    }

    /// Whether the author knows that the two clauses are alike: a declaration comes from both, a decision or remark of
    /// one names the other, or both are called narrative and promise nothing.
    pub(super) fn connects(&self, one: &Passage<'model>, other: &Passage<'model>) -> bool {
        let shared = |claim: &Claim<'_>| {
            self.claims(other).any(|theirs| theirs.declaration.id == claim.declaration.id)
                || names_clause(claim.declaration, &other.clause.number)
        };
        (self.is_narrative(one) && self.is_narrative(other))
            || self.claims(one).any(shared)
            || self.claims(other).any(|claim| names_clause(claim.declaration, &one.clause.number))
    }

    fn is_narrative(&self, passage: &Passage<'model>) -> bool {
        let mut claims = self.claims(passage).peekable();
        claims.peek().is_some() && claims.all(|claim| matches!(claim.declaration.construct, Construct::Narrative))
    }

    fn claims(&self, passage: &Passage<'model>) -> impl Iterator<Item = &Claim<'model>> {
        self.claims_of(passage.file, &passage.clause.number)
    }

    fn claims_of(&self, file: FileId, number: &'model str) -> impl Iterator<Item = &Claim<'model>> {
        let of = move |file| self.claims.get(&(file, number)).into_iter().flatten();
        of(Some(file)).chain(of(None))
    }

    /// Whether rules stand under the clause that nothing could be made of. They have their finding.
    fn unread(&self, passage: &Passage<'model>) -> bool {
        let number = passage.clause.number.as_str();
        self.with_block.contains(&(passage.file, number)) && self.claims(passage).next().is_none()
    }
}

fn with_block(outlines: &[Outline]) -> IndexSet<(FileId, &str)> {
    let mut found = IndexSet::new();
    for (place, outline) in outlines.iter().enumerate() {
        let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
        let above = outline.blocks.iter().filter_map(|block| outline.clauses.get(block.clause?));
        found.extend(above.map(|clause| (file, clause.number.as_str())));
    }
    found
}

/// The clauses that a declaration comes from, each once, with the lettered parts of it that are named.
fn named(declaration: &Declaration) -> IndexMap<&str, Vec<String>> {
    let mut found: IndexMap<&str, Vec<String>> = IndexMap::new();
    for clause in &declaration.clauses {
        let (number, label) = match clause.value.0.split_once('(') {
            Some((number, part)) => (number.trim_end(), part.split(')').next()),
            None => (clause.value.0.as_str(), None),
        };
        found.entry(number).or_default().extend(label.map(str::to_lowercase));
    }
    found
}

/// What each declaration gives a figure for. What could not be understood has its finding and counts as given.
fn answers(model: &Model) -> IndexMap<DeclId, Answers> {
    let mut found: IndexMap<DeclId, Answers> = IndexMap::new();
    for obligation in &model.obligations {
        let answers = found.entry(obligation.declaration).or_default();
        answers.rhythm |= matches!(obligation.timing, Timing::Own(_) | Timing::Unresolved);
        answers.time |= obligation.due.is_some() || matches!(obligation.timing, Timing::Unresolved);
    }
    for declaration in &model.declarations {
        let own = of_construct(&declaration.construct);
        let answers = found.entry(declaration.id).or_default();
        answers.rhythm |= own.rhythm;
        answers.time |= own.time;
    }
    found
}

/// Figures of what comes to no obligation of its own.
#[expect(clippy::wildcard_enum_match_arm, reason = "what else has a figure comes to an obligation")]
fn of_construct(construct: &Construct) -> Answers {
    match construct {
        Construct::Clock(clock) => Answers { rhythm: false, time: clock.within.is_some() },
        Construct::Measure(measure) => Answers { rhythm: measure.when.is_some(), time: false },
        Construct::Threshold(threshold) => {
            Answers { rhythm: threshold.bound.is_some(), time: threshold.within.is_some() }
        }
        Construct::Escalation(ladder) => Answers {
            rhythm: ladder.when.is_some(),
            time: ladder.in_all.is_some() || ladder.levels.iter().any(|level| level.within.is_some()),
        },
        Construct::Programme(programme) => Answers { rhythm: !programme.lines.is_empty(), time: false },
        Construct::Event(_) => Answers { rhythm: true, time: false },
        _ => Answers::default(),
    }
}

/// An open question, or a decision recorded for the whole clause.
fn is_open(claim: &Claim<'_>) -> bool {
    is_open_question(claim) || matches!(claim.declaration.construct, Construct::Assume(_))
}

fn is_open_question(claim: &Claim<'_>) -> bool {
    matches!(claim.declaration.construct, Construct::Gap(_))
}

/// Whether a decision or remark of the declaration has that word; for a `narrative` or `assume` its own text.
fn takes_up(declaration: &Declaration, word: &str) -> bool {
    remarks(declaration).any(|text| contains(text, word))
}

fn names_clause(declaration: &Declaration, number: &str) -> bool {
    clauses_named(declaration).any(|named| named == number)
}

/// The numbers of clauses in the decisions and remarks of a declaration: `supervision is 5.2, file audits 5.9`.
fn clauses_named(declaration: &Declaration) -> impl Iterator<Item = &str> {
    let numbers = remarks(declaration).flat_map(|text| text.split(|c: char| !c.is_ascii_digit() && c != '.'));
    numbers.map(|number| number.trim_matches('.')).filter(|number| number.contains('.'))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only decisions have a reason")]
fn remarks(declaration: &Declaration) -> impl Iterator<Item = &str> {
    let speaks = matches!(declaration.construct, Construct::Narrative | Construct::Assume(_));
    let because = match &declaration.construct {
        Construct::Assume(assume) => assume.because.as_deref(),
        _ => None,
    };
    let own = speaks.then_some(declaration.title.as_str());
    let lines = declaration.assumes.iter().chain(&declaration.notes).map(|line| line.value.as_str());
    own.into_iter().chain(because).chain(lines)
}

fn contains(text: &str, word: &str) -> bool {
    text.to_lowercase().contains(&word.to_lowercase())
}
