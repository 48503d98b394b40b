//! Fourth pass: what the declarations come to.
//!
//! Each construct has one function here that says which obligations it stands for. A new surface form is lowered here
//! and has schedules, checklists, queries and explanations from then on.

use crate::calendar::{Cadence, Deadline, Quantity};
use crate::model::evidence::Adjustment;
use crate::model::kernel::{Obligation, ObligationKind, Timing};
use crate::model::ladder::{End, Escalation, Level, Next};
use crate::model::parties::Role;
use crate::model::value::{
    Draw, DrawRule, DrawSource, Filing, Join, MeetingSide, Notice, Parties, Size, Strength, Through,
};
use crate::model::work::{Audit, Duty, DutyKind, Feedback, Meeting, Report};
use crate::model::{Construct, DeclId, Declaration, Model, Ref};
use crate::text::Spanned;

/// Every obligation, in source order. What an amendment adds is left out until it is in force.
pub(super) fn of(model: &Model) -> Vec<Obligation> {
    let in_force = model.declarations.iter().filter(|declaration| declaration.added_by.is_none());
    let mut all: Vec<Obligation> = in_force.flat_map(|declaration| of_declaration(model, declaration)).collect();
    // An obligation is large, and most of what a growing list sets aside would stay empty.
    all.shrink_to_fit();
    all
}

fn of_declaration(model: &Model, declaration: &Declaration) -> Vec<Obligation> {
    match &declaration.construct {
        Construct::Audit(audit) => of_audit(model, declaration, audit),
        Construct::Meeting(meeting) => of_meeting(model, declaration, meeting),
        Construct::Report(report) => of_report(declaration, report),
        Construct::Duty(duty) => of_duty(model, declaration, duty),
        Construct::Feedback(feedback) => of_feedback(model, declaration, feedback),
        Construct::Escalation(escalation) => of_escalation(declaration, escalation),
        Construct::Framework(framework) => {
            let mut review = part(declaration, "review", ObligationKind::Review, "review the framework");
            review.title = format!("Review of the {}", declaration.title);
            review.timing = own(framework.review_due.as_ref().map(|due| due_on(due, Cadence::Once)));
            bear(&mut review, framework.owner.as_ref());
            vec![review]
        }
        Construct::Gap(gap) => {
            let mut close = part(declaration, "close", ObligationKind::Duty, "close the gap");
            close.title = format!("Open question: {}", declaration.title);
            close.timing = own(gap.due.as_ref().map(|due| due_on(due, Cadence::Once)));
            bear(&mut close, gap.owner.as_ref());
            vec![close]
        }
        Construct::Threshold(threshold) => {
            let mut tell = part(declaration, "tell", ObligationKind::Duty, "act on the bound that is crossed");
            bear(&mut tell, threshold.tell.as_ref());
            tell.timing = own(Some(Spanned::new(Cadence::Event(declaration.name.value.clone()), declaration.header)));
            tell.recipients = names(threshold.tell.as_ref());
            tell.due = threshold.within.clone();
            tell.on_success = targets(&threshold.then);
            let of = threshold.changes.len();
            let changes = threshold.changes.iter().enumerate();
            let changes = changes
                .map(|(place, change)| changed(model, declaration, &tell, &numbered("changes", place, of), change));
            let changes: Vec<Obligation> = changes.collect();
            std::iter::once(tell).chain(changes).collect()
        }
        Construct::Role(role) => role.deputy.iter().map(|deputy| stands_in(declaration, role, deputy)).collect(),
        Construct::Calendar(_)
        | Construct::Clock(_)
        | Construct::Unit(_)
        | Construct::Area(_)
        | Construct::Team(_)
        | Construct::Body(_)
        | Construct::Organisation(_)
        | Construct::Glossary(_)
        | Construct::Reference(_)
        | Construct::Scale(_)
        | Construct::Standard(_)
        | Construct::Instrument(_)
        | Construct::Population(_)
        | Construct::Sample(_)
        | Construct::Programme(_)
        | Construct::Event(_)
        | Construct::Measure(_)
        | Construct::Record(_)
        | Construct::Scenario(_)
        | Construct::Site(_)
        | Construct::Narrative
        | Construct::Assume(_)
        | Construct::Amendment(_) => Vec::new(),
    }
}

/// A deputy acts while a post is vacant, and for no longer than the post allows.
fn stands_in(declaration: &Declaration, role: &Role, deputy: &Parties) -> Obligation {
    let action = format!("act for the {} while the post is vacant", declaration.title);
    let mut act = part(declaration, "deputy", ObligationKind::Duty, &action);
    act.title = format!("{}: deputy", declaration.title);
    bear(&mut act, Some(deputy));
    let because = "the post may fall vacant".to_owned();
    act.timing = own(Some(Spanned::new(Cadence::AsRequired { because }, deputy.span)));
    act.due = role.acting_at_most.map(|duration| Spanned::new(Deadline::Within { duration, after: None }, deputy.span));
    act.on_breach = targets(&role.then);
    act
}

/// What is done otherwise once a bound is crossed, by those whose rule it is.
fn changed(model: &Model, declaration: &Declaration, tell: &Obligation, name: &str, change: &Adjustment) -> Obligation {
    let action = format!("change “{}” to {}", model.title(&change.of), change.words.value);
    let mut changed = follow(tell, declaration, name, ObligationKind::Duty, &action);
    let whole = model.target(&change.of).and_then(|target| of_declaration(model, target).into_iter().next());
    if let Some(whole) = whole {
        changed.bearers = whole.bearers;
        changed.join = whole.join;
        changed.unit = whole.unit;
    }
    changed
}

fn of_audit(model: &Model, declaration: &Declaration, audit: &Audit) -> Vec<Obligation> {
    let mut whole = base(declaration, ObligationKind::Audit, "audit the cases drawn");
    whole.strength = audit.strength;
    bear(&mut whole, audit.auditors.as_ref().map(|auditors| &auditors.parties));
    whole.accountable = first(audit.accountable.as_ref());
    whole.unit = target(audit.unit.as_ref());
    whole.each = audit.auditors.as_ref().and_then(|auditors| auditors.each.as_ref()).map(|each| each.value);
    whole.draw = audit.draw.as_ref().map(|draw| shared_draw(model, draw));
    whole.quantity = whole.draw.as_ref().and_then(fixed_size);
    whole.basis.clone_from(&audit.basis);
    whole.excused_by = names(audit.excused_by.as_ref());
    whole.timing = own(audit.when.clone());
    whole.filter.clone_from(&audit.filter);
    whole.due.clone_from(&audit.due);
    whole.instrument = target(audit.instrument.as_ref());
    whole.tests = tested(model, &audit.tests, whole.instrument);
    whole.concern = target(audit.concern.as_ref());
    whole.on_success = target(audit.re_audit.as_ref()).into_iter().collect();
    let mut all = vec![];
    if let Some(filing) = &audit.file {
        all.push(filed(&whole, declaration, filing));
    }
    let organiser = audit.coordinated_by.as_ref();
    for (place, notice) in audit.findings.iter().enumerate() {
        let name = numbered("findings", place, audit.findings.len());
        all.push(noticed(
            &whole,
            declaration,
            &name,
            ObligationKind::Report,
            "pass on the findings",
            notice,
            organiser,
        ));
    }
    for (place, notice) in audit.share.iter().enumerate() {
        let name = numbered("share", place, audit.share.len());
        all.push(noticed(&whole, declaration, &name, ObligationKind::Duty, "share the result", notice, None));
    }
    if let Some(notice) = &audit.action_plan {
        let action = "draw up an action plan";
        all.push(noticed(&whole, declaration, "action-plan", ObligationKind::Duty, action, notice, None));
    }
    if let Some(notice) = &audit.report_back {
        let action = "report on the audit";
        all.push(noticed(&whole, declaration, "report-back", ObligationKind::Report, action, notice, organiser));
    }
    if let Some(moderation) = &audit.moderation {
        let action = format!("look again at {}% of the audits", moderation.percent.0);
        let mut again = follow(&whole, declaration, "moderation", ObligationKind::Duty, &action);
        bear(&mut again, Some(&moderation.by));
        again.due.clone_from(&moderation.within);
        all.push(again);
    }
    all.insert(0, whole);
    all
}

fn of_meeting(model: &Model, declaration: &Declaration, meeting: &Meeting) -> Vec<Obligation> {
    let mut whole = base(declaration, ObligationKind::Meeting, "meet");
    whole.strength = meeting.strength;
    let body = meeting.body.as_ref().and_then(|body| model.target(body)).map(|body| &body.construct);
    let chair = match body {
        Some(Construct::Body(body)) => body.chair.as_ref(),
        Some(Construct::Team(team)) => team.lead.as_ref(),
        _ => None,
    };
    bear(&mut whole, meeting.chair.as_ref().or(chair));
    if whole.bearers.is_empty() {
        whole.bearers.extend(meeting.body.clone());
    }
    whole.recipients = names(meeting.attend.as_ref());
    whole.timing = own(meeting.when.clone());
    whole.filter.clone_from(&meeting.filter);
    let mut all = Vec::new();
    if let Some(attend) = &meeting.attend {
        let mut present = follow(&whole, declaration, "attend", ObligationKind::Duty, "attend the meeting");
        bear(&mut present, Some(attend));
        present.recipients.clear();
        all.push(present);
    }
    all.insert(0, whole);
    all
}

fn of_report(declaration: &Declaration, report: &Report) -> Vec<Obligation> {
    let mut whole = base(declaration, ObligationKind::Report, "report");
    whole.strength = report.strength;
    bear(&mut whole, report.by.as_ref());
    whole.accountable = first(report.accountable.as_ref());
    whole.recipients = names(report.to.as_ref());
    whole.unit = target(report.unit.as_ref());
    whole.timing = own(report.when.clone());
    whole.filter.clone_from(&report.filter);
    whole.due.clone_from(&report.due);
    go_through(&mut whole, report.through.as_ref());
    whole.not_before.clone_from(&report.not_before);
    whole.on_success = targets(&report.feeds);
    let mut all = Vec::new();
    if let Some(due) = &report.draft_due {
        let mut draft = follow(&whole, declaration, "draft", ObligationKind::Report, "send out the draft");
        (draft.through, draft.side) = (whole.through, whole.side);
        draft.due = Some(due.clone());
        all.push(draft);
    }
    all.insert(0, whole);
    all
}

fn of_duty(model: &Model, declaration: &Declaration, duty: &Duty) -> Vec<Obligation> {
    let kind = match duty.kind {
        DutyKind::Duty => ObligationKind::Duty,
        DutyKind::Observation => ObligationKind::Observation,
        DutyKind::Review | DutyKind::Appraisal => ObligationKind::Review,
    };
    let action = duty.action.as_ref().map_or(declaration.title.as_str(), |action| action.value.as_str());
    let mut whole = base(declaration, kind, action);
    whole.strength = duty.strength;
    bear(&mut whole, duty.who.as_ref());
    whole.accountable = first(duty.accountable.as_ref());
    whole.recipients = names(duty.to.as_ref());
    whole.unit = target(duty.unit.as_ref());
    whole.draw = duty.draw.as_ref().map(|draw| shared_draw(model, draw));
    whole.quantity =
        duty.how_many.as_ref().map(|amount| amount.value).or_else(|| whole.draw.as_ref().and_then(fixed_size));
    whole.timing = own(duty.when.clone());
    whole.filter.clone_from(&duty.filter);
    whole.due.clone_from(&duty.due);
    whole.instrument = target(duty.instrument.as_ref());
    whole.tests = tested(model, &duty.tests, whole.instrument);
    go_through(&mut whole, duty.through.as_ref());
    whole.not_before.clone_from(&duty.not_before);
    whole.evidence.clone_from(&duty.evidence);
    whole.on_success = targets(&duty.then).into_iter().chain(targets(&duty.feeds)).collect();
    whole.on_breach = targets(&duty.if_missed);
    whole.excused_by = names(duty.excused_by.as_ref());
    whole.concern = target(duty.concern.as_ref());
    let mut all = Vec::new();
    if let Some(filing) = &duty.file {
        all.push(filed(&whole, declaration, filing));
    }
    for (place, notice) in duty.share.iter().enumerate() {
        let name = numbered("share", place, duty.share.len());
        all.push(noticed(&whole, declaration, &name, ObligationKind::Duty, "share the result", notice, None));
    }
    for (name, action, others) in [("consult", "ask first", &duty.consults), ("inform", "tell after", &duty.informs)] {
        if let Some(others) = others {
            let mut told = follow(&whole, declaration, name, ObligationKind::Duty, action);
            told.recipients.clone_from(&others.names);
            all.push(told);
        }
    }
    all.insert(0, whole);
    all
}

fn of_feedback(model: &Model, declaration: &Declaration, feedback: &Feedback) -> Vec<Obligation> {
    let mut whole = base(declaration, ObligationKind::Feedback, "ask for feedback");
    whole.strength = feedback.strength;
    bear(&mut whole, feedback.by.as_ref());
    whole.accountable = first(feedback.accountable.as_ref());
    whole.recipients = names(feedback.respondents.as_ref());
    whole.unit = target(feedback.unit.as_ref());
    whole.draw = feedback.draw.as_ref().map(|draw| shared_draw(model, draw));
    whole.quantity = whole.draw.as_ref().and_then(fixed_size);
    whole.timing = own(feedback.when.clone());
    whole.filter.clone_from(&feedback.filter);
    whole.due.clone_from(&feedback.due);
    whole.instrument = target(feedback.instrument.as_ref());
    whole.evidence.clone_from(&feedback.channel);
    whole.on_success = targets(&feedback.feeds);
    let mut all = Vec::new();
    for (place, notice) in feedback.share.iter().enumerate() {
        let name = numbered("share", place, feedback.share.len());
        all.push(noticed(&whole, declaration, &name, ObligationKind::Duty, "share the answers", notice, None));
    }
    all.insert(0, whole);
    all
}

/// Two obligations for each level: that its people are told, and that they act. The first level starts with what starts
/// the ladder, a later one with the level that leads to it.
fn of_escalation(declaration: &Declaration, escalation: &Escalation) -> Vec<Obligation> {
    let mut all = Vec::new();
    for (place, level) in escalation.levels.iter().enumerate() {
        let leads_here =
            |other: &&Level| matches!(&other.next, Some(Next::Level { target: Some(target), .. }) if *target == place);
        let before = escalation.levels.iter().find(leads_here).filter(|_| place > 0);
        let mut told = part(declaration, &level.name.value, ObligationKind::Duty, "tell");
        told.title = format!("{}: {}", declaration.title, level.title);
        told.strength = escalation.strength;
        bear(&mut told, level.by.as_ref().or_else(|| before.and_then(|before| before.tell.as_ref())));
        told.recipients = names(level.tell.as_ref());
        told.due.clone_from(&level.within);
        told.timing = match before {
            Some(before) => Timing::With(format!("{}/{}", declaration.name.value, before.name.value)),
            None => own(escalation.when.clone()),
        };
        told.filter = escalation.filter.clone().filter(|_| before.is_none());
        let acts = level.action.as_ref().map(|(strength, action)| acted(declaration, level, &told, *strength, action));
        all.push(told);
        all.extend(acts);
    }
    all
}

/// What the people of a level do once they are told, before the next level is, or before the ladder's end.
fn acted(
    declaration: &Declaration,
    level: &Level,
    told: &Obligation,
    strength: Strength,
    action: &Spanned<String>,
) -> Obligation {
    let name = format!("{}/act", level.name.value);
    let mut act = follow(told, declaration, &name, ObligationKind::Duty, &action.value);
    act.title.clone_from(&told.title);
    act.strength = strength;
    bear(&mut act, level.tell.as_ref());
    let after = match &level.next {
        Some(Next::Level { after, .. } | Next::Ends(End { after, .. })) => *after,
        None => None,
    };
    act.due = after.map(|duration| Spanned::new(Deadline::Within { duration, after: None }, level.span));
    act
}

/// An obligation of that declaration with nothing settled but what every one has.
fn base(declaration: &Declaration, kind: ObligationKind, action: &str) -> Obligation {
    Obligation {
        id: declaration.name.value.clone(),
        declaration: declaration.id,
        kind,
        title: declaration.title.clone(),
        strength: Strength::Must,
        bearers: Vec::new(),
        join: Join::All,
        accountable: None,
        action: action.to_owned(),
        recipients: Vec::new(),
        unit: None,
        quantity: None,
        each: None,
        draw: None,
        basis: None,
        timing: Timing::Unresolved,
        filter: None,
        due: None,
        instrument: None,
        tests: Vec::new(),
        through: None,
        side: MeetingSide::After,
        not_before: None,
        evidence: None,
        on_success: Vec::new(),
        on_breach: Vec::new(),
        excused_by: Vec::new(),
        concern: None,
        only_for: declaration.only_for.iter().map(|profile| profile.value.clone()).collect(),
        clauses: declaration.clauses.iter().map(|clause| clause.value.clone()).collect(),
    }
}

/// A part of a declaration with a time of its own.
fn part(declaration: &Declaration, name: &str, kind: ObligationKind, action: &str) -> Obligation {
    let mut part = base(declaration, kind, action);
    part.id = format!("{}/{name}", declaration.name.value);
    part
}

/// What follows each occurrence of `whole`, by the same people unless it says otherwise.
fn follow(whole: &Obligation, declaration: &Declaration, name: &str, kind: ObligationKind, action: &str) -> Obligation {
    let mut follow = part(declaration, name, kind, action);
    follow.title = format!("{}: {action}", declaration.title);
    follow.timing = Timing::With(whole.id.clone());
    follow.strength = whole.strength;
    follow.bearers.clone_from(&whole.bearers);
    follow.join = whole.join;
    follow.unit = whole.unit;
    follow
}

fn filed(whole: &Obligation, declaration: &Declaration, filing: &Filing) -> Obligation {
    let action = format!("file the completed form on {}", filing.place);
    let mut filed = follow(whole, declaration, "file", ObligationKind::Duty, &action);
    filed.strength = filing.strength;
    filed.instrument = filing.instrument.target;
    filed.due.clone_from(&filing.within);
    filed.evidence = Some(filing.place.clone());
    filed
}

fn noticed(
    whole: &Obligation,
    declaration: &Declaration,
    name: &str,
    kind: ObligationKind,
    action: &str,
    notice: &Notice,
    organiser: Option<&Parties>,
) -> Obligation {
    let action = match &notice.purpose {
        Some(purpose) => format!("{action} for {purpose}"),
        None => action.to_owned(),
    };
    let mut told = follow(whole, declaration, name, kind, &action);
    bear(&mut told, notice.by.as_ref().or(organiser));
    told.strength = notice.strength.unwrap_or(told.strength);
    told.recipients = names(notice.to.as_ref());
    told.due.clone_from(&notice.within);
    told
}

/// `findings`, or `findings-2` where there are several.
fn numbered(name: &str, place: usize, of: usize) -> String {
    if of == 1 { name.to_owned() } else { format!("{name}-{}", place + 1) }
}

/// Sets who does it, where that is said.
fn bear(obligation: &mut Obligation, parties: Option<&Parties>) {
    if let Some(parties) = parties {
        obligation.bearers.clone_from(&parties.names);
        obligation.join = parties.join;
    }
}

/// Sets the meeting that takes it, where it goes through one.
fn go_through(obligation: &mut Obligation, through: Option<&Through>) {
    if let Some(through) = through {
        obligation.through = through.meeting.target;
        obligation.side = through.side;
    }
}

fn own(cadence: Option<Spanned<Cadence>>) -> Timing {
    cadence.map_or(Timing::Unresolved, Timing::Own)
}

fn due_on<T: Copy>(date: &Spanned<T>, make: impl Fn(T) -> Cadence) -> Spanned<Cadence> {
    Spanned::new(make(date.value), date.span)
}

fn names(parties: Option<&Parties>) -> Vec<Ref> {
    parties.map(|parties| parties.names.clone()).unwrap_or_default()
}

fn first(parties: Option<&Parties>) -> Option<Ref> {
    parties.and_then(|parties| parties.names.first().cloned())
}

fn target(reference: Option<&Ref>) -> Option<DeclId> {
    reference.and_then(|reference| reference.target)
}

fn targets(references: &[Ref]) -> Vec<DeclId> {
    references.iter().filter_map(|reference| reference.target).collect()
}

/// The standards named and those of the instrument, each once.
fn tested(model: &Model, named: &[Ref], instrument: Option<DeclId>) -> Vec<DeclId> {
    let mut tests = targets(named);
    if let Some(Construct::Instrument(instrument)) = instrument.and_then(|id| model.get(id)).map(|d| &d.construct) {
        for standard in targets(&instrument.tests) {
            if !tests.contains(&standard) {
                tests.push(standard);
            }
        }
    }
    tests
}

/// The draw itself, or that of the sample it names, with its own rules added; and the cap of its population.
fn shared_draw(model: &Model, draw: &Draw) -> Draw {
    let mut whole = draw.clone();
    if let DrawSource::Shared(sample) = &draw.source
        && let Some(Construct::Sample(sample)) = construct_of(model, sample)
        && let Some(shared) = &sample.draw
    {
        whole = shared.clone();
        whole.rules.extend(draw.rules.iter().cloned());
    }
    if let DrawSource::Population(from) = &whole.source
        && let Some(Construct::Population(population)) = construct_of(model, from)
        && let Some(cap) = &population.cap
    {
        whole.rules.push(Spanned::new(DrawRule::Cap(cap.clone()), draw.span));
    }
    whole
}

fn construct_of<'model>(model: &'model Model, reference: &Ref) -> Option<&'model Construct> {
    model.target(reference).map(|declaration| &declaration.construct)
}

/// How many a draw takes, where that does not depend on the records.
fn fixed_size(draw: &Draw) -> Option<Quantity> {
    if draw.is_apart() {
        return None;
    }
    let mut sum = 0_u32;
    for portion in &draw.portions {
        let Size::Fixed(count) = &portion.size.value else { return None };
        sum = sum.checked_add(*count)?;
    }
    (sum > 0).then_some(Quantity { min: Some(sum), max: Some(sum) })
}
