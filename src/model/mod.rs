//! The model: what the author declared, resolved and typed, and the obligations it comes to.
//!
//! Plain data with places, never a node of the tree. A part that could not be understood is an explicit `None` or
//! `Unresolved`, and later checks stay silent on it. [`from_syntax()`] is the only way in.

mod calendars;
mod climb;
mod declaration;
pub mod document;
pub mod evidence;
mod evidence_of;
mod from_syntax;
mod ids;
mod kernel;
pub mod ladder;
pub mod parties;
pub mod scenario;
mod seen_in;
pub mod site;
pub mod standards;
pub mod time;
pub mod value;
pub mod work;

pub use climb::{Reached, Step, climb};
pub use declaration::{Construct, Declaration, Kind, PARTIES};
pub use evidence_of::{Evidence, NoEvidence, Roster, RuleColumn, evidence_of, roster};
pub use from_syntax::{DaysFile, DaysForm, File, from_syntax};
pub use ids::{ClauseNumber, DeclId, Ref};
pub use kernel::{Obligation, ObligationKind, Timing};
pub use seen_in::column_of_role;

use indexmap::IndexMap;

use crate::calendar::{Calendar, Deadline};

/// Everything that the files declare.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// In source order, used files first.
    pub declarations: Vec<Declaration>,
    /// Each id and its declaration; the first where one is declared twice.
    pub names: IndexMap<String, DeclId>,
    /// What everything comes to, in source order, parts behind their whole.
    pub obligations: Vec<Obligation>,
    /// The calendar that dates are counted in: the framework's, or Monday to Friday without holidays.
    pub calendar: Calendar,
    /// What each declared word of urgency means.
    pub clocks: IndexMap<String, Deadline>,
    /// The framework declaration, where there is one.
    pub framework: Option<DeclId>,
}

impl Model {
    /// The declaration of that id.
    #[must_use]
    pub fn get(&self, id: DeclId) -> Option<&Declaration> {
        self.declarations.get(id.0 as usize)
    }

    /// The declaration of that name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Declaration> {
        self.names.get(name).and_then(|id| self.get(*id))
    }

    /// The declaration a reference stands for.
    #[must_use]
    pub fn target(&self, reference: &Ref) -> Option<&Declaration> {
        reference.target.and_then(|id| self.get(id))
    }

    /// The title of what a reference stands for, else the name as written.
    #[must_use]
    pub fn title<'model>(&'model self, reference: &'model Ref) -> &'model str {
        self.target(reference).map_or(reference.name.as_str(), |declaration| declaration.title.as_str())
    }

    /// The framework, with its declaration.
    #[must_use]
    pub fn framework(&self) -> Option<(&Declaration, &document::Framework)> {
        let declaration = self.get(self.framework?)?;
        let Construct::Framework(framework) = &declaration.construct else { return None };
        Some((declaration, framework))
    }

    /// The obligation of that id.
    #[must_use]
    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        // An id is that of a declaration, or begins with it; what has no id of its own is looked for one by one.
        let of_named = self.names.get(id.split('/').next()?).and_then(|whole| {
            let first = self.obligations.partition_point(|obligation| obligation.declaration < *whole);
            let own = self.obligations.iter().skip(first).take_while(|obligation| obligation.declaration == *whole);
            own.into_iter().find(|obligation| obligation.id == id)
        });
        of_named.or_else(|| self.obligations.iter().find(|obligation| obligation.id == id))
    }
}
