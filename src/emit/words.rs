//! Phrases that every readable format shares.

use crate::calendar::{Date, LAST_PROCLAIMED_YEAR, Quantity};
use crate::model::ClauseNumber;
use crate::model::ObligationKind;
use crate::model::value::{Area, Join, Strength};
use crate::plan::{Named, Occurrence, Stamp, long_date, titles};

/// `Wednesday 31 May 2017`
pub(super) fn full_date(date: Date) -> String {
    date.format("%A %-d %B %Y").to_string()
}

/// `Wed 31 May`
pub(super) fn short_date(date: Date) -> String {
    date.format("%a %e %b").to_string()
}

/// `May 2017`
pub(super) fn month_year(date: Date) -> String {
    date.format("%B %Y").to_string()
}

/// `1 January 2017 to 31 December 2017`, `1 January to 31 December 2017`
pub(super) fn days(from: Date, to: Date) -> String {
    use chrono::Datelike;
    if from.year() == to.year() {
        format!("{} to {}", from.format("%-d %B"), long_date(to))
    } else {
        format!("{} to {}", long_date(from), long_date(to))
    }
}

/// The framework and its edition: `Quality Assurance Framework, Version 3`.
pub(super) fn stamped(stamp: &Stamp) -> String {
    let title = if stamp.title.is_empty() { "No framework is declared" } else { &stamp.title };
    match &stamp.edition {
        Some(edition) => format!("{title}, {edition}"),
        None => title.to_owned(),
    }
}

/// `5.9, Appendix 1`
pub(super) fn clauses(clauses: &[ClauseNumber]) -> String {
    clauses.iter().map(|clause| clause.0.as_str()).collect::<Vec<_>>().join(", ")
}

/// `Team Manager and Service Leader`; a dash for nobody.
pub(super) fn who(parties: &[Named], join: Join) -> String {
    match (parties.is_empty(), join) {
        (true, _) => "–".to_owned(),
        (false, Join::All) => titles(parties, "and"),
        (false, Join::Any) => titles(parties, "or"),
    }
}

/// Stands behind a date that may still move, and before what is said of such dates.
pub(super) const MARK: char = '†';

/// Said once in a document with dates that may still move.
pub(super) fn not_proclaimed_yet() -> String {
    let first = LAST_PROCLAIMED_YEAR + 1;
    format!("Dates from 1 January {first} on rest on bank holidays that are not proclaimed yet.")
}

/// The first letter as at the start of a sentence.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `own area`
pub(super) const fn area(area: Area) -> &'static str {
    match area {
        Area::Own => "own area",
        Area::Peer => "peer area",
    }
}

/// `14 cases`, `at least 2`
pub(super) fn quantity(quantity: Quantity, kind: ObligationKind) -> String {
    let count = match (quantity.min, quantity.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        _ => quantity.to_string(),
    };
    let (one, many) = match kind {
        ObligationKind::Audit => ("case", "cases"),
        ObligationKind::Observation => ("observation", "observations"),
        ObligationKind::Feedback => ("answer", "answers"),
        ObligationKind::Meeting | ObligationKind::Report | ObligationKind::Duty | ObligationKind::Review => {
            return count;
        }
    };
    let single = quantity.max.or(quantity.min) == Some(1);
    format!("{count} {}", if single { one } else { many })
}

/// Nothing for what must be done, so that what is weaker stands out.
pub(super) const fn weaker(strength: Strength) -> Option<&'static str> {
    match strength {
        Strength::Must => None,
        Strength::Should => Some("should"),
        Strength::May => Some("may"),
    }
}

/// How those it goes to take part in it.
pub(super) const fn towards(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Meeting => "attended by",
        ObligationKind::Feedback => "from",
        ObligationKind::Audit
        | ObligationKind::Report
        | ObligationKind::Duty
        | ObligationKind::Observation
        | ObligationKind::Review => "to",
    }
}

/// What is to be said of an occurrence beside its title, a phrase each.
pub(super) fn details(one: &Occurrence) -> Vec<String> {
    [amount(one), destination(one), dates(one)].concat()
}

/// How strongly it binds where that is less than must, how much it is, and for whom alone.
pub(super) fn amount(one: &Occurrence) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(weaker(one.strength).map(|strength| format!("({strength})")));
    all.extend(how_many(one));
    all.extend(one.for_each.as_ref().map(|each| format!("for each: {}", each.title)));
    all.extend((!one.only_for.is_empty()).then(|| format!("only for {}", one.only_for.join(" and "))));
    all
}

/// `14 cases, 2 each, own area`; nothing where nothing is counted.
pub(super) fn how_many(one: &Occurrence) -> Option<String> {
    let counted = [
        one.quantity.map(|count| quantity(count, one.kind)),
        one.each.map(|each| format!("{each} each")),
        one.basis.map(|basis| area(basis).to_owned()),
    ];
    let counted: Vec<String> = counted.into_iter().flatten().collect();
    (!counted.is_empty()).then(|| counted.join(", "))
}

/// To whom it goes, and at which meeting.
pub(super) fn destination(one: &Occurrence) -> Vec<String> {
    let mut all = Vec::new();
    if !one.recipients.is_empty() {
        all.push(format!("{} {}", towards(one.kind), titles(&one.recipients, "and")));
    }
    all.extend(one.through.as_ref().map(|taken| match taken.date {
        Some(date) if date != one.due => format!("at the {} of {}", taken.meeting.title, long_date(date)),
        Some(_) | None => format!("at the {}", taken.meeting.title),
    }));
    all
}

/// How long it stays open, and off which day it was moved.
pub(super) fn dates(one: &Occurrence) -> Vec<String> {
    let open = one.open_until.map(|until| format!("open until {}", long_date(until)));
    let moved = one.moved_because.as_ref().map(|why| format!("moved from {}, {why}", long_date(one.nominal)));
    [open, moved].into_iter().flatten().collect()
}

/// `1 thing`, `2 things`
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
