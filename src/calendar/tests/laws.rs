//! Laws that hold for every calendar and rhythm from 1901 to 2199, and agreement with the naive implementation.

use chrono::{Datelike, TimeDelta};
use proptest::prelude::*;
use proptest::sample::select;

use super::*;

fn a_date() -> impl Strategy<Value = Date> {
    (0..109_000_i64).prop_map(|days| date("1901-01-01") + TimeDelta::days(days))
}

fn a_month() -> impl Strategy<Value = Month> {
    (1..=12_u8).prop_map(month)
}

fn a_weekday() -> impl Strategy<Value = Weekday> {
    (0..7_u8).prop_map(|day| Weekday::try_from(day).unwrap())
}

fn a_unit() -> impl Strategy<Value = PeriodUnit> {
    select(vec![
        PeriodUnit::Day,
        PeriodUnit::WorkingDay,
        PeriodUnit::Week,
        PeriodUnit::Month,
        PeriodUnit::Quarter,
        PeriodUnit::HalfYear,
        PeriodUnit::Term,
        PeriodUnit::Year,
        PeriodUnit::FinancialYear,
        PeriodUnit::AcademicYear,
    ])
}

fn an_ordinal() -> impl Strategy<Value = Ordinal> {
    prop_oneof![
        (1..=5_u8).prop_map(Ordinal::Nth),
        (1..=31_u8).prop_map(Ordinal::Nth),
        (1..=3_u8).prop_map(Ordinal::Last)
    ]
}

fn a_kind() -> impl Strategy<Value = DayKind> {
    prop_oneof![Just(DayKind::Any), Just(DayKind::Working), a_weekday().prop_map(DayKind::Weekday)]
}

fn a_place() -> impl Strategy<Value = Option<Place>> {
    prop_oneof![
        3 => Just(None),
        4 => (an_ordinal(), a_kind()).prop_map(|(nth, kind)| Some(Place::Nth(nth, kind))),
        1 => (an_ordinal(), a_kind(), a_month()).prop_map(|(nth, kind, month)| Some(Place::NthIn(nth, kind, month))),
        1 => (a_month(), 1..=31_u8).prop_map(|(month, day)| Some(Place::DayOf { month, day })),
        1 => a_month().prop_map(|month| Some(Place::In(month))),
        1 => Just(Some(Place::Start)),
        1 => Just(Some(Place::End)),
    ]
}

fn a_move() -> impl Strategy<Value = Move> {
    select(vec![Move::Stay, Move::Next, Move::Before, Move::NextInMonth, Move::BeforeInMonth, Move::Nearest])
}

/// Terms and closures lie about the day the rest of the case is about.
fn a_calendar(about: Date) -> impl Strategy<Value = Calendar> {
    let nations = select(vec![
        vec![],
        vec![Nation::EnglandAndWales],
        vec![Nation::Scotland],
        vec![Nation::NorthernIreland, Nation::Scotland],
        vec![Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland],
    ]);
    let week = prop::array::uniform7(prop::bool::weighted(0.75))
        .prop_filter("some day is worked", |week| week.contains(&true));
    let terms = prop::collection::vec((1..50_i64, 20..110_i64), 0..9);
    let closures = prop::collection::vec((-500..900_i64, 0..40_i64), 0..4);
    let year_start = (a_month(), 1..=28_u8);
    (nations, week, terms, closures, a_month(), year_start, a_move()).prop_map(
        move |(holidays, week, terms, closures, quarter_start, academic_year_start, moved)| {
            let mut next = about - TimeDelta::days(400);
            let terms = terms.into_iter().enumerate().map(|(position, (gap, length))| {
                let from = next + TimeDelta::days(gap);
                next = from + TimeDelta::days(length);
                Term { id: format!("term-{position}"), name: String::new(), from, to: next, half_term: None }
            });
            let closures = closures.into_iter().map(|(start, length)| {
                let from = about + TimeDelta::days(start);
                Closure { name: "closed".to_owned(), from, to: from + TimeDelta::days(length) }
            });
            let (terms, closures) = (terms.collect(), closures.collect());
            let rules =
                CalendarRules { week, holidays, terms, closures, quarter_start, moved, ..CalendarRules::default() };
            Calendar::new(CalendarRules { academic_year_start, ..rules })
        },
    )
}

fn a_rhythm(about: Date) -> impl Strategy<Value = Every> {
    let anchor = prop_oneof![
        2 => Just(Anchor::Unsaid),
        3 => (-700..700_i64).prop_map(move |days| Anchor::From(about + TimeDelta::days(days))),
        2 => (-700..700_i64).prop_map(move |days| {
            let day = about + TimeDelta::days(days);
            Anchor::FromMonth { year: day.year(), month: month(u8::try_from(day.month()).unwrap()) }
        }),
    ];
    let months =
        prop_oneof![3 => Just(MonthSet::ALL), 1 => prop::collection::vec(a_month(), 1..9).prop_map(MonthSet::of)];
    let short = select(vec![ShortMonth::Unsaid, ShortMonth::LastDay, ShortMonth::Skip]);
    let step = prop_oneof![2 => Just(1_u32), 3 => 1..=7_u32];
    (step, a_unit(), months, a_place(), anchor, prop::option::of(a_move()), short).prop_map(
        |(step, unit, months, place, anchor, moved, short)| Every {
            step: if anchor == Anchor::Unsaid { 1 } else { step },
            months,
            place,
            anchor,
            moved,
            short,
            ..Every::plain(unit)
        },
    )
}

/// A calendar, a rhythm and the days asked for.
fn a_case() -> impl Strategy<Value = (Calendar, Every, Date, Date)> {
    a_date().prop_flat_map(|from| {
        (a_calendar(from), a_rhythm(from), 0..500_i64)
            .prop_map(move |(calendar, every, days)| (calendar, every, from, from + TimeDelta::days(days)))
    })
}

fn a_length() -> impl Strategy<Value = Duration> {
    use DurationUnit::{Day, Hour, Month, Quarter, Week, WorkingDay, Year};
    prop_oneof![
        4 => (1..=40_u32, select(vec![Hour, Day, WorkingDay])),
        2 => (1..=6_u32, select(vec![Week, Month])),
        1 => (1..=2_u32, select(vec![Quarter, Year])),
    ]
    .prop_map(|(count, unit)| Duration { count, unit })
}

/// `never more than 4 weeks apart from 5 January 2026`
fn a_distance(about: Date) -> impl Strategy<Value = Every> {
    use PeriodUnit::{Day, HalfYear, Month, Quarter, Week, WorkingDay, Year};
    let units = select(vec![Day, WorkingDay, Week, Month, Quarter, HalfYear, Year]);
    let moved = prop_oneof![3 => Just(Some(Move::Before)), 1 => prop::option::of(a_move())];
    (1..=12_u32, units, -700..700_i64, moved).prop_map(move |(step, unit, days, moved)| Every {
        step,
        anchor: Anchor::From(about + TimeDelta::days(days)),
        moved,
        short: ShortMonth::LastDay,
        distance: true,
        ..Every::plain(unit)
    })
}

/// Every form that has dates, about a day.
fn a_cadence(about: Date) -> BoxedStrategy<Cadence> {
    let window = prop::option::weighted(0.3, a_length());
    let rhythm = (a_rhythm(about), window).prop_map(|(every, window)| Every { window, ..every });
    let near = (-700..700_i64).prop_map(move |days| about + TimeDelta::days(days));
    let count = (1..5_u32, a_rhythm(about)).prop_map(|(number, every)| Count {
        quantity: Quantity::at_least(number),
        every,
        apart: None,
    });
    let leaf = prop_oneof![
        4 => rhythm.prop_map(Cadence::Every),
        1 => count.prop_map(Cadence::Count),
        1 => a_length().prop_map(Cadence::Gap),
        1 => a_distance(about).prop_map(Cadence::Every),
        1 => near.clone().prop_map(Cadence::Once),
        1 => Just(Cadence::Event("an-event".to_owned())),
    ]
    .boxed();
    let several = prop::collection::vec(leaf.clone(), 2..4);
    let once_in = prop::option::of(select(vec![PeriodUnit::Week, PeriodUnit::Month, PeriodUnit::Quarter]));
    let lasts = prop_oneof![a_length().prop_map(Lasts::For), a_length().prop_map(Lasts::Until)].boxed();
    let later = (a_later_leg(), lasts.clone());
    let legs = (a_later_leg(), near, lasts, prop::collection::vec(later, 0..3), a_later_leg()).prop_map(
        |(first, start, lasts, middle, last)| {
            let first =
                Phase { cadence: Cadence::Every(Every { anchor: Anchor::From(start), ..first }), lasts: Some(lasts) };
            let middle = middle.into_iter();
            let middle = middle.map(|(leg, lasts)| Phase { cadence: Cadence::Every(leg), lasts: Some(lasts) });
            let last = Phase { cadence: Cadence::Every(last), lasts: None };
            Cadence::Phases(std::iter::once(first).chain(middle).chain([last]).collect())
        },
    );
    prop_oneof![
        3 => leaf,
        2 => (several.clone(), once_in).prop_map(|(parts, once_in)| Cadence::All(Union { parts, once_in })),
        1 => several.prop_map(Cadence::First),
        2 => legs,
    ]
    .boxed()
}

/// A rhythm whose start the leg before it tells.
fn a_later_leg() -> impl Strategy<Value = Every> {
    let units = select(vec![PeriodUnit::Day, PeriodUnit::WorkingDay, PeriodUnit::Week, PeriodUnit::Month]);
    (1..=7_u32, units, prop::option::of(a_move())).prop_map(|(step, unit, moved)| Every {
        step,
        moved,
        ..Every::plain(unit)
    })
}

fn a_deadline(about: Date) -> impl Strategy<Value = Deadline> {
    let moment = || {
        prop_oneof![
            Just(Moment::Completion),
            Just(Moment::Meeting),
            a_unit().prop_map(Moment::Start),
            a_unit().prop_map(Moment::End),
        ]
    };
    let one = prop_oneof![
        3 => (a_length(), prop::option::of(moment()))
            .prop_map(|(duration, after)| Deadline::Within { duration, after }),
        1 => moment().prop_map(|moment| Deadline::Before { duration: None, moment }),
        3 => (an_ordinal(), a_kind(), a_unit(), any::<bool>())
            .prop_filter("the end of the next working day is another thing", |(_, _, of, next)| {
                !(*next && matches!(of, PeriodUnit::WorkingDay | PeriodUnit::Term))
            })
            .prop_map(|(ordinal, kind, of, next)| Deadline::By { ordinal, kind, of, next }),
        1 => (-400..400_i64).prop_map(move |days| Deadline::On(about + TimeDelta::days(days))),
        1 => (prop::option::of(a_length()), moment()).prop_map(|(after, moment)| Deadline::At { after, moment }),
        1 => Just(Deadline::SameDay),
        1 => Just(Deadline::SameWorkingDay),
    ]
    .boxed();
    let several = prop::collection::vec(one.clone(), 1..4);
    let any_of = prop_oneof![
        3 => one,
        1 => several.clone().prop_map(Deadline::SoonerOf),
        1 => several.prop_map(Deadline::LaterOf),
    ];
    (any_of, prop::bool::weighted(0.2))
        .prop_map(|(one, still)| if still { Deadline::NotMoved(Box::new(one)) } else { one })
}

fn numbered(every: &Every, calendar: &Calendar, from: Date, to: Date) -> Vec<(i64, Date, Date)> {
    let found = occurrences(&Cadence::Every(every.clone()), calendar, from, to);
    found.into_iter().map(|one| (one.ordinal, one.nominal, one.effective)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_a_walk_through_every_day((calendar, every, from, to) in a_case()) {
        let found = numbered(&every, &calendar, from, to).into_iter();
        let found: Vec<(Date, Date)> = found.map(|(_, nominal, effective)| (nominal, effective)).collect();
        prop_assert_eq!(found, naive::dates(&every, &calendar, from, to), "{}", every);
    }

    #[test]
    fn a_day_that_counts_itself_is_counted_by_a_walk(
        (calendar, day) in a_date().prop_flat_map(|day| (a_calendar(day), Just(day))),
        count in 1..40_u32,
        unit in select(vec![DurationUnit::Day, DurationUnit::WorkingDay, DurationUnit::Week]),
    ) {
        let length = Duration::new(count, unit);
        let period = Period { unit: PeriodUnit::Day, label: String::new(), from: day, to: day };
        let at = Situation { nominal: day, period: &period, completion: Some(day), meeting: None, events: &|_| None };
        let found = |deadline| {
            let still = Deadline::NotMoved(Box::new(Deadline::CountingThatDay(Box::new(deadline))));
            due(&still, &at, &calendar, &|_| None).unwrap().date
        };
        let on = found(Deadline::Within { duration: length, after: None });
        prop_assert_eq!(on, naive::counted_from_that_day(&calendar, day, length, false));
        let back = found(Deadline::Before { duration: Some(length), moment: Moment::Completion });
        prop_assert_eq!(back, naive::counted_from_that_day(&calendar, day, length, true));
    }

    #[test]
    fn the_engine_agrees_on_every_form(
        (calendar, cadence, from, to) in a_date().prop_flat_map(|from| (a_calendar(from), a_cadence(from), 0..500_i64)
            .prop_map(move |(calendar, cadence, days)| (calendar, cadence, from, from + TimeDelta::days(days))))
    ) {
        let by_day: Vec<(Date, Date)> =
            naive::compound::all_dates(&cadence, &calendar, from, to).iter().map(|one| (one.nominal, one.effective)).collect();
        let found: Vec<(Date, Date)> =
            occurrences(&cadence, &calendar, from, to).iter().map(|one| (one.nominal, one.effective)).collect();
        prop_assert_eq!(&found, &by_day, "{}", &cadence);
        let days: Vec<(Date, Date)> = dates(&cadence, &calendar, from, to).map(|day| (day.nominal, day.effective)).collect();
        prop_assert_eq!(&days, &found);
        let folded = dates(&cadence, &calendar, from, to).fold(Vec::new(), |mut days, day| {
            days.push((day.nominal, day.effective));
            days
        });
        prop_assert_eq!(folded, found);
    }

    #[test]
    fn no_two_days_are_further_apart_than_a_distance_allows(
        (calendar, every, from) in a_date()
            .prop_flat_map(|from| (a_calendar(from), a_distance(from), Just(from)))
    ) {
        let found = occurrences(&Cadence::Every(every.clone()), &calendar, from, from + TimeDelta::days(1_500));
        for pair in found.windows(2) {
            let (before, after) = (pair[0].effective, pair[1].effective);
            let months = i64::from(after.year() - before.year()) * 12 + i64::from(after.month()) - i64::from(before.month());
            let apart = match every.unit {
                PeriodUnit::Day => (after - before).num_days(),
                PeriodUnit::WorkingDay => calendar.working_days_between(before, after),
                PeriodUnit::Week => ((after - before).num_days() + 6) / 7,
                PeriodUnit::Quarter => (months + 2) / 3,
                PeriodUnit::HalfYear => (months + 5) / 6,
                PeriodUnit::Year => (months + 11) / 12,
                PeriodUnit::Month | PeriodUnit::Term | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear => months,
            };
            prop_assert!(before < after && apart <= i64::from(every.step), "{}: {} and {}", every, before, after);
            // Of months the day counts too, but for a day that a shorter month lacks.
            let short = before.succ_opt().unwrap().day() == 1;
            let whole = months == i64::from(every.step) && every.unit == PeriodUnit::Month;
            prop_assert!(!whole || short || after.day() <= before.day(), "{}: {} and {}", every, before, after);
        }
    }

    #[test]
    fn a_deadline_falls_where_looking_at_every_day_finds_it(
        (calendar, deadline, nominal, completion) in a_date().prop_flat_map(|day| {
            (a_calendar(day), a_deadline(day), Just(day), prop::option::of(0..60_i64))
        }).prop_map(|(calendar, deadline, day, late)| (calendar, deadline, day, late.map(|late| day + TimeDelta::days(late))))
    ) {
        let period = calendar.period_containing(PeriodUnit::Month, nominal).unwrap();
        let at = Situation { nominal, period: &period, completion, meeting: None, events: &|_| None };
        let found = due(&deadline, &at, &calendar, &|_| None).map(|due| due.date);
        prop_assert_eq!(found, naive::compound::due_day(&deadline, &calendar, nominal, completion), "{}", deadline);
    }

    #[test]
    fn a_window_is_cut_without_losing_or_renumbering((calendar, every, from, to) in a_case(), cut in 0..500_i64) {
        let middle = (from + TimeDelta::days(cut)).min(to);
        let mut parts = numbered(&every, &calendar, from, middle);
        parts.extend(numbered(&every, &calendar, middle.succ_opt().unwrap(), to));
        let whole = numbered(&every, &calendar, from, to);
        prop_assert!(whole.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1));
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn the_first_missing_day_is_missing_for_the_naive_walk_too((calendar, every, from, to) in a_case()) {
        let every = Every { short: ShortMonth::Unsaid, ..every };
        if first_missing_day(&Cadence::Every(every.clone()), &calendar, from.year()).is_none() {
            let rounded = Every { short: ShortMonth::LastDay, ..every.clone() };
            prop_assert_eq!(naive::dates(&every, &calendar, from, to), naive::dates(&rounded, &calendar, from, to));
        }
    }

    #[test]
    fn working_days_count_alike_in_both_directions(
        (calendar, from, to) in a_date().prop_flat_map(|from| (a_calendar(from), Just(from), -400..400_i64)
            .prop_map(|(calendar, from, days)| (calendar, from, from + TimeDelta::days(days))))
    ) {
        let count = calendar.working_days_between(from, to);
        let (first, last) = (from.min(to), from.max(to));
        let counted = |day: &Date| *day != from && naive::works(&calendar, *day);
        let walked = first.iter_days().take_while(|day| *day <= last).filter(counted).count();
        prop_assert_eq!(count.unsigned_abs(), walked as u64);
        if naive::works(&calendar, to) {
            prop_assert_eq!(calendar.add_working_days(from, count), Some(to));
        }
    }

    #[test]
    fn every_day_lies_in_one_period_and_periods_follow_each_other(
        (calendar, day) in a_date().prop_flat_map(|day| (a_calendar(day), Just(day))), unit in a_unit()
    ) {
        let Some(period) = calendar.period_containing(unit, day) else {
            prop_assert_eq!(unit, PeriodUnit::Term);
            return Ok(());
        };
        prop_assert!(period.from <= day && day <= period.to);
        let with_gaps = matches!(unit, PeriodUnit::Term | PeriodUnit::WorkingDay);
        if let Some(next) = calendar.period_after(&period).filter(|_| !with_gaps) {
            prop_assert_eq!(period.to.succ_opt(), Some(next.from));
            prop_assert_eq!(calendar.period_before(&next), Some(period));
        }
    }
}
