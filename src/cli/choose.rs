//! A declaration that the user names on the command line.

use super::failure::Failure;
use crate::model::{DeclId, Declaration, Kind, Model, PARTIES};
use crate::text::nearest;

/// The role, team, body or organisation of that id, where one is named.
pub(super) fn party(model: &Model, id: Option<&str>) -> Result<Option<DeclId>, Failure> {
    id.map(|id| declared(model, id, PARTIES, "a role, team, body or organisation")).transpose()
}

/// The unit or area of that id, where one is named.
pub(super) fn unit(model: &Model, id: Option<&str>) -> Result<Option<DeclId>, Failure> {
    id.map(|id| declared(model, id, &[Kind::Unit, Kind::Area], "a unit")).transpose()
}

/// The calendar of that id; where none is named the framework's, or the only one there is.
pub(super) fn calendar(model: &Model, id: Option<&str>) -> Result<DeclId, Failure> {
    if let Some(id) = id {
        return declared(model, id, &[Kind::Calendar], "a calendar");
    }
    let own = model.framework().and_then(|(_, framework)| framework.calendar.as_ref()?.target);
    if let Some(own) = own {
        return Ok(own);
    }
    let calendars = model.declarations.iter().filter(|declaration| declaration.construct.kind() == Kind::Calendar);
    let calendars: Vec<&Declaration> = calendars.collect();
    match calendars.as_slice() {
        [only] => Ok(only.id),
        [] => Err(Failure::new("no calendar is declared here").help("name a framework, or a file with a `calendar`")),
        several => {
            let names: Vec<&str> = several.iter().map(|calendar| calendar.name.value.as_str()).collect();
            Err(Failure::new("no framework says which calendar is meant")
                .help(format!("write `--calendar` and one of {}", names.join(", "))))
        }
    }
}

/// The audit of that id, or the duty with questions, where one is named.
pub(super) fn audit(model: &Model, id: Option<&str>) -> Result<Option<DeclId>, Failure> {
    id.map(|id| {
        if asks(model, id) {
            any(model, id).map(|duty| duty.id)
        } else {
            declared(model, id, &[Kind::Audit], "an audit")
        }
    })
    .transpose()
}

/// Whether it is a duty that looks at standards or has a form.
fn asks(model: &Model, id: &str) -> bool {
    let duty = model.named(id).filter(|declaration| declaration.construct.kind() == Kind::Duty);
    duty.is_some() && model.obligation(id).is_some_and(|duty| !duty.tests.is_empty() || duty.instrument.is_some())
}

/// The declaration of that id, which must be of one of `kinds`; `what` is the word for them, with its article.
fn declared(model: &Model, id: &str, kinds: &[Kind], what: &str) -> Result<DeclId, Failure> {
    let fits = |declaration: &&Declaration| kinds.contains(&declaration.construct.kind());
    match model.named(id) {
        Some(declaration) if fits(&declaration) => Ok(declaration.id),
        Some(declaration) => {
            let kind = declaration.construct.kind().keyword();
            Err(Failure::new(format!("`{id}` is not {what}: it is declared with the word `{kind}`")))
        }
        None => Err(unknown(id, model.declarations.iter().filter(fits), what)),
    }
}

/// The declaration of that id, of any kind.
pub(super) fn any<'model>(model: &'model Model, id: &str) -> Result<&'model Declaration, Failure> {
    model.named(id).ok_or_else(|| unknown(id, model.declarations.iter(), "a declaration"))
}

/// No declaration has that id: the nearest id, or those there are.
fn unknown<'model>(id: &str, candidates: impl Iterator<Item = &'model Declaration>, what: &str) -> Failure {
    let names: Vec<&str> = candidates.map(|declaration| declaration.name.value.as_str()).collect();
    let failure = Failure::new(format!("`{id}` is not the id of {what} here"));
    match (nearest(id, names.iter().copied()), names.as_slice()) {
        (Some(near), _) => failure.help(format!("did you mean `{near}`?")),
        (None, []) => failure.help("the framework declares none"),
        (None, names) if names.len() <= 12 => failure.help(format!("there are {}", names.join(", "))),
        (None, _) => failure.help("an id is the word behind the keyword, as in `role team-manager`"),
    }
}
