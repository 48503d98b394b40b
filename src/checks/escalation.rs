//! Ladders: an owner and a clock at each level, no dead end, no circle, an accountable end, clocks that run forwards.

use indexmap::IndexSet;

use super::{Checked, pick};
use crate::calendar::{Cadence, Date, PeriodUnit, Situation, due};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ladder::{Escalation, Level, Next};
use crate::model::{DeclId, Declaration, Model, Ref};

/// Findings on ladders.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let started = started(model);
    let mut findings = Vec::new();
    for (declaration, escalation) in pick::escalations(model) {
        let ladder = Ladder { model, declaration, escalation };
        if !ladder.is_whole() {
            continue;
        }
        if checked.sound {
            findings.extend(ladder.without_clock());
            findings.extend((!started.contains(&declaration.id)).then(|| ladder.nobody_tells()).flatten());
        }
        findings.extend(ladder.circle());
        findings.extend(ladder.never_reached());
        findings.extend(ladder.several_at_the_end());
        findings.extend(ladder.same_people());
        findings.extend(ladder.clocks());
    }
    findings
}

/// The ladders that something else starts: a worry in an audit, a threshold, a duty that is missed.
fn started(model: &Model) -> IndexSet<DeclId> {
    let mut started = IndexSet::new();
    let mut add = |names: &[Ref]| started.extend(names.iter().filter_map(|name| name.target));
    for (_, audit) in pick::audits(model) {
        add(audit.concern.as_slice());
    }
    for (_, duty) in pick::duties(model) {
        add(duty.concern.as_slice());
        add(&duty.then);
        add(&duty.if_missed);
    }
    for (_, threshold) in pick::thresholds(model) {
        add(&threshold.then);
    }
    started
}

/// A ladder with what surrounds it.
struct Ladder<'model> {
    model: &'model Model,
    declaration: &'model Declaration,
    escalation: &'model Escalation,
}

/// The level that another leads to, by place.
const fn leads_to(level: &Level) -> Option<usize> {
    match &level.next {
        Some(Next::Level { target, .. }) => *target,
        Some(Next::Ends(_)) | None => None,
    }
}

impl<'model> Ladder<'model> {
    fn levels(&self) -> &'model [Level] {
        &self.escalation.levels
    }

    /// Whether every level could be read and leads to one that is there.
    fn is_whole(&self) -> bool {
        self.levels().iter().all(|level| match &level.next {
            Some(Next::Ends(_)) => true,
            Some(Next::Level { target, .. }) => target.is_some(),
            None => false,
        })
    }

    /// A level that leads on without saying after how long.
    fn without_clock(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for level in self.levels() {
            let Some(Next::Level { name, after: None, .. }) = &level.next else { continue };
            let message = format!("`{}` does not say after how long it goes on to `{}`", level.name.value, name.value);
            findings.push(
                Diagnostic::new(codes::LEVEL_WITHOUT_CLOCK, message)
                    .at(name.span, "no time is given")
                    .help(format!("write the time without an answer: `{}, after 2 working days`", name.value)),
            );
        }
        findings
    }

    /// A first level that does not say who tells, in a ladder that nothing else starts.
    fn nobody_tells(&self) -> Option<Diagnostic> {
        let first = self.levels().first().filter(|level| level.by.is_none())?;
        let message = format!("`{}` does not say who tells, and nothing else starts it", self.declaration.name.value);
        Some(
            Diagnostic::new(codes::NOBODY_TELLS, message)
                .at(first.tell.as_ref().map_or(first.name.span, |tell| tell.span), "told by nobody in particular")
                .help("add the line `by` to the first level, or name the ladder in the `concern` of an audit"),
        )
    }

    /// Levels that lead back to one another.
    fn circle(&self) -> Option<Diagnostic> {
        let mut path: Vec<usize> = Vec::new();
        let mut at = Some(0);
        while let Some(place) = at {
            if let Some(start) = path.iter().position(|seen| *seen == place) {
                return self.circle_finding(path.get(start..).unwrap_or_default());
            }
            path.push(place);
            at = self.levels().get(place).and_then(leads_to);
        }
        None
    }

    fn circle_finding(&self, circle: &[usize]) -> Option<Diagnostic> {
        let levels: Vec<&Level> = circle.iter().filter_map(|place| self.levels().get(*place)).collect();
        let last = levels.last()?;
        let Some(Next::Level { name, .. }) = &last.next else { return None };
        let timeless = levels.iter().all(|level| matches!(level.next, Some(Next::Level { after: None, .. })));
        let names = pick::named(levels.iter().map(|level| level.name.value.as_str()));
        let time = if timeless { ", and no time passes" } else { "" };
        let goes = if levels.len() == 1 { "leads to itself" } else { "lead back to one another" };
        let message = format!("in `{}`, {names} {goes}: nobody has the last word{time}", self.declaration.name.value);
        Some(
            Diagnostic::new(codes::LADDER_GOES_ROUND, message)
                .at(name.span, "goes back from here")
                .help("let the highest level say `if-unanswered: ends here`"),
        )
    }

    /// Levels that nothing leads to.
    fn never_reached(&self) -> Vec<Diagnostic> {
        let mut reached: IndexSet<usize> = IndexSet::new();
        let bypass = self.escalation.bypass.as_ref();
        let bypassed = self.levels().iter().position(|level| bypass.is_some_and(|name| name.value == level.name.value));
        for start in [Some(0), bypassed] {
            let mut at = start;
            while let Some(place) = at.filter(|place| reached.insert(*place)) {
                at = self.levels().get(place).and_then(leads_to);
            }
        }
        let lost = self.levels().iter().enumerate().filter(|(place, _)| !reached.contains(place));
        lost.map(|(_, level)| {
            let message = format!("no level of `{}` leads to `{}`", self.declaration.name.value, level.name.value);
            Diagnostic::new(codes::LEVEL_NEVER_REACHED, message).at(level.name.span, "never reached").help(format!(
                "let the level before it say `if-unanswered: {}, after 2 working days`, or take it out",
                level.name.value
            ))
        })
        .collect()
    }

    /// An end at which several are told and none of them answers.
    fn several_at_the_end(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for level in self.levels() {
            let (Some(Next::Ends(end)), Some(told)) = (&level.next, &level.tell) else { continue };
            if told.names.len() < 2 {
                continue;
            }
            let names = pick::named(told.names.iter().map(|name| name.name.as_str()));
            let message =
                format!("`{}` ends with {names}, and none of them has the last word", self.declaration.name.value);
            findings.push(
                Diagnostic::new(codes::END_NOT_ACCOUNTABLE, message)
                    .at(told.span, "one party is accountable at the end")
                    .and(end.span, "ends here")
                    .help("tell the one who decides; the others can be told by a duty"),
            );
        }
        findings
    }

    /// A level that goes on to the people who have not answered.
    fn same_people(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for level in self.levels() {
            let Some(next) = leads_to(level).and_then(|place| self.levels().get(place)) else { continue };
            let (Some(one), Some(other)) = (&level.tell, &next.tell) else { continue };
            let (Some(told), Some(again)) = (pick::targets(&one.names), pick::targets(&other.names)) else { continue };
            if level.name.value == next.name.value || !again.iter().all(|party| told.contains(party)) {
                continue;
            }
            let names = pick::named(other.names.iter().map(|name| name.name.as_str()));
            let message = format!(
                "when `{}` is not answered, `{}` tells {names} again and nobody new",
                level.name.value, next.name.value
            );
            findings.push(
                Diagnostic::new(codes::SAME_PEOPLE_AGAIN, message)
                    .at(other.span, "told again here")
                    .and(one.span, "told before here")
                    .help("tell someone who can act when they do not"),
            );
        }
        findings
    }

    /// Deadlines that lie before the day their level begins, and a whole that takes too long.
    fn clocks(&self) -> Option<Diagnostic> {
        ordinary_week(self.model).into_iter().find_map(|start| self.begun_on(start))
    }

    /// The ladder as it runs when it is begun on that day and nobody answers; its first finding.
    fn begun_on(&self, start: Date) -> Option<Diagnostic> {
        let mut day = start;
        let mut at = Some(0);
        // A ladder has no more steps than levels, unless it goes round, which is another finding.
        for _ in self.levels() {
            let level = self.levels().get(at?)?;
            let told = self.told(level, start, day)?;
            if told < day {
                return self.backwards(level, start, day, told);
            }
            match level.next.as_ref()? {
                Next::Ends(end) => {
                    let last = match end.after {
                        Some(after) => self.model.calendar.add(told, after)?,
                        None => told,
                    };
                    return self.too_long(level, start, last);
                }
                Next::Level { target, after, .. } => {
                    at = *target;
                    day = match after {
                        Some(after) => self.model.calendar.add(told, *after)?,
                        None => told,
                    };
                }
            }
        }
        None
    }

    /// The last day for telling a level that is reached on `day`.
    fn told(&self, level: &Level, start: Date, day: Date) -> Option<Date> {
        let own_event = self.escalation.when.as_ref().and_then(|when| match &when.value {
            Cadence::Event(name) => Some(name.as_str()),
            Cadence::Every(_)
            | Cadence::Count(_)
            | Cadence::Gap(_)
            | Cadence::Once(_)
            | Cadence::Within { .. }
            | Cadence::Phases(_)
            | Cadence::All(_)
            | Cadence::First(_)
            | Cadence::AsRequired { .. } => None,
        });
        let events = |name: &str| (Some(name) == own_event).then_some(start);
        let period = self.model.calendar.period_containing(PeriodUnit::Day, day)?;
        let situation = Situation { nominal: day, period: &period, completion: None, meeting: None, events: &events };
        let clock = |word: &str| self.model.clocks.get(word).cloned();
        due(&level.within.as_ref()?.value, &situation, &self.model.calendar, &clock).map(|due| due.date)
    }

    fn backwards(&self, level: &Level, start: Date, day: Date, told: Date) -> Option<Diagnostic> {
        let within = level.within.as_ref()?;
        let message = format!(
            "begun on {}, `{}` reaches `{}` on {}, but the time for it ended on {}",
            pick::in_words(start),
            self.declaration.name.value,
            level.name.value,
            pick::in_words(day),
            pick::in_words(told)
        );
        let mut finding =
            Diagnostic::new(codes::CLOCK_RUNS_BACKWARDS, message).at(within.span, "over before it begins");
        let before = self.levels().iter().find_map(|other| match &other.next {
            Some(Next::Level { name, .. }) if name.value == level.name.value => Some(name.span),
            Some(Next::Level { .. } | Next::Ends(_)) | None => None,
        });
        if let Some(before) = before {
            finding = finding.and(before, "reached from here");
        }
        Some(
            finding.help("give this level more time than the one before it, or count its time from when it is reached"),
        )
    }

    fn too_long(&self, level: &Level, start: Date, last: Date) -> Option<Diagnostic> {
        let in_all = self.escalation.in_all.as_ref()?;
        let end = self.model.calendar.add(start, in_all.value)?;
        (last > end).then(|| {
            let message = format!(
                "begun on {}, `{}` comes to its end on {}, but it may take {} in all, to {}",
                pick::in_words(start),
                self.declaration.name.value,
                pick::in_words(last),
                in_all.value,
                pick::in_words(end)
            );
            Diagnostic::new(codes::LONGER_THAN_IN_ALL, message)
                .at(in_all.span, "the time for the whole")
                .and(level.name.span, "the last level")
                .help("shorten the times of the levels, or allow more for the whole")
        })
    }
}

/// Seven days of a week without holidays, in the year after the latest edition.
fn ordinary_week(model: &Model) -> Vec<Date> {
    use chrono::Datelike;
    let Some((_, to)) = pick::trial_year(model) else { return Vec::new() };
    let monday = Date::from_weekday_of_month_opt(to.year(), 6, chrono::Weekday::Mon, 2);
    monday.into_iter().flat_map(|monday| monday.iter_days().take(7)).collect()
}
