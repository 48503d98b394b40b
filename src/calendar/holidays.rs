//! The bank holidays of the United Kingdom's nations, from 1978: by rule, with the proclaimed exceptions.
//!
//! The rules are those of the Banking and Financial Dealings Act 1971, schedule 1, and of the yearly proclamations
//! that have been the same since 1978; Scotland's 30 November is the St Andrew's Day Bank Holiday (Scotland) Act 2007.
//! A holiday that falls on a weekend is kept on the next free weekday, and only that day is listed, as GOV.UK does.

use chrono::{Datelike, TimeDelta};

use super::easter::easter_sunday;
use super::proclaimed::{EARLY_MAY, PROCLAMATIONS, SPRING};
use super::{Date, Weekday};

/// The first year the rules hold for; earlier years have no holidays here.
pub const FIRST_HOLIDAY_YEAR: i32 = 1978;

/// The last year whose bank holidays were officially published when this table was made (GOV.UK, bank holidays).
/// Later years are projected by rule: a proclamation may still move or add a day.
pub const LAST_PROCLAIMED_YEAR: i32 = 2027;

/// A part of the United Kingdom with its own bank holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Nation {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Nation {
    const ALL: [Nation; 3] = [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland];

    /// Its name as it is written: `England and Wales`.
    pub const fn name(self) -> &'static str {
        match self {
            Nation::EnglandAndWales => "England and Wales",
            Nation::Scotland => "Scotland",
            Nation::NorthernIreland => "Northern Ireland",
        }
    }

    /// The nation of that name.
    pub fn named(name: &str) -> Option<Nation> {
        Self::ALL.into_iter().find(|nation| nation.name() == name)
    }
}

/// One bank holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day it is kept on: never a Saturday or a Sunday.
    pub date: Date,
    /// Its English name; a substitute day says so.
    pub name: &'static str,
    /// False where the year is later than [`LAST_PROCLAIMED_YEAR`]: projected by rule.
    pub proclaimed: bool,
}

/// The bank holidays of a nation in a year, in the order of their dates; none before [`FIRST_HOLIDAY_YEAR`].
pub fn bank_holidays(nation: Nation, year: i32) -> Vec<Holiday> {
    let proclaimed = year <= LAST_PROCLAIMED_YEAR;
    let mut kept = kept(nation, year);
    kept.sort_unstable_by_key(|(date, _)| *date);
    kept.into_iter().map(|(date, name)| Holiday { date, name, proclaimed }).collect()
}

/// The same days with their names, in no order.
pub(super) fn kept(nation: Nation, year: i32) -> Vec<(Date, &'static str)> {
    if year < FIRST_HOLIDAY_YEAR {
        return Vec::new();
    }
    let days = FEASTS.each_ref().map(|feast| day_of(feast, nation, year).map(|date| (date, feast)));
    let mut kept = Vec::with_capacity(days.len() + 2);
    let on_weekdays = days.iter().flatten().filter(|(date, _)| !is_weekend(*date));
    kept.extend(on_weekdays.map(|(date, feast)| (*date, feast.name)));
    substitute(&mut kept, days.iter().flatten().filter(|(date, _)| is_weekend(*date)));
    proclaim(&mut kept, nation, year);
    kept
}

/// A holiday that returns each year.
struct Feast {
    name: &'static str,
    /// What its substitute day is called.
    substitute: &'static str,
    rule: Rule,
    kept_in: KeptIn,
    since: i32,
}

enum Rule {
    Fixed { month: u32, day: u32 },
    FromEaster(i64),
    FirstMonday(u32),
    LastMonday(u32),
}

struct KeptIn {
    england_and_wales: bool,
    scotland: bool,
    northern_ireland: bool,
}

const EVERYWHERE: KeptIn = KeptIn { england_and_wales: true, scotland: true, northern_ireland: true };
const NOT_SCOTLAND: KeptIn = KeptIn { england_and_wales: true, scotland: false, northern_ireland: true };
const SCOTLAND: KeptIn = KeptIn { england_and_wales: false, scotland: true, northern_ireland: false };
const NORTHERN_IRELAND: KeptIn = KeptIn { england_and_wales: false, scotland: false, northern_ireland: true };

impl KeptIn {
    const fn holds(&self, nation: Nation) -> bool {
        match nation {
            Nation::EnglandAndWales => self.england_and_wales,
            Nation::Scotland => self.scotland,
            Nation::NorthernIreland => self.northern_ireland,
        }
    }
}

/// A holiday by a date, and the name of its substitute day.
macro_rules! fixed {
    ($day:literal, $month:literal, $name:literal, $kept_in:expr, $since:expr) => {
        Feast {
            name: $name,
            substitute: concat!($name, " (substitute day)"),
            rule: Rule::Fixed { month: $month, day: $day },
            kept_in: $kept_in,
            since: $since,
        }
    };
}

/// A holiday that always falls on a weekday.
const fn movable(name: &'static str, rule: Rule, kept_in: KeptIn) -> Feast {
    Feast { name, substitute: name, rule, kept_in, since: FIRST_HOLIDAY_YEAR }
}

const FEASTS: [Feast; 13] = [
    fixed!(1, 1, "New Year's Day", EVERYWHERE, FIRST_HOLIDAY_YEAR),
    fixed!(2, 1, "2nd January", SCOTLAND, FIRST_HOLIDAY_YEAR),
    fixed!(17, 3, "St Patrick's Day", NORTHERN_IRELAND, FIRST_HOLIDAY_YEAR),
    movable("Good Friday", Rule::FromEaster(-2), EVERYWHERE),
    movable("Easter Monday", Rule::FromEaster(1), NOT_SCOTLAND),
    movable(EARLY_MAY, Rule::FirstMonday(5), EVERYWHERE),
    movable(SPRING, Rule::LastMonday(5), EVERYWHERE),
    fixed!(12, 7, "Battle of the Boyne (Orangemen's Day)", NORTHERN_IRELAND, FIRST_HOLIDAY_YEAR),
    movable("Summer bank holiday", Rule::FirstMonday(8), SCOTLAND),
    movable("Summer bank holiday", Rule::LastMonday(8), NOT_SCOTLAND),
    fixed!(30, 11, "St Andrew's Day", SCOTLAND, 2007),
    fixed!(25, 12, "Christmas Day", EVERYWHERE, FIRST_HOLIDAY_YEAR),
    fixed!(26, 12, "Boxing Day", EVERYWHERE, FIRST_HOLIDAY_YEAR),
];

fn day_of(feast: &Feast, nation: Nation, year: i32) -> Option<Date> {
    if !feast.kept_in.holds(nation) || year < feast.since {
        return None;
    }
    match feast.rule {
        Rule::Fixed { month, day } => Date::from_ymd_opt(year, month, day),
        Rule::FromEaster(days) => easter_sunday(year)?.checked_add_signed(TimeDelta::days(days)),
        Rule::FirstMonday(month) => Date::from_weekday_of_month_opt(year, month, Weekday::Mon, 1),
        Rule::LastMonday(month) => Date::from_weekday_of_month_opt(year, month, Weekday::Mon, 5)
            .or_else(|| Date::from_weekday_of_month_opt(year, month, Weekday::Mon, 4)),
    }
}

/// Holidays that fall on a weekend are kept on the next weekday that is no holiday itself: Christmas Day on a Sunday
/// on the 27th, because the 26th is Boxing Day.
fn substitute<'a>(kept: &mut Vec<(Date, &'static str)>, on_weekends: impl Iterator<Item = &'a (Date, &'a Feast)>) {
    for (date, feast) in on_weekends {
        let free = |day: &Date| !is_weekend(*day) && kept.iter().all(|(taken, _)| taken != day);
        if let Some(day) = date.iter_days().take(7).find(free) {
            kept.push((day, feast.substitute));
        }
    }
}

fn proclaim(kept: &mut Vec<(Date, &'static str)>, nation: Nation, year: i32) {
    for proclamation in PROCLAMATIONS {
        let (of_year, month, day) = proclamation.date;
        if of_year != year || !proclamation.nations.contains(&nation) {
            continue;
        }
        kept.retain(|(_, name)| proclamation.instead_of != Some(*name));
        kept.extend(Date::from_ymd_opt(of_year, month, day).map(|date| (date, proclamation.name)));
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nation: Nation, year: i32, expected: &str) {
        let days: Vec<String> = bank_holidays(nation, year)
            .iter()
            .map(|holiday| format!("{}/{}", holiday.date.day(), holiday.date.month()))
            .collect();
        assert_eq!(days.join(" "), expected, "{nation:?} {year}");
    }

    #[test]
    fn england_and_wales_as_published() {
        let check = |year, expected| check(Nation::EnglandAndWales, year, expected);
        check(2016, "1/1 25/3 28/3 2/5 30/5 29/8 26/12 27/12");
        check(2017, "2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12");
        check(2018, "1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12");
        check(2020, "1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12");
        check(2021, "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12");
        check(2022, "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12");
        check(2023, "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12");
    }

    #[test]
    fn scotland_as_published() {
        let check = |year, expected| check(Nation::Scotland, year, expected);
        check(2006, "2/1 3/1 14/4 1/5 29/5 7/8 25/12 26/12");
        check(2011, "3/1 4/1 22/4 29/4 2/5 30/5 1/8 30/11 26/12 27/12");
        check(2016, "1/1 4/1 25/3 2/5 30/5 1/8 30/11 26/12 27/12");
        check(2017, "2/1 3/1 14/4 1/5 29/5 7/8 30/11 25/12 26/12");
        check(2018, "1/1 2/1 30/3 7/5 28/5 6/8 30/11 25/12 26/12");
        check(2022, "3/1 4/1 15/4 2/5 2/6 3/6 1/8 19/9 30/11 26/12 27/12");
        check(2026, "1/1 2/1 3/4 4/5 25/5 15/6 3/8 30/11 25/12 28/12");
    }

    #[test]
    fn northern_ireland_as_published() {
        let check = |year, expected| check(Nation::NorthernIreland, year, expected);
        check(2016, "1/1 17/3 25/3 28/3 2/5 30/5 12/7 29/8 26/12 27/12");
        check(2018, "1/1 19/3 30/3 2/4 7/5 28/5 12/7 27/8 25/12 26/12");
        check(2020, "1/1 17/3 10/4 13/4 8/5 25/5 13/7 31/8 25/12 28/12");
    }

    #[test]
    fn proclamations_move_and_add_days() {
        let check = |year, expected| check(Nation::EnglandAndWales, year, expected);
        check(1981, "1/1 17/4 20/4 4/5 25/5 29/7 31/8 25/12 28/12");
        check(1995, "2/1 14/4 17/4 8/5 29/5 28/8 25/12 26/12");
        check(1999, "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12 31/12");
        check(2002, "1/1 29/3 1/4 6/5 3/6 4/6 26/8 25/12 26/12");
        check(2012, "2/1 6/4 9/4 7/5 4/6 5/6 27/8 25/12 26/12");
    }

    #[test]
    fn every_holiday_is_a_weekday_kept_once() {
        for nation in [Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland] {
            for year in FIRST_HOLIDAY_YEAR..=2400 {
                let holidays = bank_holidays(nation, year);
                assert!(holidays.windows(2).all(|pair| pair[0].date < pair[1].date), "{nation:?} {year}");
                assert!(holidays.iter().all(|holiday| !is_weekend(holiday.date) && holiday.date.year() == year));
            }
        }
    }

    #[test]
    fn a_projected_year_says_so_and_an_early_year_has_none() {
        assert!(bank_holidays(Nation::Scotland, LAST_PROCLAIMED_YEAR).iter().all(|holiday| holiday.proclaimed));
        assert!(bank_holidays(Nation::Scotland, LAST_PROCLAIMED_YEAR + 1).iter().all(|holiday| !holiday.proclaimed));
        assert!(bank_holidays(Nation::EnglandAndWales, 1977).is_empty());
        assert!(bank_holidays(Nation::EnglandAndWales, i32::MAX).is_empty());
    }
}
