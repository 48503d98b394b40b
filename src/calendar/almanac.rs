//! What a calendar has in one year, to be listed: its holidays, closures, terms and quarters.

use chrono::Datelike;

use super::holidays::bank_holidays;
use super::{Calendar, Date, PeriodUnit};

/// One line of a year's list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The day, or the first of several. A closure or term under way at the start of the year keeps its own first day.
    pub date: Date,
    /// What it is.
    pub kind: EntryKind,
    /// Its name; of a quarter its label, of a term its name or else its id.
    pub name: String,
    /// The last of several days.
    pub until: Option<Date>,
    /// Of a bank holiday, whether it was published when qac was made; false is projected by rule.
    pub proclaimed: Option<bool>,
    /// Of a term, the first and last day of the break inside it.
    pub half_term: Option<(Date, Date)>,
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// A quarter of the year.
    Quarter,
    /// A school term.
    Term,
    /// Days on which the service is closed.
    Closure,
    /// A bank holiday, or a day off of the calendar's own.
    Holiday,
}

/// Everything of the calendar year, in the order of the days. A bank holiday that several nations keep comes once.
pub fn almanac(calendar: &Calendar, year: i32) -> Vec<Entry> {
    let (Some(first), Some(last)) = (Date::from_ymd_opt(year, 1, 1), Date::from_ymd_opt(year, 12, 31)) else {
        return Vec::new();
    };
    let mut entries = holidays(calendar, year);
    entries.extend(stretches(calendar).filter(|entry| entry.date <= last && entry.until >= Some(first)));
    entries.extend(calendar.periods(PeriodUnit::Quarter, first, last).map(|quarter| Entry {
        date: quarter.from,
        kind: EntryKind::Quarter,
        name: quarter.label,
        until: Some(quarter.to),
        proclaimed: None,
        half_term: None,
    }));
    entries.sort();
    entries.dedup();
    entries
}

fn holidays(calendar: &Calendar, year: i32) -> Vec<Entry> {
    let rules = calendar.rules();
    let single = |date: Date, name: String, proclaimed: Option<bool>| Entry {
        date,
        kind: EntryKind::Holiday,
        name,
        until: None,
        proclaimed,
        half_term: None,
    };
    let published = rules.holidays.iter().flat_map(|nation| bank_holidays(*nation, year));
    let published = published.map(|holiday| single(holiday.date, holiday.name.to_owned(), Some(holiday.proclaimed)));
    let own = rules.extra_holidays.iter().filter(|holiday| holiday.date.year() == year);
    let own = own.map(|holiday| single(holiday.date, holiday.name.clone(), None));
    published.chain(own).collect()
}

fn stretches(calendar: &Calendar) -> impl Iterator<Item = Entry> {
    let rules = calendar.rules();
    let entry = |date: Date, until: Date, kind: EntryKind, name: &str| Entry {
        date,
        kind,
        name: name.to_owned(),
        until: Some(until),
        proclaimed: None,
        half_term: None,
    };
    let closures = rules.closures.iter();
    let closures = closures.map(move |closure| entry(closure.from, closure.to, EntryKind::Closure, &closure.name));
    let terms = rules.terms.iter().map(move |term| {
        let name = if term.name.is_empty() { &term.id } else { &term.name };
        Entry { half_term: term.half_term, ..entry(term.from, term.to, EntryKind::Term, name) }
    });
    closures.chain(terms)
}
