//! Whether a framework is kept, as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Header, day, header};
use crate::query::{AnswerRow, Checked, ComplyReport, Owed, Summary};

/// What every compliance query answered.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac comply")]
pub(in crate::emit) struct ComplyShape {
    #[serde(flatten)]
    header: Header,
    /// The first day that was looked at.
    from: Day,
    /// The last day, whose state is told.
    as_of: Day,
    /// In the order of the framework; of one query by period and subject.
    results: Vec<ResultShape>,
    /// Who has now to be told, by the day they are told.
    escalations: Vec<OwedShape>,
    /// How many answers there are of each kind.
    summary: SummaryShape,
}

/// One answer.
#[derive(Debug, Serialize, JsonSchema)]
struct ResultShape {
    /// The name of the query.
    query: String,
    /// The id of the declaration.
    declaration: String,
    /// The id of the obligation: the declaration's, or with its part.
    obligation: String,
    /// Its title.
    title: String,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// `must`, `should` or `may`.
    strength: &'static str,
    /// The title of the unit it is about.
    unit: Option<String>,
    /// The period, as `2017-05`.
    period: Option<String>,
    /// Whom or what it is about.
    subject: Option<String>,
    /// `met`, `breach`, `not-yet-due` or `cannot-evaluate`.
    answer: &'static str,
    /// What the rule asks, in words.
    expected: String,
    /// What the data hold, in words.
    found: String,
    /// Why it cannot be evaluated, or what else there is to say.
    reason: Option<String>,
    /// The rows it rests on.
    evidence: Vec<EvidenceShape>,
    /// The last day for it.
    due: Option<Day>,
}

/// A row of the data.
#[derive(Debug, Serialize, JsonSchema)]
struct EvidenceShape {
    /// Its table.
    table: String,
    /// Its key.
    key: String,
}

/// Somebody who has now to be told.
#[derive(Debug, Serialize, JsonSchema)]
struct OwedShape {
    /// The id of the ladder or threshold.
    escalation: String,
    /// Its title.
    title: String,
    /// The title of the level; null for a threshold.
    level: Option<String>,
    /// What set it off.
    trigger: String,
    /// The ids of those who are told.
    notify: Vec<String>,
    /// Their titles, in the same order.
    notify_titles: Vec<String>,
    /// The last day for it.
    by: Option<Day>,
}

/// How many answers there are of each kind.
#[derive(Debug, Serialize, JsonSchema)]
struct SummaryShape {
    /// Kept.
    met: usize,
    /// Not kept, however strongly the rule binds.
    breach: usize,
    /// Those among them whose rule says `must`.
    breach_of_must: usize,
    /// Not kept yet, with time left.
    not_yet_due: usize,
    /// Not to be told from the data.
    cannot_evaluate: usize,
}

pub(in crate::emit) fn comply(report: &ComplyReport) -> ComplyShape {
    ComplyShape {
        header: header(&report.stamp),
        from: day(report.from),
        as_of: day(report.as_of),
        results: report.answers().map(|(checked, row)| result(checked, row)).collect(),
        escalations: report.escalations.iter().map(owed).collect(),
        summary: summary(report.summary()),
    }
}

fn result(checked: &Checked, row: &AnswerRow) -> ResultShape {
    let evidence = row.evidence.iter().map(|row| EvidenceShape { table: row.table.clone(), key: row.key.clone() });
    ResultShape {
        query: checked.query.clone(),
        declaration: checked.declaration.clone(),
        obligation: checked.obligation.clone(),
        title: checked.title.clone(),
        clauses: checked.clauses.clone(),
        strength: checked.strength.word(),
        unit: checked.unit.clone(),
        period: row.period.clone(),
        subject: row.subject.clone(),
        answer: row.answer.word(),
        expected: row.expected.clone(),
        found: row.found.clone(),
        reason: row.reason.clone(),
        evidence: evidence.collect(),
        due: row.due.map(day),
    }
}

fn owed(owed: &Owed) -> OwedShape {
    OwedShape {
        escalation: owed.escalation.clone(),
        title: owed.title.clone(),
        level: owed.level.clone(),
        trigger: owed.trigger.clone(),
        notify: owed.notify.clone(),
        notify_titles: owed.notify_titles.clone(),
        by: owed.by.map(day),
    }
}

const fn summary(summary: Summary) -> SummaryShape {
    SummaryShape {
        met: summary.met,
        breach: summary.breach + summary.lesser_breach,
        breach_of_must: summary.breach,
        not_yet_due: summary.not_yet_due,
        cannot_evaluate: summary.cannot_evaluate,
    }
}
