//! Thresholds that can never or always fire, thresholds without a consequence, and measures that nobody reads.

use std::cmp::Ordering;

use indexmap::IndexSet;

use super::{Checked, pick};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::evidence::Threshold;
use crate::model::value::{Bound, BoundFigure, BoundSide, FormulaKind};
use crate::model::{Construct, DeclId, Declaration, Model};

/// Findings on thresholds and on the use of measures.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let mut findings: Vec<Diagnostic> =
        pick::thresholds(model).filter_map(|(declaration, threshold)| reach(model, declaration, threshold)).collect();
    let read = read(model);
    for declaration in pick::of_document(checked).filter(|declaration| !declaration.broken) {
        if let Construct::Threshold(threshold) = &declaration.construct {
            findings.extend(nothing_follows(declaration, threshold));
        } else if let Construct::Measure(_) = &declaration.construct {
            findings.extend((!read.contains(&declaration.id)).then(|| not_read(declaration)));
        }
    }
    findings
}

/// When a bound fires.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fires {
    Never,
    Sometimes,
    Always,
}

/// A bound that lies beyond what its measure can come to.
fn reach(model: &Model, declaration: &Declaration, threshold: &Threshold) -> Option<Diagnostic> {
    let bound = threshold.bound.as_ref()?;
    let measure = model.target(threshold.measure.as_ref()?)?;
    let Construct::Measure(held) = &measure.construct else { return None };
    let formula = held.value.as_ref()?;
    let (written, limits) = match (&formula.kind, &bound.figure) {
        (FormulaKind::Share(..), BoundFigure::Percent(figure)) => (figure, (0.0, Some(100.0))),
        (FormulaKind::Count(_), BoundFigure::Number(figure)) => (figure, (0.0, None)),
        (FormulaKind::Share(..) | FormulaKind::Count(_) | FormulaKind::Statistic { .. }, _) => return None,
    };
    let figure: f64 = written.0.parse().ok()?;
    let range = match limits {
        (low, Some(high)) => format!("from {low} to {high}%"),
        (low, None) => format!("{low} or more"),
    };
    let (code, what) = match fires(bound, figure, limits) {
        Fires::Sometimes => return None,
        Fires::Never => (codes::THRESHOLD_NEVER_FIRES, "can never be crossed"),
        Fires::Always => (codes::THRESHOLD_ALWAYS_FIRES, "is always crossed"),
    };
    Some(
        Diagnostic::new(code, format!("the bound of `{}` {what}", declaration.name.value))
            .at(bound.span, format!("`{}` comes to {range}", measure.name.value))
            .and(formula.span, "counted like this")
            .help("write the figure at which something is to be done"),
    )
}

fn fires(bound: &Bound, figure: f64, (low, high): (f64, Option<f64>)) -> Fires {
    let to_low = figure.partial_cmp(&low);
    let to_high = high.and_then(|high| figure.partial_cmp(&high));
    let below_all = to_low == Some(Ordering::Less);
    let at_lowest = to_low == Some(Ordering::Equal);
    let above_all = to_high == Some(Ordering::Greater);
    let at_highest = to_high == Some(Ordering::Equal);
    match bound.side {
        BoundSide::Below if below_all || at_lowest => Fires::Never,
        BoundSide::Below if above_all => Fires::Always,
        BoundSide::Above if above_all || at_highest => Fires::Never,
        BoundSide::Above if below_all => Fires::Always,
        BoundSide::AtLeast if above_all => Fires::Never,
        BoundSide::AtLeast if below_all || at_lowest => Fires::Always,
        BoundSide::AtMost if below_all => Fires::Never,
        BoundSide::AtMost if above_all || at_highest => Fires::Always,
        BoundSide::Exactly if below_all || above_all => Fires::Never,
        BoundSide::Below | BoundSide::Above | BoundSide::AtLeast | BoundSide::AtMost | BoundSide::Exactly => {
            Fires::Sometimes
        }
    }
}

fn nothing_follows(declaration: &Declaration, threshold: &Threshold) -> Option<Diagnostic> {
    (threshold.then.is_empty() && threshold.tell.is_none()).then(|| {
        Diagnostic::new(codes::NOTHING_FOLLOWS, format!("nothing follows when `{}` is crossed", declaration.name.value))
            .at(declaration.header, "nobody is told and nothing is done")
            .help("say who is told with `tell` and `within`, or what is done with `then`")
    })
}

/// The measures that a report, a meeting or a threshold looks at.
fn read(model: &Model) -> IndexSet<DeclId> {
    let mut read = IndexSet::new();
    read.extend(pick::reports(model).flat_map(|(_, report)| &report.measures).filter_map(|name| name.target));
    read.extend(pick::meetings(model).flat_map(|(_, meeting)| &meeting.items).filter_map(|name| name.target));
    read.extend(pick::thresholds(model).filter_map(|(_, threshold)| threshold.measure.as_ref()?.target));
    read
}

fn not_read(declaration: &Declaration) -> Diagnostic {
    Diagnostic::new(codes::MEASURE_NOT_READ, format!("nobody looks at `{}`", declaration.name.value))
        .at(declaration.header, "in no report, no meeting and no threshold")
        .help("name it in the `measures` of a report or the `items` of a meeting, or set a threshold on it")
}
