//! Measures and thresholds: bounds in the unit of what they bound.

use super::Checked;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Construct;
use crate::model::evidence::Threshold;
use crate::model::value::{BoundFigure, Formula, FormulaKind, Subject};

/// Findings on measures.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let thresholds = checked.model.declarations.iter().filter_map(|declaration| {
        let Construct::Threshold(threshold) = &declaration.construct else { return None };
        Some(threshold)
    });
    thresholds.filter_map(|threshold| wrong_unit(checked, threshold)).collect()
}

/// A bound that is given in another unit than its measure has.
fn wrong_unit(checked: &Checked<'_>, threshold: &Threshold) -> Option<Diagnostic> {
    let bound = threshold.bound.as_ref()?;
    let measure = checked.model.target(threshold.measure.as_ref()?)?;
    let Construct::Measure(said) = &measure.construct else { return None };
    let formula = said.value.as_ref()?;
    let (unit, example) = unit_of(formula);
    let fits = match (&formula.kind, &bound.figure) {
        (FormulaKind::Share(..), BoundFigure::Percent(_)) => true,
        (FormulaKind::Count(_), BoundFigure::Number(_)) => true,
        (FormulaKind::Statistic { of: Subject::Between { unit, .. }, .. }, BoundFigure::Duration(duration)) => {
            *unit == duration.unit
        }
        (FormulaKind::Statistic { of: Subject::Column(_), .. }, BoundFigure::Number(_)) => true,
        (FormulaKind::Share(..) | FormulaKind::Count(_) | FormulaKind::Statistic { .. }, _) => false,
    };
    if fits {
        return None;
    }
    Some(
        Diagnostic::new(codes::WRONG_UNIT, format!("`{}` is {unit}, but its bound is not", measure.name.value))
            .at(bound.span, format!("{unit} is meant here"))
            .and(formula.span, format!("this gives {unit}"))
            .help(format!("write the bound like this: `{example}`")),
    )
}

/// What a measure comes to, in words, and a bound on it.
fn unit_of(formula: &Formula) -> (String, String) {
    match &formula.kind {
        FormulaKind::Share(..) => ("a share in per cent".to_owned(), "below 90%".to_owned()),
        FormulaKind::Count(_) => ("a number".to_owned(), "above 3".to_owned()),
        FormulaKind::Statistic { of: Subject::Between { unit, .. }, .. } => {
            let length = crate::calendar::Duration { count: 5, unit: *unit };
            let words = length.to_string();
            let unit = words.strip_prefix("5 ").unwrap_or(&words).to_owned();
            (format!("a number of {unit}"), format!("above {words}"))
        }
        FormulaKind::Statistic { of: Subject::Column(_), .. } => ("a number".to_owned(), "above 3".to_owned()),
    }
}
