//! What a draw is given beside the framework: the receipts of earlier draws, who is there, what was chosen by judgement.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::sheets::SheetRow;
use crate::cli::{read, sheets};
use crate::engine::read_day;
use crate::sample::{Picked, PostHeld, Receipt, Roster, digest};

/// The receipts of a folder, in the order of their names.
pub(in crate::cli) fn receipts_of(folder: &Path) -> Result<Vec<Receipt>, Failure> {
    let shown = folder.display();
    let unreadable = |error: std::io::Error| Failure::new(format!("cannot read `{shown}`: {}", read::reason(&error)));
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>().map_err(unreadable)?;
    paths.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("receipt-") && name.ends_with(".json")
    });
    paths.sort();
    paths.iter().map(|path| receipt_of(path)).collect()
}

pub(super) fn receipt_of(path: &Path) -> Result<Receipt, Failure> {
    let text = read::text(path)?;
    serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!(
            "`{}`, line {}: it is no receipt of a draw: {}",
            path.display(),
            error.line(),
            said(&error)
        ))
        .help("`qac schema receipt` prints what one looks like")
    })
}

/// What a reader of JSON complains of, without the words of the program for it.
fn said(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "it ends too soon".to_owned();
    }
    if !error.is_data() {
        return "it is not JSON there".to_owned();
    }
    let words = error.to_string();
    let name = words.split('`').nth(1).unwrap_or_default();
    match words.split(' ').next() {
        Some("missing") => format!("`{name}` is missing"),
        Some("duplicate") => format!("`{name}` stands there twice"),
        Some("unknown") => format!("`{name}` does not belong there"),
        Some(_) | None => "something of another kind belongs there".to_owned(),
    }
}

/// Who is there to audit.
pub(super) fn roster(path: &Path) -> Result<Roster, Failure> {
    // It is read twice: its rows, and all of it for its digest.
    if path.exists() && !path.is_file() && !path.is_dir() {
        return Err(Failure::new(format!("`{}` is no ordinary file", path.display()))
            .help("save the roster as a file, and name that"));
    }
    let wished = ["area", "line-manager", "from", "to", "acting", "competence-until", "leave-from", "leave-to"];
    let rows = sheets::read(path, &["person", "role"], &wished)?;
    let bad = |row: &SheetRow, column: &str, why: &str| {
        Failure::new(format!("`{}`, line {}, column `{column}`: {why}", path.display(), row.line))
            .help("mend the file and run qac again")
    };
    let day = |row: &SheetRow, column: &str| match row.cell(column) {
        empty if empty.is_empty() => Ok(None),
        written => read_day(&written).map(Some).ok_or_else(|| {
            bad(row, column, &format!("holds `{written}`, which is no date; write it as `2017-05-31` or `31/05/2017`"))
        }),
    };
    let mut posts = Vec::new();
    for row in &rows {
        let (person, role) = (row.cell("person"), row.cell("role"));
        if person.is_empty() {
            return Err(bad(row, "person", "it is empty"));
        }
        if role.is_empty() {
            return Err(bad(row, "role", "it is empty"));
        }
        let leave = match (day(row, "leave-from")?, day(row, "leave-to")?) {
            (Some(from), Some(to)) if from <= to => Some((from, to)),
            (None, None) => None,
            _ => return Err(bad(row, "leave-from", "a time away needs its first and its last day, in that order")),
        };
        posts.push(PostHeld {
            person,
            role,
            area: row.cell("area"),
            line_manager: row.cell("line-manager"),
            from: day(row, "from")?,
            to: day(row, "to")?,
            acting: matches!(row.cell("acting").to_lowercase().as_str(), "yes" | "y" | "true" | "1"),
            competence_until: day(row, "competence-until")?,
            leave,
        });
    }
    let bytes = fs::read(path)
        .map_err(|error| Failure::new(format!("cannot read `{}`: {}", path.display(), read::reason(&error))))?;
    Ok(Roster { digest: digest(&bytes), posts })
}

/// Cases chosen by judgement.
pub(super) fn picks(path: &Path) -> Result<Vec<Picked>, Failure> {
    let rows = sheets::read(path, &["key", "by", "reason"], &[])?;
    Ok(rows
        .into_iter()
        .map(|row| Picked { key: row.cell("key"), by: row.cell("by"), reason: row.cell("reason") })
        .collect())
}
