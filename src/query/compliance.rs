//! Whether a framework is kept: every query with its answers, and who has now to be told.

use super::answer::{Answer, AnswerRow};
use super::derive::Escalates;
use crate::calendar::Date;
use crate::model::value::Strength;
use crate::model::{Construct, DeclId, Model, climb};
use crate::plan::Stamp;

/// What all queries answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplyReport {
    /// Whose it is.
    pub stamp: Stamp,
    /// The first day that was looked at.
    pub from: Date,
    /// The last, and the day whose state is told.
    pub as_of: Date,
    /// Each query, in the order of the framework.
    pub queries: Vec<Checked>,
    /// Who has now to be told, by the day they are told.
    pub escalations: Vec<Owed>,
}

/// One query and its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The name of the query.
    pub query: String,
    /// The id of the declaration.
    pub declaration: String,
    /// The id of the obligation.
    pub obligation: String,
    /// The title people know it by.
    pub title: String,
    /// The clauses it comes from.
    pub clauses: Vec<String>,
    /// How strongly it binds.
    pub strength: Strength,
    /// The title of the unit whose work it is about.
    pub unit: Option<String>,
    /// Who has to be told of a row that is not met.
    pub escalates: Option<Escalates>,
    /// Its answers, [`super::sorted`].
    pub rows: Vec<AnswerRow>,
}

/// Somebody has to be told something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    /// The last day for it; `None` where the framework gives none.
    pub by: Option<Date>,
    /// The id of the ladder or the threshold.
    pub escalation: String,
    /// Its title.
    pub title: String,
    /// The title of the level; `None` for a threshold.
    pub level: Option<String>,
    /// What set it off, in words.
    pub trigger: String,
    /// Who is told, by id.
    pub notify: Vec<String>,
    /// Their titles, in the same order.
    pub notify_titles: Vec<String>,
}

/// How many answers there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Kept.
    pub met: usize,
    /// Not kept, of rules that bind with `must`.
    pub breach: usize,
    /// Not kept, of rules that say `should` or `may`.
    pub lesser_breach: usize,
    /// Not kept yet, with time left.
    pub not_yet_due: usize,
    /// Not to be told from the data.
    pub cannot_evaluate: usize,
}

impl ComplyReport {
    /// Every answer with its query.
    pub fn answers(&self) -> impl Iterator<Item = (&Checked, &AnswerRow)> {
        self.queries.iter().flat_map(|checked| checked.rows.iter().map(move |row| (checked, row)))
    }

    /// How many answers there are of each kind.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        for (checked, row) in self.answers() {
            let count = match (row.answer, checked.strength) {
                (Answer::Met, _) => &mut summary.met,
                (Answer::Breach, Strength::Must) => &mut summary.breach,
                (Answer::Breach, Strength::Should | Strength::May) => &mut summary.lesser_breach,
                (Answer::NotYetDue, _) => &mut summary.not_yet_due,
                (Answer::CannotEvaluate, _) => &mut summary.cannot_evaluate,
            };
            *count += 1;
        }
        summary
    }
}

/// Who has to be told what on that day, by the day they are told.
///
/// A query about a ladder says so itself of each row that is not met. A rule that is not kept may start a ladder: then
/// every level that it has reached is owed, as nobody is known to have answered.
pub(super) fn owed(model: &Model, queries: &[Checked], as_of: Date) -> Vec<Owed> {
    let mut all: Vec<Owed> = Vec::new();
    for checked in queries {
        let starts = model.obligation(&checked.obligation).map(|one| one.on_breach.as_slice()).unwrap_or_default();
        for row in &checked.rows {
            match row.answer {
                Answer::Breach => {
                    all.extend(checked.escalates.as_ref().map(|escalates| of_row(model, checked, escalates, row)));
                    all.extend(starts.iter().flat_map(|ladder| started(model, *ladder, checked, row, as_of)));
                }
                Answer::NotYetDue => {
                    all.extend(checked.escalates.as_ref().map(|escalates| of_row(model, checked, escalates, row)));
                }
                Answer::Met | Answer::CannotEvaluate => {}
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// What a row that is not met means by its own query.
fn of_row(model: &Model, checked: &Checked, escalates: &Escalates, row: &AnswerRow) -> Owed {
    let declaration = model.named(&escalates.escalation);
    let levels = declaration.map(|declaration| &declaration.construct);
    let title_of = |level: &String| match levels {
        Some(Construct::Escalation(ladder)) => {
            let own = ladder.levels.iter().find(|own| own.name.value == *level);
            own.map_or_else(|| level.clone(), |own| own.title.clone())
        }
        Some(_) | None => level.clone(),
    };
    let title = |id: &String| model.named(id).map_or_else(|| id.clone(), |party| party.title.clone());
    Owed {
        by: row.due,
        escalation: escalates.escalation.clone(),
        title: title(&escalates.escalation),
        level: escalates.level.as_ref().map(title_of),
        trigger: trigger(checked, row),
        notify: escalates.notify.clone(),
        notify_titles: escalates.notify.iter().map(title).collect(),
    }
}

/// The levels that a broken rule's ladder has reached.
fn started(model: &Model, ladder: DeclId, checked: &Checked, row: &AnswerRow, as_of: Date) -> Vec<Owed> {
    let (Some(declaration), Some(due)) = (model.get(ladder), row.due) else { return Vec::new() };
    let Construct::Escalation(escalation) = &declaration.construct else { return Vec::new() };
    let steps = climb(model, escalation, 0, due).into_iter().filter(|step| step.reached.day <= as_of);
    let owed = steps.filter_map(|step| {
        let level = escalation.levels.get(step.level)?;
        let parties = level.tell.as_ref().map(|tell| tell.names.as_slice()).unwrap_or_default();
        Some(Owed {
            by: Some(step.told.day),
            escalation: declaration.name.value.clone(),
            title: declaration.title.clone(),
            level: Some(level.title.clone()),
            trigger: trigger(checked, row),
            notify: parties.iter().map(|party| party.name.clone()).collect(),
            notify_titles: parties.iter().map(|party| model.title(party).to_owned()).collect(),
        })
    });
    owed.collect()
}

/// `Early help audits, 2017-05, T14`
fn trigger(checked: &Checked, row: &AnswerRow) -> String {
    let parts = [Some(checked.title.clone()), row.period.clone(), row.subject.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
