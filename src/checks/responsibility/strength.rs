//! One act, bound with different strength in two places: must in one clause, should in another.

use indexmap::IndexMap;

use super::{Checked, pick};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Filing, Strength};
use crate::model::{Construct, DeclId, Declaration, Model};
use crate::text::Span;

/// Findings on strength.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut first: IndexMap<Act, Place<'_>> = IndexMap::new();
    let mut findings = Vec::new();
    for (act, place) in acts(checked.model) {
        match first.get(&act) {
            Some(earlier) if earlier.strength != place.strength => {
                let decided = is_decided(earlier, &place) || is_decided(&place, earlier);
                findings.extend((!decided).then(|| different(&act, earlier, &place)));
            }
            Some(_) => {}
            None => {
                first.insert(act, place);
            }
        }
    }
    findings
}

/// What is done, so that two lines can be known to ask for the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Act {
    /// Such a form goes to such a place.
    File { form: Form, place: String },
    /// These do this.
    Do { who: Vec<DeclId>, action: String },
}

/// Which forms count as the same: all audit tools do, for each audit has its own; any other form is itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Form {
    Tool,
    Other(DeclId),
}

/// Where an act is asked for, and how strongly.
struct Place<'model> {
    declaration: &'model Declaration,
    strength: Strength,
    span: Span,
}

/// Every act that can be compared, in source order.
fn acts(model: &Model) -> Vec<(Act, Place<'_>)> {
    let mut acts = Vec::new();
    for declaration in model.declarations.iter().filter(|declaration| !declaration.broken) {
        if let Construct::Audit(audit) = &declaration.construct {
            acts.extend(audit.file.as_ref().and_then(|filing| filed(model, declaration, filing)));
        }
        if let Construct::Duty(duty) = &declaration.construct {
            acts.extend(duty.file.as_ref().and_then(|filing| filed(model, declaration, filing)));
            let who = duty.who.as_ref().and_then(|who| pick::targets(&who.names));
            if let (Some(who), Some(action)) = (who, &duty.action) {
                let mut who: Vec<DeclId> = who.into_iter().collect();
                who.sort();
                let place = Place { declaration, strength: duty.strength, span: action.span };
                acts.push((Act::Do { who, action: plain(&action.value) }, place));
            }
        }
    }
    acts
}

fn filed<'model>(model: &Model, declaration: &'model Declaration, filing: &Filing) -> Option<(Act, Place<'model>)> {
    let form = model.target(&filing.instrument)?;
    let Construct::Instrument(instrument) = &form.construct else { return None };
    let is_tool = instrument.kind.as_ref().is_some_and(|kind| kind.value == "audit-tool");
    let form = if is_tool { Form::Tool } else { Form::Other(form.id) };
    let act = Act::File { form, place: plain(&filing.place) };
    Some((act, Place { declaration, strength: filing.strength, span: filing.span }))
}

/// Whether an assumption beside one of the two names both words: then the difference is somebody's decision.
fn is_decided(one: &Place<'_>, other: &Place<'_>) -> bool {
    let names = |text: &str, word: &str| text.split(|letter: char| !letter.is_alphabetic()).any(|one| one == word);
    let (own, others) = (one.strength.word(), other.strength.word());
    one.declaration.assumes.iter().any(|assume| names(&assume.value, own) && names(&assume.value, others))
}

/// Words without capitals, stops and extra spaces.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches(['.', ',', ';', ':']).to_lowercase());
    words.collect::<Vec<_>>().join(" ")
}

fn different(act: &Act, earlier: &Place<'_>, later: &Place<'_>) -> Diagnostic {
    let what = match act {
        Act::File { place, .. } => format!("filing the completed tool on {place}"),
        Act::Do { action, .. } => format!("to {action}"),
    };
    let message = format!(
        "{what} is a `{}` in `{}` and a `{}` in `{}`",
        earlier.strength.word(),
        earlier.declaration.name.value,
        later.strength.word(),
        later.declaration.name.value
    );
    Diagnostic::new(codes::MUST_AGAINST_SHOULD, message)
        .at(later.span, format!("`{}` here", later.strength.word()))
        .and(earlier.span, format!("`{}` here", earlier.strength.word()))
        .help("decide how strongly it binds and write that in both places, or say with `assume` why the words differ")
}
