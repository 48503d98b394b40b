//! The JSON that qac writes: one struct for each shape, from which its schema is made too.
//!
//! These mirror the plan at the boundary. A field is never renamed or taken out without a new format version.

pub(super) mod calendar;
pub(super) mod checklist;
pub(super) mod comply;
pub(super) mod coverage;
pub(super) mod kernel;
pub(super) mod schedule;
pub(super) mod trial;
pub(super) mod year;

use std::io;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::calendar::{Date, Quantity};
use crate::model::ClauseNumber;
use crate::model::value::{Area, Join};
use crate::plan::{Named, Stamp};
use crate::report::{FORMAT_VERSION, FrameworkStamp};

/// What every document starts with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Header {
    /// The format version.
    qac: u32,
    /// Whose it is; null where the files declare no framework.
    framework: Option<FrameworkStamp>,
}

/// A day, as ISO 8601: `2017-05-31`.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Day(Date);

/// How many, both bounds included.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct QuantityShape {
    /// The fewest.
    min: Option<u32>,
    /// The most.
    max: Option<u32>,
}

/// A stretch of days, both ends included.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PeriodShape {
    /// `2017-05`, `2017-Q2`, `2017/18`, or the id of a term.
    pub(super) label: String,
    /// The first day.
    pub(super) from: Day,
    /// The last day.
    pub(super) to: Day,
}

/// Something declared.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NamedShape {
    /// Its id.
    id: String,
    /// Its title.
    title: String,
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "description": "A day, as ISO 8601." })
    }
}

pub(super) fn header(stamp: &Stamp) -> Header {
    let framework = FrameworkStamp { id: stamp.id.clone(), title: stamp.title.clone(), edition: stamp.edition.clone() };
    Header { qac: FORMAT_VERSION, framework: (!stamp.id.is_empty()).then_some(framework) }
}

pub(super) const fn day(date: Date) -> Day {
    Day(date)
}

pub(super) fn quantity(quantity: Quantity) -> QuantityShape {
    QuantityShape { min: quantity.min, max: quantity.max }
}

pub(super) fn named(named: &Named) -> NamedShape {
    NamedShape { id: named.id.clone(), title: named.title.clone() }
}

pub(super) fn all_named(all: &[Named]) -> Vec<NamedShape> {
    all.iter().map(named).collect()
}

pub(super) fn ids(named: &[Named]) -> Vec<String> {
    named.iter().map(|named| named.id.clone()).collect()
}

pub(super) fn clauses(clauses: &[ClauseNumber]) -> Vec<String> {
    clauses.iter().map(|clause| clause.0.clone()).collect()
}

pub(super) const fn basis(area: Area) -> &'static str {
    area.word()
}

pub(super) const fn join(join: Join) -> &'static str {
    match join {
        Join::All => "all",
        Join::Any => "any",
    }
}

/// Writes a document, indented, with a line feed at its end.
pub(super) fn write_json<Document: Serialize>(document: &Document, output: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *output, document)?;
    output.write_all(b"\n")
}

/// A document as text, indented, with a line feed at its end.
pub(super) fn to_json<Document: Serialize>(document: &Document) -> String {
    // The shapes hold nothing that JSON cannot say, so that there is no error to report.
    serde_json::to_string_pretty(document).map(|text| text + "\n").unwrap_or_default()
}
