//! The declarations of one kind, and who is meant by a party. It reports nothing.

use indexmap::IndexSet;

use super::Checked;
use crate::calendar::Date;
use crate::model::evidence::Threshold;
use crate::model::ladder::Escalation;
use crate::model::parties::Body;
use crate::model::value::{Auditors, Parties};
use crate::model::work::{Audit, Duty, Meeting, Programme, Report};
use crate::model::{Construct, DeclId, Declaration, Model, Ref};

/// Writes one function for each kind: the sound declarations of it, with what they hold.
macro_rules! pick {
    ($($name:ident $variant:ident $held:ty;)*) => {
        $(
            pub(super) fn $name(model: &Model) -> impl Iterator<Item = (&Declaration, &$held)> {
                let sound = model.declarations.iter().filter(|declaration| !declaration.broken);
                sound.filter_map(|declaration| {
                    let Construct::$variant(held) = &declaration.construct else { return None };
                    Some((declaration, held.as_ref()))
                })
            }
        )*
    };
}

pick! {
    audits Audit Audit;
    bodies Body Body;
    duties Duty Duty;
    escalations Escalation Escalation;
    meetings Meeting Meeting;
    programmes Programme Programme;
    reports Report Report;
    thresholds Threshold Threshold;
}

/// The declarations of the document itself, where it can be said what is missing from it.
///
/// A file without a framework is a library or a fragment, and what nothing uses there may be used elsewhere; and where
/// something could not be read, it may be the very thing that is missed.
pub(super) fn of_document<'model>(checked: &Checked<'model>) -> impl Iterator<Item = &'model Declaration> {
    let file = checked.model.framework().map(|(framework, _)| framework.file).filter(|_| checked.sound);
    checked.model.declarations.iter().filter(move |declaration| Some(declaration.file) == file)
}

/// The declarations that a list names; `None` where one of them could not be resolved.
pub(super) fn targets(names: &[Ref]) -> Option<IndexSet<DeclId>> {
    names.iter().map(|name| name.target).collect()
}

/// The posts that parties come to: the members of teams and bodies in place of the whole. A body or organisation whose
/// members are not given stands for itself. `None` where a name could not be resolved.
pub(super) fn posts(model: &Model, parties: &Parties) -> Option<IndexSet<DeclId>> {
    let mut found = IndexSet::new();
    let mut seen = IndexSet::new();
    let mut open: Vec<DeclId> = targets(&parties.names)?.into_iter().rev().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match members(model.get(id)?) {
            Some(members) => open.extend(targets(&members.names)?.into_iter().rev()),
            None => {
                found.insert(id);
            }
        }
    }
    Some(found)
}

/// The members of a team or body, where they are given.
pub(super) fn members(declaration: &Declaration) -> Option<&Parties> {
    if let Construct::Team(team) = &declaration.construct {
        return team.members.as_ref();
    }
    if let Construct::Body(body) = &declaration.construct {
        return body.members.as_ref();
    }
    None
}

/// How many hold those posts together, where that is known of each.
pub(super) fn heads(model: &Model, posts: &IndexSet<DeclId>) -> Option<u32> {
    let mut sum = 0_u32;
    for post in posts {
        let Construct::Role(role) = &model.get(*post)?.construct else { return None };
        sum = sum.checked_add(role.headcount.as_ref()?.value)?;
    }
    Some(sum)
}

/// How many audit, where that is known: a team's own headcount goes before its members'.
pub(super) fn auditor_heads(model: &Model, auditors: &Auditors) -> Option<u32> {
    let mut sum = 0_u32;
    for party in &auditors.parties.names {
        let declaration = model.target(party)?;
        let own = if let Construct::Team(team) = &declaration.construct { team.headcount.as_ref() } else { None };
        let count = match own {
            Some(own) => own.value,
            None => heads(model, &posts(model, &alone(party))?)?,
        };
        sum = sum.checked_add(count)?;
    }
    Some(sum)
}

/// A list of one.
fn alone(party: &Ref) -> Parties {
    Parties { names: vec![party.clone()], join: crate::model::value::Join::All, span: party.span }
}

/// Names in backticks as one list: `` `a`, `b` and `c` ``.
pub(super) fn named<'name>(names: impl IntoIterator<Item = &'name str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some(_) | None => quoted.concat(),
    }
}

/// The ids of declarations, as one list in backticks.
pub(super) fn named_all(model: &Model, ids: &IndexSet<DeclId>) -> String {
    named(ids.iter().filter_map(|id| model.get(*id)).map(|declaration| declaration.name.value.as_str()))
}

/// The year after the latest edition, in which rhythms are tried out: the answer must not depend on today.
pub(super) fn trial_year(model: &Model) -> Option<(Date, Date)> {
    let editions = model.framework().map(|(_, framework)| framework.editions.as_slice()).unwrap_or_default();
    let latest = editions.iter().filter_map(|edition| edition.date.as_ref()).map(|date| date.value).max();
    let from = latest.or_else(|| Date::from_ymd_opt(2017, 1, 1))?;
    Some((from, from.checked_add_months(chrono::Months::new(12))?.pred_opt()?))
}

/// A day in words: `9 May 2017`.
pub(super) fn in_words(date: Date) -> String {
    date.format("%-d %B %Y").to_string()
}
