//! What is done with a receipt: draw it again and compare, and put a case of the reserve in the place of another.

use std::path::Path;

use chrono::Datelike;

use super::drawing::{Given, Round, one, round_of};
use super::given::{receipt_of, receipts_of, roster};
use super::{Arguments, save, tell};
use crate::analysis::Analysis;
use crate::cli::Outcome;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::write::{self, Existing};
use crate::emit;
use crate::sample::{AllocationAsked, Receipt, Replace, differences, drawn_elsewhere, looked_at, replace};

pub(super) fn verify(arguments: &Arguments, analysis: &Analysis, path: &Path) -> Result<Outcome, Failure> {
    let receipt = receipt_of(path)?;
    let given = Given::of(arguments, analysis)?;
    let round = round_of_receipt(analysis, &receipt)?;
    let earlier = looked_at(&receipt, &given.receipts).map_err(|why| {
        Failure::new(format!("{} cannot be drawn again: {why}", path.display()))
            .help("name the folder with all receipts with `--receipts`")
    })?;
    let again = one(&given, &round, &receipt.draw.seed, &earlier)?;
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
    let roster = |receipt: &Receipt| receipt.allocation.as_ref().map(|made| made.roster.clone());
    // What could not be shared out at first, and was with another case, was so by a roster of its own.
    let first = receipt.replacements.iter().all(|one| one.clash_was.is_empty());
    if first && roster(&again).is_some_and(|now| roster(&receipt).is_some_and(|then| then != now)) {
        output::print("The roster is not the one it was shared out by: verify with the file of that day.\n")?;
    }
    if receipt.framework.digest != again.framework.digest {
        output::print("The framework is not the one it was drawn by: verify with the file of that day.\n")?;
    }
    Ok(Outcome::Findings)
}

/// The round that a receipt is of.
fn round_of_receipt<'model>(analysis: &'model Analysis, receipt: &Receipt) -> Result<Round<'model>, Failure> {
    let (audit, period) = (&receipt.audit.id, &receipt.audit.period);
    let month = receipt.audit.from.with_day(1).unwrap_or(receipt.audit.from);
    let round = round_of(&analysis.model, audit, month, receipt.draw.round)?;
    if round.occurrence.period.label == *period {
        Ok(round)
    } else {
        Err(Failure::new(format!("`{audit}` has no round `{period}` in this framework")))
    }
}

pub(super) fn replaced(arguments: &Arguments, analysis: &Analysis, path: &Path) -> Result<Outcome, Failure> {
    let receipt = receipt_of(path)?;
    let words = |given: &Option<String>| given.clone().unwrap_or_default();
    let (key, because, by) = (words(&arguments.case), words(&arguments.because), words(&arguments.by));
    let on = arguments.on.ok_or_else(|| Failure::new("name the day with `--on`"))?;
    let asked = Replace { key: &key, reason: &because, decided_by: &by, on };
    if because.trim().is_empty() || by.trim().is_empty() {
        return Err(Failure::new("a replacement needs a reason, and who decided it")
            .help("write them behind `--because` and `--by`"));
    }
    of_this_framework(analysis, &receipt, path)?;
    let shared_out = receipt.allocation.is_some() || !receipt.clash.is_empty();
    let receipts = arguments.receipts.as_deref().map(receipts_of).transpose()?.unwrap_or_default();
    let round = round_of_receipt(analysis, &receipt)?;
    let (model, obligation) = (&analysis.model, round.obligation);
    let elsewhere = drawn_elsewhere(model, obligation, &receipt, &receipts, on);
    let after = match &arguments.roster {
        _ if !shared_out => replace(&receipt, asked, None, &elsewhere),
        None if receipt.allocation.is_none() => {
            return Err(Failure::new(format!("the cases of {} could not be shared out", path.display()))
                .help("name the roster with `--roster`: with another case that is tried again"));
        }
        None => {
            return Err(Failure::new(format!("the cases of {} have been shared out", path.display())).help(
                "name the roster with `--roster`: whoever was to audit this case may have to do with the next one",
            ));
        }
        Some(path) => {
            let roster = roster(path)?;
            let earlier = looked_at(&receipt, &receipts)
                .map_err(|why| Failure::new(why).help("name the folder with all receipts with `--receipts`"))?;
            let people = AllocationAsked { model, obligation, roster: &roster, earlier: &earlier };
            replace(&receipt, asked, Some(people), &elsewhere)
        }
    };
    let after = after.map_err(Failure::new)?;
    let after_clash = !after.clash.is_empty();
    tell(arguments, &after)?;
    match &arguments.output {
        Some(folder) => save(arguments, folder, &[after])?,
        None => write::file(path, &emit::receipt_json(&after), Existing::ReplaceOurs)?,
    }
    Ok(if after_clash { Outcome::Findings } else { Outcome::Done })
}

/// Refuses the receipt of another framework, whose ids may be the same by chance.
fn of_this_framework(analysis: &Analysis, receipt: &Receipt, path: &Path) -> Result<(), Failure> {
    let Some((declaration, _)) = analysis.model.framework() else { return Ok(()) };
    let (id, was) = (&declaration.name.value, declaration.was.as_ref().map(|was| &was.value));
    let theirs = &receipt.framework.id;
    if theirs == id || Some(theirs) == was {
        return Ok(());
    }
    Err(Failure::new(format!("{} is a receipt of the framework `{theirs}`, and this one is `{id}`", path.display()))
        .help("name the file of the framework that it was drawn by"))
}
