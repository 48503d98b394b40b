//! Phrases of time, and what each is read as.

use super::super::reader::testing::value;
use super::*;
use crate::calendar::{
    Anchor, Cadence, Count, Date, DayKind, Deadline, Duration, DurationUnit, Every, Individual, Lasts, Moment, Month,
    MonthSet, Move, Ordinal, PeriodUnit, Phase, Place, Quantity, ShortMonth, Union, Weekday,
};

fn when(phrase: &str) -> (Option<Cadence>, Vec<String>) {
    let (read, findings) = value(&format!("when: {phrase}"), cadence);
    (read.map(|read| read.value), findings)
}

fn due(phrase: &str) -> (Option<Deadline>, Vec<String>) {
    let (read, findings) = value(&format!("due: {phrase}"), deadline);
    (read.map(|read| read.value), findings)
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

fn month(number: u8) -> Month {
    Month::new(number).unwrap()
}

fn months(numbers: &[u8]) -> MonthSet {
    MonthSet::of(numbers.iter().map(|number| month(*number)))
}

const fn length(count: u32, unit: DurationUnit) -> Duration {
    Duration { count, unit }
}

const fn each(unit: PeriodUnit) -> Every {
    Every::plain(unit)
}

#[test]
fn rhythms_are_read_as_written() {
    use PeriodUnit::{Month as Monthly, Quarter, Term, Week, Year};
    let last_working_day = Some(Place::Nth(Ordinal::Last(1), DayKind::Working));
    let cases = [
        ("every month", each(Monthly)),
        (
            "every month except April and August on the last working day",
            Every { months: MonthSet::ALL.without(months(&[4, 8])), place: last_working_day, ..each(Monthly) },
        ),
        (
            "every 2 months from January 2017",
            Every { step: 2, anchor: Anchor::FromMonth { year: 2017, month: month(1) }, ..each(Monthly) },
        ),
        ("every other week after the last one", Every { step: 2, anchor: Anchor::Completion, ..each(Week) }),
        (
            "every 2 years from 2 October 2017, open for 3 weeks, not moved",
            Every {
                step: 2,
                anchor: Anchor::From(day(2017, 10, 2)),
                window: Some(length(3, DurationUnit::Week)),
                moved: Some(Move::Stay),
                ..each(Year)
            },
        ),
        (
            "on the last Friday of every term",
            Every { place: Some(Place::Nth(Ordinal::Last(1), DayKind::Weekday(Weekday::Fri))), ..each(Term) },
        ),
        (
            "every week on Friday",
            Every { place: Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(Weekday::Fri))), ..each(Week) },
        ),
        (
            "every month on the 31st, or the last day of a shorter month",
            Every {
                place: Some(Place::Nth(Ordinal::Nth(31), DayKind::Any)),
                short: ShortMonth::LastDay,
                ..each(Monthly)
            },
        ),
        ("on 31 May", Every { place: Some(Place::DayOf { month: month(5), day: 31 }), ..each(Year) }),
        (
            "every financial year in October",
            Every { place: Some(Place::In(month(10))), ..each(PeriodUnit::FinancialYear) },
        ),
        (
            "every year on the first Monday in October",
            Every {
                place: Some(Place::NthIn(Ordinal::Nth(1), DayKind::Weekday(Weekday::Mon), month(10))),
                ..each(Year)
            },
        ),
        ("in April and August", Every { months: months(&[4, 8]), ..each(Monthly) }),
        (
            "every quarter at the start, with 2 weeks either way, moved to the next working day within the month",
            Every {
                place: Some(Place::Start),
                tolerance: Some(length(2, DurationUnit::Week)),
                moved: Some(Move::NextInMonth),
                ..each(Quarter)
            },
        ),
        (
            "every 2 years for each worker from their opened, with a review at 6 months",
            Every {
                step: 2,
                individual: Some(Individual {
                    each: "worker".to_owned(),
                    from: Some("opened".to_owned()),
                    review_at: vec![length(6, DurationUnit::Month)],
                }),
                ..each(Year)
            },
        ),
        (
            "never more than 6 months apart from January 2017",
            Every {
                step: 6,
                anchor: Anchor::FromMonth { year: 2017, month: month(1) },
                moved: Some(Move::Before),
                short: ShortMonth::LastDay,
                distance: true,
                ..each(Monthly)
            },
        ),
    ];
    for (phrase, expected) in cases {
        assert_eq!(when(phrase), (Some(Cadence::Every(expected)), vec![]), "{phrase}");
    }
}

#[test]
fn other_cadences_are_read_as_written() {
    let monthly = || Cadence::Every(each(PeriodUnit::Month));
    let six_weeks = length(6, DurationUnit::Week);
    let cases = [
        (
            "exactly 2 in every term, at least 2 weeks apart",
            Cadence::Count(Count {
                quantity: Quantity { min: Some(2), max: Some(2) },
                every: each(PeriodUnit::Term),
                apart: Some(length(2, DurationUnit::Week)),
            }),
        ),
        ("never more than 6 weeks apart", Cadence::Gap(six_weeks)),
        ("at each closed", Cadence::Event("closed".to_owned())),
        ("within 6 weeks of closed", Cadence::Within { duration: six_weeks, of: Some("closed".to_owned()) }),
        (
            "in December on the first Wednesday",
            Cadence::Every(Every {
                months: months(&[12]),
                place: Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(Weekday::Wed))),
                ..each(PeriodUnit::Month)
            }),
        ),
        (
            "every week on Monday and Friday",
            Cadence::All(Union::of(
                [Weekday::Mon, Weekday::Fri]
                    .map(|day| {
                        let place = Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(day)));
                        Cadence::Every(Every { place, ..each(PeriodUnit::Week) })
                    })
                    .to_vec(),
            )),
        ),
        (
            "every month, and at each closed, once where both fall in one week",
            Cadence::All(Union {
                parts: vec![monthly(), Cadence::Event("closed".to_owned())],
                once_in: Some(PeriodUnit::Week),
            }),
        ),
        ("on 1 September 2017", Cadence::Once(day(2017, 9, 1))),
        ("as required because \"the board decides\"", Cadence::AsRequired { because: "the board decides".to_owned() }),
        (
            "every month, and at each closed",
            Cadence::All(Union::of(vec![monthly(), Cadence::Event("closed".to_owned())])),
        ),
        (
            "every month, or within 6 weeks of closed, whichever comes first",
            Cadence::First(vec![monthly(), Cadence::Within { duration: six_weeks, of: Some("closed".to_owned()) }]),
        ),
        (
            "every week for the first 6 weeks, then within 6 weeks of the last one, then every 2 months",
            Cadence::Phases(vec![
                Phase { cadence: Cadence::Every(each(PeriodUnit::Week)), lasts: Some(Lasts::For(six_weeks)) },
                Phase { cadence: Cadence::Within { duration: six_weeks, of: None }, lasts: None },
                Phase { cadence: Cadence::Every(Every { step: 2, ..each(PeriodUnit::Month) }), lasts: None },
            ]),
        ),
    ];
    for (phrase, expected) in cases {
        assert_eq!(when(phrase), (Some(expected), vec![]), "{phrase}");
    }
}

#[test]
fn rhythms_that_settle_nothing_are_answered() {
    let cases = [
        ("monthly", "vague-cadence `monthly` is written `every month`"),
        ("bi-monthly", "vague-cadence `bi-monthly` is twice a month to some, every two months to others"),
        ("regularly", "vague-cadence nobody can be held to `regularly`: it settles no dates"),
        ("every 2 months", "unanchored-interval `every 2 months` does not say from when it is counted"),
        ("2 in every other year", "unanchored-interval `every other year` does not say from when it is counted"),
        ("within 28 days", "unanchored-interval this does not say from when it is counted"),
        ("every month on Friday", "vague-cadence `on Friday` does not say which Friday of the month"),
        ("on May 2017", "vague-cadence `on May 2017` does not say on which day"),
        (
            "every month, then every year",
            "vague-cadence this does not say how long it goes on before the next rhythm begins",
        ),
        ("every month on 31 May", "wrong-unit a day of one month cannot lie in every month"),
        ("every month on the 32nd", "impossible-figure no month has a 32nd day: it has 31 at most"),
        (
            "every month on the 0th working day",
            "impossible-figure there is no 0th working day: counting starts with the first",
        ),
        ("every 0 months", "impossible-figure `0` here asks for nothing at all"),
        ("on 31 April", "no-such-date `31 April` is not a date"),
        ("at each manager", "wrong-kind `manager` is a role, but an event is meant here"),
        (
            "every month, at least 2 weeks apart",
            "value-not-understood `at least 2 weeks apart` says nothing about this kind of rhythm",
        ),
        (
            "never more than 6 weeks apart from 9 January 2017, except in August",
            "value-not-understood `except in August` says nothing about this kind of rhythm",
        ),
        (
            "never more than 6 months apart from May 2017, or not at all in a shorter month",
            "value-not-understood `or not at all in a shorter month` says nothing about this kind of rhythm",
        ),
    ];
    for (phrase, expected) in cases {
        assert_eq!(when(phrase).1, [expected], "{phrase}");
    }
}

#[test]
fn deadlines_are_read_as_written() {
    let five_days = length(5, DurationUnit::WorkingDay);
    let end_of_month =
        || Deadline::By { ordinal: Ordinal::Last(1), kind: DayKind::Any, of: PeriodUnit::Month, next: false };
    let within = |after| Deadline::Within { duration: five_days, after };
    let counting = |deadline| Deadline::CountingThatDay(Box::new(deadline));
    let cases = [
        ("within 5 working days of completion", within(Some(Moment::Completion))),
        ("within 5 working days after closed", within(Some(Moment::Named("closed".to_owned())))),
        ("within 5 working days of the end of the quarter", within(Some(Moment::End(PeriodUnit::Quarter)))),
        ("within 5 working days", within(None)),
        (
            "at least 5 working days before the meeting",
            Deadline::Before { duration: Some(five_days), moment: Moment::Meeting },
        ),
        ("before completion", Deadline::Before { duration: None, moment: Moment::Completion }),
        ("by the end of the month", end_of_month()),
        (
            "by the second working day of the next month",
            Deadline::By { ordinal: Ordinal::Nth(2), kind: DayKind::Working, of: PeriodUnit::Month, next: true },
        ),
        (
            "by the end of the next working day",
            Deadline::Within { duration: length(1, DurationUnit::WorkingDay), after: None },
        ),
        ("by 31 May", Deadline::OnDay { month: month(5), day: 31 }),
        ("by May 2017", Deadline::On(day(2017, 5, 31))),
        (
            "5 working days after closed",
            Deadline::At { after: Some(five_days), moment: Moment::Named("closed".to_owned()) },
        ),
        ("the day of closed", Deadline::At { after: None, moment: Moment::Named("closed".to_owned()) }),
        ("within 5 working days of completion, counting that day", counting(within(Some(Moment::Completion)))),
        (
            "at least 5 working days before the meeting, counting that day",
            counting(Deadline::Before { duration: Some(five_days), moment: Moment::Meeting }),
        ),
        (
            "5 working days after closed, counting that day, not moved",
            Deadline::NotMoved(Box::new(counting(Deadline::At {
                after: Some(five_days),
                moment: Moment::Named("closed".to_owned()),
            }))),
        ),
        (
            "the sooner of within 5 working days, counting that day, by 31 May and by the end of the month",
            Deadline::SoonerOf(vec![
                counting(within(None)),
                Deadline::OnDay { month: month(5), day: 31 },
                end_of_month(),
            ]),
        ),
        ("in the next month without one", Deadline::NextWithout(PeriodUnit::Month)),
        ("within 5 working days, not moved", Deadline::NotMoved(Box::new(within(None)))),
        (
            "the sooner of within 5 working days, by 31 May and by the end of the month",
            Deadline::SoonerOf(vec![within(None), Deadline::OnDay { month: month(5), day: 31 }, end_of_month()]),
        ),
        ("on the same day", Deadline::SameDay),
        ("on the same working day", Deadline::SameWorkingDay),
        ("immediately", Deadline::Clock("immediately".to_owned())),
        (
            "the sooner of within 5 working days of completion and by the end of the month",
            Deadline::SoonerOf(vec![within(Some(Moment::Completion)), end_of_month()]),
        ),
    ];
    for (phrase, expected) in cases {
        assert_eq!(due(phrase), (Some(expected), vec![]), "{phrase}");
    }
}

#[test]
fn only_what_is_counted_in_days_can_count_its_first() {
    for length in ["2 hours", "1 month", "1 quarter", "1 term", "1 year"] {
        let found = due(&format!("within {length} of completion, counting that day"));
        assert_eq!(found, (None, vec![format!("wrong-unit `{length}` is not counted day by day")]));
    }
}

#[test]
fn a_word_for_haste_needs_a_clock_or_a_better_spelling() {
    assert_eq!(due("promptly"), (None, vec!["word-without-clock nobody has said how long `promptly` is".to_owned()]));
    assert_eq!(due("imediately"), (None, vec!["unknown-name nothing here is called `imediately`".to_owned()]));
}

#[test]
fn days_are_real_and_months_have_two_edges() {
    let read = |phrase: &str, edge| {
        let (read, findings) = value(&format!("date: {phrase}"), |reader, node| date(reader, node, edge));
        (read.map(|read| read.value.to_string()), findings)
    };
    assert_eq!(read("31 May 2017", DateEdge::First), (Some("2017-05-31".to_owned()), vec![]));
    assert_eq!(read("2017-05-31", DateEdge::First), (Some("2017-05-31".to_owned()), vec![]));
    assert_eq!(read("February 2016", DateEdge::First), (Some("2016-02-01".to_owned()), vec![]));
    assert_eq!(read("February 2016", DateEdge::Last), (Some("2016-02-29".to_owned()), vec![]));
    assert_eq!(read("31 April 2017", DateEdge::First).1, ["no-such-date `31 April 2017` is not a date"]);
    assert_eq!(read("2017-13-01", DateEdge::First).1, ["no-such-date `2017-13-01` is not a date"]);
}

#[test]
fn ranges_run_forwards() {
    let read = |phrase: &str| value(&format!("dates: {phrase}"), date_range);
    assert_eq!(read("1 May 2017 to May 2017"), (Some((day(2017, 5, 1), day(2017, 5, 31))), vec![]));
    assert_eq!(read("2 May 2017 to 1 May 2017").1, ["backwards-range this range ends before it starts"]);
}

#[test]
fn numbers_of_things_have_bounds() {
    let read = |phrase: &str| {
        let (read, findings) = value(&format!("how-many: {phrase}"), quantity);
        (read.map(|read| (read.value.min, read.value.max)), findings)
    };
    assert_eq!(read("twice").0, Some((Some(2), Some(2))));
    assert_eq!(read("at least three").0, Some((Some(3), None)));
    assert_eq!(read("at most 1,000").0, Some((None, Some(1000))));
    assert_eq!(read("between 3 and 5").0, Some((Some(3), Some(5))));
    assert_eq!(read("between 5 and 3").1, ["impossible-figure nothing is between 5 and 3: the first is the greater"]);
    assert_eq!(read("0").1, ["impossible-figure `0` here asks for nothing at all"]);
}
