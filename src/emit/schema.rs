//! The JSON Schema of every document that qac writes.

use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};

use super::pack::PersonForms;
use super::receipt::ReceiptsShape;
use super::shapes;
use crate::report::CheckReport;
use crate::sample::Receipt;

/// How the schema of a document is made.
type Maker = fn(SchemaGenerator) -> Schema;

/// Each document and its maker.
const SCHEMAS: [(&str, Maker); 12] = [
    ("calendar", |generator| generator.into_root_schema_for::<shapes::calendar::CalendarShape>()),
    ("check", |generator| generator.into_root_schema_for::<CheckReport>()),
    ("checklist", |generator| generator.into_root_schema_for::<shapes::checklist::ChecklistShape>()),
    ("compile", |generator| generator.into_root_schema_for::<shapes::kernel::KernelShape>()),
    ("comply", |generator| generator.into_root_schema_for::<shapes::comply::ComplyShape>()),
    ("coverage", |generator| generator.into_root_schema_for::<shapes::coverage::CoverageShape>()),
    ("forms", |generator| generator.into_root_schema_for::<PersonForms>()),
    ("receipt", |generator| generator.into_root_schema_for::<Receipt>()),
    ("receipts", |generator| generator.into_root_schema_for::<ReceiptsShape<'_>>()),
    ("schedule", |generator| generator.into_root_schema_for::<shapes::schedule::ScheduleShape>()),
    ("test", |generator| generator.into_root_schema_for::<shapes::trial::TrialShape>()),
    ("year", |generator| generator.into_root_schema_for::<shapes::year::YearShape>()),
];

/// The names that [`schema`] knows: those of the commands that write the documents.
pub fn schema_names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

/// The schema of what that command writes, as JSON Schema 2020-12.
#[must_use]
pub fn schema(name: &str) -> Option<serde_json::Value> {
    let (_, make) = SCHEMAS.iter().find(|(known, _)| *known == name)?;
    Some(make(SchemaSettings::draft2020_12().for_serialize().into_generator()).to_value())
}
