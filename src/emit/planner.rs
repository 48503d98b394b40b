//! The schedule as a year planner: one page of HTML for the screen, the phone and the wall.
//!
//! Each year begins with its months at a glance and goes on with what falls due, month by month. Everything can be read
//! without the script, which only narrows what is shown.

mod calendar;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months};
use serde::Serialize;

use super::escape::plain;
use super::page;
use super::words::{
    MARK, amount, clauses, counted, dates, days, destination, month_year, not_proclaimed_yet, sentence, stamped, who,
};
use crate::calendar::Date;
use crate::model::ObligationKind;
use crate::model::value::Strength;
use crate::plan::{Concern, Named, Occurrence, WallPlanner, long_date};
use calendar::{Week, days_off, weeks};

const KIND: page::Kind = page::Kind {
    body: include_str!("planner/planner.html"),
    style: include_str!("planner/planner.css"),
    script: include_str!("planner/planner.js"),
};

/// How many months stand together: those of a year, from whichever month the schedule begins with.
const TOGETHER: usize = 12;

/// For the wall, the screen and the phone: a page that can be narrowed to a role, a unit, a kind of work and a strength.
#[must_use]
pub fn schedule_html(planner: &WallPlanner) -> String {
    let shown = page(planner);
    page::page(&KIND, &format!("{}: {}", shown.heading, shown.framework), &shown)
}

/// What the template shows: every phrase ready, nothing to decide.
#[derive(Serialize)]
struct Page {
    heading: String,
    framework: String,
    /// What it was narrowed to when it was made.
    only: Vec<String>,
    total: String,
    /// What is said of dates that may still move.
    caution: Option<String>,
    kinds: Vec<KindCount>,
    filters: Vec<Filter>,
    weekdays: [&'static str; 7],
    earlier_heading: String,
    /// What began before the first day and is still open.
    earlier: Vec<Thing>,
    years: Vec<Year>,
}

/// A line of the key: a kind of work, and how much there is of it.
#[derive(Serialize)]
struct KindCount {
    word: &'static str,
    count: String,
}

/// One way of narrowing what is shown.
#[derive(Serialize)]
struct Filter {
    /// Its name in the address of the page, and in the `data-` attribute of each thing.
    name: &'static str,
    label: &'static str,
    /// The words for not narrowing.
    all: &'static str,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    title: String,
}

#[derive(Serialize)]
struct Year {
    heading: String,
    months: Vec<Month>,
}

#[derive(Serialize)]
struct Month {
    /// `2017-05`
    id: String,
    /// `May`
    name: String,
    /// `May 2017`
    heading: String,
    weeks: Vec<Week>,
    /// Holidays and closures, in a sentence.
    days_off: String,
    things: Vec<Thing>,
}

/// One thing that falls due.
#[derive(Serialize)]
struct Thing {
    id: String,
    kind: &'static str,
    strength: &'static str,
    /// The ids of those it concerns, with blanks between.
    roles: String,
    units: String,
    /// `2017-05-31`
    date: String,
    /// `Wed 31`, `Tue 4†`
    day: String,
    /// Whether the one before it falls on the same day.
    again: bool,
    title: String,
    /// How much, in phrases.
    amount: Vec<String>,
    /// To whom it goes, in phrases.
    destination: Vec<String>,
    /// Until when it is open and whence it was moved, in phrases.
    dates: Vec<String>,
    who: String,
    clauses: String,
}

fn page(planner: &WallPlanner) -> Page {
    let schedule = &planner.schedule;
    let occurrences = &schedule.occurrences;
    let only = [("", &planner.role), ("the work of ", &planner.unit)];
    let only = only.into_iter().filter_map(|(before, named)| Some(format!("{before}{}", named.as_ref()?.title)));
    let (earlier, within): (Vec<&Occurrence>, Vec<&Occurrence>) =
        occurrences.iter().partition(|one| one.due < schedule.from);
    Page {
        heading: heading(schedule.from, schedule.to),
        framework: plain(&stamped(&schedule.stamp)),
        only: only.map(|only| sentence(&plain(&only))).collect(),
        total: format!(
            "{} from {}.",
            counted(occurrences.len(), "thing falls due", "things fall due"),
            days(schedule.from, schedule.to)
        ),
        caution: schedule.has_projected_dates().then(|| format!("{MARK} {}", not_proclaimed_yet())),
        kinds: kinds(occurrences),
        filters: filters(planner),
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        earlier_heading: format!("Begun before {}, still open", long_date(schedule.from)),
        earlier: things(planner, &earlier, |date| date.format("%-d %b %Y").to_string()),
        years: years(planner, &within),
    }
}

/// `Year planner, 2017`, `Year planner, April 2017 to March 2018`, `Planner, 1 May to 30 June 2017`
fn heading(from: Date, to: Date) -> String {
    let twelve_months = from.day() == 1 && from.checked_add_months(Months::new(12)) == to.succ_opt();
    match (twelve_months, from.month()) {
        (true, 1) => format!("Year planner, {}", from.year()),
        (true, _) => format!("Year planner, {} to {}", month_year(from), month_year(to)),
        (false, _) => format!("Planner, {}", days(from, to)),
    }
}

const KINDS: [ObligationKind; 7] = [
    ObligationKind::Audit,
    ObligationKind::Meeting,
    ObligationKind::Report,
    ObligationKind::Duty,
    ObligationKind::Feedback,
    ObligationKind::Observation,
    ObligationKind::Review,
];

/// The words for one and for several.
const fn kind_words(kind: ObligationKind) -> (&'static str, &'static str) {
    match kind {
        ObligationKind::Audit => ("audit", "audits"),
        ObligationKind::Meeting => ("meeting", "meetings"),
        ObligationKind::Report => ("report", "reports"),
        ObligationKind::Duty => ("duty", "duties"),
        ObligationKind::Feedback => ("round of feedback", "rounds of feedback"),
        ObligationKind::Observation => ("observation", "observations"),
        ObligationKind::Review => ("review", "reviews"),
    }
}

fn kinds(occurrences: &[Occurrence]) -> Vec<KindCount> {
    let count = |kind: ObligationKind| {
        let count = occurrences.iter().filter(|one| one.kind == kind).count();
        let (one, many) = kind_words(kind);
        (count > 0).then(|| KindCount { word: kind.word(), count: counted(count, one, many) })
    };
    KINDS.into_iter().filter_map(count).collect()
}

/// The ways of narrowing that leave something out.
fn filters(planner: &WallPlanner) -> Vec<Filter> {
    let occurrences = &planner.schedule.occurrences;
    let kinds = KINDS.into_iter().filter(|kind| occurrences.iter().any(|one| one.kind == *kind));
    let strengths = [Strength::Must, Strength::Should, Strength::May];
    let strengths = strengths.into_iter().filter(|strength| occurrences.iter().any(|one| one.strength == *strength));
    let word = |word: &str| Choice { id: word.to_owned(), title: sentence(word) };
    let filters = [
        Filter { name: "role", label: "Who", all: "Everyone", options: named(planner, |concern| &concern.parties) },
        Filter { name: "unit", label: "Unit", all: "All units", options: named(planner, |concern| &concern.units) },
        Filter {
            name: "kind",
            label: "Kind",
            all: "All kinds",
            options: kinds.map(|kind| word(kind.word())).collect(),
        },
        Filter {
            name: "strength",
            label: "Strength",
            all: "Must, should and may",
            options: strengths.map(|strength| word(strength.word())).collect(),
        },
    ];
    filters.into_iter().filter(|filter| filter.options.len() > 1).collect()
}

/// Parties or units by their titles; those that share one with their ids.
fn named(planner: &WallPlanner, of: fn(&Concern) -> &Vec<Named>) -> Vec<Choice> {
    let all: BTreeSet<&Named> = planner.concerns.values().flat_map(of).collect();
    let mut titles: BTreeMap<&str, u32> = BTreeMap::new();
    for one in &all {
        *titles.entry(&one.title).or_default() += 1;
    }
    let title = |one: &Named| match titles.get(one.title.as_str()) {
        Some(2..) => format!("{} ({})", one.title, one.id),
        Some(_) | None => one.title.clone(),
    };
    let choice = |one: &&Named| Choice { id: one.id.clone(), title: sentence(&plain(&title(one))) };
    let mut choices: Vec<Choice> = all.iter().map(choice).collect();
    choices.sort_by_cached_key(|choice| choice.title.to_lowercase());
    choices
}

/// Twelve months together, from the month of the first day to that of the last.
fn years(planner: &WallPlanner, occurrences: &[&Occurrence]) -> Vec<Year> {
    let (from, to) = (planner.schedule.from, planner.schedule.to);
    let first = from.with_day(1).unwrap_or(from);
    let months = (0..).map_while(|count| first.checked_add_months(Months::new(count)));
    let months: Vec<Date> = months.take_while(|month| *month <= to).collect();
    let mut rest = occurrences;
    let year = |firsts: &[Date]| Year {
        heading: year_heading(firsts),
        months: firsts
            .iter()
            .map(|first| {
                let own = rest.iter().take_while(|one| in_month(one.due, *first)).count();
                let (own, others) = rest.split_at_checked(own).unwrap_or_default();
                rest = others;
                month(planner, *first, own)
            })
            .collect(),
    };
    months.chunks(TOGETHER).map(year).collect()
}

fn in_month(date: Date, first: Date) -> bool {
    (date.year(), date.month()) == (first.year(), first.month())
}

/// `2017`, `April 2017 to March 2018`, `May 2017`
fn year_heading(firsts: &[Date]) -> String {
    match firsts {
        [] => String::new(),
        [only] => month_year(*only),
        [first, .., last] if first.year() == last.year() => {
            if firsts.len() == TOGETHER {
                first.year().to_string()
            } else {
                format!("{} to {}", first.format("%B"), month_year(*last))
            }
        }
        [first, .., last] => format!("{} to {}", month_year(*first), month_year(*last)),
    }
}

fn month(planner: &WallPlanner, first: Date, occurrences: &[&Occurrence]) -> Month {
    let off: Vec<_> = planner.days_off.iter().filter(|off| in_month(off.date, first)).collect();
    Month {
        id: first.format("%Y-%m").to_string(),
        name: first.format("%B").to_string(),
        heading: month_year(first),
        weeks: weeks(&planner.schedule, first, &off, occurrences),
        days_off: days_off(&off),
        things: things(planner, occurrences, |date| date.format("%a %-d").to_string()),
    }
}

/// The things in their order, the day written by `day`.
fn things(planner: &WallPlanner, occurrences: &[&Occurrence], day: fn(Date) -> String) -> Vec<Thing> {
    let before = std::iter::once(None).chain(occurrences.iter().map(|one| Some(one.due)));
    let pairs = occurrences.iter().zip(before);
    pairs.map(|(one, before)| Thing { again: before == Some(one.due), ..thing(planner, one, day(one.due)) }).collect()
}

fn thing(planner: &WallPlanner, one: &Occurrence, day: String) -> Thing {
    let concern = planner.concerns.get(&one.obligation);
    let ids = |named: &Vec<Named>| named.iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(" ");
    Thing {
        id: plain(&one.id),
        kind: one.kind.word(),
        strength: one.strength.word(),
        roles: concern.map(|concern| ids(&concern.parties)).unwrap_or_default(),
        units: concern.map(|concern| ids(&concern.units)).unwrap_or_default(),
        date: one.due.to_string(),
        day: if one.projected { format!("{day}{MARK}") } else { day },
        again: false,
        title: plain(&one.title),
        amount: phrases(amount(one)),
        destination: phrases(destination(one)),
        dates: phrases(dates(one)),
        who: sentence(&plain(&who(&one.bearers, one.join))),
        clauses: plain(&clauses(&one.clauses)),
    }
}

fn phrases(phrases: Vec<String>) -> Vec<String> {
    phrases.iter().map(|phrase| plain(phrase)).collect()
}
