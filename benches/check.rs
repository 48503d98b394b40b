//! How long `qac check` takes and how much memory it needs, each next to its floor, measured in the same run.
//!
//! `cargo bench --bench check` measures frameworks of 1,000, 10,000 and 100,000 lines. Every job runs in a process of its
//! own, several times, and the quickest counts: its time on the processor, and its peak memory. `-- --instructions` counts
//! instructions with valgrind too, which takes minutes and hardly varies. `-- --hostile` measures texts of 64 KB that are
//! made to be slow instead. Linux only: `/proc` tells both figures.

// What pest's derive writes out names `alloc`.
extern crate alloc;

mod cost;
mod generator;
mod hostile;

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bare::{Pest, Rule};
use cost::{peak_memory, time_on_processor};
use generator::{Naming, framework};
use pest::Parser;
use qac::analysis::{Files, analyze};
use qac::model::{self, File};
use qac::syntax;
use qac::text::{Sources, outline_of};

/// The grammar by itself, without the tree that qac makes of it.
mod bare {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/qac.pest"]
    pub(super) struct Pest;
}

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often each job is run; the quickest counts.
const RUNS: usize = 5;
/// How often a command is started and waited for; the median counts.
const STARTS: usize = 101;
const LENGTHS: [usize; 3] = [1_000, 10_000, 100_000];

/// A part of the work, each with all that stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    /// The file is read.
    Read,
    /// pest runs over its blocks, and what it finds is thrown away.
    Pest,
    /// The blocks become trees.
    Trees,
    /// The trees become a model, every name looked up.
    Names,
    /// Everything `qac check` does before it prints.
    Check,
}

impl Job {
    const ALL: [Self; 5] = [Self::Read, Self::Pest, Self::Trees, Self::Names, Self::Check];

    const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Pest => "pest",
            Self::Trees => "trees",
            Self::Names => "names",
            Self::Check => "check",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|job| job.name() == name)
    }
}

/// What one run of a job cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    processor: Duration,
    /// Of the whole process, in bytes.
    peak_memory: u64,
    findings: usize,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let told: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match told.as_slice() {
        ["--job", job, path] => {
            let cost = work(Job::named(job).ok_or("no such job")?, Path::new(path))?;
            println!("{} {} {}", cost.processor.as_nanos(), cost.peak_memory, cost.findings);
            Ok(())
        }
        told if told.contains(&"--hostile") => hostile_texts(&PathBuf::from(env!("CARGO_TARGET_TMPDIR"))),
        told => measure_all(told.contains(&"--instructions")),
    }
}

// ── One job ──────────────────────────────────────────────────────────────────────────────────────────────────────────

fn work(job: Job, path: &Path) -> Outcome<Cost> {
    let text = fs::read_to_string(path)?;
    let name = path.to_string_lossy().into_owned();
    let before = time_on_processor()?;
    let findings = match job {
        Job::Read => {
            drop(black_box(text));
            0
        }
        Job::Pest => pest_alone(&name, text)?,
        Job::Trees => read_together(&name, text, false),
        Job::Names => read_together(&name, text, true),
        Job::Check => black_box(analyze(&name, text, &Library, None)).diagnostics.len(),
    };
    Ok(Cost { processor: time_on_processor()? - before, peak_memory: peak_memory()?, findings })
}

fn pest_alone(name: &str, text: String) -> Outcome<usize> {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let source = sources.get(id).ok_or("no source")?;
    for block in &outline_of(source).blocks {
        let inside = source.text.get(block.span.range()).unwrap_or_default();
        black_box(Pest::parse(Rule::whole_text, inside)?);
    }
    Ok(0)
}

/// The library's files and the framework, as trees and, where `names` are wanted, as a model.
fn read_together(name: &str, text: String, names: bool) -> usize {
    let mut sources = Sources::default();
    let used = USED.map(|(path, text)| sources.add(path, text));
    let ids = [used.as_slice(), &[sources.add(name, text)]].concat();
    let read: Vec<_> = ids.iter().filter_map(|id| sources.get(*id)).collect();
    let outlines: Vec<_> = read.iter().map(|source| outline_of(source)).collect();
    let trees: Vec<_> = read
        .iter()
        .zip(&outlines)
        .map(|(source, outline)| {
            let blocks: Vec<_> = outline.blocks.iter().map(|block| block.span).collect();
            syntax::parse(source.id, &source.text, &blocks).0
        })
        .collect();
    if !names {
        drop(black_box(trees));
        return 0;
    }
    let parts = read.iter().zip(trees).zip(&outlines);
    let files: Vec<File<'_>> =
        parts.map(|((source, tree), outline)| File { text: &source.text, tree, outline }).collect();
    black_box(model::from_syntax(files, &[])).1.len()
}

const USED: [(&str, &str); 2] = [
    ("std/calendars.qac", include_str!("../frameworks/std/calendars.qac")),
    ("std/scales.qac", include_str!("../frameworks/std/scales.qac")),
];

/// The files that the generated frameworks use.
struct Library;

impl Files for Library {
    fn read(&self, path: &str) -> Result<String, String> {
        let found = USED.iter().find(|(name, _)| path.ends_with(name));
        found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| "there is no such file".to_owned())
    }
}

// ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────────────

fn measure_all(instructions: bool) -> Outcome<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    lengths(&folder, instructions)?;
    println!();
    commands(&folder, instructions)?;
    println!();
    calls_per_byte()
}

fn lengths(folder: &Path, instructions: bool) -> Outcome<()> {
    println!(
        "|  lines | names | source MB | pest ms | trees ms | names ms | check ms | check / names | check / pest | peak memory / source | without the program itself | findings |"
    );
    println!(
        "|-------:|-------|----------:|--------:|---------:|---------:|---------:|--------------:|-------------:|---------------------:|---------------------------:|---------:|"
    );
    let mut sound: Vec<(usize, f64)> = Vec::new();
    for length in LENGTHS {
        for naming in [Naming::Sound, Naming::OneBadInEach] {
            let (word, path) = written(folder, length, naming)?;
            let [read, pest, trees, names, check] = Job::ALL.map(|job| best(job, &path));
            let (read, pest, trees, names, check) = (read?, pest?, trees?, names?, check?);
            let size = fs::metadata(&path)?.len();
            let ms = |cost: Cost| cost.processor.as_secs_f64() * 1e3;
            println!(
                "| {length:>6} | {word:<5} | {:>9.2} | {:>7.1} | {:>8.1} | {:>8.1} | {:>8.1} | {:>13.2} | {:>12.2} | {:>20.1} | {:>26.1} | {:>8} |",
                size as f64 / 1e6,
                ms(pest),
                ms(trees),
                ms(names),
                ms(check),
                ms(check) / ms(names),
                ms(check) / ms(pest),
                check.peak_memory as f64 / size as f64,
                (check.peak_memory - read.peak_memory + size) as f64 / size as f64,
                check.findings,
            );
            if naming == Naming::Sound {
                sound.push((length, ms(check)));
            } else if let Some((_, clean)) = sound.last() {
                println!("check with one bad name in every declaration / clean: {:.2}", ms(check) / clean);
            }
        }
    }
    for pair in sound.windows(2) {
        let [(short, quick), (long, slow)] = pair else { continue };
        let exponent = (slow / quick).ln() / (*long as f64 / *short as f64).ln();
        println!("exponent from {short} to {long} lines: {exponent:.3}");
    }
    if instructions {
        for length in LENGTHS {
            count_instructions(folder, length, Naming::Sound)?;
            count_instructions(folder, length, Naming::OneBadInEach)?;
        }
    }
    Ok(())
}

fn count_instructions(folder: &Path, length: usize, naming: Naming) -> Outcome<()> {
    let (word, path) = written(folder, length, naming)?;
    let this = std::env::current_exe()?;
    let count = |job: Job| counted(Command::new(&this).args(["--job", job.name()]).arg(&path));
    let [read, pest, trees, names, check] = Job::ALL.map(count);
    let read = read?;
    let [pest, trees, names, check] = [pest? - read, trees? - read, names? - read, check? - read];
    println!(
        "million instructions, {length} lines, {word} names: pest {:.0}, trees {:.0}, names {:.0}, check {:.0}; check / names {:.2}, check / pest {:.2}",
        pest / 1e6,
        trees / 1e6,
        names / 1e6,
        check / 1e6,
        check / names,
        check / pest
    );
    Ok(())
}

fn written(folder: &Path, length: usize, naming: Naming) -> Outcome<(&'static str, PathBuf)> {
    let word = match naming {
        Naming::Sound => "sound",
        Naming::OneBadInEach => "bad",
    };
    let path = folder.join(format!("{word}-{length}.qac.md"));
    fs::write(&path, framework(length, naming))?;
    Ok((word, path))
}

/// The quickest of some runs, and the lowest peak of them.
fn best(job: Job, path: &Path) -> Outcome<Cost> {
    let runs: Vec<Cost> = (0..RUNS).map(|_| run(job, path)).collect::<Outcome<_>>()?;
    runs.into_iter().min_by_key(|cost| cost.processor).ok_or_else(|| "no run".into())
}

fn run(job: Job, path: &Path) -> Outcome<Cost> {
    let output = Command::new(std::env::current_exe()?).args(["--job", job.name()]).arg(path).output()?;
    let told = String::from_utf8(output.stdout)?;
    let numbers: Vec<u64> = told.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [nanoseconds, peak_memory, findings] = numbers.as_slice() else {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    };
    Ok(Cost {
        processor: Duration::from_nanos(*nanoseconds),
        peak_memory: *peak_memory,
        findings: usize::try_from(*findings)?,
    })
}

/// `qac check` from start to exit, next to a program that greets.
fn commands(folder: &Path, instructions: bool) -> Outcome<()> {
    let qac = PathBuf::from(env!("CARGO_BIN_EXE_qac"));
    let hello = qac.with_file_name("examples").join("hello");
    if !hello.exists() {
        println!("to measure start to exit, first `cargo build --release --example hello`");
        return Ok(());
    }
    let small = folder.join("small.qac");
    fs::write(&small, include_str!("generator/small.qac"))?;
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks/rbwm-childrens-services-2016.qac.md");
    let greet = || {
        let mut command = Command::new(&hello);
        command.arg("world");
        command
    };
    let check = |path: &Path| {
        let mut command = Command::new(&qac);
        command.args(["check", "--as-of", "2017-01-01"]).arg(path);
        command
    };
    for (what, path) in [("a file of 30 lines", &small), ("the framework of 2016", &real)] {
        let (floor, checked) = medians(&mut greet(), &mut check(path))?;
        for (by, floor, checked) in
            [("clock", floor.clock, checked.clock), ("processor", floor.processor, checked.processor)]
        {
            println!(
                "qac check of {what}, by the {by}: {:.2} ms, {:.2} times hello ({:.2} ms)",
                checked.as_secs_f64() * 1e3,
                checked.as_secs_f64() / floor.as_secs_f64(),
                floor.as_secs_f64() * 1e3
            );
        }
        if instructions {
            let (floor, checked) = (counted(&mut greet())?, counted(&mut check(path))?);
            println!(
                "million instructions: {:.2}, {:.2} times hello ({:.2})",
                checked / 1e6,
                checked / floor,
                floor / 1e6
            );
        }
    }
    Ok(())
}

/// What one start of a command took, or the medians of several.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    /// From start to exit.
    clock: Duration,
    /// On the processor.
    processor: Duration,
}

/// The medians of two commands, started in turn so that both see the same machine.
fn medians(one: &mut Command, other: &mut Command) -> Outcome<(Start, Start)> {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ones.push(start(one)?);
        others.push(start(other)?);
    }
    Ok((median(&ones), median(&others)))
}

fn start(command: &mut Command) -> Outcome<Start> {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    // Its output ends when it does. The system keeps the account of a process until somebody has waited for it.
    std::io::copy(&mut child.stdout.take().ok_or("no output")?, &mut std::io::sink())?;
    let told = fs::read_to_string(format!("/proc/{}/schedstat", child.id()))?;
    child.wait()?;
    let clock = began.elapsed();
    let nanoseconds = told.split_whitespace().next().ok_or("no time")?.parse()?;
    Ok(Start { clock, processor: Duration::from_nanos(nanoseconds) })
}

fn median(starts: &[Start]) -> Start {
    let middle = |of: fn(&Start) -> Duration| {
        let mut times: Vec<Duration> = starts.iter().map(of).collect();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    Start { clock: middle(|start| start.clock), processor: middle(|start| start.processor) }
}

/// Each text that is made to be slow, as a plain file, as a block of a document and as prose: its time on the processor.
fn hostile_texts(folder: &Path) -> Outcome<()> {
    println!("| text | bytes | file ms | block ms | prose ms | findings |");
    println!("|------|------:|--------:|---------:|---------:|---------:|");
    let mut slowest = Duration::ZERO;
    for (what, text) in hostile::texts() {
        let measure = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text)?;
            best(Job::Check, &path)
        };
        let ways = [
            measure("hostile.qac", &text)?,
            measure("hostile-block.qac.md", &hostile::in_a_block(&text))?,
            measure("hostile-prose.qac.md", &text)?,
        ];
        let [file, block, prose] = ways.map(|cost| cost.processor.as_secs_f64() * 1e3);
        let findings = ways.iter().map(|cost| cost.findings).max().unwrap_or_default();
        println!("| {what} | {} | {file:.1} | {block:.1} | {prose:.1} | {findings} |", text.len());
        slowest = ways.iter().map(|cost| cost.processor).fold(slowest, Duration::max);
    }
    println!("the slowest: {:.1} ms", slowest.as_secs_f64() * 1e3);
    println!();
    calls_per_byte()
}

/// How often pest calls itself for each byte of the rules that are kept with qac: a rule that looks far ahead shows here.
fn calls_per_byte() -> Outcome<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["frameworks", "frameworks/std", "examples"].map(|folder| fs::read_dir(home.join(folder)));
    for folder in folders {
        for entry in folder? {
            let path = entry?.path();
            let name = path.to_string_lossy().into_owned();
            if name.ends_with(".qac") || name.ends_with(".qac.md") {
                let (calls, bytes) = calls_in(&name, fs::read_to_string(&path)?)?;
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                println!("{:.2} calls of pest a byte: {file}, {bytes} bytes of rules", calls as f64 / bytes as f64);
            }
        }
    }
    Ok(())
}

/// The calls that the blocks of a text take, and the bytes of these blocks.
fn calls_in(name: &str, text: String) -> Outcome<(usize, usize)> {
    let mut sources = Sources::default();
    let id = sources.add(name, text);
    let source = sources.get(id).ok_or("no source")?;
    let blocks: Vec<_> = outline_of(source).blocks.iter().map(|block| block.span.range()).collect();
    let texts: Vec<&str> = blocks.into_iter().filter_map(|block| source.text.get(block)).collect();
    Ok((texts.iter().map(|block| least_calls(block)).sum(), texts.iter().map(|block| block.len()).sum()))
}

/// The lowest limit on calls with which a block can still be read.
fn least_calls(block: &str) -> usize {
    let (mut least, mut most) = (1, 10_000 + 100 * block.len());
    while least < most {
        let limit = usize::midpoint(least, most);
        pest::set_call_limit(NonZeroUsize::new(limit));
        match Pest::parse(Rule::whole_text, block) {
            Ok(_) => most = limit,
            Err(_) => least = limit + 1,
        }
    }
    least
}

/// The instructions that a command takes, as valgrind counts them.
fn counted(command: &mut Command) -> Outcome<f64> {
    let mut counting = Command::new("valgrind");
    counting.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    counting.arg(command.get_program()).args(command.get_args());
    let told = String::from_utf8(counting.output()?.stderr)?;
    let line = told.lines().find_map(|line| line.split_once("Collected :")).ok_or("valgrind counted nothing")?;
    Ok(line.1.trim().parse()?)
}
