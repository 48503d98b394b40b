//! One obligation in sentences.

use super::evidence::{self, condition};
use super::words::{parties, sentence, when};
use crate::calendar::Cadence;
use crate::model::value::{Area, Basis, Join, MeetingSide, Parties};
use crate::model::work::Meeting;
use crate::model::{Construct, DeclId, Declaration, Model, Obligation, ObligationKind, Ref, Timing};
use crate::plan::{deadline_words, draw_words, listed};

/// Who must do what; when; by when; with what; what follows. A part of a greater rule is one sentence.
pub(super) fn sentences(model: &Model, declaration: &Declaration, obligation: &Obligation) -> Vec<String> {
    if let (Construct::Meeting(meeting), Timing::Own(cadence)) = (&declaration.construct, &obligation.timing) {
        let shown = evidence::shown(model, obligation).map(|words| sentence(&words));
        return meets(model, meeting, &cadence.value).into_iter().chain(shown).collect();
    }
    match &obligation.timing {
        Timing::With(_) => vec![part(model, obligation)],
        Timing::Own(cadence) => {
            let rhythm = Some(format!("this falls {}", when(model, &cadence.value)));
            told([Some(doing(model, obligation)), rhythm], model, obligation)
        }
        Timing::Unresolved => {
            let unsaid = Some("when it falls cannot be told until its `when` is mended".to_owned());
            told([Some(doing(model, obligation)), unsaid], model, obligation)
        }
    }
}

/// A body meets: said of the body, whoever has to call it.
fn meets(model: &Model, meeting: &Meeting, cadence: &Cadence) -> Vec<String> {
    let all = |who: &Parties| parties(model, &who.names, who.join);
    let body = meeting.body.as_ref().map(|body| parties(model, std::slice::from_ref(body), Join::All));
    let who = body.unwrap_or_else(|| "a body that is not named".to_owned());
    let items: Vec<String> = meeting.standing_items.iter().map(|item| format!("“{}”", item.value)).collect();
    let reports: Vec<String> = meeting.takes.iter().map(|report| format!("“{}”", model.title(report))).collect();
    let told = [
        Some(format!("{who} {} meet {}", meeting.strength.word(), when(model, cadence))),
        meeting.chair.as_ref().map(|chair| format!("{} chairs it", all(chair))),
        meeting.attend.as_ref().map(|attend| format!("{} must be there", all(attend))),
        (!items.is_empty()).then(|| format!("on every agenda: {}", listed(&items, "and"))),
        (!reports.is_empty()).then(|| format!("these reports come to it: {}", listed(&reports, "and"))),
    ];
    told.into_iter().flatten().map(|words| sentence(&words)).collect()
}

fn told(first: [Option<String>; 2], model: &Model, obligation: &Obligation) -> Vec<String> {
    let due = obligation.due.as_ref().map(|due| format!("each is done {}", deadline_words(model, &due.value)));
    let rest = [
        obligation.filter.as_ref().map(|filter| format!("it is for those alone where {}", condition(model, filter))),
        due,
        obligation.draw.as_ref().map(|draw| format!("what is looked at: {}", draw_words(model, draw).join(", "))),
        obligation.basis.as_ref().map(basis),
        tools(model, obligation),
        obligation.through.and_then(|meeting| title(model, meeting)).map(|meeting| match obligation.side {
            MeetingSide::After => format!("it goes through {meeting}"),
            MeetingSide::Before => format!("it goes through the last {meeting} before it is due"),
        }),
        obligation
            .not_before
            .as_ref()
            .map(|first| format!("it is not done before {}", deadline_words(model, &first.value))),
        (!obligation.excused_by.is_empty())
            .then(|| format!("{} may excuse it, in writing", parties(model, &obligation.excused_by, Join::All))),
        obligation.evidence.as_ref().map(|evidence| format!("what shows it: {evidence}")),
        evidence::shown(model, obligation),
        follows(model, "when it is done, this follows", &obligation.on_success),
        follows(model, "when it is not done, this follows", &obligation.on_breach),
        obligation.concern.and_then(|ladder| title(model, ladder)).map(|ladder| format!("a worry starts {ladder}")),
    ];
    first.into_iter().chain(rest).flatten().map(|words| sentence(&words)).collect()
}

/// What comes with each occurrence of a greater rule.
fn part(model: &Model, obligation: &Obligation) -> String {
    let due = obligation.due.as_ref().map_or(String::new(), |due| format!(", {}", deadline_words(model, &due.value)));
    sentence(&format!("each time, {}{due}", doing(model, obligation)))
}

/// `the Team Manager must look at case files, 2 each, for the Head of Service`
fn doing(model: &Model, obligation: &Obligation) -> String {
    let who = match obligation.bearers.as_slice() {
        [] => "somebody who is not named".to_owned(),
        bearers => parties(model, bearers, obligation.join),
    };
    let each = obligation.each.map_or(String::new(), |each| format!(", {each} each"));
    let answers = obligation.accountable.as_ref().map_or(String::new(), |accountable| {
        format!("; {} answers for it", parties(model, std::slice::from_ref(accountable), obligation.join))
    });
    format!("{who} {} {}{each}{answers}", obligation.strength.word(), action(model, obligation))
}

/// What is done, and for whom.
fn action(model: &Model, obligation: &Obligation) -> String {
    let to = match obligation.recipients.as_slice() {
        [] => String::new(),
        // Who does something for nobody but themselves simply does it.
        recipients if same(recipients, &obligation.bearers) => String::new(),
        recipients => {
            let to = match obligation.kind {
                ObligationKind::Report => " to",
                ObligationKind::Feedback => " from",
                ObligationKind::Audit
                | ObligationKind::Meeting
                | ObligationKind::Duty
                | ObligationKind::Observation
                | ObligationKind::Review => ", for",
            };
            format!("{to} {}", parties(model, recipients, Join::All))
        }
    };
    format!("{}{to}", obligation.action.trim_end_matches('.'))
}

/// Whether the same parties are named, wherever they are named.
fn same(some: &[Ref], others: &[Ref]) -> bool {
    some.iter().map(|party| &party.name).eq(others.iter().map(|party| &party.name))
}

fn tools(model: &Model, obligation: &Obligation) -> Option<String> {
    let tool = obligation.instrument.and_then(|instrument| title(model, instrument));
    let tests: Vec<String> = obligation.tests.iter().filter_map(|standard| title(model, *standard)).collect();
    match (tool, tests.as_slice()) {
        (None, []) => None,
        (Some(tool), []) => Some(format!("it is done with {tool}")),
        (None, tests) => Some(format!("it tests {}", listed(tests, "and"))),
        (Some(tool), tests) => Some(format!("it is done with {tool}, and tests {}", listed(tests, "and"))),
    }
}

fn basis(basis: &Basis) -> String {
    let parts = basis.parts.iter().map(|part| {
        let area = match part.area {
            Area::Own => "their own area",
            Area::Peer => "a peer area",
        };
        format!("from {area} in {}", part.months)
    });
    format!("cases come {}", listed(&parts.collect::<Vec<_>>(), "and"))
}

fn follows(model: &Model, words: &str, what: &[DeclId]) -> Option<String> {
    let titles: Vec<String> = what.iter().filter_map(|id| title(model, *id)).collect();
    (!titles.is_empty()).then(|| format!("{words}: {}", listed(&titles, "and")))
}

fn title(model: &Model, id: DeclId) -> Option<String> {
    model.get(id).map(|declaration| format!("“{}”", declaration.title))
}
