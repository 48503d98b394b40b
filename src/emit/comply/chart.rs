//! The answers of a unit, month by month, as the bars of a small drawing.

use chrono::Datelike;
use serde::Serialize;

use super::super::words::month_year;
use crate::calendar::Date;
use crate::query::{Answer, AnswerRow};

/// A drawing of one unit, ready for the template.
#[derive(Serialize)]
pub(super) struct Chart {
    pub(super) unit: String,
    /// What it shows, for those who do not see it.
    pub(super) said: String,
    /// The most answers of a month.
    pub(super) most: usize,
    pub(super) bars: Vec<Bar>,
    pub(super) labels: Vec<Label>,
    /// Answers of no month.
    pub(super) without_month: usize,
}

/// Answers of one kind in one month.
#[derive(Serialize)]
pub(super) struct Bar {
    pub(super) answer: &'static str,
    /// `May 2017: 3 not kept`
    pub(super) said: String,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
}

/// The name of a month under its bar.
#[derive(Serialize)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) x: String,
}

/// The room for bars, in units of the drawing.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 100.0;
/// Labels that fit side by side.
const MOST_LABELS: usize = 12;
/// The order in which answers are stacked, from below.
const STACKED: [Answer; 4] = [Answer::Breach, Answer::CannotEvaluate, Answer::NotYetDue, Answer::Met];

/// The drawing of the answers of a unit. All drawings of a page have the months from `from` to `as_of`, with those before
/// and after in a bar of their own, so that they can be compared.
pub(super) fn chart(unit: &str, rows: &[&AnswerRow], (from, as_of): (Date, Date)) -> Chart {
    let months = months(from, as_of);
    let mut places = vec!["Earlier".to_owned()];
    places.extend(months.iter().copied().map(month_year));
    places.push("Later".to_owned());
    let place = |row: &AnswerRow| month_of(row).map(|month| place_of(month, from, months.len()));
    let mut counts = vec![[0_usize; STACKED.len()]; places.len()];
    let mut without_month = 0;
    for row in rows {
        let count = place(row).and_then(|place| counts.get_mut(place));
        let stacked = STACKED.iter().position(|answer| *answer == row.answer);
        match count.zip(stacked).and_then(|(counts, stacked)| counts.get_mut(stacked)) {
            Some(count) => *count += 1,
            None => without_month += 1,
        }
    }
    // What lies outside has its bar only where there is something.
    let last = places.len().saturating_sub(1);
    let filled = |place: usize, counts: &[usize; STACKED.len()]| {
        (place != 0 && place != last) || counts.iter().sum::<usize>() > 0
    };
    let shown: Vec<(String, [usize; STACKED.len()])> = places
        .into_iter()
        .zip(counts)
        .enumerate()
        .filter(|(place, (_, counts))| filled(*place, counts))
        .map(|(_, pair)| pair)
        .collect();
    let most = shown.iter().map(|(_, counts)| counts.iter().sum()).max().unwrap_or(0);
    Chart {
        unit: unit.to_owned(),
        said: said(rows),
        most,
        bars: bars(&shown, most),
        labels: labels(&shown),
        without_month,
    }
}

fn bars(shown: &[(String, [usize; STACKED.len()])], most: usize) -> Vec<Bar> {
    let step = WIDTH / figure(shown.len().max(1));
    let mut bars = Vec::new();
    for (place, (name, counts)) in shown.iter().enumerate() {
        let mut below = 0_usize;
        for (answer, count) in STACKED.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let height = HEIGHT * figure(*count) / figure(most.max(1));
            let top = HEIGHT - HEIGHT * figure(below + count) / figure(most.max(1));
            below += count;
            bars.push(Bar {
                answer: answer.word(),
                said: format!("{name}: {count} {}", in_words(*answer)),
                x: format!("{:.1}", step * figure(place) + step * 0.12),
                y: format!("{top:.1}"),
                width: format!("{:.1}", step * 0.76),
                height: format!("{height:.1}"),
            });
        }
    }
    bars
}

fn labels(shown: &[(String, [usize; STACKED.len()])]) -> Vec<Label> {
    let step = WIDTH / figure(shown.len().max(1));
    let every = shown.len().div_ceil(MOST_LABELS).max(1);
    let shown = shown.iter().enumerate().step_by(every);
    let label = |(place, (name, _)): (usize, &(String, [usize; STACKED.len()]))| Label {
        text: name.chars().take(3).collect(),
        x: format!("{:.1}", step * (figure(place) + 0.5)),
    };
    shown.map(label).collect()
}

/// What people call an answer.
pub(super) const fn in_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "met",
        Answer::Breach => "not kept",
        Answer::NotYetDue => "not yet due",
        Answer::CannotEvaluate => "cannot be evaluated",
    }
}

fn said(rows: &[&AnswerRow]) -> String {
    let count = |answer: Answer| rows.iter().filter(|row| row.answer == answer).count();
    let counts: Vec<String> = STACKED
        .iter()
        .map(|answer| (count(*answer), in_words(*answer)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    counts.join(", ")
}

/// The first days of the months from one day to another.
fn months(from: Date, to: Date) -> Vec<Date> {
    let first = from.with_day(1).unwrap_or(from);
    let months = (0..).map_while(|count| first.checked_add_months(chrono::Months::new(count)));
    months.take_while(|month| *month <= to).collect()
}

/// Where a month stands: 0 for earlier ones, one more than there are for later ones.
fn place_of(month: Date, from: Date, months: usize) -> usize {
    let distance = (month.year() - from.year()) * 12 + month.month0().cast_signed() - from.month0().cast_signed();
    usize::try_from(distance + 1).unwrap_or(0).min(months + 1)
}

/// The month in which it was due, else that of its period.
fn month_of(row: &AnswerRow) -> Option<Date> {
    let of_period = || row.period.as_deref().and_then(|period| format!("{}-01", period.get(..7)?).parse().ok());
    row.due.or_else(of_period)
}

/// Counts are far below the numbers that a drawing could not tell apart.
fn figure(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(answer: Answer, due: &str) -> AnswerRow {
        AnswerRow { answer, due: due.parse().ok(), ..AnswerRow::cannot_evaluate("") }
    }

    #[test]
    fn months_are_stacked_and_what_lies_outside_stands_apart() {
        let rows = [
            row(Answer::Met, "2017-01-31"),
            row(Answer::Breach, "2017-01-31"),
            row(Answer::NotYetDue, "2017-04-02"),
            row(Answer::CannotEvaluate, ""),
        ];
        let rows: Vec<&AnswerRow> = rows.iter().collect();
        let chart = chart("Early Help", &rows, ("2017-01-15".parse().unwrap(), "2017-03-31".parse().unwrap()));
        let bars: Vec<(&str, &str, &str, &str)> = chart
            .bars
            .iter()
            .map(|bar| (bar.said.as_str(), bar.x.as_str(), bar.y.as_str(), bar.height.as_str()))
            .collect();
        assert_eq!(
            bars,
            [
                ("January 2017: 1 not kept", "9.6", "50.0", "50.0"),
                ("January 2017: 1 met", "9.6", "0.0", "50.0"),
                ("Later: 1 not yet due", "249.6", "50.0", "50.0"),
            ]
        );
        let labels: Vec<&str> = chart.labels.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(labels, ["Jan", "Feb", "Mar", "Lat"]);
        assert_eq!(chart.without_month, 1);
        assert_eq!(chart.said, "1 not kept, 1 cannot be evaluated, 1 not yet due, 1 met");
    }
}
