//! Laws of the schedule on small frameworks made at random, and a second, naive way to the same dates.

use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::testing::{day, model};
use super::{Filter, schedule};
use crate::calendar::{Calendar, Date, Month};
use crate::model::Model;

/// A monthly audit with its findings, a meeting, and a quarterly report that goes through it.
#[derive(Clone, Debug)]
struct Small {
    months: Vec<u8>,
    findings_within: u32,
    meets_on: (usize, usize),
    meets_every: u32,
}

const NTH: [&str; 4] = ["first", "second", "third", "fourth"];
const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

fn small() -> impl Strategy<Value = Small> {
    let months = proptest::sample::subsequence((1_u8..=12).collect::<Vec<_>>(), 1..=12);
    (months, 1_u32..=15, (0_usize..4, 0_usize..5), 1_u32..=3).prop_map(
        |(months, findings_within, meets_on, meets_every)| Small { months, findings_within, meets_on, meets_every },
    )
}

impl Small {
    fn model(&self) -> Model {
        let names: Vec<&str> = self.months.iter().filter_map(|month| Month::new(*month)).map(Month::name).collect();
        let when = super::listed(&names, "and");
        let (nth, weekday) = (NTH[self.meets_on.0], WEEKDAYS[self.meets_on.1]);
        let every = match self.meets_every {
            1 => "every month".to_owned(),
            step => format!("every {step} months"),
        };
        model(&format!(
            r#"
            record case "Cases" {{ columns: case-id text  key: case-id }}
            population cases "Cases" {{ records: case }}
            audit files "Files" {{
              when: in {when}  draw: 2 at random from cases  auditors: manager
              due: by the last working day of the month
              findings: to manager, within {} working days of the end of the month
            }}
            body board "Board"
            meeting sitting "Board" {{ body: board  when: {every} on the {nth} {weekday} from January 2016 }}
            report quarterly "Of a quarter" {{ by: manager  to: board  when: every quarter  through: sitting }}
            "#,
            self.findings_within
        ))
    }

    /// The dates found by looking at every day.
    fn naive(&self, calendar: &Calendar, from: Date, to: Date) -> Vec<(Date, String)> {
        let mut found = Vec::new();
        let start = from - Days::new(800);
        let mut sittings = Vec::new();
        for date in start.iter_days().take_while(|date| *date <= to + Days::new(200)) {
            let ends_month = (date + Days::new(1)).day() == 1;
            let label = format!("{:04}-{:02}", date.year(), date.month());
            if self.meets(date) {
                let moved = back_to_work(calendar, date);
                sittings.push(moved);
                found.push((moved, format!("sitting/{label}")));
            }
            if ends_month && self.months.contains(&u8::try_from(date.month()).unwrap()) {
                found.push((back_to_work(calendar, date), format!("files/{label}")));
                let mut day = date;
                for _ in 0..self.findings_within {
                    day = day + Days::new(1);
                    while !calendar.is_working_day(day) {
                        day = day + Days::new(1);
                    }
                }
                found.push((day, format!("files/findings/{label}")));
            }
        }
        for date in start.iter_days().take_while(|date| *date <= to) {
            let ends_quarter = (date + Days::new(1)).day() == 1 && date.month().is_multiple_of(3);
            if ends_quarter && let Some(sitting) = sittings.iter().find(|sitting| **sitting >= date) {
                found.push((*sitting, format!("quarterly/{:04}-Q{}", date.year(), date.month() / 3)));
            }
        }
        found.retain(|(due, _)| (from..=to).contains(due));
        found.sort();
        found
    }

    fn meets(&self, date: Date) -> bool {
        let nth = usize::try_from((date.day() - 1) / 7).unwrap();
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap();
        (nth, weekday) == self.meets_on && date.month0().is_multiple_of(self.meets_every)
    }
}

fn back_to_work(calendar: &Calendar, date: Date) -> Date {
    let mut day = date;
    while !calendar.is_working_day(day) {
        day = day - Days::new(1);
    }
    day
}

/// Days and ids, without the review of the framework, which every model has.
fn planned(model: &Model, from: Date, to: Date) -> Vec<(Date, String)> {
    let all = schedule(model, from, to, &Filter::default()).into_iter();
    let mut all: Vec<(Date, String)> =
        all.map(|one| (one.due, one.id)).filter(|(_, id)| !id.starts_with("f/")).collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_schedule_is_what_looking_at_every_day_finds(small in small(), start in 0_u64..800, length in 0_u64..500) {
        let model = small.model();
        // The board has met for years, so that no report is older than its first meeting.
        let from = day("2019-01-01") + Days::new(start);
        let to = from + Days::new(length);
        prop_assert_eq!(planned(&model, from, to), small.naive(&model.calendar, from, to));
    }

    #[test]
    fn two_stretches_side_by_side_hold_what_the_whole_holds(small in small(), start in 0_u64..1_500, cut in 0_u64..400) {
        let model = small.model();
        let from = day("2014-01-01") + Days::new(start);
        let (middle, to) = (from + Days::new(cut), from + Days::new(400));
        let mut parts = planned(&model, from, middle);
        parts.extend(planned(&model, middle + Days::new(1), to));
        prop_assert_eq!(&parts, &planned(&model, from, to));
        let mut ids: Vec<&String> = parts.iter().map(|(_, id)| id).collect();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), parts.len());
    }
}
