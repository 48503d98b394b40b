//! The same dates by qac, by the `rrule` crate and by bare loops over chrono, in turn in one process; what each takes of
//! the processor's time. A crate of its own, so that the crates it compares with are no part of an ordinary build.
//!
//! `cargo bench --bench dates` runs it.

mod rules;

use std::hint::black_box;
use std::time::Duration;

use chrono::{Datelike, Days, NaiveDate};
use qac::calendar::{Cadence, Calendar, CalendarRules, Move, Nation, dates};
use rrule::RRuleSet;
use rules::Rule;

/// How often each is run, in turn; the quickest counts.
const RUNS: usize = 301;
/// How often the slow crate is.
const SLOW_RUNS: usize = 15;
/// How many questions are put to the index.
const QUESTIONS: u64 = 100_000;
/// How many cadences are mixed.
const MIXED: u32 = 10_000;

/// What is compared: some rules over some days.
struct Contest {
    what: &'static str,
    rules: Vec<Rule>,
    from: NaiveDate,
    to: NaiveDate,
}

fn main() {
    let calendar = Calendar::new(CalendarRules { moved: Move::Stay, ..CalendarRules::default() });
    println!(
        "|                                     |  dates | qac ms | rrule ms | and its rules read ms | bare loop ms | rrule / qac | with rules read | rrule / bare loop | qac / bare loop |"
    );
    println!(
        "|-------------------------------------|-------:|-------:|---------:|----------------------:|-------------:|------------:|----------------:|------------------:|----------------:|"
    );
    for contest in contests() {
        compare(&contest, &calendar);
    }
    println!();
    index();
}

fn contests() -> Vec<Contest> {
    let year = |year, (month, day)| NaiveDate::from_ymd_opt(year, month, day).expect("a day of every year");
    let (first, last) = ((1, 1), (12, 31));
    let long = |what, rule| Contest { what, rules: vec![rule], from: year(1900, first), to: year(2899, last) };
    let (from, to) = (year(2026, first), year(2026, last));
    let mixed = (0..MIXED).map(|n| rules::mixed(n, from)).collect();
    vec![
        Contest { what: "10,000 mixed cadences over a year", rules: mixed, from, to },
        long("the 15th of each month, 1,000 years", Rule::Monthly(15)),
        long("second Wednesdays, 1,000 years", Rule::NthWeekday(2, chrono::Weekday::Wed)),
        long("last working days, 1,000 years", Rule::LastWorkingDay),
    ]
}

/// The days by each of the three, which must be the same, and then the times.
fn compare(contest: &Contest, calendar: &Calendar) {
    let Contest { rules, from, to, .. } = contest;
    let cadences: Vec<Cadence> = rules.iter().map(|rule| rules::cadence(*rule)).collect();
    let sets: Vec<RRuleSet> =
        rules.iter().map(|rule| rules::icalendar(*rule, *from).parse().expect("a rule of RFC 5545")).collect();
    for ((rule, cadence), set) in rules.iter().zip(&cadences).zip(&sets) {
        let ours: Vec<NaiveDate> = dates(cadence, calendar, *from, *to).map(|day| day.effective).collect();
        let mut by_hand = Vec::new();
        rules::bare(*rule, *from, *to, |day| by_hand.push(day));
        assert_eq!(ours, by_hand, "{rule:?}");
        assert_eq!(ours, of_set(set, *to).collect::<Vec<_>>(), "{rule:?}");
    }
    let by_qac = || {
        let mut sum = Sum::default();
        for cadence in &cadences {
            dates(cadence, calendar, *from, *to).for_each(|day| sum.take(day.effective));
        }
        sum
    };
    let by_rrule = || {
        let mut sum = Sum::default();
        sets.iter().for_each(|set| of_set(set, *to).for_each(|day| sum.take(day)));
        sum
    };
    let texts: Vec<String> = rules.iter().map(|rule| rules::icalendar(*rule, *from)).collect();
    let read_by_rrule = || {
        let mut sum = Sum::default();
        for text in &texts {
            let set: RRuleSet = text.parse().expect("a rule of RFC 5545");
            of_set(&set, *to).for_each(|day| sum.take(day));
        }
        sum
    };
    let by_hand = || {
        let mut sum = Sum::default();
        rules.iter().for_each(|rule| rules::bare(*rule, *from, *to, |day| sum.take(day)));
        sum
    };
    let (mut qac, mut rrule, mut read, mut bare) = (Duration::MAX, Duration::MAX, Duration::MAX, Duration::MAX);
    for run in 0..RUNS {
        qac = qac.min(timed(&by_qac));
        bare = bare.min(timed(&by_hand));
        if run < SLOW_RUNS {
            rrule = rrule.min(timed(&by_rrule));
            read = read.min(timed(&read_by_rrule));
        }
    }
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "| {:<35} | {:>6} | {:>6.3} | {:>8.1} | {:>21.1} | {:>12.3} | {:>11.0} | {:>15.0} | {:>17.0} | {:>15.2} |",
        contest.what,
        by_qac().dates,
        ms(qac),
        ms(rrule),
        ms(read),
        ms(bare),
        ms(rrule) / ms(qac),
        ms(read) / ms(qac),
        ms(rrule) / ms(bare),
        ms(qac) / ms(bare),
    );
}

/// The working days of a thousand years: how long they take to find out, and then each question about them.
fn index() {
    let rules = CalendarRules { holidays: vec![Nation::EnglandAndWales], ..CalendarRules::default() };
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let (first, last) = (day(1900, 1, 1), day(2899, 12, 31));
    let mut build = Duration::MAX;
    for _ in 0..RUNS {
        let calendar = Calendar::new(rules.clone());
        let before = on_processor();
        black_box(calendar.working_days_between(first, last));
        build = build.min(on_processor() - before);
    }
    println!("working days of 1,000 years, with bank holidays: {:.3} ms", build.as_secs_f64() * 1e3);
    let calendar = Calendar::new(rules);
    let days: Vec<NaiveDate> = (0..QUESTIONS).map(|n| first + Days::new(n * 7_919 % 365_000)).collect();
    let ask = |what: &str, question: &dyn Fn(NaiveDate) -> i64| {
        let mut quickest = Duration::MAX;
        for _ in 0..RUNS {
            let before = on_processor();
            black_box(days.iter().map(|day| question(*day)).sum::<i64>());
            quickest = quickest.min(on_processor() - before);
        }
        println!("{what}: {:.1} ns", quickest.as_nanos() as f64 / QUESTIONS as f64);
    };
    let number = |day: Option<NaiveDate>| day.map_or(0, |day| i64::from(day.ordinal()));
    ask("is it a working day", &|day| i64::from(calendar.is_working_day(day)));
    ask("the next working day", &|day| number(calendar.next_working_day(day)));
    ask("10 working days on", &|day| number(calendar.add_working_days(day, 10)));
    ask("working days since 1900", &|day| calendar.working_days_between(first, day));
}

fn of_set(set: &RRuleSet, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    set.into_iter().map(|time| time.date_naive()).take_while(move |day| *day <= to)
}

/// What is done with the dates: nothing that would take long, and nothing that could be left out.
#[derive(Default)]
struct Sum {
    dates: u64,
    days: i64,
}

impl Sum {
    fn take(&mut self, day: NaiveDate) {
        self.dates += 1;
        self.days += i64::from(day.num_days_from_ce());
    }
}

fn timed(work: &dyn Fn() -> Sum) -> Duration {
    let before = on_processor();
    let sum = black_box(work());
    let time = on_processor() - before;
    assert!(sum.dates > 0 && sum.days > 0);
    time
}

/// Of this process, since it began, to the nanosecond.
fn on_processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
