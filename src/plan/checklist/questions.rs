//! The questions an auditor answers: those of every standard tested, then the instrument's own.

use crate::model::standards::{Grade, Instrument, Question};
use crate::model::{ClauseNumber, Construct, DeclId, Model, Obligation, Ref};
use crate::plan::naming::Named;

/// The form that is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its id and title.
    pub tool: Named,
    /// Its version.
    pub version: Option<String>,
    /// Where it is kept.
    pub location: Option<String>,
    /// The answers for the whole, where the whole is judged as well: best first.
    pub overall: Vec<Answer>,
}

/// The questions of one standard, or the instrument's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The standard or the instrument.
    pub source: Named,
    /// What the standard is for.
    pub purpose: Option<String>,
    /// The clauses it comes from.
    pub clauses: Vec<ClauseNumber>,
    /// The questions, in order.
    pub questions: Vec<Asked>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// The question.
    pub text: String,
    /// The answers to choose from, best first; none where it is answered in words.
    pub answers: Vec<Answer>,
    /// What to look at.
    pub evidence: Option<String>,
}

/// One answer of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The id of the grade, as records have it.
    pub id: String,
    /// As it is printed.
    pub title: String,
    /// When it is given.
    pub means: Option<String>,
}

/// The form of an obligation. Its own scale judges the whole.
pub(super) fn tool(model: &Model, obligation: &Obligation) -> Option<Tool> {
    let (named, instrument) = instrument(model, obligation)?;
    Some(Tool {
        tool: named,
        version: instrument.version.clone(),
        location: instrument.location.clone(),
        overall: instrument.scale.as_ref().map(|scale| answers(model, scale)).unwrap_or_default(),
    })
}

/// Every question of an obligation.
pub(super) fn sections(model: &Model, obligation: &Obligation) -> Vec<Section> {
    let standards = obligation.tests.iter().filter_map(|id| of_standard(model, *id));
    standards.chain(of_instrument(model, obligation)).filter(|section| !section.questions.is_empty()).collect()
}

fn instrument<'model>(model: &'model Model, obligation: &Obligation) -> Option<(Named, &'model Instrument)> {
    let declaration = model.get(obligation.instrument?)?;
    let Construct::Instrument(instrument) = &declaration.construct else { return None };
    Some((Named { id: declaration.name.value.clone(), title: declaration.title.clone() }, instrument))
}

fn of_standard(model: &Model, id: DeclId) -> Option<Section> {
    let declaration = model.get(id)?;
    let Construct::Standard(standard) = &declaration.construct else { return None };
    Some(Section {
        source: Named { id: declaration.name.value.clone(), title: declaration.title.clone() },
        purpose: standard.purpose.clone(),
        clauses: declaration.clauses.iter().map(|clause| clause.value.clone()).collect(),
        questions: standard.criteria.iter().map(|question| asked(model, question, standard.scale.as_ref())).collect(),
    })
}

fn of_instrument(model: &Model, obligation: &Obligation) -> Option<Section> {
    let (source, instrument) = instrument(model, obligation)?;
    let declaration = model.get(obligation.instrument?)?;
    Some(Section {
        source,
        purpose: None,
        clauses: declaration.clauses.iter().map(|clause| clause.value.clone()).collect(),
        questions: instrument.questions.iter().map(|one| asked(model, one, instrument.scale.as_ref())).collect(),
    })
}

fn asked(model: &Model, question: &Question, scale: Option<&Ref>) -> Asked {
    Asked {
        id: question.name.value.clone(),
        text: question.text.clone(),
        answers: question.answer.as_ref().or(scale).map(|scale| answers(model, scale)).unwrap_or_default(),
        evidence: question.evidence.clone(),
    }
}

fn answers(model: &Model, scale: &Ref) -> Vec<Answer> {
    let Some(Construct::Scale(scale)) = model.target(scale).map(|declaration| &declaration.construct) else {
        return Vec::new();
    };
    scale.grades.iter().map(answer).collect()
}

/// A grade as people read it; one without a title is named by its id, without the hyphens.
fn answer(grade: &Grade) -> Answer {
    let untitled = grade.title == grade.name.value;
    let title = if untitled { grade.title.replace('-', " ") } else { grade.title.clone() };
    Answer { id: grade.name.value.clone(), title, means: grade.means.clone() }
}
