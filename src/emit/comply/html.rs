//! Whether a framework is kept, as one page: drawings by unit and month, and everything that was answered, to be narrowed.

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::super::escape::plain;
use super::super::page;
use super::super::words::{counted, sentence, stamped};
use super::chart::{Chart, chart, in_words};
use super::{TITLE, escalation_cells, heading, tally};
use crate::model::value::Strength;
use crate::query::{Answer, AnswerRow, Checked, ComplyReport};

const KIND: page::Kind = page::Kind {
    body: include_str!("comply.html"),
    style: include_str!("comply.css"),
    script: include_str!("comply.js"),
};

/// The most answers that say only that something was kept: a page with all of a nation's could not be opened.
const MOST_MET: usize = 2000;
/// What is about no unit.
const NO_UNIT: &str = "No unit";

/// For the screen and the phone: a page that can be narrowed to an answer, a strength, a unit and a rule.
#[must_use]
pub fn comply_html(report: &ComplyReport) -> String {
    let shown = page(report);
    page::page(&KIND, &format!("{TITLE}: {}", shown.framework), &shown)
}

/// What the template shows: every phrase ready, nothing to decide.
#[derive(Serialize)]
struct Page {
    heading: &'static str,
    framework: String,
    days: String,
    tally: String,
    key: Vec<Choice>,
    charts: Vec<Chart>,
    escalations: Vec<[String; 4]>,
    filters: Vec<Filter>,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Filter {
    /// Its name in the address of the page, and in the `data-` attribute of each answer.
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    id: String,
    title: String,
}

/// The answers of one kind.
#[derive(Serialize)]
struct Section {
    answer: &'static str,
    heading: String,
    /// What is left out.
    caution: Option<String>,
    things: Vec<Thing>,
}

#[derive(Serialize)]
struct Thing {
    strength: &'static str,
    unit: String,
    rule: String,
    /// `2017-05-31`
    date: String,
    /// `31 May 2017`
    day: String,
    title: String,
    /// `should`; empty for what must be.
    weaker: &'static str,
    about: String,
    expected: String,
    found: String,
    reason: String,
    evidence: String,
    clauses: String,
}

fn page(report: &ComplyReport) -> Page {
    let units: IndexSet<&str> = report.queries.iter().map(unit).collect();
    Page {
        heading: TITLE,
        framework: plain(&stamped(&report.stamp)),
        days: heading(report),
        tally: tally(report),
        key: Answer::ALL
            .iter()
            .map(|answer| Choice { id: answer.word().to_owned(), title: sentence(in_words(*answer)) })
            .collect(),
        charts: charts(report),
        escalations: report.escalations.iter().map(escalation_cells).collect(),
        filters: filters(report, &units),
        sections: Answer::ALL.iter().map(|answer| section(report, *answer, &units)).collect(),
    }
}

/// A drawing for each unit that something was answered of.
fn charts(report: &ComplyReport) -> Vec<Chart> {
    let mut rows: IndexMap<&str, Vec<&AnswerRow>> = IndexMap::new();
    for (checked, row) in report.answers() {
        rows.entry(unit(checked)).or_default().push(row);
    }
    rows.sort_by(|one, _, other, _| (*one == NO_UNIT, *one).cmp(&(*other == NO_UNIT, *other)));
    rows.into_iter().map(|(unit, rows)| chart(&plain(unit), &rows, (report.from, report.as_of))).collect()
}

fn unit(checked: &Checked) -> &str {
    checked.unit.as_deref().unwrap_or(NO_UNIT)
}

fn filters(report: &ComplyReport, units: &IndexSet<&str>) -> Vec<Filter> {
    let answered = |answer: &&Answer| report.answers().any(|(_, row)| row.answer == **answer);
    let answers = Answer::ALL.iter().filter(answered);
    let answers = answers.map(|answer| Choice { id: answer.word().to_owned(), title: sentence(in_words(*answer)) });
    let strengths: IndexSet<&str> = report.queries.iter().map(|checked| checked.strength.word()).collect();
    let strengths = strengths.into_iter().map(|word| Choice { id: word.to_owned(), title: sentence(word) });
    let named = units.iter().enumerate().map(|(place, unit)| Choice { id: place.to_string(), title: plain(unit) });
    let rules: IndexMap<&str, &str> =
        report.queries.iter().map(|checked| (checked.declaration.as_str(), checked.title.as_str())).collect();
    let rules = rules.into_iter().map(|(id, title)| Choice { id: id.to_owned(), title: plain(title) });
    let filters = [
        Filter { name: "answer", label: "Answer", all: "Every answer", options: answers.collect() },
        Filter { name: "strength", label: "Strength", all: "Every strength", options: strengths.collect() },
        Filter { name: "unit", label: "Unit", all: "Every unit", options: named.collect() },
        Filter { name: "rule", label: "Rule", all: "Every rule", options: rules.collect() },
    ];
    // A choice of one is none.
    filters.into_iter().filter(|filter| filter.options.len() > 1).map(sorted).collect()
}

fn sorted(mut filter: Filter) -> Filter {
    if matches!(filter.name, "unit" | "rule") {
        filter.options.sort_by_cached_key(|choice| choice.title.to_lowercase());
    }
    filter
}

fn section(report: &ComplyReport, answer: Answer, units: &IndexSet<&str>) -> Section {
    let own: Vec<(&Checked, &AnswerRow)> = report.answers().filter(|(_, row)| row.answer == answer).collect();
    let count = own.len();
    let most = if answer == Answer::Met { MOST_MET } else { usize::MAX };
    let mut things: Vec<Thing> = own.into_iter().take(most).map(|(checked, row)| thing(checked, row, units)).collect();
    // What must be kept comes before what should.
    things.sort_by_key(|thing| !thing.weaker.is_empty());
    let left = count.saturating_sub(most);
    let caution =
        (left > 0).then(|| format!("{} more are left out here; the CSV has them.", counted(left, "answer", "answers")));
    Section { answer: answer.word(), heading: format!("{}: {count}", sentence(in_words(answer))), caution, things }
}

fn thing(checked: &Checked, row: &AnswerRow, units: &IndexSet<&str>) -> Thing {
    let about: Vec<String> = [row.period.clone(), row.subject.clone()].into_iter().flatten().collect();
    let evidence = row.evidence.as_ref().map(|evidence| format!("{} {}", evidence.table, evidence.key));
    Thing {
        strength: checked.strength.word(),
        unit: units.get_index_of(unit(checked)).map(|place| place.to_string()).unwrap_or_default(),
        rule: checked.declaration.clone(),
        date: row.due.map(|due| due.to_string()).unwrap_or_default(),
        day: row.due.map(|due| due.format("%-d %b %Y").to_string()).unwrap_or_default(),
        title: plain(&checked.title),
        weaker: if checked.strength == Strength::Must { "" } else { checked.strength.word() },
        about: plain(&about.join(", ")),
        expected: plain(&row.expected),
        found: plain(&row.found),
        reason: plain(row.reason.as_deref().unwrap_or_default()),
        evidence: plain(&evidence.unwrap_or_default()),
        clauses: plain(&checked.clauses.join(", ")),
    }
}
