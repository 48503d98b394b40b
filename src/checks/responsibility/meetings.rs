//! Reports and duties that go through a meeting: in time for it, and in step with it.

use indexmap::IndexMap;

use chrono::{Datelike, Months};

use super::{Checked, pick};
use crate::calendar::{
    Cadence, Date, Deadline, Every, Moment, Occurrence, PeriodUnit, Place, Situation, due, occurrences,
};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{MeetingSide, Through};
use crate::model::work::Meeting;
use crate::model::{Construct, DeclId, Declaration, Model, Ref};
use crate::text::{Span, Spanned};

/// Findings on what goes through meetings.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let Some(trial) = pick::trial_year(model) else { return Vec::new() };
    let mut sittings: IndexMap<DeclId, Vec<Date>> = IndexMap::new();
    let mut findings = taken_elsewhere(model);
    for guest in guests(model) {
        let dates = sittings.entry(guest.host.id).or_insert_with(|| dates_of(model, guest.meeting, trial));
        let late = guest.late(model, dates, trial);
        findings.extend(late.or_else(|| guest.out_of_step(model, dates, trial)));
    }
    findings
}

/// Something that goes through a meeting.
struct Guest<'model> {
    declaration: &'model Declaration,
    when: &'model Spanned<Cadence>,
    due: Option<&'model Spanned<Deadline>>,
    /// Where the meeting is named.
    through: Span,
    host: &'model Declaration,
    meeting: &'model Meeting,
}

/// Every report and duty that says which meeting it goes through, or that a meeting says it takes.
fn guests(model: &Model) -> Vec<Guest<'_>> {
    let taken = taken(model);
    let mut guests = Vec::new();
    for (declaration, report) in pick::reports(model) {
        let host = report.through.as_ref().map(named);
        let host = host.or_else(|| {
            taken.get(&declaration.id).map(|(host, named)| (Some(host.id), named.span, MeetingSide::After))
        });
        guests.extend(guest(model, declaration, report.when.as_ref(), report.due.as_ref(), host));
    }
    for (declaration, duty) in pick::duties(model) {
        let host = duty.through.as_ref().map(named);
        guests.extend(guest(model, declaration, duty.when.as_ref(), duty.due.as_ref(), host));
    }
    guests
}

fn named(through: &Through) -> Named {
    (through.meeting.target, through.meeting.span, through.side)
}

/// The meeting that something goes through, where that is said, and on which side of the due date.
type Named = (Option<DeclId>, Span, MeetingSide);

fn guest<'model>(
    model: &'model Model,
    declaration: &'model Declaration,
    when: Option<&'model Spanned<Cadence>>,
    due: Option<&'model Spanned<Deadline>>,
    host: Option<Named>,
) -> Option<Guest<'model>> {
    let (id, through, side) = host?;
    // What goes through the meeting before its due date is never late for it.
    if side == MeetingSide::Before {
        return None;
    }
    let host = model.get(id?)?;
    let Construct::Meeting(meeting) = &host.construct else { return None };
    Some(Guest { declaration, when: when?, due, through, host, meeting })
}

/// The first meeting that says it takes a report, and where.
fn taken(model: &Model) -> IndexMap<DeclId, (&Declaration, &Ref)> {
    let mut taken = IndexMap::new();
    for (declaration, meeting) in pick::meetings(model) {
        for report in &meeting.takes {
            if let Some(id) = report.target {
                taken.entry(id).or_insert((declaration, report));
            }
        }
    }
    taken
}

/// A report that goes through one meeting and is taken by another.
fn taken_elsewhere(model: &Model) -> Vec<Diagnostic> {
    let taken = taken(model);
    let mut findings = Vec::new();
    for (declaration, report) in pick::reports(model) {
        let Some((host, named)) = taken.get(&declaration.id) else { continue };
        let Some(through) = report.through.as_ref().map(|through| &through.meeting) else { continue };
        if through.target.is_none_or(|target| target == host.id) {
            continue;
        }
        let message = format!(
            "`{}` goes through `{}`, but `{}` says that it takes it",
            declaration.name.value, through.name, host.name.value
        );
        findings.push(
            Diagnostic::new(codes::FIXED_TWICE, message)
                .at(through.span, "goes through this meeting")
                .and(named.span, "and is taken by this one")
                .help("name the same meeting in both places, or take the report out of one"),
        );
    }
    findings
}

/// The days on which a meeting is held, from the trial year to half a year after it.
fn dates_of(model: &Model, meeting: &Meeting, (from, to): (Date, Date)) -> Vec<Date> {
    let Some(when) = &meeting.when else { return Vec::new() };
    let until = to.checked_add_months(Months::new(6)).unwrap_or(to);
    occurrences(&when.value, &model.calendar, from, until).into_iter().map(|sitting| sitting.effective).collect()
}

impl Guest<'_> {
    /// Due after the meeting that it is meant for.
    fn late(&self, model: &Model, sittings: &[Date], (from, to): (Date, Date)) -> Option<Diagnostic> {
        let due = self.due?;
        if self.is_after_its_meeting(&due.value) {
            return Some(self.late_finding(due.span, "after the meeting", "taken in this meeting".to_owned()));
        }
        let rounds = occurrences(&self.when.value, &model.calendar, from, to);
        rounds.iter().find_map(|round| {
            let sitting = meant_for(&self.when.value, round, sittings)?;
            let date = date_due(model, &due.value, round)?;
            (date > sitting).then(|| {
                let (date, sitting) = (pick::in_words(date), pick::in_words(sitting));
                self.late_finding(due.span, &format!("due on {date}"), format!("which meets on {sitting}"))
            })
        })
    }

    /// Counted from the meeting itself, for a report that the meeting is to take.
    fn is_after_its_meeting(&self, due: &Deadline) -> bool {
        let is_report = matches!(self.declaration.construct, Construct::Report(_));
        if let Deadline::NotMoved(inner) | Deadline::CountingThatDay(inner) = due {
            return self.is_after_its_meeting(inner);
        }
        let Deadline::Within { after: Some(after), .. } = due else { return false };
        let of_meeting = match after {
            Moment::Meeting => true,
            Moment::Named(name) => *name == self.host.name.value,
            Moment::Completion | Moment::Start(_) | Moment::End(_) => false,
        };
        is_report && of_meeting
    }

    fn late_finding(&self, due: Span, label: &str, taken: String) -> Diagnostic {
        Diagnostic::new(
            codes::LATE_FOR_MEETING,
            format!("`{}` is due after the meeting that takes it", self.declaration.name.value),
        )
        .at(due, label)
        .and(self.through, taken)
        .help("let it be due before the meeting, such as `at least 5 working days before the meeting`, or name a later one")
    }

    /// A rhythm that the meeting's own cannot take, or that leaves open which meeting takes it.
    fn out_of_step(&self, model: &Model, sittings: &[Date], trial: (Date, Date)) -> Option<Diagnostic> {
        let host = self.meeting.when.as_ref()?;
        let message = match self.crowded(model, sittings, trial) {
            Some(sitting) => format!(
                "`{}` comes round more often than `{}` meets: the meeting of {} would take it twice",
                self.declaration.name.value,
                self.host.name.value,
                pick::in_words(sitting)
            ),
            None => {
                let (own, others) = (months_in_step(&self.when.value)?, months_between(&host.value)?);
                if self.due.is_some() || own <= others || own % others == 0 {
                    return None;
                }
                format!(
                    "`{}` falls every {own} months and `{}` meets every {others}: which meeting takes it is left open",
                    self.declaration.name.value, self.host.name.value
                )
            }
        };
        Some(
            Diagnostic::new(codes::HOST_OUT_OF_STEP, message)
                .at(self.when.span, "this rhythm")
                .and(host.span, "does not fit this one")
                .and(self.through, "goes through that meeting")
                .help(
                    "say by when it is due, and the first meeting from then on takes it; or give both the same rhythm",
                ),
        )
    }

    /// A meeting that two rounds would fall to.
    fn crowded(&self, model: &Model, sittings: &[Date], (from, to): (Date, Date)) -> Option<Date> {
        let Cadence::Every(Every { individual: None, .. }) = &self.when.value else { return None };
        // Before the first meeting things heap up only because the body has not begun to meet.
        let begun = *sittings.first()?;
        let rounds = occurrences(&self.when.value, &model.calendar, from.max(begun), to);
        let taken = rounds.iter().filter_map(|round| {
            let since = date_due_of(model, self.due, round).unwrap_or_else(|| first_day(&self.when.value, round));
            sittings.iter().find(|sitting| **sitting >= since).copied()
        });
        let taken: Vec<Date> = taken.collect();
        taken.iter().zip(taken.iter().skip(1)).find(|(one, next)| one == next).map(|(one, _)| *one)
    }
}

/// The meeting that a round names by its own day or month; `None` where it is about a longer period.
fn meant_for(cadence: &Cadence, round: &Occurrence, sittings: &[Date]) -> Option<Date> {
    let first_since = |day: Date| sittings.iter().find(|sitting| **sitting >= day).copied();
    match aim(cadence)? {
        Aim::Day => first_since(round.nominal.min(round.effective)),
        Aim::Month => {
            let start = round.nominal.with_day(1)?;
            let within = sittings.iter().find(|sitting| (start..=round.nominal).contains(sitting));
            within.copied().or_else(|| first_since(round.nominal))
        }
        Aim::Period => None,
    }
}

/// The day from which a round looks for its meeting.
fn first_day(cadence: &Cadence, round: &Occurrence) -> Date {
    match aim(cadence) {
        Some(Aim::Month) => round.nominal.with_day(1).unwrap_or(round.nominal),
        Some(Aim::Period) => round.period.to,
        Some(Aim::Day) | None => round.nominal.min(round.effective),
    }
}

fn date_due_of(model: &Model, deadline: Option<&Spanned<Deadline>>, round: &Occurrence) -> Option<Date> {
    date_due(model, &deadline?.value, round)
}

/// When a round is due, where that does not wait for anything.
fn date_due(model: &Model, deadline: &Deadline, round: &Occurrence) -> Option<Date> {
    let nothing = |_: &str| None;
    let situation =
        Situation { nominal: round.nominal, period: &round.period, completion: None, meeting: None, events: &nothing };
    let clock = |word: &str| model.clocks.get(word).cloned();
    due(deadline, &situation, &model.calendar, &clock).map(|due| due.date)
}

/// How closely a rhythm says when it falls.
enum Aim {
    /// On a day.
    Day,
    /// Some time in a month.
    Month,
    /// Some time in a longer period.
    Period,
}

fn aim(cadence: &Cadence) -> Option<Aim> {
    if let Cadence::Once(_) = cadence {
        return Some(Aim::Day);
    }
    let Cadence::Every(every) = cadence else { return None };
    if every.individual.is_some() {
        return None;
    }
    Some(match (every.place, every.unit) {
        (Some(Place::In(_)), _) | (None | Some(Place::End), PeriodUnit::Month) => Aim::Month,
        (Some(Place::Nth(..) | Place::NthIn(..) | Place::DayOf { .. } | Place::Start), _)
        | (_, PeriodUnit::Day | PeriodUnit::WorkingDay | PeriodUnit::Week) => Aim::Day,
        (
            None | Some(Place::End),
            PeriodUnit::Quarter
            | PeriodUnit::HalfYear
            | PeriodUnit::Term
            | PeriodUnit::Year
            | PeriodUnit::FinancialYear
            | PeriodUnit::AcademicYear,
        ) => Aim::Period,
    })
}

/// How many months lie between the rounds of a rhythm that does not say in which of them it falls.
fn months_in_step(cadence: &Cadence) -> Option<u32> {
    match aim(cadence)? {
        Aim::Period => months_between(cadence),
        Aim::Day | Aim::Month => None,
    }
}

/// How many months lie between the rounds of a rhythm, where that is always the same.
fn months_between(cadence: &Cadence) -> Option<u32> {
    let Cadence::Every(every) = cadence else { return None };
    let of_one = match every.unit {
        PeriodUnit::Month if every.months == crate::calendar::MonthSet::ALL => 1,
        PeriodUnit::Quarter => 3,
        PeriodUnit::HalfYear => 6,
        PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => 12,
        PeriodUnit::Day | PeriodUnit::WorkingDay | PeriodUnit::Week | PeriodUnit::Month | PeriodUnit::Term => {
            return None;
        }
    };
    every.step.checked_mul(of_one)
}
