//! Who answers: one party for each obligation, and somebody who is there.

use indexmap::{IndexMap, IndexSet};

use super::{Checked, pick};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::Parties;
use crate::model::work::{Programme, Report};
use crate::model::{Construct, DeclId, Declaration, Model, Ref};
use crate::text::Spanned;

/// Findings on who answers, who does it and who reads it.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let mut findings = Vec::new();
    for declaration in &model.declarations {
        findings.extend(accountable(declaration).and_then(|parties| several(declaration, parties)));
    }
    for (declaration, programme) in pick::programmes(model) {
        findings.extend(disagreeing(model, declaration, programme));
    }
    for (declaration, report) in pick::reports(model) {
        findings.extend(no_reader(model, declaration, report));
    }
    findings.extend(nobody(model));
    findings
}

/// What stands in its `accountable` line.
fn accountable(declaration: &Declaration) -> Option<&Parties> {
    let lines = [
        if let Construct::Audit(audit) = &declaration.construct { audit.accountable.as_ref() } else { None },
        if let Construct::Duty(duty) = &declaration.construct { duty.accountable.as_ref() } else { None },
        if let Construct::Report(report) = &declaration.construct { report.accountable.as_ref() } else { None },
        if let Construct::Feedback(feedback) = &declaration.construct { feedback.accountable.as_ref() } else { None },
        if let Construct::Programme(plan) = &declaration.construct { plan.accountable.as_ref() } else { None },
    ];
    lines.into_iter().flatten().next()
}

fn several(declaration: &Declaration, parties: &Parties) -> Option<Diagnostic> {
    if parties.names.len() < 2 {
        return None;
    }
    let names = pick::named(parties.names.iter().map(|name| name.name.as_str()));
    Some(
        Diagnostic::new(
            codes::SEVERAL_ACCOUNTABLE,
            format!("{names} are all accountable for `{}`, so none of them is", declaration.name.value),
        )
        .at(parties.span, "one party answers here")
        .help("keep the one who answers for it; the others belong in `consults`, `informs` or `coordinated-by`"),
    )
}

/// A programme that answers to one party, and audits in it that answer to another; one finding for each such party.
fn disagreeing(model: &Model, declaration: &Declaration, programme: &Programme) -> Vec<Diagnostic> {
    let Some(whole) = programme.accountable.as_ref().and_then(only) else { return Vec::new() };
    let entries = programme.lines.iter().flat_map(|line| &line.entries);
    let planned: IndexSet<DeclId> = entries.filter_map(|entry| entry.audit.target).collect();
    let mut others: IndexMap<DeclId, Vec<(&Declaration, &Ref)>> = IndexMap::new();
    for audit in planned.iter().filter_map(|id| model.get(*id)) {
        let Some(own) = accountable(audit).and_then(only) else { continue };
        if let Some(other) = own.target.filter(|_| whole.target.is_some() && own.target != whole.target) {
            others.entry(other).or_default().push((audit, own));
        }
    }
    others.values().filter_map(|audits| disagreement(declaration, whole, audits)).collect()
}

/// The party of a list of one.
fn only(parties: &Parties) -> Option<&Ref> {
    let [only] = parties.names.as_slice() else { return None };
    Some(only)
}

fn disagreement(programme: &Declaration, whole: &Ref, audits: &[(&Declaration, &Ref)]) -> Option<Diagnostic> {
    let ((_, first), rest) = audits.split_first()?;
    let names = pick::named(audits.iter().map(|(audit, _)| audit.name.value.as_str()));
    let message = format!(
        "`{}` answers for {names}, but `{}` for `{}`, which plans them",
        first.name, whole.name, programme.name.value
    );
    let finding = Diagnostic::new(codes::ACCOUNTABLE_DISAGREES, message).at(first.span, "for the audit");
    let finding = rest.iter().fold(finding, |finding, (_, own)| finding.and(own.span, "and for this one"));
    Some(
        finding
            .and(whole.span, "for the programme")
            .help("name the same party in both places, or leave the line to the programme"),
    )
}

/// A report that nobody reads but those who write it.
fn no_reader(model: &Model, declaration: &Declaration, report: &Report) -> Option<Diagnostic> {
    let (by, to) = (report.by.as_ref()?, report.to.as_ref()?);
    let (writers, readers) = (pick::posts(model, by)?, pick::posts(model, to)?);
    let finding = |message: String, label: &str| {
        Diagnostic::new(codes::REPORT_WITHOUT_READER, message)
            .at(to.span, label)
            .help("name in `to` who is to act on what it says")
    };
    if to.names.iter().all(|name| is_empty(model, name)) {
        let message = format!("nobody is there to read `{}`", declaration.name.value);
        return Some(finding(message, "nobody holds this post"));
    }
    readers.iter().all(|reader| writers.contains(reader)).then(|| {
        let message = format!("nobody reads `{}` but those who write it", declaration.name.value);
        finding(message, "these are its writers").and(by.span, "written by these")
    })
}

/// Duties of posts that nobody holds: one finding for each such post, however much falls on it.
fn nobody(model: &Model) -> Vec<Diagnostic> {
    let ladders = pick::escalations(model).flat_map(|(declaration, ladder)| {
        let told = ladder.levels.iter().filter_map(|level| level.tell.as_ref());
        told.map(move |parties| (declaration.id, parties.names.as_slice()))
    });
    let duties = model.obligations.iter().map(|obligation| (obligation.declaration, obligation.bearers.as_slice()));
    let mut falling: IndexMap<Vec<Option<DeclId>>, Falling<'_>> = IndexMap::new();
    for (id, bearers) in duties.chain(ladders) {
        if bearers.is_empty() || !bearers.iter().all(|bearer| is_empty(model, bearer)) {
            continue;
        }
        let posts: Vec<Option<DeclId>> = bearers.iter().map(|bearer| bearer.target).collect();
        falling.entry(posts).or_insert(Falling { bearers, on: IndexSet::new() }).on.insert(id);
    }
    falling.values().filter_map(|falling| falling.finding(model)).collect()
}

/// What falls on posts that nobody holds.
struct Falling<'model> {
    /// As first named.
    bearers: &'model [Ref],
    /// The declarations that name them.
    on: IndexSet<DeclId>,
}

impl Falling<'_> {
    fn finding(&self, model: &Model) -> Option<Diagnostic> {
        let first = self.bearers.first()?;
        let names = pick::named(self.bearers.iter().map(|bearer| bearer.name.as_str()));
        let title = &model.get(*self.on.first()?)?.name.value;
        let what = match self.on.len() {
            1 => format!("`{title}` falls"),
            2 => format!("`{title}` and one more fall"),
            count => format!("`{title}` and {} more fall", count - 1),
        };
        let finding = Diagnostic::new(codes::FALLS_ON_NOBODY, format!("{what} on {names}, and nobody holds that post"))
            .at(first.span, "nobody is there to do it");
        let headcount = model.target(first).and_then(headcount);
        let finding = match headcount {
            Some(headcount) => finding.and(headcount.span, "none here"),
            None => finding,
        };
        Some(finding.help("name a post that is held, or put the headcount right"))
    }
}

/// Whether it is known that nobody is behind that name.
fn is_empty(model: &Model, party: &Ref) -> bool {
    let mut open = vec![party.target];
    let mut seen = IndexSet::new();
    while let Some(next) = open.pop() {
        let Some(declaration) = next.and_then(|id| model.get(id)) else { return false };
        if !seen.insert(declaration.id) {
            continue;
        }
        if let Some(headcount) = headcount(declaration) {
            if headcount.value > 0 || has_deputy(declaration) {
                return false;
            }
            continue;
        }
        let Some(members) = pick::members(declaration) else { return false };
        open.extend(members.names.iter().map(|member| member.target));
    }
    true
}

fn headcount(declaration: &Declaration) -> Option<&Spanned<u32>> {
    if let Construct::Role(role) = &declaration.construct {
        return role.headcount.as_ref();
    }
    if let Construct::Team(team) = &declaration.construct {
        return team.headcount.as_ref();
    }
    None
}

/// Whether somebody acts while the post is vacant.
const fn has_deputy(declaration: &Declaration) -> bool {
    let Construct::Role(role) = &declaration.construct else { return false };
    role.deputy.is_some()
}
