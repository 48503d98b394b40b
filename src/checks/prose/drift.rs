//! Paragraphs that were one once and have drifted apart.
//!
//! Two clauses are alike when half the runs of three words of the shorter one stand in the other as well. Runs are
//! looked up in one sorted list, and runs that many clauses have (the boilerplate of a long document) find nothing, so
//! the work grows with the length of the text and not with the number of pairs.

use indexmap::IndexMap;

use super::Reading;
use super::difference::{Difference, differences};
use super::passage::Passage;
use super::words::joined;
use crate::diagnostic::{Diagnostic, codes};

/// The words of a run.
const RUN: usize = 3;
/// The fewest runs of a clause that is compared: shorter ones are alike by chance.
const FEWEST_RUNS: usize = 12;
/// A run that more clauses than this have says nothing about any two of them.
const MOST_CLAUSES: usize = 6;
/// The most differences that a finding spells out.
const MOST_TOLD: usize = 3;

/// The runs of a clause, each once.
struct Runs<'reading> {
    passage: &'reading Passage<'reading>,
    hashes: Vec<u64>,
}

/// Findings on paragraphs that drifted.
pub(super) fn check(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let all: Vec<Runs<'_>> = reading.numbered().map(runs).filter(|runs| runs.hashes.len() >= FEWEST_RUNS).collect();
    let mut findings = Vec::new();
    for (later, earlier) in alike(&all) {
        let (Some(earlier), Some(later)) = (all.get(earlier), all.get(later)) else { continue };
        if !reading.settled.connects(earlier.passage, later.passage) {
            findings.extend(finding(earlier.passage, later.passage));
        }
    }
    findings
}

fn runs<'reading>(passage: &'reading Passage<'reading>) -> Runs<'reading> {
    let hash = |run: &[super::words::Word]| run.iter().fold(0, |hash, word| joined(hash, word.hash));
    let mut hashes: Vec<u64> = passage.words.windows(RUN).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    Runs { passage, hashes }
}

/// For each clause the earlier one that it is most alike, where it is alike enough to any.
fn alike(all: &[Runs<'_>]) -> IndexMap<usize, usize> {
    let mut places: Vec<(u64, usize)> = Vec::new();
    for (index, runs) in all.iter().enumerate() {
        places.extend(runs.hashes.iter().map(|hash| (*hash, index)));
    }
    places.sort_unstable();
    let mut shared: Vec<(usize, usize)> = Vec::new();
    for group in places.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() <= MOST_CLAUSES) {
        for (at, (_, earlier)) in group.iter().enumerate() {
            shared.extend(group.iter().skip(at + 1).map(|(_, later)| (*later, *earlier)));
        }
    }
    shared.sort_unstable();
    let mut nearest: IndexMap<usize, (usize, usize)> = IndexMap::new();
    for pair in shared.chunk_by(|one, other| one == other) {
        let Some((later, earlier)) = pair.first() else { continue };
        let shorter = [*later, *earlier].iter().filter_map(|index| Some(all.get(*index)?.hashes.len())).min();
        if shorter.is_none_or(|shorter| pair.len() * 2 < shorter) {
            continue;
        }
        let best = nearest.entry(*later).or_insert((0, *earlier));
        if pair.len() > best.0 {
            *best = (pair.len(), *earlier);
        }
    }
    nearest.into_iter().map(|(later, (_, earlier))| (later, earlier)).collect()
}

fn finding(earlier: &Passage<'_>, later: &Passage<'_>) -> Option<Diagnostic> {
    let hashes = |passage: &Passage<'_>| passage.words.iter().map(|word| word.hash).collect::<Vec<_>>();
    let apart = differences(&hashes(earlier), &hashes(later));
    if apart.is_empty() {
        return None;
    }
    let message =
        format!("{} and {} say nearly the same and differ in {}", earlier.said(), later.said(), places(apart.len()));
    let mut finding = Diagnostic::new(codes::DRIFTED_PARAGRAPHS, message)
        .at(later.clause.span, "the later one")
        .and(earlier.clause.span, "the earlier one");
    for difference in telling(&apart) {
        finding = finding.and(place(later, difference), said(earlier, later, difference));
    }
    Some(finding.help(
        "say it once and refer to it, or tell with an `assume` or `note` that names the other clause why they differ",
    ))
}

fn places(count: usize) -> String {
    if count == 1 { "one place".to_owned() } else { format!("{count} places") }
}

/// The differences worth spelling out, in the order of the text: those of few words, replacements first.
fn telling(apart: &[Difference]) -> Vec<&Difference> {
    let mut chosen: Vec<&Difference> = apart.iter().collect();
    let size = |one: &Difference| one.first.len().max(one.second.len());
    chosen.sort_by_key(|one| (one.first.is_empty() || one.second.is_empty(), size(one)));
    chosen.truncate(MOST_TOLD);
    chosen.sort_by_key(|one| one.second.start);
    chosen
}

/// Where the later clause differs: its own words, or the word after which the earlier one has more.
fn place(later: &Passage<'_>, difference: &Difference) -> crate::text::Span {
    let run = difference.second.clone();
    if run.is_empty() { later.span(run.start.saturating_sub(1)..run.start.max(1)) } else { later.span(run) }
}

fn said(earlier: &Passage<'_>, later: &Passage<'_>, difference: &Difference) -> String {
    let number = &earlier.clause.number;
    let theirs = shortened(earlier.written(difference.first.clone()));
    if difference.first.is_empty() {
        format!("{number} leaves out `{}`", shortened(later.written(difference.second.clone())))
    } else if difference.second.is_empty() {
        format!("{number} goes on `{theirs}`")
    } else {
        format!("{number} says `{theirs}`")
    }
}

/// The first and last words of a long run.
fn shortened(written: &str) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    match words.as_slice() {
        [one, two, three, .., last] if words.len() > 6 => format!("{one} {two} {three} … {last}"),
        all => all.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reading;
    use super::*;
    use crate::checks::Checked;
    use crate::model::Model;
    use crate::text::FileId;

    const PAIR: &str = "\
5.1 The purpose of an observation is to see how a session is run and to tell the team what went well. The practitioner
and their manager are told of any worry.

5.2 A visit is made to each centre in the spring of the year, and the manager of the centre is told in writing of it.

6.1 The purpose of an observation is to see how a meeting is run and to tell the team what went well. The social worker
and their manager are told of any worry.
";

    fn findings(text: &str) -> Vec<Diagnostic> {
        let outlines = [crate::text::outline(text, FileId(0))];
        let model = Model::default();
        check(&Reading::new(&Checked {
            model: &model,
            outlines: &outlines,
            empty_blocks: &std::collections::BTreeSet::new(),
            as_of: None,
            sound: true,
        }))
    }

    #[test]
    fn a_drifted_pair_is_found_with_its_words() {
        let found = findings(PAIR);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].message, "clause 5.1 and clause 6.1 say nearly the same and differ in 2 places");
        let labels: Vec<(&str, &str)> =
            found[0].labels.iter().map(|label| (PAIR.get(label.span.range()).unwrap(), label.text.as_str())).collect();
        assert_eq!(
            labels,
            [
                ("6.1", "the later one"),
                ("5.1", "the earlier one"),
                ("meeting", "5.1 says `session`"),
                ("social worker", "5.1 says `practitioner`"),
            ]
        );
    }

    #[test]
    fn the_same_text_twice_and_boilerplate_are_silent() {
        let text = "The manager of each team looks at two files in every month and writes down what was found there.";
        assert!(findings(&format!("5.1 {text}\n\n6.1 {text}\n")).is_empty());
        let many: String = (1..20).map(|number| format!("6.{number} In part {number}: {text}\n\n")).collect();
        assert!(findings(&many).is_empty());
    }
}
