//! Drawing: for one round of an audit, or for every round of some months, one after the other.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Datelike, Months};

use super::Arguments;
use super::given::{picks, receipts_of, roster};
use crate::analysis::Analysis;
use crate::calendar::Date;
use crate::cli::choose;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::returned::record;
use crate::engine::{CasesWanted, is_one_list, read_cases};
use crate::model::{Construct, Model, Obligation};
use crate::plan::{Occurrence, as_at_of, draw_of, everyone, listed, round_of_month, rounds_of_months};
use crate::sample::{
    AllocationAsked, Asked, DrawPlan, Frame, Picked, Receipt, Roster, RowFault, allocate, digest, draw,
    record_drawn_from, room_by_area,
};

/// What is given for all draws of a run, each file read once.
pub(super) struct Given<'a> {
    analysis: &'a Analysis,
    /// SHA-256 of the framework's own text.
    digest: String,
    cases: &'a Path,
    picks: Vec<Picked>,
    roster: Option<Roster>,
    /// Every receipt there is.
    pub(super) receipts: Vec<Receipt>,
}

impl<'a> Given<'a> {
    pub(super) fn of(arguments: &'a Arguments, analysis: &'a Analysis) -> Result<Self, Failure> {
        let own = analysis.sources.iter().next().map_or("", |source| source.text.as_str());
        Ok(Self {
            analysis,
            digest: digest(own.as_bytes()),
            cases: arguments.cases.as_deref().ok_or_else(|| Failure::new("name the cases with `--cases`"))?,
            picks: arguments.chosen.as_deref().map(picks).transpose()?.unwrap_or_default(),
            roster: arguments.roster.as_deref().map(roster).transpose()?,
            receipts: arguments.receipts.as_deref().map(receipts_of).transpose()?.unwrap_or_default(),
        })
    }

    /// The receipts that there are without those of draws that are made now, and made again.
    fn earlier_than(&self, rounds: &[Round<'_>]) -> Vec<Receipt> {
        let is_made_now = |receipt: &&Receipt| {
            rounds.iter().any(|one| receipt.is_of(&one.obligation.id, &one.occurrence.period.label, one.number))
        };
        self.receipts.iter().filter(|receipt| !is_made_now(receipt)).cloned().collect()
    }
}

/// One draw.
pub(super) struct Round<'model> {
    pub(super) obligation: &'model Obligation,
    pub(super) occurrence: Occurrence,
    /// 2 and 3 where a case failed and more are drawn.
    pub(super) number: u32,
}

/// Every round that falls into some months, each drawn after those before it.
///
/// # Errors
/// The first thing that cannot be drawn: then nothing is.
pub(super) fn of_months(given: &Given<'_>, from: Date, to: Date, seed: &str) -> Result<Vec<Receipt>, Failure> {
    let model = &given.analysis.model;
    if to < from {
        return Err(Failure::new("the last month is before the first")
            .help("write `--month` for the first and `--to` for the last"));
    }
    let rounds: Vec<Round<'_>> = rounds_of_months(model, from, last_of_month(to))
        .into_iter()
        .map(|(obligation, occurrence)| Round { obligation, occurrence, number: 1 })
        .collect();
    let records: BTreeSet<&str> =
        rounds.iter().filter_map(|round| record_drawn_from(model, round.obligation)).collect();
    if records.len() > 1 && is_one_list(given.cases) {
        let records: Vec<String> = records.iter().map(|record| format!("`{record}`")).collect();
        return Err(Failure::new(format!(
            "`{}` is one list, and these audits draw from {}",
            given.cases.display(),
            listed(&records, "and")
        ))
        .help("name a folder with a file for each, or a SQLite database; or draw for one with `--audit`"));
    }
    let mut earlier = given.earlier_than(&rounds);
    let before = earlier.len();
    for round in &rounds {
        let (audit, period) = (&round.obligation.id, &round.occurrence.period.label);
        let receipt = one(given, round, seed, &earlier).map_err(|why| why.of(&format!("`{audit}` of {period}")))?;
        earlier.push(receipt);
    }
    Ok(earlier.split_off(before))
}

/// The round of one audit that falls into a month.
///
/// # Errors
/// Why it cannot be drawn.
pub(super) fn of_audit(
    given: &Given<'_>,
    audit: &str,
    month: Date,
    number: u32,
    seed: &str,
) -> Result<Receipt, Failure> {
    let round = round_of(&given.analysis.model, audit, month, number)?;
    let earlier = given.earlier_than(std::slice::from_ref(&round));
    one(given, &round, seed, &earlier)
}

/// One round, drawn after those of `earlier`.
///
/// # Errors
/// Why it cannot be drawn.
pub(super) fn one(given: &Given<'_>, round: &Round<'_>, seed: &str, earlier: &[Receipt]) -> Result<Receipt, Failure> {
    let model = &given.analysis.model;
    let Round { obligation, occurrence, number } = round;
    let as_at = draw_of(model, obligation).map_or(occurrence.period.from, |of| as_at_of(model, of.draw, occurrence));
    let days = (as_at, occurrence.due);
    let roster = given.roster.as_ref();
    let room = roster.and_then(|roster| room_by_area(model, obligation, roster, occurrence.basis, days));
    let heads = roster.map(|roster| roster.heads(model, obligation, days.0.min(days.1), days.1));
    let asked = Asked {
        model,
        digest: &given.digest,
        obligation,
        occurrence,
        seed,
        round: *number,
        earlier,
        picks: &given.picks,
        auditors: heads.or_else(|| headcount(model, obligation)),
        room: room.as_ref(),
    };
    let plan = DrawPlan::new(asked).map_err(Failure::new)?;
    let mut receipt = draw(frame(given.cases, model, &plan)?).map_err(Failure::new)?;
    if let Some(roster) = roster {
        allocate(AllocationAsked { model, obligation, roster, earlier }, &mut receipt);
    }
    Ok(receipt)
}

/// The round of an audit that a month's draw is for.
///
/// # Errors
/// Where there is no such audit, it draws nothing, or it does not fall then.
pub(super) fn round_of<'model>(
    model: &'model Model,
    audit: &str,
    month: Date,
    number: u32,
) -> Result<Round<'model>, Failure> {
    let obligation = match model.obligation(audit).filter(|one| one.draw.is_some()) {
        Some(obligation) => obligation,
        None => {
            choose::audit(model, Some(audit))?;
            return Err(Failure::new(format!("`{audit}` draws no cases: it has no `draw`")));
        }
    };
    let found = round_of_month(model, obligation, month, last_of_month(month)).ok_or_else(|| {
        Failure::new(format!("`{audit}` does not fall in {}", month.format("%B %Y")))
            .help(format!("`qac schedule FILE --from {0}-01-01 --to {0}-12-31` lists when it does", month.year()))
    })?;
    Ok(Round { obligation, occurrence: found, number })
}

fn last_of_month(first: Date) -> Date {
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first)
}

/// How many hold the posts that audit, where the framework says it of each.
fn headcount(model: &Model, obligation: &Obligation) -> Option<u64> {
    let posts = everyone(model, &obligation.bearers);
    let heads = posts.into_iter().filter_map(|post| {
        let Construct::Role(role) = &model.get(post)?.construct else { return None };
        Some(role.headcount.as_ref().map(|count| u64::from(count.value)))
    });
    heads.collect::<Option<Vec<u64>>>().map(|all| all.into_iter().sum()).filter(|all| *all > 0)
}

/// Reads the cases.
fn frame<'plan, 'a>(path: &Path, model: &Model, plan: &'plan DrawPlan<'a>) -> Result<Frame<'plan, 'a>, Failure> {
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
fn twice(wanted: &CasesWanted<'_>, frame: &Frame<'_, '_>, doubled: &BTreeSet<u64>) -> Result<Failure, Failure> {
    let mut found: Vec<(String, u64)> = Vec::new();
    read_cases(wanted, &mut |row, place| {
        found.extend(frame.is_doubled(row, doubled).map(|key| (key, place)));
        Ok(())
    })
    .map_err(Failure::of_data)?;
    let key = found.first().map(|(key, _)| key.clone()).unwrap_or_default();
    let lines: Vec<String> = found.iter().filter(|(own, _)| *own == key).map(|(_, line)| line.to_string()).collect();
    let keys: BTreeSet<&String> = found.iter().map(|(key, _)| key).collect();
    let others = if keys.len() > 1 { format!(", and {} other keys too", keys.len() - 1) } else { String::new() };
    Ok(Failure::new(format!(
        "`{}`: the key `{key}` stands on lines {}{others}, so that it would have more chances than others",
        wanted.path.display(),
        listed(&lines, "and")
    ))
    .help("keep one row for each key"))
}
