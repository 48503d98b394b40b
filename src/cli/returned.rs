//! `qac return`: completed forms back into the tables of evidence, all or nothing.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use indexmap::IndexMap;

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, framework, read, write};
use crate::analysis::Analysis;
use crate::engine;
use crate::forms::{Collected, EvidenceTable, Told, collect, enter, read_forms};
use crate::model::evidence::Record;
use crate::model::{Construct, Model};
use crate::plan;

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  qac return framework.qac.md pack/M0.docx pack/coordinator.xlsx --data records --dry-run\n\nExit codes: 0 everything was taken, 1 a cell cannot be taken and nothing was written, 2 could not run."
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Forms and workbooks that came back
    #[arg(value_name = "FORM", required = true)]
    forms: Vec<PathBuf>,
    /// The folder with the tables of evidence, a CSV file for each record
    #[arg(long, value_name = "PATH")]
    data: PathBuf,
    /// Say what would be taken, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The largest file that is taken for a form: some hundred times the largest workbook.
const LARGEST: u64 = 64 << 20;

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let Some(analysis) = framework::sound(&arguments.file, screen)? else { return Ok(Outcome::Findings) };
    if !arguments.data.is_dir() {
        return Err(Failure::new(format!("`{}` is no folder", arguments.data.display()))
            .help("name the folder with the CSV files; a database takes the rows of those by its own import"));
    }
    let collected = collected(arguments, &analysis)?;
    if !collected.rejected.is_empty() {
        return refuse(&collected.rejected);
    }
    let files = Files::of(&analysis.model, &arguments.data, &collected)?;
    let mut tables = files.tables.clone();
    let told = enter(&collected, &|id| record(&analysis.model, id), &mut tables);
    if !told.refused.is_empty() {
        return refuse(&told.refused);
    }
    tell(arguments, &collected, &told)?;
    if !arguments.dry_run {
        files.save(&analysis.model, &arguments.data, &tables)?;
    }
    Ok(Outcome::Done)
}

fn refuse(lines: &[String]) -> Result<Outcome, Failure> {
    let lines: Vec<String> = lines.iter().map(|line| format!("- {line}\n")).collect();
    output::print(&format!("Nothing was taken, because of what follows.\n{}", lines.concat()))?;
    Ok(Outcome::Findings)
}

fn collected(arguments: &Arguments, analysis: &Analysis) -> Result<Collected, Failure> {
    let mut collected = Collected::default();
    for path in &arguments.forms {
        let shown = path.display().to_string();
        let unreadable = |error: std::io::Error| {
            Failure::new(format!("cannot read `{shown}`: {}", read::reason(&error)))
                .help("check its name and its folder")
        };
        if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
            return Err(Failure::new(format!("`{shown}` is larger than {} MB", LARGEST >> 20))
                .help("name the form that was sent out"));
        }
        let bytes = fs::read(path).map_err(unreadable)?;
        let forms = read_forms(&bytes)
            .map_err(|fault| Failure::new(format!("cannot read `{shown}`: {fault}")).help(fault.help()))?;
        let sheet_of = |audit: &str| plan::sheet_of(&analysis.model, audit);
        collect(&analysis.model, &shown, &forms, &sheet_of, &mut collected);
    }
    Ok(collected)
}

pub(super) fn record<'model>(model: &'model Model, id: &str) -> Option<&'model Record> {
    let Construct::Record(record) = &model.named(id)?.construct else { return None };
    Some(record)
}

/// The files of the tables that are needed, as they are.
struct Files {
    tables: IndexMap<String, EvidenceTable>,
    delimiters: IndexMap<String, u8>,
}

impl Files {
    fn of(model: &Model, data: &Path, collected: &Collected) -> Result<Self, Failure> {
        let mut files = Self { tables: IndexMap::new(), delimiters: IndexMap::new() };
        let rows = collected.rows.iter().flat_map(|(audit, items)| std::iter::once(audit).chain(items));
        for row in rows {
            let path = path_of(model, data, &row.record);
            if files.tables.contains_key(&row.record) || !path.exists() {
                continue;
            }
            let sheet = engine::read_sheet(&path).map_err(Failure::of_data)?;
            let rows = sheet.rows.into_iter().map(|(_, cells)| cells).collect();
            files.tables.insert(row.record.clone(), EvidenceTable { header: sheet.header, rows });
            files.delimiters.insert(row.record.clone(), sheet.delimiter);
        }
        Ok(files)
    }

    /// Writes the tables that changed: all of them are put beside the old ones first, and then all take their places.
    fn save(&self, model: &Model, data: &Path, tables: &IndexMap<String, EvidenceTable>) -> Result<(), Failure> {
        let changed = tables.iter().filter(|(record, table)| self.tables.get(*record) != Some(table));
        let texts: Vec<(PathBuf, Vec<u8>)> = changed
            .map(|(record, table)| {
                let delimiter = self.delimiters.get(record).copied().unwrap_or(b',');
                (path_of(model, data, record), text(table, delimiter))
            })
            .collect();
        write::together(&texts)?;
        let lines: Vec<String> = texts.iter().map(|(path, _)| format!("wrote {}\n", path.display())).collect();
        output::print(&lines.concat())
    }
}

fn path_of(model: &Model, data: &Path, id: &str) -> PathBuf {
    // Only ids of records are asked for.
    let table = record(model, id).map(|record| record.stored_name(id)).unwrap_or_default();
    data.join(format!("{table}.csv"))
}

fn text(table: &EvidenceTable, delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    // Writing to memory cannot fail, so that there is no error to report.
    let _ = writer.write_record(&table.header);
    for row in &table.rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

fn tell(arguments: &Arguments, collected: &Collected, told: &Told) -> Result<(), Failure> {
    let mut lines: Vec<String> = Vec::new();
    for (record, count) in &told.added {
        lines.push(format!("{count} new in `{record}`"));
    }
    lines.extend(told.changed.iter().cloned());
    if told.added.is_empty() && told.changed.is_empty() {
        lines.push("nothing is new".to_owned());
    }
    lines.extend(collected.unfinished.iter().map(|line| format!("NOT FINISHED: {line}")));
    if arguments.dry_run {
        lines.push("nothing was written: this was a trial".to_owned());
    }
    output::print(&(lines.join("\n") + "\n"))
}
