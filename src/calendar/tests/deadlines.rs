//! Deadlines, each with what is known and what is not.

use super::*;

/// What is due for May 2017, done on the last working day before the bank holiday of 29 May.
#[track_caller]
fn check(deadline: &Deadline, expected: Option<&str>) {
    let calendar = england();
    let period = calendar.period_containing(PeriodUnit::Month, date("2017-05-31")).unwrap();
    let events = |name: &str| (name == "case-closed").then(|| date("2017-05-05"));
    let at = Situation {
        nominal: date("2017-05-31"),
        period: &period,
        completion: Some(date("2017-05-26")),
        meeting: None,
        events: &events,
    };
    let clocks = |word: &str| match word {
        "urgently" => Some(within(1, DurationUnit::WorkingDay, None)),
        "circular" => Some(Deadline::Clock("circular".to_owned())),
        _ => None,
    };
    let found = due(deadline, &at, &calendar, &clocks);
    assert_eq!(found.map(|due| due.date), expected.map(date), "{deadline}");
}

fn within(count: u32, unit: DurationUnit, after: Option<Moment>) -> Deadline {
    Deadline::Within { duration: Duration::new(count, unit), after }
}

fn by(ordinal: Ordinal, kind: DayKind, of: PeriodUnit) -> Deadline {
    Deadline::By { ordinal, kind, of, next: false }
}

fn by_next(ordinal: Ordinal, kind: DayKind, of: PeriodUnit) -> Deadline {
    Deadline::By { ordinal, kind, of, next: true }
}

#[test]
fn lengths_of_time_count_from_their_moment_which_is_day_0() {
    check(&within(1, DurationUnit::WorkingDay, Some(Moment::Completion)), Some("2017-05-30"));
    check(&within(10, DurationUnit::WorkingDay, Some(Moment::End(PeriodUnit::Month))), Some("2017-06-14"));
    check(&within(10, DurationUnit::Day, None), Some("2017-06-12"));
    check(&within(3, DurationUnit::Month, None), Some("2017-08-31"));
    check(&within(1, DurationUnit::Month, None), Some("2017-06-30"));
    check(&within(24, DurationUnit::Hour, Some(Moment::Named("case-closed".to_owned()))), Some("2017-05-06"));
    check(&within(5, DurationUnit::Day, Some(Moment::Named("case-opened".to_owned()))), None);
    check(&within(5, DurationUnit::Day, Some(Moment::Meeting)), None);
}

#[test]
fn days_before_a_moment_move_backwards_only() {
    let before = |count, unit, moment| Deadline::Before { duration: Some(Duration::new(count, unit)), moment };
    check(&before(5, DurationUnit::WorkingDay, Moment::Completion), Some("2017-05-19"));
    check(&before(2, DurationUnit::Day, Moment::End(PeriodUnit::Month)), Some("2017-05-26"));
    check(&Deadline::Before { duration: None, moment: Moment::Completion }, Some("2017-05-25"));
    check(&Deadline::Before { duration: None, moment: Moment::Meeting }, None);
}

#[test]
fn the_day_of_the_moment_may_be_day_1() {
    let counting = |deadline| Deadline::CountingThatDay(Box::new(deadline));
    let worked = || Some(Moment::Completion);
    check(&counting(within(1, DurationUnit::WorkingDay, worked())), Some("2017-05-26"));
    check(&counting(within(5, DurationUnit::WorkingDay, worked())), Some("2017-06-02"));
    check(&counting(within(1, DurationUnit::Day, worked())), Some("2017-05-26"));
    check(&counting(within(1, DurationUnit::Week, worked())), Some("2017-06-01"));
    // 1 May 2017 is a bank holiday: counted or not, the next working day is the first.
    let on_a_day_off = || Some(Moment::Start(PeriodUnit::Month));
    check(&counting(within(1, DurationUnit::WorkingDay, on_a_day_off())), Some("2017-05-02"));
    check(&within(1, DurationUnit::WorkingDay, on_a_day_off()), Some("2017-05-02"));
    let before =
        Deadline::Before { duration: Some(Duration::new(5, DurationUnit::WorkingDay)), moment: Moment::Completion };
    check(&counting(before), Some("2017-05-22"));
    let ten_days = within(10, DurationUnit::Day, None);
    check(&Deadline::NotMoved(Box::new(counting(ten_days))), Some("2017-06-09"));
}

#[test]
fn days_of_a_period_stay_in_it() {
    check(&by(Ordinal::Last(1), DayKind::Working, PeriodUnit::Month), Some("2017-05-31"));
    check(&by_next(Ordinal::Nth(20), DayKind::Working, PeriodUnit::Month), Some("2017-06-28"));
    check(&by(Ordinal::Last(1), DayKind::Any, PeriodUnit::Quarter), Some("2017-06-30"));
    check(&by_next(Ordinal::Last(1), DayKind::Any, PeriodUnit::Quarter), Some("2017-09-29"));
    check(&by_next(Ordinal::Last(1), DayKind::Any, PeriodUnit::WorkingDay), Some("2017-06-01"));
    check(&by(Ordinal::Last(1), DayKind::Any, PeriodUnit::Term), None);
}

#[test]
fn days_of_the_year_come_after_the_period() {
    check(&Deadline::OnDay { month: month(5), day: 31 }, Some("2017-05-31"));
    check(&Deadline::OnDay { month: month(4), day: 1 }, Some("2018-04-03"));
    check(&Deadline::OnDay { month: month(2), day: 29 }, Some("2018-02-28"));
    check(&Deadline::On(date("2017-05-28")), Some("2017-05-30"));
    check(&Deadline::SameDay, Some("2017-05-31"));
    check(&Deadline::SameWorkingDay, Some("2017-05-31"));
}

#[test]
fn clocks_and_races() {
    let known = within(5, DurationUnit::Day, Some(Moment::Completion));
    let unknown = within(1, DurationUnit::Day, Some(Moment::Meeting));
    check(&Deadline::Clock("urgently".to_owned()), Some("2017-06-01"));
    check(&Deadline::Clock("circular".to_owned()), None);
    check(&Deadline::Clock("unheard-of".to_owned()), None);
    check(&Deadline::SoonerOf(vec![known.clone(), unknown.clone()]), Some("2017-05-31"));
    check(&Deadline::SoonerOf(vec![known.clone(), Deadline::SameDay]), Some("2017-05-31"));
    check(&Deadline::LaterOf(vec![known.clone(), unknown]), None);
    check(&Deadline::LaterOf(vec![known, Deadline::Clock("urgently".to_owned())]), Some("2017-06-01"));
}
