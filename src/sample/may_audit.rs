//! Who may audit which case, and why somebody may not.

use std::collections::{BTreeMap, BTreeSet};

use super::receipt::{CaseDrawn, Receipt};
use super::roster::{Auditor, Roster, Window, area_id, names};
use crate::model::value::{Area, Parties, Rotation};
use crate::model::{Construct, DeclId, Model, column_of_role};
use crate::plan::everyone;

/// Why somebody may not audit a case, in the order in which it is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WhyNot {
    /// Whatever the case: the words that follow the name.
    Away(String),
    /// They are this to the case: `case-holder`.
    Involved(String),
    /// Their post is one that the auditors are to be independent of.
    PostRuledOut(String),
    /// It is a month of the own area, and they do not work in the case's.
    OtherArea,
    /// It is a month of peer areas, and they work in the case's, or in none that is its peer.
    NoPeer,
    /// The roster does not say where they work.
    AreaUnknown,
    /// They met that colleague's work lately.
    MetLately,
    /// They audited the case, and it is to be looked at again by somebody else.
    AuditedIt,
}

impl WhyNot {
    /// What follows `because`, for one person or several.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Away(words) => words.clone(),
            Self::Involved(role) => format!("is the `{role}` of the case"),
            Self::PostRuledOut(role) => format!("holds the post `{role}`, of which the audit is to be independent"),
            Self::OtherArea => "works in another area, and this month audits its own".to_owned(),
            Self::NoPeer => {
                "works in the same area, or in none that is its peer, and this month audits peers'".to_owned()
            }
            Self::AreaUnknown => "has no area on the roster, and this month goes by areas".to_owned(),
            Self::MetLately => "met the same colleague's work too lately".to_owned(),
            Self::AuditedIt => "is the auditor".to_owned(),
        }
    }
}

/// The usual names of a column that tells whose work a case is.
pub(super) const WHOSE: [&str; 4] = ["holder-id", "worker-id", "holder", "worker"];

/// Everything that decides whether somebody may audit a case.
pub(super) struct MayAudit<'a> {
    model: &'a Model,
    /// Columns of a case that hold somebody who is to have no part, each with the role.
    involved: Vec<(String, String)>,
    /// Persons who hold posts that are to have no part, each with the post.
    ruled_out: BTreeMap<String, String>,
    basis: Option<Area>,
    /// Pairs of auditor and colleague that met lately.
    met: BTreeSet<(String, String)>,
    /// The column that tells whose work a case is.
    colleague: Option<String>,
    /// What cannot be told from the cases.
    pub(super) unchecked: Vec<String>,
}

impl<'a> MayAudit<'a> {
    /// Nobody has a part in anything yet.
    pub(super) fn new(model: &'a Model, basis: Option<Area>) -> Self {
        Self {
            model,
            involved: Vec::new(),
            ruled_out: BTreeMap::new(),
            basis,
            met: BTreeSet::new(),
            colleague: None,
            unchecked: Vec::new(),
        }
    }

    /// Adds those whom the auditors are to be independent of: whoever stands in a column of the case, and all holders of an
    /// ordinary post.
    pub(super) fn apart_from(&mut self, parties: &Parties, record: Option<DeclId>, roster: &Roster, window: Window) {
        for party in &parties.names {
            if let Some(column) = record.and_then(|record| column_of_role(self.model, party, record)) {
                self.involved.push((column.to_owned(), party.name.clone()));
                continue;
            }
            let construct = self.model.target(party).map(|declaration| &declaration.construct);
            if matches!(construct, Some(Construct::Role(role)) if role.seen_in.is_some() || role.for_each.is_some()) {
                self.unchecked.push(format!("nothing in the cases tells who the `{}` of each is", party.name));
                continue;
            }
            let posts = names(self.model, everyone(self.model, [party]));
            for holder in roster.holders(self.model, &posts, window, None) {
                self.ruled_out.insert(holder.person, holder.role);
            }
        }
    }

    /// The column that tells whose work a case is: that of the first whom the auditors are to be independent of, else one
    /// with a usual name.
    pub(super) fn whose(&self, cases: &[&CaseDrawn]) -> Option<String> {
        let has = |name: &str| cases.iter().any(|case| case.columns.contains_key(name));
        let by_role = self.involved.first().map(|(column, _)| column.clone());
        by_role.or_else(|| WHOSE.into_iter().find(|name| has(name)).map(str::to_owned))
    }

    /// Adds the pairs that met lately, by the receipts of the same audit.
    pub(super) fn rotate(&mut self, rotation: Rotation, receipt: &Receipt, earlier: &[Receipt], cases: &[&CaseDrawn]) {
        self.colleague = self.whose(cases);
        let Some(column) = &self.colleague else {
            self.unchecked
                .push("nothing in the cases tells whose work each is, so that pairs may meet again".to_owned());
            return;
        };
        let same = |one: &&Receipt| one.audit.id == receipt.audit.id && one.draw.as_at < receipt.draw.as_at;
        let mut before: Vec<&Receipt> = earlier.iter().filter(same).collect();
        before.sort_by_key(|one| one.draw.as_at);
        match rotation {
            Rotation::NotRunning => before = before.split_off(before.len().saturating_sub(1)),
            Rotation::Within(length) => {
                let from = self.model.calendar.subtract(receipt.draw.as_at, length);
                before.retain(|one| from.is_none_or(|from| from <= one.draw.as_at));
            }
        }
        for one in before {
            for case in one.allocation.iter().flat_map(|made| &made.cases) {
                let drawn = one.chosen.iter().find(|drawn| drawn.key == case.key);
                if let Some(whose) = drawn.and_then(|drawn| drawn.columns.get(column)) {
                    self.met.insert((case.auditor.clone(), whose.clone()));
                }
            }
        }
    }

    /// What of a case decides who may audit it: cases that agree in it are of one kind.
    pub(super) fn kind_of(&self, case: &CaseDrawn) -> Vec<String> {
        let column = |name: &str| case.columns.get(name).cloned().unwrap_or_default();
        let mut kind: Vec<String> = self.involved.iter().map(|(name, _)| column(name)).collect();
        if self.basis.is_some() {
            kind.push(column("area"));
        }
        if !self.met.is_empty() {
            kind.extend(self.colleague.as_deref().map(column));
        }
        kind
    }

    /// Why an auditor may not take a case; `None` where nothing speaks against it.
    pub(super) fn why_not(&self, auditor: &Auditor, case: &CaseDrawn) -> Option<WhyNot> {
        if let Some(away) = &auditor.away {
            return Some(WhyNot::Away(away.clone()));
        }
        if let Some(role) = self.ruled_out.get(&auditor.person) {
            return Some(WhyNot::PostRuledOut(role.clone()));
        }
        let involved = self.involved.iter().find(|(column, _)| case.columns.get(column) == Some(&auditor.person));
        if let Some((_, role)) = involved {
            return Some(WhyNot::Involved(role.clone()));
        }
        if let Some(why) = self.basis.and_then(|basis| self.of_area(basis, auditor, case)) {
            return Some(why);
        }
        let whose = self.colleague.as_ref().and_then(|column| case.columns.get(column));
        let met = whose.is_some_and(|whose| self.met.contains(&(auditor.person.clone(), whose.clone())));
        met.then_some(WhyNot::MetLately)
    }

    fn of_area(&self, basis: Area, auditor: &Auditor, case: &CaseDrawn) -> Option<WhyNot> {
        let area = area_id(self.model, case.columns.get("area").map_or("", String::as_str));
        if auditor.areas.is_empty() {
            return Some(WhyNot::AreaUnknown);
        }
        let own = auditor.areas.contains(&area);
        match basis {
            Area::Own => (!own).then_some(WhyNot::OtherArea),
            Area::Peer => {
                let peer = !own && auditor.areas.iter().any(|other| self.are_peers(&area, other));
                (!peer).then_some(WhyNot::NoPeer)
            }
        }
    }

    /// Areas are peers where one names the other. Where nobody names an area and it names none, all others like it are
    /// its peers.
    fn are_peers(&self, one: &str, other: &str) -> bool {
        let named = |name: &str| -> Vec<&str> {
            match self.model.named(name).map(|declaration| &declaration.construct) {
                Some(Construct::Area(area)) => area.peers.iter().map(|peer| peer.name.as_str()).collect(),
                _ => Vec::new(),
            }
        };
        let alone = |name: &str| {
            let areas = self.model.declarations.iter().map(|area| area.name.value.as_str());
            named(name).is_empty() && !areas.into_iter().any(|area| named(area).contains(&name))
        };
        named(one).contains(&other) || named(other).contains(&one) || (alone(one) && alone(other))
    }
}
