//! The clocks of a ladder: deadlines that lie before their level begins, and a whole that takes too long.

use super::super::pick;
use super::Ladder;
use crate::calendar::{Date, Duration, DurationUnit};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ladder::{Level, Next};
use crate::model::{Model, Reached, climb};
use crate::text::Spanned;

/// The first finding of a ladder that is begun on any day of an ordinary week and that nobody answers.
pub(super) fn check(ladder: &Ladder<'_>) -> Option<Diagnostic> {
    ordinary_week(ladder.model).into_iter().find_map(|start| begun_on(ladder, start))
}

/// The ladder as it runs when it is begun on that day and nobody answers; its first finding.
fn begun_on(ladder: &Ladder<'_>, start: Date) -> Option<Diagnostic> {
    let steps = climb(ladder.model, ladder.escalation, 0, start);
    for step in &steps {
        let level = ladder.levels().get(step.level)?;
        if step.told < step.reached {
            return backwards(ladder, level, start, step.reached, step.told);
        }
        if matches!(level.next, Some(Next::Ends(_))) {
            return too_long(ladder, level, start, step.answered.unwrap_or(step.told));
        }
    }
    None
}

/// `9 June 2026`, `9 June 2026 and 6 hours`
fn in_words(reached: Reached) -> String {
    let day = pick::in_words(reached.day);
    match reached.hours {
        0 => day,
        1 => format!("{day} and 1 hour"),
        hours => format!("{day} and {hours} hours"),
    }
}

fn backwards(ladder: &Ladder<'_>, level: &Level, start: Date, reached: Reached, told: Reached) -> Option<Diagnostic> {
    let within = level.within.as_ref()?;
    let message = format!(
        "begun on {}, `{}` reaches `{}` on {}, but the time for it ended on {}",
        pick::in_words(start),
        ladder.declaration.name.value,
        level.name.value,
        in_words(reached),
        in_words(told)
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
        in_words(last),
        in_all.value,
        in_words(end)
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
