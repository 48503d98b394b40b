//! The forms of one person as all formats show them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::calendar::Date;
use crate::emit::checklist::step_details;
use crate::emit::shapes::{Header, header};
use crate::emit::words::{month_year, sentence, weaker};
use crate::plan::{AuditSheet, Ladder, Section, Step, titles};
use crate::sample::{Chosen, Form, FormId, Pack, Part, Person, UNALLOCATED};

/// Everything that somebody has to fill in for a month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonForms {
    #[serde(flatten)]
    pub(super) header: Header,
    /// The month: `2017-05`.
    pub(super) month: String,
    /// `Audits for May 2017`
    pub(super) heading: String,
    /// The framework and its edition.
    pub(super) stamp: String,
    /// As the roster calls them; the id of a post where nobody is named yet.
    pub(super) person: String,
    /// In the order of the due dates.
    pub(super) forms: Vec<FormShown>,
    #[serde(skip)]
    pub(super) ids: Vec<FormId>,
    /// The last day of the edition's own month, for the properties of documents.
    #[serde(skip)]
    pub(super) made_for: Date,
}

/// One case.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct FormShown {
    /// 1 for the first of the person.
    pub(super) number: usize,
    /// The id of the audit.
    pub(super) audit: String,
    /// Its title.
    pub(super) title: String,
    /// Its clauses.
    pub(super) clauses: Vec<String>,
    /// The period.
    pub(super) period: String,
    /// Whether the case is looked at again.
    pub(super) looks_again: bool,
    /// The key of the case; null where it is still to be drawn.
    pub(super) case: Option<String>,
    /// What counts as one: `child`.
    pub(super) unit_of_selection: Option<String>,
    /// Its key.
    pub(super) unit: Option<String>,
    /// Its group.
    pub(super) group: Option<String>,
    /// `own` or `peer`.
    pub(super) basis: Option<String>,
    /// By when.
    #[schemars(with = "Option<String>")]
    pub(super) due: Option<Date>,
    /// Who audits it.
    pub(super) auditor: String,
    /// Who works beside them.
    pub(super) beside: Option<String>,
    /// Who looks again.
    pub(super) looked_at_again_by: Option<String>,
    /// By whom it was chosen and why, where not by lot.
    pub(super) why_chosen: Option<String>,
    /// The form and its version.
    pub(super) tool: Option<String>,
    /// Whom to tell at once.
    pub(super) tell_at_once: Option<LadderShown>,
    /// The questions.
    pub(super) sections: Vec<SectionShown>,
    /// The grades for the whole, best first.
    pub(super) overall: Vec<AnswerShown>,
    /// What is done afterwards, a sentence each.
    pub(super) afterwards: Vec<String>,
}

/// Questions under one heading.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct SectionShown {
    pub(super) title: String,
    pub(super) clauses: Vec<String>,
    pub(super) purpose: Option<String>,
    pub(super) questions: Vec<QuestionShown>,
}

/// One question.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct QuestionShown {
    /// 1 for the first of the form.
    pub(super) number: usize,
    /// Its id.
    pub(super) id: String,
    pub(super) text: String,
    pub(super) evidence: Option<String>,
    /// The answers; none where it is answered in words.
    pub(super) answers: Vec<AnswerShown>,
}

/// One answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct AnswerShown {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) means: Option<String>,
}

/// Whom to tell, a sentence for each step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct LadderShown {
    pub(super) title: String,
    pub(super) clauses: Vec<String>,
    pub(super) starts: String,
    pub(super) steps: Vec<String>,
}

/// The forms of one person of a pack.
#[must_use]
pub fn person_forms(pack: &Pack, person: &Person) -> PersonForms {
    let forms = person.forms.iter().enumerate();
    PersonForms {
        header: header(&pack.stamp),
        month: pack.from.format("%Y-%m").to_string(),
        heading: format!("Audits for {}", month_year(pack.from)),
        stamp: crate::emit::words::stamped(&pack.stamp),
        person: person.person.clone(),
        forms: forms.filter_map(|(place, form)| shown(pack, place + 1, form)).collect(),
        ids: person.forms.iter().map(|form| form.about.clone()).collect(),
        made_for: pack.from,
    }
}

fn shown(pack: &Pack, number: usize, form: &Form) -> Option<FormShown> {
    let sheet = pack.sheets.get(form.sheet)?;
    let receipt = pack.receipts.iter().find(|one| one.audit.id == form.about.audit);
    let case = form.case.as_ref();
    let group = case.map(|case| case.group.join(" / ")).filter(|group| !group.is_empty());
    let area = || case.and_then(|case| case.columns.get("area").cloned()).filter(|area| !area.is_empty());
    Some(FormShown {
        number,
        audit: form.about.audit.clone(),
        title: sheet.audit.title.clone(),
        clauses: sheet.clauses.iter().map(|clause| clause.0.clone()).collect(),
        period: form.about.period.clone(),
        looks_again: form.about.part == Part::LookAgain,
        case: case.map(|case| case.key.clone()),
        unit_of_selection: receipt.and_then(|receipt| receipt.population.unit_of_selection.clone()),
        unit: case.and_then(|case| case.unit.clone()),
        group: group.or_else(area),
        basis: form.basis.clone(),
        due: form.due,
        auditor: if form.auditor == UNALLOCATED { "nobody yet".to_owned() } else { form.auditor.clone() },
        beside: form.partner.clone(),
        looked_at_again_by: form.moderator.clone(),
        why_chosen: case.and_then(|case| match &case.how {
            Chosen::ByLot { .. } => None,
            Chosen::ByJudgement { by, reason } => Some(format!("by {by}: {reason}")),
        }),
        tool: tool(sheet),
        tell_at_once: sheet.concern.as_ref().map(ladder),
        sections: sections(&sheet.sections),
        overall: sheet.tool.iter().flat_map(|tool| &tool.overall).map(answer).collect(),
        afterwards: sheet.steps.iter().map(step).collect(),
    })
}

fn tool(sheet: &AuditSheet) -> Option<String> {
    let tool = sheet.tool.as_ref()?;
    let version = tool.version.as_ref().map(|version| format!("version {version}"));
    let parts: Vec<String> = [Some(tool.tool.title.clone()), version].into_iter().flatten().collect();
    Some(parts.join(", "))
}

fn sections(all: &[Section]) -> Vec<SectionShown> {
    let mut number = 0;
    let mut question = |asked: &crate::plan::Asked| {
        number += 1;
        QuestionShown {
            number,
            id: asked.id.clone(),
            text: asked.text.clone(),
            evidence: asked.evidence.clone(),
            answers: asked.answers.iter().map(answer).collect(),
        }
    };
    all.iter()
        .map(|section| SectionShown {
            title: section.source.title.clone(),
            clauses: section.clauses.iter().map(|clause| clause.0.clone()).collect(),
            purpose: section.purpose.clone(),
            questions: section.questions.iter().map(&mut question).collect(),
        })
        .collect()
}

fn answer(one: &crate::plan::Answer) -> AnswerShown {
    AnswerShown { id: one.id.clone(), title: sentence(&one.title), means: one.means.clone() }
}

/// `Put the tool on the record (should): within 5 working days of completion`
fn step(step: &Step) -> String {
    let weaker = weaker(step.strength).map(|word| format!(" ({word})")).unwrap_or_default();
    let details = step_details(step).join("; ");
    let details = if details.is_empty() { details } else { format!(": {details}") };
    format!("{}{weaker}{details}", sentence(&step.action))
}

fn ladder(ladder: &Ladder) -> LadderShown {
    let steps = ladder.rungs.iter().map(|rung| {
        let within = if rung.within.is_empty() { String::new() } else { format!(", {}", rung.within) };
        let tell = if rung.tell.is_empty() { String::new() } else { format!(": tell {}", titles(&rung.tell, "and")) };
        let unanswered = if rung.unanswered.is_empty() {
            String::new()
        } else {
            format!(". If no answer comes: {}", rung.unanswered)
        };
        format!("{}{within}{tell}{unanswered}.", rung.title)
    });
    LadderShown {
        title: ladder.ladder.title.clone(),
        clauses: ladder.clauses.iter().map(|clause| clause.0.clone()).collect(),
        starts: ladder.starts.clone(),
        steps: steps.collect(),
    }
}
