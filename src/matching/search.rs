//! Shortest alternating paths, many at a time: what Hopcroft and Karp, and Dinic, do in each phase.
//!
//! An alternating path gives a case to an auditor, who hands over another case in return, and so on, until one is reached
//! who has room. Cases of a kind are alike, so that the search goes over kinds and auditors, and an auditor's cases are
//! held as a list of kinds.

use super::Graph;

/// The layer of what was not reached.
const UNSEEN: u32 = u32::MAX;
/// The layer of auditors who are out of the search for good.
const FROZEN: u32 = u32::MAX - 1;

/// The layer of auditors who were reached and lead nowhere.
const ASIDE: u32 = u32::MAX - 2;

/// Cases given to auditors, and what the search knows.
#[derive(Debug)]
pub(super) struct Search<'g> {
    pub(super) graph: &'g Graph,
    /// How many cases each auditor may have at most.
    pub(super) limits: Vec<u32>,
    /// How many cases each auditor had before.
    pub(super) before: Vec<u64>,
    /// Only auditors who have less than this, with what they had before, take another.
    pub(super) ceiling: u64,
    /// The kinds of the cases of each auditor.
    pub(super) held: Vec<Vec<u32>>,
    /// How many cases of each kind have no auditor.
    pub(super) unassigned: Vec<u32>,
    kind_layers: Vec<u32>,
    auditor_layers: Vec<u32>,
    /// How many auditors who may audit anything are neither seen nor frozen.
    unseen: usize,
    /// The next auditor that each kind tries.
    next_auditor: Vec<u32>,
    /// The next case that each auditor tries to hand over.
    next_held: Vec<u32>,
    seen_kinds: Vec<u32>,
    seen_auditors: Vec<u32>,
    path: Vec<Step>,
}

/// A case of that kind goes to that auditor in place of the case at that place.
#[derive(Clone, Copy, Debug)]
struct Step {
    kind: u32,
    auditor: u32,
    place: u32,
}

/// Where a path goes from a kind.
enum Onward {
    /// To an auditor who has room.
    Ends(u32),
    /// Through an auditor to another kind.
    Through(Step, u32),
    Nowhere,
}

impl<'g> Search<'g> {
    /// Nothing is given to anybody yet.
    pub(super) fn new(graph: &'g Graph, limits: Vec<u32>, before: Vec<u64>) -> Search<'g> {
        let auditors = graph.auditor_count();
        let mut auditor_layers = vec![FROZEN; auditors];
        for kind in 0..graph.kinds() {
            for auditor in graph.auditors_of(kind) {
                set(&mut auditor_layers, *auditor, UNSEEN);
            }
        }
        Search {
            graph,
            limits,
            before,
            ceiling: u64::MAX,
            held: vec![Vec::new(); auditors],
            unassigned: (0..graph.kinds()).map(|kind| graph.cases_of(kind).len() as u32).collect(),
            kind_layers: vec![UNSEEN; graph.kinds()],
            unseen: auditor_layers.iter().filter(|layer| **layer == UNSEEN).count(),
            auditor_layers,
            next_auditor: vec![0; graph.kinds()],
            next_held: vec![0; auditors],
            seen_kinds: Vec::new(),
            seen_auditors: Vec::new(),
            path: Vec::new(),
        }
    }

    /// How many cases an auditor has now.
    #[inline(always)]
    pub(super) fn load(&self, auditor: u32) -> u32 {
        self.held.get(auditor as usize).map_or(0, Vec::len) as u32
    }

    /// How many an auditor has, with what they had before.
    #[inline(always)]
    pub(super) fn total(&self, auditor: u32) -> u64 {
        self.before.get(auditor as usize).copied().unwrap_or(0) + u64::from(self.load(auditor))
    }

    /// Whether an auditor may take another case in this search.
    #[inline(always)]
    pub(super) fn is_open(&self, auditor: u32) -> bool {
        self.load(auditor) < get(&self.limits, auditor) && self.total(auditor) < self.ceiling
    }

    /// Gives a case of a kind to an auditor.
    #[inline(always)]
    pub(super) fn give(&mut self, kind: u32, auditor: u32) {
        if let Some(held) = self.held.get_mut(auditor as usize) {
            held.push(kind);
        }
        if let Some(count) = self.unassigned.get_mut(kind as usize) {
            *count = count.saturating_sub(1);
        }
    }

    /// Gives an auditor to as many cases as can have one.
    pub(super) fn assign_all(&mut self) {
        let mut waiting: Vec<u32> = (0..self.graph.kinds() as u32).filter(|kind| self.is_waiting(*kind)).collect();
        while !waiting.is_empty() && self.layers_from_kinds(&waiting) {
            for kind in &waiting {
                while self.is_waiting(*kind) && self.find_path(*kind) {
                    self.hand_on();
                    if let Some(count) = self.unassigned.get_mut(*kind as usize) {
                        *count -= 1;
                    }
                }
            }
            waiting.retain(|kind| self.is_waiting(*kind));
        }
    }

    pub(super) fn is_waiting(&self, kind: u32) -> bool {
        get(&self.unassigned, kind) > 0
    }

    /// Layers from cases that have no auditor; whether anyone with room was reached. If not, `seen` tells the auditors
    /// of whom not one has room, though they are all that the cases reached may be given to.
    pub(super) fn layers_from_kinds(&mut self, kinds: &[u32]) -> bool {
        self.forget();
        for kind in kinds {
            self.see_kind(*kind, 0);
        }
        self.layers()
    }

    /// The auditors who may audit anything.
    pub(super) fn everyone(&self) -> Vec<u32> {
        (0..self.graph.auditor_count() as u32).filter(|auditor| self.is_live(*auditor)).collect()
    }

    fn is_live(&self, auditor: u32) -> bool {
        get(&self.auditor_layers, auditor) != FROZEN
    }

    /// Leaves these auditors out of all searches.
    pub(super) fn freeze(&mut self, auditors: &[u32]) {
        self.forget();
        for auditor in auditors {
            set(&mut self.auditor_layers, *auditor, FROZEN);
        }
        self.unseen = self.unseen.saturating_sub(auditors.len());
    }

    /// Lets these auditors, who were frozen, take part again.
    pub(super) fn thaw(&mut self, auditors: &[u32]) {
        for auditor in auditors {
            set(&mut self.auditor_layers, *auditor, UNSEEN);
        }
        self.unseen += auditors.len();
    }

    /// Takes cases from those of the auditors whose totals are above the ceiling, until all have come down to it or
    /// nobody below it who has room can be reached from those who have not. Gives back whom these still reach,
    /// themselves included.
    pub(super) fn relieve(&mut self, auditors: &[u32]) -> Vec<u32> {
        let is_above =
            |search: &Search<'_>, auditor: u32| search.load(auditor) > 0 && search.total(auditor) > search.ceiling;
        let mut above = auditors.to_vec();
        loop {
            above.retain(|auditor| is_above(self, *auditor));
            if above.is_empty() {
                return Vec::new();
            }
            if !self.layers_from_auditors(&above) {
                return self.seen_auditors.clone();
            }
            for auditor in &above {
                self.bring_down(*auditor);
            }
        }
    }

    fn layers_from_auditors(&mut self, auditors: &[u32]) -> bool {
        self.forget();
        for auditor in auditors {
            self.see_auditor(*auditor, 0);
        }
        self.see_held(0, 0);
        self.layers()
    }

    /// Takes cases from an auditor down to the ceiling, as far as paths lead to somebody who has room.
    fn bring_down(&mut self, auditor: u32) {
        let mut place = 0;
        while self.total(auditor) > self.ceiling {
            let Some(kind) = self.held_at(auditor, place) else { return };
            if !self.find_path(kind) {
                place += 1;
                continue;
            }
            self.hand_on();
            if let Some(held) = self.held.get_mut(auditor as usize) {
                held.swap_remove(place as usize);
            }
        }
    }

    /// The auditors that the last search reached.
    pub(super) fn seen(&self) -> &[u32] {
        &self.seen_auditors
    }

    fn forget(&mut self) {
        self.unseen += self.seen_auditors.len();
        for auditor in self.seen_auditors.drain(..) {
            set(&mut self.auditor_layers, auditor, UNSEEN);
        }
        for kind in self.seen_kinds.drain(..) {
            set(&mut self.kind_layers, kind, UNSEEN);
        }
    }

    #[inline(always)]
    fn see_kind(&mut self, kind: u32, layer: u32) {
        if let Some(known @ &mut UNSEEN) = self.kind_layers.get_mut(kind as usize) {
            *known = layer;
            set(&mut self.next_auditor, kind, 0);
            self.seen_kinds.push(kind);
        }
    }

    fn see_auditor(&mut self, auditor: u32, layer: u32) {
        set(&mut self.auditor_layers, auditor, layer);
        set(&mut self.next_held, auditor, 0);
        self.seen_auditors.push(auditor);
        self.unseen = self.unseen.saturating_sub(1);
    }

    /// Lays layer upon layer on the kinds of layer 0, until an auditor who has room is reached. The auditors of a layer
    /// are those whom kinds of the layer before can go to, and its kinds those of the cases that these auditors have.
    fn layers(&mut self) -> bool {
        let (mut kinds_from, mut layer) = (0, 0);
        loop {
            let auditors_from = self.seen_auditors.len();
            let found = self.see_auditors_of(kinds_from, layer + 1);
            if found {
                self.keep_open(auditors_from);
                return true;
            }
            if self.seen_auditors.len() == auditors_from || self.unseen == 0 {
                return false;
            }
            kinds_from = self.seen_kinds.len();
            layer += 1;
            self.see_held(auditors_from, layer);
        }
    }

    /// Leaves those of the last layer who have no room out of the layers, for nothing leads on from them.
    fn keep_open(&mut self, auditors_from: usize) {
        for index in auditors_from..self.seen_auditors.len() {
            let Some(auditor) = self.seen_auditors.get(index).copied() else { break };
            if !self.is_open(auditor) {
                set(&mut self.auditor_layers, auditor, ASIDE);
            }
        }
    }

    /// Reaches the auditors of the kinds seen from that one on; whether one of them has room.
    fn see_auditors_of(&mut self, kinds_from: usize, layer: u32) -> bool {
        let (graph, mut found) = (self.graph, false);
        for index in kinds_from..self.seen_kinds.len() {
            let Some(kind) = self.seen_kinds.get(index).copied() else { break };
            if self.unseen == 0 {
                break;
            }
            for auditor in graph.auditors_of(kind as usize) {
                if get(&self.auditor_layers, *auditor) == UNSEEN {
                    self.see_auditor(*auditor, layer);
                    found |= self.is_open(*auditor);
                }
            }
        }
        found
    }

    /// Reaches the kinds of the cases that the auditors seen from that one on have.
    fn see_held(&mut self, auditors_from: usize, layer: u32) {
        for index in auditors_from..self.seen_auditors.len() {
            let Some(auditor) = self.seen_auditors.get(index).copied() else { break };
            let held = self.held.get_mut(auditor as usize).map(std::mem::take).unwrap_or_default();
            for kind in &held {
                self.see_kind(*kind, layer);
            }
            if let Some(place) = self.held.get_mut(auditor as usize) {
                *place = held;
            }
        }
    }

    /// Finds a path from a kind of layer 0 through the layers to an auditor who has room. What leads nowhere is not
    /// tried again in these layers.
    fn find_path(&mut self, from: u32) -> bool {
        self.path.clear();
        let (mut kind, mut layer) = (from, 0);
        loop {
            match self.onward(kind, layer) {
                Onward::Ends(auditor) => {
                    self.path.push(Step { kind, auditor, place: self.load(auditor) });
                    return true;
                }
                Onward::Through(step, next) => {
                    self.path.push(step);
                    (kind, layer) = (next, layer + 1);
                }
                Onward::Nowhere => {
                    let Some(step) = self.path.pop() else { return false };
                    (kind, layer) = (step.kind, layer - 1);
                }
            }
        }
    }

    /// Where a path can go from a kind of that layer.
    #[inline(always)]
    fn onward(&mut self, kind: u32, layer: u32) -> Onward {
        let graph = self.graph;
        let Some(next_auditor) = self.next_auditor.get_mut(kind as usize) else { return Onward::Nowhere };
        let rest = graph.auditors_of(kind as usize).get(*next_auditor as usize..).unwrap_or_default();
        let mut tried = 0;
        let mut onward = Onward::Nowhere;
        for auditor in rest {
            if get(&self.auditor_layers, *auditor) == layer + 1 {
                let (load, total) = load_and_total(&self.held, &self.before, *auditor);
                if load < get(&self.limits, *auditor) && total < self.ceiling {
                    onward = Onward::Ends(*auditor);
                    break;
                }
                if let Some((place, next)) =
                    next_held(&self.held, &mut self.next_held, &self.kind_layers, *auditor, layer + 1)
                {
                    onward = Onward::Through(Step { kind, auditor: *auditor, place }, next);
                    break;
                }
            }
            tried += 1;
        }
        *next_auditor += tried;
        onward
    }

    /// Hands the cases on along the path that was found.
    fn hand_on(&mut self) {
        for step in self.path.drain(..) {
            let Some(held) = self.held.get_mut(step.auditor as usize) else { continue };
            match held.get_mut(step.place as usize) {
                Some(place) => *place = step.kind,
                None => held.push(step.kind),
            }
        }
    }

    fn held_at(&self, auditor: u32, place: u32) -> Option<u32> {
        self.held.get(auditor as usize)?.get(place as usize).copied()
    }
}

#[inline(always)]
fn load_and_total(held: &[Vec<u32>], before: &[u64], auditor: u32) -> (u32, u64) {
    let load = held.get(auditor as usize).map_or(0, Vec::len);
    (load as u32, before.get(auditor as usize).copied().unwrap_or(0) + load as u64)
}

/// The next case that an auditor can hand over to the kinds of a layer: its place and its kind.
#[inline(always)]
fn next_held(
    held: &[Vec<u32>],
    nexts: &mut [u32],
    kind_layers: &[u32],
    auditor: u32,
    layer: u32,
) -> Option<(u32, u32)> {
    let (held, next) = (held.get(auditor as usize)?, nexts.get_mut(auditor as usize)?);
    for (place, kind) in (*next..).zip(held.get(*next as usize..)?) {
        *next = place + 1;
        if get(kind_layers, *kind) == layer {
            return Some((place, *kind));
        }
    }
    None
}

#[inline(always)]
fn get(values: &[u32], index: u32) -> u32 {
    values.get(index as usize).copied().unwrap_or(0)
}

#[inline(always)]
fn set(values: &mut [u32], index: u32, value: u32) {
    if let Some(place) = values.get_mut(index as usize) {
        *place = value;
    }
}
