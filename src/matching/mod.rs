//! Who does what: cases to those who may take them, exactly, with the smallest largest load and as fair as it goes.
//!
//! Pure combinatorics. It knows cases, people by number, and how many each can take; never why somebody may not.

mod assign;
mod balance;
mod clash;
mod search;
#[cfg(test)]
mod tests;

pub use balance::balanced;
pub use clash::Clash;

/// Which cases there are, and who may take each.
///
/// Cases that the same people may take are of one kind and share one list of them, so that "everyone but their own
/// service" needs a list for each service, not for each case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The kind of each case.
    kinds: Vec<u32>,
    /// Where each kind's list begins in `people`, and at the end where the last one stops.
    starts: Vec<u32>,
    /// The people of all lists, one after another.
    people: Vec<u32>,
}

impl Graph {
    /// No case yet.
    #[must_use]
    pub fn new() -> Self {
        Self { kinds: Vec::new(), starts: vec![0], people: Vec::new() }
    }

    /// A further kind of case, which those people may take; its number.
    pub fn kind(&mut self, people: &[u32]) -> u32 {
        self.people.extend_from_slice(people);
        self.starts.push(self.people.len() as u32);
        (self.starts.len() - 2) as u32
    }

    /// A further case of that kind.
    pub fn case(&mut self, kind: u32) {
        self.kinds.push(kind);
    }

    /// How many cases there are.
    #[must_use]
    pub const fn cases(&self) -> usize {
        self.kinds.len()
    }

    fn all_kinds(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The kind of a case.
    fn kind_of(&self, case: u32) -> u32 {
        self.kinds.get(case as usize).copied().unwrap_or(0)
    }

    /// Those who may take cases of a kind.
    fn list(&self, kind: u32) -> &[u32] {
        let bound = |place: usize| self.starts.get(place).copied().unwrap_or(0) as usize;
        self.people.get(bound(kind as usize)..bound(kind as usize + 1)).unwrap_or_default()
    }
}

/// Who takes each case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The person of each case.
    pub person_of: Vec<u32>,
    /// How many each person takes.
    pub loads: Vec<u32>,
}

/// Nobody.
const NOBODY: u32 = u32::MAX;
