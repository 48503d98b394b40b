//! How long it takes to draw cases from a long list, beside a bare loop that reads the list line by line and takes SHA-256
//! of each line.
//!
//! `cargo bench --bench draws` prints the table of `docs/performance.md`. Every job runs in a process of its own, in turn
//! with the others, several times, and the quickest counts: its time on the processor, and its peak memory. `-- --keep`
//! leaves the lists, 500 MB, in the folder of the build. Linux only: `/proc` tells both figures.

mod cost;

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use cost::{peak_memory, time_on_processor};
use csv::{ByteRecord, ReaderBuilder};
use qac::analysis::{Files, analyze};
use qac::calendar::Date;
use qac::engine::{CasesWanted, read_cases};
use qac::plan::round_of_month;
use qac::sample::{Asked, DrawPlan, Frame, Receipt, draw};
use sha2::{Digest, Sha256};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often each job is run; the quickest counts.
const RUNS: usize = 5;
/// How much is read at once by the bare loops; as much as qac reads.
const BUFFER: usize = 1 << 18;

/// A list and a draw from it.
struct Task {
    name: &'static str,
    what: &'static str,
    rows: u32,
    columns: &'static str,
    condition: &'static str,
    draw: &'static str,
    drawn: usize,
}

const TASKS: [Task; 4] = [
    Task {
        name: "keys",
        what: "25 of a million keys",
        rows: 1_000_000,
        columns: "case-id text",
        condition: "",
        draw: "25 at random from cases",
        drawn: 25,
    },
    Task {
        name: "rows",
        what: "10,000 of 10 million rows",
        rows: 10_000_000,
        columns: ROW,
        condition: "",
        draw: "10000 at random from cases",
        drawn: 10_000,
    },
    Task {
        name: "rows",
        what: "10,000 of those open, spread over 40 teams, 100 in reserve",
        rows: 10_000_000,
        columns: ROW,
        condition: "where: open is yes",
        draw: "10000 at random from cases, spread over team, 100 in reserve",
        drawn: 10_000,
    },
    Task {
        name: "rows",
        what: "the same, of those opened in the last 12 months",
        rows: 10_000_000,
        columns: ROW,
        condition: "where: opened-on is within the last 12 months",
        draw: "10000 at random from cases, spread over team, 100 in reserve",
        drawn: 10_000,
    },
];

const ROW: &str = "case-id text, team text, worker text, open yes-no, opened-on date";

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Job {
    /// Each line is read with `BufRead::read_until`, and hashed.
    Lines,
    /// Each row is read as a `csv::ByteRecord`, and hashed.
    Records,
    /// Everything from the plan of the draw to its receipt.
    Draw,
}

impl Job {
    const ALL: [Self; 3] = [Self::Lines, Self::Records, Self::Draw];

    const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Records => "records",
            Self::Draw => "draw",
        }
    }
}

/// What one run of a job cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    processor: Duration,
    /// Of the whole process, in bytes.
    peak_memory: u64,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let told: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match told.as_slice() {
        ["--job", job, task, path] => {
            let job = Job::ALL.into_iter().find(|one| one.name() == *job).ok_or("no such job")?;
            let task = TASKS.get(task.parse::<usize>()?).ok_or("no such task")?;
            let cost = work(job, task, Path::new(path))?;
            println!("{} {}", cost.processor.as_nanos(), cost.peak_memory);
            Ok(())
        }
        told => measure_all(told.contains(&"--keep")),
    }
}

// ── One job ──────────────────────────────────────────────────────────────────────────────────────────────────────────

fn work(job: Job, task: &Task, path: &Path) -> Outcome<Cost> {
    let before = time_on_processor()?;
    match job {
        Job::Lines => drop(black_box(lines(path)?)),
        Job::Records => drop(black_box(records(path)?)),
        Job::Draw => {
            let receipt = black_box(drawn(task, path)?);
            if receipt.chosen.len() != task.drawn || receipt.population.rows != u64::from(task.rows) {
                return Err("not all was drawn".into());
            }
        }
    }
    Ok(Cost { processor: time_on_processor()? - before, peak_memory: peak_memory()? })
}

fn lines(path: &Path) -> Outcome<[u8; 32]> {
    let mut reader = BufReader::with_capacity(BUFFER, File::open(path)?);
    let (mut line, mut all) = (Vec::new(), [0; 32]);
    while reader.read_until(b'\n', &mut line)? > 0 {
        join(&mut all, &line);
        line.clear();
    }
    Ok(all)
}

fn records(path: &Path) -> Outcome<[u8; 32]> {
    let mut reader = ReaderBuilder::new().buffer_capacity(BUFFER).from_path(path)?;
    let (mut record, mut all) = (ByteRecord::new(), [0; 32]);
    while reader.read_byte_record(&mut record)? {
        join(&mut all, record.as_slice());
    }
    Ok(all)
}

/// Hashes a line; what comes out is used, so that it is not left undone.
fn join(all: &mut [u8; 32], line: &[u8]) {
    let hash: [u8; 32] = Sha256::digest(line).into();
    all.iter_mut().zip(hash).for_each(|(own, byte)| *own ^= byte);
}

struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<String, String> {
        Err("there is none".to_owned())
    }
}

/// Draws as `qac sample` does.
fn drawn(task: &Task, path: &Path) -> Outcome<Receipt> {
    let text = format!(
        r#"
        unit service "Service"
        role auditor "Auditor" {{ headcount: 3 }}
        scale yes-no "Yes or no" {{ grade yes "Yes"  grade no "No" }}
        standard sound "Sound" {{ scale: yes-no  criterion well "Is it sound?" }}
        record case "Cases" {{ columns: {}  key: case-id }}
        population cases "Cases" {{ records: case  {} }}
        audit files "Files" {{ unit: service  when: every month  draw: {}  auditors: auditor  tests: sound }}
        "#,
        task.columns, task.condition, task.draw
    );
    let model = analyze("draws.qac", text, &NoFiles, None).model;
    let obligation = model.obligation("files").ok_or("no audit")?;
    let day = |text: &str| text.parse::<Date>();
    let occurrence = round_of_month(&model, obligation, day("2026-05-01")?, day("2026-05-31")?).ok_or("no round")?;
    let plan = DrawPlan::new(Asked {
        model: &model,
        digest: "",
        obligation,
        occurrence: &occurrence,
        seed: "public draw of 1 May",
        round: 1,
        earlier: &[],
        picks: &[],
        auditors: Some(3),
        room: None,
    })?;
    let mut frame = Frame::new(&plan);
    let wanted = CasesWanted { path, table: "case", columns: plan.columns() };
    read_cases(&wanted, &mut |row, _| frame.row(row).map_err(|fault| format!("{fault:?}")))
        .map_err(|fault| fault.message)?;
    if !frame.doubled().is_empty() {
        return Err("a key stands twice".into());
    }
    Ok(draw(frame)?)
}

// ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────────────

fn measure_all(keep: bool) -> Outcome<()> {
    println!("| draw | list | lines | records | draw | draw / lines | draw / records | peak memory, lines | draw |");
    println!("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    let mut written = Vec::new();
    for (place, task) in TASKS.iter().enumerate() {
        let path = list(task)?;
        compare(place, task, &path)?;
        written.push(path);
    }
    for path in written {
        if !keep && path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn compare(place: usize, task: &Task, path: &Path) -> Outcome<()> {
    let mut best: [Option<Cost>; 3] = [None; 3];
    for _ in 0..RUNS {
        for (best, job) in best.iter_mut().zip(Job::ALL) {
            let cost = run(job, place, path)?;
            if best.is_none_or(|best| cost.processor < best.processor) {
                *best = Some(cost);
            }
        }
    }
    let [Some(lines), Some(records), Some(draw)] = best else { return Err("nothing was measured".into()) };
    let ratio = |other: Cost| draw.processor.as_secs_f64() / other.processor.as_secs_f64();
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    println!(
        "| {} | {:.0} MB | {:.3} s | {:.3} s | {:.3} s | {:.2} | {:.2} | {:.1} MB | {:.1} MB |",
        task.what,
        megabytes(fs::metadata(path)?.len()),
        lines.processor.as_secs_f64(),
        records.processor.as_secs_f64(),
        draw.processor.as_secs_f64(),
        ratio(lines),
        ratio(records),
        megabytes(lines.peak_memory),
        megabytes(draw.peak_memory),
    );
    Ok(())
}

fn run(job: Job, task: usize, path: &Path) -> Outcome<Cost> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args(["--job", job.name(), &task.to_string()]).arg(path).output()?;
    let told = String::from_utf8(output.stdout)?;
    let numbers: Vec<u64> = told.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [nanoseconds, peak_memory] = numbers.as_slice() else {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    };
    Ok(Cost { processor: Duration::from_nanos(*nanoseconds), peak_memory: *peak_memory })
}

/// The list of a task, written unless it is there.
fn list(task: &Task) -> Outcome<PathBuf> {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{}.csv", task.name, task.rows));
    if path.exists() {
        return Ok(path);
    }
    let unfinished = path.with_extension("unfinished");
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&unfinished)?);
    let whole = task.columns == ROW;
    writeln!(file, "{}", if whole { "case_id,team,worker,open,opened_on" } else { "case_id" })?;
    for number in 0..task.rows {
        // Spread about, so that keys are in no order; the factor has none in common with a power of ten.
        let key = u64::from(number) * 48_271 % 100_000_000;
        if whole {
            let (team, worker) = (key % 40, key % 997);
            let open = if key % 5 == 0 { "no" } else { "yes" };
            let (year, month, day) = (2023 + key % 4, 1 + key / 7 % 12, 1 + key / 3 % 28);
            writeln!(file, "C{key:08},Team {team},worker-{worker},{open},{year}-{month:02}-{day:02}")?;
        } else {
            writeln!(file, "C{key:08}")?;
        }
    }
    file.into_inner()?.sync_all()?;
    fs::rename(unfinished, &path)?;
    Ok(path)
}
