//! What is neither a rule nor a party, in a sentence or a list: calendars, places, documents and tables.

use super::words::sentence;
use crate::model::document::{Glossary, Reference};
use crate::model::evidence::Record;
use crate::model::site::{Binding, Site};
use crate::model::time::{CalendarDecl, Stretch};
use crate::model::value::{Column, ColumnType};
use crate::model::{Model, Ref};
use crate::plan::{listed, long_date};

/// The sentences that there is something to say of.
pub(super) fn told<const N: usize>(words: [Option<String>; N]) -> Vec<String> {
    words.into_iter().flatten().map(|words| sentence(&words)).collect()
}

/// `words “A” and “B”`, where there are any.
pub(super) fn titles(model: &Model, words: &str, references: &[Ref]) -> Option<String> {
    let titles: Vec<String> = references.iter().map(|reference| format!("“{}”", model.title(reference))).collect();
    (!titles.is_empty()).then(|| format!("{words} {}", listed(&titles, "and")))
}

/// Its week and holidays, then its terms and other days off.
pub(super) fn calendar(model: &Model, calendar: &CalendarDecl) -> Vec<String> {
    let nations: Vec<&str> = calendar.holidays.iter().map(|nation| nation.value.as_str()).collect();
    let mut lines = told([
        calendar.extends.as_ref().map(|base| format!("it starts from “{}”", model.title(base))),
        calendar.week.map(|(first, last)| format!("its working week runs from {} to {}", day(first), day(last))),
        (!nations.is_empty()).then(|| format!("it keeps the bank holidays of {}", listed(&nations, "and"))),
        calendar.moved.map(|moved| format!("what falls on a day off is {moved}")),
    ]);
    lines.extend(calendar.terms.iter().chain(&calendar.closures).chain(&calendar.days_off).map(stretch));
    lines
}

fn day(day: crate::calendar::Weekday) -> &'static str {
    use crate::calendar::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match day {
        Mon => "Monday",
        Tue => "Tuesday",
        Wed => "Wednesday",
        Thu => "Thursday",
        Fri => "Friday",
        Sat => "Saturday",
        Sun => "Sunday",
    }
}

fn stretch(stretch: &Stretch) -> String {
    if stretch.from == stretch.to {
        return format!("- {}: {}", stretch.title, long_date(stretch.from));
    }
    format!("- {}: {} to {}", stretch.title, long_date(stretch.from), long_date(stretch.to))
}

/// Whose part it is, and whose work it looks at in turn.
pub(super) fn place(model: &Model, part_of: Option<&Ref>, peers: &[Ref]) -> Vec<String> {
    told([
        part_of.map(|whole| format!("it is part of “{}”", model.title(whole))),
        titles(model, "its peers are", peers),
    ])
}

/// Which edition, whose, and how long it holds.
pub(super) fn reference(model: &Model, reference: &Reference) -> Vec<String> {
    told([
        reference.edition.as_ref().map(|edition| format!("the edition meant is {edition}")),
        titles(model, "it comes from", &reference.authority),
        reference.from.as_ref().map(|from| format!("it has been in force since {}", long_date(from.value))),
        reference.until.as_ref().map(|until| format!("it was in force until {}", long_date(until.value))),
        reference.replaced_by.as_ref().map(|later| format!("“{}” took its place", model.title(later))),
        reference.address.as_ref().map(|address| format!("it is found at {address}")),
    ])
}

/// Each term with its meaning.
pub(super) fn glossary(glossary: &Glossary) -> Vec<String> {
    glossary.entries.iter().map(|(term, meaning)| format!("- {}: {}", term.value, meaning.value)).collect()
}

/// What a table of evidence holds, column by column.
pub(super) fn record(record: &Record) -> Vec<String> {
    let key: Vec<&str> = record.key.iter().map(|column| column.value.as_str()).collect();
    let shows: Vec<&str> = record.shows.iter().map(|shown| shown.value.word()).collect();
    let mut lines = told([
        (!key.is_empty()).then(|| format!("its rows are told apart by {}", listed(&key, "and"))),
        (!shows.is_empty()).then(|| format!("its rows show {}", listed(&shows, "and"))),
    ]);
    lines.push("What it holds:".to_owned());
    lines.extend(record.columns.iter().map(column));
    lines
}

fn column(column: &Column) -> String {
    let holds = match column.holds {
        ColumnType::Text => "text",
        ColumnType::Number => "a number",
        ColumnType::Date => "a day",
        ColumnType::Time => "a day and time",
        ColumnType::YesNo => "yes or no",
        ColumnType::Grade => "a grade",
    };
    let empty = if column.may_be_empty { ", or empty" } else { "" };
    format!("- {}: {holds}{empty}", column.name.value)
}

/// Where each record is kept here, and which are kept nowhere.
pub(super) fn site(site: &Site) -> Vec<String> {
    let bound = site.bindings.iter().map(binding);
    let absent = site.absent.iter().map(|absence| format!("- {}: nowhere: {}", absence.record.value, absence.because));
    bound.chain(absent).collect()
}

fn binding(binding: &Binding) -> String {
    let table = binding.table.as_ref().map_or_else(String::new, |table| format!(" in {}", table.value));
    let columns = binding.columns.iter().map(|bound| format!("{} as {}", bound.column.value, bound.called.value));
    let columns: Vec<String> = columns.collect();
    let columns = if columns.is_empty() { String::new() } else { format!(", with {}", listed(&columns, "and")) };
    format!("- {}:{table}{columns}", binding.record.value)
}
