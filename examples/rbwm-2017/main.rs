//! Writes a year of records: `cargo run --release --example rbwm-2017 -- examples/rbwm-2017`.
//!
//! The records keep every rule of the framework of 2016, but for the breaches that `planted.rs` puts in, one by one.
//! With `--scale N` the same for N authorities in one set of tables, and a framework whose numbers fit them: a region
//! has about ten, the nation 150. Breaches are planted in the first authority alone.

mod audits;
mod calendar_work;
mod cases;
mod days;
mod dice;
mod happenings;
mod people;
mod tables;

use std::error::Error;
use std::path::Path;

use cases::Cases;
use people::People;
use tables::{Files, Tables};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let scale = arguments.iter().skip_while(|one| *one != "--scale").nth(1);
    let scale: usize = scale.map_or(Ok(1), |scale| scale.parse())?;
    let folder = arguments.first().filter(|one| !one.starts_with("--")).ok_or("name a folder to write to")?;
    write(Path::new(folder), scale)
}

fn write(folder: &Path, scale: usize) -> Result<(), Box<dyn Error>> {
    let mut files = Files::create(&folder.join("records"))?;
    for number in 0..scale {
        let prefix = if number == 0 { String::new() } else { format!("A{number}-") };
        let people = People::of(&prefix);
        let tables = year(&people, &prefix);
        if number == 0 {
            people.roster(&mut csv::Writer::from_path(folder.join("roster.csv"))?)?;
        }
        files.write(&tables)?;
    }
    Ok(())
}

/// A year of one authority, with every rule kept.
fn year(people: &People, prefix: &str) -> Tables {
    let mut tables = Tables::new();
    people.write(&mut tables, prefix);
    let cases = Cases::of(&mut tables, people, prefix);
    calendar_work::write(&mut tables, people, prefix);
    audits::write(&mut tables, people, &cases, prefix);
    happenings::write(&mut tables, people, &cases, prefix);
    tables
}
