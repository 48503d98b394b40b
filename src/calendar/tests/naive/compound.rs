//! Rhythms put together, and deadlines, found by looking at every day.
#![expect(clippy::wildcard_enum_match_arm, reason = "a walk asks only for what makes a difference to it")]

use super::*;

/// A date with its part in the union or leg it is of, so that parts can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) nominal: Date,
    pub(crate) effective: Date,
    /// The last day it is open, where it has a window.
    open: Option<Date>,
    part: usize,
}

/// The dates of any cadence in `from..=to`; windows that are still open then count.
pub(crate) fn all_dates(cadence: &Cadence, calendar: &Calendar, from: Date, to: Date) -> Vec<Dated> {
    let long_before = from - chrono::TimeDelta::days(1_500);
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => rhythm(every, calendar, from, to),
        Cadence::Gap(length) => rhythm(&gap(*length, date("1900-01-01")), calendar, from, to),
        Cadence::Once(day) => {
            let effective = shift(calendar, *day, calendar.rules().moved);
            let one = Dated { nominal: *day, effective, open: None, part: 0 };
            if from <= *day && *day <= to { vec![one] } else { Vec::new() }
        }
        Cadence::First(racers) => {
            racers.iter().find(|racer| planned(racer)).map_or(Vec::new(), |racer| all_dates(racer, calendar, from, to))
        }
        Cadence::Phases(legs) => sequence(legs, calendar, from, to),
        Cadence::All(Union { parts, once_in }) => {
            let mut found: Vec<Dated> = Vec::new();
            for (part, cadence) in parts.iter().enumerate() {
                let dates = all_dates(cadence, calendar, once_in.map_or(from, |_| long_before), to);
                for one in dates {
                    if found.iter().all(|other| other.nominal != one.nominal) {
                        found.push(Dated { part, ..one });
                    }
                }
            }
            found.sort_by_key(|one| one.nominal);
            once_in.map_or(found.clone(), |unit| thinned(&found, unit, calendar, from))
        }
        Cadence::Event(_) | Cadence::Within { .. } | Cadence::AsRequired { .. } => Vec::new(),
    }
}

fn planned(cadence: &Cadence) -> bool {
    match cadence {
        Cadence::Every(every) | Cadence::Count(Count { every, .. }) => match every.anchor {
            Anchor::Unsaid => every.step == 1,
            Anchor::From(_) | Anchor::FromMonth { .. } => true,
            Anchor::Completion | Anchor::Event(_) => false,
        },
        Cadence::Gap(_) | Cadence::Once(_) => true,
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.iter().any(planned),
        Cadence::Phases(_) | Cadence::Event(_) | Cadence::Within { .. } | Cadence::AsRequired { .. } => false,
    }
}

fn rhythm(every: &Every, calendar: &Calendar, from: Date, to: Date) -> Vec<Dated> {
    let opened = match every.window {
        Some(_) => from - chrono::TimeDelta::days(800),
        None => from,
    };
    let found = dates(every, calendar, opened, to).into_iter();
    let found = found.map(|(nominal, effective)| {
        let open = every.window.map(|window| last_open(nominal, window, calendar));
        Dated { nominal, effective, open, part: 0 }
    });
    found.filter(|one| one.nominal >= from || one.open >= Some(from)).collect()
}

/// The last day of a window that opens on `day`: the day before the one that is so long after. Of working days, the
/// last of so many, of which the day itself is the first if it is worked.
fn last_open(day: Date, window: Duration, calendar: &Calendar) -> Date {
    match window.unit {
        DurationUnit::WorkingDay => counted_from_that_day(calendar, day, window, false),
        _ => later(day, window, calendar).pred_opt().unwrap(),
    }
}

/// A length of time later, a day at a time.
pub(crate) fn later(day: Date, length: Duration, calendar: &Calendar) -> Date {
    let counts: &dyn Fn(Date) -> bool = match length.unit {
        DurationUnit::WorkingDay => &|day| works(calendar, day),
        _ => &|_| true,
    };
    let months = match length.unit {
        DurationUnit::Month => length.count,
        DurationUnit::Quarter => length.count * 3,
        DurationUnit::Year => length.count * 12,
        _ => 0,
    };
    if months > 0 {
        let mut firsts = day.iter_days().skip(1).filter(|other| other.day() == 1);
        let first = firsts.nth(months as usize - 1).unwrap();
        return first
            .iter_days()
            .take_while(|other| same_month(*other, first) && other.day() <= day.day())
            .last()
            .unwrap();
    }
    let days = match length.unit {
        DurationUnit::Hour => length.count.div_ceil(24),
        DurationUnit::Week => length.count * 7,
        _ => length.count,
    };
    day.iter_days().skip(1).filter(|other| counts(*other)).nth(days as usize - 1).unwrap()
}

fn gap(length: Duration, start: Date) -> Every {
    let unit = match length.unit {
        DurationUnit::Hour | DurationUnit::Day => PeriodUnit::Day,
        DurationUnit::WorkingDay => PeriodUnit::WorkingDay,
        DurationUnit::Week => PeriodUnit::Week,
        DurationUnit::Month => PeriodUnit::Month,
        DurationUnit::Quarter => PeriodUnit::Quarter,
        DurationUnit::Term => PeriodUnit::Term,
        DurationUnit::Year => PeriodUnit::Year,
    };
    let step = if length.unit == DurationUnit::Hour { (length.count / 24).max(1) } else { length.count };
    let short = ShortMonth::LastDay;
    Every { step, anchor: Anchor::From(start), moved: Some(Move::Before), short, distance: true, ..Every::plain(unit) }
}

/// Each leg from its start to the day before the next.
fn sequence(legs: &[Phase], calendar: &Calendar, from: Date, to: Date) -> Vec<Dated> {
    let Some(Cadence::Every(Every { anchor: Anchor::From(very_first), .. })) = legs.first().map(|leg| &leg.cadence)
    else {
        return Vec::new();
    };
    let (mut start, mut found) = (*very_first, Vec::new());
    for (part, leg) in legs.iter().enumerate() {
        let Cadence::Every(every) = &leg.cadence else { unreachable!("only rhythms are tried") };
        let anchor = if part == 0 { every.anchor.clone() } else { Anchor::From(start) };
        let short = if part > 0 && every.short == ShortMonth::Unsaid { ShortMonth::LastDay } else { every.short };
        let next = match leg.lasts {
            Some(Lasts::For(length)) => Some(later(start, length, calendar)),
            Some(Lasts::Until(length)) => Some(later(*very_first, length, calendar)),
            None => None,
        };
        let of_leg = rhythm(&Every { anchor, short, ..every.clone() }, calendar, start, to).into_iter();
        let inside = of_leg.filter(|one| next.is_none_or(|next| one.nominal < next) && one.nominal >= from);
        found.extend(inside.map(|one| Dated { part, ..one }));
        let Some(next) = next else { break };
        start = next;
    }
    found
}

/// Of the dates of different parts in one period the first; those before `from` only decide which that is.
fn thinned(found: &[Dated], unit: PeriodUnit, calendar: &Calendar, from: Date) -> Vec<Dated> {
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return Vec::new() };
    let wide = chrono::TimeDelta::days(800);
    let periods = periods(unit, calendar, first.nominal - wide, last.nominal + wide);
    // Between terms there is no period; the days before a term are counted to it.
    let period = |day: Date| periods.iter().position(|days| days.last().is_some_and(|last| *last >= day));
    let mut kept: Vec<Dated> = Vec::new();
    for one in found {
        let before = kept.last();
        let doubled = before.is_some_and(|before| {
            before.part != one.part && period(one.nominal).is_some() && period(before.nominal) == period(one.nominal)
        });
        if !doubled {
            kept.push(*one);
        }
    }
    kept.retain(|one| one.nominal >= from || one.open >= Some(from));
    kept
}

/// When a deadline falls for something of one month, done on `nominal` and completed on `completion`.
pub(crate) fn due_day(
    deadline: &Deadline,
    calendar: &Calendar,
    nominal: Date,
    completion: Option<Date>,
) -> Option<Date> {
    due_moved(deadline, calendar, nominal, completion, calendar.rules().moved)
}

fn due_moved(
    deadline: &Deadline,
    calendar: &Calendar,
    nominal: Date,
    completion: Option<Date>,
    moved: Move,
) -> Option<Date> {
    let due = |deadline: &Deadline| due_moved(deadline, calendar, nominal, completion, moved);
    let own = |unit: PeriodUnit, day: Date| {
        let wide = chrono::TimeDelta::days(800);
        let all = periods(unit, calendar, day - wide, day + wide);
        let at = all.iter().position(|days| days.contains(&day))?;
        Some((all[at].clone(), all.get(at + 1).cloned()))
    };
    let moment = |moment: &Moment| match moment {
        Moment::Completion => completion,
        Moment::Start(unit) => own(*unit, nominal).map(|(days, _)| days[0]),
        Moment::End(unit) => own(*unit, nominal).map(|(days, _)| days[days.len() - 1]),
        Moment::Meeting | Moment::Named(_) => None,
    };
    match deadline {
        Deadline::Within { duration, after } => {
            let start = after.as_ref().map_or(Some(nominal), moment)?;
            let end = later(start, *duration, calendar);
            Some(if duration.unit == DurationUnit::Hour { end } else { shift(calendar, end, moved) })
        }
        Deadline::At { after: Some(duration), moment } => {
            due(&Deadline::Within { duration: *duration, after: Some(moment.clone()) })
        }
        Deadline::At { after: None, moment: of } => moment(of),
        Deadline::Before { duration: None, moment: of } => {
            Some(shift(calendar, moment(of)?.pred_opt().unwrap(), Move::Before))
        }
        Deadline::By { ordinal, kind, of, next } => {
            let (days, after) = own(*of, nominal)?;
            let days = if *next { after? } else { days };
            let short = Every { short: ShortMonth::LastDay, ..Every::plain(*of) };
            let day = pick(&short, calendar, *ordinal, *kind, &days)?;
            Some(effective(calendar, day, moved, Some((days[0], days[days.len() - 1]))))
        }
        Deadline::On(day) => Some(shift(calendar, *day, moved)),
        Deadline::NotMoved(inner) => due_moved(inner, calendar, nominal, completion, Move::Stay),
        Deadline::SameDay => Some(nominal),
        Deadline::SameWorkingDay => Some(shift(calendar, nominal, Move::Next)),
        Deadline::SoonerOf(several) => several.iter().filter_map(due).min(),
        Deadline::LaterOf(several) => {
            several.iter().map(due).collect::<Option<Vec<_>>>().and_then(|days| days.into_iter().max())
        }
        Deadline::Before { duration: Some(_), .. }
        | Deadline::CountingThatDay(_)
        | Deadline::OnDay { .. }
        | Deadline::NextWithout(_)
        | Deadline::Clock(_) => None,
    }
}
