//! Calendars: as declared, and the working one.

use super::body::Opened;
use super::dates;
use super::declarations::{inner_name, inner_title, one};
use super::imported::{self, Sort};
use super::reader::Reader;
use crate::model::Kind;
use crate::model::time::{CalendarDecl, Stretch};
use crate::syntax::NodeKind;
use crate::text::Spanned;

/// A calendar as declared.
pub(super) fn calendar(reader: &mut Reader<'_>, opened: &Opened<'_>) -> CalendarDecl {
    let week = opened.line("week").map(|line| line.children_of(NodeKind::Weekday).collect::<Vec<_>>());
    let nations = opened.line("holidays").into_iter().flat_map(|line| line.children_of(NodeKind::Nation));
    CalendarDecl {
        extends: one(reader, opened, "extends", &[Kind::Calendar]),
        week: week.and_then(|days| match days.as_slice() {
            [from, to] => Some((dates::weekday(reader, from)?, dates::weekday(reader, to)?)),
            _ => None,
        }),
        holidays: nations.map(|nation| Spanned::new(reader.phrase(nation), nation.span)).collect(),
        quarters_from: opened.value("quarters-from").and_then(|node| dates::month(reader, node)),
        financial_year: opened.value("financial-year").and_then(|node| dates::day_and_month(reader, node)),
        academic_year: opened.value("academic-year").and_then(|node| dates::day_and_month(reader, node)),
        moved: opened.value("non-working-days").map(dates::moved),
        terms: stretches(reader, opened, Sort::Term),
        closures: stretches(reader, opened, Sort::Closure),
        days_off: stretches(reader, opened, Sort::Holiday),
    }
}

/// Those written inside the calendar, then those of the files it names.
fn stretches(reader: &mut Reader<'_>, opened: &Opened<'_>, sort: Sort) -> Vec<Stretch> {
    let inner = opened.inner(sort.keyword(), reader.text).collect::<Vec<_>>();
    let mut all: Vec<Stretch> = inner.iter().filter_map(|stretch| self::stretch(reader, stretch)).collect();
    all.extend(imported::stretches(reader, opened, sort));
    all
}

fn stretch(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<Stretch> {
    let (from, to) = match (opened.value("dates"), opened.value("date")) {
        (Some(range), _) => dates::date_range(reader, range)?,
        (None, Some(date)) => {
            let date = dates::date(reader, date, dates::DateEdge::First)?.value;
            (date, date)
        }
        (None, None) => return None,
    };
    Some(Stretch {
        name: inner_name(reader, opened),
        title: inner_title(reader, opened),
        from,
        to,
        half_term: opened.value("half-term").and_then(|node| dates::date_range(reader, node)),
    })
}
