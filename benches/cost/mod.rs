//! What a process has cost so far, as Linux tells it.

use std::error::Error;
use std::fs;
use std::time::Duration;

/// This process's time on the processor since it began.
pub(crate) fn time_on_processor() -> Result<Duration, Box<dyn Error>> {
    // The count is brought up to date when others may run.
    std::thread::yield_now();
    let told = fs::read_to_string("/proc/self/schedstat")?;
    Ok(Duration::from_nanos(told.split_whitespace().next().ok_or("no time")?.parse()?))
}

/// The most memory this process has had, in bytes.
pub(crate) fn peak_memory() -> Result<u64, Box<dyn Error>> {
    let told = fs::read_to_string("/proc/self/status")?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}
