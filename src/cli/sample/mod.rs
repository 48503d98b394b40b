//! `qac sample`: draw the cases of an audit, share them out, and draw again from a receipt.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::write::{self, Existing};
use super::{Outcome, dates, framework};
use crate::calendar::Date;
use crate::emit;
use crate::plan::Stamp;
use crate::sample::Receipt;

use drawing::Given;

mod again;
mod drawing;
mod given;

pub(super) use given::receipts_of;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac sample framework.qac.md --audit case-file-audits --month 2026-05 --cases cases.csv --seed 417\n  qac sample framework.qac.md --month 2026-06 --cases cases.csv --roster roster.csv --receipts draws --seed 902 -o draws\n  qac sample framework.qac.md --verify draws/receipt-case-file-audits-2026-05.json --cases cases.csv --roster roster.csv\n  qac sample framework.qac.md --replace draws/receipt-case-file-audits-2026-05.json --case C01 --because withdrawn --by head-of-service --on 2026-05-08 --roster roster.csv\n\nExit codes: 0 done, 1 somebody is missing who may audit, or a receipt is not what the draw gives, 2 could not run."
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The audit to draw for; without it, every audit that draws cases that month, one after the other
    #[arg(long, value_name = "ID")]
    audit: Option<String>,
    /// The month to draw for
    #[arg(long, value_name = "YYYY-MM", value_parser = dates::month, required_unless_present_any = ["verify", "replace"])]
    month: Option<Date>,
    /// The last month, where the draws of several are made at once
    #[arg(long, value_name = "YYYY-MM", value_parser = dates::month, requires = "month", conflicts_with_all = ["audit", "verify", "replace"])]
    to: Option<Date>,
    /// The cases: a CSV file, a folder of them, or a SQLite database
    #[arg(long, value_name = "PATH", required_unless_present = "replace")]
    cases: Option<PathBuf>,
    /// What the lot is made from: any words, known to all before the draw
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["verify", "replace"])]
    seed: Option<String>,
    /// Who is there to audit: a CSV file with the columns person, role, area, line-manager, from, to, acting, competence-until, leave-from and leave-to
    #[arg(long, value_name = "CSV")]
    roster: Option<PathBuf>,
    /// The receipts of earlier draws, where the rule looks back
    #[arg(long, value_name = "DIR")]
    receipts: Option<PathBuf>,
    /// Cases chosen by judgement: a CSV file with the columns key, by and reason
    #[arg(long, value_name = "CSV")]
    chosen: Option<PathBuf>,
    /// 2 or 3: a further draw, because a case failed
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=3))]
    round: u32,
    /// Draw again and compare with this receipt
    #[arg(long, value_name = "RECEIPT", conflicts_with_all = ["audit", "month", "seed", "replace", "output"])]
    verify: Option<PathBuf>,
    /// Put the next case of the reserve in the place of one of this receipt
    #[arg(long, value_name = "RECEIPT", requires_all = ["case", "because", "by", "on"], conflicts_with_all = ["audit", "month", "seed", "cases", "chosen"])]
    replace: Option<PathBuf>,
    /// The case that cannot be audited
    #[arg(long, value_name = "KEY", requires = "replace")]
    case: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "replace")]
    because: Option<String>,
    /// Who decided it
    #[arg(long, value_name = "WHO", requires = "replace")]
    by: Option<String>,
    /// When it was decided
    #[arg(long, value_name = "DATE", value_parser = dates::day, requires = "replace")]
    on: Option<Date>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The folder to write the receipt to
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace a file that qac did not write
    #[arg(long, requires = "output")]
    force: bool,
}

/// How a draw is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    #[default]
    Human,
    /// The receipt
    Json,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let Some(analysis) = framework::sound(&arguments.file, screen)? else { return Ok(Outcome::Findings) };
    if let Some(path) = &arguments.verify {
        return again::verify(arguments, &analysis, path);
    }
    if let Some(path) = &arguments.replace {
        return again::replaced(arguments, &analysis, path);
    }
    let (Some(month), Some(seed)) = (arguments.month, arguments.seed.as_deref()) else {
        return Err(Failure::new("name `--month` and `--seed`"));
    };
    let given = Given::of(arguments, &analysis)?;
    let receipts = match arguments.audit.as_deref() {
        Some(audit) => {
            let receipt = drawing::of_audit(&given, audit, month, arguments.round, seed)?;
            tell(arguments, &receipt)?;
            vec![receipt]
        }
        None => {
            for (given, word) in [(arguments.chosen.is_some(), "chosen"), (arguments.round > 1, "round")] {
                if given {
                    return Err(
                        Failure::new(format!("`--{word}` is of one audit")).help("name the audit with `--audit`")
                    );
                }
            }
            let receipts = drawing::of_months(&given, month, arguments.to.unwrap_or(month), seed)?;
            tell_all(arguments, &Stamp::of(&analysis.model), &receipts)?;
            receipts
        }
    };
    if let Some(folder) = arguments.output.as_ref().filter(|_| !receipts.is_empty()) {
        save(arguments, folder, &receipts)?;
    }
    let allocated = receipts.iter().all(|receipt| receipt.clash.is_empty());
    Ok(if allocated { Outcome::Done } else { Outcome::Findings })
}

fn tell(arguments: &Arguments, receipt: &Receipt) -> Result<(), Failure> {
    output::print(&match arguments.format {
        Format::Human => emit::receipt_table(receipt, output::width()),
        Format::Json => emit::receipt_json(receipt),
    })
}

/// The draws of some months, one below the other.
fn tell_all(arguments: &Arguments, stamp: &Stamp, receipts: &[Receipt]) -> Result<(), Failure> {
    let tables = || receipts.iter().map(|receipt| emit::receipt_table(receipt, output::width()));
    output::print(&match arguments.format {
        Format::Human if receipts.is_empty() => "no audit draws cases then: nothing was drawn\n".to_owned(),
        Format::Human => tables().collect::<Vec<_>>().join("\n\n"),
        Format::Json => emit::receipts_json(stamp, receipts),
    })
}

/// Writes `receipt-case-file-audits-2026-05.json` and the like into `folder`.
fn save(arguments: &Arguments, folder: &Path, receipts: &[Receipt]) -> Result<(), Failure> {
    let files: Vec<(PathBuf, String)> =
        receipts.iter().map(|receipt| (folder.join(file_name(receipt)), emit::receipt_json(receipt))).collect();
    let existing = if arguments.force { Existing::Replace } else { Existing::ReplaceOurs };
    write::folder(folder)?;
    write::files(&files, existing)?;
    let lines = files.iter().map(|(path, _)| format!("wrote {}\n", path.display()));
    match arguments.format {
        Format::Human => output::print(&format!("\n{}", lines.collect::<String>())),
        Format::Json => Ok(()),
    }
}

fn file_name(receipt: &Receipt) -> String {
    let round = if receipt.draw.round > 1 { format!("-round-{}", receipt.draw.round) } else { String::new() };
    let period = receipt.audit.period.replace(['/', ' '], "-");
    format!("receipt-{}-{period}{round}.json", receipt.audit.id.replace('/', "-"))
}
