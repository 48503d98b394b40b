//! A receipt in its formats: what was drawn, from what, and who audits what.

use schemars::JsonSchema;
use serde::Serialize;

use super::escape::plain;
use super::shapes::{Header, header, to_json};
use super::table::{Column, Group, Shape, column, table};
use super::words::stamped;
use crate::plan::{Stamp, long_date};
use crate::sample::{AllocationMade, CaseDrawn, Chosen, Receipt};

/// For programs, and for drawing again.
#[must_use]
pub fn receipt_json(receipt: &Receipt) -> String {
    to_json(receipt)
}

/// The receipts of several draws as one document.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReceiptsShape<'a> {
    #[serde(flatten)]
    header: Header,
    /// In the order in which they were drawn.
    receipts: &'a [Receipt],
}

/// Several receipts of one framework, for programs.
#[must_use]
pub fn receipts_json(stamp: &Stamp, receipts: &[Receipt]) -> String {
    to_json(&ReceiptsShape { header: header(stamp), receipts })
}

/// For reading on a terminal, at most `width` columns wide where that can be.
#[must_use]
pub fn receipt_table(receipt: &Receipt, width: usize) -> String {
    let mut text: String = head(receipt).iter().map(|line| plain(line) + "\n").collect();
    if receipt.strata.iter().any(|stratum| !stratum.group.is_empty()) {
        text.push('\n');
        text.push_str(&strata(receipt, width));
    }
    if !receipt.chosen.is_empty() {
        text.push('\n');
        text.push_str(&cases(receipt, width));
    }
    if let Some(allocation) = &receipt.allocation {
        text.push('\n');
        text.push_str(&loads(allocation, width));
    }
    if !receipt.clash.is_empty() {
        text.push_str("\nNobody can be found for every case:\n");
        text.extend(receipt.clash.iter().map(|line| format!("- {}\n", plain(line))));
    }
    text
}

fn stamp(receipt: &Receipt) -> Stamp {
    Stamp {
        id: receipt.framework.id.clone(),
        title: receipt.framework.title.clone(),
        edition: receipt.framework.edition.clone(),
    }
}

fn head(receipt: &Receipt) -> Vec<String> {
    let (audit, draw, from) = (&receipt.audit, &receipt.draw, &receipt.population);
    let basis = audit.basis.as_ref().map(|area| format!(", {area} area")).unwrap_or_default();
    let round = if draw.round > 1 { format!(", round {}", draw.round) } else { String::new() };
    let clauses =
        if audit.clauses.is_empty() { String::new() } else { format!(", clause {}", audit.clauses.join(", ")) };
    let unit = from.unit_of_selection.as_ref().map(|unit| format!(", a {unit} counting once")).unwrap_or_default();
    let mut lines = vec![
        format!("{}, {}{basis}{round}{clauses}", audit.title, audit.period),
        stamped(&stamp(receipt)),
        format!("The rule: {}.", draw.rule),
        format!(
            "As at {}, `{}` had {} rows, of which {} could be drawn{unit}.",
            long_date(draw.as_at),
            from.id,
            from.rows,
            from.eligible
        ),
    ];
    lines.extend(from.left_out.iter().map(|left| format!("Left out: {}, {}.", left.rows, left.reason)));
    lines.push(format!("Seed: {}", draw.seed));
    if let Some(short) = &receipt.shortfall {
        lines.push(format!("SHORTFALL: {} asked for, {} drawn: {}.", short.asked, short.drawn, short.reason));
    }
    let open = receipt.open_places.iter();
    lines.extend(open.map(|open| format!("STILL TO CHOOSE: {}, {}. Name them with `--chosen`.", open.count, open.how)));
    let reserve = receipt.reserve.len() as u64 + receipt.replacements.len() as u64;
    if reserve < draw.reserve_asked {
        lines.push(format!("The reserve holds {reserve} of the {} asked for: there are no more.", draw.reserve_asked));
    }
    lines
}

fn strata(receipt: &Receipt, width: usize) -> String {
    let columns = [
        column("group", Shape::Wrapping(2)),
        column("could be drawn", Shape::Number),
        column("drawn", Shape::Number),
        column("why not simply its share", Shape::Wrapping(3)),
    ];
    let rows = receipt.strata.iter().map(|stratum| {
        vec![group(&stratum.group), stratum.eligible.to_string(), stratum.size.to_string(), stratum.adjusted.join("; ")]
    });
    table(&columns, &[Group { heading: String::new(), rows: rows.collect() }], width)
}

fn group(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| if part.is_empty() { "(nothing)" } else { part.as_str() }).collect();
    parts.join(" / ")
}

fn cases(receipt: &Receipt, width: usize) -> String {
    let mut columns: Vec<Column> =
        vec![column("", Shape::Number), column("case", Shape::Fixed), column("of", Shape::Wrapping(1))];
    columns.push(column("group", Shape::Wrapping(2)));
    columns.push(column("audited by", Shape::Wrapping(2)));
    columns.push(column("looked at again by", Shape::Wrapping(2)));
    columns.push(column("how chosen", Shape::Wrapping(2)));
    let drawn = receipt.chosen.iter().enumerate().map(|(place, case)| row(receipt, place, case)).collect();
    let reserve = receipt.reserve.iter().enumerate().map(|(place, case)| row(receipt, place, case)).collect();
    let mut groups = vec![Group { heading: "Cases".to_owned(), rows: drawn }];
    if !receipt.reserve.is_empty() {
        groups.push(Group { heading: "In reserve, in this order".to_owned(), rows: reserve });
    }
    let (columns, groups) = without_empty(columns, groups);
    let mut text = table(&columns, &groups, width);
    for one in &receipt.replacements {
        let (out, key, on) = (&one.out.key, &one.key, long_date(one.on));
        let now = receipt.allocation.as_ref().and_then(|made| made.cases.iter().find(|case| case.key == *key));
        let audited = match (&one.was, now) {
            (Some(was), Some(now)) if was.auditor != now.auditor => {
                format!(" {} audits it, and not {}.", now.auditor, was.auditor)
            }
            _ => String::new(),
        };
        text.push_str(&plain(&format!(
            "{key} took the place of {out} on {on}: {}, decided by {}.{audited}",
            one.reason, one.decided_by
        )));
        text.push('\n');
        for over in &one.passed_over {
            text.push_str(&plain(&format!("  {} was passed over: {}.", over.key, over.why)));
            text.push('\n');
        }
    }
    text
}

fn row(receipt: &Receipt, place: usize, case: &CaseDrawn) -> Vec<String> {
    let allocated = receipt.allocation.as_ref().and_then(|all| all.cases.iter().find(|one| one.key == case.key));
    let auditor = allocated.map(|one| match &one.partner {
        Some(partner) => format!("{} with {partner}", one.auditor),
        None => one.auditor.clone(),
    });
    let how = match &case.how {
        Chosen::ByLot { .. } => String::new(),
        Chosen::ByJudgement { by, reason } => format!("{by}: {reason}"),
    };
    vec![
        (place + 1).to_string(),
        case.key.clone(),
        case.unit.clone().unwrap_or_default(),
        if case.group.is_empty() { String::new() } else { group(&case.group) },
        auditor.unwrap_or_default(),
        allocated.and_then(|one| one.moderator.clone()).unwrap_or_default(),
        how,
    ]
}

/// Without the columns in which nothing stands.
fn without_empty(columns: Vec<Column>, mut groups: Vec<Group>) -> (Vec<Column>, Vec<Group>) {
    let kept: Vec<bool> = (0..columns.len())
        .map(|place| {
            let cells = groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.get(place));
            cells.into_iter().any(|cell| !cell.is_empty())
        })
        .collect();
    let keep = |place: usize| kept.get(place).copied().unwrap_or(false);
    for row in groups.iter_mut().flat_map(|group| &mut group.rows) {
        let mut place = 0;
        row.retain(|_| {
            place += 1;
            keep(place - 1)
        });
    }
    let columns = columns.into_iter().enumerate().filter(|(place, _)| keep(*place)).map(|(_, column)| column);
    (columns.collect(), groups)
}

fn loads(allocation: &AllocationMade, width: usize) -> String {
    let columns = vec![
        column("auditor", Shape::Wrapping(2)),
        column("post", Shape::Wrapping(2)),
        column("area", Shape::Wrapping(2)),
        column("cases", Shape::Number),
        column("earlier in the year", Shape::Number),
        column("why none", Shape::Wrapping(2)),
    ];
    let rows = allocation.auditors.iter().map(|one| {
        vec![
            one.person.clone(),
            one.role.clone(),
            one.area.clone().unwrap_or_default(),
            one.cases.to_string(),
            one.earlier.to_string(),
            one.away.clone().unwrap_or_default(),
        ]
    });
    let groups = vec![Group { heading: String::new(), rows: rows.collect() }];
    let (columns, groups) = without_empty(columns, groups);
    let mut text = table(&columns, &groups, width);
    text.extend(allocation.unchecked.iter().map(|line| format!("NOT LOOKED AT: {}.\n", plain(line))));
    text
}
