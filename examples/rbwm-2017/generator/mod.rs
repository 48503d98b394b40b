//! A year of the authority's records: people, cases, audits, meetings, and what has to follow them.

mod audits;
mod calendar_work;
mod cases;
mod days;
mod dice;
mod happenings;
mod people;
mod planted;
mod scaled;
mod tables;

use std::error::Error;
use std::path::Path;

use cases::Cases;
use people::People;
use tables::{Files, Tables};

/// Writes the records of so many authorities, the list of planted breaches and the roster of the first; for more than
/// one, a framework too whose numbers fit them, beside the framework that is given.
///
/// Meetings, reports and what else falls by the calendar are the same for all. People, cases, audits and happenings are
/// there as many times. Breaches are planted in the first authority alone.
pub(crate) fn write(folder: &Path, scale: usize, framework: &Path) -> Result<(), Box<dyn Error>> {
    let mut files = Files::create(&folder.join("records"))?;
    for number in 0..scale {
        let prefix = if number == 0 { String::new() } else { format!("A{number}-") };
        let people = People::of(&prefix);
        let mut tables = year(&people, &prefix);
        if number == 0 {
            planted::plant(&mut tables, &people, scale, &folder.join("planted.csv"))?;
            people.roster(&mut csv::Writer::from_path(folder.join("roster.csv"))?)?;
        }
        files.write(&tables)?;
    }
    if scale > 1 {
        let text = std::fs::read_to_string(framework)?;
        std::fs::write(folder.join("framework.qac.md"), scaled::framework(&text, scale)?)?;
    }
    Ok(())
}

/// A year of one authority, with every rule kept.
fn year(people: &People, prefix: &str) -> Tables {
    let mut tables = Tables::new();
    people.write(&mut tables, prefix);
    let cases = Cases::of(&mut tables, people, prefix);
    if prefix.is_empty() {
        calendar_work::write(&mut tables, people, prefix);
    }
    audits::write(&mut tables, people, &cases, prefix);
    happenings::write(&mut tables, people, &cases, prefix);
    tables
}
