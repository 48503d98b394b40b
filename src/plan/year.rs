//! The year: which audits are planned in which month, and what they come to.
//!
//! A programme's lines are the plan wherever one covers an audit; an audit that no programme names stands in the months
//! in which it falls due.

use indexmap::IndexMap;

use super::filter::Filter;
use super::naming::{Named, Stamp};
use super::occurrences::{Occurrence, month_of, schedule};
use super::words::how_many;
use super::workload::{Load, workload};
use crate::calendar::{Date, Month, Quantity};
use crate::model::value::Area;
use crate::model::work::{PlanEntry, Programme, YearKind};
use crate::model::{ClauseNumber, Construct, Declaration, Model, ObligationKind};

/// The programme table of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Whose it is.
    pub stamp: Stamp,
    /// The year it starts in.
    pub year: i32,
    /// Which year it is: that of the programme; of the first where there are several.
    pub kind: YearKind,
    /// Its first day, the first of a month.
    pub from: Date,
    /// Its last day, the last of a month.
    pub to: Date,
    /// The title of the programme; of the first where there are several.
    pub title: Option<String>,
    /// The clauses the programmes come from.
    pub clauses: Vec<ClauseNumber>,
    /// All twelve, from the one in which the year starts.
    pub months: Vec<MonthPlan>,
    /// Each audit with a known number of cases.
    pub totals: Vec<AuditTotal>,
    /// Each unit of those audits.
    pub units: Vec<UnitTotal>,
    /// All of them together.
    pub in_all: u32,
    /// Who has how much to do in which month, audits and everything else.
    pub workload: Vec<Load>,
}

/// What is audited in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthPlan {
    /// The month.
    pub month: Month,
    /// Its calendar year.
    pub year: i32,
    /// In the order of the programme, then by due date.
    pub cells: Vec<Cell>,
}

/// One audit in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Whose work is audited.
    pub unit: Option<Named>,
    /// The audit.
    pub audit: Named,
    /// How many cases; `None` where that depends on the records.
    pub quantity: Option<u32>,
    /// The same in words: `14`, `10%, at least 5`, `all`.
    pub how_many: String,
    /// Own or peer area.
    pub basis: Option<Area>,
    /// When that month's audits are due, where they are dated.
    pub due: Option<Date>,
    /// Whether that date rests on bank holidays that are not proclaimed yet.
    pub projected: bool,
    /// The clauses it comes from.
    pub clauses: Vec<ClauseNumber>,
}

/// An audit over the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditTotal {
    /// Whose work is audited.
    pub unit: Option<Named>,
    /// The audit.
    pub audit: Named,
    /// How many cases.
    pub quantity: u32,
    /// In how many months.
    pub months: u32,
    /// Of those cases, how many from the auditor's own area; `None` where no area is named.
    pub own: Option<u32>,
    /// How many from a peer area.
    pub peer: Option<u32>,
}

/// A unit over the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTotal {
    /// The unit; `None` for audits of none.
    pub unit: Option<Named>,
    /// How many cases.
    pub quantity: u32,
}

/// The programme table of the year that starts in that calendar year. A financial or academic year is taken by whole
/// months, from the one in which the calendar starts it.
#[must_use]
pub fn year(model: &Model, year: i32) -> Year {
    let in_force = || model.declarations.iter().filter(|declaration| declaration.added_by.is_none());
    let programmes = || in_force().filter_map(|declaration| Some((declaration, programme(declaration)?)));
    let planned: Vec<&str> = programmes().flat_map(|(_, programme)| entries(programme)).map(audit_name).collect();
    let kind = programmes().next().map_or(YearKind::Calendar, |(_, programme)| programme.year);
    let start = first_month(model, kind);
    let (from, to) = twelve_months(year, start);
    let occurrences = schedule(model, from, to, &Filter::default());
    let months: Vec<MonthPlan> = from_month(start)
        .map(|month| {
            let of_programmes =
                programmes().flat_map(|(_, programme)| of_programme(model, programme, month, &occurrences));
            let others = outside(model, &occurrences, &planned, month);
            let year = if month < start { year.saturating_add(1) } else { year };
            MonthPlan { month, year, cells: of_programmes.chain(others).collect() }
        })
        .collect();
    let totals = totals(&months);
    Year {
        stamp: Stamp::of(model),
        year,
        kind,
        from,
        to,
        title: programmes().next().map(|(declaration, _)| declaration.title.clone()),
        clauses: clauses(programmes().map(|(declaration, _)| declaration)),
        units: units(&totals),
        in_all: totals.iter().map(|total| total.quantity).sum(),
        totals,
        months,
        workload: workload(model, &occurrences, start),
    }
}

/// The month a year starts in.
fn first_month(model: &Model, kind: YearKind) -> Month {
    match kind {
        YearKind::Calendar => Month::JANUARY,
        YearKind::Financial => model.calendar.rules().financial_year_start.0,
        YearKind::Academic => model.calendar.rules().academic_year_start.0,
    }
}

/// The twelve months from `start`, round the turn of the year.
fn from_month(start: Month) -> impl Iterator<Item = Month> {
    std::iter::successors(Some(start), |month| Some(month.next())).take(12)
}

/// The first and last day of twelve months.
fn twelve_months(year: i32, start: Month) -> (Date, Date) {
    let from = Date::from_ymd_opt(year, u32::from(start.number()), 1).unwrap_or(Date::MIN);
    let after = from.checked_add_months(chrono::Months::new(12));
    (from, after.and_then(|after| after.pred_opt()).unwrap_or(Date::MAX))
}

fn programme(declaration: &Declaration) -> Option<&Programme> {
    if let Construct::Programme(programme) = &declaration.construct { Some(programme) } else { None }
}

fn entries(programme: &Programme) -> impl Iterator<Item = &PlanEntry> {
    programme.lines.iter().flat_map(|line| &line.entries)
}

fn audit_name(entry: &PlanEntry) -> &str {
    &entry.audit.name
}

/// The cells of one month in one programme.
fn of_programme(model: &Model, programme: &Programme, month: Month, occurrences: &[Occurrence]) -> Vec<Cell> {
    let lines = programme.lines.iter().filter(|line| line.months.contains(month));
    let cells = lines.flat_map(|line| &line.entries).filter_map(|entry| {
        let audit = model.target(&entry.audit)?;
        let dated =
            occurrences.iter().find(|one| is_round_of(one, &audit.name.value) && month_of(one.due) == Some(month));
        Some(Cell {
            unit: unit(model, audit),
            audit: Named { id: audit.name.value.clone(), title: audit.title.clone() },
            quantity: Some(entry.count.value),
            how_many: entry.count.value.to_string(),
            basis: entry.area.or(dated.and_then(|one| one.basis)),
            due: dated.map(|one| one.due),
            projected: dated.is_some_and(|one| one.projected),
            clauses: audit.clauses.iter().map(|clause| clause.value.clone()).collect(),
        })
    });
    cells.collect()
}

/// The cells of one month that no programme plans.
fn outside(model: &Model, occurrences: &[Occurrence], planned: &[&str], month: Month) -> Vec<Cell> {
    let rounds = occurrences.iter().filter(|one| {
        one.kind == ObligationKind::Audit
            && one.obligation == one.declaration
            && !planned.contains(&one.declaration.as_str())
            && month_of(one.due) == Some(month)
    });
    let cells = rounds.map(|one| Cell {
        unit: one.unit.clone(),
        audit: Named { id: one.declaration.clone(), title: one.title.clone() },
        quantity: one.quantity.and_then(known),
        how_many: in_words(model, one),
        basis: one.basis,
        due: Some(one.due),
        projected: one.projected,
        clauses: one.clauses.clone(),
    });
    cells.collect()
}

/// The number, where it is one number.
fn known(quantity: Quantity) -> Option<u32> {
    quantity.min.filter(|min| quantity.max == Some(*min))
}

/// How many cases a round has: the number, else what its draw or its rhythm says, else all.
fn in_words(model: &Model, one: &Occurrence) -> String {
    let drawn = || model.obligation(&one.obligation)?.draw.as_ref().map(how_many);
    let number = one.quantity.and_then(known).map(|count| count.to_string());
    let counted = || one.quantity.map(|quantity| quantity.to_string());
    number.or_else(drawn).or_else(counted).unwrap_or_else(|| "all".to_owned())
}

fn is_round_of(one: &Occurrence, audit: &str) -> bool {
    one.obligation == audit && one.kind == ObligationKind::Audit
}

fn unit(model: &Model, audit: &Declaration) -> Option<Named> {
    let Construct::Audit(audit) = &audit.construct else { return None };
    audit.unit.as_ref().map(|unit| Named::of(model, unit))
}

fn clauses<'model>(programmes: impl Iterator<Item = &'model Declaration>) -> Vec<ClauseNumber> {
    let mut all: Vec<ClauseNumber> = Vec::new();
    for clause in programmes.flat_map(|programme| &programme.clauses) {
        if !all.contains(&clause.value) {
            all.push(clause.value.clone());
        }
    }
    all
}

/// Units in the order in which they first appear, each with its audits.
fn totals(months: &[MonthPlan]) -> Vec<AuditTotal> {
    let mut by_audit: IndexMap<&str, AuditTotal> = IndexMap::new();
    for cell in months.iter().flat_map(|month| &month.cells) {
        let Some(quantity) = cell.quantity else { continue };
        let total = by_audit.entry(&cell.audit.id).or_insert_with(|| AuditTotal {
            unit: cell.unit.clone(),
            audit: cell.audit.clone(),
            quantity: 0,
            months: 0,
            own: None,
            peer: None,
        });
        total.quantity = total.quantity.saturating_add(quantity);
        total.months += 1;
        let part = match cell.basis {
            Some(Area::Own) => &mut total.own,
            Some(Area::Peer) => &mut total.peer,
            None => continue,
        };
        *part = Some(part.unwrap_or(0).saturating_add(quantity));
    }
    let mut totals: Vec<AuditTotal> = by_audit.into_values().collect();
    let order: Vec<Option<Named>> = units(&totals).into_iter().map(|total| total.unit).collect();
    totals.sort_by_key(|total| order.iter().position(|unit| *unit == total.unit));
    totals
}

fn units(totals: &[AuditTotal]) -> Vec<UnitTotal> {
    let mut units: Vec<UnitTotal> = Vec::new();
    for total in totals {
        match units.iter_mut().find(|unit| unit.unit == total.unit) {
            Some(unit) => unit.quantity = unit.quantity.saturating_add(total.quantity),
            None => units.push(UnitTotal { unit: total.unit.clone(), quantity: total.quantity }),
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::super::testing::model;
    use super::*;

    const SMALL: &str = r#"
        unit wards "Wards"
        unit kitchen "Kitchen"
        role cook "Cook"
        record case "Cases" { columns: case-id text  key: case-id }
        population cases "Cases" { records: case }
        audit files "Files" {
          unit: wards  when: every month except April and August  draw: 14 at random from cases  auditors: manager
          due: by the last working day of the month
        }
        audit dives "Dives" { unit: wards  when: in April and August  draw: 10 by theme from cases  auditors: manager }
        audit plates "Plates" { unit: kitchen  when: every quarter  draw: all from cases  auditors: cook and manager }
        audit pots "Pots" { unit: kitchen  when: every year in May  draw: 5 at random from cases  auditors: cook and manager }
        programme plan "Plan of the wards" {
          covers: wards
          January, May, July, September and December: 14 files from own area
          February, March, June, October and November: 14 files from peer area
          April and August: 10 dives
        }
    "#;

    #[test]
    fn programmes_plan_and_other_audits_stand_where_they_fall() {
        let plan = year(&model(SMALL), 2017);
        let drawn = plan.months.iter().map(|month| {
            let cells = month.cells.iter().map(|cell| {
                let count = &cell.how_many;
                let due = cell.due.map(|due| due.to_string()).unwrap_or_default();
                format!("{count} {} {:?} {due}", cell.audit.id, cell.basis)
            });
            format!("{}: {}", month.month, cells.collect::<Vec<_>>().join("; "))
        });
        insta::assert_snapshot!(drawn.collect::<Vec<_>>().join("\n"), @"
        January: 14 files Some(Own) 2017-01-31
        February: 14 files Some(Peer) 2017-02-28
        March: 14 files Some(Peer) 2017-03-31; all plates None 2017-03-31
        April: 10 dives None 2017-04-28
        May: 14 files Some(Own) 2017-05-31; 5 pots None 2017-05-31
        June: 14 files Some(Peer) 2017-06-30; all plates None 2017-06-30
        July: 14 files Some(Own) 2017-07-31
        August: 10 dives None 2017-08-31
        September: 14 files Some(Own) 2017-09-29; all plates None 2017-09-29
        October: 14 files Some(Peer) 2017-10-31
        November: 14 files Some(Peer) 2017-11-30
        December: 14 files Some(Own) 2017-12-29; all plates None 2017-12-29
        ");
        let totals = plan.totals.iter().map(|total| {
            format!(
                "{} {} in {} own {:?} peer {:?}",
                total.quantity, total.audit.id, total.months, total.own, total.peer
            )
        });
        insta::assert_snapshot!(totals.collect::<Vec<_>>().join("\n"), @"
        140 files in 10 own Some(70) peer Some(70)
        20 dives in 2 own None peer None
        5 pots in 1 own None peer None
        ");
        assert_eq!(plan.in_all, 165);
    }

    #[test]
    fn a_programme_has_the_year_it_names_and_shares_are_said_in_words() {
        let plan = year(
            &model(
                r#"
                unit wards "Wards"
                record case "Cases" { columns: case-id text  key: case-id }
                population cases "Cases" { records: case }
                audit files "Files" { unit: wards  when: in May and February  draw: 6 at random from cases  auditors: manager }
                audit shares "Shares" {
                  unit: wards  when: every year in March  draw: 10% at random from cases, at least 5  auditors: manager
                }
                programme plan "Plan" {
                  kind: financial
                  May and February: 6 files
                  totals: 12 in all
                }
            "#,
            ),
            2026,
        );
        assert_eq!((plan.from.to_string(), plan.to.to_string()), ("2026-04-01".to_owned(), "2027-03-31".to_owned()));
        let drawn = plan.months.iter().filter(|month| !month.cells.is_empty()).map(|month| {
            let cells = month.cells.iter().map(|cell| format!("{} {} {:?}", cell.how_many, cell.audit.id, cell.due));
            format!("{} {}: {}", month.month, month.year, cells.collect::<Vec<_>>().join("; "))
        });
        insta::assert_snapshot!(drawn.collect::<Vec<_>>().join("\n"), @"
        May 2026: 6 files Some(2026-05-29)
        February 2027: 6 files Some(2027-02-26)
        March 2027: 10%, at least 5 shares Some(2027-03-31)
        ");
        assert_eq!(plan.months.first().map(|month| month.month), Some(Month::APRIL));
    }

    #[test]
    fn what_several_share_is_told_apart_from_what_one_has_to_do() {
        let plan = year(&model(SMALL), 2017);
        let loads = plan.workload.iter().map(|load| {
            format!(
                "{} {}: {} with {} and {} shared",
                load.party.id, load.month, load.occurrences, load.quantity, load.shared
            )
        });
        insta::assert_snapshot!(loads.collect::<Vec<_>>().join("\n"), @"
        manager January: 1 with 14 and 0 shared
        manager February: 1 with 14 and 0 shared
        manager March: 2 with 14 and 0 shared
        manager April: 1 with 10 and 0 shared
        manager May: 2 with 14 and 5 shared
        manager June: 2 with 14 and 0 shared
        manager July: 1 with 14 and 0 shared
        manager August: 1 with 10 and 0 shared
        manager September: 2 with 14 and 0 shared
        manager October: 1 with 14 and 0 shared
        manager November: 1 with 14 and 0 shared
        manager December: 2 with 14 and 0 shared
        cook March: 1 with 0 and 0 shared
        cook May: 1 with 0 and 5 shared
        cook June: 1 with 0 and 0 shared
        cook September: 1 with 0 and 0 shared
        cook December: 1 with 0 and 0 shared
        ");
    }
}
