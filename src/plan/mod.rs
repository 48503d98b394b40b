//! Plans: what the obligations of a model come to on the calendar, as plain data.
//!
//! It owns which days things fall on, whom they are for and how they add up. It must not know how any of it looks:
//! writers only lay out what is decided here. Everything is computed from the obligations, so that whatever is lowered
//! to one has its schedule, its place in the year and its line on a checklist.

mod calendar_year;
mod checklist;
mod coverage;
mod draw_round;
mod feed;
mod filter;
mod known;
#[cfg(test)]
mod laws;
mod meetings;
mod naming;
mod occurrences;
mod rhythm;
mod rounds;
mod scenario;
mod stretches;
mod wall_planner;
mod words;
mod work;
mod workload;
mod year;

pub use calendar_year::CalendarYear;
pub use checklist::{
    Answer, Asked, AuditSheet, Checklist, ChecklistFilter, Falls, Ladder, PartyTasks, Reminder, Rung, Section, Step,
    Task, Tool, checklist, sheet_of,
};
pub use coverage::{Accepted, Assumption, Coverage, Covered, OpenGap, Status, coverage};
pub use draw_round::{DrawOf, as_at_of, draw_of, round_of_month, rounds_of_months};
pub use feed::{Entry, Feed, Revision, State, Succession, retired, succession};
pub use filter::Filter;
pub use naming::{Named, Stamp, belongs, everyone, named_all};
pub use occurrences::{Occurrence, Schedule, Taken, schedule};
pub use rhythm::titled;
pub use scenario::{Trial, Tried, Verdict, trial};
pub use stretches::Stretches;
pub use wall_planner::{Concern, DayOff, WallPlanner};
pub use words::{deadline_words, draw_words, listed, long_date, titles, waits_for};
pub use work::Work;
pub use workload::Load;
pub use year::{AuditTotal, Cell, MonthPlan, UnitTotal, Year, year};

#[cfg(test)]
mod testing {
    use crate::analysis::{Files, analyze};
    use crate::calendar::Date;
    use crate::model::Model;

    const ALWAYS: &str = r#"
        framework f "F" { owner: manager  calendar: days  review-due: 31 December 2030 }
        calendar days "Days" {
          week: Monday to Friday
          holidays: England and Wales
          non-working-days: moved to the working day before
        }
        role manager "Manager"
    "#;

    struct NoFiles;

    impl Files for NoFiles {
        fn read(&self, _: &str) -> Result<String, String> {
            Err("there is none".to_owned())
        }
    }

    /// The model of a plain text in which every date moves to the working day before, and `manager` is a role.
    pub(super) fn model(text: &str) -> Model {
        let text = format!("{ALWAYS}{text}");
        let analysis = analyze("test.qac", text, &NoFiles, None);
        let errors =
            analysis.diagnostics.iter().filter(|found| found.code.severity() == crate::diagnostic::Severity::Error);
        let errors: Vec<String> = errors.map(|found| found.message.clone()).collect();
        assert_eq!(errors, Vec::<String>::new());
        analysis.model
    }

    pub(super) fn day(text: &str) -> Date {
        text.parse().unwrap()
    }
}
