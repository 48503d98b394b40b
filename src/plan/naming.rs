//! Names and titles that leave the model: parties, units, and the framework whose plan it is.

use std::collections::BTreeSet;

use crate::model::value::Parties;
use crate::model::{Construct, DeclId, Model, Ref};

/// Something declared, by its id and its title.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title; its id where it has none.
    pub title: String,
}

/// Whose plan it is. Every output carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The framework's id; empty where the file declares none.
    pub id: String,
    /// The framework's title; empty where the file declares none.
    pub title: String,
    /// The title of its latest edition, or that edition's id.
    pub edition: Option<String>,
}

impl Stamp {
    /// The stamp of that model's framework. The latest edition is the one with the latest date; of several on one day,
    /// the one written last.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let Some((declaration, framework)) = model.framework() else {
            return Self { id: String::new(), title: String::new(), edition: None };
        };
        let latest = framework.editions.iter().max_by_key(|edition| edition.date.as_ref().map(|date| date.value));
        let edition = latest.map(|edition| edition.title.clone().unwrap_or_else(|| edition.name.value.clone()));
        Self { id: declaration.name.value.clone(), title: declaration.title.clone(), edition }
    }
}

impl Named {
    /// What a reference stands for; the name as written for both where it is not declared.
    #[must_use]
    pub fn of(model: &Model, reference: &Ref) -> Self {
        Self { id: reference.name.clone(), title: model.title(reference).to_owned() }
    }

    /// The declaration of that place in the model.
    #[must_use]
    pub fn at(model: &Model, id: DeclId) -> Option<Self> {
        let declaration = model.get(id)?;
        Some(Self { id: declaration.name.value.clone(), title: declaration.title.clone() })
    }
}

/// The parties of a list.
#[must_use]
pub fn named_all(model: &Model, references: &[Ref]) -> Vec<Named> {
    references.iter().map(|reference| Named::of(model, reference)).collect()
}

/// Whether a party is among those named, itself or as lead, chair or member of a team or body among them.
#[must_use]
pub fn belongs(model: &Model, party: DeclId, among: &[Ref]) -> bool {
    everyone(model, among).contains(&party)
}

/// Those named, and the lead, chair and members of every team and body among them.
#[must_use]
pub fn everyone<'model>(model: &'model Model, among: impl IntoIterator<Item = &'model Ref>) -> BTreeSet<DeclId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<DeclId> = among.into_iter().filter_map(|reference| reference.target).collect();
    while let Some(party) = open.pop() {
        // Teams may hold one another: each is looked into once.
        if found.insert(party) {
            let people = model.get(party).map(|declaration| people_of(&declaration.construct));
            let names = people.into_iter().flatten().flatten().flat_map(|parties| &parties.names);
            open.extend(names.filter_map(|reference| reference.target));
        }
    }
    found
}

/// Who makes up a team or body.
fn people_of(construct: &Construct) -> [Option<&Parties>; 2] {
    if let Construct::Team(team) = construct {
        [team.lead.as_ref(), team.members.as_ref()]
    } else if let Construct::Body(body) = construct {
        [body.chair.as_ref(), body.members.as_ref()]
    } else {
        [None, None]
    }
}
