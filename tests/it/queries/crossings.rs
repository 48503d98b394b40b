//! Bounds on measures, on made-up rows: SQLite finds the crossings, and who was told of each in time, that a plain evaluator
//! finds.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, Days, Months};
use proptest::prelude::*;
use qac::calendar::Date;
use rusqlite::Connection;

use super::random::Choices;
use super::service::{Service, answers};

const FROM: &str = "2026-02-01";
const AS_OF: &str = "2026-06-17";

/// The bounds that are watched: what is measured, how, and for how many months running.
const WATCHED: [(&str, &str, &str); 8] = [
    ("short", "share of audit-record with (done is not empty) where rule is files, by month and team", "below 60%"),
    (
        "short-twice",
        "share of audit-record with (result is weak), by month and team",
        "at least 50% in 2 months running",
    ),
    ("none", "count of audit-record where result is weak, by month and team", "exactly 0 in 3 months running"),
    ("many", "count of audit-record where rule is files and done is empty, by month", "above 2 in 2 months running"),
    ("middle", "median of score over audit-record, by month", "above 3"),
    ("ninth", "90th percentile of score over audit-record where rule is files, by month and team", "at most 4"),
    ("slow", "highest of working days from opened to closed over case-record, by month", "above 15 working days"),
    ("mean", "average of score over audit-record, by month and team", "at least 2.5 in 2 months running"),
];

struct Asked {
    service: Service,
    questions: Vec<String>,
}

static ASKED: LazyLock<Asked> = LazyLock::new(|| {
    let rule = |(name, value, bound): &(&str, &str, &str)| {
        format!(
            "measure of-{name} \"Figure\" {{ value: {value} }}
             threshold {name} \"Bound\" {{ measure: of-{name}  bound: {bound}  tell: head and worker
               within: within 7 days of the end of the month, not moved }}\n"
        )
    };
    let service = Service::of(&WATCHED.iter().map(rule).collect::<String>(), (FROM, AS_OF));
    let questions = WATCHED.iter().map(|(name, ..)| service.question(&format!("{name}/tell")).unwrap()).collect();
    Asked { service, questions }
});

#[derive(Debug)]
struct Audit {
    files: bool,
    team: Option<&'static str>,
    due: Option<Date>,
    done: Option<Date>,
    weak: bool,
    score: Option<u8>,
}

#[derive(Debug)]
struct Notice {
    rule: String,
    period: Option<Date>,
    about: Option<&'static str>,
    to: &'static str,
    sent: Option<Date>,
}

#[derive(Debug, Default)]
struct Rows {
    /// When each case was opened and closed.
    cases: Vec<(Option<Date>, Option<Date>)>,
    audits: Vec<Audit>,
    notices: Vec<Notice>,
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn perhaps(choices: &mut Choices<'_>) -> Option<Date> {
    // From November to July, so that some lie before and behind what is looked at.
    (choices.below(4) > 0).then(|| day("2025-11-01") + Days::new(choices.below(250) as u64))
}

fn group(choices: &mut Choices<'_>) -> Option<&'static str> {
    [Some("east"), Some("west"), None][choices.below(3)]
}

impl Rows {
    fn of(choices: &mut Choices<'_>) -> Self {
        let mut rows = Self::default();
        for _ in 0..choices.below(40) {
            let due = perhaps(choices);
            let done = match (due, choices.below(2)) {
                (Some(due), 0) => Some(due + Days::new(choices.below(20) as u64)),
                _ => perhaps(choices),
            };
            rows.audits.push(Audit {
                files: choices.below(4) > 0,
                team: group(choices),
                due,
                done,
                weak: choices.below(2) == 0,
                score: (choices.below(4) > 0).then(|| choices.below(7) as u8),
            });
        }
        for _ in 0..choices.below(10) {
            let opened = perhaps(choices).map(|day| day - Days::new(choices.below(200) as u64));
            rows.cases.push((opened, perhaps(choices)));
        }
        for _ in 0..choices.below(20) {
            let (name, ..) = WATCHED[choices.below(WATCHED.len())];
            rows.notices.push(Notice {
                rule: format!("{name}/tell"),
                period: if choices.below(2) == 0 { perhaps(choices) } else { None },
                about: group(choices),
                to: ["head", "worker"][choices.below(2)],
                sent: perhaps(choices),
            });
        }
        rows
    }

    fn fill(&self, service: &Service) -> Connection {
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let mut audits = "audit_id,rule,team,due,done,result,score\n".to_owned();
        for (number, one) in self.audits.iter().enumerate() {
            let (rule, team) = (if one.files { "files" } else { "other" }, one.team.unwrap_or_default());
            let score = one.score.map(|score| score.to_string()).unwrap_or_default();
            let result = if one.weak { "weak" } else { "" };
            audits += &format!("a{number},{rule},{team},{},{},{result},{score}\n", text(one.due), text(one.done));
        }
        let mut notices = "notice_id,rule,period_on,about_id,recipient,sent_on\n".to_owned();
        for (number, one) in self.notices.iter().enumerate() {
            let (rule, about, to) = (&one.rule, one.about.unwrap_or_default(), one.to);
            notices += &format!("n{number:03},{rule},{},{about},{to},{}\n", text(one.period), text(one.sent));
        }
        let mut cases = "case_id,opened,closed\n".to_owned();
        for (number, (opened, closed)) in self.cases.iter().enumerate() {
            cases += &format!("c{number},{},{}\n", text(*opened), text(*closed));
        }
        service.database(&[("audit_record", &audits), ("qa_notice", &notices), ("case_record", &cases)])
    }

    /// The figure of a measure in a month and group; none where no row gives one.
    fn figure(&self, name: &str, (first, last): (Date, Date), group: Option<Option<&str>>) -> Option<f64> {
        let of_month = |audit: &&Audit| {
            let day = audit.due.or(audit.done);
            day.is_some_and(|day| first <= day && day <= last) && group.is_none_or(|group| audit.team == group)
        };
        let rows: Vec<&Audit> = self.audits.iter().filter(of_month).collect();
        let done_by_then = |audit: &&&Audit| audit.done.is_some_and(|done| done <= last);
        let share = |rows: &[&Audit], with: usize| (!rows.is_empty()).then(|| 100.0 * with as f64 / rows.len() as f64);
        let files: Vec<&Audit> = rows.iter().copied().filter(|audit| audit.files).collect();
        let scores = |rows: &[&Audit]| {
            let mut scores: Vec<f64> = rows.iter().filter_map(|audit| audit.score).map(f64::from).collect();
            scores.sort_by(f64::total_cmp);
            scores
        };
        match name {
            "slow" => {
                let closed = self.cases.iter().filter_map(|(opened, closed)| opened.zip(*closed));
                let of_month = closed.filter(|(_, closed)| first <= *closed && *closed <= last);
                of_month.map(|(opened, closed)| worked(opened, closed)).reduce(f64::max)
            }
            "short" => share(&files, files.iter().filter(done_by_then).count()),
            "short-twice" => share(&rows, rows.iter().filter(|audit| audit.weak).count()),
            "none" => Some(rows.iter().filter(|audit| audit.weak).count() as f64),
            "many" => Some(files.iter().filter(|audit| !done_by_then(audit)).count() as f64),
            "middle" => {
                let scores = scores(&rows);
                let half = scores.len() / 2;
                match scores.len() {
                    0 => None,
                    odd if odd % 2 == 1 => Some(scores[half]),
                    _ => Some((scores[half - 1] + scores[half]) / 2.0),
                }
            }
            "ninth" => {
                let scores = scores(&files);
                let enough = |value: &f64| {
                    let not_above = scores.iter().filter(|other| *other <= value).count();
                    not_above * 100 >= scores.len() * 90
                };
                scores.iter().copied().find(enough)
            }
            _ => {
                let scores = scores(&rows);
                (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
            }
        }
    }

    /// The answers, in plain Rust.
    fn answers(&self, (name, value, bound): &(&str, &str, &str)) -> Vec<String> {
        let words: Vec<&str> = bound.split(' ').collect();
        let place = words.iter().position(|word| word.starts_with(|letter: char| letter.is_ascii_digit())).unwrap();
        let limit: f64 = words[place].trim_end_matches('%').parse().unwrap();
        let running: u32 = words.iter().skip(place + 1).find_map(|count| count.parse().ok()).unwrap_or(1);
        let crosses = |figure: f64| match words[..place].join(" ").as_str() {
            "below" => figure < limit,
            "above" => figure > limit,
            "at least" => figure >= limit,
            "at most" => figure <= limit,
            _ => figure == limit,
        };
        let by_team = value.contains("team");
        let groups: Vec<Option<Option<&str>>> = if by_team {
            // Of a share or a middle value, a group without a row has no figure; a count of nought needs a row of its team.
            let known = self.audits.iter().filter(|audit| self.is_looked_at(audit, running));
            known.map(|audit| audit.team).collect::<BTreeSet<_>>().into_iter().map(Some).collect()
        } else {
            vec![None]
        };
        let mut lines = Vec::new();
        for group in groups {
            for first in months(day(FROM), day(AS_OF)) {
                let crossed = (0..running).all(|back| {
                    let first = first - Months::new(back);
                    self.figure(name, (first, last_of(first)), group).is_some_and(crosses)
                });
                if crossed {
                    let team = group.map(Option::unwrap_or_default);
                    lines.extend(["head", "worker"].map(|to| self.told(name, (first, last_of(first)), team, to)));
                }
            }
        }
        lines.sort();
        lines
    }

    /// Whether an audit lies in a month that is looked at.
    fn is_looked_at(&self, audit: &Audit, running: u32) -> bool {
        let first = day(FROM) - Months::new(running - 1);
        let last = months(day(FROM), day(AS_OF)).into_iter().map(last_of).max().unwrap();
        audit.due.or(audit.done).is_some_and(|day| first <= day && day <= last)
    }

    fn told(&self, name: &str, (first, last): (Date, Date), team: Option<&str>, to: &str) -> String {
        let as_of = day(AS_OF);
        let next = last_of(last + Days::new(1));
        let until = if next <= as_of { next - Days::new(1) } else { as_of };
        let about = |notice: &&Notice| {
            let Some(sent) = notice.sent.filter(|sent| *sent <= as_of) else { return false };
            let own = notice.rule == format!("{name}/tell") && notice.to == to;
            let of_group = team.is_none_or(|team| notice.about.unwrap_or_default() == team);
            let of_month = match notice.period {
                Some(period) => first <= period && period <= last,
                None => last <= sent && sent <= until,
            };
            own && of_group && of_month
        };
        let sent = self.notices.iter().filter(about).filter_map(|notice| notice.sent).min();
        let due = last + Days::new(7);
        let (answer, found) = match sent {
            Some(sent) if sent <= due => ("met", format!("done on {sent}")),
            Some(sent) => ("breach", format!("done late, on {sent}")),
            None if due >= as_of => ("not-yet-due", "not done".to_owned()),
            None => ("breach", "not done".to_owned()),
        };
        let subject = team.map_or_else(|| to.to_owned(), |team| format!("{team}: {to}"));
        format!("{} | {subject} | {answer} | {found} | {due}", first.format("%Y-%m"))
    }
}

/// The days worked after the first day up to and with the other; less than none where that is earlier.
fn worked(from: Date, to: Date) -> f64 {
    let is_worked = |day: &Date| {
        let closed = (self::day("2025-08-04")..=self::day("2025-08-08")).contains(day);
        day.weekday().num_days_from_monday() < 5 && !closed
    };
    if to >= from {
        return from.iter_days().skip(1).take_while(|day| *day <= to).filter(is_worked).count() as f64;
    }
    -(to.iter_days().take_while(|day| *day < from).filter(is_worked).count() as f64)
}

/// The months that are over, by their first days.
fn months(from: Date, as_of: Date) -> Vec<Date> {
    let firsts = (0..).map(|number| from.with_day(1).unwrap() + Months::new(number));
    firsts.take_while(|first| last_of(*first) <= as_of).collect()
}

fn last_of(day: Date) -> Date {
    day.with_day(1).unwrap() + Months::new(1) - Days::new(1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn made_up_rows_cross_the_bounds_that_the_plain_evaluator_finds(choices in prop::collection::vec(any::<u8>(), 0..500)) {
        let rows = Rows::of(&mut Choices::new(&choices));
        let database = rows.fill(&ASKED.service);
        for (watched, question) in WATCHED.iter().zip(&ASKED.questions) {
            prop_assert_eq!(answers(&database, question), rows.answers(watched), "{}: {:?}", watched.0, &rows);
        }
    }
}
