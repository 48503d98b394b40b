//! Ladders as they ran: which level was reached for each event, whether its people were told in time, and whether they
//! answered. A level behind the first is reached where nobody of the level before answered by its day.

use super::answer::Answered;
use super::deadline::CountedFrom;
use super::done::Shown;
use super::draft::{Draft, Scene, column, day, key, linked};
use super::each::{Base, By, Seen, ShownOn, about_column, ask, happened_now, need_event, seen};
use crate::calendar::{Cadence, Date};
use crate::model::ladder::Escalation;
use crate::model::{Declaration, Obligation, climb};
use crate::query::{Comparison, Field, Kind, Literal, Predicate, Select, Step, Unsayable, Value};

/// One level of a ladder.
pub(super) struct Rung<'a> {
    pub(super) declaration: &'a Declaration,
    pub(super) escalation: &'a Escalation,
    /// Its place among the levels.
    pub(super) level: usize,
    /// What is asked of it.
    pub(super) asks: Asks,
}

/// What is asked of a level.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// That its people are told.
    Told,
    /// That they act.
    Acted,
}

impl<'a> Rung<'a> {
    /// The level that an obligation of a ladder is about.
    pub(super) fn of(
        declaration: &'a Declaration,
        escalation: &'a Escalation,
        obligation: &Obligation,
    ) -> Option<Self> {
        let part = obligation.id.strip_prefix(&declaration.name.value)?.strip_prefix('/')?;
        let (name, asks) = part.strip_suffix("/act").map_or((part, Asks::Told), |name| (name, Asks::Acted));
        let level = escalation.levels.iter().position(|level| level.name.value == name)?;
        Some(Self { declaration, escalation, level, asks })
    }

    fn event(&self) -> Result<&'a str, Unsayable> {
        match self.escalation.when.as_ref().map(|when| &when.value) {
            Some(Cadence::Event(event)) => Ok(event),
            _ => Err(Unsayable::because("the ladder starts with no event that a record could show")),
        }
    }

    /// The ids of the obligations to act at the levels before, in the order they are reached.
    fn answers(&self, before: &[usize]) -> Vec<String> {
        let levels = before.iter().filter_map(|place| self.escalation.levels.get(*place));
        levels.map(|level| format!("{}/{}/act", self.declaration.name.value, level.name.value)).collect()
    }
}

/// One day on which a ladder may start: when each level before had to answer by, and the level's own last day.
struct Run {
    start: Date,
    answered: Vec<Date>,
    due: Option<Date>,
}

/// Asks of each event that reached a level whether its people were told, or acted, in time.
pub(super) fn level(
    scene: &Scene<'_>,
    draft: &mut Draft,
    obligation: &Obligation,
    rung: &Rung<'_>,
) -> Result<Answered, Unsayable> {
    let seen = seen(scene, rung.event()?)?;
    let (before, runs) = runs(scene, rung)?;
    let shown = Shown::of(scene, obligation)?;
    let parties = shown.parties(obligation);
    let about = about_column(&seen, &shown)?;
    let answers = rung.answers(&before);
    let answer_shown = answers.iter().map(|id| answer_of(scene, id)).collect::<Result<Vec<_>, _>>()?;
    let first = scene.model.obligations.iter().find(|one| one.declaration == obligation.declaration);
    let start = first.unwrap_or(obligation);

    need_event(draft, &seen, start);
    if let Some(column) = &about {
        draft.need(seen.kind.name, column);
    }
    let to = shown.evidence.to.as_ref().filter(|_| !parties.is_empty());
    shown.needed(draft, &[shown.evidence.about.as_ref(), to]);
    for answer in &answer_shown {
        answer.needed(draft, &[answer.evidence.about.as_ref()]);
    }
    draft.open(scene)?;

    let event = happened(scene, draft, &seen, start, about.as_deref())?;
    let climb = draft.add(run_list(&runs, before.len())?);
    let (event, climb) = (event.source("event"), climb.source("climb"));
    let same_day = Predicate::equal(climb.column("starts_on")?, event.column("happened_on")?)?;
    let mut select = Select::from(event.clone()).join(climb.clone(), same_day);
    if !answers.is_empty() {
        let acts = draft.add(acts(scene, draft, &answer_shown, &answers)?);
        for (place, id) in answers.iter().enumerate() {
            let by = climb.column(&format!("answered_{}", place + 1))?;
            let act = acts.source("act");
            let answered = Predicate::all(vec![
                Predicate::equal(act.column("about")?, event.column("about")?)?,
                Predicate::equal(act.column("rule")?, Value::text(id.clone())?)?,
                Predicate::compare(act.column("done_on")?, Comparison::AtMost, by.clone())?,
            ]);
            let over = Predicate::compare(by, Comparison::Less, Value::date(scene.window.as_of)?)?;
            select = select.filter(over.and(Predicate::exists(Select::from(act).filter(answered)).negated()));
        }
    }
    for name in ["subject", "about", "evidence_key"] {
        select = select.column(name, event.column(name)?);
    }
    let select = select.column("due", climb.column("due")?);
    let reached = draft.add(Step::select("reached", "The events for which this level is reached.", select));
    let base =
        Base { step: reached, table: scene.table(seen.kind.name), days: vec![(CountedFrom::Itself, "due".to_owned())] };
    let words = match rung.asks {
        Asks::Told => "told by then",
        Asks::Acted => "answered by then",
    };
    ask(scene, draft, &base, (&By::Given(words.to_owned()), None), &ShownOn::Rows(&shown), &parties)
}

/// The events that start a ladder: `subject`, `about`, `evidence_key` and `happened_on`.
fn happened(
    scene: &Scene<'_>,
    draft: &mut Draft,
    seen: &Seen<'_>,
    start: &Obligation,
    about: Option<&str>,
) -> Result<Step, Unsayable> {
    let rows = draft.rows(seen.kind.name, "event")?;
    let subject = key(seen.kind, &rows)?;
    let about = match about {
        Some(name) => column(&rows, name)?.to_text()?,
        None => subject.clone(),
    };
    let select = Select::from(rows.clone())
        .filter(happened_now(scene, seen, start, &rows)?)
        .column("subject", subject.clone())
        .column("about", about)
        .column("evidence_key", subject)
        .column("happened_on", day(&rows, seen.column)?);
    let title = scene.model.named(seen.name).map_or(seen.name, |one| &one.title);
    Ok(draft.add(Step::select("event", format!("Each time that it started: {title}."), select)))
}

/// What shows that the people of an earlier level answered.
fn answer_of<'a>(scene: &Scene<'a>, id: &str) -> Result<Shown<'a>, Unsayable> {
    let act = scene.model.obligation(id).ok_or_else(|| {
        let level = id.trim_end_matches("/act");
        Unsayable::because(format!(
            "`{level}` does not say what its people do, so that nothing shows whether they answered"
        ))
    })?;
    Shown::of(scene, act)
}

/// Which levels come before, and what each day of the window gives.
fn runs(scene: &Scene<'_>, rung: &Rung<'_>) -> Result<(Vec<usize>, Vec<Run>), Unsayable> {
    let mut before: Vec<usize> = Vec::new();
    let mut all = Vec::new();
    for start in scene.window.from.iter_days().take_while(|day| *day <= scene.window.as_of) {
        let steps = climb(scene.model, rung.escalation, 0, start);
        let Some(place) = steps.iter().position(|step| step.level == rung.level) else {
            return Err(Unsayable::because(
                "no level leads to it when nobody answers, or the time of one before cannot be computed",
            ));
        };
        let earlier = steps.iter().take(place);
        before = earlier.clone().map(|step| step.level).collect();
        let answered = earlier.map(|step| step.answered.unwrap_or(step.told).day).collect();
        let own = steps.get(place);
        let due = match rung.asks {
            Asks::Told => own.map(|step| step.told.day),
            Asks::Acted => own.and_then(|step| step.answered).map(|answered| answered.day),
        };
        all.push(Run { start, answered, due });
    }
    Ok((before, all))
}

fn run_list(runs: &[Run], before: usize) -> Result<Step, Unsayable> {
    let mut fields = vec![Field::new("starts_on", Kind::Date)];
    fields.extend((1..=before).map(|place| Field::new(format!("answered_{place}"), Kind::Date)));
    fields.push(Field::new("due", Kind::Date));
    let rows = runs.iter().map(|run| {
        let mut row = vec![Literal::date(run.start)?];
        for day in &run.answered {
            row.push(Literal::date(*day)?);
        }
        row.push(run.due.map_or(Ok(Literal::empty(Kind::Date)), Literal::date)?);
        Ok(row)
    });
    let rows = rows.collect::<Result<Vec<_>, Unsayable>>()?;
    let meaning = match before {
        0 => "For each day on which it may start, the last day in time.",
        _ => "For each day on which it may start, by when each level before had to answer, and the last day in time.",
    };
    Ok(Step::rows("climb", meaning, fields, rows))
}

/// What was done at the levels before: `about`, `rule` and `done_on`.
fn acts(scene: &Scene<'_>, draft: &Draft, shown: &[Shown<'_>], ids: &[String]) -> Result<Step, Unsayable> {
    let mut selects = Vec::new();
    for (shown, id) in shown.iter().zip(ids) {
        let rows = draft.rows(shown.kind.name, "shown")?;
        let about = shown.evidence.about.as_ref().ok_or_else(|| {
            Unsayable::because(format!(
                "`{}` has no `about-in`, so that its rows do not tell what they are about",
                shown.kind.name
            ))
        })?;
        let select = shown
            .rows(scene, &rows)?
            .column("about", column(&rows, about)?.to_text()?)
            .column("rule", Value::text(id.clone())?)
            .column("done_on", day(&rows, &shown.evidence.done)?);
        selects.push(select);
    }
    Ok(Step::union("act", "What the people of the levels before did.", selects))
}

/// Asks of each worry that came up in an audit whether the people of the ladder's first level were told before the audit
/// was finished.
pub(super) fn before_finished(
    scene: &Scene<'_>,
    draft: &mut Draft,
    audit: &Obligation,
    rung: &Rung<'_>,
    tell: &Obligation,
) -> Result<Answered, Unsayable> {
    let seen = seen(scene, rung.event()?)?;
    let finished = Shown::of(scene, audit)?;
    let shown = Shown::of(scene, tell)?;
    let parties = shown.parties(tell);
    let about = about_column(&seen, &shown)?;
    let mut columns = seen.kind.record.columns.iter().map(|column| column.name.value.as_str());
    let link = columns.find(|name| linked(seen.kind, name) == Some(finished.kind.name)).ok_or_else(|| {
        Unsayable::because(format!("`{}` has no column that links to `{}`", seen.kind.name, finished.kind.name))
    })?;

    need_event(draft, &seen, tell);
    draft.need(seen.kind.name, link);
    if let Some(column) = &about {
        draft.need(seen.kind.name, column);
    }
    finished.needed(draft, &[]);
    let to = shown.evidence.to.as_ref().filter(|_| !parties.is_empty());
    shown.needed(draft, &[shown.evidence.about.as_ref(), to]);
    draft.open(scene)?;

    let (events, audits) = (draft.rows(seen.kind.name, "event")?, draft.rows(finished.kind.name, "audit")?);
    let subject = key(seen.kind, &events)?;
    let join = match &about {
        Some(name) => column(&events, name)?.to_text()?,
        None => subject.clone(),
    };
    let own = Predicate::equal(key(finished.kind, &audits)?, column(&events, link)?.to_text()?)?;
    let select = Select::from(events.clone())
        .join(audits.clone(), own.and(finished.about_the_rule(&audits)?))
        .filter(happened_now(scene, &seen, tell, &events)?)
        .column("subject", subject.clone())
        .column("about", join)
        .column("evidence_key", subject)
        .column("finished_on", day(&audits, &finished.evidence.done)?);
    let step = draft.add(Step::select("event", "Each worry that came up in such an audit.", select));
    let base =
        Base { step, table: scene.table(seen.kind.name), days: vec![(CountedFrom::Itself, "finished_on".to_owned())] };
    let by = By::Given("told before the audit is finished".to_owned());
    ask(scene, draft, &base, (&by, None), &ShownOn::Rows(&shown), &parties)
}
