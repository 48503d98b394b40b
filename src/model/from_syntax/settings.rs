//! Third pass: the calendar that dates are counted in, the clocks of words, the framework.

use crate::calendar::{Calendar, CalendarRules, Closure, ExtraHoliday, Nation, Term, Weekday};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::time::{CalendarDecl, Stretch};
use crate::model::{Construct, DeclId, Declaration, Kind, Model};
use crate::text::nearest;

/// Sets the model's framework, calendar and clocks.
pub(super) fn settle(model: &mut Model, findings: &mut Vec<Diagnostic>) {
    model.framework = framework(model, findings);
    model.calendar = Calendar::new(calendar_rules(model, findings));
    findings.extend(unknown_editions(model));
    let clocks = model.declarations.iter().filter_map(|declaration| {
        let Construct::Clock(clock) = &declaration.construct else { return None };
        Some((declaration.name.value.clone(), clock.within.as_ref()?.value.clone()))
    });
    model.clocks = clocks.collect();
}

/// The one framework; a second is a finding.
fn framework(model: &Model, findings: &mut Vec<Diagnostic>) -> Option<DeclId> {
    let mut frameworks = of_kind(model, Kind::Framework);
    // The file that was asked for comes last, after those it uses.
    let framework = frameworks.next_back()?;
    for other in frameworks {
        findings.push(
            Diagnostic::new(codes::DUPLICATE_ID, "there are two frameworks")
                .at(framework.header, "one is declared here")
                .and(other.header, "and another here")
                .help("one document declares one framework; take the other out, or do not `use` its file"),
        );
    }
    Some(framework.id)
}

/// Editions that a `formerly` line names and the framework does not have.
fn unknown_editions(model: &Model) -> Vec<Diagnostic> {
    let Some((_, framework)) = model.framework() else { return Vec::new() };
    let editions: Vec<&str> = framework.editions.iter().map(|edition| edition.name.value.as_str()).collect();
    let named = model.declarations.iter().filter_map(|declaration| Some(&declaration.formerly.as_ref()?.edition));
    let unknown = named.filter(|edition| !editions.contains(&edition.value.as_str()));
    unknown
        .map(|edition| {
            let help = nearest(&edition.value, editions.iter().copied()).map_or_else(
                || "write the id of one of its editions".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            Diagnostic::new(codes::UNKNOWN_NAME, format!("no edition here is called `{}`", edition.value))
                .at(edition.span, "an edition of this framework is meant")
                .help(help)
        })
        .collect()
}

fn of_kind(model: &Model, kind: Kind) -> impl DoubleEndedIterator<Item = &Declaration> {
    model.declarations.iter().filter(move |declaration| declaration.construct.kind() == kind)
}

/// The framework's calendar; without a framework the only calendar there is; else the default.
fn calendar_rules(model: &Model, findings: &mut Vec<Diagnostic>) -> CalendarRules {
    let named = model.framework().map(|(_, framework)| framework.calendar.as_ref().and_then(|name| name.target));
    let declaration = match named {
        Some(target) => target.and_then(|id| model.get(id)),
        None => {
            let mut calendars = of_kind(model, Kind::Calendar);
            calendars.next_back().filter(|_| calendars.next().is_none())
        }
    };
    let Some(declaration) = declaration else { return CalendarRules::default() };
    let mut chain: Vec<(&Declaration, &CalendarDecl)> = Vec::new();
    let mut next = Some(declaration);
    while let Some(declaration) = next {
        let Construct::Calendar(calendar) = &declaration.construct else { break };
        if let Some((first, _)) = chain.iter().find(|(seen, _)| seen.id == declaration.id) {
            findings.push(circle(first, &chain));
            break;
        }
        chain.push((declaration, calendar));
        next = calendar.extends.as_ref().and_then(|base| base.target).and_then(|id| model.get(id));
    }
    let mut rules = CalendarRules { id: declaration.name.value.clone(), ..CalendarRules::default() };
    for (_, calendar) in chain.into_iter().rev() {
        lay_over(&mut rules, calendar);
    }
    rules
}

fn circle(first: &Declaration, chain: &[(&Declaration, &CalendarDecl)]) -> Diagnostic {
    let names: Vec<String> = chain.iter().map(|(declaration, _)| format!("`{}`", declaration.name.value)).collect();
    let mut finding = Diagnostic::new(
        codes::CYCLE,
        format!("these calendars start from one another: {} and again `{}`", names.join(", "), first.name.value),
    )
    .at(first.name.span, "the circle begins here");
    for (declaration, _) in chain.iter().filter(|(declaration, _)| declaration.id != first.id) {
        finding = finding.and(declaration.name.span, "and goes through here");
    }
    finding.help("take the `extends` line out of one of them")
}

/// What a calendar says over what it starts from.
fn lay_over(rules: &mut CalendarRules, calendar: &CalendarDecl) {
    if let Some((from, to)) = calendar.week {
        rules.week = working_week(from, to);
    }
    if !calendar.holidays.is_empty() {
        rules.holidays = calendar.holidays.iter().filter_map(|nation| nation_of(&nation.value)).collect();
    }
    rules.quarter_start = calendar.quarters_from.unwrap_or(rules.quarter_start);
    rules.financial_year_start = calendar.financial_year.unwrap_or(rules.financial_year_start);
    rules.academic_year_start = calendar.academic_year.unwrap_or(rules.academic_year_start);
    rules.moved = calendar.moved.unwrap_or(rules.moved);
    rules.terms.extend(calendar.terms.iter().map(term));
    rules.closures.extend(calendar.closures.iter().map(|closure| Closure {
        name: closure.title.clone(),
        from: closure.from,
        to: closure.to,
    }));
    rules
        .extra_holidays
        .extend(calendar.days_off.iter().map(|day| ExtraHoliday { date: day.from, name: day.title.clone() }));
}

fn term(stretch: &Stretch) -> Term {
    Term { id: stretch.name.value.clone(), name: stretch.title.clone(), from: stretch.from, to: stretch.to }
}

fn nation_of(name: &str) -> Option<Nation> {
    match name {
        "England and Wales" => Some(Nation::EnglandAndWales),
        "Scotland" => Some(Nation::Scotland),
        "Northern Ireland" => Some(Nation::NorthernIreland),
        _ => None,
    }
}

/// Monday to Sunday, true from `from` to `to`, over the week's end where need be.
fn working_week(from: Weekday, to: Weekday) -> [bool; 7] {
    let mut week = [false; 7];
    let mut day = from;
    for _ in 0..7 {
        if let Some(works) = week.get_mut(day.num_days_from_monday() as usize) {
            *works = true;
        }
        if day == to {
            break;
        }
        day = day.succ();
    }
    week
}
