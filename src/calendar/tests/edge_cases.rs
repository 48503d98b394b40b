//! Dates that other engines get wrong.

use super::*;

/// The nominal dates, and behind an arrow the effective one where it differs.
#[track_caller]
fn check(cadence: &Cadence, calendar: &Calendar, from: &str, to: &str, expected: &str) {
    let shown = |one: &Occurrence| {
        if one.nominal == one.effective {
            one.nominal.to_string()
        } else {
            format!("{}>{}", one.nominal, one.effective.format("%m-%d"))
        }
    };
    let found = occurrences(cadence, calendar, date(from), date(to));
    let found: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(found.join(" "), expected, "{cadence}");
}

fn every(step: u32, unit: PeriodUnit) -> Every {
    Every { step, ..Every::plain(unit) }
}

fn from_day(text: &str) -> Anchor {
    Anchor::From(date(text))
}

fn nth(nth: u8, kind: DayKind) -> Option<Place> {
    Some(Place::Nth(Ordinal::Nth(nth), kind))
}

fn last(kind: DayKind) -> Option<Place> {
    Some(Place::Nth(Ordinal::Last(1), kind))
}

const STAY: Option<Move> = Some(Move::Stay);

#[test]
fn the_31st_comes_back_after_a_short_month() {
    let plain = Calendar::default();
    let mut monthly = Every { anchor: from_day("2017-01-31"), moved: STAY, ..every(1, PeriodUnit::Month) };
    monthly.short = ShortMonth::LastDay;
    let by_last_day = Cadence::Every(monthly.clone());
    check(&by_last_day, &plain, "2017-01-01", "2017-05-31", "2017-01-31 2017-02-28 2017-03-31 2017-04-30 2017-05-31");
    monthly.short = ShortMonth::Skip;
    check(&Cadence::Every(monthly.clone()), &plain, "2017-01-01", "2017-05-31", "2017-01-31 2017-03-31 2017-05-31");
    monthly.short = ShortMonth::Unsaid;
    let missing = first_missing_day(&Cadence::Every(monthly), &plain, 2017).unwrap();
    assert_eq!((missing.year, missing.month, missing.to_string()), (2017, month(2), "31 February 2017".to_owned()));
}

#[test]
fn the_29th_of_february_comes_back_in_a_leap_year() {
    let plain = Calendar::default();
    let mut yearly = Every { anchor: from_day("2016-02-29"), moved: STAY, ..every(1, PeriodUnit::Year) };
    yearly.short = ShortMonth::LastDay;
    let expected = "2016-02-29 2017-02-28 2018-02-28 2019-02-28 2020-02-29";
    check(&Cadence::Every(yearly.clone()), &plain, "2016-01-01", "2020-12-31", expected);
    yearly.step = 4;
    check(&Cadence::Every(yearly.clone()), &plain, "2096-01-01", "2104-12-31", "2096-02-29 2100-02-28 2104-02-29");
    yearly.short = ShortMonth::Unsaid;
    let missing = first_missing_day(&Cadence::Every(yearly), &plain, 2016).unwrap();
    assert_eq!(missing.to_string(), "29 February 2100");
}

#[test]
fn days_that_do_not_exist_are_found_and_named() {
    let plain = Calendar::default();
    #[track_caller]
    fn check(calendar: &Calendar, every: Every, expected: Option<&str>) {
        let missing = first_missing_day(&Cadence::Every(every), calendar, 2017);
        assert_eq!(missing.map(|missing| missing.to_string()).as_deref(), expected);
    }
    let yearly = |month_number, day| Every {
        place: Some(Place::DayOf { month: month(month_number), day }),
        ..every(1, PeriodUnit::Year)
    };
    check(&plain, yearly(4, 31), Some("31 April 2017"));
    check(&plain, yearly(2, 29), Some("29 February 2017"));
    check(&plain, yearly(5, 31), None);
    let friday = DayKind::Weekday(Weekday::Fri);
    let monthly = |place| Every { place, ..every(1, PeriodUnit::Month) };
    check(&plain, monthly(nth(5, friday)), Some("fifth Friday of January 2017"));
    check(&plain, monthly(nth(4, friday)), None);
    check(&plain, monthly(nth(30, DayKind::Any)), Some("30 February 2017"));
    check(&plain, monthly(nth(21, DayKind::Working)), Some("21st working day of February 2017"));
    // January, March, May and so on: only months of 31 days until September.
    let odd_months = MonthSet::of([1, 3, 5, 7, 8, 10, 12].map(month));
    check(&plain, Every { months: odd_months, ..monthly(nth(31, DayKind::Any)) }, None);
}

#[test]
fn every_two_months_keeps_its_phase_whatever_is_asked_for() {
    let plain = Calendar::default();
    let place = nth(1, DayKind::Working);
    let anchor = Anchor::FromMonth { year: 2017, month: month(2) };
    let cadence = Cadence::Every(Every { place, anchor, ..every(2, PeriodUnit::Month) });
    check(&cadence, &plain, "2017-01-01", "2017-06-30", "2017-02-01 2017-04-03 2017-06-01");
    check(&cadence, &plain, "2018-03-01", "2018-07-31", "2018-04-02 2018-06-01");
    check(&cadence, &plain, "2010-01-01", "2017-01-31", "");
    let ordinals: Vec<i64> =
        occurrences(&cadence, &plain, date("2018-03-01"), date("2018-07-31")).iter().map(|one| one.ordinal).collect();
    assert_eq!(ordinals, [7, 8]);
}

#[test]
fn a_longer_step_without_an_anchor_has_no_dates() {
    let cadence = Cadence::Every(every(2, PeriodUnit::Month));
    assert!(!is_scheduled(&cadence));
    check(&cadence, &Calendar::default(), "2017-01-01", "2017-12-31", "");
}

#[test]
fn four_weeks_are_not_a_month() {
    let plain = Calendar::default();
    let anchor = || from_day("2017-01-02");
    let weeks = Cadence::Every(Every { anchor: anchor(), ..every(4, PeriodUnit::Week) });
    let months = Cadence::Every(Every { anchor: anchor(), moved: STAY, ..every(1, PeriodUnit::Month) });
    let year = |cadence| occurrences(cadence, &plain, date("2017-01-01"), date("2017-12-31")).len();
    assert_eq!((year(&weeks), year(&months)), (13, 12));
}

#[test]
fn the_rhythm_does_not_move_with_a_meeting() {
    let cadence = Cadence::Every(Every { anchor: from_day("2025-03-31"), ..every(3, PeriodUnit::Week) });
    let expected = "2025-03-31 2025-04-21>04-22 2025-05-12 2025-06-02";
    check(&cadence, &england(), "2025-03-01", "2025-06-15", expected);
    let moved = occurrences(&cadence, &england(), date("2025-04-21"), date("2025-04-21"));
    assert_eq!(moved[0].moved_because.as_deref(), Some("Easter Monday (bank holiday)"));
}

#[test]
fn a_period_without_a_place_ends_on_a_day_that_is_worked_in_it() {
    let months = Cadence::Every(every(1, PeriodUnit::Month));
    check(&months, &england(), "2017-04-01", "2017-07-31", "2017-04-30>04-28 2017-05-31 2017-06-30 2017-07-31");
    let october = Some(Place::In(month(9)));
    let yearly = Cadence::Every(Every { place: october, ..every(1, PeriodUnit::Year) });
    check(&yearly, &england(), "2017-01-01", "2018-12-31", "2017-09-30>09-29 2018-09-30>09-28");
}

#[test]
fn a_quarter_that_starts_on_a_holiday_moves_forwards() {
    let starts = Cadence::Every(Every { place: Some(Place::Start), ..every(1, PeriodUnit::Quarter) });
    let expected = "2017-01-01>01-03 2017-04-01>04-03 2017-07-01>07-03 2017-10-01>10-02";
    check(&starts, &england(), "2017-01-01", "2017-12-31", expected);
    let first = Cadence::Every(Every { place: nth(1, DayKind::Working), ..every(1, PeriodUnit::Quarter) });
    check(&first, &england(), "2017-01-01", "2017-06-30", "2017-01-03 2017-04-03");
}

#[test]
fn christmas_on_a_weekend_takes_the_days_after() {
    let calendar = england();
    assert_eq!(calendar.add_working_days(date("2021-12-24"), 1), Some(date("2021-12-29")));
    assert_eq!(calendar.add_working_days(date("2022-12-23"), 1), Some(date("2022-12-28")));
    assert_eq!(calendar.add_working_days(date("2016-12-28"), -1), Some(date("2016-12-23")));
    assert_eq!(calendar.day_off(date("2021-12-27")).as_deref(), Some("Christmas Day (substitute day) (bank holiday)"));
    assert_eq!(calendar.working_days_between(date("2021-12-24"), date("2021-12-29")), 1);
    assert_eq!(calendar.working_days_between(date("2021-12-29"), date("2021-12-24")), -1);
}

#[test]
fn terms_have_gaps_and_straddle_the_year() {
    let calendar = school();
    let fridays = last(DayKind::Weekday(Weekday::Fri));
    let cadence = Cadence::Every(Every { place: fridays, ..every(1, PeriodUnit::Term) });
    check(&cadence, &calendar, "2017-01-01", "2019-12-31", "2017-12-15 2018-03-23 2018-07-20");
    assert!(calendar.period_containing(PeriodUnit::Term, date("2017-12-25")).is_none());
    let labels = calendar.periods(PeriodUnit::Term, date("2017-12-01"), date("2018-04-01"));
    assert_eq!(labels.map(|period| period.label).collect::<Vec<_>>(), ["autumn-2017", "spring-2018"]);
    check(&cadence, &Calendar::default(), "2017-01-01", "2019-12-31", "");
    let ends = Cadence::Every(every(1, PeriodUnit::Term));
    let mut straddling = calendar.rules().clone();
    straddling.terms = vec![term("winter", "2017-11-01", "2018-02-28")];
    check(&ends, &Calendar::new(straddling), "2018-01-01", "2018-12-31", "2018-02-28");
}

#[test]
fn periods_are_labelled_as_people_name_them() {
    let calendar = school();
    let label = |unit, day: &str| calendar.period_containing(unit, date(day)).map(|period| period.label).unwrap();
    assert_eq!(label(PeriodUnit::Week, "2017-01-01"), "2016-W52");
    assert_eq!(label(PeriodUnit::Month, "2017-05-31"), "2017-05");
    assert_eq!(label(PeriodUnit::Quarter, "2017-05-31"), "2017-Q2");
    assert_eq!(label(PeriodUnit::HalfYear, "2017-07-01"), "2017-H2");
    assert_eq!(label(PeriodUnit::Year, "2017-07-01"), "2017");
    assert_eq!(label(PeriodUnit::FinancialYear, "2018-03-31"), "2017/18");
    assert_eq!(label(PeriodUnit::FinancialYear, "1999-04-01"), "1999/00");
    assert_eq!(label(PeriodUnit::AcademicYear, "2017-08-31"), "2016/17");
    let april = Calendar::new(CalendarRules { quarter_start: month(4), ..CalendarRules::default() });
    let quarter = april.period_containing(PeriodUnit::Quarter, date("2018-02-01")).unwrap();
    assert_eq!((quarter.label.as_str(), quarter.from), ("2017/18-Q4", date("2018-01-01")));
}

#[test]
fn empty_ranges_and_ranges_before_the_anchor_have_nothing() {
    let daily = Cadence::Every(Every { anchor: from_day("2017-01-02"), ..every(1, PeriodUnit::Day) });
    check(&daily, &england(), "2017-02-01", "2017-01-31", "");
    check(&daily, &england(), "1850-01-01", "2017-01-01", "");
    check(&daily, &england(), "1850-01-01", "2017-01-03", "2017-01-02>01-03 2017-01-03");
    let unanchored = Cadence::Every(every(1, PeriodUnit::Month));
    check(&unanchored, &england(), "2017-02-28", "2017-02-27", "");
}

#[test]
fn the_last_years_do_not_panic() {
    let calendar = england();
    let monthly = Cadence::Every(Every { place: last(DayKind::Working), ..every(1, PeriodUnit::Month) });
    check(&monthly, &calendar, "9999-11-01", "9999-12-31", "9999-11-30 9999-12-31");
    let units = [
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
    ];
    for unit in units {
        for anchor in [Anchor::Unsaid, Anchor::From(Date::MAX), from_day("9999-12-31")] {
            for place in [None, Some(Place::Start), nth(2, DayKind::Working), Some(Place::In(month(12)))] {
                let cadence = Cadence::Every(Every { place, anchor: anchor.clone(), ..every(1, unit) });
                for (from, to) in
                    [(Date::MAX, Date::MAX), (Date::MIN, Date::MIN), (date("9999-12-20"), date("9999-12-31"))]
                {
                    occurrences(&cadence, &calendar, from, to);
                }
            }
        }
    }
    let huge = Cadence::Every(Every { anchor: from_day("2017-01-31"), ..every(u32::MAX, PeriodUnit::Year) });
    check(&huge, &calendar, "2017-01-01", "9999-12-31", "2017-01-31");
    assert_eq!(calendar.add(Date::MAX, Duration::new(u32::MAX, DurationUnit::Year)), None);
    assert_eq!(calendar.add_working_days(date("2017-01-03"), i64::MAX), None);
    assert_eq!(calendar.add_working_days(date("2017-01-03"), i64::MIN), None);
}

#[test]
fn a_calendar_that_never_works_moves_nothing() {
    let never = Calendar::new(CalendarRules { week: [false; 7], ..CalendarRules::default() });
    assert_eq!(never.next_working_day(date("2017-01-01")), None);
    assert_eq!(never.adjust(date("2017-01-01"), Move::Nearest), date("2017-01-01"));
}

#[test]
fn dates_move_each_way() {
    let calendar = england();
    let moved = |day: &str, moved| calendar.adjust(date(day), moved).to_string();
    assert_eq!(moved("2017-09-30", Move::Stay), "2017-09-30");
    assert_eq!(moved("2017-09-30", Move::Next), "2017-10-02");
    assert_eq!(moved("2017-09-30", Move::Before), "2017-09-29");
    assert_eq!(moved("2017-09-30", Move::NextInMonth), "2017-09-29");
    assert_eq!(moved("2017-10-01", Move::BeforeInMonth), "2017-10-02");
    assert_eq!(moved("2017-09-30", Move::Nearest), "2017-09-29");
    assert_eq!(moved("2017-10-01", Move::Nearest), "2017-10-02");
    // The Saturday and the Tuesday of Easter 2017 are two days from the Sunday: a tie goes forwards.
    assert_eq!(moved("2017-04-15", Move::Nearest), "2017-04-13");
    assert_eq!(moved("2017-04-16", Move::Nearest), "2017-04-18");
}

#[test]
fn an_open_window_belongs_to_the_days_it_reaches_into() {
    let place = Some(Place::NthIn(Ordinal::Nth(1), DayKind::Weekday(Weekday::Mon), month(10)));
    let window = Some(Duration::new(3, DurationUnit::Week));
    let anchor = Anchor::FromMonth { year: 2017, month: month(1) };
    let survey = Cadence::Every(Every { place, window, anchor, ..every(2, PeriodUnit::Year) });
    check(&survey, &england(), "2017-01-01", "2020-12-31", "2017-10-02 2019-10-07");
    check(&survey, &england(), "2017-10-22", "2017-12-31", "2017-10-02");
    check(&survey, &england(), "2017-10-23", "2017-12-31", "");
    let found = occurrences(&survey, &england(), date("2017-10-22"), date("2017-12-31"));
    assert_eq!(found[0].open_until, Some(date("2017-10-22")));
}

#[test]
fn a_window_of_working_days_has_that_many_of_them() {
    let window = Some(Duration::new(5, DurationUnit::WorkingDay));
    let closing = |start| {
        let once = Cadence::Every(Every { anchor: from_day(start), window, ..every(400, PeriodUnit::Day) });
        occurrences(&once, &england(), date(start), date(start))[0].open_until
    };
    // From a Monday to its Friday; and from the Saturday before it, too.
    assert_eq!(closing("2017-05-08"), Some(date("2017-05-12")));
    assert_eq!(closing("2017-05-06"), Some(date("2017-05-12")));
    // Good Friday and Easter Monday lie between.
    assert_eq!(closing("2017-04-13"), Some(date("2017-04-21")));
}

#[test]
fn phases_follow_each_other() {
    let weekly = Every { anchor: from_day("2017-01-02"), ..every(1, PeriodUnit::Week) };
    let phases = Cadence::Phases(vec![
        Phase { cadence: Cadence::Every(weekly), lasts: Some(Lasts::For(Duration::new(4, DurationUnit::Week))) },
        Phase {
            cadence: Cadence::Every(every(4, PeriodUnit::Week)),
            lasts: Some(Lasts::For(Duration::new(11, DurationUnit::Month))),
        },
        Phase { cadence: Cadence::Every(every(6, PeriodUnit::Week)), lasts: None },
    ]);
    let expected = "2017-01-02 2017-01-09 2017-01-16 2017-01-23 2017-01-30 2017-02-27 2017-03-27";
    check(&phases, &Calendar::default(), "2016-01-01", "2017-04-01", expected);
    check(&phases, &Calendar::default(), "2017-12-05", "2018-03-01", "2017-12-30>01-01 2018-02-10>02-12");
}

#[test]
fn a_sequence_of_single_days_counts_each_from_the_one_before() {
    let within = |count, unit, of: Option<&str>| Cadence::Within {
        duration: Duration::new(count, unit),
        of: of.map(str::to_owned),
    };
    let leg = |cadence| Phase { cadence, lasts: None };
    let reviews = Cadence::Phases(vec![
        leg(within(28, DurationUnit::Day, Some("admission"))),
        leg(within(3, DurationUnit::Month, None)),
        leg(Cadence::Gap(Duration::new(6, DurationUnit::Month))),
    ]);
    assert!(!is_scheduled(&reviews));
    let calendar = Calendar::default();
    let from_admission = counted_from(&reviews, date("2017-01-02"), &calendar);
    check(&from_admission, &calendar, "2017-01-01", "2018-01-31", "2017-01-30 2017-04-30>05-01 2017-11-01");
}

#[test]
fn a_union_gives_a_day_once_and_keeps_its_numbers() {
    let months = MonthSet::of([month(4), month(8)]);
    let in_months = Every { months, moved: STAY, ..every(1, PeriodUnit::Month) };
    let ends = Every { place: last(DayKind::Any), moved: STAY, ..every(1, PeriodUnit::Quarter) };
    let april_again = Every { place: Some(Place::DayOf { month: month(4), day: 30 }), ..every(1, PeriodUnit::Year) };
    let union = Cadence::All(Union::of([in_months, ends, april_again].map(Cadence::Every).to_vec()));
    check(&union, &Calendar::default(), "2017-04-01", "2017-09-30", "2017-04-30 2017-06-30 2017-08-31 2017-09-30");
}

#[test]
fn what_waits_for_an_event_has_no_date_until_it_is_counted_from_one() {
    let calendar = Calendar::default();
    let individual = Individual {
        each: "teacher".to_owned(),
        from: Some("appointment".to_owned()),
        review_at: vec![Duration::new(6, DurationUnit::Month)],
    };
    let yearly = Cadence::Every(Every { individual: Some(individual), moved: STAY, ..every(1, PeriodUnit::Year) });
    check(&yearly, &calendar, "2016-01-01", "2018-12-31", "");
    let of_one = counted_from(&yearly, date("2016-02-29"), &calendar);
    check(&of_one, &calendar, "2016-03-01", "2018-03-31", "2016-08-29 2017-02-28 2017-08-29 2018-02-28");
    assert!(occurrences(&Cadence::Event("case-closed".to_owned()), &calendar, Date::MIN, Date::MAX).is_empty());
}

#[test]
fn counts_and_gaps_are_planned_by_period() {
    let calendar = Calendar::default();
    let quantity = Quantity::at_least(2);
    let count = Cadence::Count(Count { quantity, every: every(1, PeriodUnit::Quarter), apart: None });
    check(&count, &calendar, "2017-01-01", "2017-06-30", "2017-03-31 2017-06-30");
    assert_eq!(occurrences(&count, &calendar, date("2017-01-01"), date("2017-06-30"))[0].quantity, Some(quantity));
    let gap = Cadence::Gap(Duration::new(6, DurationUnit::Month));
    check(&gap, &calendar, "2017-01-01", "2018-12-31", "2017-02-05>02-03 2017-08-03 2018-02-03>02-02 2018-08-02");
}

#[test]
fn easter_in_march_takes_days_of_both_months() {
    // Easter Sunday is 31 March 2024: the quarter ends on a Thursday, and the next begins on a bank holiday.
    let calendar = england();
    let last = Every { place: last(DayKind::Working), ..every(1, PeriodUnit::Month) };
    check(&Cadence::Every(last), &calendar, "2024-03-01", "2024-04-30", "2024-03-28 2024-04-30");
    let first = Every { place: nth(1, DayKind::Working), ..every(1, PeriodUnit::Month) };
    check(&Cadence::Every(first), &calendar, "2024-03-01", "2024-04-30", "2024-03-01 2024-04-02");
    let quarter = Every { place: Some(Place::Start), ..every(1, PeriodUnit::Quarter) };
    check(&Cadence::Every(quarter), &calendar, "2024-04-01", "2024-06-30", "2024-04-01>04-02");
    // The earliest and the latest there is in these years.
    assert_eq!([easter_sunday(2008), easter_sunday(2038)], [Some(date("2008-03-23")), Some(date("2038-04-25"))]);
}

#[test]
fn the_last_year_that_four_digits_write_has_a_calendar() {
    let year = almanac(&england(), 9999);
    let holidays = year.iter().filter(|entry| entry.kind == EntryKind::Holiday);
    assert_eq!(holidays.clone().count(), 8);
    assert!(holidays.into_iter().all(|day| day.proclaimed == Some(false) && england().is_projected(day.date)));
    let quarters: Vec<&str> =
        year.iter().filter(|entry| entry.kind == EntryKind::Quarter).map(|entry| entry.name.as_str()).collect();
    assert_eq!(quarters, ["9999-Q1", "9999-Q2", "9999-Q3", "9999-Q4"]);
    assert_eq!(england().working_days_between(date("9998-12-31"), date("9999-12-31")), 253);
}

#[test]
fn a_term_over_the_turn_of_the_year_is_listed_in_both_years() {
    let terms = vec![Term {
        half_term: Some((date("2017-12-20"), date("2018-01-05"))),
        ..term("winter", "2017-11-01", "2018-02-09")
    }];
    let calendar = Calendar::new(CalendarRules { terms, ..CalendarRules::default() });
    for year in [2017, 2018] {
        let found = almanac(&calendar, year).into_iter().find(|entry| entry.kind == EntryKind::Term).unwrap();
        assert_eq!((found.date, found.until), (date("2017-11-01"), Some(date("2018-02-09"))), "{year}");
        assert_eq!(found.half_term, Some((date("2017-12-20"), date("2018-01-05"))));
    }
    assert!(almanac(&calendar, 2019).iter().all(|entry| entry.kind == EntryKind::Quarter));
}

#[test]
fn a_year_lists_what_its_calendar_has() {
    let shown = |entry: &Entry| format!("{} {:?} {} {:?}", entry.date, entry.kind, entry.name, entry.proclaimed);
    let year = almanac(&school(), 2018);
    let (first, last) = (year.iter().take(5).map(shown).collect::<Vec<_>>(), year.iter().map(shown).next_back());
    assert_eq!(
        first,
        [
            "2017-12-21 Closure Christmas closure None",
            "2018-01-01 Quarter 2018-Q1 None",
            "2018-01-01 Holiday New Year's Day Some(true)",
            "2018-01-03 Term spring-2018 None",
            "2018-03-30 Holiday Good Friday Some(true)",
        ]
    );
    assert_eq!(last.as_deref(), Some("2018-12-26 Holiday Boxing Day Some(true)"));
    assert!(almanac(&england(), 2090).iter().all(|entry| entry.proclaimed != Some(true)));
    assert!(almanac(&england(), i32::MAX).is_empty());
}

#[test]
fn dates_of_two_rhythms_in_one_week_count_once() {
    let on = |day| Every { place: Some(Place::DayOf { month: month(9), day }), ..Every::plain(PeriodUnit::Year) };
    let parts = [on(1), on(4), on(14)].map(Cadence::Every).to_vec();
    let union = Cadence::All(Union { parts, once_in: Some(PeriodUnit::Week) });
    let calendar = Calendar::default();
    let dates = |from: &str| occurrences(&union, &calendar, date(from), date("2026-09-30"));
    let days = |from: &str| dates(from).iter().map(|one| one.nominal.to_string()).collect::<Vec<_>>();
    assert_eq!(days("2026-09-01"), ["2026-09-01", "2026-09-14"]);
    // What is left of a week does not depend on the days asked for.
    assert_eq!(days("2026-09-03"), ["2026-09-14"]);
}

#[test]
fn a_leg_may_last_until_so_long_after_the_start_of_all() {
    let start = Every { anchor: Anchor::From(date("2026-01-05")), ..Every::plain(PeriodUnit::Week) };
    let quarterly = Cadence::Every(Every { step: 13, ..Every::plain(PeriodUnit::Week) });
    let phases = Cadence::Phases(vec![
        Phase { cadence: Cadence::Every(start), lasts: Some(Lasts::For(Duration::new(2, DurationUnit::Week))) },
        Phase { cadence: quarterly, lasts: Some(Lasts::Until(Duration::new(1, DurationUnit::Quarter))) },
        Phase { cadence: Cadence::Every(Every::plain(PeriodUnit::Week)), lasts: None },
    ]);
    let found = occurrences(&phases, &Calendar::default(), date("2026-01-01"), date("2026-04-12"));
    let days: Vec<String> = found.iter().map(|one| one.nominal.to_string()).collect();
    assert_eq!(days, ["2026-01-05", "2026-01-12", "2026-01-19", "2026-04-05", "2026-04-12"]);
}
