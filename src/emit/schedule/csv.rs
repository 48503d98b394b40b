//! The schedule as comma-separated values: one line for each occurrence, ready to be filtered and sorted.

use std::borrow::Borrow;
use std::fmt::{Display, Write as _};
use std::io;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::calendar::{Date, push_day};
use crate::emit::{escape, shapes};
use crate::plan::{Named, Occurrence, Schedule, Work};

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

/// How many pieces of work are kept as they are written; a framework has some hundreds.
const KEPT: usize = 4_096;

/// Writes a line as soon as its occurrence is known. What all occurrences of a piece of work share is put together once.
pub(super) fn write<All>(schedule: Schedule<All>, output: &mut dyn io::Write) -> io::Result<()>
where
    All: IntoIterator<Item: Borrow<Occurrence>>,
{
    let mut line = Cells::default();
    COLUMNS.iter().for_each(|column| line.text(column));
    output.write_all(line.line())?;
    let mut end = Cells::default();
    end.text(&schedule.stamp.title);
    end.text(schedule.stamp.edition.as_deref().unwrap_or_default());
    end.text(&format!("{} to {}", schedule.from, schedule.to));
    let mut known = KnownWork::default();
    for one in schedule.occurrences {
        line.clear();
        occurrence(&mut line, one.borrow(), known.cells(&one.borrow().work));
        line.written(&end);
        output.write_all(line.line())?;
    }
    Ok(())
}

/// All columns but those that every line shares.
fn occurrence(line: &mut Cells, one: &Occurrence, work: &WorkCells) {
    let through = one.through.as_ref();
    line.text(&one.id);
    line.written(&work.what);
    line.text(&one.period.label);
    line.day(Some(one.period.from));
    line.day(Some(one.period.to));
    line.day(Some(one.nominal));
    line.day(Some(one.due));
    line.text(one.moved_because.as_deref().unwrap_or_default());
    line.text(if one.projected { "yes" } else { "no" });
    line.day(one.open_until);
    line.figure(one.quantity.and_then(|quantity| quantity.min));
    line.figure(one.quantity.and_then(|quantity| quantity.max));
    line.written(&work.each);
    line.text(one.basis.map_or("", shapes::basis));
    line.written(&work.only_for);
    line.text(through.map_or("", |taken| &taken.meeting.id));
    line.day(through.and_then(|taken| taken.date));
}

/// The cells of the work met so far, by where it is held. It is held on to, so that nothing else comes to be there.
#[derive(Default)]
struct KnownWork(IndexMap<*const Work, (Arc<Work>, WorkCells)>);

impl KnownWork {
    fn cells(&mut self, work: &Arc<Work>) -> &WorkCells {
        // What differs from round to round is not kept for ever.
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let (_, cells) = self.0.entry(Arc::as_ptr(work)).or_insert_with(|| (Arc::clone(work), WorkCells::of(work)));
        cells
    }
}

/// The cells that all occurrences of a piece of work share, as they are written.
struct WorkCells {
    /// From the declaration to the unit.
    what: Cells,
    each: Cells,
    only_for: Cells,
}

impl WorkCells {
    fn of(work: &Work) -> Self {
        let [mut what, mut each, mut only_for] = [const { Cells::new() }; 3];
        let ids = |named: &[Named]| joined(named.iter().map(|one| one.id.as_str()), "; ");
        what.text(&work.declaration);
        what.text(work.kind.word());
        what.text(&work.title);
        what.text(&joined(work.clauses.iter().map(|clause| clause.0.as_str()), ", "));
        what.text(work.strength.word());
        what.text(&ids(&work.bearers));
        what.text(&joined(work.bearers.iter().map(|bearer| bearer.title.as_str()), "; "));
        what.text(&ids(&work.recipients));
        what.text(work.unit.as_ref().map_or("", |unit| &unit.id));
        each.figure(work.each);
        only_for.text(&joined(work.only_for.iter().map(String::as_str), "; "));
        Self { what, each, only_for }
    }
}

fn joined<'text>(texts: impl Iterator<Item = &'text str>, between: &str) -> String {
    texts.collect::<Vec<_>>().join(between)
}

/// Cells in a row, each with a comma behind it. Only cells that need quotes have them, as RFC 4180 asks for.
#[derive(Default)]
struct Cells(String);

impl Cells {
    const fn new() -> Self {
        Self(String::new())
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    /// The row as a line.
    fn line(&mut self) -> &[u8] {
        self.0.pop();
        self.0.push('\n');
        self.0.as_bytes()
    }

    /// Cells that are put together already.
    fn written(&mut self, cells: &Cells) {
        self.0.push_str(&cells.0);
    }

    fn text(&mut self, text: &str) {
        let text = escape::csv(text);
        if text.contains([',', '"', '\n', '\r']) {
            self.0.push('"');
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(&text);
        }
        self.0.push(',');
    }

    /// A number, which needs no escape.
    fn figure(&mut self, figure: Option<impl Display>) {
        if let Some(figure) = figure {
            // Writing to memory cannot fail, so that there is no error to report.
            let _ = write!(self.0, "{figure}");
        }
        self.0.push(',');
    }

    /// A day, `2017-01-31`.
    fn day(&mut self, day: Option<Date>) {
        if let Some(day) = day {
            push_day(&mut self.0, day);
        }
        self.0.push(',');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_are_written_as_another_writer_has_them(cells in prop::collection::vec("[ -~é\r\n\"]{0,9}", 2..5)) {
            let mut line = Cells::default();
            cells.iter().for_each(|cell| line.text(cell));
            let mut other = csv::Writer::from_writer(Vec::new());
            other.write_record(cells.iter().map(|cell| escape::csv(cell).into_owned())).unwrap();
            prop_assert_eq!(line.line(), other.into_inner().unwrap());
        }
    }
}
