//! Deadlines in the language's own words.

use std::fmt::{Display, Formatter, Result};

use super::{day_kind, long_date, ordinal};
use crate::calendar::{DayKind, Deadline, Moment, Ordinal, PeriodUnit};

impl Display for Deadline {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Deadline::Within { duration, after: None } => write!(f, "within {duration}"),
            Deadline::Within { duration, after: Some(moment) } => write!(f, "within {duration} of {moment}"),
            Deadline::Before { duration: None, moment } => write!(f, "before {moment}"),
            Deadline::Before { duration: Some(duration), moment } => write!(f, "at least {duration} before {moment}"),
            Deadline::By { ordinal: nth, kind, of, next } => {
                let day = match (nth, kind) {
                    // The end of the next working day is a length of time: within 1 working day.
                    (Ordinal::Last(1), DayKind::Any) if (*of, *next) != (PeriodUnit::WorkingDay, true) => {
                        "end".to_owned()
                    }
                    _ => format!("{} {}", ordinal(*nth), day_kind(*kind)),
                };
                write!(f, "by the {day} of the {}{of}", if *next { "next " } else { "" })
            }
            Deadline::OnDay { month, day } => write!(f, "by {day} {month}"),
            Deadline::On(date) => write!(f, "by {}", long_date(*date)),
            Deadline::At { after: Some(duration), moment } => write!(f, "{duration} after {moment}"),
            Deadline::At { after: None, moment } => write!(f, "the day of {moment}"),
            Deadline::NextWithout(unit) => write!(f, "in the next {unit} without one"),
            Deadline::CountingThatDay(inner) => write!(f, "{inner}, counting that day"),
            Deadline::NotMoved(inner) => write!(f, "{inner}, not moved"),
            Deadline::SameDay => f.write_str("on the same day"),
            Deadline::SameWorkingDay => f.write_str("on the same working day"),
            Deadline::Clock(word) => f.write_str(word),
            Deadline::SoonerOf(several) => write!(f, "the sooner of {}", all_of(several)),
            Deadline::LaterOf(several) => write!(f, "the later of {}", all_of(several)),
        }
    }
}

impl Display for Moment {
    /// `completion`, `the end of the month`
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Moment::Completion => f.write_str("completion"),
            Moment::Meeting => f.write_str("the meeting"),
            Moment::Start(unit) => write!(f, "the start of the {unit}"),
            Moment::End(unit) => write!(f, "the end of the {unit}"),
            Moment::Named(name) => f.write_str(name),
        }
    }
}

fn all_of(several: &[Deadline]) -> String {
    let each: Vec<String> = several.iter().map(Deadline::to_string).collect();
    match each.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        few => few.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Duration, DurationUnit};

    #[test]
    fn deadlines_read_as_they_are_written() {
        let five = Duration::new(5, DurationUnit::WorkingDay);
        let of_completion = Deadline::Within { duration: five, after: Some(Moment::Completion) };
        let (of, next) = (PeriodUnit::Month, false);
        let month_end = Deadline::By { ordinal: Ordinal::Last(1), kind: DayKind::Any, of, next };
        let twentieth = Deadline::By { ordinal: Ordinal::Nth(20), kind: DayKind::Working, of, next: true };
        assert_eq!(twentieth.to_string(), "by the 20th working day of the next month");
        let before = Deadline::Before { duration: Some(five), moment: Moment::Meeting };
        assert_eq!(before.to_string(), "at least 5 working days before the meeting");
        assert_eq!(
            Deadline::SoonerOf(vec![of_completion, month_end]).to_string(),
            "the sooner of within 5 working days of completion and by the end of the month"
        );
    }
}
