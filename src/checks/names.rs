//! Names: other names that clash, and declarations that lead back to themselves.

use indexmap::IndexMap;

use super::Checked;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::document::Alias;
use crate::model::scenario::{Expectation, Expected};
use crate::model::value::Parties;
use crate::model::{ClauseNumber, Construct, DeclId, Declaration, Model, Ref};
use crate::text::{Spanned, nearest};

/// Findings on names.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let mut findings = clashes(model);
    findings.extend(former_names(model));
    findings.extend(unknown_profiles(model));
    findings.extend(unknown_levels(model));
    findings.extend(circles(model, "`part-of`", part_of));
    findings.extend(circles(model, "`reports-to`", reports_to));
    findings.extend(circles(model, "`members`", members));
    findings.extend(circles(model, "`replaced-by`", replaced_by));
    findings.extend(circles(model, "`re-audit`", re_audit));
    findings
}

/// Levels that a scenario expects of a ladder without one of that name.
fn unknown_levels(model: &Model) -> Vec<Diagnostic> {
    let scenarios = model.declarations.iter().filter_map(|declaration| {
        if let Construct::Scenario(scenario) = &declaration.construct { Some(scenario) } else { None }
    });
    scenarios
        .flat_map(|scenario| &scenario.expectations)
        .filter_map(|expected| unknown_level(model, expected))
        .collect()
}

fn unknown_level(model: &Model, expected: &Expected) -> Option<Diagnostic> {
    let level = match &expected.what {
        Expectation::Nothing { level, .. } | Expectation::One { level, .. } => level.as_ref()?,
        Expectation::Total { .. } | Expectation::Missed { .. } => return None,
    };
    let of = model.target(expected.what.of())?;
    let Construct::Escalation(ladder) = &of.construct else {
        let message = format!("`{}` has no levels: only an escalation has them", of.name.value);
        return Some(
            Diagnostic::new(codes::UNKNOWN_NAME, message)
                .at(level.span, "a level of an escalation is meant")
                .help("take `level` and its name out"),
        );
    };
    let names = || ladder.levels.iter().map(|level| level.name.value.as_str());
    if names().any(|name| name == level.value) {
        return None;
    }
    let help = nearest(&level.value, names()).map_or_else(
        || format!("its levels are {}", names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
        |meant| format!("did you mean `{meant}`?"),
    );
    Some(
        Diagnostic::new(codes::UNKNOWN_NAME, format!("`{}` has no level `{}`", of.name.value, level.value))
            .at(level.span, "a level of this escalation is meant")
            .help(help),
    )
}

/// One other name for two parties, where a reader of the same clause could take it for either.
fn clashes(model: &Model) -> Vec<Diagnostic> {
    let mut seen: IndexMap<String, Vec<(&Declaration, &Alias)>> = IndexMap::new();
    let mut findings = Vec::new();
    for declaration in &model.declarations {
        for alias in aliases(declaration) {
            let others = seen.entry(alias.name.value.to_lowercase()).or_default();
            let clash = others.iter().find(|(other, theirs)| other.id != declaration.id && overlap(alias, theirs));
            findings.extend(clash.map(|(other, theirs)| clash_finding(declaration, alias, other, theirs)));
            others.push((declaration, alias));
        }
    }
    findings
}

/// Whether two aliases can be met in the same clause; one that names no clause can be met in any.
fn overlap(one: &Alias, other: &Alias) -> bool {
    let shared = |clause: &Spanned<ClauseNumber>| other.clauses.iter().any(|theirs| theirs.value == clause.value);
    one.clauses.is_empty() || other.clauses.is_empty() || one.clauses.iter().any(shared)
}

fn clash_finding(declaration: &Declaration, alias: &Alias, other: &Declaration, theirs: &Alias) -> Diagnostic {
    let (first, second) = (&other.name.value, &declaration.name.value);
    Diagnostic::new(
        codes::ALIAS_CLASH,
        format!("`{}` is given as another name of `{first}` and of `{second}`", alias.name.value),
    )
    .at(alias.name.span, format!("here it means `{second}`"))
    .and(theirs.name.span, format!("here it means `{first}`"))
    .help("say with `in` which clauses use it for which, or take it out of one of them")
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs have other names")]
pub(super) fn aliases(declaration: &Declaration) -> &[Alias] {
    match &declaration.construct {
        Construct::Unit(unit) => &unit.also,
        Construct::Area(area) => &area.also,
        Construct::Role(role) => &role.also,
        Construct::Team(team) => &team.also,
        Construct::Body(body) => &body.also,
        Construct::Organisation(organisation) => &organisation.also,
        Construct::Reference(reference) => &reference.also,
        Construct::Instrument(instrument) => &instrument.also,
        Construct::Meeting(meeting) => &meeting.also,
        _ => &[],
    }
}

/// `was:` with the id of something that still stands.
fn former_names(model: &Model) -> Vec<Diagnostic> {
    let former = model.declarations.iter().filter_map(|declaration| Some((declaration, declaration.was.as_ref()?)));
    former
        .filter_map(|(declaration, was)| {
            let other = model.named(&was.value)?;
            let message = format!("`{}` says it was `{}`, but that still stands", declaration.name.value, was.value);
            Some(
                Diagnostic::new(codes::DUPLICATE_ID, message)
                    .at(was.span, "the id it had before")
                    .and(other.name.span, "declared here")
                    .help("take out the `was` line, or the older declaration"),
            )
        })
        .collect()
}

/// `only-for:` with a profile that the framework does not have.
fn unknown_profiles(model: &Model) -> Vec<Diagnostic> {
    let declared = model.framework().map(|(_, framework)| framework.profiles.as_slice()).unwrap_or_default();
    let names = || declared.iter().map(|profile| profile.value.as_str());
    let used = model.declarations.iter().flat_map(|declaration| &declaration.only_for);
    let unknown = used.filter(|profile| !names().any(|name| name == profile.value));
    unknown
        .map(|profile| {
            let help = nearest(&profile.value, names()).map_or_else(
                || "declare it in the framework: `profiles: residential-homes and day-services`".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            Diagnostic::new(codes::UNKNOWN_NAME, format!("the framework has no profile called `{}`", profile.value))
                .at(profile.span, "a profile of the framework is meant")
                .help(help)
        })
        .collect()
}

/// Declarations that lead back to themselves over one line, each circle once.
fn circles(model: &Model, line: &str, next: impl Fn(&Declaration) -> Vec<DeclId>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut done: Vec<bool> = vec![false; model.declarations.len()];
    for start in &model.declarations {
        let mut path: Vec<DeclId> = Vec::new();
        walk(model, start.id, &next, &mut path, &mut done, &mut |circle| {
            findings.push(circle_finding(model, line, circle))
        });
    }
    findings
}

/// Depth first; `done` marks what needs no second visit. The depth is that of the organisation, not of the text.
fn walk(
    model: &Model,
    id: DeclId,
    next: &impl Fn(&Declaration) -> Vec<DeclId>,
    path: &mut Vec<DeclId>,
    done: &mut [bool],
    found: &mut impl FnMut(&[DeclId]),
) {
    let mut stack: Vec<(DeclId, Vec<DeclId>)> = Vec::new();
    let mut enter = Some(id);
    loop {
        if let Some(id) = enter.take() {
            if let Some(at) = path.iter().position(|seen| *seen == id) {
                found(path.get(at..).unwrap_or_default());
            } else if let Some(visited) = done.get_mut(id.0 as usize).filter(|visited| !**visited) {
                *visited = true;
                path.push(id);
                let mut onward = model.get(id).map(next).unwrap_or_default();
                onward.reverse();
                stack.push((id, onward));
            }
        }
        let Some((_, onward)) = stack.last_mut() else { break };
        match onward.pop() {
            Some(id) => enter = Some(id),
            None => {
                stack.pop();
                path.pop();
            }
        }
    }
}

fn circle_finding(model: &Model, line: &str, circle: &[DeclId]) -> Diagnostic {
    let members: Vec<&Declaration> = circle.iter().filter_map(|id| model.get(*id)).collect();
    let names: Vec<String> = members.iter().map(|member| format!("`{}`", member.name.value)).collect();
    let first = names.first().cloned().unwrap_or_default();
    let message = if members.len() == 1 {
        format!("{first} leads to itself by {line}")
    } else {
        format!("{} lead back to {first} by {line}", names.join(", "))
    };
    let mut finding = Diagnostic::new(codes::CYCLE, message);
    for (place, member) in members.iter().enumerate() {
        finding = if place == 0 {
            finding.at(member.name.span, "the circle begins here")
        } else {
            finding.and(member.name.span, "and goes through here")
        };
    }
    finding.help("take that line out of one of them")
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs are part of another")]
fn part_of(declaration: &Declaration) -> Vec<DeclId> {
    let whole = match &declaration.construct {
        Construct::Unit(unit) => unit.part_of.as_ref(),
        Construct::Body(body) => body.part_of.as_ref(),
        _ => None,
    };
    whole.and_then(|whole| whole.target).into_iter().collect()
}

fn reports_to(declaration: &Declaration) -> Vec<DeclId> {
    let Construct::Role(role) = &declaration.construct else { return Vec::new() };
    ids(role.reports_to.as_ref())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs have members")]
fn members(declaration: &Declaration) -> Vec<DeclId> {
    match &declaration.construct {
        Construct::Team(team) => ids(team.members.as_ref()),
        Construct::Body(body) => ids(body.members.as_ref()),
        _ => Vec::new(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only these constructs take the place of another")]
fn replaced_by(declaration: &Declaration) -> Vec<DeclId> {
    match &declaration.construct {
        Construct::Reference(reference) => target(reference.replaced_by.as_ref()),
        Construct::Scale(scale) => target(scale.follows.as_ref()),
        _ => Vec::new(),
    }
}

fn re_audit(declaration: &Declaration) -> Vec<DeclId> {
    let Construct::Audit(audit) = &declaration.construct else { return Vec::new() };
    // An audit that is its own re-audit is repeated; that is no circle of different ones.
    target(audit.re_audit.as_ref()).into_iter().filter(|id| *id != declaration.id).collect()
}

fn ids(parties: Option<&Parties>) -> Vec<DeclId> {
    parties.into_iter().flat_map(|parties| &parties.names).filter_map(|name| name.target).collect()
}

fn target(reference: Option<&Ref>) -> Vec<DeclId> {
    reference.and_then(|reference| reference.target).into_iter().collect()
}
