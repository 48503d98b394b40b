//! The schedule: everything that falls due between two days.

use std::ops::Deref;
use std::sync::Arc;

use super::filter::{Filter, wanted};
use super::naming::{Named, Stamp};
use super::rounds::{Planner, Round};
use super::work::Work;
use crate::calendar::{Date, Month, Period, Quantity};
use crate::model::value::Area;
use crate::model::{Model, Obligation};

/// One thing that falls due. What it shares with the others of its obligation is read as if it were its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What is to be done, the same for all that are of one obligation, and held once for them.
    pub work: Arc<Work>,
    /// The obligation and its period: `early-help-case-files/2017-05`, `early-help-case-files/findings/2017-05`.
    pub id: String,
    /// The period it belongs to.
    pub period: Period,
    /// The day before any move off a day that is not worked.
    pub nominal: Date,
    /// The day it is due.
    pub due: Date,
    /// Why it was moved: `Saturday`, `Christmas Day (bank holiday)`, or the name of a closure.
    pub moved_because: Option<String>,
    /// Whether one of its dates rests on bank holidays that are not proclaimed yet, so that it may still move.
    pub projected: bool,
    /// The last day it is open, where it has a window.
    pub open_until: Option<Date>,
    /// How many.
    pub quantity: Option<Quantity>,
    /// Own or peer area, in that month.
    pub basis: Option<Area>,
    /// The meeting it goes through.
    pub through: Option<Taken>,
}

impl Deref for Occurrence {
    type Target = Work;

    fn deref(&self) -> &Work {
        &self.work
    }
}

/// The meeting that takes a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The meeting.
    pub meeting: Named,
    /// Its day; `None` where its dates are not known.
    pub date: Option<Date>,
}

/// A schedule as it is given out: what, for which days, of which framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule<All = Vec<Occurrence>> {
    /// Whose it is.
    pub stamp: Stamp,
    /// The first day asked for.
    pub from: Date,
    /// The last day asked for.
    pub to: Date,
    /// In the order of the due dates.
    pub occurrences: All,
}

impl Schedule {
    /// The schedule of those days.
    #[must_use]
    pub fn of(model: &Model, from: Date, to: Date, filter: &Filter) -> Self {
        Self { stamp: Stamp::of(model), from, to, occurrences: schedule(model, from, to, filter) }
    }

    /// The same for what takes occurrences one by one.
    #[must_use]
    pub fn borrowed(&self) -> Schedule<&[Occurrence]> {
        Schedule { stamp: self.stamp.clone(), from: self.from, to: self.to, occurrences: &self.occurrences }
    }

    /// Whether a date in it rests on bank holidays that are not proclaimed yet.
    #[must_use]
    pub fn has_projected_dates(&self) -> bool {
        self.occurrences.iter().any(|one| one.projected)
    }
}

/// Everything due in `from..=to`, and what is open on any of those days, in the order of the due dates and, on one day,
/// of the source.
///
/// What follows something else is an occurrence of its own where it has a deadline that can be computed without
/// records. What belongs to something without a deadline of its own, such as attendance at a meeting, falls with it:
/// it is no occurrence, but `filter.role` finds the meeting by it. Rhythms that are each person's own are planned by
/// period, one round for all.
#[must_use]
pub fn schedule(model: &Model, from: Date, to: Date, filter: &Filter) -> Vec<Occurrence> {
    of_obligations(model, &works(model, obligations(model, filter)), from, to)
}

/// The obligations that a filter lets through.
pub(super) fn obligations<'model>(model: &'model Model, filter: &Filter) -> Vec<&'model Obligation> {
    model.obligations.iter().filter(|obligation| wanted(model, obligation, filter)).collect()
}

/// Obligations with what is to be done for each.
pub(super) type Works<'model> = Vec<(&'model Obligation, Arc<Work>)>;

/// What is to be done for these obligations.
pub(super) fn works<'model>(model: &'model Model, of: impl IntoIterator<Item = &'model Obligation>) -> Works<'model> {
    of.into_iter().map(|obligation| (obligation, Arc::new(Work::of(model, obligation)))).collect()
}

/// The schedule of these obligations alone.
pub(super) fn of_obligations(model: &Model, of: &Works<'_>, from: Date, to: Date) -> Vec<Occurrence> {
    let planner = Planner::new(model);
    let mut all = Vec::new();
    for (obligation, work) in of {
        let rounds = planner.rounds(obligation, from, to).into_iter();
        all.extend(rounds.map(|round| occurrence(model, obligation, work, round)));
    }
    // The sort is stable: on one day the order of the source stays.
    all.sort_by_cached_key(|occurrence| occurrence.due);
    all
}

fn occurrence(model: &Model, obligation: &Obligation, work: &Arc<Work>, round: Round) -> Occurrence {
    let work = match round.review_at {
        Some(after) => Arc::new(work.reviewed(after)),
        None => Arc::clone(work),
    };
    Occurrence {
        work,
        id: [&obligation.id, "/", &round.label].concat(),
        projected: is_projected(model, &round),
        nominal: round.nominal,
        due: round.due,
        moved_because: round.moved_because,
        open_until: round.open_until,
        quantity: obligation.quantity.or(round.quantity),
        basis: basis(obligation, round.nominal),
        through: obligation
            .through
            .and_then(|meeting| Some(Taken { meeting: Named::at(model, meeting)?, date: round.meeting })),
        period: round.period,
    }
}

/// Whether its day, the one it was moved from or that of its meeting lies where bank holidays are projected.
fn is_projected(model: &Model, round: &Round) -> bool {
    let dates = [Some(round.nominal), Some(round.due), round.meeting];
    dates.into_iter().flatten().any(|date| model.calendar.is_projected(date))
}

/// Own or peer area in the month the round falls in.
fn basis(obligation: &Obligation, nominal: Date) -> Option<Area> {
    let month = month_of(nominal)?;
    let parts = &obligation.basis.as_ref()?.parts;
    parts.iter().find(|part| part.months.contains(month)).map(|part| part.area)
}

/// The month of a day.
pub(super) fn month_of(date: Date) -> Option<Month> {
    use chrono::Datelike;
    u8::try_from(date.month()).ok().and_then(Month::new)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, model};
    use super::*;

    /// Everything of a year, a line each.
    fn year(model: &Model, year: i32, filter: &Filter) -> String {
        let all = schedule(model, day(&format!("{year}-01-01")), day(&format!("{year}-12-31")), filter);
        let lines = all.iter().map(|one| {
            let moved = one.moved_because.as_ref().map(|why| format!(" off {}: {why}", one.nominal));
            let meeting = one.through.as_ref().and_then(|taken| taken.date).map(|date| format!(" at {date}"));
            let open = one.open_until.map(|date| format!(" open until {date}"));
            let basis = one.basis.map(|basis| format!(" {basis:?}"));
            let quantity = one.quantity.map(|quantity| format!(" {quantity}"));
            let more = [quantity, moved, meeting, open, basis].into_iter().flatten().collect::<String>();
            format!("{} {}{more}", one.due, one.id)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_audit_and_what_follows_it() {
        let model = model(
            r#"
            record case "Cases" { columns: case-id text  key: case-id }
            population cases "Cases" { records: case }
            instrument tool "Tool"
            audit files "Files" {
              when:     in January, February, March and April
              draw:     14 at random from cases
              auditors: manager
              basis:    own area in January and March, peer area in February and April
              due:      by the last working day of the month
              findings: to manager, within 10 working days of the end of the month
              file:     tool on "the record", within 5 working days of completion
            }
        "#,
        );
        insta::assert_snapshot!(year(&model, 2017, &Filter::default()), @"
        2017-01-31 files/2017-01 exactly 14 Own
        2017-02-14 files/findings/2017-01
        2017-02-28 files/2017-02 exactly 14 Peer
        2017-03-14 files/findings/2017-02
        2017-03-31 files/2017-03 exactly 14 Own
        2017-04-18 files/findings/2017-03
        2017-04-28 files/2017-04 exactly 14 Peer
        2017-05-15 files/findings/2017-04
        ");
    }

    #[test]
    fn a_date_is_projected_where_its_own_day_or_its_meeting_is() {
        let model = model(
            r#"
            body board "Board"
            meeting sitting "Board" { body: board  when: every year on 5 January }
            report before "Before the board meets" {
              by: manager  to: board  when: every year in December  through: sitting
              due: at least 5 working days before the meeting
            }
            duty tidy "Tidy" { who: manager  must: "tidy up"  when: every year on 30 December }
        "#,
        );
        let all = schedule(&model, day("2027-12-01"), day("2028-01-31"), &Filter::default());
        let told: Vec<String> = all.iter().map(|one| format!("{} {} {}", one.due, one.id, one.projected)).collect();
        insta::assert_snapshot!(told.join("\n"), @"
        2027-12-24 before/2027 true
        2027-12-30 tidy/2027 false
        2028-01-05 sitting/2028 true
        ");
    }

    #[test]
    fn reports_go_to_the_meeting_that_takes_them() {
        let model = model(
            r#"
            body board "Board"
            meeting sitting "Board" { body: board  when: every 2 months on the third Thursday from January 2017 }
            report quarterly "Of a quarter" {
              by: manager  to: board  when: every quarter  through: sitting
              draft-due: at least 5 working days before the meeting
            }
            report in-june "In June, without a meeting" { by: manager  to: board  when: every year in June  through: sitting }
            report in-may "In May" { by: manager  to: board  when: every year in May  through: sitting }
            report dated "With a date" { by: manager  to: board  when: every quarter  due: by the 5th working day of the next quarter  through: sitting }
        "#,
        );
        insta::assert_snapshot!(year(&model, 2017, &Filter::default()), @"
        2017-01-09 dated/2016-Q4 at 2017-01-19
        2017-01-12 quarterly/draft/2016-Q4 at 2017-01-19
        2017-01-19 sitting/2017-01
        2017-01-19 quarterly/2016-Q4 at 2017-01-19
        2017-03-16 sitting/2017-03
        2017-04-07 dated/2017-Q1 at 2017-05-18
        2017-05-11 quarterly/draft/2017-Q1 at 2017-05-18
        2017-05-18 sitting/2017-05
        2017-05-18 quarterly/2017-Q1 at 2017-05-18
        2017-05-18 in-may/2017 at 2017-05-18
        2017-07-07 dated/2017-Q2 at 2017-07-20
        2017-07-13 quarterly/draft/2017-Q2 at 2017-07-20
        2017-07-20 sitting/2017-07
        2017-07-20 quarterly/2017-Q2 at 2017-07-20
        2017-07-20 in-june/2017 at 2017-07-20
        2017-09-21 sitting/2017-09
        2017-10-06 dated/2017-Q3 at 2017-11-16
        2017-11-09 quarterly/draft/2017-Q3 at 2017-11-16
        2017-11-16 sitting/2017-11
        2017-11-16 quarterly/2017-Q3 at 2017-11-16
        ");
    }

    #[test]
    fn rhythms_of_persons_are_planned_for_all_with_their_reviews() {
        let model = model(
            r#"
            event appointment "Someone starts"
            duty appraisal "Appraisal" {
              who: manager  must: "appraise"
              when: every year for each manager from their appointment, with a review at 6 months
            }
            duty watching "Watching" { who: manager  must: "watch"  when: at least 2 every quarter }
            feedback survey "Survey" { respondents: manager  by: manager  when: every 2 years from 21 December 2015, open for 3 weeks }
            feedback groups "Groups" { respondents: manager  by: manager  when: every year on 1 March, and every year on 1 September }
        "#,
        );
        insta::assert_snapshot!(year(&model, 2016, &Filter::default()), @"
        2015-12-21 survey/2015 open until 2016-01-10
        2016-03-01 groups/2016-1
        2016-03-31 watching/2016-Q1 at least 2
        2016-06-30 watching/2016-Q2 at least 2
        2016-07-01 appraisal/2016/review
        2016-09-01 groups/2016-2
        2016-09-30 watching/2016-Q3 at least 2
        2016-12-30 appraisal/2016 off 2016-12-31: Saturday
        2016-12-30 watching/2016-Q4 at least 2 off 2016-12-31: Saturday
        ");
        let narrow = schedule(&model, day("2016-09-01"), day("2016-09-30"), &Filter::default());
        assert_eq!(narrow.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["groups/2016-2", "watching/2016-Q3"]);
    }

    #[test]
    fn a_role_is_found_in_teams_and_by_what_falls_with_a_meeting() {
        let model = model(
            r#"
            role clerk "Clerk"
            team managers "Managers" { members: manager }
            body board "Board" { chair: clerk }
            meeting sitting "Board" { body: board  when: every year on 1 March  attend: manager }
            duty of-team "Of the team" { who: managers  must: "do it"  when: every year on 2 March }
            duty of-others "Of others" { who: clerk  must: "do it"  when: every year on 3 March }
        "#,
        );
        let filter = Filter { role: model.names.get("manager").copied(), unit: None };
        insta::assert_snapshot!(year(&model, 2017, &filter), @"
        2017-03-01 sitting/2017
        2017-03-02 of-team/2017
        ");
        assert_eq!(year(&model, 2017, &Filter::default()).lines().count(), 3);
    }

    #[test]
    fn a_unit_takes_in_its_parts_and_the_roles_that_belong_there() {
        let model = model(
            r#"
            unit service "Service"
            unit wards "Wards" { part-of: service }
            unit kitchen "Kitchen"
            role cook "Cook" { unit: kitchen }
            role nurse "Nurse" { unit: wards }
            duty cooking "Cook" { who: cook  must: "cook"  when: every year on 1 March }
            duty nursing "Nurse" { who: nurse  must: "nurse"  when: every year on 2 March }
            duty tasting "Taste" { who: cook  must: "taste"  when: every year on 3 March  unit: service }
        "#,
        );
        let of = |unit: &str| year(&model, 2017, &Filter { role: None, unit: model.names.get(unit).copied() });
        insta::assert_snapshot!(of("service"), @"
        2017-03-02 nursing/2017
        2017-03-03 tasting/2017
        ");
        insta::assert_snapshot!(of("wards"), @"2017-03-02 nursing/2017");
    }
}
