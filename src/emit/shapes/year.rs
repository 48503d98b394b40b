//! The year as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Day, Header, basis, clauses, day, header};
use crate::model::work::YearKind;
use crate::plan::{Cell, Named, Year};

/// Which audits are planned in which month, and what they come to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac year")]
pub(in crate::emit) struct YearShape {
    #[serde(flatten)]
    header: Header,
    /// The year it starts in.
    year: i32,
    /// `calendar`, `financial` or `academic`.
    kind: &'static str,
    /// Its first day.
    from: Day,
    /// Its last day.
    to: Day,
    /// The title of the programme.
    title: Option<String>,
    /// The clauses it comes from.
    clauses: Vec<String>,
    /// All twelve, from the one the year starts in.
    months: Vec<MonthShape>,
    /// Each audit with a known number of cases.
    totals: Vec<TotalShape>,
    /// Each unit.
    units: Vec<UnitShape>,
    /// All cases together.
    in_all: u32,
    /// Who has how much to do in which month.
    workload: Vec<LoadShape>,
}

/// A month.
#[derive(Debug, Serialize, JsonSchema)]
struct MonthShape {
    /// 1 to 12.
    month: u8,
    /// Its calendar year.
    year: i32,
    /// Its audits.
    cells: Vec<CellShape>,
}

/// One audit in one month.
#[derive(Debug, Serialize, JsonSchema)]
struct CellShape {
    /// The id of the unit.
    unit: Option<String>,
    /// The id of the audit.
    audit: String,
    /// Its title.
    title: String,
    /// How many cases; null where that depends on the records.
    quantity: Option<u32>,
    /// How many, in words.
    how_many: String,
    /// `own` or `peer` area.
    basis: Option<&'static str>,
    /// When it is due.
    due: Option<Day>,
    /// Whether that date rests on bank holidays that are not proclaimed yet.
    projected: bool,
    /// The clauses it comes from.
    clauses: Vec<String>,
}

/// An audit over the year.
#[derive(Debug, Serialize, JsonSchema)]
struct TotalShape {
    /// The id of the unit.
    unit: Option<String>,
    /// The id of the audit.
    audit: String,
    /// How many cases.
    quantity: u32,
    /// In how many months.
    months: u32,
    /// How many of them from the auditor's own area.
    own: Option<u32>,
    /// How many from a peer area.
    peer: Option<u32>,
}

/// A unit over the year.
#[derive(Debug, Serialize, JsonSchema)]
struct UnitShape {
    /// The id of the unit; null for audits of none.
    unit: Option<String>,
    /// How many cases.
    quantity: u32,
}

/// What falls to one party in one month.
#[derive(Debug, Serialize, JsonSchema)]
struct LoadShape {
    /// The id of the role, team, body or organisation.
    role: String,
    /// 1 to 12.
    month: u8,
    /// How many things fall due.
    occurrences: u32,
    /// How many cases, observations and the like they come to.
    quantity: u32,
    /// How many more are shared with others in a way that nothing settles.
    shared: u32,
}

pub(in crate::emit) fn year(year: &Year) -> YearShape {
    YearShape {
        header: header(&year.stamp),
        year: year.year,
        kind: match year.kind {
            YearKind::Calendar => "calendar",
            YearKind::Financial => "financial",
            YearKind::Academic => "academic",
        },
        from: day(year.from),
        to: day(year.to),
        title: year.title.clone(),
        clauses: clauses(&year.clauses),
        months: year
            .months
            .iter()
            .map(|month| MonthShape {
                month: month.month.number(),
                year: month.year,
                cells: month.cells.iter().map(cell).collect(),
            })
            .collect(),
        totals: year
            .totals
            .iter()
            .map(|total| TotalShape {
                unit: id(total.unit.as_ref()),
                audit: total.audit.id.clone(),
                quantity: total.quantity,
                months: total.months,
                own: total.own,
                peer: total.peer,
            })
            .collect(),
        units: year
            .units
            .iter()
            .map(|total| UnitShape { unit: id(total.unit.as_ref()), quantity: total.quantity })
            .collect(),
        in_all: year.in_all,
        workload: year
            .workload
            .iter()
            .map(|load| LoadShape {
                role: load.party.id.clone(),
                month: load.month.number(),
                occurrences: load.occurrences,
                quantity: load.quantity,
                shared: load.shared,
            })
            .collect(),
    }
}

fn cell(cell: &Cell) -> CellShape {
    CellShape {
        unit: id(cell.unit.as_ref()),
        audit: cell.audit.id.clone(),
        title: cell.audit.title.clone(),
        quantity: cell.quantity,
        how_many: cell.how_many.clone(),
        basis: cell.basis.map(basis),
        due: cell.due.map(day),
        projected: cell.projected,
        clauses: clauses(&cell.clauses),
    }
}

fn id(named: Option<&Named>) -> Option<String> {
    named.map(|named| named.id.clone())
}
