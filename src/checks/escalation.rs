//! Ladders: an owner and a clock at each level, no dead end, no circle, an accountable end, clocks that run forwards.

mod clocks;

use indexmap::IndexSet;

use super::{Checked, pick};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::ladder::{Escalation, Level, Next};
use crate::model::{DeclId, Declaration, Model, Ref};

/// Findings on ladders.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let started = started(model);
    let mut findings = Vec::new();
    for (declaration, escalation) in pick::escalations(model) {
        let ladder = Ladder { model, declaration, escalation };
        if !ladder.is_whole() {
            continue;
        }
        if checked.sound {
            findings.extend(ladder.without_clock());
            findings.extend((!started.contains(&declaration.id)).then(|| ladder.nobody_tells()).flatten());
        }
        findings.extend(ladder.circle());
        findings.extend(ladder.never_reached());
        findings.extend(ladder.several_at_the_end());
        findings.extend(ladder.same_people());
        findings.extend(clocks::check(&ladder));
    }
    findings
}

/// The ladders that something else starts: a worry in an audit, a threshold, a duty that is missed.
fn started(model: &Model) -> IndexSet<DeclId> {
    let mut started = IndexSet::new();
    let mut add = |names: &[Ref]| started.extend(names.iter().filter_map(|name| name.target));
    for (_, audit) in pick::audits(model) {
        add(audit.concern.as_slice());
    }
    for (_, duty) in pick::duties(model) {
        add(duty.concern.as_slice());
        add(&duty.then);
        add(&duty.if_missed);
    }
    for (_, threshold) in pick::thresholds(model) {
        add(&threshold.then);
    }
    started
}

/// A ladder with what surrounds it.
struct Ladder<'model> {
    model: &'model Model,
    declaration: &'model Declaration,
    escalation: &'model Escalation,
}

/// The level that another leads to, by place.
const fn leads_to(level: &Level) -> Option<usize> {
    match &level.next {
        Some(Next::Level { target, .. }) => *target,
        Some(Next::Ends(_)) | None => None,
    }
}

impl<'model> Ladder<'model> {
    fn levels(&self) -> &'model [Level] {
        &self.escalation.levels
    }

    /// Whether every level could be read and leads to one that is there.
    fn is_whole(&self) -> bool {
        self.levels().iter().all(|level| match &level.next {
            Some(Next::Ends(_)) => true,
            Some(Next::Level { target, .. }) => target.is_some(),
            None => false,
        })
    }

    /// A level that leads on without saying after how long.
    fn without_clock(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for level in self.levels() {
            let Some(Next::Level { name, after: None, .. }) = &level.next else { continue };
            let message = format!("`{}` does not say after how long it goes on to `{}`", level.name.value, name.value);
            findings.push(
                Diagnostic::new(codes::LEVEL_WITHOUT_CLOCK, message)
                    .at(name.span, "no time is given")
                    .help(format!("write the time without an answer: `{}, after 2 working days`", name.value)),
            );
        }
        findings
    }

    /// A first level that does not say who tells, in a ladder that nothing else starts.
    fn nobody_tells(&self) -> Option<Diagnostic> {
        let first = self.levels().first().filter(|level| level.by.is_none())?;
        let message = format!("`{}` does not say who tells, and nothing else starts it", self.declaration.name.value);
        Some(
            Diagnostic::new(codes::NOBODY_TELLS, message)
                .at(first.tell.as_ref().map_or(first.name.span, |tell| tell.span), "told by nobody in particular")
                .help("add the line `by` to the first level, or name the ladder in the `concern` of an audit"),
        )
    }

    /// Levels that lead back to one another.
    fn circle(&self) -> Option<Diagnostic> {
        let mut path: Vec<usize> = Vec::new();
        let mut at = Some(0);
        while let Some(place) = at {
            if let Some(start) = path.iter().position(|seen| *seen == place) {
                return self.circle_finding(path.get(start..).unwrap_or_default());
            }
            path.push(place);
            at = self.levels().get(place).and_then(leads_to);
        }
        None
    }

    fn circle_finding(&self, circle: &[usize]) -> Option<Diagnostic> {
        let levels: Vec<&Level> = circle.iter().filter_map(|place| self.levels().get(*place)).collect();
        let last = levels.last()?;
        let Some(Next::Level { name, .. }) = &last.next else { return None };
        let timeless = levels.iter().all(|level| matches!(level.next, Some(Next::Level { after: None, .. })));
        let names = pick::named(levels.iter().map(|level| level.name.value.as_str()));
        let time = if timeless { ", and no time passes" } else { "" };
        let goes = if levels.len() == 1 { "leads to itself" } else { "lead back to one another" };
        let message = format!("in `{}`, {names} {goes}: nobody has the last word{time}", self.declaration.name.value);
        Some(
            Diagnostic::new(codes::LADDER_GOES_ROUND, message)
                .at(name.span, "goes back from here")
                .help("let the highest level say `if-unanswered: ends here`"),
        )
    }

    /// Levels that nothing leads to.
    fn never_reached(&self) -> Vec<Diagnostic> {
        let mut reached: IndexSet<usize> = IndexSet::new();
        let bypass = self.escalation.bypass.as_ref();
        let bypassed = self.levels().iter().position(|level| bypass.is_some_and(|name| name.value == level.name.value));
        for start in [Some(0), bypassed] {
            let mut at = start;
            while let Some(place) = at.filter(|place| reached.insert(*place)) {
                at = self.levels().get(place).and_then(leads_to);
            }
        }
        let lost = self.levels().iter().enumerate().filter(|(place, _)| !reached.contains(place));
        lost.map(|(_, level)| {
            let message = format!("no level of `{}` leads to `{}`", self.declaration.name.value, level.name.value);
            Diagnostic::new(codes::LEVEL_NEVER_REACHED, message).at(level.name.span, "never reached").help(format!(
                "let the level before it say `if-unanswered: {}, after 2 working days`, or take it out",
                level.name.value
            ))
        })
        .collect()
    }

    /// An end at which several are told and none of them answers.
    fn several_at_the_end(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for level in self.levels() {
            let (Some(Next::Ends(end)), Some(told)) = (&level.next, &level.tell) else { continue };
            if told.names.len() < 2 {
                continue;
            }
            let names = pick::named(told.names.iter().map(|name| name.name.as_str()));
            let message =
                format!("`{}` ends with {names}, and none of them has the last word", self.declaration.name.value);
            findings.push(
                Diagnostic::new(codes::END_NOT_ACCOUNTABLE, message)
                    .at(told.span, "one party is accountable at the end")
                    .and(end.span, "ends here")
                    .help("tell the one who decides; the others can be told by a duty"),
            );
        }
        findings
    }

    /// A level that goes on to the people who have not answered.
    fn same_people(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for level in self.levels() {
            let Some(next) = leads_to(level).and_then(|place| self.levels().get(place)) else { continue };
            let (Some(one), Some(other)) = (&level.tell, &next.tell) else { continue };
            let (Some(told), Some(again)) = (pick::targets(&one.names), pick::targets(&other.names)) else { continue };
            if level.name.value == next.name.value || !again.iter().all(|party| told.contains(party)) {
                continue;
            }
            let names = pick::named(other.names.iter().map(|name| name.name.as_str()));
            let message = format!(
                "when `{}` is not answered, `{}` tells {names} again and nobody new",
                level.name.value, next.name.value
            );
            findings.push(
                Diagnostic::new(codes::SAME_PEOPLE_AGAIN, message)
                    .at(other.span, "told again here")
                    .and(one.span, "told before here")
                    .help("tell someone who can act when they do not"),
            );
        }
        findings
    }
}
