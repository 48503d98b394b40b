//! Days and years in figures, without the machinery of formatting: schedules are full of them, and so they are written
//! in a tenth of the steps.

use std::fmt::Write as _;

use chrono::Datelike;

use super::Date;

/// Writes a day: `2017-01-31`.
pub(crate) fn push_day(text: &mut String, day: Date) {
    if !(0..=9_999).contains(&day.year()) {
        // Writing to memory cannot fail, so that there is no error to report.
        let _ = write!(text, "{day}");
        return;
    }
    push_year(text, i64::from(day.year()));
    text.push('-');
    push_two(text, day.month());
    text.push('-');
    push_two(text, day.day());
}

/// Writes a year with four figures, or with all that it has.
pub(super) fn push_year(text: &mut String, year: i64) {
    match u32::try_from(year) {
        Ok(year @ 0..=9_999) => {
            push_two(text, year / 100);
            push_two(text, year % 100);
        }
        Ok(_) | Err(_) => {
            // Writing to memory cannot fail, so that there is no error to report.
            let _ = write!(text, "{year:04}");
        }
    }
}

/// Writes the last two figures of a number.
pub(super) fn push_two(text: &mut String, number: u32) {
    text.extend([number / 10, number].into_iter().filter_map(|digit| char::from_digit(digit % 10, 10)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn days_are_written_as_they_are_anywhere(days in -90_000_000..90_000_000_i32, near in 0..3_700_000_i32) {
            for day in [days, near].into_iter().filter_map(Date::from_num_days_from_ce_opt) {
                let mut text = String::new();
                push_day(&mut text, day);
                prop_assert_eq!(text, day.to_string());
            }
        }
    }
}
