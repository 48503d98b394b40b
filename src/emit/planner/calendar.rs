//! The little calendar of one month: its weeks, which days are worked, and on which something falls due.

use chrono::Datelike;
use serde::Serialize;

use crate::calendar::Date;
use crate::emit::escape::plain;
use crate::plan::{DayOff, Occurrence, Schedule};

/// Monday to Sunday.
pub(super) type Week = Vec<Cell>;

/// A day of the little calendar, or the empty place before the first and behind the last.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Cell {
    /// The day of the month; empty where there is none.
    day: String,
    /// `2017-05-31`; empty where nothing falls due.
    date: String,
    /// `off` where nobody works, `out` outside the days asked for.
    class: &'static str,
    /// How many things fall due.
    due: usize,
}

/// The weeks of the month that begins on `first`, whose days off and whose occurrences these are.
pub(super) fn weeks(schedule: &Schedule, first: Date, off: &[&DayOff], occurrences: &[&Occurrence]) -> Vec<Week> {
    let empty = usize::try_from(first.weekday().num_days_from_monday()).unwrap_or_default();
    let month = first.iter_days().take_while(|date| date.month() == first.month());
    let days = month.map(|date| {
        let due = occurrences.iter().filter(|one| one.due == date).count();
        let class = if !(schedule.from..=schedule.to).contains(&date) {
            "out"
        } else if off.iter().any(|off| off.date == date) {
            "off"
        } else {
            ""
        };
        let date = if due > 0 { date.to_string() } else { String::new() };
        (due, class, date)
    });
    let days = days.zip(1..).map(|((due, class, date), day): (_, u32)| Cell { day: day.to_string(), date, class, due });
    let cells: Vec<Cell> = std::iter::repeat_with(Cell::default).take(empty).chain(days).collect();
    cells.chunks(7).map(<[Cell]>::to_vec).collect()
}

/// `Not worked: Mon 1, Early May bank holiday; Mon 28 to Wed 30, Closure.`; nothing where every weekday is as usual.
pub(super) fn days_off(off: &[&DayOff]) -> String {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last_off = None;
    for day in off {
        let unbroken = last_off.is_some() && day.date.pred_opt() == last_off;
        last_off = Some(day.date);
        let open = stretches.last_mut().filter(|stretch| stretch.open && unbroken);
        match (&day.holiday, open) {
            (Some(why), Some(stretch)) if *why == stretch.why => stretch.to = day.date,
            (Some(why), _) => stretches.push(Stretch { from: day.date, to: day.date, why, open: true }),
            // A weekend inside a closure does not end it.
            (None, Some(_)) => {}
            (None, None) => stretches.iter_mut().for_each(|stretch| stretch.open = false),
        }
    }
    let told: Vec<String> = stretches.iter().map(Stretch::words).collect();
    if told.is_empty() { String::new() } else { plain(&format!("Not worked: {}.", told.join("; "))) }
}

/// Days off with one reason, weekends between them aside.
struct Stretch<'plan> {
    from: Date,
    to: Date,
    why: &'plan str,
    /// Whether the next day off may still belong to it.
    open: bool,
}

impl Stretch<'_> {
    fn words(&self) -> String {
        let day = |date: Date| date.format("%a %-d").to_string();
        if self.from == self.to {
            format!("{}, {}", day(self.from), self.why)
        } else {
            format!("{} to {}, {}", day(self.from), day(self.to), self.why)
        }
    }
}
