//! Cadences in the language's own words.

use std::fmt::{Display, Formatter, Result};

use super::{day_kind, listed, long_date, ordinal};
use crate::calendar::working::weekday_name;
use crate::calendar::{
    Anchor, Cadence, Count, DayKind, Every, Individual, Lasts, MonthSet, Move, Ordinal, PeriodUnit, Phase, Place,
    ShortMonth, Union, Weekday,
};

impl Display for Cadence {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Cadence::Every(every) => every.fmt(f),
            Cadence::Count(count) => count.fmt(f),
            Cadence::Gap(gap) => write!(f, "never more than {gap} apart"),
            Cadence::Once(date) => write!(f, "on {}", long_date(*date)),
            Cadence::Event(event) => write!(f, "at each {event}"),
            Cadence::Within { duration, of } => {
                write!(f, "within {duration} of {}", of.as_deref().unwrap_or("the last one"))
            }
            Cadence::Phases(phases) => joined(f, phases, ", then "),
            Cadence::All(union) => {
                if let Some((every, days)) = on_days_of_the_week(union) {
                    return every.on(f, Some(&days));
                }
                joined(f, &union.parts, ", and ")?;
                union.once_in.map_or(Ok(()), |unit| write!(f, ", once where both fall in one {unit}"))
            }
            Cadence::First(racers) => {
                joined(f, racers, ", or ")?;
                f.write_str(", whichever comes first")
            }
            Cadence::AsRequired { because } => write!(f, "as required because {}", quoted(because)),
        }
    }
}

/// One rhythm on several days of the week, which is a union to the engine and one phrase to its author.
fn on_days_of_the_week(union: &Union) -> Option<(&Every, Vec<Weekday>)> {
    let mut first = None;
    let mut days = Vec::new();
    for part in &union.parts {
        let Cadence::Every(every) = part else { return None };
        let Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(day))) = every.place else { return None };
        let first = first.get_or_insert(every);
        let alike = every.unit == PeriodUnit::Week && Every { place: first.place, ..every.clone() } == **first;
        if !alike {
            return None;
        }
        days.push(day);
    }
    first.filter(|_| union.once_in.is_none() && days.len() > 1).map(|every| (every, days))
}

impl Display for Phase {
    /// `every week for 4 weeks`
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.cadence.fmt(f)?;
        match self.lasts {
            None => Ok(()),
            Some(Lasts::For(length)) => write!(f, " for {length}"),
            Some(Lasts::Until(length)) => write!(f, " until {length} after the start"),
        }
    }
}

impl Display for Count {
    /// `at least 2 in every quarter, at least 2 weeks apart`
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} in ", self.quantity)?;
        self.every.rhythm(f, None)?;
        self.every.modifiers(f)?;
        self.apart.map_or(Ok(()), |apart| write!(f, ", at least {apart} apart"))
    }
}

impl Display for Every {
    /// `every month except April and August on the last working day`, `in April and August`
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.on(f, None)
    }
}

impl Every {
    /// The whole rhythm, on those days of the week instead of its place where any are given.
    fn on(&self, f: &mut Formatter<'_>, days: Option<&[Weekday]>) -> Result {
        if self.distance {
            self.apart(f)?;
        } else if self.is_months_alone() {
            write!(f, "in {}", self.months)?;
            if let Some(place) = self.place {
                write!(f, " {place}")?;
            }
        } else {
            self.rhythm(f, days)?;
        }
        self.modifiers(f)
    }

    /// A few months of the year read better by themselves.
    fn is_months_alone(&self) -> bool {
        let few = !self.months.is_empty() && self.months.len() <= 6;
        let bare = self.anchor == Anchor::Unsaid && self.individual.is_none();
        few && bare && self.step <= 1 && self.unit == PeriodUnit::Month
    }

    /// In the order in which the grammar reads it: step, months, place, whose, from when.
    fn rhythm(&self, f: &mut Formatter<'_>, days: Option<&[Weekday]>) -> Result {
        match self.step {
            0 | 1 => write!(f, "every {}", self.unit)?,
            step => write!(f, "every {step} {}s", self.unit)?,
        }
        if !self.months.is_all() {
            write!(f, " except {}", MonthSet::ALL.without(self.months))?;
        }
        if let Some(days) = days {
            let names: Vec<&str> = days.iter().map(|day| weekday_name(*day)).collect();
            write!(f, " on {}", listed(&names))?;
        } else if let Some(place) = self.place {
            f.write_str(" ")?;
            write_place(f, place, self.unit)?;
        }
        if let Some(individual) = &self.individual {
            write!(f, " {individual}")?;
        }
        if self.anchor == Anchor::Unsaid {
            return Ok(());
        }
        write!(f, " {}", self.anchor)
    }

    /// `never more than 4 weeks apart from 5 January 2026`. Of one for each of somebody it goes without saying that it
    /// is counted from the last one.
    fn apart(&self, f: &mut Formatter<'_>) -> Result {
        let s = if self.step == 1 { "" } else { "s" };
        write!(f, "never more than {} {}{s} apart", self.step, self.unit)?;
        if let Some(individual) = &self.individual {
            write!(f, " {individual}")?;
        }
        if self.anchor == Anchor::Unsaid || (self.anchor == Anchor::Completion && self.individual.is_some()) {
            return Ok(());
        }
        write!(f, " {}", self.anchor)
    }

    fn modifiers(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(window) = self.window {
            write!(f, ", open for {window}")?;
        }
        // A distance moves backwards unless it says otherwise, and needs no word on shorter months.
        if let Some(moved) = self.moved.filter(|moved| !self.distance || *moved != Move::Before) {
            write!(f, ", {moved}")?;
        }
        if let Some(tolerance) = self.tolerance {
            write!(f, ", with {tolerance} either way")?;
        }
        for review in self.individual.iter().flat_map(|individual| &individual.review_at) {
            write!(f, ", with a review at {review}")?;
        }
        match self.short {
            ShortMonth::Unsaid => Ok(()),
            ShortMonth::LastDay if self.distance => Ok(()),
            ShortMonth::LastDay => f.write_str(", or the last day of a shorter month"),
            ShortMonth::Skip => f.write_str(", or not at all in a shorter month"),
        }
    }
}

impl Display for Individual {
    /// `for each teacher from their appointment`; the reviews are said after the whole rhythm.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "for each {}", self.each)?;
        self.from.as_ref().map_or(Ok(()), |event| write!(f, " from their {event}"))
    }
}

impl Display for Anchor {
    /// `from 9 January 2025`, `after the last one`; nothing where nothing was said.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Anchor::Unsaid => Ok(()),
            Anchor::From(date) => write!(f, "from {}", long_date(*date)),
            Anchor::FromMonth { year, month } => write!(f, "from {month} {year:04}"),
            Anchor::Completion => f.write_str("after the last one"),
            Anchor::Event(event) => write!(f, "from {event}"),
        }
    }
}

impl Display for Place {
    /// `on the second Wednesday`, `on 31 May`, `at the end`
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match *self {
            Place::Nth(nth, kind) => write!(f, "on the {}", nth_of_kind(nth, kind)),
            Place::NthIn(nth, kind, month) => write!(f, "on the {} in {month}", nth_of_kind(nth, kind)),
            Place::DayOf { month, day } => write!(f, "on {day} {month}"),
            Place::In(month) => write!(f, "in {month}"),
            Place::Start => f.write_str("at the start"),
            Place::End => f.write_str("at the end"),
        }
    }
}

/// A week has each day once, and so needs no ordinal: `every week on Friday`.
fn write_place(f: &mut Formatter<'_>, place: Place, unit: PeriodUnit) -> Result {
    match (place, unit) {
        (Place::Nth(Ordinal::Nth(1), DayKind::Weekday(day)), PeriodUnit::Week) => {
            write!(f, "on {}", day_kind(DayKind::Weekday(day)))
        }
        _ => place.fmt(f),
    }
}

/// `second Wednesday`, `last working day`, `first day`, and shortly `15th`.
fn nth_of_kind(nth: Ordinal, kind: DayKind) -> String {
    match (nth, kind) {
        (Ordinal::Nth(6..), DayKind::Any) => ordinal(nth),
        _ => format!("{} {}", ordinal(nth), day_kind(kind)),
    }
}

impl Display for Move {
    /// `moved to the next working day`
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Move::Stay => "not moved",
            Move::Next => "moved to the next working day",
            Move::Before => "moved to the working day before",
            Move::NextInMonth => "moved to the next working day within the month",
            Move::BeforeInMonth => "moved to the working day before within the month",
            Move::Nearest => "moved to the nearest working day",
        })
    }
}

fn joined<T: Display>(f: &mut Formatter<'_>, parts: &[T], between: &str) -> Result {
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            f.write_str(between)?;
        }
        part.fmt(f)?;
    }
    Ok(())
}

/// A text as it is written in a file.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Date, Duration, DurationUnit, Month, Quantity, Weekday};

    const WEEK: PeriodUnit = PeriodUnit::Week;

    fn month(number: u8) -> Month {
        Month::new(number).unwrap()
    }

    fn every(unit: PeriodUnit) -> Every {
        Every::plain(unit)
    }

    fn of(count: u32, unit: DurationUnit) -> Option<Duration> {
        Some(Duration { count, unit })
    }

    #[track_caller]
    fn check(every: Every, expected: &str) {
        assert_eq!(Cadence::Every(every).to_string(), expected);
    }

    #[test]
    fn rhythms_read_as_they_are_written() {
        let spring_and_summer = MonthSet::of([month(4), month(8)]);
        let last_working_day = Some(Place::Nth(Ordinal::Last(1), DayKind::Working));
        let months = MonthSet::ALL.without(spring_and_summer);
        check(
            Every { months, place: last_working_day, ..every(PeriodUnit::Month) },
            "every month except April and August on the last working day",
        );
        check(Every { months: spring_and_summer, ..every(PeriodUnit::Month) }, "in April and August");
        let anchor = Anchor::From(Date::from_ymd_opt(2025, 1, 9).unwrap());
        let moved = Some(Move::Next);
        check(
            Every { step: 6, anchor, moved, ..every(WEEK) },
            "every 6 weeks from 9 January 2025, moved to the next working day",
        );
        let anchor = Anchor::FromMonth { year: 2017, month: Month::JANUARY };
        check(
            Every { step: 2, anchor, ..every(PeriodUnit::FinancialYear) },
            "every 2 financial years from January 2017",
        );
        let friday = Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(Weekday::Fri)));
        check(Every { place: friday, ..every(WEEK) }, "every week on Friday");
        check(Every { place: friday, ..every(PeriodUnit::Term) }, "every term on the first Friday");
        let anchor = Anchor::From(Date::from_ymd_opt(2025, 1, 9).unwrap());
        let (moved, short, distance) = (Some(Move::Before), ShortMonth::LastDay, true);
        check(
            Every { anchor, moved, short, distance, ..every(PeriodUnit::Month) },
            "never more than 1 month apart from 9 January 2025",
        );
    }

    #[test]
    fn places_windows_and_short_months_read_as_they_are_written() {
        let place = Some(Place::NthIn(Ordinal::Nth(1), DayKind::Weekday(Weekday::Mon), month(10)));
        let window = of(3, DurationUnit::Week);
        let anchor = Anchor::FromMonth { year: 2018, month: Month::JANUARY };
        check(
            Every { step: 2, place, window, anchor, ..every(PeriodUnit::Year) },
            "every 2 years on the first Monday in October from January 2018, open for 3 weeks",
        );
        let place = Some(Place::Nth(Ordinal::Nth(31), DayKind::Any));
        check(
            Every { place, short: ShortMonth::LastDay, ..every(PeriodUnit::Month) },
            "every month on the 31st, or the last day of a shorter month",
        );
        let place = Some(Place::Nth(Ordinal::Last(2), DayKind::Working));
        check(Every { place, ..every(PeriodUnit::Quarter) }, "every quarter on the second last working day");
        check(Every { place: Some(Place::End), ..every(PeriodUnit::Term) }, "every term at the end");
    }

    #[test]
    fn individual_rhythms_read_as_they_are_written() {
        let individual = Individual {
            each: "education-staff".to_owned(),
            from: Some("appointment".to_owned()),
            review_at: vec![Duration::new(6, DurationUnit::Month)],
        };
        check(
            Every { individual: Some(individual), ..every(PeriodUnit::Year) },
            "every year for each education-staff from their appointment, with a review at 6 months",
        );
        let tolerance = of(2, DurationUnit::Week);
        check(
            Every { step: 6, anchor: Anchor::Completion, tolerance, ..every(PeriodUnit::Month) },
            "every 6 months after the last one, with 2 weeks either way",
        );
    }

    #[test]
    fn compound_cadences_read_as_they_are_written() {
        let phases = Cadence::Phases(vec![
            Phase { cadence: Cadence::Every(every(WEEK)), lasts: of(4, DurationUnit::Week).map(Lasts::For) },
            Phase { cadence: Cadence::Every(Every { step: 4, ..every(WEEK) }), lasts: None },
        ]);
        assert_eq!(phases.to_string(), "every week for 4 weeks, then every 4 weeks");
        let law =
            Cadence::Within { duration: Duration::new(30, DurationUnit::Day), of: Some("law-changed".to_owned()) };
        let first = Cadence::First(vec![Cadence::Every(every(PeriodUnit::Year)), law]);
        assert_eq!(first.to_string(), "every year, or within 30 days of law-changed, whichever comes first");
        let apart = of(2, DurationUnit::Week);
        let count = Count { quantity: Quantity::exactly(1), every: every(PeriodUnit::Term), apart };
        assert_eq!(Cadence::Count(count).to_string(), "exactly 1 in every term, at least 2 weeks apart");
        let because = "the \"panel\" decides".to_owned();
        assert_eq!(Cadence::AsRequired { because }.to_string(), r#"as required because "the \"panel\" decides""#);
    }
}
