//! A cell of a CSV file as a value: what is a date, a figure, `yes` or `no` there.

use chrono::NaiveTime;

use crate::calendar::Date;
use crate::query::Kind;
use crate::sample;

/// A value read from a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Letters, as they stand.
    Text(&'a str),
    /// Letters of a form of our own: a day as `2017-05-31`, a time as `2017-05-31 10:00:00`.
    Written(String),
    /// A whole number; `yes` is 1 and `no` is 0.
    Whole(i64),
    /// A figure.
    Number(f64),
}

/// The value of a cell, or what stands there instead in words. Blanks alone are nothing.
pub(super) fn cell(text: &str, kind: Kind) -> Result<Cell<'_>, String> {
    let trimmed = trimmed(text);
    if trimmed.is_empty() {
        return Ok(Cell::Empty);
    }
    if text.contains('\0') {
        return Err("holds the character U+0000, which no database keeps".to_owned());
    }
    let value = match kind {
        Kind::Text => Some(Cell::Text(text)),
        Kind::Whole => trimmed.parse().ok().map(Cell::Whole),
        Kind::Number => number(trimmed).map(Cell::Number),
        Kind::Date => day_and_time(trimmed).map(|(day, _)| Cell::Written(day.to_string())),
        Kind::Time => day_and_time(trimmed).map(|(day, time)| Cell::Written(format!("{day} {time}"))),
        Kind::YesNo => yes_no(trimmed).map(Cell::Whole),
    };
    value.ok_or_else(|| format!("holds `{}`, which is {}", shortened(trimmed), not_a(kind)))
}

/// The day that stands in a cell: `2017-05-31` or `31/05/2017`.
#[must_use]
pub fn read_day(text: &str) -> Option<Date> {
    day_and_time(text.trim()).map(|(day, _)| day)
}

/// The value of a cell for a draw, which reads texts without the blanks around them; or what stands there instead.
pub(super) fn typed(text: &str, kind: Kind) -> Result<sample::Cell<'_>, String> {
    let trimmed = trimmed(text);
    if trimmed.is_empty() {
        return Ok(sample::Cell::Empty);
    }
    let value = match kind {
        Kind::Text => Some(sample::Cell::Text(trimmed)),
        Kind::Whole | Kind::Number => number(trimmed).map(sample::Cell::Number),
        Kind::Date => day_and_time(trimmed).map(|(day, _)| sample::Cell::Day(day)),
        Kind::Time => day_and_time(trimmed).map(|(day, time)| sample::Cell::Time(day.and_time(time))),
        Kind::YesNo => yes_no(trimmed).map(|yes| sample::Cell::YesNo(yes == 1)),
    };
    value.ok_or_else(|| format!("holds `{}`, which is {}", shortened(trimmed), not_a(kind)))
}

/// Without the blanks around it. Most cells have none, which their first and last byte tell.
fn trimmed(text: &str) -> &str {
    let shown = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if shown(text.as_bytes().first()) && shown(text.as_bytes().last()) { text } else { text.trim() }
}

const fn not_a(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "no text",
        Kind::Whole => "no whole number",
        Kind::Number => "no number; write it as `2.5`",
        Kind::Date => "no date; write it as `2017-05-31` or `31/05/2017`",
        Kind::Time => "no time; write it as `2017-05-31 10:30`",
        Kind::YesNo => "neither `yes` nor `no`",
    }
}

/// Digits with one point among them; never infinite.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
    value.filter(|_| plain)
}

fn yes_no(text: &str) -> Option<i64> {
    let is_one_of = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is_one_of(["yes", "y", "true", "1"]), is_one_of(["no", "n", "false", "0"])) {
        (true, _) => Some(1),
        (false, true) => Some(0),
        (false, false) => None,
    }
}

/// `2017-05-31`, `31/05/2017`, and a time behind either. Without one it is midnight.
fn day_and_time(text: &str) -> Option<(Date, NaiveTime)> {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return Some((day(text)?, NaiveTime::MIN)) };
    let time = time.trim().trim_end_matches('Z');
    let time =
        ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"].iter().find_map(|form| NaiveTime::parse_from_str(time, form).ok())?;
    let seconds = NaiveTime::signed_duration_since(time, NaiveTime::MIN).num_seconds();
    let (time, _) = NaiveTime::MIN.overflowing_add_signed(chrono::TimeDelta::try_seconds(seconds)?);
    Some((day(date)?, time))
}

fn day(text: &str) -> Option<Date> {
    let backwards = text.contains('/');
    let mut parts = text.split(if backwards { '/' } else { '-' });
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = if backwards { (last, first) } else { (first, last) };
    let digits =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = parts.next().is_none() && year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2);
    let date = Date::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date.filter(|_| sound && year != "0000")
}

fn shortened(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Cell<'static> {
        Cell::Written(text.to_owned())
    }

    #[test]
    fn days_are_written_in_two_ways() {
        for text in ["2017-05-31", " 31/05/2017 ", "2017-05-31T10:00:00Z", "31/5/2017 10:00", "2017-05-31 10:00:00.123"]
        {
            assert_eq!(cell(text, Kind::Date), Ok(written("2017-05-31")), "{text}");
        }
        for text in [
            "31/02/2017",
            "05/31/2017",
            "31/05/17",
            "2017-5",
            "31.05.2017",
            "2017-05-31 later",
            "0000-01-01",
            "1/2/3/2017",
        ] {
            assert!(cell(text, Kind::Date).is_err(), "{text}");
        }
        assert_eq!(cell("2017-05-31", Kind::Time), Ok(written("2017-05-31 00:00:00")));
        assert_eq!(cell("31/05/2017 09:30", Kind::Time), Ok(written("2017-05-31 09:30:00")));
    }

    #[test]
    fn each_kind_has_its_values() {
        assert_eq!(cell("  ", Kind::Text), Ok(Cell::Empty));
        assert_eq!(cell(" a ", Kind::Text), Ok(Cell::Text(" a ")));
        assert_eq!(cell("2.50", Kind::Number), Ok(Cell::Number(2.5)));
        assert_eq!(cell("Yes", Kind::YesNo), Ok(Cell::Whole(1)));
        assert_eq!(cell("FALSE", Kind::YesNo), Ok(Cell::Whole(0)));
        for text in ["2,5", "inf", "NaN", "1e9", "0x1", ""] {
            assert!(!matches!(cell(text, Kind::Number), Ok(Cell::Number(_))), "{text}");
        }
        assert_eq!(cell("maybe", Kind::YesNo), Err("holds `maybe`, which is neither `yes` nor `no`".to_owned()));
        assert!(cell("a\0b", Kind::Text).is_err());
    }
}
