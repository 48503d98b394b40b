//! Periods: the weeks, months, quarters, terms and years that dates fall in, numbered so that any of them is found
//! at once, and labelled as every output names them.

use chrono::Datelike;

use super::arithmetic::{add_days, day_or_last, month_end, month_number, month_start};
use super::figures::{push_day, push_two, push_year};
use super::{Calendar, Date, Month, PeriodUnit, Term};

/// One week, month, quarter, half-year, term or year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// What it is one of.
    pub unit: PeriodUnit,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// `2017-05-31`, `2017-W22`, `2017-05`, `2017-Q2`, `2017-H1`, `2017`, `2017/18`, or the id of the term. Quarters
    /// and half-years of a year that does not start in January are `2017/18-Q1` and `2017/18-H1`.
    pub label: String,
}

/// A period without its label. Periods of one unit are numbered without gaps, in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) index: i64,
    pub(super) from: Date,
    pub(super) to: Date,
}

impl Calendar {
    /// The period of that unit which holds the date; `None` between terms.
    pub fn period_containing(&self, unit: PeriodUnit, date: Date) -> Option<Period> {
        let stretch = self.stretch(unit, self.period_index(unit, date)?)?;
        (stretch.from..=stretch.to).contains(&date).then(|| self.labelled(unit, stretch))
    }

    /// The periods of that unit with any day in `from..=to`, in order.
    pub fn periods(&self, unit: PeriodUnit, from: Date, to: Date) -> impl Iterator<Item = Period> {
        self.stretches(unit, from, to).map(move |stretch| self.labelled(unit, stretch))
    }

    /// The period after that one; `None` after the last term. After a working day comes the next one.
    pub fn period_after(&self, period: &Period) -> Option<Period> {
        if period.unit == PeriodUnit::WorkingDay {
            return self.period_containing(period.unit, self.next_working_day(period.from)?);
        }
        let index = self.period_index(period.unit, period.from)?.checked_add(1)?;
        self.stretch(period.unit, index).map(|stretch| self.labelled(period.unit, stretch))
    }

    /// The period before that one; `None` before the first term. Before a working day comes the one before.
    pub fn period_before(&self, period: &Period) -> Option<Period> {
        if period.unit == PeriodUnit::WorkingDay {
            return self.period_containing(period.unit, self.previous_working_day(period.from)?);
        }
        let index = self.period_index(period.unit, period.from)?.checked_sub(1)?;
        self.stretch(period.unit, index).map(|stretch| self.labelled(period.unit, stretch))
    }

    pub(super) fn stretches(&self, unit: PeriodUnit, from: Date, to: Date) -> impl Iterator<Item = Stretch> {
        let first = self.period_index(unit, from).unwrap_or(i64::MAX);
        let found = (first..i64::MAX).map_while(move |index| self.stretch(unit, index));
        found.take_while(move |stretch| stretch.from <= to)
    }

    /// The number of the period that holds the date; between terms, of the term that comes next; `None` after the
    /// last term.
    pub(super) fn period_index(&self, unit: PeriodUnit, date: Date) -> Option<i64> {
        let rules = self.rules();
        Some(match unit {
            // A working day is a period of one day, numbered as any day: its number never depends on the holidays.
            PeriodUnit::Day | PeriodUnit::WorkingDay => i64::from(date.num_days_from_ce()),
            PeriodUnit::Week => (i64::from(date.num_days_from_ce()) - 1).div_euclid(7),
            PeriodUnit::Month => month_number(date),
            PeriodUnit::Quarter => (month_number(date) - quarter_shift(rules.quarter_start)).div_euclid(3),
            PeriodUnit::HalfYear => (month_number(date) - quarter_shift(rules.quarter_start)).div_euclid(6),
            PeriodUnit::Term => {
                let index = rules.terms.partition_point(|term| term.to < date);
                rules.terms.get(index)?;
                i64::try_from(index).ok()?
            }
            PeriodUnit::Year => i64::from(date.year()),
            PeriodUnit::FinancialYear => year_index(date, rules.financial_year_start),
            PeriodUnit::AcademicYear => year_index(date, rules.academic_year_start),
        })
    }

    /// The period of that number.
    pub(super) fn stretch(&self, unit: PeriodUnit, index: i64) -> Option<Stretch> {
        let from = self.period_start(unit, index)?;
        Some(Stretch { index, from, to: self.period_end(unit, index, from) })
    }

    /// The last day of the period of that number, which starts on `from`.
    #[inline(always)]
    pub(super) fn period_end(&self, unit: PeriodUnit, index: i64, from: Date) -> Date {
        let end = match unit {
            PeriodUnit::Day | PeriodUnit::WorkingDay => Some(from),
            PeriodUnit::Week => add_days(from, 6),
            PeriodUnit::Month => Some(month_end(from)),
            PeriodUnit::Term => self.term(index).map(|term| term.to),
            PeriodUnit::Quarter
            | PeriodUnit::HalfYear
            | PeriodUnit::Year
            | PeriodUnit::FinancialYear
            | PeriodUnit::AcademicYear => {
                index.checked_add(1).and_then(|next| self.period_start(unit, next)?.pred_opt())
            }
        };
        end.unwrap_or(Date::MAX)
    }

    /// The first day of the period of that number.
    pub(super) fn period_start(&self, unit: PeriodUnit, index: i64) -> Option<Date> {
        let rules = self.rules();
        match unit {
            PeriodUnit::Day | PeriodUnit::WorkingDay => day_number(index),
            PeriodUnit::Week => day_number(index.checked_mul(7)?.checked_add(1)?),
            PeriodUnit::Month => month_start(index),
            PeriodUnit::Quarter => month_start(index.checked_mul(3)?.checked_add(quarter_shift(rules.quarter_start))?),
            PeriodUnit::HalfYear => month_start(index.checked_mul(6)?.checked_add(quarter_shift(rules.quarter_start))?),
            PeriodUnit::Term => self.term(index).map(|term| term.from),
            PeriodUnit::Year => Date::from_ymd_opt(i32::try_from(index).ok()?, 1, 1),
            PeriodUnit::FinancialYear => year_start(index, rules.financial_year_start),
            PeriodUnit::AcademicYear => year_start(index, rules.academic_year_start),
        }
    }

    fn term(&self, index: i64) -> Option<&Term> {
        self.rules().terms.get(usize::try_from(index).ok()?)
    }

    pub(super) fn labelled(&self, unit: PeriodUnit, stretch: Stretch) -> Period {
        Period { unit, from: stretch.from, to: stretch.to, label: self.label(unit, stretch) }
    }

    fn label(&self, unit: PeriodUnit, Stretch { index, from, .. }: Stretch) -> String {
        let rules = self.rules();
        let mut label = String::with_capacity(10);
        match unit {
            PeriodUnit::Day | PeriodUnit::WorkingDay => push_day(&mut label, from),
            PeriodUnit::Week => {
                push_year(&mut label, i64::from(from.iso_week().year()));
                label.push_str("-W");
                push_two(&mut label, from.iso_week().week());
            }
            PeriodUnit::Month => {
                push_year(&mut label, i64::from(from.year()));
                label.push('-');
                push_two(&mut label, from.month());
            }
            PeriodUnit::Quarter => push_part(&mut label, index, (4, "-Q"), rules.quarter_start),
            PeriodUnit::HalfYear => push_part(&mut label, index, (2, "-H"), rules.quarter_start),
            PeriodUnit::Term => label.push_str(self.term(index).map_or("", |term| &term.id)),
            PeriodUnit::Year => push_year(&mut label, index),
            PeriodUnit::FinancialYear => push_whole(&mut label, index, rules.financial_year_start),
            PeriodUnit::AcademicYear => push_whole(&mut label, index, rules.academic_year_start),
        }
        label
    }
}

/// How many months after January the first quarter starts.
fn quarter_shift(start: Month) -> i64 {
    i64::from(start.number()) - 1
}

fn day_number(number: i64) -> Option<Date> {
    Date::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

/// The year in which the year of 12 months that holds the date began.
fn year_index(date: Date, start: (Month, u8)) -> i64 {
    let year = i64::from(date.year());
    if year_start(year, start).is_some_and(|first| date < first) { year - 1 } else { year }
}

/// A year that starts on 29 February starts on the 28th where there is none.
fn year_start(index: i64, (month, day): (Month, u8)) -> Option<Date> {
    day_or_last(i32::try_from(index).ok()?, u32::from(month.number()), u32::from(day))
}

/// `2017/18-Q1`: one of so many equal parts of a year.
fn push_part(label: &mut String, index: i64, (parts, sign): (i64, &str), start: Month) {
    push_whole(label, index.div_euclid(parts), (start, 1));
    label.push_str(sign);
    label.extend(u32::try_from(index.rem_euclid(parts) + 1).ok().and_then(|part| char::from_digit(part, 10)));
}

/// `2017`, or `2017/18` for a year that does not start with January.
fn push_whole(label: &mut String, year: i64, start: (Month, u8)) {
    push_year(label, year);
    if start != (Month::JANUARY, 1) {
        label.push('/');
        push_two(label, u32::try_from((year + 1).rem_euclid(100)).unwrap_or(0));
    }
}
