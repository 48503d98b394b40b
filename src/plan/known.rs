//! Rounds that others hang on, kept so that each is found once and not for each that hangs on it.
//!
//! Parts follow the rounds of their whole, reports go to the days of a meeting, and a deadline may be counted from the
//! day of something else. It owns what has been found already, and for which days; how rounds are found is not known here.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::rounds::Round;
use crate::calendar::Date;

/// What has been found: by the id of an obligation, and by how deep it may be followed.
#[derive(Default)]
pub(super) struct Known<'model>(RefCell<BTreeMap<(&'model str, u32), Found>>);

/// The rounds due in `from..=to`, and others near them.
#[derive(Clone)]
struct Found {
    from: Date,
    to: Date,
    rounds: Rc<[Round]>,
}

/// Rounds near some days, in the order of the days on which they fall.
pub(super) struct Near {
    rounds: Rc<[Round]>,
    range: Range<usize>,
}

impl<'model> Known<'model> {
    /// The rounds due on those days, and others near them; `find` finds what is not known yet.
    pub(super) fn near(
        &self,
        key: (&'model str, u32),
        (from, to): (Date, Date),
        find: impl FnOnce(Date, Date) -> Vec<Round>,
    ) -> Near {
        let known = self.0.borrow().get(&key).cloned();
        let found = match known {
            Some(known) if known.from <= from && to <= known.to => known,
            known => {
                let (from, to) = known.map_or((from, to), |known| further(&known, from, to));
                let found = Found { from, to, rounds: find(from, to).into() };
                self.0.borrow_mut().insert(key, found.clone());
                found
            }
        };
        Near { range: 0..found.rounds.len(), rounds: found.rounds }
    }
}

/// Both what is known and what is asked for, and as much again: who asks for one period after the other is answered from
/// what is known nearly always.
fn further(known: &Found, from: Date, to: Date) -> (Date, Date) {
    let (from, to) = (from.min(known.from), to.max(known.to));
    (from, to.checked_add_signed(to - from).unwrap_or(to))
}

impl Near {
    /// Those that fall in `first..=last`.
    pub(super) fn between(self, first: Date, last: Date) -> Self {
        let start = self.rounds.partition_point(|round| round.falls < first);
        let end = self.rounds.partition_point(|round| round.falls <= last);
        Self { range: start..end.max(start), ..self }
    }

    pub(super) fn all(&self) -> &[Round] {
        self.rounds.get(self.range.clone()).unwrap_or_default()
    }
}
