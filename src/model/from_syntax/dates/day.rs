//! Days, months and years as written.

use super::super::reader::Reader;
use crate::calendar::{Date, Month, MonthSet, Weekday};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, Spanned};

/// Which day of a month a line means that names only the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum DateEdge {
    /// Its first: something starts or is issued.
    First,
    /// Its last: something ends or is due.
    Last,
}

/// A leap year, in which every day exists that exists in any year.
const LONGEST_YEAR: i32 = 2000;

/// `31 May 2017`, `2017-05-31`, `May 2017`
#[expect(clippy::wildcard_enum_match_arm, reason = "the grammar makes no other kind here")]
pub(in super::super) fn date(reader: &mut Reader<'_>, node: &Node, edge: DateEdge) -> Option<Spanned<Date>> {
    let written = node.only()?;
    let date = match written.kind {
        NodeKind::IsoDate => iso_date(reader, written),
        NodeKind::FullDate => full_date(reader, written),
        NodeKind::MonthOfYear => month_of_year(reader, written).and_then(|(year, month)| match edge {
            DateEdge::First => day_of(year, month, 1),
            DateEdge::Last => day_of(year, month, last_day(year, month)),
        }),
        _ => None,
    }?;
    Some(Spanned::new(date, node.span))
}

/// `1 September 2025 to 19 December 2025`, both included.
pub(in super::super) fn date_range(reader: &mut Reader<'_>, node: &Node) -> Option<(Date, Date)> {
    let mut dates = node.children_of(NodeKind::Date);
    let (first, last) = (dates.next()?, dates.next()?);
    let first = date(reader, first, DateEdge::First);
    let last = date(reader, last, DateEdge::Last);
    let (first, last) = (first?, last?);
    if first.value > last.value {
        reader.find(
            Diagnostic::new(codes::BACKWARDS_RANGE, "this range ends before it starts")
                .at(last.span, "the last day")
                .and(first.span, "the first day, which is later")
                .help("change the two round, or correct the year of one"),
        );
        return None;
    }
    Some((first.value, last.value))
}

/// The year and month of `May 2017`.
pub(super) fn month_of_year(reader: &Reader<'_>, node: &Node) -> Option<(i32, Month)> {
    Some((year(reader, node.child(NodeKind::Year)?)?, month(reader, node.child(NodeKind::Month)?)?))
}

/// `31 May`, of any year.
pub(in super::super) fn day_and_month(reader: &mut Reader<'_>, node: &Node) -> Option<(Month, u8)> {
    let month = month(reader, node.child(NodeKind::Month)?)?;
    let day: u8 = reader.slice(node.child(NodeKind::Day)?).parse().ok()?;
    if day_of(LONGEST_YEAR, month, u32::from(day)).is_none() {
        let last = last_day(LONGEST_YEAR, month);
        reader.find(no_such_day(node.span, reader.slice(node), month.name(), last));
        return None;
    }
    Some((month, day))
}

/// `January, May and July`
pub(in super::super) fn months(reader: &Reader<'_>, node: &Node) -> MonthSet {
    MonthSet::of(node.children_of(NodeKind::Month).filter_map(|part| month(reader, part)))
}

/// `January`
pub(in super::super) fn month(reader: &Reader<'_>, node: &Node) -> Option<Month> {
    Month::from_name(reader.slice(node))
}

/// `Monday`
pub(in super::super) fn weekday(reader: &Reader<'_>, node: &Node) -> Option<Weekday> {
    reader.slice(node).parse().ok()
}

/// `2017`
pub(in super::super) fn year(reader: &Reader<'_>, node: &Node) -> Option<i32> {
    reader.slice(node).parse().ok()
}

fn full_date(reader: &mut Reader<'_>, node: &Node) -> Option<Date> {
    let year = year(reader, node.child(NodeKind::Year)?)?;
    let month = month(reader, node.child(NodeKind::Month)?)?;
    let day = reader.slice(node.child(NodeKind::Day)?).parse().ok()?;
    existing(reader, node.span, year, month, day)
}

fn iso_date(reader: &mut Reader<'_>, node: &Node) -> Option<Date> {
    let mut parts = reader.slice(node).split('-');
    let year = parts.next()?.parse().ok()?;
    let number: u8 = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    let Some(month) = Month::new(number) else {
        reader.find(
            Diagnostic::new(codes::NO_SUCH_DATE, format!("`{}` is not a date", reader.slice(node)))
                .at(node.span, format!("there is no month {number}"))
                .help("write the year, the month and the day: `2017-05-31`, or `31 May 2017`"),
        );
        return None;
    };
    existing(reader, node.span, year, month, day)
}

fn existing(reader: &mut Reader<'_>, span: Span, year: i32, month: Month, day: u32) -> Option<Date> {
    let date = day_of(year, month, day);
    if date.is_none() {
        let written = reader.text.get(span.range()).unwrap_or_default();
        reader.find(no_such_day(span, written, &format!("{month} {year}"), last_day(year, month)));
    }
    date
}

fn no_such_day(span: Span, written: &str, month: &str, last: u32) -> Diagnostic {
    let instead = format!("{last} {month}");
    Diagnostic::new(codes::NO_SUCH_DATE, format!("`{written}` is not a date"))
        .at(span, format!("{month} goes from 1 to {last}"))
        .help(format!("write the day that is meant: the last one is `{instead}`"))
        .fix(Fix::guess(format!("write `{instead}`"), span, instead.clone()))
}

fn last_day(year: i32, month: Month) -> u32 {
    (28..=31).rev().find(|day| day_of(year, month, *day).is_some()).unwrap_or(28)
}

fn day_of(year: i32, month: Month, day: u32) -> Option<Date> {
    Date::from_ymd_opt(year, u32::from(month.number()), day)
}
