//! Nobody gets many cases from one colleague: cases change hands, one for one, after they are shared out.

use std::collections::BTreeMap;

/// How many cases of each colleague each auditor has.
struct Counts<'a>(BTreeMap<(usize, &'a str), i64>);

impl<'a> Counts<'a> {
    fn of(auditors: &[usize], whose: &[&'a str]) -> Self {
        let mut counts = Self(BTreeMap::new());
        auditors.iter().zip(whose).for_each(|(auditor, whose)| counts.add(*auditor, whose, 1));
        counts
    }

    fn get(&self, auditor: usize, whose: &'a str) -> i64 {
        self.0.get(&(auditor, whose)).copied().unwrap_or(0)
    }

    fn add(&mut self, auditor: usize, whose: &'a str, count: i64) {
        *self.0.entry((auditor, whose)).or_default() += count;
    }
}

/// Exchanges cases between two auditors as long as that leaves fewer of one colleague's cases with one auditor: until no
/// exchange of two cases lowers the sum of the squares of how many each auditor has of each colleague. Everybody keeps as
/// many cases as they had.
///
/// `auditors` has the auditor of each case, and `whose` whose work it is, empty where nobody knows; `may` says whether an
/// auditor may audit a case.
pub(super) fn exchange(auditors: &mut [usize], whose: &[&str], may: impl Fn(usize, usize) -> bool) {
    let mut counts = Counts::of(auditors, whose);
    let mut changed = true;
    while changed {
        changed = false;
        for case in 0..auditors.len() {
            if let Some(other) = better(case, auditors, whose, &counts, &may) {
                for (case, count) in [(case, -1), (other, -1)] {
                    counted(&mut counts, case, auditors, whose, count);
                }
                auditors.swap(case, other);
                for (case, count) in [(case, 1), (other, 1)] {
                    counted(&mut counts, case, auditors, whose, count);
                }
                changed = true;
            }
        }
    }
}

fn counted<'a>(counts: &mut Counts<'a>, case: usize, auditors: &[usize], whose: &[&'a str], count: i64) {
    if let (Some(auditor), Some(whose)) = (auditors.get(case), whose.get(case)) {
        counts.add(*auditor, whose, count);
    }
}

/// The first case that had better change hands with this one.
fn better<'a>(
    case: usize,
    auditors: &[usize],
    whose: &[&'a str],
    counts: &Counts<'a>,
    may: impl Fn(usize, usize) -> bool,
) -> Option<usize> {
    let (own, colleague) = (*auditors.get(case)?, *whose.get(case)?);
    if colleague.is_empty() || counts.get(own, colleague) < 2 {
        return None;
    }
    let others = auditors.iter().zip(whose).enumerate();
    let mut better = others.filter(|(place, (other, theirs))| {
        // Half of what the sum of the squares changes by.
        let gives = counts.get(own, colleague) - counts.get(**other, colleague) - 1;
        let known = !theirs.is_empty();
        let takes = if known { counts.get(**other, theirs) - counts.get(own, theirs) - 1 } else { 0 };
        **other != own && **theirs != colleague && gives + takes > 0 && may(own, *place) && may(**other, case)
    });
    better.next().map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 4] = ["", "a", "b", "c"];

    fn squares(auditors: &[usize], whose: &[&str]) -> i64 {
        let known = |(_, whose): &(&usize, &&str)| !whose.is_empty();
        let (auditors, whose): (Vec<usize>, Vec<&str>) = auditors.iter().zip(whose).filter(known).unzip();
        Counts::of(&auditors, &whose).0.values().map(|count| count * count).sum()
    }

    fn loads(auditors: &[usize]) -> Vec<usize> {
        let mut sorted = auditors.to_vec();
        sorted.sort_unstable();
        sorted
    }

    #[test]
    fn each_has_one_of_each() {
        let mut auditors = [0, 0, 1, 1];
        exchange(&mut auditors, &["a", "a", "b", "b"], |_, _| true);
        assert_eq!(auditors, [1, 0, 0, 1]);
    }

    #[test]
    fn nothing_moves_that_may_not() {
        let mut auditors = [0, 0, 1, 1];
        exchange(&mut auditors, &["a", "a", "b", "b"], |auditor, case| auditor != 1 || case > 1);
        assert_eq!(auditors, [0, 0, 1, 1]);
    }

    proptest! {
        #[test]
        fn no_exchange_of_two_is_left_that_would_help(
            cases in prop::collection::vec((0_usize..3, 0_usize..4, prop::bits::u8::between(0, 3)), 0..9),
        ) {
            // Whoever has a case may audit it; the others where a bit says so.
            let before: Vec<usize> = cases.iter().map(|(auditor, ..)| *auditor).collect();
            let whose: Vec<&str> = cases.iter().map(|(_, whose, _)| NAMES[*whose]).collect();
            let may = |auditor: usize, case: usize| before[case] == auditor || cases[case].2 >> auditor & 1 == 1;
            let mut after = before.clone();
            exchange(&mut after, &whose, may);
            prop_assert_eq!(loads(&before), loads(&after));
            prop_assert!((0..after.len()).all(|case| may(after[case], case)));
            let least = squares(&after, &whose);
            prop_assert!(least <= squares(&before, &whose));
            for one in 0..after.len() {
                for other in 0..one {
                    let mut swapped = after.clone();
                    swapped.swap(one, other);
                    if may(swapped[one], one) && may(swapped[other], other) {
                        prop_assert!(squares(&swapped, &whose) >= least, "{after:?} to {swapped:?}");
                    }
                }
            }
        }
    }
}
