//! How long dates take: beside the `rrule` crate and bare loops over chrono, and the schedule of a framework over a
//! century beside its check.
//!
//! `cargo bench --bench dates` builds `benches/peers`, a crate of its own so that what it compares with is no part of an
//! ordinary build, and runs it; then it runs `qac` itself. Linux only, with GNU time: they tell processor time and memory.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often each command is run, in turn, and its time divided: the system counts the time of others in hundredths of
/// a second.
const RUNS: usize = 50;
const FRAMEWORK: &str = "frameworks/rbwm-childrens-services-2016.qac.md";

/// What one run of a command cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// On the processor, in milliseconds.
    milliseconds: f64,
    /// At its peak, in megabytes.
    megabytes: f64,
}

fn main() -> Outcome<()> {
    peers()?;
    println!();
    schedules()
}

fn peers() -> Outcome<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/Cargo.toml");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peers");
    let status = Command::new(cargo)
        .args(["run", "--release", "--locked", "--quiet", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(target)
        .status()?;
    if status.success() { Ok(()) } else { Err("the peers did not come to an end".into()) }
}

fn schedules() -> Outcome<()> {
    let check = ["check", "--as-of", "2017-01-01", FRAMEWORK];
    let over = |last| ["schedule", FRAMEWORK, "--from", "2017-01-01", "--format", "csv", "--to", last];
    let jobs = [
        ("check of the framework of 2016", check.to_vec()),
        ("its schedule over 1 year", over("2017-12-31").to_vec()),
        ("its schedule over 10 years", over("2026-12-31").to_vec()),
        ("its schedule over 100 years", over("2116-12-31").to_vec()),
    ];
    let mut costs = jobs.each_ref().map(|_| Cost { milliseconds: 0.0, megabytes: 0.0 });
    for _ in 0..RUNS {
        for (cost, (_, arguments)) in costs.iter_mut().zip(&jobs) {
            let one = run(arguments)?;
            cost.milliseconds += one.milliseconds / RUNS as f64;
            cost.megabytes = one.megabytes;
        }
    }
    let [check, ..] = costs;
    for ((what, _), cost) in jobs.iter().zip(costs) {
        let times = cost.milliseconds / check.milliseconds;
        println!("{what}: {:.1} ms, {times:.2} times check, {:.1} MB at its peak", cost.milliseconds, cost.megabytes);
    }
    Ok(())
}

/// Runs `qac` under GNU time, which tells its peak memory.
fn run(arguments: &[&str]) -> Outcome<Cost> {
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M", env!("CARGO_BIN_EXE_qac")]).args(arguments);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdout(Stdio::null());
    let before = ticks_of_children()?;
    let told = String::from_utf8(command.output()?.stderr)?;
    let ticks = ticks_of_children()? - before;
    let memory: f64 = told.split_whitespace().next_back().ok_or("no figure")?.parse()?;
    Ok(Cost { milliseconds: ticks as f64 * 10.0, megabytes: memory / 1024.0 })
}

/// The processor time of all that this process has started and waited for, in hundredths of a second.
fn ticks_of_children() -> Outcome<u64> {
    let told = std::fs::read_to_string("/proc/self/stat")?;
    let (_, figures) = told.rsplit_once(')').ok_or("no name")?;
    let figures: Vec<&str> = figures.split_whitespace().collect();
    let [user, system] = figures.get(13..15).ok_or("no times")? else { return Err("no times".into()) };
    Ok(user.parse::<u64>()? + system.parse::<u64>()?)
}
