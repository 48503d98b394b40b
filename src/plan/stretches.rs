//! A schedule found a stretch of years after the other, so that a long one takes no more room than a short one.
//!
//! It owns where a schedule may be cut. That two stretches side by side hold what the whole holds is a law of the
//! schedule; only what is open over the cut would come twice.

use chrono::Months;

use super::filter::Filter;
use super::naming::Stamp;
use super::occurrences::{Occurrence, Schedule, Works, obligations, of_obligations, works};
use crate::calendar::Date;
use crate::model::Model;

/// How much is found at a time: 20 years. Rounds are looked for some years beyond either end, so that more would take
/// room and less would take time.
const STRETCH: Months = Months::new(240);

/// The occurrences of a schedule, found as they are asked for.
pub struct Stretches<'model> {
    model: &'model Model,
    works: Works<'model>,
    stretch: Months,
    /// The first day of the next stretch; `None` when all are done.
    next: Option<Date>,
    to: Date,
    found: std::vec::IntoIter<Occurrence>,
}

impl<'model> Schedule<Stretches<'model>> {
    /// The schedule of those days, to be read once: the same as [`Schedule::of`].
    #[must_use]
    pub fn in_stretches(model: &'model Model, from: Date, to: Date, filter: &Filter) -> Self {
        let occurrences = Stretches::new(model, (from, to), filter, STRETCH);
        Self { stamp: Stamp::of(model), from, to, occurrences }
    }
}

impl<'model> Stretches<'model> {
    fn new(model: &'model Model, (from, to): (Date, Date), filter: &Filter, stretch: Months) -> Self {
        let mut all = Self {
            model,
            works: works(model, obligations(model, filter)),
            stretch,
            next: Some(from),
            to,
            found: Vec::new().into_iter(),
        };
        // What is open since before the first day comes with the first stretch, and with no other.
        all.find(|_, _| true);
        all
    }

    /// Finds the next stretch; nothing where there is none.
    fn find(&mut self, belongs: fn(&Occurrence, Date) -> bool) -> Option<()> {
        let from = self.next?;
        let next = from.checked_add_months(self.stretch).filter(|next| *next <= self.to);
        let to = next.and_then(|next| next.pred_opt()).unwrap_or(self.to);
        let mut found = of_obligations(self.model, &self.works, from, to);
        found.retain(|one| belongs(one, from));
        (self.next, self.found) = (next, found.into_iter());
        Some(())
    }
}

impl Iterator for Stretches<'_> {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        loop {
            if let Some(one) = self.found.next() {
                return Some(one);
            }
            self.find(|one, from| one.due >= from)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::occurrences::schedule;
    use super::super::testing::{day, model};
    use super::*;

    const TEXT: &str = r#"
        body board "Board"
        meeting sitting "Board" { body: board  when: every 2 months on the third Thursday from January 2015 }
        report quarterly "Of a quarter" {
          by: manager  to: board  when: every quarter  through: sitting
          draft-due: at least 5 working days before the meeting
        }
        feedback survey "Survey" { respondents: manager  by: manager  when: every year from 21 December 2015, open for 3 weeks }
        feedback groups "Groups" { respondents: manager  by: manager  when: every year on 1 March, and every year on 1 September }
        duty daily "Daily" { who: manager  must: "look"  when: every 10 days from 3 January 2017 }
    "#;

    #[test]
    fn however_it_is_cut_the_schedule_is_the_same() {
        let model = model(TEXT);
        let (from, to) = (day("2017-01-05"), day("2028-01-02"));
        let whole = schedule(&model, from, to, &Filter::default());
        assert!(whole.first().is_some_and(|one| one.due < from), "something is open already");
        for months in [1, 5, 12, 40, 240] {
            let cut = Stretches::new(&model, (from, to), &Filter::default(), Months::new(months));
            assert_eq!(cut.collect::<Vec<_>>(), whole, "{months}");
        }
    }

    #[test]
    fn nothing_is_left_after_the_last_day() {
        let model = model(TEXT);
        let mut one = Stretches::new(&model, (day("2018-01-01"), day("2018-01-01")), &Filter::default(), STRETCH);
        assert_eq!(one.by_ref().count(), 1);
        assert_eq!(one.next(), None);
    }
}
