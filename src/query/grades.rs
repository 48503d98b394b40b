//! Which grades are at least as good as one.
//!
//! A column of grades does not say which scale they are of. The order is that of every scale that has the grade; where
//! two such scales put a grade on different sides of it, nothing is said.

use super::Unsayable;
use super::predicate::Comparison;
use crate::model::standards::Scale;
use crate::model::{Construct, Model};

/// The grades that compare so with `grade`: better is more. A grade of the scale that another took the place of counts as
/// the one it reads as.
pub(crate) fn grades_that_compare(
    model: &Model,
    comparison: Comparison,
    grade: &str,
) -> Result<Vec<String>, Unsayable> {
    let mut wanted: Vec<String> = Vec::new();
    let mut unwanted: Vec<String> = Vec::new();
    let mut known = false;
    for scale in scales(model) {
        let Some(place) = place_of(scale, grade) else { continue };
        known = true;
        for (other, at) in placed(scale) {
            let list = if holds(comparison, at, place) { &mut wanted } else { &mut unwanted };
            if !list.iter().any(|one| one == other) {
                list.push(other.to_owned());
            }
        }
    }
    if !known {
        return Err(Unsayable::because(format!("no scale says what is better or worse than `{grade}`")));
    }
    if let Some(torn) = wanted.iter().find(|one| unwanted.contains(one)) {
        return Err(Unsayable::because(format!(
            "two scales disagree whether `{torn}` is better or worse than `{grade}`"
        )));
    }
    Ok(wanted)
}

/// The grades of a scale with their places, the best first; older ones behind, at the places of those they read as.
fn placed(scale: &Scale) -> impl Iterator<Item = (&str, usize)> {
    let own = scale.grades.iter().enumerate().map(|(place, grade)| (grade.name.value.as_str(), place));
    let place_of = |newer: &str| scale.grades.iter().position(|grade| grade.name.value == newer);
    let older = scale
        .reads_as
        .iter()
        .filter_map(move |(older, newer)| place_of(&newer.value).map(|place| (older.value.as_str(), place)));
    own.filter(|(name, _)| is_counted(scale, name)).chain(older)
}

fn place_of(scale: &Scale, grade: &str) -> Option<usize> {
    placed(scale).find(|(name, _)| *name == grade).map(|(_, place)| place)
}

/// Whether a grade has a place in the order.
fn is_counted(scale: &Scale, grade: &str) -> bool {
    scale.not_counted.iter().all(|other| other.value != grade)
}

/// Whether the grade at `at` compares so with the one at `place`; the best is at 0.
const fn holds(comparison: Comparison, at: usize, place: usize) -> bool {
    match comparison {
        Comparison::Equal => at == place,
        Comparison::Unequal => at != place,
        Comparison::Less => at > place,
        Comparison::AtMost => at >= place,
        Comparison::More => at < place,
        Comparison::AtLeast => at <= place,
    }
}

/// Every grade that has a place in an order, each once.
pub(crate) fn ordered_grades(model: &Model) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in scales(model).flat_map(placed) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn scales(model: &Model) -> impl Iterator<Item = &Scale> {
    model.declarations.iter().filter_map(|declaration| {
        let Construct::Scale(scale) = &declaration.construct else { return None };
        Some(scale.as_ref())
    })
}
