//! `qac sample`: draw the cases of an audit, share them out, and draw again from a receipt.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike, Months};
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::progress::Progress;
use super::returned::record;
use super::sheets::SheetRow;
use super::write::{self, Existing};
use super::{Outcome, choose, dates, framework, read, sheets};
use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::emit;
use crate::engine::{CasesWanted, read_cases, read_day};
use crate::model::{Construct, Model, Obligation};
use crate::plan::{Occurrence, as_at_of, draw_of, round_of_month};
use crate::sample::{
    AllocationAsked, Asked, DrawPlan, Frame, Picked, PostHeld, Receipt, Replace, Roster, RowFault, allocate,
    differences, digest, draw, replace, room_by_area,
};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac sample framework.qac.md --audit case-file-audits --month 2026-05 --cases cases.csv --seed 417\n  qac sample framework.qac.md --audit case-file-audits --month 2026-06 --cases cases.csv --roster roster.csv --receipts draws --seed 902 -o draws\n  qac sample framework.qac.md --verify draws/receipt-case-file-audits-2026-05.json --cases cases.csv --roster roster.csv\n  qac sample framework.qac.md --replace draws/receipt-case-file-audits-2026-05.json --case C01 --because withdrawn --by head-of-service --on 2026-05-08\n\nExit codes: 0 done, 1 somebody is missing who may audit, or a receipt is not what the draw gives, 2 could not run."
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The audit to draw for
    #[arg(long, value_name = "ID", required_unless_present_any = ["verify", "replace"])]
    audit: Option<String>,
    /// The month that the round of the audit is of
    #[arg(long, value_name = "YYYY-MM", value_parser = dates::month, required_unless_present_any = ["verify", "replace"])]
    month: Option<Date>,
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
    #[arg(long, value_name = "RECEIPT", requires_all = ["case", "because", "by", "on"], conflicts_with_all = ["audit", "month", "seed", "cases"])]
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
        return verify(arguments, &analysis, path);
    }
    if let Some(path) = &arguments.replace {
        return replaced(arguments, path);
    }
    let receipt = drawn(arguments, &analysis, &Order::of(arguments)?)?;
    tell(arguments, &receipt)?;
    if let Some(folder) = &arguments.output {
        save(arguments, folder, &receipt)?;
    }
    Ok(if receipt.clash.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Which draw is made: as the command line or a receipt has it.
struct Order<'a> {
    audit: &'a str,
    /// Any day of the month it is for, and the period's label where a receipt tells it.
    month: Date,
    period: Option<&'a str>,
    seed: &'a str,
    round: u32,
}

impl<'a> Order<'a> {
    fn of(arguments: &'a Arguments) -> Result<Self, Failure> {
        let missing = || Failure::new("name `--audit`, `--month` and `--seed`");
        Ok(Self {
            audit: arguments.audit.as_deref().ok_or_else(missing)?,
            month: arguments.month.ok_or_else(missing)?,
            period: None,
            seed: arguments.seed.as_deref().ok_or_else(missing)?,
            round: arguments.round,
        })
    }
}

fn drawn(arguments: &Arguments, analysis: &Analysis, order: &Order<'_>) -> Result<Receipt, Failure> {
    let model = &analysis.model;
    let (obligation, occurrence) = round(model, order)?;
    let earlier = arguments.receipts.as_deref().map(receipts_of).transpose()?.unwrap_or_default();
    let picks = arguments.chosen.as_deref().map(picks).transpose()?.unwrap_or_default();
    let roster = arguments.roster.as_deref().map(roster).transpose()?;
    let text = read::text(&arguments.file)?;
    let digest = digest(text.as_bytes());
    let as_at = draw_of(model, obligation).map_or(occurrence.period.from, |of| as_at_of(model, of.draw, &occurrence));
    let days = (as_at, occurrence.due);
    let room = roster.as_ref().and_then(|roster| room_by_area(model, obligation, roster, occurrence.basis, days));
    let heads = roster.as_ref().map(|roster| roster.heads(model, obligation, days.0.min(days.1), days.1));
    let asked = Asked {
        model,
        digest: &digest,
        obligation,
        occurrence: &occurrence,
        seed: order.seed,
        round: order.round,
        earlier: &earlier,
        picks: &picks,
        auditors: heads.or_else(|| headcount(model, obligation)),
        room: room.as_ref(),
    };
    let plan = DrawPlan::new(asked).map_err(Failure::new)?;
    let frame = frame(arguments, model, &plan)?;
    let mut receipt = draw(frame).map_err(Failure::new)?;
    if let Some(roster) = &roster {
        allocate(AllocationAsked { model, obligation, roster, earlier: &earlier }, &mut receipt);
    }
    Ok(receipt)
}

/// The obligation and the round of it that is drawn for.
fn round<'model>(model: &'model Model, order: &Order<'_>) -> Result<(&'model Obligation, Occurrence), Failure> {
    let obligation = match model.obligation(order.audit).filter(|one| one.draw.is_some()) {
        Some(obligation) => obligation,
        None => {
            choose::audit(model, Some(order.audit))?;
            return Err(Failure::new(format!("`{}` draws no cases: it has no `draw`", order.audit)));
        }
    };
    let to = order.month.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(order.month);
    let month = order.month.format("%B %Y");
    let found = round_of_month(model, obligation, order.month, to).ok_or_else(|| {
        Failure::new(format!("`{}` does not fall in {month}", order.audit))
            .help(format!("`qac schedule FILE --from {0}-01-01 --to {0}-12-31` lists when it does", order.month.year()))
    })?;
    match order.period {
        Some(period) if period != found.period.label => {
            Err(Failure::new(format!("`{}` has no round `{period}` in this framework", order.audit)))
        }
        Some(_) | None => Ok((obligation, found)),
    }
}

/// How many hold the posts that audit, where the framework says it of each.
fn headcount(model: &Model, obligation: &Obligation) -> Option<u64> {
    let posts = crate::plan::everyone(model, &obligation.bearers);
    let heads = posts.into_iter().filter_map(|post| {
        let Construct::Role(role) = &model.get(post)?.construct else { return None };
        Some(role.headcount.as_ref().map(|count| u64::from(count.value)))
    });
    heads.collect::<Option<Vec<u64>>>().map(|all| all.into_iter().sum()).filter(|all| *all > 0)
}

/// Reads the cases.
fn frame<'plan, 'a>(
    arguments: &Arguments,
    model: &Model,
    plan: &'plan DrawPlan<'a>,
) -> Result<Frame<'plan, 'a>, Failure> {
    let path = arguments.cases.as_deref().ok_or_else(|| Failure::new("name the cases with `--cases`"))?;
    let table = record(model, plan.record()).map(|record| record.stored_name(plan.record())).unwrap_or_default();
    let wanted = CasesWanted { path, table: &table, columns: plan.columns() };
    let mut progress = Progress::new();
    let mut frame = Frame::new(plan);
    let mut rows = 0_u64;
    read_cases(&wanted, &mut |row, _| {
        rows += 1;
        if rows.is_multiple_of(100_000) {
            progress.say(&format!("reading {}: {rows} rows", path.display()));
        }
        frame.row(row).map_err(|fault| match fault {
            RowFault::NoKey => "it has no key".to_owned(),
            RowFault::LineBreak => "its key has a line break in it".to_owned(),
        })
    })
    .map_err(Failure::of_data)?;
    let doubled = frame.doubled();
    if !doubled.is_empty() {
        return Err(twice(&wanted, &frame, &doubled)?);
    }
    Ok(frame)
}

/// Says which key stands twice, and where: the cases are read once more for it.
fn twice(
    wanted: &CasesWanted<'_>,
    frame: &Frame<'_, '_>,
    doubled: &std::collections::BTreeSet<u64>,
) -> Result<Failure, Failure> {
    let mut found: Vec<(String, u64)> = Vec::new();
    read_cases(wanted, &mut |row, place| {
        found.extend(frame.is_doubled(row, doubled).map(|key| (key, place)));
        Ok(())
    })
    .map_err(Failure::of_data)?;
    let key = found.first().map(|(key, _)| key.clone()).unwrap_or_default();
    let lines: Vec<String> = found.iter().filter(|(own, _)| *own == key).map(|(_, line)| line.to_string()).collect();
    let keys: std::collections::BTreeSet<&String> = found.iter().map(|(key, _)| key).collect();
    let others = if keys.len() > 1 { format!(", and {} other keys too", keys.len() - 1) } else { String::new() };
    Ok(Failure::new(format!(
        "`{}`: the key `{key}` stands on lines {}{others}, so that it would have more chances than others",
        wanted.path.display(),
        crate::plan::listed(&lines, "and")
    ))
    .help("keep one row for each key"))
}

/// The receipts of a folder, in the order of their names.
pub(super) fn receipts_of(folder: &Path) -> Result<Vec<Receipt>, Failure> {
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

fn receipt_of(path: &Path) -> Result<Receipt, Failure> {
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

/// What a reader of JSON complains of, without the place behind it.
fn said(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Who is there to audit.
fn roster(path: &Path) -> Result<Roster, Failure> {
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
fn picks(path: &Path) -> Result<Vec<Picked>, Failure> {
    let rows = sheets::read(path, &["key", "by", "reason"], &[])?;
    Ok(rows
        .into_iter()
        .map(|row| Picked { key: row.cell("key"), by: row.cell("by"), reason: row.cell("reason") })
        .collect())
}

fn tell(arguments: &Arguments, receipt: &Receipt) -> Result<(), Failure> {
    output::print(&match arguments.format {
        Format::Human => emit::receipt_table(receipt, output::width()),
        Format::Json => emit::receipt_json(receipt),
    })
}

/// Writes `receipt-case-file-audits-2026-05.json` into `folder`.
fn save(arguments: &Arguments, folder: &Path, receipt: &Receipt) -> Result<(), Failure> {
    let round = if receipt.draw.round > 1 { format!("-round-{}", receipt.draw.round) } else { String::new() };
    let period = receipt.audit.period.replace(['/', ' '], "-");
    let path = folder.join(format!("receipt-{}-{period}{round}.json", receipt.audit.id.replace('/', "-")));
    let existing = if arguments.force { Existing::Replace } else { Existing::ReplaceOurs };
    write::folder(folder)?;
    write::file(&path, &emit::receipt_json(receipt), existing)?;
    match arguments.format {
        Format::Human => output::print(&format!("\nwrote {}\n", path.display())),
        Format::Json => Ok(()),
    }
}

fn verify(arguments: &Arguments, analysis: &Analysis, path: &Path) -> Result<Outcome, Failure> {
    let receipt = receipt_of(path)?;
    let order = Order {
        audit: &receipt.audit.id,
        month: receipt.audit.from.with_day(1).unwrap_or(receipt.audit.from),
        period: Some(&receipt.audit.period),
        seed: &receipt.draw.seed,
        round: receipt.draw.round,
    };
    let again = drawn(arguments, analysis, &order)?;
    let found = differences(&receipt, &again);
    if found.is_empty() {
        let replaced = match receipt.replacements.len() {
            0 => String::new(),
            1 => ", and 1 case was replaced since, as it says".to_owned(),
            count => format!(", and {count} cases were replaced since, as it says"),
        };
        output::print(&format!("{} is true: drawn again, it comes out the same{replaced}\n", path.display()))?;
        return Ok(Outcome::Done);
    }
    let lines: Vec<String> = found.iter().map(|line| format!("- {line}\n")).collect();
    output::print(&format!("{} is not what the draw gives:\n{}", path.display(), lines.concat()))?;
    if receipt.framework.digest != again.framework.digest {
        output::print("The framework is not the one it was drawn by: verify with the file of that day.\n")?;
    }
    Ok(Outcome::Findings)
}

fn replaced(arguments: &Arguments, path: &Path) -> Result<Outcome, Failure> {
    let receipt = receipt_of(path)?;
    let words = |given: &Option<String>| given.clone().unwrap_or_default();
    let (key, because, by) = (words(&arguments.case), words(&arguments.because), words(&arguments.by));
    let on = arguments.on.ok_or_else(|| Failure::new("name the day with `--on`"))?;
    let asked = Replace { key: &key, reason: &because, decided_by: &by, on };
    let after = replace(&receipt, asked).map_err(Failure::new)?;
    tell(arguments, &after)?;
    match &arguments.output {
        Some(folder) => save(arguments, folder, &after)?,
        None => write::file(path, &emit::receipt_json(&after), Existing::ReplaceOurs)?,
    }
    Ok(Outcome::Done)
}
