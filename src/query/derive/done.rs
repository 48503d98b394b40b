//! What was done: the rows of the record that shows an obligation, up to the day as of which is judged.

use super::draft::{Draft, Kind, Scene, column, day, key, may_be_empty};
use crate::model::evidence::EvidenceKind;
use crate::model::{Evidence, NoEvidence, Obligation, Ref, evidence_of};
use crate::query::{self, Predicate, Select, Source, Step, Unsayable, Value};

/// The record that shows an obligation, and its columns.
pub(super) struct Shown<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) evidence: Evidence,
}

impl<'a> Shown<'a> {
    /// What shows that an obligation was kept.
    pub(super) fn of(scene: &Scene<'a>, obligation: &Obligation) -> Result<Self, Unsayable> {
        let evidence = evidence_of(scene.model, obligation).map_err(|none| match none {
            NoEvidence::Unshown(kind) => Unsayable::because(format!("no record shows {}", kind.word())),
            NoEvidence::Unresolved => Unsayable::because("the record that shows it could not be understood"),
        })?;
        Ok(Self { kind: scene.record(evidence.record)?, evidence })
    }

    /// Says to a draft that its rows will be read, with these further columns.
    pub(super) fn needed(&self, draft: &mut Draft, further: &[Option<&String>]) {
        draft.need_evidence(self.kind, &self.evidence);
        for name in further.iter().copied().flatten() {
            draft.need(self.kind.name, name);
        }
    }

    /// The parties that must each have a row of their own: those whom the rule names, where every row of the record
    /// names one. Where a row may leave it open, any row counts.
    pub(super) fn parties(&self, obligation: &Obligation) -> Vec<String> {
        let strict = self.evidence.to.as_ref().is_some_and(|to| may_be_empty(self.kind, to) == Some(false));
        let attends = self.kind.record.shows.iter().any(|shown| shown.value == EvidenceKind::Attendance);
        let parties: &[Ref] = match (strict, attends && obligation.recipients.is_empty()) {
            (false, _) => &[],
            (true, true) => &obligation.bearers,
            (true, false) => &obligation.recipients,
        };
        parties.iter().map(|party| party.name.clone()).collect()
    }

    /// The rows about the rule that were done by now, without columns yet.
    pub(super) fn rows(&self, scene: &Scene<'_>, rows: &Source) -> Result<Select, Unsayable> {
        let done = day(rows, &self.evidence.done)?;
        let mut filter = vec![self.about_the_rule(rows)?, scene.by_now(done)?];
        filter.push(scene.predicate(self.evidence.filter.as_ref(), self.kind, rows)?);
        Ok(Select::from(rows.clone()).filter(Predicate::all(filter)))
    }

    /// Whether a row is about the rule.
    pub(super) fn about_the_rule(&self, rows: &Source) -> Result<Predicate, Unsayable> {
        match &self.evidence.rule {
            Some(rule) => Predicate::equal(column(rows, &rule.column)?, Value::text(rule.value.clone())?),
            None => Ok(Predicate::always()),
        }
    }

    /// The day that decides which period a row is for.
    pub(super) fn day_of_period(&self, rows: &Source) -> Result<Value, Unsayable> {
        let done = day(rows, self.evidence.whole_done.as_ref().unwrap_or(&self.evidence.done))?;
        match &self.evidence.planned {
            Some(planned) => Value::first_filled(vec![day(rows, planned)?, done]),
            None => Ok(done),
        }
    }

    /// A step with, for each thing that something was done about, and each party where they are asked about: `about`,
    /// `party`, `done_on`, the first day, and `evidence_key`, the row where there is one alone. Which of several was the
    /// first would have to be sorted out, which takes longer than all else.
    pub(super) fn first_about(
        &self,
        scene: &Scene<'_>,
        draft: &mut Draft,
        about: &str,
        parties: &[String],
    ) -> Result<Step, Unsayable> {
        let rows = draft.rows(self.kind.name, "shown")?;
        let subject = column(&rows, about)?.to_text()?;
        let mut select = self.rows(scene, &rows)?.column("about", subject.clone()).group_by(subject);
        if let (Some(to), false) = (&self.evidence.to, parties.is_empty()) {
            let to = column(&rows, to)?;
            select = select.column("party", to.clone()).group_by(to);
        }
        let alone = Predicate::equal(Value::count_rows(), Value::whole(1))?;
        let row = match key(self.kind, &rows)? {
            none if none.is_always_empty() => none,
            key => Value::case(vec![(alone, key.least()?)], Value::empty(query::Kind::Text))?,
        };
        let select = select.column("done_on", day(&rows, &self.evidence.done)?.least()?).column("evidence_key", row);
        Ok(draft.add(Step::select("done", "What was done, by what it is about: the first day of each.", select)))
    }
}
