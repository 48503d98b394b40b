//! Names of bodies and posts that are nearly another name: the same words with another kind of body, the same words in
//! another order, or a letter off.
//!
//! A name is taken from its capitals. Whatever is declared under a name, or under another name (`also`), is known in
//! every clause that the alias is for; of two names that nobody declared, the rarer one is doubted.

use std::ops::Range;

use indexmap::{IndexMap, IndexSet};
use strsim::damerau_levenshtein;

use super::Reading;
use super::passage::Passage;
use super::words::{hash_of, words};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Construct, Declaration, Kind};

/// Words that end the name of a body.
const BODIES: &[&str] = &[
    "board",
    "cabinet",
    "commission",
    "committee",
    "conference",
    "council",
    "forum",
    "group",
    "hub",
    "meeting",
    "network",
    "panel",
    "partnership",
    "sub-committee",
    "sub-group",
    "subcommittee",
    "subgroup",
    "team",
];

/// Words that stand between the words of a name and are none of it.
const SMALL: &[&str] = &["and", "of", "for", "the", "to", "in", "on", "with"];

/// Words with a capital that begin a sentence and no name.
const OPENERS: &[&str] = &[
    "a", "all", "an", "any", "at", "both", "each", "every", "if", "in", "its", "no", "on", "our", "some", "that",
    "the", "their", "these", "this", "those", "when", "where",
];

/// The fewest words beside the kind of body that must agree: two bodies may well share one.
const FEWEST_SHARED: usize = 2;
/// The most words of a name.
const MOST_WORDS: usize = 12;
/// The fewest letters of a word in which a slip is looked for, and of one in which two may be.
const FEWEST_LETTERS: usize = 5;
const LETTERS_FOR_TWO: usize = 9;
/// The most declared names with all words but one in common that a name is held against: more are a numbered series.
const MOST_SIBLINGS: usize = 32;

/// A name, by what makes it that name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Name {
    /// Its words without the small ones, in order, lower case and without endings.
    words: Vec<String>,
}

/// A name that the prose uses and nothing declares.
struct Met<'reading> {
    passage: &'reading Passage<'reading>,
    run: Range<usize>,
    count: usize,
}

/// A name that another is held against.
enum Against<'reading> {
    Declared(&'reading Declaration),
    Met(&'reading Met<'reading>),
}

/// Findings on names.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let declared = declared(reading);
    let met = met(reading, &declared);
    let by_words = by_words(&declared, &met);
    let by_all_but_one = by_all_but_one(&declared);
    let mut findings = Vec::new();
    for (name, here) in &met {
        let against = other_body(name, here, &by_words).or_else(|| misspelt(name, &by_all_but_one));
        findings.extend(against.map(|against| finding(here, &against)));
    }
    findings
}

impl Name {
    fn of(text: &str) -> Self {
        let all = words(text).into_iter().filter_map(|word| text.get(word.range()));
        Self { words: all.filter(|word| !is_small(word)).map(plain).collect() }
    }

    /// Its last word, where that is a kind of body, and the others in any order.
    fn body(&self) -> Option<(&str, Vec<&str>)> {
        let (kind, others) = self.words.split_last()?;
        if others.len() < FEWEST_SHARED || !is_body(kind) {
            return None;
        }
        let mut others: Vec<&str> = others.iter().map(String::as_str).collect();
        others.sort_unstable();
        Some((kind, others))
    }
}

fn is_small(word: &str) -> bool {
    SMALL.iter().any(|small| word.eq_ignore_ascii_case(small))
}

fn is_body(word: &str) -> bool {
    BODIES.iter().any(|body| body.eq_ignore_ascii_case(word))
}

/// A word as names are compared by it: small letters, no apostrophe or hyphen, no ending for more than one.
fn plain(word: &str) -> String {
    let letters: String = word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match letters.strip_suffix('s') {
        Some(one) if one.chars().count() > 2 && !one.ends_with('s') => one.to_owned(),
        _ => letters,
    }
}

/// Every declared name: title, other names, what it took the place of. With the clauses that an alias is for.
fn declared<'reading>(
    reading: &'reading Reading<'_>,
) -> IndexMap<Name, Vec<(&'reading Declaration, Vec<&'reading str>)>> {
    let mut found: IndexMap<Name, Vec<(&Declaration, Vec<&str>)>> = IndexMap::new();
    let mut add = |text: &str, declaration: &'reading Declaration, clauses: Vec<&'reading str>| {
        let name = Name::of(text);
        if !name.words.is_empty() && name.words.len() <= MOST_WORDS {
            found.entry(name).or_default().push((declaration, clauses));
        }
    };
    for declaration in reading.model.declarations.iter().filter(|declaration| is_named(declaration)) {
        add(&declaration.title, declaration, Vec::new());
        for alias in crate::checks::names::aliases(declaration) {
            let clauses = alias.clauses.iter().filter_map(|clause| clause.value.0.split('(').next()).collect();
            add(&alias.name.value, declaration, clauses);
        }
        if let Some(superseded) = superseded(declaration) {
            add(superseded, declaration, Vec::new());
        }
    }
    found
}

fn is_named(declaration: &Declaration) -> bool {
    matches!(
        declaration.construct.kind(),
        Kind::Role
            | Kind::Team
            | Kind::Body
            | Kind::Organisation
            | Kind::Meeting
            | Kind::Unit
            | Kind::Area
            | Kind::Reference
    )
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs take the place of something")]
fn superseded(declaration: &Declaration) -> Option<&str> {
    match &declaration.construct {
        Construct::Body(body) => body.supersedes.as_deref(),
        Construct::Organisation(organisation) => organisation.supersedes.as_deref(),
        _ => None,
    }
}

/// The names in the prose that nothing declares for the clause they stand in, each where it is met first.
fn met<'reading>(
    reading: &'reading Reading<'_>,
    declared: &IndexMap<Name, Vec<(&'reading Declaration, Vec<&'reading str>)>>,
) -> IndexMap<Name, Met<'reading>> {
    let openers: Vec<u64> = OPENERS.iter().map(|word| hash_of(word)).collect();
    let mut found: IndexMap<Name, Met<'_>> = IndexMap::new();
    for passage in &reading.passages {
        for run in runs(passage, &openers) {
            let name = Name::of(passage.written(run.clone()));
            let number = passage.clause.number.as_str();
            let known = declared
                .get(&name)
                .is_some_and(|all| all.iter().any(|(_, clauses)| clauses.is_empty() || clauses.contains(&number)));
            if name.words.len() < 2 || name.words.len() > MOST_WORDS || known {
                continue;
            }
            found.entry(name).or_insert(Met { passage, run, count: 0 }).count += 1;
        }
    }
    found
}

/// The runs of words with capitals, small words between them included. What owns a name (`the Council’s …`) is left
/// out where that leaves a name of a body; a kind of body ends a name before `and`.
fn runs(passage: &Passage<'_>, openers: &[u64]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < passage.words.len() {
        let opener = passage.words.get(place).is_some_and(|word| openers.contains(&word.hash));
        if !passage.is_capital(place) || opener {
            place += 1;
            continue;
        }
        let end = end_of_run(passage, place);
        if end - place > 1 {
            found.push(without_owner(passage, place..end));
        }
        place = end;
    }
    found
}

fn end_of_run(passage: &Passage<'_>, start: usize) -> usize {
    let mut end = start + 1;
    let mut next = end;
    while next < passage.words.len() && passage.before(next) == " " {
        let word = passage.word(next).unwrap_or_default();
        if passage.is_capital(next) {
            end = next + 1;
        } else if !is_small(word) || passage.word(end - 1).is_some_and(is_body) {
            break;
        }
        next += 1;
    }
    end
}

fn without_owner(passage: &Passage<'_>, run: Range<usize>) -> Range<usize> {
    let owns = passage.word(run.start).is_some_and(|word| word.ends_with("'s") || word.ends_with("’s"));
    let shorter = run.start + 1..run.end;
    // In `Children’s Services Panel` the first word is a part of the name: nothing but a council owns bodies.
    let council = passage.word(run.start).is_some_and(|word| ["council", "borough"].contains(&plain(word).as_str()));
    if owns && council && shorter.len() > 1 { shorter } else { run }
}

/// Names of bodies by their other words, declared ones first.
fn by_words<'names>(
    declared: &'names IndexMap<Name, Vec<(&'names Declaration, Vec<&'names str>)>>,
    met: &'names IndexMap<Name, Met<'names>>,
) -> IndexMap<Vec<&'names str>, Vec<(&'names Name, Against<'names>)>> {
    let mut found: IndexMap<Vec<&str>, Vec<(&Name, Against<'_>)>> = IndexMap::new();
    for (name, all) in declared {
        let (Some((_, others)), Some((declaration, _))) = (name.body(), all.first()) else { continue };
        found.entry(others).or_default().push((name, Against::Declared(declaration)));
    }
    for (name, here) in met {
        let Some((_, others)) = name.body() else { continue };
        found.entry(others).or_default().push((name, Against::Met(here)));
    }
    found
}

/// The body that a name is probably meant for: same words, another kind of body or another order. A declared one, or
/// one that is met more often, or as often and before.
fn other_body<'names>(
    name: &Name,
    here: &Met<'_>,
    by_words: &IndexMap<Vec<&'names str>, Vec<(&'names Name, Against<'names>)>>,
) -> Option<Against<'names>> {
    let (_, others) = name.body()?;
    let before = |met: &Met<'_>| (met.passage.file, met.passage.clause.span.start, met.run.start);
    let candidates = by_words.get(&others)?.iter().filter(|(other, _)| *other != name);
    for (_, against) in candidates {
        match against {
            Against::Declared(declaration) => return Some(Against::Declared(declaration)),
            Against::Met(met) if met.count > here.count || (met.count == here.count && before(met) < before(here)) => {
                return Some(Against::Met(met));
            }
            Against::Met(_) => {}
        }
    }
    None
}

/// Declared names by all their words but one, with the word that is left out.
type AllButOne<'names> = IndexMap<Vec<&'names str>, Vec<(&'names str, &'names Declaration)>>;

fn by_all_but_one<'names>(
    declared: &'names IndexMap<Name, Vec<(&'names Declaration, Vec<&'names str>)>>,
) -> AllButOne<'names> {
    let mut found: AllButOne<'_> = IndexMap::new();
    for (name, all) in declared {
        let Some((declaration, _)) = all.first() else { continue };
        for (rest, word) in all_but_one(name) {
            found.entry(rest).or_default().push((word, declaration));
        }
    }
    found
}

/// For each word of a name the others, with a blank where it stood, and the word.
fn all_but_one(name: &Name) -> impl Iterator<Item = (Vec<&str>, &str)> {
    let many = name.words.len() > 1;
    name.words.iter().enumerate().filter(move |_| many).map(|(left_out, word)| {
        let keep = |(place, word)| if place == left_out { "" } else { word };
        (name.words.iter().map(String::as_str).enumerate().map(keep).collect(), word.as_str())
    })
}

/// The declared name that differs in one word, and in that by a letter or two.
fn misspelt<'names>(name: &Name, declared: &AllButOne<'names>) -> Option<Against<'names>> {
    let mut told = IndexSet::new();
    for (rest, word) in all_but_one(name) {
        let length = word.chars().count();
        for (meant, declaration) in declared.get(&rest).into_iter().flatten().take(MOST_SIBLINGS) {
            let shorter = length.min(meant.chars().count());
            let allowed = if shorter >= LETTERS_FOR_TWO { 2 } else { 1 };
            if shorter >= FEWEST_LETTERS
                && told.insert(*meant)
                && *meant != word
                && damerau_levenshtein(meant, word) <= allowed
            {
                return Some(Against::Declared(declaration));
            }
        }
    }
    None
}

fn finding(here: &Met<'_>, against: &Against<'_>) -> Diagnostic {
    let written = one_line(here.passage.written(here.run.clone()));
    let at = here.passage.span(here.run.clone());
    match against {
        Against::Declared(declaration) => {
            let message =
                format!("`{written}` is close to `{}`, and nothing is declared by that name", declaration.title);
            Diagnostic::new(codes::NEAR_NAME, message)
                .at(at, "the same, or another?")
                .and(declaration.header, "declared here")
                .help(format!(
                    "if they are the same, write that name, or `also: \"{written}\" in {}` where it is declared",
                    here.passage.clause.number
                ))
        }
        Against::Met(other) => {
            let theirs = one_line(other.passage.written(other.run.clone()));
            Diagnostic::new(codes::NEAR_NAME, format!("`{written}` is close to `{theirs}`: are they the same?"))
                .at(at, "one name here")
                .and(other.passage.span(other.run.clone()), "the other here")
                .help("use one name throughout, or declare each with its own, and `also` for another name of one")
        }
    }
}

fn one_line(written: &str) -> String {
    written.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::findings_on;
    use super::*;

    #[test]
    fn another_kind_of_body_and_another_order() {
        let text = "2.1 The Young Carers Forum meets; the Young Carers Forum and the Overview and Scrutiny Panel report.\n\n\
                    2.2 Matters go to the Council's Scrutiny and Overview Board, and to the Young Carers Panel.\n\n\
                    2.3 The Staff Forum and the Staff Panel are two. The Quality Assurance Team took over from the \
                    Performance Quality Assurance Group.\n";
        insta::assert_debug_snapshot!(findings_on(text, check), @r#"
        [
            "Scrutiny and Overview Board: `Scrutiny and Overview Board` is close to `Overview and Scrutiny Panel`: are they the same?",
            "Young Carers Panel: `Young Carers Panel` is close to `Young Carers Forum`: are they the same?",
        ]
        "#);
    }

    #[test]
    fn endings_and_apostrophes_make_no_other_name() {
        assert_eq!(Name::of("Heads of Children's Services"), Name::of("Head of the Childrens’ Services"));
        assert_eq!(Name::of("Serious Case Review Sub-group"), Name::of("serious case review subgroup"));
        assert_ne!(Name::of("Access Panel"), Name::of("Acces Panel"));
    }
}
