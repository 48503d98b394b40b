//! The clocks of a ladder: deadlines that lie before their level begins, and a whole that takes too long.

use super::super::pick;
use super::Ladder;
use crate::calendar::{Cadence, Calendar, Date, Deadline, Duration, DurationUnit, PeriodUnit, Situation, due};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Model;
use crate::model::ladder::{Level, Next};
use crate::text::Spanned;

/// The first finding of a ladder that is begun on any day of an ordinary week and that nobody answers.
pub(super) fn check(ladder: &Ladder<'_>) -> Option<Diagnostic> {
    ordinary_week(ladder.model).into_iter().find_map(|start| begun_on(ladder, start))
}

/// How far a ladder has come: a day, and hours counted on from it. Dates alone would make a day of every hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reached {
    day: Date,
    /// 0 to 23.
    hours: u32,
}

impl Reached {
    const fn at(day: Date) -> Self {
        Self { day, hours: 0 }
    }

    fn after(self, duration: Duration, calendar: &Calendar) -> Option<Self> {
        match duration.unit {
            DurationUnit::Hour => self.after_hours(duration.count),
            DurationUnit::Day
            | DurationUnit::WorkingDay
            | DurationUnit::Week
            | DurationUnit::Month
            | DurationUnit::Quarter
            | DurationUnit::Term
            | DurationUnit::Year => Some(Self { day: calendar.add(self.day, duration)?, ..self }),
        }
    }

    fn after_hours(self, count: u32) -> Option<Self> {
        let hours = self.hours.checked_add(count)?;
        let day = self.day.checked_add_days(chrono::Days::new(u64::from(hours / 24)))?;
        Some(Self { day, hours: hours % 24 })
    }

    /// `9 June 2026`, `9 June 2026 and 6 hours`
    fn in_words(self) -> String {
        let day = pick::in_words(self.day);
        match self.hours {
            0 => day,
            1 => format!("{day} and 1 hour"),
            hours => format!("{day} and {hours} hours"),
        }
    }
}

/// The ladder as it runs when it is begun on that day and nobody answers; its first finding.
fn begun_on(ladder: &Ladder<'_>, start: Date) -> Option<Diagnostic> {
    let calendar = &ladder.model.calendar;
    let mut reached = Reached::at(start);
    let mut at = Some(0);
    // A ladder has no more steps than levels, unless it goes round, which is another finding.
    for _ in ladder.levels() {
        let level = ladder.levels().get(at?)?;
        let told = told(ladder, level, start, reached)?;
        if told < reached {
            return backwards(ladder, level, start, reached, told);
        }
        match level.next.as_ref()? {
            Next::Ends(end) => {
                let last = match end.after {
                    Some(after) => told.after(after, calendar)?,
                    None => told,
                };
                return too_long(ladder, level, start, last);
            }
            Next::Level { target, after, .. } => {
                at = *target;
                reached = match after {
                    Some(after) => told.after(*after, calendar)?,
                    None => told,
                };
            }
        }
    }
    None
}

/// The last moment for telling a level that is reached then.
fn told(ladder: &Ladder<'_>, level: &Level, start: Date, reached: Reached) -> Option<Reached> {
    let model = ladder.model;
    let own_event = ladder.escalation.when.as_ref().and_then(|when| event(&when.value));
    let events = |name: &str| (Some(name) == own_event).then_some(start);
    let period = model.calendar.period_containing(PeriodUnit::Day, reached.day)?;
    let situation =
        Situation { nominal: reached.day, period: &period, completion: None, meeting: None, events: &events };
    let clock = |word: &str| model.clocks.get(word).cloned();
    let within = &level.within.as_ref()?.value;
    let due = due(within, &situation, &model.calendar, &clock)?;
    match (due.hours, is_from_an_event(within)) {
        (Some(hours), true) => Reached::at(start).after_hours(hours),
        (Some(hours), false) => reached.after_hours(hours),
        // Of a day that is no other day, as many hours are gone as before.
        (None, true) if due.date != reached.day => Some(Reached::at(due.date)),
        (None, true | false) => Some(Reached { day: due.date, ..reached }),
    }
}

/// The event that a ladder starts with.
fn event(when: &Cadence) -> Option<&str> {
    match when {
        Cadence::Event(name) => Some(name),
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => None,
    }
}

/// Whether a deadline is counted from something other than the moment its level is reached.
fn is_from_an_event(deadline: &Deadline) -> bool {
    match deadline {
        Deadline::Within { after, .. } => after.is_some(),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => several.iter().any(is_from_an_event),
        Deadline::NotMoved(inner) => is_from_an_event(inner),
        Deadline::SameDay | Deadline::SameWorkingDay | Deadline::Clock(_) => false,
        Deadline::Before { .. }
        | Deadline::By { .. }
        | Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::At { .. }
        | Deadline::NextWithout(_) => true,
    }
}

fn backwards(ladder: &Ladder<'_>, level: &Level, start: Date, reached: Reached, told: Reached) -> Option<Diagnostic> {
    let within = level.within.as_ref()?;
    let message = format!(
        "begun on {}, `{}` reaches `{}` on {}, but the time for it ended on {}",
        pick::in_words(start),
        ladder.declaration.name.value,
        level.name.value,
        reached.in_words(),
        told.in_words()
    );
    let mut finding = Diagnostic::new(codes::CLOCK_RUNS_BACKWARDS, message).at(within.span, "over before it begins");
    let before = ladder.levels().iter().find_map(|other| match &other.next {
        Some(Next::Level { name, .. }) if name.value == level.name.value => Some(name.span),
        Some(Next::Level { .. } | Next::Ends(_)) | None => None,
    });
    if let Some(before) = before {
        finding = finding.and(before, "reached from here");
    }
    Some(finding.help("give this level more time than the one before it, or count its time from when it is reached"))
}

fn too_long(ladder: &Ladder<'_>, level: &Level, start: Date, last: Reached) -> Option<Diagnostic> {
    let in_all = ladder.escalation.in_all.as_ref()?;
    let end = Reached::at(start).after(in_all.value, &ladder.model.calendar)?;
    (last > end).then(|| {
        Diagnostic::new(codes::LONGER_THAN_IN_ALL, too_long_message(ladder, start, last, (in_all, end)))
            .at(in_all.span, "the time for the whole")
            .and(level.name.span, "the last level")
            .help("shorten the times of the levels, or allow more for the whole")
    })
}

fn too_long_message(
    ladder: &Ladder<'_>,
    start: Date,
    last: Reached,
    (in_all, end): (&Spanned<Duration>, Reached),
) -> String {
    let name = &ladder.declaration.name.value;
    if in_all.value.unit == DurationUnit::Hour {
        let hours = (last.day - start).num_hours() + i64::from(last.hours);
        return format!("`{name}` comes to its end after {hours} hours, but it may take {} in all", in_all.value);
    }
    format!(
        "begun on {}, `{name}` comes to its end on {}, but it may take {} in all, to {}",
        pick::in_words(start),
        last.in_words(),
        in_all.value,
        end.in_words()
    )
}

/// Seven days of a week without holidays, in the year after the latest edition.
fn ordinary_week(model: &Model) -> Vec<Date> {
    use chrono::Datelike;
    let Some((_, to)) = pick::trial_year(model) else { return Vec::new() };
    let monday = Date::from_weekday_of_month_opt(to.year(), 6, chrono::Weekday::Mon, 2);
    monday.into_iter().flat_map(|monday| monday.iter_days().take(7)).collect()
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Files, analyze};

    struct NoFiles;

    impl Files for NoFiles {
        fn read(&self, _: &str) -> Result<String, String> {
            Err("there is none".to_owned())
        }
    }

    /// What is said of a ladder whose levels give those hours and that may take so long in all.
    fn findings(hours: [&str; 3], in_all: &str) -> Vec<String> {
        let [first, second, third] = hours;
        let source = format!(
            r#"
            framework small "Small" {{
              publisher: trust  owner: head  author: head  service: "A ward"  calendar: days  review-due: 2027-05-01
              purpose: "p"  location: "l"
              edition one "One" {{ date: 2026-05-01 }}
            }}
            organisation trust "Trust"
            calendar days "Days" {{ week: Monday to Friday }}
            role head "Head"
            role nurse "Nurse"
            role matron "Matron"
            event danger "Danger is seen"
            escalation alarm "Alarm" {{
              when: at each danger
              in-all: {in_all}
              level one {{ tell: nurse  by: head  within: on the same day  if-unanswered: two, after {first} }}
              level two {{ tell: matron  by: head  within: within 1 hour  if-unanswered: three, after {second} }}
              level three {{ tell: head  by: matron  within: on the same day  if-unanswered: ends here, after {third} }}
            }}
            "#
        );
        let found = analyze("test.qac", source, &NoFiles, None).diagnostics;
        let clocks = found.iter().filter(|found| matches!(found.code.id(), "QAC0706" | "QAC0707"));
        clocks.map(|found| found.message.clone()).collect()
    }

    #[test]
    fn hours_are_added_up_as_hours() {
        assert_eq!(findings(["1 hour", "4 hours", "18 hours"], "24 hours"), Vec::<String>::new());
        assert_eq!(
            findings(["1 hour", "4 hours", "19 hours"], "24 hours"),
            ["`alarm` comes to its end after 25 hours, but it may take 24 hours in all"]
        );
        let mixed = findings(["1 hour", "1 working day", "1 hour"], "1 working day");
        assert!(
            mixed.iter().any(|message| message.contains("and 3 hours, but it may take 1 working day")),
            "{mixed:?}"
        );
    }
}
