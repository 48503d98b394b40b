//! How long it takes to find who audits which case: 100,000 cases, 5,000 auditors and a million pairs of them, beside
//! the bare algorithm of Hopcroft and Karp with room for several cases at each auditor.
//!
//! `cargo bench --bench allocation` prints the tables of `docs/performance.md`. Linux only: time on the processor is read
//! from `/proc`.

// A bare loop is the measure here; out of its bounds it may stop the benchmark.
#![expect(clippy::indexing_slicing, reason = "a benchmark reads no input")]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::time::Duration;

use qac::matching::{Graph, assign, balanced};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often each is run, in turn; the quickest counts.
const RUNS: usize = 5;
const CASES: u32 = 100_000;
const AUDITORS: u32 = 5_000;
/// How many auditors may audit each case.
const EACH: usize = 10;

/// A made-up problem.
struct Problem {
    what: &'static str,
    rows: Vec<Vec<u32>>,
    capacities: Vec<u32>,
}

fn main() -> Outcome<()> {
    println!("| graph | room | bare | assign | balanced | assign / bare | balanced / bare | largest load |");
    println!("|---|---|---:|---:|---:|---:|---:|---:|");
    for problem in solvable() {
        compare(&problem)?;
    }
    println!();
    println!("| graph and room | bare | the proof | the proof / bare | cases in it |");
    println!("|---|---:|---:|---:|---:|");
    for problem in unsolvable() {
        disprove(&problem)?;
    }
    Ok(())
}

/// Numbers that look random, always the same: Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u64::from((mixed ^ (mixed >> 31)) as u32) * u64::from(bound)) >> 32) as u32
    }

    fn row(&mut self, mut one: impl FnMut(&mut Dice) -> u32) -> Vec<u32> {
        let mut row = Vec::with_capacity(EACH);
        while row.len() < EACH {
            let auditor = one(self);
            if !row.contains(&auditor) {
                row.push(auditor);
            }
        }
        row
    }
}

/// Anyone may audit anything.
fn anyone(dice: &mut Dice) -> Vec<u32> {
    dice.row(|dice| dice.below(AUDITORS))
}

/// Some auditors may audit much, others hardly anything.
fn sought(dice: &mut Dice) -> Vec<u32> {
    dice.row(|dice| dice.below(AUDITORS).min(dice.below(AUDITORS)))
}

/// Auditors audit what is near, and the cases of the first half of the county are three times as many.
fn near(dice: &mut Dice) -> Vec<u32> {
    let place = if dice.below(4) < 3 { dice.below(AUDITORS / 2) } else { dice.below(AUDITORS) };
    dice.row(|dice| (place + dice.below(40)) % AUDITORS)
}

fn rows(make: fn(&mut Dice) -> Vec<u32>) -> Vec<Vec<u32>> {
    let mut dice = Dice(1);
    (0..CASES).map(|_| make(&mut dice)).collect()
}

fn uneven() -> Vec<u32> {
    let mut dice = Dice(2);
    (0..AUDITORS).map(|_| 10 + dice.below(31)).collect()
}

fn solvable() -> Vec<Problem> {
    let even = |room| vec![room; AUDITORS as usize];
    vec![
        Problem { what: "anyone | exactly enough", rows: rows(anyone), capacities: even(20) },
        Problem { what: "anyone | a tenth more", rows: rows(anyone), capacities: even(22) },
        Problem { what: "anyone | 10 to 40 each", rows: rows(anyone), capacities: uneven() },
        Problem { what: "anyone | plenty", rows: rows(anyone), capacities: even(1_000) },
        Problem { what: "some sought | a quarter more", rows: rows(sought), capacities: even(25) },
        Problem { what: "some sought | plenty", rows: rows(sought), capacities: even(1_000) },
        Problem { what: "near | plenty", rows: rows(near), capacities: even(1_000) },
    ]
}

fn unsolvable() -> Vec<Problem> {
    let even = |room| vec![room; AUDITORS as usize];
    let mut one_less = even(20);
    one_less[0] = 19;
    let mut few_for_some = rows(anyone);
    few_for_some[..45].fill(vec![7, 8]);
    vec![
        Problem { what: "anyone, one place too few", rows: rows(anyone), capacities: one_less },
        Problem { what: "anyone, a tenth too few", rows: rows(anyone), capacities: even(18) },
        Problem { what: "anyone, 45 cases for two of 22", rows: few_for_some, capacities: even(22) },
        Problem { what: "some sought, just enough", rows: rows(sought), capacities: even(20) },
        Problem { what: "near, a quarter more", rows: rows(near), capacities: even(25) },
    ]
}

impl Problem {
    fn graph(&self) -> Graph {
        let mut graph = Graph::new();
        for row in &self.rows {
            graph.add(1, row.iter().copied());
        }
        graph
    }
}

fn compare(problem: &Problem) -> Outcome<()> {
    let (graph, mut dice) = (problem.graph(), Dice(3));
    let before: Vec<u32> = (0..AUDITORS).map(|_| dice.below(60)).collect();
    let mut quickest = [Duration::MAX; 3];
    let mut largest = 0;
    for _ in 0..RUNS {
        let (bare, matched) = timed(|| Bare::new(&graph, &problem.capacities).matched())?;
        let (assigned, assignment) = timed(|| assign(&graph, &problem.capacities))?;
        let (evened, even) = timed(|| balanced(&graph, &problem.capacities, &before))?;
        if matched != CASES as usize || assignment.is_err() {
            return Err(format!("{}: cannot be solved", problem.what).into());
        }
        largest = even.map_err(|_| "no balance")?.loads.into_iter().max().unwrap_or(0);
        for (quickest, time) in quickest.iter_mut().zip([bare, assigned, evened]) {
            *quickest = time.min(*quickest);
        }
    }
    let [bare, assigned, evened] = quickest.map(|time| time.as_secs_f64() * 1e3);
    let (assigned_by, evened_by) = (assigned / bare, evened / bare);
    let what = problem.what;
    println!(
        "| {what} | {bare:.1} ms | {assigned:.1} ms | {evened:.1} ms | {assigned_by:.2} | {evened_by:.2} | {largest} |"
    );
    Ok(())
}

fn disprove(problem: &Problem) -> Outcome<()> {
    let graph = problem.graph();
    let (mut bare, mut proof, mut cases) = (Duration::MAX, Duration::MAX, 0);
    for _ in 0..RUNS {
        let (time, matched) = timed(|| Bare::new(&graph, &problem.capacities).matched())?;
        let (time_of_proof, clash) = timed(|| balanced(&graph, &problem.capacities, &[]))?;
        let Err(clash) = clash else { return Err(format!("{}: can be solved", problem.what).into()) };
        if matched == CASES as usize {
            return Err("a clash where there is none".into());
        }
        (bare, proof, cases) = (bare.min(time), proof.min(time_of_proof), clash.cases.len());
    }
    let [bare, proof] = [bare, proof].map(|time| time.as_secs_f64() * 1e3);
    println!("| {} | {bare:.1} ms | {proof:.1} ms | {:.2} | {cases} |", problem.what, proof / bare);
    Ok(())
}

/// What a job takes of the processor, and what it comes to.
fn timed<T>(job: impl FnOnce() -> T) -> Outcome<(Duration, T)> {
    let before = time_on_processor()?;
    let result = black_box(job());
    Ok((time_on_processor()? - before, result))
}

fn time_on_processor() -> Outcome<Duration> {
    // The count is brought up to date when others may run.
    std::thread::yield_now();
    let told = fs::read_to_string("/proc/self/schedstat")?;
    Ok(Duration::from_nanos(told.split_whitespace().next().ok_or("no time")?.parse()?))
}

const NONE: u32 = u32::MAX;

/// Hopcroft and Karp's algorithm, with room for several cases at each auditor, and nothing else.
struct Bare<'a> {
    graph: &'a Graph,
    capacities: &'a [u32],
    held: Vec<Vec<u32>>,
    is_matched: Vec<bool>,
    case_layers: Vec<u32>,
    auditor_layers: Vec<u32>,
    next_auditor: Vec<u32>,
    next_held: Vec<u32>,
}

impl<'a> Bare<'a> {
    fn new(graph: &'a Graph, capacities: &'a [u32]) -> Bare<'a> {
        let (cases, auditors) = (graph.cases(), capacities.len());
        Bare {
            graph,
            capacities,
            held: vec![Vec::new(); auditors],
            is_matched: vec![false; cases],
            case_layers: vec![NONE; cases],
            auditor_layers: vec![NONE; auditors],
            next_auditor: vec![0; cases],
            next_held: vec![0; auditors],
        }
    }

    fn matched(mut self) -> usize {
        let mut waiting: Vec<u32> = (0..CASES).collect();
        while self.layers(&waiting) {
            self.next_auditor.fill(0);
            self.next_held.fill(0);
            for case in &waiting {
                self.is_matched[*case as usize] = self.augment(*case);
            }
            waiting.retain(|case| !self.is_matched[*case as usize]);
        }
        CASES as usize - waiting.len()
    }

    fn layers(&mut self, waiting: &[u32]) -> bool {
        self.case_layers.fill(NONE);
        self.auditor_layers.fill(NONE);
        let (mut queue, mut found, mut at) = (waiting.to_vec(), NONE, 0);
        for case in waiting {
            self.case_layers[*case as usize] = 0;
        }
        while at < queue.len() && self.case_layers[queue[at] as usize] < found {
            let (case, layer) = (queue[at] as usize, self.case_layers[queue[at] as usize] + 1);
            at += 1;
            for auditor in self.graph.auditors_of(case) {
                let auditor = *auditor as usize;
                if self.auditor_layers[auditor] != NONE {
                    continue;
                }
                self.auditor_layers[auditor] = layer;
                if self.held[auditor].len() < self.capacities[auditor] as usize {
                    found = layer;
                } else {
                    for other in &self.held[auditor] {
                        self.case_layers[*other as usize] = layer;
                        queue.push(*other);
                    }
                }
            }
        }
        found != NONE
    }

    fn augment(&mut self, case: u32) -> bool {
        let layer = self.case_layers[case as usize] + 1;
        let row = self.graph.auditors_of(case as usize);
        while let Some(auditor) = row.get(self.next_auditor[case as usize] as usize) {
            let auditor = *auditor as usize;
            if self.auditor_layers[auditor] == layer {
                if self.held[auditor].len() < self.capacities[auditor] as usize {
                    self.held[auditor].push(case);
                    return true;
                }
                while let Some(other) = self.held[auditor].get(self.next_held[auditor] as usize).copied() {
                    let place = self.next_held[auditor] as usize;
                    self.next_held[auditor] += 1;
                    if self.case_layers[other as usize] == layer && self.augment(other) {
                        self.held[auditor][place] = case;
                        return true;
                    }
                }
            }
            self.next_auditor[case as usize] += 1;
        }
        false
    }
}
