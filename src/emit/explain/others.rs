//! What is neither a rule, a ladder nor a party: standards, tools, events, open questions and the rest.

use super::changes;
use super::evidence;
use super::things::{self, titles, told};
use super::words::parties;
use crate::calendar::Cadence;
use crate::model::standards::{Grade, Question};
use crate::model::value::Parties;
use crate::model::{Construct, Declaration, Model, Obligation, Timing};
use crate::plan::{deadline_words, long_date};

/// What there is to say of it besides its dates.
pub(super) fn sentences(model: &Model, declaration: &Declaration) -> Vec<String> {
    match &declaration.construct {
        // Their sentences come from their obligations.
        Construct::Audit(_)
        | Construct::Meeting(_)
        | Construct::Report(_)
        | Construct::Duty(_)
        | Construct::Feedback(_) => Vec::new(),
        Construct::Framework(framework) => {
            let owner = framework.owner.as_ref().map(|owner| format!("it is owned by {}", all(model, owner)));
            let review = framework.review_due.as_ref().map(|day| format!("it is reviewed by {}", long_date(day.value)));
            told([owner, review])
        }
        Construct::Standard(standard) => {
            let mut lines = told([
                standard.purpose.as_ref().map(|purpose| format!("its purpose: {purpose}")),
                standard.applies_to.as_ref().map(|who| format!("it binds {}", all(model, who))),
                titles(model, "it comes from", &standard.authority),
                standard.scale.as_ref().map(|scale| format!("it is answered on the scale “{}”", model.title(scale))),
            ]);
            lines.extend(questions(&standard.criteria));
            lines
        }
        Construct::Instrument(instrument) => {
            let mut lines = told([
                titles(model, "it asks about", &instrument.tests),
                instrument.version.as_ref().map(|version| format!("version {version} is in use")),
                instrument.location.as_ref().map(|place| format!("it is kept in {place}")),
            ]);
            lines.extend(questions(&instrument.questions));
            lines
        }
        Construct::Scale(scale) => scale.grades.iter().map(grade).collect(),
        Construct::Clock(clock) => {
            told([clock.within.as_ref().map(|within| format!("it means {}", deadline_words(model, &within.value)))])
        }
        Construct::Gap(gap) => told([
            Some("this question is open".to_owned()),
            gap.owner.as_ref().map(|owner| format!("{} must close it", all(model, owner))),
            gap.due.as_ref().map(|due| format!("it is due by {}", long_date(due.value))),
        ]),
        Construct::Assume(assume) => told([assume.because.as_ref().map(|why| format!("it was decided because {why}"))]),
        Construct::Programme(programme) => told([
            titles(model, "it plans the year of", &programme.covers),
            programme.determined_by.as_ref().map(|who| format!("it is decided by {}", all(model, who))),
        ]),
        Construct::Threshold(threshold) => evidence::threshold(model, threshold),
        Construct::Population(population) => evidence::population(model, population),
        Construct::Sample(sample) => evidence::sample(model, sample),
        Construct::Measure(measure) => evidence::measure(model, measure),
        Construct::Event(event) => {
            let mut lines = evidence::event(model, event);
            lines.extend(follows(model, &declaration.name.value));
            lines
        }
        Construct::Scenario(scenario) => changes::scenario(model, scenario),
        Construct::Amendment(amendment) => changes::amendment(model, amendment),
        Construct::Calendar(calendar) => things::calendar(model, calendar),
        Construct::Unit(unit) => things::place(model, unit.part_of.as_ref(), &unit.peers),
        Construct::Area(area) => things::place(model, area.part_of.as_ref(), &area.peers),
        Construct::Glossary(glossary) => things::glossary(glossary),
        Construct::Reference(reference) => things::reference(model, reference),
        Construct::Record(record) => things::record(record),
        Construct::Site(site) => things::site(site),
        Construct::Narrative => vec!["It asks nothing of anybody.".to_owned()],
        Construct::Role(_)
        | Construct::Team(_)
        | Construct::Body(_)
        | Construct::Organisation(_)
        | Construct::Escalation(_) => Vec::new(),
    }
}

/// The rules that an event sets going.
fn follows(model: &Model, event: &str) -> Vec<String> {
    let starts = |rule: &&Obligation| match &rule.timing {
        Timing::Own(cadence) => matches!(&cadence.value, Cadence::Event(name) if name == event),
        Timing::With(_) | Timing::Unresolved => false,
    };
    let rules = model.obligations.iter().filter(starts).map(|rule| format!("- {}", rule.title));
    let lines: Vec<String> = std::iter::once("What follows each time:".to_owned()).chain(rules).collect();
    if lines.len() > 1 { lines } else { Vec::new() }
}

fn questions(questions: &[Question]) -> Vec<String> {
    let line = |question: &Question| {
        let evidence = question.evidence.as_ref().map_or(String::new(), |evidence| format!(" (look at {evidence})"));
        format!("- {}{evidence}", question.text)
    };
    questions.iter().map(line).collect()
}

fn grade(grade: &Grade) -> String {
    let means = grade.means.as_ref().map_or(String::new(), |means| format!(": {means}"));
    format!("- {}{means}", grade.title)
}

fn all(model: &Model, who: &Parties) -> String {
    parties(model, &who.names, who.join)
}
