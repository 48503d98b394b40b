//! The schedule as comma-separated values: one line for each occurrence, ready to be filtered and sorted.

use std::borrow::{Borrow, Cow};
use std::fmt::{Display, Write as _};
use std::io;

use crate::emit::{escape, shapes};
use crate::plan::{Occurrence, Schedule};

const COLUMNS: [&str; 28] = [
    "id",
    "declaration",
    "kind",
    "title",
    "clauses",
    "strength",
    "bearers",
    "bearer_titles",
    "recipients",
    "unit",
    "period",
    "period_from",
    "period_to",
    "nominal",
    "due",
    "moved_because",
    "projected",
    "open_until",
    "quantity_min",
    "quantity_max",
    "each",
    "basis",
    "only_for",
    "through",
    "meeting_date",
    "framework",
    "edition",
    "schedule",
];

/// Writes a line as soon as its occurrence is known.
pub(super) fn write<All>(schedule: Schedule<All>, output: &mut dyn io::Write) -> io::Result<()>
where
    All: IntoIterator<Item: Borrow<Occurrence>>,
{
    write_lines(schedule, output).map_err(|error| {
        let told = error.to_string();
        // The output's own error is handed on as it is: a closed pipe has to be known for one.
        if let csv::ErrorKind::Io(error) = error.into_kind() { error } else { io::Error::other(told) }
    })
}

fn write_lines<All>(schedule: Schedule<All>, output: &mut dyn io::Write) -> csv::Result<()>
where
    All: IntoIterator<Item: Borrow<Occurrence>>,
{
    let mut lines = Lines { writer: csv::Writer::from_writer(output), cell: String::new() };
    lines.writer.write_record(COLUMNS)?;
    let title = escape::csv(&schedule.stamp.title);
    let edition = escape::csv(schedule.stamp.edition.as_deref().unwrap_or_default());
    let days = format!("{} to {}", schedule.from, schedule.to);
    for one in schedule.occurrences {
        lines.occurrence(one.borrow())?;
        for cell in [&title, &edition, &Cow::Borrowed(days.as_str())] {
            lines.writer.write_field(cell.as_bytes())?;
        }
        lines.writer.write_record(None::<&[u8]>)?;
    }
    Ok(lines.writer.flush()?)
}

/// What lines are written with.
struct Lines<'output> {
    writer: csv::Writer<&'output mut dyn io::Write>,
    /// Where a cell is put together; kept, so that not every cell needs room of its own.
    cell: String,
}

impl Lines<'_> {
    /// All columns but those that every line shares.
    fn occurrence(&mut self, one: &Occurrence) -> csv::Result<()> {
        let through = one.through.as_ref();
        self.text(&one.id)?;
        self.text(&one.declaration)?;
        self.text(one.kind.word())?;
        self.text(&one.title)?;
        self.joined(one.clauses.iter().map(|clause| clause.0.as_str()), ", ")?;
        self.text(one.strength.word())?;
        self.joined(one.bearers.iter().map(|bearer| bearer.id.as_str()), "; ")?;
        self.joined(one.bearers.iter().map(|bearer| bearer.title.as_str()), "; ")?;
        self.joined(one.recipients.iter().map(|recipient| recipient.id.as_str()), "; ")?;
        self.text(one.unit.as_ref().map_or("", |unit| &unit.id))?;
        self.text(&one.period.label)?;
        self.figure(Some(one.period.from))?;
        self.figure(Some(one.period.to))?;
        self.figure(Some(one.nominal))?;
        self.figure(Some(one.due))?;
        self.text(one.moved_because.as_deref().unwrap_or_default())?;
        self.text(if one.projected { "yes" } else { "no" })?;
        self.figure(one.open_until)?;
        self.figure(one.quantity.and_then(|quantity| quantity.min))?;
        self.figure(one.quantity.and_then(|quantity| quantity.max))?;
        self.figure(one.each)?;
        self.text(one.basis.map_or("", shapes::basis))?;
        self.joined(one.only_for.iter().map(String::as_str), "; ")?;
        self.text(through.map_or("", |taken| &taken.meeting.id))?;
        self.figure(through.and_then(|taken| taken.date))
    }

    fn text(&mut self, text: &str) -> csv::Result<()> {
        self.writer.write_field(escape::csv(text).as_bytes())
    }

    fn joined<'text>(&mut self, texts: impl Iterator<Item = &'text str>, between: &str) -> csv::Result<()> {
        self.cell.clear();
        for (place, text) in texts.enumerate() {
            self.cell.push_str(if place == 0 { "" } else { between });
            self.cell.push_str(text);
        }
        self.writer.write_field(escape::csv(&self.cell).as_bytes())
    }

    /// A day or a number, which needs no escape.
    fn figure(&mut self, figure: Option<impl Display>) -> csv::Result<()> {
        self.cell.clear();
        if let Some(figure) = figure {
            // Writing to memory cannot fail, so that there is no error to report.
            let _ = write!(self.cell, "{figure}");
        }
        self.writer.write_field(&self.cell)
    }
}
