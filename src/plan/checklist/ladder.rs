//! Ladders: who is told, by when, and who is next.

use crate::model::ladder::{Escalation, Level, Next};
use crate::model::value::Strength;
use crate::model::{ClauseNumber, Construct, DeclId, Declaration, Model};
use crate::plan::naming::{Named, belongs, named_all};
use crate::plan::words::{deadline_words, waits_for};

/// A ladder, level by level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Its id and title.
    pub ladder: Named,
    /// The clauses it comes from.
    pub clauses: Vec<ClauseNumber>,
    /// What starts it; empty where that is not said.
    pub starts: String,
    /// Its levels, the first to be climbed first.
    pub rungs: Vec<Rung>,
    /// Outside bodies that anyone may go to at any time.
    pub outside: Vec<Named>,
}

/// One level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its title.
    pub title: String,
    /// How strongly it binds.
    pub strength: Strength,
    /// Who is told.
    pub tell: Vec<Named>,
    /// Who tells them; empty where that is not said.
    pub by: Vec<Named>,
    /// By when, in words; empty where that is not said.
    pub within: String,
    /// What those told do; empty where that is not said.
    pub action: String,
    /// What happens when no answer comes, in words; empty at the end.
    pub unanswered: String,
}

/// The ladders that a party tells or is told in; all of them for everyone.
pub(super) fn all(model: &Model, role: Option<DeclId>) -> Vec<Ladder> {
    let in_force = model.declarations.iter().filter(|declaration| declaration.added_by.is_none());
    let ladders = in_force.filter_map(|declaration| Some((declaration, escalation(declaration)?)));
    let wanted = ladders.filter(|(_, escalation)| role.is_none_or(|role| takes_part(model, escalation, role)));
    wanted.map(|(declaration, escalation)| ladder(model, declaration, escalation)).collect()
}

/// The ladder of that declaration.
pub(super) fn of(model: &Model, id: DeclId) -> Option<Ladder> {
    let declaration = model.get(id)?;
    escalation(declaration).map(|escalation| ladder(model, declaration, escalation))
}

fn escalation(declaration: &Declaration) -> Option<&Escalation> {
    if let Construct::Escalation(escalation) = &declaration.construct { Some(escalation) } else { None }
}

fn takes_part(model: &Model, escalation: &Escalation, role: DeclId) -> bool {
    let parties = escalation.levels.iter().flat_map(|level| [&level.tell, &level.by]).flatten();
    parties.into_iter().any(|parties| belongs(model, role, &parties.names))
}

fn ladder(model: &Model, declaration: &Declaration, escalation: &Escalation) -> Ladder {
    Ladder {
        ladder: Named { id: declaration.name.value.clone(), title: declaration.title.clone() },
        clauses: declaration.clauses.iter().map(|clause| clause.value.clone()).collect(),
        starts: escalation.when.as_ref().map(|when| waits_for(model, &when.value)).unwrap_or_default(),
        rungs: escalation.levels.iter().map(|level| rung(model, escalation, level)).collect(),
        outside: escalation.outside.as_ref().map(|parties| named_all(model, &parties.names)).unwrap_or_default(),
    }
}

fn rung(model: &Model, escalation: &Escalation, level: &Level) -> Rung {
    Rung {
        title: level.title.clone(),
        strength: level.action.as_ref().map_or(escalation.strength, |(strength, _)| *strength),
        tell: level.tell.as_ref().map(|parties| named_all(model, &parties.names)).unwrap_or_default(),
        by: level.by.as_ref().map(|parties| named_all(model, &parties.names)).unwrap_or_default(),
        within: level.within.as_ref().map(|within| deadline_words(model, &within.value)).unwrap_or_default(),
        action: level.action.as_ref().map(|(_, action)| action.value.clone()).unwrap_or_default(),
        unanswered: level.next.as_ref().map(|next| unanswered(escalation, next)).unwrap_or_default(),
    }
}

/// `after 1 working day: The Head of Service is told`
fn unanswered(escalation: &Escalation, next: &Next) -> String {
    match next {
        Next::Ends(_) => String::new(),
        Next::Level { name, target, after } => {
            let level = target.and_then(|place| escalation.levels.get(place));
            let title = level.map_or(name.value.as_str(), |level| level.title.as_str());
            match after {
                Some(after) => format!("after {after}: {title}"),
                None => title.to_owned(),
            }
        }
    }
}
