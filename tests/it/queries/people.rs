//! Rhythms that are each person's own, on made-up people, posts and rows: SQLite answers what a plain evaluator does, which
//! counts each round from the person's own day and knows no lists.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months, Weekday};
use proptest::prelude::*;
use qac::calendar::Date;
use rusqlite::Connection;

use super::random::Choices;
use super::service::{Service, answers};

const FROM: &str = "2027-03-01";
/// A Saturday, on which the round of those who start on the Sunday has begun.
const AS_OF: &str = "2028-03-11";

/// The rules, and how far apart their rounds lie.
const RHYTHMS: [(&str, &str, Step); 12] = [
    ("monthly", "every month for each worker", Step::Months(1)),
    ("quarterly", "every quarter for each worker", Step::Months(3)),
    ("half-yearly", "every half-year for each person-record", Step::Months(6)),
    ("yearly", "every year for each worker", Step::Months(12)),
    ("four-monthly", "every 4 months for each person-record", Step::Months(4)),
    ("three-weekly", "every 3 weeks for each worker", Step::Days(21)),
    ("reviewed", "every 12 months for each worker", Step::Reviewed),
    ("two-yearly", "every 2 years for each worker", Step::Months(24)),
    ("three-yearly", "every 3 years for each person-record", Step::Months(36)),
    ("nine-monthly", "every 9 months for each person-record", Step::Months(9)),
    ("every-eighteen", "every 18 months for each worker", Step::Months(18)),
    ("ten-days", "every 10 days for each person-record", Step::Days(10)),
];

/// Ends of months, and of February in leap years and others, and Sundays: as often as any other day.
const STARTS: [&str; 7] =
    ["2024-02-29", "2023-02-28", "2023-08-31", "2025-12-31", "2026-04-30", "2027-05-30", "2028-03-12"];

#[derive(Clone, Copy)]
enum Step {
    Months(u32),
    Days(u64),
    /// Twelve months, with a review at six.
    Reviewed,
}

impl Step {
    /// The round of that number behind a start.
    fn after(self, start: Date, number: u32) -> Date {
        match self {
            Self::Months(months) => start + Months::new(months * number),
            Self::Days(days) => start + Days::new(days * u64::from(number)),
            Self::Reviewed if number.is_multiple_of(2) => start + Months::new(6 * number),
            Self::Reviewed => {
                let first = start + Months::new(6);
                let review = first + Months::new(6 * (number - 1));
                // The last day of February for all who started on one of the last three days of August.
                if first.month() == 2 && start.day() >= 29 { end_of_month(review) } else { review }
            }
        }
    }
}

/// The same service for all runs, with the SQL of each rule.
struct Asked {
    service: Service,
    questions: Vec<String>,
}

static ASKED: LazyLock<Asked> = LazyLock::new(|| {
    let rule = |(name, rhythm, step): &(&str, &str, Step)| {
        let review = if matches!(step, Step::Reviewed) { ", with a review at 6 months" } else { "" };
        format!(
            "duty {name} \"Talk\" {{ who: head  must: \"talk\"  when: {rhythm} from their started{review}
               shown-in: talk-record.held }}\n"
        )
    };
    let service = Service::of(&RHYTHMS.iter().map(rule).collect::<String>(), (FROM, AS_OF));
    let questions = RHYTHMS.iter().map(|(name, ..)| service.question(name).unwrap()).collect();
    Asked { service, questions }
});

/// Made-up rows.
#[derive(Debug, Default)]
struct Rows {
    /// Who started when, and left.
    people: Vec<(String, Option<Date>, Option<Date>)>,
    /// Who held which post, from when to when.
    posts: Vec<(&'static str, String, Date, Option<Date>)>,
    /// Whom a talk was with, the day it was planned for, and held.
    talks: Vec<(Option<String>, Option<Date>, Option<Date>)>,
}

fn some_day(choices: &mut Choices<'_>, first: Date, days: u32) -> Date {
    first + Days::new((choices.below(256) * 256 + choices.below(256)) as u64 % u64::from(days))
}

fn perhaps(choices: &mut Choices<'_>, first: Date, days: u32) -> Option<Date> {
    (choices.below(4) > 0).then(|| some_day(choices, first, days))
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Rows {
    fn of(choices: &mut Choices<'_>) -> Self {
        let mut rows = Self::default();
        for number in 0..1 + choices.below(3) {
            let who = format!("p{number}");
            let start = match choices.below(3) {
                0 => STARTS[choices.below(STARTS.len())].parse().ok(),
                _ => perhaps(choices, day("2018-01-01"), 3800),
            };
            let left = (choices.below(4) == 0).then(|| some_day(choices, day("2027-01-01"), 500));
            for _ in 0..choices.below(3) {
                let role = if choices.below(5) == 0 { "auditor" } else { "worker" };
                // One post directly behind another of the same person, or with a day between.
                let before = rows.posts.last().filter(|(_, holder, ..)| *holder == who).and_then(|(.., ended)| *ended);
                let began = match (before, start, choices.below(3)) {
                    (Some(before), _, 0) => before + Days::new(1 + choices.below(2) as u64),
                    (_, Some(start), 1) => start,
                    _ => some_day(choices, day("2018-01-01"), 3800),
                };
                let ended = (choices.below(3) == 0).then(|| some_day(choices, day("2027-01-01"), 500));
                rows.posts.push((role, who.clone(), began, ended));
            }
            rows.people.push((who, start, left));
        }
        for _ in 0..choices.below(25) {
            let who = (choices.below(8) > 0).then(|| format!("p{}", choices.below(4)));
            let held = perhaps(choices, day("2026-12-01"), 500);
            let planned = if choices.below(3) == 0 { perhaps(choices, day("2026-12-01"), 500) } else { None };
            rows.talks.push((who, planned, held));
        }
        rows
    }

    fn fill(&self, service: &Service) -> Connection {
        let text = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut people = "person_id,started,left\n".to_owned();
        for (who, started, left) in &self.people {
            people += &format!("{who},{},{}\n", text(started), text(left));
        }
        let mut posts = "holding_id,role,staff_id,began_on,ended_on\n".to_owned();
        for (number, (role, who, began, ended)) in self.posts.iter().enumerate() {
            posts += &format!("h{number},{role},{who},{began},{}\n", text(ended));
        }
        let mut talks = "talk_id,person_id,planned,held\n".to_owned();
        for (number, (who, planned, held)) in self.talks.iter().enumerate() {
            talks += &format!("t{number},{},{},{}\n", who.clone().unwrap_or_default(), text(planned), text(held));
        }
        service.database(&[("person_record", &people), ("qa_role_holding", &posts), ("talk_record", &talks)])
    }

    /// From when to when somebody is asked about.
    fn asked_about(&self, who: &str, left: Option<Date>, by_post: bool) -> Vec<(Option<Date>, Option<Date>)> {
        if !by_post {
            return vec![(None, left)];
        }
        let posts = self.posts.iter().filter(|(role, holder, ..)| *role == "worker" && holder == who);
        let until = |ended: Option<Date>| ended.into_iter().chain(left).min().unwrap_or(Date::MAX);
        let mut held: Vec<(Date, Date)> = posts.map(|(_, _, began, ended)| (*began, until(*ended))).collect();
        held.sort_unstable();
        let mut without_seams: Vec<(Option<Date>, Option<Date>)> = Vec::new();
        for (began, ended) in held {
            match without_seams.last_mut() {
                Some((_, Some(until))) if until.succ_opt().is_none_or(|next| began <= next) => {
                    *until = ended.max(*until)
                }
                _ => without_seams.push((Some(began), Some(ended))),
            }
        }
        without_seams
    }

    /// The answers, in plain Rust.
    fn answers(&self, (_, rhythm, step): &(&str, &str, Step)) -> Vec<String> {
        let (from, as_of) = (day(FROM), day(AS_OF));
        let mut lines = BTreeMap::new();
        for (who, start, left) in &self.people {
            let Some(start) = start.filter(|start| *start <= as_of) else { continue };
            let spans = self.asked_about(who, *left, rhythm.contains("worker"));
            for number in 1..1000 {
                let (before, falls) = (step.after(start, number - 1), step.after(start, number));
                let (opens, due) = (worked(before) + Days::new(1), worked(falls));
                if opens > as_of {
                    break;
                }
                let inside = |(since, until): &(Option<Date>, Option<Date>)| {
                    since.is_none_or(|since| since <= opens.max(start)) && until.is_none_or(|until| until >= due)
                };
                if due >= from && spans.iter().any(inside) {
                    lines.insert((falls, who.clone()), self.judged(who, (opens, due), as_of));
                }
            }
        }
        lines.into_iter().map(|((falls, who), judged)| format!("{falls} | {who} | {judged}")).collect()
    }

    fn judged(&self, who: &str, (opens, due): (Date, Date), as_of: Date) -> String {
        let mut done = Vec::new();
        for (about, planned, held) in &self.talks {
            let Some(held) = held.filter(|held| *held <= as_of) else { continue };
            if about.as_deref() == Some(who) && (opens..=due).contains(&planned.unwrap_or(held)) {
                done.push(held);
            }
        }
        let in_time = done.iter().filter(|held| **held <= due).count();
        let answer = match in_time {
            0 if due >= as_of => "not-yet-due",
            0 => "breach",
            _ => "met",
        };
        let late = done.len() - in_time;
        let late = if late == 0 { String::new() } else { format!(", {late} late") };
        format!("{answer} | {in_time} in time{late} | {due}")
    }
}

fn end_of_month(day: Date) -> Date {
    day.with_day(1).unwrap() + Months::new(1) - Days::new(1)
}

/// The working day that a day is moved back to.
fn worked(day: Date) -> Date {
    match day.weekday() {
        Weekday::Sat => day - Days::new(1),
        Weekday::Sun => day - Days::new(2),
        _ => day,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]
    #[test]
    fn made_up_people_have_the_rounds_of_the_plain_evaluator(choices in prop::collection::vec(any::<u8>(), 0..300)) {
        let rows = Rows::of(&mut Choices::new(&choices));
        let database = rows.fill(&ASKED.service);
        for (rhythm, question) in RHYTHMS.iter().zip(&ASKED.questions) {
            prop_assert_eq!(answers(&database, question), rows.answers(rhythm), "{}: {:?}", rhythm.0, &rows);
        }
    }
}
