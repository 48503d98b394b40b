//! A role, team, body or organisation, and what it does.

use super::evidence;
use super::words::{parties, sentence, when};
use crate::model::document::Alias;
use crate::model::parties::{Quorum, Role};
use crate::model::value::Parties;
use crate::model::{Construct, Declaration, Model, Obligation, Timing};
use crate::plan::listed;

/// What it is made of, then the rules that it carries out.
pub(super) fn sentences(model: &Model, declaration: &Declaration) -> Vec<String> {
    let mut lines: Vec<String> =
        about(model, declaration).into_iter().flatten().map(|words| sentence(&words)).collect();
    let does: Vec<&Obligation> = model.obligations.iter().filter(|rule| bears(rule, declaration)).collect();
    lines.push(if does.is_empty() { "No rule names it as the one who acts." } else { "What it does:" }.to_owned());
    lines.extend(does.into_iter().map(|rule| line(model, rule)));
    lines
}

fn bears(rule: &Obligation, declaration: &Declaration) -> bool {
    rule.bearers.iter().any(|bearer| bearer.target == Some(declaration.id))
}

fn line(model: &Model, rule: &Obligation) -> String {
    let falls = match &rule.timing {
        Timing::Own(cadence) => format!(", {}", when(model, &cadence.value)),
        Timing::With(_) | Timing::Unresolved => String::new(),
    };
    format!("- {} ({}{falls})", rule.title, rule.strength.word())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only parties come here")]
fn about(model: &Model, declaration: &Declaration) -> Vec<Option<String>> {
    match &declaration.construct {
        Construct::Role(role) => vec![
            aliases(&role.also),
            role.headcount.as_ref().map(|count| headcount(count.value)),
            role.reports_to.as_ref().map(|manager| format!("it reports to {}", all(model, manager))),
            role.unit.as_ref().map(|unit| format!("it works in {}", model.title(unit))),
            role.for_each.as_ref().map(|each| format!("there is one for each “{}”", model.title(each))),
            role.seen_in
                .as_ref()
                .map(|column| format!("the records show who it is in {}", evidence::path(model, column))),
            role.deputy.as_ref().map(|deputy| deputy_words(model, role, deputy)),
        ],
        Construct::Team(team) => vec![
            aliases(&team.also),
            team.members.as_ref().map(|members| format!("its members are {}", all(model, members))),
            team.lead.as_ref().map(|lead| format!("it is led by {}", all(model, lead))),
        ],
        Construct::Body(body) => vec![
            aliases(&body.also),
            body.chair.as_ref().map(|chair| format!("it is chaired by {}", all(model, chair))),
            body.members.as_ref().map(|members| format!("its members are {}", all(model, members))),
            body.quorum.as_ref().map(|quorum| quorum_words(model, quorum)),
        ],
        Construct::Organisation(organisation) => vec![aliases(&organisation.also)],
        _ => Vec::new(),
    }
}

/// `while the post is vacant the Deputy acts, for at most 90 days`
fn deputy_words(model: &Model, role: &Role, deputy: &Parties) -> String {
    let most = role.acting_at_most.map(|most| format!(", for at most {most}")).unwrap_or_default();
    format!("while the post is vacant, {} may act{most}", all(model, deputy))
}

/// `its quorum is at least 3, with the Chair or the Deputy chair`
fn quorum_words(model: &Model, quorum: &Quorum) -> String {
    let with = quorum.with.iter().map(|present| match present.count {
        1 => format!(", with {}", all(model, &present.of)),
        count => format!(", with {count} of {}", all(model, &present.of)),
    });
    format!("its quorum is {}{}", quorum.size.value, with.collect::<String>())
}

fn headcount(count: u32) -> String {
    if count == 1 { "one person holds the post".to_owned() } else { format!("{count} people hold the post") }
}

fn aliases(also: &[Alias]) -> Option<String> {
    let names: Vec<String> = also.iter().map(|alias| format!("“{}”", alias.name.value)).collect();
    (!names.is_empty()).then(|| format!("the text also calls it {}", listed(&names, "and")))
}

fn all(model: &Model, who: &Parties) -> String {
    parties(model, &who.names, who.join)
}
