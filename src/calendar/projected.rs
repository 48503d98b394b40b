//! Days that rest on bank holidays which nobody has proclaimed yet.

use chrono::Datelike;

use super::holidays::LAST_PROCLAIMED_YEAR;
use super::{Calendar, Date};

impl Calendar {
    /// Whether what falls on that day may still move: the calendar keeps a nation's bank holidays, and those of the
    /// day's year are projected by rule, because they were not proclaimed when qac was made.
    pub fn is_projected(&self, date: Date) -> bool {
        !self.rules().holidays.is_empty() && date.year() > LAST_PROCLAIMED_YEAR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{CalendarRules, Nation};

    #[test]
    fn only_later_years_of_a_calendar_with_bank_holidays_are_projected() {
        let (last, first) = ("2027-12-31".parse().unwrap(), "2028-01-01".parse().unwrap());
        let kept = CalendarRules { holidays: vec![Nation::Scotland], ..CalendarRules::default() };
        let kept = Calendar::new(kept);
        assert!(!kept.is_projected(last) && kept.is_projected(first));
        assert!(!Calendar::default().is_projected(first));
    }
}
