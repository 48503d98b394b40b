//! Third pass: the calendar that dates are counted in, the clocks of words, the framework.

use crate::calendar::Calendar;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::calendars::lineage;
use crate::model::time::CalendarDecl;
use crate::model::{Construct, DeclId, Declaration, Kind, Model};
use crate::text::nearest;

/// Sets the model's framework, calendar and clocks.
pub(super) fn settle(model: &mut Model, findings: &mut Vec<Diagnostic>) {
    model.framework = framework(model, findings);
    model.calendar = calendar(model, findings);
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
fn calendar(model: &Model, findings: &mut Vec<Diagnostic>) -> Calendar {
    let named = model.framework().map(|(_, framework)| framework.calendar.as_ref().and_then(|name| name.target));
    let calendar = match named {
        Some(target) => target,
        None => {
            let mut calendars = of_kind(model, Kind::Calendar);
            calendars.next_back().filter(|_| calendars.next().is_none()).map(|only| only.id)
        }
    };
    let Some(calendar) = calendar else { return Calendar::default() };
    let lineage = lineage(model, calendar);
    findings.extend(lineage.circle.map(|first| circle(first, &lineage.calendars)));
    model.calendar_of(calendar)
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
