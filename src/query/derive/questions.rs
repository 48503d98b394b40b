//! Which questions an obligation raises, and in which way each is asked.

use super::answer::Answered;
use super::done::Shown;
use super::draft::{Draft, Scene};
use super::follow::{deadline_of, event_of, following};
use super::ladder::{Asks, Rung, before_finished, level};
use super::rhythm::is_individual;
use super::{ComplianceQuery, Escalates, each, holder, individual, period, threshold};
use crate::calendar::{Cadence, Count, Union, is_scheduled};
use crate::model::value::Parties;
use crate::model::{Construct, Obligation, Timing};
use crate::query::{Heading, Query, Unsayable};

/// Everything to be asked about an obligation.
pub(super) fn of(scene: &Scene<'_>, obligation: &Obligation) -> Vec<ComplianceQuery> {
    let mut all = vec![main(scene, obligation)];
    all.extend(quota(scene, obligation));
    all.extend(basis(scene, obligation));
    all.extend(independence(scene, obligation));
    all.extend(concern(scene, obligation));
    all.extend(apart(scene, obligation));
    all
}

/// What is asked, how it is called and what it means that it is not met.
struct Question<'a> {
    obligation: &'a Obligation,
    /// What is asked besides whether it was done: `quota`.
    aspect: Option<&'a str>,
    meaning: String,
    escalates: Option<Escalates>,
}

fn asked(
    scene: &Scene<'_>,
    question: Question<'_>,
    make: impl FnOnce(&mut Draft) -> Result<Answered, Unsayable>,
) -> ComplianceQuery {
    let Question { obligation, aspect, meaning, escalates } = question;
    let name = aspect.map_or_else(|| obligation.id.clone(), |aspect| format!("{}/{aspect}", obligation.id));
    let clauses: Vec<String> = obligation.clauses.iter().map(ToString::to_string).collect();
    let heading = Heading {
        name: name.clone(),
        title: obligation.title.clone(),
        clauses: clauses.clone(),
        strength: obligation.strength.word().to_owned(),
        meaning: meaning.clone(),
    };
    let mut draft = Draft::default();
    let made = make(&mut draft);
    let needs = draft.needs();
    let query = made.and_then(|answered| Query::new(heading, draft.into_steps(), answered.select, answered.order));
    let declaration = scene.model.get(obligation.declaration);
    ComplianceQuery {
        name,
        declaration: declaration.map(|declaration| declaration.name.value.clone()).unwrap_or_default(),
        obligation: obligation.id.clone(),
        title: obligation.title.clone(),
        clauses,
        strength: obligation.strength,
        meaning,
        needs,
        escalates,
        query,
    }
}

/// Whether it was done.
fn main(scene: &Scene<'_>, obligation: &Obligation) -> ComplianceQuery {
    let declaration = scene.model.get(obligation.declaration);
    let question = |meaning: String, escalates| Question { obligation, aspect: None, meaning, escalates };
    if let Some((declaration, Construct::Escalation(escalation))) = declaration.map(|one| (one, &one.construct)) {
        let rung = Rung::of(declaration, escalation, obligation);
        let asks = rung.as_ref().map_or(Asks::Told, |rung| rung.asks);
        let level_name =
            rung.as_ref().and_then(|rung| escalation.levels.get(rung.level)).map(|of| of.name.value.clone());
        let escalates = (asks == Asks::Told).then(|| Escalates {
            escalation: declaration.name.value.clone(),
            level: level_name,
            notify: obligation.recipients.iter().map(|party| party.name.clone()).collect(),
        });
        let meaning = match asks {
            Asks::Told => "Each time that this level was reached: whether its people were told in time.",
            Asks::Acted => "Each time that this level was reached: whether its people answered in time.",
        };
        return asked(scene, question(with_evidence(scene, obligation, meaning), escalates), |draft| {
            let rung = rung.ok_or_else(|| Unsayable::because("the level could not be understood"))?;
            level(scene, draft, obligation, &rung)
        });
    }
    if let Some((declaration, Construct::Threshold(threshold))) = declaration.map(|one| (one, &one.construct)) {
        if matches!(obligation.timing, Timing::With(_)) {
            let words = "Each time that the bound was crossed: whether this was done otherwise from then on.";
            return asked(scene, question(words.to_owned(), None), |_| {
                Err(Unsayable::because("whether something is done otherwise from then on, no record tells"))
            });
        }
        let escalates = Escalates {
            escalation: declaration.name.value.clone(),
            level: None,
            notify: obligation.recipients.iter().map(|party| party.name.clone()).collect(),
        };
        let meaning = with_evidence(scene, obligation, &threshold::meaning(scene, threshold));
        return asked(scene, question(meaning, Some(escalates)), |draft| {
            threshold::told(scene, draft, obligation, (declaration, threshold))
        });
    }
    match &obligation.timing {
        Timing::With(whole) => {
            let meaning = "Whether what has to follow other work did follow it in time.";
            asked(scene, question(with_evidence(scene, obligation, meaning), None), |draft| {
                let whole = scene.model.obligation(whole);
                let whole = whole.ok_or_else(|| Unsayable::because("what it follows is not known"))?;
                following(scene, draft, obligation, whole)
            })
        }
        Timing::Own(cadence) => own(scene, obligation, &cadence.value),
        Timing::Unresolved => asked(scene, question("When it falls is not understood.".to_owned(), None), |_| {
            Err(Unsayable::because("when it falls could not be understood"))
        }),
    }
}

fn own(scene: &Scene<'_>, obligation: &Obligation, cadence: &Cadence) -> ComplianceQuery {
    let question = |meaning: &str| Question {
        obligation,
        aspect: None,
        meaning: with_evidence(scene, obligation, meaning),
        escalates: None,
    };
    if let Some(event) = event_of(obligation) {
        let meaning = "Each time that it had to be done: whether it was done in time.";
        return asked(scene, question(meaning), |draft| {
            let shown = Shown::of(scene, obligation)?;
            let deadline = deadline_of(obligation);
            each::of_event(scene, draft, obligation, (event, deadline.as_ref()), &shown)
        });
    }
    if is_individual(obligation) {
        let meaning = "For each person, and each round of their own: whether as much was done as must be, and in time.";
        return asked(scene, question(meaning), |draft| individual::rounds(scene, draft, obligation));
    }
    let meaning = "For each period: whether as much was done as must be, and in time.";
    asked(scene, question(meaning), |draft| {
        if let Some(reason) = why_not(cadence) {
            return Err(Unsayable::because(reason));
        }
        period::counted(scene, draft, obligation, period::dues(scene, obligation))
    })
}

/// Why a rhythm gives no periods that could be asked about.
fn why_not(cadence: &Cadence) -> Option<String> {
    let sound = match cadence {
        Cadence::AsRequired { because } => {
            return Some(format!("it is done as required, so that no day can be missed: {because}"));
        }
        Cadence::Gap(gap) => {
            return Some(format!("it may fall on any day that is no more than {gap} after the one before"));
        }
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => parts.iter().all(is_scheduled),
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_) => is_scheduled(cadence),
    };
    (!sound).then(|| waits(cadence))
}

fn waits(cadence: &Cadence) -> String {
    format!("its rhythm, `{cadence}`, waits for something that no single record shows")
}

/// The meaning, and what shows it.
fn with_evidence(scene: &Scene<'_>, obligation: &Obligation, meaning: &str) -> String {
    let Ok(shown) = Shown::of(scene, obligation) else { return meaning.to_owned() };
    let evidence = &shown.evidence;
    let about = evidence.rule.as_ref().map(|rule| format!(" with `{}` {}", rule.column, rule.value));
    format!(
        "{meaning} What shows it is a row of {}{}; it was done on `{}`.",
        shown.kind.name,
        about.unwrap_or_default(),
        evidence.done
    )
}

fn quota(scene: &Scene<'_>, obligation: &Obligation) -> Option<ComplianceQuery> {
    let each = obligation.each?;
    let meaning = format!(
        "For each period and each holder of a post that does it: whether that person did {each}. A holder counts who \
         held the post from the first day of the period to the last day in time."
    );
    let question = Question { obligation, aspect: Some("quota"), meaning, escalates: None };
    Some(asked(scene, question, |draft| holder::quota(scene, draft, obligation, each)))
}

fn basis(scene: &Scene<'_>, obligation: &Obligation) -> Option<ComplianceQuery> {
    obligation.basis.as_ref()?;
    let meaning =
        "For each period and person: whether all that was done was of the own or the peer area, as its month \
                   asks. A row that does not say which does not count as right."
            .to_owned();
    let question = Question { obligation, aspect: Some("basis"), meaning, escalates: None };
    Some(asked(scene, question, |draft| holder::basis(scene, draft, obligation)))
}

fn independence(scene: &Scene<'_>, obligation: &Obligation) -> Option<ComplianceQuery> {
    let others = independent_of(scene, obligation)?;
    let meaning = match event_of(obligation) {
        Some(_) => "For each person: whether they had nothing to do with the cases that they looked at.",
        None => "For each period and person: whether they had nothing to do with the cases that they looked at.",
    };
    let question = Question { obligation, aspect: Some("independence"), meaning: meaning.to_owned(), escalates: None };
    Some(asked(scene, question, |draft| holder::independence(scene, draft, obligation, others)))
}

/// Whom a rule has to be independent of, where it is the whole of its declaration.
fn independent_of<'a>(scene: &Scene<'a>, obligation: &Obligation) -> Option<&'a Parties> {
    let declaration = scene.model.get(obligation.declaration).filter(|one| one.name.value == obligation.id)?;
    if let Construct::Audit(audit) = &declaration.construct {
        audit.independent_of.as_ref()
    } else if let Construct::Duty(duty) = &declaration.construct {
        duty.independent_of.as_ref()
    } else {
        None
    }
}

/// Whether the people of a ladder were told of a worry before the audit that found it was finished.
fn concern(scene: &Scene<'_>, obligation: &Obligation) -> Option<ComplianceQuery> {
    let declaration = scene.model.get(obligation.concern?)?;
    let Construct::Escalation(escalation) = &declaration.construct else { return None };
    let tell = scene.model.obligations.iter().find(|one| one.declaration == declaration.id)?;
    let rung = Rung::of(declaration, escalation, tell)?;
    let meaning = format!(
        "Each worry that came up in it: whether those whom “{}” tells first were told before it was finished.",
        declaration.title
    );
    let question = Question { obligation, aspect: Some("concern"), meaning, escalates: None };
    Some(asked(scene, question, |draft| before_finished(scene, draft, obligation, &rung, tell)))
}

/// What a rhythm asks of the days between two.
fn apart(scene: &Scene<'_>, obligation: &Obligation) -> Option<ComplianceQuery> {
    let Timing::Own(cadence) = &obligation.timing else { return None };
    let Cadence::Count(Count { apart: Some(apart), .. }) = &cadence.value else { return None };
    let meaning = format!("Whether they lie at least {apart} apart.");
    let question = Question { obligation, aspect: Some("apart"), meaning, escalates: None };
    Some(asked(scene, question, |_| {
        Err(Unsayable::because("how far apart two of them lie is not asked of the records"))
    }))
}
