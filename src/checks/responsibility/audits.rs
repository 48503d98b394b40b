//! Audits that presuppose another, and auditors who would have to tell themselves.

use super::{Checked, pick};
use crate::calendar::{Cadence, is_scheduled};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Draw, DrawSource, Parties, Selection, Size, Strength};
use crate::model::work::Audit;
use crate::model::{Construct, DeclId, Declaration, Model, Ref};

/// Findings on what audits presuppose.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let mut findings = Vec::new();
    for (declaration, audit) in pick::audits(model) {
        findings.extend(presupposed(model, declaration, audit));
        let auditors = audit.auditors.as_ref().map(|auditors| &auditors.parties);
        findings.extend(self_notified(
            model,
            declaration,
            auditors,
            audit.independent_of.as_ref(),
            audit.concern.as_ref(),
        ));
    }
    for (declaration, duty) in pick::duties(model) {
        findings.extend(self_notified(
            model,
            declaration,
            duty.who.as_ref(),
            duty.independent_of.as_ref(),
            duty.concern.as_ref(),
        ));
    }
    findings
}

/// A re-audit of cases that the first audit did not look at, or of an audit that may never be held.
fn presupposed(model: &Model, declaration: &Declaration, first: &Audit) -> Option<Diagnostic> {
    let named = first.re_audit.as_ref()?;
    let again = model.target(named).filter(|again| again.id != declaration.id)?;
    let Construct::Audit(second) = &again.construct else { return None };
    let (name, other) = (&declaration.name.value, &again.name.value);
    let finding =
        |message: String| Diagnostic::new(codes::NEVER_AUDITED_BEFORE, message).at(named.span, "said to follow it up");
    if let Some(draw) = second.draw.as_ref().filter(|draw| looks_elsewhere(first.draw.as_ref(), draw)) {
        let message = format!("`{other}` follows up `{name}`, but draws cases of its own, most of them never audited");
        return Some(
            finding(message)
                .and(draw.span, "draws these")
                .help("take `draw` out of it, so that it looks at the same cases again, or say `by finding`"),
        );
    }
    let when = second.when.as_ref().filter(|when| is_scheduled(&when.value))?;
    may_never_be(first).then(|| {
        finding(format!("`{other}` is held by the calendar, but `{name}`, which it follows up, may never be held"))
            .and(when.span, "has dates of its own")
            .help("let it follow the first audit, or give that one its dates")
    })
}

/// Whether a follow-up that draws so looks at other cases than the first audit did.
fn looks_elsewhere(first: Option<&Draw>, second: &Draw) -> bool {
    let whole = |draw: &Draw| draw.portions.iter().all(|portion| matches!(portion.size.value, Size::All));
    if first.is_some_and(|first| source(first) == source(second) && whole(first)) {
        return false;
    }
    let at_large = |selection: &Selection| matches!(selection, Selection::Unsaid | Selection::Random);
    !second.portions.is_empty() && second.portions.iter().all(|portion| at_large(&portion.selection))
}

fn source(draw: &Draw) -> Option<DeclId> {
    match &draw.source {
        DrawSource::Population(name) | DrawSource::Shared(name) => name.target,
    }
}

fn may_never_be(audit: &Audit) -> bool {
    let when = audit.when.as_ref().map(|when| &when.value);
    audit.strength == Strength::May || matches!(when, Some(Cadence::AsRequired { .. }))
}

/// A worry that goes to nobody who is certain to be another than the one who is worried.
fn self_notified(
    model: &Model,
    declaration: &Declaration,
    doing: Option<&Parties>,
    independent_of: Option<&Parties>,
    concern: Option<&Ref>,
) -> Option<Diagnostic> {
    let ladder = model.target(concern?)?;
    let Construct::Escalation(escalation) = &ladder.construct else { return None };
    let told = escalation.levels.first()?.tell.as_ref()?;
    let doing = doing?;
    let doers = pick::posts(model, doing)?;
    let apart = match independent_of {
        Some(parties) => pick::posts(model, parties)?,
        None => indexmap::IndexSet::new(),
    };
    let all_of_one_case = doers.iter().all(|doer| is_of_a_case(model, *doer));
    let may_be = |post: &DeclId| {
        let anyone = is_of_a_case(model, *post) && !all_of_one_case;
        !apart.contains(post) && (doers.contains(post) || anyone)
    };
    let listeners = pick::posts(model, told)?;
    // That nobody is left to do it at all is another finding.
    let nobody_left = doers.iter().all(|doer| apart.contains(doer));
    if ladder.broken || nobody_left || !listeners.iter().all(may_be) {
        return None;
    }
    let message = format!(
        "whoever does `{}` may be the one whom `{}` tells first, and then nobody else hears of it",
        declaration.name.value, ladder.name.value
    );
    Some(
        Diagnostic::new(codes::SELF_NOTIFICATION, message)
            .at(doing.span, "these look at the cases")
            .and(told.span, "these are told first")
            .help(format!(
                "write `independent-of: {}`, or let the first level tell someone besides",
                told.names.iter().map(|name| name.name.as_str()).collect::<Vec<_>>().join(", ")
            )),
    )
}

/// Whether a post is the part that anyone may have in one case: `for-each: care-case`.
fn is_of_a_case(model: &Model, post: DeclId) -> bool {
    let Some(Construct::Role(role)) = model.get(post).map(|declaration| &declaration.construct) else { return false };
    role.for_each.is_some()
}
